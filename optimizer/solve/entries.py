"""Sparse arrays of whole numbers as plain lists of entries, which numpy alone adds up.

SciPy's arrays are faster on millions of entries, but each takes longer to make than everything that is asked of the rows of
a small association; and a solve makes new ones at every goal.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.model.model import Ints
from optimizer.solve.bulk import Terms

type Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Entries:
    """What stands in which row and column of a `height` x `width` array, sorted by row, then by column."""

    height: int
    width: int
    row: Ints
    column: Ints
    weight: Ints

    @classmethod
    def of(cls, rows: sparse.csr_array) -> Entries:
        """The entries of one of SciPy's arrays, whose columns are sorted."""
        height, width = rows.shape
        row = np.repeat(np.arange(height), np.diff(rows.indptr))
        return cls(height=height, width=width, row=row, column=rows.indices.astype(np.int64), weight=rows.data)

    def array(self) -> sparse.csr_array:
        """The same as one of SciPy's arrays, for work that goes over it again and again."""
        starts = np.searchsorted(self.row, np.arange(self.height + 1))
        return sparse.csr_array((self.weight, self.column, starts), shape=(self.height, self.width))

    def with_row(self, weights: Ints) -> Entries:
        """One row more, at the end; `weights` one a column."""
        column = np.flatnonzero(weights)
        return Entries(
            height=self.height + 1,
            width=self.width,
            row=np.concatenate([self.row, np.full(len(column), self.height)]),
            column=np.concatenate([self.column, column]),
            weight=np.concatenate([self.weight, weights[column]]),
        )

    def of_columns(self, kept: NDArray[np.bool_]) -> Entries:
        """Some of the columns alone, numbered anew."""
        alive = kept[self.column]
        number = np.cumsum(kept) - 1
        return Entries(
            height=self.height,
            width=int(kept.sum()),
            row=self.row[alive],
            column=number[self.column[alive]],
            weight=self.weight[alive],
        )

    def sums(self, values: Ints) -> Ints:
        """Per row what its weights times the columns' `values` add up to."""
        found = np.zeros(self.height, dtype=np.int64)
        np.add.at(found, self.row, self.weight * values[self.column])
        return found

    def reach(self, most: Ints) -> Floats:
        """Per row the largest sum its weights can form in absolute value, when each column is at most `most`; an estimate."""
        found = np.zeros(self.height)
        np.add.at(found, self.row, np.abs(self.weight).astype(np.float64) * most[self.column])
        return found

    def under[Number: (np.int64, np.float64)](self, multipliers: NDArray[Number]) -> NDArray[Number]:
        """Per column what its weights times the rows' `multipliers` add up to."""
        found = np.zeros(self.width, dtype=multipliers.dtype)
        np.add.at(found, self.column, self.weight * multipliers[self.row])
        return found

    def beside(self, other: Entries) -> Entries:
        """These columns, then the other's, over the same rows."""
        row = np.concatenate([self.row, other.row])
        order = np.argsort(row, kind="stable")
        return Entries(
            height=self.height,
            width=self.width + other.width,
            row=row[order],
            column=np.concatenate([self.column, other.column + self.width])[order],
            weight=np.concatenate([self.weight, other.weight])[order],
        )

    def by_row(self) -> list[Terms]:
        """The terms of each row, where the columns are the first variables of a problem."""
        starts = np.searchsorted(self.row, np.arange(self.height + 1)).tolist()
        ids, weights = self.column.astype(np.uint64), self.weight.astype(np.float64)
        return [Terms(ids[start:end], weights[start:end]) for start, end in pairwise(starts)]
