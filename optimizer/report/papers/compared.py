"""Two rosters set side by side: the record that a comparison is written from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from optimizer.basis.text import Filled
from optimizer.policy.policy import Goal
from optimizer.problem.problem import Problem
from optimizer.room.moves import Move, moves_between
from optimizer.roster.roster import Seat
from optimizer.rules.base import Verdict

FIRST, SECOND = Filled(zh="甲", en="A"), Filled(zh="乙", en="B")
"""What the two are called."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of two rosters: where it comes from, its seats, and everything counted on it by head.

    `frame` is what is wrong with its seats, `notes` what else should be known of it. `goals` are those that any roster has
    a value for, exact.
    """

    source: str
    seats: tuple[Seat, ...]
    verdicts: tuple[Verdict, ...]
    frame: tuple[Filled, ...] = ()
    notes: tuple[Filled, ...] = ()
    goals: tuple[tuple[Goal, Fraction], ...] = ()

    @property
    def broken(self) -> tuple[str, ...]:
        """The binding rules that are not kept, in the order of the policy."""
        return tuple(dict.fromkeys(each.rule for each in self.verdicts if each.strength.binds and not each.kept))

    @property
    def kept(self) -> bool:
        """Whether its seats are in order and every binding rule is kept."""
        return not self.frame and not self.broken


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """Two rosters of one pool under one policy."""

    problem: Problem
    first: Side
    second: Side

    @property
    def moves(self) -> tuple[Move, ...]:
        """Everybody who holds something else in the second than in the first."""
        return moves_between(self.first.seats, self.second.seats)

    @property
    def alike(self) -> tuple[Seat, ...]:
        """The seats that both have."""
        return tuple(sorted(set(self.first.seats) & set(self.second.seats)))

    def people(self, scope: str = "") -> tuple[frozenset[str], frozenset[str]]:
        """Who sits in a body or office in either roster; without one, who has any seat or runs for one."""
        first, second = (
            frozenset(seat.person for seat in side.seats if not scope or scope in seat.position.scopes)
            for side in (self.first, self.second)
        )
        return first, second

    @property
    def sides(self) -> tuple[tuple[Filled, Side], tuple[Filled, Side]]:
        """Both with what they are called."""
        return (FIRST, self.first), (SECOND, self.second)
