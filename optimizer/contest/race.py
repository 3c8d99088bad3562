"""A vote as a race: everybody arrives at a time of their own, independently, and the first to arrive are elected.

With exponential times of rate w this is the Plackett–Luce model (draw the winners one by one, each with a chance in
proportion to their weight among those left), and with two rates Wallenius' distribution; with normal times it is a vote
whose shares are independent and normal. In every race exactly g of a group are among the first k when the k-th to arrive
is the group's g-th and k - g others have come before, or the other way round: one integral over the time of that arrival,
of coefficients of products of (1 - p + p x), the chances of so many having arrived.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft, special

type Floats = NDArray[np.float64]

START, MOST = 32, 8192
"""Points of time at first and at most; each round halves the step."""
GOOD_ENOUGH = 1e-11
"""The step is halved until no chance changes by more than this."""
UNLIKELY = -40.0
"""The integral leaves out times that bound the k-th arrival with a chance of exp(-40), or 4e-18, on either side."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Racers:
    """The people of a race. `arrived(times)` and `density(times)` are times x people: the chance of having arrived, and its
    derivative; `first` and `last` are times before and after which nobody's chance changes beyond rounding.
    """

    arrived: Callable[[Floats], Floats]
    density: Callable[[Floats], Floats]
    first: float
    last: float


def exponential(weights: Floats) -> Racers:
    """Rates `weights` > 0; time is the logarithm of the clock, in which the integrand is a bump on a line."""

    def hazard(times: Floats) -> Floats:
        return np.asarray(np.exp(times)[:, None] * weights[None, :], dtype=np.float64)

    def density(times: Floats) -> Floats:
        passed = hazard(times)
        return np.asarray(passed * np.exp(-passed), dtype=np.float64)

    logs = np.log(weights)
    return Racers(
        arrived=lambda times: np.asarray(-np.expm1(-hazard(times)), dtype=np.float64),
        density=density,
        first=float(-logs.max() - 60.0 - np.log(len(weights))),
        last=float(-logs.min() + 6.0),
    )


def normal(means: Floats, spread: float) -> Racers:
    """Shares with these means and one standard deviation; time runs from the highest share to the lowest."""

    def scaled(times: Floats) -> Floats:
        return np.asarray((times[:, None] + means[None, :]) / spread, dtype=np.float64)

    def density(times: Floats) -> Floats:
        return np.asarray(np.exp(-0.5 * scaled(times) ** 2) / (spread * np.sqrt(2 * np.pi)), dtype=np.float64)

    return Racers(
        arrived=lambda times: np.asarray(special.ndtr(scaled(times)), dtype=np.float64),
        density=density,
        first=float(-means.max() - 40.0 * spread),
        last=float(-means.min() + 40.0 * spread),
    )


def elected_members(racers: Racers, members: NDArray[np.bool_], elected: int) -> tuple[Floats, float]:
    """The chances that 0 … `elected` of the members are among the first `elected` of all, and how far off any may be.

    `members` says of each racer whether they are one; 0 < elected < number of racers. The error is what the last halving
    of the step changed, or what the chances lack to 1, if that is more.
    """
    low, high = _window(racers, len(members), elected)
    step = (high - low) / START
    total: Floats = step * _summed(racers, members, elected, low + step * np.arange(START + 1, dtype=np.float64))
    points = START
    while True:
        between = low + step * (np.arange(points, dtype=np.float64) + 0.5)
        finer: Floats = np.asarray(0.5 * (total + step * _summed(racers, members, elected, between)), dtype=np.float64)
        error = max(float(np.abs(finer - total).max()), abs(float(finer.sum()) - 1.0))
        total, step, points = finer, step / 2, points * 2
        if error <= GOOD_ENOUGH or points >= MOST:
            return np.clip(total, 0.0, 1.0), error


def _summed(racers: Racers, members: NDArray[np.bool_], elected: int, times: Floats) -> Floats:
    """The sum over points of time of the density of the k-th arrival, by the number of members elected."""
    total = np.zeros(elected + 1)
    for some in np.array_split(times, max(1, len(times) * len(members) // 500_000)):
        arrived, density = racers.arrived(some), racers.density(some)
        inside, first = _polynomials(arrived[:, members], density[:, members], elected)
        outside, last = _polynomials(arrived[:, ~members], density[:, ~members], elected)
        # The k-th to arrive is a member (g - 1 members before), or somebody else (k - g - 1 others before).
        total[1:] += (first[:, :elected] * outside[:, elected - 1 :: -1]).sum(axis=0)
        total[:elected] += (inside[:, :elected] * last[:, elected - 1 :: -1]).sum(axis=0)
    return total


def _polynomials(arrived: Floats, density: Floats, most: int) -> tuple[Floats, Floats]:
    """Times x (0 … most): the chance that so many have arrived; the density of one arriving when so many others have.

    The products of 1 - p + p x, and their sums with one factor replaced by its density, by halves: rounding stays near 1e-16.
    """
    times, people = arrived.shape
    width = 1 << max(0, people - 1).bit_length() if people else 1
    product = np.zeros((times, width, 2))
    product[:, :, 0] = 1.0
    product[:, :people, 0] -= arrived
    product[:, :people, 1] = arrived
    replaced = np.zeros((times, width, 2))
    replaced[:, :people, 0] = density
    while width > 1:
        size = fft.next_fast_len(2 * product.shape[2] - 1, real=True)
        length = min(2 * product.shape[2] - 1, most + 1)
        ones, derived = fft.rfft(product, size, axis=2), fft.rfft(replaced, size, axis=2)
        left, right = slice(0, None, 2), slice(1, None, 2)
        mixed = derived[:, left] * ones[:, right] + ones[:, left] * derived[:, right]
        product = fft.irfft(ones[:, left] * ones[:, right], size, axis=2)[:, :, :length]
        replaced = fft.irfft(mixed, size, axis=2)[:, :, :length]
        width //= 2
    return _padded(product[:, 0], most + 1), _padded(replaced[:, 0], most + 1)


def _padded(rows: Floats, length: int) -> Floats:
    """Rows of just so many numbers: zeros added, or the end left out."""
    return np.pad(rows, ((0, 0), (0, max(0, length - rows.shape[1]))))[:, :length]


def _window(racers: Racers, people: int, elected: int) -> tuple[float, float]:
    """Times between which the k-th arrives but for a chance that rounding swallows, by Chernoff's bounds."""

    def too_few(time: float) -> bool:
        expected = float(racers.arrived(np.array([time])).sum())
        return expected < elected and _chernoff(expected, elected) < UNLIKELY

    def enough(time: float) -> bool:
        missing = float((1.0 - racers.arrived(np.array([time]))).sum())
        return missing < people - elected + 1 and _chernoff(missing, people - elected + 1) < UNLIKELY

    return _last(too_few, racers.first, racers.last), _last(lambda time: not enough(time), racers.first, racers.last)


def _chernoff(expected: float, count: int) -> float:
    """The logarithm of a bound on the chance that `count` or more of independent events happen, fewer being expected."""
    return -np.inf if expected <= 0 else float(count - expected - count * np.log(count / expected))


def _last(holds: Callable[[float], bool], low: float, high: float) -> float:
    """The last time for which a condition holds that holds at first and no more later on; `low` if it never does."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return high
