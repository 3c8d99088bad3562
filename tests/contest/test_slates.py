"""Plans with slates: the best winners and then the best others, announced slates, files, and what a count by head refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.position import Position
from optimizer.export.roster_json import read_roster, roster_document, to_bytes
from optimizer.model.build import build_model
from optimizer.model.goals import draw_numbers
from optimizer.people.person import Pool
from optimizer.planner.explain import diagnose
from optimizer.planner.plan import Options, check, plan
from optimizer.problem.problem import Problem, build_problem
from optimizer.report.blocks import Line, Table
from optimizer.report.proposal import proposal_blocks
from optimizer.roster.recount import RecountError, structure_faults, verify
from optimizer.roster.roster import Proposal, Seat
from optimizer.solve.status import Status
from tests.contest.cases import PROMISES, UNITS, WOMEN, a_crowd, a_rule, nested, one_body
from tests.contest.every import cannot_break, fits, keeps, kept, slate_of, slated_rosters, survives
from tests.toy import HEAD, Held, policy_of, pool_of, rosters

SEEDS = st.integers(0, 10**9).map(Random)
CROWD = """
id, sex,    unit, score, modes
A,  female, e,    9,     part_time
B,  male,   e,    8,     full_time
C,  male,   e,    8,     part_time
D,  female, w,    7,     part_time
E,  male,   w,    7,     full_time
F,  female, w,    2,     part_time
G,  female, w,    1,     part_time
H,  male,   e,    1,     part_time
I,  male,   e,    0,     part_time
"""
ALWAYS_2 = (
    f'[[rule]]\nid = "W"\nkind = "count"\nscope = "congress"\ngroup = {WOMEN}\nat_least = 2\nguarantee = "always"\n'
)


def score(problem: Problem, who: int) -> int:
    return int(problem.pool.people[who].score or 0)


def figures(problem: Problem, held: Held) -> tuple[int, ...]:
    """What a roster is worth: the winners of every body, then the others who run for it, then the draw; more is better."""
    parts = [body.id for body in problem.policy.bodies]
    winners = [sum(score(problem, w) for w, p in held if part in problem.positions[p].bodies) for part in parts]
    contested = [part for part in parts if problem.policy.by_id[part].margin]
    others = [sum(score(problem, w) for w, p in held if problem.positions[p].runs_for == part) for part in contested]
    numbers = draw_numbers(problem.pool.people, problem.seed)
    return (*winners, *others, -sum(numbers[who] * (what + 1) for who, what in held))


def held_of(problem: Problem, seats: tuple[Seat, ...]) -> Held:
    number = {person.id: n for n, person in enumerate(problem.pool.people)}
    return tuple(sorted((number[seat.person], problem.positions.index(seat.position)) for seat in seats))


@settings(max_examples=25)
@given(draw=SEEDS)
def test_the_plan_is_the_best_of_all_that_keep_their_promises(draw: Random) -> None:
    if draw.random() < 0.6:
        text = one_body(draw.randint(2, 3), draw.choice(("1", "2", "[0, 2]")))
        for name in ("R1", "R2"):
            text += a_rule(draw, "congress", ("count", "share"), name) + draw.choice(PROMISES)
    else:
        text = nested((3, "margin = 1"), (1, draw.choice(("", "margin = 1"))))
        text += a_rule(draw, draw.choice(("congress", "committee")), ("count",)) + 'guarantee = "always"\n'
    pool, policy = a_crowd(draw, 6), policy_of(text)
    try:
        problem = build_problem(pool=pool, policy=policy)
    except InputFaults:
        return
    if any(cannot_break(problem, rule) for rule in problem.rules):
        return
    good = [
        held
        for held in slated_rosters(problem)
        if kept(problem, held) and all(survives(problem, rule, held) for rule in problem.rules)
    ]
    proposal = plan(pool=pool, policy=policy)
    if good:
        assert proposal.status is Status.OPTIMAL
        assert held_of(problem, proposal.seats) == max(good, key=lambda held: figures(problem, held))
    else:
        assert proposal.status is Status.IMPOSSIBLE


@settings(max_examples=6)
@given(draw=SEEDS)
def test_announced_slates_outlast_every_vote(draw: Random) -> None:
    """All slates are fixed before the first vote; whoever loses above is struck off below."""
    margins = draw.randint(1, 1), draw.randint(0, 1)
    text = "announced = true\n" + nested((4, f"margin = {margins[0]}"), (1, f"margin = {margins[1]}"))
    text += a_rule(draw, "committee", ("count",)) + 'guarantee = "always"\n'
    pool = a_crowd(draw, 6)
    try:
        problem = build_problem(pool=pool, policy=policy_of(text))
    except InputFaults:
        return
    (rule,) = problem.rules
    model = build_model(problem)
    for held in rosters(problem):
        congress, committee = slate_of(problem, held, "congress"), slate_of(problem, held, "committee")
        sized = (len(congress), len(committee)) == (4 + margins[0], 1 + margins[1] + margins[0])
        safe = sized and kept(problem, held)
        for elected in combinations([who for who, *_ in congress], 4) if safe else ():
            left = [each for each in committee if each[0] in elected]
            assert len(left) >= 1 + margins[1]
            safe &= all(keeps(problem, rule, list(winners)) for winners in combinations(left, 1))
        assert fits(model, held) == safe


def test_margins_add_up_from_body_to_body_where_slates_are_announced() -> None:
    text = "announced = true\n" + nested((20, 'margin = "20%"'), (9, 'margin = "20%"'), (2, 'margin = "20%"'))
    problem = build_problem(pool=big_pool(60), policy=policy_of(text))
    assert [(contest.part, contest.seats, contest.least) for contest in problem.contests] == [
        ("congress", 20, 4),
        ("committee", 9, 4 + 2),
        ("standing", 2, 4 + 2 + 1),
    ]


def big_pool(number: int) -> Pool:
    return pool_of("id,score,unit\n" + "\n".join(f"P{n:03},{n % 7},{'ew'[n % 2]}" for n in range(number)))


def of_units(text: str) -> Problem:
    return build_problem(pool=big_pool(60), policy=policy_of(text))


def test_a_share_of_the_seats_is_rounded_up_in_every_unit() -> None:
    problem = of_units(one_body(17, '"20%"', 'margin_by = "unit"\n') + UNITS.format(11, 6))
    assert [(each.unit, each.seats, each.least) for each in problem.contests[0].ballots] == [("e", 11, 3), ("w", 6, 2)]


@pytest.mark.parametrize(("stage", "losers"), [('stage = "preliminary"\n', 6), ('stage = "prepared"\n', 4), ("", 4)])
def test_the_stage_says_which_margin_counts(stage: str, losers: int) -> None:
    text = stage + one_body(20, '{ preliminary = "30%", prepared = "20%" }')
    assert of_units(text).contests[0].least == losers


def test_a_body_without_a_margin_at_a_stage_is_not_contested() -> None:
    text = nested((20, "[margin]"), (5, "margin = { prepared = 1 }")).replace(
        "[margin]", "margin = { preliminary = 2 }"
    )
    assert [each.part for each in of_units('stage = "preliminary"\n' + text).contests] == ["congress"]
    assert [each.part for each in of_units(text).contests] == ["congress", "committee"]


def planned(text: str) -> Proposal:
    proposal = plan(pool=pool_of(CROWD), policy=policy_of(text))
    assert proposal.status is Status.OPTIMAL
    return proposal


def running(proposal: Proposal) -> dict[str, str | None]:
    return {seat.person: seat.position.runs_for for seat in proposal.seats if seat.position.runs_for}


def test_the_winners_are_the_best_there_are_and_the_slate_carries_the_promise() -> None:
    """By hand: A, B, C and one of D, E score most; two women must stay whoever of 5 loses, so 3 women of 5 stand."""
    proposal = planned(one_body(4, "1") + ALWAYS_2)
    winners = {seat.person for seat in proposal.seats if seat.position.bodies}
    assert winners == {"A", "B", "C", "D"}
    assert running(proposal) == {"F": "congress"}
    assert [(goal.id, goal.value) for goal in proposal.solved.goals[:2]] == [
        ("best_score_congress", 32),
        ("slate:best_score_congress", 2),
    ]


def test_a_band_as_wide_as_the_margin_is_just_enough() -> None:
    text = one_body(3, "1") + ALWAYS_2.replace("at_least = 2", "at_least = 1\nat_most = 2")
    proposal = planned(text)
    women = [seat.person for seat in proposal.seats if proposal.person(seat.person).sex == "female"]
    assert len(women) == 2


def test_a_named_person_is_certain_where_the_plan_may_do_without_further_candidates() -> None:
    named = (
        '[[rule]]\nid = "N"\nkind = "named"\nscope = "congress"\npeople = ["G"]\nhold = "in"\nguarantee = "always"\n'
    )
    proposal = planned(one_body(3, "[0, 2]") + named)
    assert running(proposal) == {}
    assert "G" in [seat.person for seat in proposal.seats]


def test_who_is_barred_from_an_office_does_not_run_for_it() -> None:
    text = (
        HEAD + '[[body]]\nid = "congress"\nseats = 5\n'
        '[[office]]\nid = "chair"\nbody = "congress"\nseats = 1\nmargin = 1\nmodes = ["part_time"]\n'
        '[[rule]]\nid = "E"\nkind = "eligible"\nscope = "chair"\ngroup = { unit = "w" }\n'
    )
    proposal = planned(text)
    (chair,) = [seat for seat in proposal.seats if seat.position.office]
    # A, B and C score more but are of the other unit; E serves full-time only, and F takes the last seat to run.
    assert (chair.person, running(proposal)) == ("D", {"F": "chair"})
    assert [seat.position.run_mode for seat in proposal.seats if seat.position.runs_for] == ["part_time"]


def test_nobody_runs_for_what_they_could_not_hold_beside_another_body() -> None:
    text = one_body(3, "2") + (
        '[[body]]\nid = "audit"\nseats = 2\n'
        '[[rule]]\nid = "C"\nkind = "concurrent"\nscope = ["congress", "audit"]\nat_most = 1\n'
    )
    proposal = planned(text)
    people = [seat.person for seat in proposal.seats]
    assert len(people) == len(set(people)) == 3 + 2 + 2


def test_roster_json_gives_back_the_slates() -> None:
    proposal = planned(one_body(4, "1") + ALWAYS_2)
    document = roster_document(proposal)
    assert document["seats"][-1] == {
        "person": "F",
        "bodies": [],
        "office": None,
        "mode": None,
        "runs_for": "congress",
        "run_mode": None,
    }
    assert all(("runs_for" in seat) is (seat["person"] == "F") for seat in document["seats"])
    assert read_roster(to_bytes(document), source="roster.json").seats == proposal.seats


def test_a_seat_without_a_body_is_no_seat() -> None:
    seat: dict[str, object] = {"person": "A", "bodies": [], "office": None, "mode": None}
    with pytest.raises(InputFaults):
        read_roster(json.dumps({"seats": [seat]}).encode(), source="roster.json")


def test_an_earlier_slate_is_stayed_near() -> None:
    text = one_body(4, "1") + ALWAYS_2.replace('guarantee = "always"\n', "").replace("at_least = 2", "at_least = 1")
    before = planned(text)
    assert running(before) == {"E": "congress"}
    base = {seat.person: (seat.position,) for seat in before.seats if seat.person != "E"}
    base["H"] = (Position(bodies=(), runs_for="congress"),)
    again = plan(pool=pool_of(CROWD), policy=policy_of(text), options=Options(base=base))
    assert running(again) == {"H": "congress"}


WRONG: dict[str, tuple[Callable[[tuple[Seat, ...]], tuple[Seat, ...]], str]] = {
    "too few run": (lambda seats: seats[:-1], "slate:congress"),
    "too many run": (lambda seats: (*seats, Seat(person="H", position=seats[-1].position)), "slate:congress"),
    "one who does not keep the promise": (lambda seats: (*seats[:-1], replace(seats[-1], person="H")), "W"),
}


@pytest.mark.parametrize("case", WRONG)
def test_the_count_by_head_refuses_a_wrong_slate(case: str) -> None:
    change, name = WRONG[case]
    proposal = planned(one_body(4, "1") + ALWAYS_2)
    wrong = change(proposal.seats)
    with pytest.raises(RecountError) as caught:
        verify(proposal.problem, proposal.solved, wrong)
    assert caught.value.rule == name
    checked = check(pool=proposal.problem.pool, policy=proposal.problem.policy, seats=wrong)
    assert [place for place, _ in checked.frame] == [name]
    assert not checked.kept


def test_units_with_too_few_or_too_many_candidates_are_named() -> None:
    text = one_body(4, "1", 'margin_by = "unit"\n') + UNITS.format(3, 1)
    proposal = planned(text)
    policy, pool = proposal.problem.policy, proposal.problem.pool
    assert list(structure_faults(pool, policy, proposal.seats)) == []
    (moved,) = [
        seat for seat in proposal.seats if seat.position.runs_for and pool.by_id[seat.person].value("unit") == "w"
    ]
    wrong = tuple(seat if seat is not moved else replace(seat, person="I") for seat in proposal.seats)
    said = [(name, each.en) for name, each in structure_faults(pool, policy, wrong)]
    assert said == [
        ("slate:congress", 'congress, "e": 2 further candidates where 1 are needed'),
        ("slate:congress", 'congress, "w": 0 further candidates where 1 are needed'),
    ]


def test_the_report_names_the_further_candidates_and_what_the_vote_can_do() -> None:
    blocks = proposal_blocks(planned(one_body(4, "1") + ALWAYS_2))
    tables = {block.id: block for block in blocks if isinstance(block, Table)}
    roster = tables["roster_congress"]
    assert [cell.zh for cell in roster.rows[-1][1:4]] == ["F", "F", "差额人选"]
    (row,) = tables["contests"].rows
    assert [cell.en for cell in row[3:10]] == ["≥ 2", "2", "3/5", "2", "3", "kept whoever wins", ""]
    lines = [block.text.en for block in blocks if isinstance(block, Line)]
    assert "congress: 4 seats, a slate of 5, 1 more than seats." in lines
    assert "congress: whoever wins, all binding rules are kept." in lines


def test_a_promise_that_makes_the_plan_impossible_is_named_and_may_be_given_up() -> None:
    """The pool has four women; for three of five to be certain with two losers, five of them would have to stand."""
    text = one_body(5, "2") + ALWAYS_2.replace("at_least = 2", "at_least = 3")
    proposal = plan(pool=pool_of(CROWD), policy=policy_of(text))
    assert proposal.status is Status.IMPOSSIBLE
    why = diagnose(proposal.problem)
    assert [conflict.claims for conflict in why.conflicts.found] == [("W:always",)]
    cheapest = why.repairs.listed[0]
    assert [(change.name, change.field, change.heads) for change in cheapest.changes] == [("W:always", "strength", 1)]
