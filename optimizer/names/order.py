"""People in the order a list has them, and the caption that says so when it is true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from optimizer.basis.text import Filled, Text
from optimizer.names.keys import has_sound, has_strokes, sort_key
from optimizer.names.listing import ORDER_WORDS, Given, Listing, Order
from optimizer.names.surnames import characters_of
from optimizer.people.person import Person

__all__ = [
    "ORDER_WORDS",
    "Given",
    "Listing",
    "Order",
    "arranged",
    "order_caption",
    "unplaced",
    "unplaced_words",
]

_CAPTIONS = {
    Order.SURNAME: Filled(zh="（按姓氏笔画为序）", en="(in stroke order of surnames)"),
    Order.NAME: Filled(zh="（按姓名笔画为序）", en="(in stroke order of full names)"),
    Order.PINYIN: Filled(zh="（按姓名拼音为序）", en="(in pinyin order)"),
    Order.UNIT: Filled(
        zh="（按推荐单位排列，同一单位按姓氏笔画为序）", en="(by unit; within a unit in stroke order of surnames)"
    ),
}
_NO_STROKES = Text(
    zh="笔画表里没有这些字，含这些字的姓名排在后面：{shown}。可以另给一张表，写明每个字排在哪个字之后。",
    en="These characters are not in the stroke table, so names with them come late: {shown}. "
    "A small table can say which character each comes after.",
)
_NO_SOUND = Text(
    zh="这些字没有读音，含这些字的姓名排在后面：{shown}。可以另给一张表，写明每个字的读音。",
    en="These characters have no reading, so names with them come late: {shown}. "
    "A small table can say how each is read.",
)


def arranged(people: Iterable[Person], listing: Listing) -> list[Person]:
    """The people in the order of a listing; those it does not tell apart by id."""
    return sorted(people, key=lambda person: (sort_key(person, listing), person.id))


def order_caption(people: Sequence[Person], listing: Listing) -> Filled | None:
    """（按姓氏笔画为序） and the like, where it is true of this very sequence.

    None where it is not, where there is nothing to order (fewer than two people), where a character has no place or
    somebody no unit, and for orders that are nobody else's convention (rank, manual).
    """
    caption = _CAPTIONS.get(listing.order)
    if caption is None or len(people) < 2 or unplaced(people, listing):
        return None
    if listing.order is Order.UNIT and not all(person.value("unit") for person in people):
        return None
    keys = [sort_key(person, listing) for person in people]
    return caption if all(before <= after for before, after in pairwise(keys)) else None


def unplaced(people: Iterable[Person], listing: Listing) -> tuple[str, ...]:
    """The characters of these people's names that have no place in the listing's order, by code point."""
    has_place = has_sound if listing.order is Order.PINYIN else has_strokes
    chars = {char for person in _by_name(people, listing) for char in characters_of(person.name)}
    return tuple(sorted(char for char in chars if not has_place(char, listing.given)))


def unplaced_words(people: Iterable[Person], listing: Listing) -> Filled | None:
    """A sentence about the characters without a place and whose names have them; None where there are none."""
    everyone = arranged(people, listing)
    found = unplaced(everyone, listing)
    if not found:
        return None
    named = {char: [person.name for person in everyone if char in characters_of(person.name)] for char in found}
    shown = Filled(
        zh="、".join(f"{char}（{'、'.join(names)}）" for char, names in named.items()),
        en=", ".join(f"{char} ({', '.join(names)})" for char, names in named.items()),
    )
    return (_NO_SOUND if listing.order is Order.PINYIN else _NO_STROKES).fill(shown=shown)


def _by_name(people: Iterable[Person], listing: Listing) -> Iterator[Person]:
    """The people whose place depends on their names: not those an order of one's own lists, nor those alone on a rank."""
    everyone = list(people)
    ranks = Counter(person.rank for person in everyone)
    listed = frozenset(listing.manual)
    for person in everyone:
        alone = listing.order is Order.RANK and person.rank is not None and ranks[person.rank] == 1
        if not alone and not (listing.order is Order.MANUAL and person.id in listed):
            yield person
