"""The view of the scenarios: which there are, how the open one came about, how they compare, the project as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from optimizer.basis.text import Filled
from ui.desk import Desk
from ui.views.scenarios import words
from ui.views.scenarios.comparing import comparing
from ui.views.scenarios.history import history
from ui.views.scenarios.listing import listing
from ui.views.scenarios.project import project

SECTIONS: Mapping[str, tuple[Filled, Callable[[Desk], None]]] = {
    "scenarios": (words.SCENARIOS, listing),
    "comparing": (words.COMPARING, comparing),
    "history": (words.HISTORY, history),
    "project": (words.PROJECT, project),
}
SECTION = "scenarios_section"


def show(desk: Desk) -> None:
    """The whole view."""
    section = st.segmented_control(
        desk.text(words.SECTION),
        list(SECTIONS),
        format_func=lambda name: desk.text(SECTIONS[name][0]),
        key=SECTION,
        default=next(iter(SECTIONS)),
        required=True,
        persist_state="session",
        label_visibility="collapsed",
    )
    SECTIONS[section or next(iter(SECTIONS))][1](desk)
