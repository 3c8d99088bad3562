"""What the shipped pools hold beyond the mould, so that real rules can be tried on them: who they need, and how many."""

from __future__ import annotations

from collections import defaultdict
from itertools import cycle
from random import Random

from data.pools.people import Row
from data.pools.places import CITY, Level

NON_CPC = 0.465
"""The share of people outside the Party in a pool, at least: nominations meant to fill a body that is to be 60 % so."""

_CPC = "中共党员"
_OTHERS = ("群众", "九三学社", "民盟", "农工党", "民建", "民进", "致公党", "民革", "无党派人士")
_OTHERS_WEIGHTS = (40, 12, 12, 8, 6, 6, 4, 4, 8)
_THREE_HEADS = ("医院院长", "学校校长", "农技站站长")
ENTERPRISE_HEAD = "科技型企业负责人"
_FIRMS = ("企业", "新经济组织", "战略性新兴产业")
_INSTITUTES = ("农业科学研究所", "水产研究所", "果树研究所", "林业科学研究所")
_EXPERTS = 2
_DEPARTMENTS = {
    "教育": ("教育局", "局长"),
    "卫生": ("卫生健康委员会", "主任"),
    "农业": ("农业农村局", "局长"),
}


def arrange(people: list[Row], *, seed: int, level: Level, enterprise_heads: int, former_chairs: int) -> None:
    """Adds heads of enterprises, heads who can be seconded, an outgoing chair, earlier chairs and people outside the Party.

    Sums of sure frontline people, leading cadres, births and scores stay as they are.
    """
    rng = Random(f"{seed} arranged")
    _name_enterprise_heads(rng, people, enterprise_heads)
    _let_heads_be_seconded(people)
    seat_chair(people, standing="常委", deputy="副主席", chair="主席")
    _name_former_chairs(people, former_chairs, city=CITY[level])
    leave_party(rng, people)


def arrange_county(people: list[Row]) -> None:
    """Heads of four institutes, and leading cadres of education, health and agriculture departments (专家型领导干部)."""
    city = CITY["county"]
    for institute, person in zip(_INSTITUTES, _institute_heads(people), strict=True):
        person.update({"工作单位": city + institute, "职务": "研究所所长", "单位类别": "科研院所"})
    bureaus: dict[str, list[Row]] = defaultdict(list)
    for person in people:
        if person["单位类别"] == "机关" and person["是否领导干部"] == "是":
            bureaus[person["工作单位"].removeprefix(city)].append(person)
    # The office of science and technology lends what a small department lacks, but for its own director.
    spare = [person for person in bureaus["科学技术局"] if person["职务"] != "局长"]
    for sector, (department, chief) in _DEPARTMENTS.items():
        leaders = bureaus[department]
        while len(leaders) < _EXPERTS:
            leaders.append(spare.pop())
        for person, post in zip(leaders, (chief, *[f"副{chief}"] * (len(leaders) - 1)), strict=True):
            person.update({"单位类别": sector, "工作单位": city + department, "职务": post})


def seat_chair(people: list[Row], *, standing: str, deputy: str, chair: str) -> None:
    """Of the last term's deputies outside the frontline the best by score was its chair; a standing member moves up.

    Nobody joins or leaves the last term's bodies, so that their frontline shares stay.
    """
    for role, higher in ((deputy, chair), (standing, deputy)):
        held = [person for person in people if person["上届职务"] == role and person["是否基层一线"] == "否"]
        max(held, key=_standing)["上届职务"] = higher


def _standing(person: Row) -> tuple[float, str]:
    return float(person["得分"]), person["编号"]


def leave_party(rng: Random, people: list[Row]) -> None:
    """Some who are no leading cadres join other parties or none, until enough are outside the Party."""
    missing = -int(-NON_CPC * len(people)) - sum(person["政治面貌"] != _CPC for person in people)
    ordinary = [person for person in people if person["政治面貌"] == _CPC and person["是否领导干部"] == "否"]
    for person in rng.sample(ordinary, max(0, missing)):
        person["政治面貌"] = rng.choices(_OTHERS, weights=_OTHERS_WEIGHTS)[0]


def _name_enterprise_heads(rng: Random, people: list[Row], count: int) -> None:
    """Founders and managers of firms; a private firm's head is no leading cadre."""
    firms = [person for person in people if person["单位类别"] in _FIRMS and person["是否领导干部"] == "否"]
    for person, post in zip(rng.sample(firms, count), cycle(("董事长", "总经理")), strict=False):
        person.update({"三长类别": ENTERPRISE_HEAD, "职务": post})


def _let_heads_be_seconded(people: list[Row]) -> None:
    """The best head of each kind among those who could only serve part-time can be seconded as well."""
    for kind in (*_THREE_HEADS, ENTERPRISE_HEAD):
        heads = [person for person in people if person["三长类别"] == kind and person["任职方式"] == "兼职"]
        max(heads, key=_standing)["任职方式"] = "兼职、挂职"


def _name_former_chairs(people: list[Row], count: int, *, city: str) -> None:
    """The oldest officials with no post of their own are retired chairs of earlier terms, for a congress to invite."""
    free = [
        person
        for person in people
        if person["单位类别"] == "机关" and person["是否领导干部"] == "否" and not person["上届职务"]
    ]
    free.sort(key=lambda person: (person["出生年月"], person["编号"]))
    for year, person in enumerate(free[:count], start=1962):
        person.update(
            {
                "出生年月": f"{year}{person['出生年月'][4:]}",
                "工作单位": f"{city}科学技术协会",
                "职务": "退休干部",
                "上届职务": "历任主席",
                "任职方式": "兼职",
            }
        )


def _institute_heads(people: list[Row]) -> list[Row]:
    """Researchers in the making: agronomists of good standing who lead nothing yet."""
    free = [
        person
        for person in people
        if person["单位类别"] == "农业"
        and person["是否领导干部"] == "否"
        and person["是否基层一线"] == "是"
        and not person["三长类别"]
        and person["职务"] in ("农技员", "技术骨干")
    ]
    return sorted(free, key=_standing)[-len(_INSTITUTES) :]
