"""A schedule in sentences: what is wanted, why there is none, what it would take."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.basis.text import Filled, Text, same
from optimizer.rollout.schedule_clash import Clash, Demand
from optimizer.rollout.schedule_program import ScheduleGoal
from optimizer.rollout.schedule_rules import RuleKind, ScheduleRule
from optimizer.rollout.schedule_turns import Settings
from optimizer.rollout.schedule_ways import Way, WayKind
from optimizer.solve.status import Status

NAMED, ADDED = 6, 24
"""Up to so many capacities are named in a clash and in a way out; of more, the rest are counted."""

SCHEDULE_STATUS_WORDS: dict[Status, Filled] = {
    Status.OPTIMAL: Filled(
        zh="已证明最优：在全部规则下，没有比这更好的安排。",
        en="Proven optimal: under all rules no schedule is better.",
    ),
    Status.FEASIBLE: Filled(
        zh="找到了符合全部规则的安排，但在停止前没有证明它最好。",
        en="A schedule that keeps all rules was found, but the work stopped before it was proven to be the best.",
    ),
    Status.IMPOSSIBLE: Filled(
        zh="已证明不可能：没有任何安排能同时符合全部规则。", en="Proven impossible: no schedule keeps all rules."
    ),
    Status.UNKNOWN: Filled(zh="在停止前没有找到安排。", en="The work stopped before a schedule was found."),
}
SCHEDULE_GOAL_WORDS: dict[str, Filled] = {
    ScheduleGoal.LATE: Filled(zh="晚于应换届年份的单位最少", en="fewest units later than the year they are due"),
    ScheduleGoal.YEARS_LATE: Filled(zh="逾期的年数合计最少", en="fewest years late in all"),
    ScheduleGoal.WISHES: Filled(zh="保持已定年份的单位最多", en="most units in the year already set"),
    ScheduleGoal.LARGEST: Filled(zh="最多的一年单位最少", en="fewest units in the fullest year"),
    ScheduleGoal.SMALLEST: Filled(zh="最少的一年单位最多", en="most units in the emptiest year"),
    ScheduleGoal.ORDER: Filled(
        zh="先到期的先换届（年序乘到期先后，合计最小）",
        en="due earlier, held earlier (least sum of place times urgency)",
    ),
    ScheduleGoal.LOT: Filled(zh="并列时抽签（抽签号合计最小）", en="ties by draw (lowest total draw number)"),
}


def clash_words(clash: Clash, settings: Settings) -> Filled:
    """What cannot hold together, with the arithmetic."""
    if not clash.room:
        said = joined([rule_words(rule, settings) for rule in clash.rules])
        words = _NO_YEAR.fill(units=units_words(clash.units), rules=said)
    else:
        wanted = joined([_demand_words(demand, alone=len(clash.demands) == 1) for demand in clash.demands])
        if len(clash.demands) > 1:
            wanted = _TOGETHER.fill(wanted=wanted, units=clash.units)
        room = listed([_room_words(rule, most, clash.city) for rule, most in clash.room], NAMED)
        words = _TOO_MANY.fill(wanted=wanted, capacity=clash.capacity, room=room, missing=clash.missing)
    return _IN_CITY.fill(city=clash.city, said=words) if clash.city else _begun(words)


def rule_words(rule: ScheduleRule, settings: Settings) -> Filled:
    """A rule by what it asks."""
    match rule.kind:
        case RuleKind.CAPACITY | RuleKind.CITY:
            return _CAPACITY.fill(place=place_words(rule), most=rule.most(settings))
        case RuleKind.PILOTS:
            return _PILOTS.fill(year=settings.first)
        case RuleKind.DUE:
            return _DUE
        case RuleKind.FIXED:
            return _FIXED
        case RuleKind.FINISH:
            return _FINISH.fill(year=settings.last)


def place_words(rule: ScheduleRule) -> Filled:
    """The year, or the city and year, of a capacity."""
    return Filled(zh=f"{rule.city} {rule.year}年".lstrip(), en=f"{rule.city} {rule.year}".lstrip())


def _room_words(rule: ScheduleRule, most: int, city: str) -> Filled:
    place = place_words(ScheduleRule(kind=rule.kind, year=rule.year) if rule.city == city else rule)
    return Filled(zh=f"{place.zh}{most}", en=f"{place.en}: {most}")


def _demand_words(demand: Demand, *, alone: bool) -> Filled:
    texts = {
        RuleKind.PILOTS: _WANT_PILOTS,
        RuleKind.DUE: _WANT_DUE,
        RuleKind.FIXED: _WANT_FIXED,
        RuleKind.FINISH: _WANT_ALL if alone else _WANT_REST,
    }
    return texts[demand.kind].fill(units=units_words(demand.units), year=demand.year)


def way_words(way: Way, settings: Settings) -> Filled:
    """One way out."""
    match way.kind:
        case WayKind.ONE:
            rule, more = way.extra[0]
            before = rule.most(settings)
            return _RAISE.fill(place=place_words(rule), more=more, before=before, after=before + more)
        case WayKind.SPREAD:
            parts = [_MORE.fill(place=place_words(rule), more=more) for rule, more in way.extra]
            return _SPREAD.fill(places=way.places, parts=listed(parts, ADDED))
        case WayKind.LONGER:
            return _LONGER.fill(last=way.last, before=settings.last)
        case WayKind.BEND:
            return _bend_words(way, settings)


def _bend_words(way: Way, settings: Settings) -> Filled:
    units = units_words(way.units)
    match way.bent:
        case RuleKind.PILOTS:
            return _BEND_PILOTS.fill(units=units, year=settings.first)
        case RuleKind.DUE:
            return _BEND_DUE.fill(units=units)
        case RuleKind.FIXED:
            return _BEND_FIXED.fill(units=units)
        case _:
            return _BEND_FINISH.fill(units=units, year=settings.last)


def way_proof_words(way: Way) -> Filled:
    """Whether less is proven not to do."""
    return _LEAST if way.proven else _PERHAPS_LESS


def units_words(count: int) -> Filled:
    """So many units."""
    return Filled(zh=f"{count}个单位", en="1 unit" if count == 1 else f"{count} units")


def years_words(count: int) -> Filled:
    """So many years."""
    return Filled(zh=f"{count}年", en="1 year" if count == 1 else f"{count} years")


def days_words(count: int) -> Filled:
    """So many days."""
    return Filled(zh=f"{count}天", en="1 day" if count == 1 else f"{count} days")


def joined(parts: Sequence[Filled]) -> Filled:
    """Parts of a sentence one after the other."""
    return Filled(zh="，".join(part.zh for part in parts), en=", ".join(part.en for part in parts))


def listed(parts: Sequence[Filled], most: int) -> Filled:
    """A list, cut where it is long."""
    shown = Filled(zh="、".join(part.zh for part in parts[:most]), en=", ".join(part.en for part in parts[:most]))
    return shown if len(parts) <= most else _AND_MORE.fill(shown=shown, count=len(parts) - most)


def _begun(said: Filled) -> Filled:
    """The beginning of a sentence."""
    return Filled(zh=said.zh, en=said.en[:1].upper() + said.en[1:])


_CAPACITY = Text(zh="{place}容量{most}", en="capacity of {place}: {most}")
_PILOTS = Text(zh="试点单位都在{year}年换届", en="all pilots in {year}")
_DUE = Filled(zh="还能按期的单位不晚于应换届的年份", en="nobody who can be on time later than the year they are due")
_FIXED = Filled(zh="指定了年份的单位在指定的年份换届", en="units set for a year in that year")
_FINISH = Text(zh="全部单位在{year}年底前换届", en="all units by the end of {year}")
_WANT_PILOTS = Text(zh="试点{units}须在{year}年换届", en="pilots that must meet in {year}: {units}")
_WANT_DUE = Text(zh="到{year}年底有{units}到期", en="due by the end of {year}: {units}")
_WANT_FIXED = Text(zh="{units}指定在{year}年换届", en="set for {year}: {units}")
_WANT_ALL = Text(zh="{units}须在{year}年底前换届", en="to meet by the end of {year}: {units}")
_WANT_REST = Text(zh="其余{units}须在{year}年底前换届", en="others by the end of {year}: {units}")
_TOGETHER = Text(zh="{wanted}，合计{units}个", en="{wanted}, {units} in all")
_TOO_MANY = Text(
    zh="{wanted}，而能用的容量只有{capacity}个（{room}）：多出{missing}个。",
    en="{wanted}, but the capacity for them is {capacity} ({room}): {missing} too many.",
)
_NO_YEAR = Text(zh="{units}没有可用的年份：{rules}。", en="No year is left for {units}: {rules}.")
_IN_CITY = Text(zh="{city}：{said}", en="{city}: {said}")
_AND_MORE = Text(zh="{shown}等，另有{count}处", en="{shown} and {count} more")
_RAISE = Text(
    zh="{place}容量增加{more}个（{before}→{after}）", en="Raise the capacity of {place} by {more} ({before} → {after})"
)
_SPREAD = Text(
    zh="容量合计增加{places}个，尽量均匀：{parts}",
    en="Raise capacities by {places} in all, as evenly as can be: {parts}",
)
_MORE = Text(zh="{place}+{more}", en="{place} +{more}")
_LONGER = Text(
    zh="完成年份由{before}年推迟到{last}年，以后各年容量照旧",
    en="Finish in {last} instead of {before}, with the same capacity in the years after",
)
_BEND_PILOTS = Text(zh="{units}试点晚于{year}年换届", en="Let pilots meet later than {year}: {units}")
_BEND_DUE = Text(zh="{units}晚于应换届的年份", en="Let units meet later than the year they are due: {units}")
_BEND_FIXED = Text(zh="{units}改到别的年份", en="Let units move from the year set for them: {units}")
_BEND_FINISH = Text(zh="{units}留到{year}年以后换届", en="Leave units until after {year}: {units}")
_LEAST = Filled(zh="已证明最少", en="proven least")
_PERHAPS_LESS = Filled(zh="没有证明最少", en="not proven least")
NO_DAY = same("—")
