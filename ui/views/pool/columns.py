"""What each column of the table is read as, and reading it as another."""

from __future__ import annotations

import streamlit as st

from optimizer.basis.text import Filled, same
from optimizer.groups.words import column_word
from optimizer.people.archive import column_letters
from optimizer.people.headers import CANONICAL_HEADERS
from optimizer.planner.desk.draft import with_header
from optimizer.planner.desk.grid import Grid
from optimizer.planner.desk.mending import first_values, missing_columns, read_as
from optimizer.policy.policy import Policy
from ui.desk import Desk
from ui.tables import plain
from ui.views.pool import words

PART = "pool_part"
"""Where the session keeps which part of the view is shown."""
_CLASH = "\0clash"
_WIDTHS = (2, 3, 4)


def show(desk: Desk, grid: Grid) -> None:
    """The part of the view: every column with its header, a choice, and its first values."""
    st.caption(words.COLUMNS_NOTE.to(desk.lang))
    needed = _needed(desk)
    missing = {each.column for each in missing_columns(grid, _policy(desk))}
    for at in range(grid.width or len(grid.header)):
        if grid.header[at].strip() or first_values(grid, at, 1):
            _column(desk, grid, at, needed, missing)


def _column(desk: Desk, grid: Grid, at: int, needed: list[str], missing: set[str]) -> None:
    lang = desk.lang
    now = grid.columns.get(at, "")
    extra = "" if now in CANONICAL_HEADERS else now
    own = [*CANONICAL_HEADERS, *(column for column in needed if column not in CANONICAL_HEADERS)]
    options = [*sorted(own, key=lambda column: column not in missing)]
    shown = "" if extra and extra not in own else now
    clash = grid.header[at].strip() and at not in grid.columns
    key = f"read_as:{at}"
    # What the draft says holds, whatever the box said before a step back.
    st.session_state[key] = _CLASH if clash else shown
    left, middle, right = st.columns(_WIDTHS, vertical_alignment="center")
    header = header_words(grid, at)
    left.markdown(f"**{plain(header.to(lang))}**")
    middle.selectbox(
        words.READ_AS.fill(header=header).to(lang),
        [*([_CLASH] if clash else []), "", *options],
        format_func=lambda column: _option(column, needed).to(lang),
        key=key,
        label_visibility="collapsed",
        on_change=_changed,
        args=(desk, grid, at, key),
    )
    right.caption(plain("、".join(first_values(grid, at)) or words.NO_VALUES.to(lang)))


def _option(column: str, needed: list[str]) -> Filled:
    if column == _CLASH:
        return words.CLASH
    if not column:
        return words.EXTRA
    word = column_word(column)
    return words.NEEDED_MARK.fill(column=word) if column in needed else word


def _changed(desk: Desk, grid: Grid, at: int, key: str) -> None:
    read_column_as(desk, grid, at, st.session_state[key])


def read_column_as(desk: Desk, grid: Grid, at: int, column: str) -> None:
    """Write the header that makes a column be read as another; for callbacks."""
    changed = read_as(grid, at, column)
    desk.change(with_header(desk.draft, changed.data(), grid.header[at], changed.header[at]))


def header_words(grid: Grid, at: int) -> Filled:
    """The header as written, or the column's letter."""
    header = " ".join(grid.header[at].split())
    return same(header) if header else words.NO_HEADER.fill(letter=column_letters(at))


def _needed(desk: Desk) -> list[str]:
    policy = _policy(desk)
    return sorted({column for column, _ in policy.columns()}) if policy else []


def _policy(desk: Desk) -> Policy | None:
    return desk.policy if isinstance(desk.policy, Policy) else None
