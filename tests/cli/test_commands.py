"""The command line as a user meets it: exit codes, languages, machine form, files."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from optimizer.roster.recount import RecountError
from optimizer.rules.registry import kinds
from tests.cli.running import BAD, IMPOSSIBLE, POSSIBLE, STOPPED, xiwei
from tests.samples import COUNTY, SMALL_POLICY, SMALL_POOL


def test_plan_writes_its_files_and_says_so(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    done = xiwei("plan", pool, "--policy", policy, "--out", out)
    assert done.exit_code == POSSIBLE
    assert "已证明最优" in done.stdout
    assert "代表大会中，女性不少于2人" in done.stdout
    assert sorted(path.name for path in out.iterdir()) == ["proposal.docx", "roster.json", "roster.xlsx", "run.log"]
    assert " plan small optimal " in (out / "run.log").read_text(encoding="utf-8")


def test_plan_writes_the_kinds_of_files_asked_for(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    kinds = ["--format", "md", "--format", "html"]
    xiwei("plan", pool, "--policy", policy, "--out", out, *kinds, "--date", "2026-12-01", "--lang", "en")
    assert sorted(path.name for path in out.iterdir()) == ["proposal.html", "proposal.md", "roster.json", "run.log"]
    assert "1 December 2026" in (out / "proposal.md").read_text(encoding="utf-8")


def test_the_names_stand_in_the_order_asked_for(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    orders = {}
    for order in ("surname", "pinyin", "manual"):
        ids = out.parent / "order.csv"
        ids.write_text("编号\n" + "\n".join(f"P{number}" for number in range(6, 0, -1)), encoding="utf-8")
        asked = ["--order", order, *(["--order-list", ids] if order == "manual" else [])]
        done = xiwei("plan", pool, "--policy", policy, "--out", out, *asked)
        assert done.exit_code == POSSIBLE
        book = openpyxl.load_workbook(out / "roster.xlsx", data_only=True)
        sheet = book[book.sheetnames[1]]
        orders[order] = [row[1] for row in sheet.iter_rows(min_row=4, values_only=True) if row[1]]
    assert sorted(orders["surname"]) == sorted(orders["manual"]) == sorted(orders["pinyin"])
    assert orders["manual"] == sorted(orders["manual"], reverse=True) != orders["surname"]


def test_an_order_without_its_list_and_a_missing_table_are_told(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    assert xiwei("plan", pool, "--policy", policy, "--out", out, "--order", "manual").exit_code == BAD
    gone = out / "no.csv"
    assert xiwei("plan", pool, "--policy", policy, "--out", out, "--characters", gone).exit_code == BAD
    assert not out.exists()


def test_the_run_log_grows_by_a_line_a_run(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    for _ in range(2):
        xiwei("plan", pool, "--policy", policy, "--out", out)
    assert [line.split()[1:4] for line in (out / "run.log").read_text().splitlines()] == [
        ["plan", "small", "optimal"]
    ] * 2


def test_a_run_log_that_cannot_be_written_leaves_everything_alone(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    (out / "run.log").mkdir(parents=True)
    assert xiwei("plan", pool, "--policy", policy, "--out", out).exit_code == BAD
    assert [path.name for path in out.iterdir()] == ["run.log"]


def test_names_and_ids_of_a_keep_table_are_tidied_like_the_pools(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    keep = out.parent / "keep.csv"
    for who in ("姓名,机构或职务,锁定\n王　六 ,委员会,进\n", "编号,机构或职务,锁定\nＰ６,委员会 ,进\n"):
        keep.write_text(who, encoding="utf-8")
        done = xiwei("plan", pool, "--policy", policy, "--keep", keep)
        assert done.exit_code == POSSIBLE
        assert "王六（P6）须在委员会名单中" in done.stdout


def test_totals_are_shown_to_the_last_decimal(small: tuple[Path, Path, Path]) -> None:
    # Quarters: the common denominator is 4, which has fewer digits than the decimals it takes to write it.
    text = SMALL_POOL.replace(",90", ",90.25").replace(",60", ",60.125")
    small[0].write_text(text, encoding="utf-8")
    done = xiwei("plan", small[0], "--policy", small[1])
    assert " 310.25 " in done.stdout


def test_english_prose(small: tuple[Path, Path, Path]) -> None:
    done = xiwei("plan", small[0], "--policy", small[1], "--lang", "en")
    assert "Proven optimal" in done.stdout
    assert "at least 2 people" in done.stdout


def test_json_is_alone_on_standard_output(small: tuple[Path, Path, Path]) -> None:
    done = xiwei("plan", small[0], "--policy", small[1], "--json")
    document = json.loads(done.stdout)
    keys = {"status", "goals", "seats", "verdicts", "conflicts", "repairs", "inputs", "solver"}
    assert keys <= set(document)
    assert document["status"] == "optimal"
    assert document["goals"][0] == {
        "id": "best_score_congress",
        "value": 310,
        "bound": 310,
        "scale": 1,
        "proof": "multipliers",
    }
    assert document["seats"][0] == {
        "person": "P1",
        "bodies": ["congress", "committee"],
        "office": "chair",
        "mode": None,
    }
    assert document["verdicts"] == [
        {
            "rule": "W",
            "strength": "must",
            "scope": ["congress"],
            "found": 2,
            "of": 4,
            "least": 2,
            "most": None,
            "kept": True,
        }
    ]
    assert set(document["inputs"]) >= {"pool_sha256", "policy_sha256", "reference_date"}
    assert document["solver"]["name"] == "HiGHS"


def test_impossible_is_an_answer_in_plain_words(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    policy.write_text(SMALL_POLICY.replace("at_least = 2", "at_least = 4"), encoding="utf-8")
    done = xiwei("plan", pool, "--policy", policy, "--out", out)
    assert done.exit_code == IMPOSSIBLE
    assert "已证明不可能" in done.stdout
    assert "冲突 1：W，" in done.stdout
    assert "W：4人 → 3人，差1人" in done.stdout
    document = json.loads((out / "roster.json").read_text(encoding="utf-8"))
    assert (document["status"], document["seats"]) == ("impossible", [])
    assert "已证明不可能" in str(openpyxl.load_workbook(out / "roster.xlsx").active["A2"].value)


def test_no_time_is_no_proof() -> None:
    done = xiwei("plan", COUNTY, "--policy", "county-sample", "--time-limit", 0)
    assert done.exit_code == STOPPED
    assert "没有证明" in done.stdout


def test_a_run_that_found_nothing_leaves_the_earlier_files(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    assert xiwei("plan", pool, "--policy", policy, "--out", out).exit_code == POSSIBLE
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    done = xiwei("plan", pool, "--policy", policy, "--out", out, "--time-limit", 0)
    assert done.exit_code == STOPPED
    assert "原有文件未改动" in done.stdout
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_bad_input_lists_all_faults_and_changes_nothing(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    assert xiwei("plan", pool, "--policy", policy, "--out", out).exit_code == POSSIBLE
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    pool.write_text(SMALL_POOL.replace("P2,王二,男", "P1,王二,不详").replace(",60", ",六十"), encoding="utf-8")
    done = xiwei("plan", pool, "--policy", policy, "--out", out)
    assert done.exit_code == BAD
    assert done.stdout == ""
    for told in ("P1", "不详", "六十", "第3行", "第7行"):
        assert told in done.stderr
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_faults_have_a_machine_form(small: tuple[Path, Path, Path]) -> None:
    small[0].write_text(SMALL_POOL.replace(",60", ",六十"), encoding="utf-8")
    done = xiwei("plan", small[0], "--policy", small[1], "--json")
    assert done.exit_code == BAD
    (fault,) = json.loads(done.stdout)["faults"]
    assert (fault["row"], fault["column"], fault["value"]) == (7, "得分", "六十")


@pytest.mark.parametrize("missing", ["pool", "policy", "base", "keep"])
def test_a_file_that_is_not_there(small: tuple[Path, Path, Path], missing: str) -> None:
    pool, policy, out = small
    nowhere = out / "nowhere.csv"
    arguments: list[object] = ["plan", nowhere if missing == "pool" else pool]
    arguments += ["--policy", nowhere if missing == "policy" else policy]
    arguments += [f"--{missing}", nowhere] if missing in ("base", "keep") else []
    done = xiwei(*arguments)
    assert done.exit_code == BAD
    assert "Traceback" not in done.output
    assert "nowhere.csv" in done.stderr


def test_a_column_the_policy_uses_and_the_pool_lacks(small: tuple[Path, Path, Path]) -> None:
    rule = '[[rule]]\nid = "F"\nkind = "share"\nscope = "congress"\ngroup = { frontline = "yes" }\nat_least = "70%"\n'
    small[1].write_text(SMALL_POLICY + rule, encoding="utf-8")
    done = xiwei("plan", small[0], "--policy", small[1])
    assert done.exit_code == BAD
    assert "一线" in done.stderr


def test_check_keeps_and_breaks(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    xiwei("plan", pool, "--policy", policy, "--out", out)
    roster = out / "roster.json"
    assert xiwei("check", roster, "--pool", pool, "--policy", policy).exit_code == POSSIBLE
    text = roster.read_text(encoding="utf-8").replace('"person": "P3"', '"person": "P2"')
    roster.write_text(text, encoding="utf-8")
    done = xiwei("check", roster, "--pool", pool, "--policy", policy)
    assert done.exit_code == IMPOSSIBLE
    assert "王二在名单中出现两次" in done.stdout
    done = xiwei("check", roster, "--pool", pool, "--policy", policy, "--json")
    assert json.loads(done.stdout)["kept"] is False


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"seats": [{"person": 3}]}', '{"seats": 5}', "\x00\xff", "[" * 5000]
)
def test_check_of_what_is_no_roster(small: tuple[Path, Path, Path], content: str) -> None:
    pool, policy, out = small
    out.mkdir()
    (out / "roster.json").write_bytes(content.encode("latin-1"))
    done = xiwei("check", out / "roster.json", "--pool", pool, "--policy", policy)
    assert done.exit_code == BAD
    assert "Traceback" not in done.output


def test_check_says_when_the_pool_has_changed(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    xiwei("plan", pool, "--policy", policy, "--out", out)
    pool.write_text(SMALL_POOL + "P7,王七,男,1985-05,50\n", encoding="utf-8")
    done = xiwei("check", out / "roster.json", "--pool", pool, "--policy", policy)
    assert "候选人表与生成名单时的不同" in done.stderr


def test_a_difference_in_the_count_is_an_internal_error_without_a_roster(
    small: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise RecountError("W", "found 1, bounds 2 to None")

    monkeypatch.setattr("optimizer.planner.plan.verify", refuse)
    pool, policy, out = small
    done = xiwei("plan", pool, "--policy", policy, "--out", out)
    assert done.exit_code == 4
    assert "W" in done.stderr
    assert not out.exists()


def test_policies_and_rules_list_what_ships() -> None:
    names = {record["name"] for record in json.loads(xiwei("policies", "--json").stdout)}
    assert {"dalian-2018", "county-sample"} <= names
    assert "dalian-2018" in xiwei("policies").stdout
    assert {record["kind"] for record in json.loads(xiwei("rules", "--json").stdout)} == set(kinds())
    assert "每" in xiwei("rules").stdout


def test_a_keep_table_with_ids_names_and_reasons(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    keep = out.parent / "keep.csv"
    keep.write_text("编号,姓名,机构或职务,锁定,理由\nP6,王 六,委员会,进,上届主席\n", encoding="utf-8")
    done = xiwei("plan", pool, "--policy", policy, "--keep", keep, "--out", out)
    assert done.exit_code == POSSIBLE
    assert "王六（P6）须在委员会名单中" in done.stdout
    assert "上届主席" in done.stdout
    roster = out / "roster.json"
    assert xiwei("check", roster, "--pool", pool, "--policy", policy, "--keep", keep).exit_code == POSSIBLE
    xiwei("plan", pool, "--policy", policy, "--out", out)
    assert xiwei("check", roster, "--pool", pool, "--policy", policy, "--keep", keep).exit_code == IMPOSSIBLE
    keep.write_text("编号,姓名,机构或职务,锁定\nP6,王一,委员会,进\n", encoding="utf-8")
    done = xiwei("plan", pool, "--policy", policy, "--keep", keep)
    assert done.exit_code == BAD
    assert "编号和姓名不是同一个人" in done.stderr


def test_output_that_cannot_be_written(small: tuple[Path, Path, Path]) -> None:
    pool, policy, out = small
    out.write_text("in the way", encoding="utf-8")
    done = xiwei("plan", pool, "--policy", policy, "--out", out)
    assert done.exit_code == BAD
    assert "没有写成" in done.stderr
    assert out.read_text(encoding="utf-8") == "in the way"
