"""How the people of a list are ordered, as the user asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from optimizer.basis.text import Text
from optimizer.names.strokes import stroke_place


class Order(StrEnum):
    """The orders there are."""

    SURNAME = "surname"
    NAME = "name"
    PINYIN = "pinyin"
    RANK = "rank"
    UNIT = "unit"
    MANUAL = "manual"


ORDER_WORDS = {
    Order.SURNAME: Text(zh="姓氏笔画", en="strokes of the surname"),
    Order.NAME: Text(zh="姓名笔画", en="strokes of the full name"),
    Order.PINYIN: Text(zh="姓名拼音", en="pinyin"),
    Order.RANK: Text(zh="推荐排序", en="rank"),
    Order.UNIT: Text(zh="推荐单位，再按姓氏笔画", en="unit, then strokes of the surname"),
    Order.MANUAL: Text(zh="自定次序", en="an order of your own"),
}
"""What each order is called."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the user says of one character: which one it comes right after in stroke order, how it is read, or both.

    `reading` is as `names.pinyin.reading_of` returns it (`yue4`); both are "" where nothing is said.
    """

    character: str
    after: str = ""
    reading: str = ""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The order of a list.

    `officers_first`: whether documents put those who hold an office before the other members. `manual` are ids in the
    order MANUAL wants. Of the characters `given`, several after the same one follow each other as they are listed.
    Raises ValueError when one is to come after a character that has no place: neither in the table nor given earlier.
    """

    order: Order = Order.SURNAME
    officers_first: bool = True
    manual: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()

    def __post_init__(self) -> None:
        placed: set[str] = set()
        for each in self.given:
            if each.after and (each.after == each.character or not (each.after in placed or stroke_place(each.after))):
                raise ValueError(f"{each.after!r} has no place, so that {each.character!r} cannot come after it")
            if each.after:
                placed.add(each.character)
