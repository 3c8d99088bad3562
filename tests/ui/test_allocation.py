"""The view of seats: a table of units taken, seats shared out as the planner does, its rules written into the policy."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from optimizer.basis.text import LANGS, Filled, Lang, Text
from optimizer.planner.allocation.share import NotShared, SharedOut
from optimizer.planner.desk.allotting import rules_of, settings_of, shared_out, with_rules, with_setting
from optimizer.planner.desk.draft import Draft, draft_pool
from optimizer.planner.desk.projects import Scenario, sample_draft
from optimizer.planner.desk.unit_sheet import with_sample_units
from optimizer.planner.inputs import open_base
from optimizer.report.allocation import seats_table
from tests.ui.allotted import UNITS, draft
from tests.ui.desk import begun, finish, open_view, own_store, stored
from ui.tables import grid
from ui.views import allocation
from ui.views.allocation import words, writing

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAID = {name: value for name, value in vars(words).items() if isinstance(value, Filled | Text)}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with own_store(tmp_path, monkeypatch) as path:
        yield path


def setting(now: Draft, **asked: object) -> Draft:
    for name, value in asked.items():
        now = with_setting(now, name, value).draft
    return now


def planned(now: Draft, *, pool: bool = True) -> SharedOut:
    out = shared_out(now, pool=pool)
    assert isinstance(out, SharedOut)
    return out


def opened(store: Path, now: Draft, lang: Lang = "zh") -> tuple[AppTest, Scenario]:
    scenario = begun(store, now)
    return open_view(scenario, "allocation", lang), scenario


def texts(page: AppTest) -> str:
    """All sentences on the page, as they are written."""
    parts = [*page.markdown, *page.caption, *page.info, *page.warning, *page.success, *page.error]
    return "\n".join(part.value for part in parts).replace("\\", "")


def keys(page: AppTest) -> set[str | None]:
    return {button.key for button in page.button}


def table(page: AppTest) -> list[list[object]]:
    (shown,) = [each.value for each in page.dataframe if "代表总数" in str(list(each.value.columns))]
    return cells(shown)


def cells(frame: pd.DataFrame) -> list[list[object]]:
    return [["" if pd.isna(cell) else cell for cell in row] for row in frame.to_numpy().tolist()]


# A table of units.


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_table_it_says_what_to_do_and_offers_three_ways(store: Path, lang: Lang) -> None:
    page, _ = opened(store, draft(units=b""), lang)
    assert words.EMPTY.to(lang) in texts(page)
    assert words.FROM_POOL_NOTE.fill(count=3).to(lang) in texts(page)
    assert {"units_from_pool", "units_take_sample"} <= keys(page)
    assert len(page.file_uploader) == 1


def test_without_a_pool_the_units_cannot_come_from_it(store: Path) -> None:
    page, _ = opened(store, Draft())
    assert words.NO_POOL.zh in texts(page)
    assert "units_from_pool" not in keys(page)


def test_the_sample_of_the_scenarios_own_pool_is_offered_first_and_taken(store: Path) -> None:
    page, scenario = opened(store, replace(draft(units=b""), pool_name="county.csv"))
    assert page.selectbox(key="units_sample").value == "county"
    page.selectbox(key="units_sample").set_value("province").run()
    page.button(key="units_take_sample").click().run()
    assert not page.exception
    assert stored(store, scenario) == with_sample_units(replace(draft(), pool_name="county.csv"), "province").draft


def test_an_upload_is_taken_and_a_file_without_units_is_not(store: Path) -> None:
    page, scenario = opened(store, draft(units=b""))
    page.file_uploader(key="units_file:0").set_value(("名单.csv", "姓名\n甲\n".encode(), CSV)).run()
    assert words.NOT_TAKEN.zh in texts(page)
    assert stored(store, scenario).units == b""
    page.file_uploader(key="units_file:0").set_value(("单位.csv", UNITS, CSV)).run()
    assert not page.exception
    assert (stored(store, scenario).units_name, stored(store, scenario).units) == ("单位.csv", UNITS)
    assert "单位.csv　3 个单位" in texts(page)


def test_of_a_file_with_several_tables_one_is_chosen(store: Path) -> None:
    book = openpyxl.Workbook()
    for name, heads in (("甲表", 10), ("乙表", 20)):
        sheet = book.create_sheet(name)
        for row in (("单位", "人数"), ("东镇", heads)):
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    page, scenario = opened(store, draft(units=b""))
    page.file_uploader(key="units_file:0").set_value(("单位.xlsx", data.getvalue(), XLSX)).run()
    page.selectbox(key="units_sheet").set_value("乙表").run()
    page.button(key="units_take_sheet").click().run()
    now = stored(store, scenario)
    assert (now.units_name, now.units.decode("utf-8-sig").split()) == ("乙表.csv", ["单位,人数", "东镇,20"])


@pytest.mark.parametrize("lang", LANGS)
def test_units_of_the_pool_are_listed_their_members_filled_in_and_the_seats_follow(store: Path, lang: Lang) -> None:
    page, scenario = opened(store, draft(units=b""), lang)
    page.button(key="units_from_pool").click().run()
    assert words.TO_FILL.fill(count=3).to(lang) in texts(page)
    assert not page.error
    page.session_state[editor_key(store, scenario)] = {
        "edited_rows": {at: {"2": str(100 * (at + 1))} for at in range(3)},
        "added_rows": [],
        "deleted_rows": [],
    }
    page.button(key="units_keep").click().run()
    assert not page.exception
    now = stored(store, scenario)
    assert [unit.members for unit in planned(now).found.units] == [100, 200, 300]
    assert words.KEPT.fill(units=3, total=6, targets=1).to(lang) in texts(page)
    page.button(key="undo").click().run()
    assert words.TO_FILL.fill(count=3).to(lang) in texts(page)


def editor_key(store: Path, scenario: Scenario) -> str:
    return f"units_edits:0:{sha256(stored(store, scenario).units).hexdigest()[:16]}"


def test_faults_of_the_table_are_shown_with_their_rows(store: Path) -> None:
    page, _ = opened(store, draft("单位,人数\n甲学会,三百\n甲学会,-1\n".encode()))
    assert "第2行，“人数”列" in page.error[0].value
    assert "第3行" in page.error[0].value
    assert "allocation_write" not in keys(page)


# Settings and result.


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_shown_is_what_the_planner_says(store: Path, lang: Lang) -> None:
    now = setting(draft(), reserve=1)
    page, _ = opened(store, now, lang)
    out = planned(now)
    assert cells(grid(seats_table(out.found), lang)) in [cells(each.value) for each in page.dataframe]
    said = texts(page)
    assert words.KEPT.fill(units=3, total=6, targets=1).to(lang) in said
    assert out.found.allocation.said[0].to(lang) in said
    for proof in out.found.targets[0].found.proof:
        assert proof.to(lang) in said
    titles = [each.label.replace("\\", "") for each in page.expander]
    assert words.TIES.fill(count=len(out.found.allocation.ties)).to(lang) in titles


def test_the_seats_are_the_policys_until_others_are_given(store: Path) -> None:
    page, scenario = opened(store, draft())
    assert page.number_input(key="allotting:seats").value == 6
    page.number_input(key="allotting:seats").set_value(9).run()
    assert stored(store, scenario).allotting == {"seats": 9}
    assert "总数 9 席" in texts(page)
    page.number_input(key="allotting:seats").set_value(6).run()
    assert stored(store, scenario).allotting == {}


def test_every_setting_is_kept_and_followed_and_can_be_undone(store: Path) -> None:
    page, scenario = opened(store, draft())
    page.selectbox(key="allotting:method").set_value("adams").run()
    page.number_input(key="allotting:min").set_value(1).run()
    page.number_input(key="allotting:max").set_value(4).run()
    page.number_input(key="allotting:reserve").set_value(1).run()
    page.text_input(key="allotting:class:学会").set_value("1/3").run()
    page.checkbox(key="allotting:target:F").uncheck().run()
    page.text_area(key="allotting:target").set_value(" 妇女=1/3 \n\nwomen<=5").run()
    page.toggle(key="allotting:pool").set_value(False).run()
    page.selectbox(key="allotting:tie").set_value("larger").run()
    page.number_input(key="allotting:seed").set_value(7).run()
    assert not page.exception
    now = stored(store, scenario)
    assert now.allotting == {
        "method": "adams",
        "min": 1,
        "max": 4,
        "reserve": 1,
        "class": {"学会": "1/3"},
        "left_out": ["F"],
        "target": ["妇女=1/3", "women<=5"],
        "pool": False,
        "tie": "larger",
        "seed": 7,
    }
    assert cells(grid(seats_table(planned(now, pool=False).found), "zh")) == table(page)
    page.text_input(key="allotting:class:学会").set_value("").run()
    page.checkbox(key="allotting:target:F").check().run()
    assert settings_of(stored(store, scenario))["class"] == {}
    assert settings_of(stored(store, scenario))["left_out"] == []
    page.button(key="undo").click().run()
    assert page.checkbox(key="allotting:target:F").value is False


def test_what_cannot_be_read_is_said_without_names_of_options(store: Path) -> None:
    page, _ = opened(store, setting(draft(), target=["基层=", "没有的=1"], **{"class": {"学会": "多些"}}))
    said = page.error[0].value
    assert "看不懂的指标：“基层=”" in said.replace("\\", "")
    assert "没有的=1" in said.replace("\\", "")
    assert "学会=多些" in said.replace("\\", "")
    assert "\\-\\-target" not in said
    assert "--target:" not in said


@pytest.mark.parametrize("lang", LANGS)
def test_a_target_that_cannot_be_met_is_told_with_where_people_are_lacking(store: Path, lang: Lang) -> None:
    now = setting(draft(), seats=9, target=["frontline=100%"])
    page, _ = opened(store, now, lang)
    out = planned(now)
    (short,) = [each.found for each in out.found.targets if each.found.short]
    assert words.SHORT.to(lang) in texts(page)
    for said in short.proof:
        assert texts(page).count(said.to(lang)) == 2
    assert words.NOT_KEPT.to(lang) in texts(page)
    assert "allocation_write" not in keys(page)


@pytest.mark.parametrize("lang", LANGS)
def test_a_tie_nobody_may_break_is_refused_with_the_reason(store: Path, lang: Lang) -> None:
    now = setting(draft("单位,人数\n甲学会,10\n乙县,10\n".encode()), seats=3, tie="refuse", left_out=["F"])
    refused = shared_out(now, pool=True)
    assert isinstance(refused, NotShared)
    page, _ = opened(store, now, lang)
    assert refused.said[0].to(lang) in page.error[0].value.replace("\\", "")
    assert words.TRY_ELSE.to(lang) in texts(page)
    page.selectbox(key="allotting:tie").set_value("draw").run()
    assert not page.error
    out = planned(setting(now, tie="draw"))
    assert out.found.allocation.ties[0].said().to(lang) in texts(page)


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_policy_the_delegates_are_given_by_hand_and_nothing_can_be_written(store: Path, lang: Lang) -> None:
    page, _ = opened(store, replace(draft(), policy=b"", policy_name=""), lang)
    assert {words.NO_POLICY.to(lang), words.GIVE_SEATS.to(lang)} == {each.value for each in page.info}
    page.number_input(key="allotting:seats").set_value(6).run()
    assert words.KEPT_BARE.fill(units=3, total=6).to(lang) in texts(page)
    assert words.NEED_POLICY.to(lang) in texts(page)
    page.button(key="to_policy").click().run()
    assert page.session_state["view"] == "policy"


def test_a_faulty_policy_is_as_none(store: Path) -> None:
    page, _ = opened(store, replace(draft(), policy=b'name = "x"'))
    assert words.NO_POLICY.zh in texts(page)
    assert words.GIVE_SEATS.zh in texts(page)


def test_seats_are_shared_out_once_for_the_same_content(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allocation.kept_allocation.clear()
    calls: list[Draft] = []

    def counted(now: Draft, *, pool: bool) -> SharedOut | NotShared:
        calls.append(now)
        return shared_out(now, pool=pool)

    monkeypatch.setattr(allocation, "shared_out", counted)
    page, _ = opened(store, draft())
    page.run()
    page.selectbox(key="units_sample").set_value("province").run()
    assert len(calls) == 1
    page.number_input(key="allotting:reserve").set_value(1).run()
    assert len(calls) == 2


# Rules and files.


@pytest.mark.parametrize("lang", LANGS)
def test_rules_are_written_in_one_step_planned_and_undone(store: Path, lang: Lang) -> None:
    page, scenario = opened(store, draft(), lang)
    out = planned(draft())
    page.button(key="allocation_write").click().run()
    assert not page.exception
    written = stored(store, scenario)
    assert written.policy == with_rules(draft(), out).draft.policy
    assert "# 一线" in written.policy.decode()
    assert "allocated-F" in texts(page)
    page.button(key="to_proposal").click().run()
    page.button(key="propose").click().run()
    finish(page)
    base = open_base(stored(store, scenario).roster, source="roster.json")
    pool = draft_pool(draft(), None)
    held = Counter(pool.by_id[person].value("unit") for person in base)
    assert held == Counter(out.found.allocation.seats)
    page.button(key="undo").click().run()
    page.button(key="undo").click().run()
    assert stored(store, scenario).policy == draft().policy


def test_after_another_setting_the_rules_are_told_to_be_of_before_and_are_replaced(store: Path) -> None:
    page, scenario = opened(store, with_rules(draft(), planned(draft())).draft)
    assert "allocation_write" not in keys(page)
    page.checkbox(key="allotting:target:F").uncheck().run()
    assert words.OUTDATED.zh in texts(page)
    page.button(key="allocation_write").click().run()
    now = stored(store, scenario)
    assert [rule["id"] for rule in rules_of(planned(now))] == ["allocated"]
    assert b"allocated-F" not in now.policy
    assert words.WRITTEN.fill(rules="allocated").zh in texts(page)


def test_a_policy_file_that_cannot_be_written_to_is_told_and_stays(store: Path) -> None:
    inline = b"""name = "toy"
reference_date = 2026-12-01
body = [{ id = "congress", title = "\xe5\xa4\xa7\xe4\xbc\x9a", seats = 6 }]
rule = [{ id = "U", kind = "each", scope = "congress", by = "unit", at_least = 1 }]
"""
    page, scenario = opened(store, replace(draft(), policy=inline))
    page.button(key="allocation_write").click().run()
    assert words.NOT_WRITABLE.zh in texts(page)
    assert stored(store, scenario).policy == inline


@pytest.mark.parametrize("lang", LANGS)
def test_files_are_the_planners_in_the_language_of_the_page(store: Path, lang: Lang) -> None:
    now = draft()
    out = planned(now)
    page, _ = opened(store, now, lang)
    assert [each.proto.label for each in page.get("download_button")] == [
        words.FORMATS[form].to(lang) for form in ("docx", "xlsx", "toml")
    ]
    made = {each.name: each.make() for each in writing.downloads(out, lang)}
    assert list(made) == [f"{words.FILE.to(lang)}.docx", f"{words.FILE.to(lang)}.xlsx", "allocation.toml"]
    assert made == dict(zip(made, expected(out, lang), strict=True))


def expected(out: SharedOut, lang: Lang) -> list[bytes]:
    files = out.files(Path(), lang)
    return [files[name] for name in ("allocation.docx", "allocation.xlsx", "allocation.toml")]


def test_the_prefecture_sample_is_shared_out_on_the_page(store: Path) -> None:
    now = with_sample_units(sample_draft("prefecture", "dalian-2018"), "prefecture").draft
    page, _ = opened(store, now)
    assert cells(grid(seats_table(planned(now).found), "zh")) == table(page)


@pytest.mark.parametrize("name", SAID)
def test_every_text_is_in_both_languages(name: str) -> None:
    said = SAID[name]
    assert said.zh.strip()
    assert said.en.strip()
    assert not re.search(r"[一-鿿]", said.en)
