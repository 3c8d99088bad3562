"""The make-up of the pool as charts."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from optimizer.basis.text import Lang
from optimizer.export.chart import COLOURS, FONT
from optimizer.people.person import Pool
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Chart
from optimizer.report.pool import is_remainder, pool_charts
from optimizer.report.words import percent
from ui.desk import Desk
from ui.reading import SECONDS

BAR = 26
"""Pixels for each bar."""
GREY = "#9aa5ad"
"""Bars of what has no value of its own."""
ROOM = 1.6
"""How much longer than the longest bar the chart is: its figures stand beside it."""
LABEL = 150
"""Pixels for the names of the bars; longer ones are cut and said in full when pointed at."""


def show(desk: Desk, pool: Pool) -> None:
    """The part of the view: two charts side by side, on a phone one below the other."""
    on = desk.policy.reference_date if isinstance(desk.policy, Policy) else None
    charts = _charts(pool.sha256, on, _pool=pool)
    for at in range(0, len(charts), 2):
        for column, chart in zip(st.columns(2, gap="large"), charts[at : at + 2], strict=False):
            with column:
                st.vega_lite_chart(
                    spec=bar_spec(chart, len(pool.people), desk.lang),
                    width="stretch",
                    theme=None,
                    key=chart.id,
                    alt=chart.alt.to(desk.lang),
                )


@st.cache_resource(max_entries=8, ttl=SECONDS, show_spinner=False)
def _charts(sha256: str, on: date | None, *, _pool: Pool) -> list[Chart]:
    del sha256  # the key of what is remembered, in place of the pool
    return pool_charts(_pool, on)


def bar_spec(chart: Chart, people: int, lang: Lang) -> dict[str, Any]:
    """Bars that lie, as long names need, each with its head-count and its share of all `people`."""
    (series,) = chart.series
    rows = [
        {
            "name": label.to(lang),
            "count": count,
            "said": f"{count:,.0f} · {percent(int(count), people)}",
            "colour": GREY if is_remainder(label) else COLOURS[0],
        }
        for label, (_, count) in zip(series.labels, series.points, strict=True)
    ]
    most = max((count for _, count in series.points), default=1)
    named = {"field": "name", "type": "nominal", "sort": None, "title": None}
    heads = {"field": "count", "type": "quantitative", "title": None, "scale": {"domain": [0, most * ROOM]}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": {"font": FONT, "view": {"stroke": None}, "title": {"fontSize": 15, "anchor": "start"}},
        "title": chart.title.to(lang),
        "height": {"step": BAR},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": rows},
        "encoding": {
            "y": {**named, "axis": {"labelLimit": LABEL, "labelFontSize": 13, "ticks": False, "domain": False}},
            "x": {**heads, "axis": None},
            "tooltip": [
                {"field": "name", "title": chart.x.to(lang)},
                {"field": "said", "title": chart.y.to(lang)},
            ],
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": BAR - 8},
                "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 13, "color": "#1f2a33"},
                "encoding": {"text": {"field": "said"}},
            },
        ],
    }
