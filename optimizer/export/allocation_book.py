"""allocation.xlsx: the document's sentences and small tables, and the table of seats with live sums."""

from __future__ import annotations

from optimizer.basis.text import Lang
from optimizer.export.book.blocks import write_blocks
from optimizer.export.book.sheets import FIXED, Look, Sheet, Sheets
from optimizer.export.plain import dated_words
from optimizer.people.archive import column_letters
from optimizer.report.allocation import MAKEUP, Shared, Sort, seats_lines, seats_table
from optimizer.report.blocks import Block, Line, Table
from optimizer.report.paper import Paper

_BEFORE_FIGURES = 2
"""Number and unit; the class comes after them where there are classes."""


def allocation_book(paper: Paper, found: Shared, lang: Lang) -> bytes:
    """An xlsx file. Whoever changes a unit's figure sees its delegates, the subtotals and the total follow."""
    sheets = Sheets(lang, title=paper.title)
    dated: list[Block] = [Line(text=dated_words(paper.dated))] if paper.dated else []
    others = [block for block in paper.blocks if not (isinstance(block, Table) and block.wide)]
    write_blocks(sheets.add(FIXED["summary"]), [Line(text=paper.title), *others, *dated], title=True)
    table = seats_table(found)
    sheet = sheets.add(table.title)
    _write(_SeatsSheet(sheets, sheet, table, found), sheet, table)
    return sheets.close()


def _write(seats: _SeatsSheet, sheet: Sheet, table: Table) -> None:
    """Title, bands, header, rows, note."""
    sheet.title(table.title)
    if table.bands:
        sheet.bands(1, [(band.title, band.columns) for band in table.bands])
    sheet.header(seats.header, table.columns)
    seats.rows()
    last = seats.header + len(table.rows)
    if table.note is not None:
        sheet.paragraph(last + 1, table.note, len(table.columns))
    bands = bool(table.bands)
    sheet.table_set_up(
        seats.header, columns=len(table.columns), last=seats.last_of_units, frozen=_BEFORE_FIGURES, bands=bands
    )


class _SeatsSheet:
    """The rows of the table of seats; rows and columns count from 0."""

    def __init__(self, sheets: Sheets, sheet: Sheet, table: Table, found: Shared) -> None:
        self._sheet, self._table = sheet, table
        self._lines = seats_lines(found)
        self.header = 2 if table.bands else 1
        self._members = _BEFORE_FIGURES + any(unit.kind for unit in found.units)
        self._share, self._delegates = self._members + 1, self._members + 2
        self._makeup = sum(band.columns for band in table.bands if band.title == MAKEUP)
        self._cut = {look: sheets.made(look, num_format="0.00") for look in (Look.NUMBER, Look.STRONG_NUMBER)}

    @property
    def last_of_units(self) -> int:
        """The last row that a filter may hide: reserve and total stay in sight below it."""
        return self._row(sum(line.sort in (Sort.UNIT, Sort.SUBTOTAL) for line in self._lines) - 1)

    def rows(self) -> None:
        """Every line: texts, figures as numbers, sums as formulas."""
        for at, (line, cells) in enumerate(zip(self._lines, self._table.rows, strict=True)):
            sums = line.sort in (Sort.SUBTOTAL, Sort.TOTAL)
            for column, cell in enumerate(cells):
                shown = self._sheet.shown(cell)
                if column < self._members or not shown:
                    self._sheet.text(self._row(at), column, shown, Look.STRONG if sums else Look.CELL)
                else:
                    self._figure(at, column, shown, Look.STRONG_NUMBER if sums else Look.NUMBER)

    def _figure(self, at: int, column: int, shown: str, look: Look) -> None:
        row = self._row(at)
        # Cut shares do not add up to the cut sum: that one is written as it is.
        if column == self._share:
            self._sheet.number(row, column, float(shown), self._cut[look])
            return
        formula = self._formula(at, column)
        if formula:
            self._sheet.formula(row, column, formula, int(shown), look)
        else:
            self._sheet.number(row, column, int(shown), look)

    def _formula(self, at: int, column: int) -> str:
        """The sum a cell holds; empty for a plain figure."""
        sort, row = self._lines[at].sort, self._row(at) + 1
        if sort is Sort.UNIT and column == self._delegates and self._makeup:
            first, last = column_letters(column + 1), column_letters(column + self._makeup)
            return f"=SUM({first}{row}:{last}{row})"
        if sort in (Sort.UNIT, Sort.RESERVE):
            return ""
        above = at - len(self._lines[at].units) if sort is Sort.SUBTOTAL else 0
        letter = column_letters(column)
        # SUBTOTAL leaves other sums in its range out.
        return f"=SUBTOTAL(9,{letter}{self._row(above) + 1}:{letter}{row - 1})"

    def _row(self, at: int) -> int:
        return self.header + 1 + at
