"""The tests of `each`: a bound for every value."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import (
    BOUND,
    COUNT_PAIRS,
    FRONTLINE,
    GROUPS,
    LISTED,
    MIXED,
    SCOPE,
    TABLES,
    Keys,
    joined,
    one_side,
    two_sides,
)

STRATEGY = joined(
    st.fixed_dictionaries({"scope": SCOPE, "by": st.sampled_from(["unit", "sex"])}, optional={"group": GROUPS}),
    one_side(("at_least", "at_most", "exactly"), BOUND | TABLES) | two_sides("at_least", "at_most", COUNT_PAIRS),
)
VARIANTS: list[Keys] = [
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
    # A ceiling for a value that nobody has.
    {"scope": "congress", "by": "unit", "at_most": {"north": "1/2"}},
]
EXAMPLE = ("代表大会中，每个推荐单位的人数不少于1人", "congress, for each unit: at least 1 person")
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "committee", "by": "unit", "at_most": {"east": "2/3"}, "at_least": {"west": 1}},
        "委员会中，每个推荐单位的人数不少于west 1人、不超过east 2/3",
        "committee, for each unit: at least west 1 person and at most east 2/3",
    ),
    (
        {"scope": "congress", "by": "sex", "group": {"frontline": "yes"}, "exactly": "1/2"},
        "代表大会中，每个性别的基层一线恰为50%",
        "congress, for each sex: frontline people, exactly 50%",
    ),
    (
        {"scope": "congress", "by": "unit", "group": {"office": "vice_chair"}, "at_least": 1},
        "代表大会中，每个推荐单位的副主席不少于1人",
        "congress, for each unit: vice-chair, at least 1 person",
    ),
    (
        {"scope": "congress", "by": "unit", "exactly": {"east": 2, "west": 1}},
        "代表大会中，每个推荐单位的人数恰为east 2人、west 1人",
        "congress, for each unit: exactly east 2 people, west 1 person",
    ),
]
