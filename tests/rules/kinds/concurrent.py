"""The tests of `concurrent`: how many of several things one person may hold."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import GROUPS, LISTED, SCOPE, WOMEN, Keys

SEVERAL: st.SearchStrategy[object] = st.sampled_from(
    [["congress", "audit"], ["committee", "vice_chair"], ["congress", "committee", "audit"], ["chair", "vice_chair"]]
)
STRATEGY = st.fixed_dictionaries({"scope": SCOPE | SEVERAL}, optional={"group": GROUPS, "at_most": st.integers(0, 2)})
VARIANTS: list[Keys] = [
    {"scope": ["congress", "audit"]},
    {"scope": ["committee", "audit"], "group": WOMEN},
    {"scope": ["congress", "committee", "audit", "vice_chair"], "at_most": 2},
    {"scope": ["chair", "vice_chair"], "group": {"mode": "part_time"}},
    {"scope": ["congress", "vice_chair"], "group": {"age": "<=45"}},
    # Whoever sits in a body within a body holds both.
    {"scope": ["congress", "committee"], "at_most": 1},
    {"scope": LISTED, "at_most": 0},
    # Two positions in all the policy that count, one in either chain.
    {"scope": ["chair", "vice_chair"], "group": {"any": [{"office": "chair"}, {"mode": "full_time"}]}},
]
EXAMPLE = ("委员会、监事会中，每人至多任1个", "committee or supervisory board: nobody may hold more than 1 of these")
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": ["committee", "audit"], "at_most": 1, "group": {"cadre": "yes"}},
        "委员会、监事会中，领导干部每人至多任1个",
        "committee or supervisory board: nobody among leading cadres may hold more than 1 of these",
    ),
    (
        {"scope": ["committee", "audit"], "group": {"office": "vice_chair"}},
        "委员会、监事会中，副主席每人至多任1个",
        "committee or supervisory board: nobody among vice-chair may hold more than 1 of these",
    ),
]
