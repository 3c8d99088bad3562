"""The price of a limit against plain counting: at every figure the best roster is found by trying them all."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given

from optimizer.planner.plan import plan
from optimizer.problem.problem import Problem
from optimizer.room.bounds import Bound, bounds_of
from optimizer.room.price import Curve, price
from tests.room.counting import Counted, keeps, ratios, with_limit
from tests.room.test_headroom import POOL, RULES, tried
from tests.samples import county
from tests.solve.brute import keeps_musts
from tests.solve.drawing import problems
from tests.strategies import drawn
from tests.toy import NESTED, RANGED, policy_of, pool_of


def best_values(counted: Counted, bound: Bound, figure: int | Fraction) -> tuple[Fraction, ...] | None:
    """The best figures of all goals but the draw with the limit there, by trying every roster."""
    moved = with_limit(bound.rule, bound.limit, figure)
    rules = tuple(moved if rule.id == moved.id else rule for rule in counted.problem.policy.rules)
    problem = counted.problem.varied(policy=replace(counted.problem.policy, rules=rules))
    there = Counted(problem)
    kept = [held for held in counted.framed if keeps_musts(problem, held)]
    best = min(kept, key=there.losses, default=None)
    return None if best is None else there.figures(best)


def shown(curve: Curve, figure: int | Fraction) -> tuple[Fraction, ...] | None:
    values = curve.at(figure)
    return None if values is None else tuple(Fraction(v, s) for v, s in zip(values, curve.scales, strict=True))


@drawn(6)
@given(problem=problems())
def test_every_figure_has_the_best_values_there_are(problem: Problem) -> None:
    bounds = bounds_of(problem)
    assume(bounds)
    proposal = plan(pool=problem.pool, policy=problem.policy)
    assume(proposal.seats)
    counted = Counted(proposal.problem)
    for bound in bounds_of(proposal.problem)[:2]:
        curve = price(proposal, bound)
        assert curve.complete
        for figure in tried(problem, bound.limit)[:14]:
            if curve.headroom.endless and figure > curve.steps[-1].tight:
                continue
            assert shown(curve, figure) == best_values(counted, bound, figure), figure


def test_a_curve_worked_out_by_hand() -> None:
    policy = policy_of(NESTED.replace('modes = ["full_time", "part_time"]', "") + RULES)
    proposal = plan(pool=pool_of(POOL), policy=policy)
    bounds = {bound.rule.id: bound for bound in bounds_of(proposal.problem)}
    women, frontline = price(proposal, bounds["W"]), price(proposal, bounds["F"])
    # The best four score 9, 8, 7, 6 and have two women among them; a third woman scores 5 and comes in for 6 or 7.
    congress = [goal.id for goal in women.goals].index("best_score_congress")
    assert [(step.loose, step.tight, step.values[congress]) for step in women.steps] == [(0, 2, 30), (3, 3, 29)]
    # With one of the two frontline people 7 gives way to 5, with none 9 too: the wish is short by one more each time.
    assert (frontline.steps[0].tight, frontline.steps[0].values[congress]) == (2, 30)
    assert [step.tight for step in frontline.steps] == [2, 1, 0]
    assert (women.headroom.furthest, frontline.headroom.furthest) == (3, 0)
    assert women.at(4) is None


def test_ratios_of_a_body_whose_size_varies_have_a_curve_too() -> None:
    rules = (
        '\n[[rule]]\nid = "S"\nkind = "share"\nscope = "congress"\ngroup = { frontline = "yes" }\nat_least = "1/3"\n'
    )
    policy = policy_of(RANGED.replace('modes = ["full_time", "part_time"]', "") + rules)
    proposal = plan(pool=pool_of(POOL), policy=policy)
    (bound,) = bounds_of(proposal.problem)
    curve, counted = price(proposal, bound), Counted(proposal.problem)
    assert curve.complete
    for figure in ratios(4):
        assert shown(curve, figure) == best_values(counted, bound, figure)


def test_a_curve_never_rises_as_the_bound_tightens() -> None:
    proposal = county()
    bound = next(bound for bound in bounds_of(proposal.problem) if bound.rule.id == "C3")
    curve = price(proposal, bound)
    assert curve.complete
    for one, other in pairwise(curve.steps):
        assert other.loose == one.tight + 1
        # Shortfalls come first and the fewer the better; scores the higher the better.
        worse = [
            after - before if goal.kind == "prefer" else before - after
            for goal, before, after in zip(curve.goals, one.values, other.values, strict=True)
        ]
        assert next(step for step in worse if step) > 0
    assert curve.headroom.furthest == curve.steps[-1].tight == 9


def test_work_that_stops_leaves_gaps_and_no_claim() -> None:
    proposal = county()
    bound = bounds_of(proposal.problem)[0]
    curve = price(proposal, bound, time_limit=0.0)
    assert not curve.complete
    assert curve.steps == ()
    assert curve.gaps


def test_the_price_of_a_preferred_rule_is_that_of_making_it_binding() -> None:
    policy = policy_of(NESTED.replace('modes = ["full_time", "part_time"]', "") + RULES)
    proposal = plan(pool=pool_of(POOL), policy=policy)
    bound = next(bound for bound in bounds_of(proposal.problem) if bound.rule.id == "Y")
    curve, counted = price(proposal, bound), Counted(proposal.problem)
    assert [shown(curve, figure) for figure in range(4)] == [best_values(counted, bound, n) for n in range(4)]
    assert curve.at(3) is None
    fits = with_limit(bound.rule, bound.limit, 2)
    assert any(keeps(counted.problem, held, fits) for held in counted.kept)


@pytest.mark.parametrize("limit", [0.2])
def test_what_is_worked_out_before_the_time_is_up_is_right(limit: float) -> None:
    proposal = county()
    bound = next(bound for bound in bounds_of(proposal.problem) if bound.rule.id == "T1")
    some, whole = price(proposal, bound, time_limit=limit), price(proposal, bound, time_limit=60)
    assert whole.complete
    for step in some.steps:
        assert whole.at(step.loose) == whole.at(step.tight) == step.values
