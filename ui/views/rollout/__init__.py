"""Many associations at once: plan them all, see how far coverage has come, drill down to one unit, hand out the papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled, Lang
from optimizer.planner.rollout.rollout import RolledOut
from ui.desk import take_flash
from ui.tables import plain
from ui.views.rollout import coverage, head, offices, papers, schedule, units, words
from ui.views.rollout.board import PART, Board, named, open_board

__all__ = ["named", "show"]

_CHOSEN = "rollout_part"
PARTS: Mapping[str, tuple[Filled, Callable[[Board, RolledOut], None]]] = {
    "coverage": (words.COVERAGE, coverage.show),
    "units": (words.UNITS, units.show),
    "schedule": (words.SCHEDULE, schedule.show),
    "offices": (words.OFFICES, offices.show),
    "papers": (words.PAPERS, papers.show),
}
"""The parts of the page; their names stand in the address."""
_STYLE = """<style>
@media (max-width: 640px) {
  .st-key-rollout_part [role="radiogroup"] {display: grid; grid-template-columns: repeat(3, 1fr);}
}
</style>"""
"""On a phone the parts have two even rows."""


def show(lang: Lang) -> bool:
    """The roll-out that the address names; False where there is none, and nothing was drawn. Raises StoreError."""
    name = named()
    board = open_board(lang, name) if name else None
    if board is None:
        said = take_flash()
        if said is not None:
            st.warning(plain(said.to(lang)))
        return False
    st.html(_STYLE)
    head.bar(board)
    if isinstance(board.units, InputFaults):
        head.faulty(board, board.units)
        return True
    head.settings(board)
    head.work(board)
    found = board.found
    if found is not None:
        head.figures(board, found)
        _part(board)[1](board, found)
    return True


def _part(board: Board) -> tuple[Filled, Callable[[Board, RolledOut], None]]:
    # Bound to the address by hand: Streamlit would write the label there, which changes with the language.
    if st.session_state.get(_CHOSEN) not in PARTS:
        asked = st.query_params.get(PART)
        st.session_state[_CHOSEN] = asked if asked in PARTS else next(iter(PARTS))
    part = st.segmented_control(
        board.text(words.PART),
        list(PARTS),
        format_func=lambda each: PARTS[each][0].to(board.lang),
        key=_CHOSEN,
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )
    assert part is not None
    st.query_params[PART] = part
    return PARTS[part]
