"""`share`: a group's share of a scope, or of another group inside it (提高至70%, 1/3以上, 不超过2/3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optimizer.basis.position import Position, Truth
from optimizer.basis.text import Filled, Text
from optimizer.groups.masks import Mask
from optimizer.groups.predicate import EVERYONE, Predicate, judge
from optimizer.groups.words import describe
from optimizer.people.person import Person, Pool
from optimizer.rules.base import Seated, Verdict, scope_words
from optimizer.rules.bounds import bound_fields, bound_words, least_heads, most_heads
from optimizer.rules.conditions import certain, least_tally, most_tally, possible
from optimizer.rules.fields import Field, read_group, read_share
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.limits import Limit, written_limits
from optimizer.rules.shared import RATIO_BOUNDS, BoundedRatio
from optimizer.rules.tally import Expr, Heads, In, Sum, Tally, less

_SENTENCE = Text(zh="{scope}中，{group}占比{bounds}", en="{scope}: share of {group} {bounds}")
_SENTENCE_OF = Text(zh="{scope}的{of}中，{group}占比{bounds}", en="{scope}, among {of}: share of {group} {bounds}")


@dataclass(frozen=True, kw_only=True)
class Share(BoundedRatio):
    """The heads of `group` among those of `of` (everyone, by default) who hold the scope, against exact ratios.

    A person whose membership is undecided counts against the bound: outside the group for a floor, inside it for a
    ceiling (docs/conventions.md §4).
    """

    kind: ClassVar[str] = "share"
    summary: ClassVar[Filled] = Filled(
        zh="某群体在机构、职务（或其中另一群体）里所占的比例",
        en="a group's share of a body or office, or of another group in it",
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="group", read=read_group, required=True, help=Filled(zh="计数的群体", en="the group counted")),
        Field(
            name="of",
            read=read_group,
            help=Filled(zh="分母群体；不写为全体", en="the group it is a share of; everyone if absent"),
        ),
        *bound_fields(RATIO_BOUNDS, read_share),
    )
    example: ClassVar[str] = """
[[rule]]
id = "D1"
kind = "share"
scope = "congress"
group = { frontline = "yes" }
at_least = "70%"
"""

    group: Predicate
    of: Predicate | None = None

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """The counted group and the base group."""
        return (self.group,) if self.of is None else (self.group, self.of)

    @property
    def boxes(self) -> Predicate | None:
        """The group, when the rule sets a floor."""
        return None if self.at_least is None and self.more_than is None else self.group

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """One row a side: whole heads where the base is fixed, `den * group - num * base` where it varies."""
        inside = holds(grid, self.scope)
        sure, possible = grid.sure(self.group) & inside, grid.possible(self.group) & inside
        size = grid.size(self.scope) if self.of is None else None
        if size is not None:
            yield from self._fixed_rows(sure, possible, size)
            return
        base = EVERYONE if self.of is None else self.of
        certain, maybe = grid.sure(base) & inside, grid.possible(base) & inside
        yield from self.ratio_rows(
            floor=(sure & certain, certain | (maybe & ~sure)),
            ceiling=(possible & maybe, certain | (maybe & possible)),
        )

    def _fixed_rows(self, sure: Mask, possible: Mask, size: int) -> Iterator[Row]:
        least, most = least_heads(vars(self), size), most_heads(vars(self), size)
        if least is not None:
            yield Row(rule=self.id, weights=sure.astype(np.int64), least=least)
        if most is not None:
            yield Row(rule=self.id, weights=possible.astype(np.int64), most=most)

    def _limits(self, grid: Grid) -> Iterator[Limit]:
        """Of everyone who holds the scope, or of a group whose number varies."""
        yield from written_limits(vars(self), size=grid.size(self.scope) if self.of is None else None)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """Heads found and the whole-head thresholds for the size there is."""
        seats = seated.holding(self.scope)
        if self.at_least is not None or self.more_than is not None:
            members, base = self._heads(seated, seats, floor=True)
            yield self.verdict(found=members, of=base, least=least_heads(vars(self), base), most=None)
        if self.at_most is not None or self.less_than is not None:
            members, base = self._heads(seated, seats, floor=False)
            yield self.verdict(found=members, of=base, least=None, most=most_heads(vars(self), base))

    def _heads(self, seated: Seated, seats: list[tuple[Person, Position]], *, floor: bool) -> tuple[int, int]:
        """Members and base, every undecided person placed where it hurts the bound most."""
        members = base = 0
        for person, position in seats:
            belongs = judge(self.group, person, position, seated.on)
            based = Truth.YES if self.of is None else judge(self.of, person, position, seated.on)
            member = belongs is Truth.YES if floor else belongs is not Truth.NO
            if based is Truth.YES or (based is Truth.UNSURE and member is not floor):
                base += 1
                members += member
        return members, base

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """The whole-head thresholds as formulas of the base there is."""
        del pool, spared
        if self.at_least is not None or self.more_than is not None:
            found = Heads(scope=self.scope, conditions=(*certain(self.group), *certain(self.of)))
            base = self._base(certain(self.of), possible(self.of), certain(self.group), inside=False)
            yield Tally(found=found, of=base, least=least_tally(vars(self), base))
        if self.at_most is not None or self.less_than is not None:
            found = Heads(scope=self.scope, conditions=(*possible(self.group), *possible(self.of)))
            base = self._base(certain(self.of), possible(self.of), possible(self.group), inside=True)
            yield Tally(found=found, of=base, most=most_tally(vars(self), base))

    def _base(self, sure: tuple[In, ...], maybe: tuple[In, ...], member: tuple[In, ...], *, inside: bool) -> Expr:
        """Who is surely in the base, and of those who may be, the members where `inside`, else the others."""
        if self.of is None:
            return Heads(scope=self.scope)
        surely, perhaps, both, either = (
            Heads(scope=self.scope, conditions=conditions)
            for conditions in (sure, maybe, (*member, *sure), (*member, *maybe))
        )
        return Sum((surely, less(either, both))) if inside else Sum((perhaps, less(both, either)))

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        words = {
            "scope": scope_words(self.scope, titles),
            "group": describe(self.group, titles),
            "bounds": bound_words(vars(self)),
        }
        if self.of is None:
            return _SENTENCE.fill(**words)
        return _SENTENCE_OF.fill(of=describe(self.of, titles), **words)
