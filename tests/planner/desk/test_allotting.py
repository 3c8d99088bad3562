"""Seats to electing units in a scenario: the settings, the rules written into its policy, the table of units as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.allocation.methods import Method
from optimizer.allocation.ties import TieRule
from optimizer.basis.faults import InputFaults
from optimizer.basis.text import LANGS, Lang
from optimizer.planner.allocation.share import NotShared, SharedOut
from optimizer.planner.desk.allotting import (
    DEFAULTS,
    allotting_key,
    asked_of,
    classes_in,
    classes_table,
    earlier_rules,
    is_written,
    offer_of,
    rules_of,
    settings_of,
    shared_out,
    with_rules,
    with_setting,
)
from optimizer.planner.desk.draft import Draft, draft_of, draft_policy, draft_pool
from optimizer.planner.desk.policy_file import PolicyFile
from optimizer.planner.desk.projects import sample_draft
from optimizer.planner.desk.unit_sheet import (
    SAMPLES,
    UnitSheet,
    open_unit_sheet,
    units_of_pool,
    with_edits,
    with_pool_units,
    with_sample_units,
)
from optimizer.planner.plan import plan
from tests.ui.allotted import POLICY, UNITS, draft


def shared(now: Draft, *, pool: bool = True) -> SharedOut:
    out = shared_out(now, pool=pool)
    assert isinstance(out, SharedOut)
    return out


def asking(now: Draft, **asked: object) -> Draft:
    for name, value in asked.items():
        now = with_setting(now, name, value).draft
    return now


def test_settings_are_the_defaults_until_set_and_a_default_is_not_written() -> None:
    now = draft()
    assert settings_of(now) == DEFAULTS
    changed = with_setting(now, "reserve", 1).draft
    assert changed.allotting == {"reserve": 1}
    assert with_setting(changed, "reserve", 0).draft == now


def test_settings_are_asked_of_the_planner_and_outlive_the_store() -> None:
    now = asking(
        draft(),
        seats=9,
        method="webster",
        min=1,
        max=4,
        reserve=1,
        target=["women=1/3"],
        left_out=["F"],
        tie="larger",
        seed=7,
        **{"class": {"学会": "1/2", "没有的": "3"}},
    )
    asked = asked_of(draft_of(now.content()))
    assert (asked.seats, asked.method, asked.minimum, asked.maximum, asked.reserve) == (9, Method.WEBSTER, 1, 4, 1)
    assert (asked.targets, asked.left_out, asked.tie_rule, asked.seed) == (("women=1/3",), ("F",), TieRule.LARGER, 7)
    assert asked.classes == ("学会=1/2",)
    assert asked.compare


def test_a_policy_offers_its_outermost_body_and_the_rules_that_can_be_handed_down() -> None:
    offer = offer_of("toy.toml", POLICY)
    assert (offer.body.zh, offer.seats, offer.groups) == ("代表大会", 6, ("front", "women"))
    assert [target.id for target in offer.targets] == ["F"]
    assert offer.targets[0].said.zh == "基层一线不少于50%"


def test_a_target_left_out_is_not_handed_down() -> None:
    assert [each.id for each in shared(draft()).found.targets] == ["F"]
    assert shared(asking(draft(), left_out=["F"])).found.targets == ()


def test_classes_are_those_of_the_table_and_none_of_one_that_cannot_be_read() -> None:
    assert classes_in("units.csv", UNITS) == ("区县", "学会")
    assert classes_in("units.csv", b"") == ()


def test_a_tie_that_is_not_to_be_broken_is_refused_with_the_reason() -> None:
    now = replace(draft(), units="单位,人数\n甲学会,10\n乙县,10\n".encode())
    refused = shared_out(asking(now, seats=3, tie="refuse", left_out=["F"]), pool=False)
    assert isinstance(refused, NotShared)
    assert "没有规则决定给谁" in refused.said[0].zh


def test_rules_are_written_and_everything_else_of_the_policy_stays() -> None:
    now = draft()
    out = shared(now)
    change = with_rules(now, out)
    before, after = now.policy.decode(), change.draft.policy.decode()
    assert after.startswith(before.rstrip("\n"))
    assert "# 一线" in after
    assert [rule["id"] for rule in earlier_rules(change.draft)] == ["allocated", "allocated-F"]
    assert earlier_rules(change.draft) == rules_of(out)
    assert change.said.zh == "名额分配写入规则：allocated、allocated-F"
    assert not is_written(now, out)
    assert is_written(change.draft, out)


def test_a_plan_keeps_what_was_written() -> None:
    now = with_rules(draft(), shared(draft())).draft
    policy = draft_policy(now)
    pool = draft_pool(now, policy)
    proposal = plan(pool=pool, policy=policy)
    assert str(proposal.status) == "optimal"
    held = Counter(pool.by_id[seat.person].value("unit") for seat in proposal.seats)
    assert held == Counter(shared(draft()).found.allocation.seats)


def test_a_second_allocation_is_free_of_the_first_and_takes_its_place() -> None:
    first = with_rules(draft(), shared(draft())).draft
    # More for the class of 甲学会 than the rules of the first allocation would let it have.
    again = asking(first, left_out=["F"], **{"class": {"学会": "5"}})
    out = shared(again)
    assert out.found.allocation.seats["甲学会"] == 5
    second = with_rules(again, out).draft
    assert earlier_rules(second) == rules_of(out)
    assert [rule["id"] for rule in earlier_rules(second)] == ["allocated"]
    assert second.policy.decode().count("allocated") == 1
    fresh = asking(draft(), left_out=["F"], **{"class": {"学会": "5"}})
    assert shared(fresh).found.allocation.seats == out.found.allocation.seats


def test_comments_in_the_rules_of_an_allocation_stay_when_it_is_written_again() -> None:
    first = with_rules(draft(), shared(draft())).draft
    noted = first.policy.decode().replace(
        '[[rule]]\nid = "allocated"\n', '# 主席团同意\n[[rule]]\nid = "allocated"  # 名额\n'
    )
    now = asking(replace(first, policy=noted.encode()), left_out=["F"], reserve=1)
    text = with_rules(now, shared(now)).draft.policy.decode()
    assert '# 主席团同意\n[[rule]]\nid = "allocated"  # 名额\n' in text
    (rule,) = PolicyFile(text.encode(), "x").entries("rule")[-1:]
    assert "exactly" not in rule
    assert {"at_least", "at_most"} <= rule.keys()


def test_another_number_of_seats_becomes_that_of_the_body() -> None:
    now = asking(draft(), seats=5, left_out=["F"])
    change = with_rules(now, shared(now))
    assert draft_policy(change.draft).seats["congress"].fixed == 5
    assert change.said.en == "the allocation as rules: allocated; congress: 5 seats"
    assert not is_written(now, shared(now))
    assert is_written(change.draft, shared(now))
    six = replace(change.draft, policy=change.draft.policy.replace(b"seats = 5", b"seats = 6"))
    assert not is_written(six, shared(now))


def test_a_policy_that_extends_another_gets_the_rules_on_top_of_it() -> None:
    now = with_sample_units(sample_draft("county", "county-sample"), "county").draft
    own = b'# own\nextends = "county-sample"\nname = "own"\n'
    now = asking(replace(now, policy=own), seats=118, min=2)
    change = with_rules(now, shared(now))
    policy = draft_policy(change.draft)
    assert change.draft.policy.startswith(own.rstrip())
    assert policy.seats["congress"].fixed == 118
    assert {"allocated", "C1"} <= {rule.id for rule in policy.rules}


def test_waivers_of_rules_that_go_go_with_them() -> None:
    first = with_rules(draft(), shared(draft())).draft
    waiver = b'\n[[waiver]]\nrule = "allocated-F"\nunits = ["\xe4\xb9\x99\xe5\x8e\xbf"]\nreason = "x"\n'
    now = asking(replace(first, policy=first.policy + waiver), left_out=["F"])
    second = with_rules(now, shared(now)).draft
    assert b"[[waiver]]" not in second.policy
    draft_policy(second)


@settings(max_examples=8)
@given(st.fixed_dictionaries({"reserve": st.integers(0, 1), "min": st.integers(0, 1), "seed": st.integers(0, 99)}))
def test_what_is_written_is_found_written_and_writing_again_changes_nothing(asked: dict[str, int]) -> None:
    now = asking(draft(), **asked)
    out = shared(now)
    written = with_rules(now, out).draft
    assert with_rules(written, out).draft == written
    assert shared(written).found.allocation == out.found.allocation


def test_the_key_is_the_same_for_the_same_seats_and_the_pool_counts_only_where_it_is_counted() -> None:
    now = draft()
    other_pool = replace(now, pool=now.pool + b"\n")
    assert allotting_key(now, pool=False) == allotting_key(other_pool, pool=False)
    assert allotting_key(now, pool=True) != allotting_key(other_pool, pool=True)
    assert allotting_key(now, pool=True) != allotting_key(asking(now, reserve=1), pool=True)


def test_classes_add_up_with_the_reserve_to_all_delegates() -> None:
    found = shared(asking(draft(), reserve=1, left_out=["F"])).found
    rows = [[cell.zh for cell in row] for row in classes_table(found).rows]
    assert rows[-2:] == [["机动名额", "", "", "1", "16.6%"], ["合计", "3", "600", "6", "100.0%"]]
    assert sum(int(row[3]) for row in rows[:-1]) == 6
    assert {row[0]: int(row[3]) for row in rows[:-2]} == dict(found.allocation.classes)


# The table of units as text.


def test_a_sheet_survives_being_written_and_summary_rows_are_no_units() -> None:
    sheet = open_unit_sheet(UNITS, source="units.csv")
    assert [row[0] for row in sheet.rows] == ["甲学会", "乙县", "丙县"]
    assert open_unit_sheet(sheet.data(), source="units.csv") == sheet


@pytest.mark.parametrize(
    ("edits", "rows"),
    [
        ({"edited_rows": {1: {"2": "250"}}}, [["甲", "", "1"], ["乙", "", "250"]]),
        ({"edited_rows": {"0": {"2": None}}}, [["甲", "", ""], ["乙", "", "2"]]),
        ({"deleted_rows": [0], "edited_rows": {1: {"1": " 县 "}}}, [["乙", "县", "2"]]),
        ({"added_rows": [{"0": "丙", "2": "9"}, {}]}, [["甲", "", "1"], ["乙", "", "2"], ["丙", "", "9"]]),
        ({"added_rows": [{"0": "丙", "7": "9", "_index": 3}]}, [["甲", "", "1"], ["乙", "", "2"], ["丙", "", ""]]),
    ],
)
def test_cells_are_edited_rows_added_and_taken_out(edits: Mapping[str, Any], rows: list[list[str]]) -> None:
    sheet = UnitSheet(header=("单位", "类别", "人数"), rows=(("甲", "", "1"), ("乙", "", "2")))
    assert [list(row) for row in sheet.edited(edits).rows] == rows


def test_edits_are_kept_as_a_csv_table_and_counted() -> None:
    now = replace(draft(), units_name="units.xlsx")
    change = with_edits(now, {"edited_rows": {0: {"2": "1"}}, "added_rows": [{"0": "丁"}]})
    assert (change.draft.units_name, change.said.zh) == ("units.csv", "改推荐单位表 2 处")
    assert len(open_unit_sheet(change.draft.units, source="x").rows) == 4
    assert with_edits(now, {"edited_rows": {}}).draft == now


@pytest.mark.parametrize("lang", LANGS)
def test_the_units_of_a_pool_make_a_table_whose_members_are_to_be_filled_in(lang: Lang) -> None:
    now = draft()
    pool = draft_pool(now, None)
    sheet = units_of_pool(pool, lang)
    heads = Counter(person.value("unit") for person in pool.people)
    assert {row[0]: int(row[-1]) for row in sheet.rows} == dict(heads)
    change = with_pool_units(now, pool, lang)
    with pytest.raises(InputFaults) as found:
        shared_out(change.draft, pool=True)
    assert [(fault.kind, fault.value) for fault in found.value.faults] == [("units.figure", None)] * 3
    filled = with_edits(change.draft, {"edited_rows": {at: {"2": "100"} for at in range(3)}})
    assert shared(filled.draft).found.allocation.total == 6


@pytest.mark.parametrize("sample", SAMPLES)
def test_samples_can_be_shared_out(sample: str) -> None:
    now = with_sample_units(Draft(allotting={"seats": 200}), sample).draft
    assert sum(shared(now, pool=False).found.allocation.seats.values()) <= 200


def test_there_is_no_other_sample() -> None:
    with pytest.raises(KeyError):
        with_sample_units(Draft(), "../pools/county")
