"""Small whole-number programs of other kinds than rosters, goal by goal to a proof: columns, rows and what is wanted least."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import highspy
import pulp

from optimizer.basis.progress import Progress, Silent, Step
from optimizer.basis.text import Filled
from optimizer.solve.clock import Clock, Stopped
from optimizer.solve.status import GoalReached, Status

SLACK = 1e-4
"""A bound is cut to whole units after it was lowered by so much: what the solver's rounding may have added."""

type Terms = tuple[tuple[int, int], ...]
"""Pairs of a column and its whole weight, each column at most once."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A sum of weighted columns that lies from `least` to `most`; None for no bound."""

    terms: Terms
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Program:
    """Columns in whole numbers from 0 to `most` each, under rows."""

    most: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A sum wanted as small as can be, or as large where `highest`; `constant` is added to its value and changes nothing."""

    id: str
    terms: Terms
    highest: bool = False
    constant: int = 0


@dataclass(frozen=True, kw_only=True)
class Found:
    """What came of a program: `values` one a column, empty without any; one entry a goal, in order.

    `optimal` only where every goal is proven, each under the values of those before it.
    """

    status: Status
    values: tuple[int, ...] = ()
    goals: tuple[GoalReached, ...] = ()


def solve_plain(
    program: Program,
    aims: Sequence[Aim],
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
    said: Filled | None = None,
) -> Found:
    """The best values, goal by goal in the order given; `said` names the work to whoever watches.

    Raises RuntimeError when the solver's values break a row in whole numbers, or when it contradicts itself.
    """
    watching = progress or Silent()
    clock = Clock(time_limit, watching)
    rows, goals = list(program.rows), []
    values: tuple[int, ...] = ()
    proven = True
    for number, aim in enumerate(aims or (Aim(id="", terms=()),)):
        watching.report(Step(stage=aim.id, done=number, total=max(1, len(aims)), said=said))
        held = Program(most=program.most, rows=tuple(rows))
        ended, values, goal = _reach(held, aim, values, clock if proven else None)
        if ended is Status.IMPOSSIBLE and number == 0:
            return Found(status=ended)
        if ended is Status.IMPOSSIBLE:
            raise RuntimeError(f"{aim.id}: no values are left, though the goal before it has some")
        if goal is None:
            return Found(status=Status.UNKNOWN)
        goals.append(goal)
        proven &= ended is Status.OPTIMAL
        # A goal without weights holds by itself; PuLP knows no empty rows.
        if aim.terms:
            rows.append(Row(terms=aim.terms, least=goal.value - aim.constant, most=goal.value - aim.constant))
    status = Status.OPTIMAL if proven else Status.FEASIBLE
    return Found(status=status, values=values, goals=tuple(goals) if aims else ())


def _reach(
    program: Program, aim: Aim, values: tuple[int, ...], clock: Clock | None
) -> tuple[Status, tuple[int, ...], GoalReached | None]:
    """One goal, from the values of the goal before it if there are any; without a clock it is only worked out on them."""
    if values and clock is not None and _total(aim.terms, values) == _outermost(program, aim):
        return Status.OPTIMAL, values, _goal(aim, values, _outermost(program, aim), "multipliers")
    run = _run(program, aim, clock) if clock is not None else _Run(ended=Status.UNKNOWN)
    if run.ended is Status.IMPOSSIBLE:
        return run.ended, values, None
    best = min((each for each in (run.values, values) if each), key=lambda each: _cost(aim, each), default=())
    if not best:
        return Status.UNKNOWN, (), None
    bound = None if run.bound is None else (-run.bound if aim.highest else run.bound)
    ended = Status.OPTIMAL if bound == _total(aim.terms, best) else Status.FEASIBLE
    return ended, best, _goal(aim, best, bound, "branching" if ended is Status.OPTIMAL else "")


def _goal(aim: Aim, values: tuple[int, ...], bound: int | None, proof: str) -> GoalReached:
    return GoalReached(
        id=aim.id,
        value=_total(aim.terms, values) + aim.constant,
        bound=None if bound is None else bound + aim.constant,
        scale=1,
        proof=proof,
    )


def _total(terms: Terms, values: Sequence[int]) -> int:
    return sum(weight * values[column] for column, weight in terms)


def _cost(aim: Aim, values: Sequence[int]) -> int:
    return -_total(aim.terms, values) if aim.highest else _total(aim.terms, values)


def _outermost(program: Program, aim: Aim) -> int:
    """How far the goal could go if there were no rows."""
    ends = (weight * program.most[column] for column, weight in aim.terms)
    return sum(max(0, end) if aim.highest else min(0, end) for end in ends)


@dataclass(frozen=True, kw_only=True)
class _Run:
    """One run of the solver: values checked in whole numbers, and the least cost that anything can have, if known."""

    ended: Status
    values: tuple[int, ...] = ()
    bound: int | None = None


def _run(program: Program, aim: Aim, clock: Clock) -> _Run:
    """Minimise the goal's cost with HiGHS."""
    if any(not row.terms and ((row.least or 0) > 0 or (row.most or 0) < 0) for row in program.rows):
        return _Run(ended=Status.IMPOSSIBLE)
    problem, columns = _stated(program, aim)
    try:
        stats = problem.solve(_solver(clock))
    except Stopped:
        return _Run(ended=Status.UNKNOWN)
    highs: Any = problem.solverModel
    status, kinds = highs.getModelStatus(), highspy.HighsModelStatus
    if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
        # Every column is bounded: unbounded it cannot be.
        return _Run(ended=Status.IMPOSSIBLE)
    whole = status in (kinds.kOptimal, kinds.kModelEmpty)
    if not (whole or stats.has_solution):
        return _Run(ended=Status.UNKNOWN)
    values = tuple(round(column.value() or 0.0) for column in columns)
    _check(program, values)
    cost = _cost(aim, values)
    bound = cost if whole else _whole_bound(highs.getInfo().mip_dual_bound)
    return _Run(ended=Status.FEASIBLE, values=values, bound=bound)


def _whole_bound(dual: float) -> int | None:
    return ceil(dual - SLACK) if abs(dual) < highspy.kHighsInf else None


def _stated(program: Program, aim: Aim) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """The PuLP problem and its columns."""
    problem = pulp.LpProblem("plain", pulp.LpMinimize)
    columns = [problem.add_variable(f"x{j}", 0, most, "Integer") for j, most in enumerate(program.most)]
    for number, row in enumerate(program.rows):
        if not row.terms:
            continue
        left = pulp.LpAffineExpression.from_list([(columns[j], float(weight)) for j, weight in row.terms])
        if row.least is not None and row.least == row.most:
            problem.addConstraint(left == row.least, f"r{number}e")
            continue
        if row.least is not None:
            problem.addConstraint(left >= row.least, f"r{number}g")
        if row.most is not None:
            problem.addConstraint(left <= row.most, f"r{number}l")
    sign = -1.0 if aim.highest else 1.0
    costs = [(columns[j], sign * weight) for j, weight in aim.terms if weight]
    problem.setObjective(pulp.LpAffineExpression.from_list(costs))
    return problem, columns


def _solver(clock: Clock) -> pulp.HiGHS:
    """HiGHS to a gap of 0, without its presolve (see core.py), ended by the clock. Raises Stopped."""
    return pulp.HiGHS(
        mip=True,
        msg=False,
        gapRel=0.0,
        gapAbs=0.0,
        threads=1,
        timeLimit=clock.left(),
        callbackTuple=(_interrupter(clock.progress), None),
        callbacksToActivate=[highspy.cb.HighsCallbackType.kCallbackMipInterrupt],
        random_seed=0,
        presolve="off",
    )


def _interrupter(progress: Progress) -> Callable[..., None]:
    """Asked by HiGHS often during its search."""

    def ask(_kind: object, _message: str, _out: object, data_in: object, _user: object) -> None:
        if progress.cancelled():
            data_in.user_interrupt = True  # type: ignore[attr-defined]

    return ask


def _check(program: Program, values: Sequence[int]) -> None:
    """Raises RuntimeError when rounded values leave a column's range or break a row."""
    for number, (value, most) in enumerate(zip(values, program.most, strict=True)):
        if not 0 <= value <= most:
            raise RuntimeError(f"column {number} is {value} of {most}")
    for number, row in enumerate(program.rows):
        total = _total(row.terms, values)
        if (row.least is not None and total < row.least) or (row.most is not None and total > row.most):
            raise RuntimeError(f"row {number} comes to {total}, not {row.least} to {row.most}")
