"""The fixed words of a roll-out: levels, stages, kinds of heads, outcomes, days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from optimizer.basis.text import Filled, same
from optimizer.groups.words import VALUE_WORDS
from optimizer.report.words import day_words
from optimizer.rollout.filing import Filing
from optimizer.rollout.planned import Outcome
from optimizer.rollout.unit import HEADS, SINCE_BEFORE, Level, Route, Stage, Unit

LEVEL_WORDS: Mapping[Level, Filled] = {
    Level.PROVINCE: Filled(zh="省", en="province"),
    Level.CITY: Filled(zh="市", en="city"),
    Level.COUNTY: Filled(zh="县（市、区）", en="county"),
    Level.TOWNSHIP: Filled(zh="乡镇（街道）", en="township"),
}
LEVEL_PLURALS: Mapping[Level, Filled] = {
    Level.PROVINCE: Filled(zh="省", en="provinces"),
    Level.CITY: Filled(zh="市", en="cities"),
    Level.COUNTY: Filled(zh="县（市、区）", en="counties"),
    Level.TOWNSHIP: Filled(zh="乡镇（街道）", en="townships"),
}
STAGE_WORDS: Mapping[Stage, Filled] = {
    Stage.PILOT: Filled(zh="试点", en="pilot"),
    Stage.FULL: Filled(zh="全面", en="full"),
}
OUTCOME_WORDS: Mapping[Outcome, Filled] = {
    Outcome.PROVEN: Filled(zh="有名单，已证明最优", en="roster, proven best"),
    Outcome.FOUND: Filled(zh="有名单，没有证明最优", en="roster, not proven best"),
    Outcome.IMPOSSIBLE: Filled(zh="已证明排不出名单", en="proven impossible"),
    Outcome.UNKNOWN: Filled(zh="到时限没有结论", en="no answer in time"),
    Outcome.FAULTY: Filled(zh="材料有误", en="faulty inputs"),
    Outcome.LOST: Filled(zh="计算中断，需重做", en="lost on the way, to be done again"),
    Outcome.WAITING: Filled(zh="材料未齐，没有排", en="waiting for inputs"),
}
ROUTE_WORDS: Mapping[Route, Filled] = {
    Route.ELECTION: Filled(zh="大会选举", en="election"),
    Route.COOPTION: Filled(zh="届中增补", en="co-option"),
}
FILING_WORDS: Mapping[Filing, Filled] = {
    Filing.FILED: Filled(zh="已备案", en="filed"),
    Filing.OPEN: Filled(zh="已吸纳，未备案", en="seated, not filed"),
    Filing.NOTHING: Filled(zh="没有可备案的", en="nothing to file"),
}


def head_word(kind: str) -> Filled:
    """A kind of heads; one that has no words of its own as it is."""
    return VALUE_WORDS.get(("head", kind), same(kind))


def heads_word(kinds: Sequence[str]) -> Filled:
    """The heads asked for, in a word: 三长 and 四长 where they are the usual ones."""
    return _HEADS.get(tuple(kinds), Filled(zh="规定的各类负责人", en="heads"))


def since_words(day: date | None) -> Filled:
    """A day in a table; a dash for none, a word where nobody wrote the day down."""
    if day is None:
        return same("—")
    return _SOME_DAY if day == SINCE_BEFORE else same(day.isoformat())


def month_words(day: date) -> Filled:
    """The month of a day: 2026年11月, November 2026."""
    return Filled(zh=f"{day.year}年{day.month}月", en=day_words(day.replace(day=1)).en.removeprefix("1 "))


def region_words(region: str) -> Filled:
    """A region before the title of its paper; nothing for none."""
    return Filled(zh=region, en=f"{region}: " if region else "")


def levels_words(levels: Sequence[Level]) -> Filled:
    """县（市、区）、乡镇（街道）; counties and townships."""
    zh = "、".join(LEVEL_PLURALS[level].zh for level in levels)
    return Filled(zh=zh, en=" and ".join(LEVEL_PLURALS[level].en for level in levels))


def unit_cells(unit: Unit) -> tuple[Filled, ...]:
    """What tells a unit apart in a list: code, name, level, city; under `UNIT_COLUMNS`."""
    return same(unit.code), same(unit.name), LEVEL_WORDS[unit.level], same(unit.city or "—")


UNIT_COLUMNS = (
    Filled(zh="编码", en="Code"),
    Filled(zh="单位", en="Unit"),
    Filled(zh="层级", en="Level"),
    Filled(zh="所属市", en="City"),
)
TOTAL = Filled(zh="合计", en="Total")
_HEADS = {
    HEADS: Filled(zh="“三长”", en="three heads"),
    (*HEADS, "enterprise"): Filled(zh="“四长”", en="four heads"),
}
_SOME_DAY = Filled(zh="有（日期未填）", en="yes (day not given)")
