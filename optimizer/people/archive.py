"""Looking into zipped workbooks (xlsx, ods) before they are read: what they are, how large, and their formula errors.

The reader library leaves error cells empty and lays a sheet out in full, so that one far cell may need more memory than
there is. Both are dealt with here, on the bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.parsers.expat import ParserCreate

MOST_BYTES = 1 << 30
MOST_CELLS = 20_000_000

_XLSX_COLUMN = re.compile(rb" r=[\"']([A-Z]{1,3})\d")
_XLSX_ROW = re.compile(rb" r=[\"'][A-Z]{1,3}(\d{1,7})")
_XLSX_ERROR = re.compile(rb'(<(?:\w+:)?c\b[^>]*?\bt=)"e"')
_ODS_PART = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)\b([^>]*)>")
_ODS_REPEAT = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
_ODS_ERROR = re.compile(rb'<table:table-cell\b[^>]*calcext:value-type="error"[^>]*(?<!/)>')
_ODS_SPAN = re.compile(rb'<table:table-cell\b[^>]*number-rows-spanned="(?!1")\d[^>]*(?<!/)>')
_ODS_VALUE = re.compile(rb'\soffice:(?:value-type|value|string-value|boolean-value|date-value)="[^"]*"')


class TooLarge(Exception):
    """The workbook would need more memory than is reasonable."""


@dataclass(frozen=True, kw_only=True)
class Archive:
    """A zip file: its `kind` (xlsx, ods, word, slides, binary, secret or other) and the bytes to hand to the reader.

    `merged` tells of cells of an ods file that span several rows; for xlsx the reader knows them.
    """

    kind: str
    data: bytes
    merged: bool = False


def open_archive(data: bytes) -> Archive:
    """What the zip file is, with formula errors made readable.

    Raises TooLarge, and the own errors of zipfile, zlib and expat for a damaged file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        kind = _kind(packed)
        if kind not in ("xlsx", "ods"):
            return Archive(kind=kind, data=data)
        if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
            raise TooLarge
        changed = dict(_changes(packed, _mend_xlsx if kind == "xlsx" else _mend_ods))
        merged = kind == "ods" and _ODS_SPAN.search(packed.read("content.xml")) is not None
        return Archive(kind=kind, data=_repacked(packed, changed) if changed else data, merged=merged)


def _kind(packed: zipfile.ZipFile) -> str:
    names = {name.lower() for name in packed.namelist()}
    if "mimetype" in names and b"opendocument" in packed.read("mimetype"):
        if "META-INF/manifest.xml" in packed.namelist() and b"encryption-data" in packed.read("META-INF/manifest.xml"):
            return "secret"
        return {b"spreadsheet": "ods", b"text": "word", b"presentation": "slides"}.get(
            packed.read("mimetype").strip().rpartition(b".")[2], "other"
        )
    for ending, kind in (("workbook.xml", "xlsx"), ("workbook.bin", "binary"), ("word/document.xml", "word")):
        if any(name.endswith(ending) for name in names):
            return kind
    return "slides" if any(name.startswith("ppt/") for name in names) else "other"


def _changes(packed: zipfile.ZipFile, mend: Callable[[bytes], bytes]) -> Iterator[tuple[str, bytes]]:
    """The parts that had to be mended.

    Every XML part is read whole, which checks its checksum, and parsed once: on broken XML the reader library may never
    come back. Raises ExpatError for it.
    """
    for name in packed.namelist():
        if name.lower().endswith((".xml", ".rels")):
            before = packed.read(name)
            ParserCreate().Parse(before, True)
            after = mend(before)
            if after is not before:
                yield name, after


def _mend_xlsx(part: bytes) -> bytes:
    """Turns error cells into text cells; raises TooLarge for a sheet too large to lay out."""
    width = max(map(_column_number, set(_XLSX_COLUMN.findall(part))), default=1)
    most = MOST_CELLS // width
    # Row numbers are many: they are only read where one is long enough to be beyond the limit.
    if re.search(rb" r=[\"'][A-Z]{1,3}\d{%d}" % len(str(most)), part) and max(map(int, _XLSX_ROW.findall(part))) > most:
        raise TooLarge
    return _XLSX_ERROR.sub(rb'\1"str"', part) if b't="e"' in part else part


def _mend_ods(part: bytes) -> bytes:
    """Turns error cells into text cells; raises TooLarge for a sheet too large to lay out."""
    rows, width, across, repeated = 0, 0, 0, 1
    for found in _ODS_PART.finditer(part):
        times = _ODS_REPEAT.search(found[2])
        count = int(times[1]) if times else 1
        if found[1] == b"table-row":
            rows, repeated, across = rows + repeated, count, 0
            continue
        across += count
        if not found[2].endswith(b"/"):
            width = max(width, across)
            if (rows + repeated) * width > MOST_CELLS:
                raise TooLarge
    return _ODS_ERROR.sub(_as_text, part) if b'calcext:value-type="error"' in part else part


def _as_text(found: re.Match[bytes]) -> bytes:
    return _ODS_VALUE.sub(b"", found[0][:-1]) + b' office:value-type="string">'


def _repacked(packed: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in packed.namelist():
            new.writestr(name, changed[name] if name in changed else packed.read(name))
    return whole.getvalue()


def column_letters(index: int) -> str:
    """The letters a spreadsheet program shows above a column; the first has index 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
