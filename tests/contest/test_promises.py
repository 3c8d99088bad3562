"""Promises against every outcome of every vote of small cases: the rows hold just where no outcome breaks a promise."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.model.build import build_model
from optimizer.people.person import Pool
from optimizer.problem.problem import Problem, build_problem
from optimizer.roster.promised import promise_faults
from optimizer.roster.roster import Seat
from tests.contest.cases import PROMISES, UNITS, a_crowd, a_rule, nested, one_body, with_office
from tests.contest.every import cannot_break, fits, kept, slated_rosters, survives
from tests.toy import Held, policy_of

MANY = settings(max_examples=50)
SEEDS = st.integers(0, 10**9).map(Random)
HEADCOUNTS = ("count", "share", "each", "apart", "compare")
NEVER = ("problem.guarantee",)


def problem_of(pool: Pool, text: str) -> Problem | InputFaults:
    try:
        return build_problem(pool=pool, policy=policy_of(text))
    except InputFaults as faults:
        return faults


def check(pool: Pool, text: str) -> None:
    """Rosters satisfy the model's rows, and the count by head, just where every outcome keeps what is promised."""
    problem = problem_of(pool, text)
    if isinstance(problem, InputFaults):
        return
    promised = [rule for rule in problem.rules if rule.promised]
    if any(cannot_break(problem, rule) for rule in promised):
        # Where no vote matters to a rule, whether its body can be filled is not asked.
        return
    model = build_model(problem)
    for held in slated_rosters(problem):
        outlasts = all(survives(problem, rule, held) for rule in promised)
        assert fits(model, held) == (kept(problem, held) and outlasts), held
        if kept(problem, held):
            assert (not list(promise_faults(problem, seats_of(problem, held)))) == outlasts, held


def seats_of(problem: Problem, held: Held) -> list[Seat]:
    return [Seat(person=problem.pool.people[who].id, position=problem.positions[what]) for who, what in held]


@MANY
@given(draw=SEEDS)
def test_one_vote_of_all(draw: Random) -> None:
    margin = draw.choice(("1", "2", "[1, 2]", '"30%"'))
    text = one_body(draw.randint(2, 4), margin) + a_rule(draw, "congress", (*HEADCOUNTS, "of")) + draw.choice(PROMISES)
    check(a_crowd(draw, 6), text)


@MANY
@given(draw=SEEDS)
def test_a_vote_for_each_unit(draw: Random) -> None:
    seats = draw.choice(((1, 1), (2, 1), (1, 2), (3, 0)))
    margin = draw.choice(("1", '"50%"', "[0, 1]"))
    text = one_body(sum(seats), margin, 'margin_by = "unit"\n') + UNITS.format(*seats)
    check(a_crowd(draw, 6), text + a_rule(draw, "congress", (*HEADCOUNTS, "of")) + draw.choice(PROMISES))


@MANY
@given(draw=SEEDS)
def test_upsets_in_votes_of_several_units(draw: Random) -> None:
    seats = draw.choice(((1, 1), (2, 1), (1, 2)))
    text = one_body(sum(seats), "1", 'margin_by = "unit"\n') + UNITS.format(*seats)
    check(a_crowd(draw, 6), text + a_rule(draw, "congress", ("count", "share")) + "upsets = 1\n")


@MANY
@given(draw=SEEDS)
def test_several_promises_with_overlapping_groups(draw: Random) -> None:
    text = one_body(draw.randint(2, 3), draw.choice(("1", "2")))
    for name in ("R1", "R2"):
        text += a_rule(draw, "congress", ("count", "share", "of"), name) + draw.choice(PROMISES)
    check(a_crowd(draw, 6), text)


@settings(max_examples=12)
@given(draw=SEEDS)
def test_an_office_with_modes(draw: Random) -> None:
    modes = 'modes = ["full_time", "part_time"]'
    text = with_office(draw.randint(1, 2), draw.choice(("1", "[1, 2]")), modes)
    rule = a_rule(draw, "vice_chair", ("count", "share", "of"))
    if draw.random() < 0.5:
        rule = rule.replace(rule.split("group = ")[1].splitlines()[0], '{ mode = "part_time" }')
    check(a_crowd(draw, 5, draw.choice(("part_time", "part_time+full_time"))), text + rule + draw.choice(PROMISES))


def contested(draw: Random) -> str:
    return draw.choice(("", "margin = 1"))


@MANY
@given(draw=SEEDS)
def test_a_committee_planned_again_after_the_congress_is_elected(draw: Random) -> None:
    text = nested((draw.randint(3, 4), "margin = 1"), (draw.randint(1, 2), contested(draw)))
    text += a_rule(draw, "committee", ("count", "share", "each", "eligible")) + 'guarantee = "always"\n'
    if draw.random() < 0.4:
        text += a_rule(draw, "congress", ("count", "share"), "R2") + draw.choice(PROMISES)
    if draw.random() < 0.4:
        text += a_rule(draw, "committee", ("count", "share"), "R3") + 'guarantee = "always"\n'
    if draw.random() < 0.4:
        text += a_rule(draw, "committee", ("eligible", "barred"), "R4")
    check(a_crowd(draw, 6), text)


@settings(max_examples=15)
@given(draw=SEEDS)
def test_three_votes_one_after_the_other(draw: Random) -> None:
    text = nested((4, contested(draw)), (3, draw.choice(("", "margin = 1"))), (1, contested(draw)))
    text += a_rule(draw, "standing", ("count", "share")) + 'guarantee = "always"\n'
    if draw.random() < 0.5:
        text += a_rule(draw, "committee", ("count", "share"), "R2") + 'guarantee = "always"\n'
    check(a_crowd(draw, 5), text)
