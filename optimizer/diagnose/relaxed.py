"""The claims on a plan by name, and the problem with only some of them held.

A claim is a binding rule or pin (its id), the seats of a body or office (`seats:ID`), or that people serve only in the modes
their own column names (`modes`). Nesting and one position a chain are no claims: they always hold. Preferred rules are none
either: they never make a plan impossible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from optimizer.model.build import MODES, build_model
from optimizer.model.model import Model
from optimizer.policy.policy import Policy, Seats
from optimizer.problem.contests import resolve
from optimizer.problem.problem import Problem
from optimizer.roster.recount import recount
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Strength
from optimizer.rules.grid import Through

SEATS = "seats:"
MORE_ROWS = 100
"""A rule that takes so many rows more where its seats are free keeps them: it would be too large a model."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Claims:
    """The claims on a problem; `names` has rules in the order of the policy, pins, modes, then seats.

    `tied` are the claims that a rule brings with it, by its id. A rule that compares two bodies states its law once for every
    pair of sizes they may have, which is out of reach where the sizes are free: it brings their seats. Nothing can be promised
    of votes for numbers of seats that are not known: a promised rule brings all seats, and where there is a vote for each
    unit the rules that give the units theirs. Whoever holds such a rule holds these claims.
    """

    problem: Problem
    names: tuple[str, ...]
    tied: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The claims that are no seats."""
        return tuple(name for name in self.names if not name.startswith(SEATS))

    @cached_property
    def seats(self) -> tuple[str, ...]:
        """The claims that are seats."""
        return tuple(name for name in self.names if name.startswith(SEATS))

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """The rules and pins among the claims."""
        return {rule.id: rule for rule in self.problem.rules if rule.strength.binds}

    def closed(self, held: Iterable[str]) -> frozenset[str]:
        """The claims with those tied to them."""
        chosen = frozenset(held)
        return chosen.union(*(self.tied[name] for name in sorted(chosen & self.tied.keys())))

    def model(
        self,
        held: Collection[str],
        *,
        wished: Collection[str] = (),
        others: Sequence[Rule] = (),
        seats: Mapping[str, Seats] | None = None,
    ) -> Model:
        """The model in which only `held` and what is tied to it binds; it has no goals.

        `wished` rules are kept as far as possible (their shortfalls are the model's gaps), `others` are rules beside those of
        the problem. `seats` are other numbers of seats, by the id of the body or office, whatever is held.
        """
        closed = self.closed(held)
        problem = self.problem
        policy = _with_seats(problem.policy, closed, seats or {}, most=len(problem.pool.people))
        rules, pins = (_chosen(listed, closed, wished) for listed in (policy.rules, problem.pins))
        lifted = () if MODES in closed else (MODES,)
        varied = problem.varied(policy=replace(policy, rules=rules), pins=(*pins, *others), goals=())
        return build_model(varied, lifted=lifted)

    def kept(self, seats: Sequence[Seat], held: Collection[str]) -> frozenset[str]:
        """The claims that a roster keeps, counted by head; `held` are those it was made to keep.

        With contested elections a rule says more than its count by head: then only those held are sure.
        """
        problem = self.problem
        others = [] if problem.contests else [rule for rule in self.by_id.values() if rule.id not in held]
        counted = [self.by_id[name] for name in self.rules if name in held and name in self.by_id]
        verdicts = recount(problem.pool, problem.policy, (*counted, *others), seats)
        broken = {verdict.rule for verdict in verdicts if not verdict.kept}
        for part in problem.policy.parts:
            found = sum(part.id in seat.position.scopes for seat in seats)
            if not part.seats.least <= found <= part.seats.most:
                broken.add(SEATS + part.id)
        by_id = problem.pool.by_id
        served = ((seat.position.mode or seat.position.run_mode, by_id[seat.person].modes) for seat in seats)
        if any(mode is not None and mode not in modes for mode, modes in served):
            broken.add(MODES)
        sure = {MODES, *self.seats, *(rule.id for rule in (*counted, *others))}
        return frozenset(name for name in self.names if name in sure and name not in broken)


def claims_of(problem: Problem) -> Claims:
    """All claims on a problem."""
    rules = [rule for rule in problem.rules if rule.strength.binds]
    offered = {mode for office in problem.policy.offices for mode in office.modes}
    # Where everybody serves in every mode, nothing is claimed.
    modes = [MODES] if any(offered - set(person.modes) for person in problem.pool.people) else []
    seats = [SEATS + part.id for part in problem.policy.parts]
    return Claims(problem=problem, names=(*(rule.id for rule in rules), *modes, *seats), tied=_tied(problem, rules))


def _with_seats(policy: Policy, held: Collection[str], seats: Mapping[str, Seats], *, most: int) -> Policy:
    """The policy with the seats that are not held free, and with the other numbers given."""
    free = Seats(least=0, most=most)
    numbers = {part.id: seats.get(part.id, part.seats if SEATS + part.id in held else free) for part in policy.parts}
    return policy.with_seats(numbers)


def _chosen(rules: Iterable[Rule], held: Collection[str], wished: Collection[str]) -> tuple[Rule, ...]:
    """The binding rules that are held as they are, those that are wished as preferred ones."""
    binding = [rule for rule in rules if rule.strength.binds]
    return tuple(
        rule if rule.id in held else replace(rule, strength=Strength.PREFER)
        for rule in binding
        if rule.id in held or rule.id in wished
    )


def _tied(problem: Problem, rules: Sequence[Rule]) -> dict[str, tuple[str, ...]]:
    loose = problem.varied(policy=_with_seats(problem.policy, (), {}, most=len(problem.pool.people)))
    voted = _votes_rest_on(problem, rules)
    tied = {}
    for rule in rules:
        if rule.promised and problem.contests:
            seats = (SEATS + part.id for part in problem.policy.parts)
            tied[rule.id] = (*(name for name in voted if name != rule.id), *seats)
            continue
        asked = _Asked(grid=problem)
        limit = sum(1 for _ in rule.rows(asked)) + MORE_ROWS
        if sum(1 for _ in islice(rule.rows(loose), limit + 1)) > limit:
            tied[rule.id] = tuple(SEATS + part.id for part in problem.policy.parts if part.id in asked.parts)
    return tied


def _votes_rest_on(problem: Problem, rules: Sequence[Rule]) -> list[str]:
    """The rules without which there is no telling how many seats each vote is for."""
    if not any(contest.by for contest in problem.contests):
        return []
    without = {rule.id: [other for other in rules if other is not rule] for rule in rules}
    return [name for name, others in without.items() if resolve(problem.policy, others, problem)[1]]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Asked(Through):
    """A grid that notes of which bodies and offices the sizes are asked."""

    parts: set[str] = field(default_factory=set)

    def size(self, scope: tuple[str, ...]) -> int | None:
        """As in the grid, noted."""
        self.parts.update(scope)
        return self.grid.size(scope)

    def sizes(self, scope: tuple[str, ...]) -> tuple[int, int]:
        """As in the grid, noted."""
        self.parts.update(scope)
        return self.grid.sizes(scope)
