"""What a sweep's points say beside each other: the plan they are compared with, goals that move, who comes and goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimizer.policy.policy import Goal
from optimizer.room.moves import Move, moves_between
from optimizer.roster.roster import Seat
from optimizer.rules.base import Verdict
from optimizer.solve.status import Status
from optimizer.whatif.axes import LimitAxis, Value
from optimizer.whatif.sweep import Point, Sweep


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Who is in one roster and not in the other, by id, and who is in both in another position."""

    enter: tuple[str, ...]
    leave: tuple[str, ...]
    move: tuple[Move, ...]


def reference(sweep: Sweep) -> Point | None:
    """What points are compared with: the plan as things stand or, where there is none, the first point with a roster."""
    return next((point for point in (sweep.base, *sweep.points) if point.answer.seats), None)


def changes(before: Sequence[Seat], after: Sequence[Seat]) -> Changes:
    """Who comes, who goes, who changes place."""
    then, now = ({seat.person for seat in seats} for seats in (before, after))
    return Changes(
        enter=tuple(sorted(now - then)),
        leave=tuple(sorted(then - now)),
        move=tuple(move for move in moves_between(before, after) if move.person in then & now),
    )


def figure_of(point: Point, goal: str) -> Fraction | None:
    """A goal's exact value at a point; None without a roster."""
    reached = next((each for each in point.answer.goals if each.id == goal), None)
    return None if reached is None else Fraction(reached.value, reached.scale)


def goals_that_move(sweep: Sweep, points: Sequence[Point]) -> tuple[Goal, ...]:
    """The goals that are not worth the same at all points, the draw aside; the first best total where none moves."""
    goals = [goal for goal in sweep.problem.goals if goal.kind != "draw"]
    values = {goal.id: {figure_of(point, goal.id) for point in points} - {None} for goal in goals}
    moving = tuple(goal for goal in goals if len(values[goal.id]) > 1)
    return moving or tuple(goal for goal in goals if goal.kind == "best")[:1]


def of_axis(sweep: Sweep, number: int) -> tuple[tuple[Value, Point], ...]:
    """The points of one axis with its values, where the axes are swept one after the other."""
    return tuple((value, point) for point in sweep.points for value in (point.scenario[number],) if value is not None)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a bound can move along its values: at no cost to any goal, at all, and from where it is impossible.

    `free` and `possible` are the tightest values of their kind, `impossible` the loosest; None for none. `free` is None too
    where the bound binds even at its loosest, so that what it costs there is not known. Points still open are in neither.
    """

    free: Value | None
    possible: Value | None
    impossible: Value | None


def reach(sweep: Sweep, number: int) -> Reach | None:
    """The reach of a bound that was moved alone; None for what has no tighter and looser."""
    axis = sweep.axes[number]
    if not isinstance(axis, LimitAxis) or (sweep.grid and len(sweep.axes) > 1):
        return None
    ranked = [(axis.rank(sweep.problem, value), value, point) for value, point in of_axis(sweep, number)]
    stands = axis.rank(sweep.problem, None)
    if stands is None or not ranked:
        return None
    ordered = [(value, point) for _, value, point in sorted(ranked, key=lambda each: each[0] or stands)]
    possible = [(value, point) for value, point in ordered if point.answer.status is Status.OPTIMAL]
    # What a bound costs is seen against the loosest setting there is, be it the present one.
    loosest = min(rank for rank, _, _ in ranked if rank is not None)
    freest = sweep.base if stands < loosest or not possible else possible[0][1]
    verdict = tightest(freest, axis)
    slack = verdict is not None and bool(_room(verdict, axis.stands.floor))
    free = [value for value, point in possible if slack and worth_of(sweep, point) == worth_of(sweep, freest)]
    impossible = [value for value, point in ordered if point.answer.status is Status.IMPOSSIBLE]
    return Reach(
        free=free[-1] if free else None,
        possible=possible[-1][0] if possible else None,
        impossible=impossible[0] if impossible else None,
    )


def worth_of(sweep: Sweep, point: Point) -> tuple[Fraction | None, ...]:
    """A point's goal values but the draw's."""
    return tuple(figure_of(point, goal.id) for goal in sweep.problem.goals if goal.kind != "draw")


def costly(sweep: Sweep) -> tuple[bool, ...]:
    """For each point whether its roster is worth less than the best of the sweep or as things stand; goals in their order."""
    points = (*sweep.points, sweep.base)
    keys = [_key(sweep, worth_of(sweep, point)) if point.answer.goals else None for point in points]
    best = min((key for key in keys if key is not None), default=None)
    return tuple(key is not None and best is not None and key > best for key in keys[:-1])


def tightest(point: Point, axis: LimitAxis) -> Verdict | None:
    """What the bound needs and reaches; of several parts the one with the least room. None without a roster."""
    listed = [each for each in point.verdicts if each.rule == axis.rule and axis.stands.part in ("", each.part)]
    rooms = [(_room(verdict, axis.stands.floor), number) for number, verdict in enumerate(listed)]
    sided = [(room, number) for room, number in rooms if room is not None]
    return listed[min(sided)[1]] if sided else None


def _room(verdict: Verdict, floor: bool) -> int | None:
    if floor:
        return None if verdict.least is None else verdict.found - verdict.least
    return None if verdict.most is None else verdict.most - verdict.found


def _key(sweep: Sweep, worth: Sequence[Fraction | None]) -> tuple[Fraction, ...]:
    """Goal values turned round where more is better, so that the best comes first."""
    goals = [goal for goal in sweep.problem.goals if goal.kind != "draw"]
    rises = [goal.kind in ("best", "slate") and goal.column != "rank" for goal in goals]
    return tuple((-1 if up else 1) * (value or Fraction(0)) for value, up in zip(worth, rises, strict=True))
