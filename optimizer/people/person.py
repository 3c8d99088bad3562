"""A person of the pool, their birth as precisely as it was given, and the pool itself."""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from optimizer.basis.text import Filled


@dataclass(frozen=True, order=True)
class Birth:
    """A birth with year, month or day precision."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def earliest(self) -> date:
        """The first day the birth may have been."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day the birth may have been."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


@dataclass(frozen=True, kw_only=True)
class Person:
    """One candidate. Texts are normalised, "" where nothing is known; `row` is the table's own row number.

    `sex` is male, female or ""; `frontline` yes, no, unsure or "" (nothing written); `head` an open list of values, "" for
    none; `cadre` yes, no or ""; `modes` at least one of full_time, part_time, seconded; `other` holds every further
    column under its canonical name (`unit`, `employer` …) or its own header: `level` such as 正处级, `terms` in digits,
    `kin` a code near relatives share, `resident` yes, no or "".
    """

    id: str
    name: str
    sex: str = ""
    birth: Birth | None = None
    frontline: str = ""
    head: str = ""
    cadre: str = ""
    incumbent: str = ""
    modes: tuple[str, ...] = ("part_time",)
    score: Decimal | None = None
    rank: int | None = None
    other: Mapping[str, str] = field(default_factory=dict)
    row: int = 0

    def value(self, column: str) -> str:
        """The text of a column, canonical or extra; "" when empty or absent."""
        if column in TYPED_COLUMNS:
            held = getattr(self, column)
            if column == "modes":
                return "、".join(self.modes)
            return "" if held is None else str(held)
        return self.other.get(column, "")


TYPED_COLUMNS = frozenset(
    ("id", "name", "sex", "birth", "frontline", "head", "cadre", "incumbent", "modes", "score", "rank")
)


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something a person should look at that is no fault (a likely duplicate, ids that were made, the encoding guessed)."""

    kind: str
    message: Filled
    people: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pool:
    """People sorted by id, with unique ids.

    `columns` are the canonical names and extra headers the table had, in its order; `headers` maps each to the header as
    written. `source` is the file name shown to people.
    """

    people: tuple[Person, ...]
    columns: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    notices: tuple[Notice, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        """The people by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def sha256(self) -> str:
        """Hash of the canonical content: sorted people, sorted columns, normalised values; row order plays no part."""
        columns = sorted(self.columns)
        content = [[person.value(column) for column in columns] for person in self.people]
        text = json.dumps([columns, content], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
