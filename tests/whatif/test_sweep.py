"""Sweeps answer every scenario as planning it from scratch would: on toys by counting out, on samples byte by byte."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Step
from optimizer.export.roster_json import to_bytes
from optimizer.export.whatif_json import sweep_document
from optimizer.planner.inputs import open_policy
from optimizer.planner.plan import Options, plan
from optimizer.problem.problem import Problem, build_problem
from optimizer.rules.limits import Figure
from optimizer.solve.status import Status
from optimizer.whatif.axes import Axis, LimitAxis
from optimizer.whatif.reading import limit_axes, read_axes
from optimizer.whatif.scenarios import Bench, ground_of
from optimizer.whatif.sweep import Means, Sweep, scenarios_of, sweep
from tests.samples import SMALL_POOL, shipped_pool, small_policy, small_pool
from tests.solve.drawing import problems
from tests.strategies import drawn
from tests.whatif.scenes import FRONT, WOMEN, assert_brute, count, share, toy

ALONE = Means(workers=1)


def swept(problem: Problem, *vary: str, grid: bool = False) -> Sweep:
    return sweep(problem, read_axes(vary, problem), grid=grid, means=ALONE)


def assert_as_counted(found: Sweep) -> None:
    """Every point, and things as they stand, by brute force."""
    bench = Bench(ground_of(found.problem, found.axes))
    for point in (found.base, *found.points):
        assert_brute(bench.problem(point.scenario), point.answer)


def test_a_bound_from_free_to_impossible() -> None:
    found = swept(toy(), "W.at_least=0%:100%:25%")
    assert_as_counted(found)
    assert [point.answer.status for point in found.points] == [Status.OPTIMAL] * 4 + [Status.IMPOSSIBLE]
    assert [point.scenario for point in found.points] == [(Fraction(n, 4),) for n in range(5)]
    assert found.complete


def test_a_grid_of_two_bounds() -> None:
    found = swept(toy(), "W.at_least=0%:100%:25%", "F.at_least=0:4:1", grid=True)
    assert_as_counted(found)
    assert len(found.points) == 25
    assert {point.answer.status for point in found.points} == {Status.OPTIMAL, Status.IMPOSSIBLE}


def test_ceilings_wishes_and_exact_numbers() -> None:
    rules = (
        share("W", {"sex": "female"}, at_most="75%"),
        count("F", {"frontline": "yes"}, at_least=3, strength="prefer"),
        count("Y", {"age": "<=45"}, exactly=2),
    )
    found = swept(toy(*rules), "W.at_most=1:3:1", "F.at_least=0:4:2", "Y.exactly=0:4:2")
    assert_as_counted(found)
    grid = swept(toy(*rules), "W.at_most=1,3", "F.at_least=2,4", "Y.exactly=1,3", grid=True)
    assert_as_counted(grid)


def test_seats_date_and_pool_besides_a_bound() -> None:
    found = swept(
        toy(),
        "congress.seats=3:6:1",
        "reference_date=2026-12-01,2031-12-01",
        "pool=all,women",
        "W.at_least=50%,100%",
        grid=True,
    )
    assert_as_counted(found)
    assert len(found.points) == 32


def test_a_strict_bound_is_not_taken_for_the_inclusive_one_of_the_same_figure() -> None:
    found = swept(toy(share("W", {"sex": "female"}, more_than="1/2"), FRONT), "W.more_than=50%,75%")
    assert_as_counted(found)
    assert found.base.answer.seats != found.points[0].answer.seats


def test_one_after_the_other_leaves_the_rest_as_it_stands() -> None:
    found = swept(toy(), "W.at_least=50%", "F.at_least=2,3")
    assert [point.scenario for point in found.points] == [(Fraction(1, 2), None), (None, 2), (None, 3)]
    assert_as_counted(found)


def test_most_points_of_a_slack_or_impossible_stretch_are_not_solved() -> None:
    problem = toy(count("W", {"sex": "female"}, at_least=0), FRONT)
    found = swept(problem, "W.at_least=0:20:1")
    assert_as_counted(found)
    assert found.solved < 6


def test_what_cannot_be_kept_together_is_proven_once_whatever_is_wished_for() -> None:
    rules = (count("W", {"sex": "female"}, at_least=4), count("F", {"frontline": "yes"}, at_least=2, strength="prefer"))
    found = swept(toy(*rules), "F.at_least=0:4:1")
    assert_as_counted(found)
    assert {point.answer.status for point in found.points} == {Status.IMPOSSIBLE}
    assert found.solved == 1


@st.composite
def moved(draw: st.DrawFn) -> tuple[Problem, tuple[Axis, ...]]:
    """A drawn problem with one or two of its bounds over some values."""
    problem = draw(problems())
    known = limit_axes(problem)
    chosen = (
        draw(st.lists(st.sampled_from(known), min_size=1, max_size=2, unique_by=lambda axis: axis.name))
        if known
        else []
    )
    return problem, tuple(replace(axis, values=draw(values_of(axis))) for axis in chosen)


def values_of(axis: LimitAxis) -> st.SearchStrategy[tuple[Figure, ...]]:
    ratios = [Fraction(0), Fraction(1, 4), Fraction(1, 3), Fraction(1, 2), Fraction(3, 4), Fraction(1)]
    listed: list[Figure] = list(range(5)) if isinstance(axis.stands.figure, int) else [*ratios]
    return st.lists(st.sampled_from(listed), min_size=1, max_size=4, unique=True).map(tuple)


@drawn(20)
@given(moved())
def test_drawn_grids_are_answered_as_counting_out_answers_them(drawn_sweep: tuple[Problem, tuple[Axis, ...]]) -> None:
    problem, axes = drawn_sweep
    assert_as_counted(sweep(problem, axes, grid=True, means=ALONE))


@pytest.mark.parametrize(
    ("name", "vary"),
    [
        ("county-sample", ("C1.at_least=62%:100%:19%", "C4.at_least=1/2", "C6.at_least=2,4")),
        ("county-sample", ("congress.seats=125", "reference_date=2027-12-01", "T3a.at_least=1,9")),
        ("dalian-2018", ("D1.at_least=74%", "D4.last_term=30%")),
    ],
)
def test_samples_are_answered_as_planning_from_scratch_answers_them(name: str, vary: tuple[str, ...]) -> None:
    policy, pool = open_policy(name), shipped_pool(name)
    problem = build_problem(pool=pool, policy=policy)
    found = swept(problem, *vary)
    bench = Bench(ground_of(problem, found.axes))
    for point in (found.base, *found.points):
        again = plan(pool=pool, policy=bench.problem(point.scenario).policy, options=Options())
        assert point.answer.status is again.status
        assert point.answer.seats == again.seats
        assert [(goal.id, goal.value, goal.bound) for goal in point.answer.goals] == [
            (goal.id, goal.value, goal.bound) for goal in again.solved.goals
        ]


def test_the_order_of_the_rows_makes_no_difference() -> None:
    head, *rows = SMALL_POOL.strip().splitlines()
    documents = []
    for listed in (rows, rows[::-1]):
        pool = small_pool("\n".join([head, *listed]))
        problem = build_problem(pool=pool, policy=small_policy())
        found = swept(problem, "W.at_least=0:4:1", "congress.seats=3:5:1")
        documents.append(to_bytes(sweep_document(found)))
    assert documents[0] == documents[1]


class Stopping:
    """Asks to stop once so many scenarios have been begun."""

    def __init__(self, after: int) -> None:
        self.begun = 0
        self._after = after

    def report(self, step: Step) -> None:
        self.begun += step.stage == "whatif"

    def cancelled(self) -> bool:
        return self.begun > self._after


def test_a_cancel_keeps_what_is_done() -> None:
    problem = toy()
    axes = read_axes(["W.at_least=0%:100%:25%", "F.at_least=0:4:1"], problem)
    whole = sweep(problem, axes, grid=True, means=ALONE)
    part = sweep(problem, axes, grid=True, means=ALONE, progress=Stopping(3))
    assert not part.complete
    done = [point.answer.status in (Status.OPTIMAL, Status.IMPOSSIBLE) for point in part.points]
    assert 3 <= sum(done) < len(done)
    for settled, one, other in zip(done, part.points, whole.points, strict=True):
        assert not settled or (one.answer.status, one.answer.seats) == (other.answer.status, other.answer.seats)


def test_no_time_leaves_every_point_open() -> None:
    problem = toy()
    found = sweep(problem, read_axes(["W.at_least=0%:100%:25%"], problem), means=Means(workers=1, time_limit=0.0))
    assert {point.answer.status for point in found.points} == {Status.UNKNOWN}
    assert not found.complete


def test_rules_that_do_not_fit_a_filtered_pool_are_told_before_any_work() -> None:
    named = '\n[[rule]]\nid = "N"\nkind = "named"\nscope = "congress"\npeople = ["P2"]\nhold = "in"\n'
    problem = toy(WOMEN, named)
    with pytest.raises(InputFaults) as caught:
        swept(problem, "pool=all,women")
    assert [(fault.path, fault.value) for fault in caught.value.faults] == [("pool=women rule N", "P2")]


def test_scenarios_come_in_the_order_of_the_axes() -> None:
    problem = toy()
    axes = read_axes(["F.at_least=2,1", "W.at_least=50%,25%"], problem)
    assert scenarios_of(axes, grid=True) == [(f, w) for f in (2, 1) for w in (Fraction(1, 2), Fraction(1, 4))]
    assert scenarios_of(axes, grid=False)[:3] == [(2, None), (1, None), (None, Fraction(1, 2))]
