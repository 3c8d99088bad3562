"""Putting a group together without writing TOML: column, condition, values; several conditions joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from optimizer.basis.text import Filled, same
from optimizer.groups.reading import CLOSED_VALUES
from optimizer.groups.words import VALUE_WORDS
from optimizer.people.person import Pool
from optimizer.planner.desk.conditions import (
    APPOINTMENT,
    FIGURES,
    IS,
    IS_NOT,
    SIGNS,
    Condition,
    GroupForm,
    form_of,
    table_of,
)
from optimizer.planner.desk.policy_file import columns_offered
from ui.desk import Desk
from ui.tables import plain
from ui.views.policy import words
from ui.views.policy.edits import opened, show_typed

MOST_VALUES = 300
"""So many values of a column are offered to choose from; others can be typed."""
_EMPTY = Condition(column="", sign=IS, values=())


def builder(desk: Desk, key: str, table: Mapping[str, object], keep: Callable[[Mapping[str, object]], bool]) -> None:
    """The form of a group; `keep` writes what it comes to, when asked for."""
    form = form_of(table) if table else GroupForm(conditions=())
    if form is None:
        st.caption(words.ONLY_TEXT.to(desk.lang))
        return
    more = st.session_state.get(f"{key}:more", 0)
    shown = [*form.conditions, *[_EMPTY] * max(more, 0 if form.conditions else 1)]
    for number, condition in enumerate(shown):
        _condition(desk, f"{key}:{number}", condition)
    show_typed(f"{key}:join", "any" if form.any_of else "all")
    if len(shown) > 1:
        st.radio(
            words.JOIN.to(desk.lang),
            ["all", "any"],
            format_func=lambda name: (words.ANY_OF if name == "any" else words.ALL_OF).to(desk.lang),
            key=f"{key}:join",
            horizontal=True,
        )
    left, right = st.columns(2)
    for column, name, label, value in (
        (left, "called", words.CALLED, form.called),
        (right, "called_en", words.CALLED_EN, form.called_en),
    ):
        show_typed(f"{key}:{name}", value)
        column.text_input(label.to(desk.lang), key=f"{key}:{name}")
    with st.container(horizontal=True):
        st.button(
            words.MORE_CONDITIONS.to(desk.lang), key=f"{key}:add", icon=":material/add:", on_click=_more, args=(key,)
        )
        st.button(
            words.APPLY.to(desk.lang), key=f"{key}:apply", type="primary", on_click=_apply, args=(key, len(shown), keep)
        )


def _condition(desk: Desk, key: str, condition: Condition) -> None:
    left, middle, right = st.columns((3, 3, 5))
    offered = _columns(desk)
    show_typed(f"{key}:column", condition.column)
    column = left.selectbox(
        words.COLUMN.to(desk.lang),
        list(dict.fromkeys(("", *offered, condition.column))),
        format_func=lambda name: desk.text(offered.get(name, same(name)) if name else words.UNSET),
        key=f"{key}:column",
    )
    signs = (
        SIGNS
        if column in FIGURES
        else (IS, IS_NOT)
        if column in (*CLOSED_VALUES, *APPOINTMENT)
        else (IS, IS_NOT, *SIGNS)
    )
    show_typed(f"{key}:sign", condition.sign)
    if st.session_state[f"{key}:sign"] not in signs:
        st.session_state[f"{key}:sign"] = signs[0]
    sign = middle.selectbox(
        words.SIGN.to(desk.lang), signs, format_func=lambda name: words.SIGNS[name].to(desk.lang), key=f"{key}:sign"
    )
    if sign in SIGNS:
        show_typed(f"{key}:figure", "".join(condition.values[:1]) if condition.sign in SIGNS else "")
        right.text_input(
            words.VALUES.to(desk.lang), key=f"{key}:figure", placeholder="1980-05" if column == "born" else "45"
        )
        return
    show_typed(f"{key}:values", list(condition.values) if condition.sign not in SIGNS else [])
    known = list(dict.fromkeys((*_values(desk, str(column)), *st.session_state[f"{key}:values"])))
    right.multiselect(
        words.VALUES.to(desk.lang),
        known,
        format_func=lambda value: plain(desk.text(_value_word(desk, str(column), value))),
        key=f"{key}:values",
        accept_new_options=True,
        placeholder="",
    )


def _columns(desk: Desk) -> Mapping[str, Filled]:
    pool = desk.pool
    columns = pool.columns if isinstance(pool, Pool) else ()
    known = columns_offered(columns)
    offered = {name: word for name, word in known.items() if not columns or name in columns}
    return {**words.COLUMNS, **{name: word for name, word in offered.items() if name not in ("id", "name", "birth")}}


def _values(desk: Desk, column: str) -> list[str]:
    """What the column may be: the fixed words it takes, the bodies or offices, else what stands in the pool."""
    if column in CLOSED_VALUES:
        return list(CLOSED_VALUES[column])
    if column in ("office", "body"):
        return [str(entry.get("id")) for entry in opened(desk.draft.policy_name, desk.draft.policy).entries(column)]
    pool = desk.pool
    return _in_pool(pool.sha256, column, _pool=pool) if isinstance(pool, Pool) and column else []


@st.cache_resource(max_entries=64, show_spinner=False)
def _in_pool(sha256: str, column: str, *, _pool: Pool) -> list[str]:
    del sha256  # part of the key of what is remembered, in place of the pool
    return sorted({person.value(column) for person in _pool.people} - {""})[:MOST_VALUES]


def _value_word(desk: Desk, column: str, value: str) -> Filled:
    if column in ("office", "body"):
        for entry in opened(desk.draft.policy_name, desk.draft.policy).entries(column):
            if entry.get("id") == value:
                return same(str(entry.get("title") or value))
    return VALUE_WORDS.get((column, value), same(value))


def _more(key: str) -> None:
    st.session_state[f"{key}:more"] = st.session_state.get(f"{key}:more", 0) + 1


def _apply(key: str, shown: int, keep: Callable[[Mapping[str, object]], bool]) -> None:
    """What stands in the widgets, as a table."""
    state = st.session_state
    found = []
    for number in range(shown):
        sign = str(state.get(f"{key}:{number}:sign") or IS)
        held = [state.get(f"{key}:{number}:figure", "")] if sign in SIGNS else state.get(f"{key}:{number}:values", [])
        found.append(
            Condition(column=str(state.get(f"{key}:{number}:column") or ""), sign=sign, values=tuple(map(str, held)))
        )
    form = GroupForm(
        conditions=tuple(found),
        any_of=state.get(f"{key}:join") == "any",
        called=str(state.get(f"{key}:called", "")),
        called_en=str(state.get(f"{key}:called_en", "")),
    )
    table = table_of(form)
    if table and keep(table):
        state[f"{key}:more"] = 0
