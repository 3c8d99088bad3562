"""A page with a scenario open, without a browser: every test has a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.basis.text import Lang
from optimizer.planner.desk.draft import Draft, draft_of
from optimizer.planner.desk.projects import Projects, Scenario, begin_project, open_database
from optimizer.planner.rollout.desk import ROLLOUTS
from ui import desk as desks

APP = Path(__file__).resolve().parents[2] / "app.py"
LABELS: dict[Lang, str] = {"zh": "中文", "en": "English"}


@contextmanager
def own_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The pages keep their projects in this folder; nothing of it is left in memory afterwards."""
    path = folder / "projects.db"
    monkeypatch.setenv(desks.STORE, str(path))
    monkeypatch.setenv(ROLLOUTS, str(folder / "rollouts"))
    _forget()
    yield path
    desks.database().close()
    _forget()


def _forget() -> None:
    for held in (desks.database, desks.jobs, desks.kept_draft):
        held.clear()


def begun(path: Path, draft: Draft, name: str = "换届") -> Scenario:
    """A project with this draft in the store."""
    database = open_database(path)
    scenario = begin_project(Projects(database), name, draft)
    database.close()
    return scenario


def stored(path: Path, scenario: Scenario) -> Draft:
    """The scenario's draft as the store has it now."""
    database = open_database(path)
    found = draft_of(Projects(database).content(scenario.id))
    database.close()
    return found


def open_view(scenario: Scenario, view: str, lang: Lang = "zh") -> AppTest:
    """The page with the scenario open in a view."""
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["lang"] = LABELS[lang]
    page.query_params["scenario"] = scenario.id
    page.query_params["view"] = view
    page.run()
    assert not page.exception
    return page


def finish(page: AppTest, stop: str = "stop") -> AppTest:
    """Come back until no job is under way (the button to stop it has gone), as the page's own timer would."""
    until = monotonic() + 60
    while any(button.key == stop for button in page.button):
        assert monotonic() < until
        page.run()
    assert not page.exception
    return page
