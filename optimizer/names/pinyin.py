"""How a character is read, as letters and a tone from 1 to 5 (`yue4`; ü is v; 5 is no tone)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_READING = re.compile(r"[a-z]{1,6}[1-5]")


def reading_of(said: str) -> str | None:
    """A reading as people write it (`yuè`, `yue4`, `lü3`, `nv`) in the one form; None for what is no reading."""
    letters, tone = "", ""
    for char in unicodedata.normalize("NFD", said.strip().casefold()):
        if char in _TONES:
            tone += _TONES[char]
        elif char == "\u0308" and letters.endswith("u"):
            letters = letters[:-1] + "v"
        else:
            letters += char
    found = letters + tone if tone or letters[-1:].isdigit() else letters + "5"
    return found if _READING.fullmatch(found) else None


@cache
def common_reading(char: str) -> str | None:
    """The commonest reading of a character; None where none is known."""
    # Loading pypinyin takes most of a second; only lists in pinyin order pay for it.
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.TONE3, errors="ignore")
    return reading_of(found[0][0]) if found else None
