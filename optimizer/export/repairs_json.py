"""Repairs and nominations as they stand in roster.json and in the machine form of `xiwei explain`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from optimizer.basis.text import Filled
from optimizer.diagnose.changes import Change
from optimizer.diagnose.nominations import Nomination, Nominations
from optimizer.diagnose.repairs import Repair, Repairs, SingleRepair
from optimizer.export.roster_json import seat_record, verdict_record
from optimizer.groups.words import describe
from optimizer.people.person import Person
from optimizer.policy.policy import Seats


def repairs_record(repairs: Repairs) -> dict[str, Any]:
    """The ranking."""
    return {
        "possible": repairs.possible,
        "complete": repairs.complete,
        "listed": [repair_record(repair) for repair in repairs.listed],
    }


def repair_record(repair: Repair) -> dict[str, Any]:
    """One repair: what it changes, what it costs, the roster that shows it; nobody further is nominated for it."""
    return {
        "changes": [change_record(change) for change in repair.changes],
        "nominations": [],
        "cost": repair.cost,
        "proven": repair.proven,
        "status": str(repair.status),
        "seats": [seat_record(seat) for seat in repair.roster],
        "verdicts": [verdict_record(verdict) for verdict in repair.verdicts],
    }


def change_record(change: Change) -> dict[str, Any]:
    """One change: `from` and `to` in heads; ratios exact, as texts."""
    record: dict[str, Any] = {
        "rule": change.name,
        "field": change.field,
        "from": change.before,
        "to": change.after,
        "heads": change.heads,
        "cost": change.cost,
    }
    if change.part:
        record["part"] = change.part
    if change.ratio_before is not None and change.ratio_after is not None:
        record |= {"ratio_from": str(change.ratio_before), "ratio_to": str(change.ratio_after), "of": change.of}
    if change.people:
        record["people"] = list(change.people)
    if change.units:
        record["units"] = list(change.units)
    if change.seats_before is not None and change.seats_after is not None:
        record |= {"seats_from": _seats(change.seats_before), "seats_to": _seats(change.seats_after)}
    return record


def singles_record(singles: Iterable[SingleRepair]) -> list[dict[str, Any]]:
    """Each rule, pin and number of seats alone: `helps` is null where that is not known."""
    return [
        {
            "rule": single.name,
            "helps": True if single.repair is not None else False if single.proven else None,
            "proven": single.proven,
            "changes": [] if single.repair is None else [change_record(change) for change in single.repair.changes],
            "cost": None if single.repair is None else single.repair.cost,
        }
        for single in singles
    ]


def nominations_record(nominations: Nominations, titles: Mapping[str, Filled]) -> dict[str, Any]:
    """Whom the pool lacks, the invented people who show it, and a roster with them."""
    return {
        "count": nominations.count,
        "helps": nominations.helps,
        "proven": nominations.proven,
        "general": nominations.general,
        "listed": [_nomination_record(nomination, titles) for nomination in nominations.listed],
        "people": [_person_record(person) for person in nominations.people],
        "seats": [seat_record(seat) for seat in nominations.roster],
        "verdicts": [verdict_record(verdict) for verdict in nominations.verdicts],
    }


def _nomination_record(nomination: Nomination, titles: Mapping[str, Filled]) -> dict[str, Any]:
    statements = []
    for statement in nomination.said.statements:
        words = describe(statement.group, titles)
        statements.append(
            {
                "column": statement.column,
                "zh": words.zh,
                "en": words.en,
                "known": statement.known,
                "distinct": statement.distinct,
            }
        )
    return {"count": nomination.count, "statements": statements, "alike": list(nomination.said.alike)}


def _person_record(person: Person) -> dict[str, Any]:
    typed = ("sex", "birth", "frontline", "head", "cadre", "incumbent", "score", "rank")
    known = {column: person.value(column) for column in typed if person.value(column)}
    return {"id": person.id, **known, "modes": list(person.modes), **dict(sorted(person.other.items()))}


def _seats(seats: Seats) -> int | dict[str, int]:
    fixed = seats.fixed
    return {"at_least": seats.least, "at_most": seats.most} if fixed is None else fixed
