"""`xiwei rollout` as a user runs it, on a handful of units."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from optimizer.cli.rollout import _folder_name
from tests.cli.running import BAD, IMPOSSIBLE, POSSIBLE, xiwei
from tests.samples import ROOT

TOWNSHIP = (ROOT / "data/pools/township.csv").read_text(encoding="utf-8-sig")
HEADER = "编码,名称,层级,上级,所属市,阶段,科协,上次大会,拟换届日期,政策,候选人,医院院长,学校校长,农技站站长,备案日期\n"
CITY = "1,海平市,市,,海平市,全面,是,2024-05-01,,,,,,,\n"
ONE = "11,东泊镇,乡镇,1,海平市,试点,是,2021-12-05,2026-12-05,wanning-township,a.csv,是,,,\n"
TWO = "12,西泊镇,乡镇,1,海平市,全面,是,2018-03-01,2027-03-01,wanning-township,b.csv,2020-05-01,2020-05-01,2020-05-01,2020-06-01\n"
BLANK = "13,南泊镇,乡镇,1,海平市,全面,否,,,,,,,,\n"
FAULTY = "14,北泊镇,乡镇,1,海平市,全面,是,2019-01-01,,wanning-township,none.csv,,,,\n"
DAY = ("--as-of", "2026-11-20")
PLAIN = ("--format", "md")
"""Text is written fastest; the other formats are made of the same papers."""


class Folder:
    """A folder with a table of units and two pools; the people of the second have ids of their own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.out = path / "out"
        self.write("a.csv", TOWNSHIP)
        self.write("b.csv", TOWNSHIP.replace("\nT", "\nU").replace("陆", "冯").replace("赵", "沈"))

    def write(self, name: str, text: str) -> Path:
        made = self.path / name
        made.write_text(text, encoding="utf-8")
        return made

    def table(self, *rows: str) -> Path:
        return self.write("units.csv", HEADER + "".join(rows))

    def run(self, *options: object, code: int = POSSIBLE) -> dict[str, Any]:
        asked = ("--out", self.out, *DAY, "--workers", 1, "--json", *(options or PLAIN))
        done = xiwei("rollout", self.path / "units.csv", *asked)
        assert done.exit_code == code, done.output
        record: dict[str, Any] = json.loads(done.stdout)
        return record


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_all_units_are_planned_counted_and_written(folder: Folder) -> None:
    folder.table(CITY, ONE, TWO, BLANK)
    found = folder.run("--target", "2026-12-31")
    assert found["results"]["outcomes"] == {
        "proven": 2, "found": 0, "impossible": 0, "unknown": 0, "faulty": 0, "lost": 0, "waiting": 2,
    }  # fmt: skip
    # By the table two of the three townships have an association and heads; by the end of 2026 the first will have a roster.
    whole = found["coverage"]["all"]
    assert (whole["units"], whole["associations"], whole["headed"], whole["complete"], whole["filed"]) == (
        3,
        2,
        2,
        1,
        1,
    )
    assert whole["overdue"] == 1
    assert found["coverage"]["blanks"] == ["13"]
    assert {path.name for path in folder.out.iterdir()} == {
        "rollout.json", "rollout.xlsx", "rollout.sqlite", "run.log",
        "monthly.docx", "monthly.xlsx", "contacts.docx", "contacts.xlsx",
    }  # fmt: skip
    book = load_workbook(folder.out / "rollout.xlsx")
    assert "各单位情况" in book.sheetnames
    # Short tables stand on the first sheet.
    said = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert {"各单位的吸纳方式", "已备案的单位", "2020-06-01"} <= said
    assert json.loads((folder.out / "rollout.json").read_text(encoding="utf-8")) == found


def test_a_rerun_uses_what_is_there_and_plans_what_has_changed(folder: Folder) -> None:
    table = folder.table(CITY, ONE, TWO)
    folder.run()
    again = xiwei("rollout", table, "--out", folder.out, *DAY, *PLAIN, "--workers", 1, "--lang", "en")
    assert "0 planned now, 2 with the result they had" in " ".join(again.stdout.split())
    (folder.path / "a.csv").write_text(TOWNSHIP.replace("陆", "姜"), encoding="utf-8")
    changed = xiwei("rollout", table, "--out", folder.out, *DAY, *PLAIN, "--workers", 1, "--lang", "en")
    assert "1 planned now, 1 with the result they had" in " ".join(changed.stdout.split())


def test_a_unit_with_faults_is_told_and_stops_no_other(folder: Folder) -> None:
    folder.table(CITY, ONE, FAULTY)
    found = folder.run(code=IMPOSSIBLE)
    assert found["results"]["outcomes"]["proven"] == 1
    (trouble,) = [each for each in found["results"]["troubles"] if each["outcome"] == "faulty"]
    assert (trouble["unit"], "none.csv" in trouble["why"][0]["zh"]) == ("14", True)


def test_faults_of_the_table_end_it_before_anything_is_written(folder: Folder) -> None:
    table = folder.table(CITY, ONE, ONE.replace("试点", "随便"), BLANK.replace(",1,", ",99,"))
    done = xiwei("rollout", table, "--out", folder.out, "--lang", "en")
    assert done.exit_code == BAD
    assert "faults found: 3" in done.stderr
    assert not folder.out.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--only", "99"), "no unit of the table has this code"),
        (("--documents", "99"), "no unit of the table has this code"),
        (("--schedule", "--capacity", "many"), "many"),
        (("--schedule", "--from", "2020"), "the first year is over"),
        (("--before", "nowhere"), "there is no such file"),
    ],
)
def test_options_that_make_no_sense_are_bad_input(folder: Folder, options: tuple[str, ...], said: str) -> None:
    done = xiwei("rollout", folder.table(CITY, ONE), "--out", folder.out, *DAY, *options, "--lang", "en")
    assert done.exit_code == BAD
    assert said in done.stderr


def test_a_schedule_gives_days_or_says_why_there_is_none(folder: Folder) -> None:
    folder.table(ONE.replace(",1,", ",,"), TWO.replace(",1,", ",,"))
    found = folder.run("--schedule", "--capacity", "1", "--years", "2", "--no-plan")
    assert {unit["unit"]: unit["year"] for unit in found["schedule"]["units"]} == {"11": 2026, "12": 2027}
    assert (folder.out / "schedule.docx").exists()
    none = folder.run("--schedule", "--capacity", "0", "--no-plan", *PLAIN, code=IMPOSSIBLE)
    assert none["schedule"]["status"] == "impossible"
    assert none["schedule"]["clashes"]
    assert none["schedule"]["ways"]


def test_each_unit_is_planned_by_the_version_in_force_on_its_day(folder: Folder) -> None:
    folder.write("county.csv", (ROOT / "data/pools/county.csv").read_text(encoding="utf-8-sig"))
    table = folder.table(
        "21,甲县,县,,,全面,是,2013-06-01,2018-06-01,county-sample,county.csv,,,,\n",
        "22,乙县,县,,,全面,是,2015-06-01,2020-06-01,county-sample,county.csv,,,,\n",
        "23,丙县,县,,,全面,是,2016-06-01,2021-06-01,county-sample,county.csv,,,,\n",
    )
    asked = ("--as-of", "2018-01-01", "--ahead", 36, "--workers", 1, "--concurrent", 0, "--format", "xlsx", "--json")
    done = xiwei("rollout", table, "--out", folder.out, *asked)
    assert done.exit_code == POSSIBLE
    # The third turns over later than 36 months from then: a co-option, for which the present roster is lacking.
    assert json.loads(done.stdout)["results"]["routes"] == {"election": 2, "cooption": 1}
    header, *rows = load_workbook(folder.out / "rollout.xlsx")["各单位情况"].iter_rows(values_only=True, min_row=3)
    at = header.index("政策")
    assert [row[at] for row in rows if row[0] in ("21", "22")] == ["county-sample-2016", "county-sample"]


def test_one_director_of_two_townships_keeps_one_office(folder: Folder) -> None:
    folder.write("b.csv", TOWNSHIP)
    folder.table(CITY, ONE, TWO)
    found = folder.run(code=IMPOSSIBLE)
    shared = [clash["name"] for clash in found["offices"]["clashes"]]
    assert shared
    # The posts of chair and vice-chair have one holder in each pool, so that nobody can take their place.
    mended = folder.run("--repair", *PLAIN, code=IMPOSSIBLE)
    assert mended["offices"]["repair"]["left"]
    assert mended["offices"]["repair"]["needed"]


def test_what_has_changed_since_the_last_report_is_in_this_one(folder: Folder) -> None:
    folder.table(CITY, ONE)
    folder.run()
    folder.out = folder.path / "next"
    folder.table(CITY, ONE, TWO)
    done = xiwei(
        "rollout", folder.path / "units.csv", "--out", folder.out, "--as-of", "2026-12-20", "--no-plan",
        "--before", folder.path / "out", "--month", "2026-12", "--format", "md", "--lang", "en",
    )  # fmt: skip
    assert done.exit_code == POSSIBLE
    report = (folder.out / "monthly.md").read_text(encoding="utf-8")
    assert "December 2026" in report
    assert "| Units | 1 | 2 | \\+1 |" in report
    assert not (folder.out / "rollout.xlsx").exists()


def test_documents_of_units_are_those_of_planning_them_alone(folder: Folder) -> None:
    folder.table(CITY, ONE, BLANK)
    folder.run("--documents", "all", "--format", "md")
    assert [path.name for path in (folder.out / "units").iterdir()] == ["11"]
    alone = folder.path / "alone"
    xiwei("plan", folder.path / "a.csv", "--policy", "wanning-township", "--out", alone, "--format", "md")
    roster = (folder.out / "units/11/roster.json").read_bytes()
    assert roster == (alone / "roster.json").read_bytes()
    assert (folder.out / "units/11/proposal.md").exists()


def test_no_code_leads_out_of_the_folder() -> None:
    assert _folder_name("../11") == "%2e%2e%2f11"
    assert len({_folder_name(code) for code in ("a/b", "a%2fb", "ab", "a b")}) == 4
