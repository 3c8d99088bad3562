"""A policy as data, with everything in it checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from optimizer.basis.text import Filled
from optimizer.groups.predicate import Predicate, columns_of
from optimizer.rules.base import Rule


@dataclass(frozen=True, kw_only=True)
class Seats:
    """How many seats a body or office has: the same number twice, or a range of which the plan chooses one."""

    least: int
    most: int

    @property
    def fixed(self) -> int | None:
        """The number, where there is only one."""
        return self.least if self.least == self.most else None

    def __str__(self) -> str:
        return str(self.least) if self.least == self.most else f"{self.least}–{self.most}"


@dataclass(frozen=True, kw_only=True)
class Body:
    """A body with its seats; its members come from the body it lies `within`, if any."""

    id: str
    title: Filled
    seats: Seats
    within: str | None = None


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office of a body; who holds it holds one of the body's seats (docs/conventions.md §6).

    `modes` are the modes of appointment it may be held in; empty where the policy does not tell them apart.
    """

    id: str
    title: Filled
    body: str
    seats: Seats
    modes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What to strive for after the `must` rules, in the order of the file.

    `kind` best: the sum of `column` over all who hold `scope`, as large as possible (`rank`: as small as possible).
    `kind` prefer: the `prefer` rules, one after the other in the order of the file.
    """

    id: str
    kind: str
    column: str = ""
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Bodies (each after the one it lies within), offices, groups, rules and goals in the order of the file.

    In force from the day `effective` on, no more from the day `expires` on. `remarks` are what the source leaves open and
    what is the file's own; `extends` is the policy the file builds on.
    """

    name: str
    title: str
    title_en: str = ""
    reference_date: date
    source: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    effective: date | None = None
    expires: date | None = None
    remarks: tuple[str, ...] = ()
    extends: str = ""
    groups: Mapping[str, Predicate] = field(default_factory=dict)
    bodies: tuple[Body, ...]
    offices: tuple[Office, ...] = ()
    rules: tuple[Rule, ...] = ()
    goals: tuple[Goal, ...] = ()
    sha256: str = ""

    @property
    def heading(self) -> Filled:
        """The title in both languages; the Chinese one where there is no other."""
        return Filled(zh=self.title, en=self.title_en or self.title)

    @property
    def parts(self) -> tuple[Body | Office, ...]:
        """Bodies, then offices."""
        return (*self.bodies, *self.offices)

    @cached_property
    def titles(self) -> Mapping[str, Filled]:
        """Titles of bodies and offices by id."""
        return {part.id: part.title for part in self.parts}

    @cached_property
    def seats(self) -> Mapping[str, Seats]:
        """Seats of bodies and offices by id."""
        return {part.id: part.seats for part in self.parts}

    def columns(self) -> Iterator[tuple[str, str]]:
        """Each pool column the policy uses, with the id of the rule or goal that uses it."""
        for rule in self.rules:
            for column in sorted(rule.columns.union(*(columns_of(group) for group in rule.groups))):
                yield column, rule.id
        for goal in self.goals:
            if goal.column:
                yield goal.column, goal.id
