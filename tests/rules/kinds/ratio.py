"""The tests of `ratio`: the size of one body or office against another."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import LISTED, MIXED, SCOPE, SCOPES, Keys, joined, one_side, two_sides

RATIOS = st.sampled_from(["0%", "1/3", "1/2", "75%", "100%", "3/2", "4/1"])
STRATEGY = joined(
    st.fixed_dictionaries({"scope": SCOPE, "of": st.sampled_from(SCOPES)}),
    one_side(("at_least", "more_than", "at_most", "less_than"), RATIOS)
    | two_sides("more_than", "less_than", st.sampled_from([("1/3", "1/2"), ("1/2", "3/2")])),
)
VARIANTS: list[Keys] = [
    {"scope": "committee", "of": "congress", "at_most": "1/2"},
    {"scope": "committee", "of": "congress", "at_least": "3/4"},
    {"scope": "vice_chair", "of": "committee", "less_than": "1/2"},
    {"scope": "congress", "of": "committee", "more_than": "3/2"},
    {"scope": "congress", "of": "committee", "at_least": "3/2", "at_most": "2/1"},
    {"scope": MIXED, "of": "congress", "at_most": "2/3"},
    {"scope": LISTED, "of": "committee", "at_most": "1/2"},
    {"scope": "audit", "of": "congress", "at_most": "1/4"},
    {"scope": "committee", "of": "committee", "less_than": "100%"},
]
EXAMPLE = (
    "副主席人数与常务委员会人数之比不超过1/3",
    "vice-chair: size at most 1/3 of the size of standing committee",
)
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "congress", "of": "committee", "at_least": "3/2", "less_than": "5/1"},
        "代表大会人数与委员会人数之比不少于150%、不满500%",
        "congress: size at least 150% and less than 500% of the size of committee",
    ),
]
