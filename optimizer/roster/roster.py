"""Seats, and everything a finished plan says about them."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.basis.position import Position
from optimizer.people.person import Person
from optimizer.problem.problem import Problem
from optimizer.rules.base import Verdict
from optimizer.solve.status import Solved, Status


@dataclass(frozen=True, order=True, kw_only=True)
class Seat:
    """One person in one position."""

    person: str
    position: Position


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A seat that others could hold at no loss: every rule stays kept and every goal but the draw stays as it is.

    `others` are the first few by id, `count` how many there are; `complete` is False where the search was cut short.
    """

    seat: Seat
    others: tuple[str, ...]
    count: int
    complete: bool = True


@dataclass(frozen=True, kw_only=True)
class Unsettled:
    """A cell that leaves a person's membership in a group undecided; it counts against `rules` until settled."""

    person: str
    column: str
    value: str
    rules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Proposal:
    """What planning gave: the status and goals, and, with a roster, all that was counted on it.

    `seats` are sorted by person; without a roster all tuples are empty but `unsettled`.
    """

    problem: Problem
    solved: Solved
    seats: tuple[Seat, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    ties: tuple[Tie, ...] = ()
    boxes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unsettled: tuple[Unsettled, ...] = ()

    @property
    def status(self) -> Status:
        """How the solve ended."""
        return self.solved.status

    def person(self, identity: str) -> Person:
        """A person of the pool."""
        return self.problem.pool.by_id[identity]

    def holding(self, scope: str) -> list[Seat]:
        """The seats that touch a body or office."""
        return [seat for seat in self.seats if scope in seat.position.scopes]
