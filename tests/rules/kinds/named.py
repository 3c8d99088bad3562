"""The tests of `named`: given people in or out."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import LISTED, NAMES, SCOPE, Keys

STRATEGY = st.fixed_dictionaries({"scope": SCOPE, "people": NAMES, "hold": st.sampled_from(["in", "out"])})
VARIANTS: list[Keys] = [
    {"scope": "congress", "people": ["P001", "P004"], "hold": "in"},
    {"scope": LISTED, "people": ["人三"], "hold": "in"},
    {"scope": "committee", "people": ["P001", "人五"], "hold": "out"},
    # One person named twice is one person.
    {"scope": "committee", "people": ["P001", "人一"], "hold": "in"},
    {"scope": "committee", "people": ["P001", "人一"], "hold": "out"},
]
EXAMPLE = ("P001须在委员会名单中", "committee: P001 must hold it")
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "committee", "people": ["P001", "人五"], "hold": "out"},
        "P001、人五不得在委员会名单中",
        "committee: P001, 人五 must not hold it",
    ),
]
