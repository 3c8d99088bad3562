"""Conditions that the tallies of several kinds put on a seat, and bounds as formulas over a base that may vary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce

from optimizer.basis.position import MODES, Truth
from optimizer.groups.predicate import EVERYONE, AllOf, Not, OneOf, Predicate
from optimizer.rules.tally import Ceil, Expr, Floor, In, Larger, Product, Smaller, Sum, Whole


def certain(group: Predicate | None) -> tuple[In, ...]:
    """The seat is certainly of the group; no condition where everyone is."""
    return () if group is None or group == EVERYONE else (In(group=group, at_least=Truth.YES),)


def possible(group: Predicate | None) -> tuple[In, ...]:
    """The seat may be of the group; no condition where everyone is."""
    return () if group is None or group == EVERYONE else (In(group=group, at_least=Truth.UNSURE),)


def of_value(column: str, value: str) -> tuple[In, ...]:
    """The person's text in the column is the value."""
    if column != "modes":
        return (In(group=OneOf(column, (value,)), at_least=Truth.YES),)
    # A group by modes is of those who can serve in one of them; the text lists all of somebody's.
    listed = value.split("、")
    each = [OneOf("modes", (mode,)) for mode in MODES]
    exact = tuple(one if one.values[0] in listed else Not(one) for one in each)
    return (In(group=AllOf(exact), at_least=Truth.YES),)


def named_people(ids: Iterable[str]) -> tuple[In, ...]:
    """The person is one of those with the ids."""
    return (In(group=OneOf("id", tuple(sorted(ids))), at_least=Truth.YES),)


def least_tally(values: Mapping[str, object], base: Expr) -> Expr | None:
    """The fewest heads of `base` that the lower bounds among `values` allow; None without one."""
    asked: list[Expr] = []
    for name in ("at_least", "more_than", "exactly"):
        match values.get(name):
            case Fraction() as ratio if name == "more_than":
                asked.append(Sum((Floor(_times(ratio, base), Whole(ratio.denominator)), Whole(1))))
            case Fraction() as ratio:
                asked.append(Ceil(_times(ratio, base), Whole(ratio.denominator)))
            case int() as heads:
                asked.append(Whole(heads))
    return reduce(Larger, asked) if asked else None


def most_tally(values: Mapping[str, object], base: Expr) -> Expr | None:
    """The most heads of `base` that the upper bounds among `values` allow; None without one."""
    allowed: list[Expr] = []
    for name in ("at_most", "less_than", "exactly"):
        match values.get(name):
            case Fraction() as ratio if name == "less_than":
                allowed.append(Sum((Ceil(_times(ratio, base), Whole(ratio.denominator)), Whole(-1))))
            case Fraction() as ratio:
                allowed.append(Floor(_times(ratio, base), Whole(ratio.denominator)))
            case int() as heads:
                allowed.append(Whole(heads))
    return reduce(Smaller, allowed) if allowed else None


def _times(ratio: Fraction, base: Expr) -> Expr:
    return Product(Whole(ratio.numerator), base)
