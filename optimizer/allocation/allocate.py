"""Seats to electing units: reserve and ex-officio seats off the total, class totals, then the units of each class.

Every share of a class is a share of all the seats there are (中国科协七大: 学会 32%, 省级 62%), so a class total covers its
ex-officio seats too; what is left after reserve and the classes named is shared by the units of the other classes together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from optimizer.allocation.apportion import Apportioned, apportion, limits_of
from optimizer.allocation.classes import REST, claims_said, class_claims, class_totals, units_of
from optimizer.allocation.methods import Method
from optimizer.allocation.ties import UNITS, Tie, TieBreak, TieRule, Undecided, where_words
from optimizer.allocation.units import ElectingUnit
from optimizer.allocation.words import Impossible, in_a_row, listed, number_words
from optimizer.basis.text import Filled, Text


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to share out.

    `minimum` and `maximum` hold for every unit beside its own `least` and `most`. `classes`: class → share of all seats
    (Fraction) or number of seats (int), its ex-officio seats among them. `reserve` seats (机动名额) go to nobody for now.
    """

    method: Method = Method.HAMILTON
    minimum: int = 0
    maximum: int | None = None
    classes: Mapping[str, Fraction | int] = field(default_factory=dict)
    reserve: int = 0
    tie_rule: TieRule = TieRule.DRAW
    seed: int = 0


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """Seats of units: the sum of `seats`, `ex_officio` and `reserve` is the `total`.

    `seats` are those allocated, without `ex_officio`; `quotas` the exact shares that were rounded to them. `classes` has, for
    every class in the order of the units, all its seats, ex-officio ones included. `divisors` gives, by place (`units` or
    `class:NAME`), the range of people to a seat (see `Apportioned`). Mappings by unit are in the order of the units.
    """

    total: int
    seats: Mapping[str, int]
    ex_officio: Mapping[str, int]
    reserve: int
    classes: Mapping[str, int]
    quotas: Mapping[str, Fraction]
    ties: tuple[Tie, ...]
    method: Method
    divisors: Mapping[str, tuple[Fraction, Fraction]]
    said: tuple[Filled, ...]


def allocate(units: Sequence[ElectingUnit], total: int, settings: Settings) -> Allocation:
    """Share out `total` seats, reserve and ex-officio seats included.

    Raises Impossible with everything in the way, Undecided with every tie under TieRule.REFUSE, ValueError for names that
    occur twice, for a class that no unit has and for negative numbers: reading has to see to those.
    """
    _sensible(units, total, settings)
    bounds = _bounds(units, settings)
    claims = class_claims(units, total, settings.reserve, settings.classes)
    breaking = TieBreak(rule=settings.tie_rule, seed=settings.seed, members={unit.name: unit.members for unit in units})
    totals, ties = class_totals(units, claims, limits_of(breaking.members, settings.method, bounds), breaking)
    parts = _parts(units, totals, bounds, settings.method, breaking)
    of_unit = {name: part for part in parts.values() for name in part.seats}
    seats = {unit.name: of_unit[unit.name].seats[unit.name] for unit in units}
    kinds = dict.fromkeys(unit.kind for unit in units)
    return Allocation(
        total=total,
        seats=seats,
        ex_officio={unit.name: unit.ex_officio for unit in units},
        reserve=settings.reserve,
        classes={kind: sum(seats[u.name] + u.ex_officio for u in units if u.kind == kind) for kind in kinds},
        quotas={unit.name: of_unit[unit.name].quotas[unit.name] for unit in units},
        ties=(*ties, *(tie for part in parts.values() for tie in part.ties)),
        method=settings.method,
        divisors={where: part.divisor for where, part in parts.items() if part.divisor is not None},
        said=(
            _SUM.fill(
                total=total,
                allocated=sum(seats.values()),
                ex_officio=sum(unit.ex_officio for unit in units),
                reserve=settings.reserve,
            ),
            *claims_said(claims, totals, total, settings.classes),
            _METHOD.fill(method=settings.method.words, explained=settings.method.explained),
            *_divided(parts),
            *_at_bounds(units, seats, bounds),
        ),
    )


def _parts(
    units: Sequence[ElectingUnit],
    totals: Mapping[str, int],
    bounds: Mapping[str, tuple[int, int | None]],
    method: Method,
    breaking: TieBreak,
) -> dict[str, Apportioned]:
    """The units of each class apportioned, by place; what is impossible or tied anywhere is told together."""
    parts: dict[str, Apportioned] = {}
    blocked: list[Filled] = []
    undecided: list[Tie] = []
    for kind, seats in totals.items():
        where = UNITS if kind == REST else f"class:{kind}"
        own = units_of(kind, units, totals)
        posts = sum(unit.ex_officio for unit in own)
        try:
            if posts > seats:
                raise Impossible(_POSTS.fill(posts=posts, seats=seats))
            parts[where] = apportion(
                {unit.name: unit.members for unit in own},
                seats - posts,
                method=method,
                bounds={unit.name: bounds[unit.name] for unit in own},
                breaking=breaking.at(where),
            )
        except Impossible as reason:
            blocked.append(reason.said if len(totals) == 1 else _at_class(kind, reason.said))
        except Undecided as open_tie:
            undecided.extend(open_tie.ties)
    if blocked:
        raise Impossible(in_a_row(blocked))
    if undecided:
        raise Undecided(undecided)
    return parts


def _at_class(kind: str, said: Filled) -> Filled:
    return _AT_REST.fill(said=said) if kind == REST else _AT.fill(kind=kind, said=said)


def _bounds(units: Sequence[ElectingUnit], settings: Settings) -> dict[str, tuple[int, int | None]]:
    """Each unit's own bounds and the general ones together; raises Impossible where they contradict each other."""
    bounds: dict[str, tuple[int, int | None]] = {}
    for unit in units:
        ceilings = [most for most in (unit.most, settings.maximum) if most is not None]
        bounds[unit.name] = max(unit.least, settings.minimum), min(ceilings, default=None)
    crossed = [name for name, (least, most) in bounds.items() if most is not None and least > most]
    if crossed:
        raise Impossible(_CROSSED.fill(units=listed(crossed)))
    return bounds


def _sensible(units: Sequence[ElectingUnit], total: int, settings: Settings) -> None:
    if len({unit.name for unit in units}) < len(units):
        raise ValueError("two units have the same name")
    unknown = set(settings.classes) - {unit.kind for unit in units}
    if unknown or REST in settings.classes:
        raise ValueError(f"classes that no unit has: {sorted(unknown)}")
    if min(total, settings.reserve, settings.minimum, settings.maximum or 0, *settings.classes.values()) < 0:
        raise ValueError("seats, reserve, bounds and class shares are not negative")


def _divided(parts: Mapping[str, Apportioned]) -> list[Filled]:
    """The number of people to a seat with which anybody can check the division, for each place that has one."""
    said = []
    for where, part in parts.items():
        if part.people_to_a_seat is not None:
            place = _OTHERS.fill() if where == UNITS and len(parts) > 1 else where_words(where)
            said.append(_DIVIDED.fill(where=place, number=number_words(part.people_to_a_seat)))
    return said


def _at_bounds(
    units: Sequence[ElectingUnit], seats: Mapping[str, int], bounds: Mapping[str, tuple[int, int | None]]
) -> list[Filled]:
    """Which units have no members, and which were held at a minimum above nothing or at a maximum."""
    kinds: tuple[tuple[Text, Callable[[ElectingUnit], bool]], ...] = (
        (_EMPTY, lambda unit: unit.members == 0),
        (_LEAST, lambda unit: unit.members > 0 and seats[unit.name] == bounds[unit.name][0] > 0),
        (_MOST, lambda unit: unit.members > 0 and seats[unit.name] == bounds[unit.name][1]),
    )
    said = []
    for text, holds in kinds:
        names = [unit.name for unit in units if holds(unit)]
        if names:
            said.append(text.fill(units=listed(names)))
    return said


_SUM = Text(
    zh="总数 {total} 席：分配 {allocated} 席，当然代表 {ex_officio} 席，机动 {reserve} 席。",
    en="{total} seats in all: {allocated} allocated, {ex_officio} ex officio, {reserve} in reserve.",
)
_METHOD = Text(zh="方法：{method}。{explained}。", en="Method: {method}; {explained}.")
_DIVIDED = Text(
    zh="{where}按每席 {number} 人计算，可以验算。",
    en="{where}: {number} people to a seat give this; anybody can check it.",
)
_OTHERS = Text(zh="其他各类内", en="Within all other classes")
_EMPTY = Text(zh="没有人数的单位只得下限：{units}。", en="Units without members get their minimum only: {units}.")
_LEAST = Text(zh="正好是下限的单位：{units}。", en="Units with just their minimum: {units}.")
_MOST = Text(zh="正好是上限的单位：{units}。", en="Units with just their maximum: {units}.")
_AT = Text(zh="“{kind}”类：{said}", en='In the class "{kind}": {said}')
_AT_REST = Text(zh="其他各类：{said}", en="All other classes: {said}")
_POSTS = Text(
    zh="当然代表有 {posts} 席，而总共只有 {seats} 席。请增加席位。",
    en="There are {posts} ex-officio seats and only {seats} seats in all. Give more seats.",
)
_CROSSED = Text(
    zh="这些单位的下限高于上限（单位自己的和通用的合起来看）：{units}。请改其中一个。",
    en="The minimum of these units is above their maximum, the general and their own taken together: {units}. Change one of them.",
)
