"""The table of units: every place of the province as one row under the headers `xiwei rollout` reads."""

from __future__ import annotations

from itertools import chain
from random import Random

from data.pools.names import draw_name
from data.pools.people import Row
from data.province.places import CITIES, COUNTIES, PROVINCE, TOWNSHIPS, Place, kind_of
from data.province.planted import BROTHERS, BY_POST, LIKELY_SAME, NOBODY_FULL_TIME, SHARED_DIRECTORS
from data.province.turnover import HEADS, seated, turnover

COLUMNS = (
    "编码",
    "名称",
    "层级",
    "上级",
    "所属市",
    "阶段",
    "科协",
    "上次大会",
    "拟换届日期",
    "政策",
    "候选人",
    "现任名册",
    *HEADS,
    "备案日期",
    "备案单位",
    "分管领导",
    "责任部门",
    "专职人员",
    "电话",
    "编制数",
    "专职人员数",
    "兼职人员数",
    "卫生科技工作者数",
    "教育科技工作者数",
    "农业科技工作者数",
    "四缺",
)
PILOT_CITIES = ("鹤汐市", "海汐市", "澄平市")
PILOT_COUNTY = "清屿县"
"""In a city that is no pilot, one county that is."""

PLANTED = frozenset({NOBODY_FULL_TIME, BROTHERS, *LIKELY_SAME, *chain.from_iterable(SHARED_DIRECTORS)})
_SHARE_WITHOUT = {COUNTIES: 0.015, TOWNSHIPS: 0.043}
_LACKS = ("缺编制", "缺经费", "缺办公场所", "缺工作人员")
_DEPARTMENTS = {
    PROVINCE: ("组织宣传部",),
    CITIES: ("组织人事部", "组织宣传部"),
    COUNTIES: ("办公室", "科普部", "综合部"),
    TOWNSHIPS: ("党政办公室", "农业服务中心", "宣传办公室", "社会服务中心"),
}
_WORKERS = {
    PROVINCE: (60, 90, 260000),
    CITIES: (14, 30, 16000),
    COUNTIES: (3, 9, 1900),
    TOWNSHIPS: (0, 2, 130),
}
_MID_TERM, _NOT_SOON = "2023", "2028"
_LARGE, _MIDDLE = 240, 170


def pool_size(county: Place) -> int:
    """How many people a county's table of candidates has, 120 to 300."""
    rng = Random(f"{county.code} size")
    return 300 if county.short == PILOT_COUNTY else 10 * rng.randint(12, 30)


def unit_row(place: Place) -> Row:
    """The row of a place."""
    rng = Random(f"{place.code} unit")
    pilot = place.city in PILOT_CITIES or PILOT_COUNTY in place.name
    there = place.code in PLANTED or rng.random() >= _SHARE_WITHOUT.get(place.level, 0)
    row = dict.fromkeys(COLUMNS, "")
    row |= {
        "编码": place.code,
        "名称": place.name,
        "层级": place.level,
        "上级": place.parent,
        "所属市": place.city,
        "阶段": "试点" if pilot else "全面",
        "科协": "否",
    }
    if there:
        row |= turnover(rng, place, pilot=pilot, soon=place.code in PLANTED) | seated(rng, place)
        row |= {"政策": _policy(place), "候选人": _pool(rng, place)}
        row |= {"现任名册": _roster(place, row)}
    return row | _contact(rng, place, there=there) | _census(rng, place, there=there)


def _policy(place: Place) -> str:
    """The policy by level, size and place; the province has none of its own yet."""
    if place.level == CITIES:
        return "dalian-2018"
    if place.level == COUNTIES:
        size = pool_size(place)
        return "shandong-county-2020" if size >= _LARGE else "county-sample" if size >= _MIDDLE else "lanhai-county"
    if place.level == TOWNSHIPS:
        return _town_policy(place)
    return ""


def _town_policy(place: Place) -> str:
    """The towns of a county follow one policy; the one that goes by posts of a town is for towns only."""
    if place.code in BY_POST:
        return "wanning-township"
    chosen = Random(f"{place.parent} policy").choices(
        ("shandong-township-2020", "lanhai-township", "wanning-township"), weights=(35, 35, 30)
    )[0]
    if place.code in PLANTED or (chosen == "wanning-township" and kind_of(place.short) != "镇"):
        return "lanhai-township"
    return chosen


def _pool(rng: Random, place: Place) -> str:
    """Where the candidates are; a few have not sent theirs yet, cities and the province have no table."""
    late = rng.random() < 0.03 and place.code not in PLANTED
    if late or place.level not in (COUNTIES, TOWNSHIPS):
        return ""
    return f"counties.csv#县={place.short}" if place.level == COUNTIES else f"townships/{place.code}.csv"


def _roster(place: Place, row: Row) -> str:
    """The roster of those who sit now, of some townships in mid-term: people can be co-opted there."""
    middle = row["上次大会"] >= _MID_TERM and (not row["拟换届日期"] or row["拟换届日期"] >= _NOT_SOON)
    few = place.level == TOWNSHIPS and bool(row["候选人"]) and Random(f"{place.code} roster").random() < 0.1
    return f"rosters/{place.code}.json" if few and middle else ""


def _contact(rng: Random, place: Place, *, there: bool) -> Row:
    """Leader in charge, department, staff and telephone: numbers of an area 0000, which does not exist; some are missing."""
    missing = rng.random()
    if not there and missing < 0.6:
        return {}
    leader, staff = (draw_name(rng, sex=rng.choice("男男女"), ethnicity="汉族") for _ in range(2))
    row = {
        "分管领导": leader,
        "责任部门": rng.choice(_DEPARTMENTS[place.level]),
        "专职人员": staff,
        "电话": f"0000-555{rng.randint(0, 9999):04d}",
    }
    if missing < 0.04:
        row["电话"] = ""
    elif missing < 0.08:
        row["专职人员"] = row["电话"] = ""
    elif missing < 0.1:
        row["分管领导"] = ""
    return row


def _census(rng: Random, place: Place, *, there: bool) -> Row:
    """What a census of the units counts: staff, workers in health, education and agriculture, and the four lacks."""
    low, high, workers = _WORKERS[place.level]
    posts = rng.randint(low, high) if there else 0
    busy = max(0, posts - rng.randint(0, 1))
    health, school, farm = (round(workers * share * rng.uniform(0.6, 1.4)) for share in (0.3, 0.55, 0.15))
    lacks = [lack for lack, share in zip(_LACKS, (0.35, 0.4, 0.15, 0.3), strict=True) if rng.random() < share]
    if posts and "缺编制" in lacks:
        lacks.remove("缺编制")
    return {
        "编制数": str(posts),
        "专职人员数": str(busy),
        "兼职人员数": str(rng.randint(1, 5) if there else 0),
        "卫生科技工作者数": str(health),
        "教育科技工作者数": str(school),
        "农业科技工作者数": str(farm),
        "四缺": "、".join(lacks if place.level in (COUNTIES, TOWNSHIPS) else ()),
    }
