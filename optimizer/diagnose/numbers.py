"""The nearest numbers of seats at which the rest of a conflict could be kept, with all other seats held at theirs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.diagnose.questions import Questions
from optimizer.diagnose.relaxed import SEATS
from optimizer.model.model import Model
from optimizer.policy.policy import Seats

BRIEF = 3.0
"""So many seconds are spent on the nearest number of seats outright, before the numbers left open are halved."""


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The nearest numbers of seats, below and above those there are, at which the rest of a conflict can be kept."""

    part: str
    seats: Seats
    below: int | None
    above: int | None


def numbers(questions: Questions, claim: str, others: frozenset[str]) -> Numbers | None:
    """The nearest numbers of seats that would do with the other claims held; raises Stopped.

    None for a contested body or office.
    """
    problem = questions.claims.problem
    part = claim.removeprefix(SEATS)
    seats, most = problem.policy.seats[part], len(problem.pool.people)
    if any(contest.part == part for contest in problem.contests):
        # With other seats the slate has other candidates: nothing follows from this one.
        return None

    search = _Nearest(questions=questions, part=part, others=others)
    return Numbers(
        part=part,
        seats=seats,
        below=search.run(seats.least - 1, 0) if seats.least > 0 else None,
        above=search.run(seats.most + 1, most) if seats.most < most else None,
    )


@dataclass(frozen=True, kw_only=True)
class _Nearest:
    """The nearest number of seats of a body or office that would do."""

    questions: Questions
    part: str
    others: frozenset[str]

    def run(self, first: int, last: int) -> int | None:
        """The nearest to `first` of the numbers from there to `last`: mostly it is `first` itself, or there is none."""
        found = self._held(first, first)
        if found is not None or first == last:
            return found
        step = 1 if last > first else -1
        found = self._held(first + step, last)
        if found is None:
            return None
        near, found = self._bracketed(first, found, last)
        # No number up to `near` will do and `found` does.
        while found != near + step:
            middle = near + step * (abs(found - near) // 2)
            closer = self._held(near + step, middle)
            near, found = (middle, found) if closer is None else (near, closer)
        return found

    def _held(self, first: int, last: int) -> int | None:
        """How many hold it in a roster with between `first` and `last` seats of it; None where there is no such roster."""
        answer = self.questions.roster(self._model(first, last), self.others)
        return None if answer is None else sum(self.part in seat.position.scopes for seat in answer.seats)

    def _bracketed(self, first: int, found: int, last: int) -> tuple[int, int]:
        """A number before which none will do, and one that does, closer together after some work on the best."""
        step = 1 if last > first else -1
        model = self._model(first + step, last)
        positions = self.questions.claims.problem.positions
        touching = np.array([self.part in position.scopes for position in positions], dtype=np.int64)
        value, bound = self.questions.bracket(model, -step * touching[model.position], seconds=BRIEF)
        near = first if bound is None else -step * bound - step
        nearer = found if value is None else -step * value
        # A bound may say less than is known already.
        return max(near * step, first * step) * step, min(nearer * step, found * step) * step

    def _model(self, first: int, last: int) -> Model:
        sizes = Seats(least=min(first, last), most=max(first, last))
        return self.questions.claims.model(self.others, seats={self.part: sizes})
