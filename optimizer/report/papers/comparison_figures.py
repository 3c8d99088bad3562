"""Two rosters side by side in figures: the composition, every rule, every goal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.basis.text import Filled, Text, same
from optimizer.groups.predicate import Appointed, Not, OneOf, Predicate, bare, leaves
from optimizer.groups.words import HAN, describe
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Band, Block, Line, Mark, Table
from optimizer.report.papers.compared import FIRST, SECOND, Comparison, Side
from optimizer.report.rules import rule_table
from optimizer.report.words import figure, goal_words, share
from optimizer.rules.base import Seated, Verdict

FRAME_SHOWN = 12
"""Faults of seats that are written out; more are counted."""


def composition_table(found: Comparison) -> Table:
    """For each body and office, and each group, how many there are in either roster."""
    policy = found.problem.policy
    groups = list(_groups(found.problem))
    seated = [_seated(found.problem, side) for _, side in found.sides]
    rows, marks = [], []
    for part in policy.parts:
        holders = [each.holding((part.id,)) for each in seated]
        for group in groups:
            counts = [each.sure(group, held) for each, held in zip(seated, holders, strict=True)]
            cells = [share(count, len(held)) for count, held in zip(counts, holders, strict=True)]
            rows.append((part.title, describe(group, policy.titles), *cells, _more(*counts)))
            marks.append(Mark.PLAIN if cells[0] == cells[1] else Mark.SHORT)
    columns = (_BODY, _GROUP, FIRST, SECOND, _DIFFERENCE)
    return Table(
        id="composition", title=_COMPOSITION, columns=columns, rows=tuple(rows), marks=tuple(marks), note=_CERTAIN
    )


def _groups(problem: Problem) -> Iterator[Predicate]:
    """The policy's groups that look at the person alone; women and ethnic minorities where the pool tells them."""
    named = [
        group
        for group in problem.policy.groups.values()
        if not any(isinstance(leaf, Appointed) for leaf in leaves(group))
    ]
    yield from named
    plain = [bare(group) for group in named]
    for column, group in (
        ("sex", OneOf("sex", ("female",))),
        ("ethnicity", Not(OneOf("ethnicity", tuple(sorted(HAN))))),
    ):
        alike = any(column == "ethnicity" and _minority(each) for each in plain)
        if column in problem.pool.columns and group not in plain and not alike:
            yield group


def _minority(group: Predicate) -> bool:
    match group:
        case Not(OneOf("ethnicity", values)):
            return bool(values) and set(values) <= HAN
        case _:
            return False


def _seated(problem: Problem, side: Side) -> Seated:
    known = (seat for seat in side.seats if seat.person in problem.pool.by_id)
    held = tuple((problem.pool.by_id[seat.person], seat.position) for seat in known)
    return Seated(seats=held, pool=problem.pool, on=problem.policy.reference_date)


def _more(first: int, second: int) -> Filled:
    if first == second:
        return _EQUAL
    return _MORE.fill(name=FIRST if first > second else SECOND, count=abs(first - second))


def frame_lines(found: Comparison) -> Iterator[Line]:
    """What is wrong with the seats of either."""
    for name, side in found.sides:
        for said in side.frame[:FRAME_SHOWN]:
            yield Line(text=_NOTE.fill(name=name, said=said))
        if len(side.frame) > FRAME_SHOWN:
            yield Line(text=_MORE_FRAME.fill(name=name, count=len(side.frame) - FRAME_SHOWN))


def rules_table(found: Comparison) -> Table:
    """Every rule with what either roster counts, and whether they differ."""
    rules, titles = found.problem.rules, found.problem.policy.titles
    tables = [rule_table(side.verdicts, rules, titles) for _, side in found.sides]
    # A rule may have several rows: the n-th of one roster stands beside the n-th of the other.
    lines = [_numbered(table) for table in tables]
    order = {rule.id: at for at, rule in enumerate(rules)}
    apart = _apart(found)
    rows, marks = [], []
    for key in sorted({*lines[0], *lines[1]}, key=lambda key: (order[key[0]], key[1])):
        first, second = (line.get(key) for line in lines)
        either = first or second
        assert either is not None
        cells = [each[0][3:6] if each else (same("—"),) * 3 for each in (first, second)]
        results = [each[1] if each else None for each in (first, second)]
        mark, said = _differs(cells, results, alike=key[0] not in apart)
        rows.append((*either[0][:3], *cells[0], *cells[1], said))
        marks.append(mark)
    names = tables[0].columns
    return Table(
        id="rules",
        title=_RULES_TABLE,
        columns=(*names[:3], *names[3:6], *names[3:6], _DIFFERENCE),
        rows=tuple(rows),
        marks=tuple(marks),
        bands=(
            Band(title=same(""), columns=3),
            Band(title=FIRST, columns=3),
            Band(title=SECOND, columns=3),
            Band(title=same(""), columns=1),
        ),
        note=_MARKED_RULES,
        wide=True,
    )


type _Lined = dict[tuple[str, int], tuple[tuple[Filled, ...], Mark]]


def _numbered(table: Table) -> _Lined:
    """The rows of a rule table by the rule and the number of the row among the rule's."""
    found: _Lined = {}
    for row, mark in zip(table.rows, table.marks, strict=True):
        number = sum(rule == row[0].zh for rule, _ in found)
        found[row[0].zh, number] = row, mark
    return found


def _apart(found: Comparison) -> set[str]:
    """The rules with parts that are counted differently, though as many of them may be kept."""
    counted: list[dict[str, list[Verdict]]] = []
    for side in (found.first, found.second):
        by_rule: dict[str, list[Verdict]] = {}
        for verdict in side.verdicts:
            by_rule.setdefault(verdict.rule, []).append(verdict)
        counted.append(by_rule)
    first, second = counted
    return {
        rule
        for rule in {*first, *second}
        if first.get(rule) != second.get(rule)
        and any(verdict.part for verdict in (*first.get(rule, ()), *second.get(rule, ())))
    }


def _differs(
    cells: Sequence[tuple[Filled, ...]], results: Sequence[Mark | None], *, alike: bool
) -> tuple[Mark, Filled]:
    kept = [result is Mark.KEPT for result in results]
    if kept[0] != kept[1]:
        return Mark.BROKEN, _ONLY_KEEPS.fill(name=FIRST if kept[0] else SECOND)
    return (Mark.PLAIN, _EQUAL) if alike and cells[0] == cells[1] else (Mark.SHORT, _OTHER_FIGURE)


def goal_blocks(found: Comparison) -> Iterator[Block]:
    """The goals in their order, and which roster they prefer: the first difference decides."""
    rows, marks, first_difference = [], [], None
    pairs = zip(found.first.goals, found.second.goals, strict=True)
    for number, ((goal, one), (_, two)) in enumerate(pairs, 1):
        lower = goal.kind == "prefer" or goal.column == "rank"
        better = None if one == two else FIRST if (one < two) == lower else SECOND
        said = _EQUAL if better is None else _BETTER.fill(name=better)
        values = (figure(value.numerator, value.denominator) for value in (one, two))
        rows.append((same(str(number)), goal_words(goal, found.problem.policy.titles), *values, said))
        marks.append(Mark.PLAIN if better is None else Mark.SHORT)
        if better is not None and first_difference is None:
            first_difference = _DECIDED.fill(number=number, name=better)
    if not rows:
        yield Line(text=_NO_GOALS)
        return
    columns = (_NUMBER, _GOAL, FIRST, SECOND, _DIFFERENCE)
    yield Table(id="goals", title=_GOALS_TABLE, columns=columns, rows=tuple(rows), marks=tuple(marks), note=_GOALS_NOTE)
    if not found.first.kept or not found.second.kept:
        yield Line(text=_NOT_BOTH_KEPT)
    else:
        yield Line(text=first_difference or _GOALS_EQUAL)


_NOTE = Text(zh="{name}：{said}", en="{name}: {said}")
_BODY = Filled(zh="机构、职务", en="Body or office")
_DIFFERENCE = Filled(zh="对照", en="Difference")
_COMPOSITION = Filled(zh="构成对照", en="Composition side by side")
_GROUP = Filled(zh="群体", en="Group")
_CERTAIN = Filled(
    zh="只计确定属于该群体的人；百分比截尾，不进位。有底色的行两份不同。",
    en="Certain members only; percentages are cut, not rounded up. Rows in colour differ.",
)
_EQUAL = Filled(zh="相同", en="same")
_MORE = Text(zh="{name}多{count}人", en="{name}: {count} more")
_MORE_FRAME = Text(zh="{name}：还有 {count} 处席位问题。", en="{name}: {count} more faults of its seats.")
_ONLY_KEEPS = Text(zh="只有{name}符合", en="only {name} keeps it")
_OTHER_FIGURE = Filled(zh="数不同", en="other figures")
_MARKED_RULES = Filled(
    zh="红底：一份符合、一份不符合；黄底：数不同。没有底色：相同。",
    en="Red: one keeps the rule and the other does not; amber: other figures; no colour: the same.",
)
_NUMBER = Filled(zh="序号", en="No.")
_GOAL = Filled(zh="目标", en="Goal")
_GOALS_TABLE = Filled(zh="目标对照（依次比较）", en="Goals side by side (compared in this order)")
_BETTER = Text(zh="{name}较好", en="{name} is better")
_GOALS_NOTE = Filled(
    zh="各个目标的值按名单重新计算；变动多少和抽签不在其中。是否最优见各自的方案。",
    en="Values are worked out again from the rosters; changes from an earlier roster and the draw are left out. Whether a "
    "roster is the best is said in its own proposal.",
)
_NO_GOALS = Filled(zh="政策没有可比的目标。", en="The policy has no goals to compare.")
_DECIDED = Text(
    zh="按目标的次序，第 {number} 项最先不同：{name}较好。",
    en="In the order of the goals, number {number} is the first to differ: {name} is better.",
)
_GOALS_EQUAL = Filled(zh="所有目标的值都相同。", en="All goals have the same values.")
_NOT_BOTH_KEPT = Filled(
    zh="不是两份都符合全部硬性规则，不按目标比较好坏。",
    en="Not both rosters keep all binding rules, so that the goals do not say which is better.",
)
_RULES_TABLE = Filled(zh="规则对照", en="Rules side by side")
