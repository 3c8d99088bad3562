"""`each`: a bound for every value of a column (每个推荐单位至少1名, 每个代表团不少于1/3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import numpy as np

from optimizer.basis.text import Filled, Text
from optimizer.groups.masks import Mask
from optimizer.groups.predicate import Predicate
from optimizer.groups.words import column_word, describe
from optimizer.people.person import Pool
from optimizer.rules.base import Rule, Seated, Verdict, scope_words
from optimizer.rules.bounds import bound_faults, bound_fields, bound_words, least_heads, most_heads
from optimizer.rules.conditions import certain, least_tally, most_tally, of_value, possible
from optimizer.rules.fields import Bound, Field, Table, read_bound_or_table, read_group, read_text
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.limits import Limit, written_limits
from optimizer.rules.tally import Heads, Tally

_BOUNDS = ("at_least", "at_most", "exactly")
_SENTENCE = Text(zh="{scope}中，每个{by}的人数{bounds}", en="{scope}, for each {by}: {bounds}")
_SENTENCE_GROUP = Text(zh="{scope}中，每个{by}的{group}{bounds}", en="{scope}, for each {by}: {group}, {bounds}")
_UNKNOWN = Text(zh="候选人中没有{by}“{value}”", en='nobody in the pool has the {by} "{value}"')


@dataclass(frozen=True, kw_only=True)
class Each(Rule):
    """For every value the column has in the pool (and every value a table names): heads, or heads of `group`.

    A ratio is a share of the value's own seats when a group is given, of the whole scope otherwise. People whose cell is
    empty belong to no value.
    """

    kind: ClassVar[str] = "each"
    parted: ClassVar[bool] = True
    summary: ClassVar[Filled] = Filled(zh="对某一列的每个取值分别设界限", en="a bound for every value of a column")
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="by", read=read_text, required=True, help=Filled(zh="列，如 unit", en="the column, such as unit")),
        Field(
            name="group",
            read=read_group,
            help=Filled(zh="计数的群体；不写为全体", en="the group counted; everyone if absent"),
        ),
        *bound_fields(_BOUNDS, read_bound_or_table),
    )
    example: ClassVar[str] = """
[[rule]]
id = "U1"
kind = "each"
scope = "congress"
by = "unit"
at_least = 1
"""

    by: str
    group: Predicate | None = None
    at_least: Bound = None
    at_most: Bound = None
    exactly: Bound = None

    @classmethod
    def faults(cls, values: Mapping[str, object]) -> Iterator[Filled]:
        """Bounds that are missing or cross."""
        yield from bound_faults(values, _BOUNDS)

    def pool_faults(self, pool: Pool) -> Iterator[tuple[str, Filled]]:
        """Values of the table that nobody in the pool has, where the rule needs people of them."""
        known = {person.value(self.by) for person in pool.people}
        for name in ("at_least", "exactly"):
            table = getattr(self, name)
            for value, bound in table.items if isinstance(table, Table) else ():
                if value not in known and bound:
                    yield value, _UNKNOWN.fill(by=column_word(self.by), value=value)

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """The counted group, if any."""
        return () if self.group is None else (self.group,)

    @property
    def columns(self) -> frozenset[str]:
        """The column the values are of."""
        return frozenset((self.by,))

    @property
    def boxes(self) -> Predicate | None:
        """The group, when the rule sets a floor."""
        return None if self.at_least is None and self.exactly is None else self.group

    def _values(self, pool: Pool) -> list[str]:
        found = {person.value(self.by) for person in pool.people} - {""}
        for name in _BOUNDS:
            table = getattr(self, name)
            found.update(value for value, _ in (table.items if isinstance(table, Table) else ()))
        return sorted(found)

    def _bounds(self, value: str) -> dict[str, object]:
        bounds = {name: getattr(self, name) for name in _BOUNDS}
        return {name: bound.get(value) if isinstance(bound, Table) else bound for name, bound in bounds.items()}

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """A row for each value and side."""
        inside = holds(grid, self.scope)
        held = np.array([person.value(self.by) for person in grid.pool.people], dtype=object)
        sure = inside if self.group is None else grid.sure(self.group) & inside
        possible = inside if self.group is None else grid.possible(self.group) & inside
        for value in self._values(grid.pool):
            here = (held == value)[:, None]
            base = inside & (np.ones_like(here) if self.group is None else here)
            for name, bound in self._bounds(value).items():
                if name in ("at_least", "exactly") and bound is not None:
                    yield self._row(grid, value, (sure & here, base), bound, floor=True)
                if name in ("at_most", "exactly") and bound is not None:
                    yield self._row(grid, value, (possible & here, base), bound, floor=False)

    def _row(self, grid: Grid, value: str, masks: tuple[Mask, Mask], bound: object, *, floor: bool) -> Row:
        weights, head = masks[0].astype(np.int64), 1
        size = grid.size(self.scope) if self.group is None else None
        name = "at_least" if floor else "at_most"
        limit = least_heads({name: bound}, size or 0) if floor else most_heads({name: bound}, size or 0)
        if isinstance(bound, Fraction) and size is None:
            weights = bound.denominator * weights - bound.numerator * masks[1].astype(np.int64)
            limit, head = 0, bound.denominator
        return Row(
            rule=self.id,
            part=value,
            weights=weights,
            least=limit if floor else None,
            most=None if floor else limit,
            head=head,
        )

    def _limits(self, grid: Grid) -> Iterator[Limit]:
        """Ratios are of the value's own seats, which vary, where a group is given; of the whole scope otherwise."""
        yield from written_limits(vars(self), size=grid.size(self.scope) if self.group is None else None)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """A verdict for each value, two where certain and possible heads differ."""
        seats = seated.holding(self.scope)
        for value in self._values(seated.pool):
            here = [seat for seat in seats if seat[0].value(self.by) == value]
            base = len(seats) if self.group is None else len(here)
            sure = len(here) if self.group is None else seated.sure(self.group, here)
            possible = len(here) if self.group is None else seated.possible(self.group, here)
            bounds = self._bounds(value)
            least, most = least_heads(bounds, base), most_heads(bounds, base)
            if least is not None and most is not None and sure == possible:
                yield self.verdict(part=value, found=sure, of=base, least=least, most=most)
                continue
            if least is not None:
                yield self.verdict(part=value, found=sure, of=base, least=least, most=None)
            if most is not None:
                yield self.verdict(part=value, found=possible, of=base, least=None, most=most)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """For each value a floor on the certain ones, a ceiling on the possible ones."""
        del spared
        for value in self._values(pool):
            here = of_value(self.by, value)
            sure = Heads(scope=self.scope, conditions=(*certain(self.group), *here))
            maybe = Heads(scope=self.scope, conditions=(*possible(self.group), *here))
            base = Heads(scope=self.scope, conditions=() if self.group is None else here)
            bounds = self._bounds(value)
            least, most = least_tally(bounds, base), most_tally(bounds, base)
            if least is not None:
                yield Tally(part=value, found=sure, of=base, least=least)
            if most is not None:
                yield Tally(part=value, found=maybe, of=base, most=most)

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        words = {
            "scope": scope_words(self.scope, titles),
            "by": column_word(self.by),
            "bounds": bound_words(vars(self)),
        }
        if self.group is None:
            return _SENTENCE.fill(**words)
        return _SENTENCE_GROUP.fill(group=describe(self.group, titles), **words)
