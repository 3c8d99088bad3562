"""The notes of a proposal: waivers, remarks, pins, data to settle, the draw, changes, characters without a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.basis.text import Filled, Text, same
from optimizer.groups.words import column_word
from optimizer.names.listing import Listing
from optimizer.names.order import unplaced_words
from optimizer.people.person import Pool
from optimizer.report.blocks import Block, Heading, Line, Table
from optimizer.report.person import listed, moves_table, person_words
from optimizer.report.proposal import MOST_LISTED, cell_words
from optimizer.room.moves import Move
from optimizer.roster.roster import Proposal, Tie, Unsettled
from optimizer.rules.base import Rule
from optimizer.rules.people import find_people


def note_blocks(proposal: Proposal, listing: Listing, moves: Sequence[Move]) -> list[Block]:
    """Each sort of note under a heading of its own, where there is any."""
    problem = proposal.problem
    sections: tuple[tuple[Filled, Iterator[Block]], ...] = (
        (_WAIVERS, _waivers(problem.pool, problem.rules)),
        (_RULES, _rule_notes(problem.policy.rules)),
        (_REMARKS, (Line(text=remark) for remark in problem.policy.remarks)),
        (_PINS, _pins(proposal)),
        (_MOVES, iter([moves_table(problem.pool, problem.policy, moves)] if moves else [])),
        (_DRAW, _draw(proposal)),
        (_UNSETTLED, _unsettled(proposal)),
        (_ORDER, _order(proposal, listing)),
    )
    blocks: list[Block] = []
    for title, said in sections:
        section = list(said)
        blocks += [Heading(text=title, level=2), *section] if section else []
    return blocks


def _waivers(pool: Pool, rules: Sequence[Rule]) -> Iterator[Line]:
    """Who is left out of which rule, and why."""
    for rule in rules:
        for waiver in rule.waivers:
            people = [person_words(pool, person.id) for who in waiver.people for person in find_people(pool, who)]
            who = listed([*people, *(same(unit) for unit in waiver.units)])
            yield Line(text=_WAIVER.fill(rule=_rule_name(rule), who=who, reason=waiver.reason))


def _rule_notes(rules: Sequence[Rule]) -> Iterator[Line]:
    """What the policy says beside a rule."""
    for rule in rules:
        if rule.note:
            yield Line(text=_NOTE.fill(rule=_rule_name(rule), note=rule.note))


def _rule_name(rule: Rule) -> Filled:
    return _TITLED.fill(id=rule.id, title=rule.title) if rule.title else same(rule.id)


def _pins(proposal: Proposal) -> Iterator[Line]:
    """Who was held in or out, and why."""
    for pin in proposal.problem.pins:
        said = pin.sentence(proposal.problem.policy.titles)
        yield Line(text=_PIN.fill(said=said, reason=pin.note) if pin.note else _BARE_PIN.fill(said=said))


def _draw(proposal: Proposal) -> Iterator[Block]:
    """The seats that others could hold at no loss."""
    if not proposal.ties:
        return
    pool = proposal.problem.pool
    rows = tuple((person_words(pool, tie.seat.person), _others(pool, tie)) for tie in proposal.ties[:MOST_LISTED])
    yield Line(text=_DRAWN.fill(count=len(proposal.ties)))
    whole = all(tie.complete for tie in proposal.ties) and len(proposal.ties) <= MOST_LISTED
    yield Table(id="ties", title=_TIES, columns=(_CHOSEN, _COULD_SWAP), rows=rows, note=None if whole else _NOT_ALL)


def _others(pool: Pool, tie: Tie) -> Filled:
    """The first few who could hold the seat, and how many there are."""
    names = listed([person_words(pool, who) for who in tie.others])
    return names if tie.count == len(tie.others) else _IN_ALL.fill(names=names, count=tie.count)


def _unsettled(proposal: Proposal) -> Iterator[Block]:
    """Cells of those on the roster (of everybody, where there is none) that leave a rule's count open."""
    seated = {seat.person for seat in proposal.seats}
    shown = [cell for cell in proposal.unsettled if cell.person in seated] if seated else list(proposal.unsettled)
    if not proposal.unsettled:
        return
    yield Line(
        text=_TO_SETTLE.fill(count=len(proposal.unsettled), shown=len(shown))
        if seated
        else _OPEN.fill(count=len(shown))
    )
    if shown:
        yield Table(
            id="unsettled",
            title=_UNSETTLED,
            columns=(_PERSON, _COLUMN, _CELL, _AGAINST),
            rows=tuple(_cell_row(proposal.problem.pool, cell) for cell in shown[:MOST_LISTED]),
            note=_NOT_ALL if len(shown) > MOST_LISTED else None,
        )


def _cell_row(pool: Pool, cell: Unsettled) -> tuple[Filled, ...]:
    written = cell_words(cell.column, cell.value) if cell.value else _EMPTY
    return (
        person_words(pool, cell.person),
        column_word(cell.column),
        written,
        listed([same(rule) for rule in cell.rules]),
    )


def _order(proposal: Proposal, listing: Listing) -> Iterator[Line]:
    """Characters that have no place in the order of names."""
    people = [proposal.person(who) for who in dict.fromkeys(seat.person for seat in proposal.seats)]
    if words := unplaced_words(people, listing):
        yield Line(text=words)


_WAIVERS = Filled(zh="豁免", en="Waivers")
_RULES = Filled(zh="关于规则", en="About the rules")
_REMARKS = Filled(zh="关于政策", en="About the policy")
_PINS = Filled(zh="事先确定的人选", en="Decided beforehand")
_MOVES = Filled(zh="与上一份名单相比", en="Changes from the earlier roster")
_DRAW = Filled(zh="抽签", en="The draw")
_UNSETTLED = Filled(zh="需要核定的信息", en="Data to settle")
_ORDER = Filled(zh="姓名次序", en="Order of names")
_TITLED = Text(zh="{id}（{title}）", en="{id} ({title})")
_WAIVER = Text(zh="规则{rule}不计{who}，理由：{reason}。", en="Rule {rule} leaves out {who}: {reason}.")
_NOTE = Text(zh="规则{rule}：{note}。", en="Rule {rule}: {note}.")
_PIN = Text(zh="{said}。理由：{reason}。", en="{said}. Reason: {reason}.")
_BARE_PIN = Text(zh="{said}。", en="{said}.")
_DRAWN = Text(
    zh="有{count}个席位换成别人后规则和目标都不变，现在的人选由按编号的抽签决定。",
    en="{count} seats could go to others without any change in rules or goals; the draw on the ids decided them.",
)
_TIES = Filled(zh="可以互换的席位", en="Seats others could hold at no loss")
_CHOSEN, _COULD_SWAP = Filled(zh="现在的人选", en="Chosen by draw"), Filled(zh="可换成", en="Could change places with")
_NOT_ALL = Filled(zh="太多，没有全部列出。", en="There are too many to list all.")
_IN_ALL = Text(zh="{names}等{count}人", en="{names} and others, {count} in all")
_TO_SETTLE = Text(
    zh="有{count}处信息需要核定，其中名单上的人{shown}处；核定之前，一律按不利于规则的方向计算。",
    en="{count} cells need settling, {shown} of them about people on the roster; until settled each counts against its rules.",
)
_OPEN = Text(
    zh="有{count}处信息需要核定；核定之前，一律按不利于规则的方向计算。",
    en="{count} cells need settling; until settled each counts against its rules.",
)
_PERSON, _COLUMN = Filled(zh="人", en="Person"), Filled(zh="列", en="Column")
_CELL, _AGAINST = Filled(zh="现在写的是", en="As written"), Filled(zh="影响的规则", en="Counts against")
_EMPTY = Filled(zh="（空）", en="(empty)")
