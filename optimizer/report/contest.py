"""What contested elections can do to the rules, in words: the slates, and for each rule the worst outcome and what it survives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from optimizer.basis.text import Filled, Text, same
from optimizer.contest.outcomes import Light, RuleOutcome, contests_of, outcomes_of
from optimizer.contest.slates import Contest
from optimizer.groups.words import column_word
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.words import bounds
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Verdict

PARTS_SHOWN = 3
"""Of a rule with more parts (one a unit, say) only the most endangered ones have a row of their own."""


def contest_blocks(
    problem: Problem, seats: Sequence[Seat], outcomes: Sequence[RuleOutcome] | None = None
) -> list[Block]:
    """The slates, how many upsets all binding rules survive, and a table of the rules; nothing where nothing is contested.

    `outcomes` are those of this roster, where they are known already.
    """
    contests = contests_of(problem, seats)
    if not contests:
        return []
    outcomes = outcomes_of(problem, seats) if outcomes is None else outcomes
    policy = problem.policy
    blocks: list[Block] = [Line(text=_slate_words(contest, policy)) for contest in contests]
    blocks += _robust(outcomes, problem.rules, contests, policy)
    if outcomes:
        blocks.append(contest_table(outcomes, problem.rules, policy))
    return blocks


def contest_table(outcomes: Sequence[RuleOutcome], rules: Sequence[Rule], policy: Policy) -> Table:
    """A row for each rule and contest; of a rule with many parts the most endangered ones."""
    by_id = {rule.id: rule for rule in rules}
    shown = list(_shown(outcomes))
    again = any(each.again is not None for each, _ in shown)
    columns = (
        _RULE,
        _ASKS,
        _PART,
        _NEEDED,
        _PLANNED,
        _SLATE,
        _WORST,
        _BEST,
        *((_AGAIN,) if again else ()),
        _LIGHT,
        _LACKS,
    )
    return Table(
        id="contests",
        title=Filled(zh="差额选举对规则的影响", en="What the contested elections can do to the rules"),
        columns=columns,
        rows=tuple(_row(each, left_out, by_id[each.rule], policy.titles, again=again) for each, left_out in shown),
        marks=tuple(_mark(each) for each, _ in shown),
        note=_NOTE,
    )


def light_words(outcome: RuleOutcome) -> Filled:
    """How safe a rule is, in words."""
    match outcome.light:
        case Light.CERTAIN:
            return _CERTAIN
        case Light.SURVIVES:
            return _SURVIVES.fill(upsets=outcome.survives)
        case Light.AT_RISK:
            return _AT_RISK
        case Light.BROKEN:
            return _BROKEN
        case Light.OPEN:
            return _OPEN


def _shown(outcomes: Sequence[RuleOutcome]) -> Iterator[tuple[RuleOutcome, int]]:
    """The records to show, each with how many safer ones of the same rule and contest are left out after it."""
    for _, grouped in groupby(outcomes, key=lambda each: (each.rule, each.part)):
        listed = list(grouped)
        if len(listed) > PARTS_SHOWN:
            order = sorted(
                range(len(listed)), key=lambda at: (_DANGER.index(listed[at].light), listed[at].survives or 0, at)
            )
            kept = sorted(order[:PARTS_SHOWN])
            listed, left_out = [listed[at] for at in kept], len(listed) - PARTS_SHOWN
        else:
            left_out = 0
        for each in listed:
            yield each, left_out if each is listed[-1] else 0


def _row(
    each: RuleOutcome, left_out: int, rule: Rule, titles: Mapping[str, Filled], *, again: bool
) -> tuple[Filled, ...]:
    asks = rule.sentence(titles)
    if left_out:
        asks = _MORE.fill(said=asks, count=left_out)
    name = f"{each.rule} {each.row}".strip()
    needed = bounds(each.planned.least if each.floor else None, None if each.floor else each.planned.most)
    return (
        same(name),
        asks,
        titles[each.part],
        needed if needed.zh else bounds(each.planned.least, each.planned.most),
        _found(each.planned),
        same("—") if each.slate is None else same(f"{each.slate.found}/{each.slate.of}"),
        _found(each.worst),
        _found(each.best),
        *((_found(each.again),) if again else ()),
        light_words(each),
        _LACKING.fill(count=each.short) if each.short else same("—" if each.short is None else ""),
    )


def _found(verdict: Verdict | None) -> Filled:
    return same("—" if verdict is None else str(verdict.found))


def _mark(each: RuleOutcome) -> Mark:
    if each.light is Light.CERTAIN:
        return Mark.KEPT
    return Mark.BROKEN if each.light is Light.BROKEN and each.planned.strength.binds else Mark.SHORT


def _slate_words(contest: Contest, policy: Policy) -> Filled:
    words = {
        "part": policy.titles[contest.part],
        "seats": contest.seats,
        "slate": len(contest.slate),
        "margin": contest.margin,
    }
    if not contest.by:
        return _SLATE_LINE.fill(**words)
    return _BY_LINE.fill(by=column_word(contest.by), votes=len(contest.votes), **words)


def _robust(
    outcomes: Sequence[RuleOutcome], rules: Sequence[Rule], contests: Sequence[Contest], policy: Policy
) -> Iterator[Line]:
    """For each contest the largest number of upsets that all binding rules survive."""
    binding = {rule.id for rule in rules if rule.strength.binds}
    for contest in contests:
        here = [each for each in outcomes if each.part == contest.part and each.contested and each.rule in binding]
        if not here:
            continue
        part = policy.titles[contest.part]
        open_ones = list(dict.fromkeys(each.rule for each in here if each.survives is None))
        known = [each.survives for each in here if each.survives is not None]
        least = min(known, default=contest.margin)
        if least == -1:
            yield Line(text=_ALL_BROKEN.fill(part=part))
        elif least >= contest.margin:
            yield Line(text=_ALL_CERTAIN.fill(part=part))
        else:
            yield Line(text=_ALL_SURVIVE.fill(part=part, upsets=least) if least else _NONE_SURVIVES.fill(part=part))
        if open_ones:
            yield Line(text=_NOT_TOLD.fill(rules="、".join(open_ones)))


_DANGER = (Light.BROKEN, Light.AT_RISK, Light.OPEN, Light.SURVIVES, Light.CERTAIN)
_RULE = Filled(zh="规则", en="Rule")
_ASKS = Filled(zh="要求", en="Asks")
_PART = Filled(zh="选举", en="Election")
_NEEDED = Filled(zh="应有", en="Needed")
_PLANNED = Filled(zh="计划", en="Planned")
_SLATE = Filled(zh="候选名单上", en="On the slate")
_WORST = Filled(zh="最坏结果", en="Worst outcome")
_BEST = Filled(zh="最好结果", en="Best outcome")
_AGAIN = Filled(zh="外层选举后至少", en="After votes before")
_LIGHT = Filled(zh="结论", en="How safe")
_LACKS = Filled(zh="要保证还差", en="To be certain")
_CERTAIN = Filled(zh="无论谁当选都符合", en="kept whoever wins")
_SURVIVES = Text(zh="计划人选落选不超过{upsets}人时符合", en="kept with up to {upsets} upsets")
_AT_RISK = Filled(zh="没有保证", en="not certain")
_BROKEN = Filled(zh="计划本身不符合", en="broken by the plan")
_OPEN = Filled(zh="结果太多，未逐一核对", en="too many outcomes to count")
_LACKING = Text(zh="换{count}名候选人", en="{count} others on the slate")
_MORE = Text(zh="{said}（另有{count}项更稳，未列）", en="{said} ({count} safer parts left out)")
_NOTE = Filled(
    zh="最坏、最好：在这次选举的全部可能结果中。“外层选举后至少”：外层机构先选举、再从当选的人中重新安排时，仍能做到的人数。",
    en="Worst and best: over all possible outcomes of this election. After votes before: what can still be reached when the "
    "bodies around are elected first and the rest is planned again from those elected.",
)
_SLATE_LINE = Text(
    zh="{part}：{seats}个席位，候选人{slate}名，差额{margin}名。",
    en="{part}: {seats} seats, a slate of {slate}, {margin} more than seats.",
)
_BY_LINE = Text(
    zh="{part}：按{by}分{votes}场选举，共{seats}个席位，候选人{slate}名，差额{margin}名。",
    en="{part}: {votes} elections, one for each {by}, {seats} seats, slates of {slate}, {margin} more than seats.",
)
_ALL_CERTAIN = Text(
    zh="{part}：无论谁当选，全部硬性规则都符合。", en="{part}: whoever wins, all binding rules are kept."
)
_ALL_SURVIVE = Text(
    zh="{part}：计划人选落选不超过{upsets}人时，全部硬性规则都符合。",
    en="{part}: with up to {upsets} planned winners not elected, all binding rules are kept.",
)
_NONE_SURVIVES = Text(
    zh="{part}：只要有一名计划人选落选，就可能有硬性规则不符合。",
    en="{part}: as soon as one planned winner is not elected, some binding rule may be broken.",
)
_ALL_BROKEN = Text(
    zh="{part}：即使计划人选全部当选，也有硬性规则不符合。",
    en="{part}: even if all planned winners are elected, not all binding rules are kept.",
)
_NOT_TOLD = Text(
    zh="其中没有算进：{rules}，可能的结果太多，未逐一核对。",
    en="Not counted in: {rules}, whose outcomes are too many to count.",
)
