"""The figures of the shipped policies against their sources: literal values, none of them read from the policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from optimizer.groups.predicate import EVERYONE, Age, AllOf, AnyOf, Appointed, Called, Not, Number, OneOf, bare
from optimizer.planner.inputs import open_policy, shipped_policies
from optimizer.rules.base import Rule

FRONTLINE = OneOf("frontline", ("yes",))
CADRES = OneOf("cadre", ("yes",))
MINORITY = Not(OneOf("ethnicity", ("汉族", "汉")))
NON_CPC = Not(OneOf("party", ("中共党员", "预备党员", "中共预备党员")))
RETIRED = OneOf("post", ("退休干部",))
BEYOND_SEVENTY = AllOf((RETIRED, Age(((">", 70),))))
NEW_COUNCILLORS = Not(OneOf("incumbent", ("理事", "常务理事", "副理事长", "理事长")))
EXPERTS = AllOf((CADRES, OneOf("sector", ("教育", "卫生", "农业"))))
THREE_HEADS = OneOf("head", ("hospital", "school", "agrotech"))
FOUR_HEADS = OneOf("head", ("hospital", "school", "agrotech", "enterprise"))
PART_TIME, FULL_TIME = Appointed("mode", ("part_time",)), Appointed("mode", ("full_time",))
RESIDENT_SECONDED = AllOf((Appointed("mode", ("seconded",)), OneOf("resident", ("yes",))))
SIX_POSTS = OneOf(
    "post",
    ("卫生院院长", "卫生服务中心主任", "学校校长", "农技站站长", "农业服务中心主任", "社会服务中心主任"),
)
HALF, THIRD, TWO_THIRDS, THREE_QUARTERS = Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(3, 4)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What a source says in one rule.

    `keys` are the kind's own keys with their values, all of them; `section` is how the rule's source begins.
    """

    kind: str
    scope: tuple[str, ...]
    section: str
    strength: str
    wording: str
    keys: Mapping[str, object]


def figure(kind: str, scope: str, section: str, *, strength: str = "must", wording: str = "", **keys: object) -> Figure:
    """A figure in one line; several scopes are parted by blanks."""
    return Figure(kind=kind, scope=tuple(scope.split()), section=section, strength=strength, wording=wording, keys=keys)


def taken_in(sector: str) -> Figure:
    """One of Dalian's four new sectors: no number there."""
    group = OneOf("sector", (sector,))
    return figure("count", "congress", "二", strength="prefer", wording="注重吸收", group=group, at_least=1)


DALIAN = {
    "D1": figure("share", "congress", "二(二)", group=FRONTLINE, at_least=Fraction(70, 100)),
    "D2": figure("share", "congress", "二", group=Age((("<=", 45),)), at_least=THIRD),
    "D3a": taken_in("新经济组织"),
    "D3b": taken_in("新型社会组织"),
    "D3c": taken_in("新型研发机构"),
    "D3d": taken_in("战略性新兴产业"),
    "D4": figure(
        "compare", "congress", "二", wording="减少", group=CADRES, direction="less", last_term=Fraction(35, 100)
    ),
    "D5": figure("share", "committee", "二", group=FRONTLINE, at_least=Fraction(70, 100)),
    "D6": figure("share", "standing", "二", group=FRONTLINE, at_least=Fraction(70, 100)),
    "D7": figure("share", "vice_chair", "二", group=PART_TIME, at_least=Fraction(75, 100)),
    "D8": figure("share", "vice_chair", "二", strength="prefer", wording="主要", group=FRONTLINE, more_than=HALF),
    "D8b": figure(
        "spread", "vice_chair", "二", strength="prefer", wording="不同科技和学科领域", by="discipline", at_least=8
    ),
}
FIGURES: Mapping[str, Mapping[str, Figure]] = {
    "contested-2019-sample": {},
    "county-sample-2016": {},
    "county-sample": {
        "T2": figure("count", "vice_chair", "山东省2020年", group=AllOf((THREE_HEADS, FULL_TIME)), at_most=0),
    },
    "cppcc-style": {
        "P1": figure("share", "committee", "网站", group=NON_CPC, at_least=Fraction(60, 100)),
        "P2": figure("share", "standing", "网站", group=NON_CPC, at_least=Fraction(65, 100)),
        "P3": figure("share", "chair vice_chair", "网站", group=NON_CPC, more_than=HALF),
    },
    "dalian-2018": DALIAN,
    "jiangsu-four-heads-2019": {
        "F1": figure("share", "congress", "据报道", group=FRONTLINE, more_than=Fraction(70, 100)),
        "F2": figure("share", "standing", "据报道", group=FRONTLINE, more_than=Fraction(75, 100)),
        "F3": figure("count", "chair vice_chair", "据报道", strength="prefer", group=FOUR_HEADS, at_least=2),
        "F4": figure("count", "standing", "据报道", strength="prefer", group=FOUR_HEADS, at_least=4),
        "F5": figure("count", "committee", "据报道", strength="prefer", group=FOUR_HEADS, at_least=8),
    },
    "jilin-2017": {
        **{rule: replace(meant, section=f"大连方案{meant.section}") for rule, meant in DALIAN.items()},
        "J2": figure("count", "vice_chair", "报道", group=RESIDENT_SECONDED, exactly=1),
        "J4": figure("count", "vice_chair", "报道", group=EVERYONE, exactly=8),
    },
    "lanhai-county": {},
    "lanhai-township": {},
    "lanhai-township-2020": {},
    "party-delegation-style": {
        "N1": figure("each", "congress", "据报道", strength="as_a_rule", by="unit", group=FRONTLINE, at_least=THIRD),
        "N2": figure("each", "congress", "据报道", strength="as_a_rule", by="unit", group=CADRES, at_most=TWO_THIRDS),
        "N3": figure(
            *("compare", "congress", "据报道"),
            strength="as_a_rule",
            group=OneOf("sex", ("female",)),
            direction="more",
            population=Fraction(36, 100),
        ),
    },
    "shandong-county-2020": {
        "T2": figure("barred", "chair vice_chair", "通知", group=AllOf((THREE_HEADS, FULL_TIME))),
        "T3": figure("barred", "chair vice_chair", "通知", group=AllOf((EXPERTS, FULL_TIME))),
    },
    "shandong-township-2020": {
        "T4": figure("eligible", "vice_chair", "通知", group=SIX_POSTS),
        "T4b": figure(
            *("implies", "committee", "通知"),
            strength="as_a_rule",
            when=SIX_POSTS,
            then=Appointed("office", ("vice_chair",)),
        ),
    },
    "society-council": {
        "D10": figure("share", "congress", "大连", strength="prefer", wording="主要", group=FRONTLINE, more_than=HALF),
        "D11a": figure("share", "council", "大连", group=FRONTLINE, at_least=THREE_QUARTERS),
        "D11b": figure("share", "standing_council", "大连", group=FRONTLINE, at_least=TWO_THIRDS),
        "D12": figure(
            *("compare", "council", "大连"),
            strength="prefer",
            wording="提高",
            group=Age((("<=", 50),)),
            direction="more",
            last_term=Fraction(45, 100),
        ),
        "J1": figure("ratio", "standing_council", "江苏", of="council", at_most=THIRD),
        "J2": figure("share", "council", "江苏", group=NEW_COUNCILLORS, at_least=THIRD),
        "Z1": figure("barred", "council", "深圳", strength="as_a_rule", group=BEYOND_SEVENTY),
        "Z2": figure(
            *("barred", "council", "深圳"),
            strength="as_a_rule",
            group=AllOf((RETIRED, Number("terms", ((">=", Decimal(2)),)))),
        ),
        "Z3": figure("barred", "board", "深圳", strength="as_a_rule", group=BEYOND_SEVENTY),
    },
    "wanning-2019": {
        "W1a": figure("count", "standing", "报告", group=THREE_HEADS, exactly=4),
        "W1b": figure("count", "standing", "报告", group=OneOf("post", ("研究所所长",)), exactly=2),
        "W1c": figure("count", "vice_chair", "报告", group=AllOf((THREE_HEADS, PART_TIME)), exactly=3),
    },
    "wanning-township": {
        "W2a": figure("by_post", "chair", "报告", posts=("镇分管科技领导",)),
        "W2b": figure("by_post", "vice_chair", "报告", posts=("农业服务中心主任",)),
    },
    "wuhua-2020": {
        "K1": figure(
            *("share", "congress", "据报道"),
            group=FRONTLINE,
            of=Not(Appointed("office", ("invited",))),
            at_least=Fraction(80, 100),
        ),
        "K2": figure(
            *("share", "congress", "据报道"),
            group=MINORITY,
            of=Not(Appointed("office", ("invited",))),
            at_least=Fraction(8, 100),
        ),
        "K3": figure("eligible", "invited", "据报道", group=OneOf("incumbent", ("历任主席",))),
    },
    "youth-league-tiers": {
        "Y1": figure("share", "congress", "据报道", group=FRONTLINE, at_least=Fraction(70, 100)),
        "Y2": figure("share", "committee", "据报道", group=FRONTLINE, at_least=Fraction(50, 100)),
        "Y3": figure("share", "standing", "据报道", group=FRONTLINE, at_least=Fraction(25, 100)),
    },
}
"""By policy and rule; what a policy holds besides is a sample's own."""

CASES = [(name, rule) for name, figures in FIGURES.items() for rule in figures]
SEATS_OF_A_SOURCE = {("wuhua-2020", "congress"): 144, ("wuhua-2020", "invited"): 2}


@cache
def rules(name: str) -> Mapping[str, Rule]:
    """The rules of a shipped policy by id, with those it takes from its parent."""
    return {rule.id: rule for rule in open_policy(name).rules}


def conditions(value: object) -> object:
    """A group without the names people call it by; anything else as it is."""
    return bare(value) if isinstance(value, Called | AllOf | AnyOf | Not) else value


def test_every_shipped_policy_is_in_the_table() -> None:
    assert set(FIGURES) == {policy.name for policy in shipped_policies()}


@pytest.mark.parametrize(("name", "rule"), CASES)
def test_a_rule_says_what_its_source_says(name: str, rule: str) -> None:
    found, meant = rules(name)[rule], FIGURES[name][rule]
    assert (found.kind, found.scope) == (meant.kind, meant.scope)
    values = {field.name: getattr(found, field.name) for field in found.fields}
    assert {key: conditions(value) for key, value in values.items() if value not in (None, ())} == dict(meant.keys)
    assert (found.strength, found.wording) == (meant.strength, meant.wording)
    assert found.source.startswith(meant.section)


@pytest.mark.parametrize("name", FIGURES)
def test_every_other_rule_is_a_samples_own(name: str) -> None:
    assert {rule.id for rule in rules(name).values() if rule.source != "sample"} == set(FIGURES[name])


@pytest.mark.parametrize(("name", "part"), SEATS_OF_A_SOURCE)
def test_seats_that_a_source_gives_are_the_sources(name: str, part: str) -> None:
    assert open_policy(name).seats[part].fixed == SEATS_OF_A_SOURCE[name, part]


def test_dalians_starting_points_are_noted() -> None:
    assert "55%" in rules("dalian-2018")["D1"].note
    assert "44%" in rules("dalian-2018")["D5"].note


def test_jilin_drops_its_parents_sample_rule_on_seconded_vice_chairs_and_widens_another() -> None:
    assert "S8" in rules("dalian-2018")
    assert "S8" not in rules("jilin-2017")
    assert [getattr(rules(name)["S2"], "at_most", None) for name in ("dalian-2018", "jilin-2017")] == [4, 6]


@pytest.mark.parametrize("name", ["shandong-county-2020", "shandong-township-2020"])
def test_shandongs_notice_has_the_date_of_its_issue(name: str) -> None:
    assert str(open_policy(name).effective) == "2020-03-05"
