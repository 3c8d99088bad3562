"""The pool of a township: thirty people, post by post (township.toml), few enough to check a roster by eye."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from data.pools.names import draw_name
from data.pools.people import Row, draw_birth

_POSTS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("township.toml").read_text(encoding="utf-8"))[
    "post"
]
_VILLAGERS = ("村科普小组组长", "种养大户", "土专家", "科技示范户", "合作社理事长")
_MANCHU = 10
# The posts of near relatives.
_MOTHER = ("农技站站长", "科技示范户")
_BROTHERS = ("企业负责人", "土专家")
_GRADUATE = "大学生村官"
_YOUNGEST, _SETTLED, _OLDEST = 30, 42, 58
_BEST = 92


@dataclass(frozen=True, kw_only=True)
class Town:
    """A town (镇), township (乡) or subdistrict (街道), by its name's ending.

    It has six villages and a firm of a brand; `seed` settles who lives there, `ids` is what their numbers begin with.
    """

    name: str
    villages: tuple[str, ...]
    brand: str
    seed: int | str
    ids: str


DONGBO = Town(
    name="东泊镇",
    villages=("临溪村", "大泊村", "东湾村", "石坎村", "上坞村", "鹤嘴村"),
    brand="晟川",
    seed=20261230,
    ids="T",
)
"""The town of township.csv."""

# What is called otherwise where the name ends so.
_CALLED: dict[str, dict[str, str]] = {
    "镇": {},
    "乡": {"镇分管": "乡分管", "镇机关": "乡机关", "镇卫生院": "乡卫生院", "镇企业": "乡企业"},
    "街道": {
        "镇分管": "街道分管",
        "镇机关": "街道机关",
        "镇企业": "街道企业",
        "人民政府": "办事处",
        "镇卫生院": "街道卫生服务中心",
        "街道卫生院": "街道卫生服务中心",
        "卫生院院长": "卫生服务中心主任",
    },
}


def township_people(town: Town = DONGBO) -> list[Row]:
    """The people of a town, by default those of township.csv; scores are whole points, so that many are equal."""
    rng = Random(town.seed)
    people = [_person(rng, town, post, place) for post in _POSTS for place in range(post["count"])]
    for number, person in enumerate(people, start=1):
        # Every tenth is of a minority, as in the larger pools.
        person["民族"] = "满族" if number % _MANCHU == 0 else "汉族"
        person["编号"] = f"{town.ids}{number:02d}"
    _rank(people)
    _remember_last_term(people)
    _relate(people)
    _call(people, town)
    return people


def _person(rng: Random, town: Town, post: dict[str, Any], place: int) -> Row:
    places = post.get("at") or [town.villages[number] for number in post.get("villages", ())] or [""]
    filled = {"town": town.name, "brand": town.brand, "at": places[place % len(places)]}
    sex = "女" if place < post["women"] else "男"
    education = rng.choice(("大专", "高中", "初中") if post["post"] in _VILLAGERS else ("大学本科", "大专", "大学本科"))
    if post["post"] == _GRADUATE:
        education = "大学本科"
    return {
        "姓名": draw_name(rng, sex=sex, ethnicity="汉族"),
        "性别": sex,
        "出生年月": draw_birth(rng, _age(rng, post)),
        "政治面貌": _party(rng, post),
        "学历": education,
        "学位": "学士" if education == "大学本科" else "",
        "职称": post["title"],
        "学科专业": post["disciplines"][place % len(post["disciplines"])],
        "工作单位": post["employer"].format_map(filled),
        "职务": post["post"],
        "单位类别": post["sector"],
        "推荐单位": post["unit"].format_map(filled),
        "是否基层一线": post["frontline"],
        "三长类别": post.get("head", ""),
        "是否领导干部": post["cadre"],
        "上届职务": "",
        "任职方式": _modes(post),
        "得分": str(rng.randint(70, _BEST)),
        "行政级别": post.get("level", ""),
        "驻会": "是" if post["post"] == "科技辅导员" and place == 0 else "否",
        "已任届数": "0",
        "亲属组": "",
    }


def _age(rng: Random, post: dict[str, Any]) -> int:
    """Whoever heads something is past 40, a graduate in a village under 30."""
    if post["post"] == _GRADUATE:
        return rng.randint(24, 28)
    settled = "head" in post or post["cadre"] == "是"
    return rng.randint(_SETTLED if settled else _YOUNGEST, _OLDEST)


def _party(rng: Random, post: dict[str, Any]) -> str:
    """The small parties have members among doctors and teachers, hardly in villages."""
    if post["cadre"] == "是":
        return "中共党员"
    own = {"医院": "农工党", "学校": "民进"}.get(post["sector"], "群众")
    return rng.choice(("中共党员", "群众", "群众", own))


def _modes(post: dict[str, Any]) -> str:
    """Heads and teachers can be seconded; one leader of the town serves part-time like the rest."""
    return "兼职、挂职" if post.get("head") or post["post"] == "科技辅导员" else "兼职"


def _rank(people: list[Row]) -> None:
    """Each unit puts its best score first."""
    for unit in {person["推荐单位"] for person in people}:
        own = [person for person in people if person["推荐单位"] == unit]
        own.sort(key=lambda person: (-float(person["得分"]), person["编号"]))
        for rank, person in enumerate(own, start=1):
            person["推荐排序"] = str(rank)


def _remember_last_term(people: list[Row]) -> None:
    """The leader in charge chaired the last term; the head of the stations and two villagers sat in it."""
    roles = {"镇分管科技领导": ("主席", "1"), "农技站站长": ("副主席", "2"), "卫生院院长": ("委员", "0")}
    for person in people:
        person["上届职务"], person["已任届数"] = roles.get(person["职务"], ("", "0"))


def _relate(people: list[Row]) -> None:
    """The first of each post: a son and his mother, who lives in a village, and brothers, who share a surname."""
    for code, posts in (("K01", _MOTHER), ("K02", _BROTHERS)):
        one, other = (next(person for person in people if person["职务"] == post) for post in posts)
        one["亲属组"] = other["亲属组"] = code
        if posts == _BROTHERS:
            other["姓名"] = one["姓名"][0] + other["姓名"][1:]


def _call(people: list[Row], town: Town) -> None:
    """Posts and houses have the words of a town; a township or a subdistrict has others for some."""
    words = next(words for ending, words in _CALLED.items() if town.name.endswith(ending))
    for person in people:
        for column in ("工作单位", "职务", "推荐单位"):
            for word, other in words.items():
                person[column] = person[column].replace(word, other)
