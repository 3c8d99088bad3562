"""What a rule kind is: declared fields, rows for the solver, a head-count for the checker, sentences, an example.

Rows and head-count state the same law twice and share no code (docs/conventions.md §5); a generated test sets them
against each other on every roster of a toy pool.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from optimizer.basis.position import Position, Truth
from optimizer.basis.text import Filled
from optimizer.groups.masks import Mask
from optimizer.groups.predicate import Predicate, judge
from optimizer.people.person import Person, Pool
from optimizer.rules.fields import Field

type Weights = NDArray[np.int64]


class Strength(StrEnum):
    """How far a rule binds: `must` always, `prefer` as far as possible after every `must`."""

    MUST = "must"
    PREFER = "prefer"


@dataclass(frozen=True, kw_only=True, eq=False)
class Row:
    """One linear condition: least <= sum of weights over (person, position) held <= most.

    `weights` is an integer array, people x positions. `head` is how much of the sum one head is worth: a preferred rule's
    shortfall is counted in heads. `part` tells the rows of one rule apart (the unit, for `each`).
    """

    rule: str
    weights: Weights
    least: int | None = None
    most: int | None = None
    head: int = 1
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What counting heads found for one rule (or one part of it): facts, no prose.

    `found` heads of `of` counted; kept when `least` <= found <= `most` (None: no bound on that side).
    """

    rule: str
    strength: Strength
    scope: tuple[str, ...]
    found: int
    of: int
    least: int | None
    most: int | None
    part: str = ""

    @property
    def kept(self) -> bool:
        """Whether the count lies within its bounds."""
        return self.short == 0

    @property
    def short(self) -> int:
        """Heads missing below `least` or standing above `most`."""
        below = 0 if self.least is None else max(0, self.least - self.found)
        above = 0 if self.most is None else max(0, self.found - self.most)
        return below + above


class Grid(Protocol):
    """What a rule's rows are written over: every (person, position) pair of the pool."""

    @property
    def pool(self) -> Pool:
        """The pool; its order of people is the order of the arrays' rows."""

    @property
    def positions(self) -> Sequence[Position]:
        """The positions; their order is the order of the arrays' columns."""

    def sure(self, group: Predicate) -> Mask:
        """People x positions: certainly in the group."""

    def possible(self, group: Predicate) -> Mask:
        """People x positions: not certainly outside it."""

    def size(self, scope: tuple[str, ...]) -> int | None:
        """The number of people who hold the scope in every full roster; None where rosters differ."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Seated:
    """A roster as the checker sees it: who holds what, counted one head at a time."""

    seats: tuple[tuple[Person, Position], ...]
    pool: Pool
    on: date

    def holding(self, scope: tuple[str, ...]) -> list[tuple[Person, Position]]:
        """The seats whose position touches the scope."""
        wanted = frozenset(scope)
        return [seat for seat in self.seats if wanted & seat[1].scopes]

    def sure(self, group: Predicate, seats: Sequence[tuple[Person, Position]]) -> int:
        """How many of the seats are certainly in the group."""
        return sum(judge(group, person, position, self.on) is Truth.YES for person, position in seats)

    def possible(self, group: Predicate, seats: Sequence[tuple[Person, Position]]) -> int:
        """How many of the seats may be in the group."""
        return sum(judge(group, person, position, self.on) is not Truth.NO for person, position in seats)


@dataclass(frozen=True, kw_only=True)
class Rule(ABC):
    """One rule of a policy. Subclasses declare a kind; instances are data."""

    kind: ClassVar[str]
    summary: ClassVar[Filled]
    fields: ClassVar[tuple[Field, ...]]
    example: ClassVar[str]

    id: str
    scope: tuple[str, ...]
    strength: Strength = Strength.MUST
    title: str = ""
    source: str = ""
    note: str = ""

    @classmethod
    def faults(cls, values: Mapping[str, object]) -> Iterator[Filled]:
        """What is wrong with the fields taken together (bounds that cross, none given)."""
        del values
        yield from ()

    def pool_faults(self, pool: Pool) -> Iterator[tuple[str, Filled]]:
        """Values of this rule that the pool does not know, each with its cure."""
        del pool
        yield from ()

    @property
    @abstractmethod
    def groups(self) -> tuple[Predicate, ...]:
        """The groups the rule counts."""

    @property
    def columns(self) -> frozenset[str]:
        """Pool columns the rule uses besides those of its groups."""
        return frozenset()

    @property
    def boxes(self) -> Predicate | None:
        """The group a person helps this rule by belonging to, if it asks for people (for the stacking report)."""
        return None

    @abstractmethod
    def rows(self, grid: Grid) -> Iterator[Row]:
        """The rule as linear rows; exact on every roster that fills the seats."""

    @abstractmethod
    def count(self, seated: Seated) -> Iterator[Verdict]:
        """The rule counted by head."""

    @abstractmethod
    def sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks, in words; `titles` names bodies and offices."""

    def verdict(self, *, found: int, of: int, least: int | None, most: int | None, part: str = "") -> Verdict:
        """A verdict of this rule."""
        return Verdict(
            rule=self.id,
            strength=self.strength,
            scope=self.scope,
            found=found,
            of=of,
            least=least,
            most=most,
            part=part,
        )


def holds(grid: Grid, scope: tuple[str, ...]) -> Mask:
    """1 x positions: which positions touch the scope."""
    wanted = frozenset(scope)
    return np.array([[bool(wanted & position.scopes) for position in grid.positions]], dtype=bool)


def scope_words(scope: tuple[str, ...], titles: Mapping[str, Filled]) -> Filled:
    """The scope's bodies and offices by title."""
    named = [titles.get(part, Filled(zh=part, en=part)) for part in scope]
    return Filled(zh="、".join(part.zh for part in named), en=" or ".join(part.en for part in named))
