"""roster.json: the machine form of a plan, and reading it back (docs/command-line.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.position import Position
from optimizer.basis.text import Text
from optimizer.people.person import Notice
from optimizer.roster.roster import Proposal, Seat
from optimizer.rules.base import Verdict


def roster_document(proposal: Proposal) -> dict[str, Any]:
    """The document; lists in a fixed order, nothing in it depends on time, machine or the row order of the pool."""
    problem = proposal.problem
    return {
        "status": str(proposal.status),
        "goals": [
            {"id": goal.id, "value": goal.value, "bound": goal.bound, "scale": goal.scale, "proof": goal.proof}
            for goal in proposal.solved.goals
        ],
        "seats": [seat_record(seat) for seat in proposal.seats],
        "verdicts": [verdict_record(verdict) for verdict in proposal.verdicts],
        "conflicts": [],
        "repairs": [],
        "proof_rules": list(proposal.solved.rules),
        "waivers": [
            {"rule": rule.id, "people": list(waiver.people), "units": list(waiver.units), "reason": waiver.reason}
            for rule in problem.rules
            for waiver in rule.waivers
        ],
        "ties": [
            {**seat_record(tie.seat), "others": list(tie.others), "count": tie.count, "complete": tie.complete}
            for tie in proposal.ties
        ],
        "stacking": [{"person": who, "rules": list(rules)} for who, rules in sorted(proposal.boxes)],
        "unsettled": [
            {"person": cell.person, "column": cell.column, "value": cell.value, "rules": list(cell.rules)}
            for cell in proposal.unsettled
        ],
        "inputs": {
            "policy": problem.policy.name,
            "pool_sha256": problem.pool.sha256,
            "policy_sha256": problem.policy.sha256,
            "reference_date": problem.policy.reference_date.isoformat(),
            "pins": [
                {
                    "rule": rule.id,
                    "scope": list(rule.scope),
                    "people": list(getattr(rule, "people", ())),
                    "note": rule.note,
                }
                for rule in problem.pins
            ],
            "based": problem.base is not None,
            "seed": problem.seed,
        },
        "solver": {"name": proposal.solved.solver, "version": proposal.solved.version},
    }


def seat_record(seat: Seat) -> dict[str, Any]:
    """One seat; `runs_for` and `run_mode` only of further candidates."""
    held = seat.position
    record = {"person": seat.person, "bodies": list(held.bodies), "office": held.office, "mode": held.mode}
    return record if held.runs_for is None else {**record, "runs_for": held.runs_for, "run_mode": held.run_mode}


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """One verdict; `part` names the value of an `each` rule."""
    record: dict[str, Any] = {
        "rule": verdict.rule,
        "strength": str(verdict.strength),
        "scope": list(verdict.scope),
        "found": verdict.found,
        "of": verdict.of,
        "least": verdict.least,
        "most": verdict.most,
        "kept": verdict.kept,
    }
    return {**record, "part": verdict.part} if verdict.part else record


def to_bytes(document: Mapping[str, Any]) -> bytes:
    """JSON as UTF-8, indented, with a final newline."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True, kw_only=True)
class RosterFile:
    """A roster read back: its seats, and the hashes of the pool and the policy it was made from ("" when not given).

    `notices` tell where a workbook's own pool differs from the pool.
    """

    seats: tuple[Seat, ...]
    pool_sha256: str = ""
    policy_sha256: str = ""
    notices: tuple[Notice, ...] = ()


def read_roster(data: bytes, *, source: str) -> RosterFile:
    """The roster of a roster.json.

    Raises InputFaults when it is no JSON or its seats are not of the documented form.
    """
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputFaults(source, [_fault(_NO_JSON, None)]) from None
    listed = document.get("seats") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise InputFaults(source, [_fault(_NO_SEATS, None)])
    inputs = document.get("inputs")
    hashes = inputs if isinstance(inputs, dict) else {}
    return RosterFile(
        seats=_seats(listed, source),
        pool_sha256=str(hashes.get("pool_sha256", "")),
        policy_sha256=str(hashes.get("policy_sha256", "")),
    )


def _seats(listed: list[object], source: str) -> tuple[Seat, ...]:
    faults, seats = [], []
    for number, record in enumerate(listed, 1):
        seat = _seat(record)
        if seat is None:
            faults.append(_fault(_BAD_SEAT, json.dumps(record, ensure_ascii=False)[:80], path=f"seats[{number}]"))
        else:
            seats.append(seat)
    if faults:
        raise InputFaults(source, faults)
    return tuple(sorted(seats, key=lambda seat: (seat.person, seat.position.bodies)))


def _seat(record: object) -> Seat | None:
    if not isinstance(record, dict):
        return None
    person, bodies = record.get("person"), record.get("bodies")
    named = {key: record.get(key) for key in ("office", "mode", "runs_for", "run_mode")}
    texts = isinstance(person, str) and all(part is None or isinstance(part, str) for part in named.values())
    if not texts or not isinstance(bodies, list) or not all(isinstance(body, str) for body in bodies):
        return None
    # Who runs for an outermost body holds nothing yet.
    return (
        Seat(person=str(person), position=Position(bodies=tuple(bodies), **named))
        if bodies or named["runs_for"]
        else None
    )


def _fault(message: Text, value: str | None, path: str | None = None) -> Fault:
    return Fault(kind="roster.form", path=path, value=value, message=message.fill(), cure=_CURE.fill())


_NO_JSON = Text(zh="不是有效的 JSON", en="this is not valid JSON")
_NO_SEATS = Text(zh="没有 seats 列表", en="there is no list of seats")
_BAD_SEAT = Text(zh="席位应有 person、bodies、office、mode", en="a seat has person, bodies, office and mode")
_CURE = Text(zh="用 xiwei plan 重新生成 roster.json", en="Make roster.json again with xiwei plan")
