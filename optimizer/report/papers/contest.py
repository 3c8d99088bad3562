"""The report on a contested election: the slates, what is certain, how likely the rest, who decides it, what can be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from optimizer.basis.text import Filled, Text, same
from optimizer.contest.likely import ContestChance, RuleChance, Tally
from optimizer.contest.outcomes import Light, RuleOutcome
from optimizer.contest.slates import Candidate, Contest
from optimizer.names.listing import Listing
from optimizer.names.marks import marked
from optimizer.names.order import arranged
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Heading, Line, Table
from optimizer.report.contest import PARTS_SHOWN, contest_blocks, light_words
from optimizer.report.odds import Assumed, odds_blocks
from optimizer.report.paper import Paper
from optimizer.report.person import listed
from optimizer.report.words import bounds, day_words
from optimizer.roster.roster import Seat

MOST_CANDIDATES, MOST_DECIDERS = 30, 12
"""More people than this are counted and not named in a cell: of a slate, and of those who decide a rule."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Contested:
    """What there is to report of contests: the roster with its slates, the outcomes, the chances and what they assume."""

    problem: Problem
    seats: tuple[Seat, ...]
    outcomes: tuple[RuleOutcome, ...]
    chances: tuple[ContestChance, ...]
    assumed: Assumed


def contest_paper(found: Contested, *, listing: Listing | None = None, dated: date | None = None) -> Paper:
    """The report. What needs no assumption stands before what does, and the model of the vote before its chances."""
    problem, order = found.problem, listing or Listing()
    contests = [each.contest for each in found.chances]
    said = contest_blocks(problem, found.seats, found.outcomes)
    slates, certain = said[: len(contests)], said[len(contests) :]
    sections: tuple[tuple[Filled, Sequence[Block]], ...] = (
        (_SLATES, [*slates, _slate_table(problem, contests, order)]),
        (_CERTAIN, [replace(block, wide=True) if isinstance(block, Table) else block for block in certain]),
        (_CHANCES, odds_blocks(found.chances, problem.policy, problem.rules, found.assumed)),
        (_DECIDES, list(_deciders(found, order))),
        (_TO_DO, list(_advice(found))),
    )
    blocks: list[Block] = [Line(text=_opening(problem))]
    for heading, under in sections:
        blocks += [Heading(text=heading), *under]
    return Paper(id="contest", title=_TITLE, blocks=tuple(blocks), dated=dated)


def _opening(problem: Problem) -> Filled:
    policy = problem.policy
    return _OPENING.fill(title=policy.heading, on=day_words(policy.reference_date))


def _slate_table(problem: Problem, contests: Sequence[Contest], listing: Listing) -> Table:
    """Every vote with its candidates: those planned to win and the further ones."""
    several = any(contest.by for contest in contests)
    rows = []
    for contest in contests:
        for vote in contest.votes:
            cells = [problem.policy.titles[contest.part], *([same(vote.unit)] if several else [])]
            cells += [same(str(number)) for number in (vote.seats, len(vote.slate))]
            cells += [_names(problem, people, listing, MOST_CANDIDATES) for people in (vote.winners, vote.further)]
            rows.append(tuple(cells))
    return Table(
        id="slates",
        title=_SLATE_TABLE,
        columns=(_PART, *((_UNIT,) if several else ()), _SEATS, _CANDIDATES, _PLANNED, _FURTHER),
        rows=tuple(rows),
    )


def _names(problem: Problem, people: Sequence[Candidate], listing: Listing, most: int) -> Filled:
    """People with their marks, in order; only their number where they are many."""
    if not people:
        return same("—")
    if len(people) > most:
        return _MANY.fill(count=len(people))
    return listed(
        [marked(person) for person in arranged((problem.pool.by_id[each.person] for each in people), listing)]
    )


def _deciders(found: Contested, listing: Listing) -> Iterator[Block]:
    """For each rule that the vote decides and that counts heads: whose election counts; of many parts the least likely."""
    rows = [
        _decider(found, each, chance, tally, listing)
        for each in found.chances
        for chance in each.rules
        for tally in sorted(chance.tallies, key=lambda tally: (tally.chance, tally.count.part))[:PARTS_SHOWN]
        if tally.chance not in (0, 1)
    ]
    if not rows:
        yield Line(text=_NOBODY_DECIDES)
        return
    yield Table(
        id="deciders",
        title=_DECIDERS,
        columns=(_PART, _RULE, _ASKS, _ELECTED, _PLANNED_COUNT, _FURTHER_COUNT),
        rows=tuple(rows),
        note=_DECIDERS_NOTE.fill(most=PARTS_SHOWN),
    )


def _decider(
    found: Contested, each: ContestChance, chance: RuleChance, tally: Tally, listing: Listing
) -> tuple[Filled, ...]:
    titles = found.problem.policy.titles
    rule = next(rule for rule in found.problem.rules if rule.id == chance.rule)
    counted = [candidate for candidate in each.contest.slate if candidate.person in tally.count.members]
    people = ([one for one in counted if one.planned], [one for one in counted if not one.planned])
    return (
        titles[each.contest.part],
        same(f"{chance.rule} {tally.count.part}".strip()),
        rule.sentence(titles),
        bounds(tally.count.least, tally.count.most),
        *(_names(found.problem, some, listing, MOST_DECIDERS) for some in people),
    )


def _advice(found: Contested) -> Iterator[Line]:
    """One sentence for each binding rule that is not certain, of many parts the most endangered; a plain word where all are."""
    binding = {
        rule.id: rule.sentence(found.problem.policy.titles) for rule in found.problem.rules if rule.strength.binds
    }
    risky = [each for each in found.outcomes if each.rule in binding and each.light is not Light.CERTAIN]
    if not risky:
        yield Line(text=_NOTHING_TO_DO)
        return
    for _, grouped in groupby(risky, key=lambda each: (each.rule, each.part)):
        parts = sorted(grouped, key=lambda each: (each.survives or 0, each.row))
        for each in parts[:PARTS_SHOWN]:
            part = found.problem.policy.titles[each.part]
            rule = f"{each.rule} {each.row}".strip()
            yield Line(text=_advised(each, part=part, rule=rule, asks=binding[each.rule], light=light_words(each)))
        if len(parts) > PARTS_SHOWN:
            yield Line(text=_MORE_PARTS.fill(rule=parts[0].rule, count=len(parts) - PARTS_SHOWN))
    yield Line(text=_OTHERWISE)


def _advised(each: RuleOutcome, **words: object) -> Filled:
    """What can be done about one rule."""
    if each.light is Light.BROKEN:
        return _MEND_PLAN.fill(**words)
    if not each.contested:
        return _VOTE_AROUND.fill(**words)
    if not each.short:
        return _NO_CHANGE_KNOWN.fill(**words)
    return (_MORE_WHO_COUNT if each.floor else _FEWER_WHO_COUNT).fill(count=each.short, **words)


_TITLE = Filled(
    zh="差额选举对结构影响的分析报告（草案）",
    en="Report on what the contested election can do to the composition (draft)",
)
_OPENING = Text(
    zh="本报告说明{title}差额选举后，名单是否仍符合各条规则（年龄算到{on}）。先说不靠任何假定的结论，再说按假定估计的可能性。",
    en="This report says whether the rosters of the {title} still keep the rules after the contested election (ages as of "
    "{on}): first what holds whatever happens, then how likely the rest is under stated assumptions.",
)
_SLATES = Filled(zh="差额情况", en="The slates")
_CERTAIN = Filled(zh="不靠假定的结论", en="What holds without assumptions")
_CHANCES = Filled(zh="按假定估计的可能性", en="Chances under assumptions")
_DECIDES = Filled(zh="谁当选起决定作用", en="Whose election decides")
_TO_DO = Filled(zh="可以做什么", en="What can be done")
_SLATE_TABLE = Filled(zh="候选人", en="The candidates")
_PART = Filled(zh="选举", en="Election")
_UNIT = Filled(zh="单位", en="Unit")
_SEATS = Filled(zh="应选", en="Seats")
_CANDIDATES = Filled(zh="候选", en="Slate")
_PLANNED = Filled(zh="计划人选", en="Planned to win")
_FURTHER = Filled(zh="差额人选", en="Further candidates")
_MANY = Text(zh="{count}人（见名单）", en="{count} people (see the roster)")
_DECIDERS = Filled(zh="由选举结果决定的规则", en="Rules that the vote decides")
_RULE = Filled(zh="规则", en="Rule")
_ASKS = Filled(zh="要求", en="Asks")
_ELECTED = Filled(zh="其中应当选", en="Of these to be elected")
_PLANNED_COUNT = Filled(zh="算数的计划人选", en="Planned winners who count")
_FURTHER_COUNT = Filled(zh="算数的差额人选", en="Further candidates who count")
_DECIDERS_NOTE = Text(
    zh="每条规则至多列最难符合的 {most} 项；不能写成“若干人中当选几人”的规则没有列在这里。",
    en="Of each rule the {most} parts least likely to be kept; rules that are no count of those elected are not listed here.",
)
_NOBODY_DECIDES = Filled(
    zh="没有哪条规则由“这些人中当选几人”决定。", en="No rule is decided by how many of some people are elected."
)
_NOTHING_TO_DO = Filled(
    zh="全部硬性规则无论谁当选都符合，不用再做什么。",
    en="All binding rules are kept whoever wins; nothing needs to be done.",
)
_MEND_PLAN = Text(
    zh="{part}，规则 {rule}（{asks}）：计划人选全部当选也不符合，先改名单再选举。",
    en="{part}, rule {rule} ({asks}): broken even if all planned winners are elected. Change the roster before the vote.",
)
_MORE_WHO_COUNT = Text(
    zh="{part}，规则 {rule}（{asks}）：现在{light}；候选人中再有 {count} 名换成这条规则所要的人，就无论谁当选都符合。",
    en="{part}, rule {rule} ({asks}): now {light}; with {count} more of the slate being people the rule asks for, it is kept "
    "whoever wins.",
)
_FEWER_WHO_COUNT = Text(
    zh="{part}，规则 {rule}（{asks}）：现在{light}；候选人中再有 {count} 名换成这条规则不限的人，就无论谁当选都符合。",
    en="{part}, rule {rule} ({asks}): now {light}; with {count} more of the slate being people the rule does not limit, it is "
    "kept whoever wins.",
)
_NO_CHANGE_KNOWN = Text(
    zh="{part}，规则 {rule}（{asks}）：现在{light}；没有算出换几名候选人就能保证。",
    en="{part}, rule {rule} ({asks}): now {light}; how many other candidates would make it certain was not found.",
)
_VOTE_AROUND = Text(
    zh="{part}，规则 {rule}（{asks}）：这里没有差额，但人从外层选举的当选人中来，现在{light}；外层选举之后，按当选的人重新拟定。",
    en="{part}, rule {rule} ({asks}): nothing is contested here, but its people come from those elected around it; now {light}. "
    "Plan again from those elected once that vote is over.",
)
_MORE_PARTS = Text(
    zh="规则 {rule} 另有 {count} 项没有保证但更稳，未列。",
    en="Rule {rule}: {count} more parts are not certain, but safer.",
)
_OTHERWISE = Filled(
    zh="换候选人之外，还可以减少差额，或按推荐单位分开选举；改过之后请重新计算。",
    en="Besides other candidates, a smaller margin or separate elections for each unit can help; work it out anew after "
    "a change.",
)
