"""A trade-off as a page shows it: where the policy stands between the two sides, in words and on the map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from optimizer.basis.text import Filled
from optimizer.planner.whatif import TradeOff
from optimizer.report.blocks import Chart, Series
from optimizer.report.tradeoff import map_chart
from optimizer.report.whatif_words import NOW
from optimizer.whatif.frontier import Frontier, steps
from optimizer.whatif.sides import LimitSide, Side


@dataclass(frozen=True, kw_only=True)
class Present:
    """Where the policy stands: the heads of both sides, and whether that is possible (None: not found out)."""

    figures: tuple[int, int]
    possible: bool | None


def present(found: Frontier) -> Present | None:
    """Where the policy stands; None where one side is a goal, which stands nowhere."""
    levels = [_level(side, stands) for side, stands in zip(found.sides, found.stands, strict=True)]
    first, second = levels
    if first is None or second is None:
        return None
    reached = any(first <= step.last and second <= step.furthest for step in steps(found))
    figures = (int(found.sides[0].shown(first)), int(found.sides[1].shown(second)))
    return Present(figures=figures, possible=True if reached else False if found.complete else None)


def _level(side: Side, stands: Fraction | None) -> int | None:
    if not isinstance(side, LimitSide) or stands is None:
        return None
    return int(stands) if side.floor else -int(stands)


def marked_map(tradeoff: TradeOff) -> Chart | None:
    """The map with the cell the policy stands in under a name of its own; None where nothing is possible at all."""
    found = tradeoff.frontier
    if not found.corners:
        return None
    chart, here = map_chart(found), present(found)
    if here is None:
        return chart
    cell = _nearest(chart, here.figures)
    series = tuple(
        replace(each, points=tuple(point for point in each.points if point != cell)) for each in chart.series
    )
    alt = Filled(zh=f"{chart.alt.zh}{_AT.zh}", en=f"{chart.alt.en} {_AT.en}")
    return replace(chart, series=(*series, Series(name=NOW, points=(cell,))), alt=alt)


def _nearest(chart: Chart, figures: tuple[int, int]) -> tuple[float, float]:
    """The cell of the map nearest to two figures: a coarse map has not a cell for each."""
    cells = [point for series in chart.series for point in series.points]
    return min(cells, key=lambda cell: (abs(cell[0] - figures[0]), abs(cell[1] - figures[1]), cell))


_AT = Filled(zh="现行规定所在的一格另有标记。", en="The cell where the policy stands is marked.")
