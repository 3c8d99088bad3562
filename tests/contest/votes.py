"""Votes made of names alone."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.basis.position import Position
from optimizer.contest.slates import Candidate, Vote

SEAT = Position(bodies=("congress",))


def vote_of(names: Sequence[str], seats: int) -> Vote:
    """A vote for so many seats among these people, the first of them planned to win."""
    return Vote(
        seats=seats,
        slate=tuple(Candidate(person=who, position=SEAT, planned=n < seats) for n, who in enumerate(names)),
    )
