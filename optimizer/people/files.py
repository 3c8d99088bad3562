"""From the bytes of a file to sheets of text, whatever program wrote it; ids such as 00000000001 survive."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Never

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Filled, Text
from optimizer.people.archive import TooLarge, open_archive
from optimizer.people.commas import NotText, read_csv
from optimizer.people.excel97 import MAGIC, open_old_book
from optimizer.people.person import Notice

# Whole numbers above this are no longer exact in a spreadsheet program.
_EXACT = 1 << 53

_NAMES = {
    "word": Filled(zh="Word 文档", en="a text document"),
    "slides": Filled(zh="演示文稿", en="a slide show"),
    "binary": Filled(zh="二进制工作簿（xlsb）", en="a binary workbook (xlsb)"),
    "archive": Filled(zh="压缩包", en="an archive"),
    "picture": Filled(zh="图片", en="a picture"),
    "pdf": Filled(zh="PDF 文件", en="a PDF file"),
    "page": Filled(zh="网页或 XML 文件", en="a web page or XML file"),
    "other": Filled(zh="别的文件", en="some other kind of file"),
}
_MAGICS = (
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"),
    (b"%PDF", "pdf"), (b"{\\rtf", "word"), (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"), (b"\x1f\x8b", "archive"),
)  # fmt: skip
_ENDINGS = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods", ".csv": "csv"}

_EMPTY = Text(zh="文件是空的", en="the file is empty")
_NO_TABLE = Text(zh="这不是表格，而是{kind}", en="this is no table but {kind}")
_DAMAGED = Text(zh="文件损坏或不完整，无法打开", en="the file is damaged or cut short and cannot be opened")
_LOCKED = Text(zh="文件有打开密码", en="the file is protected by a password")
_TOO_LARGE = Text(zh="表格太大", en="the table is too large")
_SAVE_AS = Text(
    zh="请用表格软件打开名单，另存为 xlsx、xls、ods 或 CSV 后再试",
    en="open the list in a spreadsheet program and save it as xlsx, xls, ods or CSV",
)
_GET_AGAIN = Text(
    zh="请重新下载或拷贝，或用表格软件打开后另存为 xlsx", en="copy the file again, or open it and save it as xlsx"
)
_UNLOCK = Text(zh="请在表格软件里取消密码后另存", en="remove the password in a spreadsheet program and save it again")
_TRIM = Text(
    zh="请删除名单以外的行、列（常有内容误填在很远的单元格），再保存",
    en="delete the rows and columns outside the list (often a stray cell far away) and save it again",
)
_CALLED = Text(
    zh="文件名以 {ending} 结尾，内容却是 {kind}；已按内容读取",
    en="the file name ends in {ending} but the content is {kind}; it was read as {kind}",
)
_FILLED = Text(
    zh="工作表“{sheet}”有竖向合并的单元格；合并的内容已用于它跨过的每一行（补了 {count} 格）",
    en='sheet "{sheet}" has cells merged downwards; what they say was used for every row they span ({count} cells)',
)
_UNFILLED = Text(
    zh="文件里有竖向合并的单元格；ods 表只有第一行取到内容，请取消合并、逐行填写",
    en="the file has cells merged downwards; in an ods file only their first row holds the value: unmerge and fill each row",
)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet as text: `rows[0]` is the first row of the sheet, blank rows included; rows may differ in length."""

    name: str
    rows: list[list[str]]
    hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class Book:
    """All sheets of a file, and what a person should know about how they were read."""

    sheets: tuple[Sheet, ...]
    notices: tuple[Notice, ...] = ()


def read_book(data: bytes, *, source: str) -> Book:
    """Every sheet of an xlsx, xls, ods or CSV file, recognised by content, whatever it is called.

    Raises InputFaults for anything that is no readable table.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        _refuse(source, "table.empty", _EMPTY.fill(), _SAVE_AS)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind, book = _zipped(data, source=source)
    elif data.startswith(MAGIC):
        kind, book = "xls", _old(data, source=source)
    else:
        kind, book = "csv", _text(data, source=source)
    ending = next((each for each in _ENDINGS if source.lower().endswith(each)), None)
    if ending is not None and _ENDINGS[ending] != kind:
        said = Notice(kind="table.extension", message=_CALLED.fill(ending=ending, kind=kind))
        return Book(sheets=book.sheets, notices=(said, *book.notices))
    return book


def _refuse(source: str, kind: str, message: Filled, cure: Text) -> Never:
    raise InputFaults(source, [Fault(kind=kind, message=message, cure=cure.fill())]) from None


def _refuse_kind(source: str, kind: str) -> Never:
    if kind == "secret":
        _refuse(source, "table.locked", _LOCKED.fill(), _UNLOCK)
    _refuse(source, "table.kind", _NO_TABLE.fill(kind=_NAMES[kind]), _SAVE_AS)


def _zipped(data: bytes, *, source: str) -> tuple[str, Book]:
    try:
        archive = open_archive(data)
    except (TooLarge, MemoryError):
        _refuse(source, "table.size", _TOO_LARGE.fill(), _TRIM)
    except Exception:
        # zipfile, zlib, expat and the codecs it asks for raise a dozen classes between them; all mean a damaged file.
        _refuse(source, "table.damaged", _DAMAGED.fill(), _GET_AGAIN)
    if archive.kind not in ("xlsx", "ods"):
        _refuse_kind(source, "archive" if archive.kind == "other" else archive.kind)
    book = _workbook(archive.data, {}, source=source)
    if archive.merged and archive.kind == "ods":
        return "ods", Book(sheets=book.sheets, notices=(Notice(kind="table.merged", message=_UNFILLED.fill()),))
    return archive.kind, book


def _old(data: bytes, *, source: str) -> Book:
    try:
        old = open_old_book(data)
    except ValueError:
        _refuse(source, "table.damaged", _DAMAGED.fill(), _GET_AGAIN)
    if old.kind != "xls":
        _refuse_kind(source, old.kind)
    return _workbook(data, old.errors, source=source)


def _text(data: bytes, *, source: str) -> Book:
    for magic, kind in _MAGICS:
        if data.startswith(magic):
            _refuse_kind(source, kind)
    try:
        rows, notices = read_csv(data, source=source)
    except NotText as nothing:
        _refuse_kind(source, "page" if nothing.page else "other")
    return Book(sheets=(Sheet(name="", rows=rows),), notices=notices)


def _workbook(data: bytes, errors: Mapping[tuple[int, int, int], str], *, source: str) -> Book:
    """All worksheets, read by calamine; `errors` are cells that it leaves empty."""
    sheets: list[Sheet] = []
    notices: list[Notice] = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for index, about in enumerate(book.sheets_metadata):
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_index(index)
                rows = _as_text(sheet)
                _show_errors(rows, {place[1:]: said for place, said in errors.items() if place[0] == index})
                filled = _fill_down(rows, sheet.merged_cell_ranges or [])
                if filled:
                    notices.append(Notice(kind="table.merged", message=_FILLED.fill(sheet=about.name, count=filled)))
                hidden = about.visible != SheetVisibleEnum.Visible
                sheets.append(Sheet(name=about.name, rows=rows, hidden=hidden))
    except MemoryError:
        _refuse(source, "table.size", _TOO_LARGE.fill(), _TRIM)
    except BaseException as failure:
        # A panic of the Rust reader is not an Exception, and its class cannot be imported.
        if not isinstance(failure, Exception) and type(failure).__module__ != "pyo3_runtime":
            raise
        _refuse(source, "table.damaged", _DAMAGED.fill(), _GET_AGAIN)
    return Book(sheets=tuple(sheets), notices=tuple(notices))


def _as_text(sheet: CalamineSheet) -> list[list[str]]:
    return [
        [cell if isinstance(cell, str) else cell_text(cell) for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def cell_text(value: object) -> str:
    """A typed cell as text: 1980.0 is `1980`, a date is `1980-05-03`, numbers too long to be exact show an exponent."""
    match value:
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value)) if abs(value) <= _EXACT else repr(value)
        case float():
            # Spreadsheet programs hold 15 digits; the rest is noise of binary fractions.
            return format(Decimal(f"{value:.15g}"), "f")
        case datetime():
            return value.isoformat(sep=" ")
        case _:
            return str(value)


def _show_errors(rows: list[list[str]], errors: Mapping[tuple[int, ...], str]) -> None:
    for (row, column), said in errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = said


def _fill_down(rows: list[list[str]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> int:
    """Repeats the value of vertically merged cells in every row they span; returns how many cells were filled."""
    count = 0
    for (top, left), (bottom, _) in ranges:
        if top >= len(rows) or left >= len(rows[top]) or not rows[top][left].strip():
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and not row[left]:
                row[left] = rows[top][left]
                count += 1
    return count
