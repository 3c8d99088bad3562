"""The page without a browser: what it says is what the planner found, and only for the inputs it shows."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any, NoReturn

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.basis.progress import Progress, Step
from optimizer.basis.text import LANGS, Lang
from optimizer.planner import plan as planning
from optimizer.planner.inputs import sample_pools
from optimizer.report.blocks import Table
from optimizer.report.proposal import proposal_blocks
from optimizer.report.rules import rule_table
from optimizer.report.words import STATUS_WORDS
from optimizer.roster.roster import Proposal
from optimizer.solve.status import Status
from tests.ui.page import (
    FAULTY,
    IMPOSSIBLE,
    POLICY,
    TABLE,
    forget_jobs,
    open_page,
    propose,
    sample,
    upload_policy,
    upload_pool,
)
from ui import words
from ui.tables import plain

ABSENT = b"""[[rule]]
id = "N1"
kind = "named"
scope = "council"
people = ["P999"]
hold = "in"
"""
OPTIMAL = STATUS_WORDS[Status.OPTIMAL]


@pytest.fixture(autouse=True)
def _fresh_jobs() -> Iterator[None]:
    forget_jobs()
    yield
    forget_jobs()


def said(elements: Any) -> list[str]:
    return [element.value for element in elements]


def tables_of(page: AppTest) -> list[list[list[str]]]:
    return [table.value.to_numpy().tolist() for table in page.table]


def as_drawn(table: Table, lang: Lang) -> list[list[str]]:
    return [[plain(cell.to(lang)) for cell in row] for row in table.rows]


def county(page: AppTest) -> AppTest:
    page.radio(key="pool").set_value("county").run()
    return page


@pytest.mark.parametrize("lang", LANGS)
def test_opens_on_a_sample_and_its_policy(lang: Lang) -> None:
    page = open_page(lang)
    assert said(page.title) == [words.NAME.to(lang)]
    assert page.selectbox(key="policy").value == "dalian-2018"
    assert not page.button(key="propose").disabled
    assert not page.success
    assert words.FOOTER.to(lang) in said(page.caption)


def test_a_sample_brings_its_policy_and_says_its_size() -> None:
    page = open_page()
    for path in sample_pools():
        page.radio(key="pool").set_value(path.stem).run()
        label = words.SAMPLES[path.stem].zh
        pool, _ = sample(path.name, str(page.selectbox(key="policy").value))
        assert f"（{len(pool.people)}人）" in label
        assert plain(f"{path.name}：{len(pool.people)} 人") in said(page.caption)


@pytest.mark.parametrize("lang", LANGS)
def test_the_result_is_the_planners_own(lang: Lang) -> None:
    page = propose(county(open_page(lang)))
    pool, policy = sample("county.csv", "county-sample")
    proposal = planning.plan(pool=pool, policy=policy)
    assert said(page.success) == [plain(OPTIMAL.to(lang))]
    drawn = tables_of(page)
    blocks = [block for block in proposal_blocks(proposal) if isinstance(block, Table)]
    rosters = [block for block in blocks if block.id.startswith("roster_")]
    for block in blocks:
        assert block in rosters or as_drawn(block, lang) in drawn
    grids = [frame.value.fillna("").astype(str).to_numpy().tolist() for frame in page.dataframe]
    people = [[row[1:3] for row in grid] for grid in grids]
    assert people == [[[cell.to(lang) for cell in row[1:3]] for row in roster.rows] for roster in rosters]
    assert [tab.label for tab in page.tabs] == [plain(roster.title.to(lang)) for roster in rosters]
    assert [button.proto.label for button in page.get("download_button")] == [
        words.WORKBOOK.to(lang),
        words.MACHINE_FORM.to(lang),
    ]


def test_rule_marks_are_the_planners_own() -> None:
    page = propose(county(open_page()))
    pool, policy = sample("county.csv", "county-sample")
    proposal = planning.plan(pool=pool, policy=policy)
    rules = rule_table(proposal.verdicts, policy.rules, policy.titles)
    (drawn,) = [table for table in tables_of(page) if table == as_drawn(rules, "zh")]
    marks = [{"符合": "kept", "未达到": "short", "不符合": "broken"}[row[5]] for row in drawn]
    assert marks == [str(mark) for mark in rules.marks]


def test_the_language_can_change_without_losing_anything() -> None:
    page = propose(upload_policy(upload_pool(open_page("zh"), TABLE), POLICY))
    page.radio(key="lang").set_value("English").run()
    assert not page.exception
    assert said(page.success) == [plain(OPTIMAL.en)]
    assert page.file_uploader(key="pool_file").value.name == "pool.csv"


@pytest.mark.parametrize("lang", LANGS)
def test_every_fault_of_a_pool_is_shown_and_nothing_can_be_proposed(lang: Lang) -> None:
    page = upload_pool(upload_policy(open_page(lang), POLICY), FAULTY)
    (shown,) = said(page.error)
    places = {"zh": ("第2行", "第3行", "第4行"), "en": ("row 2", "row 3", "row 4")}[lang]
    assert [place in shown for place in places] == [True] * 3
    assert "男人" in shown
    assert "很高" in shown
    assert shown.count("\n- ") == 4  # two in row 3: its score, and an id that row 2 has already
    assert page.button(key="propose").disabled
    assert not page.success


def test_faults_of_policy_and_pool_are_shown_together() -> None:
    page = upload_pool(upload_policy(open_page("en"), POLICY.replace(b'"share"', b'"shares"')), FAULTY)
    shown = "\n".join(said(page.error))
    assert len(page.error) == 2
    assert "policy.toml" in shown
    assert "pool.csv" in shown


def test_a_good_file_is_proposed_from_and_its_text_is_shown_as_written() -> None:
    page = propose(upload_policy(upload_pool(open_page("en"), TABLE), POLICY))
    assert said(page.success) == [plain(OPTIMAL.en)]
    assert page.dataframe[0].value["name"].tolist() == ["甲_乙_", "丁"]
    assert said(page.header) == [r"Toy \*association\* — Proposed roster (draft)"]


def test_notices_of_a_pool_are_shown() -> None:
    page = upload_pool(upload_policy(open_page("en"), POLICY), TABLE.encode("gb18030"))
    assert len(page.info) == 1
    assert "GB18030" in page.info[0].value


def test_the_sheet_is_asked_for_only_when_it_is_unclear() -> None:
    page = upload_policy(open_page("zh"), POLICY)
    assert not page.text_input
    page = upload_pool(page, two_sheets(), "two.xlsx")
    assert len(page.error) == 1
    page.text_input[0].set_value("乙表").run()
    assert not page.error
    assert page.text_input[0].value == "乙表"
    assert not page.button(key="propose").disabled


def two_sheets() -> bytes:
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name in ("甲表", "乙表"):
        sheet = book.create_sheet(name)
        for line in TABLE.splitlines():
            sheet.append(line.split(","))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_impossible_is_said_with_its_rules_and_without_downloads(lang: Lang) -> None:
    page = propose(upload_policy(upload_pool(open_page(lang), TABLE), IMPOSSIBLE))
    assert said(page.error) == [plain(STATUS_WORDS[Status.IMPOSSIBLE].to(lang))]
    assert any("R1" in line for line in said(page.markdown))
    assert not page.get("download_button")
    assert not page.dataframe


def test_an_old_result_is_never_shown_for_new_inputs() -> None:
    page = propose(county(open_page()))
    assert page.success
    page.selectbox(key="policy").set_value("dalian-2018").run()
    assert not page.success
    assert not page.dataframe
    assert not page.get("download_button")
    page.selectbox(key="policy").set_value("county-sample").run()
    assert page.success
    page.number_input(key="limit").set_value(30).run()
    assert not page.success


def test_a_policy_that_asks_for_what_the_pool_lacks_is_a_fault() -> None:
    page = upload_policy(upload_pool(open_page("en"), TABLE), POLICY + ABSENT)
    page = propose(page)
    (shown,) = said(page.error)
    assert "P999" in shown
    assert not page.success
    assert not page.get("download_button")


def test_an_error_of_the_job_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> NoReturn:
        raise ZeroDivisionError("seats *differ*")

    monkeypatch.setattr(planning, "plan", broken)
    page = propose(open_page("en"))
    assert said(page.error) == [plain(words.FAILED.fill(why="seats *differ*").en)]
    assert not page.get("download_button")


def test_stop_ends_the_job_honestly(monkeypatch: pytest.MonkeyPatch) -> None:
    real, begun = planning.plan, Event()

    def slow(*, progress: Progress, **inputs: Any) -> Proposal:
        progress.report(Step(stage="best", done=1, total=4, value=7, bound=9))
        begun.set()
        while not progress.cancelled():
            Event().wait(0.01)
        return real(progress=progress, **inputs)

    monkeypatch.setattr(planning, "plan", slow)
    page = county(open_page("en"))
    page.button(key="propose").click().run()
    assert begun.wait(10)
    page.run()
    assert page.button(key="propose").disabled
    (bar,) = page.get("progress")
    assert bar.proto.text.startswith("Goal 2 of 4")
    assert "reached 7, proven bound 9" in bar.proto.text
    page.button(key="stop").click().run()
    while any(button.key == "stop" for button in page.button):
        page.run()
    assert said(page.warning) == [plain(STATUS_WORDS[Status.UNKNOWN].en)]
    assert not page.success
    assert not page.button(key="propose").disabled
