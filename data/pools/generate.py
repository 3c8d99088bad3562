"""The sample pools that ship, written again byte for byte by `python -m data.pools.generate`; and `make_people` for others."""

from __future__ import annotations

from pathlib import Path

from data.pools.arranged import arrange, arrange_county
from data.pools.files import write_csv, write_workbook
from data.pools.people import Row, draw_people
from data.pools.places import Level, make_units
from data.pools.posts import settle_posts
from data.pools.society import society_people
from data.pools.township import township_people
from data.pools.traits import COLUMNS, add_traits

__all__ = [
    "HEADERS",
    "SOCIETY_HEADERS",
    "Row",
    "county_people",
    "make_people",
    "prefecture_people",
    "province_people",
    "write_csv",
    "write_samples",
]

HEADERS = [
    "编号",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "政治面貌",
    "学历",
    "学位",
    "职称",
    "学科专业",
    "工作单位",
    "职务",
    "单位类别",
    "推荐单位",
    "是否基层一线",
    "三长类别",
    "是否领导干部",
    "上届职务",
    "任职方式",
    "得分",
    "推荐排序",
    *COLUMNS,
]
SOCIETY_HEADERS = [*(header for header in HEADERS if header != "三长类别"), "会员类别"]
FOLDER = Path(__file__).parent
_SAMPLE = "（示例：人物、单位、地名均为虚构）"
TITLES = {
    "prefecture.xlsx": f"海平市科协第八次代表大会代表推荐人选汇总表{_SAMPLE}",
    "province.xlsx": f"澜海省科协第九次代表大会代表推荐人选汇总表{_SAMPLE}",
    "society.xlsx": f"澜海省农学会第七次会员代表大会会员代表推荐人选汇总表{_SAMPLE}",
}


def make_people(size: int, *, seed: int, units: int, level: Level = "prefecture") -> list[Row]:
    """`size` invented people proposed by `units` electing units, as rows under `HEADERS`, unit by unit."""
    people = _drawn(size, seed=seed, units=units, level=level)
    add_traits(people, seed=seed, level=level)
    return _under(HEADERS, people)


def prefecture_people() -> list[Row]:
    """The people of prefecture.xlsx."""
    return _sample(900, seed=20261276, units=32, level="prefecture", enterprise_heads=10, former_chairs=3)


def county_people() -> list[Row]:
    """The people of county.csv."""
    return _sample(300, seed=20261233, units=14, level="county", enterprise_heads=5, former_chairs=2)


def province_people() -> list[Row]:
    """The people of province.xlsx."""
    return _sample(1600, seed=20261245, units=45, level="province", enterprise_heads=16, former_chairs=3)


def write_samples(folder: Path) -> None:
    """The five pools that ship."""
    write_csv(folder / "county.csv", county_people())
    write_csv(folder / "township.csv", _under(HEADERS, township_people()))
    for name, people in (
        ("prefecture.xlsx", prefecture_people()),
        ("province.xlsx", province_people()),
        ("society.xlsx", _under(SOCIETY_HEADERS, society_people())),
    ):
        write_workbook(folder / name, people, title=TITLES[name])


def _drawn(size: int, *, seed: int, units: int, level: Level) -> list[Row]:
    people = draw_people(size, seed=seed, units=make_units(units, level=level), level=level)
    settle_posts(people, level=level)
    return people


def _sample(size: int, *, seed: int, units: int, level: Level, enterprise_heads: int, former_chairs: int) -> list[Row]:
    people = _drawn(size, seed=seed, units=units, level=level)
    arrange(people, seed=seed, level=level, enterprise_heads=enterprise_heads, former_chairs=former_chairs)
    if level == "county":
        arrange_county(people)
    add_traits(people, seed=seed, level=level)
    return _under(HEADERS, people)


def _under(headers: list[str], people: list[Row]) -> list[Row]:
    """The people with these columns only, in this order."""
    return [{header: person[header] for header in headers} for person in people]


if __name__ == "__main__":
    write_samples(FOLDER)
