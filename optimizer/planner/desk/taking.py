"""One setting of a policy written into its file: a bound, the seats of a part, the reference date, a promise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from optimizer.basis.faults import InputFaults
from optimizer.basis.ratio import parse_ratio
from optimizer.basis.text import Text
from optimizer.people.person import Pool
from optimizer.planner.desk.draft import Change, Draft, with_policy
from optimizer.planner.desk.policy_file import PolicyFile
from optimizer.planner.inputs import policy_from
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.rules.base import Rule
from optimizer.rules.bounds import said
from optimizer.rules.fields import Table
from optimizer.rules.limits import INCLUSIVE
from optimizer.whatif.axes import Axis, DateAxis, LimitAxis, SeatsAxis, Value, figure

ALWAYS = "always"
"""The promise that a rule is kept whoever wins."""


def with_point(draft: Draft, problem: Problem, axis: Axis, value: Value) -> Change | None:
    """The draft with its policy at one value of what varied; None where the file cannot say it in one place.

    What is written is read again, and asks for just what the sweep asked for.
    """
    try:
        data = _written_in(draft, problem, axis, value)
        after = None if data is None else policy_from(data, source=draft.policy_name)
    except (InputFaults, KeyError):
        return None
    if data is None or after is None or not _says(after, problem, axis, value):
        return None
    return with_policy(draft, draft.policy_name, data)


def with_promise(draft: Draft, pool: Pool, rule: str) -> Change:
    """The draft with a rule that is to be kept whoever wins. Raises InputFaults with why it can promise nothing."""
    data = _with_values(draft, "rule", rule, {"guarantee": ALWAYS})
    build_problem(pool=pool, policy=policy_from(data, source=draft.policy_name))
    return with_policy(draft, draft.policy_name, data, _PROMISED.fill(rule=rule))


def with_margin(draft: Draft, parts: tuple[str, ...], margin: str) -> Change | None:
    """The draft with one margin on some bodies and offices; None where that makes no sound policy."""
    data = draft.policy
    try:
        for of in ("body", "office"):
            entries = PolicyFile(data, draft.policy_name).entries(of)
            for place in (at for at, entry in enumerate(entries) if entry.get("id") in parts):
                data = PolicyFile(data, draft.policy_name).with_entry(of, place, {"margin": margin})
        policy_from(data, source=draft.policy_name)
    except (InputFaults, KeyError):
        return None
    if data == draft.policy:
        return None
    return with_policy(draft, draft.policy_name, data, _MARGIN.fill(margin=margin))


def _written_in(draft: Draft, problem: Problem, axis: Axis, value: Value) -> bytes | None:
    match axis:
        case SeatsAxis() if isinstance(value, int):
            of = "body" if any(body.id == axis.part for body in problem.policy.bodies) else "office"
            return _with_values(draft, of, axis.part, {"seats": value})
        case DateAxis() if isinstance(value, date):
            return PolicyFile(draft.policy, draft.policy_name).with_value("reference_date", value)
        case LimitAxis() if isinstance(value, int | Fraction):
            return _with_values(draft, "rule", axis.rule, _bound(axis.rule_of(problem), axis, value))
    return None


def _bound(rule: Rule, axis: LimitAxis, value: int | Fraction) -> dict[str, object]:
    """The keys of the rule that say the bound: an exact one stays exact, an exclusive one becomes inclusive."""
    field, part = axis.stands.field, axis.stands.part
    name = field if field == "exactly" else INCLUSIVE[axis.stands.floor]
    bound: object = _written(figure(axis.stands, value))
    if part:
        table = getattr(rule, field)
        assert isinstance(table, Table)
        bound = {each: bound if each == part else _written(other) for each, other in table.items}
    return {name: bound} if name == field else {field: None, name: bound}


def _written(value: object) -> object:
    """A figure as people write it, where that says it exactly."""
    if not isinstance(value, Fraction):
        return value
    plain = said(value).zh
    return plain if parse_ratio(plain) == value else f"{value.numerator}/{value.denominator}"


def _says(after: Policy, problem: Problem, axis: Axis, value: Value) -> bool:
    """Whether the policy read again asks for just what the axis asks for at the value."""
    asked = axis.at(problem, value)
    if not isinstance(axis, LimitAxis):
        return (after.seats, after.reference_date) == (asked.policy.seats, asked.policy.reference_date)
    now = build_problem(pool=problem.pool, policy=after, pins=problem.pins, base=problem.base, seed=problem.seed)
    return _limits(axis, now) == _limits(axis, asked)


def _limits(axis: LimitAxis, problem: Problem) -> set[tuple[object, ...]]:
    rule = axis.rule_of(problem)
    return {(limit.floor, limit.part, limit.figure, limit.strict) for limit in rule.limits(problem)}


def _with_values(draft: Draft, of: str, which: str, values: Mapping[str, object]) -> bytes:
    """Other values in the entry of an id; in a file that extends another, an entry of its own where there is none."""
    file = PolicyFile(draft.policy, draft.policy_name)
    place = next((at for at, entry in enumerate(file.entries(of)) if entry.get("id") == which), None)
    return file.with_new(of, {"id": which, **values}) if place is None else file.with_entry(of, place, values)


_MARGIN = Text(zh="差额选举：差额 {margin}", en="contested elections: margin {margin}")
_PROMISED = Text(zh="{rule} 改为无论谁当选都要符合", en="{rule} is now to be kept whoever wins")
