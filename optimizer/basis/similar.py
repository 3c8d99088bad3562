"""Did you mean … ?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from optimizer.basis.text import Filled, Text

_DID_YOU_MEAN = Text(zh="是否想写“{nearest}”？可用：{known}", en='Did you mean "{nearest}"? Known: {known}')
_KNOWN = Text(zh="可用：{known}", en="Known: {known}")
SHOWN = 24


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known word most like the one written; None when none is like it."""
    found = get_close_matches(written, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


def suggest(written: str, known: Iterable[str]) -> Filled:
    """A cure for a misspelt word: the nearest known one, and what there is."""
    words = sorted(known)
    listed = ", ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
    near = nearest(written, words)
    if near:
        return _DID_YOU_MEAN.fill(nearest=near, known=listed)
    return _KNOWN.fill(known=listed or "—")
