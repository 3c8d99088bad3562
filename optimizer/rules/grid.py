"""Rows for the solver, and the grid of people and positions that they are written over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.basis.position import Position
from optimizer.groups.masks import Mask
from optimizer.groups.predicate import Predicate
from optimizer.people.person import Pool

type Weights = NDArray[np.int64] | sparse.csr_array


@dataclass(frozen=True, kw_only=True, eq=False)
class Row:
    """One linear condition: least <= sum of weights over (person, position) held + sum of choices taken <= most.

    `weights` is an integer array, people x positions (or one that broadcasts to it; sparse where a rule has many rows).
    `choices` are yes-or-no questions of the rule's own by name, each with its weight: whether a value is represented, which
    of two rules is kept. `head` is how much of the sum one head is worth: a preferred rule's shortfall is counted in heads.
    A row that is not `soft` only says what a choice means and is never short. `part` tells the rows of one rule apart (the
    unit, for `each`).
    """

    rule: str
    weights: Weights
    choices: tuple[tuple[str, int], ...] = ()
    least: int | None = None
    most: int | None = None
    head: int = 1
    soft: bool = True
    part: str = ""


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

    def sizes(self, scope: tuple[str, ...]) -> tuple[int, int]:
        """The fewest and the most people who hold the scope in any full roster, or bounds beyond which none goes."""

    @property
    def room(self) -> int:
        """The most (person, position) pairs any roster holds."""

    @property
    def exempt(self) -> frozenset[str]:
        """Ids of people whom a waiver takes out of the rule being written: it counts them nowhere."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Through:
    """A grid seen through another one: everything as in `grid`, but for what a subclass tells otherwise."""

    grid: Grid

    @property
    def pool(self) -> Pool:
        """As in the grid."""
        return self.grid.pool

    @property
    def positions(self) -> Sequence[Position]:
        """As in the grid."""
        return self.grid.positions

    @property
    def room(self) -> int:
        """As in the grid."""
        return self.grid.room

    @property
    def exempt(self) -> frozenset[str]:
        """As in the grid."""
        return self.grid.exempt

    def sure(self, group: Predicate) -> Mask:
        """As in the grid."""
        return self.grid.sure(group)

    def possible(self, group: Predicate) -> Mask:
        """As in the grid."""
        return self.grid.possible(group)

    def size(self, scope: tuple[str, ...]) -> int | None:
        """As in the grid."""
        return self.grid.size(scope)

    def sizes(self, scope: tuple[str, ...]) -> tuple[int, int]:
        """As in the grid."""
        return self.grid.sizes(scope)


@dataclass(frozen=True, kw_only=True, eq=False)
class Sparing(Through):
    """A grid in which a rule's exempt people, `spared`, belong to no group and hold no scope."""

    spared: frozenset[str]

    @property
    def exempt(self) -> frozenset[str]:
        """The ids of those spared."""
        return self.spared

    def sure(self, group: Predicate) -> Mask:
        """Certainly in the group, and not exempt."""
        return self.grid.sure(group) & counted(self)

    def possible(self, group: Predicate) -> Mask:
        """Not certainly outside the group, and not exempt."""
        return self.grid.possible(group) & counted(self)

    def size(self, scope: tuple[str, ...]) -> int | None:
        """Unknown: whether the exempt are seated differs from roster to roster."""
        del scope
        return None

    def sizes(self, scope: tuple[str, ...]) -> tuple[int, int]:
        """The exempt may hold some of the seats."""
        least, most = self.grid.sizes(scope)
        return max(0, least - len(self.spared)), most


def counted(grid: Grid) -> Mask:
    """People x 1: those whom no waiver exempts."""
    return np.array([[person.id not in grid.exempt] for person in grid.pool.people], dtype=bool).reshape(-1, 1)


def holds(grid: Grid, scope: tuple[str, ...]) -> Mask:
    """1 x positions (people x positions where somebody is exempt): which positions touch the scope and are counted."""
    wanted = frozenset(scope)
    touching = np.array([[bool(wanted & position.scopes) for position in grid.positions]], dtype=bool)
    return touching & counted(grid) if grid.exempt else touching
