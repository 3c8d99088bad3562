"""The documentation as data: pages, their fenced blocks, their headings and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Fence:
    """One fenced block: its language, its text, the line it begins on."""

    language: str
    text: str
    line: int


def named(page: Path) -> str:
    """The page's path from the root, as a test's name."""
    return str(page.relative_to(ROOT))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def fences(page: Path) -> list[Fence]:
    """Every fenced block, in order."""
    text = text_of(page)
    return [
        Fence(language=found[1], text=found[2], line=text.count("\n", 0, found.start()) + 1)
        for found in _FENCE.finditer(text)
    ]


def links(page: Path) -> list[str]:
    """Targets of links and pictures, outside fenced blocks."""
    return _LINK.findall(_FENCE.sub("", text_of(page)))


def headings(page: Path) -> list[str]:
    """The headings' texts, outside fenced blocks."""
    return _HEADING.findall(_FENCE.sub("", text_of(page)))


def anchor(heading: str) -> str:
    """The anchor a heading gets: small letters, hyphens for blanks, no punctuation."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def everything() -> str:
    """All pages as one text."""
    return "\n".join(map(text_of, PAGES))
