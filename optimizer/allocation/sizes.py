"""The size of a body by a base and a rate: "350 and one per 150,000, at most 1,000"."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.basis.text import Filled, Text


@dataclass(frozen=True, kw_only=True)
class Size:
    """The seats, and the arithmetic in words."""

    seats: int
    said: Filled


def size_of(population: int, base: int, per: int, at_most: int | None) -> Size:
    """`base` seats and one more for every full `per` people, never above `at_most`.

    The form of the Electoral Law, art. 12 (basic number and an addition by population, with a ceiling). Raises ValueError for a
    negative number or `per` below 1.
    """
    if min(population, base, at_most or 0) < 0 or per < 1:
        raise ValueError("population, base and ceiling are not negative; the rate is one seat per at least one person")
    more = population // per
    seats = base + more
    said = _SUM.fill(base=base, population=population, per=per, more=more, seats=seats)
    if at_most is not None and seats > at_most:
        return Size(seats=at_most, said=_CAPPED.fill(said=said, most=at_most))
    return Size(seats=seats, said=said)


_SUM = Text(
    zh="基数 {base} 席，每满 {per} 人加 1 席：{population} 人加 {more} 席，共 {seats} 席。",
    en="{base} seats, and one more for every full {per} people: {population} people make {more} more, {seats} in all.",
)
_CAPPED = Text(zh="{said}超过上限，定为 {most} 席。", en="{said} That is above the ceiling: {most} seats.")
