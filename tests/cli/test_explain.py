"""`xiwei explain` as a user meets it, and what `plan` says of a policy that cannot be met."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.running import BAD, IMPOSSIBLE, POSSIBLE, xiwei
from tests.docs.pages import ROOT

COUNTY = ROOT / "data" / "pools" / "county.csv"
EXAMPLES = ROOT / "docs" / "examples"
SEVEN = EXAMPLES / "impossible.toml"
LACKING = EXAMPLES / "lacking.toml"


@pytest.fixture(scope="module")
def seven() -> dict[str, Any]:
    """What is said of 7 vice-chairs, one of them full-time, one seconded, three quarters part-time."""
    done = xiwei("explain", COUNTY, "--policy", SEVEN, "--json")
    assert done.exit_code == IMPOSSIBLE
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_the_conflict_is_the_four_things_that_clash(seven: dict[str, Any]) -> None:
    assert seven["status"] == "impossible"
    assert [set(conflict) for conflict in seven["conflicts"]] == [{"A5", "A6", "A7", "seats:vice_chair"}]
    assert seven["diagnosis"]["conflicts"]["complete"] is True


def test_each_repair_written_into_the_policy_makes_it_possible(seven: dict[str, Any], tmp_path: Path) -> None:
    """By the figures of the machine form alone: nothing of the program that found them."""
    assert [repair["proven"] for repair in seven["repairs"]] == [True] * 4
    for number, repair in enumerate(seven["repairs"]):
        text = f'name = "repaired-{number}"\nextends = "{SEVEN}"\n'
        for change in repair["changes"]:
            text += _written(change)
        policy = tmp_path / f"{number}.toml"
        policy.write_text(text, encoding="utf-8")
        planned = xiwei("plan", COUNTY, "--policy", policy, "--json")
        assert planned.exit_code == POSSIBLE, (repair["changes"], planned.output)
        assert json.loads(planned.stdout)["seats"] == repair["seats"]
        policy.write_text(f'name = "repaired-{number}"\nextends = "{SEVEN}"\n{repair["toml"]}', encoding="utf-8")
        assert json.loads(xiwei("plan", COUNTY, "--policy", policy, "--json").stdout)["seats"] == repair["seats"]


def _written(change: dict[str, Any]) -> str:
    if change["field"] == "seats":
        return f'[[office]]\nid = "vice_chair"\nseats = {change["to"]}\n'
    if change["field"] == "exactly":
        return f'[[rule]]\nid = "{change["rule"]}"\nexactly = {change["to"]}\n'
    return f'[[rule]]\nid = "{change["rule"]}"\n{change["field"]} = "{change["to"]}/{change["of"]}"\n'


def test_whom_the_pool_lacks_is_said_and_more_of_them_would_do(tmp_path: Path) -> None:
    done = xiwei("explain", COUNTY, "--policy", LACKING, "--json")
    assert done.exit_code == IMPOSSIBLE
    call = json.loads(done.stdout)["diagnosis"]["nominations"]
    assert (call["count"], call["proven"]) == (4, True)
    assert {statement["column"] for kind in call["listed"] for statement in kind["statements"]} >= {"sex", "head"}
    head, *rows = COUNTY.read_text(encoding="utf-8-sig").splitlines()
    columns = head.split(",")
    for count, code in ((3, IMPOSSIBLE), (4, POSSIBLE)):
        more = [",".join(_nominee(columns, number).get(column, "") for column in columns) for number in range(count)]
        pool = tmp_path / f"{count}.csv"
        pool.write_text("\n".join([head, *rows, *more]), encoding="utf-8")
        assert xiwei("plan", pool, "--policy", LACKING, "--time-limit", "20").exit_code == code


def _nominee(columns: list[str], number: int) -> dict[str, str]:
    found = {"编号": f"N{number}", "姓名": f"新人{number}", "性别": "女", "出生年月": "1990-01", "三长类别": "医院院长"}
    found |= {
        "是否基层一线": "是",
        "是否领导干部": "否",
        "任职方式": "兼职",
        "推荐单位": "清屿县直属机关科协",
        "得分": "50",
    }
    assert set(found) <= set(columns)
    return found


def test_the_files_of_an_impossible_plan_say_why(tmp_path: Path) -> None:
    assert xiwei("plan", COUNTY, "--policy", SEVEN, "--out", tmp_path).exit_code == IMPOSSIBLE
    document = json.loads((tmp_path / "roster.json").read_text(encoding="utf-8"))
    assert document["conflicts"]
    assert document["repairs"][0]["changes"][0]["rule"] == "A5"
    book = openpyxl.load_workbook(tmp_path / "roster.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("冲突 1：A5、A6、A7" in cell for cell in cells)
    assert "副主席席位由7改为8" in cells


def test_a_possible_plan_shows_its_room() -> None:
    done = xiwei("explain", COUNTY, "--policy", EXAMPLES / "policy.toml", "--json")
    assert done.exit_code == POSSIBLE
    document = json.loads(done.stdout)
    room = {(each["rule"], each["side"]): each for each in document["headroom"]}
    assert (room["A1", "least"]["needed"], room["A1", "least"]["reached"]) == (70, 70)
    assert room["A5", "least"]["tight"] is True
    assert {each["part"]: (each["fewest"], each["largest"]) for each in document["seat_room"]}["vice_chair"][0] == 8


def test_several_questions_are_answered_one_after_the_other() -> None:
    asked = ["--person", "P0001", "--person", "P0002", "--price", "A5", "--without", "P0002", "--json"]
    done = xiwei("explain", COUNTY, "--policy", EXAMPLES / "policy.toml", *asked)
    assert done.exit_code == POSSIBLE
    document = json.loads(done.stdout)
    assert {each["person"] for each in document["why"]} == {"P0001", "P0002"}
    assert document["prices"]
    assert "headroom" not in document


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (("--person", "P9999"), "P9999"),
        (("--price", "A99"), "A99"),
        (("--distance", "near"), "near"),
        (("--without", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_message(asked: tuple[str, str], named: str) -> None:
    done = xiwei("explain", COUNTY, "--policy", EXAMPLES / "policy.toml", *asked)
    assert done.exit_code == BAD
    assert named in done.stderr
    assert "Traceback" not in done.output


def test_all_names_that_fit_nothing_are_told_at_once() -> None:
    asked = ("--person", "P9998", "--person", "P9999", "--price", "A99", "--without", "nobody")
    done = xiwei("explain", COUNTY, "--policy", EXAMPLES / "policy.toml", *asked)
    assert done.exit_code == BAD
    assert [name in done.stderr for name in ("P9998", "P9999", "A99", "nobody")] == [True] * 4


def test_without_time_nothing_is_claimed() -> None:
    done = xiwei("explain", COUNTY, "--policy", SEVEN, "--time-limit", "0", "--json")
    document = json.loads(done.stdout)
    assert document["status"] == "unknown"
    assert document["conflicts"] == document["repairs"] == []
