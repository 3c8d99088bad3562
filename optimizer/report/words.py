"""The fixed words of a report: statuses, goals, figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, localcontext

from optimizer.basis.text import Filled, Text, same
from optimizer.groups.words import VALUE_WORDS, column_word
from optimizer.policy.policy import Goal
from optimizer.rules.base import Strength, scope_words
from optimizer.solve.status import GoalReached, Status

STATUS_WORDS: dict[Status, Filled] = {
    Status.OPTIMAL: Filled(
        zh="已证明最优：在全部硬性规则下，没有比这更好的名单。",
        en="Proven optimal: under all binding rules no roster is better.",
    ),
    Status.FEASIBLE: Filled(
        zh="找到了符合全部硬性规则的名单，但在停止前没有证明它最好。",
        en="A roster that keeps all binding rules was found, but the work stopped before it was proven to be the best.",
    ),
    Status.IMPOSSIBLE: Filled(
        zh="已证明不可能：没有任何名单能同时符合全部硬性规则。",
        en="Proven impossible: no roster keeps all binding rules.",
    ),
    Status.UNKNOWN: Filled(
        zh="在停止前既没有找到名单，也没有证明不存在。", en="The work stopped before a roster was found or ruled out."
    ),
}
STRENGTH_WORDS: dict[Strength, Filled] = {
    Strength.MUST: Filled(zh="必须", en="must"),
    Strength.AS_A_RULE: Filled(zh="一般", en="as a rule"),
    Strength.PREFER: Filled(zh="尽量", en="prefer"),
}
PROOF_WORDS: dict[str, Filled] = {
    "multipliers": Filled(zh="整数精确核证", en="verified in whole numbers"),
    "branching": Filled(zh="求解器穷尽搜索", en="exhaustive search by the solver"),
    "": Filled(zh="未证明", en="not proven"),
}
DRAFT = Filled(zh="建议名单（草案）", en="Proposed roster (draft)")
YES, NO = Filled(zh="是", en="yes"), Filled(zh="否", en="no")
KEPT, BROKEN, SHORT = Filled(zh="符合", en="kept"), Filled(zh="不符合", en="broken"), Filled(zh="未达到", en="short")

_BEST = Text(zh="{scope}的{column}合计最高", en="highest total {column}: {scope}")
_BEST_RANK = Text(zh="{scope}的{column}合计最小", en="lowest total {column}: {scope}")
_SLATE = Text(zh="{scope}差额人选的{column}合计最高", en="highest total {column} of the further candidates: {scope}")
_SLATE_RANK = Text(
    zh="{scope}差额人选的{column}合计最小", en="lowest total {column} of the further candidates: {scope}"
)
_PREFER = Text(zh="尽量符合 {rule}（差的人数）", en="{rule} as far as possible (heads short)")
_CHANGES = Filled(zh="与上一份名单的变动最少（处）", en="fewest changes from the earlier roster")
_DRAW = Filled(zh="并列时按编号抽签（抽签号合计最小）", en="ties by draw on the ids (lowest total draw number)")


def goal_words(goal: Goal, titles: Mapping[str, Filled]) -> Filled:
    """What a goal strives for."""
    match goal.kind:
        case "prefer":
            return _PREFER.fill(rule=goal.column)
        case "best":
            text = _BEST_RANK if goal.column == "rank" else _BEST
            return text.fill(scope=scope_words(goal.scope, titles), column=column_word(goal.column))
        case "slate":
            text = _SLATE_RANK if goal.column == "rank" else _SLATE
            return text.fill(scope=scope_words(goal.scope, titles), column=column_word(goal.column))
        case "changes":
            return _CHANGES
        case _:
            return _DRAW


def figure(value: int, scale: int) -> Filled:
    """A goal's value, exact: 12.5 for 125 tenths. Scores are decimals, so the division always comes out even."""
    with localcontext(prec=60):
        written = f"{Decimal(value) / Decimal(scale):f}"
    return same(written.rstrip("0").rstrip(".") if "." in written else written)


def percent(found: int, of: int) -> str:
    """A share cut, never rounded up, to one decimal: 69.6 % stays below 70 %."""
    if of == 0:
        return "—"
    tenths = found * 1000 // of
    return f"{tenths // 10}.{tenths % 10}%"


def share(found: int, of: int) -> Filled:
    """`225/320 70.3%`."""
    return same(f"{found}/{of} {percent(found, of)}")


def bounds(least: int | None, most: int | None) -> Filled:
    """The whole-head thresholds: `≥ 224`, `≤ 3`, `= 4`."""
    if least is not None and least == most:
        return same(f"= {least}")
    parts = [f"≥ {least}" if least is not None else "", f"≤ {most}" if most is not None else ""]
    return same(" ".join(part for part in parts if part))


# The calendar module's names follow the machine's locale.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_words(day: date) -> Filled:
    """A date as each language writes it: 2026年12月1日, 1 December 2026."""
    return Filled(zh=f"{day.year}年{day.month}月{day.day}日", en=f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


def mode_word(mode: str | None) -> Filled:
    """专职, 兼职, 挂职; empty without a mode."""
    return same("") if mode is None else VALUE_WORDS["mode", mode]


def reached_words(goal: GoalReached) -> tuple[Filled, Filled]:
    """Value and bound of a goal."""
    bound = same("—") if goal.bound is None else figure(goal.bound, goal.scale)
    return figure(goal.value, goal.scale), bound
