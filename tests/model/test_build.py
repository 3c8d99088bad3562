"""The integer program says what the problem says: its rosters are those of the problem, and no others."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import numpy as np
from hypothesis import assume, given
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from optimizer.model.build import build_model
from optimizer.model.goals import draw_numbers, figures_of
from optimizer.model.model import Model
from optimizer.people.person import Person
from optimizer.problem.problem import Problem
from tests.solve.brute import keeps_musts
from tests.solve.drawing import problems
from tests.strategies import drawn
from tests.toy import NESTED, a_pool, pool_of, problem_of, rosters, table_of

MOST_CHOICES = 12
type Knots = list[tuple[NDArray[np.int64], NDArray[np.int64]]]
"""Rows and columns of choices."""


@drawn(40)
@given(problem=problems())
def test_exactly_the_rosters_of_the_problem_satisfy_the_model(problem: Problem) -> None:
    model = build_model(problem)
    pairs = {
        (int(who), int(what)): column
        for column, (who, what) in enumerate(zip(model.person, model.position, strict=True))
    }
    shortfalls = len(model.gap_most) - model.choices
    hard = np.diff(sparse.csr_array(model.gap_rows[:, :shortfalls]).indptr) == 0
    tied = knots(model, hard)
    assume(all(len(columns) <= MOST_CHOICES for _, columns in tied))
    dense = model.rows.toarray()
    for held in rosters(problem):
        exists = all(pair in pairs for pair in held)
        fits = exists and can_be_met(model, hard, tied, dense[:, [pairs[pair] for pair in held]].sum(axis=1))
        assert fits == keeps_musts(problem, held)


def knots(model: Model, hard: NDArray[np.bool_]) -> Knots:
    """Rows and choices that hang together through hard rows: each knot can be looked at by itself."""
    choices = sparse.csr_array(model.gap_rows[:, len(model.gap_most) - model.choices :])
    linked = abs(sparse.csr_array(choices[np.flatnonzero(hard)]))
    count, labels = connected_components(linked.T @ linked, directed=False)
    listed = []
    for label in range(count):
        columns = np.flatnonzero(labels == label)
        rows = np.flatnonzero(hard & (np.diff(sparse.csr_array(choices[:, columns]).indptr) > 0))
        listed.append((rows, columns))
    return listed


def can_be_met(model: Model, hard: NDArray[np.bool_], tied: Knots, found: NDArray[np.int64]) -> bool:
    """Whether some choices make every hard row hold, all of them tried knot by knot."""
    choices = model.gap_rows[:, len(model.gap_most) - model.choices :].toarray()
    plain = hard & ~choices.any(axis=1)
    if not np.all(((model.least <= found) & (found <= model.most))[plain]):
        return False
    for rows, columns in tied:
        taken = np.array(list(product((0, 1), repeat=len(columns))), dtype=np.int64)
        sums = found[rows] + taken @ choices[np.ix_(rows, columns)].T
        if not ((model.least[rows] <= sums) & (sums <= model.most[rows])).all(axis=1).any():
            return False
    return True


@drawn(40)
@given(problem=problems())
def test_columns_are_grouped_by_person_and_chain(problem: Problem) -> None:
    model = build_model(problem)
    assume(len(model.group))
    assert list(model.group) == sorted(model.group)
    assert set(map(int, model.group)) == set(range(model.groups))
    owners = {(int(who), problem.chain[what]) for who, what in zip(model.person, model.position, strict=True)}
    assert len(owners) == model.groups


def test_two_rows_hold_the_seats_of_a_toy() -> None:
    # Two people, one body of one seat within one of two: four columns, no rule.
    text = NESTED[: NESTED.index("[[body]]")]
    text += table_of("body", {"id": "a", "seats": 2}) + table_of("body", {"id": "b", "seats": 1, "within": "a"})
    model = build_model(problem_of(pool_of("id\nP1\nP2"), text))
    assert model.rows.toarray().tolist() == [[1, 1, 1, 1], [0, 1, 0, 1]]
    assert (model.least.tolist(), model.most.tolist()) == ([2, 1], [2, 1])
    assert model.row_rules == ("seats:a", "seats:b")
    assert model.group.tolist() == [0, 0, 1, 1]


def test_scores_are_never_rounded() -> None:
    scores = [Decimal("0.1"), Decimal("88.333333"), None, Decimal(7)]
    crowd = [
        Person(id=f"P{n}", name=f"P{n}", score=score, rank=None if n == 1 else n) for n, score in enumerate(scores)
    ]
    figures, scale = figures_of(a_pool(crowd), "score")
    assert [Decimal(figure) / scale for figure in figures] == [score or 0 for score in scores]
    # A missing rank is one behind the last.
    assert figures_of(a_pool(crowd), "rank") == ([0, 4, 2, 3], 1)


def test_draw_numbers_differ_and_id_and_seed_decide_them() -> None:
    crowd = tuple(Person(id=f"P{n}", name="x") for n in range(20))
    for seed, order in product((0, 1), (crowd, crowd[::-1])):
        numbers = draw_numbers(order, seed)
        assert len(set(numbers)) == 20
        assert 1 <= min(numbers) < max(numbers) <= 1_000_000
        straight = dict(zip((person.id for person in crowd), draw_numbers(crowd, seed), strict=True))
        assert [straight[person.id] for person in order] == numbers
    assert draw_numbers(crowd, 0) != draw_numbers(crowd, 1)
