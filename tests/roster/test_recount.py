"""A roster that differs from what the solver claimed is refused, and the refusal names the rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.basis.position import Position
from optimizer.roster.recount import RecountError, recount, structure_faults, verify
from optimizer.roster.roster import Proposal, Seat
from tests.samples import county, small_plan, small_policy, small_pool

CONGRESS = Position(bodies=("congress",))


def swapped(proposal: Proposal, leaver: str, comer: str) -> tuple[Seat, ...]:
    return tuple(replace(seat, person=comer) if seat.person == leaver else seat for seat in proposal.seats)


def test_the_solvers_own_roster_is_accepted() -> None:
    proposal = county()
    assert verify(proposal.problem, proposal.solved, proposal.seats) == proposal.verdicts


def test_a_broken_rule_is_named() -> None:
    proposal = small_plan()
    seated = {seat.person for seat in proposal.seats}
    worse = swapped(proposal, "P3", next(who for who in ("P4", "P5") if who not in seated))
    with pytest.raises(RecountError) as refused:
        verify(proposal.problem, proposal.solved, worse)
    assert refused.value.rule == "W"


def test_a_goal_value_that_differs_is_named() -> None:
    proposal = small_plan()
    worse = swapped(proposal, "P3", "P6")
    with pytest.raises(RecountError) as refused:
        verify(proposal.problem, proposal.solved, worse)
    assert refused.value.rule == "best_score_congress"


@pytest.mark.parametrize("goal", range(len(county().solved.goals)))
def test_every_goal_is_recomputed(goal: int) -> None:
    proposal = county()
    goals = list(proposal.solved.goals)
    goals[goal] = replace(goals[goal], value=goals[goal].value + 1)
    with pytest.raises(RecountError) as refused:
        verify(proposal.problem, replace(proposal.solved, goals=tuple(goals)), proposal.seats)
    assert refused.value.rule == goals[goal].id


def test_a_missing_seat_an_unknown_person_and_a_position_taken_twice_are_told() -> None:
    pool, policy = small_pool(), small_policy()
    whole = small_plan().seats
    assert list(structure_faults(pool, policy, whole)) == []
    places = dict(structure_faults(pool, policy, whole[1:]))
    assert "seats:congress" in places
    stranger = (*whole[1:], Seat(person="P99", position=whole[0].position))
    assert dict(structure_faults(pool, policy, stranger))["person:P99"].zh == "名单里的“P99”不在候选人表中"
    twice = (*whole, Seat(person=whole[0].person, position=CONGRESS))
    assert dict(structure_faults(pool, policy, twice))[f"person:{whole[0].person}"].en.endswith("twice")


COMMITTEE_VICE = Position(bodies=("congress", "committee"), office="vice")


def test_a_position_the_policy_does_not_have_and_a_mode_nobody_offered_are_told() -> None:
    modes = 'modes = ["full_time"]\n'
    policy = small_policy().offices[0]
    assert policy.modes == ()
    text = "编号,姓名,性别,得分,任职方式\nP1,王一,女,9,兼职\nP2,王二,女,9,专职\nP3,王三,女,8,专职\nP4,王四,男,7,兼职\n"
    extra = f'[[office]]\nid = "vice"\ntitle = "副主席"\nbody = "committee"\nseats = 1\n{modes}'
    proposal = small_plan(text, extra)
    wrong = tuple(replace(seat, person="P1") if seat.position.office == "vice" else seat for seat in proposal.seats)
    said = dict(structure_faults(proposal.problem.pool, proposal.problem.policy, wrong))
    assert said["person:P1"].en in ("王一 cannot serve full-time", "王一 stands in the roster twice")
    problem, first = proposal.problem, proposal.seats[0].person
    for position, sentence in (
        (Position(bodies=("senate",)), "what 王一 holds (senate) is no position of the policy"),
        (Position(bodies=("committee",)), '王一 is in the list of "committee" but not in that of "congress"'),
        (
            Position(bodies=("congress",), office="chair"),
            '王一 is in the list of "chair" but not in that of "committee"',
        ),
        (COMMITTEE_VICE, "王一: no mode of appointment is given for vice"),
    ):
        odd = (*proposal.seats[1:], Seat(person=first, position=position))
        found = [said.en for place, said in structure_faults(problem.pool, problem.policy, odd) if place == "person:P1"]
        assert found == [sentence]


def test_counting_looks_at_nothing_but_pool_policy_and_seats() -> None:
    pool, policy = small_pool(), small_policy()
    (verdict,) = recount(pool, policy, policy.rules, small_plan().seats)
    assert (verdict.found, verdict.of, verdict.least, verdict.kept) == (2, 4, 2, True)
