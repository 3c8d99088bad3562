"""Exact fair shares: proportional to weights as far as minima and maxima allow; and their rounding by largest remainders."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from optimizer.allocation.ties import Tie, TieBreak

type Bounds = Mapping[str, tuple[int, int | None]]

FREE: tuple[int, int | None] = (0, None)
NO_BOUNDS: Bounds = MappingProxyType({})


def clamp(value: Fraction, bounds: tuple[int, int | None]) -> Fraction:
    """The value, or the bound it lies beyond."""
    least, most = bounds
    if value < least:
        return Fraction(least)
    return value if most is None or value <= most else Fraction(most)


def water_level(weights: Mapping[str, Fraction], seats: int, bounds: Bounds) -> Fraction:
    """The rational λ at which the shares clamp(λ·weight, least, most) add up to the seats.

    Where a range of λ does, the lowest of it. The seats lie between the sum of the minima and the sum of the maxima, where a
    unit of no weight has its minimum only: the callers have seen to that.
    """
    turns: list[tuple[Fraction, Fraction]] = []
    for name, weight in weights.items():
        if weight > 0:
            least, most = bounds.get(name, FREE)
            turns.append((least / weight, weight))
            if most is not None:
                turns.append((most / weight, -weight))
    filled = Fraction(sum(bounds.get(name, FREE)[0] for name in weights))
    level, slope = Fraction(0), Fraction(0)
    for turn, change in sorted(turns):
        rise = slope * (turn - level)
        if filled + rise >= seats:
            break
        filled, level, slope = filled + rise, turn, slope + change
    return level + (seats - filled) / slope if filled < seats else level


def fair_shares(weights: Mapping[str, Fraction], seats: int, bounds: Bounds) -> dict[str, Fraction]:
    """The exact share of every name before any rounding; they add up to the seats (see `water_level`)."""
    level = water_level(weights, seats, bounds)
    return {name: clamp(level * weight, bounds.get(name, FREE)) for name, weight in weights.items()}


def round_shares(
    shares: Mapping[str, Fraction], breaking: TieBreak, bounds: Bounds = NO_BOUNDS
) -> tuple[dict[str, int], tuple[Tie, ...]]:
    """The shares, which add up to a whole number, rounded by largest remainders.

    Everybody gets the whole part; the seats left go to the largest remainders. `bounds` are kept where rounding a share the
    other way keeps them; where that is not enough they play no part. Raises Undecided where equal remainders meet at the last
    seat and the rule is REFUSE.
    """
    whole = {name: share.numerator // share.denominator for name, share in shares.items()}
    left = int(sum(shares.values())) - sum(whole.values())
    ties: tuple[Tie, ...] = ()
    if left == 0:
        return whole, ties
    remainders = _remainders(shares, whole, left, bounds)
    last = sorted(remainders.values(), reverse=True)[left - 1]
    served = {name for name, rest in remainders.items() if rest > last}
    equal = [name for name, rest in remainders.items() if rest == last]
    if len(served) + len(equal) > left:
        ties = (breaking.give(left - len(served), equal),)
        equal = list(ties[0].given)
    served.update(equal)
    return {name: seats + (name in served) for name, seats in whole.items()}, ties


def _remainders(
    shares: Mapping[str, Fraction], whole: Mapping[str, int], left: int, bounds: Bounds
) -> dict[str, Fraction]:
    """What each share is above its whole part; 1 where its minimum takes a seat more, -1 where its maximum takes none."""
    plain = {name: share - whole[name] for name, share in shares.items()}
    bound = dict(plain)
    for name, (least, most) in bounds.items():
        if most is not None and whole[name] >= most:
            bound[name] = Fraction(-1)
        elif whole[name] < least and plain[name] > 0:
            bound[name] = Fraction(1)
    forced = sum(rest == 1 for rest in bound.values())
    free = sum(rest > 0 for rest in bound.values())
    return bound if forced <= left <= free else plain
