"""Ties against brute force: every swap of two people is tried by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.model.build import build_model
from optimizer.planner.plan import Options, plan
from optimizer.problem.problem import Problem
from optimizer.roster.recount import goal_value, recount, seats_of, structure_faults, verify
from optimizer.roster.roster import Proposal, Seat
from optimizer.roster.ties import ties
from optimizer.solve.solve import solve
from tests.samples import county, small_plan
from tests.solve.drawing import policies, problems
from tests.strategies import drawn
from tests.toy import NESTED, RANGED, SIDE_BY_SIDE, policy_of, pool_of

PREFER = '[[rule]]\nid = "Y"\nkind = "count"\nscope = "committee"\ngroup = { age = "<=43" }\nat_least = 2\nstrength = "prefer"\n'


def by_hand(proposal: Proposal) -> dict[str, set[str]]:
    """For each seated person, everybody who could change places with them: all rules kept, all goals but the draw equal."""
    problem = proposal.problem
    seated = {seat.person: seat for seat in proposal.seats}
    found: dict[str, set[str]] = {}
    for seat, other in product(proposal.seats, problem.pool.people):
        if other.id == seat.person or (other.id in seated and seated[other.id].position == seat.position):
            continue
        moved = {seat.person: other.id, other.id: seat.person}
        changed = tuple(replace(each, person=moved.get(each.person, each.person)) for each in proposal.seats)
        if no_loss(proposal, changed):
            found.setdefault(seat.person, set()).add(other.id)
    return found


def no_loss(proposal: Proposal, changed: tuple[Seat, ...]) -> bool:
    problem = proposal.problem
    if list(structure_faults(problem.pool, problem.policy, changed)):
        return False
    verdicts = recount(problem.pool, problem.policy, problem.rules, changed)
    if not all(verdict.kept for verdict in verdicts if verdict.strength.binds):
        return False
    values = [goal_value(problem, goal, changed, verdicts) for goal in problem.goals if goal.kind != "draw"]
    before = [
        goal_value(problem, goal, proposal.seats, proposal.verdicts) for goal in problem.goals if goal.kind != "draw"
    ]
    return values == before


@settings(max_examples=40)
@given(
    scores=st.lists(st.sampled_from([60, 70, 80]), min_size=6, max_size=6),
    sexes=st.lists(st.sampled_from("男女"), min_size=6, max_size=6),
)
def test_ties_are_those_found_by_hand(scores: list[int], sexes: list[str]) -> None:
    rows = [
        f"P{n},王{n},{sex},{1978 + 2 * n}-05,{score}" for n, (sex, score) in enumerate(zip(sexes, scores, strict=True))
    ]
    proposal = small_plan("编号,姓名,性别,出生年月,得分\n" + "\n".join(rows), PREFER)
    found = {tie.seat.person: set(tie.others) for tie in proposal.ties}
    assert found == (by_hand(proposal) if proposal.seats else {})


def test_the_count_is_right_where_not_all_are_shown() -> None:
    rows = [f"P{n:02d},王{n},女,1980-05,70" for n in range(20)]
    proposal = small_plan("编号,姓名,性别,出生年月,得分\n" + "\n".join(rows))
    plain = next(tie for tie in proposal.ties if tie.seat.position.bodies == ("congress",))
    # 16 who stay out, and the 2 who sit in the committee; the other plain delegate holds the same position.
    assert (plain.count, len(plain.others), plain.complete) == (18, 5, True)


def test_ties_of_the_county_hold_by_hand() -> None:
    proposal = county()
    for tie in proposal.ties:
        for other in tie.others:
            moved = {tie.seat.person: other, other: tie.seat.person}
            changed = tuple(replace(seat, person=moved.get(seat.person, seat.person)) for seat in proposal.seats)
            assert no_loss(proposal, changed), (tie.seat.person, other)


SPREAD = """
name = "spread"
reference_date = 2026-12-01
[[body]]
id = "congress"
seats = 3
[[rule]]
id = "S"
kind = "spread"
scope = "congress"
by = "sector"
at_least = 2
strength = "{strength}"
"""


@pytest.mark.parametrize("strength", ["must", "prefer"])
def test_a_swap_may_bring_another_value_but_not_lose_one_too_many(strength: str) -> None:
    pool = pool_of("id, score, sector\nP1, 9, farm\nP2, 9, farm\nP3, 9, town\nP4, 9, farm\nP5, 9, health\nP6, 8, town")
    proposal = plan(pool=pool, policy=policy_of(SPREAD.format(strength=strength)))
    found = {tie.seat.person: set(tie.others) for tie in proposal.ties}
    assert found == by_hand(proposal)
    sectors = {person.id: person.value("sector") for person in pool.people}
    swaps = {(sectors[one], sectors[other]) for one, others in found.items() for other in others}
    # Some swaps bring in a value that was not there.
    assert any(one != other for one, other in swaps)
    seated = {seat.person for seat in proposal.seats}
    refused = {
        (one, other.id)
        for one in seated
        for other in pool.people
        if other.id not in seated and other.score == 9 and other.id not in found.get(one, set())
    }
    assert refused


KIN = """
name = "kin"
reference_date = 2026-12-01
[[body]]
id = "congress"
seats = 2
[[body]]
id = "board"
seats = 1
[[rule]]
id = "K"
kind = "apart"
scope = "congress"
by = "kin"
other = "board"
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_relative_more_is_a_tie_where_the_other_body_has_none(seed: int) -> None:
    pool = pool_of("id, score, kin\nP1, 10, K\nP2, 9, K\nP3, 9,\nP4, 9,")
    proposal = plan(pool=pool, policy=policy_of(KIN), options=Options(seed=seed))
    seats = {seat.person for seat in proposal.holding("congress")}
    (second,) = seats - {"P1"}
    (others,) = [
        set(tie.others) for tie in proposal.ties if tie.seat.person == second and "congress" in tie.seat.position.bodies
    ]
    assert others == {"P2", "P3", "P4"} - {second}


@drawn(60)
@given(problem=problems(policy=policies(structures=(NESTED, SIDE_BY_SIDE, RANGED))))
def test_ties_under_rules_of_every_kind_are_those_found_by_hand(problem: Problem) -> None:
    model = build_model(problem)
    solved = solve(model, time_limit=60)
    assume(len(solved.columns))
    seats = seats_of(problem, solved, model.person.tolist(), model.position.tolist())
    verdicts = verify(problem, solved, seats)
    proposal = Proposal(problem=problem, solved=solved, seats=seats, verdicts=verdicts)
    listed = ties(model, solved)
    found = {tie.seat.person: set(tie.others) for tie in listed}
    true = by_hand(proposal)
    assert all(others <= true[person] for person, others in found.items())
    if all(tie.count == len(tie.others) for tie in listed) and all(rule.strength.binds for rule in problem.rules):
        # A wish may be missed in another place for another person; such swaps are not looked for.
        assert found == true
