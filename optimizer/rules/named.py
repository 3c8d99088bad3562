"""`named`: given people in or out of a scope (保留, 回避, 当然代表)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import Predicate
from optimizer.people.person import Pool
from optimizer.rules.base import Rule, Seated, Verdict, scope_words
from optimizer.rules.conditions import named_people
from optimizer.rules.fields import Field, read_hold, read_texts
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.people import ids_of, people_faults
from optimizer.rules.tally import Heads, Tally, Whole

_IN = Text(zh="{people}须在{scope}名单中", en="{scope}: {people} must hold it")
_OUT = Text(zh="{people}不得在{scope}名单中", en="{scope}: {people} must not hold it")


@dataclass(frozen=True, kw_only=True)
class Named(Rule):
    """Every named person holds the scope (`hold = "in"`), or none of them does (`hold = "out"`).

    People are named by id, or by a name that only one person has; `called` is how a sentence calls them, if not so.
    """

    kind: ClassVar[str] = "named"
    summary: ClassVar[Filled] = Filled(zh="指定的人必须在或不得在", en="given people in or out of a body or office")
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="people", read=read_texts, required=True, help=Filled(zh="编号或姓名", en="ids or names")),
        Field(name="hold", read=read_hold, required=True, help=Filled(zh="in 须在，out 不得在", en="in or out")),
    )
    example: ClassVar[str] = """
[[rule]]
id = "N1"
kind = "named"
scope = "committee"
people = ["P001"]
hold = "in"
"""

    people: tuple[str, ...]
    hold: str
    called: tuple[str, ...] = ()

    def pool_faults(self, pool: Pool) -> Iterator[tuple[str, Filled]]:
        """People the pool does not have, and names that several share."""
        yield from people_faults(pool, self.people)

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """None."""
        return ()

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """A row for each person who must be in; one row for all who must be out."""
        inside = holds(grid, self.scope)
        named = ids_of(grid.pool, self.people) - grid.exempt
        chosen = np.array([[person.id in named] for person in grid.pool.people], dtype=bool)
        if self.hold == "in":
            for number in np.flatnonzero(chosen):
                # Someone given by id and by name is one person, hence one row.
                one = np.zeros_like(chosen)
                one[number] = True
                person = grid.pool.people[number]
                yield Row(rule=self.id, part=person.id, weights=(one & inside).astype(np.int64), least=1)
        if self.hold == "out":
            yield Row(rule=self.id, weights=(chosen & inside).astype(np.int64), most=0)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """How many of the named people hold the scope."""
        named = ids_of(seated.pool, self.people) - seated.exempt
        found = sum(person.id in named for person, _ in seated.holding(self.scope))
        least, most = (len(named), None) if self.hold == "in" else (None, 0)
        yield self.verdict(found=found, of=len(named), least=least, most=most)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """The named people who hold the scope."""
        named = ids_of(pool, self.people) - spared
        found, of = Heads(scope=self.scope, conditions=named_people(named)), Whole(len(named))
        yield Tally(found=found, of=of, least=of) if self.hold == "in" else Tally(found=found, of=of, most=Whole(0))

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        names = self.called or self.people
        people = Filled(zh="、".join(names), en=", ".join(names))
        return (_IN if self.hold == "in" else _OUT).fill(scope=scope_words(self.scope, titles), people=people)
