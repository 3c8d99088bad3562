"""`compare`: a group's share against last term's, the population's, or another body's (提高、降低, 高于所占比例, 相适应)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any, ClassVar

from optimizer.basis.text import Filled, Text, same
from optimizer.groups.predicate import Predicate
from optimizer.groups.words import describe
from optimizer.people.person import Pool
from optimizer.rules.base import Rule, Seated, Verdict, scope_words
from optimizer.rules.bounds import said
from optimizer.rules.conditions import certain, possible
from optimizer.rules.fields import Field, one_of, read_group, read_scope, read_share
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.limits import Figure, Limit
from optimizer.rules.tally import Ceil, Expr, Floor, Heads, In, Larger, Product, Sum, Tally, Whole
from optimizer.rules.weights import Ints, no_weights, spread_out

_BASELINES = ("last_term", "population", "body")
_WORDS: dict[str, Text] = {
    "more": Text(zh="高于{baseline}", en="above {baseline}"),
    "at_least": Text(zh="不低于{baseline}", en="no lower than {baseline}"),
    "less": Text(zh="低于{baseline}", en="below {baseline}"),
    "at_most": Text(zh="不高于{baseline}", en="no higher than {baseline}"),
}
_BY: dict[str, Text] = {
    "more": Text(zh="比{baseline}至少高{points}个百分点", en="at least {points} percentage points above {baseline}"),
    "less": Text(zh="比{baseline}至少低{points}个百分点", en="at least {points} percentage points below {baseline}"),
}
_BASELINE_WORDS: dict[str, Text] = {
    "last_term": Text(zh="上届占比（{baseline}）", en="last term's share ({baseline})"),
    "population": Text(zh="所代表人群中的占比（{baseline}）", en="its share of the population ({baseline})"),
    "body": Text(zh="{baseline}中的占比", en="its share of {baseline}"),
}
_SENTENCE = Text(zh="{scope}中，{group}占比{than}", en="{scope}: share of {group} {than}")
_ONE_BASELINE = Text(
    zh="last_term、population、body 要写一个，只写一个",
    en="one of last_term, population and body is needed, and only one",
)
_NO_DIFFERENCE = Text(
    zh="difference 只能与 direction = “more” 或 “less” 同写",
    en='difference goes only with direction = "more" or "less"',
)


@dataclass(frozen=True, kw_only=True)
class Compare(Rule):
    """The share of `group` among all who hold the scope, against a baseline: a ratio, or its share of another body.

    Undecided people count against it on both sides: outside the group here and inside it there for a floor, the other way
    round for a ceiling (docs/conventions.md §4). An empty body's share is nought.
    """

    kind: ClassVar[str] = "compare"
    summary: ClassVar[Filled] = Filled(
        zh="某群体的占比与上届、所代表人群或另一机构相比",
        en="a group's share against last term's, the population's, or that of another body",
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="group", read=read_group, required=True, help=Filled(zh="计数的群体", en="the group counted")),
        Field(
            name="direction",
            read=one_of("more", "at_least", "less", "at_most"),
            required=True,
            help=Filled(
                zh="more 高于，at_least 不低于，less 低于，at_most 不高于",
                en="more and less exclude the boundary, at_least and at_most include it",
            ),
        ),
        Field(name="last_term", read=read_share, help=Filled(zh="上届的占比", en="its share last term")),
        Field(
            name="population",
            read=read_share,
            help=Filled(zh="在所代表人群中的占比", en="its share of the people represented"),
        ),
        Field(
            name="body",
            read=read_scope,
            help=Filled(zh="与哪个机构或职务相比", en="the body or office compared with"),
        ),
        Field(
            name="difference",
            read=read_share,
            help=Filled(
                zh="至少高或低几个百分点，如 5%（含本数）", en="by at least so many percentage points, such as 5%"
            ),
        ),
    )
    example: ClassVar[str] = """
[[rule]]
id = "D4"
kind = "compare"
scope = "congress"
group = { cadre = "yes" }
last_term = "35%"
direction = "less"
"""

    group: Predicate
    direction: str
    last_term: Fraction | None = None
    population: Fraction | None = None
    body: str | None = None
    difference: Fraction | None = None

    @classmethod
    def faults(cls, values: Mapping[str, object]) -> Iterator[Filled]:
        """Not exactly one baseline, or a difference without a direction it goes with."""
        if sum(values.get(name) is not None for name in _BASELINES) != 1:
            yield _ONE_BASELINE.fill()
        if values.get("difference") is not None and values.get("direction") not in _BY:
            yield _NO_DIFFERENCE.fill()

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """The counted group."""
        return (self.group,)

    @property
    def boxes(self) -> Predicate | None:
        """The group, when the rule asks for more of it."""
        return self.group if self._floor else None

    @property
    def _floor(self) -> bool:
        return self.direction in ("more", "at_least")

    @property
    def _strict(self) -> bool:
        return self.direction in ("more", "less") and self.difference is None

    @property
    def _ahead(self) -> Fraction:
        """How far the share must be above the baseline; below it, if negative."""
        return (self.difference or Fraction(0)) * (1 if self._floor else -1)

    @property
    def _ratio(self) -> Fraction | None:
        return self.population if self.last_term is None else self.last_term

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """One row against a ratio; against a body, one for each pair of sizes the two may have."""
        here = _side(grid, self.scope, self.group, sure=self._floor)
        if self._ratio is None:
            yield from self._body_rows(grid, here, _side(grid, (self.body or "",), self.group, sure=not self._floor))
            return
        aim = self._ratio + self._ahead
        size = grid.size(self.scope)
        if size is None:
            weights = aim.denominator * here.members - aim.numerator * here.everyone
            yield self._row(weights, bound=0, head=aim.denominator)
        else:
            # Whole heads: the same row divided by its head, and rounded the way that asks for more.
            bound, slack = aim.numerator * size, 1 if self._strict else 0
            heads = -((-bound - slack) // aim.denominator) if self._floor else (bound - slack) // aim.denominator
            yield Row(
                rule=self.id,
                weights=here.members,
                least=heads if self._floor else None,
                most=None if self._floor else heads,
            )

    def _body_rows(self, grid: Grid, here: _Side, there: _Side) -> Iterator[Row]:
        for side in (here, there):
            yield from side.rows(grid, self.id)
        aim = self._ahead
        for size, other in product(here.sizes, there.sizes):
            # An empty body's share is 0 of 1.
            base = max(other, 1)
            head = aim.denominator * base
            reach = head * here.sizes[-1] + aim.denominator * size * there.sizes[-1]
            yield self._row(
                head * here.members - aim.denominator * size * there.members,
                bound=aim.numerator * size * base,
                head=head,
                switches=(*here.switch(size), *there.switch(other)),
                reach=reach,
            )

    def _row(self, weights: Ints, *, bound: int, head: int, switches: tuple[str, ...] = (), reach: int = 0) -> Row:
        """The weights on the right side of the bound when all switches are on; their sum is at most `reach` from nought."""
        sign = 1 if self._floor else -1
        # How far a roster can be from the bound, which a switch that is off forgives.
        off = reach + abs(bound) + 1
        limit = bound + sign * (self._strict - off * len(switches))
        return Row(
            rule=self.id,
            weights=weights,
            choices=tuple((name, -sign * off) for name in switches),
            least=limit if self._floor else None,
            most=None if self._floor else limit,
            head=head,
        )

    def _limits(self, grid: Grid) -> Iterator[Limit]:
        """The share aimed at, written under its baseline; none against a body, whose own share moves."""
        name = "population" if self.last_term is None else "last_term"
        if self._ratio is not None:
            aim = self._ratio + self._ahead
            yield Limit(field=name, floor=self._floor, figure=aim, strict=self._strict, size=grid.size(self.scope))

    def _moved(self, limit: Limit, figure: Figure) -> dict[str, Any]:
        """The share aimed at becomes the baseline itself, included."""
        direction = "at_least" if limit.floor else "at_most"
        return {limit.field: figure, "direction": direction, "difference": None}

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """Members and the whole-head threshold: the exact share asked, times the size there is."""
        floor = self.direction in ("more", "at_least")
        heads, opposite = (seated.sure, seated.possible) if floor else (seated.possible, seated.sure)
        seats = seated.holding(self.scope)
        baseline = self.population if self.last_term is None else self.last_term
        if baseline is None:
            beside = seated.holding((self.body or "",))
            baseline = Fraction(opposite(self.group, beside), len(beside)) if beside else Fraction(0)
        least = most = None
        if self.direction == "more" and self.difference is None:
            least = math.floor(len(seats) * baseline) + 1
        elif self.direction == "less" and self.difference is None:
            most = math.ceil(len(seats) * baseline) - 1
        elif floor:
            least = math.ceil(len(seats) * (baseline + (self.difference or 0)))
        else:
            most = math.floor(len(seats) * (baseline - (self.difference or 0)))
        yield self.verdict(found=heads(self.group, seats), of=len(seats), least=least, most=most)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """Members, and the whole-head threshold: the size times the share asked, over one common denominator."""
        del pool, spared
        counted, opposite = (certain, possible) if self._floor else (possible, certain)
        size = Heads(scope=self.scope)
        parts, whole = self._baseline(opposite(self.group))
        ahead = self._ahead
        # size * (parts / whole + ahead), as a dividend and a divisor
        asked = Sum((Product(Whole(ahead.denominator), parts), Product(Whole(ahead.numerator), whole)))
        dividend, divisor = Product(size, asked), Product(Whole(ahead.denominator), whole)
        least: Expr | None = None
        most: Expr | None = None
        if self._floor:
            least = Sum((Floor(dividend, divisor), Whole(1))) if self._strict else Ceil(dividend, divisor)
        else:
            most = Sum((Ceil(dividend, divisor), Whole(-1))) if self._strict else Floor(dividend, divisor)
        found = Heads(scope=self.scope, conditions=counted(self.group))
        yield Tally(found=found, of=size, least=least, most=most)

    def _baseline(self, members: tuple[In, ...]) -> tuple[Expr, Expr]:
        """The baseline as members and size; of an empty body, 0 of 1."""
        if self._ratio is not None:
            return Whole(self._ratio.numerator), Whole(self._ratio.denominator)
        there = (self.body or "",)
        return Heads(scope=there, conditions=members), Larger(Heads(scope=there), Whole(1))

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        name = next(name for name in _BASELINES if getattr(self, name) is not None)
        against = scope_words((self.body,), titles) if self.body else said(self._ratio)
        baseline = _BASELINE_WORDS[name].fill(baseline=against)
        if self.difference is None:
            than = _WORDS[self.direction].fill(baseline=baseline)
        else:
            than = _BY[self.direction].fill(baseline=baseline, points=_points(self.difference))
        return _SENTENCE.fill(scope=scope_words(self.scope, titles), group=describe(self.group, titles), than=than)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Side:
    """One side of a comparison: everyone and the members (people x positions), and the sizes it may have."""

    name: str
    everyone: Ints
    members: Ints
    sizes: range

    def switch(self, size: int) -> tuple[str, ...]:
        """The choice that is on where the side has this size; none where it has no other."""
        return (f"size:{self.name}:{size}",) if len(self.sizes) > 1 else ()

    def rows(self, grid: Grid, rule: str) -> Iterator[Row]:
        """Exactly the switch of the side's own size is on."""
        if len(self.sizes) > 1:
            switches = [(name, size) for size in self.sizes for name in self.switch(size)]
            one = tuple((name, 1) for name, _ in switches)
            yield Row(rule=rule, weights=no_weights(grid), choices=one, least=1, most=1, soft=False)
            yield Row(rule=rule, weights=-self.everyone, choices=tuple(switches), least=0, most=0, soft=False)


def _side(grid: Grid, scope: tuple[str, ...], group: Predicate, *, sure: bool) -> _Side:
    everyone = spread_out(grid, holds(grid, scope))
    least, most = grid.sizes(scope)
    return _Side(
        name=" ".join(scope),
        everyone=everyone,
        members=everyone * (grid.sure(group) if sure else grid.possible(group)),
        sizes=range(least, most + 1),
    )


def _points(difference: Fraction) -> Filled:
    """A difference of shares in percentage points: `5`, `2.5`, `100/3`."""
    points = difference * 100
    return same(f"{float(points):g}" if (points * 100).denominator == 1 else str(points))
