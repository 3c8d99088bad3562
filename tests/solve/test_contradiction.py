"""A solver that misses a roster it was shown has proven nothing, whatever it says."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.basis.progress import Silent
from optimizer.model.build import build_model
from optimizer.model.model import Ints
from optimizer.problem.problem import build_problem
from optimizer.solve import core as cores
from optimizer.solve import stage as stages
from optimizer.solve.clock import Clock, Stopped
from optimizer.solve.core import Answer, Core, Ended
from optimizer.solve.field import Field
from optimizer.solve.solve import solve
from tests.samples import small_policy, small_pool
from tests.solve.brute import assert_best


@pytest.mark.parametrize("short_by", [None, 1.0, 0.0])
def test_it_leaves_the_goal_unproven(short_by: float | None, monkeypatch: pytest.MonkeyPatch) -> None:
    model = build_model(build_problem(pool=small_pool(), policy=small_policy()))
    goal, field = model.goals[0], Field(model)
    taken = np.zeros(len(model.group))
    taken[solve(model).columns] = 1.0
    value, nobody = float(goal.columns @ taken), np.full(model.groups, -1, dtype=np.int64)
    said = Answer(ended=Ended.IMPOSSIBLE)
    if short_by is not None:
        said = Answer(ended=Ended.SOLVED, value=value - short_by, taken=taken, gaps=np.zeros(0))
    monkeypatch.setattr(stages, "branch", lambda *_, **__: said)
    stage = stages.Stage(field, goal, Clock(None, Silent()), np.ones(model.groups, dtype=bool), nobody)
    # Without multipliers the bound is far above any roster, so that only the search could prove anything.
    stage.best = field.price(goal.columns, goal.gaps, np.zeros(len(field.least)))
    stage.found = Answer.known(value, taken, np.zeros(0))
    outcome = stage._branch()
    assert outcome.value == round(value)
    assert outcome.proof == ("branching" if short_by == 0.0 else "")


def test_a_relaxation_that_gives_no_answer_costs_time_and_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    relax = cores.relax

    def gives_up(core: Core, columns: Ints, gaps: Ints, *, penalty: float, clock: Clock) -> Answer:
        if columns.any() or gaps.any():
            raise Stopped
        return relax(core, columns, gaps, penalty=penalty, clock=clock)

    monkeypatch.setattr(stages, "relax", gives_up)
    problem = build_problem(pool=small_pool(), policy=small_policy())
    model = build_model(problem)
    assert_best(problem, model, solve(model, time_limit=60))
