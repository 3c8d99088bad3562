"""The view documents: every file is made, in both languages, under a name that tells what it is; what is shown is it."""

from __future__ import annotations

import csv
import io
import json
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import LANGS, Filled, Lang
from optimizer.names.order import Listing, Order
from optimizer.planner.comparison import Compared
from optimizer.planner.desk.draft import Draft, draft_policy, draft_pool
from optimizer.planner.desk.handouts import roster_tables
from optimizer.planner.desk.projects import Projects, open_database
from optimizer.planner.desk.roster import roster_file
from optimizer.planner.explain import diagnose
from optimizer.planner.formats import Format
from optimizer.planner.plan import plan
from optimizer.roster.roster import Proposal
from tests.ui.desk import begun, finish, open_view, own_store, stored
from tests.ui.toys import CONTESTED, IMPOSSIBLE, ONE_WOMAN, TOY
from ui.jobs import Job
from ui.reading import File
from ui.views.documents import words
from ui.views.documents.comparison import compared, comparison_downloads
from ui.views.documents.contest import contest_downloads, worked_out
from ui.views.documents.handing import Download
from ui.views.documents.proposal import list_downloads, proposal_downloads
from ui.views.documents.wanted import Wanted
from ui.views.documents.why_not import explained

DAY = date(2026, 12, 1)
BEGINS = {"docx": b"PK", "xlsx": b"PK", "html": b"<!DOCTYPE html>", "json": b"{", "png": b"\x89PNG", "svg": b"<svg"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with own_store(tmp_path, monkeypatch) as path:
        yield path


def planned(draft: Draft) -> Proposal:
    policy = draft_policy(draft)
    return plan(pool=draft_pool(draft, policy), policy=policy)


def how(lang: Lang, order: Order = Order.SURNAME) -> Wanted:
    return Wanted(lang=lang, listing=Listing(order=order), dated=DAY)


def check(downloads: Sequence[Download]) -> dict[str, bytes]:
    """Every file begins as its kind does, and says the day in its name unless machines look for it by name."""
    made = {each.name: each.make() for each in downloads}
    assert len(made) == len(downloads)
    for name, data in made.items():
        assert data.startswith(BEGINS.get(name.rpartition(".")[2], b""))
        assert data
        assert "2026-12-01" in name or name.endswith(".json")
    return made


def shown(page: AppTest) -> str:
    """The page in the frame."""
    (frame,) = cast(Any, page.get("iframe"))
    head, _, data = frame.proto.src.partition("base64,")
    assert head == "data:text/html;charset=utf-8;"
    return b64decode(data).decode()


def propose(page: AppTest) -> AppTest:
    page.session_state["view"] = "proposal"
    page.run()
    page.button(key="propose").click().run()
    finish(page)
    page.session_state["view"] = "documents"
    return page.run()


def document(page: AppTest, name: str) -> AppTest:
    page.session_state["document"] = name
    page.run()
    assert not page.exception
    return page


def labels(page: AppTest) -> list[str]:
    return [each.proto.label for each in cast(Any, page.get("download_button"))]


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_scenario_says_what_to_do(store: Path, lang: Lang) -> None:
    page = open_view(begun(store, Draft()), "documents", lang)
    assert page.info[0].value == words.EMPTY.to(lang)
    page.button(key="to:pool").click().run()
    assert page.session_state["view"] == "pool"


@pytest.mark.parametrize("lang", LANGS)
def test_before_there_are_rosters_policy_and_pool_can_be_taken(store: Path, lang: Lang) -> None:
    page = open_view(begun(store, TOY), "documents", lang)
    assert page.info[0].value == words.NOTHING_YET.to(lang)
    assert labels(page) == ["toy.toml"]
    assert page.code[0].value == TOY.policy.decode().strip()
    page.session_state["document_input"] = "pool"
    page.run()
    assert labels(page) == ["候选人.csv"]
    assert list(page.dataframe[0].value["姓名"]) == ["王_乙_", "丁丙", "李丁", "安娜"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_proposal_is_shown_as_it_is_downloaded(store: Path, lang: Lang) -> None:
    page = propose(open_view(begun(store, TOY), "documents", lang))
    assert labels(page) == [words.FORMATS[form].to(lang) for form in Format] + [words.JSON.to(lang)]
    wanted = Wanted(lang=lang, listing=Listing(), dated=cast(date, page.date_input(key="document_date").value))
    made = {each.id: each.make() for each in proposal_downloads(planned(TOY), wanted, None)}
    assert shown(page) == made["proposal.html"].decode()


def test_documents_may_speak_another_language_than_the_page(store: Path) -> None:
    page = propose(open_view(begun(store, TOY), "documents", "zh"))
    page.selectbox(key="document_lang").set_value("en").run()
    assert '<html lang="en">' in shown(page)
    assert labels(page)[0] == words.FORMATS[Format.DOCX].zh


@pytest.mark.parametrize("lang", LANGS)
def test_every_form_of_the_proposal_is_made(lang: Lang) -> None:
    found = planned(TOY)
    made = check(proposal_downloads(found, how(lang), None))
    assert made["roster.json"] == roster_file(found)
    book = load_workbook(io.BytesIO(next(data for name, data in made.items() if name.endswith(".xlsx"))))
    assert len(book.sheetnames) > 5
    title = {"zh": "甲市科协", "en": "Toy _association_"}[lang]
    assert all(name.startswith(title) for name in made if name != "roster.json")


@pytest.mark.parametrize("lang", LANGS)
def test_lists_are_csv_in_the_order_asked_for(lang: Lang) -> None:
    found = planned(TOY)
    for order in (Order.SURNAME, Order.PINYIN):
        tables = roster_tables(found, Listing(order=order))
        (data,) = check(list_downloads(found, tables, how(lang, order))).values()
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert rows[0] == [column.to(lang) for column in tables["council"].columns]
        names = {Order.SURNAME: ["王_乙_", "李丁"], Order.PINYIN: ["李丁", "王_乙_"]}[order]
        assert [row[:3] for row in rows[1:]] == [
            ["1", {"王_乙_": "P1", "李丁": "P3"}[names[0]], names[0]],
            ["2", {"王_乙_": "P1", "李丁": "P3"}[names[1]], names[1]],
        ]


def test_impossible_rosters_have_their_own_documents(store: Path) -> None:
    page = propose(open_view(begun(store, replace(TOY, policy=IMPOSSIBLE, pool=ONE_WOMAN)), "documents"))
    document(page, "explain")
    finish(page, "stop:diagnose")
    page.run()
    assert "R1" in shown(page)
    document(page, "nominations")
    assert "补充推荐" in shown(page)
    document(page, "proposal")
    assert labels(page)[0] == words.FORMATS[Format.DOCX].zh
    assert "lists" not in str(page.session_state["document"])


@pytest.mark.parametrize("lang", LANGS)
def test_every_form_of_an_impossible_proposal_is_made(lang: Lang) -> None:
    found = planned(replace(TOY, policy=IMPOSSIBLE, pool=ONE_WOMAN))
    why = diagnose(found.problem)
    made = check(proposal_downloads(found, how(lang), why))
    assert json.loads(made["roster.json"])["status"] == "impossible"
    assert explained(found, why, how(lang), (Format.DOCX, Format.MD)).keys() == {
        "explain.docx",
        "explain.md",
        "nominations.docx",
        "nominations.md",
    }


def test_a_roster_is_compared_with_one_from_a_file(store: Path) -> None:
    page = propose(open_view(begun(store, TOY), "documents"))
    document(page, "comparison")
    assert page.selectbox(key="compare_with").value == "uploaded"
    assert page.info[0].value == words.NOTHING_TO_COMPARE.zh
    other = roster_file(planned(TOY)).replace(b'"P3"', b'"P4"')
    page.file_uploader(key="compare_file").set_value(("上届.json", other, "application/json")).run()
    assert not page.exception
    assert "上届.json" in shown(page)
    page.file_uploader(key="compare_file").set_value(("坏.json", b"{", "application/json")).run()
    assert page.error


def test_a_roster_is_compared_with_that_of_another_scenario(store: Path) -> None:
    scenario = begun(store, TOY)
    page = propose(open_view(scenario, "documents"))
    mine = Projects(open_database(store))
    mine.duplicate(scenario.id, "方案二", Filled(zh="复制", en="copied"))
    document(page, "comparison")
    assert "两份名单完全相同" in shown(page)


@pytest.mark.parametrize("lang", LANGS)
def test_every_form_of_a_comparison_is_made(lang: Lang) -> None:
    found = planned(TOY)
    data = roster_file(found)
    rosters = (File(name="甲", data=data), File(name="乙", data=data.replace(b'"P3"', b'"P4"')))
    answer = compared(f"{lang} test", _proposal=found, _rosters=rosters, _how=how(lang))
    assert isinstance(answer, Compared)
    made = check(comparison_downloads(answer, found, how(lang)))
    assert [part["b"] for part in json.loads(made["comparison.json"])["parts"]] == [["P4"]]
    faults = compared("bad", _proposal=found, _rosters=(rosters[0], File(name="坏.json", data=b"{")), _how=how(lang))
    assert isinstance(faults, InputFaults)


@pytest.mark.parametrize("lang", LANGS)
def test_every_form_of_a_contest_report_is_made(lang: Lang) -> None:
    found = planned(replace(TOY, policy=CONTESTED))
    made = check(contest_downloads(worked_out(found, Job("contest")), found, how(lang)))
    assert sum(name.endswith((".svg", ".png")) for name in made) == 2


def test_a_contest_is_worked_out_when_it_is_asked_for(store: Path) -> None:
    page = propose(open_view(begun(store, replace(TOY, policy=CONTESTED)), "documents"))
    document(page, "contest")
    assert not page.get("iframe")
    page.button(key="make_contest").click().run()
    finish(page, "stop:contest")
    page.run()
    assert "差额" in shown(page)
    assert not [each for each in page.button if each.key == "make_contest"]


def test_an_order_of_ones_own_needs_its_list(store: Path) -> None:
    page = propose(open_view(begun(store, TOY), "documents"))
    page.selectbox(key="document_order").set_value(Order.MANUAL).run()
    assert page.info[0].value == words.GIVE_LIST.zh
    page.file_uploader(key="order_list").set_value(("次序.csv", "姓名\n李丁\n王_乙_\n".encode(), "text/csv")).run()
    assert not page.exception
    page_text = shown(page)
    assert page_text.index("李　丁") < page_text.index("王_乙_")
    page.file_uploader(key="order_list").set_value(("次序.csv", "姓名\n没这人\n".encode(), "text/csv")).run()
    assert page.error
    assert not page.get("iframe")


def test_documents_of_earlier_inputs_say_so(store: Path) -> None:
    scenario = begun(store, TOY)
    page = propose(open_view(scenario, "documents"))
    mine = Projects(open_database(store))
    changed = replace(stored(store, scenario), seed=5)
    mine.record(mine.scenario(scenario.id), changed.content(), Filled(zh="改", en="changed"))
    page.run()
    assert page.info[0].value == words.STALE.zh
    assert shown(page)


def test_a_page_is_written_once_for_the_same_settings(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = propose(open_view(begun(store, TOY), "documents"))
    before = shown(page)
    written: list[object] = []
    monkeypatch.setattr(import_module("ui.views.documents.proposal"), "written", lambda *args: written.append(args))
    page.run()
    assert shown(page) == before
    assert not written


def test_nothing_of_a_pool_runs_in_the_page_that_is_shown(store: Path) -> None:
    nasty = TOY.pool.replace("李丁".encode(), b"<script>alert(1)</script>")
    page = propose(open_view(begun(store, replace(TOY, pool=nasty)), "documents"))
    text = shown(page)
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "default-src 'none'" in text
