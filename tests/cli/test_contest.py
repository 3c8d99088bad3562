"""`xiwei contest`, `alternates` and `coopt` as a user runs them, on small files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import BAD, IMPOSSIBLE, POSSIBLE, xiwei

POLICY = """
name = "small"
title = "小会"
reference_date = 2026-12-01
[groups]
women = { sex = "female" }
[[body]]
id = "congress"
title = "代表大会"
seats = 6
margin = 2
[[body]]
id = "committee"
title = "委员会"
seats = 3
within = "congress"
[[body]]
id = "alternates"
within = "congress"
reserve_of = "committee"
seats = 2
[[office]]
id = "chair"
title = "主席"
body = "committee"
seats = 1
[[rule]]
id = "W"
kind = "count"
scope = "congress"
group = "women"
at_least = NUMBER
[[rule]]
id = "C"
kind = "count"
scope = "committee"
group = "women"
at_least = 1
[cooption]
trigger = "20%"
route = "委员会增补"
approved_by = "县委组织部"
"""
POOL = """编号,姓名,性别,出生年月,得分,影响力
P1,王一,女,1980-05,90,60
P2,王二,男,1981-05,80,55
P3,王三,女,1982-05,70,50
P4,王四,男,1983-05,65,45
P5,王五,女,1984-05,60,40
P6,王六,男,1985-05,55,35
P7,王七,男,1986-05,50,30
P8,王八,女,1987-05,45,25
P9,王九,男,1988-05,40,20
"""


def policy_asking(women: int) -> str:
    """The policy with so many women asked for in the congress."""
    return POLICY.replace("NUMBER", str(women))


class Files:
    """A folder with a pool, policies and a roster."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("pool.csv", POOL)
        self.policy = self.write("policy.toml", policy_asking(1))
        assert xiwei("plan", folder / "pool.csv", "--policy", self.policy, "--out", folder).exit_code == POSSIBLE
        self.roster = folder / "roster.json"

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, command: str, *more: object, policy: Path | None = None) -> Any:
        return xiwei(command, self.roster, "--pool", self.folder / "pool.csv", "--policy", policy or self.policy, *more)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_contest_says_how_likely_each_rule_is_and_whether_it_is_certain(files: Files) -> None:
    # Of eight candidates four are women and two lose: one woman, and even two, are certain; four are not.
    result = files.run("contest", "--draws", 2000)
    assert result.exit_code == POSSIBLE
    assert "必然" in result.stdout
    assert "每一种选举结果同样可能" in result.stdout
    assert "“机会均等”在真实的差额选举里通常不对" in result.stdout
    four = files.write("four.toml", policy_asking(3))
    result = files.run("contest", "--draws", 2000, "--lang", "en", policy=four)
    assert result.exit_code == IMPOSSIBLE
    # Three of the four women must be among the six elected of eight: 1 - C(4,2)/C(8,2).
    assert "78.5%" in result.stdout
    assert "equal odds are usually wrong" in result.stdout


def test_the_machine_form_of_contest_has_the_exact_figures(files: Files) -> None:
    three = files.write("three.toml", policy_asking(3))
    result = files.run("contest", "--draws", 5000, "--json", policy=three)
    document = json.loads(result.stdout)
    assert document["kept"] is False
    (contest,) = document["contests"]
    assert (contest["part"], contest["seats"], contest["margin"]) == ("congress", 6, 2)
    (rule,) = contest["rules"]
    assert rule["chance"] == {"value": round(22 / 28, 9), "certain": False}
    assert rule["drawn"]["low"] <= 22 / 28 <= rule["drawn"]["high"]
    assert rule["counts"][0]["elected"] == [[2, round(6 / 28, 9)], [3, round(16 / 28, 9)], [4, round(6 / 28, 9)]]
    assert result.stdout == files.run("contest", "--draws", 5000, "--json", policy=three).stdout


def test_odds_and_strengths_change_the_chance(files: Files) -> None:
    three = files.write("three.toml", policy_asking(3))

    def chance(*more: object) -> float:
        document = json.loads(files.run("contest", "--draws", 0, "--json", *more, policy=three).stdout)
        return float(document["contests"][0]["rules"][0]["chance"]["value"])

    even = chance()
    assert chance("--odds", "women=0.3") < even < chance("--odds", "women=3")
    assert chance("--odds", "women=1/2", "--odds", "women=2") == pytest.approx(even)
    assert chance("--strength", "影响力") != even
    assert chance("--strength", "影响力", "--spread", 5) != chance("--strength", "影响力", "--spread", 50)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--odds", "men=2"), "没有这个群体"),
        (("--odds", "women"), "看不懂的胜算"),
        (("--odds", "women=-1"), "看不懂的胜算"),
        (("--odds", "women=1/0"), "看不懂的胜算"),
        (("--odds", "women=inf"), "看不懂的胜算"),
        (("--strength", "weight"), "没有这一列"),
        (("--strength", "name"), "不是大于 0 的数"),
        (("--spread", "5"), "--spread 要和 --strength 一起用"),
        (("--strength", "score", "--spread", "x"), "不是标准差"),
        (("--margin", "lots"), "不是差额比例"),
    ],
)
def test_what_cannot_be_read_is_told_with_exit_code_2(files: Files, more: tuple[str, ...], said: str) -> None:
    result = files.run("contest", *more)
    assert result.exit_code == BAD
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_policy_without_margin_says_which_key_to_write_unless_a_margin_is_tried(files: Files) -> None:
    plain = files.write("plain.toml", policy_asking(1).replace("margin = 2\n", ""))
    assert xiwei("plan", files.folder / "pool.csv", "--policy", plain, "--out", files.folder).exit_code == POSSIBLE
    result = files.run("contest", policy=plain)
    assert result.exit_code == BAD
    assert 'margin = "20%"' in result.stderr
    tried = files.run("contest", "--margin", "20%", "--draws", 100, "--json", policy=plain)
    assert tried.exit_code in (POSSIBLE, IMPOSSIBLE)
    parts = [contest["part"] for contest in json.loads(tried.stdout)["contests"]]
    assert parts == ["congress", "committee"]
    short = files.run("contest", "--margin", "80%", "--draws", 100, policy=plain)
    assert short.exit_code == IMPOSSIBLE
    assert "凑不齐差额人选" in short.stdout


def test_contest_writes_its_files(files: Files) -> None:
    result = files.run("contest", "--draws", 100, "--out", files.folder / "out")
    assert result.exit_code == POSSIBLE
    written = {path.name for path in (files.folder / "out").iterdir()}
    charts = {"contest_congress.svg", "contest_congress.png"}
    assert written == {"contest.json", "contest.docx", "contest.xlsx", *charts}
    svg = (files.folder / "out" / "contest_congress.svg").read_text(encoding="utf-8")
    assert "当选人数" in svg
    assert "contest.json" in result.stdout


def test_after_the_vote_the_elected_stay_and_the_next_body_is_planned(files: Files) -> None:
    elected = files.write(
        "elected.csv", "编号,当选\n" + "".join(f"P{n},{'否' if n < 3 else '是'}\n" for n in range(1, 9))
    )
    result = files.run("contest", "--elected", elected, "--out", files.folder / "next")
    assert result.exit_code == POSSIBLE
    assert "全部符合" in result.stdout
    document = json.loads((files.folder / "next" / "roster.json").read_text(encoding="utf-8"))
    assert document["status"] == "optimal"
    assert {seat["person"] for seat in document["seats"]} == {f"P{n}" for n in range(3, 9)}
    vote = json.loads((files.folder / "next" / "vote.json").read_text(encoding="utf-8"))
    assert vote["results"][0]["planned_not_elected"] == ["P1", "P2"]
    checked = xiwei(
        "check",
        files.folder / "next" / "roster.json",
        "--pool",
        files.folder / "pool.csv",
        "--policy",
        files.write("over.toml", policy_asking(1).replace("margin = 2\n", "")),
    )
    assert checked.exit_code == POSSIBLE


def test_a_broken_rule_after_the_vote_ends_with_exit_code_1(files: Files) -> None:
    four = files.write("four.toml", policy_asking(4).replace("margin = 2", "margin = 1"))
    assert xiwei("plan", files.folder / "pool.csv", "--policy", four, "--out", files.folder).exit_code == POSSIBLE
    seats = json.loads(files.roster.read_text(encoding="utf-8"))["seats"]
    people = [seat["person"] for seat in seats if seat["person"] != "P1"]
    result = files.run("contest", "--elected", files.write("e.txt", "\n".join(people)), "--lang", "en", policy=four)
    assert result.exit_code == IMPOSSIBLE
    assert "these binding rules do not hold: W" in result.stdout


@pytest.mark.parametrize(
    "text",
    ["", "\x00\x01", "P9\n", "编号,当选\nP1,也许\n", "a,b,c\n1,2,3\n", '{"seats": 1}', "编号,编号\nP1,P2\n"],
)
@pytest.mark.parametrize(("command", "option"), [("contest", "--elected"), ("coopt", "--left")])
def test_a_bad_table_ends_with_exit_code_2_and_no_traceback(files: Files, command: str, option: str, text: str) -> None:
    result = files.run(command, option, files.write("bad.csv", text))
    assert result.exit_code == BAD, result.output
    assert "bad.csv" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"seats": [{"person": "P1", "bodies": ["council"]}]}', '{"seats": []}']
)
@pytest.mark.parametrize("command", ["contest", "alternates"])
def test_a_bad_roster_ends_with_exit_code_2_and_no_traceback(files: Files, command: str, text: str) -> None:
    files.roster.write_text(text, encoding="utf-8")
    result = files.run(command)
    assert result.exit_code in (
        (BAD,) if command == "contest" or "P1" in text or not text.endswith("[]}") else (POSSIBLE,)
    )
    assert "Traceback" not in result.output


def test_alternates_lists_the_order_and_who_moves_up(files: Files) -> None:
    result = files.run("alternates")
    assert result.exit_code == POSSIBLE
    assert "递补次序" in result.stdout
    document = json.loads(files.run("alternates", "--json").stdout)
    (reserve,) = document["reserves"]
    assert reserve["order"] == ["P4", "P5"]
    assert [seat["successor"] for seat in reserve["seats"]] == ["P4", "P4", "P4"]
    plain = files.write("no.toml", policy_asking(1).replace('reserve_of = "committee"\n', ""))
    missing = files.run("alternates", policy=plain)
    assert missing.exit_code == BAD
    assert "reserve_of" in missing.stderr


def test_alternates_who_cannot_cover_a_seat_end_with_exit_code_1(files: Files) -> None:
    text = policy_asking(1).replace("at_least = 1\n[cooption]", "at_least = 2\n[cooption]")
    men = '[[rule]]\nid = "M"\nkind = "count"\nscope = "alternates"\ngroup = "women"\nat_most = 0\n[cooption]'
    policy = files.write("men.toml", text.replace("[cooption]", men))
    assert xiwei("plan", files.folder / "pool.csv", "--policy", policy, "--out", files.folder).exit_code == POSSIBLE
    result = files.run("alternates", "--lang", "en", policy=policy)
    assert result.exit_code == IMPOSSIBLE
    assert "nobody can" in result.stdout


def test_coopt_fills_the_vacancies_and_records_how(files: Files) -> None:
    result = files.run("coopt", "--left", files.write("left.txt", "P1\nP2\n"), "--out", files.folder / "now")
    assert result.exit_code == POSSIBLE
    assert "增补途径：委员会增补" in result.stdout
    assert "批准机构：县委组织部" in result.stdout
    record = json.loads((files.folder / "now" / "cooption.json").read_text(encoding="utf-8"))
    assert (record["route"], record["approved_by"], record["trigger"]) == ("委员会增补", "县委组织部", "1/5")
    now = json.loads((files.folder / "now" / "roster.json").read_text(encoding="utf-8"))
    people = {seat["person"] for seat in now["seats"]}
    assert len(people) == 6
    assert not {"P1", "P2"} & people
    stays = files.run("coopt", "--left", files.folder / "left.txt", "--no-promote", "--json")
    assert json.loads(stays.stdout)["promote"] is False


def test_coopt_with_too_few_people_left_is_impossible(files: Files) -> None:
    text = "\n".join(f"P{n}" for n in range(1, 7))
    result = files.run("coopt", "--left", files.write("left.txt", text), "--lang", "en")
    assert result.exit_code == IMPOSSIBLE
    assert "Proven impossible" in result.stdout
