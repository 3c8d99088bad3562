"""Before a scenario is open: samples, projects of one's own, project files; then one step back and forward."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.basis.text import LANGS, Lang
from optimizer.planner.desk.draft import Draft, with_seed
from optimizer.planner.desk.projects import Projects, open_database, project_file, sample_draft
from tests.ui.desk import APP, LABELS, begun, open_view, own_store, stored
from ui import words


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with own_store(tmp_path, monkeypatch) as path:
        yield path


def opened(lang: Lang = "zh") -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["lang"] = LABELS[lang]
    return page.run()


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_store_says_what_to_do(store: Path, lang: Lang) -> None:
    page = opened(lang)
    assert not page.exception
    assert words.NO_PROJECTS.to(lang) in [each.value for each in page.markdown]


def test_a_sample_opens_with_one_click_and_is_kept(store: Path) -> None:
    page = opened()
    page.selectbox(key="sample").set_value("county").run()
    page.button(key="start_sample").click().run()
    assert not page.exception
    scenario = page.query_params["scenario"]
    kept = Projects(open_database(store)).scenario(str(scenario[0] if isinstance(scenario, list) else scenario))
    assert stored(store, kept) == sample_draft("county", "county-sample")


def test_a_project_of_ones_own_needs_a_name(store: Path) -> None:
    page = opened()
    page.button(key="FormSubmitter:new_project-新建项目").click().run()
    assert [each.value for each in page.warning] == ["名称要写，不超过200个字。"]
    page.text_input(key="project_name").set_value("2026换届")
    page.button(key="FormSubmitter:new_project-新建项目").click().run()
    assert not page.exception
    assert [each.name for each in Projects(open_database(store)).projects()] == ["2026换届"]


def test_a_link_to_a_scenario_that_is_gone_leads_to_the_projects(store: Path) -> None:
    scenario = begun(store, Draft())
    Projects(open_database(store)).drop_project(scenario.project)
    page = open_view(scenario, "pool")
    assert page.button(key="start_sample")
    assert len(page.warning) == 1


def test_a_step_can_be_undone_and_done_again(store: Path) -> None:
    scenario = begun(store, Draft())
    mine = Projects(open_database(store))
    mine.record(scenario, with_seed(Draft(), 7).draft.content(), with_seed(Draft(), 7).said)
    page = open_view(scenario, "scenarios")
    assert page.button(key="redo").disabled
    page.button(key="undo").click().run()
    assert stored(store, scenario).seed == 0
    assert page.button(key="undo").disabled
    page.button(key="redo").click().run()
    assert stored(store, scenario).seed == 7


def test_a_step_on_what_somebody_else_has_changed_is_refused_and_said(store: Path) -> None:
    scenario = begun(store, Draft())
    mine = Projects(open_database(store))
    mine.record(scenario, with_seed(Draft(), 7).draft.content(), with_seed(Draft(), 7).said)
    page = open_view(scenario, "scenarios")
    now = mine.scenario(scenario.id)
    mine.record(now, with_seed(Draft(), 8).draft.content(), with_seed(Draft(), 8).said)
    page.button(key="undo").click().run()
    assert "刚被别处改过" in page.warning[0].value
    assert stored(store, scenario).seed == 8


def test_a_colleagues_project_file_opens(store: Path, tmp_path: Path) -> None:
    scenario = begun(tmp_path / "theirs.db", Draft(seed=3), "邻县")
    data = project_file(open_database(tmp_path / "theirs.db"), scenario.project)
    page = opened()
    page.file_uploader(key="project_file").set_value(("邻县.xiwei", data, "application/octet-stream")).run()
    page.button(key="take_in").click().run()
    assert not page.exception
    assert any("邻县" in each.value for each in page.markdown)
