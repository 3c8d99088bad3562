"""`xiwei compare` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from optimizer.cli.compare import compare_command
from optimizer.export.book.book import roster_book
from tests.cli.running import BAD, POSSIBLE, xiwei
from tests.samples import SMALL_POLICY, SMALL_POOL, small_plan

APP = typer.Typer(add_completion=False)
APP.command()(compare_command)


class Files:
    """A folder with a pool, a policy and two rosters of it: the best, and the best without P3."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pool = self.write("pool.csv", SMALL_POOL)
        self.policy = self.write("policy.toml", SMALL_POLICY)
        self.one = self._planned("one", self.pool)
        shorter = "".join(line for line in SMALL_POOL.splitlines(keepends=True) if not line.startswith("P3"))
        self.two = self._planned("two", self.write("shorter.csv", shorter))

    def _planned(self, name: str, pool: Path) -> Path:
        out = self.folder / name
        assert xiwei("plan", pool, "--policy", self.policy, "--out", out).exit_code == POSSIBLE
        return out / "roster.json"

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, first: Path, second: Path, *more: object) -> Result:
        said = [first, second, "--pool", self.pool, "--policy", self.policy, *more]
        return CliRunner().invoke(APP, [str(argument) for argument in said])


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("compare"))


def test_two_rosters_are_compared_on_screen_and_in_files(files: Files) -> None:
    out = files.folder / "out"
    result = files.run(files.one, files.two, "--out", out, "--format", "md", "--format", "html")
    assert result.exit_code == POSSIBLE, result.output
    assert "只在甲的 1 人，只在乙的 1 人。" in result.stdout
    assert "乙：这份名单由另一份候选人表拟定" in result.stdout
    assert sorted(path.name for path in out.iterdir()) == ["comparison.html", "comparison.json", "comparison.md"]
    assert (out / "comparison.md").read_text(encoding="utf-8").startswith("# 两份名单对照（草案）\n")
    # Both are called roster.json: the folders tell them apart.
    assert str(files.one) in result.stdout.replace("\n", "")


def test_without_formats_word_and_excel_are_written(files: Files) -> None:
    out = files.folder / "plain"
    assert files.run(files.one, files.one, "--out", out, "--lang", "en").exit_code == POSSIBLE
    assert sorted(path.name for path in out.iterdir()) == ["comparison.docx", "comparison.json", "comparison.xlsx"]


def test_the_machine_form_stands_alone_and_says_who_is_where(files: Files) -> None:
    result = files.run(files.one, files.two, "--json")
    document = json.loads(result.stdout)
    assert (document["a"]["kept"], document["b"]["kept"]) == (True, True)
    (congress,) = [part for part in document["parts"] if part["part"] == "congress"]
    assert congress["a"] == ["P3"]
    assert len(congress["b"]) == 1
    back = json.loads(files.run(files.two, files.one, "--json").stdout)
    assert (back["a"]["verdicts"], back["b"]["goals"]) == (document["b"]["verdicts"], document["a"]["goals"])


@pytest.mark.parametrize("text", ["", "[]", '{"seats": 1}', '{"seats": [{"person": 1}]}'])
def test_a_bad_roster_ends_with_exit_code_2_and_no_traceback(files: Files, text: str) -> None:
    result = files.run(files.one, files.write("bad.json", text))
    assert result.exit_code == BAD, result.output
    assert "bad.json" in result.stderr
    assert "Traceback" not in result.output


def test_a_workbook_is_read_as_the_roster_it_holds(files: Files) -> None:
    book = files.folder / "roster.xlsx"
    book.write_bytes(roster_book(small_plan(), "zh"))
    result = files.run(files.one, book)
    assert result.exit_code == POSSIBLE, result.output
    assert "两份名单完全相同。" in result.stdout
