"""The problem to solve, and every fault that shows only when pool and policy meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np

from optimizer.basis.faults import Complaints, Fault, InputFaults
from optimizer.basis.position import Position
from optimizer.basis.similar import suggest
from optimizer.basis.text import Text
from optimizer.groups.masks import Mask, Masks
from optimizer.groups.predicate import Predicate
from optimizer.people.person import TYPED_COLUMNS, Pool
from optimizer.policy.policy import Goal, Policy
from optimizer.problem.contests import Contested, Elected, resolve
from optimizer.problem.positions import chains
from optimizer.problem.promises import Promise
from optimizer.problem.refusals import Refusal
from optimizer.problem.rounds import promises_of
from optimizer.rules.base import Rule, Strength
from optimizer.rules.grid import Grid
from optimizer.rules.weights import spread_out

MOST_POSITIONS = 500
MOST_SCORE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A pool, a policy, pins, an earlier roster to stay near, and what follows from them.

    `positions` are those of all chains, `chain` gives each its chain's number; `contests` are the votes with more candidates
    than seats. `goals` are in the order they are met.
    `base` maps a person's id to the positions held in the earlier roster.
    """

    pool: Pool
    policy: Policy
    positions: tuple[Position, ...]
    chain: tuple[int, ...]
    contests: tuple[Contested, ...] = ()
    pins: tuple[Rule, ...] = ()
    goals: tuple[Goal, ...] = ()
    base: Mapping[str, tuple[Position, ...]] | None = None
    seed: int = 0

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The policy's rules, then the pins."""
        return (*self.policy.rules, *self.pins)

    @cached_property
    def masks(self) -> Masks:
        """Group membership of every person in every position."""
        return Masks(self.pool.people, self.positions, self.policy.reference_date)

    def varied(
        self, *, policy: Policy | None = None, pins: Sequence[Rule] | None = None, goals: Sequence[Goal] | None = None
    ) -> Problem:
        """The same pool and positions under another policy of the same bodies, offices and date, other pins or goals.

        What is known of group membership is carried over. The new rules' values are not checked against the pool again.
        """
        other = replace(
            self,
            policy=self.policy if policy is None else policy,
            pins=self.pins if pins is None else tuple(pins),
            goals=self.goals if goals is None else tuple(goals),
        )
        other.__dict__["masks"], other.__dict__["_wins"] = self.masks, self._wins
        contests, faults = resolve(other.policy, other.rules, other) if self.contests else ((), [])
        # A variant may leave open how many seats a contest is for: then the contest stays as it was.
        return other if faults else other._contesting(contests)

    def _contesting(self, contests: tuple[Contested, ...]) -> Problem:
        other = replace(self, contests=contests)
        other.__dict__["masks"], other.__dict__["_wins"] = self.masks, self._wins
        return other

    @cached_property
    def _wins(self) -> dict[str | None, Masks]:
        return {}

    @cached_property
    def able(self) -> Mask:
        """People x positions: who serves in the position's mode and is not kept out of it by a binding rule alone."""
        people = self.pool.people
        able = np.array(
            [[held.mode in (None, *person.modes) for held in self.positions] for person in people], dtype=bool
        )
        for rule in self.rules:
            for row in rule.rows(self) if rule.strength.binds else ():
                if row.most == 0 and row.least is None and not row.choices:
                    weights = spread_out(self, row.weights)
                    able &= (weights <= 0) | (weights.min(initial=0) < 0)
        return able

    @cached_property
    def promises(self) -> tuple[tuple[Promise, ...], tuple[Refusal, ...]]:
        """What the promised rules ask of the slates, and which of them cannot be promised."""
        return promises_of(self)

    def elected(self, part: str | None = None) -> Grid:
        """The grid in which the further candidates for a body or office (for any, without one) count as elected."""
        positions = tuple(
            self.policy.elected(position) if part in (None, position.runs_for) else position
            for position in self.positions
        )
        if part not in self._wins:
            self._wins[part] = Masks(self.pool.people, positions, self.policy.reference_date)
        return Elected(grid=self, held=positions, masks=self._wins[part])

    def sure(self, group: Predicate) -> Mask:
        """People x positions: certainly in the group."""
        return self.masks.sure(group)

    def possible(self, group: Predicate) -> Mask:
        """People x positions: not certainly outside it."""
        return self.masks.possible(group)

    def size(self, scope: tuple[str, ...]) -> int | None:
        """Seats of the scope held in every full roster, where that is the same number in all of them."""
        least, most = self.sizes(scope)
        return least if least == most else None

    def sizes(self, scope: tuple[str, ...]) -> tuple[int, int]:
        """The fewest and the most seats of the scope that a full roster fills, or bounds beyond which none goes.

        Parts that lie within another part add nothing; offices of one chain never share a seat, bodies may.
        """
        touched = {part: frozenset(n for n, held in enumerate(self.positions) if part in held.scopes) for part in scope}
        outer = [part for part in scope if not any(touched[part] < touched[other] for other in scope)]
        seats = [self.policy.seats[part] for part in outer]
        apart = all(touched[one].isdisjoint(touched[two]) for one, two in combinations(outer, 2))
        join = sum if apart else max
        return join(part.least for part in seats), sum(part.most for part in seats)

    @property
    def room(self) -> int:
        """The most seats any roster fills, over all chains."""
        return sum(body.seats.most for body in self.policy.bodies if body.within is None)

    @property
    def exempt(self) -> frozenset[str]:
        """Nobody: waivers are a rule's own."""
        return frozenset()


def build_problem(
    *,
    pool: Pool,
    policy: Policy,
    pins: Sequence[Rule] = (),
    base: Mapping[str, tuple[Position, ...]] | None = None,
    seed: int = 0,
) -> Problem:
    """The problem of a pool and a policy.

    Raises InputFaults when the policy uses columns, people or values the pool does not have.
    """
    by_chain = chains(policy)
    positions = tuple(position for held in by_chain.values() for position in held)
    faults = [*_column_faults(pool, policy), *_rule_faults(pool, (*policy.rules, *pins)), *_score_faults(pool)]
    if len(positions) > MOST_POSITIONS:
        faults.append(Fault(kind="policy.positions", message=_MANY.fill(count=len(positions)), cure=_MANY_CURE.fill()))
    if faults:
        raise InputFaults(pool.source, faults)
    problem = Problem(
        pool=pool,
        policy=policy,
        positions=positions,
        chain=tuple(number for number, held in enumerate(by_chain.values()) for _ in held),
        pins=tuple(pins),
        goals=tuple(_goals(pool, policy, pins, base is not None)),
        base=base,
        seed=seed,
    )
    contests, faults = resolve(policy, problem.rules, problem)
    if faults:
        raise InputFaults(pool.source, faults)
    if contests:
        problem = problem._contesting(contests)
        _, refused = problem.promises
        if refused:
            raise InputFaults(pool.source, [refusal.fault for refusal in refused])
    return problem


def _goals(pool: Pool, policy: Policy, pins: Sequence[Rule], based: bool) -> Iterator[Goal]:
    """The goals in the order they are met (docs/conventions.md §7).

    Preferred rules one by one, few changes from the earlier roster, then the best totals of the policy or, by default,
    of `score` (else `rank`) body by body from the congress down, then office by office; the same totals of the further
    candidates of contested elections; last the draw that breaks ties.
    """
    preferred = [rule.id for rule in (*policy.rules, *pins) if rule.strength is Strength.PREFER]
    listed = list(policy.goals)
    if not listed:
        column = next((column for column in ("score", "rank") if column in pool.columns), None)
        listed = (
            []
            if column is None
            else [
                Goal(id=f"best_{column}_{part.id}", kind="best", column=column, scope=(part.id,))
                for part in policy.parts
            ]
        )
    if not any(goal.kind == "prefer" for goal in listed):
        listed.insert(0, Goal(id="prefer", kind="prefer"))
    for goal in listed:
        if goal.kind != "prefer":
            yield goal
            continue
        for rule in preferred:
            yield Goal(id=f"prefer:{rule}", kind="prefer", column=rule)
        if based:
            yield Goal(id="changes", kind="changes")
    contested = {part.id for part in policy.contested}
    for goal in listed:
        # Who runs besides the planned winners comes after everything that is asked of the winners.
        if goal.kind == "best" and (scope := tuple(part for part in goal.scope if part in contested)):
            yield Goal(id=f"slate:{goal.id}", kind="slate", column=goal.column, scope=scope)
    yield Goal(id="draw", kind="draw")


def _column_faults(pool: Pool, policy: Policy) -> Iterator[Fault]:
    missing: dict[str, list[str]] = {}
    for column, user in policy.columns():
        if column not in pool.columns and column != "modes":
            missing.setdefault(column, []).append(user)
    for column, users in missing.items():
        known = column in TYPED_COLUMNS
        cure = _ADD_COLUMN.fill(column=column) if known else suggest(column, pool.columns)
        yield Fault(kind="problem.column", value=column, message=_NO_COLUMN.fill(users=", ".join(users)), cure=cure)


def _score_faults(pool: Pool) -> Iterator[Fault]:
    """Scores beyond what 64-bit whole numbers can add up exactly for any pool."""
    for person in pool.people:
        if person.score is not None and abs(person.score) > MOST_SCORE:
            message, cure = _SCORE.fill(), _SCORE_CURE.fill(most=MOST_SCORE)
            value = str(person.score)
            yield Fault(
                kind="problem.score", row=person.row or None, column="score", value=value, message=message, cure=cure
            )


def _rule_faults(pool: Pool, rules: Sequence[Rule]) -> Iterator[Fault]:
    complaints = Complaints()
    for rule in rules:
        for value, cure in rule.misfits(pool):
            complaints.add("problem.value", rule.id, value, _NO_VALUE, cure)
    yield from (replace(fault, path=f"{_RULE} {fault.path}") for fault in complaints.faults)


_RULE = "rule"
_SCORE = Text(zh="得分太大，无法精确合计", en="the score is too large to be added up exactly")
_SCORE_CURE = Text(zh="换一个量纲，使得分绝对值不超过 {most}", en="Use another unit: at most {most} in absolute value")
_NO_COLUMN = Text(
    zh="政策用到的列在候选人表里没有（用于 {users}）", en="the pool lacks a column the policy uses (for {users})"
)
_ADD_COLUMN = Text(
    zh="在候选人表里加上“{column}”列（中文表头亦可）",
    en='Add the column "{column}" to the pool (its Chinese header will do)',
)
_NO_VALUE = Text(zh="候选人表里找不到", en="the pool does not have it")
_MANY = Text(zh="机构、职务与任职方式的组合多达{count}种", en="bodies, offices and modes combine to {count} positions")
_MANY_CURE = Text(zh="减少并列的机构或职务", en="Have fewer bodies side by side, or fewer offices")
