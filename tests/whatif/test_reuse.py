"""What is reused changes nothing but the time: moved models are the built ones, and what was learned leads to the same roster."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.model.build import build_model
from optimizer.model.model import Model
from optimizer.planner.inputs import open_policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.solve.solve import solve
from optimizer.whatif.models import Models
from optimizer.whatif.reading import limit_axes, read_axes
from tests.samples import shipped_pool
from tests.solve.brute import assert_best
from tests.solve.drawing import problems
from tests.strategies import drawn

FIGURES = (Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(3, 4), Fraction(1))


def assert_same(one: Model, other: Model) -> None:
    """The same program, figure by figure."""
    for name in ("person", "position", "group", "gap_most", "least", "most"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    for name in ("rows", "gap_rows"):
        assert (getattr(one, name) != getattr(other, name)).nnz == 0, name
    assert (one.row_rules, one.gap_rules, one.bans) == (other.row_rules, other.gap_rules, other.bans)
    for goal, another in zip(one.goals, other.goals, strict=True):
        assert np.array_equal(goal.columns, another.columns)
        assert np.array_equal(goal.gaps, another.gaps)


def moved_all_ways(problem: Problem) -> list[Problem]:
    """The problem with each of its bounds at several figures."""
    found = []
    for axis in limit_axes(problem):
        counted = isinstance(axis.stands.figure, int)
        found += [axis.at(problem, value) for value in (range(4) if counted else FIGURES)]
    return found


@drawn(15)
@given(problems())
def test_moved_models_are_the_built_ones(problem: Problem) -> None:
    models = Models(problem)
    for moved in moved_all_ways(problem):
        assert_same(models.of(moved), build_model(moved))


@pytest.mark.parametrize("name", ["county-sample", "dalian-2018"])
def test_moved_models_of_samples_are_the_built_ones(name: str) -> None:
    problem = build_problem(pool=shipped_pool(name), policy=open_policy(name))
    models = Models(problem)
    for moved in moved_all_ways(problem)[::6]:
        assert_same(models.of(moved), build_model(moved))


@drawn(25)
@given(problems(), st.integers(0, 10**6))
def test_what_one_solve_learned_leads_another_to_the_best_roster(problem: Problem, number: int) -> None:
    moved = moved_all_ways(problem)
    learned = solve(build_model(problem)).learned
    if moved and learned is not None:
        other = moved[number % len(moved)]
        model = build_model(other)
        assert_best(other, model, solve(model, learned=learned))


def test_what_was_learned_elsewhere_leads_to_the_same_roster_of_a_large_pool() -> None:
    problem = build_problem(pool=shipped_pool("dalian-2018"), policy=open_policy("dalian-2018"))
    (axis,) = read_axes(["D1.at_least=66%,82%"], problem)
    loose, tight = (build_model(axis.at(problem, value)) for value in axis.values)
    scratch = solve(tight)
    helped = solve(tight, learned=solve(loose).learned)
    assert helped.columns.tolist() == scratch.columns.tolist()
    assert [replace(goal, proof="") for goal in helped.goals] == [replace(goal, proof="") for goal in scratch.goals]
    assert all(goal.proof for goal in helped.goals)
