"""Normalising what people type: widths, spaces, invisible characters (docs/conventions.md §2)."""

from __future__ import annotations

import re
import unicodedata

HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"

# Soft hyphen, zero-width characters, direction marks and BOM come along when text is copied from pages and chats; no workbook
# can hold U+FFFE and U+FFFF.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
)
_WIDE = {wide: wide - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for wide in range(ord(first), ord(last) + 1)}
_HAN_GAP = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_MIDDLE_DOT = re.compile(r" ?[·•‧∙⋅・･] ?")


def clean_text(written: str) -> str:
    """Free text as it is kept: one blank between words, half-width digits and Latin letters, nothing invisible.

    Chinese punctuation stays as written.
    """
    if written.isascii() and written.isalnum():
        return written
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", written.translate(_WIDE))).split())


def clean_name(written: str) -> str:
    """A name: blanks between Chinese characters go, those between Latin words stay; every middle dot becomes `·`."""
    return _HAN_GAP.sub("", _MIDDLE_DOT.sub("·", clean_text(written)))


def clean_code(written: str) -> str:
    """An id, date or number: compatibility forms become plain ones (NFKC), so that `Ｐ００１` is `P001`."""
    return clean_text(unicodedata.normalize("NFKC", _INVISIBLE.sub("", written)))


def word(written: str) -> str:
    """A word to look up in a fixed list: plain forms, lower case, no blanks or underscores."""
    return re.sub(r"[\s_]", "", clean_code(written).casefold())
