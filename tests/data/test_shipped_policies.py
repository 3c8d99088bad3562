"""The shipped policies: the figures of their sources, and that the sample pools can meet them."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from benchmarks.instances import Body, Instance, Office, Quota
from benchmarks.rivals import solve_pulp
from data.pools.generate import county_people, prefecture_people
from data.pools.names import MINORITIES

DATA = Path(__file__).parents[2] / "data"
POLICIES = sorted(path.stem for path in (DATA / "policies").glob("*.toml"))


def policy(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / "policies" / f"{name}.toml").read_text(encoding="utf-8"))


def rules(name: str) -> dict[str, dict[str, Any]]:
    return {rule["id"]: rule for rule in policy(name)["rule"]}


@pytest.mark.parametrize("name", POLICIES)
def test_every_rule_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    read = policy(name)
    assert read["name"] == name
    assert len({rule["id"] for rule in read["rule"]}) == len(read["rule"])
    scopes = {part["id"] for part in (*read["body"], *read["office"])}
    for rule in read["rule"]:
        assert rule["title"]
        assert rule["source"]
        assert rule["scope"] in scopes
        assert isinstance(rule.get("group"), dict) or rule.get("group", "women") in read["groups"]


def test_dalian_has_the_figures_of_the_plan() -> None:
    found = rules("dalian-2018")
    assert [(part["id"], part["seats"]) for part in policy("dalian-2018")["body"]] == [
        ("congress", 320),
        ("committee", 50),
        ("standing", 19),
    ]
    for rule, scope in (("D1", "congress"), ("D5", "committee"), ("D6", "standing")):
        assert (found[rule]["scope"], found[rule]["group"], found[rule]["at_least"]) == (scope, "frontline", "70%")
    assert (found["D2"]["scope"], found["D2"]["group"], found["D2"]["at_least"]) == ("congress", "young", "1/3")
    assert policy("dalian-2018")["groups"]["young"] == {"age": "<=45"}
    assert (found["D4"]["scope"], found["D4"]["group"], found["D4"]["less_than"]) == ("congress", "cadres", "35%")
    assert (found["D7"]["scope"], found["D7"]["group"], found["D7"]["at_least"]) == ("vice_chair", "part_time", "3/4")
    assert (found["D8"]["more_than"], found["D8"]["strength"]) == ("1/2", "prefer")


def test_dalian_prefers_one_from_each_new_sector() -> None:
    found = [rule for key, rule in rules("dalian-2018").items() if key.startswith("D3")]
    assert [rule["group"]["sector"] for rule in found] == [
        "新经济组织",
        "新型社会组织",
        "新型研发机构",
        "战略性新兴产业",
    ]
    assert {(rule["at_least"], rule["strength"]) for rule in found} == {(1, "prefer")}


def test_what_is_not_dalians_says_so() -> None:
    assert all((rule["source"] == "sample") == key.startswith("S") for key, rule in rules("dalian-2018").items())


def test_a_county_gives_the_three_heads_no_full_time_post() -> None:
    assert rules("county-sample")["T2"]["group"]["mode"] == "full_time"
    assert rules("county-sample")["T2"]["at_most"] == 0


@pytest.mark.parametrize("name", ["dalian-2018", "county-sample"])
def test_the_sample_pool_can_meet_every_rule_and_every_wish(name: str) -> None:
    result = solve_pulp(as_instance(name), solver="highs", time_limit=60)
    assert result.status == "optimal"


def test_scores_alone_would_break_the_floors() -> None:
    best = sorted(pool_of("dalian-2018"), key=lambda person: -float(person["得分"]))
    for seats in (320, 50, 19):
        assert sum(person["是否基层一线"] == "是" for person in best[:seats]) < seats * 0.7
    assert sum(person["是否领导干部"] == "是" for person in best[:320]) > 320 * 0.35


def pool_of(name: str) -> list[dict[str, str]]:
    return county_people() if name == "county-sample" else prefecture_people()


def as_instance(name: str) -> Instance:
    """The policy as the benchmark's quotas; wishes (`prefer`) are made binding."""
    read = policy(name)
    named = {key: predicate_of(raw) for key, raw in read["groups"].items()}
    groups = named | {
        rule["id"]: predicate_of(rule["group"]) for rule in read["rule"] if isinstance(rule.get("group"), dict)
    }
    seats = {part["id"]: part["seats"] for part in (*read["body"], *read["office"])}
    return Instance(
        name=name,
        people=tuple(pool_of(name)),
        bodies=tuple(Body(id=raw["id"], seats=raw["seats"], within=raw.get("within")) for raw in read["body"]),
        offices=tuple(
            Office(id=raw["id"], body=raw["body"], seats=raw["seats"], modes=tuple(raw.get("modes", ())))
            for raw in read["office"]
        ),
        quotas=tuple(quota for rule in read["rule"] for quota in quotas_of(rule, seats[rule["scope"]])),
        groups=groups,
    )


def predicate_of(raw: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    if "not" in raw:
        return {"ethnicity": MINORITIES}
    return {key: (value,) if isinstance(value, str) else tuple(value) for key, value in raw.items()}


def quotas_of(rule: dict[str, Any], seats: int) -> list[Quota]:
    def quota(side: Any, amount: int | Fraction) -> Quota:
        group = rule["id"] if isinstance(rule.get("group"), dict) else rule.get("group")
        kind, scope, by = rule["kind"], rule["scope"], rule.get("by")
        return Quota(id=rule["id"], kind=kind, scope=scope, group=group, side=side, amount=amount, by=by)

    made = [quota(side, exact(rule[side])) for side in ("at_least", "at_most") if side in rule]
    if "exactly" in rule:
        made += [quota(side, rule["exactly"]) for side in ("at_least", "at_most")]
    if "more_than" in rule:
        made.append(quota("at_least", int(exact(rule["more_than"]) * seats) + 1))
    if "less_than" in rule:
        made.append(quota("at_most", -int(-exact(rule["less_than"]) * seats // 1) - 1))
    return made


def exact(written: str | int) -> int | Fraction:
    if isinstance(written, int):
        return written
    return Fraction(written.removesuffix("%")) / 100 if written.endswith("%") else Fraction(written)
