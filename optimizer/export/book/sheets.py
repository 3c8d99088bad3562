"""Sheets of a workbook while they are written: texts, figures, formulas, widths and print set-up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any, Literal
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from optimizer.basis.text import Filled, Lang
from optimizer.export.book.looks import COLOURS, FACES, LOOKS, MARK_LOOKS, Look
from optimizer.export.book.names import FIXED, quoted, roster_names, safe_names
from optimizer.report.blocks import Mark

__all__ = [
    "COLOURS",
    "FACES",
    "FIXED",
    "LINE_POINTS",
    "MARK_LOOKS",
    "Look",
    "Sheet",
    "Sheets",
    "lines_of",
    "quoted",
    "roster_names",
    "safe_names",
    "width_of",
]

_FIXED = datetime(2000, 1, 1)
"""The creation date written into the file: a fixed one, so that the same plan gives the same bytes."""

NARROW, WIDE = 6, 60
"""The least and the greatest width of a column, in characters of a fixed-width face; longer texts wrap."""
LINE_POINTS = 18
"""Height of one line of text in a row: a Chinese face needs more than the default."""
_LONGEST_CELL = 32_767
_HEADER_CHARACTERS = 200
"""The file format's bounds for a cell and a sheet's name; a page header may have 255, codes included."""


class _Plain(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """xlsxwriter looks through each formula for functions newer than 2010 and rewrites them, within quoted texts as well.

    Ours have none, and a name of the pool that looks like one must stay as it is; besides, the search takes most of the time.
    """

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: Any = 0
    ) -> Literal[0, -1, -2]:
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0


class Sheet:
    """One sheet while it is written; rows and columns count from 0. Texts are always texts, never formulas."""

    def __init__(self, sheet: Worksheet, sheets: Sheets) -> None:
        self.sheet = sheet
        self.name: str = sheet.get_name()
        self._sheets = sheets
        self._widths: dict[int, int] = {}
        self._caps: dict[int, int] = {}
        self._lines: dict[int, int] = {}

    @property
    def quoted(self) -> str:
        """The name as formulas write it: `'常务委员会'`."""
        return quoted(self.name)

    def shown(self, said: str | Filled) -> str:
        """A text in the workbook's language."""
        return said if isinstance(said, str) else said.to(self._sheets.lang)

    def text(
        self, row: int, column: int, said: str | Filled, look: Look | Format = Look.CELL, *, measured: bool = True
    ) -> None:
        """A text; `measured` when the column's width and the row's height are to fit it."""
        shown = self.shown(said)
        if len(shown) > _LONGEST_CELL:
            shown = shown[: _LONGEST_CELL - 1] + "…"
        self.sheet.write_string(row, column, shown, self._sheets.form(look))
        if measured:
            self.measure(row, column, shown)

    def number(self, row: int, column: int, value: float, look: Look | Format = Look.NUMBER) -> None:
        """A figure."""
        self.sheet.write_number(row, column, value, self._sheets.form(look))
        self.measure(row, column, _figure_shown(value, look))

    def formula(self, row: int, column: int, formula: str, value: str | float, look: Look | Format = Look.CELL) -> None:
        """A formula with its value, for programs that do not calculate; `formula` begins with =."""
        self.sheet.write_formula(row, column, formula, self._sheets.form(look), value)
        self.measure(row, column, _figure_shown(value, look))

    def title(self, said: str | Filled, *, row: int = 0) -> None:
        """The title line, twice as high."""
        self.text(row, 0, said, Look.TITLE, measured=False)
        self._lines[row] = 2

    def heading(self, row: int, said: str | Filled) -> None:
        """A heading over what follows."""
        self.text(row, 0, said, Look.HEADING, measured=False)

    def paragraph(self, row: int, said: str | Filled, columns: int, look: Look = Look.NOTE) -> None:
        """A sentence over so many columns, merged and wrapped; call it after the table whose widths it uses."""
        shown = self.shown(said)
        room = sum(self.width(column) for column in range(columns))
        if columns > 1:
            self.sheet.merge_range(row, 0, row, columns - 1, "", self._sheets.made(look, text_wrap=True))
        self.sheet.write_string(row, 0, shown, self._sheets.made(look, text_wrap=True))
        self._lines[row] = lines_of(shown, room)

    def bands(self, row: int, bands: Iterable[tuple[str | Filled, int]]) -> None:
        """Headings over so many columns each; one without a title leaves its columns under an empty cell each."""
        column = 0
        for said, columns in bands:
            shown = self.shown(said)
            if shown and columns > 1:
                self.sheet.merge_range(row, column, row, column + columns - 1, "", self._sheets.form(Look.BAND))
            for blank in range(column, column + columns):
                self.sheet.write_blank(row, blank, None, self._sheets.form(Look.BAND))
            if shown:
                self.sheet.write_string(row, column, shown, self._sheets.form(Look.BAND))
            column += columns

    def header(self, row: int, cells: Iterable[str | Filled]) -> None:
        """The header row."""
        for column, said in enumerate(cells):
            self.text(row, column, said, Look.HEADER)

    def cap(self, column: int, width: int) -> None:
        """The greatest width of a column; call it before its texts are written."""
        self._caps[column] = width

    def measure(self, row: int, column: int, shown: str) -> None:
        """Let a column's width and a row's height fit a text."""
        wide = width_of(shown)
        if wide > self._widths.get(column, 0):
            self._widths[column] = wide
        cap = self._caps.get(column, WIDE)
        if wide > cap - 2:
            self._lines[row] = max(self._lines.get(row, 1), lines_of(shown, cap - 2))

    def width(self, column: int) -> int:
        """The width a column will have."""
        return min(max(self._widths.get(column, 0) + 2, NARROW), self._caps.get(column, WIDE))

    def table_set_up(self, header: int, *, columns: int, last: int, frozen: int = 3, bands: bool = False) -> None:
        """Frozen panes below the header row and after so many columns, header rows repeated in print, a filter.

        With `bands` the row above the header belongs to it.
        """
        self.sheet.freeze_panes(header + 1, frozen)
        self.sheet.repeat_rows(header - bands, header)
        self.sheet.autofilter(header, 0, max(last, header + 1), columns - 1)

    def finish(self) -> None:
        """Widths and heights, once everything is written."""
        for column in self._widths:
            self.sheet.set_column(column, column, self.width(column))
        for row, lines in self._lines.items():
            self.sheet.set_row(row, min(LINE_POINTS * lines, 400))


class Sheets:
    """A workbook while it is written. The same calls give the same bytes."""

    def __init__(self, lang: Lang, *, title: Filled) -> None:
        self._target = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self._target, options)
        self.book.set_properties({"title": _printable(title.to(lang)), "created": _FIXED})
        self.book.set_size(2400, 1300)
        self.lang: Lang = lang
        self._heading = _printable(title.to(lang))
        self._sheets: list[Sheet] = []
        self._plain: dict[Look, Format] = {}
        self._forms: dict[tuple[Look, tuple[tuple[str, Any], ...]], Format] = {}

    def add(self, name: str | Filled) -> Sheet:
        """A new last sheet: A4 landscape, one page wide, numbered pages. A name that is taken gets a number."""
        wanted = name if isinstance(name, str) else name.to(self.lang)
        *_, safe = safe_names([*(sheet.name for sheet in self._sheets), wanted])
        sheet = self.book.add_worksheet(safe, worksheet_class=_Plain)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
        sheet.set_default_row(LINE_POINTS)
        sheet.set_header("&C" + _escaped(self._heading))
        sheet.set_footer("&L" + _escaped(safe) + "&R" + _PAGES.to(self.lang))
        self._sheets.append(Sheet(sheet, self))
        return self._sheets[-1]

    def form(self, look: Look | Format) -> Format:
        """The format of a look."""
        if isinstance(look, Look):
            plain = self._plain.get(look)
            if plain is None:
                plain = self._plain[look] = self.made(look)
            return plain
        return look

    def made(self, look: Look, **properties: Any) -> Format:
        """The format of a look with other properties, made once."""
        key = (look, tuple(sorted(properties.items())))
        if key not in self._forms:
            text, heading = FACES[self.lang]
            wanted = {"font_size": 11, "valign": "vcenter", "text_wrap": True, **LOOKS[look], **properties}
            bold = wanted.pop("heading", False)
            named = {"font_name": heading if bold else text, **({"bold": True} if bold else {})}
            self._forms[key] = self.book.add_format({**named, **wanted})
        return self._forms[key]

    def tint(self, mark: Mark) -> Format:
        """The colour of a mark alone, for conditional formats."""
        key = (MARK_LOOKS[mark], (("tint", True),))
        if key not in self._forms:
            self._forms[key] = self.book.add_format({"bg_color": COLOURS[mark]})
        return self._forms[key]

    def close(self) -> bytes:
        """The finished file."""
        for sheet in self._sheets:
            sheet.finish()
        self.book.close()
        return self._target.getvalue()


@lru_cache(maxsize=1 << 14)
def width_of(text: str) -> int:
    """Columns of a fixed-width face the text takes: a Chinese character takes two. The longest line counts."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max(sum(2 if east_asian_width(character) in "FW" else 1 for character in line) for line in text.split("\n"))


def lines_of(text: str, room: int) -> int:
    """Lines a text takes in so many columns; a tenth more than it fills, as words do not break anywhere."""
    return sum(max(1, -(-width_of(line) * 11 // (10 * max(room, 1)))) for line in text.split("\n"))


def _figure_shown(value: str | float, look: Look | Format) -> str:
    """About as wide as a figure will be shown."""
    if look in (Look.PERCENT, Look.PERCENT2, Look.STRONG_PERCENT) and not isinstance(value, str):
        return f"{value * 100:.2f}%"
    return str(value)


def _printable(text: str) -> str:
    """The text without characters that XML or a page header cannot hold, at most as long as a header may be."""
    return _NOT_XML.sub(" ", text)[: _HEADER_CHARACTERS // 2]


def _escaped(text: str) -> str:
    """A text of a page header or footer, where & begins a code."""
    return text.replace("&", "&&")


_NOT_XML = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_PAGES = Filled(zh="第 &P 页，共 &N 页", en="Page &P of &N")
