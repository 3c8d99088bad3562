"""The scenarios of the project, a card each: how they stand, open, copy, rename, delete."""

from __future__ import annotations

import streamlit as st

from optimizer.planner.desk.projects import Scenario
from ui.desk import Desk, attempt, choose, close_desk
from ui.tables import plain
from ui.times import local_time
from ui.views.scenarios import words
from ui.views.scenarios.standing import standing_words


def listing(desk: Desk) -> None:
    """All scenarios, the open one first."""
    listed = desk.projects.scenarios(desk.scenario.project)
    st.caption(desk.text(words.LISTED))
    for scenario in sorted(listed, key=lambda each: each.id != desk.scenario.id):
        with st.container(border=True):
            _card(desk, scenario, len(listed))


def _card(desk: Desk, scenario: Scenario, count: int) -> None:
    here = scenario.id == desk.scenario.id
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch", gap=None):
            name = f"**{plain(scenario.name)}**"
            st.markdown(f"{name}　{desk.text(words.OPEN_NOW)}" if here else name)
            said = words.ABOUT.fill(status=standing_words(desk, scenario), at=local_time(scenario.changed))
            st.caption(plain(desk.text(said)))
            if scenario.note:
                st.markdown("  \n".join(plain(line) for line in scenario.note.splitlines()))
        if not here:
            _open_button(desk, scenario)
    if here:
        with st.container(horizontal=True):
            _copy(desk)
            _rename(desk)
            _drop(desk, count)


def _open_button(desk: Desk, scenario: Scenario) -> None:
    st.button(
        desk.text(words.OPEN),
        key=f"choose:{scenario.id}",
        help=desk.text(words.OPEN_HELP),
        on_click=choose,
        args=(scenario.id,),
    )


def _copy(desk: Desk) -> None:
    with (
        st.popover(desk.text(words.COPY), key=f"copy:{_step(desk)}", icon=":material/content_copy:", type="primary"),
        st.form("copy_form", border=False),
    ):
        st.write(desk.text(words.COPY_NOTE))
        st.text_input(desk.text(words.NAME), key="copy_name", max_chars=100)
        st.form_submit_button(desk.text(words.COPY_NOW), on_click=_copied, args=(desk,))


def _step(desk: Desk) -> str:
    """Another with every write, so that what was opened to write is shut afterwards."""
    return f"{desk.scenario.id}:{desk.scenario.version}"


def _copied(desk: Desk) -> None:
    name = str(st.session_state["copy_name"])
    said = words.COPIED.fill(name=desk.scenario.name)
    if attempt(lambda: choose(desk.projects.duplicate(desk.scenario.id, name, said).id)):
        st.session_state["copy_name"] = ""


def _rename(desk: Desk) -> None:
    scenario = desk.scenario
    # Another key with every write: after somebody else's change the fields say what is in the store.
    name, note = f"scenario_name:{_step(desk)}", f"scenario_note:{_step(desk)}"
    with (
        st.popover(desk.text(words.RENAME), key=f"rename:{_step(desk)}", icon=":material/edit:"),
        st.form("rename_form", border=False),
    ):
        st.text_input(desk.text(words.NAME), value=scenario.name, key=name, max_chars=100)
        st.text_area(desk.text(words.NOTE), value=scenario.note, key=note, help=desk.text(words.NOTE_HELP))
        st.form_submit_button(desk.text(words.SAVE), on_click=_renamed, args=(desk, name, note))


def _renamed(desk: Desk, name: str, note: str) -> None:
    called, noted = str(st.session_state[name]), str(st.session_state[note]).strip()

    def write() -> None:
        seen = desk.scenario
        if called.strip() != seen.name:
            seen = desk.projects.rename(seen, called)
        if noted != seen.note:
            desk.projects.annotate(seen, noted)

    attempt(write)


def _drop(desk: Desk, count: int) -> None:
    with st.popover(desk.text(words.DROP), key=f"drop:{_step(desk)}", icon=":material/delete:", type="tertiary"):
        said = words.DROP_NOTE.fill(name=desk.scenario.name) if count > 1 else words.DROP_LAST
        st.write(plain(desk.text(said)))
        st.button(
            desk.text(words.DROP_NOW),
            key="drop_now",
            type="primary",
            disabled=count < 2,
            on_click=_dropped,
            args=(desk,),
        )


def _dropped(desk: Desk) -> None:
    """The scenario goes; the one of the project changed last opens in its place."""

    def write() -> None:
        desk.projects.drop(desk.scenario)
        left = max(desk.projects.scenarios(desk.scenario.project), key=lambda each: each.changed, default=None)
        if left is None:
            close_desk()
        else:
            choose(left.id)

    attempt(write)
