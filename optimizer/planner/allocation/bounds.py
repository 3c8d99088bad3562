"""What a policy says of every unit's delegates (`each` by unit): minima and maxima for the sharing out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from optimizer.allocation.units import ElectingUnit
from optimizer.allocation.words import Impossible, listed
from optimizer.basis.text import Filled, Text
from optimizer.planner.allocation.fragment import SEATS_RULE
from optimizer.planner.allocation.wanted import PolicyPart
from optimizer.rules.bounds import least_heads, most_heads
from optimizer.rules.each import Each
from optimizer.rules.fields import Table

_BOUNDS = ("at_least", "at_most", "exactly")


def unit_rules(part: PolicyPart) -> tuple[Each, ...]:
    """The binding rules that bound every unit's delegates, but for an earlier sharing out, which the new one replaces."""
    return tuple(
        rule
        for rule in part.over_body
        if isinstance(rule, Each) and rule.by == "unit" and rule.group is None and not rule.waivers
        if rule.id != SEATS_RULE
    )


def bounded(
    units: Sequence[ElectingUnit], part: PolicyPart | None, total: int
) -> tuple[tuple[ElectingUnit, ...], tuple[Filled, ...]]:
    """The units within the policy's bounds too, and a sentence for each rule that was taken into account.

    Raises Impossible where a unit's own bounds and the policy's leave nothing between them.
    """
    rules = () if part is None else unit_rules(part)
    said = tuple(_TAKEN.fill(rule=rule.id, sentence=rule.sentence(part.policy.titles)) for rule in rules if part)
    narrowed = [(unit, *_narrowed(unit, rules, total)) for unit in units]
    crossed = [unit.name for unit, least, most in narrowed if most is not None and least > most]
    if crossed:
        raise Impossible(_CROSSED.fill(rules=listed([rule.id for rule in rules]), units=listed(crossed)))
    return tuple(replace(unit, least=least, most=most) for unit, least, most in narrowed), said


def _narrowed(unit: ElectingUnit, rules: Sequence[Each], total: int) -> tuple[int, int | None]:
    """The unit's bounds and the policy's together; delegates by post count among those a rule bounds."""
    least, most = unit.least, unit.most
    for bounds in _of(unit.name, rules):
        floor, ceiling = least_heads(bounds, total), most_heads(bounds, total)
        least = max(least, (floor or 0) - unit.ex_officio)
        if ceiling is not None:
            allowed = max(0, ceiling - unit.ex_officio)
            most = allowed if most is None else min(most, allowed)
    return least, most


def _of(unit: str, rules: Sequence[Each]) -> Iterator[dict[str, object]]:
    for rule in rules:
        bounds = {name: getattr(rule, name) for name in _BOUNDS}
        yield {name: bound.get(unit) if isinstance(bound, Table) else bound for name, bound in bounds.items()}


_TAKEN = Text(
    zh="政策的规则 {rule} 已作为各单位的上下限：{sentence}。",
    en="Rule {rule} of the policy was kept as bounds of every unit: {sentence}.",
)
_CROSSED = Text(
    zh="政策的规则 {rules} 和单位表的上下限合在一起，这些单位没有可取的名额：{units}。请改其中一处。",
    en="The rules {rules} of the policy and the bounds of the table leave these units no number of seats: {units}. Change one.",
)
