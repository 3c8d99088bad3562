"""What a roster that falls short asks to be changed: bounds moved, people or units waived, pins dropped, seats set anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from optimizer.basis.ratio import ceil_share, floor_share
from optimizer.diagnose.loosening import with_strength
from optimizer.people.person import Pool
from optimizer.policy.policy import Policy, Seats
from optimizer.problem.problem import Problem
from optimizer.rules.base import Rule, Seated, Strength, Verdict
from optimizer.rules.limits import Figure, Limit
from optimizer.rules.waivers import Waiver

type _Kept = Callable[[Sequence[str]], bool]

MOST_WAIVED = 3
"""Up to so many units or people are waived rather than the bound of all moved."""

REASON = "使方案可行，理由待写 (to make the plan possible; the reason is still to be written)"
"""The reason that stands with a waiver until somebody writes the true one."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing changed. `name` is a rule's or pin's id or `seats:…`; `heads` of it are short, which cost `cost`.

    `field` is what changes: a bound (`at_least` …), `waiver`, `strength` (as far as possible instead of binding), `pin`
    (dropped) or `seats`. A bound of one `part` or of all ("") goes from `before` to `after` heads; where it is a ratio, from
    `ratio_before` to `ratio_after`, exact, of `of` heads. `people` (ids) and `units` are those waived. With seats, `before`
    and `after` are the nearest number that was allowed and the number there is now.
    """

    name: str
    field: str
    heads: int
    cost: int
    part: str = ""
    before: int | None = None
    after: int | None = None
    ratio_before: Fraction | None = None
    ratio_after: Fraction | None = None
    of: int = 0
    people: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    seats_before: Seats | None = None
    seats_after: Seats | None = None

    @property
    def plain(self) -> Fraction | None:
        """The roundest percentage (at most two decimals) that asks for just as many heads; the exact ratio without one."""
        if self.ratio_after is None or self.before is None or self.after is None:
            return self.ratio_after
        floor = self.after < self.before
        for parts in (100, 1000, 10_000):
            rounded = Fraction((floor_share if floor else ceil_share)(self.ratio_after, parts), parts)
            if (ceil_share if floor else floor_share)(rounded, self.of) == self.after:
                return rounded
        return self.ratio_after


@dataclass(frozen=True, kw_only=True)
class Eased:
    """A rule changed so that a roster keeps it, and what was changed."""

    rule: Rule
    changes: tuple[Change, ...]


def seats_change(policy: Policy, part: str, found: int, *, name: str, weight: int) -> Change:
    """The number of seats that a roster with so many people in the part needs."""
    seats = policy.seats[part]
    low, high = min(seats.least, found), max(seats.most, found)
    after = Seats(least=found, most=found) if seats.fixed is not None else Seats(least=low, most=high)
    before = seats.least if found < seats.least else seats.most
    heads = abs(found - before)
    return Change(
        name=name,
        field="seats",
        heads=heads,
        cost=weight * heads,
        before=before,
        after=found,
        seats_before=seats,
        seats_after=after,
    )


def eased(problem: Problem, rule: Rule, seated: Seated, *, weight: int) -> Eased:
    """The mildest form of a rule that the roster keeps; `problem` has the seats of the roster, `weight` is the cost a head.

    Bounds move to what the roster reaches; of a bound for all values, a few units or people are waived instead; a rule
    without bounds is waived for the people who break it, and set to `prefer` where no waiver would do.
    """
    ways = (_waived_units, _moved, _waived_few, _moved_for_all, _waived_people)
    for way in ways:
        found = way(problem, rule, seated)
        if found is not None and _kept(found.rule, seated):
            return Eased(rule=found.rule, changes=_costed(found.changes, weight))
    short = sum(verdict.short for verdict in rule.count(seated))
    change = Change(name=rule.id, field="strength", heads=short, cost=weight * short)
    return Eased(rule=with_strength(rule, Strength.PREFER), changes=(change,))


def _costed(changes: Sequence[Change], weight: int) -> tuple[Change, ...]:
    return tuple(replace(change, cost=weight * change.heads) for change in changes)


def _kept(rule: Rule, seated: Seated) -> bool:
    return all(verdict.kept for verdict in rule.count(seated))


def _short(rule: Rule, seated: Seated) -> list[Verdict]:
    return [verdict for verdict in rule.count(seated) if not verdict.kept]


def _waived_units(problem: Problem, rule: Rule, seated: Seated) -> Eased | None:
    """A few units waived, where the rule has a part for each unit and one bound for all of them."""
    short = _short(rule, seated)
    units = tuple(dict.fromkeys(verdict.part for verdict in short))
    by_part = any(limit.part for limit in rule.limits(problem))
    parts = {verdict.part for verdict in rule.count(seated)}
    if by_part or not rule.parted or "" in units or len(units) > MOST_WAIVED or 2 * len(units) >= len(parts):
        return None
    waived = replace(rule, waivers=(*rule.waivers, Waiver(reason=REASON, units=units)))
    heads = sum(verdict.short for verdict in short)
    return Eased(rule=waived, changes=(Change(name=rule.id, field="waiver", heads=heads, cost=0, units=units),))


def _moved(problem: Problem, rule: Rule, seated: Seated) -> Eased | None:
    """Every bound that is missed, moved to what the roster reaches; none of them a bound for parts that are kept too."""
    return _move(problem, rule, seated, for_all=False)


def _moved_for_all(problem: Problem, rule: Rule, seated: Seated) -> Eased | None:
    """As `_moved`, a bound for all parts too."""
    return _move(problem, rule, seated, for_all=True)


def _move(problem: Problem, rule: Rule, seated: Seated, *, for_all: bool) -> Eased | None:
    changes: list[Change] = []
    moved = rule
    while short := _short(moved, seated):
        verdict = short[0]
        floor = _below(verdict)
        limit = next((each for each in moved.limits(problem) if _bounds(each, verdict, floor=floor)), None)
        if limit is None or (verdict.part and not limit.part and not for_all):
            return None
        alike = [each for each in short if _below(each) is floor and limit.part in ("", each.part)]
        if isinstance(limit.figure, Fraction) and not all(limit.size or each.of for each in alike):
            # Of nobody at all, no ratio allows anybody.
            return None
        worst = (min if floor else max)(alike, key=lambda each: _reached(limit, each))
        figure = _reached(limit, worst)
        if not limit.tighter(limit.figure, figure) and not limit.strict:
            return None
        moved = moved.moved(limit, figure)
        changes.append(
            Change(
                name=rule.id,
                field=limit.field,
                heads=sum(each.short for each in alike),
                cost=0,
                part=limit.part,
                before=worst.least if floor else worst.most,
                after=worst.found,
                ratio_before=limit.figure if isinstance(limit.figure, Fraction) else None,
                ratio_after=figure if isinstance(figure, Fraction) else None,
                of=worst.of,
            )
        )
    return Eased(rule=moved, changes=tuple(changes)) if changes else None


def _below(verdict: Verdict) -> bool:
    return verdict.least is not None and verdict.found < verdict.least


def _bounds(limit: Limit, verdict: Verdict, *, floor: bool) -> bool:
    """Whether the limit is the one that the verdict misses: of its side and part, and in the heads it counts."""
    asked = verdict.least if floor else verdict.most
    return limit.floor is floor and limit.part in ("", verdict.part) and _heads(limit, verdict) == asked


def _heads(limit: Limit, verdict: Verdict) -> int | None:
    sized = limit if limit.size is not None or isinstance(limit.figure, int) else replace(limit, size=verdict.of)
    return sized.heads


def _reached(limit: Limit, verdict: Verdict) -> Figure:
    """What the roster reaches, as a figure of the limit."""
    if isinstance(limit.figure, int):
        return verdict.found
    return Fraction(verdict.found, limit.size or verdict.of)


def _waived_few(problem: Problem, rule: Rule, seated: Seated) -> Eased | None:
    """As `_waived_people`, a few people only."""
    found = _waived_people(problem, rule, seated)
    return found if found is not None and len(found.changes[0].people) <= MOST_WAIVED else None


def _waived_people(problem: Problem, rule: Rule, seated: Seated) -> Eased | None:
    """A smallest set of people without whom the roster keeps the rule, if no more than it is heads short."""
    short = sum(verdict.short for verdict in rule.count(seated))
    people = _needless(rule, seated, problem.pool)
    if not 0 < len(people) <= short:
        return None
    waived = replace(rule, waivers=(*rule.waivers, Waiver(reason=REASON, people=people)))
    return Eased(rule=waived, changes=(Change(name=rule.id, field="waiver", heads=short, cost=0, people=people),))


def _needless(rule: Rule, seated: Seated, pool: Pool) -> tuple[str, ...]:
    """People whose waiver lets the roster keep the rule and none of whom can be left out; nobody where no waiver does.

    Found by halving, so that few counts are needed: seated people first, as they are the ones most likely to matter.
    """
    here = [person.id for person, _ in seated.seats]
    ids = tuple(dict.fromkeys((*here, *(person.id for person in pool.people))))

    def kept(people: Sequence[str]) -> bool:
        spared = (*rule.waivers, Waiver(reason=REASON, people=tuple(people)))
        return _kept(replace(rule, waivers=spared), seated)

    if not kept(ids):
        return ()
    return tuple(sorted(_halved(kept, (), ids)))


def _halved(kept: _Kept, with_: tuple[str, ...], ids: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `ids` that must be waived besides `with_`, which alone does not do."""
    if kept(with_):
        return ()
    if len(ids) == 1:
        return ids
    first, second = ids[: len(ids) // 2], ids[len(ids) // 2 :]
    if kept((*with_, *first)):
        return _halved(kept, with_, first)
    if kept((*with_, *second)):
        return _halved(kept, with_, second)
    of_second = _halved(kept, (*with_, *first), second)
    of_first = _halved(kept, (*with_, *of_second), first)
    return (*of_first, *of_second)
