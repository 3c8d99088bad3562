"""The first witness: on small problems of every sort, solve() must find exactly what counting everything out finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given

from optimizer.model.build import build_model
from optimizer.problem.problem import Problem
from optimizer.solve import solve as solving
from optimizer.solve import stage
from optimizer.solve.solve import solve
from tests.solve.brute import assert_best
from tests.solve.drawing import problems
from tests.strategies import drawn


@pytest.fixture
def tiny_core() -> Iterator[None]:
    """Small problems treated like large ones: a core of one group that grows by one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "SMALL", 0)
        patch.setattr(solving, "FIRST_CORE", 1)
        patch.setattr(stage, "GROWTH", 1)
        yield


@drawn(60)
@given(problem=problems())
def test_the_whole_at_once(problem: Problem) -> None:
    model = build_model(problem)
    assert_best(problem, model, solve(model))


@pytest.mark.usefixtures("tiny_core")
def test_a_core_that_grows_one_by_one() -> None:
    @drawn(60)
    @given(problem=problems())
    def check(problem: Problem) -> None:
        model = build_model(problem)
        assert_best(problem, model, solve(model))

    check()
