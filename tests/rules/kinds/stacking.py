"""The tests of `stacking`: how many groups one person may stand for."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import COUNTS, FRONTLINE, GROUPS, HEADS, LISTED, MIXED, SCOPE, WOMEN, Keys

STRATEGY = st.fixed_dictionaries({"scope": SCOPE, "at_most": COUNTS}, optional={"among": st.lists(GROUPS, min_size=1)})
YOUNG: Keys = {"age": "<=45"}
VARIANTS: list[Keys] = [
    {"scope": "congress", "among": [WOMEN, YOUNG, HEADS], "at_most": 2},
    {"scope": "committee", "among": [WOMEN, YOUNG, FRONTLINE], "at_most": 1},
    {"scope": LISTED, "among": [WOMEN, {"mode": "part_time"}], "at_most": 1},
    {"scope": MIXED, "among": ["women", HEADS, {"body": "committee"}], "at_most": 2},
    {"scope": "congress", "among": [WOMEN], "at_most": 0},
    # Nothing to stack.
    {"scope": "congress", "at_most": 0},
]
EXAMPLE = (
    "委员会中，每人至多属于下列群体中的2个：女性；45岁及以下；医院院长、学校校长、农技站站长",
    "committee: nobody in more than 2 of these groups: women; people aged 45 or under; "
    "hospital heads or school heads or agro-tech station heads",
)
SENTENCES: list[tuple[Keys, str, str]] = [
    (
        {"scope": "congress", "at_most": 3},
        "代表大会中，每人至多属于其他规则所要求群体中的3个",
        "congress: nobody in more than 3 of the groups that the other rules ask for",
    ),
    (
        {"scope": "congress", "among": [{"office": "vice_chair"}, {"sex": "female"}], "at_most": 1},
        "代表大会中，每人至多属于下列群体中的1个：副主席；女性",
        "congress: nobody in more than 1 of these groups: vice-chair; women",
    ),
]
