"""Names in a row, and the exception that says in words why seats cannot be shared out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from optimizer.basis.text import Filled, Text

SHOWN = 8


class Impossible(Exception):
    """No way of sharing out the seats keeps every bound; `said` gives the arithmetic and the ways out."""

    def __init__(self, said: Filled) -> None:
        self.said = said
        super().__init__(said.en)


def listed(names: Sequence[str], shown: int = SHOWN) -> Filled:
    """The names in a row; of many the first few, and how many there are."""
    if len(names) <= shown:
        return Filled(zh="、".join(names), en=", ".join(names))
    first = names[:shown]
    return _OF_MANY.fill(first=Filled(zh="、".join(first), en=", ".join(first)), count=len(names))


def in_a_row(sentences: Sequence[Filled]) -> Filled:
    """Sentences one after the other."""
    return Filled(zh="".join(said.zh for said in sentences), en=" ".join(said.en for said in sentences))


def ratio_words(ratio: Fraction) -> str:
    """A ratio as people write it and exactly: `70%`, `66.7%`, otherwise `2/3`."""
    percent = ratio * 100
    for digits in range(4):
        scaled = percent * 10**digits
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**digits)
            return f"{whole}.{rest:0{digits}d}%" if digits else f"{whole}%"
    return f"{ratio.numerator}/{ratio.denominator}"


def number_words(number: Fraction) -> str:
    """A number exactly: whole, a decimal of at most three places, otherwise whole and fraction (`3 1/7`)."""
    whole, rest = divmod(number.numerator, number.denominator)
    if rest == 0:
        return str(whole)
    for digits in range(1, 4):
        scaled = number * 10**digits
        if scaled.denominator == 1:
            return f"{whole}.{scaled.numerator - whole * 10**digits:0{digits}d}"
    return f"{whole} {rest}/{number.denominator}" if whole else f"{rest}/{number.denominator}"


_OF_MANY = Text(zh="{first}等 {count} 个", en="{first} … ({count} in all)")
