"""Small whole-number programs: values, order of the goals, proofs, against every assignment tried out."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.progress import Step
from optimizer.solve.plain import Aim, Program, Row, solve_plain
from optimizer.solve.status import Status

WEIGHTS = st.integers(-3, 3)


@st.composite
def _terms(draw: st.DrawFn, columns: int) -> tuple[tuple[int, int], ...]:
    weights = draw(st.lists(WEIGHTS, min_size=columns, max_size=columns))
    return tuple((column, weight) for column, weight in enumerate(weights) if weight)


@st.composite
def _programs(draw: st.DrawFn) -> tuple[Program, tuple[Aim, ...]]:
    most = tuple(draw(st.lists(st.integers(0, 3), min_size=1, max_size=4)))
    rows = []
    for _ in range(draw(st.integers(0, 3))):
        least, most_of = draw(st.none() | st.integers(-4, 4)), draw(st.none() | st.integers(-2, 6))
        rows.append(Row(terms=draw(_terms(len(most))), least=least, most=most_of))
    aims = tuple(
        Aim(id=f"goal{n}", terms=draw(_terms(len(most))), highest=draw(st.booleans()), constant=draw(WEIGHTS))
        for n in range(draw(st.integers(1, 3)))
    )
    return Program(most=most, rows=tuple(rows)), aims


def _value(terms: tuple[tuple[int, int], ...], values: tuple[int, ...]) -> int:
    return sum(weight * values[column] for column, weight in terms)


def _best_by_trying_all(program: Program, aims: tuple[Aim, ...]) -> list[int] | None:
    """The goals' best values in order; None when nothing keeps the rows."""
    left = [
        values
        for values in product(*(range(most + 1) for most in program.most))
        if all(
            (row.least is None or _value(row.terms, values) >= row.least)
            and (row.most is None or _value(row.terms, values) <= row.most)
            for row in program.rows
        )
    ]
    if not left:
        return None
    best = []
    for aim in aims:
        reached = [_value(aim.terms, values) for values in left]
        wanted = max(reached) if aim.highest else min(reached)
        left = [values for values, value in zip(left, reached, strict=True) if value == wanted]
        best.append(wanted + aim.constant)
    return best


@settings(max_examples=60)
@given(_programs())
def test_goals_reach_what_trying_everything_reaches(drawn: tuple[Program, tuple[Aim, ...]]) -> None:
    program, aims = drawn
    best, found = _best_by_trying_all(program, aims), solve_plain(program, aims)
    if best is None:
        assert (found.status, found.values, found.goals) == (Status.IMPOSSIBLE, (), ())
        return
    assert found.status is Status.OPTIMAL
    assert [goal.value for goal in found.goals] == [goal.bound for goal in found.goals] == best
    assert [_value(aim.terms, found.values) + aim.constant for aim in aims] == best
    assert all(goal.proof for goal in found.goals)


def test_without_goals_any_values_that_keep_the_rows_do() -> None:
    found = solve_plain(Program(most=(5, 5), rows=(Row(terms=((0, 1), (1, 1)), least=7, most=7),)), ())
    assert (found.status, sum(found.values), found.goals) == (Status.OPTIMAL, 7, ())


def test_no_time_is_unknown_and_never_impossible() -> None:
    program = Program(most=(1,), rows=(Row(terms=((0, 1),), least=2),))
    assert solve_plain(program, (), time_limit=0).status is Status.UNKNOWN


class _CancelledAfter:
    """Cancels once so many goals have begun."""

    def __init__(self, goals: int) -> None:
        self.begun, self.goals = 0, goals

    def report(self, step: Step) -> None:
        """Count it."""
        self.begun = step.done + 1

    def cancelled(self) -> bool:
        """Whether there were enough."""
        return self.begun > self.goals


def test_cancelled_after_a_goal_keeps_its_proof_and_gives_the_others_no_bound() -> None:
    program = Program(most=(5, 5), rows=(Row(terms=((0, 1), (1, 1)), least=7),))
    aims = (Aim(id="few", terms=((0, 1), (1, 1))), Aim(id="left", terms=((0, 1),)), Aim(id="right", terms=((1, 2),)))
    found = solve_plain(program, aims, progress=_CancelledAfter(1))
    assert found.status is Status.FEASIBLE
    assert (found.goals[0].value, found.goals[0].bound) == (7, 7)
    assert [goal.bound for goal in found.goals[1:]] == [None, None]
    assert found.goals[1].value + found.goals[2].value // 2 == 7


@pytest.mark.parametrize(("least", "status"), [(0, Status.OPTIMAL), (1, Status.IMPOSSIBLE)])
def test_a_row_without_columns_holds_only_if_nothing_does_for_it(least: int, status: Status) -> None:
    assert solve_plain(Program(most=(1,), rows=(Row(terms=(), least=least),)), ()).status is status
