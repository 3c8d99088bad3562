"""A schedule in words, tables and JSON: the sentences, and that the figures are the schedule's."""

from __future__ import annotations

import json
from datetime import date

import pytest

from optimizer.basis.text import Lang
from optimizer.export.schedule_json import schedule_document
from optimizer.planner.formats import Format, paper_files
from optimizer.report.blocks import Block, Chart, Line, Mark, Table
from optimizer.report.schedule import schedule_blocks, schedule_paper
from optimizer.report.schedule_words import clash_words, rule_words, way_words
from optimizer.rollout.schedule import Schedule, schedule
from optimizer.rollout.schedule_turns import Capacity, Settings, Turn
from optimizer.rollout.unit import Level, Stage, Unit

TURNS = (
    Turn(code="01", city="甲市", stage=Stage.PILOT, due=date(2026, 3, 1), planned=date(2026, 9, 1)),
    Turn(code="02", city="甲市", due=date(2022, 5, 1), planned=date(2026, 4, 1)),
    Turn(code="03", city="乙市", due=date(2027, 2, 1)),
    Turn(code="04", city=""),
)
UNITS = {
    turn.code: Unit(code=turn.code, name=f"第{turn.code}镇", level=Level.TOWNSHIP, city=turn.city) for turn in TURNS
}


def _done() -> Schedule:
    return schedule(TURNS, Settings(first=2026, last=2027, capacity=Capacity(each=2), each_city=Capacity(each=3)))


def _table(blocks: list[Block], name: str) -> Table:
    return next(block for block in blocks if isinstance(block, Table) and block.id == name)


def _cells(table: Table, lang: Lang) -> list[list[str]]:
    return [[cell.to(lang) for cell in row] for row in table.rows]


def test_the_summary_counts_late_overdue_and_days_kept() -> None:
    lines = [block.text for block in schedule_blocks(_done(), UNITS) if isinstance(block, Line)]
    assert lines[0].zh == "已证明最优：在全部规则下，没有比这更好的安排。"
    assert lines[1].zh == (
        "4个单位，2026年至2027年。晚于应换届年份的1/4 25.0%，其中1个在2026年以前就已逾期。"
        "已定日期的2个，保持原定年份的2个。"
    )
    assert lines[1].en == (
        "4 units from 2026 to 2027. Later than the year they are due: 1/4 25.0%, of them overdue before 2026: 1. "
        "Days already set: 2, of them kept to their year: 2."
    )


def test_the_tables_hold_the_loads_the_cities_and_every_unit() -> None:
    blocks = schedule_blocks(_done(), UNITS)
    years = _table(blocks, "schedule_years")
    assert _cells(years, "en") == [
        ["2026", "1", "1", "2", "2", "1"],
        ["2027", "0", "2", "2", "2", "0"],
        ["Total", "1", "3", "4", "—", "1"],
    ]
    assert years.marks == (Mark.SHORT, Mark.PLAIN, Mark.PLAIN)
    assert _cells(_table(blocks, "schedule_cities"), "zh") == [
        ["（没有市）", "0", "1", "1", "0"],
        ["乙市", "0/3", "1/3", "1", "0"],
        ["甲市", "2/3", "0/3", "2", "1"],
    ]
    assert _cells(_table(blocks, "schedule_units"), "zh") == [
        ["02", "第02镇", "乡镇（街道）", "甲市", "全面", "2026", "2026-04-01", "2026-04-01", "2022-05-01", "4年"],
        ["01", "第01镇", "乡镇（街道）", "甲市", "试点", "2026", "2026-09-01", "2026-09-01", "2026-03-01", "184天"],
        ["03", "第03镇", "乡镇（街道）", "乙市", "全面", "2027", "2027-02-01", "—", "2027-02-01", ""],
        ["04", "第04镇", "乡镇（街道）", "—", "全面", "2027", "2027-12-31", "—", "—", ""],
    ]
    chart = next(block for block in blocks if isinstance(block, Chart))
    assert [series.points for series in chart.series] == [
        ((2026.0, 1.0),),
        ((2026.0, 1.0), (2027.0, 2.0)),
        ((2026.0, 2.0), (2027.0, 2.0)),
    ]
    assert chart.alt.en == "Turnovers by year: 2026: 2, 2027: 2."


def test_a_long_list_of_units_is_cut_and_says_so() -> None:
    table = _table(schedule_blocks(_done(), UNITS, most=3), "schedule_units")
    assert len(table.rows) == 3
    assert table.caption is not None
    assert "3" in table.caption.zh
    assert "4" in table.caption.zh


def test_every_goal_stands_with_its_proof() -> None:
    rows = _cells(_table(schedule_blocks(_done(), UNITS), "schedule_goals"), "en")
    assert [row[0] for row in rows[:3]] == [
        "fewest units later than the year they are due",
        "fewest years late in all",
        "most units in the year already set",
    ]
    assert [row[1:3] for row in rows[:5]] == [["1", "1"], ["4", "4"], ["2", "2"], ["2", "2"], ["2", "2"]]
    assert "not proven" not in {row[3] for row in rows}


IMPOSSIBLE: list[tuple[list[Turn], Settings, list[tuple[str, str]]]] = [
    (
        [
            *(Turn(code=f"a{n}", due=date(2026, 1, 1)) for n in range(5)),
            *(Turn(code=f"b{n}", due=date(2027, 1, 1)) for n in range(7)),
        ],
        Settings(first=2026, last=2028, capacity=Capacity(each=5), due_must=True),
        [
            (
                "到2027年底有12个单位到期，而能用的容量只有10个（2026年5、2027年5）：多出2个。",
                "Due by the end of 2027: 12 units, but the capacity for them is 10 (2026: 5, 2027: 5): 2 too many.",
            )
        ],
    ),
    (
        [
            *(Turn(code=f"p{n}", stage=Stage.PILOT) for n in range(4)),
            *(Turn(code=f"f{n}") for n in range(5)),
        ],
        Settings(first=2026, last=2027, capacity=Capacity(each=3, years={2027: 4})),
        [
            (
                "试点4个单位须在2026年换届，而能用的容量只有3个（2026年3）：多出1个。",
                "Pilots that must meet in 2026: 4 units, but the capacity for them is 3 (2026: 3): 1 too many.",
            ),
            (
                "9个单位须在2027年底前换届，而能用的容量只有7个（2026年3、2027年4）：多出2个。",
                "To meet by the end of 2027: 9 units, but the capacity for them is 7 (2026: 3, 2027: 4): 2 too many.",
            ),
        ],
    ),
    (
        [
            *(Turn(code=f"p{n}", city="甲市", stage=Stage.PILOT) for n in range(2)),
            Turn(code="x", city="甲市", fixed=2026),
        ],
        Settings(first=2026, last=2027, cities={"甲市": Capacity(each=2)}),
        [
            (
                "甲市：试点2个单位须在2026年换届，1个单位指定在2026年换届，合计3个，"
                "而能用的容量只有2个（2026年2）：多出1个。",
                "甲市: pilots that must meet in 2026: 2 units, set for 2026: 1 unit, 3 in all, "
                "but the capacity for them is 2 (2026: 2): 1 too many.",
            )
        ],
    ),
    (
        [Turn(code="p", stage=Stage.PILOT, fixed=2027)],
        Settings(first=2026, last=2027),
        [
            (
                "1个单位没有可用的年份：指定了年份的单位在指定的年份换届，试点单位都在2026年换届。",
                "No year is left for 1 unit: units set for a year in that year, all pilots in 2026.",
            )
        ],
    ),
]


@pytest.mark.parametrize(("turns", "within", "said"), IMPOSSIBLE)
def test_a_clash_is_said_with_its_arithmetic(turns: list[Turn], within: Settings, said: list[tuple[str, str]]) -> None:
    words = [clash_words(clash, within) for clash in schedule(turns, within).clashes]
    assert [(each.zh, each.en) for each in words] == said


def test_the_ways_out_are_said_with_their_figures() -> None:
    turns = [Turn(code=f"a{n}", due=date(2026, 1, 1)) for n in range(5)]
    within = Settings(first=2026, last=2027, capacity=Capacity(each=2), due_must=True)
    blocks = schedule_blocks(schedule(turns, within), {})
    assert _cells(_table(blocks, "schedule_ways"), "zh") == [["2026年容量增加3个（2→5）", "已证明最少"]]
    loose = Settings(first=2026, last=2027, capacity=Capacity(each=2))
    done = schedule(turns, loose)
    assert [way_words(way, loose).en for way in done.ways] == [
        "Raise the capacity of 2026 by 1 (2 → 3)",
        "Raise the capacity of 2027 by 1 (2 → 3)",
        "Raise capacities by 1 in all, as evenly as can be: 2027 +1",
        "Finish in 2028 instead of 2027, with the same capacity in the years after",
        "Leave units until after 2027: 1 unit",
    ]
    assert len(_cells(_table(schedule_blocks(done, {}), "schedule_ways"), "zh")) == 4


def test_what_rules_about_units_would_have_to_bend_is_said() -> None:
    turns = [
        Turn(code="p", stage=Stage.PILOT, fixed=2026),
        Turn(code="d", due=date(2026, 1, 1), fixed=2026),
    ]
    within = Settings(first=2026, last=2027, capacity=Capacity(years={2026: 1}), due_must=True)
    done = schedule(turns, within)
    assert done.clashes
    assert {way_words(way, within).zh for way in done.ways} == {
        "2026年容量增加1个（1→2）",
        "容量合计增加1个，尽量均匀：2026年+1",
    }
    free = schedule([Turn(code="p", stage=Stage.PILOT), Turn(code="d", due=date(2026, 1, 1))], within)
    assert {(way_words(way, within).zh, way_words(way, within).en) for way in free.ways} >= {
        ("1个单位试点晚于2026年换届", "Let pilots meet later than 2026: 1 unit"),
        ("1个单位晚于应换届的年份", "Let units meet later than the year they are due: 1 unit"),
    }


def test_every_rule_of_a_clash_has_words() -> None:
    for turns, within, _ in IMPOSSIBLE:
        for clash in schedule(turns, within).clashes:
            for rule in clash.rules:
                words = rule_words(rule, within)
                assert words.zh != words.en


def test_a_schedule_that_was_not_found_says_so() -> None:
    blocks = schedule_blocks(Schedule(status=_done().status, settings=Settings(first=2026, last=2027)), {})
    assert len(blocks) == 1


def test_the_json_record_holds_every_figure() -> None:
    document = json.loads(json.dumps(schedule_document(_done())))
    assert document["status"] == "optimal"
    assert document["years"][0] == {"year": 2026, "pilots": 1, "full": 1, "late": 1, "capacity": 2}
    assert document["units"][1] == {
        "unit": "02",
        "year": 2026,
        "day": "2026-04-01",
        "due": "2022-05-01",
        "set_before": "2026-04-01",
        "fixed": None,
        "late": 4,
    }
    assert [goal["id"] for goal in document["goals"]] == [
        "late",
        "years_late",
        "wishes",
        "largest",
        "smallest",
        "order",
        "lot",
    ]
    turns, within, _ = IMPOSSIBLE[2]
    impossible = schedule_document(schedule(turns, within))
    assert impossible["clashes"] == [
        {
            "rules": [{"kind": "city", "city": "甲市", "year": 2026}, {"kind": "fixed"}, {"kind": "pilots"}],
            "city": "甲市",
            "demands": [{"kind": "pilots", "year": 2026, "units": 2}, {"kind": "fixed", "year": 2026, "units": 1}],
            "capacity": 2,
            "room": [{"kind": "city", "city": "甲市", "year": 2026, "most": 2}],
            "missing": 1,
        }
    ]
    assert impossible["ways"][0] == {
        "kind": "one",
        "extra": [{"kind": "city", "city": "甲市", "year": 2026, "more": 1}],
        "last": None,
        "bent": None,
        "units": 0,
        "proven": True,
    }


def test_the_paper_has_the_same_tables_in_every_form() -> None:
    files = paper_files(schedule_paper(_done(), UNITS, dated=date(2026, 11, 22)), "zh", (Format.MD, Format.HTML))
    for data in files.values():
        assert "换届安排（草案）" in data.decode()
        assert "第03镇" in data.decode()
