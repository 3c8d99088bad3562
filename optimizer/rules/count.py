"""`count`: how many of a group hold a scope (三长不少于3名, 恰有1名挂职副主席)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import EVERYONE, Predicate
from optimizer.groups.words import describe
from optimizer.people.person import Pool
from optimizer.rules.base import Rule, Seated, Verdict, scope_words
from optimizer.rules.bounds import bound_faults, bound_fields, bound_words, least_heads, most_heads
from optimizer.rules.conditions import certain, least_tally, most_tally, possible
from optimizer.rules.fields import Field, read_count, read_group
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.tally import Heads, Tally

_BOUNDS = ("at_least", "at_most", "exactly")
_SENTENCE = Text(zh="{scope}中，{group}{bounds}", en="{scope}: {group}, {bounds}")
_EVERYONE = Filled(zh="总人数", en="everyone")


@dataclass(frozen=True, kw_only=True)
class Count(Rule):
    """The heads of `group` who hold the scope, against whole numbers; undecided people count against the bound."""

    kind: ClassVar[str] = "count"
    summary: ClassVar[Filled] = Filled(zh="某群体在机构、职务里的人数", en="how many of a group hold a body or office")
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            name="group",
            read=read_group,
            help=Filled(zh="计数的群体；不写为全体", en="the group counted; everyone if absent"),
        ),
        *bound_fields(_BOUNDS, read_count),
    )
    example: ClassVar[str] = """
[[rule]]
id = "W1"
kind = "count"
scope = "standing"
group = { head = ["hospital", "school", "agrotech"] }
exactly = 4
"""

    group: Predicate = EVERYONE
    at_least: int | None = None
    at_most: int | None = None
    exactly: int | None = None

    @classmethod
    def faults(cls, values: Mapping[str, object]) -> Iterator[Filled]:
        """Bounds that are missing or cross."""
        yield from bound_faults(values, _BOUNDS)

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """The counted group."""
        return (self.group,)

    @property
    def boxes(self) -> Predicate | None:
        """The group, when the rule sets a floor on one."""
        asks = self.at_least is not None or self.exactly is not None
        return self.group if asks and self.group != EVERYONE else None

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """One row a side."""
        inside = holds(grid, self.scope)
        least, most = least_heads(vars(self), 0), most_heads(vars(self), 0)
        if least is not None:
            yield Row(rule=self.id, weights=(grid.sure(self.group) & inside).astype(np.int64), least=least)
        if most is not None:
            yield Row(rule=self.id, weights=(grid.possible(self.group) & inside).astype(np.int64), most=most)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """Heads found: the certain ones for a floor, the possible ones for a ceiling, one verdict where they agree."""
        seats = seated.holding(self.scope)
        sure, possible = seated.sure(self.group, seats), seated.possible(self.group, seats)
        least, most = least_heads(vars(self), 0), most_heads(vars(self), 0)
        if least is not None and most is not None and sure == possible:
            yield self.verdict(found=sure, of=len(seats), least=least, most=most)
            return
        if least is not None:
            yield self.verdict(found=sure, of=len(seats), least=least, most=None)
        if most is not None:
            yield self.verdict(found=possible, of=len(seats), least=None, most=most)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """A floor on the certain ones, a ceiling on the possible ones."""
        del pool, spared
        everyone = Heads(scope=self.scope)
        least, most = least_tally(vars(self), everyone), most_tally(vars(self), everyone)
        if least is not None:
            yield Tally(found=Heads(scope=self.scope, conditions=certain(self.group)), of=everyone, least=least)
        if most is not None:
            yield Tally(found=Heads(scope=self.scope, conditions=possible(self.group)), of=everyone, most=most)

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        group = _EVERYONE if self.group == EVERYONE else describe(self.group, titles)
        return _SENTENCE.fill(scope=scope_words(self.scope, titles), group=group, bounds=bound_words(vars(self)))
