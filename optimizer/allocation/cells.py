"""The cells of a table with two margins, and the exact check that divisors prove its seats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

type Cell = tuple[str, str]
type Cells[T] = dict[Cell, T]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Cells that may hold seats, by (row, column): their positive numbers and ceilings (None: none); margins above 0."""

    numbers: Mapping[Cell, Fraction]
    most: Mapping[Cell, int | None]
    rows: Mapping[str, int]
    columns: Mapping[str, int]

    @cached_property
    def _by_row(self) -> dict[str, list[Cell]]:
        found: dict[str, list[Cell]] = {row: [] for row in self.rows}
        for cell in self.numbers:
            found[cell[0]].append(cell)
        return found

    @cached_property
    def _by_column(self) -> dict[str, list[Cell]]:
        found: dict[str, list[Cell]] = {column: [] for column in self.columns}
        for cell in self.numbers:
            found[cell[1]].append(cell)
        return found

    def of_row(self, row: str) -> list[Cell]:
        """The row's cells."""
        return self._by_row[row]

    def of_column(self, column: str) -> list[Cell]:
        """The column's cells."""
        return self._by_column[column]

    def full(self, cell: Cell, seats: int) -> bool:
        """Whether the cell is at its ceiling."""
        most = self.most[cell]
        return most is not None and seats >= most


@dataclass(frozen=True, kw_only=True)
class Scaled:
    """Seats of the cells, and the divisors of rows and columns that they are the rounding of."""

    seats: Mapping[Cell, int]
    rows: Mapping[str, Fraction]
    columns: Mapping[str, Fraction]


def to_rise(grid: Grid, scaled: Scaled, cell: Cell) -> Fraction:
    """By which factor (at least 1) the cell's quotient may grow before the cell must have a seat more."""
    share = 2 * grid.numbers[cell]
    return (2 * scaled.seats[cell] + 1) * scaled.rows[cell[0]] * scaled.columns[cell[1]] / share


def to_fall(grid: Grid, scaled: Scaled, cell: Cell) -> Fraction:
    """By which factor (at least 1) the quotient of a cell with a seat may shrink before the cell must have a seat less."""
    share = 2 * grid.numbers[cell]
    return share / ((2 * scaled.seats[cell] - 1) * scaled.rows[cell[0]] * scaled.columns[cell[1]])


def proven(grid: Grid, scaled: Scaled) -> bool:
    """Whether the seats keep both margins and every cell is the rounding of its number over both divisors, exactly."""
    margins = all(
        sum(scaled.seats[cell] for cell in grid.of_row(row)) == seats for row, seats in grid.rows.items()
    ) and all(
        sum(scaled.seats[cell] for cell in grid.of_column(column)) == seats for column, seats in grid.columns.items()
    )
    return margins and all(_rounded(grid, scaled, cell) for cell in grid.numbers)


def verified_cells(grid: Grid, scaled: Scaled) -> int:
    """How many cells were found proven; raises ArithmeticError when one is not, so that nothing unproven is handed out."""
    if not proven(grid, scaled):
        raise ArithmeticError("the divisors do not prove the table")
    return len(grid.numbers)


def _rounded(grid: Grid, scaled: Scaled, cell: Cell) -> bool:
    seats = scaled.seats[cell]
    quotient = grid.numbers[cell] / (scaled.rows[cell[0]] * scaled.columns[cell[1]])
    below = seats == 0 or 2 * quotient >= 2 * seats - 1
    above = grid.full(cell, seats) or 2 * quotient <= 2 * seats + 1
    ceiling = grid.most[cell]
    return seats >= 0 and below and above and (ceiling is None or seats <= ceiling)
