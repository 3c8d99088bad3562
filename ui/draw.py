"""Drawing the blocks of a report, and faults; nothing here knows what a block is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Lang
from optimizer.report.blocks import Block, Table
from ui.tables import grid, plain, styled

FAULTS_OF_A_KIND = 20
"""A page has more room than a terminal."""
FOLDED = frozenset(("goals", "ties", "stacking", "unsettled"))
"""Tables a reader opens when they need them; their title tells how much is in them."""
GRID_ROWS, GRID_HEIGHT = 12, 456
"""A longer grid scrolls inside itself (pixels)."""


def draw_faults(faults: InputFaults, lang: Lang) -> None:
    """Every fault of one input, in one box."""
    head, *lines = faults.digest(lang, first=FAULTS_OF_A_KIND).splitlines()
    st.error(f"**{plain(head)}**\n\n" + _listed(line.strip().removeprefix("- ") for line in lines))


def draw_notes(head: str, lines: Iterable[str]) -> None:
    """What a person should look at, in one box."""
    st.info(f"{plain(head)}\n\n{_listed(lines)}")


def draw(blocks: Iterable[Block], lang: Lang) -> None:
    """Blocks one below the other; rosters that follow each other share one row of tabs."""
    for rosters, group in groupby(blocks, key=_is_roster):
        if rosters:
            _draw_rosters([block for block in group if isinstance(block, Table)], lang)
            continue
        for block in group:
            if not isinstance(block, Table):
                st.write(plain(block.text.to(lang)))
            else:
                _draw_table(block, lang)


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {plain(line)}" for line in lines)


def _draw_table(table: Table, lang: Lang) -> None:
    title = plain(table.title.to(lang))
    if table.id in FOLDED:
        with st.expander(title):
            _draw_rows(table, lang)
    else:
        st.subheader(title, anchor=False)
        _draw_rows(table, lang)


def _draw_rows(table: Table, lang: Lang) -> None:
    st.table(styled(table, lang), hide_index=True, border="horizontal", alt=table.title.to(lang))
    _draw_note(table, lang)


def _draw_note(table: Table, lang: Lang) -> None:
    if table.note:
        st.caption(plain(table.note.to(lang)))


def _is_roster(block: Block) -> bool:
    return isinstance(block, Table) and block.id.startswith("roster_")


def _draw_rosters(tables: Sequence[Table], lang: Lang) -> None:
    titles = [table.title.to(lang) for table in tables]
    for tab, table, title in zip(st.tabs([plain(title) for title in titles]), tables, titles, strict=True):
        with tab:
            # A grid, not a table: rosters are long, and a grid scrolls, sorts and searches.
            height: int | Literal["content"] = GRID_HEIGHT if len(table.rows) > GRID_ROWS else "content"
            st.dataframe(grid(table, lang), hide_index=True, height=height, alt=title)
            _draw_note(table, lang)
