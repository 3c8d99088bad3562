from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from optimizer.allocation.biproportional import Biproportional, biproportional, upper_apportionment, voter_numbers
from optimizer.allocation.ties import TieBreak, TieRule, Undecided
from optimizer.allocation.words import Impossible
from tests.strategies import drawn

type Matrix = dict[tuple[str, str], int]


class Table:
    """A small table: numbers, both margins, ceilings."""

    def __init__(self, numbers: Matrix, rows: dict[str, int], columns: dict[str, int], most: Matrix) -> None:
        self.numbers, self.rows, self.columns, self.most = numbers, rows, columns, most

    def __repr__(self) -> str:
        return f"Table({self.numbers}, {self.rows}, {self.columns}, {self.most})"

    def solved(self, breaking: TieBreak | None = None) -> Biproportional:
        return biproportional(
            nested(self.numbers), self.rows, self.columns, most=nested(self.most), breaking=breaking or TieBreak()
        )

    def every(self) -> Iterator[Matrix]:
        """Every table of seats with these margins, row by row."""
        yield from self._from(list(self.rows), dict(self.columns), {})

    def _from(self, rows: list[str], left: dict[str, int], seats: Matrix) -> Iterator[Matrix]:
        if not rows:
            if not any(left.values()):
                yield seats
            return
        row, *others = rows
        for held in product(*(self._range(row, column, room) for column, room in left.items())):
            if sum(held) == self.rows[row]:
                own = dict(zip(left, held, strict=True))
                rest = {column: room - own[column] for column, room in left.items()}
                yield from self._from(others, rest, seats | {(row, column): number for column, number in own.items()})

    def _range(self, row: str, column: str, room: int) -> range:
        ceiling = self.most.get((row, column), room) if self.numbers[row, column] else 0
        return range(min(ceiling, self.rows[row], room) + 1)

    def product(self, seats: Matrix) -> Fraction:
        """Balinski and Demange: the right tables are those with the least product of (k - 1/2) / number over all seats k."""
        found = Fraction(1)
        for cell, held in seats.items():
            for place in range(1, held + 1):
                found *= Fraction(2 * place - 1, 2 * self.numbers[cell])
        return found


def nested(cells: Matrix) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (row, column), number in cells.items():
        found.setdefault(row, {})[column] = number
    return found


def flat(seats: Mapping[str, Mapping[str, int]]) -> Matrix:
    return {(row, column): held for row, cells in seats.items() for column, held in cells.items()}


NUMBERS = st.integers(0, 4) | st.integers(0, 1000)


@st.composite
def tables(draw: st.DrawFn, number: st.SearchStrategy[int] = NUMBERS) -> Table:
    rows = [f"r{number}" for number in range(draw(st.integers(1, 3)))]
    columns = [f"c{number}" for number in range(draw(st.integers(1, 3)))]
    cells = [(row, column) for row in rows for column in columns]
    numbers = {cell: draw(number) for cell in cells}
    # Margins of some table, mostly; now and then of none.
    seats = {cell: draw(st.integers(0, 2)) if numbers[cell] else 0 for cell in cells}
    most = {cell: max(draw(st.integers(0, 3)), seats[cell]) for cell in cells if draw(st.integers(0, 3)) == 0}
    row_seats = {row: sum(seats[row, column] for column in columns) for row in rows}
    column_seats = {column: sum(seats[row, column] for row in rows) for column in columns}
    if len(columns) > 1 and draw(st.integers(0, 3)) == 0 and column_seats["c0"] > 0:
        column_seats |= {"c0": column_seats["c0"] - 1, "c1": column_seats["c1"] + 1}
    return Table(numbers, row_seats, column_seats, most)


# Few different numbers meet at their halves: nearly every table has ties.
TIED = tables(st.integers(0, 4).map(bool).map(int))


def at_its_place(table: Table, found: Biproportional, cell: tuple[str, str]) -> bool:
    """Whether the divisors round the cell's number to its seats, at a half to either."""
    row, column = cell
    held = found.seats[row][column]
    if table.numbers[cell] == 0 or row not in found.row_divisors or column not in found.column_divisors:
        return held == 0
    quotient = table.numbers[cell] / (found.row_divisors[row] * found.column_divisors[column])
    ceiling = table.most.get(cell)
    if ceiling is not None and held >= ceiling:
        return held == ceiling and (held == 0 or quotient >= held - Fraction(1, 2))
    return abs(quotient - held) <= Fraction(1, 2)


@drawn(120)
@given(tables())
def test_the_table_is_the_definition_and_its_divisors_prove_it_or_there_is_none(table: Table) -> None:
    every = list(table.every())
    if not every:
        with pytest.raises(Impossible):
            table.solved()
        return
    found = table.solved()
    least = min(map(table.product, every))
    right = [seats for seats in every if table.product(seats) == least]
    assert flat(found.seats) in right
    assert all(at_its_place(table, found, cell) for cell in table.numbers)
    # Cells that the right tables differ in are told as tied, and no others.
    differing = {f"{row}·{column}" for row, column in table.numbers if len({seats[row, column] for seats in right}) > 1}
    assert {name for tie in found.ties for name in tie.between} == differing
    with_more = {
        f"{row}·{column}"
        for row, column in table.numbers
        if flat(found.seats)[row, column] > min(s[row, column] for s in right)
    }
    assert {name for tie in found.ties for name in tie.given} == with_more


@drawn(50)
@given(
    tables() | TIED, st.sampled_from([TieRule.DRAW, TieRule.LARGER, TieRule.SMALLER]), st.integers(0, 3), st.randoms()
)
def test_ties_go_cell_by_cell_by_the_rule_whatever_the_order(
    table: Table, rule: TieRule, seed: int, order: random.Random
) -> None:
    every = list(table.every())
    assume(every)
    least = min(map(table.product, every))
    right = [seats for seats in every if table.product(seats) == least]
    sizes = {row: sum(n for cell, n in table.numbers.items() if cell[0] == row) for row in table.rows}
    sign = {TieRule.LARGER: -1, TieRule.SMALLER: 1, TieRule.DRAW: 0}[rule]

    def turn(cell: tuple[str, str]) -> tuple[int, str]:
        return sign * sizes[cell[0]], hashlib.sha256(f"{seed}:cells:{cell[0]}·{cell[1]}".encode()).hexdigest()

    cells = sorted(table.numbers, key=turn)
    first = max(right, key=lambda seats: [seats[cell] for cell in cells])
    assert flat(table.solved(TieBreak(rule=rule, seed=seed)).seats) == first
    rows, columns = list(table.rows), list(table.columns)
    order.shuffle(rows)
    order.shuffle(columns)
    mixed = Table(
        {(row, column): table.numbers[row, column] for row in rows for column in columns},
        {row: table.rows[row] for row in rows},
        {column: table.columns[column] for column in columns},
        table.most,
    )
    assert mixed.solved(TieBreak(rule=rule, seed=seed)) == table.solved(TieBreak(rule=rule, seed=seed))


@drawn(40)
@given(tables())
def test_refusing_raises_where_tables_are_tied_and_only_there(table: Table) -> None:
    every = list(table.every())
    assume(every)
    tied = table.solved().ties
    if not tied:
        assert table.solved(TieBreak(rule=TieRule.REFUSE)) == table.solved()
        return
    with pytest.raises(Undecided) as refused:
        table.solved(TieBreak(rule=TieRule.REFUSE))
    assert [(tie.between, tie.given) for tie in refused.value.ties] == [(tie.between, ()) for tie in tied]


def test_a_table_by_hand() -> None:
    # 60/(21.6 x 1.21) = 2.3, 30/(21.6 x 1.1) = 1.3, 10/(21.6 x 0.853) = 0.54; 20/(30.6 x 1.21) = 0.54, 20/(30.6 x 1.1) = 0.59,
    # 60/(30.6 x 0.853) = 2.3.
    votes = {"甲": {"专业": 60, "管理": 30, "一线": 10}, "乙": {"专业": 20, "管理": 20, "一线": 60}}
    found = biproportional(votes, {"甲": 4, "乙": 4}, {"专业": 3, "管理": 2, "一线": 3}, breaking=TieBreak())
    assert found.seats == {"甲": {"专业": 2, "管理": 1, "一线": 1}, "乙": {"专业": 1, "管理": 1, "一线": 2}}
    assert found.row_divisors == {"甲": Fraction(216, 10), "乙": Fraction(306, 10)}
    assert found.column_divisors == {"专业": Fraction(121, 100), "管理": Fraction(11, 10), "一线": Fraction(853, 1000)}
    assert found.verified == 6


def test_a_unit_without_seats_and_a_category_without_seats_stay_empty() -> None:
    votes = {"甲": {"x": 5, "y": 5}, "乙": {"x": 5, "y": 1}}
    found = biproportional(votes, {"甲": 3, "乙": 0}, {"x": 3, "y": 0}, breaking=TieBreak())
    assert found.seats == {"甲": {"x": 3, "y": 0}, "乙": {"x": 0, "y": 0}}
    assert (list(found.row_divisors), list(found.column_divisors), found.verified) == (["甲"], ["x"], 1)


def test_margins_that_differ_are_told() -> None:
    with pytest.raises(Impossible) as reason:
        biproportional({"甲": {"x": 1}}, {"甲": 2}, {"x": 3}, breaking=TieBreak())
    assert reason.value.said.zh == "各单位的席位相加是 2，各类构成的席位相加是 3，两边必须相等。"


def test_rows_that_cannot_hold_their_seats_are_told_together() -> None:
    votes = {"甲": {"x": 1}, "乙": {"x": 0}, "丙": {"x": 9}}
    with pytest.raises(Impossible) as reason:
        biproportional(votes, {"甲": 2, "乙": 1, "丙": 1}, {"x": 4}, most={"甲": {"x": 1}}, breaking=TieBreak())
    assert reason.value.said.zh == "这些单位在各类构成中可用的人数，放不下它们的席位：乙、甲。请核对人数和上限。"


def test_categories_that_cannot_be_filled_are_told_with_the_count() -> None:
    # Only 甲 has people for y beyond the two that 乙 has; 甲 has three seats: five at most for y, which wants six.
    votes = {"甲": {"x": 5, "y": 50}, "乙": {"x": 500, "y": 2}, "丙": {"x": 40}}
    rows, columns = {"甲": 3, "乙": 4, "丙": 3}, {"x": 4, "y": 6}
    with pytest.raises(Impossible) as reason:
        biproportional(votes, rows, columns, most={"乙": {"y": 2}}, breaking=TieBreak())
    assert reason.value.said.zh == (
        "“y”共要 6 席：甲的全部席位是 3 席，其余单位在这些构成里最多只有 2 席，合起来至多 5 席，差 1 席。"
        "请减少这些构成的席位，或者增加可用的人。"
    )
    assert (
        biproportional(votes, rows, {"x": 5, "y": 5}, most={"乙": {"y": 2}}, breaking=TieBreak()).seats["丙"]["x"] == 3
    )


def test_numbers_far_apart_are_rounded_exactly() -> None:
    huge = 10**400
    votes = {"甲": {"x": huge, "y": huge + 1}, "乙": {"x": 1, "y": 1}}
    found = biproportional(votes, {"甲": 1, "乙": 1}, {"x": 1, "y": 1}, breaking=TieBreak(rule=TieRule.REFUSE))
    assert found.seats == {"甲": {"x": 0, "y": 1}, "乙": {"x": 1, "y": 0}}


def test_a_hundred_and_twenty_units_and_six_categories() -> None:
    drawing = random.Random(3)
    votes = {
        f"u{row}": {f"c{column}": int(drawing.lognormvariate(4, 1.5)) for column in range(6)} for row in range(120)
    }
    rows = {row: drawing.randint(1, 12) for row in votes}
    columns = {f"c{column}": sum(rows.values()) // 6 for column in range(6)}
    columns["c0"] += sum(rows.values()) - sum(columns.values())
    found = biproportional(votes, rows, columns, breaking=TieBreak())
    assert {row: sum(cells.values()) for row, cells in found.seats.items()} == rows
    assert found.verified == sum(number > 0 for cells in votes.values() for number in cells.values())
    # People can check it with a calculator: four digits are enough.
    divisors = (*found.row_divisors.values(), *found.column_divisors.values())
    assert all(divisor == Fraction(f"{float(divisor):.3e}") for divisor in divisors)


def test_a_table_of_equal_numbers_is_drawn_cell_by_cell() -> None:
    votes = {f"u{row}": {f"c{column}": 5 for column in range(4)} for row in range(30)}
    found = biproportional(votes, dict.fromkeys(votes, 1), {"c0": 9, "c1": 7, "c2": 7, "c3": 7}, breaking=TieBreak())
    (tie,) = found.ties
    assert (tie.seats, len(tie.between), len(tie.given)) == (30, 120, 30)


@pytest.mark.parametrize("seed", range(8))
def test_the_cell_drawn_first_has_the_seat(seed: int) -> None:
    votes = {row: dict.fromkeys("xyz", 1) for row in "abc"}
    found = biproportional(votes, dict.fromkeys("abc", 1), dict.fromkeys("xyz", 1), breaking=TieBreak(seed=seed))
    lots = sorted(
        product("abc", "xyz"), key=lambda cell: hashlib.sha256(f"{seed}:cells:{cell[0]}·{cell[1]}".encode()).hexdigest()
    )
    held: list[tuple[str, str]] = []
    for row, column in lots:
        if all(row != other and column != another for other, another in held):
            held.append((row, column))
    # Three cells in the order of the draw, no two in a row or column, are always a table.
    assert {(row, column) for row, cells in found.seats.items() for column, seats in cells.items() if seats} == set(
        held
    )


def test_columns_totals_come_from_voter_numbers() -> None:
    # Voters of a district of 2 have two votes each: 100 and 60 votes are 50 and 30 voters; with 40 and 90 they are 90 and 120.
    votes = {"甲": {"x": 100, "y": 60}, "乙": {"x": 40, "y": 90}}
    rows = {"甲": 2, "乙": 1}
    numbers = voter_numbers(votes, rows)
    assert voter_numbers({**votes, "丙": {"x": 9}}, {**rows, "丙": 0}) == numbers
    assert numbers == {"甲": {"x": 50, "y": 30}, "乙": {"x": 40, "y": 90}}
    upper = upper_apportionment(numbers, 3, TieBreak())
    assert (dict(upper.seats), dict(upper.quotas)) == ({"x": 1, "y": 2}, {"x": Fraction(9, 7), "y": Fraction(12, 7)})


@pytest.mark.parametrize(
    ("votes", "rows"),
    [({"甲": {"x": -1}}, {"甲": 1}), ({"甲": {"z": 1}}, {"甲": 1}), ({"乙": {"x": 1}}, {"甲": 1}), ({}, {"甲": -1})],
)
def test_nonsense_is_refused(votes: dict[str, dict[str, int]], rows: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"negative|margin"):
        biproportional(votes, rows, {"x": 1}, breaking=TieBreak())
