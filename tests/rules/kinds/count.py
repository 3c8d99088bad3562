"""The tests of `count`: heads of a group."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import COUNT_BOUNDS, FRONTLINE, GROUPS, LISTED, MIXED, SCOPE, Keys, joined

STRATEGY = joined(st.fixed_dictionaries({"scope": SCOPE}, optional={"group": GROUPS}), COUNT_BOUNDS)
VARIANTS: list[Keys] = [
    {"scope": "congress", "at_least": 2, "group": FRONTLINE},
    {"scope": "committee", "at_most": 1, "group": FRONTLINE},
    {"scope": "congress", "exactly": 2, "group": {"age": "<=45"}},
    {"scope": "congress", "at_least": 1, "at_most": 2, "group": {"age": "<=45"}},
    {"scope": "congress", "exactly": 1, "group": {"office": "vice_chair", "mode": "full_time"}},
    {"scope": MIXED, "at_least": 3},
    {"scope": LISTED, "exactly": 1, "group": "young"},
    {"scope": "congress", "exactly": 0, "group": {"born": "<1960-02-29"}},
    {"scope": "congress", "at_least": 2, "group": {"body": "committee", "score": ">=70"}},
]
EXAMPLE = (
    "常务委员会中，医院院长、学校校长、农技站站长恰为4人",
    "standing committee: hospital heads or school heads or agro-tech station heads, exactly 4 people",
)
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "congress", "at_least": 1, "at_most": 2, "group": "young"},
        "代表大会中，45岁及以下不少于1人、不超过2人",
        "congress: people aged 45 or under, at least 1 person and at most 2 people",
    ),
    (
        {"scope": "congress", "exactly": 1, "group": {"office": "vice_chair", "mode": "full_time"}},
        "代表大会中，副主席、且专职恰为1人",
        "congress: vice-chair and full-time, exactly 1 person",
    ),
    (
        {"scope": ["committee", "vice_chair"], "at_least": 3},
        "委员会、副主席中，总人数不少于3人",
        "committee or vice-chair: everyone, at least 3 people",
    ),
    (
        {"scope": "congress", "exactly": 0, "group": {"born": "<1960-02-29"}},
        "代表大会中，1960年2月29日前出生恰为0人",
        "congress: born before 1960-02-29, exactly 0 people",
    ),
]
