"""`xiwei allocate` as a user runs it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.running import BAD, IMPOSSIBLE, POSSIBLE, xiwei

UNITS = """单位,类别,人数,当然代表,基层一线
甲学会,学会,1200,,12
乙县科协,区县,900,1,9
丙大学科协,高校,600,,2
丁集团科协,企业,1300,,20
合计,,4000,1,43
"""
POLICY = """name = "p"
title = "某市科协代表大会"
reference_date = 2026-12-01
[[body]]
id = "congress"
seats = 43
[[rule]]
id = "F"
kind = "share"
scope = "congress"
group = { frontline = "yes" }
at_least = "70%"
"""


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "units.csv"
    path.write_text(UNITS, encoding="utf-8")
    return path


def test_the_machine_form_stands_alone_with_the_seats_by_unit(units: Path) -> None:
    result = xiwei("allocate", units, "--seats", 43, "--reserve", 2, "--target", "基层一线=70%", "--json")
    assert result.exit_code == POSSIBLE, result.output
    document = json.loads(result.stdout)
    # 40 seats by 4,000 people.
    assert document["seats"] == {"甲学会": 12, "乙县科协": 9, "丙大学科协": 6, "丁集团科协": 13}
    assert document["ex_officio"] == {"乙县科协": 1}
    assert (document["method"], document["total"], document["reserve"]) == ("hamilton", 43, 2)
    assert document["quotas"]["甲学会"] == "12/1"
    (target,) = document["targets"]
    assert target["parts"] == {"甲学会": 10, "乙县科协": 8, "丙大学科协": 2, "丁集团科协": 11}
    assert target["proof"] == {"seats": 43, "required": 31, "sum": 31, "each_rounded_alone": 34}
    assert "合计" in result.stderr


def test_a_policy_gives_total_and_target_and_the_files_feed_the_next_plan(units: Path, tmp_path: Path) -> None:
    policy, out = tmp_path / "p.toml", tmp_path / "out"
    policy.write_text(POLICY, encoding="utf-8")
    result = xiwei("allocate", units, "--policy", policy, "--out", out, "--lang", "en", "--date", "2026-12-01")
    assert result.exit_code == POSSIBLE, result.output
    assert "The total is the policy's: 某市科协代表大会, congress, 43 seats." in " ".join(result.stdout.split())
    assert sorted(path.name for path in out.iterdir()) == [
        "allocation.docx",
        "allocation.json",
        "allocation.toml",
        "allocation.xlsx",
    ]
    written = tomllib.loads((out / "allocation.toml").read_text(encoding="utf-8"))
    assert written["extends"] == "../p.toml"
    assert [rule["id"] for rule in written["rule"]] == ["allocated", "allocated-F"]
    assert xiwei("policies", "show", out / "allocation.toml").exit_code == POSSIBLE


def test_the_same_inputs_give_the_same_files(units: Path, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        out = tmp_path / name
        options = ("--target", "女=1/3", "--compare", "--date", "2026-12-01", "--format", "md", "--format", "xlsx")
        assert xiwei("allocate", units, "--seats", 41, *options, "--out", out).exit_code == POSSIBLE
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert made[0] == made[1]
    assert sorted(made[0]) == ["allocation.json", "allocation.md", "allocation.toml", "allocation.xlsx"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--min", "12"), "下限"),
        (("--reserve", "43"), "请增加席位"),
        (("--target", "基层一线=90%"), "差 2 人"),
        (("--class", "学会=60%", "--class", "企业=60%"), "降低比例"),
    ],
)
def test_what_is_impossible_ends_with_1_the_reason_and_no_file(
    units: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "out"
    result = xiwei("allocate", units, "--seats", 43, *options, "--out", out)
    assert result.exit_code == IMPOSSIBLE, result.output
    assert said in result.stdout.replace("\n", "")
    assert "没有写任何文件" in result.stdout
    assert not out.exists()
    assert json.loads(xiwei("allocate", units, "--seats", 43, *options, "--json").stdout)["status"] == "impossible"


def test_a_tie_is_refused_with_1_where_nobody_is_to_decide(tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_text("单位,人数\n甲,10\n乙,10\n", encoding="utf-8")
    assert xiwei("allocate", units, "--seats", 3).exit_code == POSSIBLE
    refused = xiwei("allocate", units, "--seats", 3, "--tie", "refuse", "--lang", "en")
    assert refused.exit_code == IMPOSSIBLE
    assert "Decide with --tie draw" in refused.stdout


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--seats", "9", "--class", "农会=3"),
        ("--seats", "9", "--target", "谁=3"),
        ("--seats", "9", "--policy", "no"),
    ],
)
def test_bad_input_ends_with_2_and_no_traceback(units: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    result = xiwei("allocate", units, *options, "--out", tmp_path / "out")
    assert result.exit_code == BAD, result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_no_table_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "units.pdf"
    path.write_bytes(b"%PDF-1.7 no table")
    assert xiwei("allocate", path, "--seats", 9).exit_code == BAD
    assert xiwei("allocate", tmp_path / "none.csv", "--seats", 9).exit_code == BAD


def test_all_methods_are_shown_side_by_side(units: Path) -> None:
    result = xiwei("allocate", units, "--seats", 15, "--compare", "--lang", "en")
    assert result.exit_code == POSSIBLE, result.output
    for name in ("Hamilton", "Webster", "Jefferson", "Huntington–Hill", "Adams"):
        assert name in result.stdout
