"""The pages once in a real browser: a sample, a proposal, a person, the other language; no errors on the console."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from optimizer.report.words import STATUS_WORDS
from optimizer.solve.status import Status
from tests.ui.desk import APP
from ui import desk
from ui import words as start
from ui.views.proposal import words

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# Without these a headless Chromium looks for its maker's servers, or does not start in a container.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60
HEADER, ROW = 35, 35
"""Heights in a grid, in pixels: its cells are drawn, so they are clicked by place."""


def chromium() -> str:
    """Where Chromium is; the test is skipped without it, except where everything must be there."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found and find_spec("playwright"):
        return found
    if os.environ.get("CI"):
        pytest.fail("Chromium is not installed")
    pytest.skip("Chromium is not installed")


@pytest.fixture(scope="module")
def browser_path() -> str:
    return chromium()


@pytest.fixture(scope="module")
def address(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, on a free port of this machine, started away from the checkout as a user might."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(port)]
    own = {**os.environ, desk.STORE: str(folder / "projects.db")}
    with (folder / "log").open("wb") as log:
        command += ["--server.address", "127.0.0.1"]
        server = subprocess.Popen(command, cwd=folder, env=own, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, folder / "log")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(PATIENCE)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(log.read_text())


@pytest.fixture
def page(browser_path: str) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, headless=True, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1400, "height": 900}, locale="zh-CN")
        page.set_default_timeout(PATIENCE * 1000)
        yield page
        browser.close()


def test_begin_on_a_sample_propose_choose_somebody_and_switch_language(page: Page, address: str) -> None:
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    elsewhere: list[str] = []
    page.on("request", lambda asked: None if is_local(asked.url, address) else elsewhere.append(asked.url))

    page.goto(address)
    page.get_by_role("button", name=start.START_SAMPLE.zh).click()
    page.get_by_role("button", name=words.PROPOSE.zh).click()
    page.get_by_text(STATUS_WORDS[Status.OPTIMAL].zh).wait_for()
    rosters = page.get_by_test_id("stDataFrame").first
    rosters.scroll_into_view_if_needed()
    rosters.click(position={"x": 18, "y": HEADER + ROW // 2})
    page.get_by_role("button", name=words.WHY.zh, exact=True).wait_for()

    page.get_by_text("English", exact=True).click()
    page.get_by_text(STATUS_WORDS[Status.OPTIMAL].en).wait_for()
    page.get_by_role("button", name=words.WHY.en).wait_for()
    page.reload()
    page.get_by_text(STATUS_WORDS[Status.OPTIMAL].en).wait_for()
    assert errors == []
    assert elsewhere == []


def is_local(asked: str, address: str) -> bool:
    """Whether a request stays with our own server: the page promises that the data stay on this machine."""
    return asked.startswith((address, address.replace("http", "ws", 1), "blob:", "data:"))
