"""What the scenario is made of, to take along: its policy and its pool."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled, same
from optimizer.planner.desk.files import file_name
from optimizer.planner.desk.grid import Grid
from optimizer.report.blocks import Table
from ui.desk import Desk
from ui.draw import GRID_HEIGHT
from ui.reading import File, grid_of
from ui.tables import grid, plain
from ui.views.documents import words
from ui.views.documents.handing import Download, hand_out


def policy_file(desk: Desk) -> None:
    """The policy, as it is written."""
    st.caption(desk.text(words.POLICY_NOTE))
    _faulty(desk.policy, desk)
    hand_out(desk, [_as_it_is(desk.draft.policy_name, desk.draft.policy)])
    # Without colours: those for TOML are too pale to read easily.
    st.code(desk.draft.policy.decode("utf-8-sig", errors="replace"), language=None, height=GRID_HEIGHT)


def pool_file(desk: Desk) -> None:
    """The pool, as a table."""
    st.caption(desk.text(words.POOL_NOTE))
    _faulty(desk.pool, desk)
    hand_out(desk, [_as_it_is(desk.draft.pool_name, desk.draft.pool)])
    found = grid_of(File(name=desk.draft.pool_name, data=desk.draft.pool), desk.draft.sheet)
    if not isinstance(found, InputFaults):
        st.dataframe(
            _sheet(desk.draft.pool_name, desk.draft.pool, desk.draft.sheet, _grid=found),
            hide_index=True,
            height=GRID_HEIGHT,
            alt=desk.text(words.POOL),
        )


@st.cache_resource(max_entries=4, show_spinner=False)
def _sheet(name: str, data: bytes, sheet: str | None, *, _grid: Grid) -> pd.DataFrame:
    """The rows below the header, as they are written; headers that are alike, or missing, are told apart by blanks."""
    del name, data, sheet  # what is remembered is found by them, in place of the grid
    rows = tuple(tuple(same(cell) for cell in row) for row in _grid.rows[_grid.header_row :] if any(row))
    columns = tuple(same(header) for header in _grid.header)
    return grid(Table(id="sheet", title=words.POOL, columns=columns, rows=rows), "zh")


def _faulty(found: object, desk: Desk) -> None:
    if isinstance(found, InputFaults):
        st.warning(desk.text(words.FAULTY))


def _as_it_is(name: str, data: bytes) -> Download:
    """The very bytes the scenario holds, under the name they came with."""
    stem, _, ending = name.rpartition(".")
    label: Filled = same(plain(name))
    return Download(id=name, label=label, name=file_name(stem or name, ending or "csv"), make=lambda: data)
