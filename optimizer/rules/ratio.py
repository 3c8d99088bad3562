"""`ratio`: the size of one body or office against another (常务理事不超过理事的三分之一)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import Predicate
from optimizer.people.person import Pool
from optimizer.rules.base import Seated, Verdict, scope_words
from optimizer.rules.bounds import bound_fields, bound_words, least_heads, most_heads
from optimizer.rules.conditions import least_tally, most_tally
from optimizer.rules.fields import Field, read_ratio, read_scope
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.limits import Limit, written_limits
from optimizer.rules.shared import RATIO_BOUNDS, BoundedRatio
from optimizer.rules.tally import Heads, Tally
from optimizer.rules.weights import spread_out

_SENTENCE = Text(zh="{scope}人数与{of}人数之比{bounds}", en="{scope}: size {bounds} of the size of {of}")


@dataclass(frozen=True, kw_only=True)
class Ratio(BoundedRatio):
    """The people who hold the scope, against an exact ratio of the people who hold `of`."""

    kind: ClassVar[str] = "ratio"
    summary: ClassVar[Filled] = Filled(
        zh="一个机构、职务的人数与另一个的比例", en="the size of one body or office against another's"
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            name="of",
            read=read_scope,
            required=True,
            help=Filled(zh="相比的机构或职务", en="the body or office compared with"),
        ),
        *bound_fields(RATIO_BOUNDS, read_ratio),
    )
    example: ClassVar[str] = """
[[rule]]
id = "Z1"
kind = "ratio"
scope = "vice_chair"
of = "standing"
at_most = "1/3"
"""

    of: str

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """None."""
        return ()

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """`den * scope - num * of`, a row a side."""
        here, there = spread_out(grid, holds(grid, self.scope)), spread_out(grid, holds(grid, (self.of,)))
        yield from self.ratio_rows(floor=(here, there), ceiling=(here, there))

    def _limits(self, grid: Grid) -> Iterator[Limit]:
        """Ratios of the body or office compared with."""
        yield from written_limits(vars(self), size=grid.size((self.of,)))

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """Heads of the one, and the whole-head thresholds for the heads of the other."""
        size, base = len(seated.holding(self.scope)), len(seated.holding((self.of,)))
        yield self.verdict(found=size, of=base, least=least_heads(vars(self), base), most=most_heads(vars(self), base))

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """Heads of the one, and the whole-head thresholds for the heads of the other."""
        del pool, spared
        size, base = Heads(scope=self.scope), Heads(scope=(self.of,))
        least, most = least_tally(vars(self), base), most_tally(vars(self), base)
        yield Tally(found=size, of=base, least=least, most=most)

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        return _SENTENCE.fill(
            scope=scope_words(self.scope, titles), of=scope_words((self.of,), titles), bounds=bound_words(vars(self))
        )
