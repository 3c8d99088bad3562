"""What every rule kind must bring: an example that bites, its sentence in both languages, help for each field."""

from __future__ import annotations

import pytest

from optimizer.basis.text import LANGS
from optimizer.policy.policy import Policy
from optimizer.rules.registry import kinds
from tests.rules.agreement import TOY_POOL, disagreements, kept_by
from tests.strategies import Keys
from tests.toy import NESTED, a_pool, people_of, policy_of, problem_of, table_of

STRUCTURE = """
name = "toy"
reference_date = 2026-12-01
[[body]]
id = "congress"
title = "代表大会"
seats = 5
[[body]]
id = "committee"
title = "委员会"
seats = 4
within = "congress"
[[body]]
id = "standing"
title = "常务委员会"
title_en = "standing committee"
seats = 4
within = "committee"
[[office]]
id = "chair"
title = "主席"
body = "standing"
seats = 1
[[office]]
id = "vice_chair"
title = "副主席"
title_en = "vice-chair"
body = "standing"
seats = 1
modes = ["full_time", "part_time"]
"""
"""All the bodies and offices that the examples of the kinds speak of."""

EXAMPLES: dict[str, tuple[str, str]] = {
    "barred": (
        "（医院院长、学校校长、农技站站长）、且专职不得担任副主席",
        "vice-chair: (hospital heads or school heads or agro-tech station heads) and full-time may not hold it",
    ),
    "count": (
        "常务委员会中，医院院长、学校校长、农技站站长恰为4人",
        "standing committee: hospital heads or school heads or agro-tech station heads, exactly 4 people",
    ),
    "each": ("代表大会中，每个推荐单位的人数不少于1人", "congress, for each unit: at least 1 person"),
    "eligible": ("主席只能由60岁及以下担任", "chair: only people aged 60 or under may hold it"),
    "named": ("P001须在委员会名单中", "committee: P001 must hold it"),
    "share": ("代表大会中，基层一线占比不少于70%", "congress: share of frontline people at least 70%"),
}
"""The sentence of each kind's example."""

SENTENCES: dict[str, list[tuple[Keys, str, str]]] = {
    "barred": [
        (
            {"scope": ["chair", "vice_chair"], "group": {"any": [{"cadre": "yes"}, {"mode": "full_time"}]}},
            "领导干部或专职不得担任主席、副主席",
            "chair or vice-chair: leading cadres or full-time may not hold it",
        ),
    ],
    "count": [
        (
            {"scope": "congress", "at_least": 1, "at_most": 2, "group": "young"},
            "代表大会中，45岁及以下不少于1人、不超过2人",
            "congress: people aged 45 or under, at least 1 person and at most 2 people",
        ),
        (
            {"scope": "congress", "exactly": 1, "group": {"office": "vice_chair", "mode": "full_time"}},
            "代表大会中，副主席、且专职恰为1人",
            "congress: vice-chair and full-time, exactly 1 person",
        ),
        (
            {"scope": ["committee", "vice_chair"], "at_least": 3},
            "委员会、副主席中，总人数不少于3人",
            "committee or vice-chair: everyone, at least 3 people",
        ),
        (
            {"scope": "congress", "exactly": 0, "group": {"born": "<1960-02-29"}},
            "代表大会中，1960年2月29日前出生恰为0人",
            "congress: born before 1960-02-29, exactly 0 people",
        ),
    ],
    "each": [
        (
            {"scope": "committee", "by": "unit", "at_most": {"east": "2/3"}, "at_least": {"west": 1}},
            "委员会中，每个推荐单位的人数不少于west 1人、不超过east 2/3",
            "committee, for each unit: at least west 1 person and at most east 2/3",
        ),
        (
            {"scope": "congress", "by": "sex", "group": {"frontline": "yes"}, "exactly": "1/2"},
            "代表大会中，每个性别的基层一线恰为50%",
            "congress, for each sex: frontline people, exactly 50%",
        ),
    ],
    "eligible": [
        (
            {"scope": "committee", "group": {"not": {"born": "<=1960"}}},
            "委员会只能由非（1960年（含）前出生）担任",
            "committee: only not (born up to 1960) may hold it",
        ),
    ],
    "named": [
        (
            {"scope": "committee", "people": ["P001", "人五"], "hold": "out"},
            "P001、人五不得在委员会名单中",
            "committee: P001, 人五 must not hold it",
        ),
    ],
    "share": [
        (
            {"scope": "congress", "group": {"sex": "female"}, "of": {"frontline": "yes"}, "more_than": "1/3"},
            "代表大会的基层一线中，女性占比超过1/3",
            "congress, among frontline people: share of women more than 1/3",
        ),
        (
            {"scope": "committee", "group": {"unit": ""}, "at_least": "12.5%", "less_than": "2/3"},
            "委员会中，推荐单位为空的占比不少于12.5%、不满2/3",
            "committee: share of unit empty at least 12.5% and less than 2/3",
        ),
    ],
}

MORE_PEOPLE = """
id,   sex,    birth, frontline, head,     modes,               unit
P007, female, 1970,  yes,       agrotech, part_time+full_time, west
P008, male,   1975,  yes,       ,         part_time,           east
"""
CROWD = a_pool((*TOY_POOL.people, *people_of(MORE_PEOPLE)))


def sentence_of(policy: Policy) -> tuple[str, str]:
    (rule,) = policy.rules
    said = rule.sentence(policy.titles)
    return said.zh, said.en


def test_every_kind_has_its_sentences_asserted() -> None:
    assert set(EXAMPLES) == set(SENTENCES) == set(kinds())


@pytest.mark.parametrize("kind", kinds())
def test_the_example_says(kind: str) -> None:
    assert sentence_of(policy_of(STRUCTURE + kinds()[kind].example)) == EXAMPLES[kind]


@pytest.mark.parametrize(
    ("kind", "keys", "zh", "en"), [(kind, *each) for kind in SENTENCES for each in SENTENCES[kind]]
)
def test_the_rule_says(kind: str, keys: Keys, zh: str, en: str) -> None:
    assert sentence_of(policy_of(NESTED + table_of("rule", {"id": "R", "kind": kind, **keys}))) == (zh, en)


@pytest.mark.parametrize("kind", kinds())
def test_the_example_bites(kind: str) -> None:
    problem = problem_of(CROWD, STRUCTURE + kinds()[kind].example)
    (rule,) = problem.rules
    assert set(kept_by(problem, rule)) == {True, False}


@pytest.mark.parametrize("kind", kinds())
def test_rows_and_heads_agree_on_the_example(kind: str) -> None:
    assert disagreements(problem_of(TOY_POOL, STRUCTURE + kinds()[kind].example)) == []


@pytest.mark.parametrize("kind", kinds())
def test_summary_and_help_are_there_in_both_languages(kind: str) -> None:
    cls = kinds()[kind]
    for lang in LANGS:
        assert cls.summary.to(lang).strip()
        assert all(field.help.to(lang).strip() for field in cls.fields)
    assert cls.kind == kind
    assert f'kind = "{kind}"' in cls.example


def test_brackets_tell_and_from_or() -> None:
    women, farm, young = {"sex": "female"}, {"sector": "farm"}, {"age": "<=45"}
    either = {"all": [{"any": [women, farm]}, young]}
    both = {"any": [women, {"all": [farm, young]}]}
    said = [
        sentence_of(
            policy_of(NESTED + table_of("rule", {"id": "R", "kind": "eligible", "scope": "chair", "group": group}))
        )
        for group in (either, both)
    ]
    assert said == [
        (
            "主席只能由（女性或单位类别为farm的）、且45岁及以下担任",
            "chair: only (women or sector farm) and people aged 45 or under may hold it",
        ),
        (
            "主席只能由女性或（单位类别为farm的、且45岁及以下）担任",
            "chair: only women or (sector farm and people aged 45 or under) may hold it",
        ),
    ]
