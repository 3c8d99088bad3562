"""When the bodies of a unit were last elected, when they are to be, who of the three heads sits, what was filed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from data.pools.people import Row
from data.province.places import COUNTIES, TOWNSHIPS, Place

AS_OF = date(2026, 11, 20)
"""The day the table is of."""

HEADS = ("医院院长", "学校校长", "农技站站长")
_OVERDUE = (date(2014, 1, 10), date(2021, 11, 10))
_IN_TERM = (date(2021, 12, 1), date(2026, 9, 30))
_OLD = 1999
_STARTED = date(2020, 4, 1)
_LAST_PLANNED = date(2028, 12, 15)
_FOUNDED = {COUNTIES: (1959, 1990), TOWNSHIPS: (1984, 2019)}
_SHARE_SEATED = {COUNTIES: 0.9, TOWNSHIPS: 0.82}
_SHARE_BY_KIND = (0.78, 0.82, 0.7)


def turnover(rng: Random, place: Place, *, pilot: bool, soon: bool) -> Row:
    """The association's foundation, its last congress and the coming one; many are overdue, some by decades.

    With `soon` the term ends in December 2026, and the day is set.
    """
    last = date(2021, 12, 1 + 2 * place.number) if soon else _last_congress(rng, place)
    founded = _founded(rng, place, last)
    if last is None:
        coming, written = _planned(rng, AS_OF, 0.6, pilot), ""
    else:
        due = date(last.year + 5, last.month, min(last.day, 28))
        coming = str(due) if soon else _planned(rng, due, 0.85 if due <= AS_OF else 0.7, pilot)
        written = _written(rng, last, (60, 40, 0, 0) if last.year > _OLD else (0, 40, 60, 0))
    return {"科协": _written(rng, founded, (20, 35, 30, 15)), "上次大会": written, "拟换届日期": coming}


def _last_congress(rng: Random, place: Place) -> date | None:
    """In this term, overdue, overdue by decades, or none ever; cities and the province are in their term."""
    draw = rng.random() if place.level in _FOUNDED else 1.0
    if draw < 0.06:
        return None
    if draw < 0.1:
        return _day(rng, date(1987, 3, 1), date(1996, 10, 1))
    return _day(rng, *(_OVERDUE if draw < 0.34 else _IN_TERM))


def _founded(rng: Random, place: Place, last: date | None) -> date:
    """A day in the years in which such associations were founded, before the last congress."""
    first, until = _FOUNDED.get(place.level, (1956, 1962))
    day = date(rng.randint(first, until), rng.randint(1, 12), rng.randint(1, 28))
    return day if last is None or day < last else date(last.year - rng.randint(1, 3), day.month, day.day)


def _planned(rng: Random, due: date, share: float, pilot: bool) -> str:
    """A day near the due one, in the next two years where that has passed; pilots go first."""
    last = date(2027, 6, 30) if pilot else _LAST_PLANNED
    if due > last or rng.random() >= share:
        return ""
    first = AS_OF + timedelta(days=12)
    if due <= AS_OF:
        return str(_day(rng, first, last))
    return str(min(max(first, due + timedelta(days=rng.randint(-60, 20))), last))


def seated(rng: Random, place: Place) -> Row:
    """Since when each head sits in the leadership, or 是; about four fifths of the units have one at least."""
    row = dict.fromkeys((*HEADS, "备案日期", "备案单位"), "")
    if rng.random() >= _SHARE_SEATED.get(place.level, 0):
        return row
    kinds = [head for head, share in zip(HEADS, _SHARE_BY_KIND, strict=True) if rng.random() < share]
    since = _day(rng, _STARTED, AS_OF)
    days = []
    for head in kinds or [rng.choice(HEADS)]:
        day = since if rng.random() < 0.7 else _day(rng, since, AS_OF)
        days.append(day)
        row[head] = "是" if rng.random() < 0.1 else str(day)
    filed = max(days) + timedelta(days=rng.randint(5, 40))
    if filed <= AS_OF and rng.random() < 0.85:
        row |= {"备案日期": str(filed), "备案单位": _addressee(place)}
    return row


def _addressee(place: Place) -> str:
    """The organisation department above, and a township's own Party committee."""
    if place.level == TOWNSHIPS:
        committee = f"{place.short}党工委" if place.short.endswith("街道") else f"{place.short}党委"
        return f"{place.name.removesuffix(place.short)}委组织部、{committee}"
    return f"{place.city}委组织部"


def _day(rng: Random, first: date, last: date) -> date:
    """A day between two, both included."""
    return first + timedelta(days=rng.randint(0, (last - first).days))


def _written(rng: Random, day: date, weights: tuple[int, int, int, int]) -> str:
    """A day to the day, the month or the year, or only that it was."""
    return rng.choices((str(day), f"{day:%Y-%m}", str(day.year), "是"), weights=weights)[0]
