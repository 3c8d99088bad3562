"""The cheapest ways out where there is no schedule, each found with proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from optimizer.basis.text import Filled
from optimizer.rollout.schedule_program import Cells
from optimizer.rollout.schedule_rules import (
    RuleKind,
    Rules,
    ScheduleRule,
    rules_in_force,
    shortage,
    years_allowed,
)
from optimizer.rollout.schedule_turns import LONGEST, Settings, Sizes, Turn, sizes_of
from optimizer.solve.clock import Clock, Stopped
from optimizer.solve.plain import Aim, Found, Program, Row, Terms, solve_plain
from optimizer.solve.status import Status


class WayKind(StrEnum):
    """What a way out changes: one capacity, several, the last year, or one rule about units, which some of them break."""

    ONE = "one"
    SPREAD = "spread"
    LONGER = "longer"
    BEND = "bend"


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way out.

    `extra` is what capacities need beyond their figures, in all as little as can be, spread so that the most added to one
    is least. `last` is the earliest last year with which there is a schedule. `bent` is a rule that the fewest `units`
    break. `proven` says whether less is proven not to do.
    """

    kind: WayKind
    extra: tuple[tuple[ScheduleRule, int], ...] = ()
    last: int = 0
    bent: RuleKind | None = None
    units: int = 0
    proven: bool = True

    @property
    def places(self) -> int:
        """All that is added to capacities."""
        return sum(more for _, more in self.extra)


def ways_out(turns: Sequence[Turn], settings: Settings, clock: Clock) -> Iterator[Way]:
    """Ways out of an impossible schedule; none where there is a schedule. Raises Stopped when the time is up."""
    sizes = sizes_of(turns, settings)
    rules = rules_in_force(sizes, settings)
    found = shortage(sizes, rules, settings)
    if found is None:
        return
    for rule in found.full:
        clock.left()
        # What one capacity adds to the flow is as many as it is raised by, until other limits stop it.
        if shortage(sizes, [each for each in rules if each != rule], settings) is None:
            yield Way(kind=WayKind.ONE, extra=((rule, found.missing),))
    yield from _spread(sizes, rules, settings, clock)
    yield from _longer(turns, settings, clock)
    for rule in rules:
        if not rule.year:
            yield from _bent(sizes, rules, rule.kind, settings, clock)


def _solved(program: Program, aims: Sequence[Aim], clock: Clock) -> Found:
    """The best values. Raises Stopped when there was no time to find any."""
    found = solve_plain(program, aims, time_limit=clock.left(), progress=clock.progress, said=_WORKING)
    if not found.values:
        raise Stopped
    return found


def _spread(sizes: Sizes, rules: Rules, settings: Settings, clock: Clock) -> Iterator[Way]:
    """The least that several capacities need beyond their figures; later years rather than earlier ones."""
    limits = tuple(rule for rule in rules if rule.year)
    kinds = frozenset(rule.kind for rule in rules)
    if shortage(sizes, [rule for rule in rules if not rule.year], settings) is not None:
        return
    cells = Cells.of(sizes, settings, kinds)
    start, total = len(cells.cells), sum(sizes.values())
    extra = {rule: start + place for place, rule in enumerate(limits)}
    most = start + len(limits)
    rows = cells.rows() + cells.capacity_rows(rules, extra)
    rows += [_at_most(((column, 1), (most, -1))) for column in extra.values()]
    aims = (
        Aim(id="extra", terms=tuple((column, 1) for column in extra.values())),
        Aim(id="most", terms=((most, 1),)),
        Aim(
            id="later",
            terms=tuple((column, rule.year - settings.first) for rule, column in extra.items()),
            highest=True,
        ),
    )
    program = Program(most=(*cells.most(), *(total for _ in limits), total), rows=tuple(rows))
    done = _solved(program, aims, clock)
    added = tuple((rule, done.values[column]) for rule, column in extra.items() if done.values[column])
    yield Way(kind=WayKind.SPREAD, extra=added, proven=done.goals[0].bound == done.goals[0].value)


def _at_most(terms: Terms) -> Row:
    return Row(terms=terms, most=0)


def _longer(turns: Sequence[Turn], settings: Settings, clock: Clock) -> Iterator[Way]:
    """The earliest last year that works."""
    for last in range(settings.last + 1, settings.first + LONGEST):
        clock.left()
        longer = replace(settings, last=last)
        sizes = sizes_of(turns, longer)
        if shortage(sizes, rules_in_force(sizes, longer), longer) is None:
            yield Way(kind=WayKind.LONGER, last=last)
            return


def _bent(sizes: Sizes, rules: Rules, kind: RuleKind, settings: Settings, clock: Clock) -> Iterator[Way]:
    """The fewest units that break a rule where all others hold."""
    others = tuple(rule for rule in rules if rule.kind is not kind)
    if shortage(sizes, others, settings) is not None:
        return
    cells = Cells.of(sizes, settings, frozenset(rule.kind for rule in others))
    allowed = {batch: years_allowed(batch, settings, {rule.kind for rule in rules}) for batch in sizes}
    breaking = cells.terms(lambda batch, year: int(year not in allowed[batch]))
    program = Program(most=cells.most(), rows=(*cells.rows(), *cells.capacity_rows(others)))
    aim = Aim(id=kind, terms=breaking)
    done = _solved(program, (aim,), clock)
    yield Way(kind=WayKind.BEND, bent=kind, units=done.goals[0].value, proven=done.status is Status.OPTIMAL)


_WORKING = Filled(zh="找解决的办法", en="looking for ways out")
