"""The workbook of a report: its blocks on sheets that print and read well in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.basis.text import Filled, Lang
from optimizer.export.book.blocks import own_sheet, table_sheet, write_blocks
from optimizer.export.book.sheets import FIXED, Sheets
from optimizer.report.blocks import Block, Table


def workbook(blocks: Sequence[Block], lang: Lang, *, title: Filled) -> bytes:
    """An xlsx file: sentences and small tables on the first sheet, each roster and each long or wide table on its own."""
    sheets = Sheets(lang, title=title)
    first = sheets.add(FIXED["summary"])
    write_blocks(first, [block for block in blocks if not own_sheet(block)], title=True)
    for block in blocks:
        if isinstance(block, Table) and own_sheet(block):
            table_sheet(sheets, block)
    return sheets.close()
