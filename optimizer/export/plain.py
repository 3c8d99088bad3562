"""What Markdown and HTML share: texts without what a page cannot hold, and the last line of a draft."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import east_asian_width

from optimizer.basis.text import Filled, Text
from optimizer.report.words import day_words

_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_PICTURES = {number: 0x2400 + number for number in range(32) if chr(number) not in "\t\n"} | {0x7F: 0x2421}
_OUTSIDE = re.compile("[\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def plain(text: str) -> str:
    """The text with one kind of line break; control characters become their pictures (␀), what is no character U+FFFD."""
    return _OUTSIDE.sub("\ufffd", _BREAKS.sub("\n", text).translate(_PICTURES))


def width(text: str) -> int:
    """How wide a text is, in Latin letters: a Chinese character is as wide as two."""
    return sum(2 if east_asian_width(character) in "FW" else 1 for character in text)


def dated_words(day: date) -> Filled:
    """The last line of a draft."""
    return _DATED.fill(day=day_words(day))


_DATED = Text(zh="草案日期：{day}", en="Draft of {day}")
