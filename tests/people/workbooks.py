"""Small workbooks made for the tests, in every format that is read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msoffcrypto
import pandas as pd
import xlsxwriter
import xlwt

Rows = Sequence[Sequence[Any]]


def cells(text: str) -> list[list[str]]:
    """Rows of a CSV text without quotation marks."""
    return [line.split(",") for line in text.strip().splitlines()]


def xlsx(rows: Rows, *, more: Mapping[str, Rows] | None = None, hidden: Iterable[str] = (), merge: str = "") -> bytes:
    """A workbook whose first sheet is 名单; values of the form `=#N/A` become formula errors."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    dates = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, lines in {"名单": rows, **(more or {})}.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for at, line in enumerate(lines):
            for across, value in enumerate(line):
                if isinstance(value, date):
                    sheet.write_datetime(at, across, value, dates)
                elif isinstance(value, str) and value.startswith("=#"):
                    sheet.write_formula(at, across, "=1/0", None, value[1:])
                else:
                    sheet.write(at, across, value)
        if merge and name == "名单":
            top = int(merge.split(":")[0][1:]) - 1
            sheet.merge_range(merge, rows[top][ord(merge[0]) - ord("A")])
    book.close()
    return out.getvalue()


def xls(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    dates = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for at, line in enumerate(rows):
        for across, value in enumerate(line):
            if value == "=#N/A":
                sheet.row(at).set_cell_error(across, 0x2A)
            elif isinstance(value, date):
                sheet.write(at, across, value, dates)
            else:
                sheet.write(at, across, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: Rows) -> bytes:
    out = io.BytesIO()
    with pd.ExcelWriter(out, engine="odf") as book:
        pd.DataFrame(rows).to_excel(book, index=False, header=False)
    return out.getvalue()


def locked(workbook: bytes) -> bytes:
    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(workbook)).encrypt("secret", out)
    return out.getvalue()


def locked_xls(workbook: bytes) -> bytes:
    """The record after the first BOF (20 bytes long) becomes a FILEPASS."""
    at = workbook.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    return workbook[:at] + b"\x2f\x00" + workbook[at + 2 :]
