"""The years of the turnovers: settings as they are typed, the schedule, or why there is none and what would help."""

from __future__ import annotations

import streamlit as st

from optimizer.planner.rollout.rollout import RolledOut
from optimizer.report.blocks import Block, Heading, Table
from optimizer.report.schedule import schedule_blocks
from optimizer.rollout.schedule_turns import LONGEST
from ui.draw import draw
from ui.tables import plain
from ui.views.rollout import words
from ui.views.rollout.board import Board
from ui.views.rollout.coverage import folded

LISTED = "schedule_units"
"""The table that is folded away: it has a row for each unit."""


def show(board: Board, found: RolledOut) -> None:
    """The settings, then what comes of them."""
    st.caption(board.text(words.SCHEDULE_INTRO))
    _form(board)
    if not board.kept.setup.scheduled:
        st.info(board.text(words.NO_SCHEDULE))
        return
    if found.schedule is None:
        return
    for block in _blocks(board.found_key, _found=found):
        if isinstance(block, Table) and block.id == LISTED:
            folded(block, board)
        elif isinstance(block, Heading):
            st.subheader(plain(board.text(block.text)), anchor=False)
        else:
            draw([block], board.lang)
    if found.schedule.slots:
        st.caption(board.text(words.SCHEDULE_NOTE))


@st.cache_resource(max_entries=8, show_spinner=False)
def _blocks(key: str, *, _found: RolledOut) -> tuple[Block, ...]:
    del key  # what is remembered is found by it, in place of the schedule
    assert _found.schedule is not None
    return tuple(schedule_blocks(_found.schedule, _found.by_code, most=None))


def _form(board: Board) -> None:
    setup, text = board.kept.setup, board.text
    with st.form("schedule_form"):
        first, years, capacity, city = st.columns([1, 1, 2, 2])
        first.number_input(
            text(words.FIRST_YEAR), 1990, 2190, setup.first, key="schedule_first", help=text(words.FIRST_YEAR_HELP)
        )
        years.number_input(
            text(words.YEARS), 1, LONGEST, setup.years, key="schedule_years", help=text(words.YEARS_HELP)
        )
        capacity.text_input(
            text(words.CAPACITY), setup.capacity, key="schedule_capacity", help=plain(text(words.CAPACITY_HELP))
        )
        city.text_input(
            text(words.CITY_CAPACITY),
            setup.city_capacity,
            key="schedule_city",
            help=plain(text(words.CITY_CAPACITY_HELP)),
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.checkbox(text(words.DUE_MUST), setup.due_must, key="schedule_due", help=text(words.DUE_MUST_HELP))
            st.form_submit_button(
                text(words.MAKE_SCHEDULE), type="primary", on_click=_settle, args=(board,), disabled=board.busy
            )
    if setup.scheduled:
        st.button(
            text(words.DROP_SCHEDULE),
            key="drop_schedule",
            help=text(words.DROP_SCHEDULE_HELP),
            on_click=board.settle,
            kwargs={"scheduled": False},
            disabled=board.busy,
        )


def _settle(board: Board) -> None:
    typed = st.session_state
    board.settle(
        scheduled=True,
        first=typed["schedule_first"],
        years=typed["schedule_years"],
        capacity=typed["schedule_capacity"],
        city_capacity=typed["schedule_city"],
        due_must=typed["schedule_due"],
    )
