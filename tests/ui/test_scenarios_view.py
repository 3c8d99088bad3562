"""The view scenarios: cards, a copy, names and notes, history, comparison, the project as a file, deleting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.basis.text import LANGS, Filled, Lang
from optimizer.planner.desk.draft import Draft, with_policy, with_seed
from optimizer.planner.desk.projects import Projects, Scenario, open_database, open_project_file, project_file
from optimizer.planner.plan import plan
from tests.ui.desk import begun, finish, open_view, own_store, stored
from tests.ui.toys import IMPOSSIBLE, NO_WOMEN, ONE_WOMAN, TOY
from ui.views.scenarios import words


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with own_store(tmp_path, monkeypatch) as path:
        yield path


def section(page: AppTest, name: str) -> AppTest:
    page.session_state["scenarios_section"] = name
    page.run()
    assert not page.exception
    return page


def projects(store: Path) -> Projects:
    return Projects(open_database(store))


def second(store: Path, first: Scenario, draft: Draft, name: str = "方案二") -> Scenario:
    return projects(store).add_scenario(first.project, name, draft.content(), Filled(zh="新建", en="made"))


def open_now(page: AppTest) -> str:
    named = page.query_params["scenario"]
    return named[0] if isinstance(named, list) else str(named)


def said(page: AppTest) -> str:
    return "\n".join(
        str(each.value) for kind in (page.markdown, page.caption, page.info, page.warning) for each in kind
    )


@pytest.mark.parametrize("lang", LANGS)
def test_every_section_opens_in_both_languages(store: Path, lang: Lang) -> None:
    scenario = begun(store, TOY)
    page = open_view(scenario, "scenarios", lang)
    assert words.LISTED.to(lang) in said(page)
    for name, text in (
        ("comparing", words.ONE_ONLY),
        ("history", words.HISTORY_NOTE),
        ("project", words.SAVE_FILE_NOTE),
    ):
        assert text.to(lang) in said(section(page, name))


def test_a_copy_begins_as_the_scenario_stands_and_is_opened(store: Path) -> None:
    scenario = begun(store, TOY)
    page = open_view(scenario, "scenarios")
    page.text_input(key="copy_name").set_value("少动")
    next(each for each in page.button if each.label == words.COPY_NOW.zh).click().run()
    assert not page.exception
    copy = projects(store).scenario(open_now(page))
    assert copy.name == "少动"
    assert stored(store, copy) == TOY
    assert stored(store, scenario) == TOY


def test_a_name_that_is_taken_is_refused_and_said(store: Path) -> None:
    scenario = begun(store, TOY)
    page = open_view(scenario, "scenarios")
    page.text_input(key="copy_name").set_value("方案一")
    next(each for each in page.button if each.label == words.COPY_NOW.zh).click().run()
    assert "已经有名为" in page.warning[0].value
    assert len(projects(store).scenarios(scenario.project)) == 1


def test_name_and_note_are_kept_as_they_are_written(store: Path) -> None:
    scenario = begun(store, TOY)
    page = open_view(scenario, "scenarios")
    next(each for each in page.text_input if each.label == words.NAME.zh and each.value).set_value("*一*")
    page.text_area[0].set_value("试一试\n_少动_")
    next(each for each in page.button if each.label == words.SAVE.zh).click().run()
    now = projects(store).scenario(scenario.id)
    assert (now.name, now.note) == ("*一*", "试一试\n_少动_")
    assert "\\*一\\*" in said(page)
    assert "\\_少动\\_" in said(page)


def test_a_name_written_while_somebody_else_changes_the_scenario_is_refused(store: Path) -> None:
    scenario = begun(store, TOY)
    page = open_view(scenario, "scenarios")
    projects(store).annotate(scenario, "别人写的")
    page.text_area[0].set_value("我写的")
    next(each for each in page.button if each.label == words.SAVE.zh).click().run()
    assert "刚被别处改过" in page.warning[0].value
    assert projects(store).scenario(scenario.id).note == "别人写的"
    assert page.text_area[0].value == "别人写的"


def test_another_scenario_opens_with_a_click(store: Path) -> None:
    scenario = begun(store, TOY)
    other = second(store, scenario, TOY)
    page = open_view(scenario, "scenarios")
    page.button(key=f"choose:{other.id}").click().run()
    assert open_now(page) == other.id


def test_a_deleted_scenario_gives_way_to_another_and_the_last_one_stays(store: Path) -> None:
    scenario = begun(store, TOY)
    other = second(store, scenario, TOY)
    page = open_view(scenario, "scenarios")
    assert words.DROP_NOTE.fill(name="方案一").zh in said(page)
    page.button(key="drop_now").click().run()
    assert open_now(page) == other.id
    assert projects(store).scenarios(scenario.project) == (projects(store).scenario(other.id),)
    assert page.button(key="drop_now").disabled
    assert words.DROP_LAST.zh in said(page)


def test_history_tells_every_step_and_leads_to_any_of_them(store: Path) -> None:
    scenario = begun(store, TOY)
    for seed in (1, 2, 3):
        change = with_seed(replace(TOY, seed=seed - 1), seed)
        projects(store).record(projects(store).scenario(scenario.id), change.draft.content(), change.said)
    page = section(open_view(scenario, "scenarios"), "history")
    first = projects(store).history(scenario.id)[0]
    page.button(key=f"step:{first.id}").click().run()
    assert stored(store, scenario).seed == 0
    greyed = [each.value for each in page.markdown if words.UNDONE.zh in each.value]
    assert [text.startswith(":gray[") for text in greyed] == [True, True, True]
    last = projects(store).history(scenario.id)[-1]
    page.button(key=f"step:{last.id}").click().run()
    assert stored(store, scenario).seed == 3
    assert not [each for each in page.markdown if words.UNDONE.zh in each.value]


def test_a_long_history_shows_the_latest_steps_first(store: Path) -> None:
    scenario = begun(store, TOY)
    for seed in range(1, 31):
        change = with_seed(TOY, seed)
        projects(store).record(projects(store).scenario(scenario.id), change.draft.content(), change.said)
    page = section(open_view(scenario, "scenarios"), "history")
    steps = [each for each in page.button if str(each.key).startswith("step:")]
    assert len(steps) == 24
    page.button(key="history_more").click().run()
    assert len([each for each in page.button if str(each.key).startswith("step:")]) == 30


def test_scenarios_are_planned_as_jobs_and_compared(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = begun(store, TOY)
    other = second(store, scenario, with_policy(TOY, "toy.toml", NO_WOMEN).draft)
    page = section(open_view(scenario, "scenarios"), "comparing")
    page.button(key="plan_them").click().run()
    finish(page, f"stop:{scenario.id}")
    finish(page, f"stop:{other.id}")
    page.run()
    frames = [frame.value for frame in page.dataframe]
    people = next(frame for frame in frames if "姓名" in frame and "方案二" in frame)
    assert people.set_index("编号")[["方案一", "方案二"]].to_dict("index") == {
        "P2": {"方案一": "—", "方案二": "理事会"},
        "P3": {"方案一": "理事会", "方案二": "—"},
    }
    page.toggle(key="only_differing").set_value(False).run()
    everyone = next(frame.value for frame in page.dataframe if "姓名" in frame.value and "方案二" in frame.value)
    assert sorted(everyone["编号"]) == ["P1", "P2", "P3"]
    worked: list[object] = []
    monkeypatch.setattr(import_module("ui.views.scenarios.comparing"), "TABLES", [worked.append])
    page.run()
    assert not worked
    assert (stored(store, scenario).roster, stored(store, other).roster) == (b"", b"")
    section(page, "scenarios")
    assert said(page).count("已证明最优") == 2


def test_an_impossible_scenario_is_compared_all_the_same(store: Path) -> None:
    scenario = begun(store, replace(TOY, pool=ONE_WOMAN))
    other = second(store, scenario, replace(TOY, pool=ONE_WOMAN, policy=IMPOSSIBLE))
    empty = second(store, scenario, Draft(), "空的")
    page = section(open_view(scenario, "scenarios", "en"), "comparing")
    page.multiselect(key="compared").set_value([scenario.id, other.id, empty.id]).run()
    page.button(key="plan_them").click().run()
    finish(page, f"stop:{scenario.id}")
    finish(page, f"stop:{other.id}")
    page.run()
    assert words.WITHOUT.fill(name="方案二", status="proven impossible").en in said(page)
    assert words.NOT_READY.fill(name="空的").en in said(page)
    assert any("R1" in str(frame.value) for frame in page.dataframe)


def test_the_project_file_holds_all_scenarios(store: Path, tmp_path: Path) -> None:
    scenario = begun(store, TOY)
    second(store, scenario, replace(TOY, seed=9))
    page = section(open_view(scenario, "scenarios"), "project")
    assert [each.proto.label for each in cast(Any, page.get("download_button"))] == [words.SAVE_FILE_NOW.zh]
    theirs = open_database(tmp_path / "theirs.db")
    taken = open_project_file(theirs, project_file(open_database(store), scenario.project))
    assert [each.name for each in Projects(theirs).scenarios(taken.id)] == ["方案一", "方案二"]


def test_a_project_is_renamed_and_deleted(store: Path) -> None:
    scenario = begun(store, TOY)
    page = section(open_view(scenario, "scenarios"), "project")
    page.text_input(key=f"project_named:{scenario.project}").set_value("新名")
    next(each for each in page.button if each.label == words.SAVE.zh).click().run()
    assert [each.name for each in projects(store).projects()] == ["新名"]
    page.button(key="project_drop_now").click().run()
    assert projects(store).projects() == ()
    assert page.button(key="start_sample")


def test_a_scenario_that_somebody_deletes_meanwhile_is_compared_no_more(store: Path) -> None:
    scenario = begun(store, TOY)
    other = second(store, scenario, TOY)
    third = second(store, scenario, TOY, "方案三")
    page = section(open_view(scenario, "scenarios"), "comparing")
    page.multiselect(key="compared").set_value([other.id, third.id]).run()
    projects(store).drop(other)
    page.run()
    assert not page.exception
    assert words.CHOOSE_TWO.zh in said(page)


def test_a_scenario_being_planned_says_so(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = Event()

    def slow(**given: Any) -> object:
        assert let_go.wait(60)
        return plan(**given)

    monkeypatch.setattr("ui.desk.plan", slow)
    scenario = begun(store, TOY)
    second(store, scenario, replace(TOY, seed=3))
    page = section(open_view(scenario, "scenarios"), "comparing")
    page.button(key="plan_them").click().run()
    section(page, "scenarios")
    assert said(page).count(words.WORKING.zh) == 2
    let_go.set()
    section(page, "comparing")
    finish(page, f"stop:{scenario.id}")
    section(page, "scenarios")
    assert "已证明最优" in said(page)
