"""The tests of `by_post`: seats that come with a post."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import LISTED, SCOPE, Keys

# A post that several people have, or nobody, is a fault of the pool: such draws are given up.
STRATEGY = st.fixed_dictionaries(
    {"scope": SCOPE, "posts": st.sampled_from([["院长"], ["站长"], ["站长", "院长"], ["院长、站长"]])}
)
VARIANTS: list[Keys] = [
    {"scope": "congress", "posts": ["院长"]},
    {"scope": "chair", "posts": ["分管领导"]},
    {"scope": "committee", "posts": ["所长", "院长"]},
    {"scope": LISTED, "posts": ["院长", "分管领导"]},
    # Two posts of one person, and the whole cell.
    {"scope": "congress", "posts": ["站长", "所长", "站长、所长"]},
]
EXAMPLE = ("担任分管领导的人须在主席名单中", "chair: whoever has the post 分管领导 must hold it")
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "committee", "posts": ["院长", "站长"]},
        "担任院长、站长的人须在委员会名单中",
        "committee: whoever has the post 院长 or 站长 must hold it",
    ),
]
