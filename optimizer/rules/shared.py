"""What several kinds share: sets of people, named or of one value of a column, and how they are called; ratios."""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import numpy as np

from optimizer.basis.text import Filled, Text, same
from optimizer.groups.masks import Mask
from optimizer.groups.predicate import Predicate
from optimizer.groups.words import column_word
from optimizer.people.person import Pool
from optimizer.rules.base import Rule, Seated
from optimizer.rules.bounds import bound_faults
from optimizer.rules.conditions import named_people, of_value
from optimizer.rules.fields import Field, read_text, read_texts
from optimizer.rules.grid import Grid, Row
from optimizer.rules.people import ids_of, people_faults
from optimizer.rules.tally import In
from optimizer.rules.weights import Ints

type Heads = Mask | Ints
"""Who counts, people x positions."""

PEOPLE_OR_BY: tuple[Field, ...] = (
    Field(
        name="people",
        read=read_texts,
        help=Filled(zh="编号或姓名；与 by 只写一个", en="ids or names; write this or by"),
    ),
    Field(
        name="by",
        read=read_text,
        help=Filled(
            zh="列，如 employer：同一取值的人；与 people 只写一个",
            en="a column, such as employer: those who share a value; write this or people",
        ),
    ),
)
_ONE_OF_TWO = Text(zh="people 和 by 要写一个，只写一个", en="one of people and by is needed, and only one")
_TOO_FEW = Text(zh="people 里要有两个以上的人", en="people must name two or more")
_SAME = Text(zh="同一{by}的人", en="those with the same {by}")
_ANY = Text(zh="{who}中有人", en="any of {who}")
_ALL = Text(zh="{who}都", en="all of {who}")


@dataclass(frozen=True, kw_only=True)
class OfSets(Rule, ABC):
    """A rule about one set of people by name, or about every set of people who share a value of a column.

    People whose cell is empty share no value.
    """

    parted: ClassVar[bool] = True

    people: tuple[str, ...] = ()
    by: str | None = None

    def pool_faults(self, pool: Pool) -> Iterator[tuple[str, Filled]]:
        """People the pool does not have, and names that several share."""
        yield from people_faults(pool, self.people)

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """None."""
        return ()

    @property
    def columns(self) -> frozenset[str]:
        """The column the values are of."""
        return frozenset() if self.by is None else frozenset((self.by,))

    @property
    def called(self) -> Filled:
        """The people of a set in words."""
        return listed(self.people) if self.by is None else _SAME.fill(by=column_word(self.by))

    @property
    def any_called(self) -> Filled:
        """Some of the people of a set in words."""
        return any_of(self.people) if self.by is None else _ANY.fill(who=self.called)

    @property
    def all_called(self) -> Filled:
        """All of the people of a set in words."""
        return all_of(self.people) if self.by is None else _ALL.fill(who=self.called)

    def sets_of(self, grid: Grid) -> Iterator[tuple[str, Ints]]:
        """For the rows: each set's part (the value, "" for people by name) and its people by their numbers."""
        counted = np.array([person.id not in grid.exempt for person in grid.pool.people], dtype=bool)
        if self.by is None:
            named = ids_of(grid.pool, self.people)
            yield "", np.flatnonzero(counted & [person.id in named for person in grid.pool.people])
            return
        held = np.array([person.value(self.by) for person in grid.pool.people], dtype=object)
        for value in np.unique(held[counted & (held != "")]):
            yield str(value), np.flatnonzero(counted & (held == value))

    def sets_among(self, seated: Seated) -> Iterator[tuple[str, frozenset[str]]]:
        """For the head-count: each set's part and the ids of its people."""
        if self.by is None:
            yield "", ids_of(seated.pool, self.people) - seated.exempt
            return
        found: dict[str, set[str]] = {}
        for person in seated.pool.people:
            if person.value(self.by) and person.id not in seated.exempt:
                found.setdefault(person.value(self.by), set()).add(person.id)
        yield from ((value, frozenset(found[value])) for value in sorted(found))

    def sets_tallied(self, pool: Pool, spared: frozenset[str]) -> Iterator[tuple[str, frozenset[str], tuple[In, ...]]]:
        """For the tallies: each set's part, the ids of its people, and the condition that somebody is of the set."""
        if self.by is None:
            named = ids_of(pool, self.people) - spared
            yield "", named, named_people(named)
            return
        sets: dict[str, list[str]] = {}
        for person in pool.people:
            if person.id not in spared:
                sets.setdefault(person.value(self.by), []).append(person.id)
        for value in sorted(sets.keys() - {""}):
            yield value, frozenset(sets[value]), of_value(self.by, value)


RATIO_BOUNDS = ("at_least", "more_than", "at_most", "less_than")
"""The bounds that a ratio may have."""


@dataclass(frozen=True, kw_only=True)
class BoundedRatio(Rule, ABC):
    """A rule that bounds how large one part is against another by exact ratios."""

    at_least: Fraction | None = None
    more_than: Fraction | None = None
    at_most: Fraction | None = None
    less_than: Fraction | None = None

    @classmethod
    def faults(cls, values: Mapping[str, object]) -> Iterator[Filled]:
        """Bounds that are missing or cross."""
        yield from bound_faults(values, RATIO_BOUNDS)

    def ratio_rows(self, *, floor: tuple[Heads, Heads], ceiling: tuple[Heads, Heads]) -> Iterator[Row]:
        """`den * part - num * base`, a row a side; `floor` and `ceiling` are the part and the base that each side counts."""
        least, above = (self.more_than, 1) if self.more_than is not None else (self.at_least, 0)
        if least is not None:
            yield Row(rule=self.id, weights=_against(least, *floor), least=above, head=least.denominator)
        most, below = (self.less_than, 1) if self.less_than is not None else (self.at_most, 0)
        if most is not None:
            yield Row(rule=self.id, weights=_against(most, *ceiling), most=-below, head=most.denominator)


def _against(ratio: Fraction, part: Heads, base: Heads) -> Ints:
    return ratio.denominator * part.astype(np.int64) - ratio.numerator * base.astype(np.int64)


def set_faults(values: Mapping[str, object], *, least: int) -> Iterator[Filled]:
    """Both or neither of `people` and `by`, or fewer than `least` (one or two) people named."""
    people = values.get("people")
    if (people is None) is (values.get("by") is None):
        yield _ONE_OF_TWO.fill()
    elif isinstance(people, tuple) and len(people) < least:
        yield _TOO_FEW.fill()


def any_of(names: Sequence[str]) -> Filled:
    """Some of the names; the name itself where there is only one."""
    return same(names[0]) if len(names) == 1 else _ANY.fill(who=listed(names))


def all_of(names: Sequence[str]) -> Filled:
    """All of the names; the name itself where there is only one."""
    return same(names[0]) if len(names) == 1 else _ALL.fill(who=listed(names))


def listed(names: Sequence[str]) -> Filled:
    """Names one after the other."""
    return Filled(zh="、".join(names), en=", ".join(names))
