"""Good first multipliers for a large field, and the groups worth looking at first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit

from optimizer.model.model import NO_LEAST, NO_MOST, Ints, ModelGoal
from optimizer.solve.field import Field, Floats

FALL = 0.1
"""How much less each later goal weighs in the first guess; only the guess depends on it, never a proof."""

HEATS = (0.1, 0.02, 0.004, 0.001, 0.0003)


def blended(field: Field, goals: tuple[ModelGoal, ...]) -> Floats:
    """All goals as one, each far lighter than the one before: a guess at where the final roster lies."""
    weights = np.zeros(len(field.columns))
    weight = 1.0
    for goal in goals:
        own = goal.columns[field.columns].astype(np.float64)
        reach = float(np.abs(own).max(initial=0.0))
        if reach > 0:
            weights += weight * own / reach
            weight *= FALL
    return weights


def first_multipliers(field: Field, weights: Floats) -> Floats:
    """Multipliers that nearly minimise the Lagrangian of `weights`: L-BFGS on a softened one, cooled in steps.

    Rows are scaled to unit length first. Without any weight, all are zero.
    """
    rows = len(field.least)
    if not np.any(weights):
        return np.zeros(rows)
    soft = _Softened(field, weights)
    lengths = np.sqrt(np.maximum((soft.rows.astype(np.float64) ** 2).sum(axis=1), 1.0) / max(len(field.columns), 1))
    low = np.where(field.least == NO_LEAST, 0.0, -np.inf)
    high = np.where(field.most == NO_MOST, 0.0, np.inf)
    scaled = np.zeros(rows)
    for heat in HEATS:

        def descend(at: Floats, heat: float = heat) -> tuple[float, Floats]:
            value, slope = soft.at(at / lengths, heat)
            return value, slope / lengths

        found = minimize(
            descend,
            scaled,
            jac=True,
            method="L-BFGS-B",
            bounds=list(zip(low, high, strict=True)),
            options={"maxiter": 80},
        )
        scaled = found.x
    return np.asarray(scaled / lengths, dtype=np.float64)


class _Softened:
    """The Lagrangian of `weights` over a field, its choices softened: what a quasi-Newton method can descend."""

    def __init__(self, field: Field, weights: Floats) -> None:
        self.rows = field.rows.array()
        self._transposed = sparse.csr_array(self.rows.T)
        self._field = field
        self._weights = weights
        # Shortfalls stay out of this first guess, as if every wish were binding; choices must be in it, or their rows could
        # not be met at all.
        self._choices = field.gap_rows.array()[:, len(field.gap_most) - field.model.choices :]

    def at(self, multipliers: Floats, heat: float) -> tuple[float, Floats]:
        """Its value and its slope, with every choice softened by `heat`."""
        field = self._field
        if not len(field.starts):
            return 0.0, np.zeros_like(multipliers)
        worth = (self._weights - self._transposed @ multipliers) / heat
        top = np.maximum.reduceat(worth, field.starts)
        top = np.where(field.may_be_empty[field.peopled], np.maximum(top, 0.0), top)
        sizes = np.diff(np.append(field.starts, len(worth)))
        shares = np.exp(worth - np.repeat(top, sizes))
        total = np.add.reduceat(shares, field.starts)
        total += np.where(field.may_be_empty[field.peopled], np.exp(-top), 0.0)
        shares /= np.repeat(total, sizes)
        limits = np.where(multipliers > 0, field.most, np.where(multipliers < 0, field.least, 0)).astype(np.float64)
        value = float(multipliers @ limits) + heat * float((top + np.log(total)).sum())
        slope = limits - self.rows @ shares
        if field.model.choices:
            leaning = -(self._choices.T @ multipliers) / heat
            value += heat * float(np.logaddexp(0.0, leaning).sum())
            slope = slope - self._choices @ expit(leaning)
        return value, slope


def nearest_groups(field: Field, weights: Floats, multipliers: Floats, size: int) -> NDArray[np.bool_]:
    """The groups whose two best choices lie closest together: where the decision is."""
    worth = weights - field.rows.under(multipliers)
    chosen = np.zeros(field.model.groups, dtype=bool)
    if not len(field.starts):
        return chosen
    gap = _second_gap(field, worth)
    chosen[field.peopled[np.argsort(gap, kind="stable")[:size]]] = True
    return chosen


def best_choices(field: Field, weights: Floats, multipliers: Floats) -> Ints:
    """Per group the number (within the field's columns) of its best column, -1 for staying empty."""
    best = np.full(field.model.groups, -1, dtype=np.int64)
    if len(field.starts):
        top, first = _best_columns(field, weights - field.rows.under(multipliers))
        stays = field.may_be_empty[field.peopled] & (top <= 0)
        best[field.peopled] = np.where(stays, -1, first)
    return best


def _second_gap(field: Field, worth: Floats) -> Floats:
    """Per peopled group how far its second choice lies behind its best, staying empty being a choice."""
    top, first = _best_columns(field, worth)
    rest = worth.copy()
    rest[first] = -np.inf
    second = np.maximum.reduceat(rest, field.starts)
    empty = np.where(field.may_be_empty[field.peopled], 0.0, -np.inf)
    ordered = np.sort(np.stack([top, second, empty]), axis=0)
    return np.asarray(ordered[2] - ordered[1], dtype=np.float64)


def _best_columns(field: Field, worth: Floats) -> tuple[Floats, Ints]:
    """Per peopled group the worth of its best column, and the number of the first column that has it."""
    sizes = np.diff(np.append(field.starts, len(worth)))
    top = np.maximum.reduceat(worth, field.starts)
    where = np.flatnonzero(worth >= np.repeat(top, sizes))
    first = where[np.unique(field.group[where], return_index=True)[1]]
    return np.asarray(top, dtype=np.float64), first.astype(np.int64)
