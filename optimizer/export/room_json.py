"""The room a plan leaves, as data: records with sorted or ordered lists, exact figures, no prose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from optimizer.basis.position import Position
from optimizer.export.roster_json import seat_record, verdict_record
from optimizer.room.alternatives import Alternatives
from optimizer.room.headroom import Headroom
from optimizer.room.labels import Labels
from optimizer.room.moves import Move, Slack
from optimizer.room.nearest import Nearest, Replacement
from optimizer.room.price import Curve
from optimizer.room.seats import SeatRoom
from optimizer.room.why import Why
from optimizer.room.within import Distance
from optimizer.roster.roster import Seat
from optimizer.rules.limits import Figure, Limit


def headroom_record(each: Headroom) -> dict[str, Any]:
    """One limit: figures are whole heads (of `size`, where it is known) or exact ratios as text."""
    return {
        "rule": each.rule,
        **_limit_record(each.limit),
        "strength": str(each.strength),
        "reached": plain(each.reached),
        "needed": plain(each.needed),
        "furthest": plain(each.furthest),
        "endless": each.endless,
        "binding": each.binding,
        "tight": each.tight,
        "met": each.met,
        "proven": each.proven,
    }


def _limit_record(limit: Limit) -> dict[str, Any]:
    return {
        "field": limit.field,
        "part": limit.part,
        "side": "least" if limit.floor else "most",
        "figure": plain(limit.figure),
        "strict": limit.strict,
        "size": limit.size,
    }


def plain(figure: Figure | None) -> int | str | None:
    """A figure: a number of heads, or a ratio as text, such as `7/10`."""
    return f"{figure.numerator}/{figure.denominator}" if isinstance(figure, Fraction) else figure


def seat_room_record(each: SeatRoom) -> dict[str, Any]:
    """The seats of one body or office."""
    return {
        "part": each.part,
        "filled": each.filled,
        "least": each.least,
        "most": each.most,
        "fewest": each.fewest,
        "largest": each.largest,
        "proven": each.proven,
    }


def headroom_document(limits: Sequence[Headroom], seats: Sequence[SeatRoom]) -> dict[str, Any]:
    """Every limit in the order of the policy, and the seats."""
    return {
        "headroom": [headroom_record(each) for each in limits],
        "seat_room": [seat_room_record(each) for each in seats],
    }


def price_record(curve: Curve) -> dict[str, Any]:
    """One curve: stretches of figures from loose to tight with the goals' values in units of 1/scale."""
    return {
        **headroom_record(curve.headroom),
        "goals": [{"id": goal.id, "scale": scale} for goal, scale in zip(curve.goals, curve.scales, strict=True)],
        "steps": [
            {"loose": plain(step.loose), "tight": plain(step.tight), "values": list(step.values)}
            for step in curve.steps
        ],
        "gaps": [[plain(one), plain(other)] for one, other in curve.gaps],
        "complete": curve.complete,
    }


def why_record(each: Why) -> dict[str, Any]:
    """One person and one body or office."""
    return {
        "person": each.person,
        "scope": each.scope,
        "holds": each.holds,
        "answer": str(each.answer),
        "free": each.free,
        "barred": list(each.barred),
        "against": list(each.against),
        "costs": [
            {"goal": cost.goal, "before": cost.before, "after": cost.after, "loss": cost.loss, "scale": cost.scale}
            for cost in each.costs
        ],
        "moves": moves_record(each.moves),
        "slacks": [slack_record(slack) for slack in each.slacks],
        "seats": seats_record(each.seats),
        "proven": each.proven,
    }


def moves_record(moves: Iterable[Move]) -> list[dict[str, Any]]:
    """Who leaves, changes place, enters; null for nothing held."""
    return [
        {"person": move.person, "before": _held(move.before), "after": _held(move.after), "pieces": move.pieces}
        for move in moves
    ]


def _held(position: Position | None) -> dict[str, Any] | None:
    if position is None:
        return None
    record = seat_record(Seat(person="", position=position))
    return {key: value for key, value in record.items() if key != "person"}


def slack_record(slack: Slack) -> dict[str, Any]:
    """The room on one side of a rule on two rosters, in heads."""
    return {
        "rule": slack.rule,
        "part": slack.part,
        "side": "least" if slack.floor else "most",
        "before": slack.before,
        "after": slack.after,
    }


def seats_record(seats: Iterable[Seat]) -> list[dict[str, Any]]:
    """The seats of a roster."""
    return [seat_record(seat) for seat in seats]


def distance_record(distance: Distance) -> dict[str, Any]:
    """A distance, exact."""
    return {
        "ratio": plain(distance.ratio),
        "units": {name: str(units) for name, units in sorted(distance.units.items())},
    }


def labels_document(found: Labels) -> dict[str, Any]:
    """Everybody by body and id."""
    return {
        "distance": distance_record(found.distance),
        "plan_proven": found.best,
        "complete": found.complete,
        "labels": [
            {"scope": label.scope, "person": label.person, "label": str(label.place), "in_plan": label.seated}
            for label in found.labels
        ],
    }


def alternatives_document(found: Alternatives) -> dict[str, Any]:
    """The alternatives in the order found; goal values exact, as text."""
    return {
        "distance": distance_record(found.distance),
        "exhausted": found.exhausted,
        "alternatives": [
            {
                "apart": list(each.apart),
                "most": each.most,
                "proven": each.proven,
                "values": [str(value) for value in each.values],
                "moves": moves_record(each.moves),
                "slacks": [slack_record(slack) for slack in each.slacks],
                "seats": seats_record(each.seats),
                "verdicts": [verdict_record(verdict) for verdict in each.verdicts],
            }
            for each in found.found
        ],
    }


def replacement_record(each: Replacement) -> dict[str, Any]:
    """What happens when one member drops out."""
    return {
        "person": each.person,
        "loss": str(each.loss),
        "successor": each.successor or None,
        "changes": each.changes,
        "moves": moves_record(each.moves),
        "slacks": [slack_record(slack) for slack in each.slacks],
        "against": list(each.against),
        "proven": each.proven,
    }


def change_document(found: Nearest) -> dict[str, Any]:
    """The roster nearest to an earlier one."""
    return {
        "status": str(found.status),
        "changes": found.changes,
        "moves": moves_record(found.moves),
        "seats": seats_record(found.seats),
        "verdicts": [verdict_record(verdict) for verdict in found.verdicts],
    }
