"""Bounds on a count of heads, shared by the kinds that have them: what may be written, and how it reads in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from optimizer.basis.ratio import ceil_share, floor_share
from optimizer.basis.text import Filled, Text
from optimizer.rules.fields import Field, Reader, Table

BOUND_HELP: dict[str, Filled] = {
    "at_least": Filled(zh="不少于（含本数）", en="no fewer than (inclusive)"),
    "at_most": Filled(zh="不超过（含本数）", en="no more than (inclusive)"),
    "exactly": Filled(zh="恰为", en="exactly"),
    "more_than": Filled(zh="超过（不含本数）", en="more than (exclusive)"),
    "less_than": Filled(zh="不满（不含本数）", en="less than (exclusive)"),
}
_WORDS: dict[str, Text] = {
    "at_least": Text(zh="不少于{bound}", en="at least {bound}"),
    "at_most": Text(zh="不超过{bound}", en="at most {bound}"),
    "exactly": Text(zh="恰为{bound}", en="exactly {bound}"),
    "more_than": Text(zh="超过{bound}", en="more than {bound}"),
    "less_than": Text(zh="不满{bound}", en="less than {bound}"),
}
_NONE_GIVEN = Text(zh="没有写任何界限；写 {names} 之一", en="no bound is given; write one of {names}")
_CROSS = Text(
    zh="下限 {low} 高于上限 {high}；改其中一个", en="the lower bound {low} is above the upper bound {high}; change one"
)
_TWICE = Text(zh="同一侧写了两个界限：{names}；只留一个", en="two bounds on one side: {names}; keep one")
_LOWER = ("at_least", "more_than", "exactly")
_UPPER = ("at_most", "less_than", "exactly")


def bound_fields(names: tuple[str, ...], read: Reader) -> tuple[Field, ...]:
    """The fields of the bounds a kind allows."""
    return tuple(Field(name=name, read=read, help=BOUND_HELP[name]) for name in names)


def bound_faults(values: Mapping[str, object], names: tuple[str, ...]) -> Iterator[Filled]:
    """None given, two on one side, or a lower one above an upper one."""
    given = [name for name in names if values.get(name) is not None]
    if not given:
        yield _NONE_GIVEN.fill(names=", ".join(names))
    for side in (_LOWER, _UPPER):
        both = [name for name in side if name in given]
        if len(both) > 1:
            yield _TWICE.fill(names=", ".join(both))
    low = next((values[name] for name in ("at_least", "more_than") if values.get(name) is not None), None)
    high = next((values[name] for name in ("at_most", "less_than") if values.get(name) is not None), None)
    for least, most in _pairs(low, high):
        strict = values.get("more_than") is not None or values.get("less_than") is not None
        if least > most or (strict and least == most):
            yield _CROSS.fill(low=said(least), high=said(most))


def _pairs(low: object, high: object) -> Iterator[tuple[int | Fraction, int | Fraction]]:
    """Lower and upper bounds that can be compared: both counts or both ratios, for one value of a table or for all."""
    if isinstance(low, Table) and isinstance(high, Table):
        for value, bound in low.items:
            yield from _pairs(bound, high.get(value))
    elif isinstance(low, Table) or isinstance(high, Table):
        table, other = (low, high) if isinstance(low, Table) else (high, low)
        assert isinstance(table, Table)
        for _, bound in table.items:
            yield from _pairs(bound, other) if table is low else _pairs(other, bound)
    elif isinstance(low, int | Fraction) and isinstance(high, int | Fraction) and type(low) is type(high):
        yield low, high


def least_heads(values: Mapping[str, object], size: int) -> int | None:
    """The fewest heads of `size` that the lower bounds allow; None without one."""
    bounds = []
    for name in _LOWER:
        bound = values.get(name)
        if isinstance(bound, Fraction):
            bounds.append(floor_share(bound, size) + 1 if name == "more_than" else ceil_share(bound, size))
        elif isinstance(bound, int):
            bounds.append(bound)
    return max(bounds, default=None)


def most_heads(values: Mapping[str, object], size: int) -> int | None:
    """The most heads of `size` that the upper bounds allow; None without one."""
    bounds = []
    for name in _UPPER:
        bound = values.get(name)
        if isinstance(bound, Fraction):
            bounds.append(ceil_share(bound, size) - 1 if name == "less_than" else floor_share(bound, size))
        elif isinstance(bound, int):
            bounds.append(bound)
    return min(bounds, default=None)


def said(bound: object) -> Filled:
    """A bound in words: `3`, `70%`, `1/3`, or `A 3, B 4` for a table."""
    if isinstance(bound, Table):
        pairs = [(value, said(part)) for value, part in bound.items]
        return Filled(
            zh="、".join(f"{value} {part.zh}" for value, part in pairs),
            en=", ".join(f"{value} {part.en}" for value, part in pairs),
        )
    if isinstance(bound, Fraction):
        percent = bound * 100
        # A percentage is written only when it is exact in two decimals: 1/3 stays 1/3.
        exact = (percent * 100).denominator == 1
        written = f"{float(percent):g}%" if exact else f"{bound.numerator}/{bound.denominator}"
        return Filled(zh=written, en=written)
    people = "1 person" if bound == 1 else f"{bound} people"
    return Filled(zh=f"{bound}人", en=people)


def bound_words(values: Mapping[str, object]) -> Filled:
    """All bounds of a rule as one phrase."""
    parts = [_WORDS[name].fill(bound=said(values[name])) for name in _WORDS if values.get(name) is not None]
    return Filled(zh="、".join(part.zh for part in parts), en=" and ".join(part.en for part in parts))
