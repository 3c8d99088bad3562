"""Making posts fit their employers, and 行政级别 fit the posts: one head to a house, one director to a bureau."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import cycle

from data.pools.people import Row
from data.pools.places import AREAS, CITY, Level

RANKS = ("正厅级", "副厅级", "正处级", "副处级", "正科级", "副科级", "")
"""Administrative levels from the highest; the last is none."""

# The level of the first in charge, by sector, as a place in RANKS: run by the province, city or county itself, and by
# one of its parts. Whoever is called 副, and a member of the Party group, is one lower.
_NONE = len(RANKS) - 1
_CHIEFS: dict[Level, dict[str, tuple[int, int]]] = {
    "province": {
        "机关": (0, 2),
        "医院": (2, 3),
        "学校": (3, 4),
        "高校": (2, 2),
        "科研院所": (1, 3),
        "农业": (3, 4),
        "乡镇": (4, 4),
    },
    "prefecture": {
        "机关": (2, 4),
        "医院": (2, 4),
        "学校": (3, 4),
        "高校": (2, 2),
        "科研院所": (2, 4),
        "农业": (4, _NONE),
        "乡镇": (4, 4),
    },
    "county": {"机关": (4, 4), "医院": (4, _NONE), "学校": (5, _NONE), "科研院所": (4, 4), "乡镇": (4, 4)},
}
# Who leads a bureau, in order: one director, a few deputies, members of the Party group, then heads of divisions.
_BUREAU: dict[Level, tuple[str, str]] = {
    "province": ("处长", "副处长"),
    "prefecture": ("科长", "副科长"),
    "county": ("股长", "副股长"),
}
_DIVISION_RANKS: dict[Level, int] = {"province": 2, "prefecture": 4, "county": _NONE}
# What an academy's institutes are led by.
_IN_ACADEMY = ("所长", "副所长")
_ACADEMY_RANK = 2
_DEPUTIES, _PARTY_GROUP = 4, 2
_HOUSES = {
    "医院院长": ("中心医院", "妇幼保健院", "中医院", "第二医院", "康复医院"),
    "学校校长": ("第一中学", "实验小学", "职业中专", "第二中学", "第二小学", "第三中学"),
    "农技站站长": ("农业技术推广站", "水产技术站", "种子站", "植保站", "畜牧兽医站"),
}
_TOWN_HOUSES = {
    "医院院长": ("卫生院",),
    "学校校长": ("中心小学", "中学"),
    "农技站站长": ("农业技术推广站", "水产技术站", "畜牧兽医站"),
}
_CENTRE = "社区卫生服务中心"
_FARMS = ("农业技术推广站", "水产技术站", "果业合作社", "种子站")


def settle_posts(people: list[Row], *, level: Level) -> None:
    """Changes 职务 and 工作单位 where they do not go together."""
    for person in people:
        if person["单位类别"] == "农业":
            _settle_farm(person)
        if person["单位类别"] == "乡镇":
            _settle_town(person)
    _settle_heads(people, level)
    for person in people:
        if person["工作单位"].endswith("卫生院"):
            _settle_clinic(person)
    _settle_leaders(people, level)


def rank_of(person: Row, *, level: Level) -> str:
    """The administrative level of a leading cadre; "" for everybody else, and where the post has none."""
    if person["是否领导干部"] != "是":
        return ""
    post = person["职务"]
    if post in _BUREAU[level]:
        return RANKS[min(_DIVISION_RANKS[level] + post.startswith("副"), _NONE)]
    employer = person["工作单位"]
    if employer.endswith(("卫生院", _CENTRE)):
        return ""
    if employer.endswith("院") and post in _IN_ACADEMY:
        return RANKS[_ACADEMY_RANK + _IN_ACADEMY.index(post)]
    sector = "机关" if employer.endswith(("局", "厅", "委员会")) else person["单位类别"]
    own, part = _CHIEFS[level].get(sector, (_NONE, _NONE))
    first = part if employer.startswith(AREAS[level]) else own
    second = post.startswith(("副", "街道办副")) or post in ("党组成员", "农业服务中心主任")
    return RANKS[min(first + second, _NONE)]


def _settle_farm(person: Row) -> None:
    """Station staff work at a station, and members of a cooperative in one."""
    employer, post = person["工作单位"], person["职务"]
    place = next((employer.removesuffix(farm) for farm in _FARMS if employer.endswith(farm)), None)
    if place is None:
        return
    member = post in ("合作社理事长", "科技示范户")
    if member != employer.endswith("果业合作社"):
        person["工作单位"] = place + ("果业合作社" if member else "农业技术推广站")


def _settle_town(person: Row) -> None:
    """Townships, towns and streets call their deputies differently; a street has an office (街道办事处)."""
    employer = person["工作单位"]
    if employer.endswith("街道人民政府"):
        person["工作单位"] = employer = employer.removesuffix("人民政府") + "办事处"
    title = "街道办副主任" if employer.endswith("办事处") else "副乡长" if employer.endswith("乡人民政府") else "副镇长"
    if person["职务"] in ("副镇长", "街道办副主任"):
        person["职务"] = title


def _settle_heads(people: list[Row], level: Level) -> None:
    """Each of the three heads heads a house of their own, as long as there are enough houses."""
    taken: set[str] = set()
    for person in people:
        head, employer = person["三长类别"], person["工作单位"]
        if head not in _HOUSES:
            continue
        if employer in taken:
            employer = next((house for house in _houses(employer, head, level) if house not in taken), employer)
            person["工作单位"] = employer
        taken.add(employer)
        if head == "农技站站长":
            person["职务"] = "农技站站长"


def _houses(employer: str, head: str, level: Level) -> Iterator[str]:
    """Houses of the head's kind, those of the employer's own place first; a county's are in its towns."""
    houses, places = (_TOWN_HOUSES, AREAS[level]) if level == "county" else (_HOUSES, (CITY[level], *AREAS[level]))
    own = [place for place in places if employer.startswith(place)]
    for place in (*own, *places):
        for house in houses[head]:
            yield place + house


def _settle_clinic(person: Row) -> None:
    """A township's clinic has a 卫生院院长; a street has a health centre, led by a 主任."""
    post, employer = person["职务"], person["工作单位"]
    street = employer.endswith("街道卫生院")
    if street:
        person["工作单位"] = employer.removesuffix("卫生院") + _CENTRE
    if post == "院长":
        person["职务"] = f"{_CENTRE}主任" if street else "卫生院院长"
    elif post == "副院长" and street:
        person["职务"] = "副主任"


def _settle_leaders(people: list[Row], level: Level) -> None:
    """The best scores of a house lead it; the others are their deputies, and lead its parts."""
    houses: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for person in people:
        if person["是否领导干部"] == "是" and person["单位类别"] in _TITLES:
            houses[person["单位类别"], person["工作单位"]].append(person)
    for (sector, house), leaders in houses.items():
        leaders.sort(key=lambda person: (-float(person["得分"]), person["编号"]))
        for person, title in zip(leaders, _TITLES[sector](house, level), strict=False):
            person["职务"] = title


def _bureau_titles(house: str, level: Level) -> Iterator[str]:
    chief = "主任" if house.endswith("委员会") else "厅长" if house.endswith("厅") else "局长"
    yield from (chief, *[f"副{chief}"] * _DEPUTIES, *["党组成员"] * _PARTY_GROUP)
    yield from cycle(_BUREAU[level])


def _institute_titles(house: str, _level: Level) -> Iterator[str]:
    """An institute has a director and deputies, an academy institutes of its own."""
    chief = "院长" if house.endswith("院") else "所长"
    yield from (chief, *[f"副{chief}"] * _DEPUTIES)
    yield from cycle(_IN_ACADEMY if chief == "院长" else (f"副{chief}",))


def _university_titles(_house: str, _level: Level) -> Iterator[str]:
    """One heads its research office; the others schools (学院)."""
    yield "科研处处长"
    yield from cycle(("院长", "副院长", "副院长"))


_TITLES: dict[str, Callable[[str, Level], Iterator[str]]] = {
    "机关": _bureau_titles,
    "科研院所": _institute_titles,
    "高校": _university_titles,
}
