"""Chances of a contested election in words: the model of the vote, each rule, all rules together, and a chart a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimizer.basis.text import Filled, Text, same
from optimizer.contest.likely import ContestChance, RuleChance, Tally
from optimizer.contest.odds import Chance
from optimizer.contest.simulate import Band
from optimizer.groups.words import column_word
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Block, Chart, Line, Mark, Series, Table
from optimizer.report.words import bounds
from optimizer.rules.base import Rule

SHOWN = 1e-4
"""Numbers of people less likely than this are left out at the ends of a chart."""


@dataclass(frozen=True, kw_only=True)
class Assumed:
    """The model of the vote as the user asked for it: odds of groups, a column of strengths, the spread of vote shares."""

    odds: tuple[tuple[str, Fraction], ...] = ()
    strength: str = ""
    spread: Fraction = Fraction(0)


def odds_blocks(found: Sequence[ContestChance], policy: Policy, rules: Sequence[Rule], assumed: Assumed) -> list[Block]:
    """The model, the warning, and for each contest a table, a sentence on all rules together, and the charts."""
    by_id = {rule.id: rule for rule in rules}
    blocks: list[Block] = [*model_lines(assumed), Line(text=_WARNING)]
    for each in found:
        if each.rules:
            blocks.append(chance_table(each, policy, by_id))
            blocks += together_lines(each, policy)
            blocks += charts(each, policy, by_id)
        else:
            blocks.append(Line(text=_NO_RULES.fill(part=policy.titles[each.contest.part])))
    return blocks


def model_lines(assumed: Assumed) -> Iterator[Line]:
    """What the chances assume."""
    if assumed.strength and assumed.spread:
        words = {"column": column_word(assumed.strength), "spread": _figure(assumed.spread)}
        yield Line(text=_SHARES.fill(**words))
    elif assumed.strength:
        yield Line(text=_STRENGTH.fill(column=column_word(assumed.strength)))
    elif not assumed.odds:
        yield Line(text=_EQUAL)
    if assumed.odds:
        said = [f"{name} × {_figure(odds)}" for name, odds in assumed.odds]
        yield Line(text=_ODDS.fill(odds=Filled(zh="、".join(said), en=", ".join(said))))


def chance_table(found: ContestChance, policy: Policy, rules: Mapping[str, Rule]) -> Table:
    """One row a rule."""
    return Table(
        id=f"chances_{found.contest.part}",
        title=_TITLE.fill(
            part=policy.titles[found.contest.part], seats=found.contest.seats, slate=len(found.contest.slate)
        ),
        columns=(_RULE, _ASKS, _NEEDED, _EXPECTED, _CHANCE, _UNSURE, _DRAWN),
        rows=tuple(_row(each, policy, rules[each.rule]) for each in found.rules),
        marks=tuple(_mark(each) for each in found.rules),
        note=_NOTE if any(each.chance is None for each in found.rules) else None,
    )


def together_lines(found: ContestChance, policy: Policy) -> Iterator[Line]:
    """All binding rules together."""
    if not any(each.binds for each in found.rules):
        return
    part = policy.titles[found.contest.part]
    if found.low == 1:
        yield Line(text=_TOGETHER_SURE.fill(part=part))
    elif found.low == found.high:
        yield Line(text=_TOGETHER_ONE.fill(part=part, chance=chance_words(found.low)))
    else:
        yield Line(text=_TOGETHER.fill(part=part, low=_bound(found.low), high=_bound(found.high)))
    if found.together is not None and found.low != 1:
        yield Line(text=_DRAWN_TOGETHER.fill(band=band_words(found.together), draws=found.together.draws))


def charts(found: ContestChance, policy: Policy, rules: Mapping[str, Rule]) -> Iterator[Chart]:
    """A chart for each rule that is one count of heads: the chance of every number, those that keep the rule apart."""
    for each in found.rules:
        if len(each.tallies) == 1:
            yield _chart(each, each.tallies[0], found, policy, rules[each.rule])


def chance_words(chance: Chance) -> Filled:
    """A chance cut, never rounded up; 100% and 0% only where they are certain."""
    if chance == 1:
        return _CERTAIN
    if chance == 0:
        return _NEVER
    tenths = int(chance * 1000)
    if tenths >= 999:
        return same("> 99.9%")
    return same("< 0.1%") if tenths < 1 else same(f"{tenths // 10}.{tenths % 10}%")


def _bound(chance: Chance) -> Filled:
    """A bound on a chance: one of 0 or 1 proves nothing, so that it is a figure and no word."""
    return same(f"{int(chance) * 100}%") if chance in (0, 1) else chance_words(chance)


def band_words(drawn: Band) -> Filled:
    """`93.14% – 93.52%`."""
    return same(f"{drawn.low * 100:.2f}% – {drawn.high * 100:.2f}%")


def _row(each: RuleChance, policy: Policy, rule: Rule) -> tuple[Filled, ...]:
    single = each.tallies[0] if len(each.tallies) == 1 else None
    if each.chance is not None:
        chance = chance_words(each.chance)
    elif each.tallies:
        chance = _BETWEEN.fill(low=_bound(each.low), high=_bound(each.high))
    else:
        chance = same("—")
    return (
        same(each.rule),
        rule.sentence(policy.titles),
        bounds(single.count.least, single.count.most) if single else same(""),
        same(f"{single.chances.mean:.1f}") if single else same(""),
        chance,
        same("") if each.unsure is None else chance_words(each.unsure),
        same("") if each.drawn is None else band_words(each.drawn),
    )


def _mark(each: RuleChance) -> Mark:
    if each.chance == 1:
        return Mark.KEPT
    return Mark.BROKEN if each.high == 0 else Mark.SHORT


def _chart(each: RuleChance, tally: Tally, found: ContestChance, policy: Policy, rule: Rule) -> Chart:
    kept: list[tuple[float, float]] = []
    broken: list[tuple[float, float]] = []
    for number in _range(tally):
        inside = (tally.count.least is None or number >= tally.count.least) and (
            tally.count.most is None or number <= tally.count.most
        )
        (kept if inside else broken).append((float(number), float(tally.chances.each[number])))
    series = [Series(name=_KEPT, points=tuple(kept)), Series(name=_BROKEN, points=tuple(broken))]
    words = {"rule": each.rule, "part": policy.titles[found.contest.part]}
    return Chart(
        id=f"chance_{found.contest.part}_{each.rule}",
        title=_CHART.fill(asks=rule.sentence(policy.titles), **words),
        form="bars",
        x=_ELECTED,
        y=_LIKELY,
        series=tuple(part for part in series if part.points),
        alt=_ALT.fill(
            needed=bounds(tally.count.least, tally.count.most),
            least=tally.chances.least,
            most=tally.chances.most,
            mean=f"{tally.chances.mean:.1f}",
            chance=chance_words(tally.chance),
            **words,
        ),
    )


def _range(tally: Tally) -> range:
    """The numbers shown: those likely enough, and the bounds as far as they are possible."""
    likely = [number for number, chance in enumerate(tally.chances.each) if chance >= SHOWN]
    marks = [
        mark
        for mark in (tally.count.least, tally.count.most)
        if mark is not None and tally.chances.least <= mark <= tally.chances.most
    ]
    return range(min([*likely, *marks]), max([*likely, *marks]) + 1)


def _figure(number: Fraction) -> str:
    return str(number) if 1000 % number.denominator else f"{float(number):g}"


_RULE = Filled(zh="规则", en="Rule")
_ASKS = Filled(zh="要求", en="Asks")
_NEEDED = Filled(zh="应当选", en="To be elected")
_EXPECTED = Filled(zh="预计当选", en="Expected")
_CHANCE = Filled(zh="符合的可能性", en="Chance to be kept")
_UNSURE = Filled(zh="胜算差一倍时", en="If odds are off by two")
_DRAWN = Filled(zh="模拟（99% 区间）", en="Drawn votes (99% band)")
_ELECTED = Filled(zh="当选人数", en="Number elected")
_LIKELY = Filled(zh="可能性", en="Chance")
_KEPT, _BROKEN = Filled(zh="符合", en="kept"), Filled(zh="不符合", en="broken")
_CERTAIN, _NEVER = Filled(zh="必然", en="certain"), Filled(zh="不可能", en="impossible")
_BETWEEN = Text(zh="{low} 到 {high}", en="{low} to {high}")
_TITLE = Text(
    zh="{part}：{slate} 名候选人选 {seats} 人，各规则符合的可能性",
    en="{part}: {slate} candidates for {seats} seats, the chance of each rule",
)
_NOTE = Filled(
    zh="写成“……到……”的规则由几项人数合成，只知道在两者之间；写“—”的只能逐人计数，看模拟一列。",
    en="A rule given as a range is made of several counts and lies between the two; one given as — can only be counted head by "
    "head: see the drawn votes.",
)
_NO_RULES = Text(zh="{part}：没有规则管这里。", en="{part}: no rule is about it.")
_TOGETHER_SURE = Text(
    zh="{part}的全部硬性规则无论谁当选都符合，不靠任何胜算。",
    en="{part}: all binding rules are kept whoever wins; no odds are needed for that.",
)
_TOGETHER_ONE = Text(
    zh="{part}的全部硬性规则同时符合的可能性：{chance}。",
    en="{part}: the chance that all binding rules are kept together is {chance}.",
)
_TOGETHER = Text(
    zh="{part}的全部硬性规则同时符合的可能性：在 {low} 与 {high} 之间。",
    en="{part}: the chance that all binding rules are kept together lies between {low} and {high}.",
)
_DRAWN_TOGETHER = Text(
    zh="模拟 {draws} 次投票的估计（99% 区间）：{band}。", en="Estimate from {draws} drawn votes (99% band): {band}."
)
_EQUAL = Filled(
    zh="以下可能性假定：每一种选举结果同样可能。",
    en="The chances below assume that every outcome of the vote is as likely as any other.",
)
_ODDS = Text(
    zh="以下可能性假定这些群体的胜算（相对于其他人）：{odds}。",
    en="The chances below assume these odds of groups, others having 1: {odds}.",
)
_STRENGTH = Text(
    zh="以下可能性假定：每次选出一人，机会与“{column}”成正比。",
    en='The chances below assume that winners are drawn one by one, each with a chance in proportion to "{column}".',
)
_SHARES = Text(
    zh="以下可能性假定：得票各自独立，均值为“{column}”，标准差 {spread}，正态分布。",
    en='The chances below assume independent normal votes with mean "{column}" and standard deviation {spread}.',
)
_WARNING = Filled(
    zh="注意：“机会均等”在真实的差额选举里通常不对。公开的选票中，在任者的胜算约为他人的 20 倍，女性为 0.25 到 0.37 倍，"
    "按均等估计的当选人数常差一倍。可能性只和假定一样可靠；“最坏结果”和“必然”不靠任何假定。",
    en="Mind: equal odds are usually wrong in real contested votes. In published ballots sitting members won at about 20 times the "
    "odds of others, women at 0.25 to 0.37 times, and forecasts from equal odds were often off by a factor of two. A chance is "
    "only as good as what it assumes; the worst outcome, and certainty, "
    "assume nothing.",
)
_CHART = Text(zh="{part} {rule}：{asks}", en="{part} {rule}: {asks}")
_ALT = Text(
    zh="图：{part} {rule}，当选人数可能为 {least} 到 {most}，预计 {mean}；要求 {needed}，符合的可能性：{chance}。",
    en="Chart: {part} {rule}, from {least} to {most} may be elected, {mean} are expected; asked {needed}, chance: {chance}.",
)
