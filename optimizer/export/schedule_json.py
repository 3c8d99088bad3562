"""A schedule as JSON: units by code, years in order, exact figures, no prose."""

from __future__ import annotations

from datetime import date
from typing import Any

from optimizer.rollout.schedule import Load, Schedule, Slot
from optimizer.rollout.schedule_clash import Clash
from optimizer.rollout.schedule_rules import ScheduleRule
from optimizer.rollout.schedule_turns import Capacity, Settings
from optimizer.rollout.schedule_ways import Way


def schedule_document(done: Schedule) -> dict[str, Any]:
    """The whole record."""
    return {
        "status": str(done.status),
        "settings": settings_record(done.settings),
        "goals": [
            {"id": str(goal.id), "value": goal.value, "bound": goal.bound, "proof": goal.proof} for goal in done.goals
        ],
        "years": [{"year": year, **_load_record(load)} for year, load in done.loads().items()],
        "cities": [
            {"city": city, "year": year, **_load_record(load)} for (city, year), load in done.city_loads().items()
        ],
        "units": [slot_record(slot) for slot in done.slots],
        "clashes": [clash_record(clash) for clash in done.clashes],
        "ways": [way_record(way) for way in done.ways],
        "ways_complete": done.complete,
    }


def settings_record(settings: Settings) -> dict[str, Any]:
    """What the schedule kept to."""
    return {
        "first": settings.first,
        "last": settings.last,
        "capacity": _capacity_record(settings.capacity),
        "each_city": _capacity_record(settings.each_city),
        "cities": {city: _capacity_record(capacity) for city, capacity in sorted(settings.cities.items())},
        "due": "must" if settings.due_must else "goal",
        "seed": settings.seed,
    }


def _capacity_record(capacity: Capacity) -> dict[str, Any]:
    return {"each": capacity.each, "years": {str(year): most for year, most in sorted(capacity.years.items())}}


def _load_record(load: Load) -> dict[str, Any]:
    return {"pilots": load.pilots, "full": load.full, "late": load.late, "capacity": load.capacity}


def slot_record(slot: Slot) -> dict[str, Any]:
    """One unit; `late` in calendar years."""
    turn = slot.turn
    return {
        "unit": turn.code,
        "year": slot.year,
        "day": slot.day.isoformat(),
        "due": _iso(turn.due),
        "set_before": _iso(turn.planned),
        "fixed": turn.fixed,
        "late": slot.late,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def clash_record(clash: Clash) -> dict[str, Any]:
    """One smallest clash with its arithmetic."""
    return {
        "rules": [_rule_record(rule) for rule in clash.rules],
        "city": clash.city,
        "demands": [{"kind": str(demand.kind), "year": demand.year, "units": demand.units} for demand in clash.demands],
        "capacity": clash.capacity,
        "room": [{**_rule_record(rule), "most": most} for rule, most in clash.room],
        "missing": clash.missing,
    }


def way_record(way: Way) -> dict[str, Any]:
    """One way out."""
    return {
        "kind": str(way.kind),
        "extra": [{**_rule_record(rule), "more": more} for rule, more in way.extra],
        "last": way.last or None,
        "bent": str(way.bent) if way.bent else None,
        "units": way.units,
        "proven": way.proven,
    }


def _rule_record(rule: ScheduleRule) -> dict[str, Any]:
    """A rule; city and year only where it has them."""
    record: dict[str, Any] = {"kind": str(rule.kind)}
    if rule.city:
        record["city"] = rule.city
    if rule.year:
        record["year"] = rule.year
    return record
