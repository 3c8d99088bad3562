"""A repair written into a scenario: its policy file with other bounds and seats, its pins without those given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Text
from optimizer.diagnose.changes import Change as Changed
from optimizer.diagnose.repairs import Repair
from optimizer.planner.desk.draft import Change, Draft, draft_policy
from optimizer.planner.desk.policy_file import PolicyFile
from optimizer.policy.policy import Policy, Seats
from optimizer.problem.problem import Problem
from optimizer.report.repairs import repair_words
from optimizer.rules.base import Rule, Strength
from optimizer.rules.bounds import said
from optimizer.rules.fields import Table
from optimizer.rules.registry import kinds
from optimizer.rules.waivers import Waiver

PIN = "keep:"
"""How the ids of a draft's pins begin; their number among the pins follows."""


def with_repair(draft: Draft, problem: Problem, repair: Repair) -> Change | None:
    """The draft after a repair of its plan, in one step; None where a part of the repair has to be written by hand.

    `problem` is the one that was diagnosed.
    """
    before = {rule.id: rule for rule in problem.policy.rules}
    if any(not _writable(before.get(rule.id), rule) for rule in repair.rules):
        return None
    data = draft.policy
    for part, seats in repair.seats:
        data = _with_seats(data, draft.policy_name, problem.policy, part, seats)
    for rule in repair.rules:
        changes = [change for change in repair.changes if change.name == rule.id]
        data = _with_rule(data, draft.policy_name, before[rule.id], rule, changes)
    given_up = {int(name.removeprefix(PIN)) for name in repair.dropped}
    pins = tuple(pin for number, pin in enumerate(draft.pins, 1) if number not in given_up)
    changed = replace(draft, policy=data, pins=pins)
    try:
        draft_policy(changed)
    except InputFaults:
        # Such as a body without any seat, which a policy cannot say.
        return None
    return Change(draft=changed, said=_REPAIRED.fill(said=repair_words(problem, repair)))


def _writable(before: Rule | None, after: Rule) -> bool:
    """Whether the difference can be written: the rule stands in the file, and what changes are plain values."""
    if before is None or before.kind not in kinds():
        return False
    return all(isinstance(value, int | str | Fraction | Table | None) for value in _changed(before, after).values())


def _changed(before: Rule, after: Rule) -> dict[str, object]:
    """The fields that differ, with their new values; strength and waivers are written apart."""
    old, new = vars(before), vars(after)
    return {name: new[name] for name in old if new[name] != old[name] and name not in ("waivers", "strength")}


def _with_seats(data: bytes, source: str, policy: Policy, part: str, seats: Seats) -> bytes:
    of = "body" if any(body.id == part for body in policy.bodies) else "office"
    fixed = seats.fixed
    written = {"at_least": seats.least, "at_most": seats.most} if fixed is None else fixed
    return _with_values(data, source, of, part, {"seats": written})


def _with_rule(data: bytes, source: str, before: Rule, after: Rule, changes: list[Changed]) -> bytes:
    values = _bounds(before, after, changes)
    waivers = after.waivers[len(before.waivers) :]
    strength = after.strength
    if waivers and strength is Strength.MUST:
        # Only a rule that binds as a rule can be waived.
        strength = Strength.AS_A_RULE
    if strength is not before.strength:
        values["strength"] = str(strength)
    if values:
        data = _with_values(data, source, "rule", before.id, values)
    for waiver in waivers:
        data = PolicyFile(data, source).with_new("waiver", _waiver(before, waiver))
    return data


def _bounds(before: Rule, after: Rule, changes: list[Changed]) -> dict[str, object]:
    """The keys to write: as the words of the repair say it, where one bound of all values moves; else as the rule has it."""
    if len(changes) == 1 and changes[0].field == "exactly" and not changes[0].part:
        # The bound keeps its name: the roster reaches the figure exactly.
        (change,) = changes
        return {"exactly": change.after if change.ratio_after is None else _written(change.ratio_after)}
    values = {name: _written(value) for name, value in _changed(before, after).items()}
    for change in changes:
        if not change.part and change.ratio_after is not None and change.plain is not None:
            # The rounder percentage asks for just as many heads.
            exact, rounder = _written(change.ratio_after), said(change.plain).zh
            values = {name: rounder if value == exact else value for name, value in values.items()}
    return values


def _with_values(data: bytes, source: str, of: str, which: str, values: Mapping[str, object]) -> bytes:
    """Other values in the entry of an id; in a file that extends another, an entry of its own where there is none."""
    file = PolicyFile(data, source)
    place = next((n for n, entry in enumerate(file.entries(of)) if entry.get("id") == which), None)
    return file.with_new(of, {"id": which, **values}) if place is None else file.with_entry(of, place, values)


def _waiver(rule: Rule, waiver: Waiver) -> dict[str, object]:
    listed = {"people": list(waiver.people), "units": list(waiver.units)}
    return {"rule": rule.id, **{name: who for name, who in listed.items() if who}, "reason": waiver.reason}


def _written(value: object) -> object:
    match value:
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Table():
            return {part: _written(bound) for part, bound in value.items}
        case _:
            return value


_REPAIRED = Text(zh="补救：{said}", en="repair: {said}")
