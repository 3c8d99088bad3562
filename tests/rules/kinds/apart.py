"""The tests of `apart`: not together, or not one here and another there."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import LISTED, SCOPE, SCOPES, Keys, joined

RELATIVES = st.lists(st.sampled_from(["P001", "P002", "P004", "人001", "人003"]), min_size=2, unique=True)
SETS: st.SearchStrategy[Keys] = st.one_of(
    RELATIVES.map(lambda people: {"people": people}),
    st.sampled_from(["unit", "kin", "sector"]).map(lambda by: {"by": by}),
)
LIMITS: st.SearchStrategy[Keys] = st.one_of(
    st.just({}),
    st.integers(0, 2).map(lambda most: {"at_most": most}),
    st.sampled_from(SCOPES).map(lambda other: {"other": other}),
)
STRATEGY = joined(st.fixed_dictionaries({"scope": SCOPE}), SETS, LIMITS)
VARIANTS: list[Keys] = [
    {"scope": "congress", "people": ["P001", "P003"]},
    {"scope": "committee", "people": ["P001", "人二", "P003", "P004"], "at_most": 1},
    {"scope": "congress", "people": ["P001", "P002", "P003", "P004"], "at_most": 2},
    # One person named twice is one person.
    {"scope": "congress", "people": ["P001", "人一"], "at_most": 1},
    {"scope": "congress", "by": "kin"},
    {"scope": "committee", "by": "unit"},
    {"scope": "congress", "by": "unit", "at_most": 2},
    {"scope": LISTED, "by": "sector"},
    {"scope": "committee", "people": ["P001", "P003"], "other": "vice_chair"},
    {"scope": "chair", "people": ["P001", "P002", "P005", "P006"], "other": "vice_chair"},
    {"scope": "congress", "by": "kin", "other": "vice_chair"},
    {"scope": "vice_chair", "by": "unit", "other": "committee"},
    {"scope": "congress", "by": "kin", "other": "audit"},
    {"scope": "audit", "people": ["P004"], "other": "committee"},
]
EXAMPLE = ("委员会中，P001、P003至多1人", "committee: at most 1 person among P001, P003")
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "congress", "by": "employer", "at_most": 2},
        "代表大会中，同一工作单位的人至多2人",
        "congress: at most 2 people among those with the same employer",
    ),
    (
        {"scope": "committee", "people": ["P001", "P003"], "other": "audit"},
        "P001、P003中有人在委员会名单中的，P001、P003都不得在监事会名单中",
        "committee: if any of P001, P003 holds it, supervisory board is closed to all of P001, P003",
    ),
    (
        {"scope": "committee", "by": "employer", "other": "audit"},
        "同一工作单位的人中有人在委员会名单中的，同一工作单位的人都不得在监事会名单中",
        "committee: if any of those with the same employer holds it, "
        "supervisory board is closed to all of those with the same employer",
    ),
    (
        {"scope": "committee", "people": ["P001"], "other": "chair"},
        "P001在委员会名单中的，P001不得在主席名单中",
        "committee: if P001 holds it, chair is closed to P001",
    ),
]
