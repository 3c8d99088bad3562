"""The rosters, one body or office at a time, with filters; a row chosen shows the person."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from optimizer.basis.text import Filled, Lang, same
from optimizer.planner.desk.draft import Pin
from optimizer.planner.desk.roster import EVERYBODY, cell_said, group_titles, header_said, members, roster_rows
from optimizer.report.proposal import cell_words
from optimizer.roster.roster import Proposal
from ui.desk import Desk
from ui.draw import GRID_HEIGHT, GRID_ROWS
from ui.tables import plain
from ui.views.proposal import words
from ui.views.proposal.card import PERSON, card
from ui.views.proposal.making import Shown

PART = "part"
FILTERS = ("find", "sex", "unit", "group")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The rows of one body or office: ids, what is shown, and the text that a search looks through."""

    ids: tuple[str, ...]
    frame: pd.DataFrame
    text: tuple[str, ...]


def show(desk: Desk, now: Shown) -> None:
    """Tabs, filters, the grid, and the person chosen beside it."""
    part = _part(desk, now.proposal)
    chosen = _filters(desk, now.proposal)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _grid(desk, now, part, chosen)
    with right:
        card(desk, now)


def _part(desk: Desk, proposal: Proposal) -> str:
    policy = proposal.problem.policy
    named: dict[str, Filled] = {
        part.id: words.PART_LABEL.fill(title=part.title, found=len(proposal.holding(part.id)), seats=part.seats)
        for part in policy.parts
    }
    named[EVERYBODY] = words.EVERYBODY.fill(count=len(proposal.problem.pool.people))
    if st.session_state.get(PART) not in named:
        st.session_state[PART] = next(iter(named))
    part = st.segmented_control(
        desk.text(words.PART),
        list(named),
        format_func=lambda name: plain(named[name].to(desk.lang)),
        key=PART,
        required=True,
        persist_state="session",
        label_visibility="collapsed",
    )
    return next(iter(named)) if part is None else part


def _filters(desk: Desk, proposal: Proposal) -> dict[str, str]:
    """What is asked for: a text, a sex, a unit, a group; only those that are set, and that the pool and policy have."""
    pool, policy = proposal.problem.pool, proposal.problem.policy
    choices: list[tuple[str, Filled, dict[str, Filled], int]] = []
    if "sex" in pool.columns:
        sexes = {sex: cell_words("sex", sex) for sex in ("male", "female")}
        choices.append(("sex", words.SEX, sexes, 120))
    if "unit" in pool.columns:
        units = sorted({person.value("unit") for person in pool.people} - {""})
        choices.append(("unit", words.UNIT, {unit: same(unit) for unit in units}, 220))
    if groups := group_titles(policy):
        choices.append(("group", words.GROUP, groups, 220))
    with st.container(horizontal=True):
        found = st.text_input(
            desk.text(words.SEARCH),
            key="find",
            placeholder=desk.text(words.SEARCH_HINT),
            width=220,
            persist_state="session",
        )
        asked = {"find": found} | {key: _choice(desk, key, label, named, width) for key, label, named, width in choices}
    return {name: said for name, said in asked.items() if said}


def _choice(desk: Desk, key: str, label: Filled, named: dict[str, Filled], width: int) -> str | None:
    if st.session_state.get(key) not in named:
        # Of another pool or policy.
        st.session_state.pop(key, None)
    return st.selectbox(
        desk.text(label),
        list(named),
        index=None,
        format_func=lambda name: named[name].to(desk.lang) if name in named else str(name),
        key=key,
        placeholder=desk.text(words.ANY),
        persist_state="session",
        width=width,
    )


def _grid(desk: Desk, now: Shown, part: str, chosen: dict[str, str]) -> None:
    sheet = sheet_of(now.name, part, desk.lang, _proposal=now.proposal)
    rows = fitting(sheet, now, chosen)
    said = words.SHOWN.fill(shown=len(rows), count=len(sheet.ids))
    if not rows:
        st.info(desk.text(words.NOBODY_FITS))
        st.button(desk.text(words.CLEAR), key="clear", on_click=_clear)
        return
    ids = [sheet.ids[row] for row in rows]
    frame = sheet.frame.iloc[rows]
    pinned = pin_marks(desk.draft.pins, part, ids, desk.lang)
    if any(pinned):
        frame = frame.copy()
        frame.insert(1, desk.text(words.PINNED), pinned)
    # Rows are chosen by their place: another selection of people is another grid.
    told = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:12]
    key = f"grid:{part}:{told}"
    title = now.proposal.problem.policy.titles.get(part, words.EVERYBODY.fill(count=len(sheet.ids)))
    st.dataframe(
        frame,
        key=key,
        hide_index=True,
        height=GRID_HEIGHT if len(rows) > GRID_ROWS else "content",
        on_select=partial(_choose, key, ids),
        selection_mode="single-row",
        alt=desk.text(words.GRID_ALT.fill(title=title, count=len(rows))),
    )
    st.caption(desk.text(said) + "　" + desk.text(words.CLICK_ROW))


def _choose(key: str, ids: Sequence[str]) -> None:
    """Show the person of the row chosen."""
    rows = st.session_state[key]["selection"]["rows"]
    st.session_state[PERSON] = ids[rows[0]] if rows else None


def _clear() -> None:
    for name in FILTERS:
        st.session_state[name] = "" if name == "find" else None


@st.cache_resource(max_entries=48, show_spinner=False)
def sheet_of(name: str, part: str, lang: Lang, *, _proposal: Proposal) -> Sheet:
    """The sheet of a body or office; worked out once for a proposal (`name` is the hash of its roster.json)."""
    del name  # part of the key of what is remembered, in place of the proposal
    policy, pool = _proposal.problem.policy, _proposal.problem.pool
    columns = [column for column in pool.columns if column not in ("id", "name")]
    rows = roster_rows(_proposal, part)
    cells = [[cell_said(row.person, column).to(lang) for column in columns] for row in rows]
    frame = pd.DataFrame(cells, columns=unlike([header_said(pool, column, lang) for column in columns]), dtype=object)
    for number, (label, values) in enumerate(
        (
            (words.NAME, [row.person.name for row in rows]),
            (words.HOLDS, [row.words(policy).to(lang) for row in rows]),
            (words.ID, [row.person.id for row in rows]),
        )
    ):
        frame.insert(number, label.to(lang), values, allow_duplicates=False)
    text = tuple(" ".join(map(str, line)).casefold() for line in frame.itertuples(index=False))
    return Sheet(ids=tuple(row.person.id for row in rows), frame=frame, text=text)


@st.cache_resource(max_entries=48, show_spinner=False)
def members_of(name: str, group: str, *, _proposal: Proposal) -> frozenset[str]:
    """The members of a group; worked out once for a proposal."""
    del name  # as above
    return members(_proposal, group)


def fitting(sheet: Sheet, now: Shown, chosen: dict[str, str]) -> list[int]:
    """The rows that everything asked for fits."""
    people = now.proposal.problem.pool.by_id
    inside = members_of(now.name, chosen["group"], _proposal=now.proposal) if "group" in chosen else None
    parts = chosen.get("find", "").casefold().split()
    return [
        row
        for row, who in enumerate(sheet.ids)
        if (inside is None or who in inside)
        and all(people[who].value(column) == chosen[column] for column in ("sex", "unit") if column in chosen)
        and all(part in sheet.text[row] for part in parts)
    ]


def pin_marks(pins: Sequence[Pin], part: str, ids: Sequence[str], lang: Lang) -> list[str]:
    """For each person the word of their pin in a body or office; of all their pins for the whole pool."""
    held: dict[str, list[str]] = {}
    for pin in pins:
        if part in (EVERYBODY, pin.scope):
            held.setdefault(pin.person, []).append(words.HOLD[pin.hold].to(lang))
    return ["、".join(dict.fromkeys(held.get(who, ()))) for who in ids]


def unlike(headers: Sequence[str]) -> list[str]:
    """Headers that differ from each other and from those this view adds."""
    taken = {said for label in (words.NAME, words.HOLDS, words.ID, words.PINNED) for said in (label.zh, label.en)}
    found: list[str] = []
    for header in headers:
        said = header
        while said in taken:
            said += "\u2009"
        taken.add(said)
        found.append(said)
    return found
