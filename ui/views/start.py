"""Before a scenario is open: the projects there are, a new one, one from a colleague's file."""

from __future__ import annotations

import streamlit as st

from optimizer.basis.text import Lang, Text
from optimizer.planner.desk.draft import Draft
from optimizer.planner.desk.projects import (
    SAMPLE_POLICIES,
    SUFFIX,
    Project,
    Projects,
    StoreError,
    begin_on_sample,
    begin_project,
    open_project_file,
)
from ui import words
from ui.choices import upload_words
from ui.desk import choose, database, flash, go_to, projects
from ui.tables import plain


def show(lang: Lang) -> None:
    """The whole view."""
    st.write(words.INTRO.to(lang))
    mine = projects()
    left, right = st.columns(2, gap="large")
    with left:
        _sample(mine, lang)
        _own(mine, lang)
    with right:
        _existing(mine, lang)
        _from_file(mine, lang)


def _sample(mine: Projects, lang: Lang) -> None:
    with st.container(border=True):
        st.subheader(words.START_SAMPLE.to(lang), anchor=False)
        sample = st.selectbox(
            words.SAMPLE.to(lang),
            list(SAMPLE_POLICIES),
            format_func=lambda name: words.SAMPLES[name].to(lang),
            key="sample",
        )
        st.button(
            words.START_SAMPLE.to(lang),
            type="primary",
            key="start_sample",
            on_click=_begin_sample,
            args=(mine, sample, words.SAMPLES[sample].to(lang)),
        )


def _begin_sample(mine: Projects, sample: str, name: str) -> None:
    try:
        choose(begin_on_sample(mine, sample, name).id)
    except StoreError as error:
        flash(error.said)
    go_to("proposal")


def _own(mine: Projects, lang: Lang) -> None:
    with st.container(border=True), st.form("new_project", border=False):
        st.subheader(words.START_OWN.to(lang), anchor=False)
        st.text_input(words.PROJECT_NAME.to(lang), key="project_name", max_chars=100)
        st.form_submit_button(words.NEW_PROJECT.to(lang), on_click=_begin_own, args=(mine,))


def _begin_own(mine: Projects) -> None:
    try:
        choose(begin_project(mine, st.session_state["project_name"], Draft()).id)
    except StoreError as error:
        flash(error.said)
    go_to("pool")


def _existing(mine: Projects, lang: Lang) -> None:
    listed = mine.projects()
    with st.container(border=True):
        st.subheader(words.PROJECTS.to(lang), anchor=False)
        if not listed:
            st.write(words.NO_PROJECTS.to(lang))
        for project in reversed(listed):
            with st.container(horizontal=True, vertical_alignment="center"):
                said = _BEGUN.fill(name=project.name, day=project.created[:10])
                st.markdown(plain(said.to(lang)), width="stretch")
                st.button(words.OPEN.to(lang), key=f"open:{project.id}", on_click=_open, args=(mine, project))


def _open(mine: Projects, project: Project) -> None:
    latest = max(mine.scenarios(project.id), key=lambda each: each.changed, default=None)
    if latest is not None:
        choose(latest.id)


def _from_file(mine: Projects, lang: Lang) -> None:
    with st.container(border=True):
        upload_words(lang)
        held = st.file_uploader(words.OPEN_FILE.to(lang), type=[SUFFIX.removeprefix(".")], key="project_file")
        if held is not None:
            st.button(words.TAKE_IN.to(lang), key="take_in", on_click=_take_in, args=(mine, held.getvalue()))


def _take_in(mine: Projects, data: bytes) -> None:
    try:
        _open(mine, open_project_file(database(), data, owner=mine.owner))
    except StoreError as error:
        flash(error.said)


_BEGUN = Text(zh="{name}　（{day} 新建）", en="{name} (begun {day})")
