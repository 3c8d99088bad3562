"""The way to full coverage, month by month: a chart and its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import nan

from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Chart, Mark, Series, Table
from optimizer.report.rollout.words import heads_word
from optimizer.report.words import day_words, percent, share
from optimizer.rollout.coverage import Point, Reach

_DAYS_A_MONTH = 31


def has_progress(points: Sequence[Point]) -> bool:
    """Whether there is a way to draw: at least two points, and units."""
    return len(points) > 1 and points[0].units > 0


def progress_chart(points: Sequence[Point], kinds: Sequence[str], *, target: date | None = None) -> Chart:
    """Shares of units over months counted from the last day known, which is the last point that is not planned."""
    known = [point for point in points if not point.planned]
    today = known[-1]
    series = [_series(said, points, today.day, figure) for said, figure in _curves(kinds)]
    later = [point for point in points if point.planned]
    if later:
        stretch = (today.day, later[-1].day)
        series.append(Series(name=_PLANNED, points=tuple((_months(today.day, day), nan) for day in stretch)))
    if target is not None and points[0].day <= target <= points[-1].day:
        at = _months(today.day, target)
        series.append(Series(name=_TARGET.fill(day=target.isoformat()), points=((at, 0.0), (at, 100.0))))
    return Chart(
        id="progress",
        title=_TITLE,
        form="line",
        x=_MONTHS.fill(day=day_words(today.day)),
        y=_PERCENT,
        series=tuple(series),
        alt=_alt(points[0], today, points[-1], kinds),
    )


def _curves(kinds: Sequence[str]) -> tuple[tuple[Filled, Callable[[Reach], int]], ...]:
    return (
        (_SET_UP, lambda reach: reach.associations),
        (_HEADED, lambda reach: reach.headed),
        (_COMPLETE.fill(heads=heads_word(kinds)), lambda reach: reach.complete),
    )


def _series(said: Filled, points: Sequence[Point], today: date, figure: Callable[[Reach], int]) -> Series:
    # Only the drawing is in decimals; the table has the counts.
    return Series(
        name=said,
        points=tuple((_months(today, point.day), 100 * figure(point.reach) / point.units) for point in points),
        labels=tuple(same(point.day.isoformat()) for point in points),
    )


def _months(today: date, day: date) -> float:
    """Where a day stands: months from today, days as parts of one."""
    whole = (day.year - today.year) * 12 + day.month - today.month
    return whole + (day.day - today.day) / _DAYS_A_MONTH


def _alt(first: Point, today: Point, last: Point, kinds: Sequence[str]) -> Filled:
    def headed(point: Point) -> str:
        return f"{point.reach.headed}/{point.units} {percent(point.reach.headed, point.units)}"

    words = {"heads": heads_word(kinds), "first": day_words(first.day), "then": headed(first)}
    words |= {"today": day_words(today.day), "now": headed(today), "last": day_words(last.day), "end": headed(last)}
    return (_ALT_PLANNED if last.planned else _ALT).fill(**words)


def progress_table(points: Sequence[Point], kinds: Sequence[str]) -> Table:
    """The figures the chart is drawn from."""
    rows = [
        (
            same(point.day.isoformat()),
            _AS_PLANNED if point.planned else _ACTUAL,
            *(share(figure(point.reach), point.units) for _, figure in _curves(kinds)),
        )
        for point in points
    ]
    marks = [Mark.KEPT if point.reach.headed == point.units else Mark.PLAIN for point in points]
    columns = (_DAY, _KIND, *(said for said, _ in _curves(kinds)))
    return Table(id="progress", title=_TITLE, columns=columns, rows=tuple(rows), marks=tuple(marks))


_TITLE = Filled(zh="覆盖进度", en="The way to full coverage")
_DAY = Filled(zh="日期", en="Day")
_KIND = Filled(zh="口径", en="Kind")
_ACTUAL = Filled(zh="实际", en="actual")
_AS_PLANNED = Filled(zh="按已排名单", en="as planned")
_SET_UP = Filled(zh="已成立科协", en="With association")
_HEADED = Filled(zh="至少一名", en="At least one head")
_COMPLETE = Text(zh="{heads}齐全", en="All of the {heads}")
_PLANNED = Filled(zh="按已排名单", en="as planned")
_TARGET = Text(zh="目标日 {day}", en="target {day}")
_MONTHS = Text(zh="距{day}的月数", en="Months from {day}")
_PERCENT = Filled(zh="占全部单位的%", en="% of units")
_ALT = Text(
    zh="至少有一名{heads}的单位：{first} {then}，{today} {now}。",
    en="Units with at least one of the {heads}: {first} {then}, {today} {now}.",
)
_ALT_PLANNED = Text(
    zh="至少有一名{heads}的单位：{first} {then}，{today} {now}；按已排名单，{last} {end}。",
    en="Units with at least one of the {heads}: {first} {then}, {today} {now}; as planned, {last} {end}.",
)
