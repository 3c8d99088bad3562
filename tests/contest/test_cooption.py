"""Co-option: whoever sits keeps what they hold, vacancies are filled best, and when they must be filled."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.position import Position
from optimizer.contest.cooption import EVERYTHING, remaining, vacancies
from optimizer.planner.cooption import Coopted, coopt, open_left
from optimizer.planner.plan import Options, plan
from optimizer.policy.policy import Cooption
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Line, Table
from optimizer.roster.roster import Seat
from optimizer.solve.status import Status
from tests.solve.brute import keeps_musts
from tests.toy import HEAD, Held, policy_faults, policy_of, pool_of, rosters

BODIES = (
    HEAD
    + """
[groups]
women = { sex = "female" }

[[body]]
id = "congress"
title = "代表大会"
seats = 5
[[body]]
id = "committee"
title = "委员会"
seats = 3
within = "congress"
[[office]]
id = "chair"
title = "主席"
body = "committee"
seats = 1
[[office]]
id = "vice_chair"
title = "副主席"
body = "committee"
seats = 1
modes = ["full_time", "part_time"]
[cooption]
trigger = "20%"
route = "委员会增补"
approved_by = "县委组织部"
"""
)
POOL = """
id, sex, score, modes
A, female, 90, part_time+full_time
B, male, 80, part_time+full_time
C, female, 70, part_time
D, male, 60, part_time
E, female, 50, part_time
F, male, 40, part_time
G, female, 30, part_time+full_time
"""
RULE = """
[[rule]]
id = "W"
kind = "count"
scope = "committee"
group = "women"
at_least = 2
"""


def coopted(left: dict[str, tuple[str, ...]], *, extra: str = "", promote: bool = True) -> Coopted:
    pool, policy = pool_of(POOL), policy_of(BODIES + extra)
    seats = plan(pool=pool, policy=policy).seats
    return coopt(pool=pool, policy=policy, seats=seats, left=left, promote=promote)


def held(seats: tuple[Seat, ...]) -> dict[str, Position]:
    return {seat.person: seat.position for seat in seats}


def test_whoever_sits_keeps_body_office_and_mode_and_the_best_others_fill_the_vacancies() -> None:
    pool, policy = pool_of(POOL), policy_of(BODIES)
    before = plan(pool=pool, policy=policy).seats
    assert {s.person for s in before} == set("ABCDE")
    after = coopt(pool=pool, policy=policy, seats=before, left={"C": (EVERYTHING,)})
    assert after.proposal.status is Status.OPTIMAL
    now, was = held(after.proposal.seats), held(before)
    for who in "AB":
        assert now[who] == was[who]
    assert "C" not in now
    assert "F" in now
    assert {each.person: each.before is None for each in after.changes} == {"D": False, "F": True}


@pytest.mark.parametrize("promote", [True, False])
@pytest.mark.parametrize("left", [("A",), ("B",), ("C", "E"), ("A", "D"), ("A", "B", "C")])
def test_the_plan_is_the_best_of_all_rosters_that_keep_who_sits(left: tuple[str, ...], promote: bool) -> None:
    done = coopted(dict.fromkeys(left, (EVERYTHING,)), extra=RULE, promote=promote)
    problem = done.proposal.problem
    before = plan(pool=problem.pool, policy=policy_of(BODIES + RULE)).seats
    stay = {seat.person: seat.position for seat in before if seat.person not in left}
    plain = Problem(
        pool=problem.pool, policy=problem.policy, positions=problem.positions, chain=problem.chain, goals=problem.goals
    )
    fits = [
        roster for roster in rosters(plain) if keeps_musts(plain, roster) and _keeps(plain, roster, stay, left, promote)
    ]
    if not fits:
        assert done.proposal.status is Status.IMPOSSIBLE
        return
    assert done.proposal.status is Status.OPTIMAL
    worths = [_worth(plain, roster) for roster in fits]
    now = held(done.proposal.seats)
    numbers = [(n, problem.positions.index(now[p.id])) for n, p in enumerate(problem.pool.people) if p.id in now]
    assert _worth(plain, tuple(numbers)) == max(worths)
    assert tuple(numbers) in fits


def _keeps(problem: Problem, roster: Held, stay: dict[str, Position], left: tuple[str, ...], promote: bool) -> bool:
    now = {problem.pool.people[who].id: problem.positions[what] for who, what in roster}
    if set(left) & set(now):
        return False
    for who, was in stay.items():
        if who not in now or not set(was.bodies) <= set(now[who].bodies):
            return False
        if was.office and (now[who].office, now[who].mode) != (was.office, was.mode):
            return False
        if not promote and now[who] != was:
            return False
    return True


def _worth(problem: Problem, roster: Held) -> tuple[int, ...]:
    people, positions = problem.pool.people, problem.positions
    parts = ("congress", "committee", "chair", "vice_chair")
    return tuple(sum(int(people[w].score or 0) for w, p in roster if part in positions[p].scopes) for part in parts)


def test_whoever_leaves_a_body_stays_in_the_one_around_it_and_does_not_come_back() -> None:
    done = coopted({"B": ("committee",)})
    now = held(done.proposal.seats)
    assert now["B"] == Position(bodies=("congress",))
    assert {each.part: each.vacant for each in done.vacancies} == {
        "congress": 0,
        "committee": 1,
        "chair": 0,
        "vice_chair": 1,
    }


def test_whoever_leaves_an_office_stays_in_its_body() -> None:
    policy = policy_of(BODIES)
    chair = Seat(person="A", position=Position(bodies=("congress", "committee"), office="chair"))
    (stay,) = remaining(policy, [chair], {"A": ("chair",)})
    assert stay.position == Position(bodies=("congress", "committee"))
    assert remaining(policy, [chair], {"A": (EVERYTHING,)}) == ()
    assert remaining(policy, [chair], {"A": ("congress",)}) == ()
    assert remaining(policy, [chair], {"B": ("congress",)}) == (chair,)


def test_a_candidacy_that_came_to_nothing_is_not_a_seat() -> None:
    ran = Seat(person="A", position=Position(bodies=("congress",), runs_for="committee"))
    only_ran = Seat(person="B", position=Position(bodies=(), runs_for="congress"))
    assert remaining(policy_of(BODIES), [ran, only_ran], {}) == (
        Seat(person="A", position=Position(bodies=("congress",))),
    )


@given(st.integers(1, 40), st.integers(0, 40), st.integers(1, 99))
def test_filling_is_due_just_when_vacancies_are_more_than_the_share_of_the_seats(
    seats: int, gone: int, percent: int
) -> None:
    gone = min(gone, seats)
    text = f'{HEAD}[[body]]\nid = "council"\nseats = {seats}\n[cooption]\ntrigger = "{percent}%"\n'
    before = [Seat(person=f"P{n}", position=Position(bodies=("council",))) for n in range(seats)]
    (found,) = vacancies(policy_of(text), before, before[gone:])
    assert (found.seats, found.sitting, found.vacant) == (seats, seats - gone, gone)
    assert found.due is (100 * gone > percent * seats)


def test_just_the_share_is_not_more() -> None:
    text = f'{HEAD}[[body]]\nid = "council"\nseats = 10\n[cooption]\ntrigger = "20%"\n'
    before = [Seat(person=f"P{n}", position=Position(bodies=("council",))) for n in range(10)]
    assert [vacancies(policy_of(text), before, before[gone:])[0].due for gone in (1, 2, 3)] == [False, False, True]


def test_without_a_trigger_nothing_is_due_and_of_a_range_the_seats_held_count() -> None:
    text = f'{HEAD}[[body]]\nid = "council"\nseats = {{ at_least = 3, at_most = 9 }}\n'
    before = [Seat(person=f"P{n}", position=Position(bodies=("council",))) for n in range(6)]
    (found,) = vacancies(policy_of(text), before, before[1:])
    assert (found.seats, found.vacant, found.due) == (6, 1, None)


def test_the_record_has_route_approval_trigger_and_every_change() -> None:
    done = coopted({"A": (EVERYTHING,), "E": (EVERYTHING,)})
    record: Any = done.document()
    assert (record["route"], record["approved_by"], record["trigger"]) == ("委员会增补", "县委组织部", "1/5")
    assert record["left"] == [{"person": "A", "parts": [""]}, {"person": "E", "parts": [""]}]
    by_part = {each["part"]: each for each in record["vacancies"]}
    assert by_part["congress"] == {"part": "congress", "seats": 5, "held": 3, "vacant": 2, "due": True}
    assert by_part["chair"]["due"] is None
    assert record["status"] == record["roster"]["status"] == "optimal"
    assert {change["person"] for change in record["changes"]} >= {"F", "G"}
    assert set(done.files("zh")) == {"roster.json", "roster.xlsx", "proposal.docx", "cooption.json"}


def test_the_report_says_route_approval_and_what_must_be_filled() -> None:
    blocks = coopted({"A": (EVERYTHING,), "E": (EVERYTHING,)}).blocks()
    said = "\n".join(block.text.zh for block in blocks if isinstance(block, Line))
    assert "增补途径：委员会增补" in said
    assert "批准机构：县委组织部" in said
    assert "代表大会的空缺超过席位的 20%（不含本数），必须增补。" in said
    english = "\n".join(block.text.en for block in blocks if isinstance(block, Line))
    assert "the vacancies are more than 20% of the seats (just 20% is not more) and must be filled" in english
    tables = {block.id: block for block in blocks if isinstance(block, Table)}
    assert {"vacancies", "changes", "rules", "goals"} <= set(tables)
    assert [row[0].zh for row in tables["vacancies"].rows] == ["代表大会", "委员会", "主席", "副主席"]


def test_below_the_trigger_it_is_possible_and_said_so() -> None:
    said = [block.text.en for block in coopted({"E": (EVERYTHING,)}).blocks() if isinstance(block, Line)]
    assert any("they may be filled, but need not" in line for line in said)


def test_nothing_vacant_is_said_and_changes_nothing() -> None:
    done = coopted({})
    assert done.changes == ()
    assert any("没有空缺" in block.text.zh for block in done.blocks() if isinstance(block, Line))


def test_a_rule_that_was_broken_before_is_met_as_far_as_the_vacancies_allow() -> None:
    # Three women on the committee of three are asked for; the roster has A, a man and C.
    extra = RULE.replace("at_least = 2", "at_least = 3")
    pool, policy = pool_of(POOL), policy_of(BODIES + extra)
    seats = plan(pool=pool, policy=policy_of(BODIES)).seats
    first = coopt(pool=pool, policy=policy, seats=seats, left={"A": (EVERYTHING,)})
    assert first.eased == ("W",)
    assert first.proposal.status is Status.OPTIMAL
    assert sum(first.proposal.person(s.person).sex == "female" for s in first.proposal.holding("committee")) == 2
    mended = coopt(pool=pool, policy=policy, seats=seats, left={"B": ("committee",)})
    assert all(verdict.kept for verdict in mended.proposal.verdicts)
    said = [block.text.en for block in first.blocks() if isinstance(block, Line)]
    assert any("were not kept before either" in line and line.endswith("allow: W.") for line in said)
    assert first.document()["eased"] == ["W"]


def test_margins_and_promises_play_no_part() -> None:
    text = BODIES.replace('id = "congress"\n', 'id = "congress"\nmargin = 1\n') + (
        '[[rule]]\nid = "G"\nkind = "count"\nscope = "congress"\ngroup = "women"\nat_least = 1\nguarantee = "always"\n'
    )
    pool, policy = pool_of(POOL), policy_of(text)
    seats = plan(pool=pool, policy=policy).seats
    assert any(seat.position.runs_for for seat in seats)
    done = coopt(pool=pool, policy=policy, seats=seats, left={"E": (EVERYTHING,)})
    assert done.proposal.status is Status.OPTIMAL
    assert not any(seat.position.runs_for for seat in done.proposal.seats)
    assert done.proposal.problem.contests == ()


def test_a_second_co_option_starts_from_a_roster_with_vacancies() -> None:
    pool, policy = pool_of(POOL), policy_of(BODIES)
    seats = [seat for seat in plan(pool=pool, policy=policy).seats if seat.person != "E"]
    done = coopt(pool=pool, policy=policy, seats=seats, left={"D": (EVERYTHING,)})
    assert {each.part: each.vacant for each in done.vacancies}["congress"] == 2


def test_whoever_left_need_not_be_in_the_pool_any_more_but_whoever_sits_must() -> None:
    policy = policy_of(BODIES)
    seats = plan(pool=pool_of(POOL), policy=policy).seats
    smaller = pool_of("\n".join(line for line in POOL.strip().splitlines() if not line.startswith("A,")))
    done = coopt(pool=smaller, policy=policy, seats=seats, left={"A": (EVERYTHING,)})
    assert done.proposal.status is Status.OPTIMAL
    with pytest.raises(InputFaults) as caught:
        coopt(pool=smaller, policy=policy, seats=seats, left={"E": (EVERYTHING,)})
    assert [(fault.kind, fault.value) for fault in caught.value.faults] == [("roster.person", "A")]


def test_a_roster_of_another_policy_is_a_fault() -> None:
    seats = (
        Seat(person="A", position=Position(bodies=("council",))),
        Seat(person="B", position=Position(bodies=("congress",))),
        Seat(person="B", position=Position(bodies=("congress", "committee"))),
    )
    with pytest.raises(InputFaults) as caught:
        coopt(pool=pool_of(POOL), policy=policy_of(BODIES), seats=seats, left={})
    assert [fault.kind for fault in caught.value.faults] == ["roster.position", "roster.twice"]


SEATS = tuple(
    Seat(person=who, position=Position(bodies=bodies))
    for who, bodies in (("A", ("congress", "committee")), ("B", ("congress",)), ("Z", ("congress",)))
)


@pytest.mark.parametrize(
    ("file", "left"),
    [
        ("A\nB\n", {"A": ("",), "B": ("",)}),
        ("\ufeffA\n\n", {"A": ("",)}),
        ("Z\n", {"Z": ("",)}),
        ("编号,机构或职务\nA,委员会\nB,\n", {"A": ("committee",), "B": ("",)}),
        ("姓名,机构\nA,committee\n", {"A": ("committee",)}),
    ],
)
def test_who_has_left_is_a_list_or_a_table(file: str, left: dict[str, tuple[str, ...]]) -> None:
    assert open_left(file.encode(), pool_of(POOL), policy_of(BODIES), SEATS, source="left.csv") == left


@pytest.mark.parametrize(
    ("file", "kinds"),
    [
        ("编号\nQ\nC\n", ["marked.person"]),
        ("编号\nC\n", ["left.person"]),
        ("编号,机构或职务\nB,委员会\nA,理事会\n", ["marked.part"]),
        ("编号,机构或职务\nB,委员会\n", ["left.person"]),
        ("", ["file.empty"]),
        ("x,y\n1,2\n", ["table.no_header"]),
    ],
)
def test_a_faulty_list_is_told_with_a_cure(file: str, kinds: list[str]) -> None:
    with pytest.raises(InputFaults) as caught:
        open_left(file.encode(), pool_of(POOL), policy_of(BODIES), SEATS, source="left.csv")
    found = caught.value.faults
    assert len(found) == len(kinds)
    if kinds[0].split(".")[0] in ("marked", "left"):
        assert [fault.kind for fault in found] == kinds
    assert all(fault.cure.to(lang) for fault in found for lang in ("zh", "en"))


def test_the_policy_says_when_and_how() -> None:
    assert policy_of(BODIES).cooption == Cooption(trigger=Fraction(1, 5), route="委员会增补", approved_by="县委组织部")
    bare = f'{HEAD}[[body]]\nid = "council"\nseats = 10\n'
    assert policy_of(bare).cooption is None
    assert policy_of(bare + '[cooption]\nroute = "x"\n').cooption == Cooption(route="x")


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("trigger = 0.2", "cooption.trigger"),
        ('trigger = "100%"', "cooption.trigger"),
        ('trigger = "much"', "cooption.trigger"),
        ("route = 5", "cooption.route"),
        ("approved_by = true", "cooption.approved_by"),
        ('triger = "20%"', "cooption.triger"),
    ],
)
def test_a_faulty_cooption_is_told_with_its_line(written: str, path: str) -> None:
    (fault,) = policy_faults(f'{HEAD}[[body]]\nid = "council"\nseats = 10\n[cooption]\n{written}\n')
    assert fault.path == path
    assert fault.line == 8
    assert fault.cure.zh
    assert fault.cure.en


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from("ABCDE"), max_size=3), st.booleans(), st.integers(0, 3))
def test_nobody_who_sits_ever_loses_anything(left: set[str], promote: bool, women: int) -> None:
    extra = RULE.replace("at_least = 2", f"at_least = {women}")
    pool, policy = pool_of(POOL), policy_of(BODIES + extra)
    before = plan(pool=pool, policy=policy, options=Options(seed=3)).seats
    done = coopt(pool=pool, policy=policy, seats=before, left=dict.fromkeys(left, ("",)), promote=promote)
    if done.proposal.status is Status.IMPOSSIBLE:
        return
    now, was = held(done.proposal.seats), held(before)
    for who, part in product(was, ("congress", "committee", "chair", "vice_chair")):
        if who not in left and part in was[who].scopes:
            assert part in now[who].scopes
    assert not left & set(now)
