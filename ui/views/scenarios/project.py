"""The project as a whole: its name, one file to copy to a colleague, its end."""

from __future__ import annotations

from functools import partial

import streamlit as st

from optimizer.planner.desk.files import file_name
from optimizer.planner.desk.projects import SUFFIX, Project, project_file
from ui.desk import Desk, attempt, close_desk, database
from ui.tables import plain
from ui.times import local_time, today
from ui.views.scenarios import words


def project(desk: Desk) -> None:
    """The whole section."""
    mine = desk.projects
    this = next(each for each in mine.projects() if each.id == desk.scenario.project)
    scenarios = mine.scenarios(this.id)
    said = words.PROJECT_ABOUT.fill(name=this.name, at=local_time(this.created), count=len(scenarios))
    st.markdown(plain(desk.text(said)))
    left, right = st.columns(2, gap="large")
    with left, st.container(border=True):
        _save(desk, this)
    with right, st.container(border=True):
        _rename(desk, this)
    _drop(desk, this, len(scenarios))


def _save(desk: Desk, this: Project) -> None:
    st.subheader(desk.text(words.SAVE_FILE), anchor=False)
    st.caption(desk.text(words.SAVE_FILE_NOTE))
    st.download_button(
        desk.text(words.SAVE_FILE_NOW),
        data=partial(saved, desk, this),
        file_name=file_name(this.name, SUFFIX.removeprefix("."), today()),
        mime="application/octet-stream",
        key="project_save",
        icon=":material/download:",
        on_click="ignore",
    )


def saved(desk: Desk, this: Project) -> bytes:
    """The project as one file, as it stands when the button is pressed. Raises StoreError."""
    return project_file(database(), this.id, owner=desk.projects.owner)


def _rename(desk: Desk, this: Project) -> None:
    with st.form("project_form", border=False):
        st.subheader(desk.text(words.RENAME_PROJECT), anchor=False)
        key = f"project_named:{this.id}"
        st.text_input(desk.text(words.NAME), value=this.name, key=key, max_chars=100)
        st.form_submit_button(desk.text(words.SAVE), on_click=_renamed, args=(desk, this, key))


def _renamed(desk: Desk, this: Project, key: str) -> None:
    name = str(st.session_state[key])
    attempt(lambda: desk.projects.rename_project(this.id, name))


def _drop(desk: Desk, this: Project, count: int) -> None:
    label = desk.text(words.DROP_PROJECT)
    with st.popover(label, key="project_drop", icon=":material/delete:", type="tertiary"):
        st.write(plain(desk.text(words.DROP_PROJECT_NOTE.fill(name=this.name, count=count))))
        st.button(
            desk.text(words.DROP_NOW), key="project_drop_now", type="primary", on_click=_dropped, args=(desk, this)
        )


def _dropped(desk: Desk, this: Project) -> None:
    if attempt(lambda: desk.projects.drop_project(this.id)):
        close_desk()
