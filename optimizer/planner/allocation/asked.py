"""What the options of `xiwei allocate` ask for, read and checked: the total, the classes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimizer.allocation.methods import Method
from optimizer.allocation.sizes import Size, size_of
from optimizer.allocation.ties import TieRule
from optimizer.allocation.units import ElectingUnit
from optimizer.basis.faults import Fault
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.planner.allocation.wanted import PolicyPart, bound_of
from optimizer.rules.fields import MOST_HEADS

_CLASS = re.compile(r"(.+?)\s*[=＝]\s*([^=＝]+)")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The options: the total or the formula for it, the method, bounds of every unit, classes and targets as written.

    `left_out` are targets of the policy, by id, that are not handed down.
    """

    seats: int | None = None
    base: int | None = None
    per: int | None = None
    at_most: int | None = None
    population: int | None = None
    method: Method = Method.HAMILTON
    minimum: int = 0
    maximum: int | None = None
    classes: tuple[str, ...] = ()
    reserve: int = 0
    targets: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    tie_rule: TieRule = TieRule.DRAW
    seed: int = 0
    compare: bool = False


def total_faults(asked: Asked, part: PolicyPart | None) -> Iterator[Fault]:
    """What is wrong with how the total is given: not at all, twice, or half a formula."""
    formula = {"--base": asked.base, "--per": asked.per, "--at-most": asked.at_most, "--population": asked.population}
    given = [name for name, value in formula.items() if value is not None]
    if asked.seats is not None and given:
        yield _fault("--seats", str(asked.seats), _TWICE.fill(), _ONE_TOTAL.fill())
    elif given and (asked.base is None or asked.per is None):
        yield _fault(given[0], None, _HALF.fill(), _WHOLE.fill())
    elif asked.seats is None and not given:
        if part is None:
            yield _fault("--seats", None, _NO_TOTAL.fill(), _ONE_TOTAL.fill())
        elif part.policy.seats[part.body].fixed is None:
            seats = str(part.policy.seats[part.body])
            yield _fault("--seats", seats, _RANGE.fill(), _ONE_TOTAL.fill())


def total_of(asked: Asked, part: PolicyPart | None, units: Sequence[ElectingUnit]) -> Size:
    """The total, and where it comes from where a formula or the policy gave it; for options without `total_faults`."""
    if asked.seats is not None:
        return Size(seats=asked.seats, said=_GIVEN.fill(seats=asked.seats))
    if asked.base is not None and asked.per is not None:
        members = sum((unit.members for unit in units), Fraction(0))
        population = int(members) if asked.population is None else asked.population
        return size_of(population, asked.base, asked.per, asked.at_most)
    assert part is not None
    fixed = part.policy.seats[part.body].fixed
    assert fixed is not None
    title = part.policy.titles[part.body]
    return Size(seats=fixed, said=_OF_POLICY.fill(policy=part.policy.heading, body=title, seats=fixed))


def too_many(total: Size) -> Fault:
    """The fault of a total that no body has."""
    return _fault("--seats", str(total.seats), _TOO_MANY.fill(most=MOST_HEADS), _ONE_TOTAL.fill())


def classes_of(asked: Sequence[str], kinds: Sequence[str]) -> tuple[dict[str, Fraction | int], list[Fault]]:
    """The share or number of seats of each class named, and every fault; `kinds` are the classes there are."""
    found: dict[str, Fraction | int] = {}
    faults = []
    for said in asked:
        parts = _CLASS.fullmatch(said.strip())
        bound = bound_of(parts[2].strip()) if parts else None
        if parts is None or bound is None:
            faults.append(_fault("--class", said, _NO_CLASS.fill(), _CLASS_CURE.fill()))
        elif parts[1].strip() not in kinds:
            faults.append(_fault("--class", said, _UNKNOWN.fill(), suggest(parts[1].strip(), kinds)))
        elif parts[1].strip() in found:
            faults.append(_fault("--class", said, _REPEATED.fill(), _ONCE.fill()))
        else:
            found[parts[1].strip()] = bound
    return found, faults


def _fault(option: str, value: str | None, message: Filled, cure: Filled) -> Fault:
    return Fault(kind="allocate.option", path=option, value=value, message=message, cure=cure)


_TWICE = Text(zh="总数给了两种", en="the total is given in two ways")
_HALF = Text(zh="按人口定总数，缺少基数或每多少人一名", en="a total by population lacks its base or its step")
_WHOLE = Text(
    zh="写 --base 350 --per 150000，可加 --at-most 1000、--population",
    en="Write --base 350 --per 150000, with --at-most 1000 and --population if need be",
)
_TOO_MANY = Text(zh="代表总数超过 {most}", en="there are more than {most} delegates")
_NO_TOTAL = Text(zh="没有给代表总数", en="the number of delegates is not given")
_RANGE = Text(zh="政策里的席位是一个范围", en="the policy has a range of seats")
_ONE_TOTAL = Text(
    zh="写 --seats 320，或 --base 350 --per 150000，只写一种",
    en="Write --seats 320 or --base 350 --per 150000, one of them",
)
_GIVEN = Text(zh="代表总数 {seats} 名。", en="There are {seats} delegates.")
_OF_POLICY = Text(
    zh="代表总数按政策：{policy}，{body} {seats} 名。", en="The total is the policy's: {policy}, {body}, {seats} seats."
)
_NO_CLASS = Text(zh="看不懂的类别份额", en="the share of the class cannot be read")
_CLASS_CURE = Text(
    zh="写成 学会=32% 或 学会=100：比例或整数", en='Write "societies=32%" or "societies=100": a ratio or a whole number'
)
_UNKNOWN = Text(zh="单位表里没有这个类别", en="no unit of the table is of this class")
_REPEATED = Text(zh="这个类别写了两次", en="the class is given twice")
_ONCE = Text(zh="只写一次", en="Give it once")
