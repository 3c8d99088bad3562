"""The slates of a roster: who stands in which vote, planned to win or as a further candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.basis.position import Position
from optimizer.problem.problem import Problem
from optimizer.roster.roster import Seat


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One person on a slate: `planned` to win, or a further candidate (差额人选).

    `position` is what they hold in the plan, or would hold after a win; groups are judged in it.
    """

    person: str
    position: Position
    planned: bool


@dataclass(frozen=True, kw_only=True)
class Vote:
    """One vote: `seats` of the `slate` are elected. `unit` is the value its candidates share, "" where all stand together."""

    unit: str = ""
    seats: int
    slate: tuple[Candidate, ...]

    @property
    def margin(self) -> int:
        """How many of the slate are not elected."""
        return len(self.slate) - self.seats

    @property
    def winners(self) -> tuple[Candidate, ...]:
        """Those planned to win."""
        return tuple(candidate for candidate in self.slate if candidate.planned)

    @property
    def further(self) -> tuple[Candidate, ...]:
        """The further candidates."""
        return tuple(candidate for candidate in self.slate if not candidate.planned)


@dataclass(frozen=True, kw_only=True)
class Contest:
    """A contested body or office: one vote, or one for each value of the column `by`."""

    part: str
    by: str = ""
    votes: tuple[Vote, ...]

    @property
    def seats(self) -> int:
        """Seats of all votes."""
        return sum(vote.seats for vote in self.votes)

    @property
    def margin(self) -> int:
        """How many candidates are not elected."""
        return sum(vote.margin for vote in self.votes)

    @property
    def slate(self) -> tuple[Candidate, ...]:
        """All candidates, vote by vote."""
        return tuple(candidate for vote in self.votes for candidate in vote.slate)

    @property
    def winners(self) -> tuple[Candidate, ...]:
        """Those planned to win."""
        return tuple(candidate for candidate in self.slate if candidate.planned)

    @property
    def further(self) -> tuple[Candidate, ...]:
        """The further candidates."""
        return tuple(candidate for candidate in self.slate if not candidate.planned)


def contests_of(problem: Problem, seats: Sequence[Seat]) -> tuple[Contest, ...]:
    """The contests of a roster with its further candidates, outer bodies first; candidates of a vote by id."""
    return tuple(
        Contest(
            part=contest.part,
            by=contest.by,
            votes=tuple(
                Vote(
                    unit=ballot.unit,
                    seats=ballot.seats,
                    slate=_slate(problem, seats, contest.part, (contest.by, ballot.unit)),
                )
                for ballot in contest.ballots
            ),
        )
        for contest in problem.contests
    )


def _slate(problem: Problem, seats: Sequence[Seat], part: str, of: tuple[str, str]) -> tuple[Candidate, ...]:
    """The candidates for a part, those of one unit where `of` is a column and its value."""
    column, unit = of
    found = []
    for seat in seats:
        planned = part in seat.position.scopes
        if not planned and seat.position.runs_for != part:
            continue
        if column and problem.pool.by_id[seat.person].value(column) != unit:
            continue
        position = seat.position if planned else problem.policy.elected(seat.position)
        found.append(Candidate(person=seat.person, position=position, planned=planned))
    return tuple(sorted(found, key=lambda candidate: candidate.person))
