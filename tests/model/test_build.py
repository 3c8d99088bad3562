"""The integer program says what the problem says: its rosters are those of the problem, and no others."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import numpy as np
from hypothesis import assume, given

from optimizer.model.build import build_model
from optimizer.model.goals import draw_numbers, figures_of
from optimizer.people.person import Person
from optimizer.problem.problem import Problem
from tests.solve.brute import keeps_musts
from tests.solve.drawing import problems
from tests.strategies import drawn
from tests.toy import NESTED, a_pool, pool_of, problem_of, rosters, table_of


@drawn(40)
@given(problem=problems())
def test_exactly_the_rosters_of_the_problem_satisfy_the_model(problem: Problem) -> None:
    model = build_model(problem)
    pairs = {
        (int(who), int(what)): column
        for column, (who, what) in enumerate(zip(model.person, model.position, strict=True))
    }
    hard = np.diff(model.gap_rows.indptr) == 0
    dense = model.rows.toarray()
    for held in rosters(problem):
        exists = all(pair in pairs for pair in held)
        found = dense[:, [pairs[pair] for pair in held]].sum(axis=1) if exists else np.zeros(len(dense))
        fits = exists and bool(np.all(((model.least <= found) & (found <= model.most))[hard]))
        assert fits == keeps_musts(problem, held)


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
