"""What comes of it: the table of seats, classes, ties, targets with their proofs, the other methods, what else to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal

import pandas as pd
import streamlit as st

from optimizer.basis.text import Filled, Lang
from optimizer.planner.allocation.share import NotShared, SharedOut
from optimizer.planner.desk.allotting import classes_table
from optimizer.report.allocation import Shared, seats_table
from optimizer.report.blocks import Block, Heading, Line, Table
from ui.desk import Desk
from ui.draw import GRID_HEIGHT, GRID_ROWS, draw
from ui.tables import grid, plain
from ui.views.allocation import words

NAME_AT, NAME_WIDTH = 1, 180
"""The column of units in the table of seats, and its width (pixels): a subtotal's name is longer than the first units'."""


def refused(desk: Desk, found: NotShared) -> None:
    """Why there are no seats, and the ways out."""
    reason, *further = found.said
    st.error(f"**{desk.text(words.REFUSED)}**\n\n{plain(desk.text(reason))}")
    if further:
        st.write(desk.text(words.TRY_ELSE))


def show(desk: Desk, out: SharedOut) -> None:
    """The whole result."""
    found = out.found
    _head(desk, found)
    _table(seats_table(found), desk.lang)
    for heading, blocks in _parts(out.blocks()):
        # What comes before the first heading is said at the head of the page.
        if heading is not None:
            with st.expander(plain(desk.text(heading.text))):
                _draw(blocks, desk.lang)
    _ties(desk, found)
    if len(found.allocation.classes) > 1:
        draw([classes_table(found)], desk.lang)
    _notices(desk, out)


def _head(desk: Desk, found: Shared) -> None:
    facts: Mapping[str, object] = {
        "units": len(found.units),
        "total": found.allocation.total,
        "targets": len(found.targets),
    }
    if not found.kept:
        st.warning(desk.text(words.SHORT), icon=":material/warning:")
        _short(desk, found)
    elif found.targets:
        st.success(desk.text(words.KEPT.fill(**facts)), icon=":material/check:")
    else:
        st.success(desk.text(words.KEPT_BARE.fill(units=facts["units"], total=facts["total"])), icon=":material/check:")
    st.write(plain(desk.text(found.allocation.said[0])))


def _short(desk: Desk, found: Shared) -> None:
    """Of the targets that cannot be met the arithmetic, and where people are lacking."""
    for target in found.targets:
        if target.found.short:
            _draw([Heading(text=target.heading, level=2), *(Line(text=said) for said in target.found.proof)], desk.lang)


def _table(table: Table, lang: Lang) -> None:
    """The table with its bands over the columns."""
    frame = grid(table, lang)
    # Shares keep the noughts that they were cut to.
    shares = [at for at, name in enumerate(frame.columns) if frame[name].dtype == "float64" and _decimals(table, at)]
    if table.bands:
        bands = [band.title.to(lang) for band in table.bands for _ in range(band.columns)]
        frame.columns = pd.MultiIndex.from_tuples(list(zip(bands, map(str, frame.columns), strict=True)))
    height: int | Literal["content"] = GRID_HEIGHT if len(table.rows) > GRID_ROWS else "content"
    st.dataframe(
        frame,
        key="allocation_table",
        hide_index=True,
        height=height,
        placeholder="",
        column_config=_columns(shares),
        alt=table.title.to(lang),
    )
    if table.note is not None:
        st.caption(plain(table.note.to(lang)))


def _columns(shares: Sequence[int]) -> dict[Any, Any]:
    """How columns are shown, by their places, which the type of Streamlit does not know yet."""
    # The index, which is not shown, has the place 0.
    shown: dict[Any, Any] = {at + 1: st.column_config.NumberColumn(format="%.2f") for at in shares}
    return {**shown, NAME_AT + 1: st.column_config.TextColumn(width=NAME_WIDTH)}


def _decimals(table: Table, column: int) -> bool:
    return any("." in row[column].zh for row in table.rows)


def _parts(blocks: Iterable[Block]) -> list[tuple[Heading | None, list[Block]]]:
    """The blocks by the heading above them, without the table of seats, which has its own place."""
    parts: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            parts.append((block, []))
        elif not (isinstance(block, Table) and block.wide):
            parts[-1][1].append(block)
    return parts


def _draw(blocks: Iterable[Block], lang: Lang) -> None:
    """Sentences as a list under each heading; tables as they are."""
    for lines, group in groupby(blocks, key=lambda block: isinstance(block, Line)):
        if lines:
            _list((block.text for block in group if isinstance(block, Line)), lang)
            continue
        for block in group:
            if isinstance(block, Heading):
                st.markdown(f"**{plain(block.text.to(lang))}**")
            else:
                draw([block], lang)


def _list(said: Iterable[Filled], lang: Lang) -> None:
    st.markdown("\n".join(f"- {plain(each.to(lang))}" for each in said))


def _ties(desk: Desk, found: Shared) -> None:
    """Every tie and what broke it, wherever it arose."""
    ties = [*found.allocation.ties, *(tie for target in found.targets for tie in target.found.ties)]
    with st.expander(desk.text(words.TIES.fill(count=len(ties))), key="allocation:ties"):
        if ties:
            _list((tie.said() for tie in ties), desk.lang)
        else:
            st.write(desk.text(words.NO_TIES))


def _notices(desk: Desk, out: SharedOut) -> None:
    if out.notices:
        with st.expander(desk.text(words.NOTICES.fill(count=len(out.notices)))):
            _list(out.notices, desk.lang)
