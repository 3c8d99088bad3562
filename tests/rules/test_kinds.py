"""What every rule kind must bring: an example that bites, its sentence in both languages, help for each field."""

from __future__ import annotations

import pytest

from optimizer.basis.text import LANGS
from optimizer.policy.policy import Policy
from optimizer.rules.registry import kinds
from tests.rules.agreement import TOY_POOL, disagreements, kept_by
from tests.rules.kinds import EXAMPLES, SENTENCES
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
RANGED = STRUCTURE.replace(
    'title_en = "standing committee"\nseats = 4',
    'title_en = "standing committee"\nseats = { at_least = 1, at_most = 4 }',
).replace(
    'title_en = "vice-chair"\nbody = "standing"\nseats = 1', 'body = "standing"\nseats = { at_least = 0, at_most = 1 }'
)
"""The same with a standing committee of one or of many, for examples that speak of sizes."""

AUDIT = """
[[body]]
id = "audit"
title = "监事会"
title_en = "supervisory board"
seats = 1
"""


def within(structure: str, rule: str) -> str:
    """A policy of the one rule; it has a second chain only where the rule speaks of it."""
    return structure + (AUDIT if '"audit"' in rule else "") + rule


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


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_has_its_sentences_asserted(kind: str) -> None:
    assert SENTENCES[kind]


@pytest.mark.parametrize("kind", kinds())
def test_the_example_says(kind: str) -> None:
    assert sentence_of(policy_of(within(STRUCTURE, kinds()[kind].example))) == EXAMPLES[kind]


@pytest.mark.parametrize(
    ("kind", "keys", "zh", "en"), [(kind, *each) for kind in SENTENCES for each in SENTENCES[kind]]
)
def test_the_rule_says(kind: str, keys: Keys, zh: str, en: str) -> None:
    text = table_of("rule", {"id": "R", "kind": kind, **keys})
    assert sentence_of(policy_of(within(NESTED, text))) == (zh, en)


@pytest.mark.parametrize("kind", kinds())
def test_the_example_bites(kind: str) -> None:
    found = []
    for structure, pool in ((RANGED, TOY_POOL), (STRUCTURE, TOY_POOL), (STRUCTURE, CROWD)):
        problem = problem_of(pool, within(structure, kinds()[kind].example))
        (rule,) = problem.rules
        found.append(set(kept_by(problem, rule)))
        if found[-1] == {True, False}:
            break
    assert {True, False} in found


@pytest.mark.parametrize("structure", [STRUCTURE, RANGED], ids=["fixed", "ranged"])
@pytest.mark.parametrize("kind", kinds())
def test_rows_and_heads_agree_on_the_example(kind: str, structure: str) -> None:
    assert disagreements(problem_of(TOY_POOL, within(structure, kinds()[kind].example))) == []


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
            "主席只限：（女性或单位类别为farm的）、且45岁及以下",
            "chair: only (women or sector farm) and people aged 45 or under may hold it",
        ),
        (
            "主席只限：女性或（单位类别为farm的、且45岁及以下）",
            "chair: only women or (sector farm and people aged 45 or under) may hold it",
        ),
    ]
