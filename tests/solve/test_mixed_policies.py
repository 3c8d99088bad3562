"""Policies that mix all kinds: the model's rows solved whole by another solver, against solve() and, where small, brute force."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pulp
import pytest
from hypothesis import assume, given

from optimizer.model.build import build_model
from optimizer.model.model import NO_LEAST, NO_MOST, Model
from optimizer.problem.problem import Problem
from optimizer.rules.registry import kinds
from optimizer.solve.solve import solve
from optimizer.solve.status import Solved, Status
from tests.solve.brute import assert_best, assert_honest
from tests.solve.drawing import policies, pools, problems, rule_lists
from tests.strategies import drawn
from tests.toy import HEAD

PATIENCE = 60
"""Seconds for one goal of one problem; none comes near it."""

LARGER = (
    HEAD
    + """
[groups]
women = { sex = "female" }
young = { age = "<=45" }

[[body]]
id = "congress"
seats = { at_least = 10, at_most = 12 }
[[body]]
id = "committee"
seats = { at_least = 5, at_most = 6 }
within = "congress"
[[office]]
id = "chair"
body = "committee"
seats = 1
[[office]]
id = "vice_chair"
body = "committee"
seats = { at_least = 1, at_most = 3 }
modes = ["full_time", "part_time"]
[[body]]
id = "audit"
seats = 2
"""
)
"""Too many rosters to count out."""


def cbc_values(model: Model) -> list[int] | None:
    """The best value of every goal but the draw, one after the other, each held for the next; None without a roster.

    The draw is left to brute force: its weights are large enough to drown in another solver's tolerances.
    """
    values: list[int] = []
    for _ in model.goals[:-1]:
        value = _cbc_value(model, values)
        if value is None:
            return None
        values.append(value)
    return values


def _cbc_value(model: Model, before: list[int]) -> int | None:
    program = pulp.LpProblem("mixed", pulp.LpMaximize)
    taken = [program.add_variable(f"x{number}", 0, 1, "Integer") for number in range(len(model.group))]
    gaps = [program.add_variable(f"s{number}", 0, int(most), "Integer") for number, most in enumerate(model.gap_most)]
    variables, rows = [*taken, *gaps], np.hstack([model.rows.toarray(), model.gap_rows.toarray()])
    for row, least, most in zip(rows, model.least, model.most, strict=True):
        if not row.any():
            # PuLP would drop a row that weighs nothing, met or not.
            if not least <= 0 <= most:
                return None
            continue
        total = _sum(row, variables)
        if least > NO_LEAST:
            program += total >= int(least)
        if most < NO_MOST:
            program += total <= int(most)
    for group in range(model.groups):
        program += pulp.lpSum(taken[column] for column in np.flatnonzero(model.group == group)) <= 1
    weights = [np.concatenate([goal.columns, goal.gaps]) for goal in model.goals]
    for weight, value in zip(weights, before, strict=False):
        program += _sum(weight, variables) >= value
    program.setObjective(_sum(weights[len(before)], variables))
    stats = program.solve(
        pulp.COIN_CMD(  # type: ignore[no-untyped-call]
            msg=False, gapRel=0.0, threads=1, timeLimit=PATIENCE, options=["heuristicsOnOff off"]
        )
    )
    # A gap within CBC's own tolerance of nought is closed: goals are whole numbers.
    assert stats.status_str in ("Optimal", "GapLimit", "Infeasible"), stats.status_str
    if not stats.has_solution:
        return None
    return int(weights[len(before)] @ [round(variable.value() or 0.0) for variable in variables])


def _sum(
    weights: np.ndarray[tuple[int], np.dtype[np.int64]], variables: list[pulp.LpVariable]
) -> pulp.LpAffineExpression:
    return pulp.lpSum(int(weights[number]) * variables[number] for number in np.flatnonzero(weights))


def assert_cbc_agrees(model: Model, solved: Solved) -> None:
    values = cbc_values(model)
    if values is None:
        assert solved.status is Status.IMPOSSIBLE
        return
    assert solved.status is Status.OPTIMAL
    shown = [goal.shown(value) for goal, value in zip(model.goals, values, strict=False)]
    assert [goal.value for goal in solved.goals[:-1]] == shown


@pytest.mark.parametrize("kind", kinds())
def test_small_policies_by_both_solvers_and_by_hand(kind: str) -> None:
    ends: Counter[Status] = Counter()

    @drawn(6)
    @given(problem=problems(policy=policies(listed=rule_lists(first=kind))))
    def check(problem: Problem) -> None:
        assume(any(rule.kind == kind for rule in problem.rules))
        model = build_model(problem)
        solved = solve(model)
        assert_best(problem, model, solved)
        assert_cbc_agrees(model, solved)
        ends[solved.status] += 1

    check()
    assert ends[Status.OPTIMAL]


@pytest.mark.parametrize("kind", kinds())
def test_larger_policies_by_both_solvers(kind: str) -> None:
    ends: Counter[Status] = Counter()
    listed = rule_lists(first=kind, most=6)

    @drawn(3)
    @given(problem=problems(crowd=pools(14, 18), policy=policies(structures=(LARGER,), listed=listed)))
    def check(problem: Problem) -> None:
        assume(any(rule.kind == kind for rule in problem.rules))
        model = build_model(problem)
        solved = solve(model)
        if solved.status is Status.OPTIMAL:
            assert_honest(problem, model, solved)
        assert_cbc_agrees(model, solved)
        ends[solved.status] += 1

    check()
    assert ends.total()
