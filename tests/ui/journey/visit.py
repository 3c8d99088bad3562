"""A page of the pages in a browser: widgets found by their keys, which no language changes, and every run awaited."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from optimizer.basis.text import Filled, Lang
from tests.ui.desk import LABELS
from tests.ui.journey.server import PATIENCE
from ui.page import VIEWS

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, WebSocket

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Without these a headless Chromium looks for its maker's servers, or does not start in a container."""
_POLL = 25
_WRITTEN = 4.0
"""Seconds after which a field that was left is taken for one that was drawn again while it was written in."""
_TABS = 40
"""So many times is enough to reach a button near the head of a page."""


class Visit:
    """One page; what the browser complains of and where it asks are kept for the end."""

    def __init__(self, context: BrowserContext, address: str, lang: Lang) -> None:
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.lang = lang
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        self._address = address
        self._asks = self._begun = self._answered = 0
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda asked: self._asked(asked.url))
        self.page.on("websocket", self._listen)

    def _asked(self, url: str) -> None:
        """The data stay on this machine: every request that goes elsewhere is written down."""
        if not url.startswith((self._address, "blob:", "data:")):
            self.elsewhere.append(url)

    def _listen(self, socket: WebSocket) -> None:
        if not socket.url.startswith(self._address.replace("http", "ws", 1)):
            self.elsewhere.append(socket.url)
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: str | bytes) -> None:
        """Count what the page asks the script to run for; parts of the page that look for themselves do not count."""
        if isinstance(frame, bytes):
            asked = BackMsg.FromString(frame)
            if asked.WhichOneof("type") == "rerun_script":
                self._asks += not asked.rerun_script.fragment_id

    def _received(self, frame: str | bytes) -> None:
        """Note which of the asks the run that has ended began after."""
        if not isinstance(frame, bytes):
            return
        said = ForwardMsg.FromString(frame)
        kind = said.WhichOneof("type")
        if kind == "new_session":
            self._begun = self._asks
        elif kind == "script_finished" and said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._answered = self._begun

    def open(self, **query: str) -> None:
        """Go to the address with a query, in the language of the visit."""
        self._settle(lambda: self.page.goto(f"{self._address}?{urlencode({'lang': LABELS[self.lang], **query})}"))

    def reload(self) -> None:
        """The same address again."""
        self._settle(self.page.reload)

    def act(self, *steps: object) -> None:
        """Do something, and wait until the page has been drawn again because of it."""
        self._settle(*steps)

    def _settle(self, *steps: object) -> None:
        before = self._asks
        for step in steps:
            assert callable(step)
            step()
        until = time.monotonic() + PATIENCE
        while self._asks == before or self._answered < self._asks or not self._still():
            assert time.monotonic() < until, "the page was not drawn again"
            self.page.wait_for_timeout(_POLL)
        assert not self.page.get_by_test_id("stException").count()

    def _still(self) -> bool:
        return self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").count() == 1

    def widget(self, key: str) -> Locator:
        """The widget of a key."""
        return self.page.locator(f".st-key-{_named(key)}")

    def press(self, key: str) -> None:
        """Press a button."""
        self._settle(self.widget(key).get_by_role("button").first.click)

    def unfold(self, key: str) -> None:
        """Open what folds, such as a popover, or press what draws only a part of the page: the script does not run."""
        self.widget(key).get_by_role("button").first.click()

    def tab_to(self, key: str) -> None:
        """Go on by the key Tab until the keyboard is in a widget."""
        inside = f"document.querySelector('.st-key-{_named(key)}')?.contains(document.activeElement)"
        for _ in range(_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(inside):
                return
        raise AssertionError(key)

    def type(self, key: str, said: str) -> None:
        """Write into a field, and leave it."""
        field = self.widget(key).locator("input, textarea").first

        def write() -> None:
            before, until = self._asks, time.monotonic() + PATIENCE
            while self._asks == before and time.monotonic() < until:
                field.fill(said)
                field.blur()
                # A page that is drawn again in between (a job has just ended) may put a fresh field in the place of this one.
                again = time.monotonic() + _WRITTEN
                while self._asks == before and time.monotonic() < again:
                    self.page.wait_for_timeout(_POLL)

        self._settle(write)

    def fill(self, key: str, said: str) -> None:
        """Write into a field of a form, which waits for its button."""
        self.widget(key).locator("input, textarea").first.fill(said)

    def enter(self, key: str) -> None:
        """Send a form by the key Enter in one of its fields."""
        self._settle(lambda: self.widget(key).locator("input").first.press("Enter"))

    def choose(self, key: str, said: str) -> None:
        """Choose from a list by part of what it says."""
        self._settle(lambda: self.pick(key, said, exact=False))

    def pick(self, key: str, said: str, *, exact: bool = True) -> None:
        """The same in a form, which waits for its button."""
        field = self.widget(key).locator("input").first
        field.click()
        field.fill(said)
        self.page.get_by_role("option", name=said, exact=exact).first.click()

    def switch(self, key: str, number: int) -> None:
        """Press one of the buttons of a row, unless it is the one pressed."""
        button = self.widget(key).get_by_role("radio").nth(number)
        if button.get_attribute("aria-checked") != "true":
            self._settle(button.click)

    def view(self, name: str) -> None:
        """Go to a view."""
        self.switch("view", list(VIEWS).index(name))

    def give(self, key: str, *files: Path) -> None:
        """Upload files."""
        self._settle(lambda: self.widget(key).locator("input[type=file]").set_input_files(files))

    def says(self, said: Filled | str) -> Locator:
        """Where the page says something; waits for it."""
        text = said if isinstance(said, str) else said.to(self.lang)
        found = self.page.get_by_text(text).first
        found.wait_for()
        return found

    def until(self, key: str) -> Locator:
        """Wait until there is a widget."""
        found = self.widget(key)
        found.first.wait_for()
        return found

    def save(self, key: str, folder: Path) -> Path:
        """Press a button for a file, and keep it under the name it is given."""
        with self.page.expect_download() as held:
            self.widget(key).get_by_role("button").first.click()
        path = folder / held.value.suggested_filename
        held.value.save_as(path)
        return path

    def gone(self, key: str) -> None:
        """Wait until there is no such widget."""
        self.widget(key).first.wait_for(state="detached")

    def query(self, name: str) -> str | None:
        """What the address says."""
        found = parse_qs(urlsplit(self.page.url).query).get(name)
        return found[0] if found else None

    def keys(self, start: str) -> Sequence[str]:
        """The widgets there are whose keys start so, in the order of the page."""
        found: list[str] = self.page.evaluate(
            "start => [...document.querySelectorAll(`[class*='st-key-${start}']`)]"
            ".map(each => [...each.classList].find(name => name.startsWith('st-key-')).slice('st-key-'.length))",
            _named(start),
        )
        return found


def _named(key: str) -> str:
    """A key as it stands in a class of the page."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key)
