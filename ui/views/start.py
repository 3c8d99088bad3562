"""Before a scenario is open: the projects there are, a new one, one from a colleague's file."""

from __future__ import annotations

import streamlit as st

from optimizer.basis.text import Lang
from optimizer.planner.desk.draft import Draft
from optimizer.planner.desk.projects import (
    SAMPLE_POLICIES,
    SUFFIX,
    Project,
    Projects,
    Scenario,
    begin_on_sample,
    begin_project,
    open_project_file,
)
from ui import words
from ui.choices import upload_words
from ui.desk import attempt, choose, database, go_to, projects
from ui.tables import plain
from ui.times import local_time
from ui.views.rollout import beginning

PROJECT_MEGABYTES = 200
"""A project holds every table of its history, so that its file is larger than a table; the server's own limit is the same."""


def show(lang: Lang) -> None:
    """The whole view: a sample comes first while there is no project, the projects come first once there are."""
    st.write(words.INTRO.to(lang))
    mine = projects()
    listed = mine.projects()
    left, right = st.columns(2, gap="large")
    with left:
        if listed:
            _existing(mine, listed, lang)
        else:
            _sample(mine, lang, first=True)
            beginning.card(lang)
    with right:
        if listed:
            _sample(mine, lang, first=False)
        else:
            st.info(words.NO_PROJECTS.to(lang), icon=":material/lightbulb:")
        _own(mine, lang)
        _from_file(mine, lang)
        if listed:
            beginning.card(lang)


def _sample(mine: Projects, lang: Lang, *, first: bool) -> None:
    with st.container(border=True):
        st.subheader(words.START_SAMPLE.to(lang), anchor=False)
        st.caption(words.SAMPLE_HELP.to(lang))
        sample = st.selectbox(
            words.SAMPLE.to(lang),
            list(SAMPLE_POLICIES),
            format_func=lambda name: words.SAMPLES[name].to(lang),
            key="sample",
            label_visibility="collapsed",
        )
        st.button(
            words.START_SAMPLE.to(lang),
            type="primary" if first else "secondary",
            key="start_sample",
            icon=":material/play_arrow:",
            on_click=_begin_sample,
            args=(mine, sample, words.SAMPLES[sample].to(lang), lang),
        )


def _begin_sample(mine: Projects, sample: str, name: str, lang: Lang) -> None:
    attempt(lambda: choose(begin_on_sample(mine, sample, name, lang=lang).id))
    go_to("proposal")


def _own(mine: Projects, lang: Lang) -> None:
    with st.container(border=True), st.form("new_project", border=False):
        st.subheader(words.START_OWN.to(lang), anchor=False)
        st.caption(words.OWN_HELP.to(lang))
        st.text_input(words.PROJECT_NAME.to(lang), key="project_name", max_chars=100)
        st.form_submit_button(words.NEW_PROJECT.to(lang), on_click=_begin_own, args=(mine, lang))


def _begin_own(mine: Projects, lang: Lang) -> None:
    attempt(lambda: choose(begin_project(mine, st.session_state["project_name"], Draft(), lang=lang).id))
    go_to("pool")


def _existing(mine: Projects, listed: tuple[Project, ...], lang: Lang) -> None:
    """The projects, the one changed last first."""
    known = [(project, mine.scenarios(project.id)) for project in listed]
    st.subheader(words.PROJECTS.to(lang), anchor=False)
    for project, scenarios in sorted(known, key=lambda each: _changed(*each), reverse=True):
        with (
            st.container(border=True),
            st.container(horizontal=True, vertical_alignment="center"),
        ):
            with st.container(width="stretch", gap=None):
                st.markdown(f"**{plain(project.name)}**")
                st.caption(plain(_about(project, scenarios, lang)))
            st.button(
                words.OPEN.to(lang),
                key=f"open:{project.id}",
                type="primary",
                disabled=not scenarios,
                on_click=_open,
                args=(mine, project),
            )
            with st.popover(words.DROP.to(lang), key=f"drop:{project.id}", icon=":material/delete:", type="tertiary"):
                st.write(plain(words.DROP_PROJECT.fill(name=project.name, count=len(scenarios)).to(lang)))
                st.button(
                    words.DROP_NOW.to(lang),
                    key=f"drop_now:{project.id}",
                    type="primary",
                    on_click=_drop,
                    args=(mine, project),
                )


def _drop(mine: Projects, project: Project) -> None:
    attempt(lambda: mine.drop_project(project.id))


def _changed(project: Project, scenarios: tuple[Scenario, ...]) -> str:
    return max((each.changed for each in scenarios), default=project.created)


def _about(project: Project, scenarios: tuple[Scenario, ...], lang: Lang) -> str:
    if not scenarios:
        return words.NOTHING_IN_IT.to(lang)
    return words.BEGUN_AT.fill(count=len(scenarios), at=local_time(_changed(project, scenarios))).to(lang)


def _open(mine: Projects, project: Project) -> None:
    """The scenario changed last."""

    def latest() -> None:
        found = max(mine.scenarios(project.id), key=lambda each: each.changed, default=None)
        if found is not None:
            choose(found.id)

    attempt(latest)


def _from_file(mine: Projects, lang: Lang) -> None:
    with st.container(border=True):
        upload_words(lang, PROJECT_MEGABYTES)
        held = st.file_uploader(
            words.OPEN_FILE.to(lang),
            type=[SUFFIX.removeprefix(".")],
            key="project_file",
            max_upload_size=PROJECT_MEGABYTES,
        )
        if held is not None:
            st.button(words.TAKE_IN.to(lang), key="take_in", on_click=_take_in, args=(mine, held.getvalue()))


def _take_in(mine: Projects, data: bytes) -> None:
    attempt(lambda: _open(mine, open_project_file(database(), data, owner=mine.owner)))
