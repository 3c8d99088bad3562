"""A contested election as a page shows it: columns to weigh candidates by, who decides, what would make a rule certain."""

from __future__ import annotations

from fractions import Fraction

from optimizer.basis.text import Filled, Text, same
from optimizer.contest.likely import ContestChance
from optimizer.contest.outcomes import Light, RuleOutcome
from optimizer.people.person import Pool
from optimizer.planner.contest import ContestReport
from optimizer.report.blocks import Table
from optimizer.report.contest import light_words
from optimizer.report.person import listed, person_words

LOOKED_AT = 200
"""People whose cells are looked at to tell whether a column holds figures."""


def strength_columns(pool: Pool) -> tuple[str, ...]:
    """Columns that hold a number above 0 for everybody looked at: by these a model of the vote can weigh candidates."""
    people = pool.people[:LOOKED_AT]
    return tuple(
        column
        for column in sorted(pool.columns)
        if column not in ("id", "rank") and people and all(_above_nought(person.value(column)) for person in people)
    )


def _above_nought(written: str) -> bool:
    try:
        return Fraction(written) > 0
    except (ValueError, ZeroDivisionError):
        return False


def deciders(report: ContestReport, found: ContestChance) -> Table:
    """The slate of a contest: who is planned to win, and for which rules that a vote can break each candidate counts."""
    counted: dict[str, frozenset[str]] = {}
    for each in found.rules:
        if each.low != 1:
            counted[each.rule] = frozenset(who for tally in each.tallies for who in tally.count.members)
    rows = []
    for candidate in found.contest.slate:
        rules = [same(rule) for rule, members in counted.items() if candidate.person in members]
        kind = _PLANNED if candidate.planned else _FURTHER
        rows.append((person_words(report.problem.pool, candidate.person), kind, listed(rules)))
    part = report.problem.policy.titles[found.contest.part]
    return Table(
        id=f"deciders_{found.contest.part}",
        title=_SLATE.fill(part=part, count=len(rows)),
        columns=(_WHO, _KIND, _COUNTS),
        rows=tuple(rows),
        note=_COUNTS_NOTE,
    )


def unsafe(report: ContestReport) -> tuple[RuleOutcome, ...]:
    """What a vote can break, or the plan breaks already, in the order of the report."""
    return tuple(each for each in report.outcomes if each.light is not Light.CERTAIN)


def safer(report: ContestReport) -> Table:
    """For each rule that is not certain how safe it is, and what at least would make it certain."""
    titles = report.problem.policy.titles
    rules = {rule.id: rule for rule in report.problem.rules}
    rows = tuple(
        (
            same(f"{each.rule} {each.row}".strip()),
            rules[each.rule].sentence(titles),
            titles[each.part],
            light_words(each),
            _short(each),
        )
        for each in unsafe(report)
    )
    return Table(
        id="safer", title=_SAFER, columns=(_RULE, _ASKS, _PART, _HOW_SAFE, _NEEDED), rows=rows, note=_SAFER_NOTE
    )


def _short(outcome: RuleOutcome) -> Filled:
    if outcome.short is None:
        return _NOT_BY_COUNT
    return _CHANGE.fill(count=outcome.short) if outcome.short else _LATER


_PLANNED, _FURTHER = Filled(zh="计划人选", en="planned"), Filled(zh="差额人选", en="further candidate")
_WHO, _KIND = Filled(zh="人", en="Person"), Filled(zh="名单上", en="On the slate")
_COUNTS = Filled(zh="计入哪些没有保证的规则", en="Counts for rules that are not certain")
_COUNTS_NOTE = Filled(
    zh="在同一条规则上计入与不计入的人之间，谁当选就决定这条规则符合不符合；对各条规则都不计入的人，谁当选都一样。",
    en="Between those who count for a rule and those who do not, who is elected decides whether it is kept.",
)
_SLATE = Text(zh="{part}：由谁决定（候选名单 {count} 人）", en="{part}: who decides (slate of {count})")
_SAFER = Filled(zh="怎样才有保证", en="What would make it certain")
_RULE, _ASKS = Filled(zh="规则", en="Rule"), Filled(zh="要求", en="Asks")
_PART = Filled(zh="选举", en="Election")
_HOW_SAFE, _NEEDED = Filled(zh="结论", en="How safe"), Filled(zh="要保证至少", en="To be certain, at least")
_CHANGE = Text(zh="候选名单上换 {count} 人", en="{count} others on the slate")
_NOT_BY_COUNT = Filled(zh="算不出人数", en="cannot be told in heads")
_LATER = Filled(zh="名单够，差在外层选举之后", en="the slate is enough; votes before it are not")
_SAFER_NOTE = Filled(
    zh="换上的人要计入这条规则，换下的人不计入；其余规则是否还符合，要重新拟定才知道。",
    en="Those who come in must count for the rule, those who make way must not; whether all else still holds, planning again "
    "tells.",
)
