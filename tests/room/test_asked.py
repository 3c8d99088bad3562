"""Questions as the command line and the pages ask them: records, blocks in both languages, data, and bad names."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Step
from optimizer.basis.text import LANGS
from optimizer.planner.naming import read_distance
from optimizer.planner.plan import Options, plan
from optimizer.planner.room import (
    Asked,
    alternatives_of,
    headroom_of,
    labels_of,
    least_change_of,
    moves_of,
    price_of,
    replacements_of,
    why_person,
)
from optimizer.report.blocks import Block, Chart, Line, Table
from optimizer.room.nearest import held_by
from optimizer.room.within import Distance
from optimizer.roster.roster import Proposal
from tests.samples import SMALL_POOL, county, small_plan, small_policy, small_pool

ONE_PERCENT = Distance(ratio=Fraction(1, 100))
QUESTIONS: dict[str, Callable[[Proposal], Asked[Any]]] = {
    "headroom": headroom_of,
    "price": lambda proposal: price_of(proposal, "W"),
    "why in": lambda proposal: why_person(proposal, proposal.seats[0].person),
    "why out": lambda proposal: why_person(proposal, "王六"),
    "labels": lambda proposal: labels_of(proposal, ONE_PERCENT),
    "alternatives": lambda proposal: alternatives_of(proposal, 2, Distance(ratio=Fraction(1, 5))),
    "replacements": replacements_of,
    "least change": lambda proposal: least_change_of(
        pool=proposal.problem.pool,
        policy=proposal.problem.policy,
        base=held_by(proposal.seats),
        left=[proposal.seats[0].person],
    ),
}


def written(blocks: list[Block], lang: str) -> str:
    """Everything blocks say in one language."""
    said = []
    for block in blocks:
        match block:
            case Line():
                said.append(block.text)
            case Chart():
                said += [block.title, block.x, block.y, block.alt]
            case Table():
                said += [block.title, *block.columns, *(cell for row in block.rows for cell in row)]
                said += [] if block.note is None else [block.note]
    return "\n".join(each.zh if lang == "zh" else each.en for each in said)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_has_blocks_and_data(question: str) -> None:
    asked = QUESTIONS[question](small_plan())
    blocks = asked.blocks()
    for block in blocks:
        if isinstance(block, Table):
            assert {len(row) for row in block.rows} <= {len(block.columns)}
            assert not block.marks or len(block.marks) == len(block.rows)
    for lang in LANGS:
        said = written(blocks, lang)
        assert said
        assert "{" not in said
    assert json.loads(json.dumps(asked.document(), ensure_ascii=False)) == asked.document()


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_row_order_of_the_pool_changes_no_answer(question: str) -> None:
    head, *lines = SMALL_POOL.strip().splitlines()
    random.Random(7).shuffle(lines)
    first, second = small_plan(), small_plan("\n".join([head, *lines]))
    assert QUESTIONS[question](first).document() == QUESTIONS[question](second).document()


def test_the_headroom_reads_well() -> None:
    said = {lang: written(headroom_of(small_plan()).blocks(), lang) for lang in LANGS}
    assert "代表大会中，女性不少于2人" in said["zh"]
    assert "≥ 3" in said["zh"]
    assert "刚好达到" in said["zh"]
    assert "Every rule leaves some room." in said["en"]
    assert "2 to 6" in said["en"]


def test_a_move_reads_well() -> None:
    proposal = small_plan()
    asked = least_change_of(
        pool=proposal.problem.pool, policy=proposal.problem.policy, base=held_by(proposal.seats), left=["王二"]
    )
    rows = next(block for block in asked.blocks() if isinstance(block, Table)).rows
    # P2 sits in the committee: the best that is left comes in for the very seat, or moves up.
    assert rows[0][0].zh == "王二（P2）"
    assert [cell.en for cell in rows[0][1:]] == ["leaves", "committee", "—"]


def test_moves_between_two_rosters() -> None:
    proposal = small_plan()
    other = plan(
        pool=small_pool(SMALL_POOL.replace("P5,王五,男,1984-05,70", "P5,王五,男,1984-05,99")), policy=small_policy()
    )
    moves, (table,), records = moves_of(
        pool=proposal.problem.pool, policy=proposal.problem.policy, before=proposal.seats, after=other.seats
    )
    assert isinstance(table, Table)
    assert [record["person"] for record in records] == [move.person for move in moves]
    assert {move.person for move in moves if move.before is None} <= {"P5"}
    assert len(table.rows) == len(moves) > 0


def test_a_price_chart_marks_where_the_bound_stands() -> None:
    asked = price_of(county(), "C3")
    (chart,) = [block for block in asked.blocks() if isinstance(block, Chart)]
    curve, now = chart.series
    assert chart.form == "step"
    # Six of nine seats.
    assert {x for x, _ in now.points} == {float(Fraction(600, 9))}
    assert [x for x, _ in curve.points] == sorted(x for x, _ in curve.points)
    assert curve.points[-1][0] == 100.0
    assert len(curve.labels) == len(curve.points)


def test_limits_are_named_by_rule_and_field() -> None:
    found = price_of(small_plan(), "W.at_least").found
    assert [curve.headroom.rule for curve in found] == ["W"]
    assert [curve.headroom.limit.field for curve in found] == ["at_least"]


@pytest.mark.parametrize(
    ("ask", "kinds"),
    [
        (lambda p: price_of(p, "V"), ["room.limit"]),
        (lambda p: price_of(p, "W.at_most"), ["room.limit"]),
        (lambda p: headroom_of(p, rules=["X", "Y"]), ["room.rule", "room.rule"]),
        (lambda p: why_person(p, "nobody"), ["room.person"]),
        (lambda p: why_person(p, "P1", scopes=["x"]), ["room.scope"]),
        (lambda p: labels_of(p, ONE_PERCENT, scopes=["x", "y"]), ["room.scope", "room.scope"]),
        (lambda p: replacements_of(p, people=["P1", "nobody", "else"]), ["room.person", "room.person"]),
        (
            lambda p: read_distance(p, ["x%", "no_goal=1", "best_score_congress=-1"]),
            ["room.distance", "room.goal", "room.distance"],
        ),
    ],
)
def test_all_bad_names_are_told_at_once(ask: Callable[[Proposal], object], kinds: list[str]) -> None:
    with pytest.raises(InputFaults) as caught:
        ask(small_plan())
    assert [fault.kind for fault in caught.value.faults] == kinds
    assert all(fault.cure.zh and fault.cure.en for fault in caught.value.faults)


def test_distances_are_read_exactly() -> None:
    found = read_distance(small_plan(), ["0.5%", "best_score_committee=12.5"])
    assert found == Distance(ratio=Fraction(1, 200), units={"best_score_committee": Fraction(25, 2)})


def test_progress_names_the_questions_in_both_languages() -> None:
    class Watched:
        def __init__(self) -> None:
            self.steps: list[Step] = []

        def report(self, step: Step) -> None:
            self.steps.append(step)

        def cancelled(self) -> bool:
            return False

    watched = Watched()
    headroom_of(small_plan(), progress=watched)
    replacements_of(small_plan(), progress=watched)
    assert all(step.said is not None and step.said.zh and step.said.en for step in watched.steps)
    assert {step.stage for step in watched.steps} == {"headroom", "seats", "replacements"}


def test_a_plan_that_would_be_impossible_has_no_nearest_roster() -> None:
    proposal = small_plan()
    asked = least_change_of(
        pool=proposal.problem.pool,
        policy=proposal.problem.policy,
        base=held_by(proposal.seats),
        left=["P1", "P3", "P6"],
        options=Options(),
    )
    assert asked.document()["status"] == "impossible"
    assert "已证明不可能" in written(asked.blocks(), "zh")
