"""A pool shared by many units: its rows laid out by the values of a column, in a scratch file.

A CSV file is read row by row, so that the memory it takes depends on the number of units, not on that of the people.
"""

from __future__ import annotations

import csv
import tempfile
from array import array
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.similar import suggest
from optimizer.basis.text import Text
from optimizer.people.commas import delimiter_of
from optimizer.people.excel97 import MAGIC
from optimizer.people.files import Sheet, read_book
from optimizer.people.headers import CANONICAL_HEADERS, header_key, match_header
from optimizer.people.sheets import LOOK_FOR_HEADER, find_header
from optimizer.people.words import clean_text
from optimizer.planner.inputs import read_bytes

HELD = 8_000_000
"""Characters of rows that are held in memory before they go to the scratch file."""

_PIECE = 1 << 16
_NUMBERS = "Q"
_NEEDED = ("name", "id")
_BOMS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))

type Numbered = Iterator[tuple[int, Sequence[str]]]
"""Rows with their numbers in the file, from 1."""
type Runs = tuple[tuple[int, int], ...]
"""Stretches of rows: (the first, how many)."""


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """Where some rows of a value are in the scratch file: so many numbers of rows, then so many bytes of text."""

    at: int
    rows: int
    length: int


class Shared:
    """The rows of one file by the values of one column. Raises InputFaults when the file or the column is not there."""

    def __init__(self, path: Path, column: str, scratch: Path) -> None:
        self._pieces: dict[str, list[_Piece]] = defaultdict(list)
        with _opened(path) as (header, rows):
            at = _column(header, column, path.name)
            self._file: IO[bytes] = tempfile.TemporaryFile(dir=scratch)  # noqa: SIM115 - close() closes it
            try:
                self._header = _Line().of(header).encode()
                self._lay_out(rows, at)
            except BaseException:
                self._file.close()
                raise

    @property
    def values(self) -> tuple[str, ...]:
        """The values there are, in the order of the file."""
        return tuple(self._pieces)

    def of(self, value: str) -> tuple[bytes, Runs] | None:
        """The rows with a value as a CSV file with the header, and where they are in the shared one; None without any."""
        if value not in self._pieces:
            return None
        parts = [self._header]
        numbers = array(_NUMBERS)
        for piece in self._pieces[value]:
            self._file.seek(piece.at)
            numbers.frombytes(self._file.read(piece.rows * numbers.itemsize))
            parts.append(self._file.read(piece.length))
        return b"".join(parts), _runs(numbers)

    def close(self) -> None:
        """Give the scratch file back."""
        self._file.close()

    def _lay_out(self, rows: Numbered, at: int) -> None:
        line = _Line()
        held: dict[str, list[str]] = defaultdict(list)
        numbers: dict[str, array[int]] = defaultdict(lambda: array(_NUMBERS))
        size = 0
        for number, row in rows:
            value = clean_text(row[at]) if at < len(row) else ""
            if not value:
                continue
            text = line.of(row)
            held[value].append(text)
            numbers[value].append(number)
            size += len(text)
            if size > HELD:
                self._put_down(held, numbers)
                size = 0
        self._put_down(held, numbers)

    def _put_down(self, held: dict[str, list[str]], numbers: dict[str, array[int]]) -> None:
        """What is held goes to the scratch file, each value's rows in one piece."""
        for value, lines in held.items():
            data = "".join(lines).encode()
            piece = _Piece(at=self._file.tell(), rows=len(lines), length=len(data))
            self._pieces[value].append(piece)
            self._file.write(numbers[value].tobytes() + data)
        held.clear()
        numbers.clear()


def _runs(numbers: Sequence[int]) -> Runs:
    """Ascending numbers as stretches without a gap."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and sum(found[-1]) == number:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((number, 1))
    return tuple(found)


class _Line:
    """Writes one row as a line of CSV."""

    def __init__(self) -> None:
        self._text = ""
        self._writer = csv.writer(self)

    def write(self, text: str) -> None:
        """What the writer hands over."""
        self._text = text

    def of(self, row: Sequence[str]) -> str:
        """The row as a line."""
        self._writer.writerow(row)
        return self._text


def _column(header: Sequence[str], column: str, source: str) -> int:
    """Where the column is, by its header as written or by what it means. Raises InputFaults."""
    key = header_key(column)
    exact = next((at for at, each in enumerate(header) if header_key(each) == key), None)
    found = match_header(tuple(header), CANONICAL_HEADERS).index.get(column) if exact is None else exact
    if found is None:
        known = [each for each in map(clean_text, header) if each]
        fault = Fault(kind="pool.column", value=column, message=_NO_COLUMN.fill(), cure=suggest(column, known))
        raise InputFaults(source, [fault])
    return found


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Sequence[str], Numbered]]:
    """The header of a file and the rows below it. Raises InputFaults, also while the rows are read."""
    encoding = _encoding(path)
    if encoding is None:
        # A workbook, or what is no table: read whole, which also says what is wrong with it.
        book = read_book(read_bytes(path), source=path.name)
        table = find_header(book.sheets, CANONICAL_HEADERS, _NEEDED, source=path.name)
        lines = next(sheet.rows for sheet in book.sheets if sheet.name == table.sheet)
        yield lines[table.header_row - 1], _numbered(iter(lines[table.header_row :]), table.header_row + 1)
        return
    with path.open(encoding=encoding, newline="") as file:
        delimiter = delimiter_of("".join(islice(file, LOOK_FOR_HEADER)))
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        rows = _readable(reader, path.name)
        head = list(islice(rows, LOOK_FOR_HEADER))
        table = find_header([Sheet(name="", rows=head)], CANONICAL_HEADERS, _NEEDED, source=path.name)
        below = chain(head[table.header_row :], rows)
        yield head[table.header_row - 1], _numbered(below, table.header_row + 1)


def _numbered(rows: Iterator[list[str]], first: int) -> Numbered:
    yield from enumerate(rows, first)


def _readable(reader: Iterator[list[str]], source: str) -> Iterator[list[str]]:
    """The rows. Raises InputFaults where quotation marks do not match."""
    number = 0
    try:
        for row in reader:
            number += 1
            yield row
    except csv.Error:
        fault = Fault(kind="pool.quotes", row=number + 1, message=_QUOTES.fill(), cure=_QUOTES_CURE.fill())
        raise InputFaults(source, [fault]) from None


def _encoding(path: Path) -> str | None:
    """The encoding of a text file; None for anything else, and for what cannot be opened."""
    try:
        with path.open("rb") as file:
            begins = file.read(_PIECE)
            if not begins.strip() or begins.startswith((b"PK", MAGIC)) or begins.lstrip().startswith(b"<"):
                return None
            named = next((name for bom, name in _BOMS if begins.startswith(bom)), None)
            for encoding in (named,) if named else ("utf-8", "gb18030"):
                file.seek(0)
                if _decodes(file, encoding):
                    return encoding
    except (OSError, ValueError):
        return None
    return None


def _decodes(file: IO[bytes], encoding: str) -> bool:
    decoder = getincrementaldecoder(encoding)()
    try:
        while piece := file.read(_PIECE):
            if "\0" in decoder.decode(piece):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_NO_COLUMN = Text(zh="共用的候选人表里没有这一列", en="the shared pool has no such column")
_QUOTES = Text(
    zh="引号没有成对，从这里起无法分列", en="the quotation marks do not match, so that cells cannot be told apart"
)
_QUOTES_CURE = Text(
    zh="请检查这一行及以上的引号，或另存为 xlsx",
    en="mend the quotation marks at or above this line, or save it as xlsx",
)
