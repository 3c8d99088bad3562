"""Putting a table right and settling what is open: every fault finds its answer, and a decision moves the counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import LANGS
from optimizer.people.cells import read_cadre, read_frontline, read_modes, read_resident, read_sex
from optimizer.people.person import Pool
from optimizer.people.table import CANONICAL_HEADERS, read_pool
from optimizer.planner.desk.draft import Decision, Draft, draft_pool, with_cells
from optimizer.planner.desk.grid import Grid, open_grid, sheet_names
from optimizer.planner.desk.mending import (
    CELL_WORDS,
    RowMend,
    Spot,
    first_values,
    mended,
    missing_columns,
    read_as,
    spots_of,
    unplaced,
)
from optimizer.planner.desk.settling import Settling, answers_for, seated_in, settled, unsettled_of
from optimizer.planner.inputs import policy_from
from optimizer.planner.plan import plan
from optimizer.policy.policy import Policy

POLICY = b"""name = "toy"
title = "Toy"
reference_date = 2026-12-01
[groups]
frontline = { frontline = "yes" }
women = { sex = "female" }
young = { age = "<=44" }
[[body]]
id = "council"
seats = 2
[[rule]]
id = "F"
kind = "count"
scope = "council"
group = "frontline"
at_least = 1
[[rule]]
id = "W"
kind = "count"
scope = "council"
group = "women"
at_least = 1
[[rule]]
id = "Y"
kind = "count"
scope = "council"
group = "young"
at_least = 0
"""
TABLE = """某县人选,,,,
编号,姓名,性别,基层一线,出生年月
P01,甲,男人,是,1980.1
P02,乙,男人,大概,1990
P02,丙,女,否,八零年
P04,,女,待定,1970-05
P05,戊,女,,1981,多
"""
OPEN = """编号,姓名,性别,基层一线,出生年月
P01,甲,男,待定,1980-01
P02,乙,女,否,1981
P03,丙,女,,1970-05
"""


def grid_of(table: str) -> Grid:
    return open_grid(table.encode(), source="t.csv")


def faults_of(data: bytes) -> InputFaults:
    with pytest.raises(InputFaults) as caught:
        read_pool(data, source="t.csv")
    return caught.value


def by_kind(spots: tuple[Spot, ...]) -> dict[str, Spot]:
    return {spot.first.kind: spot for spot in spots}


def policy() -> Policy:
    return policy_from(POLICY, source="toy.toml")


def settling(table: str = OPEN) -> Settling:
    draft = Draft(pool_name="t.csv", pool=table.encode())
    pool = draft_pool(draft, policy())
    return Settling(draft=draft, grid=open_grid(draft.pool, source="t.csv"), pool=pool)


def test_every_fault_of_a_cell_has_a_spot_with_what_to_choose() -> None:
    grid, faults = grid_of(TABLE), faults_of(TABLE.encode()).faults
    spots = spots_of(faults, grid)
    assert sum(len(spot.faults) for spot in spots) == len(faults)
    assert unplaced(faults) == ()
    found = by_kind(spots)
    assert found["people.sex"].rows == (3, 4)
    assert found["people.sex"].choices == ("男", "女")
    assert found["people.frontline"].choices == ("是", "否", "待定")
    assert found["people.birth_ambiguous"].choices == ("1980-10", "1980-01")
    assert found["people.id_twice"].proposal == "P06"
    assert found["table.ragged"].whole_row
    assert found["people.name"].may_empty
    apart = spots_of(faults, grid, together=False)
    assert all(len(spot.rows) == 1 for spot in apart)
    assert len({spot.key for spot in apart}) == len(apart) == len(faults)


def test_all_answers_together_leave_a_good_pool_and_a_record_of_each_cell() -> None:
    grid = grid_of(TABLE)
    found = by_kind(spots_of(faults_of(TABLE.encode()).faults, grid))
    answers = [
        (found["people.sex"], "男"),
        (found["people.frontline"], "否"),
        (found["people.birth_ambiguous"], "1980-10"),
        (found["people.birth"], "1980"),
        (found["people.id_twice"], found["people.id_twice"].proposal),
        (found["people.name"], RowMend.EMPTY),
        (found["table.ragged"], RowMend.CUT),
    ]
    changed, decisions = mended(grid, answers)
    pool = read_pool(changed.data(), source="t.csv")
    assert [(each.id, each.sex, str(each.birth), each.row) for each in pool.people] == [
        ("P01", "male", "1980-10", 3),
        ("P02", "male", "1990", 4),
        ("P05", "female", "1981", 7),
        ("P06", "female", "1980", 5),
    ]
    assert Decision(person="P06", column="id", before="P02", after="P06") in decisions
    assert Decision(person="P02", column="frontline", before="大概", after="否") in decisions
    assert len(decisions) == 6


def test_a_half_mended_table_still_has_its_other_faults() -> None:
    grid = grid_of(TABLE)
    found = by_kind(spots_of(faults_of(TABLE.encode()).faults, grid))
    changed, _ = mended(grid, [(found["people.sex"], "男")])
    left = {fault.kind for fault in faults_of(changed.data()).faults}
    assert left == set(found) - {"people.sex"}


@pytest.mark.parametrize("column", CELL_WORDS)
def test_the_words_offered_are_read_as_they_are_meant(column: str) -> None:
    read = {
        "sex": read_sex,
        "frontline": read_frontline,
        "cadre": read_cadre,
        "resident": read_resident,
        "modes": read_modes,
    }[column]
    values = [[read(word.to(lang)) for word in CELL_WORDS[column]] for lang in LANGS]
    assert values[0] == values[1]
    assert len(set(map(str, values[0]))) == len(values[0])
    assert all(isinstance(value, str | tuple) for value in values[0])


def test_ids_proposed_are_nobodys() -> None:
    table = "编号,姓名\n" + "".join(f"{each},甲\n" for each in ("A9", "A9", "A10", "", "")) + "\n"
    spots = spots_of(faults_of(table.encode()).faults, grid_of(table))
    assert [spot.proposal for spot in spots] == ["A11", "A12", "A13"]
    cards = "编号,姓名\n110101198001011234,甲\n110101198001011234,乙\n"
    (spot,) = spots_of(faults_of(cards.encode()).faults, grid_of(cards))
    assert spot.proposal == "110101198001011234-2"


def test_columns_the_policy_needs_are_found_by_header_or_by_what_they_hold() -> None:
    grid = grid_of("编号,姓名,XB,一线人员,SR,备注\nP1,甲,男,是,1980-05,x\nP2,乙,女,否,1981,\n")
    missing = {each.column: each for each in missing_columns(grid, policy())}
    assert {name: each.likely for name, each in missing.items()} == {"birth": 4, "frontline": 3, "sex": 2}
    assert missing["sex"].users == ("W",)
    for each in missing.values():
        assert each.likely is not None
        grid = read_as(grid, each.likely, each.column)
    assert missing_columns(grid, policy()) == ()
    assert [person.sex for person in read_pool(grid.data(), source="t.csv").people] == ["male", "female"]


def test_a_column_read_as_another_takes_its_place_and_the_former_is_kept() -> None:
    grid = read_as(grid_of("编号,姓名,性别,XB\nP1,甲,x,女\n"), 3, "sex")
    assert grid.header == ("编号", "姓名", "原性别", "性别")
    assert read_as(grid, 3, "").header[3] == "原原性别"
    assert read_as(grid_of("id,name,mf\n1,a,f\n"), 2, "sex").header == ("id", "name", "sex")


@given(st.sampled_from(sorted(CANONICAL_HEADERS)), st.integers(0, 3))
def test_whatever_a_column_is_read_as_it_is_read_so(column: str, at: int) -> None:
    grid = read_as(grid_of("编号,姓名,性别,\nP1,甲,女,x\n"), at, column)
    assert grid.columns[at] == column
    assert list(grid.columns.values()).count(column) == 1


def test_first_values_pass_over_the_same_and_the_empty() -> None:
    assert first_values(grid_of(TABLE), 2) == ("男人", "女")


def test_sheets_of_a_text_file_have_no_names() -> None:
    assert sheet_names(OPEN.encode(), source="t.csv") == ()


def test_open_cells_are_told_with_their_rules() -> None:
    found = {(each.person, each.column): each.rules for each in unsettled_of(settling().pool, policy())}
    assert found == {("P01", "frontline"): ("F",), ("P02", "birth"): ("Y",), ("P03", "frontline"): ("F",)}
    assert answers_for(settling(), "frontline") == ("是", "否")
    assert answers_for(settling(), "birth") == ()


def test_a_settled_cell_counts_and_the_reason_is_kept() -> None:
    before = settling()
    assert plan(pool=before.pool, policy=policy()).status.value == "impossible"
    change = settled(before, {("P01", "frontline"): "是"}, "核对档案")
    assert change.draft.decisions == (
        Decision(person="P01", column="frontline", before="待定", after="是", reason="核对档案"),
    )
    assert "是否基层一线" in change.said.zh
    pool = draft_pool(change.draft, policy())
    after = plan(pool=pool, policy=policy())
    assert {verdict.rule: verdict.found for verdict in after.verdicts}["F"] == 1
    assert seated_in(change.draft) == frozenset()


def test_settling_the_last_unsure_person_does_not_decide_for_the_empty_cells() -> None:
    change = settled(settling(OPEN.replace(",否,", ",是,")), {("P01", "frontline"): "是"}, "r")
    pool = draft_pool(change.draft, policy())
    assert {person.id: person.frontline for person in pool.people} == {"P01": "yes", "P02": "yes", "P03": "unsure"}


def test_a_second_decision_on_a_cell_remembers_what_the_file_said_first() -> None:
    first = settled(settling(), {("P01", "frontline"): "是"}, "r1").draft
    again = Settling(draft=first, grid=open_grid(first.pool, source="t.csv"), pool=draft_pool(first, policy()))
    second = settled(again, {("P01", "frontline"): "否", ("P03", "frontline"): "否"}, "r2")
    assert [(each.person, each.before, each.after, each.reason) for each in second.draft.decisions] == [
        ("P01", "待定", "否", "r2"),
        ("P03", "", "否", "r2"),
    ]
    assert "2" in second.said.en


def test_rows_put_right_are_counted_in_the_history() -> None:
    assert with_cells(Draft(), b"t", (), rows=1).said.zh == "改正人选库 1 处"


def test_who_is_not_in_the_pool_cannot_be_settled() -> None:
    with pytest.raises(KeyError):
        settled(settling(), {("nobody", "frontline"): "是"}, "r")
    assert isinstance(replace(settling()).pool, Pool)


def test_a_column_without_a_header_goes_by_its_letter() -> None:
    grid = grid_of("编号,,姓名\nP1,x,甲\n")
    assert grid.place("B") == 1
    assert grid.place("姓名") == 2
    for absent in ("A", "D", "性别"):
        with pytest.raises(KeyError):
            grid.place(absent)


@pytest.mark.parametrize("place", [(1, 0), (3, 0), (2, 2), (2, -1)])
def test_texts_go_into_cells_only(place: tuple[int, int]) -> None:
    with pytest.raises(KeyError):
        grid_of("编号,姓名\nP1,甲\n").with_texts({place: "x"})
    with pytest.raises(KeyError):
        grid_of("编号,姓名\nP1,甲\n").cut(1)
