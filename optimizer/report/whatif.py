"""What a sweep found, as blocks."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.whatif_charts import sweep_charts
from optimizer.report.whatif_words import RESULT, STATUS, axes_words, axis_words, counts, value_words
from optimizer.report.words import bounds, figure, goal_words
from optimizer.solve.status import Status
from optimizer.whatif.axes import Axis, LimitAxis
from optimizer.whatif.compare import Reach, changes, goals_that_move, of_axis, reach, reference, tightest
from optimizer.whatif.sweep import Point, Sweep

NAMES_SHOWN = 2
GOALS_SHOWN = 2
"""More do not fit beside each other; the files have all."""


def sweep_blocks(sweep: Sweep) -> list[Block]:
    """How the sweep ended, how far each bound can go, a table and a chart for each axis, or for the grid."""
    blocks: list[Block] = [Line(text=counts(sweep))]
    if not sweep.complete:
        blocks.append(Line(text=_STOPPED))
    if not sweep.base.answer.seats:
        blocks.append(Line(text=_NO_PLAN))
    if sweep.grid and len(sweep.axes) > 1:
        blocks.append(_table(sweep, range(len(sweep.axes)), sweep.points))
    else:
        for number, axis in enumerate(sweep.axes):
            found = reach(sweep, number)
            if found is not None and (found.possible is not None or found.impossible is not None):
                blocks.append(Line(text=_reach_words(axis, found)))
            blocks.append(_table(sweep, [number], [point for _, point in of_axis(sweep, number)]))
    return [*blocks, *sweep_charts(sweep)]


def _reach_words(axis: Axis, found: Reach) -> Filled:
    """How far a bound can go, as one sentence."""
    parts = []
    if found.free is not None:
        parts.append(_FREE.fill(value=value_words(axis, found.free)))
    if found.possible is not None and found.possible != found.free:
        text = _POSSIBLE if found.free is None else _COSTLY
        parts.append(text.fill(value=value_words(axis, found.possible)))
    if found.impossible is not None:
        parts.append(_WALL.fill(value=value_words(axis, found.impossible)))
    listed = Filled(zh="；".join(part.zh for part in parts), en="; ".join(part.en for part in parts))
    return _REACH.fill(axis=axis_words(axis), said=listed)


def _table(sweep: Sweep, numbers: Sequence[int], points: Sequence[Point]) -> Table:
    """A row for each point: its values, whether it is possible, what is reached and needed, goals, who comes and goes."""
    axes = [sweep.axes[number] for number in numbers]
    goals = goals_that_move(sweep, points)[:GOALS_SHOWN]
    ruled = [axis for axis in axes if isinstance(axis, LimitAxis)]
    rows = []
    for point in points:
        cells = [value_words(axis, point.scenario[number]) for axis, number in zip(axes, numbers, strict=True)]
        cells.append(STATUS[point.answer.status])
        cells += [_stand(point, axis) for axis in ruled]
        cells += [_goal_cell(point, goal.id) for goal in goals]
        rows.append((*cells, *_comings(sweep, point)))
    titles = sweep.problem.policy.titles
    return Table(
        id="whatif:" + "+".join(axis.name for axis in axes),
        title=_TABLE.fill(axes=axes_words(axes)),
        columns=(
            *(axis_words(axis) for axis in axes),
            RESULT,
            *(_REACHED.fill(rule=axis.rule) for axis in ruled),
            *(goal_words(goal, titles) for goal in goals),
            _ENTER,
            _LEAVE,
            _MOVE,
        ),
        rows=tuple(rows),
        marks=tuple(_MARKS[point.answer.status] for point in points),
        note=_COMPARED if sweep.base.answer.seats else _COMPARED_FIRST,
    )


def _stand(point: Point, axis: LimitAxis) -> Filled:
    """Reached and needed on a bound."""
    verdict = tightest(point, axis)
    if verdict is None:
        return same("")
    needed = bounds(verdict.least, None) if axis.stands.floor else bounds(None, verdict.most)
    return same(f"{verdict.found} ({needed.en})")


def _goal_cell(point: Point, goal: str) -> Filled:
    reached = next((each for each in point.answer.goals if each.id == goal), None)
    return same("") if reached is None else figure(reached.value, reached.scale)


def _comings(sweep: Sweep, point: Point) -> tuple[Filled, Filled, Filled]:
    """How many enter, leave and change place, and the first of them by name."""
    than = reference(sweep)
    if than is None or not point.answer.seats:
        return same(""), same(""), same("")
    found = changes(than.answer.seats, point.answer.seats)
    movers = tuple(dict.fromkeys(move.person for move in found.move))
    return _few(sweep, found.enter), _few(sweep, found.leave), _few(sweep, movers)


def _few(sweep: Sweep, ids: Sequence[str]) -> Filled:
    people = sweep.problem.pool.by_id
    names = "、".join(people[who].name for who in ids[:NAMES_SHOWN])
    more = " …" if len(ids) > NAMES_SHOWN else ""
    return same(f"{len(ids)}: {names}{more}" if ids else "0")


_MARKS = {
    Status.OPTIMAL: Mark.KEPT,
    Status.FEASIBLE: Mark.SHORT,
    Status.IMPOSSIBLE: Mark.BROKEN,
    Status.UNKNOWN: Mark.SHORT,
}
_STOPPED = Filled(
    zh="工作提前停止：写着“未定”的还没有结果，其余的都已证明。",
    en='The work was stopped: what is "open" has no result yet, all else is proven.',
)
_NO_PLAN = Filled(zh="按现行规定没有可行的名单。", en="As things stand, no roster is possible or none was found.")
_TABLE = Text(zh="{axes}变动时", en="As {axes} varies")
_REACHED = Text(zh="{rule} 达到（需要）", en="{rule} reached (needed)")
_ENTER, _LEAVE = Filled(zh="新进", en="Enter"), Filled(zh="退出", en="Leave")
_MOVE = Filled(zh="职务变动", en="Change place")
_COMPARED = Filled(
    zh="新进、退出是与现行规定下的方案相比；“达到”是名单上的人数，括号里是需要的人数。",
    en="Enter and leave: against the plan as things stand. Reached: heads on the roster; in brackets, heads needed.",
)
_COMPARED_FIRST = Filled(
    zh="新进、退出是与第一个有名单的情形相比；“达到”是名单上的人数，括号里是需要的人数。",
    en="Enter and leave: against the first scenario with a roster. Reached: heads on the roster; in brackets, heads needed.",
)
_FREE = Text(zh="到 {value}，目标不受影响", en="up to {value} no goal suffers")
_POSSIBLE = Text(zh="到 {value}，可行", en="up to {value} possible")
_COSTLY = Text(zh="到 {value}，仍可行，但目标有损失", en="up to {value} possible, at a cost to the goals")
_WALL = Text(zh="从 {value}起不可行", en="impossible from {value} on")
_REACH = Text(zh="{axis}：{said}。", en="{axis}: {said}.")
