"""Whole numbers in the cells of a table: of members, of seats, of people a unit can send."""

from __future__ import annotations

import re

from optimizer.basis.faults import Fault
from optimizer.basis.text import Filled, Text
from optimizer.people.words import clean_code

_WHOLE = re.compile(r"(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.0+)?[人名位个]?")
_SIGNED = re.compile(r"[-−﹣－]\s*[\d,.]+")
_DECIMAL = re.compile(r"[\d,]*\.\d+[人名位个]?")


def whole(written: str) -> int | Filled:
    """The whole number a cell holds, thousands separated or not; or what is wrong with it."""
    said = clean_code(written)
    found = _WHOLE.fullmatch(said)
    if found:
        return int(found[1].replace(",", ""))
    if not said:
        return _EMPTY
    if _SIGNED.fullmatch(said):
        return _NEGATIVE
    return _FRACTION if _DECIMAL.fullmatch(said) else _NO_FIGURE


def figure_fault(row: int, column: str, written: str, said: Filled) -> Fault:
    """The fault of a cell that holds no whole number."""
    return Fault(
        kind="units.figure", row=row, column=column, value=written.strip() or None, message=said, cure=_CURE.fill()
    )


_EMPTY = Filled(zh="没有填数", en="there is no figure")
_NEGATIVE = Filled(zh="是负数", en="the figure is negative")
_FRACTION = Filled(zh="不是整数", en="this is no whole number")
_NO_FIGURE = Filled(zh="不是数字", en="this is no figure")
_CURE = Text(
    zh="写不小于 0 的整数，如 1200 或 1,200", en="Write a whole number that is not negative, such as 1200 or 1,200"
)
