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
class Heading:
    """A heading over what follows it; level 1 for parts of a document, 2 within them."""

    text: Filled
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Band:
    """A heading over several columns of a table; an empty title leaves the columns under none."""

    title: Filled
    columns: int


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: `columns` are its headers, each row as many cells; `marks`, when given, one for each row.

    `id` is stable and the same in both languages (sheet names and tests use it). `bands`, when given, cover all columns in
    order and are a first header row. `caption` stands under the title, such as 按姓氏笔画为序. A `wide` table prints on
    landscape pages.
    """

    id: str
    title: Filled
    columns: tuple[Filled, ...]
    rows: tuple[tuple[Filled, ...], ...]
    marks: tuple[Mark, ...] = ()
    note: Filled | None = None
    bands: tuple[Band, ...] = ()
    caption: Filled | None = None
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Series:
    """Points of one line, step curve or set of bars: x, y, and what a point is called where figures alone do not say it."""

    name: Filled
    points: tuple[tuple[float, float], ...]
    labels: tuple[Filled, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart. `form` is `line`, `step`, `bars`, `points` or `map` (a grid coloured by the series a point is in).

    `alt` says in a sentence what it shows: what a terminal and a screen reader get.
    """

    id: str
    title: Filled
    form: str
    x: Filled
    y: Filled
    series: tuple[Series, ...]
    alt: Filled

    @property
    def text(self) -> Filled:
        """The chart as a sentence."""
        return self.alt


type Block = Line | Heading | Table | Chart
