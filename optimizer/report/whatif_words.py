"""The fixed words of sweeps and trade-offs: what varies, its values, how a point ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from optimizer.basis.text import Filled, Text, same
from optimizer.groups.words import describe
from optimizer.rules.bounds import said
from optimizer.solve.status import Status
from optimizer.whatif.axes import ALL, Axis, DateAxis, LimitAxis, PoolAxis, SeatsAxis, Value
from optimizer.whatif.sweep import Sweep

POSSIBLE = Filled(zh="可行", en="possible")
IMPOSSIBLE = Filled(zh="不可行", en="impossible")
NOW = Filled(zh="现行规定", en="as things stand")
RESULT = Filled(zh="结果", en="Result")
STATUS: Mapping[Status, Filled] = {
    Status.OPTIMAL: POSSIBLE,
    Status.FEASIBLE: Filled(zh="可行，未证明最优", en="possible, not proven best"),
    Status.IMPOSSIBLE: IMPOSSIBLE,
    Status.UNKNOWN: Filled(zh="未定", en="open"),
}
"""How a point ended, in a word."""

NOTES: Mapping[Status, Filled] = {
    Status.OPTIMAL: same(""),
    Status.FEASIBLE: Filled(
        zh="停止前没有证明这是最好的名单", en="the work stopped before this roster was proven best"
    ),
    Status.IMPOSSIBLE: Filled(
        zh="已证明：没有任何名单能同时符合全部硬性规则", en="proven: no roster keeps all binding rules"
    ),
    Status.UNKNOWN: Filled(zh="停止前没有得到结果", en="the work stopped before there was a result"),
}
"""What a point without a proven roster means."""


def axis_words(axis: Axis) -> Filled:
    """What varies: the rule's bound, seats, the reference date, the pool."""
    match axis:
        case SeatsAxis():
            return _SEATS.fill(title=axis.title)
        case DateAxis():
            return _DATE
        case PoolAxis():
            return _POOL
        case _:
            return same(axis.name)


def value_words(axis: Axis, value: Value | None) -> Filled:
    """A value as people write it, a ratio with the heads it comes to; as things stand for None."""
    if value is None:
        return _AS_IT_STANDS
    if isinstance(axis, LimitAxis) and isinstance(axis.stands.figure, Fraction) and isinstance(value, int | Fraction):
        heads = axis.heads(value)
        ratio = said(axis.stands.at(value) if isinstance(value, int) else value)
        return ratio if heads is None else _HEADS.fill(ratio=ratio, heads=heads)
    if isinstance(axis, PoolAxis):
        return _EVERYBODY if value == ALL else describe(axis.groups[str(value)], {})
    return same(plain(value))


def plain(value: Value) -> str:
    """A value by itself: 72%, 1/3, 12, 2026-12-01, women."""
    if isinstance(value, Fraction):
        return said(value).en
    return value.isoformat() if isinstance(value, date) else str(value)


def axes_words(axes: Sequence[Axis]) -> Filled:
    """Several axes in one phrase."""
    listed = [axis_words(axis) for axis in axes]
    return Filled(zh=" × ".join(each.zh for each in listed), en=" × ".join(each.en for each in listed))


def counts(sweep: Sweep) -> Filled:
    """How many points there are, and how many are possible."""
    found = [point.answer.status for point in sweep.points]
    possible = found.count(Status.OPTIMAL) + found.count(Status.FEASIBLE)
    impossible = found.count(Status.IMPOSSIBLE)
    left = found.count(Status.UNKNOWN)
    if not left:
        return _COUNTS.fill(count=len(found), possible=possible, impossible=impossible)
    return _COUNTS_SO_FAR.fill(count=len(found), possible=possible, impossible=impossible, left=left)


def names_of(sweep: Sweep, ids: Sequence[str]) -> str:
    """Names with ids."""
    people = sweep.problem.pool.by_id
    return "、".join(who if people[who].name == who else f"{people[who].name}（{who}）" for who in ids)


def in_percent(axis: Axis) -> bool:
    """Whether a chart shows the axis in per cent."""
    return isinstance(axis, LimitAxis) and isinstance(axis.stands.figure, Fraction)


_SEATS = Text(zh="{title}席位", en="seats of the {title}")
_DATE = Filled(zh="参考日期", en="reference date")
_POOL = Filled(zh="候选人范围", en="pool")
_EVERYBODY = Filled(zh="全部候选人", en="everybody")
_AS_IT_STANDS = Filled(zh="不变", en="as it stands")
_HEADS = Text(zh="{ratio}（{heads}人）", en="{ratio} ({heads})")
_COUNTS = Text(
    zh="{count} 个情形：{possible} 个可行，{impossible} 个不可行。",
    en="{count} scenarios: {possible} possible, {impossible} impossible.",
)
_COUNTS_SO_FAR = Text(
    zh="{count} 个情形：{possible} 个可行，{impossible} 个不可行，{left} 个还没有结果。",
    en="{count} scenarios: {possible} possible, {impossible} impossible, {left} without a result yet.",
)
