"""A proof over a core holds for everybody: whoever could improve on the roster is let in, nobody needed is dropped."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from optimizer.basis.progress import Silent
from optimizer.model.build import build_model
from optimizer.model.model import Model
from optimizer.problem.problem import Problem
from optimizer.solve.clock import Clock
from optimizer.solve.field import Field
from optimizer.solve.stage import Stage
from tests.solve.brute import value_of
from tests.solve.drawing import problems
from tests.solve.test_knots import knots
from tests.solve.test_prices import columns_of, kept_rosters
from tests.strategies import drawn
from tests.toy import Held

SIZES = st.floats(-3, 3, allow_nan=False)


def standing(model: Model, held: Held) -> list[int]:
    """Per group the column it holds in a roster, -1 for none."""
    stands = [-1] * model.groups
    for column in columns_of(model, held):
        stands[model.group[column]] = column
    return stands


@drawn(60)
@given(problem=problems() | knots(7), data=st.data())
def test_every_group_that_differs_in_a_better_roster_is_let_in(problem: Problem, data: st.DataObject) -> None:
    model = build_model(problem)
    every = kept_rosters(problem)
    assume(every)
    goal = data.draw(st.integers(0, len(model.goals) - 1))
    now = data.draw(st.sampled_from(every))
    stands, value = standing(model, now), value_of(model, goal, now)
    field = Field(model)
    multipliers = np.array(data.draw(st.lists(SIZES, min_size=len(field.least), max_size=len(field.least))))
    inside = np.array(data.draw(st.lists(st.booleans(), min_size=model.groups, max_size=model.groups)))
    stage = Stage(field, model.goals[goal], Clock(None, Silent()), inside, np.array(stands, dtype=np.int64))
    stage.best = field.price(model.goals[goal].columns, model.goals[goal].gaps, multipliers)
    grew = stage._admit(value)
    assert grew == bool((stage.inside != inside).any())
    for held in every:
        if value_of(model, goal, held) > value:
            differ = np.array(standing(model, held)) != np.array(stands)
            assert not (differ & ~stage.inside).any()


@drawn(60)
@given(problem=problems() | knots(7), data=st.data())
def test_no_choice_of_a_roster_that_reaches_the_value_is_dropped(problem: Problem, data: st.DataObject) -> None:
    model = build_model(problem)
    every = kept_rosters(problem)
    assume(every)
    goal = data.draw(st.integers(0, len(model.goals) - 1))
    value = value_of(model, goal, data.draw(st.sampled_from(every)))
    field = Field(model)
    multipliers = np.array(data.draw(st.lists(SIZES, min_size=len(field.least), max_size=len(field.least))))
    field.drop(field.price(model.goals[goal].columns, model.goals[goal].gaps, multipliers), value)
    left = {int(column) for column in field.columns}
    for held in every:
        if value_of(model, goal, held) >= value:
            assert set(columns_of(model, held)) <= left
            empty = [group for group, column in enumerate(standing(model, held)) if column < 0]
            assert field.may_be_empty[empty].all()
