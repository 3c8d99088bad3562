"""The cheapest way to loosen what binds: the roster whose rules, pins and seats fall short least, weighted, with its proof.

A roster's cost is counted by head: for every binding rule and pin the heads it is short of, for every body and office the
seats left out or added, each times its weight (`cost_of`). A repair is the set of names that such a roster falls short of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from optimizer.basis.progress import Progress, Quiet, Silent, Step
from optimizer.basis.text import Filled
from optimizer.diagnose.relaxed import SEATS, claims_of
from optimizer.model.build import build_model
from optimizer.model.model import NO_LEAST, Ints, Model
from optimizer.policy.policy import Body, Office, Policy, Seats
from optimizer.problem.problem import Problem
from optimizer.roster.recount import RecountError, recount, seats_of, structure_faults
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Strength
from optimizer.rules.count import Count
from optimizer.solve.ask import highest
from optimizer.solve.clock import Clock, Stopped
from optimizer.solve.solve import solve
from optimizer.solve.status import Solved, Status

RULE_COST: Mapping[Strength, int] = {Strength.MUST: 2, Strength.AS_A_RULE: 1}
"""What a head short of a binding rule costs: of one that binds as a rule only (一般, 原则上), half of one that must hold."""

PIN_COST = 1
"""What giving up a pin costs: it is the organiser's own wish, not the document's."""

SEAT_COST = 2
"""What a seat left out or added costs."""

NARROW = 5
"""How far seats move at most that a rule compares for every pair of sizes: further, the model is out of reach."""

_NUMBER = "number of "


class Search:
    """One search with one time limit (seconds, None for none) over all its questions; it reports, and asks for cancel."""

    def __init__(self, time_limit: float | None, progress: Progress | None) -> None:
        self._progress = progress or Silent()
        self._clock = Clock(time_limit, Quiet(self._progress))

    def say(self, stage: str, done: int, total: int, said: Filled) -> None:
        """Report where the search stands."""
        self._progress.report(Step(stage=stage, done=done, total=total, said=said))

    def left(self) -> float | None:
        """Seconds left; raises Stopped when there are none or the user cancelled."""
        return self._clock.left()

    def highest(self, model: Model, columns: Ints | None = None, gaps: Ints | None = None) -> Solved:
        """The roster with the largest sum of weights, 0 where none are given. Raises Stopped when the time is up before."""
        own = np.zeros(len(model.group), dtype=np.int64) if columns is None else columns
        return highest(model, own, gaps, time_limit=self.left(), progress=self._clock.progress)

    def plan(self, model: Model) -> Solved:
        """The model's own goals, all of them in order. Raises Stopped when the time is up before."""
        return solve(model, time_limit=self.left(), progress=self._clock.progress)


@dataclass(frozen=True, kw_only=True, eq=False)
class Least:
    """The cheapest roster found: its cost, and the heads short by name (`seats:…` or a rule's id), none of them 0.

    `proven`: none is cheaper, and none as cheap falls short of fewer names.
    """

    cost: int
    short: Mapping[str, int]
    seats: tuple[Seat, ...]
    proven: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Loosening:
    """What of a problem may be loosened: binding rules, pins and the seats of every body and office."""

    problem: Problem

    @cached_property
    def weights(self) -> Mapping[str, int]:
        """The cost of a head by name: rules in the order of the policy, pins, seats."""
        problem = self.problem
        rules = {rule.id: RULE_COST[rule.strength] for rule in problem.policy.rules if rule.strength.binds}
        pins = {pin.id: PIN_COST for pin in problem.pins if pin.strength.binds}
        # In a contested election the number of candidates goes by the seats: they stay as they are.
        parts = () if problem.contests else problem.policy.parts
        return {**rules, **pins, **{SEATS + part.id: SEAT_COST for part in parts}}

    @cached_property
    def narrow(self) -> frozenset[str]:
        """The seats that can move only `NARROW` far."""
        return frozenset(name for names in claims_of(self.problem).tied.values() for name in names)

    def model(self, loose: Collection[str]) -> Model:
        """The model in which the names of `loose` may fall short as far as they like; shortfalls are its gaps."""
        problem = self.problem
        free = {part.id: self._free(part) for part in problem.policy.parts if SEATS + part.id in loose}
        numbers = [_number(problem.policy, part) for part in free]
        policy = problem.policy.with_seats(free)
        rules = (*_softened(problem.policy.rules, loose), *numbers)
        pins = _softened(problem.pins, loose)
        return build_model(problem.varied(policy=replace(policy, rules=rules), pins=pins, goals=()))

    def _free(self, part: Body | Office) -> Seats:
        """From no seat to one for everybody, but for seats that can move only so far."""
        if SEATS + part.id in self.narrow:
            return Seats(least=max(0, part.seats.least - NARROW), most=part.seats.most + NARROW)
        return Seats(least=0, most=max(part.seats.most, len(self.problem.pool.people)))

    def least(self, search: Search, loose: Collection[str]) -> tuple[Least | None, frozenset[str]]:
        """The cheapest roster that falls short of names in `loose` only; else None, and the names a proof of that needs.

        The proof may name none. Raises Stopped when the time is up before any roster is found.
        """
        model = self.model(loose)
        weigh = self._weigh(model)
        # In units that all weights share, a bound rounds further.
        unit = max(1, int(np.gcd.reduce(weigh)))
        solved = search.highest(model, gaps=-(weigh // unit))
        if solved.status is Status.IMPOSSIBLE:
            return None, frozenset(solved.rules)
        if solved.status is Status.UNKNOWN:
            raise Stopped
        found = self._counted(model, solved)
        if solved.status is not Status.OPTIMAL:
            return found, frozenset()
        if found.cost != -solved.goals[0].value * unit:
            raise RecountError("repair", f"counted {found.cost}, the solver said {-solved.goals[0].value * unit}")
        beyond = found.cost > SEAT_COST * NARROW and not self.narrow.isdisjoint(loose)
        return self._fewest(search, model, replace(found, proven=not beyond)), frozenset()

    def _weigh(self, model: Model) -> Ints:
        names = map(_name, model.gap_rules)
        return np.array([self.weights.get(name, 0) for name in names], dtype=np.int64)

    def _counted(self, model: Model, solved: Solved) -> Least:
        """A roster's shortfalls counted by head."""
        problem = model.problem
        seats = seats_of(problem, solved, model.person.tolist(), model.position.tolist())
        for name, said in structure_faults(problem.pool, problem.policy, seats):
            raise RecountError(name, said.en)
        verdicts = recount(problem.pool, problem.policy, problem.rules, seats)
        short: dict[str, int] = dict.fromkeys(self.weights, 0)
        for verdict in verdicts:
            name = _name(verdict.rule)
            if verdict.strength.binds and not verdict.kept:
                raise RecountError(name, f"found {verdict.found}, bounds {verdict.least} to {verdict.most}")
            short[name] += verdict.short
        named = {name: heads for name, heads in short.items() if heads}
        cost = sum(self.weights[name] * heads for name, heads in named.items())
        return Least(cost=cost, short=named, seats=seats, proven=False)

    def _fewest(self, search: Search, model: Model, least: Least) -> Least:
        """Among the rosters of the same cost one that falls short of the fewest names, of several those first in order."""
        names = [name for name in dict.fromkeys(map(_name, model.gap_rules)) if name]
        names = [name for name in names if self.weights[name] <= least.cost]
        if len(least.short) < 2:
            return least
        try:
            extended, gaps = _with_names(model, names, self._weigh(model), self.weights, least.cost)
            solved = search.highest(extended, gaps=gaps)
        except Stopped:
            return replace(least, proven=False)
        if solved.status is Status.UNKNOWN:
            return replace(least, proven=False)
        found = self._counted(model, solved)
        if found.cost != least.cost:
            raise RecountError("repair", f"counted {found.cost}, it was {least.cost}")
        return replace(found, proven=least.proven and solved.status is Status.OPTIMAL)


def _with_names(
    model: Model, names: list[str], weigh: Ints, weights: Mapping[str, int], cost: int
) -> tuple[Model, Ints]:
    """The model at no more than a cost with a choice for each name that falls short, and the weights of its gaps."""
    of = [_name(rule) for rule in model.gap_rules]
    own = np.array([[weights[name] * (each == name) for each in of] for name in names], dtype=np.int64)
    # A name that falls short costs something, and all together cost no more than `cost`.
    links = np.hstack([own, -cost * np.eye(len(names), dtype=np.int64)])
    total = np.concatenate([weigh, np.zeros(len(names), dtype=np.int64)])
    capped = np.where(weigh > 0, np.minimum(model.gap_most, cost // np.maximum(weigh, 1)), model.gap_most)
    extended = with_rows(
        replace(model, gap_most=capped),
        rows=sparse.csr_array((len(names) + 1, len(model.group)), dtype=np.int64),
        gap_rows=sparse.csr_array(np.vstack([links, total])),
        most=np.array([*([0] * len(names)), cost], dtype=np.int64),
    )
    # Fewer names outweigh any order among them.
    places = np.arange(1, len(names) + 1, dtype=np.int64)
    dear = len(names) * (len(names) + 1)
    return extended, np.concatenate([np.zeros(len(of), dtype=np.int64), -(dear + places)])


def with_rows(model: Model, *, rows: sparse.csr_array, gap_rows: sparse.csr_array, most: Ints) -> Model:
    """The model with more rows, each with an upper bound; what `gap_rows` has more columns than the model are new choices."""
    choices = gap_rows.shape[1] - len(model.gap_most)
    padding = sparse.csr_array((model.gap_rows.shape[0], choices), dtype=np.int64)
    padded = sparse.hstack([model.gap_rows, padding], format="csr")
    return replace(
        model,
        rows=sparse.csr_array(sparse.vstack([model.rows, rows], format="csr")),
        gap_rows=sparse.csr_array(sparse.vstack([padded, gap_rows], format="csr")),
        gap_most=np.concatenate([model.gap_most, np.ones(choices, dtype=np.int64)]),
        least=np.concatenate([model.least, np.full(len(most), NO_LEAST, dtype=np.int64)]),
        most=np.concatenate([model.most, most]),
        row_rules=(*model.row_rules, *([""] * len(most))),
        gap_rules=(*model.gap_rules, *([""] * choices)),
    )


def _name(rule: str) -> str:
    return SEATS + rule.removeprefix(_NUMBER) if rule.startswith(_NUMBER) else rule


def _softened(rules: Iterable[Rule], loose: Collection[str]) -> tuple[Rule, ...]:
    """The binding rules; those that are loose as preferred ones, whose shortfalls the model counts."""
    return tuple(
        with_strength(rule, Strength.PREFER) if rule.id in loose else rule for rule in rules if rule.strength.binds
    )


def with_strength[AnyRule: Rule](rule: AnyRule, strength: Strength) -> AnyRule:
    """The rule with another strength, and the rules within it, whose verdicts speak for it."""
    inner: dict[str, Any] = {
        name: tuple(with_strength(part, strength) for part in value)
        for name, value in vars(rule).items()
        if isinstance(value, tuple) and value and all(isinstance(part, Rule) for part in value)
    }
    return replace(rule, strength=strength, **inner)


def _number(policy: Policy, part: str) -> Count:
    """The number of seats as a rule of its own, which counts those left out or added."""
    seats = policy.seats[part]
    return Count(id=_NUMBER + part, scope=(part,), strength=Strength.PREFER, at_least=seats.least, at_most=seats.most)
