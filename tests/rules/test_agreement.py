"""Every rule kind says the same thing twice: its rows and its head-count agree on every roster (conventions §5)."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from optimizer.basis.faults import InputFaults
from optimizer.people.person import Person
from optimizer.rules.registry import kinds
from tests.rules.agreement import TOY_POOL, disagreements
from tests.strategies import RULES, Keys, drawn, people, rules
from tests.toy import NESTED, SIDE_BY_SIDE, a_pool, problem_of, table_of

WOMEN: Keys = {"sex": "female"}
FRONTLINE: Keys = {"frontline": "yes"}
HEADS: Keys = {"head": ["hospital", "school"]}
LISTED = ["chair", "vice_chair"]
MIXED = ["committee", "vice_chair"]

VARIANTS: dict[str, list[Keys]] = {
    "barred": [
        {"scope": "congress", "group": FRONTLINE},
        {"scope": "chair", "group": {"age": ">45"}},
        {"scope": LISTED, "group": {"any": [{"cadre": "yes"}, {"mode": "full_time"}]}},
        {"scope": "committee", "group": {"all": [HEADS, {"not": {"office": "chair"}}]}},
    ],
    "count": [
        {"scope": "congress", "at_least": 2, "group": FRONTLINE},
        {"scope": "committee", "at_most": 1, "group": FRONTLINE},
        {"scope": "congress", "exactly": 2, "group": {"age": "<=45"}},
        {"scope": "congress", "at_least": 1, "at_most": 2, "group": {"age": "<=45"}},
        {"scope": "congress", "exactly": 1, "group": {"office": "vice_chair", "mode": "full_time"}},
        {"scope": MIXED, "at_least": 3},
        {"scope": LISTED, "exactly": 1, "group": "young"},
        {"scope": "congress", "exactly": 0, "group": {"born": "<1960-02-29"}},
        {"scope": "congress", "at_least": 2, "group": {"body": "committee", "score": ">=70"}},
    ],
    "each": [
        {"scope": "congress", "by": "unit", "at_least": 1},
        {"scope": "congress", "by": "unit", "at_most": "50%"},
        {"scope": MIXED, "by": "unit", "at_least": "1/3"},
        {"scope": "congress", "by": "unit", "exactly": {"east": 2, "west": 1}},
        {"scope": "committee", "by": "unit", "at_most": {"east": "2/3"}, "at_least": {"west": 1}},
        {"scope": "congress", "by": "unit", "group": FRONTLINE, "at_least": "1/2"},
        {"scope": "congress", "by": "unit", "group": FRONTLINE, "at_most": "1/2"},
        {"scope": "congress", "by": "unit", "group": FRONTLINE, "exactly": "1/2"},
        {"scope": "congress", "by": "sex", "exactly": 1, "group": {"age": "<=45"}},
        {"scope": LISTED, "by": "sector", "exactly": "50%"},
    ],
    "eligible": [
        {"scope": "congress", "group": FRONTLINE},
        {"scope": "chair", "group": {"age": "<=45"}},
        {"scope": LISTED, "group": {"any": [{"mode": "full_time"}, WOMEN]}},
        {"scope": "committee", "group": {"not": {"born": "<=1960"}}},
    ],
    "named": [
        {"scope": "congress", "people": ["P001", "P004"], "hold": "in"},
        {"scope": LISTED, "people": ["人三"], "hold": "in"},
        {"scope": "committee", "people": ["P001", "人五"], "hold": "out"},
        # One person named twice is one person.
        {"scope": "committee", "people": ["P001", "人一"], "hold": "in"},
        {"scope": "committee", "people": ["P001", "人一"], "hold": "out"},
    ],
    "share": [
        {"scope": "congress", "group": FRONTLINE, "at_least": "70%"},
        {"scope": "congress", "group": FRONTLINE, "more_than": "1/2"},
        {"scope": "congress", "group": FRONTLINE, "at_most": "1/2"},
        {"scope": "congress", "group": FRONTLINE, "less_than": "3/4"},
        {"scope": "committee", "group": {"age": "<=45"}, "at_least": "1/3", "at_most": "2/3"},
        {"scope": LISTED, "group": {"mode": "part_time"}, "at_least": "1/2"},
        {"scope": MIXED, "group": WOMEN, "more_than": "1/3"},
        {"scope": "congress", "group": WOMEN, "of": FRONTLINE, "at_least": "1/2"},
        {"scope": "congress", "group": FRONTLINE, "of": {"age": "<=45"}, "more_than": "1/2"},
        {"scope": "congress", "group": FRONTLINE, "of": {"age": "<=45"}, "at_most": "1/2"},
        {"scope": "congress", "group": FRONTLINE, "of": FRONTLINE, "less_than": "1/2"},
        {"scope": "congress", "group": HEADS, "of": {"body": "committee"}, "less_than": "2/3"},
    ],
}
CASES = [
    (kind, keys, text)
    for kind, variants in VARIANTS.items()
    for keys in variants
    for text in (NESTED, SIDE_BY_SIDE)
    # Side by side matters where a scope has no size of its own.
    if text is NESTED or keys["scope"] in ("congress", MIXED, LISTED)
]


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_cannot_be_forgotten(kind: str) -> None:
    assert kind in RULES, "give the kind a strategy in tests/strategies.py"
    assert VARIANTS.get(kind), "give the kind variants in this module"


@pytest.mark.parametrize(
    ("kind", "keys", "text"), CASES, ids=[f"{kind}-{number}" for number, (kind, _, _) in enumerate(CASES)]
)
def test_rows_and_heads_agree(kind: str, keys: Keys, text: str) -> None:
    problem = problem_of(TOY_POOL, text + table_of("rule", {"id": "R", "kind": kind, **keys}))
    assert disagreements(problem) == []


@pytest.mark.parametrize("kind", kinds())
def test_rows_and_heads_agree_on_rules_and_people_drawn(kind: str) -> None:
    @drawn(25)
    @given(keys=rules(kinds=(kind,), prefer=False), crowd=people(5, 5))
    def agree(keys: Keys, crowd: tuple[Person, ...]) -> None:
        for text in (NESTED, SIDE_BY_SIDE):
            try:
                problem = problem_of(a_pool(crowd), text + table_of("rule", {"id": "R", **keys}))
            except InputFaults:
                assume(False)
            assert disagreements(problem) == []

    agree()
