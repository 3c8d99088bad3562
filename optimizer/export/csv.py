"""Tables as CSV that Excel opens as they are meant: UTF-8 with a mark, nothing taken for a formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

type Cell = str | int | Decimal | None

_SIGNS = frozenset("=+-@＝＋－＠")
"""How a formula begins. LibreOffice 7 works out only what begins with =, Excel the four plain signs, and with some East Asian
input settings the full-width ones as well."""


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as bytes; figures stay figures, a text that looks like a formula gets an apostrophe in front."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([_shown(cell) for cell in row])
    return written.getvalue().encode("utf-8-sig")


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if _dangerous(cell) else cell
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _dangerous(text: str) -> bool:
    """Whether a text begins with a sign of a formula, blanks and invisible characters aside, or with a control character."""
    if not text:
        return False
    # A program may drop what is not seen before it looks for the sign.
    seen = next((character for character in text if not _unseen(character)), "")
    return (seen in _SIGNS and bool(seen)) or unicodedata.category(text[0]) == "Cc"


def _unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
