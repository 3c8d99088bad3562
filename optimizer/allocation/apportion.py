"""Seats shared out by numbers: one call for the five methods, with minima and maxima, exact, its ties told."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from optimizer.allocation.methods import Method, claim, surely
from optimizer.allocation.shares import FREE, NO_BOUNDS, Bounds, clamp, fair_shares, round_shares, water_level
from optimizer.allocation.ties import Tie, TieBreak
from optimizer.allocation.words import Impossible, listed
from optimizer.basis.text import Text


@dataclass(frozen=True, kw_only=True)
class Apportioned:
    """The seats of every name, which add up; `quotas` are the exact shares before rounding (they add up too).

    `divisor`: every number of people to a seat strictly between the two gives these seats, and outside them none does (with
    Huntington–Hill, whose limits are roots, two rational numbers within them); the two are equal where a tie was broken. It is
    None for Hamilton's method, where a limit is missing because nobody holds more than the minimum, and where
    Huntington–Hill's limits meet.
    """

    seats: Mapping[str, int]
    quotas: Mapping[str, Fraction]
    ties: tuple[Tie, ...]
    divisor: tuple[Fraction, Fraction] | None

    @property
    def people_to_a_seat(self) -> Fraction | None:
        """The roundest number in the range of divisors; at a broken tie the one number it consists of."""
        return None if self.divisor is None else _roundest(*self.divisor)


def apportion(
    weights: Mapping[str, Fraction],
    seats: int,
    *,
    method: Method,
    bounds: Bounds = NO_BOUNDS,
    breaking: TieBreak,
) -> Apportioned:
    """Share out the seats by the weights (members, staff, population).

    `bounds` gives minimum and maximum (None: no maximum) of a name; a name not there has no bounds. A unit of no weight gets its
    minimum only. Divisor methods: every unit has its minimum, the highest claims are served in turn, a unit at its maximum
    claims no more; that is clamp(round(w/D), minimum, maximum). Hamilton: clamp(λ·w, minimum, maximum) with the λ at which these
    add up, then largest remainders. TieBreak rules by size go by the weights unless it knows members. Raises Impossible when
    no sharing keeps the bounds, Undecided at a tie under REFUSE, ValueError for negative numbers or a minimum above its
    maximum.
    """
    _sensible(weights, seats, bounds)
    limits = limits_of(weights, method, bounds)
    _possible(weights, seats, method, bounds, limits)
    own = {name: bounds.get(name, FREE) for name in weights}
    quotas = fair_shares(weights, seats, own)
    breaking = breaking.knowing(weights)
    if method is Method.HAMILTON:
        rounded, ties = round_shares(quotas, breaking)
        return Apportioned(seats=rounded, quotas=quotas, ties=ties, divisor=None)
    held, ties = _in_turn(weights, seats, method, limits, breaking)
    return Apportioned(seats=held, quotas=quotas, ties=ties, divisor=_divisors(weights, held, method, limits))


def _in_turn(
    weights: Mapping[str, Fraction], seats: int, method: Method, limits: Bounds, breaking: TieBreak
) -> tuple[dict[str, int], tuple[Tie, ...]]:
    """The seats given in order of the claims. They begin where at most one seat a unit is still to be given.

    At the water level of `seats` less one for every unit, no rounding lifts a share by more than one, so that what is
    surely due there is due in the end; the number of steps depends on the units, not on the seats.
    """
    weighty = [name for name, weight in weights.items() if weight > 0]
    before = max(seats - len(weighty), sum(least for least, _ in limits.values()))
    level = water_level(weights, before, limits)
    held = {name: int(clamp(Fraction(surely(method, level * weights[name])), limits[name])) for name in weights}
    claims: list[tuple[Fraction, str]] = []

    def lodge(name: str) -> None:
        most = limits[name][1]
        if most is None or held[name] < most:
            heapq.heappush(claims, (-claim(method, weights[name], held[name]), name))

    for name in weighty:
        lodge(name)
    left = seats - sum(held.values())
    while left > 0:
        highest = claims[0][0]
        equal = []
        while claims and claims[0][0] == highest:
            equal.append(heapq.heappop(claims)[1])
        tie = breaking.give(left, equal) if len(equal) > left else None
        for name in tie.given if tie else equal:
            held[name] += 1
            lodge(name)
        if tie:
            return held, (tie,)
        left -= len(equal)
    return held, ()


def _divisors(
    weights: Mapping[str, Fraction], held: Mapping[str, int], method: Method, limits: Bounds
) -> tuple[Fraction, Fraction] | None:
    """The range of people to a seat: from the highest claim not served to the lowest served beyond the minima."""
    highest = Fraction(0)
    lowest: Fraction | None = None
    for name, seats in held.items():
        weight, (least, most) = weights[name], limits[name]
        if weight > 0 and (most is None or seats < most):
            highest = max(highest, claim(method, weight, seats))
        if seats > least:
            served = claim(method, weight, seats - 1)
            lowest = served if lowest is None else min(lowest, served)
    if lowest is None:
        return None
    return _roots(highest, lowest) if method is Method.HUNTINGTON_HILL else (highest, lowest)


def _roots(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction] | None:
    """Two rationals between the roots of two rationals, as close to them as needed to be apart; None when they are equal."""
    if low == high:
        return None
    scale = 1000
    while True:
        above = math.isqrt(low.numerator * scale * scale // low.denominator) + 1
        below = math.isqrt(high.numerator * scale * scale // high.denominator)
        if above < below:
            return Fraction(above if low else 0, scale), Fraction(below, scale)
        scale *= 1000


def _roundest(low: Fraction, high: Fraction) -> Fraction:
    """The number with the fewest digits between two others, or their common value."""
    if low == high:
        return low
    step = Fraction(10) ** len(str(math.ceil(high)))
    while True:
        above = (low // step + 1) * step
        if above < high:
            return above
        step /= 10


def limits_of(weights: Mapping[str, Fraction], method: Method, bounds: Bounds) -> dict[str, tuple[int, int | None]]:
    """The bounds with the first seats that the method gives to everybody, and no seat beyond the minimum without members."""
    limits: dict[str, tuple[int, int | None]] = {}
    for name, weight in weights.items():
        least, most = bounds.get(name, FREE)
        if weight == 0:
            most = least
        elif method.seats_everybody and (most is None or most > 0):
            least = max(least, 1)
        limits[name] = (least, most)
    return limits


def _sensible(weights: Mapping[str, Fraction], seats: int, bounds: Bounds) -> None:
    if seats < 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("seats and weights are not negative")
    for name, (least, most) in bounds.items():
        if name not in weights:
            raise ValueError(f"bounds for {name!r}, which is not among the units")
        if least < 0 or (most is not None and most < least):
            raise ValueError(f"bounds {least}..{most} of {name!r} are no range")


def _possible(weights: Mapping[str, Fraction], seats: int, method: Method, bounds: Bounds, limits: Bounds) -> None:
    """Raise Impossible, with the arithmetic, when the bounds leave no way to share out so many seats."""
    needed = sum(least for least, _ in limits.values())
    if needed > seats:
        wanted = sum(bounds.get(name, FREE)[0] for name in weights)
        first = [name for name in weights if limits[name][0] > bounds.get(name, FREE)[0]]
        if wanted <= seats:
            raise Impossible(_NO_FIRST.fill(method=method.words, units=len(first), needed=needed, seats=seats))
        largest = sorted(weights, key=lambda name: (-limits[name][0], name))
        raise Impossible(_TOO_MANY.fill(needed=wanted, seats=seats, over=wanted - seats, units=listed(largest, 5)))
    if any(most is None for _, most in limits.values()):
        return
    room = sum(most or 0 for _, most in limits.values())
    if room < seats:
        without = sorted(name for name, weight in weights.items() if weight == 0)
        said = _TOO_FEW.fill(room=room, seats=seats, left=seats - room)
        raise Impossible(_WITHOUT.fill(said=said, units=listed(without)) if without else said)


_NO_FIRST = Text(
    zh="{method}给每个有人数的单位第一席（{units} 个单位靠它得到），连同下限至少要 {needed} 席，要分的只有 {seats} 席。"
    "请把要分的席位增加到 {needed} 席，或者换一种方法。",
    en="{method} gives every unit with members a first seat ({units} units depend on it); with the minima that takes {needed} "
    "seats, and {seats} are to be shared out. Make it {needed}, or take another method.",
)
_TOO_MANY = Text(
    zh="各单位的下限相加是 {needed} 席，要分的只有 {seats} 席，差 {over} 席。"
    "请把要分的席位增加到 {needed} 席，或者降低下限（下限最高的：{units}）。",
    en="The minima add up to {needed}, and {seats} seats are to be shared out: {over} too few. Make it {needed}, or lower "
    "minima (the highest: {units}).",
)
_TOO_FEW = Text(
    zh="各单位的上限相加是 {room} 席，要分 {seats} 席，有 {left} 席没有单位可给。请提高上限，或者少分 {left} 席。",
    en="The maxima add up to {room}, and {seats} seats are to be shared out: {left} seats have no taker. "
    "Raise maxima, or share out {left} fewer.",
)
_WITHOUT = Text(
    zh="{said}没有人数的单位只得下限：{units}。",
    en="{said} Units without members get their minimum only: {units}.",
)
