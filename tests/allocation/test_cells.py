"""The check that stands between the search and the answer: it accepts what is right and nothing else."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from optimizer.allocation.cells import Cell, Grid, Scaled, proven, verified_cells

# The table of test_biproportional.test_a_table_by_hand, in short: a/p 2.3, a/q 1.3, a/r 0.54, b/p 0.54, b/q 0.59, b/r 2.3.
NUMBERS: dict[Cell, Fraction] = {
    cell: Fraction(number)
    for cell, number in zip([(row, column) for row in "ab" for column in "pqr"], (60, 30, 10, 20, 20, 60), strict=True)
}
GRID = Grid(numbers=NUMBERS, most=dict.fromkeys(NUMBERS), rows={"a": 4, "b": 4}, columns={"p": 3, "q": 2, "r": 3})
RIGHT = Scaled(
    seats=dict(zip(NUMBERS, (2, 1, 1, 1, 1, 2), strict=True)),
    rows={"a": Fraction(216, 10), "b": Fraction(306, 10)},
    columns={"p": Fraction(121, 100), "q": Fraction(11, 10), "r": Fraction(853, 1000)},
)


def with_seats(**moved: int) -> Scaled:
    return replace(RIGHT, seats={cell: held + moved.get("".join(cell), 0) for cell, held in RIGHT.seats.items()})


def test_the_right_table_is_proven() -> None:
    assert verified_cells(GRID, RIGHT) == 6


@pytest.mark.parametrize(
    "wrong",
    [
        with_seats(ap=1, ar=-1, bp=-1, br=1),
        with_seats(ap=-1, aq=1, bp=1, bq=-1),
        with_seats(ap=1),
        with_seats(ap=1, aq=-1),
        with_seats(ap=1, bp=-1),
        with_seats(ap=2, ar=-2, bp=-2, br=2),
        replace(RIGHT, rows={"a": Fraction(24), "b": Fraction(306, 10)}),
        replace(RIGHT, rows={"a": Fraction(19), "b": Fraction(306, 10)}),
        replace(RIGHT, columns={**RIGHT.columns, "q": Fraction(2)}),
    ],
)
def test_other_seats_and_other_divisors_are_not(wrong: Scaled) -> None:
    assert not proven(GRID, wrong)
    with pytest.raises(ArithmeticError, match="do not prove"):
        verified_cells(GRID, wrong)


def test_at_its_ceiling_a_cell_may_be_worth_more_but_never_hold_more() -> None:
    large = replace(GRID, numbers={**NUMBERS, ("a", "p"): Fraction(600)})
    assert not proven(large, RIGHT)
    assert proven(replace(large, most={**GRID.most, ("a", "p"): 2}), RIGHT)
    assert not proven(replace(GRID, most={**GRID.most, ("a", "p"): 1}), RIGHT)


def test_at_a_half_both_numbers_are_right() -> None:
    numbers: dict[Cell, Fraction] = {(row, column): Fraction(1) for row in "ab" for column in "pq"}
    grid = Grid(numbers=numbers, most=dict.fromkeys(numbers), rows={"a": 1, "b": 1}, columns={"p": 1, "q": 1})
    for seats in ((1, 0, 0, 1), (0, 1, 1, 0)):
        held = dict(zip(numbers, seats, strict=True))
        divisors = {"a": Fraction(2), "b": Fraction(2)}
        assert proven(grid, Scaled(seats=held, rows=divisors, columns={"p": Fraction(1), "q": Fraction(1)}))
        assert not proven(
            grid, Scaled(seats=held, rows=divisors, columns={"p": Fraction(1), "q": Fraction(1001, 1000)})
        )
