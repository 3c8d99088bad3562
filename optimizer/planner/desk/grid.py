"""The pool's sheet as a grid of text whose cells and headers can be corrected, row numbers and all."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace

from optimizer.people.files import read_book
from optimizer.people.table import CANONICAL_HEADERS, match_header, read_table


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Every row of the sheet as text, the first being row 1; all of the same width. The header is in row `header_row`."""

    rows: tuple[tuple[str, ...], ...]
    header_row: int

    @property
    def header(self) -> tuple[str, ...]:
        """The headers as written, "" over a column without one."""
        return self.rows[self.header_row - 1]

    @property
    def columns(self) -> dict[int, str]:
        """For each column, counted from 0, the canonical or extra name it is read as; those passed over are left out."""
        matched = match_header(self.header, CANONICAL_HEADERS)
        return {at: name for name, at in matched.index.items()}

    def cell(self, row: int, header: str) -> str:
        """The text of a cell by row number and header. Raises KeyError when there is no such cell."""
        return self.rows[row - 1][self._column(row, header)]

    def with_cell(self, row: int, header: str, value: str) -> Grid:
        """The grid with another text in a cell. Raises KeyError when there is no such cell."""
        return self._changed(row, self._column(row, header), value)

    def with_header(self, column: int, header: str) -> Grid:
        """The grid with another header over a column, counted from 0. Raises KeyError when there is no such column."""
        if not 0 <= column < len(self.header):
            raise KeyError(column)
        return self._changed(self.header_row, column, header)

    def without_row(self, row: int) -> Grid:
        """The grid with a row emptied: the numbers of the others stay. Raises KeyError for the header or no row at all."""
        if not self.header_row < row <= len(self.rows):
            raise KeyError(row)
        rows = list(self.rows)
        rows[row - 1] = ("",) * len(self.header)
        return replace(self, rows=tuple(rows))

    def data(self) -> bytes:
        """The grid as a CSV file with the same rows and columns."""
        written = io.StringIO(newline="")
        csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(self.rows)
        return written.getvalue().encode("utf-8-sig")

    def _column(self, row: int, header: str) -> int:
        if not self.header_row < row <= len(self.rows) or header not in self.header:
            raise KeyError(row, header)
        return self.header.index(header)

    def _changed(self, row: int, column: int, value: str) -> Grid:
        cells = list(self.rows[row - 1])
        cells[column] = value
        rows = list(self.rows)
        rows[row - 1] = tuple(cells)
        return replace(self, rows=tuple(rows))


def open_grid(data: bytes, *, source: str, sheet: str | None = None) -> Grid:
    """The grid of the sheet that is the list of people. Raises InputFaults where `read_table` does."""
    table = read_table(data, source=source, sheet=sheet)
    (found,) = (each for each in read_book(data, source=source).sheets if each.name == table.sheet)
    width = max(map(len, found.rows))
    return Grid(
        rows=tuple((*row, *[""] * (width - len(row))) for row in found.rows),
        header_row=table.header_row,
    )
