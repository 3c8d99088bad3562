"""What a trade-off found, as blocks: the pairs of levels that nothing betters, and the map of all that is possible."""

from __future__ import annotations

from fractions import Fraction

from optimizer.basis.text import Filled, Text
from optimizer.report.blocks import Block, Chart, Line, Series, Table
from optimizer.report.whatif_words import IMPOSSIBLE, NOW, POSSIBLE
from optimizer.report.words import figure, goal_words
from optimizer.whatif.frontier import Frontier, steps
from optimizer.whatif.sides import GoalSide, Side

CELLS = 48
"""A map has about so many cells a side at most; a finer one is drawn by every second, third … level."""


def frontier_blocks(found: Frontier) -> list[Block]:
    """How many pairs there are, all of them, and the chart."""
    head = _CORNERS if found.complete else _CORNERS_SO_FAR
    if not found.corners and found.complete:
        return [Line(text=_NO_CORNER)]
    names = [_side_words(side, found) for side in found.sides]
    table = Table(
        id="frontier",
        title=_FRONTIER.fill(first=names[0], second=names[1]),
        columns=(names[0], names[1]),
        rows=tuple((_exact(corner.figures[0]), _exact(corner.figures[1])) for corner in found.corners),
        note=_HELD,
    )
    return [Line(text=head.fill(count=len(found.corners))), table, frontier_chart(found)]


def frontier_chart(found: Frontier) -> Chart:
    """The pairs as points, where the policy stands as lines."""
    names = [_side_words(side, found) for side in found.sides]
    points = tuple((float(corner.figures[0]), float(corner.figures[1])) for corner in found.corners)
    series = [Series(name=_BEST_PAIRS, points=points)]
    if found.stands[0] is not None and points:
        ends = [y for _, y in points] + ([] if found.stands[1] is None else [float(found.stands[1])])
        at = float(found.stands[0])
        series.append(Series(name=NOW, points=((at, min(ends)), (at, max(ends)))))
    return Chart(
        id="frontier",
        title=_FRONTIER.fill(first=names[0], second=names[1]),
        form="points",
        x=names[0],
        y=names[1],
        series=tuple(series),
        alt=_FRONTIER_ALT.fill(count=len(points), first=names[0], second=names[1]),
    )


def map_blocks(found: Frontier) -> list[Block]:
    """For each level of the first side how far the second can go; the whole map as a chart."""
    if not found.corners:
        return frontier_blocks(found)
    names = [_side_words(side, found) for side in found.sides]
    rows = []
    for step in steps(found):
        ends = [_exact(found.sides[0].shown(level)) for level in (step.first, step.last)]
        span = ends[0] if step.first == step.last else _SPAN.fill(first=ends[0], last=ends[1])
        rows.append((span, _exact(found.sides[1].shown(step.furthest))))
    table = Table(
        id="map",
        title=_MAP.fill(first=names[0], second=names[1]),
        columns=(names[0], _AS_FAR_AS.fill(second=names[1])),
        rows=tuple(rows),
        note=_HELD if found.complete else _HELD_SO_FAR,
    )
    return [table, map_chart(found)]


def map_chart(found: Frontier) -> Chart:
    """Every pair of levels, possible or not; a coarser grid where there are too many."""
    names = [_side_words(side, found) for side in found.sides]
    listed = steps(found)
    lowest = found.sides[1].lowest(found.problem)
    bottom = listed[-1].furthest if lowest is None else lowest
    rows = _thinned(listed[0].first, listed[-1].last)
    columns = _thinned(bottom, listed[0].furthest)
    cells: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for one in rows:
        furthest = next((step.furthest for step in listed if one <= step.last), None)
        for other in columns:
            at = (float(found.sides[0].shown(one)), float(found.sides[1].shown(other)))
            cells[furthest is not None and other <= furthest].append(at)
    beyond = IMPOSSIBLE if found.complete else _NOT_FOUND
    return Chart(
        id="map",
        title=_MAP.fill(first=names[0], second=names[1]),
        form="map",
        x=names[0],
        y=names[1],
        series=(Series(name=POSSIBLE, points=tuple(cells[True])), Series(name=beyond, points=tuple(cells[False]))),
        alt=_MAP_ALT.fill(first=names[0], second=names[1]),
    )


def _thinned(low: int, high: int) -> range:
    """Levels from low to a little beyond high, few enough to draw."""
    by = max(1, -(-(high - low) // CELLS))
    return range(low, high + by * max(1, CELLS // 16) + 1, by)


def _side_words(side: Side, found: Frontier) -> Filled:
    """A side in words: the bound by its name and in heads, or what the goal strives for."""
    if isinstance(side, GoalSide):
        goal = next(goal for goal in found.problem.goals if goal.id == side.goal)
        return goal_words(goal, found.problem.policy.titles)
    return _HEADS.fill(name=side.name)


def _exact(value: Fraction) -> Filled:
    """A whole number, or a decimal: goals are in tenths, hundredths and so on."""
    return figure(value.numerator, value.denominator)


_HEADS = Text(zh="{name}（人数）", en="{name} (heads)")
_SPAN = Text(zh="{first} 至 {last}", en="{first} to {last}")
_CORNERS = Text(
    zh="共 {count} 组，已证明齐全：任何一组都不能一边更进一步而另一边不退，此外再没有这样的组合。",
    en="{count} pairs, proven complete: in none can one side go further unless the other gives way, and there are no others.",
)
_CORNERS_SO_FAR = Text(
    zh="停止前找到 {count} 组；每一组都已证明，后面可能还有。",
    en="{count} pairs before the work stopped; each is proven, there may be more beyond the last.",
)
_NO_CORNER = Filled(
    zh="已证明不可行：其余硬性规则本身就不能同时符合。",
    en="Proven impossible: the other binding rules alone cannot be kept.",
)
_FRONTIER = Text(zh="{first}与{second}之间的权衡", en="Trade-off between {first} and {second}")
_FRONTIER_ALT = Text(
    zh="图：{first}与{second}之间的 {count} 个权衡点。", en="Chart: {count} trade-offs between {first} and {second}."
)
_BEST_PAIRS = Filled(zh="最多只能到这里", en="as far as both can go")
_MAP = Text(zh="{first}、{second}：哪些组合可行", en="{first} and {second}: what is possible")
_MAP_ALT = Text(
    zh="图：{first}与{second}的每个组合是否可行。", en="Chart: whether each pair of {first} and {second} is possible."
)
_AS_FAR_AS = Text(zh="{second}最多能到", en="{second}: as far as")
_NOT_FOUND = Filled(zh="未找到", en="none found so far")
_HELD = Filled(
    zh="其余硬性规则都守住；尽量类规则和其他目标不计。",
    en="All other binding rules are held; preferred rules and other goals are left out.",
)
_HELD_SO_FAR = Filled(zh="工作提前停止，后面可能还有。", en="The work was stopped: there may be more.")
