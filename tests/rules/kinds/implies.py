"""The tests of `implies`: who holds one thing must be of a group, hold another, or bring others."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import FRONTLINE, GROUPS, HEADS, LISTED, MIXED, NAMES, SCOPE, SCOPES, WOMEN, Keys

OTHER: st.SearchStrategy[object] = st.sampled_from(SCOPES)
STRATEGY: st.SearchStrategy[Keys] = st.one_of(
    st.fixed_dictionaries({"scope": SCOPE, "then": GROUPS}, optional={"when": GROUPS}),
    st.fixed_dictionaries({"scope": SCOPE, "holds": OTHER}, optional={"when": GROUPS}),
    st.fixed_dictionaries({"scope": SCOPE, "people": NAMES, "then_people": NAMES}, optional={"holds": OTHER}),
)
VARIANTS: list[Keys] = [
    {"scope": "vice_chair", "when": {"mode": "part_time"}, "then": FRONTLINE},
    {"scope": "congress", "when": {"age": "<=45"}, "then": FRONTLINE},
    {"scope": LISTED, "then": {"any": [WOMEN, {"mode": "full_time"}]}},
    {"scope": "congress", "when": {"office": "chair"}, "then": {"not": HEADS}},
    {"scope": "congress", "holds": "committee"},
    {"scope": "congress", "when": FRONTLINE, "holds": "committee"},
    {"scope": "committee", "when": WOMEN, "holds": "chair"},
    {"scope": MIXED, "holds": "vice_chair"},
    {"scope": "committee", "when": {"mode": "part_time"}, "holds": "congress"},
    {"scope": "audit", "holds": "congress"},
    {"scope": "congress", "when": {"age": ">45"}, "holds": "audit"},
    {"scope": "congress", "people": ["P001"], "then_people": ["P002", "P003"]},
    {"scope": "committee", "people": ["P001", "P002"], "then_people": ["P002", "人五"]},
    {"scope": "committee", "people": ["P001", "P004"], "then_people": ["P001", "P002"], "holds": "vice_chair"},
    {"scope": "committee", "people": ["P001", "P004"], "then_people": ["P001"], "holds": "audit"},
]
EXAMPLE = ("副主席中，凡兼职，须为基层一线", "vice-chair, among part-time: only frontline people may hold it")
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "chair", "then": {"age": "<=60"}},
        "主席须为60岁及以下",
        "chair: only people aged 60 or under may hold it",
    ),
    (
        {"scope": "audit", "holds": "congress"},
        "担任监事会的，须同时在代表大会名单中",
        "supervisory board: whoever holds it must also hold congress",
    ),
    (
        {"scope": "congress", "when": {"cadre": "yes"}, "holds": "committee"},
        "代表大会中，凡领导干部，须同时在委员会名单中",
        "congress, among leading cadres: whoever holds it must also hold committee",
    ),
    (
        {"scope": "committee", "people": ["P001", "P002"], "then_people": ["P003"]},
        "P001、P002中有人在委员会名单中的，P003须在委员会名单中",
        "committee: if any of P001, P002 holds it, P003 must hold it",
    ),
    (
        {"scope": "chair", "people": ["P001"], "then_people": ["P003", "P004"], "holds": "audit"},
        "P001在主席名单中的，P003、P004都须在监事会名单中",
        "chair: if P001 holds it, all of P003, P004 must hold supervisory board",
    ),
    (
        {
            "scope": "congress",
            "when": {"office": "vice_chair"},
            "then": {"any": [{"mode": "part_time"}, {"office": "vice_chair"}]},
        },
        "代表大会中，凡副主席，须为兼职或副主席",
        "congress, among vice-chair: only part-time or vice-chair may hold it",
    ),
]
