"""Alternatives against plain counting: no roster within the distance differs more."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given

from optimizer.planner.plan import Options, plan
from optimizer.problem.problem import Problem
from optimizer.room.alternatives import alternatives
from optimizer.room.within import Distance
from tests.room.counting import Counted, held_of, plan_of
from tests.room.test_labels import DISTANCES, near_enough
from tests.samples import county
from tests.solve.drawing import problems
from tests.strategies import drawn
from tests.toy import Held


@drawn(14)
@given(problem=problems(), distance=DISTANCES)
def test_each_roster_differs_as_much_as_any_can(problem: Problem, distance: Distance) -> None:
    proposal = plan(pool=problem.pool, policy=problem.policy, options=Options(base=problem.base, seed=problem.seed))
    assume(proposal.seats)
    counted = Counted(proposal.problem)
    near = near_enough(counted, proposal, distance)
    found = alternatives(proposal, 3, distance)
    earlier: list[Held] = [plan_of(counted, proposal)]
    for each in found.found:
        held = held_of(counted.problem, each.seats)
        assert held in near
        assert each.proven
        assert list(each.apart) == [counted.apart(held, other) for other in earlier]
        ranked = [[counted.apart(other, one) for one in earlier] for other in near]
        assert (min(each.apart), sum(each.apart)) == max((min(apart), sum(apart)) for apart in ranked)
        assert each.most == min(each.apart)
        assert each.values == counted.figures(held)
        assert sum(move.pieces for move in each.moves) == each.apart[0]
        earlier.append(held)
    others = [held for held in near if held not in earlier]
    assert found.exhausted == (not others and len(found.found) < 3)
    if not found.exhausted:
        assert len(found.found) == 3


def test_the_alternatives_of_the_county_keep_their_distance() -> None:
    proposal = county()
    found = alternatives(proposal, 2, Distance(ratio=Fraction(1, 5000)))
    assert [each.proven for each in found.found] == [True, True]
    first, second = found.found
    assert len(second.apart) == 2
    # The first is as far as any; the second can be no farther from the plan than that.
    assert min(second.apart) <= first.apart[0]
    for each in found.found:
        for goal, value, reached in zip(proposal.problem.goals, each.values, proposal.solved.goals, strict=False):
            best = Fraction(reached.value, reached.scale)
            assert value >= best * Fraction(4999, 5000) if goal.kind == "best" else value <= best


def test_without_any_distance_a_plan_without_ties_stands_alone() -> None:
    found = alternatives(county(), 2, Distance())
    assert (found.found, found.exhausted) == ((), True)


def test_nothing_is_claimed_once_the_time_is_up() -> None:
    found = alternatives(county(), 2, Distance(ratio=Fraction(1, 1000)), time_limit=0.0)
    assert (found.found, found.exhausted) == ((), False)
