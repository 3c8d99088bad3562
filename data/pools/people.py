"""Drawing invented people: who they are, where they work, what they hold and how they score.

Everything follows from the seed alone: the same seed gives the same people. What the figures aim at (data/README.md says
where they come from; tests/data holds the sample pools to these ranges):

- frontline 66–72 %, another 1–3 % undecided (待定); leading cadres 25–33 %; aged 45 or under for sure 34–38 %;
- women 31–38 %, minorities 7–12 %, three heads 3–8 %;
- of those who sat in the last congress 55 % were frontline, of its committee 44 % (the state before the reform);
- births by month, about 3 % by year only and 2 % by day; some leave the age of 45 undecided on 2026-12-01;
- modes: about 5 % can serve full-time, about 5 % seconded, a few of them part-time as well; the others part-time only;
- scores 60.0–99.9 with one decimal, many equal; leading cadres and seniors score higher, so that floors for frontline
  and young people cost something; ranks within the unit follow the scores loosely;
- electing units differ in size; every ninth supplies only a handful.
"""

from __future__ import annotations

from random import Random

from data.pools.names import draw_ethnicity, draw_name
from data.pools.places import AREAS, BRANDS, CITY, Level, Sector, Unit, at_level

FEWEST_PER_UNIT = 3
_PARTIES = ("中共党员", "群众", "九三学社", "民盟", "农工党", "民建", "民进", "致公党", "民革", "无党派人士")
_LAST_TERM = (("代表", 0.165, 0.587), ("委员", 0.04, 0.45), ("常委", 0.012, 0.42), ("副主席", 0.005, 0.4))

type Row = dict[str, str]


def draw_people(size: int, *, seed: int, units: tuple[Unit, ...], level: Level) -> list[Row]:
    """`size` invented people proposed by the `units`, unit by unit; rows under Chinese headers.

    Raises ValueError where there are too few people for the units.
    """
    rng = Random(seed)
    people: list[Row] = []
    for unit, heads in zip(units, _sizes(units, size), strict=True):
        members = [_person(rng, unit, level) for _ in range(heads)]
        people.extend(_ranked(rng, members))
    width = max(4, len(str(size)))
    for number, person in enumerate(people, start=1):
        person["编号"] = f"P{number:0{width}d}"
    _seat_last_term(rng, people)
    return people


def _sizes(units: tuple[Unit, ...], size: int) -> list[int]:
    """Heads per unit by weight, at least a few each; the largest unit takes what rounding leaves."""
    weight = sum(unit.weight for unit in units)
    heads = [max(FEWEST_PER_UNIT, int(size * unit.weight / weight)) for unit in units]
    heads[heads.index(max(heads))] += size - sum(heads)
    if min(heads) < 1:
        raise ValueError(f"{size} people are too few for {len(units)} units")
    return heads


def _person(rng: Random, unit: Unit, level: Level) -> Row:
    name = rng.choices(tuple(unit.sectors), weights=tuple(unit.sectors.values()))[0]
    sector = at_level(name, level)
    sex = "女" if rng.random() * 100 < sector.women else "男"
    ethnicity = draw_ethnicity(rng)
    head = sector.head if rng.random() * 100 < sector.head_share else ""
    cadre = rng.random() < 0.6 if head else rng.random() * 100 < sector.cadre
    age = min(64, max(27, round(rng.gauss(50.6 if cadre or head else 47.4, 7.6))))
    rung = _rung(rng, age)
    return {
        "姓名": draw_name(rng, sex=sex, ethnicity=ethnicity),
        "性别": sex,
        "民族": ethnicity,
        "出生年月": draw_birth(rng, age),
        "政治面貌": rng.choices(
            _PARTIES, weights=(85, 6, 2, 2, 1, 1, 1, 1, 1, 1) if cadre else (54, 25, 5, 5, 3, 2, 2, 1, 1, 2)
        )[0],
        **_schooling(rng, name),
        "职称": sector.titles[rung],
        "学科专业": rng.choice(unit.disciplines or sector.disciplines),
        "工作单位": _employer(rng, unit, sector, level),
        "职务": _post(rng, sector, head=head, cadre=cadre),
        "单位类别": name,
        "推荐单位": unit.name,
        "是否基层一线": _frontline(rng, sector, head=head, cadre=cadre),
        "三长类别": head,
        "是否领导干部": "是" if cadre else "否",
        "上届职务": "",
        "任职方式": rng.choices(("兼职", "专职", "挂职", "专职、兼职", "兼职、挂职"), weights=(895, 40, 40, 10, 15))[0],
        "得分": _score(rng, cadre=cadre, age=age, rung=rung),
    }


def _rung(rng: Random, age: int) -> int:
    """The step of the title ladder: 0 is the highest, likelier with age."""
    draw = rng.random() + (age - 46) / 45
    return 0 if draw > 0.75 else 1 if draw > 0.25 else 2


def draw_birth(rng: Random, age: int) -> str:
    """The birth of somebody who turns `age` in 2026: as rosters have them by month, a few by year or by day."""
    year, month = 2026 - age, rng.randint(1, 12)
    draw = rng.random()
    if draw < 0.03:
        return str(year)
    return f"{year}-{month:02d}-{rng.randint(1, 28):02d}" if draw < 0.05 else f"{year}-{month:02d}"


def _schooling(rng: Random, sector: str) -> Row:
    learned = sector in ("高校", "科研院所", "新型研发机构")
    weights = (2, 18, 36, 44) if learned else (22, 52, 22, 4)
    education, degree = rng.choices(
        (("大专", ""), ("大学本科", "学士"), ("硕士研究生", "硕士"), ("博士研究生", "博士")), weights=weights
    )[0]
    return {"学历": education, "学位": degree}


def _employer(rng: Random, unit: Unit, sector: Sector, level: Level) -> str:
    area, brand, pattern = rng.choice(AREAS[level]), rng.choice(BRANDS), rng.choice(sector.employers)
    return unit.employer or pattern.format(city=CITY[level], area=unit.area or area, brand=brand)


def _post(rng: Random, sector: Sector, *, head: str, cadre: bool) -> str:
    if head:
        return {"医院院长": "院长", "学校校长": "校长", "农技站站长": "站长"}[head]
    return rng.choice(sector.leading if cadre else sector.posts)


def _frontline(rng: Random, sector: Sector, *, head: str, cadre: bool) -> str:
    if rng.random() < 0.02:
        return "待定"
    likely = 0.65 if head else 0.22 if cadre else sector.frontline / 100
    return "是" if rng.random() < likely else "否"


def _score(rng: Random, *, cadre: bool, age: int, rung: int) -> str:
    tenths = round(rng.gauss(785, 68) + (42 if cadre else 0) + (14 if age > 45 else -6) + (12, 0, -12)[rung])
    tenths = min(999, max(600, tenths))
    return f"{tenths // 10}.{tenths % 10}"


def _ranked(rng: Random, members: list[Row]) -> list[Row]:
    """The unit's own order: by score, but with an opinion of its own."""
    order = sorted(members, key=lambda person: -float(person["得分"]) + rng.gauss(0, 2.5))
    for rank, person in enumerate(order, start=1):
        person["推荐排序"] = str(rank)
    return order


def _seat_last_term(rng: Random, people: list[Row]) -> None:
    """Give the last term's seats so that its frontline shares come out as before the reform; 三长 came with it, later."""
    frontline = [person for person in people if person["是否基层一线"] == "是"]
    others = [person for person in people if person["是否基层一线"] == "否"]
    for group in (frontline, others):
        rng.shuffle(group)
        group.sort(key=lambda person: person["出生年月"] > "1988")
    for role, share, grassroots in _LAST_TERM:
        seats = max(2, round(share * len(people)))
        own = round(seats * grassroots)
        for group, taken in ((frontline, own), (others, seats - own)):
            for person in group[:taken]:
                person["上届职务"] = role
            del group[:taken]
