"""The monthly report and the contact table: their figures are those of the coverage, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from optimizer.basis.text import Filled, same
from optimizer.people.words import HAN
from optimizer.planner.formats import Format, paper_files
from optimizer.report.blocks import Block, Chart, Heading, Line, Mark, Table
from optimizer.report.paper import Paper
from optimizer.report.papers.contacts import contacts_paper
from optimizer.report.papers.monthly import Month, monthly_paper
from optimizer.report.rollout.filing import filed_table
from optimizer.report.rollout.turnover import route_table
from optimizer.rollout.coverage import Coverage, coverage, timeline
from optimizer.rollout.planned import Outcome, Planned
from optimizer.rollout.prospects import Prospects, gather
from optimizer.rollout.unit import HEADS, SINCE_BEFORE, Contact, Level, Route, Stage, Unit

AS_OF, TARGET = date(2026, 11, 20), date(2026, 12, 31)
ALL = dict.fromkeys(HEADS, date(2024, 1, 1))
WHO = Contact(leader="王一", department="组织部", staff="李二", phone="000-1")


def unit(code: str, level: Level = Level.TOWNSHIP, city: str = "东市", **given: object) -> Unit:
    return Unit(**{"code": code, "name": f"单位{code}", "level": level, "city": city} | given)  # type: ignore[arg-type]


UNITS = (
    unit("00", Level.PROVINCE, city="", heads=ALL, contact=WHO),
    unit("10", Level.CITY, last_congress=date(2000, 1, 1)),
    unit("11", Level.COUNTY, heads=ALL, filed=AS_OF, addressee="县委组织部", last_congress=AS_OF.replace(year=2021)),
    unit("1101", heads={"school": date(2026, 11, 5)}, last_congress=date(2021, 11, 19), stage=Stage.PILOT, contact=WHO),
    unit("1102", last_congress=date(2024, 1, 1), planned=date(2029, 1, 1), policy="township"),
    unit("1103", association=None),
    unit("20", Level.CITY, city="西市", heads=ALL),
    unit("21", Level.COUNTY, city="西市", heads=ALL, filed=SINCE_BEFORE),
)
LONG = tuple(Filled(zh=f"原因{at}。", en=f"Reason {at}.") for at in range(5))
PLANNED = (
    Planned(code="1103", key="k", outcome=Outcome.PROVEN, route=Route.ELECTION, day=TARGET, heads={"school": 1}),
    Planned(
        code="1102", key="k", outcome=Outcome.FOUND, route=Route.COOPTION, day=AS_OF, heads={}, by_post={"T4": False}
    ),
    Planned(code="1101", key="k", outcome=Outcome.WAITING, route=Route.ELECTION, why=(same("no pool"),)),
    Planned(code="21", key="k", outcome=Outcome.IMPOSSIBLE, route=Route.ELECTION, clash=("A", "B"), why=LONG),
    Planned(code="11", key="k", outcome=Outcome.FAULTY, route=Route.ELECTION, why=(same("bad table"),)),
)


def found(
    target: date | None = TARGET,
    prospects: Prospects | None = None,
    before: date | None = None,
    units: tuple[Unit, ...] = UNITS,
) -> Month:
    prospects = gather(PLANNED) if prospects is None else prospects

    def seen(day: date) -> Coverage:
        return coverage(units, prospects, as_of=day, target=target)

    points = timeline(units, prospects, as_of=AS_OF, until=target or AS_OF, back=2)
    return Month(
        units=units,
        coverage=seen(AS_OF),
        prospects=prospects,
        points=points,
        before=None if before is None else seen(before),
        region="澜海省",
    )


def table(paper: Paper, name: str) -> Table:
    return next(block for block in paper.blocks if isinstance(block, Table) and block.id == name)


def ids(paper: Paper) -> list[str]:
    return [block.id for block in paper.blocks if isinstance(block, Table)]


def cells(block: Table) -> list[list[str]]:
    return [[cell.zh for cell in row] for row in block.rows]


def lines(paper: Paper) -> list[Filled]:
    return [block.text for block in paper.blocks if isinstance(block, Line)]


def under(paper: Paper, heading: str) -> list[Block]:
    places = {block.text.zh: at for at, block in enumerate(paper.blocks) if isinstance(block, Heading)}
    start = places[heading] + 1
    return list(paper.blocks[start : min((at for at in places.values() if at >= start), default=None)])


@pytest.fixture(scope="module")
def paper() -> Paper:
    return monthly_paper(found(before=date(2026, 10, 25)), dated=date(2026, 11, 21))


def test_the_report_names_its_month_period_and_the_day_it_is_due(paper: Paper) -> None:
    assert paper.title.zh == "澜海省“3+1”工作进展月报（2026年11月）（草案）"
    assert paper.title.en == '澜海省: "3+1" monthly report, November 2026 (draft)'
    assert lines(paper)[0].zh == "报告期：2026年10月25日之后至2026年11月20日。请于2026年11月25日前报送。"
    first = lines(monthly_paper(found()))[0]
    assert first.en == "Period: 1 November 2026 to 20 November 2026. To be handed in by 25 November 2026."
    december = monthly_paper(replace(found(), region=""), month=date(2026, 12, 1))
    assert december.title.zh == "“3+1”工作进展月报（2026年12月）（草案）"
    assert lines(december)[0].zh == "报告期：截至2026年11月20日。请于2026年12月25日前报送。"


def test_the_standing_is_told_in_exact_counts_and_cut_percentages(paper: Paper) -> None:
    said = [block.text for block in under(paper, "总体情况") if isinstance(block, Line)]
    assert [each.zh for each in said] == [
        "截至2026年11月20日，县（市、区）、乡镇（街道）共5个，已成立科协4个，占80.0%；至少有一名“三长”进入领导机构的3个，占60.0%；"
        "“三长”齐全的2个，占40.0%。",
        "县（市、区）2个：已成立科协2个，占100.0%；有“三长”的2个，占100.0%；“三长”齐全的2个，占100.0%。",
        "乡镇（街道）3个：已成立科协2个，占66.6%；有“三长”的1个，占33.3%；“三长”齐全的0个，占0.0%。",
        "已有“三长”的3个单位中，已向组织部门或党委备案2个，占66.6%。",
        "没有成立科协的空白点1个；有科协、没有“三长”的盲区1个；“三长”没有齐全的1个。",
        "距2026年12月31日全覆盖目标还有41天，还有2个单位没有“三长”。",
        "按已排出的名单，到2026年12月31日成立科协的达到5个，占100.0%；有“三长”的4个，占80.0%；“三长”齐全的2个，占40.0%（共5个）。",
        "届时仍有1个没有“三长”。",
    ]
    assert said[2].en.startswith(
        "Of level township there were 3: 2 with an association (66.6%), 1 with at least one of the"
    )
    assert said[5].en == (
        "There are 41 days left to the target of full coverage on 31 December 2026. Units still without any of the three heads: 2."
    )


def test_tables_of_coverage_have_the_figures_of_the_coverage(paper: Paper) -> None:
    now = found().coverage
    for name, group in (("level", now.by_level), ("city", now.by_city), ("stage", now.by_stage)):
        block = table(paper, f"coverage_{name}")
        assert block.wide
        assert sum(band.columns for band in block.bands) == len(block.columns)
        for row, tally in zip(cells(block), (*group.values(), now.whole), strict=True):
            counts = [int(cell.partition("/")[0]) for cell in row[1:]]
            target = tally.target
            assert counts == [
                *(tally.units, tally.associations, tally.headed, tally.complete, tally.filed, tally.overdue),
                *(target.associations, target.headed, target.complete),
            ]
    rows = cells(table(paper, "coverage_level"))
    assert [row[0] for row in rows] == ["县（市、区）", "乡镇（街道）", "合计"]
    assert rows[1][2:] == [
        "2/3 66.6%",
        "1/3 33.3%",
        "0/3 0.0%",
        "0/1 0.0%",
        "1/2 50.0%",
        "3/3 100.0%",
        "2/3 66.6%",
        "0/3 0.0%",
    ]
    # Only full coverage is coloured.
    assert table(paper, "coverage_level").marks == (Mark.KEPT, Mark.PLAIN, Mark.PLAIN)


def test_without_a_target_nothing_is_said_of_one() -> None:
    paper = monthly_paper(found(target=None))
    assert len(table(paper, "coverage_level").columns) == 7
    assert not any("目标" in line.zh or "届时" in line.zh for line in lines(paper))


def test_a_target_that_is_past_or_reached_is_said_so() -> None:
    units = (unit("11", Level.COUNTY, heads=ALL),)
    past = monthly_paper(found(target=date(2026, 11, 10), prospects=Prospects(), units=units))
    assert any(line.zh == "2026年11月10日的全覆盖目标已过10天，已经全覆盖。" for line in lines(past))
    assert any("都已成立科协" in line.zh for line in lines(past))
    assert not {"blanks", "gaps", "partial"} & set(ids(past))


def test_changes_are_told_against_the_last_report_only_where_there_was_one(paper: Paper) -> None:
    rows = cells(table(paper, "changes"))
    assert ["至少一名", "2", "3", "+1"] in rows
    assert ["已备案", "1", "2", "+1"] in rows
    assert ["单位数", "5", "5", "0"] in rows
    assert "changes" not in ids(monthly_paper(found()))


def test_turnover_is_of_all_levels_and_lists_the_longest_overdue_first(paper: Paper) -> None:
    rows = cells(table(paper, "turnover"))
    assert rows[-1] == ["合计", "8", "1", "3", "2", "2", "1", "7", "1"]
    assert [(row[0], row[5], row[6]) for row in cells(table(paper, "overdue"))] == [
        ("10", "2005-01-01", "7993"),
        ("1101", "2026-11-19", "1"),
    ]
    assert any(line.zh == "换届超期的2个，其中超期超过五年的1个。" for line in lines(paper))
    assert [row[0] for row in cells(table(paper, "never_held"))] == ["00", "20", "21"]
    assert [(row[0], row[5]) for row in cells(table(paper, "due_soon"))] == [("11", "2026-11-20")]


def test_routes_name_the_day_and_the_policy() -> None:
    rows = {row[0]: row[4:] for row in cells(route_table(UNITS, as_of=AS_OF))}
    assert rows["1102"] == ["届中增补", "2026-11-20", "2029-01-01", "township"]
    assert rows["11"] == ["大会选举", "2026-11-20", "2026-11-20", "—"]


def test_filings_are_counted_and_the_open_ones_listed(paper: Paper) -> None:
    assert cells(table(paper, "filing"))[-1] == ["合计", "8", "2", "3", "3"]
    assert [(row[0], row[4], row[5]) for row in cells(table(paper, "not_filed"))] == [
        ("00", "医院院长、学校校长、农技站站长", "2024-01-01"),
        ("1101", "学校校长", "2026-11-05"),
        ("20", "医院院长、学校校长、农技站站长", "2024-01-01"),
    ]
    done = cells(filed_table(UNITS, as_of=AS_OF))
    assert [row[4:] for row in done] == [["2026-11-20", "县委组织部"], ["有（日期未填）", "—"]]


def test_results_say_what_came_of_each_unit_and_why(paper: Paper) -> None:
    rows = cells(table(paper, "outcomes"))
    assert rows[0] == ["有名单，已证明最优", "1", "1/5 20.0%"]
    assert sum(int(row[1]) for row in rows[:-1]) == int(rows[-1][1]) == 5
    assert table(paper, "outcomes").note == Filled(
        zh="吸纳方式：大会选举4个；届中增补1个。", en="Ways: election 4; co-option 1."
    )
    assert cells(table(paper, "waiting")) == [["no pool", "1"]]
    assert [(row[0], row[4], row[5], row[6]) for row in cells(table(paper, "troubles"))] == [
        ("1102", "有名单，没有证明最优", "—", "—"),
        ("21", "已证明排不出名单", "A、B", "原因0；原因1；原因2……另有2条"),
        ("11", "材料有误", "—", "bad table"),
    ]
    assert [row[-1] for row in cells(table(paper, "posts_broken"))] == ["T4"]
    assert "这次没有拟定名单。" in [line.zh for line in lines(monthly_paper(found(prospects=Prospects())))]


def test_problems_are_those_the_figures_show(paper: Paper) -> None:
    said = [block.text.zh for block in under(paper, "存在的问题和需要解决的事项") if isinstance(block, Line)]
    counts = [line.partition("．")[2].partition("个")[0] for line in said]
    assert counts == ["1", "1", "2", "3", "3", "1", "1", "1", "1", "6"]
    good = (unit("11", Level.COUNTY, heads=ALL, filed=AS_OF, last_congress=date(2025, 1, 1), contact=WHO),)
    fine = monthly_paper(found(prospects=Prospects(), units=good))
    assert "表中没有发现问题。" in [line.zh for line in lines(fine)]
    assert len(table(fine, "support").rows) == 3


def test_the_chart_and_its_table_are_of_the_same_points(paper: Paper) -> None:
    (chart,) = (block for block in paper.blocks if isinstance(block, Chart))
    curves = [series for series in chart.series if series.labels]
    block = table(paper, "progress")
    for column, series in enumerate(curves, 2):
        assert [label.zh for label in series.labels] == [row[0] for row in cells(block)]
        for row, (_, height) in zip(cells(block), series.points, strict=True):
            counted, _, whole = row[column].split()[0].partition("/")
            assert height == pytest.approx(100 * int(counted) / int(whole))
    assert [row[1] for row in cells(block)] == ["实际", "实际", "实际", "按已排名单", "按已排名单"]
    assert chart.alt.zh.endswith("2026年11月20日 3/5 60.0%；按已排名单，2026年12月31日 4/5 80.0%。")
    xs = [x for x, _ in curves[0].points]
    assert xs == sorted(xs)
    assert xs[2] == 0


def test_long_lists_are_cut_on_paper_and_whole_in_the_workbook() -> None:
    many = found(units=tuple(unit(f"{at:03d}", association=None) for at in range(60)), prospects=Prospects())
    cut, whole = table(monthly_paper(many), "blanks"), table(monthly_paper(many, most=None), "blanks")
    assert (len(cut.rows), len(whole.rows)) == (50, 60)
    assert cut.caption == Filled(
        zh="共60个，这里只列前50个，全部见工作簿。",
        en="60 in all; only the first 50 are listed here, the workbook has them all.",
    )
    assert whole.caption == Filled(zh="共60个。", en="60 in all.")


def test_contacts_stand_by_city_and_code_with_what_is_missing_marked() -> None:
    units = (*UNITS[::-1], unit("12", city="西市", contact=replace(WHO, phone="")))
    block = table(contacts_paper(units, region="澜海省"), "contacts")
    codes = ["00", "10", "11", "1101", "1102", "1103", "12", "20", "21"]
    assert cells(block)[0][:3] == ["1", "—", "00"]
    assert [row[2] for row in cells(block)] == codes
    assert [mark is Mark.PLAIN for mark in block.marks] == [code in ("00", "1101") for code in codes]
    assert cells(block)[6][5:] == ["王一", "组织部", "李二", "未填"]
    assert block.caption is not None
    assert block.caption.zh == "共9个单位，其中7个信息不全，已标出。"
    assert block.note is None
    short = table(contacts_paper(units, most=4), "contacts")
    assert ([row[2] for row in cells(short)], short.caption, len(short.marks)) == (codes[:4], block.caption, 4)
    assert short.note is not None
    assert short.note.zh == "这里只列前4个，全部见工作簿。"


def test_the_report_is_written_alike_every_time(paper: Paper) -> None:
    files = paper_files(paper, "zh", (Format.DOCX, Format.XLSX))
    assert files == paper_files(paper, "zh", (Format.DOCX, Format.XLSX))


def test_in_english_nothing_is_left_in_chinese() -> None:
    plain = Contact(leader="Wang", department="Office", staff="Li")
    units = tuple(
        replace(each, name=each.code, city=each.city and "East", addressee="", contact=plain) for each in UNITS
    )
    month = replace(found(before=date(2026, 10, 25), units=units), region="Lanhai")
    for each in (monthly_paper(month), contacts_paper(units, region="Lanhai")):
        (text,) = paper_files(each, "en", (Format.MD,)).values()
        assert "(draft)" in text.decode()
        assert re.findall(f"[{HAN}]", text.decode()) == []
