"""The table with both margins, found by moving seats between columns along the cheapest changes of divisors; exact.

Rows are right from the start: each is shared out by Webster with the column divisors of a rough fit. Then seats go, one at a
time, from a column with too many to one with too few, over cells whose quotients are nearest to a rounding point (tie and
transfer, Balinski and Demange 1989; the cheapest way is a shortest path, with products for sums). Where no way is left the cells
reached show why no table exists.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
from fractions import Fraction

from optimizer.allocation.apportion import apportion
from optimizer.allocation.cells import Cell, Grid, Scaled, proven, to_fall, to_rise
from optimizer.allocation.methods import Method
from optimizer.allocation.ties import TieBreak
from optimizer.allocation.words import Impossible, listed
from optimizer.basis.text import Filled, Text

ROUNDS = 60
"""Rounds of the rough fit and of the search for short divisors; more of them change no answer."""
DIGITS = (3, 4, 5, 6, 8, 10, 12)

type Node = tuple[bool, str]
"""A column (True) or a row (False)."""


def scaled_table(grid: Grid) -> Scaled:
    """Seats with both margins, and the divisors that prove them; raises Impossible where no table has these margins.

    The rows have room for their seats and the margins the same sum: the caller has seen to that.
    """
    scaled = _rows_right(grid, _rough_columns(grid))
    held = {column: sum(scaled.seats[cell] for cell in grid.of_column(column)) for column in grid.columns}
    over = {column: held[column] - seats for column, seats in grid.columns.items()}
    while any(over.values()):
        scaled, source, target = _moved(grid, scaled, over)
        over[source] -= 1
        over[target] += 1
    return scaled


def tidied(grid: Grid, scaled: Scaled) -> Scaled:
    """The same seats with divisors of few digits where such prove them too; numbers too far apart for that stay as they are."""
    try:
        rows, columns = _centred(grid, scaled)
        for digits in DIGITS:
            short = Scaled(seats=scaled.seats, rows=_short(rows, digits), columns=_short(columns, digits))
            if proven(grid, short):
                return short
    except (OverflowError, ZeroDivisionError, ValueError):
        return scaled
    return scaled


def _rough_columns(grid: Grid) -> dict[str, Fraction]:
    """Column divisors near those that fit both margins without rounding; any positive numbers would do."""
    try:
        unit = max(grid.numbers.values(), default=Fraction(1))
        numbers = {cell: float(number / unit) for cell, number in grid.numbers.items()}
        rows, columns = dict.fromkeys(grid.rows, 1.0), dict.fromkeys(grid.columns, 1.0)
        for _ in range(ROUNDS):
            for row, seats in grid.rows.items():
                rows[row] = math.fsum(numbers[cell] / columns[cell[1]] for cell in grid.of_row(row)) / seats
            for column, seats in grid.columns.items():
                columns[column] = math.fsum(numbers[cell] / rows[cell[0]] for cell in grid.of_column(column)) / seats
        return _short(columns, 6)
    except (OverflowError, ZeroDivisionError, ValueError):
        return dict.fromkeys(grid.columns, Fraction(1))


def _rows_right(grid: Grid, columns: Mapping[str, Fraction]) -> Scaled:
    """Every row shared out with these column divisors."""
    seats: dict[Cell, int] = {}
    rows: dict[str, Fraction] = {}
    for row, total in grid.rows.items():
        cells = grid.of_row(row)
        shared = apportion(
            {column: grid.numbers[row, column] / columns[column] for _, column in cells},
            total,
            method=Method.WEBSTER,
            bounds={column: (0, grid.most[row, column]) for _, column in cells},
            breaking=TieBreak(where=row),
        )
        seats |= {(row, column): part for column, part in shared.seats.items()}
        # Somebody has a seat and no cell a minimum, so that there is always a divisor.
        rows[row] = shared.people_to_a_seat or Fraction(1)
    return Scaled(seats=seats, rows=rows, columns=columns)


def _moved(grid: Grid, scaled: Scaled, over: Mapping[str, int]) -> tuple[Scaled, str, str]:
    """One seat moved from a column with too many (returned second) to one with too few (third), divisors adjusted."""
    reach, came = _reached(grid, scaled, over)
    target = next((column for sort, column in reach if sort and over[column] < 0), None)
    if target is None:
        raise Impossible(_why(grid, {name for sort, name in reach if not sort}, {name for sort, name in reach if sort}))
    far = reach[True, target]
    seats = dict(scaled.seats)
    node: Node = (True, target)
    while node in came:
        cell, before = came[node]
        seats[cell] += 1 if node[0] else -1
        node = before
    rows = {row: divisor * reach.get((False, row), far) / far for row, divisor in scaled.rows.items()}
    columns = {column: divisor * far / reach.get((True, column), far) for column, divisor in scaled.columns.items()}
    return Scaled(seats=seats, rows=rows, columns=columns), node[1], target


def _reached(
    grid: Grid, scaled: Scaled, over: Mapping[str, int]
) -> tuple[dict[Node, Fraction], dict[Node, tuple[Cell, Node]]]:
    """From the columns with too many seats: the least factor to every row and column, up to the first with too few.

    A column passes a seat on to a row where a cell of both may lose one, a row to a column where a cell may gain one. Returns
    the factors, and the step that led to each.
    """
    reach: dict[Node, Fraction] = {}
    best: dict[Node, Fraction] = {(True, column): Fraction(1) for column, more in over.items() if more > 0}
    came: dict[Node, tuple[Cell, Node]] = {}
    queue: list[tuple[Fraction, Node]] = [(factor, node) for node, factor in sorted(best.items())]
    heapq.heapify(queue)
    while queue:
        factor, node = heapq.heappop(queue)
        if node in reach:
            continue
        reach[node] = factor
        column, name = node
        if column and over[name] < 0:
            break
        for cell in grid.of_column(name) if column else grid.of_row(name):
            if (scaled.seats[cell] == 0) if column else grid.full(cell, scaled.seats[cell]):
                continue
            further: Node = (False, cell[0]) if column else (True, cell[1])
            if further in reach:
                continue
            way = factor * (to_fall if column else to_rise)(grid, scaled, cell)
            if further not in best or way < best[further]:
                best[further], came[further] = way, (cell, node)
                heapq.heappush(queue, (way, further))
    return reach, came


def _centred(grid: Grid, scaled: Scaled) -> tuple[dict[str, float], dict[str, float]]:
    """Divisors in the middle of what the seats allow, row by row and column by column in turn."""
    rows = {row: float(divisor) for row, divisor in scaled.rows.items()}
    columns = {column: float(divisor) for column, divisor in scaled.columns.items()}
    numbers = {cell: float(number) for cell, number in grid.numbers.items()}
    for _ in range(ROUNDS):
        for column in grid.columns:
            columns[column] = _middle(
                grid, scaled, {cell: numbers[cell] / rows[cell[0]] for cell in grid.of_column(column)}
            )
        for row in grid.rows:
            rows[row] = _middle(grid, scaled, {cell: numbers[cell] / columns[cell[1]] for cell in grid.of_row(row)})
    return rows, columns


def _middle(grid: Grid, scaled: Scaled, quotients: Mapping[Cell, float]) -> float:
    """The middle (geometric) of the divisors that round these quotients to their seats."""
    held = {cell: scaled.seats[cell] for cell in quotients}
    most = min(number / (held[cell] - 0.5) for cell, number in quotients.items() if held[cell] > 0)
    rising = [number / (held[cell] + 0.5) for cell, number in quotients.items() if not grid.full(cell, held[cell])]
    return math.sqrt(most * max(rising, default=most / 2))


def _short(divisors: Mapping[str, float], digits: int) -> dict[str, Fraction]:
    """The divisors with so many digits, exactly as written."""
    return {name: Fraction(f"{divisor:.{digits - 1}e}") for name, divisor in divisors.items()}


def _why(grid: Grid, rows: set[str], columns: set[str]) -> Filled:
    """The columns that cannot be filled: all the seats of some rows and all room in the others are not enough (Hall)."""
    wanting = [column for column in grid.columns if column not in columns]
    others = [row for row in grid.rows if row not in rows]
    needed = sum(grid.columns[column] for column in wanting)
    whole = sum(grid.rows[row] for row in others)
    room = sum(grid.most[cell] or 0 for row in rows for cell in grid.of_row(row) if cell[1] in wanting)
    return _HALL.fill(
        columns=listed(wanting),
        needed=needed,
        others=_ROWS_GIVE.fill(rows=listed(others), seats=whole) if others else _NO_ROW,
        room=room,
        most=whole + room,
        short=needed - whole - room,
    )


_HALL = Text(
    zh="“{columns}”共要 {needed} 席：{others}，其余单位在这些构成里最多只有 {room} 席，合起来至多 {most} 席，差 {short} 席。"
    "请减少这些构成的席位，或者增加可用的人。",
    en="{columns} need {needed} seats: {others}, the rest have room for {room} in these categories; that makes {most} at most, "
    "{short} too few. Lower these categories, or find more people for them.",
)
_ROWS_GIVE = Text(zh="{rows}的全部席位是 {seats} 席", en="{rows} have {seats} seats in all")
_NO_ROW = Text(zh="没有单位能把席位全部给它们", en="no unit can give all its seats to them")
