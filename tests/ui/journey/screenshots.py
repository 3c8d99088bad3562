"""Makes docs/images/<view>-<language>.png, the pictures of docs/pages.md: `python -m tests.ui.journey.screenshots`.

Needs Chromium. They show the county sample, planned on a server with a store of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

from optimizer.basis.text import LANGS, Lang
from optimizer.report.words import STATUS_WORDS
from optimizer.solve.status import Status
from tests.samples import ROOT
from tests.ui.journey.server import Server
from tests.ui.journey.visit import FLAGS, Visit
from ui import words

IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1280, 720
COLOURS = 128
"""Enough for pages of text and bars, and small enough to keep the pictures in the repository."""


def main() -> None:
    """Take all pictures anew."""
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(headless=True, executable_path="/usr/bin/chromium", args=list(FLAGS))
        for lang in LANGS:
            own = Path(folder) / lang
            own.mkdir()
            server = Server(own)
            server.start()
            try:
                context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1)
                _journey(Visit(context, server.address, lang), lang)
            finally:
                server.kill()
        browser.close()


def _journey(visit: Visit, lang: Lang) -> None:
    def picture(name: str, height: int = HEIGHT) -> None:
        visit.page.set_viewport_size({"width": WIDTH, "height": height})
        visit.page.mouse.move(1, 1)
        visit.page.evaluate("document.activeElement.blur()")
        # Charts and grids are drawn after the page; nothing tells when they are.
        visit.page.wait_for_timeout(1500)
        path = IMAGES / f"{name}-{lang}.png"
        visit.page.screenshot(path=path)
        Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        visit.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    visit.open()
    picture("start")
    visit.choose("sample", words.SAMPLES["county"].to(lang))
    visit.press("start_sample")
    visit.press("propose")
    visit.says(STATUS_WORDS[Status.OPTIMAL])
    for name, shown in _VIEWS.items():
        visit.view(name)
        height = shown(visit) or HEIGHT
        picture(name, height)
    picture("rollout", _rollout(visit))


def _pool(visit: Visit) -> int:
    return 900


def _allocation(visit: Visit) -> int:
    """The units of the sample."""
    visit.press("units_take_sample")
    visit.until("allocation_write")
    return 1000


def _policy(visit: Visit) -> int:
    """A rule opened, once it is known how far each could go."""
    visit.gone("stop:meter")
    visit.press("open:rule:0")
    visit.gone("stop:meter")
    return 1100


def _proposal(visit: Visit) -> int:
    """Somebody chosen."""
    visit.choose("who", "P0056")
    return 1000


def _whatif(visit: Visit) -> int:
    visit.press("do:sweep")
    visit.until("sweep_point")
    return 1000


def _scenarios(visit: Visit) -> int:
    """The scenario beside a copy of it under another rule."""
    visit.view("scenarios")
    (copy,) = visit.keys("copy:")
    visit.unfold(copy)
    visit.fill("copy_name", "方案二：女性四成" if visit.lang == "zh" else "40% women")
    visit.enter("copy_name")
    visit.view("policy")
    visit.press("open:rule:4")
    visit.type("rule:4:at_least", "40%")
    visit.view("proposal")
    visit.press("propose")
    visit.says(STATUS_WORDS[Status.OPTIMAL])
    visit.view("scenarios")
    visit.switch("scenarios_section", 1)
    visit.until("only_differing")
    return 900


def _documents(visit: Visit) -> int:
    return 1000


def _rollout(visit: Visit) -> int:
    """The two cities of the sample, planned."""
    visit.press("close")
    visit.press("rollout_sample")
    visit.until("plan_all")
    visit.press("plan_all")
    visit.gone("stop")
    return 1000


# The policy comes after the proposal: its meters then show what the roster has.
_VIEWS: dict[str, Callable[[Visit], int]] = {
    "pool": _pool,
    "allocation": _allocation,
    "proposal": _proposal,
    "policy": _policy,
    "whatif": _whatif,
    "scenarios": _scenarios,
    "documents": _documents,
}

if __name__ == "__main__":
    main()
