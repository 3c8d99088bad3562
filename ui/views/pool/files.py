"""Taking a table in: upload or sample, the sheet where it is unclear, another table in place of the one there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.people.person import Pool
from optimizer.planner.desk.draft import Change, with_pool
from optimizer.planner.desk.grid import sheet_names
from optimizer.planner.desk.projects import SAMPLE_POLICIES, sample_draft
from ui.choices import MEGABYTES, POOL_TYPES, upload_words
from ui.desk import Desk, go_to
from ui.draw import draw_faults
from ui.reading import File, grid_of
from ui.tables import plain
from ui.views.pool import mend, words
from ui.words import SAMPLES

_UPLOADS = "pool_uploads"
_SHEET_FAULTS = frozenset(("table.sheet", "table.sheets"))
_MIME: Mapping[str, str] = {
    "csv": "text/csv",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def empty(desk: Desk) -> None:
    """No pool yet: what to do, and the two ways to do it."""
    st.write(words.EMPTY.to(desk.lang))
    left, right = st.columns(2, gap="large")
    with left, st.container(border=True):
        _upload(desk)
    with right, st.container(border=True):
        _sample(desk)


def head(desk: Desk) -> None:
    """Which table this is, the table to take along, and another in its place."""
    draft, lang = desk.draft, desk.lang
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(_said(desk))}**", width="stretch")
        st.download_button(
            words.DOWNLOAD.to(lang),
            data=draft.pool,
            file_name=draft.pool_name,
            mime=_MIME.get(draft.pool_name.rpartition(".")[2].lower(), "application/octet-stream"),
            key="pool_download",
            icon=":material/download:",
            help=words.DOWNLOAD_HELP.to(lang),
            on_click="ignore",
        )
        if desk.ready is not None:
            label = words.TO_PROPOSAL.to(lang)
            st.button(label, key="to_proposal", type="primary", on_click=go_to, args=("proposal",))
    # Another one, and so a closed one, after each table taken in.
    key = f"pool_replace:{st.session_state.get(_UPLOADS, 0)}"
    with st.expander(words.REPLACE.to(lang), key=key, icon=":material/upload_file:"):
        st.caption(words.REPLACE_NOTE.to(lang))
        left, right = st.columns(2, gap="large")
        with left:
            _upload(desk)
        with right:
            _sample(desk)


def _said(desk: Desk) -> str:
    source = desk.draft.pool_name
    if isinstance(desk.pool, Pool):
        return words.PEOPLE_IN.fill(source=source, count=len(desk.pool.people)).to(desk.lang)
    found = desk.pool.faults if isinstance(desk.pool, InputFaults) else ()
    return words.FAULTS_IN.fill(source=source, count=len(found)).to(desk.lang)


def _upload(desk: Desk) -> None:
    upload_words(desk.lang)
    key = f"pool_file:{st.session_state.get(_UPLOADS, 0)}"
    held = st.file_uploader(
        words.UPLOAD.to(desk.lang),
        type=POOL_TYPES,
        key=key,
        max_upload_size=MEGABYTES,
        help=words.UPLOAD_HELP.to(desk.lang),
        on_change=_take,
        args=(desk, key),
    )
    if held is None:
        return
    file = File(name=held.name, data=held.getvalue())
    found = grid_of(file, None)
    if not isinstance(found, InputFaults):
        return
    if any(fault.kind in _SHEET_FAULTS for fault in found.faults):
        _ask_sheet(desk, file)
    else:
        draw_faults(found, desk.lang)
        st.caption(words.NOT_TAKEN.to(desk.lang))


def _take(desk: Desk, key: str) -> None:
    """Take what was uploaded, if it is a table; the box is empty again afterwards."""
    held = st.session_state[key]
    if held is None:
        return
    file = File(name=held.name, data=held.getvalue())
    if not isinstance(grid_of(file, None), InputFaults):
        _keep(desk, with_pool(desk.draft, file.name, file.data))


def _ask_sheet(desk: Desk, file: File) -> None:
    sheets = sheet_names(file.data, source=file.name)
    st.selectbox(words.SHEET.to(desk.lang), sheets, key="pool_sheet")
    st.button(words.TAKE_SHEET.to(desk.lang), key="pool_take_sheet", on_click=_take_sheet, args=(desk, file))


def _take_sheet(desk: Desk, file: File) -> None:
    _keep(desk, with_pool(desk.draft, file.name, file.data, st.session_state["pool_sheet"]))


def _sample(desk: Desk) -> None:
    st.selectbox(
        words.SAMPLE.to(desk.lang),
        list(SAMPLE_POLICIES),
        format_func=lambda name: SAMPLES[name].to(desk.lang),
        key="pool_sample",
    )
    st.button(
        words.TAKE_SAMPLE.to(desk.lang),
        key="pool_take_sample",
        help=words.TAKE_SAMPLE_HELP.to(desk.lang),
        on_click=_take_sample,
        args=(desk,),
    )


def _take_sample(desk: Desk) -> None:
    name = st.session_state["pool_sample"]
    sample = sample_draft(name, SAMPLE_POLICIES[name])
    draft = with_pool(desk.draft, sample.pool_name, sample.pool).draft
    if not draft.policy:
        draft = replace(draft, policy_name=sample.policy_name, policy=sample.policy)
    _keep(desk, Change(draft=draft, said=words.SAMPLE_TAKEN.fill(name=SAMPLES[name])))


def _keep(desk: Desk, change: Change) -> None:
    if desk.change(change):
        st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
        mend.forget(desk)
