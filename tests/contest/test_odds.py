"""Chances against plain enumeration of every outcome, against other ways to compute them, and against drawn votes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from optimizer.contest.odds import Odds, OddsKind, bonferroni, chances, ids
from optimizer.contest.slates import Vote
from tests.contest.votes import vote_of

NAMES = tuple("abcdefghijklmnop")


def outcomes(votes: Sequence[Vote]) -> Iterator[tuple[str, ...]]:
    """Every way the votes can go."""
    for picks in product(*(combinations(ids(vote), vote.seats) for vote in votes)):
        yield tuple(who for pick in picks for who in pick)


def drawn_one_by_one(slate: Sequence[str], elected: int, weight: dict[str, Fraction]) -> dict[frozenset[str], Fraction]:
    """The chance of every set of winners when they are drawn one after the other, in proportion to weight."""
    found: Counter[frozenset[str]] = Counter()
    for order in permutations(slate, elected):
        chance, left = Fraction(1), sum(weight[who] for who in slate)
        for who in order:
            chance *= weight[who] / left
            left -= weight[who]
        found[frozenset(order)] += chance  # type: ignore[assignment]
    return dict(found)  # type: ignore[arg-type]


@st.composite
def small_votes(draw: st.DrawFn) -> list[Vote]:
    """One to three votes with at most five candidates each, of disjoint slates."""
    names = iter(NAMES)
    votes = []
    for _ in range(draw(st.integers(1, 3))):
        slate = tuple(next(names) for _ in range(draw(st.integers(1, 5))))
        votes.append(vote_of(slate, draw(st.integers(1, len(slate)))))
    return votes


@given(small_votes(), st.sets(st.sampled_from(NAMES)))
def test_even_chances_are_the_shares_of_outcomes(votes: list[Vote], members: set[str]) -> None:
    counted = Counter(sum(who in members for who in outcome) for outcome in outcomes(votes))
    found = chances(votes, Odds(), members)
    assert found.error == 0
    assert list(found.each) == [Fraction(counted[g], counted.total()) for g in range(len(found.each))]
    assert (found.least, found.most) == (min(counted), max(counted))
    assert found.mean == pytest.approx(sum(g * n for g, n in counted.items()) / counted.total())


@settings(max_examples=60)
@given(small_votes(), st.sets(st.sampled_from(NAMES)), st.lists(st.integers(1, 9), min_size=16, max_size=16))
def test_weights_give_the_chances_of_drawing_winners_one_by_one(
    votes: list[Vote], members: set[str], weights: list[int]
) -> None:
    weight = {who: Fraction(each) for who, each in zip(NAMES, weights, strict=True)}
    wanted = {0: Fraction(1)}
    for vote in votes:
        drawn = drawn_one_by_one(ids(vote), vote.seats, weight)
        joined: Counter[int] = Counter()
        for before, chance in wanted.items():
            for winners, other in drawn.items():
                joined[before + len(winners & members)] += chance * other  # type: ignore[assignment]
        wanted = dict(joined)  # type: ignore[arg-type]
    strength = {who: float(each) for who, each in weight.items()}
    found = chances(votes, Odds(kind=OddsKind.WEIGHTS, strength=strength), members)
    assert [float(each) for each in found.each] == pytest.approx(
        [float(wanted.get(g, 0)) for g in range(len(found.each))], abs=1e-9
    )
    assert found.error < 1e-9


@pytest.mark.parametrize(
    ("slate", "inside", "elected", "odds"),
    [(7, 3, 4, 2.0), (24, 9, 20, 0.3), (60, 20, 50, 0.001), (9, 4, 8, 20.0), (10, 3, 1, 5.0), (384, 150, 320, 0.37)],
)
def test_two_weights_give_wallenius(slate: int, inside: int, elected: int, odds: float) -> None:
    names = tuple(str(number) for number in range(slate))
    found = chances(
        [vote_of(names, elected)],
        Odds(kind=OddsKind.WEIGHTS, strength=dict.fromkeys(names[:inside], odds)),
        names[:inside],
    )
    wanted = stats.nchypergeom_wallenius(slate, inside, elected, odds).pmf(np.arange(elected + 1))
    assert np.abs(np.array(found.each, dtype=float) - wanted).max() < 1e-9
    assert found.error < 1e-9


def test_odds_near_one_come_near_the_even_chances() -> None:
    names = tuple(str(number) for number in range(48))
    votes, members = [vote_of(names, 40)], names[:19]
    even = np.array(chances(votes, Odds(), members).each, dtype=float)
    away = []
    for factor in (1.1, 1.01, 1.001, 1.0 + 1e-9):
        odds = Odds(kind=OddsKind.WEIGHTS, strength=dict.fromkeys(members, factor))
        each = np.array(chances(votes, odds, members).each, dtype=float)
        away.append(float(np.abs(each - even).max()))
    assert away == sorted(away, reverse=True)
    assert away[-1] < 1e-8
    assert even == pytest.approx(stats.hypergeom(48, 19, 40).pmf(np.arange(41)), abs=1e-12)


def test_weights_that_are_all_alike_are_even_chances_exactly() -> None:
    names = tuple("abcdef")
    odds = Odds(kind=OddsKind.WEIGHTS, strength=dict.fromkeys(names, 7.5))
    found = chances([vote_of(names, 4)], odds, ("a", "b"))
    assert found.each == (Fraction(1, 15), Fraction(8, 15), Fraction(6, 15), 0, 0)


def test_normal_shares_give_the_chance_that_one_beats_another() -> None:
    # The difference of two shares is normal with the variance of both.
    odds = Odds(kind=OddsKind.SHARES, strength={"a": 62.0, "b": 58.0}, spread=5.0)
    found = chances([vote_of(("a", "b"), 1)], odds, ("a",))
    assert found.each[1] == pytest.approx(stats.norm.cdf(4.0 / (5.0 * math.sqrt(2))), abs=1e-9)


def test_normal_shares_of_three_agree_with_a_double_integral() -> None:
    means, spread = {"a": 1.0, "b": 0.2, "c": -0.5}, 0.8
    odds = Odds(kind=OddsKind.SHARES, strength=means, spread=spread)
    found = chances([vote_of(("a", "b", "c"), 2)], odds, ("a",))

    def a_is_last(x: float) -> float:
        higher = math.prod(1 - stats.norm.cdf(x, means[who], spread) for who in "bc")
        return float(stats.norm.pdf(x, means["a"], spread) * higher)

    lost, _ = integrate.quad(a_is_last, -8, 8)
    assert found.each[0] == pytest.approx(lost, abs=1e-7)


@given(
    st.integers(1, 12).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(1, n))),
    st.none() | st.integers(0, 12),
    st.none() | st.integers(0, 12),
    st.booleans(),
)
def test_a_chance_is_one_just_when_every_outcome_keeps_the_bounds(
    sizes: tuple[int, int, int], least: int | None, most: int | None, weighted: bool
) -> None:
    n, inside, elected = sizes
    names = NAMES[:n]
    strength = {who: 1.0 + number for number, who in enumerate(names)} if weighted else {}
    odds = Odds(kind=OddsKind.WEIGHTS if weighted else OddsKind.EQUAL, strength=strength)
    votes = [vote_of(names, elected)]
    found = chances(votes, odds, names[:inside]).within(least, most)
    counts = [sum(who in names[:inside] for who in outcome) for outcome in outcomes(votes)]
    kept = [(least is None or g >= least) and (most is None or g <= most) for g in counts]
    assert (found == 1) is all(kept)
    assert (found == 0) is not any(kept)
    if not weighted:
        assert found == Fraction(sum(kept), len(kept))


def test_more_members_on_the_slate_never_lower_the_chance_of_a_floor() -> None:
    names = tuple(str(number) for number in range(30))
    votes = [vote_of(names, 25)]
    for strength in ({}, {who: 1.0 + int(who) / 7 for who in names}):
        odds = Odds(kind=OddsKind.WEIGHTS if strength else OddsKind.EQUAL, strength=strength)
        found = [float(chances(votes, odds, names[:inside]).within(9, None)) for inside in range(31)]
        assert found == sorted(found)
        assert found[13] < 1 == found[14]  # 9 + 30 - 25


def test_odds_of_a_group_multiply_those_there_are() -> None:
    odds = Odds(kind=OddsKind.WEIGHTS, strength={"a": 3.0}).times(("a", "b"), 0.5)
    assert odds.strengths(("a", "b", "c")).tolist() == [1.5, 0.5, 1.0]
    shares = Odds(kind=OddsKind.SHARES, strength={"a": 3.0}, spread=1.0)
    assert shares.times(("a",), 2.0) is shares


def test_bounds_of_several_chances_together() -> None:
    assert bonferroni([Fraction(9, 10), Fraction(8, 10)]) == (Fraction(7, 10), Fraction(8, 10))
    assert bonferroni([Fraction(1, 10), Fraction(2, 10)]) == (0, Fraction(1, 10))
    assert bonferroni([]) == (1, 1)


@given(small_votes(), st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)), st.integers(0, 4))
def test_the_chance_of_two_rules_together_lies_between_the_bounds(
    votes: list[Vote], one: set[str], two: set[str], least: int
) -> None:
    both = [
        (sum(who in one for who in outcome) >= least, sum(who in two for who in outcome) <= least)
        for outcome in outcomes(votes)
    ]
    alone = [chances(votes, Odds(), one).within(least, None), chances(votes, Odds(), two).within(None, least)]
    low, high = bonferroni(alone)
    assert low <= Fraction(sum(map(all, both)), len(both)) <= high
