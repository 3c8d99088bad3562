"""Axes: what a sweep varies, and the inputs of a plan with one thing changed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from optimizer.basis.position import Position, Truth
from optimizer.basis.text import Filled
from optimizer.groups.predicate import Appointed, Predicate, judge, leaves
from optimizer.people.person import Pool
from optimizer.policy.policy import Policy, Seats
from optimizer.problem.problem import Problem, build_problem
from optimizer.room.asking import with_rule
from optimizer.rules.base import Rule
from optimizer.rules.limits import Figure, Limit

type Value = int | Fraction | date | str
"""Heads, values or seats; an exact ratio; a reference date; the name of a group."""

type Rank = tuple[Figure, bool]
"""A figure, turned round for a ceiling, and whether it is itself excluded."""

SOURCE = "xiwei whatif"
"""Where faults of what is asked are said to be."""

ALL = "all"
"""The filter that lets everybody stay in the pool."""


@dataclass(frozen=True, kw_only=True)
class Axis(ABC):
    """One thing that varies: `name` as it is written, `values` in the order they are looked at."""

    name: str
    values: tuple[Value, ...]

    @abstractmethod
    def at(self, problem: Problem, value: Value) -> Problem:
        """The problem with this one thing changed."""


@dataclass(frozen=True, kw_only=True)
class LimitAxis(Axis):
    """A bound of a rule; `stands` is the bound as the policy has it. The two sides of an `exactly` move together.

    Values are inclusive. A whole number is so many heads where the bound is a ratio of a known number.
    """

    rule: str
    stands: Limit

    def at(self, problem: Problem, value: Value) -> Problem:
        """The problem with the bound at an inclusive figure, the rule as strong as it is."""
        assert isinstance(value, int | Fraction)
        moved = self.rule_of(problem)
        for limit in self.limits(problem):
            # Once the first side of an `exactly` has moved, the other one stands under another name.
            now = next(each for each in moved.limits(problem) if (each.floor, each.part) == (limit.floor, limit.part))
            moved = moved.moved(now, figure(limit, value))
        return with_rule(problem, moved)

    def rule_of(self, problem: Problem) -> Rule:
        """The rule whose bound it is."""
        return next(rule for rule in problem.rules if rule.id == self.rule)

    def limits(self, problem: Problem) -> tuple[Limit, ...]:
        """The bound in a problem in which it has not moved: one limit, or both sides of an `exactly`."""
        wanted = (self.stands.field, self.stands.part)
        return tuple(limit for limit in self.rule_of(problem).limits(problem) if (limit.field, limit.part) == wanted)

    def heads(self, value: int | Fraction) -> int | None:
        """The whole heads a value comes to; None where the number it is a ratio of varies."""
        return replace(self.stands, figure=figure(self.stands, value), strict=False).heads

    def rank(self, problem: Problem, value: Value | None) -> Rank | None:
        """What is higher the more the bound asks for at a value, or as it stands.

        None where it moves both ways, and where counting heads does not settle it: a promise looks at every vote.
        """
        limits = self.limits(problem)
        if len(limits) != 1 or self.rule_of(problem).promised:
            return None
        limit = limits[0]
        assert value is None or isinstance(value, int | Fraction)
        found = limit.figure if value is None else figure(limit, value)
        return (found if limit.floor else -found), value is None and limit.strict


@dataclass(frozen=True, kw_only=True)
class SeatsAxis(Axis):
    """The seats of a body or office: the same number, whatever range the policy has; `title` is the body's or office's."""

    part: str
    title: Filled

    def at(self, problem: Problem, value: Value) -> Problem:
        """The problem with just so many seats."""
        assert isinstance(value, int)
        return problem.varied(policy=problem.policy.with_seats({self.part: Seats(least=value, most=value)}))


@dataclass(frozen=True, kw_only=True)
class DateAxis(Axis):
    """The reference date, on which ages are counted."""

    def at(self, problem: Problem, value: Value) -> Problem:
        """The problem on another reference date. Raises InputFaults where the rules do not fit it."""
        assert isinstance(value, date)
        return _built(problem, problem.pool, replace(problem.policy, reference_date=value))


@dataclass(frozen=True, kw_only=True)
class PoolAxis(Axis):
    """Who is in the pool: everybody, or those who certainly belong to a group of the policy; `groups` by name."""

    groups: Mapping[str, Predicate]

    def at(self, problem: Problem, value: Value) -> Problem:
        """The problem with the members of one group alone. Raises InputFaults where a rule names somebody who is not one."""
        if value == ALL:
            return problem
        group = self.groups[str(value)]
        on = problem.policy.reference_date
        kept = tuple(person for person in problem.pool.people if judge(group, person, None, on) is Truth.YES)
        return _built(problem, replace(problem.pool, people=kept), problem.policy)


def figure(limit: Limit, value: int | Fraction) -> Figure:
    """A value as the limit counts: heads of a ratio become the ratio."""
    return limit.at(value) if isinstance(value, int) else value


def of_people(group: Predicate) -> bool:
    """Whether a group looks at people alone, so that a pool can be cut down to it."""
    return not any(isinstance(leaf, Appointed) for leaf in leaves(group))


def _built(problem: Problem, pool: Pool, policy: Policy) -> Problem:
    base: Mapping[str, tuple[Position, ...]] | None = problem.base
    return build_problem(pool=pool, policy=policy, pins=problem.pins, base=base, seed=problem.seed)
