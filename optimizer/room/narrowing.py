"""Narrowing a model: leaving out every seat that multipliers already known prove to be in no roster of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from optimizer.model.model import Ints, Model, ModelGoal
from optimizer.solve.field import Field
from optimizer.solve.status import Learned

type Flags = NDArray[np.bool_]


def narrowed(model: Model, goals: dict[str, tuple[ModelGoal, int]], learned: Learned | None) -> Model:
    """The model without the columns that no roster of it takes which reaches a goal's least value.

    `goals` are those that every roster of the model is asked to reach, with their least maximised value; the model's last
    rows hold them in this order. `learned` are multipliers of an earlier solve whose rows were the model's first ones: any
    multipliers prove something, in whole numbers.
    """
    if learned is None:
        return model
    field = Field(model)
    keep = np.ones(len(model.group), dtype=bool)
    for name, (goal, least) in goals.items():
        if name in learned.multipliers:
            prices = field.price(goal.columns, goal.gaps, _extended(model, list(goals), name, learned))
            keep &= prices.loss <= prices.slack(least)
    return with_columns(model, keep)


def _extended(model: Model, held: list[str], goal: str, learned: Learned) -> NDArray[np.float64]:
    """A goal's multipliers with one for each held goal: that of its row in the earlier solve, else nought."""
    found = learned.multipliers[goal]
    own = len(learned.row_rules)
    known = dict(zip(learned.held[goal], found[own:].tolist(), strict=True))
    rows = np.zeros(len(model.row_rules))
    rows[:own] = found[:own]
    rows[len(rows) - len(held) :] = [known.get(name, 0.0) for name in held]
    return rows


def with_columns(model: Model, keep: Flags) -> Model:
    """The model with some of its columns only, and without goals."""
    _, group = np.unique(model.group[keep], return_inverse=True)
    columns: Ints = np.flatnonzero(keep)
    return replace(
        model,
        person=model.person[columns],
        position=model.position[columns],
        group=group.astype(np.int64),
        rows=model.rows[:, columns],
        goals=(),
    )
