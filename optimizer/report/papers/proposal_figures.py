"""The composition of a roster in sentences: figures, shares with the fraction behind them, what the rules ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from optimizer.basis.text import Filled, Text, same
from optimizer.groups.predicate import Appointed, Not, OneOf, Predicate, bare, leaves
from optimizer.groups.words import HAN, describe
from optimizer.policy.policy import Body, Office
from optimizer.report.blocks import Line
from optimizer.report.words import percent
from optimizer.roster.roster import Proposal
from optimizer.rules.base import Rule, Seated, Strength, Verdict
from optimizer.rules.bounds import bound_words
from optimizer.rules.tally import Heads, In, Tally, tallied

_WOMEN = OneOf("sex", ("female",))
_MINORITIES = Not(OneOf("ethnicity", tuple(sorted(HAN))))


def figure_lines(proposal: Proposal) -> Iterator[Line]:
    """A paragraph for each body and office, then how its figures are to be read."""
    problem = proposal.problem
    held = tuple((proposal.person(seat.person), seat.position) for seat in proposal.seats)
    seated = Seated(seats=held, pool=problem.pool, on=problem.policy.reference_date)
    tallies = [(rule, tally) for rule in problem.rules for tally in rule.tallies(problem.pool)]
    for part in problem.policy.parts:
        yield Line(text=_part(proposal, part, seated, tallies))
    yield Line(text=_READING)


def _part(proposal: Proposal, part: Body | Office, seated: Seated, tallies: Sequence[tuple[Rule, Tally]]) -> Filled:
    """`代表大会：应选120名，建议人选120名。其中，女性45名（45/120），占37.5%；…`."""
    holders = seated.holding((part.id,))
    counts = _COUNTS.fill(title=part.title, seats=part.seats, found=len(holders))
    further = sum(seat.position.runs_for == part.id for seat in proposal.seats)
    if further:
        counts = _FURTHER.fill(said=counts, count=further)
    if len(holders) < 2:
        return _PLAIN.fill(said=counts)
    figures = []
    for group in _groups(proposal, part, tallies):
        found = seated.sure(group, holders)
        name = describe(group, proposal.problem.policy.titles)
        said = _FIGURE.fill(group=name, found=found, of=len(holders), percent=percent(found, len(holders)))
        asked = list(_asked(part.id, group, (found, len(holders)), seated, tallies))
        figures.append(
            Filled(zh=said.zh + "".join(each.zh for each in asked), en=said.en + "".join(each.en for each in asked))
        )
    if not figures:
        return _PLAIN.fill(said=counts)
    listed = Filled(zh="；".join(each.zh for each in figures), en="; ".join(each.en for each in figures))
    return _AMONG.fill(said=counts, figures=listed)


def _groups(proposal: Proposal, part: Body | Office, tallies: Sequence[tuple[Rule, Tally]]) -> list[Predicate]:
    """The groups the policy names, women and minorities, of an office also its modes; then what else rules count here."""
    policy, columns = proposal.problem.policy, proposal.problem.pool.columns
    named = [
        group for group in policy.groups.values() if not any(isinstance(leaf, Appointed) for leaf in leaves(group))
    ]
    extra = [group for column, group in (("sex", _WOMEN), ("ethnicity", _MINORITIES)) if column in columns]
    modes = [Appointed("mode", (mode,)) for mode in part.modes] if isinstance(part, Office) else []
    counted = [group for _, tally in tallies if (group := _group_of(tally, part.id)) is not None]
    found: dict[Predicate, Predicate] = {}
    for group in (*named, *extra, *modes, *counted):
        found.setdefault(_key(group), group)
    return list(found.values())


def _asked(
    part: str, group: Predicate, shown: tuple[int, int], seated: Seated, tallies: Sequence[tuple[Rule, Tally]]
) -> Iterator[Filled]:
    """What each rule that counts just this group here asks, and whether the roster keeps it."""
    verdicts: dict[str, list[Verdict]] = {}
    rules: dict[str, Rule] = {}
    for rule, tally in tallies:
        counted = _group_of(tally, part)
        if counted is not None and _key(counted) == _key(group):
            verdicts.setdefault(rule.id, []).append(tallied(rule, tally, seated))
            rules[rule.id] = rule
    for name, found in verdicts.items():
        yield _rule_words(rules[name], found, shown)


def _group_of(tally: Tally, part: str) -> Predicate | None:
    """The group, where a tally is a whole rule's plain count of a group's heads in the part."""
    heads = tally.found
    if not isinstance(heads, Heads) or heads.scope != (part,) or tally.part or tally.option:
        return None
    asked = [condition.group for condition in heads.conditions if isinstance(condition, In)]
    return asked[0] if len(asked) == len(heads.conditions) == 1 else None


def _key(group: Predicate) -> Predicate:
    """Equal for groups with the same conditions, whatever they are called and in whatever order values stand."""
    match bare(group):
        case OneOf(column, values):
            return OneOf(column, tuple(sorted(values)))
        case Not(OneOf("ethnicity", values)) if set(values) <= HAN:
            return _MINORITIES
        case other:
            return other


def _rule_words(rule: Rule, verdicts: Sequence[Verdict], shown: tuple[int, int]) -> Filled:
    """`，规则C1要求不少于70%（至少84名），符合`."""
    least = max((verdict.least for verdict in verdicts if verdict.least is not None), default=None)
    most = min((verdict.most for verdict in verdicts if verdict.most is not None), default=None)
    heads = _heads(least, most)
    ratio = any(isinstance(value, Fraction) for value in vars(rule).values())
    asks = _SHARE.fill(bounds=bound_words(vars(rule)), heads=heads) if ratio else heads
    counted = next(((verdict.found, verdict.of) for verdict in verdicts if (verdict.found, verdict.of) != shown), None)
    other = same("") if counted is None else _COUNTED.fill(found=counted[0], of=counted[1])
    return _ASKED.fill(rule=rule.id, asks=asks, counted=other, result=_result(rule, verdicts))


def _heads(least: int | None, most: int | None) -> Filled:
    if least is not None and least == most:
        return _EXACTLY.fill(count=least)
    parts = [text.fill(count=count) for text, count in ((_AT_LEAST, least), (_AT_MOST, most)) if count is not None]
    return Filled(zh="、".join(part.zh for part in parts), en=" and ".join(part.en for part in parts))


def _result(rule: Rule, verdicts: Sequence[Verdict]) -> Filled:
    """Kept, or how many heads it is short or over."""
    for verdict in verdicts:
        if not verdict.kept:
            below = verdict.least is not None and verdict.found < verdict.least
            text = (
                (_SHORT if below else _OVER)
                if rule.strength is Strength.PREFER
                else (_BROKEN_SHORT if below else _BROKEN_OVER)
            )
            return text.fill(count=verdict.short)
    return _KEPT


_COUNTS = Text(zh="{title}：应选{seats}名，建议人选{found}名", en="{title}: seats {seats}, proposed {found}")
_FURTHER = Text(zh="{said}，另有差额人选{count}名", en="{said}, further candidates {count}")
_PLAIN = Text(zh="{said}。", en="{said}.")
_AMONG = Text(zh="{said}。其中，{figures}。", en="{said}. Among them: {figures}.")
_FIGURE = Text(zh="{group}{found}名（{found}/{of}），占{percent}", en="{group} {found} ({found}/{of}), {percent}")
_ASKED = Text(zh="，规则{rule}要求{asks}{counted}，{result}", en=", rule {rule} asks for {asks}{counted}: {result}")
_SHARE = Text(zh="{bounds}（{heads}）", en="{bounds} ({heads})")
_COUNTED = Text(zh="，按这条规则计为{found}/{of}", en=", by this rule counted as {found}/{of}")
_EXACTLY = Text(zh="恰好{count}名", en="exactly {count}")
_AT_LEAST = Text(zh="至少{count}名", en="at least {count}")
_AT_MOST = Text(zh="至多{count}名", en="at most {count}")
_KEPT = Filled(zh="符合", en="kept")
_SHORT = Text(zh="未达到，还差{count}名", en="short by {count}")
_OVER = Text(zh="未达到，多{count}名", en="over by {count}")
_BROKEN_SHORT = Text(zh="不符合，还差{count}名", en="broken, short by {count}")
_BROKEN_OVER = Text(zh="不符合，多{count}名", en="broken, over by {count}")
_READING = Filled(
    zh="人数只计确定属于该群体的人；百分比截尾，不进位，括号里是准确的分数。",
    en="Only certain members are counted; percentages are cut, not rounded up, with the exact fraction in brackets.",
)
