"""The bound that makes a proof: for any multipliers, exact, and never below what a roster reaches."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from optimizer.model.build import build_model
from optimizer.model.model import Model
from optimizer.problem.problem import Problem
from optimizer.solve.field import Field
from tests.solve.brute import keeps_musts, value_of
from tests.solve.drawing import problems
from tests.strategies import drawn
from tests.toy import Held, rosters


def kept_rosters(problem: Problem) -> list[Held]:
    return [held for held in rosters(problem) if keeps_musts(problem, held)]


def columns_of(model: Model, held: Held) -> list[int]:
    """The model's columns that make up a roster; every one exists, unless a rule forbids it."""
    number = {
        (int(who), int(what)): column
        for column, (who, what) in enumerate(zip(model.person, model.position, strict=True))
    }
    return [number[pair] for pair in held]


@drawn(36)
@given(problem=problems(), data=st.data())
def test_any_multipliers_bound_every_roster(problem: Problem, data: st.DataObject) -> None:
    every = kept_rosters(problem)
    assume(every)
    model = build_model(problem)
    field = Field(model)
    size = st.floats(-200, 200, allow_nan=False) | st.sampled_from([0.0, 1.0, -1.0, 1e6, -1e-7])
    multipliers = np.array(data.draw(st.lists(size, min_size=len(field.least), max_size=len(field.least))))
    for number, goal in enumerate(model.goals):
        prices = field.price(goal.columns, goal.gaps, multipliers)
        for held in every:
            chosen = columns_of(model, held)
            value = value_of(model, number, held)
            # No roster is above the bound, and each is below it by at least what its own choices give up.
            given_up = int(prices.loss[chosen].sum()) + _empty_loss(model, prices.empty_loss, chosen)
            assert given_up <= prices.slack(value)
            assert value <= prices.whole
        assert (prices.loss >= 0).all()
        assert (prices.empty_loss >= 0).all()


def _empty_loss(model: Model, empty_loss: np.ndarray[tuple[int], np.dtype[np.int64]], chosen: list[int]) -> int:
    seated = {int(model.group[column]) for column in chosen}
    return sum(int(empty_loss[group]) for group in range(model.groups) if group not in seated)
