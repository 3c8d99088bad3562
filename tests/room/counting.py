"""Plain counting for the tests of the room: every roster of a small problem, kept or not, with its figures and pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from optimizer.problem.problem import Problem
from optimizer.roster.roster import Proposal, Seat
from optimizer.rules.base import Rule
from optimizer.rules.limits import Limit
from tests.solve.brute import figures_of, keeps_musts
from tests.toy import Held, rosters, seated

type Piece = tuple[str, str, str]


class Counted:
    """Every roster of a problem that keeps the binding rules, listed once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @cached_property
    def framed(self) -> list[Held]:
        """Those that fill the seats, rules or no rules."""
        return list(rosters(self.problem))

    @cached_property
    def kept(self) -> list[Held]:
        """Those that keep the binding rules too."""
        return [held for held in self.framed if keeps_musts(self.problem, held)]

    def figures(self, held: Held) -> tuple[Fraction, ...]:
        """The goals' figures, the draw left out."""
        drawn = [goal.kind == "draw" for goal in self.problem.goals]
        return tuple(figure for figure, draw in zip(figures_of(self.problem, held), drawn, strict=True) if not draw)

    def losses(self, held: Held) -> tuple[Fraction, ...]:
        """The figures so that less is better, in the order of the goals."""
        goals = [goal for goal in self.problem.goals if goal.kind != "draw"]
        return tuple(
            -figure if goal.kind == "best" and goal.column == "score" else figure
            for goal, figure in zip(goals, self.figures(held), strict=True)
        )

    def holds(self, held: Held, who: str, scope: str) -> bool:
        """Whether a person holds a body or office."""
        return any(
            self.problem.pool.people[one].id == who and scope in self.problem.positions[what].scopes
            for one, what in held
        )

    def pieces(self, held: Held) -> frozenset[Piece]:
        """Who holds what, piece by piece, chain by chain."""
        found: set[Piece] = set()
        for who, what in held:
            position = self.problem.positions[what]
            names = [*position.bodies, position.office, position.mode]
            found |= {(self.problem.pool.people[who].id, position.bodies[0], name) for name in names if name}
        return frozenset(found)

    def apart(self, one: Held, other: Held) -> int:
        """How many pieces two rosters do not share."""
        return len(self.pieces(one) ^ self.pieces(other))


def held_of(problem: Problem, seats: Sequence[Seat]) -> Held:
    """A roster by the numbers of people and positions."""
    number = {person.id: n for n, person in enumerate(problem.pool.people)}
    return tuple(sorted((number[seat.person], problem.positions.index(seat.position)) for seat in seats))


def plan_of(counted: Counted, proposal: Proposal) -> Held:
    """The roster of a plan, which the counting must know."""
    held = held_of(counted.problem, proposal.seats)
    assert held in counted.kept
    return held


def with_limit(rule: Rule, limit: Limit, figure: int | Fraction) -> Rule:
    """The rule, binding, with one limit at so many heads or at a ratio."""
    written = limit.at(figure) if isinstance(figure, int) else figure
    return replace(rule.moved(limit, written), strength=type(rule.strength).MUST)


def keeps(problem: Problem, held: Held, rule: Rule) -> bool:
    """Whether a roster keeps one rule."""
    return all(verdict.kept for verdict in rule.count(seated(problem, held)))


def short_of(problem: Problem, held: Held, rule: Rule) -> int:
    """Heads by which a roster is short of one rule."""
    return sum(verdict.short for verdict in rule.count(seated(problem, held)))


def ratios(base: int) -> list[Fraction]:
    """Every ratio of heads with a base of that many or fewer, smallest first."""
    return sorted({Fraction(part, whole) for whole in range(1, base + 1) for part in range(base * whole + 1)})
