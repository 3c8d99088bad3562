"""Every rule kind says the same thing twice: its rows and its head-count agree on every roster (conventions §5)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import assume, given

from optimizer.basis.faults import InputFaults
from optimizer.people.person import Person, Pool
from optimizer.problem.problem import Problem
from optimizer.rules.base import Strength
from optimizer.rules.registry import kinds
from tests.rules.agreement import TOY_POOL, disagreements, every_roster
from tests.rules.kinds import RULES, VARIANTS, rule_texts
from tests.strategies import Keys, drawn, people
from tests.toy import NESTED, RANGED, SIDE_BY_SIDE, TWO_CHAINS, a_pool, problem_of, seated, table_of

FRAMES: Mapping[str, str] = {
    "nested": NESTED,
    "side by side": SIDE_BY_SIDE,
    "ranged": RANGED,
    "two chains": TWO_CHAINS,
}
CASES = [
    pytest.param(kind, keys, id=f"{kind}-{number}")
    for kind, variants in VARIANTS.items()
    for number, keys in enumerate(variants, 1)
]


def read_in(frame: str, text: str, pool: Pool) -> Problem | None:
    """The problem, or None where the frame lacks what the rule speaks of or lists it in separate chains."""
    try:
        return problem_of(pool, FRAMES[frame] + text)
    except InputFaults:
        return None


def test_every_kind_has_its_module_of_tests() -> None:
    assert set(RULES) == set(kinds()), "a kind is optimizer/rules/<kind>.py and tests/rules/kinds/<kind>.py"


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_has_variants(kind: str) -> None:
    assert VARIANTS[kind]


@pytest.mark.parametrize(("kind", "keys"), CASES)
def test_rows_and_heads_agree(kind: str, keys: Keys) -> None:
    text = table_of("rule", {"id": "R", "kind": kind, **keys})
    found = [problem for frame in FRAMES if (problem := read_in(frame, text, TOY_POOL))]
    assert found
    assert [disagreements(problem) for problem in found] == [[]] * len(found)


@pytest.mark.parametrize(("kind", "keys"), CASES)
def test_rows_and_verdicts_are_whole_numbers_under_the_rule_s_id(kind: str, keys: Keys) -> None:
    text = table_of("rule", {"id": "R", "kind": kind, "strength": "prefer", **keys})
    for problem in filter(None, (read_in(frame, text, TOY_POOL) for frame in FRAMES)):
        (rule,) = problem.rules
        shape = (len(problem.pool.people), len(problem.positions))
        scopes = [rule.scope, *(option.scope for option in getattr(rule, "options", ()))]
        for row in rule.rows(problem):
            assert row.weights.dtype == np.dtype(np.int64)
            assert (row.rule, type(row.part), type(row.soft)) == ("R", str, bool)
            assert row.weights.shape == shape or np.broadcast_shapes(row.weights.shape, shape) == shape
            bounds = [bound for bound in (row.least, row.most) if bound is not None]
            assert bounds
            assert {type(number) for number in (row.head, *bounds)} == {int}
            assert all((type(name), type(weight)) == (str, int) for name, weight in row.choices)
        for verdict in rule.count(seated(problem, every_roster(problem)[0])):
            assert (verdict.rule, verdict.strength) == ("R", Strength.PREFER)
            assert verdict.scope in scopes
            numbers = [number for number in (verdict.least, verdict.most) if number is not None]
            assert {type(number) for number in (verdict.found, verdict.of, *numbers)} == {int}
            assert type(verdict.part) is str


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", kinds())
def test_rows_and_heads_agree_on_rules_and_people_drawn(kind: str, frame: str) -> None:
    texts = rule_texts("R", kinds=(kind,), strengths=("must", "as_a_rule"))
    compared = []

    @drawn(12)
    @given(text=texts, crowd=people(5, 5))
    def agree(text: str, crowd: tuple[Person, ...]) -> None:
        problem = read_in(frame, text, a_pool(crowd))
        assume(problem is not None)
        assert problem is not None
        assert disagreements(problem) == []
        compared.append(text)

    agree()
    assert compared
