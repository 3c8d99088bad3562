"""What a rule kind is: declared fields, rows for the solver, a head-count for the checker, sentences, an example.

Rows and head-count state the same law twice and share no code (docs/conventions.md §5); tallies state it once more, for
workbooks. Generated tests set them against each other on every roster of a toy pool.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self

from optimizer.basis.position import Position, Truth
from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import Predicate, judge
from optimizer.people.person import Person, Pool
from optimizer.rules.fields import Field
from optimizer.rules.grid import Grid, Row, Sparing
from optimizer.rules.limits import Figure, Limit, moved_fields, written_limits
from optimizer.rules.tally import Tally, sparing
from optimizer.rules.waivers import Waiver, spared_people, waiver_faults, waiver_words


class Strength(StrEnum):
    """How far a rule binds: `must` always, `as_a_rule` but for its waivers, `prefer` as far as possible after those two."""

    MUST = "must"
    AS_A_RULE = "as_a_rule"
    PREFER = "prefer"

    @property
    def binds(self) -> bool:
        """Whether a roster must keep the rule."""
        return self is not Strength.PREFER


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


@dataclass(frozen=True, kw_only=True, eq=False)
class Seated:
    """A roster as the checker sees it: who holds what, counted one head at a time."""

    seats: tuple[tuple[Person, Position], ...]
    pool: Pool
    on: date
    exempt: frozenset[str] = frozenset()

    def holding(self, scope: tuple[str, ...]) -> list[tuple[Person, Position]]:
        """The seats whose position touches the scope, those of exempt people left out."""
        wanted = frozenset(scope)
        return [seat for seat in self.seats if wanted & seat[1].scopes and seat[0].id not in self.exempt]

    def sure(self, group: Predicate, seats: Sequence[tuple[Person, Position]]) -> int:
        """How many of the seats are certainly in the group."""
        return sum(judge(group, person, position, self.on) is Truth.YES for person, position in seats)

    def possible(self, group: Predicate, seats: Sequence[tuple[Person, Position]]) -> int:
        """How many of the seats may be in the group."""
        return sum(judge(group, person, position, self.on) is not Truth.NO for person, position in seats)


@dataclass(frozen=True, kw_only=True)
class Rule(ABC):
    """One rule of a policy. Subclasses declare a kind; instances are data.

    A kind writes `_rows`, `_count`, `_tallies` and `_sentence`; `rows`, `count`, `tallies` and `sentence` add what all kinds
    share: waivers, and the document's own numberless word.
    """

    kind: ClassVar[str]
    summary: ClassVar[Filled]
    fields: ClassVar[tuple[Field, ...]]
    example: ClassVar[str]
    spans: ClassVar[bool] = False
    """Whether the scope may list bodies and offices of separate chains."""
    parted: ClassVar[bool] = False
    """Whether the rule has a part for each value of its column `by`."""

    id: str
    scope: tuple[str, ...]
    strength: Strength = Strength.MUST
    title: str = ""
    source: str = ""
    note: str = ""
    wording: str = ""
    guarantee: str = ""
    """"always" where the rule is to hold whoever wins the contested elections."""
    upsets: int | None = None
    """Where the rule is to hold as long as no more than so many planned winners lose."""
    waivers: tuple[Waiver, ...] = ()

    @classmethod
    def faults(cls, values: Mapping[str, object]) -> Iterator[Filled]:
        """What is wrong with the fields taken together (bounds that cross, none given)."""
        del values
        yield from ()

    def meet(self, others: Sequence[Rule]) -> Self:
        """The rule once all rules of its policy are read; for kinds that look at the others."""
        del others
        return self

    def pool_faults(self, pool: Pool) -> Iterator[tuple[str, Filled]]:
        """Values of this rule that the pool does not know, each with its cure."""
        del pool
        yield from ()

    def misfits(self, pool: Pool) -> Iterator[tuple[str, Filled]]:
        """Values of this rule or of its waivers that the pool does not know, each with its cure."""
        yield from self.pool_faults(pool)
        yield from waiver_faults(pool, self.waivers)

    @property
    def promised(self) -> bool:
        """Whether the rule is to hold whatever a vote decides, or a limited upset of it."""
        return bool(self.guarantee) or self.upsets is not None

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

    def rows(self, grid: Grid) -> Iterator[Row]:
        """The rule as linear rows; exact on every roster that fills the seats. What is waived is not in them."""
        spared, parts = self._waived(grid.pool)
        seen = Sparing(grid=grid, spared=spared) if spared else grid
        yield from (row for row in self._rows(seen) if row.part not in parts)

    def count(self, seated: Seated) -> Iterator[Verdict]:
        """The rule counted by head; what is waived is not counted."""
        spared, parts = self._waived(seated.pool)
        seen = replace(seated, exempt=spared) if spared else seated
        yield from (verdict for verdict in self._count(seen) if verdict.part not in parts)

    def tallies(self, pool: Pool, spared: frozenset[str] = frozenset()) -> Iterator[Tally]:
        """The head-count as formulas, for a workbook that counts by itself; what is waived is not in them.

        `spared` are further people to leave out: those that a rule leaves out in the rules it is made of.
        """
        waived, parts = self._waived(pool)
        away = waived | spared
        yield from (sparing(tally, away) for tally in self._tallies(pool, away) if tally.part not in parts)

    def sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks, in words, with its waivers; `titles` names bodies and offices."""
        said = self._sentence(titles)
        if self.wording:
            said = _WORDING.fill(said=said, wording=self.wording)
        if self.guarantee:
            said = _ALWAYS.fill(said=said)
        if self.upsets is not None:
            said = _UPSETS.fill(said=said, upsets=self.upsets)
        for waiver in self.waivers:
            said = _WAIVED.fill(said=said, waiver=waiver_words(waiver))
        return said

    def limits(self, grid: Grid) -> tuple[Limit, ...]:
        """The rule's bounds that can be moved, floors first; none for a kind that has no bound."""
        spared, _ = self._waived(grid.pool)
        return tuple(self._limits(Sparing(grid=grid, spared=spared) if spared else grid))

    def moved(self, limit: Limit, figure: Figure) -> Self:
        """The rule with one of its limits at an inclusive figure, everything else as it is."""
        return replace(self, **self._moved(limit, figure))

    def _limits(self, grid: Grid) -> Iterator[Limit]:
        """The limits under the usual names, ratios of all who hold the scope; a kind may know better."""
        yield from written_limits(vars(self), size=grid.size(self.scope))

    def _moved(self, limit: Limit, figure: Figure) -> dict[str, Any]:
        """The fields that change when a limit moves."""
        return moved_fields(vars(self), limit, figure)

    def _waived(self, pool: Pool) -> tuple[frozenset[str], frozenset[str]]:
        """Ids of the exempt people, and the parts that are waived whole: a rule by unit waives a unit's own part."""
        units = frozenset(unit for waiver in self.waivers for unit in waiver.units)
        if self.parted and getattr(self, "by", None) == "unit":
            return spared_people(pool, self.waivers, units=frozenset()), units
        return spared_people(pool, self.waivers, units=units), frozenset()

    @abstractmethod
    def _rows(self, grid: Grid) -> Iterator[Row]:
        """The rule as linear rows."""

    @abstractmethod
    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """The rule counted by head."""

    @abstractmethod
    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """The head-count as formulas; people in `spared` are waived (only kinds that name people need to look at them).

        None for the kinds the program makes for itself, which no workbook counts.
        """

    @abstractmethod
    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""

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


def scope_words(scope: tuple[str, ...], titles: Mapping[str, Filled]) -> Filled:
    """The scope's bodies and offices by title."""
    named = [titles.get(part, Filled(zh=part, en=part)) for part in scope]
    return Filled(zh="、".join(part.zh for part in named), en=" or ".join(part.en for part in named))


_WORDING = Text(zh="{said}（原文用词“{wording}”，没有数字）", en='{said} (the document says "{wording}", no number)')
_ALWAYS = Text(zh="{said}，无论谁当选", en="{said}, whoever wins")
_UPSETS = Text(
    zh="{said}，计划人选落选不超过{upsets}人时也如此", en="{said}, also with up to {upsets} planned winners not elected"
)
_WAIVED = Text(zh="{said}；{waiver}", en="{said}; {waiver}")
