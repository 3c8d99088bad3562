"""The structure table against counts by hand, and the sums it promises."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.groups.predicate import Age, OneOf
from optimizer.names.listing import Given, Listing
from optimizer.planner.inputs import open_policy, open_pool
from optimizer.planner.plan import plan
from optimizer.report.structure import (
    OFFICES,
    ROW_WORDS,
    Figures,
    counted,
    figures,
    further_candidates,
    rate_words,
    structure_tables,
    structures_of,
    units_in_order,
)
from optimizer.report.structure_records import MOST_VALUES, Kind, Row
from optimizer.roster.counted import Counted
from optimizer.roster.roster import Proposal
from optimizer.rules.base import Seated
from optimizer.rules.tally import bound_of, worked_out
from tests.samples import COUNTY, ROOT, county, shipped_plan, small_plan

POOL = """编号,姓名,性别,出生年月,民族,推荐单位,单位类别,得分
P1,王一,女,1990-05,汉族,乙县,学校,90
P2,王二,男,1950-05,回族,乙县,学校,80
P3,王三,女,1950-05,汉族,丁县,医院,70
P4,王四,男,1990-05,汉族,丁县,,60
P5,王五,男,1950-05,汉族,八县,企业,50
P6,王六,女,1950-05,,八县,企业,40
"""
RULES = """
[[rule]]
id = "U"
kind = "each"
by = "unit"
scope = "congress"
at_least = 1
[[rule]]
id = "Y"
kind = "share"
scope = "congress"
group = { age = "<=45" }
at_least = "1/4"
[[rule]]
id = "M"
kind = "count"
strength = "prefer"
scope = "congress"
group = { sex = "male" }
at_least = 3
"""


def cells(proposal: Proposal, table: str) -> dict[tuple[str, str], list[str]]:
    """The rows of a table by section and row, in Chinese."""
    (found,) = [each for each in structure_tables(proposal, Listing()) if each.id == f"structure_{table}"]
    rows: dict[tuple[str, str], list[str]] = {}
    section = ""
    for first, kind, *figures_ in found.rows:
        section = first.zh or section
        rows[section, kind.zh] = [each.zh for each in figures_]
    return rows


@cache
def contested() -> Proposal:
    policy = open_policy(str(ROOT / "docs" / "examples" / "contested.toml"))
    return plan(pool=open_pool(COUNTY.read_bytes(), policy, source=COUNTY.name), policy=policy)


def dalian() -> Proposal:
    return shipped_plan("dalian-2018")


PROPOSALS = pytest.mark.parametrize("planned", [county, dalian, contested])


def test_a_small_table_by_hand() -> None:
    """The best four by score with somebody of each unit and two women: P1, P2, P3, P5."""
    proposal = small_plan(POOL, RULES)
    assert [seat.person for seat in proposal.holding("congress")] == ["P1", "P2", "P3", "P5"]
    (table, *_) = structure_tables(proposal, Listing())
    assert [column.zh for column in table.columns] == [
        *("推荐单位", "项目", "人数", "企业", "学校", "医院", "未填", "女性", "少数民族", "45岁及以下"),
    ]
    assert [(band.title.zh, band.columns) for band in table.bands] == [
        ("", 2),
        ("", 1),
        ("代表构成", 4),
        ("其中", 3),
    ]
    assert cells(proposal, "congress") == {
        ("全体", "应选"): ["4", "", "", "", "", "2", "", "1"],
        ("全体", "实际"): ["4", "1", "2", "1", "0", "2", "1", "1"],
        ("全体", "差额"): ["0", "", "", "", "", "0", "", "0"],
        ("全体", "差额比率"): ["0.00%", "", "", "", "", "0.00%", "", "0.00%"],
        ("丁县", "应选"): ["1", *[""] * 7],
        ("丁县", "实际"): ["1", "0", "0", "1", "0", "1", "0", "0"],
        ("丁县", "差额"): ["0", *[""] * 7],
        ("丁县", "差额比率"): ["0.00%", *[""] * 7],
        ("八县", "应选"): ["1", *[""] * 7],
        ("八县", "实际"): ["1", "1", "0", "0", "0", "0", "0", "0"],
        ("八县", "差额"): ["0", *[""] * 7],
        ("八县", "差额比率"): ["0.00%", *[""] * 7],
        ("乙县", "应选"): ["1", *[""] * 7],
        ("乙县", "实际"): ["2", "0", "2", "0", "0", "1", "1", "1"],
        ("乙县", "差额"): ["1", *[""] * 7],
        ("乙县", "差额比率"): ["100.00%", *[""] * 7],
    }


def test_units_without_people_stand_together_where_nothing_asks_for_them() -> None:
    rows = cells(small_plan(POOL, RULES), "committee")
    assert [key for key in rows if key[0] != "全体"] == [("乙县", "实际"), ("其余", "实际")]
    assert rows["其余", "实际"] == ["0"] * 8


def test_offices_stand_together() -> None:
    rows = cells(county(), "offices")
    assert [section for section, kind in rows if kind == "应选"] == ["主席", "副主席"]
    assert rows["副主席", "实际"][0] == "4"


@PROPOSALS
def test_the_make_up_adds_up_to_the_heads(planned: Callable[[], Proposal]) -> None:
    roster = counted(planned())
    for table in structures_of(planned(), Listing()):
        made = [at for at, column in enumerate(table.columns) if column.kind is Kind.MAKEUP]
        for section in table.sections:
            heads, *values = (roster.value(section.cells[at].actual) for at in (0, *made))
            assert min(values) >= 0
            assert sum(values) == heads


@PROPOSALS
def test_units_add_up_to_the_body(planned: Callable[[], Proposal]) -> None:
    roster = counted(planned())
    for table in structures_of(planned(), Listing()):
        whole, *units = table.sections
        if table.id != OFFICES:
            for at, cell in enumerate(whole.cells):
                assert sum(roster.value(unit.cells[at].actual) for unit in units) == roster.value(cell.actual)


@PROPOSALS
def test_quick_counting_gives_what_slow_counting_gives(planned: Callable[[], Proposal]) -> None:
    proposal = planned()
    held = tuple((proposal.person(seat.person), seat.position) for seat in proposal.seats)
    seated = Seated(seats=held, pool=proposal.problem.pool, on=proposal.problem.policy.reference_date)
    roster = Counted(seated)
    for rule in proposal.problem.rules:
        for tally in rule.tallies(proposal.problem.pool):
            assert roster.value(tally.found) == worked_out(tally.found, seated)
            for bound in (tally.least, tally.most):
                assert roster.bound(bound) == (None if bound is None else bound_of(bound, seated))


def test_what_binding_rules_ask_for_is_what_their_verdicts_need() -> None:
    """Of county: C1 to C5 and T1 ask for groups of a whole body, C6 for people of each unit of the congress."""
    proposal = county()
    verdicts = {(verdict.rule, verdict.part): verdict for verdict in proposal.verdicts}
    roster = counted(proposal)
    congress, committee, standing, _ = structures_of(proposal, Listing())
    places = {column.title.zh: at for at, column in enumerate(congress.columns)}
    for table, column, rule in (
        (congress, "基层一线", "C1"),
        (committee, "基层一线", "C2"),
        (standing, "基层一线", "C3"),
        (congress, "45岁及以下", "C4"),
        (congress, "女性", "C5"),
        (standing, "三长", "T1"),
    ):
        found = figures(table.sections[0], places[column], roster, 0)
        verdict = verdicts[rule, ""]
        assert (found.asked, found.actual) == (verdict.least, verdict.found)
    for section in congress.sections[1:]:
        assert section.unit is not None
        found, verdict = figures(section, 0, roster, 0), verdicts["C6", section.unit]
        assert (found.asked, found.actual) == (verdict.least, verdict.found)


def test_heads_of_a_contested_body_are_set_against_all_candidates() -> None:
    proposal = contested()
    rows = cells(proposal, "congress")
    assert further_candidates(proposal, "congress") == 24
    heads = [rows["全体", kind][0] for kind in ("应选", "实际", "差额", "差额比率")]
    assert heads == ["120", "120", "24", "20.00%"]
    assert rows["全体", "差额"][-2] == "0"


def test_seats_in_a_range_ask_for_the_number_chosen() -> None:
    extra = '[[body]]\nid = "board"\ntitle = "理事会"\nseats = { at_least = 1, at_most = 3 }\nwithin = "congress"\n'
    proposal = small_plan(POOL, extra)
    found = cells(proposal, "board")
    chosen = str(len(proposal.holding("board")))
    assert [found["全体", kind][0] for kind in ("应选", "实际", "差额")] == [chosen, chosen, "0"]


def test_a_make_up_of_many_values_puts_the_rest_together() -> None:
    heads = [f"P{n},王{n},女,{n},类{n}" for n in range(1, MOST_VALUES + 4)]
    pool = "\n".join(["编号,姓名,性别,得分,单位类别", *heads, "Q1,赵一,女,99,", ""])
    (table, *_) = structures_of(small_plan(pool), Listing())
    made = [column for column in table.columns if column.kind is Kind.MAKEUP]
    assert [column.title.zh for column in made[MOST_VALUES:]] == ["未填", "其他"]
    assert [column.group for column in made[MOST_VALUES:]] == [OneOf("sector", ("",)), None]


def test_without_sectors_the_make_up_is_frontline_or_not() -> None:
    pool = "编号,姓名,性别,得分,是否基层一线\n" + "".join(
        f"P{n},王{n},女,{n},{said}\n" for n, said in enumerate(("是", "否", "待定", ""), 1)
    )
    rows = cells(small_plan(pool), "congress")
    assert rows["全体", "实际"][:4] == ["4", "1", "1", "2"]


def test_a_group_of_the_policy_stands_once_under_the_policys_name() -> None:
    policy = '[groups]\nyouth = { age = "<=45", called = "青年" }\n'
    (table, *_) = structures_of(small_plan(POOL, policy), Listing())
    among = [(column.title.zh, column.group) for column in table.columns if column.kind is Kind.AMONG]
    assert [title for title, _ in among] == ["女性", "少数民族", "青年"]
    assert among[2][1] == Age((("<=", 45),))


def test_units_stand_in_stroke_order_and_as_the_user_says() -> None:
    pool = small_plan(POOL, RULES).problem.pool
    assert units_in_order(pool, Listing()) == ("乙县", "丁县", "八县")
    assert units_in_order(pool, Listing(given=(Given(character="丁", after="王"),))) == ("乙县", "八县", "丁县")


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (Fraction(1, 3), "33.33%"),
        (Fraction(-1, 3), "-33.33%"),
        (Fraction(2, 3), "66.66%"),
        (Fraction(-1, 100_000), "0.00%"),
        (Fraction(0), "0.00%"),
        (Fraction(5, 2), "250.00%"),
    ],
)
def test_rates_are_cut_toward_zero(rate: Fraction, said: str) -> None:
    assert rate_words(rate) == said


@given(st.integers(-999, 999), st.integers(1, 999))
def test_a_printed_rate_never_says_more_than_there_is(gap: int, asked: int) -> None:
    rate = Figures(actual=asked + gap, asked=asked, gap=gap).rate
    assert rate is not None
    printed = Fraction(rate_words(rate).removesuffix("%")) / 100
    assert abs(printed) <= abs(rate) < abs(printed) + Fraction(1, 10_000)


def test_nothing_asked_has_no_rate() -> None:
    assert Figures(actual=3, asked=0, gap=3).rate is None
    assert Figures(actual=3).rate is None
    assert set(ROW_WORDS) == set(Row)
