"""`eligible`: only people of a group may hold a scope (只能由…担任)."""

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
from optimizer.rules.conditions import certain
from optimizer.rules.fields import Field, read_group
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.tally import Heads, Tally

_SENTENCE = Text(zh="{scope}只限：{group}", en="{scope}: only {group} may hold it")


@dataclass(frozen=True, kw_only=True)
class Eligible(Rule):
    """Nobody holds the scope who is not certainly in the group."""

    kind: ClassVar[str] = "eligible"
    summary: ClassVar[Filled] = Filled(zh="只有某群体可以担任", en="only a group may hold a body or office")
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="group", read=read_group, required=True, help=Filled(zh="可以担任的群体", en="who may hold it")),
    )
    example: ClassVar[str] = """
[[rule]]
id = "E1"
kind = "eligible"
scope = "chair"
group = { age = "<=60" }
"""

    group: Predicate

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """Who may hold the scope."""
        return (self.group,)

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """Nobody outside the group, or not certainly in it, holds the scope."""
        outside = holds(grid, self.scope) & ~grid.sure(self.group)
        yield Row(rule=self.id, weights=outside.astype(np.int64), most=0)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """Those certainly in the group, of all who hold the scope."""
        seats = seated.holding(self.scope)
        yield self.verdict(found=seated.sure(self.group, seats), of=len(seats), least=len(seats), most=None)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """As many certain members as seats."""
        del pool, spared
        everyone = Heads(scope=self.scope)
        yield Tally(found=Heads(scope=self.scope, conditions=certain(self.group)), of=everyone, least=everyone)

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        return _SENTENCE.fill(scope=scope_words(self.scope, titles), group=describe(self.group, titles))
