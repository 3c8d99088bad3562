"""A repair as lines for a policy file that extends the policy it repairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from optimizer.diagnose.changes import Change
from optimizer.diagnose.repairs import Repair
from optimizer.policy.policy import Policy, Seats
from optimizer.policy.writing import literal
from optimizer.problem.problem import Problem
from optimizer.rules.base import Rule, Strength
from optimizer.rules.fields import Table
from optimizer.rules.registry import kinds
from optimizer.rules.waivers import Waiver


def policy_lines(problem: Problem, repair: Repair) -> str:
    """TOML to append to a policy that extends the problem's; what cannot be said so stands as a remark.

    Pins are no part of a policy: those to be dropped are named in remarks.
    """
    before = {rule.id: rule for rule in problem.policy.rules}
    lines: list[str] = []
    for part, seats in repair.seats:
        lines += _seats_lines(problem.policy, part, seats)
    for rule in repair.rules:
        changes = [change for change in repair.changes if change.name == rule.id]
        lines += _rule_lines(before[rule.id], rule, changes)
    # Waivers come after all rules, so that each stands beside a rule that may be waived.
    for rule in repair.rules:
        for waiver in rule.waivers[len(before[rule.id].waivers) :]:
            lines += _waiver_lines(rule, waiver)
    lines += [f"# 取消锁定 / drop the pin: {pin}" for pin in repair.dropped]
    return "".join(f"{line}\n" for line in lines)


def _seats_lines(policy: Policy, part: str, seats: Seats) -> Iterator[str]:
    yield "[[body]]" if any(body.id == part for body in policy.bodies) else "[[office]]"
    yield f"id = {literal(part)}"
    fixed = seats.fixed
    yield f"seats = {literal({'at_least': seats.least, 'at_most': seats.most} if fixed is None else fixed)}"


def _rule_lines(before: Rule, after: Rule, changes: list[Change]) -> Iterator[str]:
    # What a promise asks is no rule of the file: it is written beside the rule it belongs to.
    keys = _keys(before, after, changes) if before.kind in kinds() else None
    if after.waivers != before.waivers and before.strength is Strength.MUST:
        # Only a rule that binds as a rule can be waived.
        keys = None if keys is None else {**keys, "strength": str(Strength.AS_A_RULE)}
    if keys is None:
        yield f"# {before.id}: 需手工修改 / to be changed by hand"
    elif keys:
        yield "[[rule]]"
        yield f"id = {literal(before.id)}"
        yield from (f"{key} = {literal(value)}" for key, value in keys.items())


def _keys(before: Rule, after: Rule, changes: list[Change]) -> dict[str, object] | None:
    """The keys to write over; None where one would have to go, which a file that extends another cannot say."""
    if after.strength is not before.strength:
        return {"strength": str(after.strength)}
    old, new = vars(before), vars(after)
    changed = {name: new[name] for name in old if new[name] != old[name] and name != "waivers"}
    gone = {name for name, value in changed.items() if value is None}
    if not gone:
        return {name: _written(value) for name, value in changed.items()}
    (change,) = changes if len(changes) == 1 else (None,)
    if change is None or gone != {change.field} or change.part or change.after is None:
        return None
    # The bound keeps its name: the roster reaches the figure exactly, or one head beyond it.
    if change.field == "exactly":
        return {"exactly": change.after if change.ratio_after is None else _written(change.ratio_after)}
    beyond = change.after + (-1 if change.field == "more_than" else 1)
    if change.field not in ("more_than", "less_than") or not 0 <= beyond <= change.of or not change.of:
        return None
    return {change.field: _written(Fraction(beyond, change.of))}


def _written(value: object) -> object:
    match value:
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Table():
            return {part: _written(bound) for part, bound in value.items}
        case _:
            return value


def _waiver_lines(rule: Rule, waiver: Waiver) -> Iterator[str]:
    keys: Mapping[str, object] = {"people": list(waiver.people), "units": list(waiver.units), "reason": waiver.reason}
    yield "[[waiver]]"
    yield f"rule = {literal(rule.id)}"
    yield from (f"{key} = {literal(value)}" for key, value in keys.items() if value)
