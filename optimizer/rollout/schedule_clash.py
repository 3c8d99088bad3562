"""Why there is no schedule: smallest sets of rules that cannot hold together, each with its arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from optimizer.rollout.schedule_rules import (
    RuleKind,
    Rules,
    ScheduleRule,
    capacities,
    due_in,
    rules_in_force,
    shortage,
)
from optimizer.rollout.schedule_turns import Settings, Sizes
from optimizer.rollout.unit import Stage

UNIT_RULES = (RuleKind.FINISH, RuleKind.DUE, RuleKind.FIXED, RuleKind.PILOTS)
"""The rules about units; where a clash can do without one of them, it does without the earlier."""


@dataclass(frozen=True, kw_only=True)
class Demand:
    """So many units that a rule of this kind wants in a `year` (pilots, fixed) or by its end (due, finish)."""

    kind: RuleKind
    year: int
    units: int


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Rules that cannot hold together, while any fewer of them can.

    The units of `demands` have only years whose capacities are `room`; they are `missing` too few. Without any `room` one
    rule leaves these units only years that another forbids. `city` is where they are, "" for anywhere.
    """

    rules: Rules
    demands: tuple[Demand, ...]
    room: tuple[tuple[ScheduleRule, int], ...]
    city: str = ""

    @property
    def units(self) -> int:
        """How many units want a year."""
        return sum(demand.units for demand in self.demands)

    @property
    def capacity(self) -> int:
        """How many the capacities allow."""
        return sum(most for _, most in self.room)

    @property
    def missing(self) -> int:
        """How many units too many."""
        return self.units - self.capacity


def clashes_of(sizes: Sizes, settings: Settings) -> tuple[Clash, ...]:
    """Clashes, the fewest rules first; at least one where there is no schedule, none where there is one.

    Looked for over the years alone and in every city: for each of the rules about units by itself, and for all of them
    where that finds nothing. Only where that too finds nothing all rules are looked at together. There may be further
    clashes of several rules about units or several cities.
    """
    found = [clash for part, places in _places(sizes, settings) for clash in _clashes(part, places, settings)]
    found = found or _clashes(sizes, tuple(capacities(sizes, settings)), settings)
    return tuple(sorted(dict.fromkeys(found), key=lambda clash: (len(clash.rules), clash.city, clash.rules)))


def _clashes(sizes: Sizes, places: Rules, settings: Settings) -> list[Clash]:
    """Clashes of units with capacities: those of one rule about units, else one of several."""
    kinds = tuple(rule for rule in rules_in_force(sizes, settings) if rule.kind in UNIT_RULES)
    alone = (_smallest(sizes, (kind, *places), settings) for kind in kinds)
    found = [clash for clash in alone if clash is not None]
    if found:
        return found
    together = _smallest(sizes, (*kinds, *places), settings)
    return [] if together is None else [together]


def _places(sizes: Sizes, settings: Settings) -> Iterator[tuple[Sizes, Rules]]:
    """The years with all units, then each city with its own."""
    everything = tuple(capacities(sizes, settings))
    yield sizes, tuple(rule for rule in everything if not rule.city)
    for city in sorted({rule.city for rule in everything} - {""}):
        own = {batch: size for batch, size in sizes.items() if batch.city == city}
        yield own, tuple(rule for rule in everything if rule.city == city)


def _smallest(sizes: Sizes, rules: Rules, settings: Settings) -> Clash | None:
    """A clash among the rules, found by leaving out whatever it can do without; None where they can hold together."""
    found = shortage(sizes, rules, settings)
    if found is None:
        return None
    held = _weighed(rules, found.full)
    for rule in sorted(rules, key=_dispensable):
        without = tuple(each for each in held if each != rule)
        less = shortage(sizes, without, settings) if rule in held else None
        if less is not None:
            held, found = _weighed(without, less.full), less
    cities = {batch.city for batch in found.batches} if any(rule.city for rule in held) else set()
    return Clash(
        rules=tuple(sorted(held)),
        demands=_demands({batch: sizes[batch] for batch in found.batches}, held, settings),
        room=tuple((rule, rule.most(settings)) for rule in found.full),
        city=cities.pop() if len(cities) == 1 else "",
    )


def _weighed(rules: Iterable[ScheduleRule], full: Rules) -> Rules:
    """The rules without the capacities that a shortage does not come from."""
    return tuple(rule for rule in rules if rule.kind in UNIT_RULES or rule in full)


def _dispensable(rule: ScheduleRule) -> tuple[int, int, str]:
    """The order in which rules are tried to be left out: rules about units, cities, then the years from the last."""
    if rule.kind in UNIT_RULES:
        return UNIT_RULES.index(rule.kind), 0, ""
    return len(UNIT_RULES) + (rule.kind is RuleKind.CAPACITY), -rule.year, rule.city


def _demands(sizes: Sizes, rules: Rules, settings: Settings) -> tuple[Demand, ...]:
    """What wants a year for the units of a clash; all that are due stand together, by the last year among them."""
    kinds = frozenset(rule.kind for rule in rules)
    wanted: Counter[tuple[RuleKind, int]] = Counter()
    for batch, size in sizes.items():
        if RuleKind.FIXED in kinds and batch.fixed:
            wanted[RuleKind.FIXED, batch.fixed] += size
        elif RuleKind.PILOTS in kinds and batch.stage is Stage.PILOT:
            wanted[RuleKind.PILOTS, settings.first] += size
        elif RuleKind.DUE in kinds and due_in(batch, settings):
            wanted[RuleKind.DUE, batch.due] += size
        else:
            wanted[RuleKind.FINISH, settings.last] += size
    due = {year: units for (kind, year), units in wanted.items() if kind is RuleKind.DUE}
    rest = [
        Demand(kind=kind, year=year, units=units) for (kind, year), units in wanted.items() if kind is not RuleKind.DUE
    ]
    together = [Demand(kind=RuleKind.DUE, year=max(due), units=sum(due.values()))] if due else []
    order = list(RuleKind)
    return tuple(sorted([*rest, *together], key=lambda demand: (order.index(demand.kind), demand.year)))
