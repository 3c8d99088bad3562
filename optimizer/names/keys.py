"""What is compared when two people of a list are put in order.

- SURNAME: character by character the places in stroke order. A given name of one character leaves an empty slot before
  it, which sorts before every character: 高富 (高, –, 富) before 高大富, 欧阳修 (欧, 阳, –, 修) before 欧阳少东. Of a compound
  surname, too, the first character is compared first. Names in parts (爱新觉罗·启星) and given names of more than
  one character have no slot.
- NAME: the same without the slot, so that 田大利 is before 田富.
- PINYIN: character by character the letters, then the tone, then the place in stroke order; no slot. Surnames have
  their own readings. Latin letters and figures stand for themselves, before syllables that begin so.
- RANK: the column rank, people without one last; then SURNAME. UNIT: the strokes of the unit's name, people without one
  last; then SURNAME. MANUAL: the ids as listed, everyone else last; then SURNAME.

Where one name is the beginning of another the shorter is first. Blanks, dots and hyphens are not compared. A character
without a place is after all others, by code point.
"""

from __future__ import annotations

from functools import lru_cache

from optimizer.names.listing import Given, Listing, Order
from optimizer.names.pinyin import common_reading
from optimizer.names.strokes import stroke_place
from optimizer.names.surnames import COMPOUND_READINGS, SINGLE_READINGS, characters_of, surname_length
from optimizer.people.person import Person

Place = tuple[int, ...]
"""Where a character stands: one number in the table, more for a character given after another."""
Sound = tuple[bool, str, int, Place]
Key = tuple[int, tuple[Place, ...] | tuple[Sound, ...], tuple[Place, ...]]

_SLOT: Place = (0,)
_OUTSIDE = 0x110000


def sort_key(person: Person, listing: Listing) -> Key:
    """What is compared under a listing; people with equal keys may stand in any order."""
    strokes = strokes_of(person.name, listing.given, slot=listing.order is not Order.NAME)
    match listing.order:
        case Order.PINYIN:
            return 0, _sounds_of(person.name, listing.given), ()
        case Order.RANK:
            return (_OUTSIDE if person.rank is None else person.rank), (), strokes
        case Order.UNIT:
            unit = person.value("unit")
            return int(not unit), tuple(_place(char, listing.given) for char in characters_of(unit)), strokes
        case Order.MANUAL:
            return _listed(listing.manual).get(person.id, len(listing.manual)), (), strokes
        case _:
            return 0, (), strokes


def strokes_of(name: str, given: tuple[Given, ...] = (), *, slot: bool = True) -> tuple[Place, ...]:
    """The places of a name's characters, with the slot of a short given name unless it is not wanted."""
    places = [_place(char, given) for char in characters_of(name)]
    length = surname_length(name)
    if slot and length and len(places) == length + 1:
        places.insert(length, _SLOT)
    return tuple(places)


def has_strokes(char: str, given: tuple[Given, ...]) -> bool:
    """Whether a character has a place in stroke order."""
    return _place(char, given)[0] != _OUTSIDE


def has_sound(char: str, given: tuple[Given, ...]) -> bool:
    """Whether a character has a place in pinyin order."""
    return not _sound(char, "", given)[0]


@lru_cache(maxsize=1 << 16)
def _place(char: str, given: tuple[Given, ...]) -> Place:
    return _given_places(given).get(char) or _in_table(char) or (_OUTSIDE, ord(char))


def _in_table(char: str) -> Place | None:
    place = stroke_place(char)
    return None if place is None else (place,)


@lru_cache(maxsize=8)
def _given_places(given: tuple[Given, ...]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for number, each in enumerate(given, 1):
        before = places.get(each.after) or _in_table(each.after)
        if before:
            places[each.character] = (*before, number)
    return places


def _sounds_of(name: str, given: tuple[Given, ...]) -> tuple[Sound, ...]:
    chars, length = characters_of(name), surname_length(name)
    readings = COMPOUND_READINGS if length > 1 else SINGLE_READINGS
    own = readings.get(chars[:length], ())
    said = (*own, *[""] * (len(chars) - len(own)))
    return tuple(_sound(char, reading, given) for char, reading in zip(chars, said, strict=True))


@lru_cache(maxsize=1 << 16)
def _sound(char: str, surname: str, given: tuple[Given, ...]) -> Sound:
    """Not placed, letters, tone, strokes; `surname` is the reading as part of a surname, if it has one of its own."""
    place = _place(char, given)
    if char.isascii() and char.isalnum():
        return False, char.casefold(), 0, place
    own = next((each.reading for each in given if each.character == char and each.reading), surname)
    reading = own or common_reading(char)
    return (False, reading[:-1], int(reading[-1]), place) if reading else (True, "", 0, place)


@lru_cache(maxsize=8)
def _listed(manual: tuple[str, ...]) -> dict[str, int]:
    return {person: number for number, person in reversed(list(enumerate(manual)))}
