"""The tests of `either`: one of several rules is enough."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import COUNT_BOUNDS, FRONTLINE, GROUPS, HEADS, NAMES, SCOPE, SHARE_BOUNDS, WOMEN, Keys, joined

# Kinds with one row, with two sides, with bans, with rows for each person or value, and with choices of their own.
OPTION: st.SearchStrategy[Keys] = st.one_of(
    joined(st.fixed_dictionaries({"kind": st.just("count"), "group": GROUPS}, optional={"scope": SCOPE}), COUNT_BOUNDS),
    joined(st.fixed_dictionaries({"kind": st.just("share"), "group": GROUPS}, optional={"scope": SCOPE}), SHARE_BOUNDS),
    st.fixed_dictionaries({"kind": st.just("eligible"), "group": GROUPS}, optional={"scope": SCOPE}),
    st.fixed_dictionaries({"kind": st.just("named"), "people": NAMES, "hold": st.sampled_from(["in", "out"])}),
    st.fixed_dictionaries(
        {"kind": st.just("each"), "by": st.just("unit"), "exactly": st.integers(0, 2)}, optional={"scope": SCOPE}
    ),
    st.fixed_dictionaries({"kind": st.just("together"), "by": st.just("unit")}, optional={"scope": SCOPE}),
    st.fixed_dictionaries({"kind": st.just("spread"), "by": st.just("discipline"), "at_least": st.integers(1, 3)}),
)
STRATEGY = st.fixed_dictionaries({"scope": SCOPE, "options": st.lists(OPTION, min_size=2, max_size=3)})
WOMEN_IN: Keys = {"kind": "count", "group": WOMEN, "at_least": 2}
VARIANTS: list[Keys] = [
    {"scope": "congress", "options": [WOMEN_IN, {"kind": "count", "group": FRONTLINE, "at_least": 3}]},
    {"scope": "committee", "options": [WOMEN_IN, {"kind": "eligible", "scope": "chair", "group": FRONTLINE}]},
    {
        "scope": "congress",
        "options": [
            {"kind": "count", "group": HEADS, "exactly": 1},
            {"kind": "share", "group": FRONTLINE, "at_least": "1/3", "at_most": "1/2"},
            {"kind": "each", "by": "unit", "at_least": 1, "at_most": 2},
        ],
    },
    {
        "scope": "congress",
        "options": [
            {"kind": "spread", "scope": "committee", "by": "discipline", "at_least": 3},
            {"kind": "together", "by": "kin"},
        ],
    },
    {
        "scope": "congress",
        "options": [
            {"kind": "compare", "group": WOMEN, "body": "committee", "direction": "more"},
            {"kind": "apart", "people": ["P001", "P003"], "other": "vice_chair"},
        ],
    },
    {
        "scope": "congress",
        "options": [
            {"kind": "named", "people": ["P001", "P002"], "hold": "in"},
            {"kind": "either", "options": [WOMEN_IN, {"kind": "named", "people": ["P006"], "hold": "out"}]},
        ],
    },
    # A rule that cannot be broken, and one that cannot be kept.
    {"scope": "congress", "options": [{"kind": "count", "at_least": 0}, {"kind": "count", "at_least": 9}]},
    {"scope": "congress", "options": [{"kind": "count", "at_least": 8}, {"kind": "count", "at_least": 9}]},
]
EXAMPLE = (
    "以下之一：（副主席中，医院院长、学校校长、农技站站长不少于1人）或（委员会中，医院院长、学校校长、农技站站长不少于4人）",
    "one of: (vice-chair: hospital heads or school heads or agro-tech station heads, at least 1 person) or "
    "(committee: hospital heads or school heads or agro-tech station heads, at least 4 people)",
)
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {
            "scope": "committee",
            "options": [
                {"kind": "named", "people": ["P001"], "hold": "in"},
                {"kind": "spread", "by": "unit", "at_least": 2},
            ],
        },
        "以下之一：（P001须在委员会名单中）或（委员会中，推荐单位不少于2种）",
        "one of: (committee: P001 must hold it) or (committee: at least 2 different values of unit)",
    ),
    (
        {
            "scope": "congress",
            "options": [
                {"kind": "count", "group": {"office": "vice_chair"}, "at_least": 1},
                {"kind": "barred", "group": {"office": "chair"}},
            ],
        },
        "以下之一：（代表大会中，副主席不少于1人）或（代表大会中不得有：主席）",
        "one of: (congress: vice-chair, at least 1 person) or (congress: chair may not hold it)",
    ),
]
