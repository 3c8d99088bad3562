"""Problems whose relaxation is seldom whole: overlapping groups on one body, so that branching, admitting and widening work."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.model.build import build_model
from optimizer.people.person import Person
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.solve import solve as solving
from optimizer.solve import stage
from optimizer.solve.solve import solve
from optimizer.solve.status import Status
from tests.solve.brute import assert_best
from tests.strategies import Keys, drawn
from tests.toy import HEAD, a_pool, policy_of, table_of

COLUMNS = tuple("abcdef")
SCORES = st.integers(0, 6).map(lambda tenths: Decimal(tenths) * Decimal("16.666667"))


@st.composite
def knots(draw: st.DrawFn, size: int) -> Problem:
    """People in pairs and triples that overlap; of most of these exactly one may sit, on some there are wishes."""
    trios = [draw(st.lists(st.integers(0, size - 1), min_size=2, max_size=3, unique=True)) for _ in COLUMNS]
    crowd = [
        Person(
            id=f"P{number}",
            name=f"P{number}",
            score=draw(SCORES),
            other={column: "1" if number in trio else "" for column, trio in zip(COLUMNS, trios, strict=True)},
        )
        for number in range(size)
    ]
    return build_problem(pool=a_pool(crowd, ("id", "name", "score", *COLUMNS)), policy=draw(knotted()))


@st.composite
def knotted(draw: st.DrawFn) -> Policy:
    text = HEAD + table_of("body", {"id": "congress", "seats": draw(st.integers(2, 4))})
    for column in COLUMNS:
        bound = draw(st.sampled_from(["at_most", "exactly"]))
        keys: Keys = {"id": column, "kind": "count", "scope": "congress", "group": {column: "1"}}
        strength = draw(st.sampled_from(["must", "must", "prefer"]))
        text += table_of("rule", {**keys, bound: 1, "strength": strength})
    return policy_of(text)


def sort_of(problem: Problem) -> str:
    """Solves and compares; says how it ended and what the proofs were."""
    model = build_model(problem)
    solved = solve(model)
    assert_best(problem, model, solved)
    if solved.status is Status.IMPOSSIBLE:
        return "impossible by multipliers" if solved.rules else "impossible by branching"
    return "branching" if any(goal.proof == "branching" for goal in solved.goals) else "multipliers"


@pytest.mark.parametrize(("core", "size", "examples"), [("whole", 7, 100), ("tiny", 7, 30), ("tiny", 11, 30)])
def test_knots(core: str, size: int, examples: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if core == "tiny":
        monkeypatch.setattr(solving, "SMALL", 0)
        monkeypatch.setattr(solving, "FIRST_CORE", 1)
        monkeypatch.setattr(stage, "GROWTH", 1)
    seen: Counter[str] = Counter()

    @drawn(examples)
    @given(problem=knots(size))
    def check(problem: Problem) -> None:
        seen[sort_of(problem)] += 1

    check()
    # The instances are worth drawing only if both ways to prove occur.
    assert {"branching", "multipliers"} <= set(seen), seen
