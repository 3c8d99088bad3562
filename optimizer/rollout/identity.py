"""Who is one and the same person in the offices of many associations.

A wrong merge costs somebody a seat, a missed one is found by others. So two people bind as one only where their ids and
names are equal and their births do not contradict each other; an id that stands for other names elsewhere is a number
given on the spot and binds only together with a birth to the month. Equal name and birth under different ids, and equal
ids that births or other names put in doubt, are reported as `Likely` for a person to settle. An id made from the name
(people/table.py) tells no more than name and birth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import chain, combinations

from optimizer.people.births import read_birth
from optimizer.people.person import Birth

type Born = tuple[int, ...]
"""A birth as year, month and day as far as they are known; () for none."""

MONTH = 2
"""Parts of a birth that is known to the month."""

type Offices = list[Held]
"""Offices taken to be of one person."""


@dataclass(frozen=True, kw_only=True, order=True, slots=True)
class Held:
    """Somebody in an office of one association, by its code; `birth` as written, `office` "" for a plain seat of the body."""

    code: str
    person: str
    name: str
    birth: str
    body: str
    office: str


class Doubt(StrEnum):
    """Why people who may be one are not taken for one: only name and birth are equal; births differ; the id is others' too."""

    IDS = "ids"
    BIRTHS = "births"
    NUMBER = "number"


def groups(held: Sequence[Held], *, local: Collection[str] = (), likely_too: bool = False) -> list[Offices]:
    """The offices of people of one name, person by person: every office once, sorted.

    `local` are the ids that stand for several names. With `likely_too`, those whose name and birth (to the month) agree are
    one person whatever their ids, unless one association lists both.
    """
    by_id: dict[str, Offices] = defaultdict(list)
    for each in sorted(held):
        by_id[each.person].append(each)
    found = [person for own in by_id.values() for person in _of_one_id(own, own[0].person in local)]
    if likely_too:
        found = [person for alike in _alike(found) for person in _joined(alike)]
    return sorted(found)


def doubts(held: Sequence[Held], *, local: Collection[str] = ()) -> list[tuple[Doubt, Offices]]:
    """People of one name who may be one and are not taken for one: the offices of each such set, sorted.

    First those of one birth under different ids, then those of one id; `local` as for `groups`.
    """
    people = groups(held, local=local)
    by_id: dict[str, list[Offices]] = defaultdict(list)
    for person in people:
        if not is_made(person[0].person, person[0].name):
            by_id[person[0].person].append(person)
    found = [(Doubt.IDS, _together(some)) for some in _perhaps_alike(people) if len(some) > 1 and not _one_id(some)]
    for apart in by_id.values():
        if len(apart) > 1:
            differ = any(not agree(_born(one), _born(two)) for one, two in combinations(apart, 2))
            found.append((Doubt.BIRTHS if differ else Doubt.NUMBER, _together(apart)))
    return found


def _one_id(people: Sequence[Offices]) -> bool:
    """Whether they all go by one id that somebody gave."""
    return len({each[0].person for each in people}) == 1 and not is_made(people[0][0].person, people[0][0].name)


def local_ids(pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The ids, of (id, name) pairs, that stand for more than one name: numbers that each association gave by itself."""
    first: dict[str, str] = {}
    return frozenset(person for person, name in pairs if first.setdefault(person, name) != name)


def is_made(person: str, name: str) -> bool:
    """Whether an id was made from the name because the pool had none."""
    return person == name or person.startswith((f"{name}-", f"{name}#"))


@lru_cache(maxsize=1 << 16)
def born_of(written: str) -> Born:
    """A birth's parts; () where it is empty or cannot be read."""
    birth = read_birth(written, today=date.max)
    if not isinstance(birth, Birth):
        return ()
    return tuple(part for part in (birth.year, birth.month, birth.day) if part)


def agree(one: Born, two: Born) -> bool:
    """Whether two births may be the same day, as far as they are known."""
    return all(first == second for first, second in zip(one, two, strict=False))


def _of_one_id(held: Offices, local: bool) -> list[Offices]:
    """The people behind one id and name: all together, unless births contradict each other or the id binds nobody."""
    by_code: dict[str, Offices] = defaultdict(list)
    for each in held:
        by_code[each.code].append(each)
    own = list(by_code.values())
    if is_made(held[0].person, held[0].name):
        return own
    known = [offices for offices in own if not local or len(_born(offices)) >= MONTH]
    vague = [offices for offices in own if local and len(_born(offices)) < MONTH]
    return [*map(_together, _by_birth(known)), *vague]


def _born(offices: Offices) -> Born:
    """What is known of a person's birth."""
    return max((born_of(each.birth) for each in offices), key=len)


def _together(people: Iterable[Offices]) -> Offices:
    return sorted(chain.from_iterable(people))


def _by_birth(people: Sequence[Offices]) -> list[list[Offices]]:
    """People put together whose births agree; one whose birth agrees with several that differ stays apart from those."""
    born = {_born(offices) for offices in people}
    shorter = {one[:length] for one in born for length in range(len(one))}
    fitting: dict[Born, list[Born]] = defaultdict(list)
    for one in sorted(born - shorter):
        for length in range(len(one) + 1):
            fitting[one[:length]].append(one)
    parts: dict[Born, list[Offices]] = defaultdict(list)
    for offices in people:
        own = _born(offices)
        parts[fitting[own][0] if len(fitting[own]) == 1 else own].append(offices)
    return [parts[one] for one in sorted(parts)]


def _alike(people: Sequence[Offices]) -> list[list[Offices]]:
    """People by birth to the month, days not contradicting; those of whom less is known each alone."""
    vague = [[offices] for offices in people if len(_born(offices)) < MONTH]
    return [*(part for month in _by_month(people) for part in _by_birth(month)), *vague]


def _perhaps_alike(people: Sequence[Offices]) -> list[list[Offices]]:
    """People born in one month; by the day where all of these have one."""
    found = []
    for month in _by_month(people):
        days = all(len(_born(offices)) > MONTH for offices in month)
        found += _by_birth(month) if days else [month]
    return found


def _by_month(people: Sequence[Offices]) -> list[list[Offices]]:
    """People whose births are known to the month, month by month."""
    by_month: dict[Born, list[Offices]] = defaultdict(list)
    for offices in people:
        if len(_born(offices)) >= MONTH:
            by_month[_born(offices)[:MONTH]].append(offices)
    return [by_month[month] for month in sorted(by_month)]


def _joined(alike: list[Offices]) -> list[Offices]:
    """People who are alike as one person, unless one association lists two of them."""
    listed = {(each.code, each.person) for offices in alike for each in offices}
    one_each = len({code for code, _ in listed}) == len(listed)
    return [_together(alike)] if one_each else alike
