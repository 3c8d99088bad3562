"""The pages in a real browser: the whole journey in both languages, a second user, the keyboard, a phone, a server killed."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from itertools import count, product
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from docx import Document
from openpyxl import load_workbook

from optimizer.basis.text import LANGS, Lang
from optimizer.planner.desk.draft import Draft, Pin, draft_of
from optimizer.planner.desk.projects import SAMPLE_POLICIES, Projects, begin_project, open_database, sample_draft
from optimizer.planner.desk.roster import roster_seats
from optimizer.report.words import STATUS_WORDS
from optimizer.solve.status import Status
from tests.ui.journey import look
from tests.ui.journey.inputs import QUOTA, faulty, policy, rows, workbook
from tests.ui.journey.server import Server
from tests.ui.journey.visit import FLAGS, Visit
from ui.page import VIEWS
from ui.views.policy import words as policy_words
from ui.views.proposal import words as proposal_words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ViewportSize

pytestmark = pytest.mark.browser

type Visits = Callable[..., Visit]

SECTIONS = {
    "pool": "pool_part",
    "policy": "policy_part",
    "proposal": "section",
    "whatif": "whatif_section",
    "scenarios": "scenarios_section",
    "documents": "document",
}
"""The key of the buttons that choose a part of each view."""
SEEDS = count(1)
DESKTOP: ViewportSize = {"width": 1280, "height": 720}
PHONE: ViewportSize = {"width": 390, "height": 844}
SETTLED = 20
"""Seconds within which a page that a job draws again has come to rest."""
QUICK = 15
"""Seconds an action may take on a page while another works, on a machine that may have other things to do, too."""


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


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> list[BrowserContext]:
    """The browsers of two users; what one of them has loaded, it need not load again."""
    return [browser.new_context(viewport=DESKTOP, accept_downloads=True) for _ in range(2)]


@pytest.fixture
def visits(contexts: list[BrowserContext], server: Server) -> Iterator[Visits]:
    """Pages in the browsers of the users: nothing may go wrong in them, nor leave the machine."""
    made: list[Visit] = []

    def visit(lang: Lang, user: int = 0) -> Visit:
        made.append(Visit(contexts[user], server.address, lang))
        return made[-1]

    yield visit
    for each in made:
        each.page.close()
    assert [error for each in made for error in each.errors] == []
    assert [url for each in made for url in each.elsewhere] == []


def stored(server: Server, scenario: str) -> Draft:
    """What the store has of a scenario."""
    database = open_database(server.store)
    draft = draft_of(Projects(database).content(scenario))
    database.close()
    return draft


def on_sample(server: Server, sample: str, name: str) -> str:
    """A project on a sample; its scenario. Its seed is its own, so that what others were answered is no answer here."""
    draft = replace(sample_draft(sample, SAMPLE_POLICIES[sample]), seed=next(SEEDS))
    database = open_database(server.store)
    scenario = begin_project(Projects(database), name, draft)
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
    seated = _seated(stored(server, first))
    entering, name, leaving = _alike(seated)
    pins = (
        Pin(person=entering, scope="congress", hold="in", reason="要有人代表"),
        Pin(person=leaving, scope="congress", hold="out", reason="本人*不愿意*"),
    )
    _pin_and_plan_near(visit, pins)
    kept = stored(server, first)
    assert kept.pins == pins
    assert _seated(kept) == (seated | {entering}) - {leaving}

    _compare_with_another(visit, first)
    _ask_what_if(visit)
    for texts in _downloaded(visit, tmp_path):
        assert any(name in text for text in texts)
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


def _seated(draft: Draft) -> set[str]:
    return {seat.person for seat in roster_seats(draft.roster)}


def _alike(seated: set[str]) -> tuple[str, str, str]:
    """Somebody without a seat, with their name, and somebody with one who counts for the same rules."""
    header, *people = rows()
    told = [header.index(column) for column in ("性别", "是否基层一线")]
    return next(
        (one[0], one[1], other[0])
        for one, other in product(people, people)
        if one[0] not in seated and other[0] in seated and all(one[at] == other[at] for at in told)
    )


def _upload(visit: Visit, folder: Path) -> None:
    """A table with faults and a policy."""
    visit.give("pool_file:0", workbook(faulty(), folder / "候选人.xlsx"))
    visit.view("policy")
    (folder / "规则.toml").write_text(policy(visit.lang))
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
    visit.page.get_by_test_id("stDataFrame").wait_for()


def _compare_with_another(visit: Visit, first: str) -> None:
    """A copy under another quota beside the scenario, which is then opened again."""
    visit.view("scenarios")
    (copy,) = visit.keys("copy:")
    visit.unfold(copy)
    visit.fill("copy_name", "第二")
    visit.enter("copy_name")
    visit.page.wait_for_url(lambda url: first not in url)
    visit.view("policy")
    visit.press("open:rule:0")
    visit.type("rule:0:at_least", "60%")
    visit.view("scenarios")
    visit.switch(SECTIONS["scenarios"], 1)
    visit.press("plan_them")
    visit.until("only_differing")
    visit.switch(SECTIONS["scenarios"], 0)
    visit.press(f"choose:{first}")
    visit.page.wait_for_url(lambda url: first in url)


def _ask_what_if(visit: Visit) -> None:
    visit.view("whatif")
    visit.press("do:sweep")
    visit.until("sweep_point")
    assert visit.page.get_by_test_id("stVegaLiteChart").first.get_attribute("aria-label")
    visit.switch(SECTIONS["whatif"], 2)
    visit.press("do:contest")
    visit.until("save:contest:csv")


def _downloaded(visit: Visit, folder: Path) -> tuple[list[str], list[str]]:
    """All that is written in the workbook, and in the paper."""
    visit.view("documents")
    book = load_workbook(visit.save("download:roster.xlsx", folder))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    paper = Document(str(visit.save("download:proposal.docx", folder)))
    texts = [each.text for each in paper.paragraphs]
    texts += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return cells, texts


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
    busy, quick = visits("zh"), visits("en", user=1)
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
    visit.view("allocation")
    found["allocation none"] = _looked_at(visit)
    visit.press("units_take_sample")
    visit.until("allocation_write")
    found["allocation"] = _looked_at(visit)
    assert {*SECTIONS, "allocation"} == {*VIEWS}
    for view in SECTIONS:
        visit.view(view)
        parts = visit.until(SECTIONS[view]).get_by_role("radio").count()
        # English is the longer one: what fits in it fits in Chinese, part by part.
        for number in range(parts if lang == "en" else 1):
            visit.switch(SECTIONS[view], number)
            found[f"{view} {number}"] = _looked_at(visit)
    assert {name: said for name, said in found.items() if said} == {}


def _looked_at(visit: Visit) -> list[str]:
    """What is wrong with the page as it stands: while a job draws it again, Streamlit fades what is about to be replaced."""
    visit.page.set_viewport_size(PHONE)
    until = time.monotonic() + SETTLED
    while True:
        found = [*look.beyond(visit.page), *look.pale(visit.page), *look.nameless(visit.page)]
        if not found or time.monotonic() > until:
            return found
        visit.page.wait_for_timeout(500)


def test_what_is_too_wide_too_pale_or_nameless_is_found(visits: Visits) -> None:
    visit = visits("zh")
    visit.open()
    visit.page.set_viewport_size(PHONE)
    visit.page.evaluate(
        """document.querySelector('[data-testid=stMain]').insertAdjacentHTML('beforeend',
        '<div style="width: 500px; color: #999">pale</div><button></button>')"""
    )
    assert look.beyond(visit.page)
    assert [said.split(" ")[:2] for said in look.pale(visit.page)] == [["pale", "2.85"]], look.pale(visit.page)
    assert look.nameless(visit.page) == ["<button></button>"]
