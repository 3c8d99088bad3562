"""Every variant of every kind, binding and preferred, solved: the roster is the brute force's, and proven."""

from __future__ import annotations

import pytest

from optimizer.model.build import build_model
from optimizer.rules.registry import kinds
from optimizer.solve.solve import solve
from tests.rules.agreement import TOY_POOL
from tests.rules.kinds import VARIANTS
from tests.rules.test_agreement import read_in
from tests.solve.brute import assert_best
from tests.toy import table_of

FRAMES = ("ranged", "two chains")


@pytest.mark.parametrize("strength", ["must", "prefer"])
@pytest.mark.parametrize("kind", kinds())
def test_variants_are_solved_as_by_brute_force(kind: str, strength: str) -> None:
    for keys in VARIANTS[kind]:
        text = table_of("rule", {"id": "R", "kind": kind, "strength": strength, **keys})
        problem = next(found for frame in FRAMES if (found := read_in(frame, text, TOY_POOL)))
        model = build_model(problem)
        assert_best(problem, model, solve(model, time_limit=60))
