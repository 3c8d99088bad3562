"""`together`: all of some people, or none of them (同进退)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optimizer.basis.text import Filled, Text
from optimizer.people.person import Pool
from optimizer.rules.base import Seated, Verdict, scope_words
from optimizer.rules.fields import Field
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.shared import PEOPLE_OR_BY, OfSets, set_faults
from optimizer.rules.tally import Heads, Product, Tally, When, Whole
from optimizer.rules.weights import of_people, spread_out

_SENTENCE = Text(
    zh="{who}要么都在{scope}名单中，要么都不在", en="{scope}: either all of {who} hold it, or none of them does"
)


@dataclass(frozen=True, kw_only=True)
class Together(OfSets):
    """All of the people hold the scope, or none of them does."""

    kind: ClassVar[str] = "together"
    summary: ClassVar[Filled] = Filled(
        zh="某些人（或同一取值的人）要么都在，要么都不在",
        en="all of some people, or of those who share a value, or none of them",
    )
    fields: ClassVar[tuple[Field, ...]] = PEOPLE_OR_BY
    example: ClassVar[str] = """
[[rule]]
id = "K2"
kind = "together"
scope = "committee"
people = ["P002", "P006"]
"""

    @classmethod
    def faults(cls, values: Mapping[str, object]) -> Iterator[Filled]:
        """Not exactly one of `people` and `by`, or too few people."""
        yield from set_faults(values, least=2)

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """A choice for each set, and a row for each person who follows it."""
        inside = spread_out(grid, holds(grid, self.scope))
        for part, who in self.sets_of(grid):
            for number in who if len(who) > 1 else ():
                weights = of_people(inside, np.array([number]))
                yield Row(rule=self.id, part=part, weights=weights, choices=((f"all:{part}", -1),), least=0, most=0)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """How many of each set hold the scope: the greater half should be all, the smaller nobody."""
        here = {person.id for person, _ in seated.holding(self.scope)}
        for part, ids in self.sets_among(seated):
            if self.by is not None and len(ids) == 1:
                continue
            found = len(ids & here)
            least, most = (len(ids), None) if 2 * found >= len(ids) else (None, 0)
            yield self.verdict(part=part, found=found, of=len(ids), least=least, most=most)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """Heads of each set: all of it where half of it is there, else nobody."""
        for part, ids, of_set in self.sets_tallied(pool, spared):
            if self.by is not None and len(ids) < 2:
                continue
            found, size = Heads(scope=self.scope, conditions=of_set), Whole(len(ids))
            twice = Product(Whole(2), found)
            least, most = When(twice, size, size, None), When(twice, size, None, Whole(0))
            yield Tally(part=part, found=found, of=size, least=least, most=most)

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        return _SENTENCE.fill(scope=scope_words(self.scope, titles), who=self.called)
