"""A reserve (候补) in words: its order, and who moves up for each seat."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.basis.text import Filled, Text, same
from optimizer.contest.alternates import Reserve, Succession
from optimizer.groups.words import column_word
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.cooption import held_words


def alternates_blocks(problem: Problem, reserves: Sequence[Reserve]) -> list[Block]:
    """For each reserve a sentence, its order, and a table of the seats."""
    blocks: list[Block] = []
    for reserve in reserves:
        titles = {"reserve": problem.policy.titles[reserve.body], "body": problem.policy.titles[reserve.of]}
        vacant = len(reserve.vacant)
        count = len(reserve.successions)
        said = _ALL.fill(count=count, **titles) if not vacant else _SOME.fill(count=count, vacant=vacant, **titles)
        blocks += [Line(text=said), order_table(problem, reserve), succession_table(problem, reserve)]
    return blocks


def order_table(problem: Problem, reserve: Reserve) -> Table:
    """The reserve in order."""
    columns = [column for column in (reserve.column or "score", "rank") if column in problem.pool.columns]
    columns = list(dict.fromkeys(columns))
    rows = []
    for number, who in enumerate(reserve.order, 1):
        person = problem.pool.by_id[who]
        rows.append((same(str(number)), same(who), same(person.name), *(same(person.value(c)) for c in columns)))
    by = column_word(reserve.column) if reserve.column else None
    return Table(
        id=f"order_{reserve.body}",
        title=_ORDER.fill(reserve=problem.policy.titles[reserve.body]),
        columns=(_NUMBER, column_word("id"), column_word("name"), *map(column_word, columns)),
        rows=tuple(rows),
        note=_BY_RANK if by is None or reserve.column == "rank" else _BY.fill(column=by),
    )


def succession_table(problem: Problem, reserve: Reserve) -> Table:
    """One row a seat."""
    place = {who: number for number, who in enumerate(reserve.order, 1)}
    return Table(
        id=f"moves_up_{reserve.body}",
        title=_MOVES.fill(body=problem.policy.titles[reserve.of]),
        columns=(column_word("id"), column_word("name"), _HOLDS, _NEXT, _PASSED),
        rows=tuple(_row(problem, each, place) for each in reserve.successions),
        marks=tuple(Mark.PLAIN if each.successor else Mark.BROKEN for each in reserve.successions),
        note=_NOTE,
    )


def _row(problem: Problem, each: Succession, place: dict[str, int]) -> tuple[Filled, ...]:
    people = problem.pool.by_id
    who = each.successor
    said = _NOBODY if who is None else _MOVES_UP.fill(number=place[who], name=people[who].name, id=who)
    passed = [_PASSED_FOR.fill(name=people[who].name, rules=", ".join(rules)) for who, rules in each.passed]
    return (
        same(each.seat.person),
        same(people[each.seat.person].name),
        held_words(problem.policy, each.seat.position),
        said,
        Filled(zh="；".join(part.zh for part in passed), en="; ".join(part.en for part in passed)),
    )


_ALL = Text(
    zh="{body}的 {count} 个席位，无论哪一个出缺，{reserve}中都有人可以递补，硬性规则仍然符合。",
    en="{body}: whichever of its {count} seats falls vacant, somebody of {reserve} can move up with all binding rules kept.",
)
_SOME = Text(
    zh="{body}的 {count} 个席位中，有 {vacant} 个出缺时，{reserve}里没有人能递补而仍符合硬性规则。",
    en="{body}: for {vacant} of its {count} seats nobody of {reserve} could move up with the binding rules kept.",
)
_ORDER = Text(zh="{reserve}：递补次序", en="{reserve}: the order of moving up")
_MOVES = Text(zh="{body}：出缺时由谁递补", en="{body}: who moves up when a seat falls vacant")
_BY = Text(
    zh="次序：{column}高的在前，相同的看推荐排序，再相同的按抽签号。",
    en="In order of {column}, the highest first, then of rank, then of the draw.",
)
_BY_RANK = Filled(zh="次序：推荐排序在前的在前，相同的按抽签号。", en="In order of rank, then of the draw.")
_NOTE = Filled(
    zh="次序中第一个能使该机构的硬性规则（按人头计）不比现在差的人递补，只任委员；出缺的职务和下级机构席位另行选举。",
    en="The first in order moves up who leaves no binding rule of the body further from being kept, counted by head, and as a "
    "plain member: an office or an inner seat that falls vacant too is elected anew.",
)
_NUMBER = Filled(zh="序号", en="No.")
_HOLDS = Filled(zh="现任", en="Holds")
_NEXT = Filled(zh="递补", en="Moves up")
_PASSED = Filled(zh="越过", en="Passed over")
_NOBODY = Filled(zh="无人可递补", en="nobody can")
_MOVES_UP = Text(zh="第 {number} 名 {name}（{id}）", en="no. {number} {name} ({id})")
_PASSED_FOR = Text(zh="{name}（{rules}）", en="{name} ({rules})")
