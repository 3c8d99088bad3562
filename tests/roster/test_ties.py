"""Ties against brute force: every swap of two people is tried by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.roster.recount import goal_value, recount, structure_faults
from optimizer.roster.roster import Proposal, Seat
from tests.samples import county, small_plan

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
    if not all(verdict.kept for verdict in verdicts if verdict.strength == "must"):
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
