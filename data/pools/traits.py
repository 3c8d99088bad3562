"""What the last columns say: administrative level, terms served, near relatives, and who could work in the office."""

from __future__ import annotations

from itertools import combinations
from random import Random

from data.pools.people import Row
from data.pools.places import Level
from data.pools.posts import rank_of

COLUMNS = ("行政级别", "已任届数", "亲属组", "驻会")
_CLOSE, _GENERATION = 6, 12


def add_traits(people: list[Row], *, seed: int, level: Level) -> None:
    """Adds the four columns; they have a random stream of their own, so that the other columns stay as they are."""
    rng = Random(f"{seed} traits")
    for person in people:
        person["行政级别"] = rank_of(person, level=level)
        person["已任届数"] = _terms(rng, person["上届职务"])
        person["亲属组"] = ""
    _relate(rng, people)
    _let_reside(rng, people)


def _terms(rng: Random, last: str) -> str:
    """Terms in the leadership: its officers and standing members have served one to three, nobody else any."""
    if last in ("主席", "理事长", "历任主席"):
        return "2"
    if last in ("副主席", "副理事长"):
        return rng.choice("1123")
    return rng.choice("1112") if last in ("常委", "常务理事") else "0"


def _let_reside(rng: Random, people: list[Row]) -> None:
    """Full-time people work in the office anyway; of those who could be seconded about half can, one is not known."""
    for person in people:
        person["驻会"] = "是" if "专职" in person["任职方式"] else "否"
    seconded = [person for person in people if "挂职" in person["任职方式"]]
    rng.shuffle(seconded)
    for place, person in enumerate(seconded):
        person["驻会"] = "是" if place % 2 == 0 else "否"
    if len(seconded) > 2:
        seconded[-1]["驻会"] = ""


def _relate(rng: Random, people: list[Row]) -> None:
    """A couple within a unit, brothers or sisters of two units, and a couple of two units with a relative in a third.

    They are drawn from the better half by score, so that keeping relatives apart costs something; a pool too small to
    have such people goes without.
    """
    ordered = sorted(people, key=lambda person: (-float(person["得分"]), person["编号"]))
    free = [person for person in ordered[: len(people) // 2] if "·" not in person["姓名"]]
    rng.shuffle(free)
    families: list[list[Row]] = []
    for fit in (_couple_within, _siblings_apart, _couple_apart):
        family = next((list(pair) for pair in combinations(free, 2) if fit(*pair)), [])
        free = [person for person in free if person not in family]
        families.append(family)
    couple = families[-1]
    couple.extend([person for person in free if _next_of_kin(person, couple)][:1])
    for number, found in enumerate(filter(None, families), start=1):
        for person in found:
            person["亲属组"] = f"K{number:02d}"


def _gap(one: Row, other: Row) -> int:
    """Years between two births."""
    return abs(int(one["出生年月"][:4]) - int(other["出生年月"][:4]))


def _couple(one: Row, other: Row) -> bool:
    return one["性别"] != other["性别"] and one["姓名"][0] != other["姓名"][0] and _gap(one, other) <= _CLOSE


def _couple_within(one: Row, other: Row) -> bool:
    return _couple(one, other) and one["推荐单位"] == other["推荐单位"]


def _couple_apart(one: Row, other: Row) -> bool:
    return _couple(one, other) and one["推荐单位"] != other["推荐单位"]


def _siblings_apart(one: Row, other: Row) -> bool:
    return (
        one["姓名"][0] == other["姓名"][0]
        and one["民族"] == other["民族"]
        and one["推荐单位"] != other["推荐单位"]
        and _gap(one, other) <= _GENERATION
    )


def _next_of_kin(person: Row, couple: list[Row]) -> bool:
    """Bears a surname of the couple: a brother or sister of one of them, or their grown child."""
    return person["姓名"][0] in {each["姓名"][0] for each in couple} and person["推荐单位"] not in {
        each["推荐单位"] for each in couple
    }
