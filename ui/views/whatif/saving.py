"""Taking an answer along: charts as PNG and SVG, tables as CSV, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

import streamlit as st

from optimizer.basis.text import Lang, Text
from optimizer.export.chart import chart_png, chart_svg
from optimizer.export.csv import csv_bytes
from optimizer.report.blocks import Chart, Mark, Table
from ui.desk import Desk
from ui.draw import GRID_HEIGHT, GRID_ROWS
from ui.tables import grid, plain
from ui.views.whatif import words

MIMES = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv"}

_SIGNED = Text(zh="{sign} {said}", en="{sign} {said}")
_SIGNS = {Mark.PLAIN: "", Mark.KEPT: "✓", Mark.SHORT: "△", Mark.BROKEN: "✕"}


def save(desk: Desk, name: str, charts: Sequence[Chart], table: Callable[[], bytes]) -> None:
    """The row of buttons; `name` is that of the files, without an ending."""
    made: dict[str, Callable[[], bytes]] = {}
    if charts:
        made = {"png": partial(chart_png, charts, desk.lang), "svg": partial(chart_svg, charts, desk.lang)}
    made["csv"] = table
    with st.container(horizontal=True):
        for ending, data in made.items():
            st.download_button(
                desk.text(words.SAVE[ending]),
                data=data,
                file_name=f"{name}.{ending}",
                mime=MIMES[ending],
                key=f"save:{name}:{ending}",
                icon=":material/download:",
                help=desk.text(words.SAVE_HELP[ending]),
                on_click="ignore",
            )


def table_csv(lang: Lang, table: Table) -> bytes:
    """A table of the page as CSV."""
    header = [column.to(lang) for column in table.columns]
    return csv_bytes(header, ([cell.to(lang) for cell in row] for row in table.rows))


def signed(table: Table, told: int) -> Table:
    """The table with the column that tells how a row stands in front, behind a sign for its mark: a grid has no colours."""
    rows = tuple(
        (_SIGNED.fill(sign=_SIGNS[mark], said=row[told]), *row[:told], *row[told + 1 :])
        for mark, row in zip(table.marks, table.rows, strict=True)
    )
    columns = (table.columns[told], *table.columns[:told], *table.columns[told + 1 :])
    return replace(table, columns=columns, rows=rows)


def show_grid(desk: Desk, table: Table, key: str) -> None:
    """A table as a grid that scrolls inside itself; nothing for one without rows."""
    if not table.rows:
        return
    height: int | Literal["content"] = GRID_HEIGHT if len(table.rows) > GRID_ROWS else "content"
    st.dataframe(
        grid(table, desk.lang), key=key, hide_index=True, height=height, placeholder="", alt=desk.text(table.title)
    )
    if table.note is not None:
        st.caption(plain(desk.text(table.note)))
