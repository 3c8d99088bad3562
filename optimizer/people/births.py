"""Reading a birth as precisely as it was written, and never more so."""

from __future__ import annotations

import re
from datetime import date, timedelta

from optimizer.basis.text import Text
from optimizer.people.cells import Bad
from optimizer.people.person import Birth
from optimizer.people.words import clean_code

FIRST_YEAR = 1900
# Day 0 of spreadsheet programs; right from March 1900 on.
_DAY_ZERO = date(1899, 12, 30)

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("。、．", "."))
_REMARK = re.compile(r"\((?:现年)?\d{1,3}周?岁\)$|出?生$")
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(?::00(?:\.0+)?)?$")
_YEAR = re.compile(r"(\d{4})年?")
_YEAR_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?|(\d{4})(\d{2})")
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"[1-9]\d{4}")
_LOST_ZERO = re.compile(r"(\d{4})\.1")

_UNREADABLE = Text(zh="看不懂的出生日期", en="the birth cannot be read")
_IMPOSSIBLE = Text(zh="没有这一天", en="there is no such date")
_FUTURE = Text(zh="出生日期晚于今天（{today}）", en="the birth is later than today ({today})")
_AMBIGUOUS = Text(zh="可能是{one}，也可能是{two}", en="this may be {one} or {two}")
_WRITE = Text(
    zh="请写成 1980、1980-05 或 1980-05-03；不知道就留空",
    en="write it as 1980, 1980-05 or 1980-05-03, or leave it empty if unknown",
)
_WRITE_ONE = Text(zh="请写成 {one} 或 {two}", en="write {one} or {two}")


def read_birth(written: str, *, today: date) -> Birth | Bad | None:
    """The birth a cell states, None for an empty cell, Bad for one that is unreadable, impossible, ambiguous or future."""
    text = _plain(written)
    if not text:
        return None
    if _SERIAL.fullmatch(text):
        return _serial(text, today=today)
    lost_zero = _LOST_ZERO.fullmatch(text)
    if lost_zero:
        # A spreadsheet program that takes 1980.10 for a number shows and stores 1980.1.
        return _ambiguous(f"{lost_zero[1]}-10", f"{lost_zero[1]}-01")
    for pattern in (_YEAR, _YEAR_MONTH, _FULL):
        found = pattern.fullmatch(text)
        if found:
            return _checked([int(part) for part in found.groups() if part], today=today)
    return Bad(kind="people.birth", message=_UNREADABLE.fill(), cure=_WRITE.fill())


def _plain(written: str) -> str:
    text = _MIDNIGHT.sub("", clean_code(written)).translate(_DASHES).replace(" ", "")
    return _REMARK.sub("", text)


def _serial(text: str, *, today: date) -> Birth | Bad:
    """A date cell that lost its format is a count of days; five digits may also be a year and a month without its zero."""
    born = _DAY_ZERO + timedelta(days=int(text))
    year, month = int(text[:4]), int(text[4])
    if FIRST_YEAR <= year <= today.year and month:
        return _ambiguous(f"{year}-{month:02d}", born.isoformat())
    return _checked([born.year, born.month, born.day], today=today)


def _ambiguous(one: str, two: str) -> Bad:
    return Bad(
        kind="people.birth_ambiguous",
        message=_AMBIGUOUS.fill(one=one, two=two),
        cure=_WRITE_ONE.fill(one=one, two=two),
    )


def _checked(parts: list[int], *, today: date) -> Birth | Bad:
    birth = Birth(*parts)
    try:
        earliest = birth.earliest if all(parts) else None
    except ValueError:
        earliest = None
    if earliest is None or earliest.year < FIRST_YEAR:
        return Bad(kind="people.birth_impossible", message=_IMPOSSIBLE.fill(), cure=_WRITE.fill())
    if earliest > today:
        return Bad(kind="people.birth_future", message=_FUTURE.fill(today=today.isoformat()), cure=_WRITE.fill())
    return birth
