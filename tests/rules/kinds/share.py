"""The tests of `share`: a group's share."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import FRONTLINE, GROUPS, HEADS, LISTED, MIXED, SCOPE, SHARE_BOUNDS, WOMEN, Keys, joined

STRATEGY = joined(st.fixed_dictionaries({"scope": SCOPE, "group": GROUPS}, optional={"of": GROUPS}), SHARE_BOUNDS)
VARIANTS: list[Keys] = [
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
]
EXAMPLE = ("代表大会中，基层一线占比不少于70%", "congress: share of frontline people at least 70%")
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "congress", "group": {"sex": "female"}, "of": {"frontline": "yes"}, "more_than": "1/3"},
        "代表大会的基层一线中，女性占比超过1/3",
        "congress, among frontline people: share of women more than 1/3",
    ),
    (
        {"scope": "committee", "group": {"unit": ""}, "at_least": "12.5%", "less_than": "2/3"},
        "委员会中，推荐单位为空的占比不少于12.5%、不满2/3",
        "committee: share of unit empty at least 12.5% and less than 2/3",
    ),
    (
        {"scope": "congress", "group": {"office": "vice_chair"}, "of": {"body": "committee"}, "at_most": "1/3"},
        "代表大会的委员会中，副主席占比不超过1/3",
        "congress, among committee: share of vice-chair at most 1/3",
    ),
    # Two decimals of a percentage are written, a third is not.
    (
        {"scope": "congress", "group": {"sex": "female"}, "at_least": "12.34%", "at_most": "43.215%"},
        "代表大会中，女性占比不少于12.34%、不超过8643/20000",
        "congress: share of women at least 12.34% and at most 8643/20000",
    ),
]
