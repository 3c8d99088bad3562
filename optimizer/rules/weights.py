"""Weights that kinds with many rows share: those of a few people, none at all, and how far a row's sum can reach."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.rules.grid import Grid, Row, Weights

type Ints = NDArray[np.int64]


def spread_out(grid: Grid, weights: Weights | NDArray[np.bool_]) -> Ints:
    """Dense weights, people x positions."""
    if isinstance(weights, sparse.csr_array):
        return np.asarray(weights.toarray(), dtype=np.int64)
    return np.broadcast_to(weights, (len(grid.pool.people), len(grid.positions))).astype(np.int64)


def of_people(table: Ints, who: Ints) -> sparse.csr_array:
    """The weights of some people alone, sparse; `table` is people x positions, `who` the people's numbers."""
    row, position = np.nonzero(table[who])
    return sparse.csr_array((table[who][row, position], (who[row], position)), shape=table.shape)


def no_weights(grid: Grid) -> sparse.csr_array:
    """The weights of a row of choices alone."""
    return sparse.csr_array((len(grid.pool.people), len(grid.positions)), dtype=np.int64)


def reach(grid: Grid, row: Row) -> tuple[int, int]:
    """The lowest and the highest a row's sum can be over all rosters and choices, or bounds beyond which none goes.

    Nobody is in a position more often than the smallest of its bodies and office has seats, nor are more positions held
    than all rosters have room for.
    """
    weights = row.weights
    if isinstance(weights, sparse.csr_array):
        # People without a weight reach nothing.
        weights = weights[np.flatnonzero(np.diff(weights.indptr))].toarray()
    else:
        weights = spread_out(grid, weights)
    ordered = np.sort(weights, axis=0)
    # Who holds nothing weighs nothing: then any cap will do.
    caps = [min((grid.sizes((part,))[1] for part in position.scopes), default=0) for position in grid.positions]
    low = np.concatenate([ordered[:cap, number] for number, cap in enumerate(caps)])
    high = np.concatenate([ordered[::-1][:cap, number] for number, cap in enumerate(caps)])
    added = [weight for _, weight in row.choices]
    return (
        int(np.sort(np.minimum(low, 0))[: grid.room].sum()) + sum(weight for weight in added if weight < 0),
        int(np.sort(np.maximum(high, 0))[::-1][: grid.room].sum()) + sum(weight for weight in added if weight > 0),
    )
