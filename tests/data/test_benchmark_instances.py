"""The benchmark's instances are what they claim, and the rivals agree on them."""

from __future__ import annotations

import csv
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.contenders import run_apart, solve_xiwei
from benchmarks.instances import GOALS, SIZES, Quota, make_instance
from benchmarks.rivals import RivalResult, formulate, solve_pulp, solve_scipy
from data.pools.generate import HEADERS

SMALL = ["county", "prefecture", "province", "national"]


@pytest.mark.parametrize("name", SMALL)
def test_an_instance_has_its_size_and_a_realistic_number_of_rules(name: str) -> None:
    instance, size = make_instance(name), SIZES[name]
    assert len(instance.people) == size.people
    assert instance.scopes == {
        "congress": size.congress,
        "committee": size.committee,
        "standing": size.standing,
        "chair": 1,
        "vice_chair": size.vice_chairs,
    }
    assert 40 <= instance.rule_rows <= 135


@pytest.mark.parametrize("name", SMALL)
def test_the_policy_text_says_what_the_quotas_say(name: str) -> None:
    instance = make_instance(name)
    policy = tomllib.loads(instance.policy())
    assert len(policy["rule"]) == len(instance.quotas)
    for rule, quota in zip(policy["rule"], instance.quotas, strict=True):
        assert (rule["id"], rule["kind"], rule["scope"]) == (quota.id, quota.kind, quota.scope)
        assert Fraction(rule[quota.side]) == quota.amount
        assert rule.get("group") is None or rule["group"] in policy["groups"]
    assert [goal["scope"] for goal in policy["goal"]] == list(GOALS)


def test_the_files_hold_the_instance(tmp_path: Path) -> None:
    instance = make_instance("county")
    instance.write(tmp_path)
    with (tmp_path / "pool.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == HEADERS
        assert list(reader) == list(instance.people)
    assert (tmp_path / "policy.toml").read_text(encoding="utf-8") == instance.policy()


@pytest.mark.parametrize(
    ("amount", "side", "seats", "heads"),
    [
        (Fraction(7, 10), "at_least", 19, 14),
        (Fraction(1, 3), "at_least", 320, 107),
        (Fraction(3, 4), "at_least", 8, 6),
        (Fraction(7, 10), "at_most", 19, 13),
        (Fraction(1, 3), "at_most", 9, 3),
        (5, "at_least", 19, 5),
    ],
)
def test_a_share_becomes_whole_heads(amount: Fraction | int, side: str, seats: int, heads: int) -> None:
    quota = Quota(id="q", kind="share", scope="standing", side=side, amount=amount)  # type: ignore[arg-type]
    assert quota.heads(seats) == heads


def test_one_row_for_each_person_and_nesting_level() -> None:
    instance = make_instance("county")
    nesting = [line for line in formulate(instance).lines if line.high == 0 and -1 in line.terms.values()]
    can_be_vice_chair = len(instance.people)
    assert len(nesting) == 2 * len(instance.people) + len(instance.people) + can_be_vice_chair


def test_everybody_agrees_on_the_county() -> None:
    instance = make_instance("county")
    results = [
        solve_pulp(instance, solver="cbc", time_limit=60),
        solve_pulp(instance, solver="highs", time_limit=60),
        solve_scipy(instance, time_limit=60),
        solve_xiwei(instance, time_limit=60),
    ]
    assert [result.status for result in results] == ["optimal"] * 4
    assert results[0].goals == results[1].goals == results[2].goals == results[3].goals
    assert len(results[0].goals or []) == len(GOALS)


@pytest.mark.parametrize("solver", ["cbc", "highs"])
def test_a_rival_that_is_stopped_claims_no_proof(solver: str) -> None:
    result: RivalResult = solve_pulp(make_instance("prefecture"), solver=solver, time_limit=0.05)  # type: ignore[arg-type]
    assert result.status == "stopped"
    assert len(result.goals or []) < len(GOALS)


def test_a_rival_that_overruns_its_limit_is_ended() -> None:
    result = run_apart("PuLP + HiGHS", make_instance("national"), time_limit=0.5, grace=0)
    assert (result.status, result.goals) == ("stopped", None)


def test_a_rival_in_its_own_process_answers_the_same() -> None:
    instance = make_instance("county")
    assert run_apart("SciPy milp", instance, time_limit=60).goals == solve_scipy(instance, time_limit=60).goals
