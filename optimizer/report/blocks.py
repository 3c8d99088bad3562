"""Blocks: what a report is made of, before anybody draws it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from optimizer.basis.text import Filled


class Mark(StrEnum):
    """What a row of a table tells at a glance; drawn as colour and as a word, never as colour alone."""

    PLAIN = ""
    KEPT = "kept"
    SHORT = "short"
    BROKEN = "broken"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence."""

    text: Filled


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: `columns` are its headers, each row as many cells; `marks`, when given, one for each row.

    `id` is stable and the same in both languages (sheet names and tests use it).
    """

    id: str
    title: Filled
    columns: tuple[Filled, ...]
    rows: tuple[tuple[Filled, ...], ...]
    marks: tuple[Mark, ...] = ()
    note: Filled | None = None


type Block = Line | Table
