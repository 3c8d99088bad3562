"""Papers as files, and two rosters compared: figures counted by hand on a toy pool."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from optimizer.basis.position import Position
from optimizer.basis.text import Filled, same
from optimizer.export.roster_json import RosterFile, roster_document, to_bytes
from optimizer.planner.comparison import Compared, Named, compare
from optimizer.planner.explain import Diagnosis, diagnose
from optimizer.planner.formats import Format, paper_files
from optimizer.planner.papers import explain_files, nomination_call
from optimizer.planner.plan import plan
from optimizer.planner.room import headroom_of
from optimizer.report.blocks import Heading, Line, Mark, Table
from optimizer.report.paper import Paper
from optimizer.roster.roster import Proposal, Seat
from tests.samples import small_plan, small_policy, small_pool

DAY = date(2026, 12, 1)
MEMBER, CONGRESS = ("congress", "committee"), ("congress",)
FEW = """
[[rule]]
id = "F"
kind = "count"
scope = "committee"
group = { sex = "female", age = "<=40" }
at_least = 1
"""


def roster(chair: str, member: str, *others: str) -> tuple[Seat, ...]:
    """A roster of the small congress."""
    return (
        Seat(person=chair, position=Position(bodies=MEMBER, office="chair")),
        Seat(person=member, position=Position(bodies=MEMBER)),
        *(Seat(person=who, position=Position(bodies=CONGRESS)) for who in others),
    )


# Women of the pool: P1, P3, P6; scores 90, 80, 70, 70, 70, 60. The rule W asks for two women in the congress.
ONE = roster("P1", "P2", "P3", "P4")
TWO = roster("P2", "P3", "P1", "P5")
ONE_WOMAN = roster("P1", "P2", "P4", "P5")
GONE = roster("P1", "P2", "P3", "P9")
"""P9 is not in the pool."""


def compared(first: tuple[Seat, ...], second: tuple[Seat, ...]) -> Compared:
    named = [
        Named(source=name, roster=RosterFile(seats=seats)) for name, seats in (("a.json", first), ("b.json", second))
    ]
    return compare(pool=small_pool(), policy=small_policy(), first=named[0], second=named[1])


def table(found: Compared, name: str) -> Table:
    return next(block for block in found.blocks() if isinstance(block, Table) and block.id == name)


def cells(found: Compared, name: str) -> list[list[str]]:
    return [[cell.zh for cell in row] for row in table(found, name).rows]


def lines(found: Compared) -> list[str]:
    return [block.text.zh for block in found.blocks() if isinstance(block, Line)]


def test_people_are_counted_as_by_hand() -> None:
    found = compared(ONE, TWO)
    assert "两份都有的 3 人，其中任职不同的 3 人；只在甲的 1 人，只在乙的 1 人。" in lines(found)
    assert cells(found, "counts") == [
        ["代表大会", "4", "4", "4", "3", "1", "1"],
        ["委员会", "2", "2", "2", "1", "1", "1"],
        ["主席", "1", "1", "1", "0", "1", "1"],
    ]
    assert table(found, "counts").marks == (Mark.SHORT,) * 3
    assert cells(found, "moves") == [
        ["P5", "王五", "—", "代表大会", "只在乙"],
        ["P4", "王四", "代表大会", "—", "只在甲"],
        ["P1", "王一", "委员会、主席", "代表大会", "任职不同"],
        ["P2", "王二", "委员会", "委员会、主席", "任职不同"],
        ["P3", "王三", "代表大会", "委员会", "任职不同"],
    ]
    record: Any = found.document()
    assert record["parts"][0] == {"part": "congress", "both": ["P1", "P2", "P3"], "a": ["P4"], "b": ["P5"]}
    assert len(record["moves"]) == 5


def test_rules_goals_and_composition_stand_side_by_side() -> None:
    found = compared(ONE, TWO)
    assert ["主席", "女性", "1/1 100.0%", "0/1 0.0%", "甲多1人"] in cells(found, "composition")
    assert ["代表大会", "女性", "2/4 50.0%", "2/4 50.0%", "相同"] in cells(found, "composition")
    (rule,) = cells(found, "rules")
    assert rule[3:] == ["≥ 2", "2/4 50.0%", "符合", "≥ 2", "2/4 50.0%", "符合", "相同"]
    assert [row[2:] for row in cells(found, "goals")] == [
        ["310", "310", "相同"],
        ["170", "150", "甲较好"],
        ["90", "80", "甲较好"],
    ]
    assert "按目标的次序，第 2 项最先不同：甲较好。" in lines(found)
    broken = compared(ONE, ONE_WOMAN)
    (rule,) = cells(broken, "rules")
    assert rule[3:] == ["≥ 2", "2/4 50.0%", "符合", "≥ 2", "1/4 25.0%", "不符合", "只有甲符合"]
    assert table(broken, "rules").marks == (Mark.BROKEN,)
    assert "乙：b.json，4人，有 1 条硬性规则不符合（W）。" in lines(broken)
    assert "不是两份都符合全部硬性规则，不按目标比较好坏。" in lines(broken)


SWAPPED = {
    "counts": (0, 1, 3, 2, 4, 6, 5),
    "moves": (0, 1, 3, 2, 4),
    "composition": (0, 1, 3, 2, 4),
    "rules": (0, 1, 2, 6, 7, 8, 3, 4, 5, 9),
    "goals": (0, 1, 3, 2, 4),
}
"""Where the columns of each table are when the two rosters change places."""


@pytest.mark.parametrize("pair", [(ONE, TWO), (ONE, ONE_WOMAN), (TWO, ONE_WOMAN), (ONE, GONE), (ONE, ONE[:3])])
def test_the_other_way_round_the_columns_change_places_and_nothing_else(pair: tuple[Any, Any]) -> None:
    there, back = compared(*pair), compared(*reversed(pair))
    for name, order in SWAPPED.items():
        other = str.maketrans("甲乙", "乙甲")
        expected = [[row[at] for at in order] for row in cells(there, name)]
        for row in expected:
            row[-1] = row[-1].translate(other) if name != "counts" else row[-1]
        assert cells(back, name) == expected, name
        assert table(back, name).marks == table(there, name).marks


def test_the_same_roster_twice_differs_nowhere() -> None:
    found = compared(ONE, ONE)
    assert "两份名单完全相同。" in lines(found)
    tables = [block for block in found.blocks() if isinstance(block, Table)]
    assert [each.id for each in tables] == ["counts", "composition", "rules", "goals"]
    assert {mark for each in tables for mark in each.marks} == {Mark.PLAIN}
    assert "委员会、主席，1人：王一（女）。" in lines(found)


def test_people_outside_the_pool_and_empty_seats_are_said() -> None:
    found = compared(GONE, ONE[:3])
    said = lines(found)
    assert "甲：名单里的“P9”不在候选人表中" in said
    assert "乙：代表大会有3人，席位4个" in said
    assert ["P9", "—", "代表大会", "—", "只在甲"] in cells(found, "moves")


def test_a_roster_made_from_other_inputs_is_noted() -> None:
    file = RosterFile(seats=ONE, pool_sha256="0" * 64, policy_sha256=small_policy().sha256)
    plain = Named(source="a.json", roster=file)
    found = compare(
        pool=small_pool(),
        policy=small_policy(),
        first=plain,
        second=replace(plain, roster=RosterFile(seats=ONE)),
    )
    noted = [line for line in lines(found) if "另一份" in line]
    assert noted == ["甲：这份名单由另一份候选人表拟定，现按这里的候选人表计数。"]


def test_every_format_holds_the_same_words_and_the_same_bytes_every_time() -> None:
    shown = Table(id="t", title=same("表"), columns=(same("姓名"),), rows=((same("刘|英<b>"),),))
    blocks = (Heading(text=Filled(zh="一节", en="One")), Line(text=same("一句")), shown)
    paper = Paper(id="p", title=same("题"), blocks=blocks, dated=DAY)
    files = paper_files(paper, "zh", list(reversed(Format)))
    assert list(files) == ["p.docx", "p.xlsx", "p.md", "p.html"]
    assert files == paper_files(paper, "zh", tuple(Format))
    document = docx.Document(BytesIO(files["p.docx"]))
    book = openpyxl.load_workbook(BytesIO(files["p.xlsx"]))
    values = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert document.tables[0].cell(1, 0).text == "刘|英<b>"
    assert {"刘|英<b>", "一句"} <= values
    assert r"刘\|英\<b>" in files["p.md"].decode()
    assert "刘|英&lt;b&gt;" in files["p.html"].decode()
    assert list(paper_files(paper, "zh")) == ["p.docx", "p.xlsx"]


@pytest.fixture(scope="module")
def lacking() -> tuple[Proposal, Diagnosis]:
    """A plan that needs one more woman of at most 40, and what is said of it."""
    proposal = plan(pool=small_pool(extra=FEW), policy=small_policy(FEW))
    return proposal, diagnose(proposal.problem, time_limit=20)


def test_an_explanation_of_the_impossible_brings_the_call_for_nominations(lacking: tuple[Proposal, Diagnosis]) -> None:
    proposal, diagnosis = lacking
    files = explain_files(proposal, [diagnosis], "zh", [Format.MD], dated=DAY)
    assert list(files) == ["explain.md", "nominations.md"]
    said = files["explain.md"].decode()
    assert said.startswith("# 小会　排不出名单的原因和补救办法（草案）\n\n已证明不可能")
    headings = [line for line in said.split("\n") if line.startswith("## ")]
    assert headings == ["## 哪些要求凑不到一起", "## 补救办法", "## 还缺哪些人", "## 只数人头先看一遍"]
    assert said.endswith("草案日期：2026年12月1日\n")
    call = nomination_call(diagnosis, dated=DAY)
    assert call is not None
    assert call.title.zh == "关于补充推荐人选的函（草案）"


def test_an_explanation_of_the_possible_has_a_heading_for_each_answer() -> None:
    proposal = small_plan()
    files = explain_files(proposal, [headroom_of(proposal, time_limit=20)], "en")
    assert list(files) == ["explain.docx", "explain.xlsx", "explain.md"]
    said = files["explain.md"].decode()
    assert "the room the roster leaves (draft)" in said
    assert "## The room of rules and seats\n" in said


def test_a_planned_roster_compared_through_its_file_keeps_its_goals() -> None:
    proposal = small_plan()
    document = json.loads(to_bytes(roster_document(proposal)))
    found = compared(proposal.seats, ONE)
    claimed = {goal["id"]: goal["value"] // goal["scale"] for goal in document["goals"]}
    for goal, value in found.found.first.goals:
        assert value == claimed[goal.id]
