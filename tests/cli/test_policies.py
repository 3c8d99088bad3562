"""`xiwei policies`, `xiwei policies show` and policies by name and day, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import BAD, POSSIBLE, xiwei
from tests.samples import COUNTY, SMALL_POLICY


def test_the_list_of_policies_has_versions_dates_and_parents() -> None:
    records = {record["name"]: record for record in json.loads(xiwei("policies", "--json").stdout)}
    first, second = records["county-sample-2016"], records["county-sample"]
    assert (first["policy"], first["version"], first["effective"]) == ("county-sample", "2016", "2016-01-01")
    assert (second["effective"], second["expires"], second["extends"]) == ("2020-03-05", None, "county-sample-2016")
    table = xiwei("policies", "--lang", "en").stdout
    assert "2020-03-05 –" in table
    assert "Extends" in table


def test_show_prints_a_policy_that_can_be_used(small: tuple[Path, Path, Path]) -> None:
    pool, _, out = small
    own = out.parent / "own.toml"
    own.write_text('extends = "small.toml"\nname = "own"\n[[rule]]\nid = "W"\nat_least = 1\n', encoding="utf-8")
    done = xiwei("policies", "show", own, "--lang", "en")
    assert done.exit_code == POSSIBLE
    assert "# congress: women, at least 1 person (must)\n[[rule]]  # own.toml:3\n" in done.stdout
    assert 'group = { sex = "female" }  # small.toml:23\nat_least = 1  # own.toml:5\n' in done.stdout
    whole = out.parent / "whole.toml"
    whole.write_text(done.stdout, encoding="utf-8")
    hashes = {
        json.loads(xiwei("plan", pool, "--policy", each, "--json").stdout)["inputs"]["policy_sha256"]
        for each in (own, whole)
    }
    assert len(hashes) == 1


@pytest.mark.parametrize("arguments", [("show", "county-sample", "--json"), ("--json", "show", "county-sample")])
def test_show_as_data(arguments: tuple[str, ...]) -> None:
    shown = json.loads(xiwei("policies", *arguments).stdout)
    assert shown["origin"]["rule.C1.at_least"] == {"file": "county-sample-2016.toml", "line": 61}
    assert shown["policy"]["version"] == "2020"


def test_the_language_may_stand_before_show() -> None:
    assert "In force from 2020-03-05" in xiwei("policies", "--lang", "en", "show", "county-sample").stdout
    assert "自 2020-03-05 起生效" in xiwei("policies", "show", "county-sample").stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("county-sampel", "是否想写“county-sample”"),
        ("county-sample@2015-12-31", "现有版本：county-sample-2016.toml 自 2016-01-01 起生效"),
        ("county-sample@today", "@ 后面不是日期"),
    ],
)
def test_show_of_what_there_is_not(asked: str, said: str) -> None:
    done = xiwei("policies", "show", asked)
    assert (done.exit_code, done.stdout) == (BAD, "")
    assert said in done.stderr


def test_a_policy_by_name_and_day_is_planned_and_checked(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert xiwei("plan", COUNTY, "--policy", "county-sample@2019-06-30", "--out", out).exit_code == POSSIBLE
    rules = {verdict["rule"] for verdict in json.loads((out / "roster.json").read_text("utf-8"))["verdicts"]}
    assert rules == {"C1", "C2", "C3", "C4", "C5", "C6", "V1", "V2"}
    roster = out / "roster.json"
    assert xiwei("check", roster, "--pool", COUNTY, "--policy", "county-sample-2016").exit_code == POSSIBLE
    done = xiwei("check", roster, "--pool", COUNTY, "--policy", "county-sample")
    assert "政策与生成名单时的不同" in done.stderr


def test_a_fault_in_a_parent_names_its_file(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    policy.write_text(SMALL_POLICY.replace("at_least = 2", 'at_least = "two"'), encoding="utf-8")
    own = out.parent / "own.toml"
    own.write_text('extends = "small.toml"\nname = "own"\n', encoding="utf-8")
    done = xiwei("plan", pool, "--policy", own)
    assert done.exit_code == BAD
    assert "own.toml：发现 1 处问题\n  - small.toml，第24行，rule[1].at_least：" in done.stderr
    done = xiwei("plan", pool, "--policy", own, "--json")
    assert json.loads(done.stdout)["faults"][0]["file"] == "small.toml"
