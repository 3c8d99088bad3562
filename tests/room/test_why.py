"""Why somebody is in or out, against plain counting over every roster."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given

from optimizer.planner.plan import Options, plan
from optimizer.problem.problem import Problem
from optimizer.room.moves import moves_between, slacks
from optimizer.room.why import Answer, Why, why
from optimizer.roster.roster import Proposal, Seat
from tests.room.counting import Counted, held_of, plan_of
from tests.samples import county, small_plan
from tests.solve.drawing import problems
from tests.strategies import drawn
from tests.toy import NESTED, policy_of, pool_of


def check(counted: Counted, proposal: Proposal, found: Why) -> None:
    planned = plan_of(counted, proposal)
    assert found.holds == counted.holds(planned, found.person, found.scope)
    there = [held for held in counted.kept if counted.holds(held, found.person, found.scope)]
    elsewhere = [held for held in counted.kept if held not in there]
    assert found.proven
    assert (found.answer is Answer.FORCED) == (not elsewhere)
    assert (found.answer is Answer.IMPOSSIBLE) == (not there)
    if found.answer is not Answer.CHOICE:
        assert (found.costs, found.moves, found.seats) == ((), (), ())
        return
    others = elsewhere if found.holds else there
    best = min(map(counted.losses, others))
    before = counted.losses(planned)
    assert [Fraction(cost.loss, cost.scale) for cost in found.costs] == [
        a - b for a, b in zip(best, before, strict=True)
    ]
    assert found.free == (best == before)
    # Of the rosters that cost so little it is one with the fewest pieces changed.
    other = held_of(counted.problem, found.seats)
    assert other in others
    assert counted.losses(other) == best
    nearest = min(counted.apart(planned, held) for held in others if counted.losses(held) == best)
    assert counted.apart(planned, other) == nearest == sum(move.pieces for move in found.moves)


@drawn(7)
@given(problem=problems())
def test_forced_impossible_and_costs_are_those_of_plain_counting(problem: Problem) -> None:
    proposal = plan(pool=problem.pool, policy=problem.policy, options=Options(seed=problem.seed))
    assume(proposal.seats)
    counted = Counted(proposal.problem)
    for person in problem.pool.people[:2]:
        found = why(proposal, person.id)
        assert [each.scope for each in found] == [part.id for part in problem.policy.parts]
        for each in found:
            check(counted, proposal, each)


POOL = """
id,   sex,    frontline, modes,     score
P1,   female, yes,       full_time, 9
P2,   female, no,        part_time, 8
P3,   male,   yes,       part_time, 7
P4,   male,   no,        part_time, 7
P5,   female, no,        part_time, 5
P6,   male,   no,        part_time, 4
"""
RULES = """
[[rule]]
id = "W"
kind = "count"
scope = "congress"
group = "women"
at_least = 3
[[rule]]
id = "E"
kind = "eligible"
scope = "chair"
group = { frontline = "yes" }
[[rule]]
id = "P"
kind = "count"
scope = "vice_chair"
group = { mode = "full_time" }
exactly = 1
"""


def a_plan() -> Proposal:
    return plan(pool=pool_of(POOL), policy=policy_of(NESTED + RULES))


def test_a_case_worked_out_by_hand() -> None:
    proposal = a_plan()
    women = {each.scope: each for each in why(proposal, "P5")}
    # All three women must be in; only P1 serves full time, so P1 is vice-chair and P3 is the chair.
    assert (women["congress"].answer, women["congress"].holds) == (Answer.FORCED, True)
    assert women["vice_chair"].answer is Answer.IMPOSSIBLE
    assert women["chair"].barred == ("E",)
    (chair,) = why(proposal, "P3", scopes=["chair"])
    assert (chair.answer, chair.holds) == (Answer.FORCED, True)
    (outside,) = why(proposal, "P4", scopes=["congress"])
    assert outside.answer is Answer.IMPOSSIBLE
    assert outside.barred == ()


def test_modes_bar_too() -> None:
    pool = pool_of(POOL + "P7, male, yes, seconded, 1\n")
    (found,) = why(plan(pool=pool, policy=policy_of(NESTED)), "P7", scopes=["vice_chair"])
    assert (found.answer, found.barred) == (Answer.IMPOSSIBLE, ("modes:own",))


def test_a_tie_costs_nothing() -> None:
    proposal = small_plan()
    tied = [each for who in ("P4", "P5") for each in why(proposal, who, scopes=["congress"])]
    # P1 and P3 are the best of the women needed, P2 has 80; one of the two others with 70 points has the last seat.
    assert [each.free for each in tied] == [True, True]
    assert sum(each.holds for each in tied) == 1
    assert all(len(each.moves) == 2 for each in tied if not each.holds)


def test_the_rules_that_tighten_are_told_with_their_room() -> None:
    proposal = county()
    who = next(seat.person for seat in proposal.seats if seat.position.bodies == ("congress",))
    (found,) = why(proposal, who, scopes=["congress"])
    assert found.answer is Answer.CHOICE
    recounted = plan(pool=proposal.problem.pool, policy=proposal.problem.policy)
    assert recounted.verdicts == proposal.verdicts
    for slack in found.slacks:
        (before,) = [v for v in proposal.verdicts if v.rule == slack.rule and v.part == slack.part]
        room = before.found - (before.least or 0) if slack.floor else (before.most or 0) - before.found
        assert slack.before == room
        assert slack.after != slack.before


def test_nothing_is_claimed_once_the_time_is_up() -> None:
    found = why(county(), "P0001", time_limit=0.0)
    assert {each.answer for each in found} == {Answer.OPEN}
    assert not any(each.proven for each in found)


def test_moves_tell_who_leaves_enters_and_changes_place() -> None:
    seats = county().seats
    first, second = (next(s for s in seats if len(s.position.bodies) == size) for size in (1, 2))
    outside = Seat(person="new", position=first.position)
    after = [outside, Seat(person=first.person, position=second.position)]
    after += [seat for seat in seats if seat not in (first, second)]
    moves = moves_between(seats, after)
    assert [(m.person, m.before, m.after) for m in moves] == [
        (second.person, second.position, None),
        (first.person, first.position, second.position),
        ("new", None, first.position),
    ]
    assert [move.pieces for move in moves] == [2, 1, 1]
    assert slacks(county().verdicts, county().verdicts) == ()
