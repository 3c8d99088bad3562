"""What cells look like: faces, colours, borders, figures; the same in every workbook Xiwei writes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from optimizer.basis.text import Lang
from optimizer.report.blocks import Mark

FACES: Mapping[Lang, tuple[str, str]] = {"zh": ("仿宋", "黑体"), "en": ("Arial", "Arial")}
"""The face of texts and that of headings."""
COLOURS: Mapping[Mark, str] = {Mark.KEPT: "#E3F1E4", Mark.SHORT: "#FFF3D6", Mark.BROKEN: "#F9DEDC"}
HEADER_COLOUR, BAND_COLOUR, INPUT_COLOUR, LINK_COLOUR = "#E8ECF1", "#D6DEE8", "#FFFBE6", "#F3F5F8"
_BORDER = {"border": 1, "border_color": "#9AA5B1"}


class Look(StrEnum):
    """What a cell looks like. INPUT is a cell to type in, LINK one that follows such a cell, FAINT an aside."""

    PLAIN = "plain"
    TITLE = "title"
    CAPTION = "caption"
    HEADING = "heading"
    NOTE = "note"
    HEADER = "header"
    BAND = "band"
    CELL = "cell"
    CENTRE = "centre"
    NUMBER = "number"
    PERCENT = "percent"
    PERCENT2 = "percent2"
    STRONG = "strong"
    STRONG_NUMBER = "strong_number"
    STRONG_PERCENT = "strong_percent"
    INPUT = "input"
    LINK = "link"
    FAINT = "faint"
    KEPT = "kept"
    SHORT = "short"
    BROKEN = "broken"


LOOKS: Mapping[Look, Mapping[str, Any]] = {
    Look.PLAIN: {"text_wrap": False},
    Look.TITLE: {"font_size": 16, "heading": True, "text_wrap": False},
    Look.CAPTION: {"font_size": 12, "text_wrap": False},
    Look.HEADING: {"font_size": 12, "heading": True, "text_wrap": False},
    Look.NOTE: {"font_size": 10, "font_color": "#4A5560", "text_wrap": False},
    Look.HEADER: {"heading": True, "bg_color": HEADER_COLOUR, "align": "center", **_BORDER},
    Look.BAND: {"heading": True, "bg_color": BAND_COLOUR, "align": "center", **_BORDER},
    Look.CELL: _BORDER,
    Look.CENTRE: {"align": "center", **_BORDER},
    Look.NUMBER: {"num_format": "0", "align": "center", **_BORDER},
    Look.PERCENT: {"num_format": "0.0%", "align": "center", **_BORDER},
    Look.PERCENT2: {"num_format": "0.00%", "align": "center", **_BORDER},
    Look.STRONG: {"bold": True, "bg_color": LINK_COLOUR, **_BORDER},
    Look.STRONG_PERCENT: {
        "bold": True,
        "num_format": "0.00%",
        "align": "center",
        "bg_color": LINK_COLOUR,
        **_BORDER,
    },
    Look.STRONG_NUMBER: {"bold": True, "num_format": "0", "align": "center", "bg_color": LINK_COLOUR, **_BORDER},
    Look.INPUT: {"num_format": "@", "bg_color": INPUT_COLOUR, "font_color": "#1F3A5F", **_BORDER},
    Look.LINK: {"bg_color": LINK_COLOUR, "font_color": "#5A6672", **_BORDER},
    Look.FAINT: {"font_color": "#8A949E", "font_size": 9, "text_wrap": False},
    Look.KEPT: {"bg_color": COLOURS[Mark.KEPT], **_BORDER},
    Look.SHORT: {"bg_color": COLOURS[Mark.SHORT], **_BORDER},
    Look.BROKEN: {"bg_color": COLOURS[Mark.BROKEN], **_BORDER},
}
MARK_LOOKS: Mapping[Mark, Look] = {
    Mark.PLAIN: Look.CELL,
    Mark.KEPT: Look.KEPT,
    Mark.SHORT: Look.SHORT,
    Mark.BROKEN: Look.BROKEN,
}
