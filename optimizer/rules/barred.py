"""`barred`: nobody of a group may hold a scope (不得担任)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import Predicate
from optimizer.groups.words import describe
from optimizer.people.person import Pool
from optimizer.rules.base import Rule, Seated, Verdict, scope_words
from optimizer.rules.conditions import possible
from optimizer.rules.fields import Field, read_group
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.tally import Heads, Tally, Whole

_SENTENCE = Text(zh="{scope}中不得有：{group}", en="{scope}: {group} may not hold it")


@dataclass(frozen=True, kw_only=True)
class Barred(Rule):
    """Nobody holds the scope who is, or may be, in the group."""

    kind: ClassVar[str] = "barred"
    summary: ClassVar[Filled] = Filled(zh="某群体不得担任", en="a group may not hold a body or office")
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="group", read=read_group, required=True, help=Filled(zh="不得担任的群体", en="who may not hold it")),
    )
    example: ClassVar[str] = """
[[rule]]
id = "T2"
kind = "barred"
scope = "vice_chair"
group = { head = ["hospital", "school", "agrotech"], mode = "full_time" }
"""

    group: Predicate

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """Who may not hold the scope."""
        return (self.group,)

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """Nobody who may be in the group holds the scope."""
        inside = holds(grid, self.scope) & grid.possible(self.group)
        yield Row(rule=self.id, weights=inside.astype(np.int64), most=0)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """Those who may be in the group, of all who hold the scope."""
        seats = seated.holding(self.scope)
        yield self.verdict(found=seated.possible(self.group, seats), of=len(seats), least=None, most=0)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """Nobody who may be of the group."""
        del pool, spared
        found = Heads(scope=self.scope, conditions=possible(self.group))
        yield Tally(found=found, of=Heads(scope=self.scope), most=Whole(0))

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        return _SENTENCE.fill(scope=scope_words(self.scope, titles), group=describe(self.group, titles))
