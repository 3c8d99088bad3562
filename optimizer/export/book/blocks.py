"""Blocks of a report on sheets: sentences, headings and tables one below the other, long tables on sheets of their own."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.basis.text import Filled
from optimizer.export.book.sheets import MARK_LOOKS, Look, Sheet, Sheets, width_of
from optimizer.report.blocks import Block, Heading, Mark, Table

LONG = 40
"""A table with more rows than this has a sheet of its own."""
READABLE = 110
"""Columns of a fixed-width face that a line of text on a printed page takes at most, about."""
BLANK_COLUMN = 12
"""The width of a column without a table above or below it."""
FIRST_COLUMNS = 3
"""Columns that stay in sight while a wide table is scrolled."""


def own_sheet(block: Block) -> bool:
    """Whether a block has a sheet of its own."""
    return isinstance(block, Table) and (block.wide or block.id.startswith("roster_") or len(block.rows) > LONG)


def write_blocks(sheet: Sheet, blocks: Sequence[Block], *, title: bool) -> None:
    """Blocks one below the other; the first is the `title` where it says so. A chart is written as what it shows."""
    row = 0
    sentences: list[tuple[int, Filled]] = []
    for number, block in enumerate(blocks):
        if title and number == 0 and not isinstance(block, Table):
            sheet.title(block.text)
        elif isinstance(block, Table):
            row = write_table(sheet, block, row + 1) if number else write_table(sheet, block, row)
            continue
        elif isinstance(block, Heading):
            row += 1
            sheet.heading(row, block.text)
        else:
            sentences.append((row, block.text))
        row += 1
    _write_sentences(sheet, sentences)


def _write_sentences(sheet: Sheet, sentences: Sequence[tuple[int, Filled]]) -> None:
    """Each on its row; one that is wider than a readable page is broken into lines, lest the page shrink to its width."""
    columns = room = 0
    while room < READABLE:
        sheet.measure(0, columns, " " * (BLANK_COLUMN - 2))
        room += sheet.width(columns)
        columns += 1
    for row, said in sentences:
        if width_of(sheet.shown(said)) > room:
            sheet.paragraph(row, said, columns, Look.PLAIN)
        else:
            sheet.text(row, 0, said, Look.PLAIN, measured=False)


def write_table(sheet: Sheet, table: Table, row: int) -> int:
    """A table under its title and caption, from `row` on; returns the first free row."""
    sheet.heading(row, table.title)
    row += 1
    if table.caption:
        sheet.text(row, 0, table.caption, Look.CAPTION, measured=False)
        row += 1
    _, end = _cells(sheet, table, row)
    return _note(sheet, table, end)


def table_sheet(sheets: Sheets, table: Table, name: str | Filled | None = None) -> Sheet:
    """A sheet for one table: title, caption, frozen and repeated header, filter."""
    sheet = sheets.add(table.title if name is None else name)
    fill_sheet(sheet, table)
    return sheet


def fill_sheet(sheet: Sheet, table: Table) -> None:
    """One table on a sheet that is there already."""
    sheet.title(table.title)
    row = 1
    if table.caption:
        sheet.text(row, 0, table.caption, Look.CAPTION, measured=False)
        row += 1
    header, end = _cells(sheet, table, row)
    _note(sheet, table, end)
    frozen = min(FIRST_COLUMNS, len(table.columns) - 1)
    sheet.table_set_up(header, columns=len(table.columns), last=end - 1, frozen=frozen, bands=bool(table.bands))


def _cells(sheet: Sheet, table: Table, row: int) -> tuple[int, int]:
    """Bands, header and rows; returns the header's row and the first free one."""
    if table.bands:
        sheet.bands(row, [(band.title, band.columns) for band in table.bands])
        row += 1
    sheet.header(row, table.columns)
    marks = table.marks or (Mark.PLAIN,) * len(table.rows)
    for line, (cells, mark) in enumerate(zip(table.rows, marks, strict=True), row + 1):
        for column, cell in enumerate(cells):
            sheet.text(line, column, cell, MARK_LOOKS[mark])
    return row, row + 1 + len(table.rows)


def _note(sheet: Sheet, table: Table, row: int) -> int:
    if table.note is None:
        return row
    sheet.paragraph(row, table.note, len(table.columns))
    return row + 1
