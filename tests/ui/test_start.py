"""Before a scenario is open: the door, samples, projects, project files; then one step back and forward; several users."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.basis.text import LANGS, Lang
from optimizer.planner.desk.draft import Draft, draft_of, with_seed
from optimizer.planner.desk.projects import Projects, begin_project, open_database, project_file, sample_draft
from optimizer.planner.plan import plan
from tests.ui.desk import APP, LABELS, begun, finish, open_view, own_store, stored
from tests.ui.toys import TOY
from ui import desk as desks
from ui import sign_in, words
from ui.page import VIEWS


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
    assert words.NO_PROJECTS.to(lang) in [each.value for each in page.info]


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


def test_a_page_that_was_overtaken_while_it_was_drawn_is_drawn_again(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = begun(store, Draft())
    title, draw = VIEWS["scenarios"]

    def overtaken(desk: desks.Desk) -> None:
        draw(desk)
        if not desk.draft.seed:
            desk.projects.record(desk.scenario, with_seed(desk.draft, 7).draft.content(), with_seed(desk.draft, 7).said)

    monkeypatch.setitem(VIEWS, "scenarios", (title, overtaken))
    page = open_view(scenario, "scenarios")
    page.button(key="undo").click().run()
    assert not page.warning


def test_a_colleagues_project_file_opens(store: Path, tmp_path: Path) -> None:
    scenario = begun(tmp_path / "theirs.db", Draft(seed=3), "邻县")
    data = project_file(open_database(tmp_path / "theirs.db"), scenario.project)
    page = opened()
    page.file_uploader(key="project_file").set_value(("邻县.xiwei", data, "application/octet-stream")).run()
    page.button(key="take_in").click().run()
    assert not page.exception
    assert any("邻县" in each.value for each in page.markdown)


def test_projects_are_listed_with_their_scenarios_and_last_change_the_latest_first(store: Path) -> None:
    older = begun(store, Draft(), "先_建_的")
    begun(store, Draft(), "后建的")
    mine = Projects(open_database(store))
    mine.duplicate(older.id, "方案二", words.SAMPLE)
    page = opened()
    names = [each.value for each in page.markdown if each.value.startswith("**")]
    assert names == ["**先\\_建\\_的**", "**后建的**"]
    assert [each.value[:5] for each in page.caption if "最近改动" in each.value] == ["2 个方案", "1 个方案"]


def test_a_project_is_deleted_with_what_it_holds(store: Path) -> None:
    gone, kept = begun(store, Draft(), "不要了"), begun(store, Draft(), "留下")
    page = opened("en")
    assert any("This cannot be undone" in each.value for each in page.markdown)
    page.button(key=f"drop_now:{gone.project}").click().run()
    assert not page.exception
    assert [each.id for each in Projects(open_database(store)).projects()] == [kept.project]


def test_what_was_done_is_there_when_the_store_is_opened_again(store: Path) -> None:
    scenario = begun(store, TOY)
    page = open_view(scenario, "proposal")
    page.button(key="propose").click().run()
    finish(page)
    before = stored(store, scenario)
    desks.database().close()
    desks.database.clear()
    desks.jobs.clear()
    page = open_view(scenario, "scenarios")
    assert stored(store, scenario) == before
    assert before.roster
    assert any("已证明最优" in each.value for each in page.caption)


@pytest.mark.parametrize("lang", LANGS)
def test_a_store_that_cannot_be_opened_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with own_store(tmp_path, monkeypatch):
        monkeypatch.setenv(desks.STORE, str(blocked / "projects.db"))
        page = opened(lang)
        assert not page.exception
        assert len(page.error) == 1
        assert any(desks.STORE.replace("_", "\\_") in each.value for each in page.markdown)
        monkeypatch.setenv(desks.STORE, str(tmp_path / "projects.db"))
        page.button(key="again").click().run()
        assert page.button(key="start_sample")


def test_the_password_of_a_database_server_is_never_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(desks.STORE, "postgresql://me:secret@host/xiwei")
    assert "secret" not in desks.place_words().zh + desks.place_words().en


type Enter = Callable[..., None]


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Enter:
    """Be somebody to the pages from now on, as Streamlit would tell them."""

    def become(**claims: object) -> None:
        monkeypatch.setattr(sign_in, "claims", lambda: claims)

    return become


@pytest.mark.parametrize("lang", LANGS)
def test_where_signing_in_is_set_up_nothing_is_shown_before(
    store: Path, enter: Enter, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    begun(store, Draft())
    enter(is_logged_in=False)
    monkeypatch.setattr(sign_in, "providers", lambda: ("microsoft",))
    page = opened(lang)
    assert not page.exception
    assert [each.key for each in page.button] == ["sign_in:microsoft"]
    assert words.PLEASE_SIGN_IN.to(lang) in [each.value for each in page.markdown]


def test_whoever_signed_in_sees_their_own_projects_alone(store: Path, enter: Enter) -> None:
    of_nobody = begun(store, Draft(), "没有主人")
    enter(is_logged_in=True, email="Li@Example.org")
    page = opened()
    page.text_input(key="project_name").set_value("李的")
    page.button(key="FormSubmitter:new_project-新建项目").click().run()
    assert [each.owner for each in Projects(open_database(store), owner="li@example.org").projects()] == [
        "li@example.org"
    ]
    enter(is_logged_in=True, email="wang@example.org")
    assert not [each for each in opened().button if str(each.key).startswith("open:")]
    assert open_view(of_nobody, "pool").button(key="start_sample")
    assert opened().button(key="sign_out")


@pytest.mark.parametrize("claims", [{"email": ""}, {"email": "li@example.org", "email_verified": False}, {}])
def test_nobody_gets_in_without_an_address_that_is_vouched_for(
    store: Path, enter: Enter, claims: dict[str, object]
) -> None:
    begun(store, Draft())
    enter(is_logged_in=True, **claims)
    page = opened()
    assert page.error[0].value == words.NO_EMAIL.zh
    assert [each.key for each in page.button] == ["sign_out"]


def test_a_server_that_asks_for_signing_in_stays_shut_without_it(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sign_in.SIGN_IN, "required")
    page = opened()
    assert len(page.error) == 1
    assert not page.button


def test_one_user_neither_waits_for_another_nor_stops_their_work(
    store: Path, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(is_logged_in=True, email="li@example.org")
    li = begin_project(Projects(open_database(store), owner="li@example.org"), "李的", TOY)
    let_go = Event()

    def slow(**given: Any) -> object:
        assert let_go.wait(60)
        return plan(**given)

    monkeypatch.setattr(desks, "plan", slow)
    lis = open_view(li, "proposal")
    lis.button(key="propose").click().run()
    assert lis.button(key="stop")
    # As much at a time as one user may have under way, and more in the queue.
    for key in ("second", "third"):
        desks.jobs().start(key, lambda _: let_go.wait(60), owner="li@example.org")

    enter(is_logged_in=True, email="wang@example.org")
    monkeypatch.setattr(desks, "plan", plan)
    wang = begin_project(Projects(open_database(store), owner="wang@example.org"), "王的", TOY)
    wangs = open_view(wang, "proposal")
    assert not [each for each in wangs.button if each.key == "stop"]
    wangs.button(key="propose").click().run()
    finish(wangs)
    assert draft_of(Projects(open_database(store), owner="wang@example.org").content(wang.id)).roster
    assert open_view(li, "proposal").button(key="start_sample")

    enter(is_logged_in=True, email="li@example.org")
    lis.run()
    assert lis.button(key="stop")
    let_go.set()
    finish(lis)
    assert draft_of(Projects(open_database(store), owner="li@example.org").content(li.id)).roster
