"""`xiwei whatif` as a user runs it: what is printed, written, and the exit codes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.running import BAD, POSSIBLE, STOPPED, xiwei

FILES = ["run.log", "whatif.csv", "whatif.json", "whatif.png", "whatif.svg"]
type Small = tuple[Path, Path, Path]


def rows(out: Path) -> list[list[str]]:
    return list(csv.reader((out / "whatif.csv").read_text(encoding="utf-8-sig").splitlines()))


def test_a_sweep_is_printed_and_written(small: Small) -> None:
    pool, policy, out = small
    done = xiwei("whatif", pool, "--policy", policy, "--vary", "W.at_least=0:4:1", "--out", out, "--lang", "en")
    assert done.exit_code == POSSIBLE
    assert "5 scenarios: 4 possible, 1 impossible." in done.output
    assert "W.at_least: up to 2 no goal suffers; up to 3 possible, at a cost to the goals; impossible from 4 on." in (
        " ".join(done.output.split())
    )
    assert sorted(path.name for path in out.iterdir()) == FILES
    header, *listed = rows(out)
    assert header[:5] == ["W.at_least", "W.at_least heads", "Result", "W.at_least reached", "W.at_least needed"]
    assert [row[:5] for row in listed] == [
        ["0", "0", "possible", "1", "0"],
        ["1", "1", "possible", "1", "1"],
        ["2", "2", "possible", "2", "2"],
        ["3", "3", "possible", "3", "3"],
        ["4", "4", "impossible", "", ""],
    ]
    assert "王六（P6）" in listed[3]
    document = json.loads((out / "whatif.json").read_text(encoding="utf-8"))
    assert [point["status"] for point in document["points"]] == ["optimal"] * 4 + ["impossible"]
    assert "W.at_least" in (out / "whatif.svg").read_text(encoding="utf-8")
    assert (out / "whatif.png").read_bytes().startswith(b"\x89PNG")
    assert "whatif small complete" in (out / "run.log").read_text(encoding="utf-8")


def test_json_alone_on_standard_output(small: Small) -> None:
    pool, policy, _ = small
    done = xiwei("whatif", pool, "--policy", policy, "--vary", "W.at_least=2,4", "--json")
    assert done.exit_code == POSSIBLE
    assert [point["values"] for point in json.loads(done.stdout)["points"]] == [{"W.at_least": 2}, {"W.at_least": 4}]


def test_a_trade_off_and_its_map(small: Small) -> None:
    pool, policy, out = small
    sides = "W.at_least,goal:best_score_committee"
    frontier = xiwei("whatif", pool, "--policy", policy, "--frontier", sides, "--out", out, "--lang", "en")
    assert frontier.exit_code == POSSIBLE
    assert "proven complete" in frontier.output
    assert rows(out) == [["W.at_least", "goal:best_score_committee"], ["3", "170"]]
    found = xiwei("whatif", pool, "--policy", policy, "--map", sides, "--out", out, "--json")
    assert found.exit_code == POSSIBLE
    assert json.loads(found.stdout)["map"] == [{"from": 0, "to": 3, "furthest": 170}]
    assert rows(out)[1:] == [[str(number), "170"] for number in range(4)]


def test_people_held_in_are_held_at_every_point(small: Small, tmp_path: Path) -> None:
    pool, policy, _ = small
    keep = tmp_path / "keep.csv"
    keep.write_text("姓名,机构或职务,锁定\n王五,委员会,进\n", encoding="utf-8")
    done = xiwei("whatif", pool, "--policy", policy, "--vary", "W.at_least=1:3:1", "--keep", keep, "--json")
    base = json.loads(done.stdout)["base"]
    assert {"person": "P5", "bodies": ["congress", "committee"], "office": None, "mode": None} in base["seats"]


def test_no_time_is_exit_code_three_and_what_is_written_says_so(small: Small) -> None:
    pool, policy, out = small
    done = xiwei(
        "whatif",
        pool,
        "--policy",
        policy,
        "--vary",
        "W.at_least=1:3:1",
        "--time-limit",
        "0",
        "--out",
        out,
        "--lang",
        "en",
    )
    assert done.exit_code == STOPPED
    assert "without a result yet" in done.output
    assert [row[2] for row in rows(out)[1:]] == ["open"] * 3
    assert json.loads((out / "whatif.json").read_text(encoding="utf-8"))["complete"] is False


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "it is not said what is to vary"),
        (["--vary", "W.at_least=1", "--map", "W.at_least,goal:best_score_chair"], "only one of"),
        (["--map", "W.at_least,goal:best_score_chair", "--grid"], "--grid goes with --vary"),
        (["--vary", "W.at_most=1"], 'Did you mean "W.at_least"'),
        (["--vary", "W.at_least=x", "--vary", "pool=nobody"], "faults found: 2"),
        (["--frontier", "W.at_least"], "two different sides"),
    ],
)
def test_bad_asking_is_exit_code_two_and_writes_nothing(small: Small, arguments: list[str], said: str) -> None:
    pool, policy, out = small
    done = xiwei("whatif", pool, "--policy", policy, *arguments, "--out", out, "--lang", "en")
    assert done.exit_code == BAD
    assert said in done.output
    assert not out.exists()
