"""The tests of `compare`: a share against a baseline."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import (
    BOUNDS_OF_SHARE,
    FRONTLINE,
    GROUPS,
    HEADS,
    LISTED,
    MIXED,
    SCOPE,
    SCOPES,
    WOMEN,
    Keys,
    joined,
)

DIRECTIONS: st.SearchStrategy[Keys] = st.one_of(
    st.sampled_from(["more", "at_least", "less", "at_most"]).map(lambda direction: {"direction": direction}),
    st.fixed_dictionaries(
        {"direction": st.sampled_from(["more", "less"]), "difference": st.sampled_from(["5%", "1/6", "50%"])}
    ),
)
BASELINES: st.SearchStrategy[Keys] = st.one_of(
    BOUNDS_OF_SHARE.map(lambda share: {"last_term": share}),
    BOUNDS_OF_SHARE.map(lambda share: {"population": share}),
    st.sampled_from(SCOPES).map(lambda body: {"body": body}),
)
STRATEGY = joined(st.fixed_dictionaries({"scope": SCOPE, "group": GROUPS}), BASELINES, DIRECTIONS)
VARIANTS: list[Keys] = [
    {"scope": "congress", "group": FRONTLINE, "last_term": "55%", "direction": "more"},
    {"scope": "congress", "group": FRONTLINE, "last_term": "1/2", "direction": "more"},
    {"scope": "congress", "group": FRONTLINE, "last_term": "45%", "direction": "more", "difference": "5%"},
    {"scope": "congress", "group": FRONTLINE, "last_term": "3/4", "direction": "less"},
    {"scope": "congress", "group": FRONTLINE, "last_term": "3/4", "direction": "less", "difference": "1/4"},
    # Fewer than nobody.
    {"scope": "congress", "group": WOMEN, "last_term": "0%", "direction": "less"},
    {"scope": "congress", "group": WOMEN, "last_term": "10%", "direction": "less", "difference": "1/2"},
    {"scope": "committee", "group": WOMEN, "population": "48.8%", "direction": "at_least"},
    {"scope": MIXED, "group": WOMEN, "population": "1/3", "direction": "at_most"},
    {"scope": MIXED, "group": HEADS, "population": "1/3", "direction": "more", "difference": "1/6"},
    {"scope": "committee", "group": FRONTLINE, "body": "congress", "direction": "at_least"},
    {"scope": "committee", "group": {"age": "<=45"}, "body": "congress", "direction": "more"},
    {"scope": "congress", "group": FRONTLINE, "body": "committee", "direction": "less"},
    {"scope": "congress", "group": {"age": "<=45"}, "body": "committee", "direction": "at_most"},
    {"scope": "congress", "group": WOMEN, "body": "committee", "direction": "more", "difference": "1/6"},
    {"scope": LISTED, "group": FRONTLINE, "body": "committee", "direction": "less", "difference": "10%"},
    {"scope": MIXED, "group": WOMEN, "body": "vice_chair", "direction": "at_least"},
    {"scope": "vice_chair", "group": HEADS, "body": "committee", "direction": "more"},
    {"scope": "committee", "group": HEADS, "body": "vice_chair", "direction": "at_most"},
    {"scope": "audit", "group": WOMEN, "body": "congress", "direction": "at_least"},
]
EXAMPLE = (
    "代表大会中，领导干部占比低于上届占比（35%）",
    "congress: share of leading cadres below last term's share (35%)",
)
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "congress", "group": FRONTLINE, "last_term": "55%", "direction": "more", "difference": "2.5%"},
        "代表大会中，基层一线占比比上届占比（55%）至少高2.5个百分点",
        "congress: share of frontline people at least 2.5 percentage points above last term's share (55%)",
    ),
    (
        {"scope": "congress", "group": WOMEN, "population": "31%", "direction": "more"},
        "代表大会中，女性占比高于所代表人群中的占比（31%）",
        "congress: share of women above its share of the population (31%)",
    ),
    (
        {"scope": "chair", "group": WOMEN, "body": "committee", "direction": "at_least"},
        "主席中，女性占比不低于委员会中的占比",
        "chair: share of women no lower than its share of committee",
    ),
    (
        {"scope": "committee", "group": WOMEN, "body": "congress", "direction": "less", "difference": "1/3"},
        "委员会中，女性占比比代表大会中的占比至少低100/3个百分点",
        "committee: share of women at least 100/3 percentage points below its share of congress",
    ),
    (
        {"scope": "committee", "group": WOMEN, "population": "1/3", "direction": "at_most"},
        "委员会中，女性占比不高于所代表人群中的占比（1/3）",
        "committee: share of women no higher than its share of the population (1/3)",
    ),
    (
        {"scope": "congress", "group": {"office": "vice_chair"}, "population": "1/3", "direction": "less"},
        "代表大会中，副主席占比低于所代表人群中的占比（1/3）",
        "congress: share of vice-chair below its share of the population (1/3)",
    ),
]
