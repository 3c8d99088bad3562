"""`xiwei check roster.xlsx` and `--base roster.xlsx`: an edited workbook goes where a roster.json goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import BAD, IMPOSSIBLE, POSSIBLE, xiwei
from tests.export.edited import CHAIR, CONGRESS, POLICY, POOL, Book, edited, the_book


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.toml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "pool.csv").write_text(POOL, encoding="utf-8")
    (tmp_path / "roster.xlsx").write_bytes(the_book())
    return tmp_path


def given(folder: Path) -> tuple[object, ...]:
    return ("--pool", folder / "pool.csv", "--policy", folder / "small.toml")


def test_check_counts_the_workbook_as_it_was_written(folder: Path) -> None:
    done = xiwei("check", folder / "roster.xlsx", *given(folder), "--json")
    assert done.exit_code == POSSIBLE
    document = json.loads(done.stdout)
    assert (document["kept"], document["frame"]) == (True, [])
    assert [(each["rule"], each["found"]) for each in document["verdicts"]] == [("W", 2)]


def test_check_counts_what_was_changed_in_it(folder: Path) -> None:
    def change(book: Book) -> None:
        # Nobody left on the committee is a woman, and one seat of the congress is vacant.
        book.cells(f"xw_ids_{CHAIR}")[0].value = "107"
        book.cells("xw_further_5")[0].value = "109"
        book.at(f"xw_ids_{CONGRESS}", "105").value = None

    (folder / "roster.xlsx").write_bytes(edited(change))
    done = xiwei("check", folder / "roster.xlsx", *given(folder), "--json")
    assert done.exit_code == IMPOSSIBLE
    document = json.loads(done.stdout)
    assert [(each["rule"], each["found"], each["kept"]) for each in document["verdicts"]] == [("W", 0, False)]
    assert [place["zh"] for place in document["frame"]] == ["代表大会有5人，席位6个"]
    shown = xiwei("check", folder / "roster.xlsx", *given(folder)).stdout
    assert "有硬性规则不符合" in shown
    assert "代表大会有5人，席位6个" in shown


def test_check_tells_of_corrections_in_the_workbook_s_pool(folder: Path) -> None:
    data = edited(lambda book: setattr(book.sheet("xw_pool")["E3"], "value", "是"))
    (folder / "roster.xlsx").write_bytes(data)
    done = xiwei("check", folder / "roster.xlsx", *given(folder), "--lang", "en")
    assert done.exit_code == POSSIBLE
    said = " ".join(done.stderr.split())
    assert "王二 (102), frontline: the workbook says 是, the pool unsure; the pool was counted" in said


def test_faults_of_a_workbook_name_sheet_and_cell(folder: Path) -> None:
    (folder / "roster.xlsx").write_bytes(edited(lambda book: setattr(book.cells("xw_ids_4")[0], "value", "王七")))
    done = xiwei("check", folder / "roster.xlsx", *given(folder))
    assert done.exit_code == BAD
    assert "主席!B4：候选人表里没有这个编号：“王七”。这里要写编号：107" in done.stderr.replace("\n", "")
    assert "Traceback" not in done.stderr


def test_a_plan_stays_near_an_edited_workbook(folder: Path) -> None:
    (folder / "roster.xlsx").write_bytes(edited(lambda book: setattr(book.cells("xw_ids_4")[0], "value", "107")))
    pool = folder / "pool.csv"
    done = xiwei("plan", pool, "--policy", folder / "small.toml", "--base", folder / "roster.xlsx", "--json")
    assert done.exit_code == POSSIBLE
    document = json.loads(done.stdout)
    assert document["inputs"]["based"]
    chairs = [seat["person"] for seat in document["seats"] if seat["office"] == "chair"]
    assert chairs == ["107"]


@pytest.mark.parametrize("command", ["contest", "alternates", "coopt"])
def test_other_commands_take_the_workbook_too(folder: Path, command: str) -> None:
    broken = folder / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    done = xiwei(command, broken, *given(folder))
    assert done.exit_code == BAD
    assert "这不是席位生成的名单工作簿" in done.stderr.replace("\n", "")
