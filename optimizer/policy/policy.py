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
class Body:
    """A body with its number of seats; its members come from the body it lies `within`, if any."""

    id: str
    title: Filled
    seats: int
    within: str | None = None


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office of a body; who holds it holds one of the body's seats (docs/conventions.md §6).

    `modes` are the modes of appointment it may be held in; empty where the policy does not tell them apart.
    """

    id: str
    title: Filled
    body: str
    seats: int
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
    """Bodies (each after the one it lies within), offices, groups, rules and goals in the order of the file."""

    name: str
    title: str
    title_en: str = ""
    reference_date: date
    source: Mapping[str, str] = field(default_factory=dict)
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
    def seats(self) -> Mapping[str, int]:
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
