"""Core, swing and out against plain counting: every roster within the distance is looked at."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from optimizer.planner.plan import Options, plan
from optimizer.problem.problem import Problem
from optimizer.room import labels as labelling
from optimizer.room.labels import Place, labels
from optimizer.room.within import Distance
from optimizer.roster.roster import Proposal
from tests.room.counting import Counted, plan_of
from tests.samples import county
from tests.solve.drawing import problems
from tests.strategies import drawn
from tests.toy import Held

DISTANCES = st.sampled_from(
    [Distance(), Distance(ratio=Fraction(1, 20)), Distance(ratio=Fraction(1, 3)), Distance(ratio=Fraction(1))]
)


def near_enough(counted: Counted, proposal: Proposal, distance: Distance) -> list[Held]:
    """Every roster within the distance of the plan: shortfalls and changes as they are, best totals a little worse."""
    plan_losses = counted.losses(plan_of(counted, proposal))
    goals = [goal for goal in counted.problem.goals if goal.kind != "draw"]
    allowed = []
    for goal, loss, reached in zip(goals, plan_losses, proposal.solved.goals, strict=False):
        exact = distance.units.get(goal.id, distance.ratio * abs(loss)) if goal.kind == "best" else Fraction(0)
        # Cut to the units in which the goal is counted.
        allowed.append(Fraction(int(exact * reached.scale), reached.scale))
    return [
        held
        for held in counted.kept
        if all(
            loss <= best + slack for loss, best, slack in zip(counted.losses(held), plan_losses, allowed, strict=True)
        )
    ]


def check(problem: Problem, distance: Distance) -> None:
    proposal = plan(pool=problem.pool, policy=problem.policy, options=Options(base=problem.base, seed=problem.seed))
    assume(proposal.seats)
    counted = Counted(proposal.problem)
    near = near_enough(counted, proposal, distance)
    found = labels(proposal, distance)
    assert found.complete
    assert found.best
    for label in found.labels:
        inside = [counted.holds(held, label.person, label.scope) for held in near]
        expected = Place.CORE if all(inside) else Place.SWING if any(inside) else Place.OUT
        assert label.place is expected, label
    assert len(found.labels) == len(problem.pool.people) * len(problem.policy.parts)


@drawn(20)
@given(problem=problems(), distance=DISTANCES)
def test_labels_are_those_of_plain_counting(problem: Problem, distance: Distance) -> None:
    check(problem, distance)


def test_labels_without_swaps_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # Swaps only spare questions: the questions alone must lead to the same labels.
    monkeypatch.setattr(labelling._Search, "_by_swaps", lambda *_: None)

    @drawn(8)
    @given(problem=problems(), distance=DISTANCES)
    def asked(problem: Problem, distance: Distance) -> None:
        check(problem, distance)

    asked()


@drawn(5)
@given(problem=problems())
def test_a_distance_in_a_goals_own_units(problem: Problem) -> None:
    names = [goal.id for goal in problem.goals if goal.kind == "best"]
    check(problem, Distance(units=dict.fromkeys(names[:1], Fraction(5, 2))))


def test_the_county_within_a_thousandth() -> None:
    proposal = county()
    found = labels(proposal, Distance(ratio=Fraction(1, 1000)), scopes=["committee", "chair"])
    assert found.complete
    counts = found.counts("committee")
    assert sum(counts.values()) == len(proposal.problem.pool.people)
    # Who is core is in the plan, who is out is not.
    assert all(label.seated for label in found.labels if label.place is Place.CORE)
    assert not any(label.seated for label in found.labels if label.place is Place.OUT)
    assert counts[Place.SWING] > 0


def test_without_any_distance_only_ties_are_swing() -> None:
    proposal = county()
    found = labels(proposal, Distance())
    tied = {tie.seat.person for tie in proposal.ties} | {other for tie in proposal.ties for other in tie.others}
    assert tied <= {label.person for label in found.labels if label.place is Place.SWING}


def test_who_is_not_settled_in_time_is_open() -> None:
    found = labels(county(), Distance(ratio=Fraction(1, 100)), time_limit=0.0)
    assert not found.complete
    assert {label.place for label in found.labels} <= {Place.OPEN, Place.SWING}


def test_a_plan_that_is_not_proven_is_told() -> None:
    proposal = county()
    unproven = replace(proposal, solved=replace(proposal.solved, status=type(proposal.status).FEASIBLE, learned=None))
    assert not labels(unproven, Distance(), scopes=["chair"]).best
