"""The proposal as a paper: what it says, in which order, and that no figure is made to look better than it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from optimizer.basis.text import Filled, same
from optimizer.names.listing import Given, Listing, Order
from optimizer.names.marks import padded
from optimizer.people.person import Pool
from optimizer.planner.inputs import open_pins
from optimizer.planner.plan import Options, plan
from optimizer.report.blocks import Block, Heading, Line, Table
from optimizer.report.paper import Paper
from optimizer.report.papers.proposal import proposal_paper
from optimizer.report.proposal import title_words
from optimizer.room.moves import moves_between
from optimizer.roster.roster import Proposal
from optimizer.solve.status import Status
from tests.samples import SMALL_POLICY, county, small_plan, small_policy, small_pool
from tests.toy import policy_of

CONTESTED = SMALL_POLICY.replace("seats = 4\n", "seats = 4\nmargin = 1\n")


@cache
def paper() -> Paper:
    return proposal_paper(county(), dated=date(2026, 12, 1))


def under(made: Paper, title: str) -> list[Block]:
    """The blocks under a heading, up to the next of its level or higher."""
    blocks = list(made.blocks)
    start = next(n for n, each in enumerate(blocks) if isinstance(each, Heading) and each.text.zh == title)
    heading = blocks[start]
    assert isinstance(heading, Heading)
    rest = blocks[start + 1 :]
    ends = (n for n, each in enumerate(rest) if isinstance(each, Heading) and each.level <= heading.level)
    return rest[: next(ends, len(rest))]


def said(blocks: Sequence[Block]) -> list[str]:
    return [each.text.zh for each in blocks if isinstance(each, Line)]


def headings(made: Paper, level: int) -> list[str]:
    return [each.text.zh for each in made.blocks if isinstance(each, Heading) and each.level == level]


def tables(made: Paper) -> dict[str, Table]:
    return {each.id: each for each in made.blocks if isinstance(each, Table)}


def noted(proposal: Proposal, title: str, listing: Listing | None = None) -> list[str]:
    return said(under(proposal_paper(proposal, listing=listing), title))


def test_title_and_parts_come_in_the_order_of_a_proposal() -> None:
    assert paper().title == title_words(county())
    assert paper().title.zh.endswith("建议名单（草案）")
    assert paper().dated == date(2026, 12, 1)
    assert headings(paper(), 1) == ["依据", "概况", "建议名单", "结构统计", "规则符合情况", "说明"]


def test_the_basis_names_documents_date_and_pool() -> None:
    assert said(under(paper(), "依据")) == [
        "政策文件：示例，数字均为虚构；三长的任职方式参照山东省2020年“3+1”通知（sample，2020-03）。",
        "规则取自政策“county-sample”，版本2020，自2020年3月5日起施行。",
        "年龄等以2026年12月1日为准计算。",
        "人选取自候选人表county.csv，共300名。",
    ]


def test_composition_in_sentences_has_the_fraction_behind_each_share_and_what_the_rules_ask() -> None:
    lines = said(under(paper(), "概况"))
    assert lines[0] == "已证明最优：在全部硬性规则下，没有比这更好的名单。"
    assert (
        "代表大会：应选120名，建议人选120名。其中，"
        "基层一线84名（84/120），占70.0%，规则C1要求不少于70%（至少84名），符合；"
        "45岁及以下40名（40/120），占33.3%，规则C4要求不少于1/3（至少40名），符合；"
        "女性45名（45/120），占37.5%，规则C5要求不少于30%（至少36名），符合；"
        "三长7名（7/120），占5.8%；少数民族12名（12/120），占10.0%。"
    ) in lines
    assert "主席：应选1名，建议人选1名。" in lines
    (vice,) = [line for line in lines if line.startswith("副主席：")]
    assert vice.endswith(
        "专职1名（1/4），占25.0%，规则V2要求恰好1名，符合；兼职3名（3/4），占75.0%，规则V1要求不少于75%（至少3名），符合；"
        "挂职0名（0/4），占0.0%；"
        "（医院院长、学校校长、农技站站长）、且专职0名（0/4），占0.0%，规则T2要求至多0名，符合。"
    )
    english = [each.text.en for each in under(paper(), "概况") if isinstance(each, Line)]
    assert any(
        "women 45 (45/120), 37.5%, rule C5 asks for at least 30% (at least 36): kept" in line for line in english
    )


def test_a_share_just_under_its_bound_is_not_rounded_up_to_it() -> None:
    policy = policy_of("""
name = "under"
reference_date = 2026-12-01
[[body]]
id = "congress"
title = "代表大会"
seats = 23
[[rule]]
id = "F"
kind = "share"
scope = "congress"
group = { frontline = "yes" }
at_least = "70%"
strength = "prefer"
""")
    rows = "".join(f"P{n:02},人{n:02},女,{'是' if n < 16 else '否'}\n" for n in range(23))
    pool = small_pool("编号,姓名,性别,是否基层一线\n" + rows)
    (line,) = [line for line in noted(plan(pool=pool, policy=policy), "概况") if line.startswith("代表大会")]
    assert "基层一线16名（16/23），占69.5%，规则F要求不少于70%（至少17名），未达到，还差1名" in line


def test_a_rule_that_counts_otherwise_says_how() -> None:
    rule = """
[[rule]]
id = "X"
kind = "count"
scope = "congress"
group = { sex = "female" }
at_least = 1
strength = "as_a_rule"
[[waiver]]
rule = "X"
people = ["P3"]
reason = "特邀"
"""
    proposal = small_plan(extra=rule)
    assert "P3" in {seat.person for seat in proposal.seats}
    (line,) = [line for line in noted(proposal, "概况") if line.startswith("代表大会")]
    assert "女性2名（2/4），占50.0%，规则W要求至少2名，符合，规则X要求至少1名，按这条规则计为1/3，符合" in line
    assert noted(proposal, "豁免") == ["规则X不计王三（P3），理由：特邀。"]


def test_officers_stand_first_with_their_marks() -> None:
    assert said(under(paper(), "领导职务建议人选")) == [
        "主席：余雨美（女）。",
        "副主席4名（按姓氏笔画为序）：刘宇伟、李波杰（兼）、陆天恒（兼）、周　磊（兼）。",
    ]
    standing = said(under(paper(), "常务委员会建议人选9名"))
    assert standing[0] == "担任职务的：余雨美（女）、刘宇伟、李波杰、陆天恒、周　磊。"
    assert standing[1].startswith("其他人选（按姓氏笔画为序）：")
    later = proposal_paper(county(), listing=Listing(officers_first=False))
    assert "常务委员会建议人选9名（按姓氏笔画为序）" in headings(later, 2)


def test_every_member_is_on_the_list_and_in_the_table_of_every_body_around() -> None:
    proposal = county()
    for body in proposal.problem.policy.bodies:
        names = {padded(proposal.person(seat.person).name) for seat in proposal.holding(body.id)}
        (title,) = [each for each in headings(paper(), 2) if each.startswith(f"{body.title.zh}建议人选{body.seats}名")]
        listed = "、".join(line.split("：")[-1].removesuffix("。") for line in said(under(paper(), title)))
        shown = [name.split("（")[0] for name in listed.replace("，", "").split("、")]
        assert sorted(shown) == sorted(padded(proposal.person(s.person).name) for s in proposal.holding(body.id))
        table = tables(paper())[f"roster_{body.id}"]
        assert table.wide
        assert {row[1].zh for row in table.rows} == names
        assert [row[0].zh for row in table.rows] == [str(n) for n in range(1, len(table.rows) + 1)]


def test_the_caption_of_an_order_is_printed_only_where_it_is_true() -> None:
    assert "代表大会建议人选120名" in headings(paper(), 2)
    assert "委员会建议人选25名（按姓氏笔画为序）" in headings(paper(), 2)
    (unplaced,) = said(under(paper(), "姓名次序"))
    assert "㛃（唐立㛃）" in unplaced
    given = proposal_paper(county(), listing=Listing(given=(Given(character="㛃", after="洁"),)))
    assert "代表大会建议人选120名（按姓氏笔画为序）" in headings(given, 2)
    assert "姓名次序" not in headings(given, 2)
    ranked = proposal_paper(county(), listing=Listing(order=Order.RANK))
    assert not any("为序" in title for title in headings(ranked, 2))


def test_further_candidates_have_a_list_of_their_own() -> None:
    policy = policy_of(CONTESTED)
    made = proposal_paper(plan(pool=small_pool(), policy=policy))
    (title,) = [each for each in headings(made, 2) if "差额人选" in each]
    assert title == "代表大会差额人选1名"
    lines = said(under(made, title))
    assert lines[0] == "应选4名，候选人5名，差额1名。以下是计划人选以外的候选人。"
    assert len(lines) == 2
    assert any(
        line.startswith("代表大会：应选4名，建议人选4名，另有差额人选1名。") for line in said(under(made, "概况"))
    )
    assert [row[2].zh for row in tables(made)["roster_congress"].rows][-1] == "差额人选"


def test_without_a_roster_it_says_why_and_calls_nothing_a_roster() -> None:
    proposal = small_plan(
        extra='[[rule]]\nid = "N"\nkind = "count"\nscope = "congress"\ngroup = { sex = "female" }\nat_most = 0\n'
    )
    assert proposal.status is Status.IMPOSSIBLE
    made = proposal_paper(proposal)
    assert made.title == Filled(zh="小会", en="小会")
    assert headings(made, 1) == ["依据", "为什么没有名单"]
    lines = said(under(made, "为什么没有名单"))
    assert lines[0].startswith("已证明不可能")
    assert "证明用到的规则：代表大会的席位（4）；N（代表大会中，女性不超过0人）。" in lines
    why = Line(text=same("冲突"))
    assert said(under(proposal_paper(proposal, why=[why]), "为什么没有名单"))[1:] == ["冲突"]


def test_pins_and_changes_are_noted() -> None:
    policy, pool = small_policy(), small_pool()
    pins = open_pins("编号,机构,锁定,理由\nP6,congress,进,连任\n".encode(), pool, policy, source="keep.csv")
    first, second = plan(pool=pool, policy=policy), plan(pool=pool, policy=policy, options=Options(pins=pins))
    made = proposal_paper(second, moves=moves_between(first.seats, second.seats))
    (pin,) = said(under(made, "事先确定的人选"))
    assert "王六（P6）" in pin
    assert pin.endswith("。理由：连任。")
    assert "王六（P6）" in {row[0].zh for row in tables(made)["moves"].rows}
    assert "与上一份名单相比" in headings(made, 2)
    assert "与上一份名单相比" not in headings(proposal_paper(second), 2)


def test_draws_notes_and_data_to_settle_are_noted() -> None:
    tied = proposal_paper(small_plan())
    assert said(under(tied, "抽签")) == ["有1个席位换成别人后规则和目标都不变，现在的人选由按编号的抽签决定。"]
    assert [[cell.zh for cell in row] for row in tables(tied)["ties"].rows] == [["王五（P5）", "王四（P4）"]]
    assert said(under(paper(), "需要核定的信息")) == [
        "有9处信息需要核定，其中名单上的人4处；核定之前，一律按不利于规则的方向计算。"
    ]
    assert len(tables(paper())["unsettled"].rows) == 4
    assert said(under(paper(), "关于规则")) == ["规则T2（三长不任专职副主席）：三长以兼职、挂职方式进入领导机构。"]
    assert said(under(paper(), "关于政策"))[0].startswith("三长各几名")


def test_the_order_of_the_pools_rows_changes_nothing() -> None:
    text = "编号,姓名,性别,出生年月,得分\n"
    rows = [
        "P1,王一,女,1980-05,90",
        "P2,王二,男,1981-05,80",
        "P3,刘英,女,1982-05,70",
        "P4,丁三,男,,70",
        "P5,李四,女,1984,70",
    ]
    made = [proposal_paper(small_plan(text + "\n".join(order) + "\n")) for order in (rows, rows[::-1])]
    assert made[0] == made[1]


def test_a_pool_with_few_columns_has_a_short_table() -> None:
    table = tables(proposal_paper(small_plan("编号,姓名,性别\nA,甲,女\nB,乙,女\nC,丙,男\nD,丁,男\n")))[
        "roster_congress"
    ]
    assert [column.zh for column in table.columns] == ["序号", "姓名", "拟任职务", "性别", "编号"]


def test_employer_and_post_stand_together_in_each_language() -> None:
    pool: Pool = small_pool(
        "编号,姓名,性别,工作单位,职务\nA,甲,女,一中,校长\nB,乙,女,二中,\nC,丙,男,,\nD,丁,男,三中,教师\n"
    )
    table = tables(proposal_paper(plan(pool=pool, policy=small_policy())))["roster_congress"]
    at = [column.zh for column in table.columns].index("工作单位及职务")
    assert {row[at] for row in table.rows} == {
        Filled(zh="一中校长", en="一中, 校长"),
        same("二中"),
        same(""),
        Filled(zh="三中教师", en="三中, 教师"),
    }


def test_a_feasible_roster_is_not_called_proven() -> None:
    proposal = county()
    unproven = replace(proposal, solved=replace(proposal.solved, status=Status.FEASIBLE))
    assert noted(unproven, "概况")[0] == "找到了符合全部硬性规则的名单，但在停止前没有证明它最好。"
