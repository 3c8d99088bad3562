"""Headroom against plain counting: for every limit, every figure is tried on every roster."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest
from hypothesis import assume, given

from optimizer.basis.progress import Step
from optimizer.planner.plan import plan
from optimizer.policy.policy import Seats
from optimizer.problem.problem import Problem
from optimizer.room.bounds import Bound, Scale, bounds_of
from optimizer.room.headroom import Headroom, headroom
from optimizer.room.seats import seat_room
from optimizer.rules.limits import Limit
from tests.room.counting import Counted, held_of, keeps, ratios, short_of, with_limit
from tests.samples import county, small_plan
from tests.solve.brute import keeps_musts
from tests.solve.drawing import problems
from tests.strategies import drawn
from tests.toy import NESTED, RANGED, policy_of, pool_of, problem_of, rosters


def tried(problem: Problem, limit: Limit) -> list[int | Fraction]:
    """Every figure worth trying, loosest first."""
    figures: list[int | Fraction] = list(range(13)) if limit.heads is not None else list(ratios(problem.room))
    if isinstance(limit.figure, Fraction) and limit.size is not None:
        figures = list(range(limit.size + 1))
    return figures if limit.floor else figures[::-1]


def check_one(counted: Counted, bound: Bound, found: Headroom, plan_held: tuple[tuple[int, int], ...]) -> None:
    problem, rule, limit = counted.problem, bound.rule, bound.limit
    others = [each for each in problem.rules if each.strength.binds and each.id != rule.id]
    fitting = [held for held in counted.framed if all(keeps(problem, held, each) for each in others)]
    figures = tried(problem, limit)
    moved = [with_limit(rule, limit, figure) for figure in figures]
    possible = [any(keeps(problem, held, each) for held in fitting) for each in moved]
    # A tighter bound is never easier.
    assert possible == sorted(possible, reverse=True)
    furthest = [figure for figure, can in zip(figures, possible, strict=True) if can]
    assert found.proven
    if limit.heads is None and limit.floor and furthest and furthest[-1] == figures[-1]:
        endless = with_limit(rule, limit, figures[-1] + Fraction(1))
        assert found.endless == any(keeps(problem, held, endless) for held in fitting)
    else:
        assert not found.endless
    if not found.endless:
        assert found.furthest == (furthest[-1] if furthest else None)
    shortest = short_of(problem, plan_held, moved[0])
    reached = [
        figure for figure, each in zip(figures, moved, strict=True) if short_of(problem, plan_held, each) == shortest
    ]
    if found.reached is not None:
        assert found.reached == reached[-1]
    else:
        assert reached[-1] == figures[-1]


@drawn(20)
@given(problem=problems())
def test_the_furthest_figure_is_that_of_plain_counting(problem: Problem) -> None:
    bounds = bounds_of(problem)
    assume(bounds)
    proposal = plan(pool=problem.pool, policy=problem.policy)
    assume(proposal.seats)
    counted = Counted(proposal.problem)
    plan_held = held_of(counted.problem, proposal.seats)
    found = headroom(proposal.problem, proposal.seats)
    assert [(each.rule, each.limit) for each in found] == [(bound.rule.id, bound.limit) for bound in bounds]
    for bound, each in zip(bounds_of(proposal.problem), found, strict=True):
        check_one(counted, bound, each, plan_held)


@drawn(5)
@given(problem=problems())
def test_what_was_learned_changes_no_answer(problem: Problem) -> None:
    proposal = plan(pool=problem.pool, policy=problem.policy)
    assume(proposal.seats and bounds_of(problem))
    learned = proposal.solved.learned
    assert learned is not None
    assert headroom(proposal.problem, proposal.seats, learned=learned) == headroom(proposal.problem, proposal.seats)


@drawn(6)
@given(problem=problems())
def test_seats_can_go_from_the_fewest_to_the_most_of_plain_counting(problem: Problem) -> None:
    proposal = plan(pool=problem.pool, policy=problem.policy)
    assume(proposal.seats)

    def possible(part: str, size: int) -> bool:
        resized = problem.varied(policy=problem.policy.with_seats({part: Seats(least=size, most=size)}))
        return any(keeps_musts(resized, held) for held in rosters(resized))

    for each in seat_room(proposal.problem, proposal.seats):
        assert each.proven
        assert each.fewest is not None
        assert each.largest is not None
        assert possible(each.part, each.fewest)
        assert possible(each.part, each.largest)
        beyond = [*range(each.fewest), *range(each.largest + 1, len(problem.pool.people) + 1)]
        assert not any(possible(each.part, size) for size in beyond)


POOL = """
id,   sex,    frontline, score
P1,   female, yes,       9
P2,   female, no,        8
P3,   male,   yes,       7
P4,   male,   no,        6
P5,   female, no,        5
P6,   male,   no,        4
"""
RULES = """
[[rule]]
id = "W"
kind = "share"
scope = "congress"
group = "women"
at_least = "50%"
[[rule]]
id = "F"
kind = "count"
scope = "congress"
group = { frontline = "yes" }
at_most = 2
[[rule]]
id = "Y"
kind = "count"
scope = "committee"
group = { frontline = "yes" }
at_least = 3
strength = "prefer"
"""


def rooms_by_rule(rules: str) -> dict[str, Headroom]:
    problem = problem_of(pool_of(POOL), NESTED.replace('modes = ["full_time", "part_time"]', "") + rules)
    proposal = plan(pool=problem.pool, policy=problem.policy)
    return {each.rule: each for each in headroom(proposal.problem, proposal.seats)}


def test_a_case_worked_out_by_hand() -> None:
    found = rooms_by_rule(RULES)
    # Four seats: three women there are, so that three of them at most; two frontline people, of whom none need be in.
    women, frontline, wish = found["W"], found["F"], found["Y"]
    assert (women.reached, women.needed, women.furthest, women.tight) == (2, 2, 3, False)
    assert (frontline.reached, frontline.needed, frontline.furthest) == (2, 2, 0)
    assert (women.binding, frontline.binding) == (True, True)
    # The wish cannot be met: two is as far as it goes.
    assert (wish.reached, wish.needed, wish.furthest, wish.met, wish.proven) == (2, 3, 2, False, True)


def test_a_rule_of_which_nobody_can_do_better_is_tight() -> None:
    found = rooms_by_rule(RULES.replace('"50%"', '"75%"'))
    assert found["W"].tight


def test_both_sides_of_an_exact_number_leave_no_room() -> None:
    rules = '\n[[rule]]\nid = "E"\nkind = "count"\nscope = "congress"\ngroup = "women"\nexactly = 2\n'
    problem = problem_of(pool_of(POOL), NESTED.replace('modes = ["full_time", "part_time"]', "") + rules)
    proposal = plan(pool=problem.pool, policy=problem.policy)
    assert [(each.limit.floor, each.tight) for each in headroom(proposal.problem, proposal.seats)] == [
        (True, True),
        (False, True),
    ]


def test_a_share_of_a_body_whose_size_varies_goes_to_the_best_exact_ratio() -> None:
    rules = (
        '\n[[rule]]\nid = "S"\nkind = "share"\nscope = "congress"\ngroup = { frontline = "yes" }\nat_least = "1/3"\n'
    )
    policy = policy_of(RANGED.replace('modes = ["full_time", "part_time"]', "") + rules)
    proposal = plan(pool=pool_of(POOL), policy=policy)
    (found,) = headroom(proposal.problem, proposal.seats)
    # Three or four seats, two frontline people: 2/3 at best.
    assert (found.furthest, found.proven) == (Fraction(2, 3), True)
    assert found.needed == Fraction(1, 3)


class Cancelled:
    def report(self, step: Step) -> None:
        pass

    def cancelled(self) -> bool:
        return True


@pytest.mark.parametrize("how", ["time", "cancel"])
def test_nothing_is_proven_once_the_time_is_up(how: str) -> None:
    proposal = county()
    limit, progress = (0.0, None) if how == "time" else (None, Cancelled())
    found = headroom(proposal.problem, proposal.seats, time_limit=limit, progress=progress)
    # Some need no question: those that the seats there are cannot take any further.
    assert {each.rule for each in found if each.proven} <= {"V1", "V2", "T2"}
    assert all(each.furthest == each.reached for each in found)
    seats = seat_room(proposal.problem, proposal.seats, time_limit=limit, progress=progress)
    assert not any(each.proven for each in seats)


def test_the_headroom_of_the_county() -> None:
    proposal = county()
    found = {each.rule: each for each in headroom(proposal.problem, proposal.seats, learned=proposal.solved.learned)}
    assert (found["C1"].reached, found["C1"].needed, found["C1"].furthest) == (84, 84, 120)
    assert all(each.proven for each in found.values())
    assert [name for name, each in found.items() if each.tight] == ["V1", "V2", "T2"]


def test_only_the_rules_asked_for_are_looked_at() -> None:
    proposal = small_plan()
    assert headroom(proposal.problem, proposal.seats, rules=["none"]) == ()
    assert [each.rule for each in headroom(proposal.problem, proposal.seats, rules=["W"])] == ["W"]


@cache
def farey(base: int) -> list[Fraction]:
    return ratios(base)


@pytest.mark.parametrize("base", [1, 2, 5, 8])
def test_a_scale_of_ratios_misses_no_figure(base: int) -> None:
    scale = Scale(top=base, base=base)
    figures = farey(base)
    at, walked = Fraction(0), [Fraction(0)]
    while (following := scale.next_to(at, scale.above)) != scale.above:
        at = Fraction(following)
        walked.append(at)
    assert walked == figures
