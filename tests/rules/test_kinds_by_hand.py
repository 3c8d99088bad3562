"""Figures and faults of the kinds worked out by hand: what the comparison of rows and head-count cannot see."""

from __future__ import annotations

import pytest

from optimizer.basis.faults import InputFaults
from optimizer.basis.position import Position
from optimizer.rules.base import Rule, Seated
from optimizer.rules.stacking import Stacking
from tests.rules.agreement import TOY_POOL
from tests.rules.test_kinds import AUDIT
from tests.strategies import FRONTLINE, HEADS, WOMEN, Keys
from tests.toy import NESTED, ON, policy_faults, policy_of, problem_of, table_of

COMMITTEE = ("congress", "committee")
HELD = {
    "P001": (Position(bodies=COMMITTEE, office="chair"), Position(bodies=("audit",))),
    "P002": (Position(bodies=COMMITTEE, office="vice_chair", mode="part_time"),),
    "P004": (Position(bodies=COMMITTEE),),
    "P005": (Position(bodies=("congress",)),),
}
SEATED = Seated(
    seats=tuple((TOY_POOL.by_id[who], position) for who, held in HELD.items() for position in held),
    pool=TOY_POOL,
    on=ON,
)


def rule_of(keys: Keys, others: str = "") -> Rule:
    return policy_of(NESTED + AUDIT + table_of("rule", {"id": "R", **keys}) + others).rules[0]


def counted(keys: Keys) -> list[tuple[str, int, int, int | None, int | None]]:
    """Part, found, of, least, most of every verdict on the roster."""
    return [(each.part, each.found, each.of, each.least, each.most) for each in rule_of(keys).count(SEATED)]


@pytest.mark.parametrize(
    ("keys", "verdicts"),
    [
        # One verdict where certain and possible heads are as many, two where they are not: P005 may be a woman.
        ({"kind": "count", "scope": "congress", "group": HEADS, "exactly": 2}, [("", 2, 4, 2, 2)]),
        (
            {"kind": "count", "scope": "congress", "group": WOMEN, "at_least": 2, "at_most": 3},
            [("", 1, 4, 2, None), ("", 2, 4, None, 3)],
        ),
        ({"kind": "count", "scope": "congress", "group": HEADS, "at_least": 3}, [("", 2, 4, 3, None)]),
        ({"kind": "count", "scope": "congress", "group": HEADS, "at_most": 1}, [("", 2, 4, None, 1)]),
        (
            {"kind": "each", "scope": "congress", "by": "unit", "exactly": 2},
            [("east", 2, 4, 2, 2), ("west", 1, 4, 2, 2)],
        ),
        (
            {"kind": "each", "scope": "congress", "by": "sector", "group": WOMEN, "exactly": {"farm": 1, "town": 1}},
            [("farm", 1, 1, 1, 1), ("town", 0, 3, 1, None), ("town", 1, 3, None, 1)],
        ),
        ({"kind": "each", "scope": "congress", "by": "unit", "at_most": {"north": 1}}, [("north", 0, 4, None, 1)]),
        # Disciplines of P001, P002, P005; P004's cell is empty.
        ({"kind": "spread", "scope": "congress", "by": "discipline", "at_least": 4}, [("", 3, 4, 4, None)]),
        ({"kind": "apart", "scope": "congress", "people": ["P002", "P005", "P006"]}, [("", 2, 3, None, 1)]),
        ({"kind": "apart", "scope": "congress", "by": "kin"}, [("K1", 1, 2, None, 1), ("K2", 2, 3, None, 1)]),
        ({"kind": "apart", "scope": "congress", "by": "kin", "at_most": 2}, [("K2", 2, 3, None, 2)]),
        # P001 is in both; whoever is alone in a value is kept apart from themselves too.
        (
            {"kind": "apart", "scope": "congress", "by": "kin", "other": "audit"},
            [("K1", 1, 2, None, 0), ("K2", 0, 2, None, 0)],
        ),
        ({"kind": "apart", "scope": "congress", "by": "post", "other": "audit"}, None),
        ({"kind": "together", "scope": "congress", "by": "kin"}, [("K1", 1, 2, 2, None), ("K2", 2, 3, 3, None)]),
        ({"kind": "together", "scope": "chair", "by": "kin"}, [("K1", 1, 2, 2, None), ("K2", 0, 3, None, 0)]),
        # Whoever is alone in a discipline is no news; someone named twice is.
        (
            {"kind": "together", "scope": "congress", "by": "discipline"},
            [("medicine", 1, 2, 2, None), ("physics", 1, 2, 2, None)],
        ),
        ({"kind": "together", "scope": "congress", "people": ["P001", "人一"]}, [("", 1, 1, 1, None)]),
        ({"kind": "implies", "scope": "congress", "then": FRONTLINE}, [("", 2, 4, 4, None)]),
        ({"kind": "implies", "scope": "audit", "holds": "committee"}, [("", 1, 1, 1, None)]),
        ({"kind": "implies", "scope": "congress", "holds": "committee"}, [("", 3, 4, 4, None)]),
        (
            {"kind": "implies", "scope": "committee", "people": ["P001", "P003"], "then_people": ["P001", "P005"]},
            [("", 2, 3, 3, None)],
        ),
        # Frontline: P001 and P002 certainly, P005 perhaps.
        (
            {"kind": "compare", "scope": "congress", "group": FRONTLINE, "last_term": "50%", "direction": "more"},
            [("", 2, 4, 3, None)],
        ),
        (
            {"kind": "compare", "scope": "congress", "group": FRONTLINE, "last_term": "75%", "direction": "less"},
            [("", 3, 4, None, 2)],
        ),
        (
            {"kind": "compare", "scope": "congress", "group": FRONTLINE, "body": "committee", "direction": "at_least"},
            [("", 2, 4, 3, None)],
        ),
        ({"kind": "ratio", "scope": "committee", "of": "congress", "at_most": "1/2"}, [("", 3, 4, None, 2)]),
        # P001 is a woman, frontline and a head; P005 may be the first two and is the third.
        (
            {"kind": "stacking", "scope": "congress", "among": [WOMEN, FRONTLINE, HEADS], "at_most": 2},
            [("", 2, 4, None, 0)],
        ),
        ({"kind": "by_post", "scope": "committee", "posts": ["院长", "站长", "所长"]}, [("", 2, 2, 2, None)]),
        ({"kind": "concurrent", "scope": ["committee", "audit", "chair"]}, [("", 2, 3, None, 0)]),
    ],
)
def test_figures_by_hand(keys: Keys, verdicts: list[tuple[str, int, int, int | None, int | None]] | None) -> None:
    if verdicts is None:
        # Five posts as written, the two teachers' shared by two people.
        assert [part for part, *_ in counted(keys)] == ["分管领导", "教师", "站长、所长", "院长"]
    else:
        assert counted(keys) == verdicts


def test_the_option_that_falls_least_short_is_told() -> None:
    options = [
        {"kind": "count", "group": WOMEN, "at_least": 4},
        {"id": "units", "kind": "each", "by": "unit", "at_least": 1},
    ]
    assert counted({"kind": "either", "scope": "committee", "options": options}) == [
        ("units/east", 2, 3, 1, None),
        ("units/west", 1, 3, 1, None),
    ]


def test_of_options_that_fall_alike_short_the_first_is_told() -> None:
    options = [{"kind": "count", "group": group, "at_least": 2} for group in (HEADS, WOMEN, FRONTLINE)]
    # One head, one woman and two of the front line are on the committee.
    assert counted({"kind": "either", "scope": "committee", "options": options[:2]}) == [("1", 1, 3, 2, None)]
    assert counted({"kind": "either", "scope": "committee", "options": options}) == [("3", 2, 3, 2, None)]


def test_stacking_takes_the_groups_the_other_rules_ask_for_once_each() -> None:
    asked: list[Keys] = [
        {"kind": "share", "group": WOMEN, "at_least": "1/3"},
        {"kind": "count", "group": "women", "at_least": 1},
        # A group is one box under any name, and wherever the name stands.
        {"kind": "count", "group": {**WOMEN, "called": "女代表"}, "at_least": 1},
        {"kind": "count", "group": {"any": [{**WOMEN, "called": "女代表"}]}, "at_most": 3},
        {"kind": "count", "group": HEADS, "at_most": 1},
        {"kind": "spread", "by": "unit", "group": FRONTLINE, "at_least": 2},
        {"kind": "compare", "group": "young", "last_term": "1/3", "direction": "at_least"},
    ]
    others = "".join(
        table_of("rule", {"id": f"R{number}", "scope": "congress", **keys}) for number, keys in enumerate(asked)
    )
    rule = rule_of({"kind": "stacking", "scope": "congress", "at_most": 2}, others)
    assert isinstance(rule, Stacking)
    assert rule.sentence({}).en == (
        "congress: nobody in more than 2 of these groups: women; frontline people; people aged 45 or under"
    )


def test_the_options_of_either_meet_the_other_rules_too() -> None:
    others = table_of("rule", {"id": "C", "scope": "congress", "kind": "count", "group": WOMEN, "at_least": 1})
    options = [{"kind": "stacking", "at_most": 0}, {"kind": "count", "at_least": 4}]
    said = rule_of({"kind": "either", "scope": "chair", "options": options}, others).sentence({})
    assert (
        said.en
        == "one of: (chair: nobody in more than 0 of these groups: women) or (chair: everyone, at least 4 people)"
    )


def test_stacking_keeps_the_groups_that_are_written() -> None:
    others = table_of("rule", {"id": "C", "scope": "congress", "kind": "count", "group": FRONTLINE, "at_least": 1})
    rule = rule_of({"kind": "stacking", "scope": "congress", "among": [WOMEN], "at_most": 1}, others)
    assert rule.sentence({}).zh == "congress中，每人至多属于下列群体中的1个：女性"


def test_a_body_without_a_title_is_called_by_its_id() -> None:
    rule = rule_of({"kind": "ratio", "scope": ["committee", "chair"], "of": "congress", "at_most": "1/2"})
    said = rule.sentence({})
    assert (said.zh, said.en) == (
        "committee、chair人数与congress人数之比不超过50%",
        "committee or chair: size at most 50% of the size of congress",
    )


def test_a_floor_of_nobody_needs_no_such_value_in_the_pool() -> None:
    problem_of(TOY_POOL, NESTED + table_of("rule", {"id": "R", "scope": "congress", **NO_NORTH}))


NO_NORTH: Keys = {"kind": "each", "by": "unit", "at_least": {"north": 0, "east": 1}}
ONE_OF_TWO = "one of people and by is needed, and only one"
THREE_FORMS = (
    "write one of three: then (with or without when); holds (with or without when); people and then_people (with or "
    "without holds)"
)
ONE_BASELINE = "one of last_term, population and body is needed, and only one"
NO_DIFFERENCE = 'difference goes only with direction = "more" or "less"'


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"kind": "apart"}, ONE_OF_TWO),
        ({"kind": "apart", "people": ["P001", "P002"], "by": "unit"}, ONE_OF_TWO),
        ({"kind": "apart", "people": ["P001"]}, "people must name two or more"),
        ({"kind": "apart", "by": "unit", "other": "chair", "at_most": 2}, "at_most does not go with other"),
        ({"kind": "together"}, ONE_OF_TWO),
        ({"kind": "together", "people": ["P001"]}, "people must name two or more"),
        ({"kind": "implies"}, THREE_FORMS),
        ({"kind": "implies", "when": "young"}, THREE_FORMS),
        ({"kind": "implies", "then": "young", "holds": "chair"}, THREE_FORMS),
        ({"kind": "implies", "people": ["P001"]}, THREE_FORMS),
        ({"kind": "implies", "people": ["P001"], "then_people": ["P002"], "when": "young"}, THREE_FORMS),
        ({"kind": "compare", "group": "young", "direction": "more"}, ONE_BASELINE),
        (
            {"kind": "compare", "group": "young", "direction": "more", "last_term": "1/2", "body": "chair"},
            ONE_BASELINE,
        ),
        (
            {"kind": "compare", "group": "young", "direction": "at_least", "last_term": "1/2", "difference": "5%"},
            NO_DIFFERENCE,
        ),
        ({"kind": "either", "options": 3}, "two or more rules belong here"),
        ({"kind": "ratio", "of": "chair"}, "no bound is given; write one of at_least, more_than, at_most, less_than"),
        (
            {
                "kind": "either",
                "options": [
                    {"id": "a", "kind": "eligible", "group": "young"},
                    {"id": "a", "kind": "barred", "group": "young"},
                ],
            },
            "two options are called a; give each an id of its own",
        ),
    ],
)
def test_fields_that_do_not_go_together(keys: Keys, said: str) -> None:
    (fault,) = policy_faults(NESTED + table_of("rule", {"id": "R", "scope": "congress", **keys}))
    assert fault.message.en == said


@pytest.mark.parametrize(
    ("keys", "value", "cure"),
    [
        (
            {"kind": "by_post", "posts": ["园长"]},
            "园长",
            'nobody in the pool has the post "园长"; correct the column post, or use eligible and let the plan choose',
        ),
        (
            {"kind": "by_post", "posts": ["教师"]},
            "教师",
            '2 people have the post "教师" (人二 P002, 人五 P005); correct the column post, or use eligible and let the '
            "plan choose",
        ),
        (
            {"kind": "apart", "people": ["P001", "P099"]},
            "P099",
            'nobody in the pool is "P099"; check the id or the name',
        ),
        (
            {"kind": "together", "people": ["P099", "P001"]},
            "P099",
            'nobody in the pool is "P099"; check the id or the name',
        ),
        (
            {"kind": "implies", "people": ["P001"], "then_people": ["P099"]},
            "P099",
            'nobody in the pool is "P099"; check the id or the name',
        ),
        (
            {
                "kind": "either",
                "options": [{"kind": "named", "people": ["P099"], "hold": "in"}, {"kind": "count", "at_least": 1}],
            },
            "P099",
            'nobody in the pool is "P099"; check the id or the name',
        ),
    ],
)
def test_what_the_pool_does_not_have(keys: Keys, value: str, cure: str) -> None:
    with pytest.raises(InputFaults) as caught:
        problem_of(TOY_POOL, NESTED + table_of("rule", {"id": "R", "scope": "congress", **keys}))
    (fault,) = caught.value.faults
    assert (fault.value, fault.cure.en if fault.cure else "") == (value, cure)


@pytest.mark.parametrize(
    ("keys", "columns"),
    [
        ({"kind": "spread", "by": "discipline", "at_least": 1}, {"discipline"}),
        ({"kind": "apart", "by": "kin"}, {"kin"}),
        ({"kind": "together", "people": ["P001", "P002"]}, set()),
        ({"kind": "by_post", "posts": ["院长"]}, {"post"}),
        (
            {
                "kind": "either",
                "options": [{"kind": "each", "by": "unit", "at_least": 1}, {"kind": "apart", "by": "kin"}],
            },
            {"unit", "kin"},
        ),
    ],
)
def test_the_columns_a_rule_needs(keys: Keys, columns: set[str]) -> None:
    assert rule_of({"scope": "congress", **keys}).columns == columns
