"""A form with every fault of a cell or row beside what to write instead; one button corrects all that is filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from optimizer.basis.faults import Fault
from optimizer.basis.text import Filled, Lang, same
from optimizer.planner.desk.draft import with_cells
from optimizer.planner.desk.grid import Grid
from optimizer.planner.desk.mending import Answer, RowMend, Spot, mended, said_as, spots_of
from ui.desk import Desk, flash
from ui.tables import plain
from ui.views.pool import words

A_PAGE = 12
ROWS_NAMED = 6
_ANSWERS, _PAGE, _REASON = "pool_answers", "pool_page", "pool_mend_reason"
"""Where the session keeps what is filled in on any page of the form, which page is shown, and the reason."""
_WIDTHS = (2, 3, 2)
_BLANK = "\0blank"
_ROW_WORDS = {RowMend.CUT: words.CUT_ROW, RowMend.EMPTY: words.EMPTY_ROW}


def show(desk: Desk, faults: Sequence[Fault], grid: Grid) -> None:
    """The form. Nothing is sent while it is filled in, so that no choice closes and no key is lost."""
    lang = desk.lang
    together = st.toggle(words.TOGETHER.to(lang), value=True, key="pool_together", help=words.TOGETHER_HELP.to(lang))
    spots = spots_of(faults, grid, together=together)
    pages = -(-len(spots) // A_PAGE)
    page = min(st.session_state.get(_PAGE, 0), pages - 1)
    shown = spots[page * A_PAGE : (page + 1) * A_PAGE]
    with st.form("mend", border=False, enter_to_submit=False):
        for spot in shown:
            _spot(desk, spot, grid)
        st.text_input(
            words.MEND_REASON.to(lang), key=_REASON, placeholder=words.MEND_REASON_LIKE.to(lang), max_chars=200
        )
        _buttons(desk, grid, spots, shown)
        if pages > 1:
            _pages(desk, shown, page, pages)


def forget(desk: Desk) -> None:
    """Nothing is filled in any more."""
    _answers(desk).clear()


def begun(said: str) -> str:
    """A message as a sentence of its own begins."""
    return said[:1].upper() + said[1:]


def _buttons(desk: Desk, grid: Grid, spots: Sequence[Spot], shown: Sequence[Spot]) -> None:
    suggested = [spot for spot in spots if spot.proposal and spot.key not in _answers(desk)]
    with st.container(horizontal=True):
        st.form_submit_button(
            words.APPLY.to(desk.lang),
            key="pool_apply",
            type="primary",
            help=words.APPLY_HELP.to(desk.lang),
            on_click=_apply,
            args=(desk, grid, spots, shown),
        )
        if suggested:
            st.form_submit_button(
                words.SUGGESTED.fill(count=len(suggested)).to(desk.lang),
                key="pool_suggested",
                help=words.SUGGESTED_HELP.to(desk.lang),
                on_click=_suggest,
                args=(desk, suggested, shown),
            )


def _pages(desk: Desk, shown: Sequence[Spot], page: int, pages: int) -> None:
    """The way to the other pages; what is filled in on this one comes along."""
    lang = desk.lang
    with st.container(horizontal=True, vertical_alignment="center"):
        for key, label, to in (
            ("pool_back", words.PAGE_BACK, page - 1),
            ("pool_on", words.PAGE_ON, page + 1),
        ):
            st.form_submit_button(
                label.to(lang), key=key, disabled=not 0 <= to < pages, on_click=_turn, args=(desk, shown, to)
            )
        filled = words.PAGE.fill(page=page + 1, pages=pages, filled=len(_answers(desk)))
        st.caption(filled.to(lang))


def _spot(desk: Desk, spot: Spot, grid: Grid) -> None:
    lang = desk.lang
    with st.container(border=True):
        left, middle, right = st.columns(_WIDTHS, vertical_alignment="center")
    place = _place(spot, grid)
    fault = spot.first
    value = words.BLANK.to(lang) if fault.value is None else fault.value
    left.markdown(f"{plain(place.to(lang))}  \n**{plain(value)}**")
    middle.markdown(f"{plain(begun(fault.message.to(lang)))}  \n{plain(begun(fault.cure.to(lang)))}")
    with right:
        _field(desk, spot, words.MEND_LABEL.fill(place=place).to(lang))


def _field(desk: Desk, spot: Spot, label: str) -> None:
    """A choice where the column has fixed words or the whole row is wrong, a text elsewhere."""
    lang, key = desk.lang, _field_key(desk, spot)
    answer = _answers(desk).get(spot.key)
    options: list[str] = [RowMend.CUT, RowMend.EMPTY] if spot.whole_row else [*spot.choices, _BLANK]
    if len(options) > 1:
        st.session_state.setdefault(key, _BLANK if answer == "" else answer)
        st.selectbox(
            label,
            options,
            format_func=lambda option: _option_words(option, lang),
            key=key,
            index=None,
            placeholder=words.CHOOSE.to(lang),
            label_visibility="collapsed",
        )
        return
    st.session_state.setdefault(key, "" if answer is None or isinstance(answer, RowMend) else answer)
    hint = words.LIKE.fill(text=spot.proposal) if spot.proposal else words.TYPE
    st.text_input(label, key=key, placeholder=hint.to(lang), label_visibility="collapsed")
    nothing, checked = (
        (words.EMPTY_ROW, answer is RowMend.EMPTY) if spot.may_empty else (words.LEAVE_EMPTY, answer == "")
    )
    st.session_state.setdefault(f"{key}:none", checked)
    st.checkbox(nothing.to(lang), key=f"{key}:none")


def _option_words(option: str, lang: Lang) -> str:
    if isinstance(option, RowMend):
        return _ROW_WORDS[option].to(lang)
    return words.LEAVE_EMPTY.to(lang) if option == _BLANK else said_as(option).to(lang)


def _collect(desk: Desk, shown: Sequence[Spot]) -> dict[str, Answer]:
    """Keep what is filled in on the page shown; nothing filled in is no answer."""
    answers = _answers(desk)
    for spot in shown:
        key = _field_key(desk, spot)
        typed = st.session_state.get(key)
        answer: Answer | None = "" if typed == _BLANK else typed or None
        if st.session_state.get(f"{key}:none"):
            answer = RowMend.EMPTY if spot.may_empty else ""
        answers.pop(spot.key, None)
        if answer is not None:
            answers[spot.key] = answer
    return answers


def _turn(desk: Desk, shown: Sequence[Spot], to: int) -> None:
    _collect(desk, shown)
    st.session_state[_PAGE] = to


def _suggest(desk: Desk, suggested: Sequence[Spot], shown: Sequence[Spot]) -> None:
    answers = _collect(desk, shown)
    for spot in suggested:
        if spot.key not in answers:
            answers[spot.key] = spot.proposal
            st.session_state[_field_key(desk, spot)] = spot.proposal


def _apply(desk: Desk, grid: Grid, spots: Sequence[Spot], shown: Sequence[Spot]) -> None:
    answers = _collect(desk, shown)
    given = [(spot, answers[spot.key]) for spot in spots if spot.key in answers]
    if not given:
        flash(words.NOTHING_GIVEN)
        return
    changed, decisions = mended(grid, given, str(st.session_state.get(_REASON, "")).strip())
    rows = sum(isinstance(answer, RowMend) for _, answer in given)
    if desk.change(with_cells(desk.draft, changed.data(), decisions, rows=rows)):
        forget(desk)
        st.session_state[_REASON] = ""


def _answers(desk: Desk) -> dict[str, Answer]:
    held: dict[str, Answer] = st.session_state.setdefault(f"{_ANSWERS}:{desk.scenario.id}", {})
    return held


def _field_key(desk: Desk, spot: Spot) -> str:
    return "mend:" + hashlib.sha256(f"{desk.scenario.id} {spot.key}".encode()).hexdigest()[:16]


def _place(spot: Spot, grid: Grid) -> Filled:
    rows, count = spot.rows, len(spot.rows)
    named = Filled(zh="、".join(map(str, rows[:ROWS_NAMED])), en=", ".join(map(str, rows[:ROWS_NAMED])))
    if count == 1:
        said = words.ROW.fill(row=named)
        name = _name(grid, rows[0])
        said = words.OF_PERSON.fill(rows=said, name=name) if name else said
    elif count <= ROWS_NAMED:
        said = words.ROWS.fill(rows=named)
    else:
        said = words.ROWS_MORE.fill(rows=named, count=count)
    return said if spot.first.column is None else words.IN_COLUMN.fill(rows=said, column=same(spot.first.column))


def _name(grid: Grid, row: int) -> str:
    at = next((at for at, name in grid.columns.items() if name == "name"), None)
    return "" if at is None else " ".join(grid.rows[row - 1][at].split())
