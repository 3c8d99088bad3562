"""The two forms sample pools ship in: a CSV file and an organiser's workbook."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import xlsxwriter

from data.pools.people import Row

_NUMBERS = ("得分", "推荐排序", "已任届数")
_WIDEST = 32


def write_csv(path: Path, people: list[Row]) -> None:
    """UTF-8 with a byte order mark, as spreadsheet programs expect."""
    path.write_bytes(csv_bytes(people))


def csv_bytes(people: list[Row]) -> bytes:
    """What `write_csv` writes."""
    text = StringIO()
    writer = csv.DictWriter(text, list(people[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(people)
    return text.getvalue().encode("utf-8-sig")


def write_workbook(path: Path, people: list[Row], *, title: str) -> None:
    """An organiser's workbook: a merged title above the header, text cells, numbers for score, rank and terms."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"title": title, "created": datetime(2026, 9, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("推荐人选")
    head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#DDE6F0"})
    headers = list(people[0])
    sheet.merge_range(
        0, 0, 0, len(headers) - 1, title, book.add_format({"bold": True, "font_size": 16, "align": "center"})
    )
    for column, header in enumerate(headers):
        widest = max(len(header), *(len(person[header]) for person in people))
        sheet.set_column(column, column, min(_WIDEST, 2 * widest + 2))
        sheet.write_string(1, column, header, head)
        for row, person in enumerate(people, start=2):
            if header in _NUMBERS:
                sheet.write_number(row, column, float(person[header]))
            else:
                sheet.write_string(row, column, person[header])
    sheet.freeze_panes(2, 2)
    sheet.autofilter(1, 0, len(people) + 1, len(headers) - 1)
    book.close()
