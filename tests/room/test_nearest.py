"""Least change against plain counting: no roster needs fewer changes, and who is irreplaceable truly is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given

from optimizer.planner.inputs import open_policy, open_pool
from optimizer.planner.plan import Options, plan
from optimizer.problem.problem import Problem, build_problem
from optimizer.room.moves import difference
from optimizer.room.nearest import Loss, Replacement, held_by, nearest, replacements
from optimizer.roster.recount import recount
from optimizer.roster.roster import Proposal
from optimizer.solve.status import Status
from tests.room.counting import Counted, held_of, plan_of
from tests.room.test_why import POOL, RULES
from tests.samples import COUNTY, county
from tests.solve.drawing import problems
from tests.strategies import drawn
from tests.toy import NESTED, RANGED, Held, policy_of, pool_of, rosters


def wishes(counted: Counted, held: Held) -> tuple[Fraction, ...]:
    """What each preferred rule is short of."""
    goals = [goal for goal in counted.problem.goals if goal.kind != "draw"]
    return tuple(loss for goal, loss in zip(goals, counted.losses(held), strict=True) if goal.kind == "prefer")


def bests(counted: Counted, held: Held) -> tuple[Fraction, ...]:
    """What the goals for the best people lose, in order."""
    goals = [goal for goal in counted.problem.goals if goal.kind != "draw"]
    return tuple(loss for goal, loss in zip(goals, counted.losses(held), strict=True) if goal.kind == "best")


@drawn(16)
@given(problem=problems())
def test_no_roster_is_nearer_to_an_earlier_one(problem: Problem) -> None:
    some = next(iter(rosters(problem)), None)
    assume(some is not None)
    assert some is not None
    base: dict[str, tuple] = {}  # type: ignore[type-arg]
    for who, what in some:
        name = problem.pool.people[who].id
        base[name] = (*base.get(name, ()), problem.positions[what])
    plain = build_problem(pool=problem.pool, policy=problem.policy, seed=problem.seed)
    counted = Counted(plain)
    found = nearest(plain, base)
    if not counted.kept:
        assert (found.status, found.seats, found.moves) == (Status.IMPOSSIBLE, (), ())
        return
    held = held_of(plain, found.seats)
    assert held in counted.kept
    best = min((wishes(counted, each), counted.apart(some, each), bests(counted, each)) for each in counted.kept)
    assert (wishes(counted, held), counted.apart(some, held), bests(counted, held)) == best
    assert found.changes == counted.apart(some, held)


def check(counted: Counted, proposal: Proposal, found: Replacement) -> None:
    planned = plan_of(counted, proposal)
    everywhere = [body.id for body in proposal.problem.policy.bodies if body.within is None]
    without = [held for held in counted.kept if not any(counted.holds(held, found.person, body) for body in everywhere)]
    assert found.proven
    assert (found.loss is Loss.IRREPLACEABLE) == (not without)
    if not without:
        assert (found.successor, found.moves) == ("", ())
        return
    fewest = min((wishes(counted, held), counted.apart(planned, held)) for held in without)
    assert found.changes == fewest[1] == sum(move.pieces for move in found.moves)
    assert sum(move.after is None and move.person == found.person for move in found.moves) >= 1
    if found.successor:
        seats = replaced(proposal, found)
        held = held_of(proposal.problem, seats)
        assert held in without
        # Nobody else who could take the very seat is better for the goals.
        outside = {person.id for person in proposal.problem.pool.people} - {seat.person for seat in proposal.seats}
        rivals = [held_of(proposal.problem, replaced(proposal, found, other)) for other in sorted(outside)]
        fitting = [
            each
            for each in rivals
            if each in without and (wishes(counted, each), counted.apart(planned, each)) == fewest
        ]
        assert bests(counted, held) == min(bests(counted, each) for each in fitting)


def replaced(proposal: Proposal, found: Replacement, other: str = "") -> list:  # type: ignore[type-arg]
    who = other or found.successor
    return [replace(seat, person=who) if seat.person == found.person else seat for seat in proposal.seats]


@drawn(10)
@given(problem=problems())
def test_who_is_irreplaceable_and_who_replaces_the_others(problem: Problem) -> None:
    proposal = plan(pool=problem.pool, policy=problem.policy, options=Options(seed=problem.seed))
    assume(proposal.seats)
    counted = Counted(proposal.problem)
    found = replacements(proposal)
    assert [each.person for each in found] == sorted({seat.person for seat in proposal.seats})
    for each in found:
        check(counted, proposal, each)


def test_a_case_worked_out_by_hand() -> None:
    proposal = plan(pool=pool_of(POOL), policy=policy_of(NESTED + RULES))
    found = {each.person: each for each in replacements(proposal)}
    # Three women must be in and only P1 serves full time; only P3 may chair.
    assert {who for who, each in found.items() if each.loss is Loss.IRREPLACEABLE} == {"P1", "P2", "P3", "P5"}


def test_a_seat_that_may_stay_empty_is_not_filled_again() -> None:
    policy = policy_of(RANGED.replace('modes = ["full_time", "part_time"]', ""))
    proposal = plan(pool=pool_of(POOL), policy=policy)
    # Of three or four seats the plan fills four, for the score.
    plain = [seat for seat in proposal.seats if seat.position.bodies == ("congress",)]
    assert len(proposal.seats) == 4
    for each in replacements(proposal, people=[seat.person for seat in plain]):
        assert (each.changes, each.successor, len(each.moves)) == (1, "", 1)


def test_every_replacement_of_the_county_is_counted() -> None:
    proposal = county()
    problem = proposal.problem
    people = [seat.person for seat in proposal.seats if len(seat.position.bodies) > 1][:8]
    found = replacements(proposal, people=people)
    assert {each.loss for each in found} == {Loss.REPLACEABLE}
    for each in found:
        if each.successor:
            seats = tuple(replaced(proposal, each))
            verdicts = recount(problem.pool, problem.policy, problem.rules, seats)
            assert all(verdict.kept for verdict in verdicts if verdict.strength.binds)
            assert difference(proposal.seats, seats) == each.changes


def test_nobody_is_called_irreplaceable_once_the_time_is_up() -> None:
    proposal = county()
    unproven = replace(proposal, solved=replace(proposal.solved, status=Status.FEASIBLE))
    found = replacements(unproven, people=["P0001"], time_limit=0.0)
    assert [(each.loss, each.proven) for each in found] == [(Loss.OPEN, False)]


def test_a_withdrawal_moves_as_few_as_it_can() -> None:
    proposal = county()
    policy = open_policy("county-sample")
    lines = COUNTY.read_text(encoding="utf-8-sig").splitlines()
    gone = proposal.seats[0].person
    smaller = "\n".join(line for line in lines if not line.startswith(f"{gone},"))
    pool = open_pool(smaller.encode(), policy, source="smaller.csv")
    assert gone not in pool.by_id
    found = nearest(build_problem(pool=pool, policy=policy), held_by(proposal.seats))
    assert found.status is Status.OPTIMAL
    assert gone in {move.person for move in found.moves}
    # What the one who left held comes back to others, piece by piece.
    assert found.changes == 2 * len(proposal.seats[0].position.bodies)


def test_an_edit_that_changes_nothing_moves_nobody() -> None:
    proposal = county()
    found = nearest(proposal.problem, held_by(proposal.seats))
    assert (found.moves, found.changes) == ((), 0)
    assert found.seats == proposal.seats
