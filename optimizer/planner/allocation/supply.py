"""What each unit can send, counted from a pool: people of the unit, and those certainly in the group of a target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.position import Truth
from optimizer.basis.text import Text
from optimizer.groups.predicate import columns_of, judge
from optimizer.people.person import Pool
from optimizer.planner.allocation.wanted import Wanted


@dataclass(frozen=True, kw_only=True)
class Supply:
    """The pool by unit: `people` in all, and by target id those `certain` and those `possible` to be in its group."""

    source: str
    people: Mapping[str, int]
    certain: Mapping[str, Mapping[str, int]]
    possible: Mapping[str, Mapping[str, int]]


def count_supply(pool: Pool, wanted: Sequence[Wanted], on: date) -> Supply:
    """Counted by head; ages as of `on`. Raises InputFaults for the columns that a target needs and the pool lacks."""
    grouped = {each.id: each.group for each in wanted if each.group is not None}
    titles = {each.id: each.title for each in wanted}
    faults = [
        Fault(
            kind="allocate.column",
            column=column,
            message=_NO_COLUMN.fill(),
            cure=_ADD.fill(target=titles[target]),
        )
        for target, group in grouped.items()
        for column in sorted(columns_of(group) - set(pool.columns))
    ]
    if "unit" not in pool.columns:
        faults.insert(0, Fault(kind="allocate.column", column="unit", message=_NO_COLUMN.fill(), cure=_ADD_UNIT.fill()))
    if faults:
        raise InputFaults(pool.source, faults)
    certain, possible = {}, {}
    for target, group in grouped.items():
        judged = [(person.value("unit"), judge(group, person, None, on)) for person in pool.people]
        certain[target] = Counter(unit for unit, truth in judged if truth is Truth.YES)
        possible[target] = Counter(unit for unit, truth in judged if truth is not Truth.NO)
    people = Counter(person.value("unit") for person in pool.people)
    return Supply(source=pool.source, people=people, certain=certain, possible=possible)


_NO_COLUMN = Text(zh="候选人表没有这一列", en="the pool lacks this column")
_ADD = Text(zh="指标“{target}”要用它；请加上这一列", en='The target "{target}" needs it: add the column')
_ADD_UNIT = Text(zh="名额要按推荐单位数；请加上推荐单位", en="Seats are counted by electing unit: add the column")
