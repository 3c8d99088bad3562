"""All units in one grid, with filters; a row chosen shows the unit below."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from optimizer.basis.text import Filled, Lang, same
from optimizer.planner.rollout.handouts import results_of
from optimizer.planner.rollout.rollout import RolledOut
from optimizer.report.rollout.units import unit_table
from optimizer.report.rollout.words import LEVEL_WORDS, OUTCOME_WORDS, STAGE_WORDS
from optimizer.rollout.dates import overdue
from optimizer.rollout.planned import Outcome
from optimizer.rollout.unit import Level, Stage, Unit
from ui.draw import GRID_HEIGHT, GRID_ROWS
from ui.tables import grid, plain
from ui.views.rollout import unit, words
from ui.views.rollout.board import Board

UNPLANNED = "unplanned"
_CHOICES = ("level", "city", "stage", "outcome")
_TICKS = ("overdue", "blank")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What filters look at, unit by unit; `text` is what a search looks through."""

    codes: tuple[str, ...]
    text: tuple[str, ...]
    level: tuple[str, ...]
    city: tuple[str, ...]
    stage: tuple[str, ...]
    outcome: tuple[str, ...]
    overdue: tuple[bool, ...]
    blank: tuple[bool, ...]


def show(board: Board, found: RolledOut) -> None:
    """Filters, the grid, the unit chosen."""
    facts = facts_of(board.found_key, _found=found)
    asked = _filters(board, facts)
    rows = fitting(facts, asked)
    if rows:
        _grid(board, facts, frame_of(board.found_key, board.lang, _found=found), rows)
    else:
        st.info(board.text(words.NOTHING_FITS))
        st.button(board.text(words.CLEAR), key="units_clear", on_click=_clear)
    chosen = st.session_state.get(unit.UNIT)
    if isinstance(chosen, str) and chosen in found.by_code:
        unit.show(board, found, chosen)


@st.cache_resource(max_entries=8, show_spinner=False)
def facts_of(key: str, *, _found: RolledOut) -> Facts:
    """The facts of all units, worked out once for the same results (`key`)."""
    del key
    outcomes = {each.code: each.outcome.value for each in results_of(_found)}
    lacking = {each.code for each in (*_found.coverage.blanks, *_found.coverage.gaps)}
    units = _found.units
    return Facts(
        codes=tuple(each.code for each in units),
        text=tuple(_searched(each) for each in units),
        level=tuple(each.level.value for each in units),
        city=tuple(each.city for each in units),
        stage=tuple(each.stage.value for each in units),
        outcome=tuple(outcomes.get(each.code, UNPLANNED) for each in units),
        overdue=tuple(overdue(each, _found.wanted.as_of) > 0 for each in units),
        blank=tuple(each.code in lacking for each in units),
    )


def _searched(each: Unit) -> str:
    contact = each.contact
    return "\n".join((each.code, each.name, contact.leader, contact.department, contact.staff, contact.phone)).lower()


@st.cache_resource(max_entries=8, show_spinner=False)
def frame_of(key: str, lang: Lang, *, _found: RolledOut) -> pd.DataFrame:
    """The grid of all units, made once for the same results (`key`)."""
    del key
    frame = grid(unit_table(_found.units, results_of(_found), as_of=_found.wanted.as_of), lang)
    # A code is a name, even where all of them are figures.
    frame[frame.columns[0]] = [each.code for each in _found.units]
    return frame


def fitting(facts: Facts, asked: dict[str, object]) -> list[int]:
    """The rows that fit everything asked for: a text, one value each of level, city, stage and outcome, what is ticked."""
    rows: Sequence[int] = range(len(facts.codes))
    for part in str(asked.get("find") or "").lower().split():
        rows = [row for row in rows if part in facts.text[row]]
    for name in _CHOICES:
        wanted = asked.get(name)
        if wanted is not None:
            values = getattr(facts, name)
            rows = [row for row in rows if values[row] == wanted]
    for name in _TICKS:
        if asked.get(name):
            marked = getattr(facts, name)
            rows = [row for row in rows if marked[row]]
    return list(rows)


def _filters(board: Board, facts: Facts) -> dict[str, object]:
    named: dict[str, tuple[Filled, dict[str, Filled], int]] = {
        "level": (words.LEVEL, {each.value: LEVEL_WORDS[each] for each in Level}, 150),
        "city": (words.CITY, {each: same(each or "—") for each in dict.fromkeys(facts.city)}, 150),
        "stage": (words.STAGE, {each.value: STAGE_WORDS[each] for each in Stage}, 110),
        "outcome": (
            words.OUTCOME,
            {UNPLANNED: words.UNPLANNED, **{each.value: OUTCOME_WORDS[each] for each in Outcome}},
            220,
        ),
    }
    asked: dict[str, object] = {}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        asked["find"] = st.text_input(
            board.text(words.FIND),
            key="units_find",
            placeholder=board.text(words.FIND_HINT),
            width=190,
            persist_state="session",
        )
        for name, (label, values, width) in named.items():
            there = set(getattr(facts, name))
            asked[name] = _choice(
                board, name, label, {key: said for key, said in values.items() if key in there}, width
            )
        for name, label, said in (
            ("overdue", words.ONLY_OVERDUE, words.ONLY_OVERDUE_HELP),
            ("blank", words.ONLY_BLANK, words.ONLY_BLANK_HELP),
        ):
            asked[name] = st.checkbox(
                board.text(label), key=f"units_{name}", help=board.text(said), persist_state="session"
            )
    return asked


def _choice(board: Board, name: str, label: Filled, said: dict[str, Filled], width: int) -> str | None:
    key = f"units_{name}"
    if st.session_state.get(key) not in said:
        # No unit is so any more, or it is of another roll-out.
        st.session_state.pop(key, None)
    return st.selectbox(
        board.text(label),
        list(said),
        index=None,
        format_func=lambda each: said[each].to(board.lang) if each in said else str(each),
        key=key,
        placeholder=board.text(words.ANY),
        width=width,
        persist_state="session",
    )


def _clear() -> None:
    st.session_state["units_find"] = ""
    for name in _CHOICES:
        st.session_state[f"units_{name}"] = None
    for name in _TICKS:
        st.session_state[f"units_{name}"] = False


def _grid(board: Board, facts: Facts, frame: pd.DataFrame, rows: Sequence[int]) -> None:
    codes = [facts.codes[row] for row in rows]
    shown = frame if len(rows) == len(frame) else frame.iloc[list(rows)]
    # Rows are chosen by their place: another selection of units is another grid.
    key = f"units_grid:{hashlib.sha256(chr(10).join(codes).encode()).hexdigest()[:12]}"
    st.dataframe(
        shown,
        key=key,
        hide_index=True,
        height=GRID_HEIGHT if len(rows) > GRID_ROWS else "content",
        on_select=partial(_select, key, codes),
        selection_mode="single-row",
        placeholder="",
        alt=board.text(words.GRID_ALT.fill(count=len(rows))),
    )
    said = board.text(words.SHOWN.fill(shown=len(rows), count=len(facts.codes)))
    st.caption(plain(f"{said}　{board.text(words.CLICK_ROW)}"))


def _select(key: str, codes: Sequence[str]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    st.session_state[unit.UNIT] = codes[rows[0]] if rows else None
