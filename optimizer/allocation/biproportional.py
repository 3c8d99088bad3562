"""A table of units × categories with both margins fixed: double proportional seats (代表构成), with divisors that prove them.

Every cell is its number divided by the divisor of its row and the divisor of its column, rounded to the nearest whole
(Webster). Balinski and Demange, *Mathematical Programming* 45 (1989), show that this settles the table but for ties;
Pukelsheim's parliaments (Zürich, Aargau) are elected so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from optimizer.allocation.apportion import Apportioned, apportion
from optimizer.allocation.cell_ties import settle
from optimizer.allocation.cells import Cells, Grid, Scaled, verified_cells
from optimizer.allocation.methods import Method
from optimizer.allocation.ties import CELLS, Tie, TieBreak
from optimizer.allocation.transfers import scaled_table, tidied
from optimizer.allocation.words import Impossible, listed
from optimizer.basis.text import Text

type Numbers = Mapping[str, Mapping[str, int | Fraction]]
type Ceilings = Mapping[str, Mapping[str, int]]

NO_CEILINGS: Ceilings = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Biproportional:
    """Seats by row and column, zeros included, rows and columns in the order of the margins.

    `row_divisors` and `column_divisors` are exact: each of the `verified` cells was found, in whole numbers, to be its number
    divided by both and rounded to the nearest whole (at a half, either), or at its ceiling. A margin of no seats has no divisor.
    """

    seats: Mapping[str, Mapping[str, int]]
    row_divisors: Mapping[str, Fraction]
    column_divisors: Mapping[str, Fraction]
    ties: tuple[Tie, ...]
    verified: int


def biproportional(
    votes: Numbers,
    rows: Mapping[str, int],
    columns: Mapping[str, int],
    *,
    most: Ceilings = NO_CEILINGS,
    breaking: TieBreak,
) -> Biproportional:
    """The table with these margins.

    `votes` are the numbers (people of a category in a unit; absent: none), `most` the ceilings of cells. A cell without number
    has no seat. Ties (cells that several tables may have one seat more or less) are broken cell by cell: LARGER and SMALLER go
    by the members of the row, or where `breaking` knows none by its votes. The answer does not depend on the order of rows or
    columns. Raises Impossible with the reason when no table has these margins, Undecided at ties under REFUSE, ValueError for
    negative numbers or names that are in no margin.
    """
    _sensible(votes, rows, columns, most)
    total, other = sum(rows.values()), sum(columns.values())
    if total != other:
        raise Impossible(_MARGINS.fill(rows=total, columns=other))
    grid = _grid(votes, rows, columns, most)
    _room(grid)
    scaled = scaled_table(grid)
    settled = settle(grid, scaled, _row_sizes(votes, rows, breaking), breaking.at(CELLS))
    scaled = Scaled(seats=settled.seats, rows=scaled.rows, columns=scaled.columns)
    if not settled.ties:
        scaled = tidied(grid, scaled)
    checked = verified_cells(grid, scaled)
    return Biproportional(
        seats={row: {column: scaled.seats.get((row, column), 0) for column in columns} for row in rows},
        row_divisors={row: scaled.rows[row] for row in rows if row in scaled.rows},
        column_divisors={column: scaled.columns[column] for column in columns if column in scaled.columns},
        ties=settled.ties,
        verified=checked,
    )


def voter_numbers(votes: Numbers, rows: Mapping[str, int]) -> dict[str, dict[str, Fraction]]:
    """Votes divided by the seats of their row, where everybody has as many votes as there are seats; exact, not rounded.

    Rows without seats are left out.
    """
    return {
        row: {column: Fraction(number, rows[row]) for column, number in cells.items()}
        for row, cells in votes.items()
        if rows[row] > 0
    }


def upper_apportionment(numbers: Numbers, seats: int, breaking: TieBreak) -> Apportioned:
    """The columns' totals from the numbers of all rows (Pukelsheim's upper apportionment, by Webster)."""
    sums: dict[str, Fraction] = {}
    for cells in numbers.values():
        for column, number in cells.items():
            sums[column] = sums.get(column, Fraction(0)) + number
    return apportion(sums, seats, method=Method.WEBSTER, breaking=breaking)


def _grid(votes: Numbers, rows: Mapping[str, int], columns: Mapping[str, int], most: Ceilings) -> Grid:
    """The cells that may hold seats, in the order of names, so that the order of the input plays no part."""
    numbers: Cells[Fraction] = {}
    ceilings: Cells[int | None] = {}
    for row in sorted(row for row, seats in rows.items() if seats > 0):
        for column in sorted(column for column, seats in columns.items() if seats > 0):
            number = Fraction(votes.get(row, {}).get(column, 0))
            ceiling = most.get(row, {}).get(column)
            if number > 0 and ceiling != 0:
                numbers[row, column], ceilings[row, column] = number, ceiling
    return Grid(
        numbers=numbers,
        most=ceilings,
        rows={row: rows[row] for row in sorted(rows) if rows[row] > 0},
        columns={column: columns[column] for column in sorted(columns) if columns[column] > 0},
    )


def _row_sizes(votes: Numbers, rows: Mapping[str, int], breaking: TieBreak) -> dict[str, Fraction]:
    if breaking.members:
        return {row: breaking.members.get(row, Fraction(0)) for row in rows}
    return {row: Fraction(sum(votes.get(row, {}).values())) for row in rows}


def _room(grid: Grid) -> None:
    """Raise Impossible for rows whose own cells cannot hold their seats: all of them at once."""
    short = []
    for row, seats in grid.rows.items():
        ceilings = [grid.most[cell] for cell in grid.of_row(row)]
        if None not in ceilings and sum(most or 0 for most in ceilings) < seats:
            short.append(row)
    if short:
        raise Impossible(_ROWS.fill(rows=listed(short)))


def _sensible(votes: Numbers, rows: Mapping[str, int], columns: Mapping[str, int], most: Ceilings) -> None:
    for table in (votes, most):
        for row, cells in table.items():
            if row not in rows or not cells.keys() <= columns.keys():
                raise ValueError(f"the row {row!r} or one of its columns is in no margin")
            if any(number < 0 for number in cells.values()):
                raise ValueError(f"negative number in the row {row!r}")
    if any(seats < 0 for margin in (rows, columns) for seats in margin.values()):
        raise ValueError("negative margin")


_MARGINS = Text(
    zh="各单位的席位相加是 {rows}，各类构成的席位相加是 {columns}，两边必须相等。",
    en="The seats of the units add up to {rows}, those of the categories to {columns}; the two must be equal.",
)
_ROWS = Text(
    zh="这些单位在各类构成中可用的人数，放不下它们的席位：{rows}。请核对人数和上限。",
    en="The categories of these units cannot hold their seats: {rows}. Check their numbers and ceilings.",
)
