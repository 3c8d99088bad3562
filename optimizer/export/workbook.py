"""The workbook: every block of a report as a sheet that prints and reads well in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from unicodedata import east_asian_width

import xlsxwriter

from optimizer.basis.text import Filled, Lang
from optimizer.report.blocks import Block, Mark, Table

_FIXED = datetime(2000, 1, 1)
"""The creation date written into the file: a fixed one, so that the same plan gives the same bytes."""

_NARROW, _WIDE = 6, 60
_LINE_POINTS = 18
"""Height of one line of text in a row: a Chinese face needs more than the default."""
_COLOURS = {Mark.KEPT: "#E3F1E4", Mark.SHORT: "#FFF3D6", Mark.BROKEN: "#F9DEDC"}
_FACE = "仿宋"


def workbook(blocks: Sequence[Block], lang: Lang, *, title: Filled) -> bytes:
    """An xlsx file: the lines and small tables on the first sheet, each roster on its own."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title.to(lang), "created": _FIXED})
    writer = _Writer(book, lang)
    writer.summary([block for block in blocks if not _own_sheet(block)], title)
    for block in blocks:
        if isinstance(block, Table) and _own_sheet(block):
            writer.table_sheet(block)
    book.close()
    return target.getvalue()


def _own_sheet(block: Block) -> bool:
    return isinstance(block, Table) and (block.id.startswith("roster_") or len(block.rows) > 40)


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, lang: Lang) -> None:
        self._book = book
        self._lang: Lang = lang
        base = {"font_name": _FACE, "font_size": 11, "valign": "vcenter", "text_wrap": True}
        self._title = book.add_format({**base, "font_size": 16, "bold": True, "text_wrap": False})
        self._line = book.add_format({**base, "text_wrap": False})
        self._heading = book.add_format({**base, "bold": True, "font_size": 12, "text_wrap": False})
        self._header = book.add_format({**base, "bold": True, "bg_color": "#E8ECF1", "border": 1, "align": "center"})
        self._cells = {
            mark: book.add_format({**base, "border": 1, **({"bg_color": _COLOURS[mark]} if mark in _COLOURS else {})})
            for mark in Mark
        }
        self._names: set[str] = set()

    def summary(self, blocks: Sequence[Block], title: Filled) -> None:
        """Status, composition, rules, goals one below the other."""
        sheet = self._sheet("汇总" if self._lang == "zh" else "Summary")
        row = 0
        widths: dict[int, int] = {}
        for number, block in enumerate(blocks):
            if not isinstance(block, Table):
                sheet.set_row(row, _LINE_POINTS * (1 if number else 2))
                sheet.write_string(row, 0, block.text.to(self._lang), self._title if number == 0 else self._line)
                row += 1
                continue
            sheet.write_string(row + 1, 0, block.title.to(self._lang), self._heading)
            row = self._write(sheet, block, row + 2, widths)
        self._fit(sheet, widths)
        sheet.set_footer("&C&P / &N")
        sheet.set_header(f"&C{_escaped(title.to(self._lang))}")

    def table_sheet(self, table: Table) -> None:
        """A table of its own: frozen and repeated header, filter, page numbers."""
        sheet = self._sheet(table.title.to(self._lang))
        sheet.set_row(0, 2 * _LINE_POINTS)
        sheet.write_string(0, 0, table.title.to(self._lang), self._title)
        widths: dict[int, int] = {}
        end = self._write(sheet, table, 1, widths)
        self._fit(sheet, widths)
        sheet.freeze_panes(2, 3)
        sheet.repeat_rows(1)
        sheet.autofilter(1, 0, max(end - 1, 1), len(table.columns) - 1)
        sheet.set_footer("&C&P / &N")

    def _sheet(self, name: str) -> xlsxwriter.worksheet.Worksheet:
        """A sheet, A4 landscape, one page wide; Excel allows 31 characters in a name and not all of them."""
        plain = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:28] or "Sheet"
        unique, number = plain, 2
        while unique.lower() in self._names:
            unique, number = f"{plain} {number}", number + 1
        self._names.add(unique.lower())
        sheet = self._book.add_worksheet(unique)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _write(self, sheet: xlsxwriter.worksheet.Worksheet, table: Table, row: int, widths: dict[int, int]) -> int:
        """Write header and rows from `row` on; returns the first free row. Cells are strings: nothing becomes a formula."""
        marks = table.marks or (Mark.PLAIN,) * len(table.rows)
        for line, (cells, form) in enumerate(
            [(table.columns, self._header), *zip(table.rows, (self._cells[mark] for mark in marks), strict=True)]
        ):
            texts = [cell.to(self._lang) for cell in cells]
            lines = max((-(-_width(text) // _WIDE) for text in texts), default=1)
            sheet.set_row(row + line, _LINE_POINTS * max(lines, 1))
            for column, text in enumerate(texts):
                sheet.write_string(row + line, column, text, form)
                widths[column] = max(widths.get(column, 0), _width(text))
        end = row + 1 + len(table.rows)
        if table.note:
            sheet.write_string(end, 0, table.note.to(self._lang), self._line)
            end += 1
        return end

    def _fit(self, sheet: xlsxwriter.worksheet.Worksheet, widths: dict[int, int]) -> None:
        for column, width in widths.items():
            sheet.set_column(column, column, min(max(width + 2, _NARROW), _WIDE))


def _width(text: str) -> int:
    """Columns of a fixed-width face the text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "FW" else 1 for character in text)


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
