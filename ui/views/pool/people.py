"""Everybody in the pool: a table to search and filter, and one person with what is known and pinned."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from typing import Literal

import pandas as pd
import streamlit as st

from optimizer.basis.text import Lang
from optimizer.groups.words import VALUE_WORDS, column_word
from optimizer.people.person import Person, Pool
from optimizer.planner.desk.draft import Pin, with_pin, without_pin
from optimizer.policy.policy import Policy
from optimizer.report.proposal import cell_words
from ui.desk import Desk
from ui.reading import SECONDS
from ui.tables import plain
from ui.views.pool import words

FILTERS = ("sex", "frontline", "sector", "unit")
HEIGHT, ROW, MOST_ROWS = 420, 35, 11
_GRID, _PERSON = "pool_table", "pool_person"
_FIGURES = ("score", "rank")


def show(desk: Desk, pool: Pool) -> None:
    """The part of the view."""
    frame = frame_of(pool.sha256, desk.lang, _pool=pool)
    kept = _filtered(desk.lang, pool, frame)
    st.caption(words.FOUND.fill(found=len(kept), count=len(frame)).to(desk.lang))
    if kept.empty:
        st.info(words.NONE_FOUND.to(desk.lang))
        return
    ids = list(kept.index)
    shown = f"{_GRID}:{_short(ids)}"
    height: int | Literal["content"] = HEIGHT if len(kept) > MOST_ROWS else "content"
    st.dataframe(
        kept,
        hide_index=True,
        height=height,
        key=shown,
        on_select=lambda: _follow(shown, ids),
        selection_mode="single-row",
        alt=words.TABLE_ALT.fill(count=len(kept)).to(desk.lang),
    )
    _card(desk, pool, ids)


def _short(ids: Sequence[str]) -> str:
    """Stands for the rows shown: another choice of rows is another table, with nothing selected."""
    return hashlib.sha256("\0".join(ids).encode()).hexdigest()[:16]


@st.cache_resource(max_entries=8, ttl=SECONDS, show_spinner=False)
def frame_of(sha256: str, lang: Lang, *, _pool: Pool) -> pd.DataFrame:
    """The pool as people read it, by id; scores and ranks as figures."""
    del sha256  # the key of what is remembered, in place of the pool
    columns = list(dict.fromkeys(("id", "name", *_pool.columns)))
    cells = {column: [said(person, column, lang) for person in _pool.people] for column in columns}
    frame = pd.DataFrame(cells, index=pd.Index([person.id for person in _pool.people]), dtype=object)
    for column in _FIGURES:
        if column in frame:
            frame[column] = pd.to_numeric(frame[column].replace("", None))
    frame.columns = _unlike([column_word(column).to(lang) for column in columns])
    return frame


def said(person: Person, column: str, lang: Lang) -> str:
    """A cell as people write it."""
    if column == "modes":
        return ("、" if lang == "zh" else ", ").join(VALUE_WORDS["mode", mode].to(lang) for mode in person.modes)
    return cell_words(column, person.value(column)).to(lang)


def _unlike(names: Sequence[str]) -> list[str]:
    """Headers that all differ: an extra column may be called as one of the pool's own."""
    unlike: list[str] = []
    for name in names:
        while name in unlike:
            name += "\u2009"
        unlike.append(name)
    return unlike


def _filtered(lang: Lang, pool: Pool, frame: pd.DataFrame) -> pd.DataFrame:
    shown = [column for column in FILTERS if column in pool.columns]
    search, *boxes = st.columns([2, *[1] * len(shown)])
    typed = search.text_input(
        words.SEARCH.to(lang), key="pool_search", placeholder=words.SEARCH_HINT.to(lang), type="search"
    )
    for column, box in zip(shown, boxes, strict=True):
        values = {person.id: person.value(column) for person in pool.people}
        chosen = box.multiselect(
            column_word(column).to(lang),
            sorted(set(values.values())),
            format_func=partial(_shown, column, lang),
            key=f"pool_filter:{column}",
            placeholder=words.ALL.to(lang),
        )
        if chosen:
            frame = frame[[values[who] in chosen for who in frame.index]]
    for part in (typed or "").casefold().split():
        texts = frame.select_dtypes(object)
        hit = texts.apply(lambda cells, part=part: cells.str.casefold().str.contains(part, regex=False, na=False))
        frame = frame[hit.any(axis=1)]
    return frame


def _shown(column: str, lang: Lang, value: str) -> str:
    return cell_words(column, value).to(lang) if value else words.BLANK.to(lang)


def _follow(key: str, ids: Sequence[str]) -> None:
    """The row chosen in the table is the person looked at."""
    rows = st.session_state[key]["selection"]["rows"]
    if rows:
        st.session_state[_PERSON] = ids[rows[0]]


def _card(desk: Desk, pool: Pool, ids: Sequence[str]) -> None:
    lang = desk.lang
    if st.session_state.get(_PERSON) not in ids:
        st.session_state[_PERSON] = None
    chosen = st.selectbox(
        words.PERSON.to(lang),
        ids,
        index=None,
        format_func=lambda who: (
            f"{pool.by_id[who].name}（{who}）" if lang == "zh" else f"{pool.by_id[who].name} ({who})"
        ),
        key=_PERSON,
        placeholder=words.PERSON_HINT.to(lang),
    )
    if chosen is None:
        return
    person = pool.by_id[chosen]
    with st.container(border=True):
        left, right = st.columns([3, 2], gap="large")
        with left:
            _facts(pool, person, lang)
        with right:
            _pins(desk, person)


def _facts(pool: Pool, person: Person, lang: Lang) -> None:
    st.subheader(plain(person.name), anchor=False)
    st.caption(words.PERSON_ROW.fill(row=person.row).to(lang))
    known = [(column_word(column).to(lang), said(person, column, lang)) for column in pool.columns if column != "name"]
    lines = [f"{plain(name)}　**{plain(text)}**" for name, text in known if text]
    half = -(-len(lines) // 2)
    for column, part in zip(st.columns(2), (lines[:half], lines[half:]), strict=True):
        column.markdown("  \n".join(part))


def _pins(desk: Desk, person: Person) -> None:
    st.subheader(words.PINS.to(desk.lang), anchor=False)
    if not isinstance(desk.policy, Policy):
        st.caption(words.NO_POLICY.to(desk.lang))
        return
    st.caption(words.PIN_NOTE.to(desk.lang))
    mine = [pin for pin in desk.draft.pins if pin.person == person.id]
    if not mine:
        st.write(words.NO_PINS.to(desk.lang))
    for pin in mine:
        _pin(desk, person, pin)
    _new_pin(desk, person, desk.policy)


def _pin(desk: Desk, person: Person, pin: Pin) -> None:
    assert isinstance(desk.policy, Policy)
    known = desk.policy.titles.get(pin.scope)
    title = known.to(desk.lang) if known else pin.scope
    text = words.PINNED_IN if pin.hold == "in" else words.PINNED_OUT
    reason = f"（{pin.reason}）" if pin.reason else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(text.fill(title=title).to(desk.lang) + reason), width="stretch")
        st.button(
            words.FREE.to(desk.lang), key=f"free:{person.id}:{pin.scope}", on_click=_free, args=(desk, person, pin)
        )


def _new_pin(desk: Desk, person: Person, policy: Policy) -> None:
    with st.form(f"pin:{person.id}", border=False):
        st.selectbox(
            words.BODY.to(desk.lang),
            [part.id for part in policy.parts],
            format_func=lambda part: policy.titles[part].to(desk.lang),
            key=f"pin_scope:{person.id}",
        )
        st.radio(
            words.HOLD.to(desk.lang),
            ["in", "out"],
            format_func=lambda hold: (words.HOLD_IN if hold == "in" else words.HOLD_OUT).to(desk.lang),
            key=f"pin_hold:{person.id}",
            horizontal=True,
        )
        st.text_input(words.REASON.to(desk.lang), key=f"pin_reason:{person.id}", max_chars=200)
        st.form_submit_button(
            words.PIN.to(desk.lang), key=f"pin_now:{person.id}", on_click=_hold, args=(desk, person, policy)
        )


def _hold(desk: Desk, person: Person, policy: Policy) -> None:
    typed = {name: st.session_state[f"pin_{name}:{person.id}"] for name in ("scope", "hold", "reason")}
    pin = Pin(person=person.id, scope=typed["scope"], hold=typed["hold"], reason=typed["reason"].strip())
    desk.change(with_pin(desk.draft, pin, person.name, policy.titles[pin.scope]))


def _free(desk: Desk, person: Person, pin: Pin) -> None:
    assert isinstance(desk.policy, Policy)
    title = desk.policy.titles.get(pin.scope)
    desk.change(without_pin(desk.draft, pin.person, pin.scope, person.name, title or words.BODY))
