"""Taking in the table of units: a file, the units of the pool, a sample; another in its place; cells filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.people.person import Pool
from optimizer.planner.desk.draft import Change, with_units
from optimizer.planner.desk.grid import sheet_names
from optimizer.planner.desk.unit_sheet import (
    SAMPLES,
    UnitSheet,
    open_unit_sheet,
    units_of_pool,
    with_edits,
    with_pool_units,
    with_sample_units,
)
from ui.choices import MEGABYTES, POOL_TYPES, upload_words
from ui.desk import Desk, flash
from ui.draw import GRID_HEIGHT, GRID_ROWS, draw_faults
from ui.reading import File
from ui.tables import plain
from ui.views.allocation import words

_UPLOADS, _EDITS = "units_uploads", "units_edits"
_SHEET_FAULTS = frozenset(("table.sheet", "table.sheets"))


def empty(desk: Desk) -> None:
    """No table yet: what to do, and the three ways to do it."""
    st.write(desk.text(words.EMPTY))
    left, right = st.columns(2, gap="large")
    with left, st.container(border=True):
        _upload(desk)
    with right:
        with st.container(border=True):
            _from_pool(desk)
        with st.container(border=True):
            _sample(desk)


def head(desk: Desk, sheet: UnitSheet | InputFaults) -> None:
    """Which table this is, and another in its place."""
    with st.container(horizontal=True, vertical_alignment="center"):
        count = len(sheet.rows) if isinstance(sheet, UnitSheet) else 0
        said = words.UNITS_IN.fill(source=desk.draft.units_name, count=count)
        st.markdown(f"**{plain(desk.text(said))}**", width="stretch")
        with st.popover(desk.text(words.REPLACE), key="units_replace", icon=":material/swap_horiz:"):
            st.caption(desk.text(words.REPLACE_NOTE))
            _upload(desk)
            _from_pool(desk)
            _sample(desk)


def sheet_of(desk: Desk) -> UnitSheet | InputFaults:
    """The table as text, or why there is none."""
    return _sheet(desk.draft.units_name, desk.draft.units)


@st.cache_resource(max_entries=8, show_spinner=False)
def _sheet(name: str, data: bytes, sheet: str | None = None) -> UnitSheet | InputFaults:
    try:
        return open_unit_sheet(data, source=name, sheet=sheet)
    except InputFaults as faults:
        return faults


def editor(desk: Desk, sheet: UnitSheet, *, opened: bool) -> None:
    """The table to fill in; what is typed is kept together when the button is pressed."""
    # What is typed and not kept yet stays while settings change, and goes where the table itself does.
    key = f"{_EDITS}:{st.session_state.get(_EDITS, 0)}:{hashlib.sha256(desk.draft.units).hexdigest()[:16]}"
    with (
        st.expander(desk.text(words.EDIT), expanded=opened, icon=":material/edit:"),
        st.form(key + ":form", border=False),
    ):
        st.caption(desk.text(words.EDIT_NOTE))
        columns = [str(at) for at in range(len(sheet.header))]
        st.data_editor(
            pd.DataFrame(list(sheet.rows), columns=columns, dtype=str),
            key=key,
            hide_index=True,
            num_rows="dynamic",
            height=GRID_HEIGHT if len(sheet.rows) > GRID_ROWS else "content",
            column_config={
                column: st.column_config.TextColumn(plain(title) or column, default="")
                for column, title in zip(columns, sheet.header, strict=True)
            },
            alt=desk.text(words.EDIT_ALT.fill(count=len(sheet.rows))),
        )
        st.form_submit_button(
            desk.text(words.KEEP),
            key="units_keep",
            type="primary" if opened else "secondary",
            help=desk.text(words.KEEP_HELP),
            on_click=_keep_edits,
            args=(desk, key),
        )


def _keep_edits(desk: Desk, key: str) -> None:
    edits: Mapping[str, Any] = st.session_state[key]
    try:
        change = with_edits(desk.draft, edits)
    except InputFaults:
        flash(words.NOT_TAKEN)
        return
    if change.draft != desk.draft and desk.change(change):
        st.session_state[_EDITS] = st.session_state.get(_EDITS, 0) + 1


def _upload(desk: Desk) -> None:
    upload_words(desk.lang)
    key = f"units_file:{st.session_state.get(_UPLOADS, 0)}"
    held = st.file_uploader(
        desk.text(words.UPLOAD),
        type=POOL_TYPES,
        key=key,
        max_upload_size=MEGABYTES,
        help=desk.text(words.UPLOAD_HELP),
        on_change=_take,
        args=(desk, key),
    )
    if held is None:
        return
    file = File(name=held.name, data=held.getvalue())
    found = _sheet(file.name, file.data)
    if not isinstance(found, InputFaults):
        return
    if any(fault.kind in _SHEET_FAULTS for fault in found.faults):
        st.selectbox(desk.text(words.SHEET), sheet_names(file.data, source=file.name), key="units_sheet")
        st.button(desk.text(words.TAKE_SHEET), key="units_take_sheet", on_click=_take_sheet, args=(desk, file))
    else:
        draw_faults(found, desk.lang)
        st.caption(desk.text(words.NOT_TAKEN))


def _take(desk: Desk, key: str) -> None:
    """Take what was uploaded, if it is a table of units; the box is empty again afterwards."""
    held = st.session_state[key]
    if held is not None and isinstance(_sheet(held.name, held.getvalue()), UnitSheet):
        _keep(desk, with_units(desk.draft, held.name, held.getvalue()))


def _take_sheet(desk: Desk, file: File) -> None:
    """One sheet of a file with several is kept as a table of its own."""
    name = st.session_state["units_sheet"]
    found = _sheet(file.name, file.data, name)
    if isinstance(found, UnitSheet):
        _keep(desk, with_units(desk.draft, f"{name}.csv", found.data()))
    else:
        flash(words.NOT_TAKEN)


def _from_pool(desk: Desk) -> None:
    pool = desk.pool
    if not isinstance(pool, Pool) or "unit" not in pool.columns:
        st.caption(desk.text(words.NO_POOL))
        return
    count = len(units_of_pool(pool, desk.lang).rows)
    st.button(desk.text(words.FROM_POOL), key="units_from_pool", on_click=_take_pool, args=(desk,))
    st.caption(desk.text(words.FROM_POOL_NOTE.fill(count=count)))


def _take_pool(desk: Desk) -> None:
    if isinstance(desk.pool, Pool):
        _keep(desk, with_pool_units(desk.draft, desk.pool, desk.lang))


def _sample(desk: Desk) -> None:
    own = desk.draft.pool_name.rpartition(".")[0]
    st.selectbox(
        desk.text(words.SAMPLE),
        SAMPLES,
        index=SAMPLES.index(own) if own in SAMPLES else 0,
        format_func=lambda name: desk.text(words.TABLES[name]),
        key="units_sample",
    )
    st.button(desk.text(words.TAKE_SAMPLE), key="units_take_sample", on_click=_take_sample, args=(desk,))


def _take_sample(desk: Desk) -> None:
    _keep(desk, with_sample_units(desk.draft, st.session_state["units_sample"]))


def _keep(desk: Desk, change: Change) -> None:
    if desk.change(change):
        st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
