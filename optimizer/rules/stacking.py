"""`stacking`: nobody fills too many quotas at once (一人多格)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np

from optimizer.basis.position import Truth
from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import Predicate, bare, judge
from optimizer.groups.words import describe
from optimizer.people.person import Pool
from optimizer.rules.base import Rule, Seated, Verdict, scope_words
from optimizer.rules.fields import Field, read_count, read_groups
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.tally import Crowd, Heads, Tally, Whole
from optimizer.rules.weights import spread_out

_SENTENCE = Text(
    zh="{scope}中，每人至多属于下列群体中的{most}个：{among}",
    en="{scope}: nobody in more than {most} of these groups: {among}",
)
_OTHERS = Text(
    zh="{scope}中，每人至多属于其他规则所要求群体中的{most}个",
    en="{scope}: nobody in more than {most} of the groups that the other rules ask for",
)


@dataclass(frozen=True, kw_only=True)
class Stacking(Rule):
    """Nobody who holds the scope may be in more than `at_most` of the groups.

    `among` are the groups; not written, they are those that the other rules of the policy ask people of, each once.
    """

    kind: ClassVar[str] = "stacking"
    summary: ClassVar[Filled] = Filled(
        zh="一个人至多占几个结构比例的名额（防止一人多格）",
        en="how many of the groups asked for one person may stand for",
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            name="among",
            read=read_groups,
            help=Filled(
                zh="群体的列表；不写为其他规则所要求的各群体", en="the groups; those the other rules ask for if absent"
            ),
        ),
        Field(
            name="at_most", read=read_count, required=True, help=Filled(zh="一人至多属于几个", en="how many at most")
        ),
    )
    example: ClassVar[str] = """
[[rule]]
id = "X1"
kind = "stacking"
scope = "committee"
among = [{ sex = "female" }, { age = "<=45" }, { head = ["hospital", "school", "agrotech"] }]
at_most = 2
"""

    at_most: int
    among: tuple[Predicate, ...] = ()

    def meet(self, others: Sequence[Rule]) -> Self:
        """With the groups that the other rules ask for, where none are written."""
        if self.among:
            return self
        boxes = (rule.boxes for rule in others if not isinstance(rule, Stacking))
        asked: dict[Predicate, Predicate] = {}
        for box in boxes:
            if box is not None:
                # One group is one box, whether a rule names it or writes its conditions.
                asked.setdefault(bare(box), box)
        return replace(self, among=tuple(asked.values()))

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """The groups that may stack on one person."""
        return self.among

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """Nobody holds the scope who may be in too many groups."""
        stacked = np.zeros((len(grid.pool.people), len(grid.positions)), dtype=np.int64)
        for group in self.among:
            stacked += grid.possible(group)
        inside = spread_out(grid, holds(grid, self.scope))
        yield Row(rule=self.id, weights=inside * (stacked > self.at_most), most=0)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """Those who may be in too many, of all who hold the scope."""
        seats = seated.holding(self.scope)
        found = 0
        for person, position in seats:
            belongs = [judge(group, person, position, seated.on) is not Truth.NO for group in self.among]
            found += belongs.count(True) > self.at_most
        yield self.verdict(found=found, of=len(seats), least=None, most=0)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """Nobody who may be in too many."""
        del pool, spared
        stacked = Crowd(groups=self.among, more_than=self.at_most)
        found = Heads(scope=self.scope, conditions=(stacked,))
        yield Tally(found=found, of=Heads(scope=self.scope), most=Whole(0))

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        words: dict[str, object] = {"scope": scope_words(self.scope, titles), "most": self.at_most}
        if not self.among:
            return _OTHERS.fill(**words)
        named = [describe(group, titles) for group in self.among]
        among = Filled(zh="；".join(group.zh for group in named), en="; ".join(group.en for group in named))
        return _SENTENCE.fill(among=among, **words)
