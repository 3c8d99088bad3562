"""A report's table as a data frame: for a grid with figures as figures, for a page with its cells marked and lined up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

import pandas as pd
from pandas.io.formats.style import Styler
from pandas.io.formats.style_render import CSSDict

from optimizer.basis.text import Filled, Lang
from optimizer.report.blocks import Mark, Table
from optimizer.report.words import BROKEN, KEPT, SHORT

ONE_LINE = 18
"""Columns no wider than this (a Chinese character counts two) are not broken into lines."""
SENTENCE = 30
"""Columns wider than this keep a readable width on a narrow screen, where the table then scrolls sideways."""

_MARK_WORDS = {Mark.KEPT: KEPT, Mark.SHORT: SHORT, Mark.BROKEN: BROKEN}
_ROW_COLOURS = {Mark.SHORT: "#fff3d6", Mark.BROKEN: "#fbe0de"}
_WORD_COLOURS = {Mark.KEPT: "#1d6f42", Mark.SHORT: "#8a5a00", Mark.BROKEN: "#a1261b"}
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&]|:(?=[\w/])|-(?=-)|^[+-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_NUMBER = re.compile(r"0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d+")
_FIGURES = re.compile(r"[≥≤=\d/.%—– -]*")


def plain(said: str) -> str:
    """Text as it is written: Streamlit reads Markdown everywhere, and names and titles come from people's files."""
    return _MARKUP.sub(lambda match: "\\" + match[0], " ".join(said.split("\n")))


def grid(table: Table, lang: Lang) -> pd.DataFrame:
    """For `st.dataframe`: columns of figures as figures, so that 9 sorts before 10; codes such as 007 stay text."""
    frame = _frame(table, lang)
    for name in frame.columns:
        cells = [str(cell) for cell in frame[name]]
        if any(cells) and all(_NUMBER.fullmatch(cell) for cell in cells if cell):
            frame[name] = pd.to_numeric(frame[name].replace("", None))
    return frame


def styled(table: Table, lang: Lang) -> Styler:
    """For `st.table`: figures to the right, narrow columns unbroken, marked rows in colour.

    A mark is never colour alone: the row's own word for it (kept, short, broken) is set in a stronger colour.
    """
    frame = _frame(table, lang)
    widest = [[str(name), *map(str, frame[name])] for name in frame.columns]
    rules = [rule for at, (head, *cells) in enumerate(widest) for rule in _column_rules(at, head, cells)]
    styles = pd.DataFrame(
        [
            _row_styles([cell.to(lang) for cell in row], mark, lang)
            for row, mark in zip(table.rows, table.marks or (Mark.PLAIN,) * len(table.rows), strict=True)
        ],
        columns=[plain(str(name)) for name in frame.columns],
    )
    safe = frame.map(lambda cell: plain(str(cell)))
    safe.columns = styles.columns
    return safe.style.apply(lambda _: styles, axis=None).set_table_styles(rules)


def _frame(table: Table, lang: Lang) -> pd.DataFrame:
    rows = [[cell.to(lang) for cell in row] for row in table.rows]
    return pd.DataFrame(rows, columns=_unlike(table.columns, lang), dtype=object)


def _unlike(columns: Iterable[Filled], lang: Lang) -> list[str]:
    """Headers that all differ, as Streamlit asks."""
    unlike: list[str] = []
    for column in columns:
        said = column.to(lang)
        unlike.append(said + "\u2009" * sum(said == other.rstrip("\u2009") for other in unlike))
    return unlike


def _column_rules(at: int, head: str, cells: Sequence[str]) -> Iterable[CSSDict]:
    def rule(selector: str, props: str) -> CSSDict:
        # Streamlit sets both properties on the cells themselves, which only `!important` overrides.
        return {"selector": selector, "props": f"{props} !important"}

    if any(cells) and all(map(_FIGURES.fullmatch, cells)):
        yield rule(f".col{at}", "text-align: right")
    widest = max(map(_width, cells), default=0)
    if widest > SENTENCE:
        yield rule(f"td.col{at} p", "min-width: 14em")
    elif widest <= ONE_LINE:
        yield rule(f"td.col{at} p", "white-space: nowrap")
        if _width(head) <= ONE_LINE:
            yield rule(f"th.col{at} p", "white-space: nowrap")


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _row_styles(cells: Sequence[str], mark: Mark, lang: Lang) -> list[str]:
    row = f"background-color: {_ROW_COLOURS[mark]};" if mark in _ROW_COLOURS else ""
    word = _MARK_WORDS[mark].to(lang) if mark in _MARK_WORDS else None
    return [f"{row} color: {_WORD_COLOURS[mark]}; font-weight: 600;" if cell == word else row for cell in cells]
