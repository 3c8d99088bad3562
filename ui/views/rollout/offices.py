"""People in offices of several associations: who they are, and the repair with the fewest changes."""

from __future__ import annotations

import streamlit as st

from optimizer.planner.rollout.handouts import offices
from optimizer.planner.rollout.rollout import RolledOut
from optimizer.report.blocks import Table
from ui.draw import draw
from ui.views.rollout import words
from ui.views.rollout.board import Board
from ui.views.rollout.coverage import folded

LONG = 30
"""Rows of a table that is folded away."""


def show(board: Board, found: RolledOut) -> None:
    """The limit, who is over it, the button that repairs, and what it did."""
    st.caption(board.text(words.OFFICES_INTRO))
    _settings(board, found)
    if not found.prospects.total:
        st.info(board.text(words.NONE_PLANNED))
    elif not found.wanted.limit:
        st.info(board.text(words.NOT_LOOKED))
    for block in offices(found) if found.prospects.total else ():
        if isinstance(block, Table) and len(block.rows) > LONG:
            folded(block, board)
        else:
            draw([block], board.lang)


def _settings(board: Board, found: RolledOut) -> None:
    setup, text = board.kept.setup, board.text
    key = f"offices_limit:{setup.limit}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            text(words.MOST_OFFICES),
            0,
            99,
            setup.limit,
            key=key,
            help=text(words.MOST_OFFICES_HELP),
            width=340,
            disabled=board.busy,
            on_change=_settle_limit,
            args=(board, key),
        )
        st.button(
            text(words.REPAIR),
            key="repair",
            type="primary" if found.open else "secondary",
            icon=":material/build:",
            disabled=board.busy or not found.open,
            help=text(words.REPAIR_HELP),
            on_click=board.run,
            kwargs={"plan": False, "repair": True},
        )
        st.checkbox(
            text(words.REPAIR_ALWAYS),
            setup.repair,
            key=f"offices_repair:{setup.repair}",
            help=text(words.REPAIR_ALWAYS_HELP),
            disabled=board.busy,
            on_change=board.settle,
            kwargs={"repair": not setup.repair},
        )


def _settle_limit(board: Board, key: str) -> None:
    board.settle(limit=st.session_state[key])
