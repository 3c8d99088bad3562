"""Chances of a vote: how many of a group are elected, under a stated model.

Three models: every outcome equally likely (exact, as fractions); weights of the candidates, from odds of groups or from a
column (the winners drawn one by one in proportion to weight: Plackett–Luce, which is Wallenius' distribution for two
weights); shares of the vote, independent and normal. None of them is a fact: `worst` and `best` of a contest need none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import comb, prod

import numpy as np

from optimizer.contest.race import Floats, elected_members, exponential, normal
from optimizer.contest.slates import Vote

type Chance = Fraction | float


class OddsKind(StrEnum):
    """Models of a vote."""

    EQUAL = "equal"
    WEIGHTS = "weights"
    SHARES = "shares"


@dataclass(frozen=True, kw_only=True, eq=False)
class Odds:
    """A model of the vote. `strength` is each candidate's weight, > 0 (1 where it is not given), or mean share of the vote;
    `spread` the standard deviation of shares.
    """

    kind: OddsKind = OddsKind.EQUAL
    strength: Mapping[str, float] = field(default_factory=dict)
    spread: float = 0.0

    def strengths(self, slate: Sequence[str]) -> Floats:
        """The candidates' weights or mean shares, in the slate's order."""
        missing = 0.0 if self.kind is OddsKind.SHARES else 1.0
        return np.array([self.strength.get(who, missing) for who in slate], dtype=np.float64)

    def times(self, group: Collection[str], factor: float) -> Odds:
        """The vote with the odds of a group multiplied; shares of the vote have no odds and stay."""
        if self.kind is OddsKind.SHARES:
            return self
        changed = {who: self.strength.get(who, 1.0) * factor for who in group}
        return Odds(kind=OddsKind.WEIGHTS, strength={**self.strength, **changed})


def ids(vote: Vote) -> tuple[str, ...]:
    """The candidates of a vote by id."""
    return tuple(candidate.person for candidate in vote.slate)


@dataclass(frozen=True, kw_only=True)
class Chances:
    """The chance that just 0, 1, 2 … members are elected; outside `least` to `most` none is possible.

    Fractions are exact and their `error` is 0; floats are off by no more than about `error` each.
    """

    each: tuple[Chance, ...]
    least: int
    most: int
    error: float = 0.0

    def within(self, least: int | None, most: int | None) -> Chance:
        """The chance that the number lies within bounds (None: no bound); 1 or 0 as a fraction only where it is certain."""
        low = self.least if least is None else max(least, self.least)
        high = self.most if most is None else min(most, self.most)
        if low > high:
            return Fraction(0)
        if (low, high) == (self.least, self.most):
            return Fraction(1)
        inside = self.each[low : high + 1]
        if self.error == 0:
            return sum((Fraction(part) for part in inside), Fraction(0))
        return min(1.0, sum(float(part) for part in inside))

    @property
    def mean(self) -> float:
        """The number to expect."""
        return float(sum(number * chance for number, chance in enumerate(self.each)))


def chances(votes: Sequence[Vote], odds: Odds, members: Collection[str]) -> Chances:
    """How many members are elected in all these votes together, which are independent of each other."""
    inside = [sum(who in members for who in ids(vote)) for vote in votes]
    least = sum(max(0, vote.seats + a - len(vote.slate)) for vote, a in zip(votes, inside, strict=True))
    most = sum(min(a, vote.seats) for vote, a in zip(votes, inside, strict=True))
    if _even(votes, odds):
        total = prod(comb(len(vote.slate), vote.seats) for vote in votes)
        ways = _convolved([_ways(vote, a) for vote, a in zip(votes, inside, strict=True)])
        return Chances(each=tuple(Fraction(count, total) for count in ways), least=least, most=most)
    parts = [_raced(vote, odds, members) for vote in votes]
    each = np.ones(1)
    for part, _ in parts:
        each = np.convolve(each, part)
    each[:least] = each[most + 1 :] = 0.0
    # Rounding of the convolution is far below what the integrals leave; an error of 0 would mean exact.
    error = sum(error for _, error in parts) + 1e-15 * len(each)
    return Chances(each=tuple(each.tolist()), least=least, most=most, error=error)


def bonferroni(parts: Sequence[Chance]) -> tuple[Chance, Chance]:
    """Between which the chance lies that all of several events happen, however they hang together."""
    open_parts = [part for part in parts if part != 1]
    if len(open_parts) < 2:
        only = open_parts[0] if open_parts else Fraction(1)
        return only, only
    together: Chance = 1 - sum((1 - part for part in open_parts), Fraction(0))
    least: Chance = Fraction(1)
    for part in open_parts:
        least = part if part < least else least
    return together if together > 0 else Fraction(0), least


def _even(votes: Sequence[Vote], odds: Odds) -> bool:
    """Whether every outcome of each vote is as likely as any other."""
    return all(len(set(odds.strengths(ids(vote)))) <= 1 or vote.seats == len(vote.slate) for vote in votes)


def _ways(vote: Vote, inside: int) -> list[int]:
    """In how many outcomes 0, 1 … of `inside` members are elected."""
    others = len(vote.slate) - inside
    return [comb(inside, g) * comb(others, vote.seats - g) for g in range(vote.seats + 1)]


def _convolved(parts: Sequence[Sequence[int]]) -> list[int]:
    total = [1]
    for part in parts:
        joined = [0] * (len(total) + len(part) - 1)
        for one, count in enumerate(total):
            if count:
                for two, other in enumerate(part):
                    joined[one + two] += count * other
        total = joined
    return total


def _raced(vote: Vote, odds: Odds, members: Collection[str]) -> tuple[Floats, float]:
    inside = np.array([who in members for who in ids(vote)], dtype=bool)
    if vote.seats == len(vote.slate):
        sure = np.zeros(vote.seats + 1)
        sure[int(inside.sum())] = 1.0
        return sure, 0.0
    strength = odds.strengths(ids(vote))
    racers = normal(strength, odds.spread) if odds.kind is OddsKind.SHARES else exponential(strength)
    return elected_members(racers, inside, vote.seats)
