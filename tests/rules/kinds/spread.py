"""The tests of `spread`: so many different values."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import COUNTS, FRONTLINE, GROUPS, MIXED, SCOPE, WOMEN, Keys

STRATEGY = st.fixed_dictionaries(
    {"scope": SCOPE, "by": st.sampled_from(["unit", "kin", "discipline"]), "at_least": COUNTS},
    optional={"group": GROUPS},
)
VARIANTS: list[Keys] = [
    {"scope": "congress", "by": "discipline", "at_least": 3},
    {"scope": "committee", "by": "discipline", "at_least": 3},
    {"scope": "congress", "by": "unit", "at_least": 2, "group": WOMEN},
    # An undecided flag adds no value.
    {"scope": "congress", "by": "kin", "at_least": 2, "group": FRONTLINE},
    {"scope": "congress", "by": "discipline", "at_least": 2, "group": {"body": "committee"}},
    {"scope": "congress", "by": "unit", "at_least": 2, "group": {"age": "<=45"}},
    {"scope": MIXED, "by": "head", "at_least": 2},
    {"scope": "congress", "by": "unit", "at_least": 5},
]
EXAMPLE = ("常务委员会中，学科专业不少于3种", "standing committee: at least 3 different values of discipline")
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "vice_chair", "by": "sector", "at_least": 2, "group": {"frontline": "yes"}},
        "副主席的基层一线中，单位类别不少于2种",
        "vice-chair, among frontline people: at least 2 different values of sector",
    ),
    (
        {"scope": "committee", "by": "地区", "at_least": 1},
        "委员会中，地区不少于1种",
        "committee: at least 1 value of 地区",
    ),
    (
        {"scope": "congress", "by": "unit", "at_least": 2, "group": {"office": "vice_chair"}},
        "代表大会的副主席中，推荐单位不少于2种",
        "congress, among vice-chair: at least 2 different values of unit",
    ),
]
