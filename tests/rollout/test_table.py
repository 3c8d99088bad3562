"""The table of units: what its cells mean, and each of its faults."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from optimizer.basis.faults import Fault, InputFaults
from optimizer.planner.rollout.table import Units, read_units
from optimizer.rollout.unit import SINCE_BEFORE, Contact, Level, Stage, Unit

HEADER = (
    "编码,名称,层级,上级,所属市,阶段,科协,上次大会,拟换届日期,政策,候选人,现任名册,"
    "医院院长,学校校长,农技站站长,备案日期,备案单位,分管领导,责任部门,专职人员,电话,编制"
)
PROVINCE = f"""{HEADER}
9000,澜海省,省,,,,是,,,,,,,,,,,,,,,
9001,东市,市,9000,,试点,1985年3月,2021-11-25,,,,,,,,,,,,,,
900101,甲县,县（市、区）,东市,,试点,1990,2021.11,2026年12月,county-sample,counties.csv#县=甲县,now.json,是,2024-05-06,,2024年6月,县委组织部,王一,组织部,李二,000-0000000,3
900101001,河口镇,乡镇（街道）,900101,,,否,,,,,,,,,,,,,,,缺编制
900199,直管县,县,9000,西市,,2001-02-03 00:00:00,未召开,,,,,,,,,,,,,,
"""
SMALL = "编码,名称,层级,上级,科协,上次大会,学校校长,备案日期\n"


def read(text: str) -> Units:
    return read_units(text.encode(), source="units.csv")


def by_code(text: str) -> dict[str, Unit]:
    return {unit.code: unit for unit in read(text).units}


def faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(InputFaults) as refused:
        read(text)
    assert "units.csv" in refused.value.digest("zh")
    return refused.value.faults


def test_every_column_comes_out_as_it_is_meant() -> None:
    units = by_code(PROVINCE)
    assert list(units) == ["9000", "9001", "900101", "900101001", "900199"]
    assert units["900101"] == Unit(
        code="900101",
        name="甲县",
        level=Level.COUNTY,
        parent="9001",
        city="东市",
        stage=Stage.PILOT,
        association=date(1990, 1, 1),
        last_congress=date(2021, 11, 1),
        planned=date(2026, 12, 31),
        policy="county-sample",
        pool="counties.csv#县=甲县",
        roster="now.json",
        heads={"hospital": SINCE_BEFORE, "school": date(2024, 5, 6)},
        filed=date(2024, 6, 1),
        addressee="县委组织部",
        contact=Contact(leader="王一", department="组织部", staff="李二", phone="000-0000000"),
        census={"编制": "3"},
        row=4,
    )
    assert units["9000"].association == SINCE_BEFORE
    assert (units["900101001"].association, units["900101001"].stage) == (None, Stage.FULL)
    assert units["900101001"].census == {"编制": "缺编制"}
    assert (units["900199"].association, units["900199"].last_congress) == (date(2001, 2, 3), None)


def test_a_city_is_found_through_the_units_above() -> None:
    cities = {code: unit.city for code, unit in by_code(PROVINCE).items()}
    assert cities == {"9000": "", "9001": "东市", "900101": "东市", "900101001": "东市", "900199": "西市"}


def test_a_workbook_gives_what_its_cells_show() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["编码", "名称", "层级", "上次大会", "电话"])
    book.active.append([900101, "甲县", "县", datetime(2021, 11, 25), 13_900_000_000])
    data = BytesIO()
    book.save(data)
    (unit,) = read_units(data.getvalue(), source="units.xlsx").units
    assert (unit.code, unit.last_congress, unit.contact.phone) == ("900101", date(2021, 11, 25), "13900000000")


def test_english_headers_and_words_do_as_well() -> None:
    units = by_code(
        "Code,Name,Level,Parent,Stage,Association,Last congress,Planned,School head,Enterprise head,Phone\n"
        "1,North,City,,pilot,yes,2020-02-29,2027,,,1\n"
        "2,Town,township,North,full,1999,,,no,2024-01,\n"
    )
    assert (units["1"].level, units["1"].stage, units["1"].planned) == (Level.CITY, Stage.PILOT, date(2027, 12, 31))
    assert (units["2"].heads, units["2"].parent) == ({"enterprise": date(2024, 1, 1)}, "1")


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("自治区", Level.PROVINCE),
        ("地级市", Level.CITY),
        ("县(市、区)", Level.COUNTY),
        ("旗", Level.COUNTY),
        ("街 道", Level.TOWNSHIP),
    ],
)
def test_levels_are_read_in_the_usual_words(written: str, level: Level) -> None:
    assert read(f'编码,名称,层级\n1,甲,"{written}"\n').units[0].level is level


def test_the_order_of_rows_changes_nothing_but_the_row_numbers() -> None:
    head, *rows = PROVINCE.splitlines()
    units = read(PROVINCE).units
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        again = read("\n".join([head, *rows])).units
        assert [replace(unit, row=0) for unit in again] == [replace(unit, row=0) for unit in units]


def test_where_the_table_leaves_an_association_open_a_notice_says_how_it_counts() -> None:
    without = read("编码,名称,层级\n1,甲,县\n")
    assert [notice.kind for notice in without.notices] == ["units.all_set_up"]
    assert without.units[0].association == SINCE_BEFORE
    empty = read("编码,名称,层级,科协\n1,甲,县,\n2,乙,县,否\n3,丙,县,是\n")
    assert [(notice.kind, "第 2 行" in notice.message.zh) for notice in empty.notices] == [("units.unsaid", True)]
    assert [unit.association for unit in empty.units] == [None, None, SINCE_BEFORE]


FAULTS = [
    ("编码,名称,层级,电话\n1,甲,县,\n1,乙,县,\n", "units.code_twice", 3, None, "1"),
    ("编码,名称,层级,电话\n,甲,县,1\n", "units.empty", 2, "编码", None),
    ("编码,名称,层级,电话\n1,,县,1\n", "units.empty", 2, "名称", None),
    ("编码,名称,层级\n1.1E+17,甲,县\n", "people.rounded", 2, "编码", "1.1E+17"),
    ("编码,名称,层级\n1,甲,村\n", "units.level", 2, "层级", "村"),
    ("编码,名称,层级\n1,甲,\n", "units.level", 2, "层级", None),
    ("编码,名称,层级,阶段\n1,甲,县,中途\n", "units.stage", 2, "阶段", "中途"),
    ("编码,名称,层级,上级\n1,甲,县,丙\n", "units.parent", 2, "上级", "丙"),
    ("编码,名称,层级,上级\n1,甲,市,\n2,甲,市,\n3,乙,县,甲\n", "units.parent", 4, "上级", "甲"),
    ("编码,名称,层级,上级\n1,甲,县,1\n", "units.loop", 2, "上级", "1"),
    ("编码,名称,层级,上级\n2,乙,县,3\n3,丙,乡,4\n4,丁,市,2\n5,戊,乡,2\n", "units.loop", 2, "上级", "3"),
    ("编码,名称,层级,上级\n1,甲,县,\n2,乙,市,1\n", "units.not_above", 3, "上级", "市"),
    ("编码,名称,层级,上级\n1,甲,县,\n2,乙,区,1\n", "units.not_above", 3, "上级", "县（市、区）"),
    ("编码,名称,层级,上次大会\n1,甲,县,去年\n", "units.date", 2, "上次大会", "去年"),
    ("编码,名称,层级,上次大会\n1,甲,县,2021-02-30\n", "units.date_impossible", 2, "上次大会", "2021-02-30"),
    ("编码,名称,层级,上次大会\n1,甲,县,2921-02-03\n", "units.date_impossible", 2, "上次大会", "2921-02-03"),
    ("编码,名称,层级,上次大会\n1,甲,县,2021.1\n", "units.date_ambiguous", 2, "上次大会", "2021.1"),
    ("编码,名称,层级,科协\n1,甲,县,也许\n", "units.date", 2, "科协", "也许"),
    ("编码,名称,层级,电话\n1,甲,县,#REF!\n", "people.formula", 2, "电话", "#REF!"),
    (SMALL + "1,甲,县,,否,2021,,\n", "units.no_association", 2, "上次大会", None),
    (SMALL + "1,甲,县,,否,,是,\n", "units.no_association", 2, "学校校长", None),
    (SMALL + "1,甲,县,,,,,是\n", "units.no_association", 2, "备案日期", None),
    (SMALL + "1,甲,县,,2020,,2019-12,\n", "units.head_early", 2, "学校校长", "2019-12-31"),
    (SMALL + "1,甲,县,,是,,,2020\n", "units.nothing_filed", 2, "备案日期", None),
    (SMALL + "1,甲,县,,是,,2020-03-02,2020-02\n", "units.filed_early", 2, "备案日期", "2020-02-29"),
]


@pytest.mark.parametrize(("text", "kind", "row", "column", "value"), FAULTS)
def test_each_fault_is_reported_alone_with_its_place(
    text: str, kind: str, row: int, column: str | None, value: str | None
) -> None:
    (fault,) = faults(text)
    assert (fault.kind, fault.row, fault.column, fault.value) == (kind, row, column, value)
    assert fault.sentence("zh") != fault.sentence("en")


def test_days_as_precise_as_they_are_do_not_contradict_each_other() -> None:
    unit = by_code(SMALL + "1,甲,县,,2020,2020-05,2020-03-02,2020-03\n2,乙,县,,2020-06,,2020,是\n")["1"]
    assert (unit.heads, unit.filed) == ({"school": date(2020, 3, 2)}, date(2020, 3, 1))


def test_all_faults_come_at_once_in_the_order_of_rows() -> None:
    found = faults("编码,名称,层级,上级,阶段,上次大会\n1,甲,县,丙,中途,2021-13\n2,,乡,1,,\n2,丁,村,,,\n")
    assert [(fault.row, fault.kind) for fault in found] == [
        (2, "units.stage"),
        (2, "units.date_impossible"),
        (2, "units.parent"),
        (3, "units.empty"),
        (4, "units.level"),
        (4, "units.code_twice"),
    ]


def test_missing_columns_and_rows_are_named() -> None:
    assert [fault.kind for fault in faults("编码,电话\n1,2\n")] == ["units.column", "units.column"]
    assert [fault.kind for fault in faults("编码,名称,层级\n")] == ["units.no_rows"]
    assert [fault.kind for fault in faults("编码,名称,层级,编码\n1,甲,县,2\n")] == ["table.header_twice"]


def test_a_day_that_cannot_be_read_contradicts_nothing() -> None:
    assert [fault.kind for fault in faults(SMALL + "1,甲,县,,很久,2021,是,2022\n")] == ["units.date"]
