"""Charts of composition that can be edited in Excel: groups against what rules ask, and the make-up, body by body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from optimizer.basis.text import Filled, Text
from optimizer.export.book.composition import Place
from optimizer.export.book.sheets import FACES, LINE_POINTS, Look, Sheet, Sheets
from optimizer.policy.policy import Policy
from optimizer.report.structure_records import Kind, Row

NAME, FOUND, ASKED, HEADS = 0, 1, 2, 1
"""Columns of the figures that are drawn; the charts stand to their right."""
CHART_COLUMN = 4
CHART_WIDTH, _GAP = 480, 15
_PIXELS = LINE_POINTS * 4 // 3
"""Pixels of a row."""
_SMALLEST, _EACH, _AROUND = 300, 24, 120
"""Pixels of a chart's height: at least, for each bar, and for its title and axis."""
_SCALE, _PAGE_ROWS = 50, 50
"""How much smaller the sheet prints so that two charts stand side by side on A4, and the rows a page then has."""
_GREEN, _GREY, _BLUE = "#3C8D5A", "#B8C2CC", "#3D6FA5"


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """Figures on the sheet and how they are drawn: names and series in the rows first..last."""

    title: Filled
    first: int
    last: int
    series: tuple[tuple[int, str], ...]
    percent: bool


def write_charts(sheet: Sheet, sheets: Sheets, policy: Policy, places: Sequence[Place], table: Sheet) -> None:
    """For each body a page: the figures as formulas over the structure table, and two charts of them."""
    _Writer(sheet, sheets, policy, table).pages([place for place in places if place.section.unit is None])


class _Writer:
    def __init__(self, sheet: Sheet, sheets: Sheets, policy: Policy, table: Sheet) -> None:
        self._sheet, self._sheets, self._policy, self._table = sheet, sheets, policy, table

    def pages(self, places: Sequence[Place]) -> None:
        """A page a body."""
        self._sheet.title(_TITLE)
        row, page, breaks = 2, 0, []
        bodies = {body.id for body in self._policy.bodies}
        for place in places:
            if place.section.part not in bodies:
                continue
            end = self._body(place, row) + 2
            if end - page > _PAGE_ROWS and row > 2:
                breaks.append(row)
                page = row
            row = end
        # Excel heeds breaks only where the sheet is not fitted to pages.
        self._sheet.sheet.set_print_scale(_SCALE)
        self._sheet.sheet.set_h_pagebreaks(breaks)
        self._sheet.sheet.hide_gridlines(2)

    def _body(self, place: Place, row: int) -> int:
        """Figures and charts of one body from `row` on; returns the first row below them."""
        title = self._policy.titles[place.section.part]
        self._sheet.heading(row, title)
        line, lowest, offset = row + 1, row, 0
        for kind, text in ((Kind.AMONG, _AMONG), (Kind.MAKEUP, _MAKEUP)):
            columns = [at for at, column in enumerate(place.structure.columns) if column.kind is kind]
            if not columns:
                continue
            share = kind is Kind.AMONG
            drawn = self._figures(place, columns, line, share=share, title=text.fill(body=title))
            height = max(_SMALLEST, _AROUND + _EACH * len(columns) * (2 if share else 1))
            self._chart(drawn, row + 1, offset, height)
            lowest = max(lowest, drawn.last, row + 1 + -(-height // _PIXELS))
            line, offset = drawn.last + 2, offset + CHART_WIDTH + _GAP
        return lowest + 1

    def _figures(self, place: Place, columns: list[int], row: int, *, share: bool, title: Filled) -> _Drawn:
        """A small table of what is drawn."""
        self._sheet.header(row, (_GROUP, _SHARE, _WANTED) if share else (_VALUE, _HEADS))
        for line, at in enumerate(columns, row + 1):
            self._sheet.text(line, NAME, place.structure.columns[at].title)
            if share:
                self._share(place, at, line)
                self._asked(place, at, line)
            else:
                self._sheet.formula(line, HEADS, f"={self._at(place, Row.ACTUAL, at)}", place.figures[at].actual)
        names = ((FOUND, _GREEN), (ASKED, _GREY)) if share else ((HEADS, _BLUE),)
        return _Drawn(title=title, first=row + 1, last=row + len(columns), series=names, percent=share)

    def _share(self, place: Place, at: int, line: int) -> None:
        heads, found = self._at(place, Row.ACTUAL, 0), self._at(place, Row.ACTUAL, at)
        value = _thousandths(place.figures[at].actual, place.figures[0].actual)
        self._sheet.formula(line, FOUND, f"=IF({heads}=0,0,INT({found}*1000/{heads})/1000)", value, Look.PERCENT)

    def _asked(self, place: Place, at: int, line: int) -> None:
        """What is asked for as a share of the seats, nothing where nothing is."""
        asked = place.figures[at].asked
        if asked is None or Row.ASKED not in place.rows:
            self._sheet.text(line, ASKED, "")
            return
        seats, wanted = (self._at(place, Row.ASKED, each) for each in (0, at))
        formula = f'=IF({wanted}="","",IF({seats}=0,0,INT({wanted}*1000/{seats})/1000))'
        self._sheet.formula(line, ASKED, formula, _thousandths(asked, place.figures[0].asked or 0), Look.PERCENT)

    def _at(self, place: Place, row: Row, at: int) -> str:
        return f"{self._table.quoted}!{place.cell(row, at)}"

    def _chart(self, drawn: _Drawn, row: int, offset: int, height: int) -> None:
        """A bar chart of the figures, so many pixels to the right of where charts begin."""
        chart: Any = self._sheets.book.add_chart({"type": "bar"})
        for column, colour in drawn.series:
            chart.add_series(
                {
                    "name": f"={self._sheet.quoted}!{xl_rowcol_to_cell(drawn.first - 1, column, True, True)}",
                    "categories": self._range(drawn, NAME),
                    "values": self._range(drawn, column),
                    "fill": {"color": colour},
                    "gap": 60,
                    "data_labels": {"value": True, "font": self._font(9)},
                }
            )
        # The axis of the categories; the first of them is to stand on top, the figures below.
        chart.set_y_axis(
            {"num_font": self._font(10), "major_gridlines": {"visible": False}, "reverse": True, "crossing": "max"}
        )
        chart.set_x_axis(
            {
                "name": (_OF_HEADS if drawn.percent else _HEADS).to(self._sheets.lang),
                "name_font": self._font(10),
                "num_font": self._font(9),
                "num_format": "0%" if drawn.percent else "0",
                "min": 0,
                "major_gridlines": {"visible": True, "line": {"color": "#E3E7EB"}},
            }
        )
        chart.set_title({"name": drawn.title.to(self._sheets.lang), "name_font": self._font(13), "overlay": False})
        chart.set_legend({"position": "bottom", "font": self._font(10)} if drawn.percent else {"none": True})
        chart.set_size({"width": CHART_WIDTH, "height": height})
        alt = {"description": drawn.title.to(self._sheets.lang), "x_offset": offset, "object_position": 3}
        self._sheet.sheet.insert_chart(row, CHART_COLUMN, chart, alt)

    def _range(self, drawn: _Drawn, column: int) -> str:
        ends = (xl_rowcol_to_cell(row, column, True, True) for row in (drawn.first, drawn.last))
        return f"={self._sheet.quoted}!{':'.join(ends)}"

    def _font(self, size: int) -> dict[str, Any]:
        return {"name": FACES[self._sheets.lang][0], "size": size, "bold": False}


def _thousandths(found: int, of: int) -> float:
    """A share cut to thousandths, as the formulas have it."""
    return found * 1000 // of / 1000 if of else 0


_TITLE = Filled(zh="结构图", en="Charts of composition")
_AMONG = Text(zh="{body}：各群体所占比例与要求", en="{body}: groups, and what rules ask for")
_MAKEUP = Text(zh="{body}：人员构成", en="{body}: make-up")
_GROUP, _VALUE = Filled(zh="群体", en="Group"), Filled(zh="类别", en="Kind")
_SHARE, _WANTED = Filled(zh="占实有人数", en="share of heads"), Filled(zh="要求占席位", en="asked, share of seats")
_HEADS = Filled(zh="人数", en="heads")
_OF_HEADS = Filled(zh="比例", en="share")
