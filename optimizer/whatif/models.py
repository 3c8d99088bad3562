"""Models of problems that differ in a few bounds: built once, then moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from optimizer.model.build import build_model
from optimizer.model.model import NO_LEAST, NO_MOST, Model
from optimizer.problem.problem import Problem
from optimizer.rules.base import Rule
from optimizer.rules.grid import Row


class Models:
    """The models of a problem and of others like it; the same as `build_model` gives, only sooner."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._model = build_model(problem)
        self._rows: dict[str, list[Row]] = {}

    def of(self, problem: Problem) -> Model:
        """The model of a problem of the same pool, bodies, offices, seats, date, pins and goals; only rules may differ."""
        if problem.contests:
            return build_model(problem)
        least, most = self._model.least.copy(), self._model.most.copy()
        for before, after in zip(self._problem.rules, problem.rules, strict=True):
            if before is after:
                continue
            moved = self._moved(before, after, problem)
            at = np.flatnonzero([name == before.id for name in self._model.row_rules])
            if moved is None or len(moved) != len(at):
                return build_model(problem)
            least[at] = [NO_LEAST if row.least is None else row.least for row in moved]
            most[at] = [NO_MOST if row.most is None else row.most for row in moved]
        return replace(self._model, problem=problem, least=least, most=most)

    def _moved(self, before: Rule, after: Rule, problem: Problem) -> Sequence[Row] | None:
        """The rows of a rule that has moved; None where more than their bounds would change."""
        if before.id not in self._rows:
            self._rows[before.id] = list(before.rows(self._problem))
        old, new = self._rows[before.id], list(after.rows(problem))
        if before.strength is not after.strength or len(old) != len(new):
            return None
        if not all(alike(one, other) for one, other in zip(old, new, strict=True)):
            return None
        # A shortfall's size depends on the bound, and a row that lets nobody in is no row but a ban.
        plain = before.strength.binds and not any(row.most == 0 for row in (*old, *new))
        return new if plain else None


def alike(one: Row, other: Row) -> bool:
    """Whether two rows differ in their bounds at most."""
    if (one.rule, one.part, one.choices, one.head, one.soft) != (
        other.rule,
        other.part,
        other.choices,
        other.head,
        other.soft,
    ):
        return False
    sides = ((one.least is None) == (other.least is None), (one.most is None) == (other.most is None))
    if not all(sides):
        return False
    here, there = one.weights, other.weights
    if isinstance(here, np.ndarray) and isinstance(there, np.ndarray):
        return np.array_equal(here, there)
    if isinstance(here, np.ndarray) or isinstance(there, np.ndarray) or here.shape != there.shape:
        return False
    return not abs(here - there).sum()
