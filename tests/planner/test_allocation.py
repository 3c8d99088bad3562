"""Seat allocation from tables to a policy: what is read, what is refused, and that a plan keeps what was handed down."""

from __future__ import annotations

import csv
import io
import tomllib
from collections import Counter
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.units.generate import FOLDER, SAMPLES, write_samples
from optimizer.allocation.methods import Method
from optimizer.allocation.ties import TieRule
from optimizer.basis.faults import InputFaults
from optimizer.planner.allocation.asked import Asked
from optimizer.planner.allocation.known import group_called
from optimizer.planner.allocation.share import NotShared, SharedOut, Sources, share_seats
from optimizer.planner.allocation.units import raw_units, read_units
from optimizer.planner.inputs import open_policy, open_pool, policy_from
from optimizer.planner.listing import Named
from optimizer.planner.plan import Options, check, plan
from optimizer.policy.writing import literal
from optimizer.solve.status import Status
from tests.samples import LONGEST, POOLS, SMALL_POLICY

UNITS = """单位,类别,人数,当然代表,基层一线
甲学会,学会,"1,200",,12
乙县科协,区县,９００人,1,9
丙大学科协,高校,600,,2
丁集团科协,企业,1300.0,,20
合计,,"4,000",1,43
"""
"""Of 43 seats 40 are allocated, with 2 in reserve and one ex officio: 100 people to a seat."""

CATEGORIES = """单位,技术,管理,工人
甲学会,300,20,30
乙县科协,80,60,200
丙大学科协,150,40,0
丁集团科协,60,30,400
名额,18,6,16
"""

POOL = """编号,姓名,性别,是否基层一线,推荐单位
P1,王一,女,是,甲
P2,王二,男,是,甲
P3,王三,女,待定,甲
P4,王四,男,否,乙
P5,王五,女,是,乙
P6,王六,女,否,丁
P7,王七,女,是,
"""


def named(text: str, source: str = "units.csv") -> Named:
    return Named(source=source, data=text.encode())


def shared(
    units: str = UNITS, *, category: str = "", policy: Path | str = "", pool: str = "", **asked: Any
) -> SharedOut:
    found = tried(units, category=category, policy=policy, pool=pool, **asked)
    assert isinstance(found, SharedOut), found
    return found


def tried(
    units: str = UNITS, *, category: str = "", policy: Path | str = "", pool: str = "", **asked: Any
) -> SharedOut | NotShared:
    sources = Sources(
        units=named(units),
        policy=str(policy) if policy else None,
        pool=named(pool, "pool.csv") if pool else None,
        category=named(category, "categories.csv") if category else None,
    )
    return share_seats(Asked(**asked), sources)


def faults(units: str = UNITS, **asked: Any) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(InputFaults) as caught:
        tried(units, **asked)
    return [(fault.kind, fault.row, fault.column or fault.path) for fault in caught.value.faults]


def reason(found: SharedOut | NotShared) -> str:
    assert isinstance(found, NotShared)
    return "".join(said.zh for said in found.said)


def small(folder: Path, extra: str = "") -> Path:
    path = folder / "small.toml"
    path.write_text(SMALL_POLICY + extra, encoding="utf-8")
    return path


# The table of units


def test_units_are_read_with_their_figures_however_they_are_written() -> None:
    table = read_units(raw_units(UNITS.encode(), source="units.csv"), {"F": ("一线", "基层一线")})
    assert [(unit.name, unit.kind, int(unit.members)) for unit in table.units] == [
        ("甲学会", "学会", 1200),
        ("乙县科协", "区县", 900),
        ("丙大学科协", "高校", 600),
        ("丁集团科协", "企业", 1300),
    ]
    assert [unit.ex_officio for unit in table.units] == [0, 1, 0, 0]
    assert [unit.supply["F"] for unit in table.units] == [12, 9, 2, 20]
    assert table.columns == {"F": "基层一线"}
    assert ["合计" in notice.message.zh for notice in table.notices] == [True]


@pytest.mark.parametrize(
    "header",
    ["推荐单位,单位类别,会员数,最少,最多", "选举单位,类型,职工数,下限,上限", "unit,class,members,least,most"],
)
def test_headers_may_be_those_people_use(header: str) -> None:
    (unit,) = read_units(raw_units(f"{header}\n甲,学会,30,1,4\n".encode(), source="units.csv")).units
    assert (unit.name, unit.kind, int(unit.members), unit.least, unit.most) == ("甲", "学会", 30, 1, 4)


def test_a_workbook_is_read_as_its_csv() -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in csv.reader(io.StringIO(UNITS)):
        book.active.append(row)
    book.save(file)
    from_book = read_units(raw_units(file.getvalue(), source="units.xlsx"))
    assert from_book.units == read_units(raw_units(UNITS.encode(), source="units.csv")).units


def test_every_fault_of_table_and_options_is_told_at_once() -> None:
    wrong = """单位,类别,人数,下限,上限,当然代表,基层一线
甲,学会,-3,,,,x
乙,区县,12.5,3,2,,4
甲,高校,600,,,一,
机动名额,,1,,,,1
,企业,,,,,2
"""
    found = faults(wrong, seats=10, base=3, classes=("大学=3%", "学会=三成"), targets=("基层一线=70%", "谁=1", "女"))
    assert Counter(found) == Counter(
        [
            ("allocate.option", None, "--seats"),
            ("allocate.option", None, "--class"),
            ("allocate.option", None, "--class"),
            ("allocate.target", None, "--target"),
            ("allocate.target", None, "--target"),
            ("units.figure", 2, "人数"),
            ("units.figure", 2, "基层一线"),
            ("units.figure", 3, "人数"),
            ("units.bounds", 3, "上限"),
            ("units.twice", 4, "单位"),
            ("units.figure", 4, "当然代表"),
            ("units.figure", 4, "基层一线"),
            ("units.name", 5, "单位"),
            ("units.name", 6, "单位"),
            ("units.figure", 6, "人数"),
        ]
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [("-3", "是负数"), ("12.5", "不是整数"), ("约三百", "不是数字"), ("", "没有填数"), ("1,20", "不是数字")],
)
def test_what_is_no_number_of_people_is_told_with_its_value(written: str, said: str) -> None:
    with pytest.raises(InputFaults) as caught:
        shared(f'单位,人数\n甲,"{written}"\n乙,3\n', seats=3)
    (fault,) = caught.value.faults
    assert (fault.row, fault.column, fault.value, fault.message.zh) == (2, "人数", written or None, said)


def test_a_table_without_members_or_without_units_is_refused() -> None:
    assert faults("单位,类别\n甲,学会\n", seats=3) == [("units.column", None, None)]
    assert faults("单位,人数\n", seats=3) == [("units.no_rows", None, None)]


# The total and the classes


def test_the_total_is_the_number_given_a_formula_or_the_policys() -> None:
    assert shared(seats=43).found.allocation.total == 43
    # Four thousand members: 30 and one for every full 300, which is 13 more.
    assert shared(base=30, per=300).found.allocation.total == 43
    assert shared(base=30, per=300, population=6299).found.allocation.total == 50
    assert shared(base=30, per=300, at_most=40).found.allocation.total == 40
    assert shared(policy="dalian-2018", pool="").found.allocation.total == 320


@pytest.mark.parametrize(
    "asked", [{}, {"base": 30}, {"at_most": 30}, {"seats": 40, "per": 3}, {"base": 1, "per": 1, "population": 10**7}]
)
def test_half_a_total_two_totals_and_one_beyond_all_bodies_are_faults(asked: dict[str, Any]) -> None:
    assert [kind for kind, _, _ in faults(**asked)] == ["allocate.option"]


def test_a_range_of_seats_is_no_total(tmp_path: Path) -> None:
    text = SMALL_POLICY.replace("seats = 4", "seats = { at_least = 4, at_most = 6 }")
    path = tmp_path / "range.toml"
    path.write_text(text, encoding="utf-8")
    assert faults(policy=path) == [("allocate.option", None, "--seats")]
    assert shared(policy=path, seats=5).found.allocation.total == 5


def test_a_class_has_its_share_of_the_total_and_the_rest_goes_by_members() -> None:
    found = shared(seats=43, classes=("学会=20",)).found.allocation
    assert found.classes == {"学会": 20, "区县": 8, "高校": 5, "企业": 10}
    # A quarter of 43 is 10.75.
    assert shared(seats=43, classes=("学会=1/4",)).found.allocation.classes["学会"] == 11


# Targets


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("女", {"sex": "female"}),
        ("妇女", {"sex": "female"}),
        ("少数民族", {"not": {"ethnicity": ["汉族", "汉"]}}),
        ("领导干部", {"cadre": "yes"}),
        ("45岁以下", {"age": "<=45"}),
        ("40岁（含）以下", {"age": "<=40"}),
        ("不超过50周岁", {"age": "<=50"}),
        ("frontline", {"frontline": "yes"}),
    ],
)
def test_usual_words_are_groups_as_a_policy_writes_them(said: str, group: dict[str, object]) -> None:
    found = group_called(said)
    assert found is not None
    assert found.written == group
    policy = policy_from(f"{SMALL_POLICY}\n[groups]\ng = {literal(group)}\n".encode(), source="words.toml")
    assert policy.groups["g"] == found.group


def test_a_floor_is_handed_down_to_what_each_unit_can_send() -> None:
    """70% of 43 is 30.1: 31 people. 丙 has two; the others stand in by their seats, 29 among 12, 9 and 13."""
    (handed,) = shared(seats=43, reserve=2, targets=("基层一线=70%",)).found.targets
    assert (handed.found.required, handed.floor, handed.found.short) == (31, True, 0)
    units = {name: part for name, part in handed.found.parts.items() if name not in ("机动名额", "当然代表")}
    # Of 29 by seats: 10.24, 7.68, 11.09.
    assert units == {"甲学会": 10, "乙县科协": 8, "丙大学科协": 2, "丁集团科协": 11}


def test_a_ceiling_counts_reserve_and_ex_officio_seats_in() -> None:
    """A third of 43 is 14 whole heads; three seats are open, so the units have 11 among 40: 3.3, 2.475, 1.65, 3.575."""
    (handed,) = shared(seats=43, reserve=2, targets=("领导干部<=1/3",)).found.targets
    parts = handed.found.parts
    assert not handed.floor
    assert [parts[name] for name in ("甲学会", "乙县科协", "丙大学科协", "丁集团科协")] == [3, 2, 2, 4]


def test_both_bounds_of_one_group_are_handed_down_apart() -> None:
    found = shared(seats=43, targets=("女>=10", "女<=20")).found
    assert [(handed.id, handed.floor, handed.found.required) for handed in found.targets] == [
        ("女", True, 10),
        ("女", False, 20),
    ]


def test_what_cannot_be_handed_down_is_short_and_makes_the_whole_impossible() -> None:
    found = shared(seats=43, reserve=2, targets=("基层一线=100%",))
    assert not found.possible
    # 43 are asked for; 12, 9, 2 and 13 can be sent.
    assert found.found.targets[0].found.short == 7
    assert found.document()["status"] == "impossible"


@pytest.mark.parametrize("said", ["基层一线", "基层一线=170%", "基层一线=0.7", "基层一线=>7", "=70%", "医生=3"])
def test_a_target_that_cannot_be_read_is_a_fault(said: str) -> None:
    assert faults(seats=43, targets=(said,)) == [("allocate.target", None, "--target")]


def test_any_column_of_the_table_may_be_a_target_without_a_rule() -> None:
    units = UNITS.replace("基层一线", "院士")
    found = shared(units, seats=43, reserve=2, targets=("院士=31",))
    assert found.found.targets[0].found.parts["丙大学科协"] == 2
    assert "院士" in found.found.notes[0].zh
    assert [rule["id"] for rule in rules_of(found)] == ["allocated"]


# A policy


def test_a_policys_shares_and_counts_are_targets_and_its_minimum_a_bound() -> None:
    found = shared(policy="dalian-2018", targets=("D2=40%", "cadres<=30%")).found
    figures = {(handed.id, handed.floor): handed.found.required for handed in found.targets}
    # 320 seats: D1 70%, D2 raised from a third to 40%, S3 30%, S5 8% of 320 is 25.6.
    assert figures == {("D1", True): 224, ("D2", True): 128, ("S3", True): 96, ("S5", True): 26, ("cadres", False): 96}
    said = " ".join(note.zh for note in found.notes)
    assert "S1" in said
    assert "D4" in said


def test_a_target_moves_one_side_of_a_rule_and_leaves_the_other(tmp_path: Path) -> None:
    rule = '[[rule]]\nid = "{id}"\nkind = "count"\nscope = "congress"\ngroup = {{ sex = "male" }}\n{bounds}\n'
    extra = rule.format(id="M", bounds="at_least = 1\nat_most = 3") + rule.format(id="E", bounds="exactly = 2")
    units = "单位,人数\n甲,3\n乙,2\n"
    found = shared(units, policy=small(tmp_path, extra), targets=("M<=50%", "E>=1")).found
    figures = {(handed.id, handed.floor): handed.found.required for handed in found.targets}
    assert figures == {("W", True): 2, ("M", True): 1, ("M", False): 2, ("E", True): 1, ("E", False): 2}


def test_a_group_by_appointment_cannot_be_handed_down(tmp_path: Path) -> None:
    policy = small(tmp_path, '[groups]\nheld = { office = "chair" }\n')
    assert faults(policy=policy, targets=("held=1",)) == [("allocate.target", None, "--target")]


def test_a_policys_bounds_on_every_unit_hold_for_the_seats() -> None:
    units = "单位,人数\n" + "".join(f"U{number},{10 ** (number % 5)}\n" for number in range(1, 11))
    assert min(shared(units, policy="dalian-2018").found.allocation.seats.values()) == 1
    assert min(shared(units, policy="", seats=320).found.allocation.seats.values()) == 0


def test_a_bound_of_the_table_against_the_policys_is_impossible_and_says_which() -> None:
    units = "单位,人数,上限\n甲,10,\n乙,20,0\n"
    said = reason(tried(units, policy="dalian-2018"))
    assert "S1" in said
    assert "乙" in said


def test_a_pool_counts_certain_people_for_floors_and_possible_ones_for_ceilings(tmp_path: Path) -> None:
    units = "单位,人数\n甲,3\n乙,1\n丙,0\n"
    policy = small(tmp_path)
    found = shared(units, policy=policy, pool=POOL, targets=("基层一线>=75%", "基层一线<=100%")).found
    lines = {(handed.id, handed.floor): handed.found for handed in found.targets}
    # Of 甲 two are certain and one undecided, of 乙 one is certain: of four seats 3 and 1.
    assert dict(lines["基层一线", True].parts) == {"甲": 2, "乙": 1, "丙": 0}
    assert dict(lines["基层一线", False].parts) == {"甲": 3, "乙": 1, "丙": 0}
    said = " ".join(note.zh for note in found.notes)
    assert "这些推荐单位不在 units.csv 里，没有名额：丁" in said
    assert "没有这些单位的人：丙" in said
    assert "1 人没有推荐单位" in said


def test_units_with_fewer_people_than_delegates_are_told(tmp_path: Path) -> None:
    found = shared("单位,人数\n甲,0\n乙,9\n", policy=small(tmp_path), pool=POOL).found
    assert any("乙 2/4" in note.zh for note in found.notes)


def test_a_pool_needs_a_policy_and_the_columns_of_the_targets(tmp_path: Path) -> None:
    assert faults(pool=POOL, seats=4) == [("allocate.option", None, "--pool")]
    units = "单位,人数\n甲,3\n"
    found = faults(units, pool=POOL, policy=small(tmp_path), targets=("少数民族=1", "45岁以下=1"))
    assert found == [("allocate.column", None, "ethnicity"), ("allocate.column", None, "birth")]


# Ties, order and methods


TIED = "单位,人数\n甲,10\n乙,10\n丙,20\n"


def test_a_tie_is_drawn_by_the_seed_or_decided_by_size_or_refused() -> None:
    """Six seats by 10, 10 and 20: 1.5, 1.5 and 3."""
    winners = set()
    for seed in range(20):
        (tie,) = shared(TIED, seats=6, seed=seed).found.allocation.ties
        assert (tie.seats, set(tie.between)) == (1, {"甲", "乙"})
        winners.add(tie.given)
    assert winners == {("甲",), ("乙",)}
    assert "--tie draw" in reason(tried(TIED, seats=6, tie_rule=TieRule.REFUSE))


@settings(max_examples=25)
@given(st.randoms(use_true_random=False), st.sampled_from(list(Method)), st.integers(4, 60))
def test_the_order_of_the_rows_changes_nothing_in_the_machine_form(random: Random, method: Method, seats: int) -> None:
    head, *rows = UNITS.splitlines()[:-1]
    rows += ["戊学会,学会,600,,3", "己县科协,区县,900,,4"]
    shuffled = random.sample(rows, len(rows))
    asked: dict[str, Any] = {"seats": seats, "method": method, "targets": ("女=1/3",), "compare": True}
    documents = []
    for table in (rows, shuffled):
        found = tried("\n".join((head, *table)), **asked)
        documents.append(found.document())
    assert documents[0] == documents[1]


def test_the_methods_are_set_side_by_side_and_one_that_cannot_says_why() -> None:
    found = shared("单位,人数\n" + "".join(f"U{n},{n}\n" for n in range(1, 9)), seats=5, compare=True).found
    able = {each.method: each.seats is not None for each in found.compared}
    assert able == {method: method not in (Method.ADAMS, Method.HUNTINGTON_HILL) for method in Method}
    assert all(each.said for each in found.compared if each.seats is None)


# Make-up


def test_the_makeup_fills_units_and_categories_exactly() -> None:
    makeup = shared(seats=43, reserve=2, category=CATEGORIES).found.makeup
    assert makeup is not None
    cells = makeup.found.seats
    assert {unit: sum(row.values()) for unit, row in cells.items()} == {
        "甲学会": 12, "乙县科协": 9, "丙大学科协": 6, "丁集团科协": 13,
    }  # fmt: skip
    assert {name: sum(row[name] for row in cells.values()) for name in makeup.names} == {
        "技术": 18,
        "管理": 6,
        "工人": 16,
    }


def test_categories_without_seats_get_theirs_by_their_people() -> None:
    makeup = shared(seats=43, reserve=2, category=CATEGORIES.rsplit("名额", 1)[0]).found.makeup
    assert makeup is not None
    # 590, 150 and 630 people to 40 seats: 17.23, 4.38, 18.39, of which the last has the largest remainder.
    assert makeup.totals == {"技术": 17, "管理": 4, "工人": 19}


def test_seats_of_categories_that_do_not_add_up_are_impossible_with_the_sums() -> None:
    said = reason(tried(seats=44, reserve=2, category=CATEGORIES))
    assert "40" in said
    assert "41" in said


def test_every_fault_of_the_categories_is_told_at_once() -> None:
    wrong = "单位,技术\n名额,x\n甲学会,3\n己县科协,4\n甲学会,5\n丙大学科协,-1\n"
    assert faults(seats=43, category=wrong) == [
        ("units.figure", 2, "技术"),
        ("categories.unit", 4, "单位"),
        ("categories.unit", 5, "单位"),
        ("units.figure", 6, "技术"),
        ("categories.missing", None, None),
        ("categories.missing", None, None),
    ]


# The policy that is written


def rules_of(found: SharedOut, folder: Path = Path("out")) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = tomllib.loads(found.files(folder, "zh", ())["allocation.toml"].decode())["rule"]
    return rules


def test_without_a_policy_the_rules_alone_are_written() -> None:
    found = shared(seats=42, targets=("基层一线=31", "领导干部<=1/3"))
    first, floor, ceiling = rules_of(found)
    assert "extends" not in tomllib.loads(found.files(Path("out"), "zh", ())["allocation.toml"].decode())
    assert first["exactly"] == {unit.name: found.found.delegates(unit.name) for unit in found.found.units}
    assert sum(first["exactly"].values()) == 42
    assert (floor["group"], sum(floor["at_least"].values())) == ({"frontline": "yes"}, 31)
    # The one ex-officio delegate of 乙 may be a cadre besides the unit's part.
    parts = found.found.targets[1].found.parts
    assert ceiling["at_most"]["乙县科协"] == parts["乙县科协"] + 1
    assert sum(ceiling["at_most"].values()) == 14


def test_a_reserve_leaves_every_unit_so_many_seats_more() -> None:
    (rule,) = rules_of(shared(seats=43, reserve=2))
    assert rule["at_least"] == {"甲学会": 12, "乙县科协": 10, "丙大学科协": 6, "丁集团科协": 13}
    assert rule["at_most"] == {"甲学会": 14, "乙县科协": 12, "丙大学科协": 8, "丁集团科协": 15}


@pytest.mark.parametrize("named", ["dalian-2018", "dalian-2018@2026-12-01"])
def test_a_shipped_policy_is_extended_by_its_name(named: str) -> None:
    file = tomllib.loads(shared(policy=named).files(Path("out"), "zh", ())["allocation.toml"].decode())
    assert file["extends"] == named
    assert "body" not in file


def test_a_policy_file_is_extended_by_its_path_and_its_seats_are_those_shared_out(tmp_path: Path) -> None:
    found = shared("单位,人数\n甲,3\n乙,2\n", policy=small(tmp_path), seats=5)
    out = tmp_path / "deep" / "out"
    out.mkdir(parents=True)
    (out / "allocation.toml").write_bytes(found.files(out, "zh", ())["allocation.toml"])
    policy = open_policy(str(out / "allocation.toml"))
    assert policy.seats["congress"].fixed == 5
    assert [rule.id for rule in policy.rules] == ["W", "allocated", "allocated-W"]


def test_seats_shared_out_again_replace_the_earlier_ones(tmp_path: Path) -> None:
    first = shared("单位,人数\n甲,3\n乙,1\n", policy=small(tmp_path))
    earlier = tmp_path / "earlier.toml"
    earlier.write_bytes(first.files(tmp_path, "zh", ())["allocation.toml"])
    again = shared("单位,人数\n甲,1\n乙,1\n", policy=earlier)
    assert again.found.allocation.seats == {"甲": 2, "乙": 2}
    later = tmp_path / "later.toml"
    later.write_bytes(again.files(tmp_path, "zh", ())["allocation.toml"])
    rules = {rule.id: rule for rule in open_policy(str(later)).rules}
    assert list(rules) == ["W", "allocated", "allocated-W"]
    assert vars(rules["allocated"])["exactly"].get("甲") == 2


def test_a_policy_cannot_be_written_over_itself(tmp_path: Path) -> None:
    path = small(tmp_path).rename(tmp_path / "allocation.toml")
    found = shared("单位,人数\n甲,3\n", policy=path)
    with pytest.raises(InputFaults):
        found.files(tmp_path, "zh", ())


def test_a_plan_under_the_policy_that_is_written_keeps_seats_and_parts(tmp_path: Path) -> None:
    """The whole way on a shipped policy and pool: the tables, the policy, the plan, the count by head."""
    units, pool = (FOLDER / "prefecture.csv").read_bytes(), (POOLS / "prefecture.xlsx").read_bytes()
    sources = Sources(
        units=Named(source="prefecture.csv", data=units),
        policy="dalian-2018",
        pool=Named(source="prefecture.xlsx", data=pool),
    )
    found = share_seats(Asked(), sources)
    assert isinstance(found, SharedOut)
    assert found.possible
    path = tmp_path / "allocation.toml"
    path.write_bytes(found.files(tmp_path, "zh", ())[path.name])
    policy = open_policy(str(path))
    people = open_pool(pool, policy, source="prefecture.xlsx")
    proposal = plan(pool=people, policy=policy, options=Options(time_limit=LONGEST))
    assert proposal.status is Status.OPTIMAL
    seated = Counter(people.by_id[seat.person].value("unit") for seat in proposal.holding("congress"))
    assert seated == {unit.name: found.found.delegates(unit.name) for unit in found.found.units}
    checked = check(pool=people, policy=policy, seats=proposal.seats)
    assert checked.kept
    parts = {verdict.part: verdict for verdict in checked.verdicts if verdict.rule == "allocated-D1"}
    assert {part: verdict.least for part, verdict in parts.items()} == {
        name: part for name, part in found.found.targets[0].found.parts.items() if part
    }
    assert sum(verdict.least or 0 for verdict in parts.values()) == 224


@settings(max_examples=40)
@given(st.integers(1, 80), st.integers(0, 6), st.fractions(0, 1, max_denominator=20))
def test_the_parts_of_a_floor_add_up_to_the_whole(seats: int, reserve: int, share: Fraction) -> None:
    found = tried(
        "单位,人数\n甲,7\n乙,31\n丙,12\n",
        seats=seats + reserve,
        reserve=reserve,
        targets=(f"女={share.numerator}/{share.denominator}",),
    )
    assert isinstance(found, SharedOut)
    (handed,) = found.found.targets
    needed = -(-share.numerator * (seats + reserve) // share.denominator)
    assert handed.found.required == needed
    assert found.possible is (needed <= seats)
    if found.possible:
        assert sum(handed.found.parts.values()) == needed
        assert all(handed.found.parts[name] <= count for name, count in found.found.allocation.seats.items())


# The tables that ship


def test_the_sample_tables_are_those_the_generator_writes(tmp_path: Path) -> None:
    write_samples(tmp_path)
    for name in SAMPLES:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_table_has_the_units_of_its_pool(name: str) -> None:
    table = read_units(raw_units((FOLDER / name).read_bytes(), source=name))
    (path,) = POOLS.glob(f"{Path(name).stem}.*")
    pool = open_pool(path.read_bytes(), None, source=path.name)
    assert {unit.name for unit in table.units} == {person.value("unit") for person in pool.people}
    assert all(unit.kind and unit.members for unit in table.units)
