"""How far coverage has come: against the target, by level, city and stage, and month by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from optimizer.basis.text import Filled, Lang
from optimizer.planner.rollout.rollout import RolledOut
from optimizer.report.blocks import Block, Line, Table
from optimizer.report.rollout.coverage import coverage_lines, coverage_tables, gap_line, gap_lists, target_lines
from optimizer.report.rollout.filing import filing_blocks, not_filed_list
from optimizer.report.rollout.progress import has_progress, progress_chart
from optimizer.report.rollout.results import result_blocks, result_lists
from optimizer.report.rollout.turnover import turnover_blocks, turnover_lists
from optimizer.report.rollout.words import UNIT_COLUMNS
from ui.draw import GRID_HEIGHT, GRID_ROWS, draw, draw_chart
from ui.tables import grid, plain
from ui.views.rollout.board import Board


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is drawn: sentences and tables, the lists unit by unit."""

    blocks: tuple[Block, ...]
    lists: tuple[Table, ...]


def show(board: Board, found: RolledOut) -> None:
    """Sentences, the chart, the tables; the lists folded away."""
    sheet = _sheet(board.found_key, _found=found)
    draw((block for block in sheet.blocks if isinstance(block, Line)), board.lang)
    if has_progress(found.points):
        draw_chart(progress_chart(found.points, found.coverage.kinds, target=found.coverage.target), board.lang)
    draw((block for block in sheet.blocks if isinstance(block, Table)), board.lang)
    for table in sheet.lists:
        folded(table, board)


def folded(table: Table, board: Board) -> None:
    """A long list, opened when it is wanted."""
    with st.expander(plain(f"{board.text(table.title)}　{len(table.rows)}")):
        st.dataframe(
            _frame(board.found_key, table.id, board.lang, _table=table),
            key=f"list:{table.id}",
            hide_index=True,
            height=GRID_HEIGHT if len(table.rows) > GRID_ROWS else "content",
            placeholder="",
            alt=board.text(table.title),
        )


@st.cache_resource(max_entries=64, show_spinner=False)
def _frame(key: str, name: str, lang: Lang, *, _table: Table) -> pd.DataFrame:
    del key, name  # what is remembered is found by them, in place of the table
    frame = grid(_table, lang)
    if _table.columns[0] == UNIT_COLUMNS[0]:
        # A code is a name, even where all of them are figures.
        frame[frame.columns[0]] = [row[0].zh for row in _table.rows]
    return frame


@st.cache_resource(max_entries=8, show_spinner=False)
def _sheet(key: str, *, _found: RolledOut) -> Sheet:
    del key  # what is remembered is found by it, in place of the figures
    found, as_of = _found, _found.wanted.as_of
    lines = [*coverage_lines(found.coverage), gap_line(found.coverage), *target_lines(found.coverage)]
    tables: Iterable[Block] = (
        *coverage_tables(found.coverage),
        *turnover_blocks(found.units, as_of=as_of, ahead=found.wanted.ahead),
        *filing_blocks(found.units, as_of=as_of),
        *(result_blocks(found.prospects) if found.prospects.total else ()),
    )
    lists = (
        *gap_lists(found.coverage, None),
        *turnover_lists(found.units, as_of=as_of, ahead=found.wanted.ahead, most=None),
        *not_filed_list(found.units, as_of=as_of, most=None),
        *result_lists(found.prospects, found.units, None),
    )
    return Sheet(blocks=(*lines, *map(one_line, _tables(tables))), lists=lists)


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    """The tables; what the sentences between them say stands in the tables as well."""
    return (block for block in blocks if isinstance(block, Table))


def one_line(table: Table) -> Table:
    """A table with its bands written into its column titles: a page has one line of these."""
    above = [band.title for band in table.bands or () for _ in range(band.columns)]
    if not any(title.zh for title in above):
        return table
    columns = tuple(
        Filled(zh=f"{column.zh}（{title.zh}）", en=f"{column.en} ({title.en})") if title.zh else column
        for column, title in zip(table.columns, above, strict=True)
    )
    # Only where a title would stand twice does the band tell the columns apart.
    said = [column.zh for column in table.columns]
    kept = tuple(
        long if said.count(short.zh) > 1 else short for short, long in zip(table.columns, columns, strict=True)
    )
    return replace(table, columns=kept, bands=())
