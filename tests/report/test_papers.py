"""The call for nominations and the contest report: what they ask and say, set against what is known of small cases."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.diagnose.conflicts import Conflicts, conflicts
from optimizer.diagnose.nominations import Nomination, Nominations, nominations
from optimizer.diagnose.widening import Said, Statement
from optimizer.groups.predicate import OneOf
from optimizer.planner.contest import ContestReport, contest, open_slates
from optimizer.planner.inputs import open_policy, open_pool
from optimizer.planner.plan import plan
from optimizer.policy.reading import read_policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.report.blocks import Block, Heading, Line, Table
from optimizer.report.paper import Paper
from optimizer.report.papers.nominations import nominations_paper
from tests.samples import COUNTY, ROOT

DAY = date(2026, 12, 1)
CONTESTED = """
name = "small"
title = "小会"
reference_date = 2026-12-01
[groups]
women = { sex = "female" }
[[body]]
id = "congress"
title = "代表大会"
seats = 6
margin = 2
[[rule]]
id = "W"
kind = "count"
scope = "congress"
group = "women"
at_least = NUMBER
"""
CANDIDATES = """编号,姓名,性别,得分
P1,王一,女,90
P2,王二,男,80
P3,王三,女,70
P4,王四,男,65
P5,王五,女,60
P6,王六,男,55
P7,王七,男,50
P8,王八,女,45
"""


def table(paper: Paper, name: str) -> Table:
    return next(block for block in paper.blocks if isinstance(block, Table) and block.id == name)


def cells(paper: Paper, name: str) -> list[list[str]]:
    return [[cell.zh for cell in row] for row in table(paper, name).rows]


def under(paper: Paper, heading: str) -> list[Block]:
    """The blocks below a heading, up to the next."""
    places = {block.text.zh: at for at, block in enumerate(paper.blocks) if isinstance(block, Heading)}
    start = places[heading] + 1
    return list(paper.blocks[start : min((at for at in places.values() if at >= start), default=None)])


def lines(blocks: list[Block]) -> list[str]:
    return [block.text.zh for block in blocks if isinstance(block, Line)]


@pytest.fixture(scope="module")
def lacking() -> Problem:
    """Nine women among the frontline three heads are asked for, and the county has five."""
    policy = open_policy(str(ROOT / "docs" / "examples" / "lacking.toml"))
    return build_problem(pool=open_pool(COUNTY.read_bytes(), policy, source=COUNTY.name), policy=policy)


@pytest.fixture(scope="module")
def clash(lacking: Problem) -> Conflicts:
    return conflicts(lacking)


@pytest.fixture(scope="module")
def call(lacking: Problem, clash: Conflicts) -> Paper:
    paper = nominations_paper(lacking, nominations(lacking), clash, dated=DAY)
    assert paper is not None
    return paper


def test_the_call_asks_for_the_proven_fewest_and_says_what_they_must_be(call: Paper) -> None:
    assert (call.id, call.title.zh, call.dated) == ("nominations", "关于补充推荐人选的函（草案）", DAY)
    assert lines(under(call, "需要补充的人选"))[0] == "至少还缺4人（已证明：再少，不论什么人都不够）："
    ((number, count, conditions, units),) = cells(call, "wanted")
    assert (number, count, units) == ("1", "4", "任何推荐单位")
    assert {"女性", "基层一线", "医院院长、学校校长、农技站站长"} <= set(conditions.split("；"))
    assert "非（" not in conditions


def test_the_call_names_every_unit_and_why_it_writes(call: Paper, lacking: Problem) -> None:
    assert isinstance(call.blocks[0], Line)
    units = {person.value("unit") for person in lacking.pool.people}
    assert set(call.blocks[0].text.zh.removesuffix("：").split("、")) == units
    ((rule, asks, reach, _),) = cells(call, "claims")
    assert rule == "A10"
    assert "不少于9人" in asks
    assert "至多能有5人，规则要9人" in reach
    assert any("请于　　年　月　日前" in line for line in lines(under(call, "报送")))


def test_the_form_has_the_pools_own_headers_and_a_row_for_each_person(call: Paper, lacking: Problem) -> None:
    form = table(call, "form")
    pool = lacking.pool
    headers = [pool.headers[column] for column in pool.columns if column not in ("id", "score", "rank")]
    assert [column.zh for column in form.columns] == ["序号", *headers]
    assert [column.en for column in form.columns[1:]] == headers
    assert [[cell.zh for cell in row] for row in form.rows] == [[str(n), *[""] * len(headers)] for n in range(1, 5)]
    assert form.wide
    written = {row[0]: row for row in cells(call, "columns")}
    assert list(written) == ["姓名", "性别", "出生年月", "推荐单位", "是否基层一线", "三长类别", "任职方式"]
    assert written["性别"][1:] == ["男、女", "女性", "A10"]
    assert written["是否基层一线"][3] == "A1、A8、A10"


@pytest.mark.parametrize(
    "nothing",
    [
        Nominations(count=0, proven=True),
        Nominations(count=None, proven=False),
        Nominations(count=None, proven=True, helps=False),
    ],
)
def test_there_is_no_call_where_nobody_is_known_to_help(
    lacking: Problem, clash: Conflicts, nothing: Nominations
) -> None:
    assert nominations_paper(lacking, nothing, clash) is None


def test_what_is_not_proven_is_not_called_fewest_and_units_are_those_that_may_nominate(
    lacking: Problem, clash: Conflicts
) -> None:
    only = ("鹿岭乡科协", "东泊镇科协")
    said = Said(statements=(Statement(column="unit", group=OneOf("unit", only)),))
    wanted = Nominations(count=2, proven=False, listed=(Nomination(count=2, said=said),))
    paper = nominations_paper(lacking, wanted, clash)
    assert paper is not None
    assert isinstance(paper.blocks[0], Line)
    assert paper.blocks[0].text.zh == "东泊镇科协、鹿岭乡科协："
    assert lines(under(paper, "需要补充的人选"))[0] == "再有2人就够（没有证明最少）："
    assert cells(paper, "wanted") == [["1", "2", "条件不限", "东泊镇科协、鹿岭乡科协"]]
    # A letter for two still has the fewest rows a form has.
    assert len(table(paper, "form").rows) == 3


def contested(women: int) -> ContestReport:
    """Eight candidates, four of them women, for six seats of a congress that asks for so many women."""
    policy = read_policy(CONTESTED.replace("NUMBER", str(women)).encode(), source="small.toml")
    pool = open_pool(CANDIDATES.encode(), policy, source="small.csv")
    return contest(open_slates(pool, policy, plan(pool=pool, policy=policy).seats), draws=200)


def test_the_contest_report_says_what_it_assumes_before_any_chance() -> None:
    paper = contested(3).paper(dated=DAY)
    headings = [block.text.zh for block in paper.blocks if isinstance(block, Heading)]
    assert paper.title.zh == "差额选举对结构影响的分析报告（草案）"
    assert headings == ["差额情况", "不靠假定的结论", "按假定估计的可能性", "谁当选起决定作用", "可以做什么"]
    chances = under(paper, "按假定估计的可能性")
    assert [type(block) for block in chances[:3]] == [Line, Line, Table]
    assert "每一种选举结果同样可能" in lines(chances)[0]
    assert "可能性" not in "".join(lines(under(paper, "不靠假定的结论")))
    ((_, seats, slate, _, further),) = cells(paper, "slates")
    assert (seats, slate, len(further.split("、"))) == ("6", "8", 2)


def test_whose_election_decides_and_what_would_make_it_certain() -> None:
    # Three women are asked for; two of the four women may lose, so that two are certain: one more on the slate will do.
    paper = contested(3).paper()
    ((part, rule, _, needed, planned, further),) = cells(paper, "deciders")
    assert (part, rule, needed) == ("代表大会", "W", "≥ 3")
    women = {"王一（女）", "王三（女）", "王五（女）", "王八（女）"}
    assert {name for cell in (planned, further) for name in cell.split("、")} - {"—"} == women
    assert "候选人中再有 1 名换成这条规则所要的人，就无论谁当选都符合。" in "".join(lines(under(paper, "可以做什么")))


def test_where_all_is_certain_nothing_is_advised() -> None:
    paper = contested(1).paper()
    assert lines(under(paper, "可以做什么")) == ["全部硬性规则无论谁当选都符合，不用再做什么。"]
    assert lines(under(paper, "谁当选起决定作用")) == ["没有哪条规则由“这些人中当选几人”决定。"]
