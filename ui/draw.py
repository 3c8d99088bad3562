"""Drawing the blocks of a report, and faults; nothing here knows what a block is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Lang
from optimizer.export.chart import chart_spec
from optimizer.report.blocks import Block, Chart, Table
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


def draw(blocks: Iterable[Block], lang: Lang) -> None:
    """Blocks one below the other; rosters that follow each other share one row of tabs."""
    for rosters, group in groupby(blocks, key=_is_roster):
        if rosters:
            _draw_rosters([block for block in group if isinstance(block, Table)], lang)
            continue
        for block in group:
            if isinstance(block, Chart):
                draw_chart(block, lang)
            elif not isinstance(block, Table):
                st.write(plain(block.text.to(lang)))
            else:
                _draw_table(block, lang)


def draw_grid(table: Table, lang: Lang, *, key: str | None = None) -> None:
    """A table's rows as a grid, which scrolls, sorts and searches, without its title."""
    height: int | Literal["content"] = GRID_HEIGHT if len(table.rows) > GRID_ROWS else "content"
    st.dataframe(grid(table, lang), key=key, hide_index=True, height=height, alt=table.title.to(lang))


def draw_chart(chart: Chart, lang: Lang) -> None:
    """A chart as wide as the page allows; what it shows is said for those who do not see it."""
    spec = chart_spec([chart], lang)
    # The page says it by itself, and says it once.
    alt = spec.pop("description")
    # The colours of the chart, not of the page's theme: what is saved looks as what was seen.
    st.vega_lite_chart(spec=spec, width="stretch", theme=None, alt=alt)


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
    for tab, table in zip(st.tabs([plain(table.title.to(lang)) for table in tables]), tables, strict=True):
        with tab:
            draw_grid(table, lang)
            _draw_note(table, lang)
