"""whatif.json and whatif.csv: sweeps and trade-offs in their machine form (docs/whatif.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from optimizer.basis.text import Filled, Lang, Text
from optimizer.export.csv import Cell, csv_bytes
from optimizer.export.roster_json import seat_record, verdict_record
from optimizer.problem.problem import Problem
from optimizer.report.whatif_words import NOTES, STATUS, axis_words, names_of, plain
from optimizer.report.words import goal_words
from optimizer.roster.roster import Seat
from optimizer.whatif.axes import Axis, LimitAxis, Value
from optimizer.whatif.compare import changes, figure_of, reference, tightest
from optimizer.whatif.frontier import Frontier, steps
from optimizer.whatif.sides import GoalSide
from optimizer.whatif.sweep import Point, Sweep


def sweep_document(sweep: Sweep) -> dict[str, Any]:
    """The sweep as data: nothing in it depends on time, machine, or who solved what."""
    than = reference(sweep)
    return {
        "kind": "sweep",
        "complete": sweep.complete,
        "grid": sweep.grid,
        "axes": [_axis_record(axis) for axis in sweep.axes],
        "base": {
            **_outcome(sweep.base),
            "seats": [seat_record(seat) for seat in sweep.base.answer.seats],
        },
        "compared_with": None if than is None else _settings(sweep, than),
        "points": [_point_record(sweep, point, than) for point in sweep.points],
        "inputs": _inputs(sweep.problem),
    }


def sweep_csv(sweep: Sweep, lang: Lang) -> bytes:
    """A row for each point, for a spreadsheet."""
    titles = sweep.problem.policy.titles
    goals = [goal for goal in sweep.problem.goals if goal.kind != "draw"]
    header = [axis_words(axis).to(lang) for axis in sweep.axes]
    header += [_HEADS.fill(axis=axis.name).to(lang) for axis in sweep.axes if isinstance(axis, LimitAxis)]
    header.append(_RESULT.to(lang))
    for axis in sweep.axes:
        if isinstance(axis, LimitAxis):
            header += [text.fill(axis=axis.name).to(lang) for text in (_REACHED, _NEEDED)]
    header += [goal_words(goal, titles).to(lang) for goal in goals]
    header += [word.to(lang) for word in (_ENTER, _ENTER_WHO, _LEAVE, _LEAVE_WHO, _MOVE, _NOTE)]
    return csv_bytes(header, (list(_cells(sweep, point, lang)) for point in sweep.points))


def frontier_document(found: Frontier, *, as_map: bool = False) -> dict[str, Any]:
    """The trade-off as data; with `as_map` how far the second side can go at every level of the first, too."""
    document: dict[str, Any] = {
        "kind": "map" if as_map else "frontier",
        "complete": found.complete,
        "sides": [
            {
                "name": side.name,
                "unit": "goal" if isinstance(side, GoalSide) else "heads",
                "stands": _number(stands),
            }
            for side, stands in zip(found.sides, found.stands, strict=True)
        ],
        "points": [
            {
                "figures": [_number(figure) for figure in corner.figures],
                "seats": [seat_record(seat) for seat in corner.seats],
            }
            for corner in found.corners
        ],
        "inputs": _inputs(found.problem),
    }
    if as_map:
        first, second = found.sides
        document["map"] = [
            {
                "from": _number(first.shown(step.first)),
                "to": _number(first.shown(step.last)),
                "furthest": _number(second.shown(step.furthest)),
            }
            for step in steps(found)
        ]
    return document


def frontier_csv(found: Frontier, *, as_map: bool = False) -> bytes:
    """A row for each pair; of a map, for each level of the first side."""
    names = [side.name for side in found.sides]
    if not as_map:
        return csv_bytes(names, ([_cell(figure) for figure in corner.figures] for corner in found.corners))
    first, second = found.sides
    if isinstance(first, GoalSide):
        rows = [(step.last, step.furthest) for step in steps(found)]
    else:
        rows = [(level, step.furthest) for step in steps(found) for level in range(step.first, step.last + 1)]
    return csv_bytes(names, ([_cell(first.shown(one)), _cell(second.shown(other))] for one, other in rows))


def _axis_record(axis: Axis) -> dict[str, Any]:
    record: dict[str, Any] = {"name": axis.name, "values": [_written(value) for value in axis.values]}
    if isinstance(axis, LimitAxis):
        record["stands"] = _written(axis.stands.figure)
        record["heads"] = [axis.heads(value) for value in axis.values if isinstance(value, int | Fraction)]
    return record


def _point_record(sweep: Sweep, point: Point, than: Point | None) -> dict[str, Any]:
    record = {"values": _settings(sweep, point), **_outcome(point)}
    if than is not None and point.answer.seats:
        found = changes(than.answer.seats, point.answer.seats)
        at = {who: [seat for seat in point.answer.seats if seat.person == who] for who in found.enter}
        record["enter"] = [seat_record(seat) for who in found.enter for seat in at[who]]
        record["leave"] = list(found.leave)
        record["move"] = [
            {
                "person": move.person,
                "from": None if move.before is None else _held(Seat(person=move.person, position=move.before)),
                "to": None if move.after is None else _held(Seat(person=move.person, position=move.after)),
            }
            for move in found.move
        ]
    return record


def _held(seat: Seat) -> dict[str, Any]:
    """A position by itself."""
    return {key: value for key, value in seat_record(seat).items() if key != "person"}


def _outcome(point: Point) -> dict[str, Any]:
    return {
        "status": str(point.answer.status),
        "goals": [
            {"id": goal.id, "value": goal.value, "bound": goal.bound, "scale": goal.scale}
            for goal in point.answer.goals
        ],
        "verdicts": [verdict_record(verdict) for verdict in point.verdicts],
    }


def _settings(sweep: Sweep, point: Point) -> dict[str, Any]:
    """What is changed at a point; empty for things as they stand."""
    pairs = zip(sweep.axes, point.scenario, strict=True)
    return {axis.name: _written(value) for axis, value in pairs if value is not None}


def _inputs(problem: Problem) -> dict[str, Any]:
    return {
        "policy": problem.policy.name,
        "pool_sha256": problem.pool.sha256,
        "policy_sha256": problem.policy.sha256,
        "reference_date": problem.policy.reference_date.isoformat(),
        "pins": len(problem.pins),
        "based": problem.base is not None,
        "seed": problem.seed,
    }


def _written(value: Value) -> int | str:
    """A value exactly: whole numbers as such, ratios as p/q."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return value.isoformat() if isinstance(value, date) else value


def _number(value: Fraction | None) -> int | str | None:
    """A whole number as such, any other figure as an exact decimal in a text."""
    if value is None or value.denominator == 1:
        return None if value is None else value.numerator
    return str(Decimal(value.numerator) / Decimal(value.denominator))


def _cell(value: Fraction | None) -> Cell:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def _cells(sweep: Sweep, point: Point, lang: Lang) -> Iterator[Cell]:
    limits = [
        (axis, value) for axis, value in zip(sweep.axes, point.scenario, strict=True) if isinstance(axis, LimitAxis)
    ]
    for value in point.scenario:
        yield None if value is None else _in_a_cell(value, lang)
    for axis, value in limits:
        yield axis.heads(value) if isinstance(value, int | Fraction) else None
    yield STATUS[point.answer.status].to(lang)
    for axis, _ in limits:
        verdict = tightest(point, axis)
        yield None if verdict is None else verdict.found
        yield None if verdict is None else verdict.least if axis.stands.floor else verdict.most
    for goal in sweep.problem.goals:
        if goal.kind != "draw":
            yield _cell(figure_of(point, goal.id))
    than = reference(sweep)
    if than is None or not point.answer.seats:
        yield from (None,) * 5
    else:
        found = changes(than.answer.seats, point.answer.seats)
        yield from (len(found.enter), names_of(sweep, found.enter), len(found.leave), names_of(sweep, found.leave))
        yield len(found.move)
    yield NOTES[point.answer.status].to(lang)


def _in_a_cell(value: Value, lang: Lang) -> Cell:
    """A value in a spreadsheet; 1/3 by itself would be taken for a day in March."""
    if isinstance(value, int):
        return value
    written = plain(value)
    return _FRACTION.fill(ratio=written).to(lang) if "/" in written else written


_HEADS = Text(zh="{axis} 人数", en="{axis} heads")
_RESULT = Filled(zh="结果", en="Result")
_REACHED = Text(zh="{axis} 达到", en="{axis} reached")
_NEEDED = Text(zh="{axis} 需要", en="{axis} needed")
_ENTER, _ENTER_WHO = Filled(zh="新进人数", en="Enter"), Filled(zh="新进", en="Who enters")
_LEAVE, _LEAVE_WHO = Filled(zh="退出人数", en="Leave"), Filled(zh="退出", en="Who leaves")
_MOVE = Filled(zh="职务变动人数", en="Change place")
_NOTE = Filled(zh="说明", en="Note")
_FRACTION = Text(zh="{ratio}（比例）", en="{ratio} (share)")
