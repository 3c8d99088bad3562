"""Exact ratios: `70%`, `7/10`, never a float (docs/conventions.md §1)."""

from __future__ import annotations

import re
from fractions import Fraction

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
_FRACTION = re.compile(r"(\d+)\s*[/／]\s*(\d+)")


def parse_ratio(written: str) -> Fraction | None:
    """The exact ratio a text such as `70%`, `66.7%` or `2/3` states; None when it states none."""
    percent = _PERCENT.fullmatch(written.strip())
    if percent:
        return Fraction(percent[1]) / 100
    fraction = _FRACTION.fullmatch(written.strip())
    if fraction and int(fraction[2]) > 0:
        return Fraction(int(fraction[1]), int(fraction[2]))
    return None


def ceil_share(ratio: Fraction, size: int) -> int:
    """The least whole number of heads that is at least `ratio` of `size`."""
    return -((-ratio.numerator * size) // ratio.denominator)


def floor_share(ratio: Fraction, size: int) -> int:
    """The greatest whole number of heads that is at most `ratio` of `size`."""
    return (ratio.numerator * size) // ratio.denominator
