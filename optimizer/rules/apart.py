"""`apart`: so many of some people at most, or none beside the others (近亲属回避, 同一单位不超过一人)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from optimizer.basis.text import Filled, Text
from optimizer.people.person import Pool
from optimizer.rules.base import Seated, Verdict, scope_words
from optimizer.rules.bounds import said
from optimizer.rules.fields import Field, read_count, read_scope
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.limits import Limit
from optimizer.rules.shared import PEOPLE_OR_BY, OfSets, set_faults
from optimizer.rules.tally import Heads, Smaller, Sum, Tally, Whole
from optimizer.rules.weights import of_people, spread_out

_SENTENCE = Text(zh="{scope}中，{who}至多{most}", en="{scope}: at most {most} among {who}")
_SENTENCE_OTHER = Text(
    zh="{any}在{scope}名单中的，{all}不得在{other}名单中",
    en="{scope}: if {any} holds it, {other} is closed to {all}",
)
_NO_COUNT = Text(zh="写了 other 就不能写 at_most", en="at_most does not go with other")


@dataclass(frozen=True, kw_only=True)
class Apart(OfSets):
    """At most `at_most` of the people hold the scope; with `other`, whoever of them holds either keeps all out of the other.

    With `other` nobody of a set holds `other` when one of the set holds the scope, that very person included.
    """

    kind: ClassVar[str] = "apart"
    summary: ClassVar[Filled] = Filled(
        zh="某些人（或同一取值的人）不得同时在，或不得分在两处（回避）",
        en="some people, or those who share a value, not together, or not one here and another there",
    )
    fields: ClassVar[tuple[Field, ...]] = (
        *PEOPLE_OR_BY,
        Field(name="at_most", read=read_count, help=Filled(zh="至多几人；不写为1", en="how many at most; 1 if absent")),
        Field(
            name="other",
            read=read_scope,
            help=Filled(
                zh="另一机构或职务：有人在 scope，就都不得在这里",
                en="another body or office: with one of them in the scope, none may be here",
            ),
        ),
    )
    example: ClassVar[str] = """
[[rule]]
id = "K1"
kind = "apart"
scope = "committee"
people = ["P001", "P003"]
"""

    at_most: int = 1
    other: str | None = None

    @classmethod
    def faults(cls, values: Mapping[str, object]) -> Iterator[Filled]:
        """Not exactly one of `people` and `by`, too few people, `at_most` beside `other`."""
        elsewhere = values.get("other") is not None
        # One person alone may still be kept from holding two things.
        yield from set_faults(values, least=1 if elsewhere else 2)
        if elsewhere and values.get("at_most") is not None:
            yield _NO_COUNT.fill()

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """A ceiling for each set; with `other`, a choice of the scope that the set stays out of."""
        inside = spread_out(grid, holds(grid, self.scope))
        beside = spread_out(grid, holds(grid, (self.other,))) if self.other else inside
        for part, who in self.sets_of(grid):
            here, there, many = of_people(inside, who), of_people(beside, who), len(who)
            if self.other is not None:
                # In either scope each of them has at most one seat.
                choice = f"in:{part}"
                yield Row(rule=self.id, part=part, weights=here, choices=((choice, -many),), most=0)
                yield Row(rule=self.id, part=part, weights=there, choices=((choice, many),), most=many)
            elif many > self.at_most:
                yield Row(rule=self.id, part=part, weights=here, most=self.at_most)

    def _limits(self, grid: Grid) -> Iterator[Limit]:
        """The number at most; none where the two places exclude each other."""
        yield from () if self.other else super()._limits(grid)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """Heads of each set; with `other`, those of the scope where they are fewer."""
        here = {person.id for person, _ in seated.holding(self.scope)}
        there = {person.id for person, _ in seated.holding((self.other,))} if self.other else set()
        for part, ids in self.sets_among(seated):
            found, beside = len(ids & here), len(ids & there)
            if self.other is not None:
                yield self.verdict(part=part, found=min(found, beside), of=found + beside, least=None, most=0)
            elif self.by is None or len(ids) > self.at_most:
                # Of a value that so few people share nobody needs to be told.
                yield self.verdict(part=part, found=found, of=len(ids), least=None, most=self.at_most)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """Heads of each set; with `other`, the smaller of its heads here and there."""
        for part, ids, of_set in self.sets_tallied(pool, spared):
            here = Heads(scope=self.scope, conditions=of_set)
            if self.other is not None:
                there = Heads(scope=(self.other,), conditions=of_set)
                yield Tally(part=part, found=Smaller(here, there), of=Sum((here, there)), most=Whole(0))
            elif self.by is None or len(ids) > self.at_most:
                yield Tally(part=part, found=here, of=Whole(len(ids)), most=Whole(self.at_most))

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        scope = scope_words(self.scope, titles)
        if self.other is None:
            return _SENTENCE.fill(scope=scope, who=self.called, most=said(self.at_most))
        other = scope_words((self.other,), titles)
        return _SENTENCE_OTHER.fill(scope=scope, any=self.any_called, all=self.all_called, other=other)
