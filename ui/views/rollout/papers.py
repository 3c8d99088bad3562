"""The papers: monthly report, contact table, all units, schedule, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled
from optimizer.export.rollout_json import read_coverage
from optimizer.planner.desk.files import file_name
from optimizer.planner.formats import Format
from optimizer.planner.rollout.handouts import Handing, files
from optimizer.planner.rollout.rollout import RolledOut
from optimizer.report.rollout.words import month_words
from optimizer.rollout.coverage import Coverage
from optimizer.rollout.dates import months_after
from ui.choices import MEGABYTES, upload_words
from ui.draw import draw_faults
from ui.tables import plain
from ui.times import today
from ui.views.documents.handing import MIME
from ui.views.documents.words import FORMATS
from ui.views.rollout import words
from ui.views.rollout.board import Board

BACK, FORTH = 12, 2
"""Months to choose from, counted from the day of the figures."""
_OTHERS = "rollout.json"


def show(board: Board, found: RolledOut) -> None:
    """The month, the last report's figures, then a row of buttons for each paper."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        month = _month(board, found.wanted.as_of)
    before = _before(board)
    if isinstance(before, InputFaults):
        draw_faults(before, board.lang)
        before = None
    st.caption(board.text(words.PREPARE))
    handing = Handing(month=month, dated=today(), before=before)
    papers: list[tuple[Filled, str, Sequence[Format]]] = [
        (words.MONTHLY, "monthly", tuple(Format)),
        (words.CONTACTS, "contacts", tuple(Format)),
        (words.ALL_UNITS, "rollout", (Format.XLSX,)),
    ]
    if found.schedule is not None:
        papers.append((words.SCHEDULE_PAPER, "schedule", tuple(Format)))
    for title, stem, formats in papers:
        _row(board, found, handing, (title, stem, formats))
    _button(board, found, handing, (words.MACHINE, _OTHERS, None, words.MACHINE))


def _month(board: Board, as_of: date) -> date:
    first = as_of.replace(day=1)
    months = [months_after(first, number) for number in range(FORTH, -BACK - 1, -1)]
    return st.selectbox(
        board.text(words.MONTH),
        months,
        index=FORTH,
        format_func=lambda month: month_words(month).to(board.lang),
        key=f"papers_month:{first}",
        help=board.text(words.MONTH_HELP),
        width=240,
    )


def _before(board: Board) -> Coverage | InputFaults | None:
    with st.expander(board.text(words.BEFORE)):
        upload_words(board.lang)
        held = st.file_uploader(
            board.text(words.BEFORE),
            type=["json"],
            key="papers_before",
            max_upload_size=MEGABYTES,
            label_visibility="collapsed",
        )
    if held is None:
        return None
    try:
        return read_coverage(held.getvalue(), source=held.name)
    except InputFaults as faults:
        return faults


def _row(board: Board, found: RolledOut, handing: Handing, paper: tuple[Filled, str, Sequence[Format]]) -> None:
    title, stem, formats = paper
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(board.text(title)), width=160)
        for form in formats:
            _button(board, found, handing, (FORMATS[form], f"{stem}.{form}", form, title))


def _button(
    board: Board, found: RolledOut, handing: Handing, wanted: tuple[Filled, str, Format | None, Filled]
) -> None:
    label, inside, form, title = wanted
    ending = inside.rpartition(".")[2]
    called = inside if form is None else file_name(f"{found.region} {board.text(title)}".strip(), ending, handing.month)
    st.download_button(
        board.text(label),
        data=partial(_made, board, found, handing, (inside, form)),
        file_name=called,
        mime=MIME.get(ending, "application/octet-stream"),
        key=f"rollout_download:{inside}",
        icon=":material/download:",
        help=plain(called),
        on_click="ignore",
    )


def _made(board: Board, found: RolledOut, handing: Handing, wanted: tuple[str, Format | None]) -> bytes:
    """The bytes of one file; those made with it are kept for the next button."""
    inside, form = wanted
    formats = () if form is None else (form,)
    key = f"{board.found_key} {handing.month} {handing.dated} {handing.before!r} {formats}"
    how = Handing(month=handing.month, dated=handing.dated, before=handing.before, formats=formats)
    return _files(key, board.lang, _found=found, _how=how)[inside]


@st.cache_resource(max_entries=8, show_spinner=False)
def _files(key: str, lang: str, *, _found: RolledOut, _how: Handing) -> dict[str, bytes]:
    del key  # what is remembered is found by it, in place of the figures
    return files(_found, "zh" if lang == "zh" else "en", _how)
