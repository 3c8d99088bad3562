"""Small cases drawn at random, and definitions of the methods that share no code with the program."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from optimizer.allocation.apportion import Apportioned, apportion
from optimizer.allocation.methods import Method
from optimizer.allocation.ties import Tie, TieBreak

DIVISOR_METHODS = tuple(method for method in Method if method is not Method.HAMILTON)
type Range = tuple[int, int | None]


@dataclass(frozen=True, kw_only=True)
class Case:
    """What there is to share out."""

    weights: Mapping[str, Fraction]
    seats: int
    bounds: Mapping[str, Range]

    def by(self, method: Method, breaking: TieBreak | None = None) -> Apportioned:
        return apportion(self.weights, self.seats, method=method, bounds=self.bounds, breaking=breaking or TieBreak())


def names(count: int) -> list[str]:
    return [f"单位{number}" for number in range(count)]


# Small numbers meet in ties, thirds make shares that no float holds, large ones do not meet at all.
WEIGHTS = (
    st.integers(0, 12).map(Fraction)
    | st.integers(1, 40).map(lambda n: Fraction(n, 3))
    | st.integers(1, 10**12).map(Fraction)
)
POSITIVE = WEIGHTS.filter(bool)
BOUNDS = st.tuples(st.integers(0, 3), st.none() | st.integers(0, 4)).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1])
)


@st.composite
def cases(draw: st.DrawFn, *, most_units: int = 5, most_seats: int = 9, bounded: bool = True) -> Case:
    units = names(draw(st.integers(1, most_units)))
    weights = {unit: draw(WEIGHTS) for unit in units}
    bounds = {unit: draw(BOUNDS) for unit in units if bounded and draw(st.booleans())}
    return Case(weights=weights, seats=draw(st.integers(0, most_seats)), bounds=bounds)


@st.composite
def free_cases(draw: st.DrawFn) -> Case:
    """No bounds, everybody has members, and seats for everybody: all five methods have an answer."""
    units = names(draw(st.integers(2, 6)))
    weights = {unit: draw(POSITIVE) for unit in units}
    return Case(weights=weights, seats=draw(st.integers(len(units), 30)), bounds={})


def vectors(case: Case, method: Method) -> Iterator[tuple[int, ...]]:
    """Every way to share out the seats within the bounds that the method knows."""
    ranges = []
    for unit, weight in case.weights.items():
        least, most = case.bounds.get(unit, (0, None))
        if weight == 0:
            most = least
        elif method in (Method.ADAMS, Method.HUNTINGTON_HILL) and most != 0:
            least = max(least, 1)
        ranges.append(range(least, min(case.seats, case.seats if most is None else most) + 1))
    return (seats for seats in product(*ranges) if sum(seats) == case.seats)


def point(method: Method, seats: int) -> Fraction:
    """The square of the point between `seats` and one more at which the method rounds."""
    match method:
        case Method.WEBSTER:
            return (Fraction(seats) + Fraction(1, 2)) ** 2
        case Method.DHONDT:
            return Fraction(seats + 1) ** 2
        case Method.ADAMS:
            return Fraction(seats) ** 2
    return Fraction(seats * (seats + 1))


def is_rounded(case: Case, method: Method, seats: Sequence[int]) -> bool:
    """Min-max: no unit's next seat has a stronger claim than another unit's last one beyond its minimum.

    Claims w/d are compared by cross-multiplied squares, so that a first seat under d = 0 stands above all.
    """
    units = list(case.weights)
    last, following = [], []
    for unit, held in zip(units, seats, strict=True):
        least, most = case.bounds.get(unit, (0, None))
        square = case.weights[unit] ** 2
        if held > least:
            last.append((square, point(method, held - 1)))
        if square > 0 and (most is None or held < most):
            following.append((square, point(method, held)))
    return all(weight * other <= served * place for weight, place in following for served, other in last)


def surplus(case: Case, seats: Sequence[int], quotas: Mapping[str, Fraction]) -> Fraction:
    """The sum of the squared distances from the exact shares."""
    return sum(((held - quotas[unit]) ** 2 for unit, held in zip(case.weights, seats, strict=True)), Fraction(0))


def ways(ties: Sequence[Tie]) -> int:
    """In how many ways the ties of an apportionment could have been broken."""
    count = 1
    for tie in ties:
        count *= math.comb(len(tie.between), tie.seats)
    return count
