"""The pool's sheet as a grid of text whose cells and headers can be corrected, row numbers and all."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from optimizer.people.archive import column_letters
from optimizer.people.files import read_book
from optimizer.people.person import Notice
from optimizer.people.table import CANONICAL_HEADERS, match_header, read_table
from optimizer.people.words import clean_text


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Every row of the sheet as text, the first being row 1; all of the same width. The header is in row `header_row`.

    `width` is how many columns the header had in the file, where some row had more; 0 where none had. `notices` say what a
    person should know about how the file was read.
    """

    rows: tuple[tuple[str, ...], ...]
    header_row: int
    width: int = 0
    notices: tuple[Notice, ...] = field(default=(), compare=False)

    @property
    def header(self) -> tuple[str, ...]:
        """The headers as written, "" over a column without one."""
        return self.rows[self.header_row - 1]

    @property
    def columns(self) -> dict[int, str]:
        """For each column, counted from 0, the canonical or extra name it is read as; those passed over are left out."""
        matched = match_header(self.header, CANONICAL_HEADERS)
        return {at: name for name, at in matched.index.items()}

    def place(self, header: str) -> int:
        """The column, counted from 0, with a header as the reader says it: tidied, or the column's letter where it has none.

        Raises KeyError when there is no such column.
        """
        said = [clean_text(each) for each in self.header]
        if header in said:
            return said.index(header)
        for at, each in enumerate(said):
            if not each and column_letters(at) == header.rstrip("_"):
                return at
        raise KeyError(header)

    def with_texts(self, texts: Mapping[tuple[int, int], str]) -> Grid:
        """The grid with other texts in cells named by row number and column, counted from 0. Raises KeyError for no cell."""
        rows = list(self.rows)
        for (row, column), value in texts.items():
            if not (self.header_row < row <= len(rows) and 0 <= column < len(self.header)):
                raise KeyError(row, column)
            rows[row - 1] = (*rows[row - 1][:column], value, *rows[row - 1][column + 1 :])
        return replace(self, rows=tuple(rows))

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

    def cut(self, row: int) -> Grid:
        """The grid without what a row has beyond the header. Raises KeyError for the header or no row at all."""
        if not self.header_row < row <= len(self.rows):
            raise KeyError(row)
        over = range(self.width or len(self.header), len(self.header))
        return self.with_texts({(row, column): "" for column in over})

    def data(self) -> bytes:
        """The grid as a CSV file with the same rows and columns."""
        written = io.StringIO(newline="")
        writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        # What is beyond the header stays beyond it, so that the next reading finds it again.
        writer.writerows(row if any(row[self.width :]) else row[: self.width or None] for row in self.rows)
        return written.getvalue().encode("utf-8-sig")

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
    own = len(found.rows[table.header_row - 1])
    width = max(own, *(at + 1 for row in found.rows for at, cell in enumerate(row[own:], own) if cell), 0)
    return Grid(
        rows=tuple((*row, *[""] * (width - len(row)))[:width] for row in found.rows),
        header_row=table.header_row,
        width=own if own < width else 0,
        notices=table.notices,
    )


def sheet_names(data: bytes, *, source: str) -> tuple[str, ...]:
    """The sheets of a file, those hidden left out. Raises InputFaults for what is no table."""
    return tuple(sheet.name for sheet in read_book(data, source=source).sheets if sheet.name and not sheet.hidden)
