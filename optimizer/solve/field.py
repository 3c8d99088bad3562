"""What is still open: the columns alive, the groups that may stay empty, rows and goals met so far; and prices on them.

For any multipliers, the Lagrangian value bounds every roster, and a column whose price falls short by more than the gap can
be in no better roster. Prices are computed in 64-bit whole numbers, so a bound proven here is proven exactly, whatever
rounding the solver did on its way to the multipliers.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.model.model import NO_LEAST, NO_MOST, Ints, Model
from optimizer.solve.entries import Entries

SHIFT = 20
ROOM = 2.0**61
"""Sums of whole numbers must stay below this; 64 bits hold 2^63, and the estimate is made in floating point."""

type Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Prices:
    """Multipliers' verdict on one goal: an upper bound, and what each choice gives up, in units of 2^-`shift`.

    `loss` per alive column and `empty_loss` per group: how far the bound falls when that choice is made (0 for a best one).
    """

    bound: int
    loss: Ints
    empty_loss: Ints
    shift: int = SHIFT

    @property
    def whole(self) -> int:
        """The bound in whole goal units: no roster is better."""
        return self.bound >> self.shift

    @property
    def exact(self) -> float:
        """The bound in goal units."""
        return self.bound / (1 << self.shift)

    def slack(self, value: int) -> int:
        """How much a choice may lose and still be in a roster that reaches `value`."""
        return self.bound - (value << self.shift)


class Field:
    """The open part of a model. Columns only ever leave it, rows only ever join it."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.columns: Ints = np.arange(len(model.group), dtype=np.int64)
        self.may_be_empty: NDArray[np.bool_] = np.ones(model.groups, dtype=bool)
        self.rows = Entries.of(model.rows)
        self.gap_rows = Entries.of(model.gap_rows)
        self.gap_most = model.gap_most.copy()
        self.least = model.least.copy()
        self.most = model.most.copy()
        self._index()

    def _index(self) -> None:
        self.group = self.model.group[self.columns]
        self.starts = np.flatnonzero(np.diff(self.group, prepend=-1))
        self.peopled = self.group[self.starts]
        without = np.ones(self.model.groups, dtype=bool)
        without[self.peopled] = False
        self.may_be_empty |= without

    def without_gaps(self, goals: list[Ints]) -> Field:
        """The field where the rules of these goals have no shortfall at all."""
        easy = copy(self)
        easy.may_be_empty = self.may_be_empty.copy()
        easy.gap_most = np.where(np.any([goal != 0 for goal in goals], axis=0), 0, self.gap_most)
        return easy

    def hold(self, columns: Ints, gaps: Ints, value: int) -> None:
        """From now on this goal must reach the value (`columns` weighs the model's columns)."""
        self.rows = self.rows.with_row(columns[self.columns])
        self.gap_rows = self.gap_rows.with_row(gaps)
        self.least = np.append(self.least, value)
        self.most = np.append(self.most, NO_MOST)

    def drop(self, prices: Prices, value: int) -> None:
        """Drop every choice that no roster reaching `value` makes."""
        slack = prices.slack(value)
        keep = prices.loss <= slack
        self.may_be_empty &= prices.empty_loss <= slack
        self.columns = self.columns[keep]
        self.rows = self.rows.of_columns(keep)
        self._index()

    def price(self, columns: Ints, gaps: Ints, multipliers: Floats) -> Prices:
        """The exact bound and losses that multipliers (one a row) prove for a goal.

        Multipliers are rounded to 2^-20, or more coarsely where the figures are so large that a sum could leave 64 bits.
        """
        shift = SHIFT
        while True:
            rounded = self._rounded(multipliers, shift)
            limits = np.where(rounded > 0, self.most, np.where(rounded < 0, self.least, 0))
            if shift == 0 or self._size(columns, gaps, rounded, limits, shift) < ROOM:
                break
            shift -= 4
        worth = (columns[self.columns] << shift) - self.rows.under(rounded)
        gap_worth = (gaps << shift) - self.gap_rows.under(rounded)
        best = np.full(self.model.groups, np.iinfo(np.int64).min, dtype=np.int64)
        if len(self.starts):
            best[self.peopled] = np.maximum.reduceat(worth, self.starts)
        best = np.where(self.may_be_empty, np.maximum(best, 0), best)
        bound = int(rounded @ limits) + int(best.sum()) + int(np.maximum(gap_worth, 0) @ self.gap_most)
        return Prices(bound=bound, loss=best[self.group] - worth, empty_loss=best, shift=shift)

    def _rounded(self, multipliers: Floats, shift: int) -> Ints:
        """Whole multipliers in units of 2^-shift; a bound that is not there can carry none."""
        rounded = np.rint(multipliers * float(1 << shift)).astype(np.int64)
        rounded[(rounded > 0) & (self.most == NO_MOST)] = 0
        rounded[(rounded < 0) & (self.least == NO_LEAST)] = 0
        return rounded

    def _size(self, columns: Ints, gaps: Ints, rounded: Ints, limits: Ints, shift: int) -> float:
        """An estimate from above of the largest sum that pricing would form."""
        weights = np.abs(rounded).astype(np.float64)
        own = np.abs(columns[self.columns]).sum() + np.abs(gaps).astype(np.float64) @ self.gap_most
        most = np.ones(len(self.columns), dtype=np.int64)
        reach = np.abs(limits).astype(np.float64) + (self.rows.reach(most) + self.gap_rows.reach(self.gap_most))
        return float(own) * float(1 << shift) + float(weights @ reach)
