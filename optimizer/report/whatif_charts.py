"""Charts of a sweep: a goal's value over one axis, or a map of two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import nan

from optimizer.basis.text import Filled, Text
from optimizer.report.blocks import Chart, Series
from optimizer.report.whatif_words import (
    IMPOSSIBLE,
    NOW,
    STATUS,
    axes_words,
    axis_words,
    counts,
    in_percent,
    value_words,
)
from optimizer.report.words import goal_words
from optimizer.solve.status import Status
from optimizer.whatif.axes import Axis, LimitAxis, SeatsAxis, Value
from optimizer.whatif.compare import costly, figure_of, goals_that_move, of_axis
from optimizer.whatif.sweep import Point, Sweep


def sweep_charts(sweep: Sweep) -> list[Chart]:
    """A chart for each axis swept alone, a map for a grid of two; none for a grid of three and more."""
    if sweep.grid and len(sweep.axes) > 2:
        return []
    if sweep.grid and len(sweep.axes) == 2:
        return [_grid_chart(sweep)]
    return [_axis_chart(sweep, number) for number in range(len(sweep.axes))]


def _axis_chart(sweep: Sweep, number: int) -> Chart:
    """The first goal that moves, over the values: steps, the impossible shaded, the present setting marked."""
    axis, listed = sweep.axes[number], of_axis(sweep, number)
    goals = goals_that_move(sweep, [point for _, point in listed])
    named = goal_words(goals[0], sweep.problem.policy.titles) if goals else STATUS[Status.OPTIMAL]
    places = [_place(axis, value, at) for at, (value, _) in enumerate(listed)]
    drawn: list[tuple[float, float]] = []
    labels: list[Filled] = []
    for x, (value, point) in zip(places, listed, strict=True):
        worth = figure_of(point, goals[0].id) if goals else Fraction(bool(point.answer.seats))
        if worth is not None:
            drawn.append((x, float(worth)))
            labels.append(value_words(axis, value))
    counted = isinstance(axis, LimitAxis | SeatsAxis)
    series = [Series(name=named, points=tuple(drawn), labels=tuple(labels))]
    if counted:
        series += _shades(places, [point for _, point in listed])
        series += _present(sweep, axis, [y for _, y in drawn])
    return Chart(
        id=f"whatif:{axis.name}",
        title=_CHART.fill(goal=named, axis=axis_words(axis)),
        form="step" if counted else "bars",
        x=_axis_title(axis),
        y=named,
        series=tuple(series),
        alt=_CHART_ALT.fill(goal=named, axis=axis_words(axis), counts=counts(sweep)),
    )


def _axis_title(axis: Axis) -> Filled:
    return _PERCENT.fill(axis=axis_words(axis)) if in_percent(axis) else axis_words(axis)


def _place(axis: Axis, value: Value, number: int) -> float:
    """Where a value stands on an axis of a chart: per cent, heads or seats; its number where it is no figure."""
    if isinstance(axis, LimitAxis) and isinstance(value, int | Fraction) and in_percent(axis):
        return float(100 * (axis.stands.at(value) if isinstance(value, int) else value))
    return float(value) if isinstance(value, int | Fraction) else float(number)


def _shades(places: Sequence[float], points: Sequence[Point]) -> Iterator[Series]:
    """The stretches where nothing is possible, half a step wider than their points."""
    ordered = sorted(zip(places, points, strict=True), key=lambda pair: pair[0])
    half = min((later[0] - earlier[0] for earlier, later in pairwise(ordered)), default=1.0) / 2
    run: list[float] = []
    for x, point in ordered:
        if point.answer.status is Status.IMPOSSIBLE:
            run.append(x)
        elif run:
            yield _shade(run, half)
            run = []
    if run:
        yield _shade(run, half)


def _shade(run: Sequence[float], half: float) -> Series:
    return Series(name=IMPOSSIBLE, points=((run[0] - half, nan), (run[-1] + half, nan)))


def _present(sweep: Sweep, axis: Axis, heights: Sequence[float]) -> Iterator[Series]:
    """A line where the policy stands."""
    stands: Value | None = None
    if isinstance(axis, LimitAxis):
        stands = axis.stands.figure
    elif isinstance(axis, SeatsAxis):
        stands = sweep.problem.policy.seats[axis.part].fixed
    if stands is not None and heights:
        at = _place(axis, stands, 0)
        yield Series(name=NOW, points=((at, min(heights)), (at, max(heights))))


def _grid_chart(sweep: Sweep) -> Chart:
    """A map of two axes: possible at the best goal values there are, possible at a cost, impossible, open."""
    cells: dict[Filled, list[tuple[float, float]]] = {kind: [] for kind in (_BEST, _WORSE, IMPOSSIBLE, _OPEN)}
    labels: dict[Filled, list[Filled]] = {kind: [] for kind in cells}
    for point, cost in zip(sweep.points, costly(sweep), strict=True):
        kind = _KINDS.get(point.answer.status, _WORSE if cost else _BEST)
        settings = list(zip(sweep.axes, point.scenario, strict=True))
        places = [_place(axis, value, axis.values.index(value)) for axis, value in settings if value is not None]
        cells[kind].append((places[0], places[1]))
        words = [value_words(axis, value) for axis, value in settings]
        labels[kind].append(Filled(zh=f"{words[0].zh} × {words[1].zh}", en=f"{words[0].en} × {words[1].en}"))
    return Chart(
        id="whatif:" + "+".join(axis.name for axis in sweep.axes),
        title=_MAP.fill(axes=axes_words(sweep.axes)),
        form="map",
        x=_axis_title(sweep.axes[0]),
        y=_axis_title(sweep.axes[1]),
        series=tuple(
            Series(name=kind, points=tuple(cells[kind]), labels=tuple(labels[kind])) for kind in cells if cells[kind]
        ),
        alt=_MAP_ALT.fill(axes=axes_words(sweep.axes), counts=counts(sweep)),
    )


_BEST = Filled(zh="可行，目标值为其中最好", en="possible, goals at their best here")
_WORSE = Filled(zh="可行，目标值较差", en="possible, goals worse than that")
_OPEN = Filled(zh="未定", en="open")
_KINDS = {Status.IMPOSSIBLE: IMPOSSIBLE, Status.UNKNOWN: _OPEN}
_PERCENT = Text(zh="{axis}（%）", en="{axis} (%)")
_CHART = Text(zh="{axis}变动时：{goal}", en="{goal}, as {axis} varies")
_CHART_ALT = Text(zh="图：{axis}变动时，{goal}如何变化。{counts}", en="Chart: {goal}, as {axis} varies. {counts}")
_MAP = Text(zh="{axes}：哪些组合可行", en="{axes}: what is possible")
_MAP_ALT = Text(
    zh="图：{axes}的每个组合是否可行。{counts}", en="Chart: whether each pair of {axes} is possible. {counts}"
)
