"""The tests of `eligible`: only a group."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import FRONTLINE, GROUPS, LISTED, SCOPE, WOMEN, Keys

STRATEGY = st.fixed_dictionaries({"scope": SCOPE, "group": GROUPS})
VARIANTS: list[Keys] = [
    {"scope": "congress", "group": FRONTLINE},
    {"scope": "chair", "group": {"age": "<=45"}},
    {"scope": LISTED, "group": {"any": [{"mode": "full_time"}, WOMEN]}},
    {"scope": "committee", "group": {"not": {"born": "<=1960"}}},
]
EXAMPLE = ("主席只限：60岁及以下", "chair: only people aged 60 or under may hold it")
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "committee", "group": {"not": {"born": "<=1960"}}},
        "委员会只限：非（1960年（含）前出生）",
        "committee: only not (born up to 1960) may hold it",
    ),
    (
        {"scope": "committee", "group": {"any": [{"office": "vice_chair"}, {"sex": "female"}]}},
        "委员会只限：副主席或女性",
        "committee: only vice-chair or women may hold it",
    ),
]
