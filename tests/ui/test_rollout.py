"""The page for many associations: begun, planned as one job, looked at from far and near, handed out; in both languages."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.basis.text import LANGS, Lang
from optimizer.planner.desk.draft import draft_of
from optimizer.planner.desk.projects import Projects, open_database
from optimizer.planner.formats import Format
from optimizer.planner.rollout import chunks
from optimizer.planner.rollout import run as runs
from optimizer.planner.rollout.desk import Kept, Rollouts, rollouts_folder, with_setup
from optimizer.planner.rollout.handouts import Handing, files, units_of
from optimizer.planner.rollout.rollout import RolledOut, looked_at, rollout
from optimizer.planner.rollout.table import read_units
from optimizer.planner.rollout.unit_desk import Result, result_of
from optimizer.report.blocks import Table
from optimizer.report.rollout.coverage import coverage_lines
from optimizer.report.rollout.units import unit_table
from optimizer.report.rollout.words import OUTCOME_WORDS
from optimizer.rollout.planned import Outcome
from tests.planner.little_province import AS_OF, FILES, TABLE, TABLE_NAME
from tests.ui.desk import APP, LABELS, finish, own_store
from ui import desk as desks
from ui.tables import plain
from ui.views.rollout import board, papers, unit, units, words

NAME = "云省推进"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little province, planned once for all tests that look at it."""
    root = tmp_path_factory.mktemp("planned")
    kept = begun(Rollouts("", root))
    rollout(kept.units(), kept.setup.wanted(), kept.place, kept.setup.power())
    return root


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rollouts]:
    with own_store(tmp_path, monkeypatch):
        yield Rollouts()


def begun(mine: Rollouts, **changed: object) -> Kept:
    """The little province, to be planned in the process of the tests."""
    kept = mine.begin(NAME, (TABLE_NAME, TABLE), FILES, as_of=AS_OF)
    return with_setup(kept, replace(kept.setup, workers=1, **changed))  # type: ignore[arg-type]


def planned(mine: Rollouts, done: Path, **changed: object) -> RolledOut:
    """The province in a folder of this test's own, with its results."""
    shutil.copytree(done, rollouts_folder())
    kept = mine.open(NAME)
    return now(with_setup(kept, replace(kept.setup, **changed)))  # type: ignore[arg-type]


def now(kept: Kept) -> RolledOut:
    return looked_at(kept.units(), kept.setup.wanted(), kept.place)


def opened(part: str = "coverage", lang: Lang = "zh", name: str = NAME) -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["lang"] = LABELS[lang]
    page.query_params["rollout"] = name
    page.query_params["part"] = part
    page.run()
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    shown = (page.markdown, page.caption, page.info, page.warning, page.error, page.success, page.subheader)
    return "\n".join(str(each.value) for kind in shown for each in kind)


def setup(mine: Rollouts) -> dict[str, object]:
    return json.loads(mine.open(NAME).setup.data())  # type: ignore[no-any-return]


def test_a_table_with_its_files_begins_a_roll_out_and_opens_it(mine: Rollouts) -> None:
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    page.text_input(key="rollout_name").set_value(NAME)
    page.file_uploader(key="rollout_table").set_value((TABLE_NAME, TABLE, "text/csv"))
    page.file_uploader(key="rollout_pools").set_value([(name, data, "text/csv") for name, data in FILES.items()])
    page.button(key=f"FormSubmitter:new_rollout-{words.BEGIN.zh}").click().run()
    assert not page.exception
    assert page.query_params["rollout"] == NAME
    assert mine.open(NAME).table() == TABLE
    assert "单位 **7**" in said(page)
    page.button(key="leave_rollout").click().run()
    assert "rollout" not in page.query_params
    page.button(key=f"drop_rollout_now:{NAME}").click().run()
    assert mine.listed() == ()


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_page_offers_a_beginning_and_tells_every_fault_of_a_table(mine: Rollouts, lang: Lang) -> None:
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["lang"] = LABELS[lang]
    page.run()
    assert words.ROLLOUTS.to(lang) in [each.value for each in page.subheader]
    assert page.button(key="rollout_sample").label == words.SAMPLE.to(lang)
    wrong = TABLE.replace(b"2024-05-01", "二月".encode()).replace("乡镇".encode(), "村".encode())
    page.text_input(key="rollout_name").set_value(NAME)
    page.file_uploader(key="rollout_table").set_value((TABLE_NAME, wrong, "text/csv"))
    page.button(key=f"FormSubmitter:new_rollout-{words.BEGIN.to(lang)}").click().run()
    assert not page.exception
    assert mine.listed() == ()
    (box,) = page.error
    assert "二月" in box.value
    assert "村" in box.value


def test_a_link_to_a_roll_out_that_is_gone_leads_to_the_first_page(mine: Rollouts) -> None:
    page = opened(name="../走了")
    assert "没有叫" in page.warning[0].value
    assert page.button(key="rollout_sample")


def test_everything_is_planned_by_one_job(mine: Rollouts) -> None:
    begun(mine)
    page = opened()
    assert words.NOT_PLANNED.zh in said(page)
    page.button(key="plan_all").click().run()
    finish(page)
    assert words.NOT_PLANNED.zh not in said(page)
    assert {outcome: count for outcome, count in now(mine.open(NAME)).prospects.outcomes.items() if count} == {
        Outcome.PROVEN: 2,
        Outcome.IMPOSSIBLE: 1,
        Outcome.WAITING: 4,
    }


@pytest.mark.parametrize("lang", LANGS)
def test_the_figures_shown_are_the_planners(mine: Rollouts, done: Path, lang: Lang) -> None:
    found = planned(mine, done, target=date(2027, 12, 31))
    shown = said(opened(lang=lang))
    for outcome, count in found.prospects.outcomes.items():
        label = words.capital(OUTCOME_WORDS[outcome]).to(lang)
        assert (f"{plain(label)} **{count}**" in shown) is (count > 0)
    whole = found.coverage.whole
    assert f"{words.BY_TARGET.to(lang)} **{whole.target.headed}/{whole.units} " in shown
    for line in coverage_lines(found.coverage):
        assert plain(line.text.to(lang)) in shown


def test_what_was_done_before_a_stop_is_kept_and_pressing_again_goes_on(
    mine: Rollouts, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(mine)
    begins, go = Event(), Event()
    own = chunks.plan_chunk
    monkeypatch.setattr(runs, "MOST", 1)

    def waits(ground: bytes, chunk: bytes) -> bytes:
        answer = own(ground, chunk)
        begins.set()
        assert go.wait(30)
        return answer

    monkeypatch.setattr(runs, "plan_chunk", waits)
    page = opened()
    page.button(key="plan_all").click().run()
    assert begins.wait(30)
    page.run()
    assert page.button(key="plan_all").disabled
    assert words.EARLIER.zh in said(page)
    # Somebody who opens the page meanwhile sees what there is by now, and can stop it, too.
    other = opened()
    assert "单位 **7**" in said(other)
    assert other.button(key="stop")
    page.button(key="stop").click().run()
    go.set()
    finish(page)
    kept = mine.open(NAME)
    done = [code for code in ("900101", "900102", "900103") if result_of(now(kept), code).planned]
    assert 1 <= len(done) < 3
    page.button(key="plan_all").click().run()
    finish(page)
    assert now(kept).prospects.outcomes[Outcome.PROVEN] == 2
    assert setup(mine)["runs"] == 2


def test_a_page_drawn_again_counts_nothing_again(mine: Rollouts, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(mine)
    worked: list[str] = []

    def noted[**Asked, Made](name: str, work: Callable[Asked, Made]) -> Callable[Asked, Made]:
        def noting(*asked: Asked.args, **more: Asked.kwargs) -> Made:
            worked.append(name)
            return work(*asked, **more)

        return noting

    monkeypatch.setattr(board, "rollout", noted("count", rollout))
    monkeypatch.setattr(board, "read_units", noted("read", read_units))
    monkeypatch.setattr(units, "unit_table", noted("table", unit_table))
    page = opened("units")
    for _ in range(3):
        page.run()
    # The table is read once a server; other tests may have read the same.
    assert [name for name in worked if name != "read"] == ["count", "table"]
    assert worked.count("read") <= 1


def test_filters_find_units_and_a_unit_shows_what_the_planner_recorded(mine: Rollouts, done: Path) -> None:
    found = planned(mine, done)
    page = opened("units")
    table = units_of(found)
    assert isinstance(table, Table)
    assert list(page.dataframe[0].value.iloc[:, 0]) == [row[0].zh for row in table.rows]
    for key, chosen, codes in (
        ("units_level", "county", ["900101", "900102", "900103"]),
        ("units_outcome", "proven", ["900101", "900102"]),
    ):
        page.selectbox(key=key).set_value(chosen).run()
        assert list(page.dataframe[0].value.iloc[:, 0]) == codes
    page.checkbox(key="units_overdue").check().run()
    assert list(page.dataframe[0].value.iloc[:, 0]) == ["900101"]
    page.text_input(key="units_find").set_value("李领导").run()
    assert words.NOTHING_FITS.zh in said(page)
    page.button(key="units_clear").click().run()
    page.checkbox(key="units_blank").check().run()
    assert list(page.dataframe[0].value.iloc[:, 0]) == ["900103", "900105"]


@pytest.mark.parametrize(
    ("lang", "codes"), [("zh", ["900101", "900103", "900104", "900105"]), ("en", ["900101", "900103"])]
)
def test_a_unit_from_near(mine: Rollouts, done: Path, lang: Lang, codes: list[str]) -> None:
    found = planned(mine, done)
    page = opened("units", lang)
    for code in codes:
        page.session_state["rollout_unit"] = code
        page.run()
        assert not page.exception
        record = result_of(found, code).planned
        assert record is not None
        shown = said(page)
        for told in (words.capital(OUTCOME_WORDS[record.outcome]), *record.why):
            assert plain(told.to(lang)) in shown
        assert plain(found.by_code[code].name) in shown
        assert (len(page.dataframe) > 1) is (record.outcome is Outcome.PROVEN)
        assert page.button(key="unit_project").disabled is (code == "900105")
    page.button(key="unit_close").click().run()
    assert not any(each.key == "unit_project" for each in page.button)


@pytest.mark.parametrize(("lang", "told"), [("zh", "W2a 符合、W2b 不符合"), ("en", "W2a kept, W2b not kept")])
def test_offices_filled_by_post_are_told(
    mine: Rollouts, done: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang, told: str
) -> None:
    record = result_of(planned(mine, done), "900101").planned
    assert record is not None
    by_post = replace(record, by_post={"W2a": True, "W2b": False}, unmet=("Q7",))
    monkeypatch.setattr(unit, "result_of", lambda found, code: Result(planned=by_post))
    page = opened("units", lang)
    page.session_state["rollout_unit"] = "900101"
    page.run()
    assert told in said(page)
    assert "Q7" in said(page)


def test_a_unit_opens_as_a_project_and_closing_it_leads_back(mine: Rollouts, done: Path, tmp_path: Path) -> None:
    found = planned(mine, done)
    page = opened("units")
    page.session_state["rollout_unit"] = "900101"
    page.run()
    page.button(key="unit_project").click().run()
    finish(page)
    database = open_database(tmp_path / "projects.db")
    mine_now = Projects(database)
    (project,) = mine_now.projects()
    (scenario,) = mine_now.scenarios(project.id)
    draft = draft_of(mine_now.content(scenario.id))
    database.close()
    assert project.name == "东县"
    assert draft.roster == result_of(found, "900101").roster
    assert page.query_params["scenario"] == scenario.id
    page.button(key="close").click().run()
    assert page.button(key="plan_all")


def test_a_schedule_is_made_from_what_is_typed(mine: Rollouts) -> None:
    begun(mine)
    page = opened("schedule")
    assert words.NO_SCHEDULE.zh in said(page)
    key = f"FormSubmitter:schedule_form-{words.MAKE_SCHEDULE.zh}"
    page.text_input(key="schedule_capacity").set_value("many")
    page.button(key=key).click().run()
    assert "many" in page.error[0].value
    assert not setup(mine)["scheduled"]
    page.text_input(key="schedule_capacity").set_value("2")
    page.button(key=key).click().run()
    finish(page)
    schedule = now(mine.open(NAME)).schedule
    assert schedule is not None
    assert len(schedule.slots) == 6
    assert any(f"{len(schedule.slots)}" in each.label for each in page.expander)
    years = next(table.value for table in page.table if "2026" in str(table.value.iloc[0, 0]))
    assert [str(cell) for cell in years.iloc[:3, 3]] == [str(load.units) for load in schedule.loads().values()]
    page.button(key="drop_schedule").click().run()
    assert not setup(mine)["scheduled"]


@pytest.mark.parametrize(("lang", "why"), [("zh", "6个单位"), ("en", "6 units")])
def test_a_schedule_that_is_impossible_says_why(mine: Rollouts, lang: Lang, why: str) -> None:
    begun(mine, scheduled=True, capacity="1", first=2026)
    page = finish(opened("schedule", lang))
    assert why in said(page)
    assert any("2026" in str(table.value) for table in page.table)


def test_who_holds_offices_in_two_places_is_shown_and_repaired(mine: Rollouts, done: Path) -> None:
    (clash,) = planned(mine, done).clashes
    page = opened("offices")
    assert clash.name in str(page.table[0].value)
    page.button(key="repair").click().run()
    finish(page)
    assert clash.name in " ".join(str(table.value) for table in page.table)
    assert page.button(key="repair").disabled
    assert now(mine.open(NAME)).clashes == ()
    page.number_input(key="offices_limit:1").set_value(0).run()
    assert words.NOT_LOOKED.zh in said(page)
    assert setup(mine)["limit"] == 0


def test_who_holds_offices_in_two_places_is_told_in_english(mine: Rollouts, done: Path) -> None:
    planned(mine, done)
    page = opened("offices", "en")
    assert page.button(key="repair").label == words.REPAIR.en
    assert "chair" in str(page.table[0].value)


@pytest.mark.parametrize("lang", LANGS)
def test_the_papers_are_the_planners_own(
    mine: Rollouts, done: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = planned(mine, done)
    monkeypatch.setattr(papers, "today", lambda: AS_OF)
    page = opened("papers", lang)
    assert [each.proto.label for each in page.get("download_button")].count(
        "Word (docx)" if lang == "en" else "Word（docx）"
    ) == 2
    made = files(found, lang, Handing(month=AS_OF.replace(day=1), dated=AS_OF, formats=(Format.MD,)))
    here = papers._made(
        _board(mine, lang), found, Handing(month=AS_OF.replace(day=1), dated=AS_OF), ("monthly.md", Format.MD)
    )
    assert here == made["monthly.md"]


def _board(mine: Rollouts, lang: Lang) -> board.Board:
    kept = mine.open(NAME)
    return board.Board(lang=lang, rollouts=mine, kept=kept, units=kept.units(), table="")


def test_settings_are_kept_and_days_change_the_figures(mine: Rollouts) -> None:
    begun(mine)
    page = opened()
    assert "超期 **1/4 25.0%**" in said(page)
    page.date_input(key=f"rollout_as_of:{AS_OF}").set_value(date(2026, 12, 2)).run()
    finish(page)
    assert "超期 **2/4 50.0%**" in said(page)
    page.number_input(key="rollout_ahead").set_value(24)
    page.number_input(key="rollout_limit").set_value(90.0)
    page.button(key=f"FormSubmitter:rollout_form-{words.SAVE.zh}").click().run()
    assert (setup(mine)["ahead"], setup(mine)["time_limit"], setup(mine)["as_of"]) == (24, 90.0, "2026-12-02")


def test_files_that_are_missing_are_named_and_can_be_added(mine: Rollouts) -> None:
    kept = mine.begin(NAME, (TABLE_NAME, TABLE), {}, as_of=AS_OF)
    page = opened()
    assert "还缺 4 个" in said(page)
    page.file_uploader(key="rollout_more:0").set_value([(name, data, "text/csv") for name, data in FILES.items()]).run()
    page.button(key="rollout_take_in").click().run()
    finish(page)
    assert "还缺" not in said(page)
    assert (kept.place.inputs / "towns" / "south.csv").is_file()


def test_a_table_that_cannot_be_read_any_more_can_be_replaced(mine: Rollouts) -> None:
    kept = begun(mine)
    (kept.place.inputs / TABLE_NAME).write_bytes(b"nothing")
    page = opened()
    assert words.TABLE_FAULTS.zh in said(page)
    page.file_uploader(key="rollout_more:0").set_value([(TABLE_NAME, TABLE, "text/csv")]).run()
    page.button(key="rollout_take_in").click().run()
    assert "单位 **7**" in said(page)


def test_results_that_cannot_be_read_are_told_and_looked_at_again(mine: Rollouts) -> None:
    kept = begun(mine)
    kept.place.results.write_bytes(b"no database at all" * 100)
    page = opened()
    assert "结果文件" in page.error[0].value
    kept.place.results.unlink()
    page.button(key="rollout_again").click().run()
    finish(page)
    assert not page.error
    assert "单位 **7**" in said(page)


def test_the_sample_opens_with_one_click(mine: Rollouts) -> None:
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    page.button(key="rollout_sample").click().run()
    (job,) = [job for key, job in desks.jobs()._jobs.items() if key.startswith("rollout sample")]
    assert job.wait(60)
    page.run()
    page.run()
    assert not page.exception
    assert page.query_params["rollout"] == words.SAMPLE_NAME.zh
    assert "单位 **182**" in said(page)
    assert "还缺" not in said(page)


def test_every_text_is_there_in_both_languages() -> None:
    for name, text in vars(words).items():
        if name.isupper():
            assert text.zh.strip()
            assert text.en.strip()
            assert not re.search("[一-鿿]", text.en.replace("海平市", "")), name
