"""The tests of `barred`: nobody of a group."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import FRONTLINE, GROUPS, HEADS, LISTED, SCOPE, Keys

STRATEGY = st.fixed_dictionaries({"scope": SCOPE, "group": GROUPS})
VARIANTS: list[Keys] = [
    {"scope": "congress", "group": FRONTLINE},
    {"scope": "chair", "group": {"age": ">45"}},
    {"scope": LISTED, "group": {"any": [{"cadre": "yes"}, {"mode": "full_time"}]}},
    {"scope": "committee", "group": {"all": [HEADS, {"not": {"office": "chair"}}]}},
]
EXAMPLE = (
    "副主席中不得有：（医院院长、学校校长、农技站站长）、且专职",
    "vice-chair: (hospital heads or school heads or agro-tech station heads) and full-time may not hold it",
)
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": ["chair", "vice_chair"], "group": {"any": [{"cadre": "yes"}, {"mode": "full_time"}]}},
        "主席、副主席中不得有：领导干部或专职",
        "chair or vice-chair: leading cadres or full-time may not hold it",
    ),
    (
        {"scope": "committee", "group": {"office": "vice_chair", "cadre": "yes"}},
        "委员会中不得有：副主席、且领导干部",
        "committee: vice-chair and leading cadres may not hold it",
    ),
]
