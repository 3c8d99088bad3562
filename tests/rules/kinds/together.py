"""The tests of `together`: all or none."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import LISTED, MIXED, SCOPE, Keys, joined

SETS: st.SearchStrategy[Keys] = st.sampled_from(
    [
        {"people": ["P001", "P002"]},
        {"people": ["人001", "P001", "P004"]},
        {"people": ["P002", "P003", "人005", "P001"]},
        {"by": "kin"},
        {"by": "unit"},
    ]
)
STRATEGY = joined(st.fixed_dictionaries({"scope": SCOPE}), SETS)
VARIANTS: list[Keys] = [
    {"scope": "congress", "people": ["P001", "P003"]},
    {"scope": "congress", "people": ["P001", "P002", "人三", "P004", "P005"]},
    {"scope": LISTED, "people": ["P001", "P005"]},
    {"scope": MIXED, "people": ["P001", "P005", "P006"]},
    # One person named twice is one person.
    {"scope": "committee", "people": ["P001", "人一"]},
    {"scope": "congress", "by": "kin"},
    {"scope": "committee", "by": "unit"},
]
EXAMPLE = (
    "P002、P006要么都在委员会名单中，要么都不在",
    "committee: either all of P002, P006 hold it, or none of them does",
)
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "congress", "by": "unit"},
        "同一推荐单位的人要么都在代表大会名单中，要么都不在",
        "congress: either all of those with the same unit hold it, or none of them does",
    ),
]
