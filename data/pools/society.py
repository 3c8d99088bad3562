"""The pool of 澜海省农学会, an invented provincial society: member units, special committees and city societies."""

from __future__ import annotations

from itertools import cycle
from random import Random

from data.pools.arranged import leave_party, seat_chair
from data.pools.people import Row, draw_people
from data.pools.places import AREAS, CITY, Unit
from data.pools.posts import settle_posts
from data.pools.traits import add_traits

SIZE, SEED = 400, 20261291
NAME = "农学会"
_CITY = CITY["province"]
_MEMBERS = (
    ("澜海农业大学", "高校", 1.6),
    ("澜海省农业科学院", "科研院所", 1.5),
    ("澜海省林业科学院", "科研院所", 0.9),
    ("澜海职业技术学院", "高校", 0.6),
    ("海平市农业科学研究所", "科研院所", 0.7),
    ("鹤汐市农业科学研究所", "科研院所", 0.08),
    ("澜海省凌川种业集团", "企业", 1.0),
    ("澜海省瀚辰农机集团", "企业", 0.7),
    ("晟科生物农药有限公司", "战略性新兴产业", 0.5),
    ("澜海省农业技术推广总站", "农业", 0.8),
)
_COMMITTEES = (
    ("作物", ("农学",)),
    ("园艺", ("园艺学",)),
    ("植物保护", ("植物保护",)),
    ("土壤肥料", ("土壤学",)),
    ("农产品加工", ("食品科学",)),
    ("智慧农业", ("人工智能", "数据科学")),
    ("畜牧兽医", ("畜牧兽医",)),
    ("水产", ("水产养殖",)),
    ("农业经济", ("农业经济",)),
)
_DISCIPLINES = ("农学", "园艺学", "植物保护", "土壤学", "食品科学", "农业工程")
_CITIES = 8
_COMMITTEE_SECTORS = {"高校": 42, "科研院所": 38, "企业": 12, "农业": 5, "机关": 3}
_CITY_SECTORS = {"农业": 42, "科研院所": 18, "企业": 18, "高校": 6, "机关": 9, "新型社会组织": 7}
# Whom an agricultural society knows: a maker of harvesters, not a shipyard.
_EMPLOYERS = {
    "重工集团": "种业集团",
    "电机有限公司": "农机有限公司",
    "化学有限公司": "农资有限公司",
    "船舶设备有限公司": "灌溉设备有限公司",
    "半导体有限公司": "智慧农业有限公司",
    "储能科技有限公司": "生物农药有限公司",
    "生物制药有限公司": "生物农药有限公司",
    "科学技术厅": "农业农村厅",
    "教育厅": "农业农村厅",
    "卫生健康委员会": "农业农村厅",
    "科学技术局": "农业农村局",
    "海洋研究院": "农业科学院",
    "化工研究院": "农业科学院",
    "测绘研究院": "林业科学院",
    "医学科学院": "农业科学院",
    "澜海大学": "澜海农业大学",
    "澜海理工大学": "澜海农业大学",
    "澜海医科大学": "澜海农业大学",
    "澜海师范大学": "澜海职业技术学院",
    "青少年科学促进会": "农业技术服务中心",
    "科普服务中心": "农民培训服务中心",
}
_FIRM_POSTS = ("育种工程师", "农机工程师", "植保工程师", "质量主管", "技术主管")
_LAST_TERM = {"代表": "会员代表", "委员": "理事", "常委": "常务理事", "副主席": "副理事长"}
_RETIRED = 8


def society_people() -> list[Row]:
    """The people of society.xlsx."""
    people = draw_people(SIZE, seed=SEED, units=_units(), level="province")
    for person in people:
        person["工作单位"] = _farming(person["工作单位"])
        if person["三长类别"]:
            # A society does not ask for the three heads.
            person.update({"三长类别": "", "职务": "副站长" if person["是否领导干部"] == "是" else "技术骨干"})
    settle_posts(people, level="province")
    rng = Random(f"{SEED} society")
    for person in people:
        person["会员类别"] = "团体会员" if person["推荐单位"] in {name for name, _, _ in _MEMBERS} else "个人会员"
        person["上届职务"] = _LAST_TERM.get(person["上届职务"], "")
        if person["单位类别"] in ("企业", "战略性新兴产业") and person["是否领导干部"] == "否":
            person["职务"] = rng.choice(_FIRM_POSTS)
    seat_chair(people, standing="常务理事", deputy="副理事长", chair="理事长")
    leave_party(rng, people)
    _retire(people)
    add_traits(people, seed=SEED, level="province")
    return people


def _farming(employer: str) -> str:
    for usual, own in _EMPLOYERS.items():
        if employer.endswith(usual):
            return employer.removesuffix(usual) + own
    return employer


def _units() -> tuple[Unit, ...]:
    """The electing units; members keep their people together, cities too."""
    members = [
        Unit(name=name, weight=weight, sectors={sector: 100}, disciplines=_DISCIPLINES, employer=name)
        for name, sector, weight in _MEMBERS
    ]
    weights = cycle((1.1, 0.7, 0.9, 0.08))
    committees = [
        Unit(
            name=f"{_CITY}{NAME}{field}专业委员会",
            weight=weight,
            sectors=_COMMITTEE_SECTORS,
            disciplines=disciplines,
        )
        for (field, disciplines), weight in zip(_COMMITTEES, weights, strict=False)
    ]
    cities = [
        Unit(name=f"{area}{NAME}", weight=weight, sectors=_CITY_SECTORS, disciplines=_DISCIPLINES, area=area)
        for area, weight in zip(AREAS["province"][:_CITIES], weights, strict=False)
    ]
    return (*members, *committees, *cities)


def _retire(people: list[Row]) -> None:
    """The oldest leading cadres have retired, some beyond 70: a society may still elect them, within limits."""
    cadres = [person for person in people if person["是否领导干部"] == "是"]
    cadres.sort(key=lambda person: (person["出生年月"], person["编号"]))
    for year, person in enumerate(cadres[:_RETIRED], start=1953):
        person.update({"出生年月": f"{year}{person['出生年月'][4:]}", "职务": "退休干部", "任职方式": "兼职"})
