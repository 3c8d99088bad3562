"""CSV text: its encoding, its delimiter, its rows."""

from __future__ import annotations

import codecs
import csv
import io
from itertools import islice

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Text
from optimizer.people.person import Notice

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = (",", "\t", ";")
_LOOK_AT = 20

_GUESSED = Text(
    zh="文件编码按 GB18030 读取；如有乱码，请另存为 UTF-8 的 CSV 或 xlsx",
    en="the file was read as GB18030; if names look wrong, save it as UTF-8 CSV or xlsx",
)
_QUOTES = Text(
    zh="引号没有成对，从这里起无法分列", en="the quotation marks do not match, so that cells cannot be told apart"
)
_MEND_QUOTES = Text(
    zh="请检查这一行及以上的引号，或另存为 xlsx",
    en="mend the quotation marks at or above this line, or save it as xlsx",
)


class NotText(Exception):
    """The bytes are no table in text form; `page` when they are markup."""

    def __init__(self, *, page: bool = False) -> None:
        self.page = page
        super().__init__()


def read_csv(data: bytes, *, source: str) -> tuple[list[list[str]], tuple[Notice, ...]]:
    """The rows of a CSV file (blank ones empty) and notices about its encoding.

    Raises NotText for what is no text, InputFaults for text whose quotation marks do not match.
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    text, guessed = (_decoded(data, encoding), False) if encoding else _guessed(data)
    if "\0" in text:
        raise NotText
    if text.lstrip().startswith("<"):
        raise NotText(page=True)
    notices = (Notice(kind="table.encoding", message=_GUESSED.fill()),) if guessed else ()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        return list(reader), notices
    except csv.Error:
        fault = Fault(
            kind="table.quotes", message=_QUOTES.fill(), cure=_MEND_QUOTES.fill(), line=max(reader.line_num, 1)
        )
        raise InputFaults(source, [fault]) from None


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise NotText from None


def _guessed(data: bytes) -> tuple[str, bool]:
    """UTF-8 when the bytes are strictly that, else GB18030: short Chinese files mislead statistical guesses."""
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return _decoded(data, "gb18030"), True


def delimiter_of(text: str) -> str:
    """The candidate that splits the first rows into most cells; the comma when nothing does."""
    head = list(islice(io.StringIO(text, newline=""), _LOOK_AT))
    return max(_DELIMITERS, key=lambda each: _cells(head, each))


def _cells(head: list[str], delimiter: str) -> int:
    try:
        return sum(max(0, len(row) - 1) for row in csv.reader(head, delimiter=delimiter))
    except csv.Error:
        return 0
