"""What a page offers to vary can be asked for, and a point taken says in the file just what the sweep asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from optimizer.basis.faults import InputFaults
from optimizer.planner.desk.draft import Draft, Pin, draft_policy, draft_pool, with_left
from optimizer.planner.desk.projects import sample_draft
from optimizer.planner.desk.sweeping import MOST, Choice, Form, choices_of, days_asked, seen, spots, steps_asked, taken
from optimizer.planner.desk.taking import with_margin, with_point, with_promise
from optimizer.planner.whatif import Asked, Means, Swept, sweep
from optimizer.problem.problem import Problem, build_problem
from optimizer.whatif.axes import Axis
from optimizer.whatif.reading import read_axes
from tests.samples import POOL_FOR, SMALL_POLICY, SMALL_POOL

RULES = """
[[rule]]
id = "S"
kind = "share"
scope = "congress"
group = { sex = "female" }
more_than = "1/4"
less_than = "100%"
[[rule]]
id = "E"
kind = "count"
scope = "committee"
group = { sex = "male" }
exactly = 1
[[rule]]
id = "T"
kind = "each"
scope = "congress"
by = "sex"
at_least = { female = 1, male = 1 }
"""
DRAFT = Draft(
    pool_name="small.csv", pool=SMALL_POOL.encode(), policy_name="small.toml", policy=(SMALL_POLICY + RULES).encode()
)
BY_HAND = {("dalian-2018", "D4.last_term"), ("jilin-2017", "D4.last_term"), ("society-council", "D12.last_term")}
BY_HAND |= {("party-delegation-style", "N3.population")}
"""Bounds that come from a figure written elsewhere: another figure makes another rule."""


def problem_of(draft: Draft) -> Problem:
    policy = draft_policy(draft)
    return build_problem(pool=draft_pool(draft, policy), policy=policy)


def axis_of(draft: Draft, written: str) -> tuple[Problem, Axis]:
    problem = problem_of(draft)
    (axis,) = read_axes((written,), problem)
    return problem, axis


@pytest.mark.parametrize("name", sorted(POOL_FOR))
def test_every_bound_and_all_seats_of_a_shipped_policy_can_be_asked_for_and_taken(name: str) -> None:
    draft = sample_draft(Path(POOL_FOR[name]).stem, name)
    problem = problem_of(draft)
    refused = set()
    for choice in choices_of(problem.pool, problem.policy):
        if choice.form not in (Form.RATIO, Form.COUNT):
            continue
        asked = steps_asked(choice, *choice.suggested())
        assert asked is not None
        (axis,) = read_axes((asked,), problem)
        assert len(axis.values) > 1
        if with_point(draft, problem, axis, axis.values[-1]) is None:
            refused.add((name, choice.name))
    assert refused == {each for each in BY_HAND if each[0] == name}


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("W.at_least=3", "at_least = 3"),
        ("S.more_than=60%", 'at_least = "60%"'),
        ("S.more_than=1/3", 'at_least = "1/3"'),
        ("S.less_than=3", 'at_most = "75%"'),
        ("E.exactly=2", "exactly = 2"),
        ("T.at_least.female=2", "female = 2"),
        ("committee.seats=3", "seats = 3"),
        ("chair.seats=2", "seats = 2"),
        ("reference_date=2027-03-31", "reference_date = 2027-03-31"),
    ],
)
def test_a_point_is_written_as_people_write_it(written: str, line: str) -> None:
    problem, axis = axis_of(DRAFT, written)
    change = with_point(DRAFT, problem, axis, axis.values[0])
    assert change is not None
    text = change.draft.policy.decode()
    assert line in text
    assert (change.draft.pool, change.draft.pins) == (DRAFT.pool, DRAFT.pins)
    assert problem_of(change.draft).rules


def test_what_would_make_no_sound_policy_is_not_taken() -> None:
    problem, axis = axis_of(DRAFT, "S.more_than=100%")
    assert with_point(DRAFT, problem, axis, axis.values[0]) is None


def swept(written: str, draft: Draft = DRAFT) -> Swept:
    policy = draft_policy(draft)
    pool = draft_pool(draft, policy)
    return sweep(pool=pool, policy=policy, asked=Asked(vary=(written,)), means=Means(workers=1))


def test_a_point_says_who_moves_and_which_rules_tighten() -> None:
    found = swept("W.at_least=2,3")
    detail = seen(found, 1)
    assert detail is not None
    leaves, enters = ([cell.en for cell in row[:2]] for row in detail.moves.rows)
    assert (leaves[1], enters) == ("leaves", ["王六 (P6)", "enters"])
    assert [[cell.en for cell in row[1:]] for row in detail.goals.rows] == [["310", "300"]]
    tightened = [[row[at].en for at in (0, 2, 3)] for row in detail.tightened.rows]
    assert tightened == [["S", "1", "0"], ["T male", "1", "0"]]
    nobody = seen(found, 0)
    assert nobody is not None
    assert not nobody.moves.rows
    assert [spot.present for spot in spots(found)] == [True, False]


def test_the_history_tells_from_where_to_where() -> None:
    found = swept("S.more_than=50%")
    change = taken(DRAFT, found, 0)
    assert change is not None
    assert "50%" in change.said.zh
    assert taken(DRAFT, swept("pool=all"), 0) is None


def test_a_range_holds_where_the_policy_stands_and_not_too_many_points() -> None:
    choice = Choice(name="C", words=spots(swept("W.at_least=2"))[0].value, form=Form.RATIO, stands=Fraction(2, 3))
    assert steps_asked(choice, 60, 70, 5) == "C=3/5,13/20,2/3,7/10"
    assert steps_asked(choice, 70, 60, 5) is None
    assert steps_asked(choice, 0, 100, 0) is None
    assert steps_asked(choice, 0, MOST, 1) is None
    assert days_asked(choice, date(2026, 12, 1), date(2027, 12, 1), 3) == "C=2026-12-01:2027-12-01:3m"
    assert days_asked(choice, date(2027, 12, 1), date(2026, 12, 1), 3) is None


def test_a_margin_and_then_a_promise() -> None:
    change = with_margin(DRAFT, ("congress",), "25%")
    assert change is not None
    pool = draft_pool(DRAFT, None)
    kept = with_promise(change.draft, pool, "W")
    assert {rule.id: rule.guarantee for rule in draft_policy(kept.draft).rules}["W"] == "always"
    assert with_margin(change.draft, ("congress",), "25%") is None
    wider = with_margin(DRAFT, ("congress",), "50%")
    assert wider is not None
    with pytest.raises(InputFaults):
        with_promise(wider.draft, pool, "S")


def test_people_who_leave_lose_their_earlier_pins() -> None:
    held = replace(
        DRAFT, pins=(Pin(person="P1", scope="committee", hold="in"), Pin(person="P2", scope="congress", hold="in"))
    )
    out = Pin(person="P1", scope="congress", hold="out", reason="本人申请")
    change = with_left(held, (out,), b"{}", "王一")
    assert change.draft.pins == (out, held.pins[1])
    assert change.draft.base == b"{}"
