"""Goals as weights: what they add up to is the user's figure, on every roster."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given

from optimizer.basis.position import Position
from optimizer.model import goals
from optimizer.model.build import build_model
from optimizer.model.goals import draw_numbers, figures_of, marks
from optimizer.people.person import Person
from optimizer.problem.problem import Problem, build_problem
from tests.solve.brute import figures_of as counted
from tests.solve.drawing import problems
from tests.strategies import FRONTLINE, WOMEN, drawn
from tests.toy import NESTED, a_pool, policy_of, pool_of, rosters, table_of


@drawn(25)
@given(problem=problems())
def test_weights_add_up_to_the_figure_of_every_roster(problem: Problem) -> None:
    model = build_model(problem)
    columns = {(int(who), int(what)): n for n, (who, what) in enumerate(zip(model.person, model.position, strict=True))}
    every = [held for held in rosters(problem) if all(pair in columns for pair in held)]
    assume(every)
    for held in every:
        taken = [columns[pair] for pair in held]
        for goal, weighed, figure in zip(problem.goals, model.goals, counted(problem, held), strict=True):
            assert weighed.id == goal.id
            assert weighed.sign == (1 if (goal.kind, goal.column) == ("best", "score") else -1)
            if goal.kind != "prefer":
                assert Fraction(weighed.shown(int(weighed.columns[taken].sum())), weighed.scale) == figure


def test_a_preferred_rule_weighs_its_own_shortfalls_and_every_other_goal_none() -> None:
    text = NESTED
    for number, group in enumerate((WOMEN, FRONTLINE), 1):
        keys = {"id": f"W{number}", "kind": "count", "scope": "congress", "group": group, "at_least": 1, "at_most": 2}
        text += table_of("rule", {**keys, "strength": "prefer"})
    text += table_of(
        "rule", {"id": "S", "kind": "spread", "scope": "congress", "by": "unit", "at_least": 2, "strength": "prefer"}
    )
    pool = pool_of("""
id, sex,    frontline, unit, score
P1, female, yes,       a,    1
P2, male,   no,        b,    2
P3, male,   no,        b,    3
P4, male,   no,        b,    4
""")
    model = build_model(build_problem(pool=pool, policy=policy_of(text), base={}))
    assert model.gap_rules == ("W1", "W1", "W2", "W2", "S", "", "")
    worth = {goal.id: goal.gaps.tolist() for goal in model.goals}
    assert worth.pop("prefer:W1") == [-1, -1, 0, 0, 0, 0, 0]
    assert worth.pop("prefer:W2") == [0, 0, -1, -1, 0, 0, 0]
    assert worth.pop("prefer:S") == [0, 0, 0, 0, -1, 0, 0]
    assert set(worth) == {
        "changes",
        "draw",
        *(f"best_score_{part}" for part in ("congress", "committee", "chair", "vice_chair")),
    }
    assert all(gaps == [0] * 7 for gaps in worth.values())
    for goal in model.goals:
        assert (goal.columns.dtype, goal.gaps.dtype) == (np.dtype(np.int64), np.dtype(np.int64))
        if goal.id.startswith("prefer"):
            assert not goal.columns.any()
            assert (goal.shown(-3), goal.scale) == (3, 1)


CROWD = tuple(Person(id=f"P{number}", name="x") for number in (1, 2, 3))


def test_draw_numbers_are_those_of_the_hashes() -> None:
    # sha256("7:P1") begins 9a, "7:P2" d9, "7:P3" 23: P3, P1, P2. Each is within a third of the million by the rest.
    assert draw_numbers(CROWD, 7) == [341031, 778274, 112150]
    assert draw_numbers(CROWD[2:], 7) == [574376]
    assert draw_numbers((), 7) == []


def test_in_a_crowd_larger_than_the_range_the_order_alone_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(goals, "DRAW_RANGE", 2)
    assert draw_numbers(CROWD, 7) == [2, 3, 1]


def test_figures_of_nobody_and_of_people_without_any() -> None:
    assert [figures_of(a_pool(()), column) for column in ("score", "rank")] == [([], 1), ([], 1)]
    assert [figures_of(a_pool(CROWD), column) for column in ("score", "rank")] == [([0, 0, 0], 1), ([1, 1, 1], 1)]


def test_what_a_position_holds_piece_by_piece() -> None:
    assert marks(Position(bodies=("congress",))) == {("body", "congress")}
    vice = Position(bodies=("congress", "committee"), office="vice_chair", mode="part_time")
    assert marks(vice) == {
        ("body", "congress"),
        ("body", "committee"),
        ("office", "vice_chair"),
        ("mode", "part_time"),
    }


def test_changes_are_counted_by_the_piece_in_either_direction() -> None:
    # P1 was chair and P9, who is no longer in the pool, a member of the congress: 3 pieces and 1.
    chair = Position(bodies=("congress", "committee"), office="chair")
    base = {"P1": (chair,), "P9": (Position(bodies=("congress",)),)}
    pool = pool_of("id\nP1\nP2\nP3\nP4")
    model = build_model(build_problem(pool=pool, policy=policy_of(NESTED), base=base))
    (goal,) = (goal for goal in model.goals if goal.id == "changes")
    assert (goal.constant, goal.sign, goal.scale) == (4, -1, 1)
    found = {
        (pool.people[who].id, model.problem.positions[what].office, len(model.problem.positions[what].bodies)): int(
            kept
        )
        for who, what, kept in zip(model.person, model.position, goal.columns, strict=True)
    }
    # Pieces kept less pieces new; the vice-chair brings a mode too.
    assert found["P1", "chair", 2] == 3
    assert found["P1", None, 1] == 1
    assert found["P1", None, 2] == 2
    assert found["P1", "vice_chair", 2] == 0
    assert found["P2", "vice_chair", 2] == -4
    assert found["P2", "chair", 2] == -3
