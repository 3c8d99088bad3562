"""Short questions to a model: whether there is any roster, and how far one figure can go; the model's own goals are left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.basis.progress import Progress
from optimizer.model.model import Ints, Model, ModelGoal
from optimizer.solve.solve import solve
from optimizer.solve.status import Solved


def any_roster(model: Model, *, time_limit: float | None = None, progress: Progress | None = None) -> Solved:
    """A roster that keeps the binding rules, whatever its goals are worth; or the proof that there is none."""
    nothing = np.zeros(len(model.group), dtype=np.int64)
    return highest(model, nothing, time_limit=time_limit, progress=progress)


def highest(
    model: Model,
    columns: Ints,
    gaps: Ints | None = None,
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Solved:
    """The roster with the largest sum of weights: `columns` one a column of the model, `gaps` one a gap.

    The single goal of the answer has the sum as its value and bound.
    """
    weights = np.zeros(len(model.gap_most), dtype=np.int64) if gaps is None else gaps
    goal = ModelGoal(id="asked", columns=columns, gaps=weights)
    return solve(replace(model, goals=(goal,)), time_limit=time_limit, progress=progress)
