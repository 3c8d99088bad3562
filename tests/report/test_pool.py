"""The make-up of a pool as charts: every person once in each, in an order that can be read."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.people.table import read_pool
from optimizer.report.blocks import Chart
from optimizer.report.pool import MOST_VALUES, is_remainder, pool_charts
from tests.samples import county

ON = date(2026, 12, 1)


def bars(chart: Chart) -> dict[str, int]:
    (series,) = chart.series
    return {label.zh: int(count) for label, (_, count) in zip(series.labels, series.points, strict=True)}


def charts(table: str, on: date | None = ON) -> dict[str, Chart]:
    return {chart.id: chart for chart in pool_charts(read_pool(table.encode(), source="t.csv"), on)}


def test_everybody_is_in_every_chart_once() -> None:
    pool = county().problem.pool
    found = pool_charts(pool, ON)
    assert len(found) == 10
    for chart in found:
        assert sum(bars(chart).values()) == len(pool.people)
        assert len(bars(chart)) <= MOST_VALUES + 1
        assert f"共 {len(pool.people)} 人" in chart.alt.zh


@pytest.mark.parametrize(
    ("birth", "band"),
    [
        ("1991-12-01", "35 岁及以下"),
        ("1990-12-01", "36—45 岁"),
        ("1965-12-02", "56—60 岁"),
        ("1965-12-01", "61 岁及以上"),
        ("1989", "36—45 岁"),
        ("1992", "35 岁及以下"),
        ("1990", "未定（只有年份或年月）"),
        ("", "未填"),
    ],
)
def test_an_age_is_in_its_band_on_the_day(birth: str, band: str) -> None:
    assert bars(charts(f"编号,姓名,出生年月\nP1,甲,{birth}\n")["pool_birth"]) == {band: 1}


def test_without_a_date_births_stand_by_decade() -> None:
    found = charts("编号,姓名,出生年月\nP1,甲,1990\nP2,乙,1962-05\nP3,丙,1961\n", on=None)
    assert bars(found["pool_birth"]) == {"1960 年代": 2, "1990 年代": 1}


def test_the_rest_of_many_values_stands_together_and_is_told_apart() -> None:
    rows = "".join(f"P{at},甲{at},单位{at % 20}\n" for at in range(40))
    chart = charts(f"编号,姓名,推荐单位\n{rows}P99,乙,\n")["pool_unit"]
    assert bars(chart)["其余 9 类"] == 18
    assert [label.zh for label in chart.series[0].labels if is_remainder(label)] == ["其余 9 类", "未填"]


def test_a_pool_of_names_alone_has_no_charts() -> None:
    assert charts("姓名\n甲\n") == {}
