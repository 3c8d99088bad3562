"""How far the roll-out has come: units with an association, with heads in its leadership, filed, overdue (T8–T11, W5).

Actual is what the table of units says of a day. Planned is that with the rosters proposed for later days put in place: from
its day on, a roster says who sits in a unit's leadership, whoever sat there before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from optimizer.rollout.dates import has_association, month_end, months_after, never_held, overdue
from optimizer.rollout.filing import Filing, filing, seated_kinds
from optimizer.rollout.prospects import Prospects
from optimizer.rollout.unit import Level, Stage, Unit

BASE = (Level.COUNTY, Level.TOWNSHIP)
"""The units that full coverage is asked of: 县乡镇 (T9, T10)."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Units with an association, with at least one head in its leadership, with one of every kind."""

    associations: int = 0
    headed: int = 0
    complete: int = 0


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Figures of some units on a day; `target` is what the planned rosters make of them by the target day.

    `filed` of the headed ones are filed; of those with an association `overdue` are past their term, and `never` have no
    congress on record.
    """

    units: int = 0
    associations: int = 0
    headed: int = 0
    complete: int = 0
    filed: int = 0
    overdue: int = 0
    never: int = 0
    target: Reach = Reach()

    @property
    def reach(self) -> Reach:
        """The actual figures that have planned ones beside them."""
        return Reach(associations=self.associations, headed=self.headed, complete=self.complete)

    def share(self, found: int) -> Fraction | None:
        """`found` of these units as an exact fraction; None of no units."""
        return Fraction(found, self.units) if self.units else None


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The figures of all units of `levels`, and by level, city and stage, each in a fixed order.

    `blanks` have no association, `gaps` have one without a head in its leadership, `partial` have heads but not of every
    one of `kinds`; all by code. `target` is the day aimed at, None for none.
    """

    as_of: date
    target: date | None
    levels: tuple[Level, ...]
    kinds: tuple[str, ...]
    whole: Tally
    by_level: Mapping[Level, Tally]
    by_city: Mapping[str, Tally]
    by_stage: Mapping[Stage, Tally]
    blanks: tuple[Unit, ...]
    gaps: tuple[Unit, ...]
    partial: tuple[Unit, ...]


@dataclass(frozen=True, kw_only=True)
class Point:
    """The reach of `units` units on a day, `planned` where the day is after what is known."""

    day: date
    planned: bool
    units: int
    reach: Reach


def coverage(
    units: Iterable[Unit],
    prospects: Prospects,
    *,
    as_of: date,
    target: date | None = None,
    levels: Collection[Level] = BASE,
) -> Coverage:
    """The coverage of the units of `levels` on `as_of`, and with the planned rosters on `target`.

    A head is of one of the prospects' kinds.
    """
    kinds = prospects.kinds
    counted = sorted((unit for unit in units if unit.level in levels), key=lambda unit: unit.code)
    facts = [_facts(unit, prospects, as_of, target) for unit in counted]
    return Coverage(
        as_of=as_of,
        target=target,
        levels=tuple(level for level in Level if level in levels),
        kinds=kinds,
        whole=_tally(facts),
        by_level=_grouped(facts, [unit.level for unit in counted], [level for level in Level if level in levels]),
        by_city=_grouped(facts, [unit.city for unit in counted]),
        by_stage=_grouped(facts, [unit.stage for unit in counted], list(Stage)),
        blanks=tuple(unit for unit, fact in zip(counted, facts, strict=True) if not fact[_ASSOCIATION]),
        gaps=tuple(unit for unit, fact in zip(counted, facts, strict=True) if fact[_ASSOCIATION] and not fact[_HEADED]),
        partial=tuple(unit for unit, fact in zip(counted, facts, strict=True) if fact[_HEADED] and not fact[_COMPLETE]),
    )


def timeline(
    units: Iterable[Unit],
    prospects: Prospects,
    *,
    as_of: date,
    until: date,
    back: int = 12,
    levels: Collection[Level] = BASE,
) -> tuple[Point, ...]:
    """The reach at the end of each of `back` months, on `as_of`, then as planned at the ends of months and on `until`."""
    days = list(_days(as_of, until, back))
    ordinals = [day.toordinal() for day in days]
    # Changes at each point, so that every unit is looked at once, however many points there are.
    changes = [[0] * (len(days) + 1) for _ in range(3)]
    count = 0
    for unit in units:
        if unit.level not in levels:
            continue
        count += 1
        comes, bits = prospects.comes.get(unit.code, (None, 0))
        end = len(days) if comes is None else bisect_left(ordinals, max(comes, as_of.toordinal() + 1))
        for change, since in zip(changes, _since(unit, prospects.kinds), strict=True):
            if since is not None:
                change[min(bisect_left(ordinals, since), end)] += 1
                change[end] -= 1
        for change, holds in zip(changes, _as_planned(bits, len(prospects.kinds)), strict=True):
            change[end] += holds
    sums = zip(*(list(accumulate(change))[:-1] for change in changes), strict=True)
    return tuple(
        Point(day=day, planned=day > as_of, units=count, reach=_reach(found))
        for day, found in zip(days, sums, strict=True)
    )


type _Fact = tuple[bool, ...]
"""Of a unit: association, headed, complete, filed, overdue, never held; then the first three as planned for the target."""

_ASSOCIATION, _HEADED, _COMPLETE = range(3)
_FACTS = 9


def _facts(unit: Unit, prospects: Prospects, as_of: date, target: date | None) -> _Fact:
    now = _on(unit, prospects.kinds, as_of)
    then = now if target is None else _then(unit, prospects, as_of, target)
    filed = now[_HEADED] and filing(unit, as_of) is Filing.FILED
    late = now[_ASSOCIATION] and overdue(unit, as_of) > 0
    return (*now, filed, late, never_held(unit, as_of), *then)


def _on(unit: Unit, kinds: Sequence[str], day: date) -> tuple[bool, bool, bool]:
    """What the table says of a day."""
    seated = seated_kinds(unit, day, kinds)
    return has_association(unit, day), bool(seated), bool(kinds) and len(seated) == len(kinds)


def _then(unit: Unit, prospects: Prospects, as_of: date, target: date) -> tuple[bool, bool, bool]:
    """What will be on the target day: as planned where a roster has come by then, else as the table says."""
    comes, bits = prospects.comes.get(unit.code, (None, 0))
    if comes is None or max(comes, as_of.toordinal() + 1) > target.toordinal():
        return _on(unit, prospects.kinds, target)
    return _as_planned(bits, len(prospects.kinds))


def _as_planned(bits: int, kinds: int) -> tuple[bool, bool, bool]:
    """A unit with a roster has an association; all kinds of heads sit when every bit is set."""
    return True, bits != 0, kinds > 0 and bits == (1 << kinds) - 1


def _since(unit: Unit, kinds: Sequence[str]) -> tuple[int | None, int | None, int | None]:
    """The ordinals of the days since which the unit has an association, a head, one of every kind."""
    seated = [unit.heads[kind].toordinal() for kind in kinds if kind in unit.heads]
    everyone = max(seated) if kinds and len(seated) == len(kinds) else None
    founded = None if unit.association is None else unit.association.toordinal()
    return founded, min(seated, default=None), everyone


def _tally(facts: Collection[_Fact]) -> Tally:
    sums = [sum(fact[at] for fact in facts) for at in range(_FACTS)]
    now, (filed, late, never), then = sums[:3], sums[3:6], sums[6:]
    return Tally(
        units=len(facts),
        associations=now[_ASSOCIATION],
        headed=now[_HEADED],
        complete=now[_COMPLETE],
        filed=filed,
        overdue=late,
        never=never,
        target=_reach(then),
    )


def _reach(sums: Sequence[int]) -> Reach:
    return Reach(associations=sums[_ASSOCIATION], headed=sums[_HEADED], complete=sums[_COMPLETE])


def _grouped[Key](facts: Sequence[_Fact], keys: Sequence[Key], order: Sequence[Key] = ()) -> dict[Key, Tally]:
    """Tallies by key, in the `order` given, else in that of the first unit's code; keys of no unit are left out."""
    groups: dict[Key, list[_Fact]] = {key: [] for key in order}
    for key, fact in zip(keys, facts, strict=True):
        groups.setdefault(key, []).append(fact)
    return {key: _tally(group) for key, group in groups.items() if group}


def _days(as_of: date, until: date, back: int) -> Iterator[date]:
    """The days of a timeline, ascending, each once."""
    for months in range(back, 0, -1):
        yield month_end(months_after(as_of.replace(day=1), -months))
    yield as_of
    day = month_end(as_of)
    while day < until:
        if day > as_of:
            yield day
        day = month_end(day + timedelta(days=1))
    if until > as_of:
        yield until
