"""Drawn votes: who can win, the same for the same seed, and every exact chance within the band."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from optimizer.basis.progress import Step
from optimizer.contest.odds import Odds, OddsKind, chances
from optimizer.contest.simulate import band, drawn_votes
from tests.contest.votes import vote_of

NAMES = tuple(f"P{number:02}" for number in range(24))
VOTES = [vote_of(NAMES[:18], 15), vote_of(NAMES[18:], 4)]
MEMBERS = NAMES[::3]
MODELS = {
    "equal": Odds(),
    "odds": Odds(kind=OddsKind.WEIGHTS, strength=dict.fromkeys(MEMBERS, 0.3)),
    "strengths": Odds(kind=OddsKind.WEIGHTS, strength={who: 1.0 + number for number, who in enumerate(NAMES)}),
    "shares": Odds(kind=OddsKind.SHARES, strength={who: 50.0 - n for n, who in enumerate(NAMES)}, spread=6.0),
}


class Stopping:
    """Cancels after so many batches."""

    def __init__(self, batches: int) -> None:
        self.left = batches

    def report(self, step: Step) -> None:
        self.left -= 1

    def cancelled(self) -> bool:
        return self.left <= 0


def test_every_drawn_vote_elects_as_many_as_it_should() -> None:
    for vote in MODELS.values():
        for winners in drawn_votes(VOTES, vote, draws=500, seed=3):
            assert (winners[:, :18].sum(axis=1) == 15).all()
            assert (winners[:, 18:].sum(axis=1) == 4).all()


@pytest.mark.parametrize("name", MODELS)
def test_exact_chances_lie_in_the_band_of_the_drawn_votes(name: str) -> None:
    inside = np.array([who in MEMBERS for who in NAMES])
    counts = np.concatenate(
        [batch[:, inside].sum(axis=1) for batch in drawn_votes(VOTES, MODELS[name], draws=60_000, seed=5)]
    )
    exact = chances(VOTES, MODELS[name], MEMBERS)
    for least in range(exact.least, exact.most + 1):
        drawn = band(int((counts >= least).sum()), len(counts))
        chance = float(exact.within(least, None))
        # One miss in a hundred is to be expected of the band; with this seed there is none.
        assert drawn.low <= chance <= drawn.high, (least, chance, drawn)
    assert counts.min() >= exact.least
    assert counts.max() <= exact.most


def test_a_wrong_model_falls_out_of_the_band() -> None:
    inside = np.array([who in MEMBERS for who in NAMES])
    counts = np.concatenate(
        [batch[:, inside].sum(axis=1) for batch in drawn_votes(VOTES, MODELS["odds"], draws=20_000, seed=5)]
    )
    even = chances(VOTES, Odds(), MEMBERS)
    drawn = band(int((counts >= 6).sum()), len(counts))
    assert not drawn.low <= float(even.within(6, None)) <= drawn.high


def test_the_same_seed_gives_the_same_votes_and_another_seed_others() -> None:
    one, same, other = (np.concatenate(list(drawn_votes(VOTES, Odds(), draws=300, seed=seed))) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_the_band_is_clopper_pearson() -> None:
    found = band(37, 1000)
    assert found.low == pytest.approx(stats.beta.ppf(0.005, 37, 964))
    assert found.high == pytest.approx(stats.beta.ppf(0.995, 38, 963))
    assert band(0, 50).low == 0.0
    assert band(50, 50).high == 1.0


def test_drawing_stops_when_asked() -> None:
    wide = [vote_of(tuple(str(number) for number in range(400)), 300)]
    batches = list(drawn_votes(wide, Odds(), draws=20_000, progress=Stopping(2)))
    assert len(batches) == 2
    assert sum(len(batch) for batch in batches) < 20_000
