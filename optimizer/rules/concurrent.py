"""`concurrent`: how many of several bodies and offices one person may hold (最多兼任一个社团职务)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optimizer.basis.position import Truth
from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import EVERYONE, Predicate, judge
from optimizer.groups.words import describe
from optimizer.people.person import Pool
from optimizer.rules.base import Rule, Seated, Verdict, scope_words
from optimizer.rules.conditions import possible
from optimizer.rules.fields import Field, read_count, read_group
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.tally import Beyond, People, Tally, Whole
from optimizer.rules.weights import of_people, spread_out

_SENTENCE = Text(zh="{scope}中，每人至多任{most}个", en="{scope}: nobody may hold more than {most} of these")
_SENTENCE_GROUP = Text(
    zh="{scope}中，{group}每人至多任{most}个", en="{scope}: nobody among {group} may hold more than {most} of these"
)


@dataclass(frozen=True, kw_only=True)
class Concurrent(Rule):
    """Nobody (nobody who may be in `group`) holds more than `at_most` of the bodies and offices in the scope."""

    kind: ClassVar[str] = "concurrent"
    spans: ClassVar[bool] = True
    summary: ClassVar[Filled] = Filled(
        zh="几个机构、职务中，一人最多兼任几个", en="how many of several bodies and offices one person may hold"
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="at_most", read=read_count, help=Filled(zh="至多几个；不写为1", en="how many at most; 1 if absent")),
        Field(
            name="group",
            read=read_group,
            help=Filled(zh="只限制这个群体；不写为全体", en="whom it limits; everyone if absent"),
        ),
    )
    example: ClassVar[str] = """
[[rule]]
id = "C1"
kind = "concurrent"
scope = ["committee", "audit"]
at_most = 1
"""

    at_most: int = 1
    group: Predicate | None = None

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """Whom the rule limits, if not everyone."""
        return () if self.group is None else (self.group,)

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """A row for each person: how many of the listed each position comes to."""
        limited = grid.possible(EVERYONE if self.group is None else self.group)
        weights = sum(spread_out(grid, holds(grid, (part,)) & limited) for part in self.scope)
        assert isinstance(weights, np.ndarray)
        for number in np.flatnonzero(weights.sum(axis=1) > self.at_most):
            yield Row(rule=self.id, weights=of_people(weights, np.array([number])), most=self.at_most)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """What each person holds beyond the limit, added up."""
        held: Counter[str] = Counter()
        for person, position in seated.holding(self.scope):
            if self.group is None or judge(self.group, person, position, seated.on) is not Truth.NO:
                held[person.id] += len(position.scopes.intersection(self.scope))
        beyond = sum(max(0, count - self.at_most) for count in held.values())
        yield self.verdict(found=beyond, of=len(held), least=None, most=0)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """What each person holds beyond the limit, added up."""
        del pool, spared
        limited = possible(self.group)
        found = Beyond(scope=self.scope, conditions=limited, most=self.at_most)
        yield Tally(found=found, of=People(scope=self.scope, conditions=limited), most=Whole(0))

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        words: dict[str, object] = {"scope": scope_words(self.scope, titles), "most": self.at_most}
        if self.group is None:
            return _SENTENCE.fill(**words)
        return _SENTENCE_GROUP.fill(group=describe(self.group, titles), **words)
