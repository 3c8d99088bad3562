"""Looking into old workbooks (xls): whether they are locked, and where their formula errors are.

The reader library leaves error cells empty. An xls file is a small file system (compound file) whose stream "Workbook"
is a row of records: two bytes kind, two bytes length, content.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END = 0xFFFFFFF0  # this and above: end of chain, free sector and the like
_SMALL = 4096  # streams below this size live in the mini stream
_FORMULA, _FILEPASS, _BOUNDSHEET, _BOOLERR, _BOF = 0x0006, 0x002F, 0x0085, 0x0205, 0x0809
_DIMENSIONS, _STRINGS = 0x0200, 0x00FC
# The records that begin with the row and the column of a cell.
_CELLS = frozenset((_FORMULA, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, _BOOLERR, 0x027E))
_MOST_ROWS, _MOST_COLUMNS, _MOST_STRINGS = 1 << 16, 1 << 8, 1 << 24
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(frozen=True, kw_only=True)
class OldBook:
    """`kind` is xls, secret or other; `errors` maps (sheet, row, column), all from 0, to the error shown there."""

    kind: str
    errors: Mapping[tuple[int, int, int], str] = field(default_factory=dict)


def open_old_book(data: bytes) -> OldBook:
    """What the compound file is. Raises ValueError when it is damaged or cut short."""
    try:
        streams = Streams(data)
        if "EncryptedPackage" in streams.entries:
            return OldBook(kind="secret")
        name = next((each for each in ("Workbook", "Book") if each in streams.entries), None)
        if name is None:
            return OldBook(kind="word" if "WordDocument" in streams.entries else "other")
        return _walked(streams.read(name))
    except (struct.error, IndexError, UnicodeDecodeError) as broken:
        raise ValueError("damaged compound file") from broken


def _walked(stream: bytes) -> OldBook:
    starts: list[int] = []
    errors: dict[tuple[int, int, int], str] = {}
    begun: set[int] = set()
    sheet = -1
    for at, kind, content in records(stream):
        if kind == _FILEPASS:
            return OldBook(kind="secret")
        _check_size(kind, content)
        if kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", content)[0])
        elif kind == _BOF:
            # A chart inside a sheet has a BOF of its own, which no BOUNDSHEET names.
            begun.add(at)
            sheet = starts.index(at) if at in starts else sheet
        elif kind in (_BOOLERR, _FORMULA):
            code = _error(kind, content)
            if code is not None:
                row, column = struct.unpack_from("<HH", content)
                errors[sheet, row, column] = _ERRORS.get(code, "#N/A")
    if not begun.issuperset(starts):
        raise ValueError("a sheet does not begin where the list of sheets says")
    return OldBook(kind="xls", errors=errors)


def records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The place, kind and content of each record of a workbook stream."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _check_size(kind: int, content: bytes) -> None:
    """The reader library sets aside memory for whatever a damaged file claims; raises ValueError for what cannot be."""
    top = rows = left = columns = strings = 0
    if kind == _DIMENSIONS:
        top, rows, left, columns = struct.unpack_from("<IIHH" if len(content) == 14 else "<HHHH", content)
    elif kind == _STRINGS:
        strings = struct.unpack_from("<I", content, 4)[0]
    elif kind in _CELLS:
        columns = struct.unpack_from("<HH", content)[1] + 1
    if not (top <= rows <= _MOST_ROWS and left <= columns <= _MOST_COLUMNS and strings <= _MOST_STRINGS):
        raise ValueError("no sheet is as large")


def _error(kind: int, content: bytes) -> int | None:
    """The error code of a cell record, None when the cell holds a proper value."""
    if kind == _BOOLERR:
        return content[6] if content[7] else None
    result = content[6:14]
    return result[2] if result[6:8] == b"\xff\xff" and result[0] == 2 else None


class Streams:
    """The streams of a compound file by name."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._shift, self._mini_shift = struct.unpack_from("<HH", data, 30)
        if not (7 <= self._shift <= 16 and 2 <= self._mini_shift < self._shift):
            raise ValueError("no such sector size")
        directory, mini_fat = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 60)[0]
        self._fat: tuple[int, ...] = ()
        self._fat = tuple(number for sector in self._fat_sectors() for number in self._numbers(self._sector(sector)))
        self.entries = dict(self._listed(self._chain(directory)))
        root = self.entries.get("Root Entry", (_END, 0))
        self._mini_fat = self._numbers(self._chain(mini_fat))
        self._mini = self._chain(root[0])

    def read(self, name: str) -> bytes:
        """The content of a stream; raises ValueError when less is there than the directory says."""
        start, size = self.entries[name]
        if size >= _SMALL:
            content = self._chain(start)
        else:
            step = 1 << self._mini_shift
            numbers = _followed(self._mini_fat, start)
            content = b"".join(self._mini[number * step : (number + 1) * step] for number in numbers)
        if len(content) < size:
            raise ValueError("cut short")
        return content[:size]

    def _fat_sectors(self) -> Iterator[int]:
        yield from (number for number in struct.unpack_from("<109I", self._data, 76) if number < _END)
        following, seen = struct.unpack_from("<I", self._data, 68)[0], set[int]()
        while following < _END and following not in seen:
            seen.add(following)
            *numbers, following = self._numbers(self._sector(following))
            yield from (number for number in numbers if number < _END)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self._shift
        if start >= len(self._data):
            raise ValueError("cut short")
        return self._data[start : start + (1 << self._shift)]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(self._fat, start))

    @staticmethod
    def _numbers(sector: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])

    @staticmethod
    def _listed(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for at in range(0, len(directory) - 127, 128):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le")
            yield name, struct.unpack_from("<II", directory, at + 116)


def _followed(table: tuple[int, ...], start: int) -> Iterator[int]:
    seen: set[int] = set()
    while start < _END:
        if start in seen:
            raise ValueError("chain runs in a circle")
        seen.add(start)
        yield start
        start = table[start]
