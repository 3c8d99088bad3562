"""The binding rules of a schedule by name, and whether some of them can hold together: a flow in whole numbers.

Batches flow to the years they may take, through their city's capacity and the year's. Everybody has a year exactly where
everything flows; what does not is the shortage, and the capacities across which it does not are the reason
(Ford and Fulkerson 1956). All figures are whole numbers, so that neither answer rests on rounding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from optimizer.rollout.schedule_turns import Batch, Settings, Sizes
from optimizer.rollout.unit import Stage


class RuleKind(StrEnum):
    """The kinds of rules that bind a schedule."""

    CAPACITY = "capacity"
    CITY = "city"
    PILOTS = "pilots"
    DUE = "due"
    FIXED = "fixed"
    FINISH = "finish"


@dataclass(frozen=True, kw_only=True, order=True)
class ScheduleRule:
    """One rule: the capacity of a `year`, of a `city` in a year, or one of the rules about units, which have neither."""

    kind: RuleKind
    city: str = ""
    year: int = 0

    def most(self, settings: Settings) -> int:
        """The most congresses a capacity allows."""
        found = settings.of_city(self.city).of(self.year) if self.city else settings.capacity.of(self.year)
        if found is None:
            raise ValueError(f"{self} is no capacity")
        return found


type Rules = tuple[ScheduleRule, ...]


def rules_in_force(sizes: Sizes, settings: Settings) -> Rules:
    """Every rule that binds anybody, in a fixed order."""
    kinds = {RuleKind.FINISH}
    kinds |= {RuleKind.PILOTS} if any(batch.stage is Stage.PILOT for batch in sizes) else set()
    kinds |= {RuleKind.FIXED} if any(batch.fixed for batch in sizes) else set()
    kinds |= {RuleKind.DUE} if settings.due_must and any(due_in(batch, settings) for batch in sizes) else set()
    rules = [ScheduleRule(kind=kind) for kind in RuleKind if kind in kinds]
    return (*rules, *capacities(sizes, settings))


def capacities(sizes: Sizes, settings: Settings) -> Iterator[ScheduleRule]:
    """The capacities: those of the years, then those of the cities."""
    for year in settings.years:
        if settings.capacity.of(year) is not None:
            yield ScheduleRule(kind=RuleKind.CAPACITY, year=year)
    for city in sorted({batch.city for batch in sizes} - {""}):
        for year in settings.years:
            if settings.of_city(city).of(year) is not None:
                yield ScheduleRule(kind=RuleKind.CITY, city=city, year=year)


def due_in(batch: Batch, settings: Settings) -> bool:
    """Whether a batch comes due within the schedule: it can still be on time."""
    return batch.due in settings.years


def years_allowed(batch: Batch, settings: Settings, kinds: Collection[RuleKind]) -> list[int]:
    """The years that rules of these kinds leave a batch; without the last year also `settings.later`."""
    years = list(settings.years) if RuleKind.FINISH in kinds else [*settings.years, settings.later]
    if RuleKind.PILOTS in kinds and batch.stage is Stage.PILOT:
        years = [year for year in years if year == settings.first]
    if RuleKind.FIXED in kinds and batch.fixed:
        years = [year for year in years if year == batch.fixed]
    if RuleKind.DUE in kinds and due_in(batch, settings):
        years = [year for year in years if year <= batch.due]
    return years


@dataclass(frozen=True, kw_only=True)
class Shortage:
    """Why there is no schedule: `batches` have only years left whose `full` capacities are `missing` too few for them."""

    batches: tuple[Batch, ...]
    full: Rules
    missing: int


def shortage(sizes: Sizes, rules: Collection[ScheduleRule], settings: Settings) -> Shortage | None:
    """The shortage under some of the rules; None where everybody can have a year."""
    if not sizes:
        return None
    net = _Net(sizes, rules, settings)
    graph = net.graph()
    flow = maximum_flow(graph, 0, 1)
    missing = sum(sizes.values()) - int(flow.flow_value)
    if not missing:
        return None
    left: Any = graph - flow.flow
    left.eliminate_zeros()
    reached = set(breadth_first_order(left, 0, return_predecessors=False).tolist())
    full = (rule for rule, (tail, head) in net.of_rule.items() if tail in reached and head not in reached)
    batches = (batch for batch, node in net.of_batch.items() if node in reached)
    return Shortage(batches=tuple(batches), full=tuple(sorted(full)), missing=missing)


class _Net:
    """The graph of a flow: node 0 is where all units come from, node 1 where they end up."""

    def __init__(self, sizes: Sizes, rules: Collection[ScheduleRule], settings: Settings) -> None:
        self._total = sum(sizes.values())
        self._settings = settings
        self._limits = frozenset(rules)
        self._edges: list[tuple[int, int, int]] = []
        self._nodes = 2
        self._gates: dict[tuple[str, int], int] = {}
        self.of_rule: dict[ScheduleRule, tuple[int, int]] = {}
        self.of_batch: dict[Batch, int] = {}
        kinds = frozenset(rule.kind for rule in rules)
        for batch, size in sizes.items():
            node = self.of_batch[batch] = self._node()
            self._edges.append((0, node, size))
            for year in years_allowed(batch, settings, kinds):
                self._edges.append((node, self._gate(batch.city, year), size))

    def graph(self) -> Any:
        """The matrix of what every edge can carry."""
        tails, heads, most = zip(*self._edges, strict=True)
        carried = np.array(most, dtype=np.int32)
        return sparse.csr_array(sparse.coo_array((carried, (tails, heads)), shape=(self._nodes, self._nodes)))

    def _node(self) -> int:
        self._nodes += 1
        return self._nodes - 1

    def _gate(self, city: str, year: int) -> int:
        """The node before a city's capacity in a year; that of the year itself where no such rule binds."""
        rule = ScheduleRule(kind=RuleKind.CITY if city else RuleKind.CAPACITY, city=city, year=year)
        if city and rule not in self._limits:
            return self._gate("", year)
        if (city, year) not in self._gates:
            node = self._gates[city, year] = self._node()
            behind = self._gate("", year) if city else 1
            bound = rule in self._limits
            if bound:
                self.of_rule[rule] = (node, behind)
            most = min(rule.most(self._settings), self._total) if bound else self._total
            self._edges.append((node, behind, most))
        return self._gates[city, year]
