"""Whole rosters side by side, for people: alternatives, replacements, least change."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from optimizer.basis.text import Filled, Text, same
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.labels import distance_words
from optimizer.report.person import (
    listed,
    moves_table,
    moves_words,
    names_words,
    person_words,
    position_words,
    slack_words,
)
from optimizer.report.words import figure, goal_words
from optimizer.room.alternatives import Alternatives
from optimizer.room.nearest import Loss, Nearest, Replacement
from optimizer.roster.roster import Proposal


def alternative_blocks(proposal: Proposal, found: Alternatives) -> list[Block]:
    """The rosters side by side, then for each who moves against the plan."""
    problem = proposal.problem
    goals = [goal for goal in problem.goals if goal.kind != "draw"]
    plan = [Fraction(reached.value, reached.scale) for reached in proposal.solved.goals[: len(goals)]]
    moving = [n for n in range(len(goals)) if any(each.values[n] != plan[n] for each in found.found)]
    rows = [(_PLAN, *(_value(plan[n]) for n in moving), same(""), same(""), same(""))]
    for number, each in enumerate(found.found, 1):
        apart = same(" / ".join(map(str, each.apart)))
        proof = _YES if each.proven else _AT_MOST.fill(most="?" if each.most is None else each.most)
        values = (_value(each.values[n]) for n in moving)
        rows.append((same(str(number)), *values, apart, slack_words(each.slacks), proof))
    columns = (goal_words(goals[n], problem.policy.titles) for n in moving)
    blocks: list[Block] = [
        Line(text=_WITHIN.fill(distance=distance_words(problem, found.distance))),
        Table(
            id="alternatives",
            title=Filled(zh="备选方案", en="Alternatives"),
            columns=(_NUMBER, *columns, _APART, _TIGHTENS, _PROVEN),
            rows=tuple(rows),
            note=_APART_NOTE,
        ),
    ]
    if found.exhausted:
        blocks.append(Line(text=_NO_MORE))
    tables = (
        moves_table(problem.pool, problem.policy, each.moves, roster=number)
        for number, each in enumerate(found.found, 1)
    )
    return [*blocks, *tables]


def _value(value: Fraction) -> Filled:
    return figure(value.numerator, value.denominator)


def replacement_blocks(proposal: Proposal, found: Sequence[Replacement]) -> list[Block]:
    """Whom the roster cannot lose, then who comes in for each of the others."""
    problem = proposal.problem
    lost = [each for each in found if each.loss is Loss.IRREPLACEABLE]
    names = listed([person_words(problem.pool, each.person) for each in lost])
    held = {seat.person: seat.position for seat in reversed(proposal.seats)}
    rows = [
        (
            person_words(problem.pool, each.person),
            position_words(problem.policy, held[each.person]),
            _replacement(problem, each),
            same(str(each.changes) if each.loss is Loss.REPLACEABLE else ""),
            slack_words(each.slacks),
        )
        for each in found
    ]
    return [
        Line(text=_CANNOT_LOSE.fill(people=names) if lost else _ALL_REPLACEABLE if _settled(found) else _SOME_OPEN),
        Table(
            id="replacements",
            title=Filled(zh="谁退出，谁接替", en="Who drops out, who comes in"),
            columns=(_WHO, _HOLDS, _REPLACED_BY, _PIECES, _TIGHTENS),
            rows=tuple(rows),
            marks=tuple(Mark.BROKEN if each.loss is Loss.IRREPLACEABLE else Mark.PLAIN for each in found),
            note=_REPLACED_NOTE,
        ),
    ]


def _settled(found: Sequence[Replacement]) -> bool:
    return all(each.loss is not Loss.OPEN for each in found)


def _replacement(problem: Problem, each: Replacement) -> Filled:
    match each.loss:
        case Loss.IRREPLACEABLE if each.against:
            return _IRREPLACEABLE_BY.fill(rules=names_words(problem, each.against))
        case Loss.IRREPLACEABLE:
            return _IRREPLACEABLE
        case Loss.OPEN:
            return _OPEN
    others = [move for move in each.moves if move.person != each.person]
    successor = person_words(problem.pool, each.successor) if each.successor else None
    words = successor or moves_words(problem.pool, problem.policy, others)
    return words if each.proven else _MAYBE_FEWER.fill(said=words)


def change_blocks(problem: Problem, found: Nearest) -> list[Block]:
    """How many changes the nearest roster needs, and who moves."""
    blocks: list[Block] = [Line(text=_LEAST.fill(count=found.changes, people=len(found.moves)))]
    return [*blocks, moves_table(problem.pool, problem.policy, found.moves)]


_TIGHTENS = Filled(zh="余地变小的规则", en="Rules with less room")
_OPEN = Filled(zh="停止前没有查明", en="not found out before the work stopped")
_WITHIN = Text(zh="范围：{distance}。", en="Distance: {distance}.")
_WHO = Filled(zh="人", en="Person")
_HOLDS = Filled(zh="现任", en="Holds")
_NUMBER = Filled(zh="方案", en="Roster")
_PLAN = Filled(zh="原方案", en="the plan")
_APART = Filled(zh="与原方案和前几个方案相差（处）", en="Pieces apart from the plan and those before")
_PROVEN = Filled(zh="差别已证明最大", en="Proven to differ most")
_YES = Filled(zh="是", en="yes")
_AT_MOST = Text(zh="未证明；至多相差 {most}", en="not proven; at most {most} apart")
_APART_NOTE = Filled(
    zh="机构、职务、任职方式各算一处。每个方案都使它与最近的那个方案相差最多，再使总差别最大；都重新逐人数过。",
    en="Each body, office and mode held counts as a piece. Each roster differs from the nearest of those before as much as "
    "possible, then from all together; every one is counted again by head.",
)
_NO_MORE = Filled(zh="在这个范围内没有别的名单了。", en="There is no further roster within this distance.")
_CANNOT_LOSE = Text(zh="名单缺了谁就不成立：{people}。", en="Without any one of these no roster is possible: {people}.")
_ALL_REPLACEABLE = Filled(zh="名单里没有不可替代的人。", en="Nobody on the roster is irreplaceable.")
_SOME_OPEN = Filled(zh="停止前没有全部查完。", en="Not everybody was looked at before the work stopped.")
_REPLACED_BY = Filled(zh="接替", en="Comes in")
_PIECES = Filled(zh="变动（处）", en="Changes")
_REPLACED_NOTE = Filled(
    zh="其余人都留在候选人里，取变动最少的名单；有人能单独接下这个席位的，取其中目标最好的一位。",
    en="Everybody else stays in the pool and the roster with the fewest changes is taken; where somebody can take the very "
    "seat alone, it is the one who is best for the goals.",
)
_IRREPLACEABLE = Filled(zh="不可替代：没有这个人就没有名单", en="irreplaceable: without them there is no roster")
_IRREPLACEABLE_BY = Text(
    zh="不可替代：没有这个人就没有名单（{rules}）", en="irreplaceable: no roster without them ({rules})"
)
_MAYBE_FEWER = Text(zh="{said}（是否变动最少未证明）", en="{said} (not proven to be the fewest changes)")
_LEAST = Text(
    zh="离原名单最近的名单：{people} 人变动，共 {count} 处。",
    en="The nearest roster: {people} people move, {count} changes.",
)
