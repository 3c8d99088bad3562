"""The tables of electing units that ship, written again byte for byte by `python -m data.units.generate`."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from data.pools.places import Level, Unit, make_units

FOLDER = Path(__file__).parent
HEADERS = ("序号", "单位", "类别", "人数", "下限", "上限", "当然代表")
SAMPLES: dict[str, tuple[int, Level, int]] = {
    "county.csv": (14, "county", 20261314),
    "prefecture.csv": (32, "prefecture", 20261332),
    "province.csv": (45, "province", 20261345),
}
"""How many units a table has, of which level, and the seed of their members; the units are those of the pool of that name."""

OFFICE = "直属机关科协"
"""The unit whose leading members come with their posts."""

_PEOPLE = 5000
"""Members of a unit of weight 1, about."""

# In the order of the table; the first that fits counts.
_CLASSES = (
    ("学会", ("学会",)),
    ("企业科协", ("集团科协",)),
    ("科研院所科协", ("研究院科协", "科学院科协")),
    ("高校科协", ("学院科协", "大学科协")),
    ("园区科协", ("高新区科协", "开发区科协", "港区科协", "园科协")),
    ("学校科协", ("中小学科协", "学校科协")),
    ("协会", ("协会",)),
    ("机关科协", ("机关科协", "系统科协")),
)
_AREAS = {"province": "市科协", "prefecture": "区县市科协", "county": "乡镇街道科协"}

type Row = dict[str, str]


def unit_rows(count: int, level: Level, seed: int) -> list[Row]:
    """The units of a pool with invented members, class by class."""
    random = Random(seed)
    units = [(class_of(unit, level), unit, _members(unit, random)) for unit in make_units(count, level=level)]
    classes = (_AREAS[level], *(name for name, _ in _CLASSES))
    units.sort(key=lambda each: classes.index(each[0]))
    return [
        dict(zip(HEADERS, (str(number), unit.name, kind, str(members), "", "", _posts(unit)), strict=True))
        for number, (kind, unit, members) in enumerate(units, 1)
    ]


def class_of(unit: Unit, level: Level) -> str:
    """The class that a unit's name tells; the associations of areas have no mark of their own."""
    return next((name for name, ends in _CLASSES if unit.name.endswith(ends)), _AREAS[level])


def _members(unit: Unit, random: Random) -> int:
    """About as many as the unit's weight says, in tens."""
    return int(unit.weight * _PEOPLE * random.uniform(0.9, 1.1)) // 10 * 10


def _posts(unit: Unit) -> str:
    return "2" if unit.name.endswith(OFFICE) else ""


def write_samples(folder: Path) -> None:
    """The tables, in UTF-8 with a byte order mark, as spreadsheet programs expect."""
    for name, (count, level, seed) in SAMPLES.items():
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, HEADERS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(unit_rows(count, level, seed))


if __name__ == "__main__":
    write_samples(FOLDER)
