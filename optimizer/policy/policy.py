"""A policy as data, with everything in it checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from optimizer.basis.position import Position
from optimizer.basis.ratio import ceil_share
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


type Extra = Fraction | int | tuple[int, int]
"""How many more candidates than seats: a share of the seats, rounded up; a number; or a range the plan chooses from."""


@dataclass(frozen=True, kw_only=True)
class Margin:
    """A contested election (差额选举): how many more candidates than seats there are, stage by stage.

    `stages` are in the order of the file; the one stage "" where the policy tells none apart. With `by` people of each value
    of that column have a contest of their own.
    """

    stages: tuple[tuple[str, Extra], ...]
    by: str = ""

    def at(self, stage: str) -> Extra:
        """The extra at a stage: "" is the last; 0 at a stage this margin does not name."""
        by_name = dict(self.stages)
        return by_name.get("", by_name.get(stage, 0) if stage else self.stages[-1][1])

    def posts(self, stage: str, seats: int) -> tuple[int, int]:
        """The fewest and the most candidates beyond so many seats."""
        extra = self.at(stage)
        if isinstance(extra, tuple):
            return extra
        posts = ceil_share(extra, seats) if isinstance(extra, Fraction) else extra
        return posts, posts


@dataclass(frozen=True, kw_only=True)
class Body:
    """A body with its seats; its members come from the body it lies `within`, if any.

    The members of a reserve (候补) are in line for seats of the body it is the `reserve_of`, and never on that body.
    """

    id: str
    title: Filled
    seats: Seats
    within: str | None = None
    reserve_of: str | None = None
    margin: Margin | None = None


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
    margin: Margin | None = None


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What to strive for after the `must` rules, in the order of the file.

    `kind` best: the sum of `column` over all who hold `scope`, as large as possible (`rank`: as small as possible).
    `kind` prefer: the `prefer` rules, one after the other in the order of the file.
    `kind` slate: as best, over the further candidates for `scope`.
    """

    id: str
    kind: str
    column: str = ""
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cooption:
    """Filling vacancies in mid-term (届中增补): more than the share `trigger` of a body's seats must be filled, that share
    excluded (None: no such rule); by which `route`, and who approves ("" where the policy does not say).
    """

    trigger: Fraction | None = None
    route: str = ""
    approved_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Bodies (each after the one it lies within), offices, groups, rules and goals in the order of the file.

    In force from the day `effective` on, no more from the day `expires` on. `remarks` are what the source leaves open and
    what is the file's own; `extends` is the policy the file builds on. Margins are those of the stage `stage` ("" means the last
    of each); with `announced` the slates of bodies within bodies are all made known before the first vote.
    """

    name: str
    title: str
    title_en: str = ""
    reference_date: date
    source: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    effective: date | None = None
    expires: date | None = None
    remarks: tuple[Filled, ...] = ()
    extends: str = ""
    groups: Mapping[str, Predicate] = field(default_factory=dict)
    bodies: tuple[Body, ...]
    offices: tuple[Office, ...] = ()
    rules: tuple[Rule, ...] = ()
    goals: tuple[Goal, ...] = ()
    cooption: Cooption | None = None
    stage: str = ""
    announced: bool = False
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

    @cached_property
    def by_id(self) -> Mapping[str, Body | Office]:
        """Bodies and offices by id."""
        return {part.id: part for part in self.parts}

    @cached_property
    def contested(self) -> tuple[Body | Office, ...]:
        """The bodies and offices with more candidates than seats at this stage.

        Where slates are announced together, a margin of 0 inside a contested body still needs candidates for those whom the
        vote before strikes off.
        """
        own = {part.id for part in self.parts if part.margin and part.margin.posts(self.stage, part.seats.most)[1]}
        inside = {part.id for part in self.parts if part.margin and not own.isdisjoint(self.path(part.id))}
        return tuple(part for part in self.parts if part.id in (inside if self.announced else own))

    def path(self, part: str) -> tuple[str, ...]:
        """The bodies that a body or office lies within, outermost first, then the part itself."""
        found = self.by_id[part]
        outer = found.body if isinstance(found, Office) else found.within
        return (part,) if outer is None else (*self.path(outer), part)

    def elected(self, position: Position) -> Position:
        """The position of a further candidate who has won; of anybody else, the one held."""
        if position.runs_for is None:
            return position
        path = self.path(position.runs_for)
        if isinstance(self.by_id[position.runs_for], Office):
            return Position(bodies=path[:-1], office=path[-1], mode=position.run_mode)
        return Position(bodies=path)

    def with_seats(self, seats: Mapping[str, Seats]) -> Policy:
        """The policy with other numbers of seats, by the id of the body or office."""
        return replace(
            self,
            bodies=tuple(replace(body, seats=seats.get(body.id, body.seats)) for body in self.bodies),
            offices=tuple(replace(office, seats=seats.get(office.id, office.seats)) for office in self.offices),
        )

    def columns(self) -> Iterator[tuple[str, str]]:
        """Each pool column the policy uses, with the id of the rule or goal that uses it."""
        for rule in self.rules:
            for column in sorted(rule.columns.union(*(columns_of(group) for group in rule.groups))):
                yield column, rule.id
        for goal in self.goals:
            if goal.column:
                yield goal.column, goal.id
        for part in self.parts:
            if part.margin and part.margin.by:
                yield part.margin.by, part.id
