"""The shipped policies: what each says of itself, and that the sample pools can meet every one of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest

from data.pools.generate import prefecture_people
from optimizer.planner.inputs import open_policy, shipped_policies
from optimizer.planner.plan import check
from optimizer.solve.status import Status
from tests.samples import POOL_FOR, POOLS, WITHOUT_POOL, shipped_plan, shipped_pool

SHIPPED = [policy.name for policy in shipped_policies()]
PLANNED = sorted(POOL_FOR)
HAN = re.compile("[一-鿿]")
SENTENCE = re.compile("[a-z]+ [a-z]+ [a-z]+")


def test_every_shipped_policy_but_those_for_other_tables_has_a_sample_pool() -> None:
    assert {*POOL_FOR, *WITHOUT_POOL} == set(SHIPPED)
    assert {path.name for path in POOLS.iterdir()} >= set(POOL_FOR.values())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_rule_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    for rule in open_policy(name).rules:
        assert HAN.search(rule.title), rule.id
        assert rule.source, rule.id


@pytest.mark.parametrize("name", SHIPPED)
def test_every_policy_has_its_files_name_titles_and_a_source(name: str) -> None:
    policy = open_policy(name)
    assert name in (policy.name, f"{policy.name}-{policy.version}")
    assert HAN.search(policy.title)
    assert policy.title_en
    assert {"document", "issuer", "date"} <= policy.source.keys()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_policy_that_adds_to_its_source_says_what_is_its_own_in_both_languages(name: str) -> None:
    policy = open_policy(name)
    for remark in policy.remarks:
        assert HAN.search(remark.zh), remark
        assert SENTENCE.search(remark.en), remark
        assert not HAN.search(remark.en), remark
    if {rule.source == "sample" for rule in policy.rules} == {True, False}:
        assert any("示例所定" in remark.zh and "this sample's own" in remark.en for remark in policy.remarks)


@pytest.mark.parametrize("name", [name for name in SHIPPED if name.endswith("-style") or name == "youth-league-tiers"])
def test_the_form_of_another_body_says_that_it_is_one(name: str) -> None:
    policy = open_policy(name)
    assert policy.title.endswith("（式样）")
    assert policy.title_en.endswith("(style)")


@pytest.mark.parametrize("name", PLANNED)
def test_the_sample_pool_meets_every_rule_and_every_wish(name: str) -> None:
    proposal = shipped_plan(name)
    assert proposal.status is Status.OPTIMAL
    assert [verdict for verdict in proposal.verdicts if not verdict.kept] == []


@pytest.mark.parametrize("name", PLANNED)
def test_the_roster_stands_a_count_by_head(name: str) -> None:
    checked = check(pool=shipped_pool(name), policy=open_policy(name), seats=shipped_plan(name).seats)
    assert checked.kept
    assert checked.frame == ()
    assert {verdict.rule for verdict in checked.verdicts} == {rule.id for rule in open_policy(name).rules}


def test_scores_alone_would_break_dalians_floors() -> None:
    best = sorted(prefecture_people(), key=lambda person: -float(person["得分"]))
    for seats in (320, 50, 19):
        assert 10 * sum(person["是否基层一线"] == "是" for person in best[:seats]) < 7 * seats
    assert 100 * sum(person["是否领导干部"] == "是" for person in best[:320]) > 35 * 320


def people_of(pool: str) -> dict[str, dict[str, str]]:
    """The rows of a sample pool in CSV, by id, as they are written."""
    text = (POOLS / pool).read_text(encoding="utf-8-sig")
    return {row["编号"]: row for row in csv.DictReader(StringIO(text))}


def holders(name: str, scope: str) -> Iterator[tuple[dict[str, str], str | None]]:
    """The rows of those who hold a scope in a shipped policy's plan, with their mode of appointment."""
    people = people_of(POOL_FOR[name])
    for seat in shipped_plan(name).seats:
        if scope in (*seat.position.bodies, seat.position.office):
            yield people[seat.person], seat.position.mode


def test_wannings_standing_committee_is_the_one_its_report_counts() -> None:
    heads = ("医院院长", "学校校长", "农技站站长")
    standing = [person for person, _ in holders("wanning-2019", "standing")]
    deputies = list(holders("wanning-2019", "vice_chair"))
    assert sum(person["三长类别"] in heads for person in standing) == 4
    assert sum(person["职务"] == "研究所所长" for person in standing) == 2
    assert sum(person["三长类别"] in heads for person, _ in deputies) == 3
    assert {mode for person, mode in deputies if person["三长类别"] in heads} == {"part_time"}


def test_the_townships_offices_go_with_the_posts() -> None:
    held = {scope: list(holders("wanning-township", scope)) for scope in ("chair", "vice_chair")}
    by_post = {
        person["职务"]: identity
        for identity, person in people_of("township.csv").items()
        if person["职务"] in ("镇分管科技领导", "农业服务中心主任")
    }
    assert [(person["编号"], mode) for person, mode in held["chair"]] == [(by_post["镇分管科技领导"], "part_time")]
    assert [(person["编号"], mode) for person, mode in held["vice_chair"]] == [
        (by_post["农业服务中心主任"], "part_time")
    ]


def test_a_societys_waiver_lets_one_retired_cadre_beyond_seventy_in() -> None:
    proposal = shipped_plan("society-council")
    council = [proposal.person(seat.person) for seat in proposal.holding("council")]
    retired = [person for person in council if person.value("post") == "退休干部" and person.birth]
    assert len(retired) > 1
    # Completed years on 2026-12-01: whoever was born up to 1955-12-01 is 71 or older.
    assert [person.name for person in retired if person.birth and person.birth.latest <= date(1955, 12, 1)] == [
        "曾嘉军"
    ]


def test_wuhuas_invited_delegates_are_former_chairs_and_nothing_else() -> None:
    invited = [person["编号"] for person, _ in holders("wuhua-2020", "invited")]
    assert {people_of("county.csv")[identity]["上届职务"] for identity in invited} == {"历任主席"}
    assert len(invited) == 2
    assert not {person["编号"] for person, _ in holders("wuhua-2020", "committee")} & set(invited)
