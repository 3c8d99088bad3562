"""Did you mean … ?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from optimizer.basis.text import Filled, Text

_DID_YOU_MEAN = Text(zh="是否想写“{nearest}”？可用：{known}", en='Did you mean "{nearest}"? Known: {known}')
_KNOWN = Text(zh="可用：{known}", en="Known: {known}")
SHOWN = 24


def suggest(written: str, known: Iterable[str]) -> Filled:
    """A cure for a misspelt word: the nearest known one, and what there is."""
    words = sorted(known)
    listed = ", ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
    nearest = get_close_matches(written, words, n=1, cutoff=0.6)
    if nearest:
        return _DID_YOU_MEAN.fill(nearest=nearest[0], known=listed)
    return _KNOWN.fill(known=listed or "—")
