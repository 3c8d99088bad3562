"""Conflicts by brute force: every roster with any seats filled, in any mode, and every set of claims; no model, no solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from optimizer.basis.position import MODES
from optimizer.policy.policy import Policy, Seats
from optimizer.problem.problem import Problem, build_problem
from optimizer.rules.base import Rule, Seated
from optimizer.rules.limits import Limit
from tests.toy import a_pool, rosters, seated

type Names = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A roster, the claims it keeps, and how many people hold each body and office."""

    roster: Seated
    kept: Names
    sizes: dict[str, int]


class Brute:
    """Everything there is to know about a toy problem's claims."""

    def __init__(self, problem: Problem, tied: Mapping[str, Sequence[str]] | None = None) -> None:
        self.problem = problem
        self.tied = tied or {}
        self.rules = {rule.id: rule for rule in problem.rules if rule.strength.binds}
        offered = {mode for office in problem.policy.offices for mode in office.modes}
        limited = any(offered - set(person.modes) for person in problem.pool.people)
        self.seats = tuple(f"seats:{part.id}" for part in problem.policy.parts)
        self.soft = (*self.rules, *(["modes:own"] if limited else []))
        self.shown = list(self._everything())

    def _everything(self) -> Iterator[Shown]:
        for held in rosters(_unbound(self.problem)):
            roster = seated(self.problem, held)
            sizes = {
                part.id: sum(part.id in position.scopes for _, position in roster.seats)
                for part in self.problem.policy.parts
            }
            kept = {name for name, rule in self.rules.items() if all(verdict.kept for verdict in rule.count(roster))}
            kept |= {
                f"seats:{part.id}"
                for part in self.problem.policy.parts
                if part.seats.least <= sizes[part.id] <= part.seats.most
            }
            if all(position.mode is None or position.mode in person.modes for person, position in roster.seats):
                kept.add("modes:own")
            yield Shown(roster=roster, kept=frozenset(kept), sizes=sizes)

    def possible(self, claims: Names) -> bool:
        closed = claims.union(*(self.tied.get(name, ()) for name in claims))
        return any(closed <= each.kept for each in self.shown)

    def minimal(self, names: Sequence[str], beside: Names) -> list[Names]:
        """The minimal sets of names that cannot hold together beside what always holds, by trying them all."""
        found: list[Names] = []
        for size in range(len(names) + 1):
            for chosen in map(frozenset, combinations(names, size)):
                if not any(smaller <= chosen for smaller in found) and not self.possible(chosen | beside):
                    found.append(chosen)
        return found

    def conflicts(self) -> set[tuple[Names, Names]]:
        """Rules minimal with all seats held, each with every minimal set of seats."""
        return {
            (rules, seats)
            for rules in self.minimal(self.soft, frozenset(self.seats))
            for seats in self.minimal(self.seats, rules)
        }

    def furthest(self, rule: Rule, limit: Limit, others: Names) -> int | Fraction | None:
        """The strictest figure that some roster keeps beside the other claims; in heads where the limit has them."""
        beside = [each.roster for each in self.shown if others <= each.kept]
        most = self.problem.room
        figures: list[int | Fraction] = (
            sorted({Fraction(top, of) for of in range(1, most + 1) for top in range(most * of + 1)})
            if limit.heads is None
            else list(range(most + 1))
        )
        for figure in sorted(figures, reverse=limit.floor):
            moved = rule.moved(limit, figure if isinstance(figure, Fraction) else limit.at(figure))
            if any(all(verdict.kept for verdict in moved.count(roster)) for roster in beside):
                return figure
        return None

    def unmet(self, rule: Rule, part: str, others: Names) -> bool:
        """Whether every roster that keeps the other claims breaks the rule at this value."""
        beside = [each.roster for each in self.shown if others <= each.kept]
        broken = [[v.part for v in rule.count(roster) if not v.kept] for roster in beside]
        return bool(beside) and all(part in parts for parts in broken)

    def numbers(self, part: str, others: Names) -> tuple[int | None, int | None]:
        """The nearest numbers of people below and above the seats, in rosters that keep the other claims."""
        sizes = {each.sizes[part] for each in self.shown if others <= each.kept}
        seats = self.problem.policy.seats[part]
        below = max((size for size in sizes if size < seats.least), default=None)
        return below, min((size for size in sizes if size > seats.most), default=None)


def _unbound(problem: Problem) -> Problem:
    """The problem with nothing but its structure: any seats filled, anybody in any mode."""
    anybody = [replace(person, modes=MODES) for person in problem.pool.people]
    return build_problem(pool=a_pool(anybody), policy=_free(problem.policy, len(anybody)))


def _free(policy: Policy, most: int) -> Policy:
    free = Seats(least=0, most=most)
    return replace(
        policy,
        rules=(),
        goals=(),
        bodies=tuple(replace(body, seats=free) for body in policy.bodies),
        offices=tuple(replace(office, seats=free) for office in policy.offices),
    )
