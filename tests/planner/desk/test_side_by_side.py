"""Scenarios side by side: every cell is what that scenario's own proposal says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.planner.desk.draft import Draft, Pin, draft_pins, draft_policy, draft_pool
from optimizer.planner.desk.files import file_name
from optimizer.planner.desk.roster import roster_file
from optimizer.planner.desk.side_by_side import (
    Variant,
    differing,
    goals_side_by_side,
    parts_side_by_side,
    people_side_by_side,
    pins_side_by_side,
    roster_status,
    rules_apart,
    rules_side_by_side,
)
from optimizer.planner.plan import Options, plan
from optimizer.report.blocks import Table
from tests.ui.toys import IMPOSSIBLE, NO_WOMEN, ONE_WOMAN, TOY


def variant(name: str, draft: Draft) -> Variant:
    policy = draft_policy(draft)
    pool = draft_pool(draft, policy)
    return Variant(
        name=name, proposal=plan(pool=pool, policy=policy, options=Options(pins=draft_pins(draft, pool, policy)))
    )


@pytest.fixture(scope="module")
def three() -> list[Variant]:
    """The toy, without its rule, and with somebody held out."""
    pinned = replace(TOY, pins=(Pin(person="P1", scope="council", hold="out"),))
    return [variant("甲", TOY), variant("乙", replace(TOY, policy=NO_WOMEN)), variant("丙", pinned)]


def cells(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.zh for cell in row) for row in table.rows]


def test_people_are_where_their_rosters_have_them(three: list[Variant]) -> None:
    table = people_side_by_side(three)
    assert cells(table) == [
        ("P2", "丁丙", "—", "理事会", "理事会", "不同"),
        ("P1", "王_乙_", "理事会", "理事会", "—", "不同"),
        ("P3", "李丁", "理事会", "—", "理事会", "不同"),
    ]
    assert [column.zh for column in table.columns] == ["编号", "姓名", "甲", "乙", "丙", "对照"]


def test_rules_differ_where_they_ask_for_something_else(three: list[Variant]) -> None:
    apart = cells(rules_apart(three))
    assert [row[0] for row in apart] == ["R1", "R2"]
    assert apart[0][2] == "没有这条规则"
    assert apart[0][1] == apart[0][3]
    assert "不少于50%（必须）" in apart[0][1]


def test_counts_are_those_of_the_recount(three: list[Variant]) -> None:
    rows = {row[0]: row[2:] for row in cells(rules_side_by_side(three))}
    assert rows["R1"] == ("1/2 50.0%（应 ≥ 1），符合", "—", "1/2 50.0%（应 ≥ 1），符合", "不同")


def test_goals_have_the_values_of_their_plans(three: list[Variant]) -> None:
    (row,) = [row for row in cells(goals_side_by_side(three)) if "得分" in row[0]]
    assert row[1:] == ("160", "170", "150", "不同")


def test_pins_are_listed_by_person(three: list[Variant]) -> None:
    assert cells(pins_side_by_side(three)) == [("王_乙_", "P1", "理事会", "—", "—", "排除", "不同")]


def test_a_scenario_without_rosters_stands_beside_the_others_with_dashes() -> None:
    impossible = variant("乙", replace(TOY, policy=IMPOSSIBLE, pool=ONE_WOMAN))
    both = [variant("甲", TOY), impossible]
    assert cells(parts_side_by_side(both)) == [
        ("理事会", "2/2", "—/2", "不同"),
        ("合计（每人计一次）", "2", "—", "不同"),
    ]
    assert all(row[3] == "—" for row in cells(people_side_by_side(both)))
    assert [row[0] for row in cells(rules_apart(both))] == ["R1"]


def test_only_rows_that_differ_are_left() -> None:
    alike = [variant("甲", TOY), variant("乙", TOY)]
    for make in (people_side_by_side, rules_side_by_side, goals_side_by_side, parts_side_by_side):
        assert make(alike).rows
        assert not differing(make(alike)).rows
    assert not rules_apart(alike).rows


def test_the_status_of_a_kept_roster() -> None:
    assert roster_status(b"") == ""
    assert roster_status(roster_file(variant("甲", TOY).proposal)) == "optimal"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("甲市：换届", "甲市：换届.docx"),
        ("Proposed roster: congress", "Proposed roster - congress.docx"),
        ("../a\\b:c", "_a_b_c.docx"),
        (" .. ", "_.docx"),
        ("两\n行", "两_行.docx"),
        ("长" * 300, "长" * 80 + ".docx"),
    ],
)
def test_a_file_name_is_one_that_a_disk_takes(title: str, name: str) -> None:
    assert file_name(title, "docx") == name
