"""The invented province 澜海省, city 海平市 and county 清屿县: sectors, employers and electing units. None exists."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, Literal

type Level = Literal["province", "prefecture", "county"]

CITY: dict[Level, str] = {"province": "澜海省", "prefecture": "海平市", "county": "清屿县"}


@dataclass(frozen=True, kw_only=True)
class Sector:
    """A kind of employer: shares in hundredths, what its people study, and what they are called.

    `frontline` is among those who are not leading cadres. In employers `{city}`, `{area}`, `{brand}` are filled in.
    """

    women: int
    cadre: int
    frontline: int
    disciplines: tuple[str, ...]
    employers: tuple[str, ...]
    posts: tuple[str, ...]
    leading: tuple[str, ...]
    titles: tuple[str, ...]
    head: str = ""
    head_share: int = 0


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


_TABLES = tomllib.loads(Path(__file__).with_name("sectors.toml").read_text(encoding="utf-8"))
SECTORS: dict[str, Sector] = {name: Sector(**_tuples(table)) for name, table in _TABLES["sector"].items()}
_AT: dict[str, dict[str, Any]] = _TABLES["at"]
BRANDS = tuple(first + second for first, second in product("凌瀚晟泓峻昱沧朗", "川曜科岳澜辰"))
_FIRST = {"province": "海鹤澄云", "prefecture": "临望北松鹤云苍", "county": "东柳石河青鹿"}
_SECOND = {
    "province": ("平市", "汐市", "屿市", "岬市"),
    "prefecture": ("屿区", "崖区", "汀县", "滩县", "浦市", "岬区", "坞县"),
    "county": ("泊镇", "岭乡", "桥街道", "溪镇"),
}


def make_areas(firsts: str, seconds: tuple[str, ...]) -> tuple[str, ...]:
    """Every first with every second part, neighbours differing in both."""
    return tuple(
        firsts[place % len(firsts)] + seconds[(place + place // len(firsts)) % len(seconds)]
        for place in range(len(firsts) * len(seconds))
    )


AREAS: dict[Level, tuple[str, ...]] = {level: make_areas(_FIRST[level], _SECOND[level]) for level in CITY}


def at_level(sector: str, level: Level) -> Sector:
    """The sector as it is at one level: a province has departments and a county town schools of its own."""
    return replace(SECTORS[sector], **_tuples(_AT.get(level, {}).get(sector, {})))


@dataclass(frozen=True, kw_only=True)
class Unit:
    """An electing unit. `area` or `employer` holds its people together where that makes sense; `weight` is its size."""

    name: str
    weight: float
    sectors: Mapping[str, int]
    disciplines: tuple[str, ...] = ()
    area: str = ""
    employer: str = ""


_AREA_SECTORS = {
    "企业": 15,
    "医院": 18,
    "学校": 18,
    "农业": 17,
    "乡镇": 13,
    "机关": 13,
    "新经济组织": 3,
    "新型社会组织": 3,
}
_SOCIETIES: list[dict[str, Any]] = _TABLES["society"]
_KINDS_IN_TURN: dict[Level, tuple[str, ...]] = {
    "province": (
        "district",
        "society",
        "university",
        "society",
        "institute",
        "district",
        "enterprise",
        "society",
        "district",
        "bureau",
        "university",
        "district",
        "institute",
        "society",
        "park",
    ),
    "prefecture": (
        "district",
        "society",
        "district",
        "society",
        "university",
        "district",
        "enterprise",
        "society",
        "bureau",
        "park",
    ),
    "county": (
        "district",
        "district",
        "schools",
        "district",
        "hospitals",
        "district",
        "enterprise",
        "farmers",
        "bureau",
    ),
}

_GATHERED: dict[str, tuple[tuple[str, ...], dict[str, int]]] = {
    "bureau": (
        ("直属机关科协", "教育系统科协", "应急系统科协", "水务系统科协"),
        {"机关": 68, "科研院所": 14, "学校": 9, "医院": 9},
    ),
    "park": (
        ("高新区科协", "经济开发区科协", "港区科协", "生物医药园科协"),
        {"战略性新兴产业": 40, "新经济组织": 28, "企业": 20, "新型研发机构": 12},
    ),
    "schools": (("中小学科协", "职业学校科协"), {"学校": 96, "新型社会组织": 4}),
    "hospitals": (("卫生系统科协", "基层卫生协会"), {"医院": 92, "机关": 8}),
    "farmers": (("农村专业技术协会", "果业协会", "水产协会"), {"农业": 80, "乡镇": 10, "新型社会组织": 10}),
}


def make_units(count: int, *, level: Level) -> tuple[Unit, ...]:
    """The first `count` units of a place, kinds in turn; every ninth one is small and supplies few people."""
    made: dict[str, int] = {}
    units = []
    pattern = _KINDS_IN_TURN[level]
    for place in range(count):
        kind = pattern[place % len(pattern)]
        number = made[kind] = made.get(kind, -1) + 1
        weight = 0.08 if place % 9 == 8 else 0.6 + (place * 7 % 10) / 10
        units.append(_unit(kind, number=number, weight=weight, level=level))
    return tuple(units)


def _unit(kind: str, *, number: int, weight: float, level: Level) -> Unit:
    city = CITY[level]
    if kind == "district":
        area = AREAS[level][number % len(AREAS[level])]
        return Unit(name=f"{area}科协", weight=weight * 1.4, sectors=_AREA_SECTORS, area=area)
    if kind == "society":
        society = _SOCIETIES[number % len(_SOCIETIES)]
        branch = "" if number < len(_SOCIETIES) else f"第{number // len(_SOCIETIES) + 1}分会"
        name = f"{city}{society['name']}{branch}"
        return Unit(name=name, weight=weight, sectors=society["sectors"], disciplines=tuple(society["disciplines"]))
    sector = {"university": "高校", "institute": "科研院所"}.get(kind)
    houses = at_level(sector, level).employers if sector else ()
    if sector and number < len(houses):
        house = houses[number].format(city=city)
        return Unit(name=f"{house}科协", weight=weight * 1.3, sectors={sector: 100}, employer=house)
    if kind in ("university", "institute", "enterprise"):
        firm = f"{city}{BRANDS[(number * 11 + (5 if kind == 'university' else 0)) % len(BRANDS)]}集团"
        return Unit(name=f"{firm}科协", weight=weight, sectors={"企业": 78, "战略性新兴产业": 22}, employer=firm)
    labels, sectors = _GATHERED[kind]
    serial = "" if number < len(labels) else f"（{number // len(labels) + 1}）"
    return Unit(name=f"{city}{labels[number % len(labels)]}{serial}", weight=weight, sectors=sectors)
