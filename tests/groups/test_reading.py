"""Groups as they are written: conditions, lists, any / all / not, names."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from optimizer.basis.faults import Complaints, Fault
from optimizer.groups.predicate import Age, AllOf, AnyOf, Appointed, Born, Not, Number, OneOf, Predicate, bare
from optimizer.groups.reading import GroupReader, parse_cutoff
from optimizer.groups.words import describe
from optimizer.people.person import Birth

SCOPES = {"body": ("congress", "committee"), "office": ("chair",)}
NAMED = {"women": {"sex": "female"}}


def read(written: str) -> tuple[Predicate | None, list[Fault]]:
    complaints = Complaints()
    group = GroupReader(NAMED, SCOPES, complaints).read(tomllib.loads(f"group = {written}")["group"], "rule[1].group")
    return group, complaints.faults


WOMEN = OneOf("sex", ("female",))


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ('"women"', WOMEN),
        ('{ sex = "female" }', WOMEN),
        ('{ sex = ["female", "male", "female"] }', OneOf("sex", ("female", "male"))),
        ('{ age = "<=45" }', Age((("<=", 45),))),
        ('{ age = "≥30，<45" }', Age(((">=", 30), ("<", 45)))),
        ("{ age = 45 }", Age((("=", 45),))),
        ('{ born = ">= 1980-01" }', Born(((">=", Birth(1980, 1)),))),
        ('{ birth = "<=1964.12.31" }', Born((("<=", Birth(1964, 12, 31)),))),
        ('{ score = ">=80.5,<90" }', Number("score", ((">=", Decimal("80.5")), ("<", Decimal(90))))),
        ('{ mode = "part_time", office = "chair" }', AllOf((Appointed("mode", ("part_time",)), Appointed("office", ("chair",))))),
        ('{ any = ["women", { not = { body = "committee" } }] }', AnyOf((WOMEN, Not(Appointed("body", ("committee",)))))),
        ('{ all = ["women"] }', AllOf((WOMEN,))),
        ('{ "统战关系" = "归侨" }', OneOf("统战关系", ("归侨",))),
    ],
)  # fmt: skip
def test_reading(written: str, group: Predicate) -> None:
    assert read(written) == (group, [])


@pytest.mark.parametrize(
    ("written", "path", "message"),
    [
        ("5", "rule[1].group", "a group belongs here"),
        ("{}", "rule[1].group", "the group states no condition"),
        ('"men"', "rule[1].group", "no such group in [groups]"),
        ('{ sex = "f" }', "rule[1].group.sex", "unknown value"),
        ('{ office = "committee" }', "rule[1].group.office", "unknown value"),
        ('{ body = "chair" }', "rule[1].group.body", "unknown value"),
        ("{ unit = 5 }", "rule[1].group.unit", "a condition takes a text or a list of texts"),
        ("{ unit = [] }", "rule[1].group.unit", "a condition takes a text or a list of texts"),
        ('{ age = "45-" }', "rule[1].group.age", "the comparison cannot be read"),
        ('{ age = "<=45;>30" }', "rule[1].group.age", "the comparison cannot be read"),
        ("{ age = 45.0 }", "rule[1].group.age", "the comparison cannot be read"),
        ("{ age = true }", "rule[1].group.age", "the comparison cannot be read"),
        ('{ born = "<=1981-02-29" }', "rule[1].group.born", "the comparison cannot be read"),
        ('{ rank = "1/2" }', "rule[1].group.rank", "the comparison cannot be read"),
        ('{ any = "women" }', "rule[1].group.any", "any / all takes a list that is not empty"),
        ('{ any = [ { not = "men" } ] }', "rule[1].group.any[1].not", "no such group in [groups]"),
    ],
)
def test_faults(written: str, path: str, message: str) -> None:
    group, faults = read(written)
    assert group is None
    assert [(fault.path, fault.message.en) for fault in faults] == [(path, message)]


def test_every_fault_of_a_group_is_told() -> None:
    group, faults = read('{ sex = "f", age = "x", any = ["men", "boys"] }')
    assert group is None
    assert len(faults) == 4


@pytest.mark.parametrize(
    ("written", "birth"),
    [
        ("1964", Birth(1964)),
        ("1964-12", Birth(1964, 12)),
        ("1964/2/29", Birth(1964, 2, 29)),
        ("1963-02-29", None),
        ("1963-13", None),
        ("1963-00", None),
        ("0000", None),
        ("196", None),
    ],
)
def test_cutoffs(written: str, birth: Birth | None) -> None:
    assert parse_cutoff(written) == birth


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ('{ age = ">=30,<=45" }', "30岁及以上、45岁及以下", "people aged 30 or over and 45 or under"),
        ('{ age = "<45" }', "不满45岁", "people aged under 45"),
        ('{ born = ">1980-01" }', "1980年1月后出生", "born after 1980-01"),
        ('{ score = ">=80" }', "得分80及以上", "score 80 or over"),
        ('{ head = "hospital" }', "医院院长", "hospital heads"),
        (
            '{ head = ["hospital", "企业负责人"] }',
            "三长类别为医院院长、企业负责人的",
            "head hospital heads or 企业负责人",
        ),
        ('{ not = "women" }', "非（女性）", "not (women)"),
        ('{ frontline = "unsure" }', "是否基层一线待定", "frontline undecided"),
        (
            '{ terms = "<=1", called = "可连任的人", called_en = "those who may stay" }',
            "可连任的人",
            "those who may stay",
        ),
        ('{ not = { terms = ">1", called = "满两届的人" } }', "非（满两届的人）", "not (满两届的人)"),
    ],
)
def test_words(written: str, zh: str, en: str) -> None:
    group, _ = read(written)
    assert group is not None
    said = describe(group, {})
    assert (said.zh, said.en) == (zh, en)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('{ sex = "female", called = 3 }', "3"),
        ('{ sex = "female", called_en = " " }', " "),
        ('{ called = "谁" }', None),
    ],
)
def test_a_name_is_a_text_and_no_condition(written: str, value: str | None) -> None:
    group, faults = read(written)
    assert group is None
    assert [fault.value for fault in faults] == [value]


def test_bare_groups_are_equal_whatever_they_are_called() -> None:
    plain, _ = read('{ any = [{ not = { sex = "male" } }, { all = ["women", { age = "<=45" }] }] }')
    named, _ = read(
        '{ any = [{ not = { sex = "male", called = "男" } }, { all = ["women", { age = "<=45" }], called = "年轻女性" }],'
        ' called = "某类人" }'
    )
    assert plain is not None
    assert named is not None
    assert named != plain
    assert bare(named) == bare(plain) == plain
