"""The pools of the province: a table of candidates for all counties together, and thirty people for each township."""

from __future__ import annotations

from random import Random

from data.pools.generate import HEADERS, make_people
from data.pools.names import draw_name
from data.pools.people import Row
from data.pools.places import AREAS, BRANDS, CITY
from data.pools.township import Town, township_people
from data.province.places import Place, kind_of, places, town_names
from data.province.planted import BROTHERS, LIKELY_SAME, NOBODY_FULL_TIME, SHARED_DIRECTORS
from data.province.table import pool_size

COUNTY_HEADERS = ["县", *HEADERS]
_HEADS_AND_DEPUTIES = {
    "院长": "副院长",
    "卫生院院长": "副院长",
    "卫生服务中心主任": "副主任",
    "社区卫生服务中心主任": "副主任",
    "校长": "副校长",
    "农技站站长": "副站长",
}
_OFFICES = ("人民政府", "办事处")
_DEPARTMENTS = {"教育局": "教育", "卫生健康委员会": "卫生", "农业农村局": "农业"}
_VILLAGE_FIRSTS = "临大东石上鹤南后小双西前北沙"
_VILLAGE_SECONDS = ("溪村", "泊村", "湾村", "坎村", "坞村", "嘴村", "埠村", "庄村", "洼村", "沟村")
_LEADER, _DIRECTOR, _STATION = "镇分管科技领导", "农业服务中心主任", "农技站站长"
_BEST = "92"
_GIVES = {taker: giver for giver, taker in SHARED_DIRECTORS}


def county_people(county: Place) -> list[Row]:
    """The candidates of a county, as rows under `COUNTY_HEADERS`."""
    size = pool_size(county)
    people = make_people(size, seed=int(county.code), units=6 + size // 30, level="county")
    _settle_in(people, county)
    for person in people:
        person["编号"] = f"{county.code}-{person['编号'].removeprefix('P')}"
        department = next((name for name in _DEPARTMENTS if person["工作单位"].endswith(name)), "")
        if department and person["是否领导干部"] == "是":
            person["单位类别"] = _DEPARTMENTS[department]
    if county.code == NOBODY_FULL_TIME:
        _leave_full_time_to_a_head(people)
    return [{"县": county.short, **person} for person in people]


def _settle_in(people: list[Row], county: Place) -> None:
    """The people of the mould work in this county and its townships, one head to a house."""
    homes = _homes(county)
    led: set[tuple[str, str]] = set()
    for person in people:
        for column in ("工作单位", "推荐单位"):
            cell = person[column]
            home = next((home for home in homes if cell.startswith(home)), None)
            person[column] = (
                cell.replace(CITY["county"], county.short) if home is None else homes[home] + cell[len(home) :]
            )
        house = (person["工作单位"], person["三长类别"])
        if house[1] and house in led:
            person.update({"三长类别": "", "职务": _HEADS_AND_DEPUTIES[person["职务"]]})
        led.add(house)


def _homes(county: Place) -> dict[str, str]:
    """The townships of the mould, each with a township of this county of the same kind."""
    own = [place.short for place in sorted(places(), key=lambda place: place.number) if place.parent == county.code]
    homes = {}
    for number, (area, name) in enumerate(zip(AREAS["county"], town_names(county), strict=True)):
        alike = [town for town in own if kind_of(town) == kind_of(area)]
        homes[area] = name if name in own else alike[number % len(alike)]
    return homes


def _leave_full_time_to_a_head(people: list[Row]) -> None:
    """Nobody but one head of a hospital can serve full-time."""
    for person in people:
        modes = [mode for mode in person["任职方式"].split("、") if mode != "专职"]
        person["任职方式"] = "、".join(modes or ["兼职"])
    head = next(person for person in people if person["三长类别"] == "医院院长")
    head["任职方式"] = "专职、兼职"


def town_people(town: Place) -> list[Row]:
    """The candidates of a township, as rows under `HEADERS`."""
    people = _drawn(town)
    if town.code in _GIVES:
        giver = next(place for place in places() if place.code == _GIVES[town.code])
        _post(people, _DIRECTOR).update(_shared(_post(town_people(giver), _DIRECTOR)))
    if any(town.code in pair for pair in SHARED_DIRECTORS):
        _post(people, _DIRECTOR)["得分"] = _BEST
    if town.code == BROTHERS:
        leader, director = _post(people, _LEADER), _post(people, _DIRECTOR)
        leader["亲属组"] = director["亲属组"] = "K03"
        director["姓名"] = leader["姓名"][0] + director["姓名"][1:]
    if town.code in LIKELY_SAME:
        _post(people, _STATION).update({"姓名": "柳泊生", "出生年月": "1979-06", "得分": _BEST})
    return [{header: person[header] for header in HEADERS} for person in people]


def former_people(town: Place) -> list[Row]:
    """The candidates when the present bodies were elected: the hospital or health centre had another head, who has left since."""
    people = town_people(town)
    rng = Random(f"{town.code} former")
    head = next(person for person in people if person["三长类别"] == "医院院长")
    name = draw_name(rng, sex="男", ethnicity="汉族")
    head.update(
        {"编号": f"{town.code}-{len(people) + 1}", "姓名": name, "性别": "男", "出生年月": "1966-09", "得分": _BEST}
    )
    return people


def _drawn(town: Place) -> list[Row]:
    rng = Random(f"{town.code} villages")
    firsts, seconds = rng.sample(_VILLAGE_FIRSTS, 6), rng.sample(_VILLAGE_SECONDS, 6)
    return township_people(
        Town(
            name=town.short,
            villages=tuple(first + second for first, second in zip(firsts, seconds, strict=True)),
            brand=rng.choice(BRANDS),
            seed=f"{town.code} people",
            ids=f"{town.code}-",
        )
    )


def _shared(director: Row) -> Row:
    """Who it is stays the same in the other town: all cells but the rank there."""
    return {column: cell for column, cell in director.items() if column not in ("推荐排序", "推荐单位")}


def _post(people: list[Row], post: str) -> Row:
    return next(person for person in people if person["职务"] == post)
