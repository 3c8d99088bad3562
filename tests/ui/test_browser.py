"""The pages in a real browser: the whole journey in both languages, a second user, the keyboard, a phone, a server killed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from docx import Document
from openpyxl import load_workbook

from optimizer.basis.text import LANGS, Lang
from optimizer.planner.desk.draft import Draft, Pin, draft_of
from optimizer.planner.desk.projects import Projects, begin_on_sample, open_database
from optimizer.planner.desk.roster import roster_seats
from optimizer.report.words import STATUS_WORDS
from optimizer.solve.status import Status
from tests.ui.journey import look
from tests.ui.journey.inputs import POLICY, QUOTA, faulty, workbook
from tests.ui.journey.server import Server
from tests.ui.journey.visit import FLAGS, Visit
from ui.page import VIEWS
from ui.views.policy import words as policy_words
from ui.views.proposal import words as proposal_words

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

type Visits = Callable[[Lang], Visit]

SECTIONS = {
    "pool": "pool_part",
    "policy": "policy_part",
    "proposal": "section",
    "whatif": "whatif_section",
    "scenarios": "scenarios_section",
    "documents": "document",
}
"""The key of the buttons that choose a part of each view."""
DESKTOP, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
QUICK = 6
"""Seconds an action may take on a page while another works; the machine may have other things to do, too."""


def chromium() -> str:
    """Where Chromium is; the test is skipped without it, except where everything must be there."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found and find_spec("playwright"):
        return found
    if os.environ.get("CI"):
        pytest.fail("Chromium is not installed")
    pytest.skip("Chromium is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def visits(browser: Browser, server: Server) -> Iterator[Visits]:
    """Browsers of their own for as many users as are wanted: nothing may go wrong in them, nor leave the machine."""
    made: list[Visit] = []

    def visit(lang: Lang) -> Visit:
        context = browser.new_context(viewport=DESKTOP, accept_downloads=True)
        made.append(Visit(context, server.address, lang))
        return made[-1]

    yield visit
    for each in made:
        each.page.context.close()
    assert [error for each in made for error in each.errors] == []
    assert [url for each in made for url in each.elsewhere] == []


def stored(server: Server, scenario: str) -> Draft:
    """What the store has of a scenario."""
    database = open_database(server.store)
    draft = draft_of(Projects(database).content(scenario))
    database.close()
    return draft


def on_sample(server: Server, sample: str, name: str) -> str:
    """A project on a sample; its scenario."""
    database = open_database(server.store)
    scenario = begin_on_sample(Projects(database), sample, name)
    database.close()
    return scenario.id


@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_journey(visits: Visits, server: Server, tmp_path: Path, lang: Lang) -> None:
    visit = visits(lang)
    visit.open()
    visit.fill("project_name", f"换届 {lang}")
    visit.enter("project_name")

    _upload(visit, tmp_path)
    _mend_all_faults(visit)
    visit.press("to_proposal")
    _propose(visit)
    _make_a_quota_impossible(visit)
    _repair(visit)
    first = str(visit.query("scenario"))
    pins = (
        Pin(person="P0001", scope="congress", hold="in", reason="必须有人代表"),
        Pin(person="P0002", scope="congress", hold="out", reason="本人不愿意 *"),
    )
    _pin_and_plan_near(visit, pins)
    kept = stored(server, first)
    assert kept.pins == pins
    seated = {seat.person for seat in roster_seats(kept.roster)}
    assert "P0001" in seated
    assert "P0002" not in seated

    _compare_with_another(visit, first)
    _ask_what_if(visit)
    _download(visit, tmp_path)
    assert visit.errors == []

    server.kill()
    server.start()
    visit.reload()
    # What the page said of a server that had gone.
    visit.errors.clear()
    assert stored(server, first) == kept
    visit.until("download:roster.xlsx")
    visit.view("proposal")
    visit.says(STATUS_WORDS[Status.OPTIMAL])
    visit.says(proposal_words.PINS.fill(count=len(pins)))
    visit.view("scenarios")
    assert visit.says("第二").is_visible()


def _upload(visit: Visit, folder: Path) -> None:
    """A table with faults and a policy."""
    visit.give("pool_file:0", workbook(faulty(), folder / "候选人.xlsx"))
    visit.view("policy")
    (folder / "规则.toml").write_text(POLICY)
    visit.give("policy_upload", folder / "规则.toml")
    visit.press("policy_use_uploaded")
    visit.view("proposal")
    visit.says(proposal_words.POOL_FAULTS)
    visit.press("to:pool")


def _mend_all_faults(visit: Visit) -> None:
    """One answer for two cells of the same word, one month typed, one id suggested."""
    sex, birth, _ = (key for key in visit.keys("mend:") if not key.endswith("-none"))
    visit.pick(sex, "男" if visit.lang == "zh" else "male")
    visit.fill(birth, "1980-12")
    visit.press("pool_suggested")
    visit.press("pool_apply")
    visit.until("pool_part")
    assert not visit.keys("mend:")


def _propose(visit: Visit) -> None:
    visit.press("propose")
    visit.says(STATUS_WORDS[Status.OPTIMAL])


def _make_a_quota_impossible(visit: Visit) -> None:
    """The conflict stands at the rule."""
    visit.view("policy")
    visit.press(f"open:rule:{QUOTA}")
    visit.type(f"rule:{QUOTA}:at_least", "100%")
    visit.until("ease:rule:R2:0")
    card = visit.widget(f"card_rule_{QUOTA}")
    assert card.get_by_text(policy_words.CLASHES.to(visit.lang), exact=True).is_visible()
    assert card.get_by_role("alert").is_visible()


def _repair(visit: Visit) -> None:
    """The proof that there is no roster, why, and the cheapest way out."""
    visit.view("proposal")
    visit.press("propose")
    visit.says(STATUS_WORDS[Status.IMPOSSIBLE])
    visit.until("apply:1")
    visit.press("apply:1")
    _propose(visit)


def _pin_and_plan_near(visit: Visit, pins: tuple[Pin, ...]) -> None:
    for pin in pins:
        visit.choose("who", pin.person)
        visit.type(f"reason:{pin.person}", pin.reason)
        visit.switch(f"pin:{pin.person}:{pin.scope}", list(proposal_words.HOLD).index(pin.hold))
    visit.press("least")
    visit.says(STATUS_WORDS[Status.OPTIMAL])
    visit.switch("section", 2)
    visit.until("moves")


def _compare_with_another(visit: Visit, first: str) -> None:
    """A copy under another quota beside the scenario, which is then opened again."""
    visit.view("scenarios")
    (copy,) = visit.keys("copy:")
    visit.unfold(copy)
    visit.fill("copy_name", "第二")
    visit.enter("copy_name")
    assert visit.query("scenario") != first
    visit.view("policy")
    visit.press("open:rule:0")
    visit.type("rule:0:at_least", "60%")
    visit.view("scenarios")
    visit.switch(SECTIONS["scenarios"], 1)
    visit.press("plan_them")
    visit.until("only_differing")
    visit.switch(SECTIONS["scenarios"], 0)
    visit.press(f"choose:{first}")
    assert visit.query("scenario") == first


def _ask_what_if(visit: Visit) -> None:
    visit.view("whatif")
    visit.press("do:sweep")
    visit.until("sweep_point")
    assert visit.widget("sweep_track").get_by_role("graphics-document").get_attribute("aria-label")
    visit.switch(SECTIONS["whatif"], 2)
    visit.press("do:contest")
    visit.until("save:contest:csv")


def _download(visit: Visit, folder: Path) -> None:
    """Both files hold somebody of the roster and not the one held out."""
    visit.view("documents")
    book = load_workbook(visit.save("download:roster.xlsx", folder))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    paper = Document(str(visit.save("download:proposal.docx", folder)))
    texts = [each.text for each in paper.paragraphs]
    texts += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    name = "梁瑞兰"
    assert any(name in cell for cell in cells)
    assert any(name in text for text in texts)


def test_three_clicks_from_opening_the_page_to_a_proven_proposal(visits: Visits) -> None:
    visit = visits("zh")
    visit.page.add_init_script("window.clicks = 0; addEventListener('click', (e) => { clicks += e.isTrusted; }, true)")
    visit.open()
    visit.press("start_sample")
    visit.press("propose")
    visit.says(STATUS_WORDS[Status.OPTIMAL])
    assert 1 <= visit.page.evaluate("window.clicks") <= 3


def test_the_keyboard_alone_leads_to_a_proven_proposal(visits: Visits, server: Server) -> None:
    visit = visits("en")
    visit.open(scenario=on_sample(server, "county", "键盘"), view="proposal")
    visit.tab_to("propose")
    ring = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    visit.act(lambda: visit.page.keyboard.press("Enter"))
    visit.says(STATUS_WORDS[Status.OPTIMAL])


def test_a_page_stays_quick_while_another_works_on_its_own_project(visits: Visits, server: Server) -> None:
    busy, quick = visits("zh"), visits("en")
    busy.open(scenario=on_sample(server, "province", "忙的"), view="whatif")
    quick.open(scenario=on_sample(server, "county", "快的"), view="proposal")
    busy.press("do:sweep")
    busy.until("stop:sweep")

    def timed(*steps: Callable[[], object]) -> float:
        begun = monotonic()
        for step in steps:
            step()
        return monotonic() - begun

    took = [
        timed(lambda: _propose(quick)),
        timed(lambda: quick.choose("who", "P0003")),
        timed(lambda: quick.view("pool")),
        timed(lambda: quick.view("documents")),
    ]
    assert max(took) < QUICK, took
    assert not quick.page.get_by_text("忙的").count()
    assert not busy.page.get_by_text("快的").count()
    assert busy.widget("stop:sweep").get_by_role("button").is_enabled()
    busy.page.get_by_test_id("stProgress").wait_for()
    busy.unfold("stop:sweep")
    busy.until("do:sweep")
    busy.gone("stop:sweep")


@pytest.mark.parametrize("lang", LANGS)
def test_every_view_fits_a_phone_reads_well_and_names_what_it_shows(visits: Visits, server: Server, lang: Lang) -> None:
    visit = visits(lang)
    visit.open()
    found = {"start": _looked_at(visit)}
    visit.open(scenario=on_sample(server, "county", "手机"), view="proposal")
    found["before"] = _looked_at(visit)
    _propose(visit)
    visit.choose("who", "P0001")
    for view in VIEWS:
        visit.view(view)
        parts = visit.until(SECTIONS[view]).get_by_role("radio")
        for number in range(parts.count()):
            visit.switch(SECTIONS[view], number)
            found[f"{view} {number}"] = _looked_at(visit)
    assert {name: said for name, said in found.items() if said} == {}
    assert len(found) > len(VIEWS) * 3


def _looked_at(visit: Visit) -> list[str]:
    visit.page.set_viewport_size(PHONE)
    return [*look.beyond(visit.page), *look.pale(visit.page), *look.nameless(visit.page)]


def test_what_is_too_wide_too_pale_or_nameless_is_found(visits: Visits) -> None:
    visit = visits("zh")
    visit.open()
    visit.page.set_viewport_size(PHONE)
    visit.page.evaluate(
        """document.querySelector('[data-testid=stMain]').insertAdjacentHTML('beforeend',
        '<div style="width: 500px; color: #999">pale</div><button></button>')"""
    )
    assert look.beyond(visit.page)
    assert [said.split(" ")[:2] for said in look.pale(visit.page)] == [["pale", "2.85"]]
    assert look.nameless(visit.page) == ["<button></button>"]
