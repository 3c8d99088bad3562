"""What was done in the open scenario, by whom and when; any step of it can be shown again."""

from __future__ import annotations

import streamlit as st

from optimizer.planner.desk.projects import Revision
from ui.desk import Desk, attempt
from ui.tables import plain
from ui.times import local_time
from ui.views.scenarios import words

SHOWN = 25
"""Steps shown at first, the latest; the others on request."""
ALL = "history_all"


def history(desk: Desk) -> None:
    """The steps, the latest first."""
    steps = desk.projects.history(desk.scenario.id)
    st.caption(desk.text(words.HISTORY_NOTE))
    latest = steps[::-1] if st.session_state.get(ALL) else steps[::-1][:SHOWN]
    now = next(step.id for step in reversed(steps) if not step.undone)
    for step in latest:
        _step(desk, step, now=step.id == now)
    if len(latest) < len(steps):
        label = desk.text(words.SHOW_ALL.fill(count=len(steps) - len(latest)))
        st.button(label, key="history_more", on_click=_show_all)


def _show_all() -> None:
    st.session_state[ALL] = True


def _step(desk: Desk, step: Revision, *, now: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch", gap=None):
            said = plain(desk.text(step.said))
            if step.undone:
                st.markdown(f":gray[{said}　{desk.text(words.UNDONE)}]")
            else:
                st.markdown(f"**{said}**　{desk.text(words.NOW)}" if now else said)
            st.caption(plain(_when(desk, step)))
        if not now:
            st.button(
                desk.text(words.AHEAD if step.undone else words.BACK),
                key=f"step:{step.id}",
                help=desk.text(words.BACK_HELP),
                on_click=_go,
                args=(desk, step.id),
            )


def _when(desk: Desk, step: Revision) -> str:
    at = local_time(step.at)
    text = words.STEP_BY if step.author else words.STEP
    return desk.text(text.fill(number=step.number, at=at, author=step.author))


def _go(desk: Desk, step: str) -> None:
    attempt(lambda: desk.projects.go_to(desk.scenario, step))
