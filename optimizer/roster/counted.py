"""Many formulas worked out over one roster: each condition is judged once, and heads are bits counted in whole numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from optimizer.basis.position import Truth
from optimizer.groups.predicate import OneOf, judge
from optimizer.rules.base import Rule, Seated, Verdict
from optimizer.rules.tally import (
    Beyond,
    Ceil,
    Condition,
    Expr,
    Floor,
    Heads,
    In,
    Larger,
    People,
    Product,
    Smaller,
    Sum,
    Tally,
    Values,
    When,
    Whole,
    bound_of,
    worked_out,
)


class Counted:
    """The values of formulas on one roster, the same as `rules.tally` gives one by one."""

    def __init__(self, seated: Seated) -> None:
        self._seated = seated
        self._masks: dict[object, int] = {}
        self._heads: dict[Expr, int] = {}
        self._by_value: dict[str, dict[str, int]] = {}

    def value(self, expr: Expr) -> int:
        """A formula's value. Raises ValueError for a bound that is none."""
        return worked_out(self._settled(expr), self._seated)

    def bound(self, expr: Expr | None) -> int | None:
        """The value of a bound, None where there is none."""
        return None if expr is None else bound_of(self._settled(expr), self._seated)

    def tallied(self, rule: Rule, tally: Tally) -> Verdict:
        """The verdict that a tally of the rule comes to."""
        bounds = {side: self.bound(getattr(tally, side)) for side in ("least", "most")}
        part = "/".join(name for name in (tally.option, tally.part) if name)
        return rule.verdict(found=self.value(tally.found), of=self.value(tally.of), part=part, **bounds)

    def _settled(self, expr: Expr) -> Expr:
        """The formula with every count of heads replaced by its figure."""
        match expr:
            case Whole():
                return expr
            case Heads() | Values() | People() | Beyond():
                if expr not in self._heads:
                    self._heads[expr] = self._count(expr)
                return Whole(self._heads[expr])
            case Sum(parts):
                return Sum(tuple(self._settled(part) for part in parts))
            case When(left, right, then, other):
                sides = (None if side is None else self._settled(side) for side in (then, other))
                return When(self._settled(left), self._settled(right), *sides)
            case Ceil(left, right) | Floor(left, right):
                return type(expr)(self._settled(left), self._settled(right))
            case Product(left, right) | Smaller(left, right) | Larger(left, right):
                return type(expr)(self._settled(left), self._settled(right))

    def _count(self, expr: Heads | Values | People | Beyond) -> int:
        if not isinstance(expr, Heads) or expr.without or not all(isinstance(each, In) for each in expr.conditions):
            return worked_out(expr, self._seated)
        mask = self._touching(expr.scope)
        for condition in expr.conditions:
            mask &= self._meeting(condition)
        return mask.bit_count()

    def _touching(self, scope: tuple[str, ...]) -> int:
        key = ("scope", frozenset(scope))
        if key not in self._masks:
            wanted, exempt = frozenset(scope), self._seated.exempt
            self._masks[key] = _bits(
                bool(wanted & position.scopes) and person.id not in exempt for person, position in self._seated.seats
            )
        return self._masks[key]

    def _meeting(self, condition: Condition) -> int:
        match condition:
            case In(group=OneOf(column, values), at_least=Truth.YES) if column != "modes":
                return _any(self._of(column).get(value, 0) for value in set(values))
            case In(group=group, at_least=at_least):
                if condition not in self._masks:
                    on = self._seated.on
                    self._masks[condition] = _bits(judge(group, *seat, on) >= at_least for seat in self._seated.seats)
                return self._masks[condition]
            case _:
                raise ValueError(f"no condition on one seat: {condition}")

    def _of(self, column: str) -> dict[str, int]:
        """Seats by the value of a column."""
        if column not in self._by_value:
            found: dict[str, list[int]] = defaultdict(list)
            for place, (person, _) in enumerate(self._seated.seats):
                found[person.value(column)].append(place)
            size = len(self._seated.seats)
            self._by_value[column] = {value: _at(places, size) for value, places in found.items()}
        return self._by_value[column]


def _bits(answers: Iterable[bool]) -> int:
    """A whole number with a bit for each answer, the first the lowest."""
    return int("".join("1" if answer else "0" for answer in answers)[::-1] or "0", 2)


def _at(places: list[int], size: int) -> int:
    held = bytearray(b"0" * size)
    for place in places:
        held[size - 1 - place] = ord("1")
    return int(held.decode() or "0", 2)


def _any(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found
