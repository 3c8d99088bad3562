"""Waivers: whom a rule that binds as a rule (一般, 原则上) leaves out, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.basis.text import Filled, Text
from optimizer.people.person import Pool
from optimizer.rules.people import find_people, people_faults

_PEOPLE = Text(zh="豁免{who}，理由：{reason}", en="waived for {who}: {reason}")
_NO_UNIT = Text(
    zh="候选人中没有推荐单位“{unit}”；核对单位名称", en='nobody in the pool is of the unit "{unit}"; check its name'
)


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """One waiver of a rule: the people (ids or names) or units it is for, and the reason that is printed with the rule."""

    reason: str
    people: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def spared_people(pool: Pool, waivers: Sequence[Waiver], *, units: frozenset[str]) -> frozenset[str]:
    """Ids of everybody the waivers name, or who belongs to one of `units`."""
    named = {person.id for waiver in waivers for who in waiver.people for person in find_people(pool, who)}
    of_units = {person.id for person in pool.people if person.value("unit") in units} if units else set()
    return frozenset(named | of_units)


def waiver_faults(pool: Pool, waivers: Sequence[Waiver]) -> Iterator[tuple[str, Filled]]:
    """People and units of waivers that the pool does not have."""
    for waiver in waivers:
        yield from people_faults(pool, waiver.people)
        known = {person.value("unit") for person in pool.people} if waiver.units else set()
        for unit in waiver.units:
            if unit not in known:
                yield unit, _NO_UNIT.fill(unit=unit)


def waiver_words(waiver: Waiver) -> Filled:
    """The waiver as it stands beside its rule."""
    listed = (*waiver.people, *waiver.units)
    who = Filled(zh="、".join(listed), en=", ".join(listed))
    return _PEOPLE.fill(who=who, reason=waiver.reason)
