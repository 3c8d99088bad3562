"""Tables as CSV that Excel opens as they are meant: UTF-8 with a mark, nothing taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

type Cell = str | int | Decimal | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would work out instead of showing."""


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
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)
