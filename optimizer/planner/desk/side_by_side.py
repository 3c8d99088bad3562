"""Two to four scenarios side by side: who sits where, which rules differ and what they count, the goals, the pins."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from optimizer.basis.position import Position
from optimizer.basis.text import Filled, Text, same
from optimizer.groups.words import column_word
from optimizer.names.order import Listing, arranged
from optimizer.people.person import Person
from optimizer.report.blocks import Mark, Table
from optimizer.report.person import listed, position_words
from optimizer.report.rules import rule_table
from optimizer.report.words import STRENGTH_WORDS, goal_words, reached_words
from optimizer.roster.roster import Proposal
from optimizer.rules.base import Rule
from optimizer.rules.named import Named

MOST = 4
"""Scenarios that are compared at once."""


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A scenario to compare: its name, and its proposal with a roster or without."""

    name: str
    proposal: Proposal

    @property
    def rules(self) -> dict[str, Rule]:
        """The rules of its policy by id; pins are no part of the policy."""
        problem = self.proposal.problem
        pins = {pin.id for pin in problem.pins}
        return {rule.id: rule for rule in problem.rules if rule.id not in pins}

    @property
    def held(self) -> dict[str, tuple[Position, ...]]:
        """What each person on the roster holds or runs for."""
        found: dict[str, tuple[Position, ...]] = {}
        for seat in self.proposal.seats:
            found[seat.person] = (*found.get(seat.person, ()), seat.position)
        return found


def roster_status(roster: bytes) -> str:
    """How the plan that a kept roster.json is of ended; "" where there is none."""
    found = json.loads(roster).get("status") if roster else ""
    return found if isinstance(found, str) else ""


def differing(table: Table) -> Table:
    """The rows in which not all scenarios are alike."""
    kept = [(row, mark) for row, mark in zip(table.rows, table.marks, strict=True) if mark is not Mark.PLAIN]
    return replace(table, rows=tuple(row for row, _ in kept), marks=tuple(mark for _, mark in kept))


def people_side_by_side(variants: Sequence[Variant]) -> Table:
    """Everybody who is on one roster at least, and what they hold in each: officers first, then by strokes."""
    held = [variant.held for variant in variants]
    people = {who: _person(variants, who) for each in held for who in each}
    rows = [
        (
            (same(person.id), same(person.name)),
            [_held_words(variant, each.get(person.id, ())) for variant, each in zip(variants, held, strict=True)],
        )
        for person in sorted(arranged(people.values(), Listing()), key=lambda person: _rank(variants, held, person.id))
    ]
    return _table("people", _PEOPLE, (column_word("id"), column_word("name")), variants, rows)


def parts_side_by_side(variants: Sequence[Variant]) -> Table:
    """Seats filled in every body and office, and how many people there are in all."""
    titles = {part.id: part.title for variant in variants for part in variant.proposal.problem.policy.parts}
    rows: list[tuple[tuple[Filled, ...], list[Filled]]] = [
        ((title,), [_filled(variant, part) for variant in variants]) for part, title in titles.items()
    ]
    everyone = [same(str(len(variant.held))) if variant.held else _NONE for variant in variants]
    return _table("parts", _PARTS, (_BODY,), variants, [*rows, ((_EVERYBODY,), everyone)])


def rules_apart(variants: Sequence[Variant]) -> Table:
    """The rules that do not ask the same everywhere, each as every scenario has it."""
    rules = [variant.rules for variant in variants]
    rows = []
    for rule in dict.fromkeys(name for each in rules for name in each):
        cells = [_asked(variant, each.get(rule)) for variant, each in zip(variants, rules, strict=True)]
        if len({cell.zh for cell in cells}) > 1:
            rows.append(((same(rule),), cells))
    return _table("rules_apart", _RULES_APART, (_RULE,), variants, rows)


def rules_side_by_side(variants: Sequence[Variant]) -> Table:
    """What every rule counts in each scenario, and whether it is kept."""
    counted = [_counted(variant) for variant in variants]
    asks = {row: words for each in reversed(counted) for row, (words, _) in each.items()}
    order = list(dict.fromkeys(name for variant in variants for name in variant.rules))
    rows = []
    for key in sorted(asks, key=lambda row: (order.index(row[0]), row[1])):
        cells = [each[key][1] if key in each else _NONE for each in counted]
        rows.append(((same(key[0]), asks[key]), cells))
    return _table("rules", _RULES, (_RULE, _ASKS), variants, rows)


def goals_side_by_side(variants: Sequence[Variant]) -> Table:
    """The value of every goal; one that is not proven says so."""
    values = [dict(_goals(variant)) for variant in variants]
    said = {words.zh: words for each in values for words in each}
    found = [{words.zh: value for words, value in each.items()} for each in values]
    rows: list[tuple[tuple[Filled, ...], list[Filled]]] = [
        ((words,), [each.get(name, _NONE) for each in found]) for name, words in said.items()
    ]
    return _table("goals", _GOALS, (_GOAL,), variants, rows)


def pins_side_by_side(variants: Sequence[Variant]) -> Table:
    """Who is held in or out of what."""
    pins = [dict(_pins(variant)) for variant in variants]
    rows: list[tuple[tuple[Filled, ...], list[Filled]]] = []
    for who, scope in sorted({key for each in pins for key in each}):
        titles = [variant.proposal.problem.policy.titles.get(scope) for variant in variants]
        title = next((each for each in titles if each is not None), same(scope))
        person = _person(variants, who)
        cells = [each.get((who, scope), _FREE) for each in pins]
        rows.append(((same(person.name), same(who), title), cells))
    return _table("pins", _PINS, (column_word("name"), column_word("id"), _BODY), variants, rows)


type _Rows = Iterable[tuple[tuple[Filled, ...], list[Filled]]]


def _table(name: str, title: Filled, columns: tuple[Filled, ...], variants: Sequence[Variant], rows: _Rows) -> Table:
    """The rows, each with a word on whether the scenarios are alike in it."""
    found = list(rows)
    unlike = [len({cell.zh for cell in cells}) > 1 for _, cells in found]
    return Table(
        id=name,
        title=title,
        columns=(*columns, *(same(variant.name) for variant in variants), _DIFFERENCE),
        rows=tuple(
            (*before, *cells, _UNLIKE if other else _ALIKE)
            for (before, cells), other in zip(found, unlike, strict=True)
        ),
        marks=tuple(Mark.SHORT if other else Mark.PLAIN for other in unlike),
    )


def _person(variants: Sequence[Variant], who: str) -> Person:
    """A person of the first pool that has them; with the id for a name where none has."""
    pools = [variant.proposal.problem.pool.by_id for variant in variants]
    return next((pool[who] for pool in pools if who in pool), Person(id=who, name=who, row=0))


def _rank(variants: Sequence[Variant], held: Sequence[Mapping[str, tuple[Position, ...]]], who: str) -> tuple[int, int]:
    """The office that comes first, then how far in, over all scenarios."""
    ranks = []
    for variant, each in zip(variants, held, strict=True):
        offices = [office.id for office in variant.proposal.problem.policy.offices]
        for position in each.get(who, ()):
            office = offices.index(position.office) if position.office in offices else len(offices)
            ranks.append((office, -len(position.bodies)))
    return min(ranks)


def _held_words(variant: Variant, positions: tuple[Position, ...]) -> Filled:
    policy = variant.proposal.problem.policy
    return listed([position_words(policy, position) for position in positions]) if positions else _NONE


def _filled(variant: Variant, part: str) -> Filled:
    found = variant.proposal.problem.policy.by_id.get(part)
    if found is None:
        return _NO_SUCH_PART
    if not variant.proposal.seats:
        return _SEATS.fill(found="—", seats=found.seats)
    return _SEATS.fill(found=len(variant.proposal.holding(part)), seats=found.seats)


def _asked(variant: Variant, rule: Rule | None) -> Filled:
    if rule is None:
        return _NO_SUCH_RULE
    titles = variant.proposal.problem.policy.titles
    return _ASKED.fill(sentence=rule.sentence(titles), strength=STRENGTH_WORDS[rule.strength])


def _counted(variant: Variant) -> dict[tuple[str, int], tuple[Filled, Filled]]:
    """What a rule asks and what is counted, by the rule and the number of its row among the rule's."""
    problem, rules = variant.proposal.problem, variant.rules
    verdicts = [verdict for verdict in variant.proposal.verdicts if verdict.rule in rules]
    found: dict[tuple[str, int], tuple[Filled, Filled]] = {}
    for row in rule_table(verdicts, problem.rules, problem.policy.titles).rows:
        rule, asks, _, needed, counted, result, _ = row
        number = sum(name == rule.zh for name, _ in found)
        text = _COUNTED_NEEDED if needed.zh else _COUNTED
        found[rule.zh, number] = asks, text.fill(needed=needed, found=counted, result=result)
    return found


def _goals(variant: Variant) -> Iterator[tuple[Filled, Filled]]:
    problem = variant.proposal.problem
    # A plan that was stopped, or found impossible, has not reached every goal.
    for goal, reached in zip(problem.goals, variant.proposal.solved.goals, strict=False):
        value, _ = reached_words(reached)
        yield goal_words(goal, problem.policy.titles), value if reached.proof else _UNPROVEN.fill(value=value)


def _pins(variant: Variant) -> Iterator[tuple[tuple[str, str], Filled]]:
    for pin in variant.proposal.problem.pins:
        if isinstance(pin, Named):
            held = _IN if pin.hold == "in" else _OUT
            yield from (((who, scope), held) for who in pin.people for scope in pin.scope)


_NONE = same("—")
_FREE = same("—")
_PEOPLE = Filled(zh="谁在哪份名单上", en="Who is on which roster")
_PARTS = Filled(zh="各机构、职务的人数", en="People by body and office")
_RULES_APART = Filled(zh="要求不同的规则", en="Rules that ask for something else")
_RULES = Filled(zh="每条规则数到的人数", en="What every rule counts")
_GOALS = Filled(zh="目标的值", en="Values of the goals")
_PINS = Filled(zh="锁定和排除", en="Pins")
_BODY = Filled(zh="机构、职务", en="Body or office")
_EVERYBODY = Filled(zh="合计（每人计一次）", en="People in all")
_RULE = Filled(zh="规则", en="Rule")
_ASKS = Filled(zh="要求", en="Asks")
_GOAL = Filled(zh="目标", en="Goal")
_DIFFERENCE = Filled(zh="对照", en="Compared")
_ALIKE, _UNLIKE = Filled(zh="相同", en="same"), Filled(zh="不同", en="differs")
_NO_SUCH_PART = Filled(zh="没有", en="not there")
_NO_SUCH_RULE = Filled(zh="没有这条规则", en="no such rule")
_SEATS = Text(zh="{found}/{seats}", en="{found}/{seats}")
_ASKED = Text(zh="{sentence}（{strength}）", en="{sentence} ({strength})")
_COUNTED = Text(zh="{found}，{result}", en="{found}, {result}")
_COUNTED_NEEDED = Text(zh="{found}（应 {needed}），{result}", en="{found} (needs {needed}), {result}")
_UNPROVEN = Text(zh="{value}（未证明最好）", en="{value} (not proven best)")
_IN, _OUT = Filled(zh="锁定", en="held in"), Filled(zh="排除", en="held out")
