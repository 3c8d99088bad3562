"""What lies between two rosters: who enters, who leaves, who changes place; and which rules tighten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from optimizer.basis.position import Position
from optimizer.model.goals import marks
from optimizer.roster.roster import Seat
from optimizer.rules.base import Strength, Verdict


@dataclass(frozen=True, order=True, kw_only=True)
class Move:
    """One person in one chain of bodies: held before and after; None for nothing."""

    person: str
    before: Position | None
    after: Position | None

    @property
    def pieces(self) -> int:
        """How many pieces (bodies, office, mode) are given up or taken on (docs/conventions.md §7)."""
        return len(_marks(self.before) ^ _marks(self.after))


def moves_between(before: Iterable[Seat], after: Iterable[Seat]) -> tuple[Move, ...]:
    """Everybody who holds something else in one roster than in the other: leavers, then movers, then those who enter."""
    held = [_by_chain(before), _by_chain(after)]
    moves = [
        Move(person=who, before=held[0].get((who, root)), after=held[1].get((who, root)))
        for who, root in sorted(dict.fromkeys(chain(*held)))
    ]
    changed = [move for move in moves if move.before != move.after]
    return tuple(sorted(changed, key=lambda move: (move.after is not None, move.before is None)))


def difference(before: Iterable[Seat], after: Iterable[Seat]) -> int:
    """Pieces held in one of two rosters and not in the other."""
    return sum(move.pieces for move in moves_between(before, after))


def _by_chain(seats: Iterable[Seat]) -> dict[tuple[str, str], Position]:
    """Positions by person and outermost body, which all positions of a chain share."""
    return {(seat.person, root(seat.position)): seat.position for seat in seats}


def root(position: Position) -> str:
    """The outermost body of a position's chain."""
    return next(iter(position.bodies), position.runs_for or "")


def _marks(position: Position | None) -> frozenset[tuple[str, str]]:
    return frozenset() if position is None else marks(position)


@dataclass(frozen=True, kw_only=True)
class Slack:
    """The room on one side of a rule (or a part of it), in heads, on two rosters; below nought it is short."""

    rule: str
    part: str
    strength: Strength
    floor: bool
    before: int | None
    after: int | None

    @property
    def tightens(self) -> bool:
        """Whether there is less room than before."""
        return self.before is not None and self.after is not None and self.after < self.before


def slacks(before: Iterable[Verdict], after: Iterable[Verdict]) -> tuple[Slack, ...]:
    """Every side of every rule whose room differs between two rosters, in the order of the rules."""
    then, now = _rooms(before), _rooms(after)
    found = [
        Slack(rule=rule, part=part, strength=strength, floor=floor, before=then.get(key), after=now.get(key))
        for key in dict.fromkeys(chain(then, now))
        for rule, part, strength, floor in (key,)
    ]
    return tuple(slack for slack in found if slack.before != slack.after)


def _rooms(verdicts: Iterable[Verdict]) -> dict[tuple[str, str, Strength, bool], int]:
    rooms: dict[tuple[str, str, Strength, bool], int] = {}
    for verdict in verdicts:
        for floor, room in (
            (True, None if verdict.least is None else verdict.found - verdict.least),
            (False, None if verdict.most is None else verdict.most - verdict.found),
        ):
            if room is not None:
                rooms[verdict.rule, verdict.part, verdict.strength, floor] = room
    return rooms
