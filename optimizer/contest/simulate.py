"""Votes drawn at random: a check on every exact chance, and an estimate where rules hang together or count in other ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from optimizer.basis.progress import Progress, Silent, Step
from optimizer.basis.text import Filled
from optimizer.contest.odds import Odds, OddsKind, ids
from optimizer.contest.slates import Vote

type Winners = NDArray[np.bool_]

DRAWS = 100_000
CONFIDENCE = 0.99
_CELLS = 2_000_000
"""Numbers drawn at a time: draws x candidates."""


@dataclass(frozen=True, kw_only=True)
class Band:
    """How many of some drawn votes had a property, and between which its chance lies with 99 % confidence (Clopper–Pearson)."""

    hits: int
    draws: int
    low: float
    high: float


def band(hits: int, draws: int) -> Band:
    """The band of so many hits; draws > 0."""
    # Quantiles of beta distributions: scipy.stats has them too, but takes seconds to load.
    tail = (1 - CONFIDENCE) / 2
    low = float(special.betaincinv(hits, draws - hits + 1, tail)) if hits else 0.0
    high = float(special.betaincinv(hits + 1, draws - hits, 1 - tail)) if hits < draws else 1.0
    return Band(hits=hits, draws=draws, low=low, high=high)


def drawn_votes(
    votes: Sequence[Vote], odds: Odds, *, draws: int = DRAWS, seed: int = 0, progress: Progress | None = None
) -> Iterator[Winners]:
    """Votes at random, in batches: draws x candidates (the slates one after the other), who is elected.

    The batches add up to `draws`, or to fewer when the progress is cancelled. The same seed gives the same votes.
    """
    watch = progress or Silent()
    random = np.random.Generator(np.random.PCG64(seed))
    batch = max(1, _CELLS // max(1, sum(len(vote.slate) for vote in votes)))
    for done in range(0, draws, batch):
        if watch.cancelled():
            return
        watch.report(Step(stage="draws", done=done // batch, total=-(-draws // batch), said=_DRAWING))
        rows = min(batch, draws - done)
        yield np.concatenate([_drawn(vote, odds, rows, random) for vote in votes], axis=1)


def _drawn(vote: Vote, odds: Odds, rows: int, random: np.random.Generator) -> Winners:
    """Rows x slate: the first `elected` to arrive (the same race as in `race`, run instead of integrated)."""
    size = len(vote.slate)
    strength = odds.strengths(ids(vote))
    if odds.kind is OddsKind.SHARES:
        times = random.standard_normal((rows, size)) * -odds.spread - strength
    else:
        times = random.standard_exponential((rows, size)) / strength
    winners = np.zeros((rows, size), dtype=bool)
    first = np.argpartition(times, vote.seats - 1, axis=1)[:, : vote.seats]
    np.put_along_axis(winners, first, True, axis=1)
    return winners


_DRAWING = Filled(zh="正在模拟投票", en="drawing votes")
