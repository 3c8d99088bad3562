"""Cells of the table of units: days as precisely as written, levels, stages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from optimizer.basis.text import Text
from optimizer.people.births import read_birth
from optimizer.people.cells import Bad
from optimizer.people.person import Birth
from optimizer.people.words import clean_text, word
from optimizer.rollout.unit import SINCE_BEFORE, Level, Stage

LAST_DAY = date(2199, 12, 31)
"""No day of a turnover is later; what reads as one is a slip of the pen."""


def _lookup[Kind](words: Mapping[Kind, str]) -> dict[str, Kind]:
    return {said: kind for kind, listed in words.items() for said in listed.split()}


_LEVELS = _lookup({
    Level.PROVINCE: "省 省级 自治区 直辖市 省份 省区市 省自治区直辖市 province provincial",
    Level.CITY: "市 市级 地市 地级 地级市 市州 州 自治州 地区 盟 设区市 设区的市 副省级市 city municipal prefecture",
    Level.COUNTY: "县 县级 区 区县 县区 县市区 市县区 区市县 县级市 市辖区 旗 自治县 自治旗 县区级 区县级 county district",
    Level.TOWNSHIP: "乡镇 乡镇级 乡镇街道 乡 镇 街道 镇街 乡级 镇级 街镇 民族乡 乡镇街道级 town township subdistrict",
})  # fmt: skip
_STAGES = _lookup({
    Stage.PILOT: "试点 试点单位 先行 先行试点 首批 pilot",
    Stage.FULL: "全面 全面推开 全面开展 推开 非试点 full",
})  # fmt: skip
_SAID = _lookup({
    True: "是 有 已 已成立 已建 已建立 已吸纳 已备案 已任 yes y true 1 √ ✓ ✔",
    False: "否 无 未 没有 未成立 未建 未建立 未吸纳 未备案 未召开 从未召开 不是 no none n false 0 × x - – — ―― —— / \\",
})  # fmt: skip
_MARKS = re.compile(r"[()\[\]、,，·.]")
_MIDNIGHT = " 00:00:00"

_DAY_UNREADABLE = Text(zh="看不懂的日期", en="the date cannot be read")
_DAY_IMPOSSIBLE = Text(zh="没有这一天，或年份不对", en="there is no such day, or the year cannot be right")
_WRITE_DAY = Text(
    zh="请写成 2021-11-25、2021-11 或 2021；没有就写“否”或留空",
    en="write it as 2021-11-25, 2021-11 or 2021; write no, or leave it empty, for none",
)
_WRITE_SINCE = Text(
    zh="请写日期（2021-11-25、2021-11 或 2021）；不知道日期的写“是”，没有的写“否”或留空",
    en="write the date (2021-11-25, 2021-11 or 2021), yes where the day is unknown, no or nothing for none",
)
_LEVEL_UNKNOWN = Text(zh="看不懂的层级", en="unknown level")
_WRITE_LEVEL = Text(
    zh="请写省、市、县（市、区）或乡镇（街道）", en="write province, city, county or township (省、市、县、乡镇)"
)
_STAGE_UNKNOWN = Text(zh="看不懂的阶段", en="unknown stage")
_WRITE_STAGE = Text(zh="请写“试点”或“全面”，或留空", en="write pilot or full (试点、全面), or leave it empty")


class Span(NamedTuple):
    """A day as precisely as it was written: it is no earlier than `first` and no later than `last`."""

    first: date
    last: date


SINCE_SOME_DAY = Span(SINCE_BEFORE, LAST_DAY)
"""What 是 says: there was a day, and nobody wrote it down."""


def read_level(written: str) -> Level | Bad:
    """The tier a cell names."""
    found = _LEVELS.get(_MARKS.sub("", word(written)))
    return found or Bad(kind="units.level", message=_LEVEL_UNKNOWN.fill(), cure=_WRITE_LEVEL.fill())


def read_stage(written: str) -> Stage | Bad:
    """Pilot or full; an empty cell is full."""
    said = word(written)
    found = _STAGES.get(said) if said else Stage.FULL
    return found or Bad(kind="units.stage", message=_STAGE_UNKNOWN.fill(), cure=_WRITE_STAGE.fill())


def read_day(written: str) -> Span | Bad | None:
    """A day, None for an empty cell or a word for no."""
    return _day(written) if written else None


def read_since(written: str) -> Span | Bad | None:
    """A day, `SINCE_SOME_DAY` for yes, None for an empty cell or no."""
    return _since(written) if written else None


@lru_cache(maxsize=1 << 14)
def _since(written: str) -> Span | Bad | None:
    if _SAID.get(word(written)):
        return SINCE_SOME_DAY
    found = _day(written)
    return Bad(kind=found.kind, message=found.message, cure=_WRITE_SINCE.fill()) if isinstance(found, Bad) else found


@lru_cache(maxsize=1 << 14)
def _day(written: str) -> Span | Bad | None:
    plain = written.removesuffix(_MIDNIGHT)
    if len(plain) == 10 and plain.isascii():
        # Nearly all cells; the rest takes the long way.
        try:
            day = date.fromisoformat(plain)
        except ValueError:
            pass
        else:
            return Span(day, day) if 1900 <= day.year <= LAST_DAY.year else _impossible()
    said = word(written)
    if not said or _SAID.get(said) is False:
        return None
    return _from_birth(read_birth(written, today=LAST_DAY))


def _from_birth(found: Birth | Bad | None) -> Span | Bad | None:
    """Births are written in the ways days are; what is wrong with a day is said in its own words."""
    match found:
        case Birth():
            return Span(found.earliest, found.latest)
        case Bad(kind="people.birth_ambiguous"):
            return Bad(kind="units.date_ambiguous", message=found.message, cure=found.cure)
        case Bad(kind="people.birth"):
            return Bad(kind="units.date", message=_DAY_UNREADABLE.fill(), cure=_WRITE_DAY.fill())
        case Bad():
            return _impossible()
    return None


def _impossible() -> Bad:
    return Bad(kind="units.date_impossible", message=_DAY_IMPOSSIBLE.fill(), cure=_WRITE_DAY.fill())


def tidy(written: str) -> str:
    """`clean_text`, at once for the many cells that are tidy already."""
    if written.isascii() and written.isprintable() and "  " not in written:
        return written.strip()
    return _tidied(written)


@lru_cache(maxsize=1 << 14)
def _tidied(written: str) -> str:
    return clean_text(written)
