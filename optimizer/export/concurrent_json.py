"""People in offices of several associations, and the repair, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from optimizer.export.room_json import moves_record
from optimizer.rollout.concurrent import Clash, Likely
from optimizer.rollout.identity import Held
from optimizer.rollout.repair import Repair


def concurrent_record(clashes: Iterable[Clash], likely: Iterable[Likely], repair: Repair | None) -> dict[str, Any]:
    """Who holds too much, who may be one and the same, and what a repair changes; `repair` None where none was made."""
    record: dict[str, Any] = {
        "clashes": [clash_record(clash) for clash in clashes],
        "likely": [{"name": each.name, "doubt": str(each.doubt), "held": _held(each.held)} for each in likely],
    }
    if repair is not None:
        record["repair"] = repair_record(repair)
    return record


def clash_record(clash: Clash) -> dict[str, Any]:
    """One person with all their offices."""
    return {"person": clash.person, "name": clash.name, "held": _held(clash.held), "excess": clash.excess}


def repair_record(repair: Repair) -> dict[str, Any]:
    """The repair, unit by unit."""
    return {
        "proven": repair.proven,
        "changes": repair.changes,
        "kept": [
            {"person": each.clash.person, "name": each.clash.name, "held": _held(each.after)} for each in repair.settled
        ],
        "units": [
            {
                "unit": changed.code,
                "out": list(changed.out),
                "changes": changed.asked.changes,
                "moves": [] if changed.asked.again is None else moves_record(changed.asked.again.moves),
            }
            for changed in repair.units
        ],
        "left": [clash_record(clash) for clash in repair.left],
        "needed": [{"unit": each.code, "people": list(each.people)} for each in repair.needed],
    }


def _held(held: Sequence[Held]) -> list[dict[str, str]]:
    return [{"unit": each.code, "person": each.person, "office": each.office, "body": each.body} for each in held]
