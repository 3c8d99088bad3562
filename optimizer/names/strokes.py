"""Chinese characters in stroke order: fewer strokes first, then the shapes of the strokes as they are written.

`strokes.txt` holds 20 897 characters in that order, a hundred a line. It was made from `cn_sort/res/all_word.json` of
cn-sort 0.14.0 (MIT, strokes-LICENSE.txt): the field `chinese` of its entries from U+3000 on, each once, by
`stroke_increment_level`, which no two of them share.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def stroke_place(char: str) -> int | None:
    """Where a character stands in stroke order, from 1; None for one that is not in the table."""
    return _places().get(char)


@cache
def _places() -> Mapping[str, int]:
    text = (files(__package__) / "strokes.txt").read_text(encoding="utf-8")
    return {char: place for place, char in enumerate(text.replace("\n", ""), 1)}
