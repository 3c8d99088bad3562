"""`spread`: people of many kinds (来自不同科技和学科领域, 具有广泛性和代表性)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optimizer.basis.position import Truth
from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import EVERYONE, Predicate, judge
from optimizer.groups.words import column_word, describe
from optimizer.people.person import Pool
from optimizer.rules.base import Rule, Seated, Verdict, scope_words
from optimizer.rules.conditions import certain
from optimizer.rules.fields import Field, read_count, read_group, read_text
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.tally import Heads, Tally, Values, Whole
from optimizer.rules.weights import no_weights, of_people, spread_out

_SENTENCE = Text(zh="{scope}中，{by}不少于{count}种", en="{scope}: at least {count} of {by}")
_SENTENCE_GROUP = Text(
    zh="{scope}的{group}中，{by}不少于{count}种", en="{scope}, among {group}: at least {count} of {by}"
)


@dataclass(frozen=True, kw_only=True)
class Spread(Rule):
    """At least so many different values of a column among the certain members of `group` who hold the scope.

    People whose cell is empty add no value.
    """

    kind: ClassVar[str] = "spread"
    summary: ClassVar[Filled] = Filled(
        zh="某一列至少有几种不同取值（学科、行业、地区分布广）",
        en="at least so many different values of a column (many disciplines, sectors, units)",
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            name="by",
            read=read_text,
            required=True,
            help=Filled(zh="列，如 discipline", en="the column, such as discipline"),
        ),
        Field(
            name="group",
            read=read_group,
            help=Filled(zh="只看哪个群体的取值；不写为全体", en="whose values count; everyone's if absent"),
        ),
        Field(
            name="at_least",
            read=read_count,
            required=True,
            help=Filled(zh="至少几种（含本数）", en="how many, at least"),
        ),
    )
    example: ClassVar[str] = """
[[rule]]
id = "S1"
kind = "spread"
scope = "standing"
by = "discipline"
at_least = 3
"""

    by: str
    at_least: int
    group: Predicate | None = None

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """The group whose values count, if any."""
        return () if self.group is None else (self.group,)

    @property
    def columns(self) -> frozenset[str]:
        """The column the values are of."""
        return frozenset((self.by,))

    @property
    def boxes(self) -> Predicate | None:
        """The group whose values count."""
        return self.group

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """A choice for each value, taken only where somebody holds the value; enough choices are taken."""
        counted = spread_out(grid, holds(grid, self.scope) & grid.sure(EVERYONE if self.group is None else self.group))
        held = np.array([person.value(self.by) for person in grid.pool.people], dtype=object)
        values = sorted(set(held) - {""})
        for value in values:
            weights = of_people(counted, np.flatnonzero(held == value))
            yield Row(rule=self.id, part=value, weights=weights, choices=((f"value:{value}", -1),), least=0, soft=False)
        taken = tuple((f"value:{value}", 1) for value in values)
        yield Row(rule=self.id, weights=no_weights(grid), choices=taken, least=self.at_least)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """The different values found."""
        seats = seated.holding(self.scope)
        if self.group is not None:
            seats = [seat for seat in seats if judge(self.group, *seat, seated.on) is Truth.YES]
        found = {person.value(self.by) for person, _ in seats} - {""}
        yield self.verdict(found=len(found), of=len(seats), least=self.at_least, most=None)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """The different values, against the number asked."""
        del pool, spared
        counted = certain(self.group)
        yield Tally(
            found=Values(scope=self.scope, conditions=counted, column=self.by),
            of=Heads(scope=self.scope, conditions=counted),
            least=Whole(self.at_least),
        )

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        words = "value" if self.at_least == 1 else "different values"
        said = {
            "scope": scope_words(self.scope, titles),
            "by": column_word(self.by),
            "count": Filled(zh=f"{self.at_least}", en=f"{self.at_least} {words}"),
        }
        if self.group is None:
            return _SENTENCE.fill(**said)
        return _SENTENCE_GROUP.fill(group=describe(self.group, titles), **said)
