"""The view pool: take in a table, put it right, see who is in it, settle what is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.people.person import Notice, Pool
from optimizer.planner.desk.draft import stray_pins
from optimizer.planner.desk.grid import Grid
from ui.desk import Desk, go_to
from ui.draw import draw_faults
from ui.reading import File, grid_of
from ui.tables import plain
from ui.views.pool import columns, faults, files, overview, people, settle, words
from ui.views.pool.columns import PART


def show(desk: Desk) -> None:
    """The whole view."""
    if not desk.draft.pool:
        files.empty(desk)
        return
    file = File(name=desk.draft.pool_name, data=desk.draft.pool)
    grid = grid_of(file, desk.draft.sheet)
    files.head(desk)
    if isinstance(grid, InputFaults):
        draw_faults(grid, desk.lang)
        return
    if isinstance(desk.pool, Pool):
        _good(desk, desk.pool, grid)
    elif desk.pool is not None:
        _faulty(desk, desk.pool, grid)


def _faulty(desk: Desk, found: InputFaults, grid: Grid) -> None:
    _notices(desk, grid.notices)
    parts = {
        "faults": words.FAULTS.fill(count=len(found.faults)).to(desk.lang),
        "columns": words.COLUMNS.to(desk.lang),
    }
    if _chosen(desk, parts) == "columns":
        columns.show(desk, grid)
    else:
        faults.show(desk, found, grid)


def _good(desk: Desk, pool: Pool, grid: Grid) -> None:
    _notices(desk, pool.notices)
    _next(desk)
    open_cells = settle.cells(desk)
    count = "—" if open_cells is None or isinstance(open_cells, InputFaults) else str(len(open_cells))
    parts = {
        "overview": words.OVERVIEW.to(desk.lang),
        "people": words.PEOPLE.to(desk.lang),
        "settle": words.SETTLE.fill(count=count).to(desk.lang),
        "columns": words.COLUMNS.to(desk.lang),
    }
    drawn: dict[str, Callable[[], None]] = {
        "overview": lambda: overview.show(desk, pool),
        "people": lambda: people.show(desk, pool),
        "settle": lambda: settle.show(desk, pool, grid),
        "columns": lambda: columns.show(desk, grid),
    }
    drawn[_chosen(desk, parts)]()


def _chosen(desk: Desk, parts: dict[str, str]) -> str:
    """The part to show; the first, where the one shown before is not among them."""
    if st.session_state.get(PART) not in parts:
        st.session_state[PART] = next(iter(parts))
    part = st.segmented_control(
        words.PART.to(desk.lang),
        list(parts),
        format_func=parts.__getitem__,
        key=PART,
        required=True,
        label_visibility="collapsed",
    )
    assert part is not None
    return part


def _notices(desk: Desk, notices: Sequence[Notice]) -> None:
    """What the reader noticed, in one folded box."""
    if notices:
        with st.expander(words.NOTICES.fill(count=len(notices)).to(desk.lang)):
            st.markdown("\n".join(f"- {plain(notice.message.to(desk.lang))}" for notice in notices))


def _next(desk: Desk) -> None:
    """What stands between this pool and a roster."""
    if desk.ready is None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words.NO_POLICY.to(desk.lang), width="stretch")
            st.button(words.TO_POLICY.to(desk.lang), key="to_policy", on_click=go_to, args=("policy",))
        return
    stray = stray_pins(desk.draft, *desk.ready)
    if stray:
        st.warning(words.STRAY.fill(count=len(stray)).to(desk.lang))
