"""After a vote: who holds what, what holds of the rules, and a next plan in which nobody elected loses anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.position import Position
from optimizer.contest.votes import AfterVote
from optimizer.planner.contest import Slates, open_slates, supposed_slates
from optimizer.planner.plan import plan
from optimizer.planner.votes import VoteReport, after, open_elected
from optimizer.report.blocks import Line, Table
from optimizer.roster.roster import Seat
from optimizer.solve.status import Status
from tests.solve.brute import keeps_musts
from tests.toy import HEAD, Held, policy_of, pool_of, problem_of, rosters

BODIES = (
    HEAD
    + """
[groups]
women = { sex = "female" }

[[body]]
id = "congress"
title = "代表大会"
seats = 4
margin = 2
[[body]]
id = "committee"
title = "委员会"
seats = 2
within = "congress"
margin = 1
[[office]]
id = "chair"
title = "主席"
body = "committee"
seats = 1
"""
)
RULES = """
[[rule]]
id = "W"
kind = "count"
scope = "congress"
group = "women"
at_least = 2
[[rule]]
id = "C"
kind = "count"
scope = "committee"
group = "women"
at_least = 1
"""
POOL = """
id, sex, score
A, female, 90
B, male, 80
C, female, 70
D, male, 60
E, male, 50
F, male, 40
G, female, 30
"""


def slates(text: str = BODIES + RULES) -> Slates:
    pool, policy = pool_of(POOL), policy_of(text)
    return open_slates(pool, policy, plan(pool=pool, policy=policy).seats)


def votes(of: Slates, part: str) -> Iterator[frozenset[str]]:
    stands = [s.person for s in of.seats if part in s.position.scopes or s.position.runs_for == part]
    for won in combinations(stands, {"congress": 4, "committee": 2}[part]):
        yield frozenset(won)


def test_the_toy_has_the_slates_the_tests_speak_of() -> None:
    found = slates()
    runs = {seat.person: seat.position.runs_for for seat in found.seats if seat.position.runs_for}
    assert sorted(runs.values()) == ["committee", "congress", "congress"]


def test_every_outcome_is_counted_as_by_hand_and_the_next_plan_is_the_best_from_the_elected() -> None:
    of = slates()
    for won in votes(of, "congress"):
        report = after(of, {"congress": won})
        women = len(won & set("ACG"))
        assert report.after.broken == (() if women >= 2 else ("W",))
        assert {s.person for s in report.after.seats} == won
        assert all(s.position == Position(bodies=("congress",)) for s in report.after.seats)
        check_next(report, won)


def check_next(report: VoteReport, won: frozenset[str]) -> None:
    """The next plan against every roster of two committee members, one the chair, and one more who runs."""
    assert report.proposal is not None
    scores = {"A": 90, "B": 80, "C": 70, "D": 60, "E": 50, "F": 40, "G": 30}
    pairs = [pair for pair in combinations(sorted(won), 2) if set(pair) & set("ACG")]
    if not pairs:
        assert report.proposal.status is Status.IMPOSSIBLE
        return
    assert report.proposal.status is Status.OPTIMAL
    seats = report.proposal.seats
    assert {s.person for s in seats if "congress" in s.position.bodies} == won
    assert not any(s.position.runs_for == "congress" for s in seats)
    committee = {s.person for s in seats if "committee" in s.position.bodies}
    assert sum(scores[who] for who in committee) == max(scores[a] + scores[b] for a, b in pairs)
    runs = [s.person for s in seats if s.position.runs_for == "committee"]
    assert len(runs) == 1
    assert scores[runs[0]] == max(scores[who] for who in won - committee)


def test_a_vote_on_an_inner_body_leaves_the_body_around_it_as_it_was() -> None:
    first = after(slates(), {"congress": frozenset("ABCD")})
    assert first.proposal is not None
    policy = policy_of(BODIES + RULES)
    # The policy still has the margin of the congress; the roster shows that this vote is over.
    of = open_slates(pool_of(POOL), policy, first.proposal.seats)
    assert [part.id for part in of.policy.contested] == ["committee"]
    for won in votes(of, "committee"):
        second = after(of, {"committee": won})
        assert second.after.decided == ("congress", "committee")
        held = {s.person: s.position.bodies for s in second.after.seats}
        assert {who for who, bodies in held.items() if "committee" in bodies} == won
        assert set(held) == set("ABCD")
        assert ("C" in second.after.broken) is not bool(won & set("ACG"))
        assert second.proposal is not None
        assert second.proposal.status is Status.OPTIMAL
        (chair,) = second.proposal.holding("chair")
        assert chair.person == max(won, key=lambda who: -ord(who))


def test_both_votes_may_be_told_at_once() -> None:
    of = slates()
    inner = next(iter(votes(of, "committee")))
    outer = inner | set(sorted(set("ABCDEF") - inner)[:2])
    report = after(of, {"congress": frozenset(outer), "committee": inner})
    assert report.after.decided == ("congress", "committee")
    assert {s.person for s in report.after.seats if "committee" in s.position.bodies} == inner


def test_fewer_may_be_elected_than_there_are_seats() -> None:
    report = after(slates(), {"congress": frozenset("ABC")})
    (result,) = report.after.results
    assert (result.seats, result.missing, result.elected) == (4, 1, ("A", "B", "C"))
    assert report.proposal is not None
    assert report.proposal.status is Status.OPTIMAL
    assert {s.person for s in report.proposal.seats} == set("ABC")


def test_shares_count_those_who_were_elected() -> None:
    share = '\n[[rule]]\nid = "S"\nkind = "share"\nscope = "congress"\ngroup = "women"\nat_least = "1/2"\n'
    of = slates(BODIES + share)
    report = after(of, {"congress": frozenset("ABD")})
    (verdict,) = report.after.verdicts
    assert (verdict.found, verdict.of, verdict.least, verdict.kept) == (1, 3, 2, False)


def test_nothing_is_planned_once_everything_is_decided() -> None:
    flat = HEAD + '[[body]]\nid = "council"\nseats = 3\nmargin = 1\n'
    pool, policy = pool_of(POOL), policy_of(flat)
    of = open_slates(pool, policy, plan(pool=pool, policy=policy).seats)
    report = after(of, {"council": frozenset("ABD")})
    assert report.proposal is None
    assert report.document()["roster"] is None
    assert set(report.files("zh")) == {"vote.json"}
    (result,) = report.after.results
    assert (result.lost, result.gained) == (("C",), ("D",))


def test_an_office_that_was_voted_on_stays_with_who_won_it() -> None:
    text = (
        HEAD
        + '[[body]]\nid = "council"\nseats = 4\n'
        + '[[office]]\nid = "chair"\nbody = "council"\nseats = 1\nmargin = 1\nmodes = ["part_time"]\n'
        + '[[office]]\nid = "vice_chair"\nbody = "council"\nseats = 1\n'
    )
    pool, policy = pool_of(POOL), policy_of(text)
    of = open_slates(pool, policy, plan(pool=pool, policy=policy).seats)
    (runner,) = (s for s in of.seats if s.position.runs_for)
    report = after(of, {"chair": frozenset((runner.person,))})
    assert report.after.decided == ("council", "chair")
    assert report.proposal is not None
    now = {s.person: s.position for s in report.proposal.seats}
    assert now[runner.person] == Position(bodies=("council",), office="chair", mode="part_time")
    assert sum(p.office == "chair" for p in now.values()) == 1
    assert sum(p.office == "vice_chair" for p in now.values()) == 1


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_next_plan_is_among_the_rosters_that_keep_the_elected(data: st.DataObject) -> None:
    of = slates(BODIES)
    won = data.draw(st.sampled_from(sorted(votes(of, "congress"), key=sorted)))
    report = after(of, {"congress": won})
    assert report.proposal is not None
    flat = BODIES.replace("margin = 2\n", "").replace("margin = 1\n", "")
    problem = problem_of(pool_of(POOL), flat)
    held: Held = tuple(
        (number, problem.positions.index(Position(bodies=s.position.bodies, office=s.position.office)))
        for number, person in enumerate(problem.pool.people)
        for s in report.proposal.seats
        if s.person == person.id
    )
    assert held in [roster for roster in rosters(problem) if keeps_musts(problem, roster)]


def elected(text: str, of: Slates | None = None) -> Any:
    return open_elected(text.encode(), of or slates(), source="elected.csv")


@pytest.mark.parametrize(
    ("file", "won"),
    [
        ("A\nB\nC\n", {"congress": {"A", "B", "C"}}),
        ("编号,当选\nA,是\nB,否\nC,√\n", {"congress": {"A", "C"}}),
        ("姓名,机构,结果\nA,代表大会,当选\nB,congress,落选\n", {"congress": {"A"}}),
        ("编号,机构\nA,委员会\nC,委员会\nA,代表大会\nC,代表大会\n", {"committee": {"A", "C"}, "congress": {"A", "C"}}),
    ],
)
def test_the_result_is_read_from_a_list_or_a_table(file: str, won: dict[str, set[str]]) -> None:
    assert elected(file) == {part: frozenset(people) for part, people in won.items()}


@pytest.mark.parametrize(
    ("file", "kinds"),
    [
        ("编号\nG\n", ["elected.slate"]),
        ("编号\nZ\nY\n", ["marked.person", "marked.person"]),
        ("编号\nA\nB\nC\nD\nE\n", ["elected.seats"]),
        ("编号,当选\nA,否\nB,否\n", ["elected.nobody"]),
        ("编号,当选\nA,maybe\n", ["marked.elected"]),
        ("编号,机构\nA,主席\n", ["elected.slate"]),
        ("编号,机构\nA,理事会\n", ["marked.part"]),
        ("编号,机构\nA,委员会\nB,代表大会\n", ["elected.outer"]),
        ("编号,姓名\nA,B\n", ["marked.person"]),
    ],
)
def test_a_faulty_result_is_told_with_a_cure(file: str, kinds: list[str]) -> None:
    with pytest.raises(InputFaults) as caught:
        elected(file)
    assert [fault.kind for fault in caught.value.faults] == kinds
    for fault in caught.value.faults:
        assert fault.sentence("zh")
        assert fault.cure.en


def test_a_vote_by_units_elects_no_more_than_each_unit_has() -> None:
    text = (
        HEAD
        + '[[body]]\nid = "council"\nseats = 2\nmargin = 1\nmargin_by = "unit"\n'
        + '[[rule]]\nid = "U"\nkind = "each"\nscope = "council"\nby = "unit"\nexactly = 1\n'
    )
    pool = pool_of("id, unit\nA, north\nB, north\nC, south\nD, south\n")
    policy = policy_of(text)
    of = open_slates(pool, policy, plan(pool=pool, policy=policy).seats)
    assert elected("A\nC\n", of) == {"council": frozenset("AC")}
    with pytest.raises(InputFaults) as caught:
        elected("A\nB\n", of)
    assert [fault.kind for fault in caught.value.faults] == ["elected.seats"]


def test_a_policy_without_margin_and_a_roster_without_candidates_are_told() -> None:
    pool = pool_of(POOL)
    plain = policy_of(BODIES.replace("margin = 2\n", "").replace("margin = 1\n", ""))
    seats = plan(pool=pool, policy=plain).seats
    for policy, kind in ((plain, "contest.none"), (policy_of(BODIES), "contest.over")):
        with pytest.raises(InputFaults) as caught:
            open_slates(pool, policy, seats)
        (fault,) = caught.value.faults
        assert fault.kind == kind
        assert "margin" in fault.cure.zh
        assert "margin" in fault.cure.en


def test_a_roster_that_does_not_fit_its_policy_is_a_fault() -> None:
    of = slates()
    fewer = [seat for seat in of.seats if seat.position.runs_for or seat.person != "A"]
    with pytest.raises(InputFaults) as caught:
        open_slates(of.pool, of.policy, fewer)
    assert {fault.kind for fault in caught.value.faults} == {"roster.frame"}


def test_a_margin_to_try_keeps_the_roster_and_adds_the_best_others() -> None:
    pool = pool_of(POOL)
    plain = policy_of(BODIES.replace("margin = 2\n", "").replace("margin = 1\n", "") + RULES)
    seats = plan(pool=pool, policy=plain).seats
    of, proposal = supposed_slates(pool, plain, seats, "25%")
    assert of is not None
    assert proposal.status is Status.OPTIMAL
    bare = [
        Seat(person=s.person, position=Position(bodies=s.position.bodies, office=s.position.office))
        for s in of.seats
        if s.position.bodies
    ]
    assert sorted(bare) == sorted(seats)
    runs = {s.person: s.position.runs_for for s in of.seats if s.position.runs_for}
    scores = dict(zip("ABCDEFG", (90, 80, 70, 60, 50, 40, 30), strict=True))
    outside = set(scores) - {s.person for s in seats}
    assert {who for who, part in runs.items() if part == "congress"} == {max(outside, key=scores.__getitem__)}
    assert list(runs.values()).count("committee") == 1


def test_a_margin_to_try_that_the_pool_cannot_fill_says_so() -> None:
    pool = pool_of(POOL)
    plain = policy_of(BODIES.replace("margin = 2\n", "").replace("margin = 1\n", ""))
    of, proposal = supposed_slates(pool, plain, plan(pool=pool, policy=plain).seats, "200%")
    assert of is None
    assert proposal.status is Status.IMPOSSIBLE


@pytest.mark.parametrize("margin", ["much", "0%", "", "-5%"])
def test_a_margin_that_is_none_is_a_fault(margin: str) -> None:
    of = slates()
    with pytest.raises(InputFaults) as caught:
        supposed_slates(of.pool, of.policy, of.seats, margin)
    assert [fault.kind for fault in caught.value.faults] == ["contest.margin"]


def test_the_report_tells_result_upsets_rules_and_what_comes_next() -> None:
    report = after(slates(), {"congress": frozenset("BDEF")})
    assert isinstance(report.after, AfterVote)
    tables = {block.id: block for block in report.blocks() if isinstance(block, Table)}
    assert [cell.zh for cell in tables["results"].rows[0]] == ["代表大会", "4", "4", "0", "2", "2"]
    assert [row[0].zh for row in tables["upsets_congress"].rows] == ["A", "C", *sorted(set("EF"))]
    lines = [block.text.zh for block in report.blocks() if isinstance(block, Line)]
    assert lines[0] == "选举之后逐人计数：这些硬性规则没有符合：W。"
    assert any("不再要求：W" in line for line in lines)
    document = report.document()
    assert document["broken"] == ["W"]
    assert document["results"][0]["planned_not_elected"] == ["A", "C"]
