"""The tiers of the invented province 澜海省: 16 cities, 136 counties, about 1,300 townships, with codes and names.

Codes are built like administrative ones but begin with 90, which no province has: two digits each for province, city and
county, three for the township. Districts (区) count from 02, counties from 21, county-level cities from 81; subdistricts
(街道) from 001, towns (镇) from 100, townships (乡) from 200.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from data.pools.places import AREAS, CITY, make_areas

PROVINCE, CITIES, COUNTIES, TOWNSHIPS = "省", "市", "县（市、区）", "乡镇（街道）"
"""The levels, as the table of units has them."""

_COUNTY_COUNT = 136
_FIRSTS = "清临望北松鹤云苍澄岚沧霁柏棠汐青翠"
_SECONDS = "屿崖汀滩岬坞澳矶"
_ENDINGS = ("县", "区", "市", "县", "区", "县", "县", "县", "区")
_FROM = {"区": 2, "县": 21, "市": 81, "街道": 1, "镇": 100, "乡": 200}
# Six of these begin the names of a county's townships, four end them.
_TOWN_FIRSTS = "东柳石河青鹿南西大上马龙白黄红金双杨安平"
_TOWN_SECONDS = "泊岭桥溪湾塘坡坪店埠沟泉"
_TOWN_KINDS = ("镇", "乡", "街道", "镇")
_TOWNS = {8: 19, 9: 28, 10: 28, 11: 17, 12: 8}
"""How many townships a county has, with weights."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A unit's place: `name` is unique in the province, `short` what the place is called at home, `number` counts among
    the parent's places as they were named.
    """

    code: str
    name: str
    short: str
    level: str
    parent: str
    city: str
    number: int


@cache
def places() -> tuple[Place, ...]:
    """Every place of the province, by code."""
    return tuple(sorted(_every(), key=lambda place: place.code))


def town_names(county: Place) -> tuple[str, ...]:
    """The 24 names a county has for its townships, kinds in turn as in `AREAS`; it has so many townships as it needs."""
    if county.short == CITY["county"]:
        return AREAS["county"]
    rng = Random(f"{county.code} towns")
    firsts = "".join(rng.sample(_TOWN_FIRSTS, 6))
    seconds = rng.sample(_TOWN_SECONDS, len(_TOWN_KINDS))
    return make_areas(firsts, tuple(second + kind for second, kind in zip(seconds, _TOWN_KINDS, strict=True)))


def kind_of(name: str) -> str:
    """What a place is by the ending of its name: 街道, 镇, 乡, 区, 县 or 市."""
    return "街道" if name.endswith("街道") else name[-1]


def _every() -> Iterator[Place]:
    top = CITY["province"]
    yield Place(code="900000", name=top, short=top, level=PROVINCE, parent="", city="", number=0)
    names = _county_names()
    cities = AREAS["province"]
    for number, city in enumerate(cities):
        code = f"90{number + 1:02d}00"
        yield Place(code=code, name=city, short=city, level=CITIES, parent="900000", city=city, number=number)
        count = _COUNTY_COUNT * (number + 1) // len(cities) - _COUNTY_COUNT * number // len(cities)
        for county in _within([next(names) + ending for ending in _ENDINGS[:count]], code, city):
            yield county
            yield from _towns(county)


def _county_names() -> Iterator[str]:
    """Names without their endings, neighbours differing in both characters, no two alike."""
    for number in range(_COUNTY_COUNT):
        first, around = number % len(_FIRSTS), number // len(_FIRSTS)
        yield _FIRSTS[first] + _SECONDS[(first + around) % len(_SECONDS)]


def _within(names: list[str], parent: str, city: str) -> Iterator[Place]:
    """The counties of a city, each kind counted from its own number."""
    made: Counter[str] = Counter()
    for number, name in enumerate(names):
        kind = kind_of(name)
        code = f"{parent[:4]}{_FROM[kind] + made[kind]:02d}"
        made[kind] += 1
        yield Place(code=code, name=name, short=name, level=COUNTIES, parent=parent, city=city, number=number)


def _towns(county: Place) -> Iterator[Place]:
    """The townships of a county: the first of its names."""
    count = Random(f"{county.code} count").choices(tuple(_TOWNS), weights=tuple(_TOWNS.values()))[0]
    made: Counter[str] = Counter()
    for number, short in enumerate(town_names(county)[:count]):
        kind = kind_of(short)
        code = f"{county.code}{_FROM[kind] + made[kind]:03d}"
        made[kind] += 1
        yield Place(
            code=code,
            name=county.name + short,
            short=short,
            level=TOWNSHIPS,
            parent=county.code,
            city=county.city,
            number=number,
        )
