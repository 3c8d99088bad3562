"""Every rule kind says the same thing twice: its rows and its head-count agree on every roster (conventions §5)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import assume, given

from optimizer.basis.faults import InputFaults
from optimizer.people.person import Person, Pool
from optimizer.problem.problem import Problem
from optimizer.rules.registry import kinds
from tests.rules.agreement import TOY_POOL, disagreements
from tests.rules.kinds import RULES, VARIANTS, rule_texts
from tests.strategies import Keys, drawn, people
from tests.toy import NESTED, RANGED, SIDE_BY_SIDE, TWO_CHAINS, a_pool, problem_of, table_of

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
