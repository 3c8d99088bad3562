"""Goals as whole-number weights on columns and shortfalls."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import cache, partial
from math import lcm

import numpy as np

from optimizer.basis.position import Position
from optimizer.model.model import Ints, ModelGoal
from optimizer.people.person import Person, Pool
from optimizer.policy.policy import Goal
from optimizer.problem.problem import Problem


def model_goals(problem: Problem, person: Ints, position: Ints, gap_rules: tuple[str, ...]) -> tuple[ModelGoal, ...]:
    """The problem's goals over the model's columns, in order."""
    no_gaps = np.zeros(len(gap_rules), dtype=np.int64)
    no_columns = np.zeros(len(person), dtype=np.int64)
    figures = cache(partial(figures_of, problem.pool))
    goals = []
    for goal in problem.goals:
        if goal.kind == "prefer":
            gaps = -np.array([rule == goal.column for rule in gap_rules], dtype=np.int64)
            goals.append(ModelGoal(id=goal.id, columns=no_columns, gaps=gaps, sign=-1))
        elif goal.kind in ("best", "slate"):
            own, scale = figures(goal.column)
            inside = np.array([_counts(goal, held) for held in problem.positions], dtype=bool)
            sign = -1 if goal.column == "rank" else 1
            columns = sign * np.array(own, dtype=np.int64)[person] * inside[position]
            goals.append(ModelGoal(id=goal.id, columns=columns, gaps=no_gaps, sign=sign, scale=scale))
        elif goal.kind == "changes":
            goals.append(_changes(problem, goal, person, position, no_gaps))
        else:
            goals.append(_draw(problem, goal, person, position, no_gaps))
    return tuple(goals)


def _counts(goal: Goal, position: Position) -> bool:
    """Whether who is in the position counts for a goal: holders of its scope, or for a slate those who run for it."""
    return position.runs_for in goal.scope if goal.kind == "slate" else not position.scopes.isdisjoint(goal.scope)


def figures_of(pool: Pool, column: str) -> tuple[list[int], int]:
    """Everybody's score or rank as a whole number of 1/scale; nobody's figure is rounded.

    A missing score counts as 0, a missing rank as one behind the last (docs/conventions.md §7).
    """
    if column == "rank":
        behind = max((person.rank or 0 for person in pool.people), default=0) + 1
        return [behind if person.rank is None else person.rank for person in pool.people], 1
    exact = [(person.score or Decimal(0)).as_integer_ratio() for person in pool.people]
    scale = lcm(*(denominator for _, denominator in exact))
    return [numerator * (scale // denominator) for numerator, denominator in exact], scale


DRAW_RANGE = 1_000_000


def draw_numbers(people: tuple[Person, ...], seed: int) -> list[int]:
    """A number of their own for everybody, which the seed and the ids alone decide (SHA-256).

    The order of the hashes spreads people over 1 to 1,000,000 (further in a larger pool), and the hash places each within
    their step: so that two sets of people hardly ever have the same total.
    """
    step = max(1, DRAW_RANGE // max(len(people), 1))
    hashes = [int.from_bytes(hashlib.sha256(f"{seed}:{person.id}".encode()).digest()) for person in people]
    numbers = [0] * len(people)
    for place, person in enumerate(sorted(range(len(people)), key=hashes.__getitem__)):
        numbers[person] = place * step + hashes[person] % step + 1
    return numbers


def marks(position: Position) -> frozenset[tuple[str, str]]:
    """What is held in a position or run for, piece by piece: each body, the office, the mode. A change counts by the piece."""
    held = {("body", body) for body in position.bodies}
    if position.office:
        held.add(("office", position.office))
    if position.mode:
        held.add(("mode", position.mode))
    if position.runs_for:
        held.add(("runs_for", position.runs_for))
    if position.run_mode:
        held.add(("run_mode", position.run_mode))
    return frozenset(held)


def _changes(problem: Problem, goal: Goal, person: Ints, position: Ints, no_gaps: Ints) -> ModelGoal:
    """Pieces held before and not now, plus pieces held now and not before."""
    base = problem.base or {}
    held = [marks(each) for each in problem.positions]
    before = {who: frozenset().union(*map(marks, positions)) for who, positions in base.items()}
    ids = [problem.pool.people[number].id for number in person]
    columns = np.array(
        [
            len(held[place] & before.get(who, frozenset())) - len(held[place] - before.get(who, frozenset()))
            for who, place in zip(ids, position, strict=True)
        ],
        dtype=np.int64,
    )
    total = sum(len(pieces) for pieces in before.values())
    return ModelGoal(id=goal.id, columns=columns, gaps=no_gaps, sign=-1, constant=total)


def _draw(problem: Problem, goal: Goal, person: Ints, position: Ints, no_gaps: Ints) -> ModelGoal:
    """Each person's number times the number of their position: low numbers in, and lowest of all in the offices.

    No two people have the same number and no two positions, so a swap of any two people changes the total.
    """
    numbers = np.array(draw_numbers(problem.pool.people, problem.seed), dtype=np.int64)
    return ModelGoal(id=goal.id, columns=-numbers[person] * (position + 1), gaps=no_gaps, sign=-1)
