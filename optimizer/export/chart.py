"""Charts as pictures: a block becomes a Vega-Lite specification, and that an SVG or a PNG.

Two kinds of series say more than a curve: two points above each other are a line from one to the other, drawn broken under
the series' name; points without a height (`nan`) shade the chart from the first to the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Any

import vl_convert

from optimizer.basis.text import Lang
from optimizer.report.blocks import Chart, Series

FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, SimHei, sans-serif"
MAP_COLOURS = ("#0072B2", "#E69F00", "#999999", "#F0E442")
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
"""Colours that people who see few colours tell apart (Okabe and Ito)."""
SHADE, MARK = "#bbbbbb", "#444444"
WIDTH, HEIGHT, CELL = 560, 300, 420
SHARPNESS = 2.0
"""Pixels of a PNG for each unit of the chart."""

type Spec = dict[str, Any]


def chart_svg(charts: Sequence[Chart], lang: Lang) -> bytes:
    """The charts one below the other, as SVG whose texts stay texts."""
    return vl_convert.vegalite_to_svg(chart_spec(charts, lang)).encode()


def chart_png(charts: Sequence[Chart], lang: Lang) -> bytes:
    """The charts one below the other, as PNG."""
    return bytes(vl_convert.vegalite_to_png(chart_spec(charts, lang), scale=SHARPNESS))


def chart_spec(charts: Sequence[Chart], lang: Lang) -> Spec:
    """The Vega-Lite specification of some charts, with everything in it."""
    drawn = [_chart(chart, lang) for chart in charts]
    body = drawn[0] if len(drawn) == 1 else {"vconcat": drawn, "resolve": {"scale": {"color": "independent"}}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "config": {"font": FONT, "axis": {"labelFontSize": 12, "titleFontSize": 12}, "title": {"fontSize": 14}},
        **body,
    }


def _chart(chart: Chart, lang: Lang) -> Spec:
    layers = [_layer(chart, lang)]
    layers += [_shade(series, lang) for series in chart.series if _shades(series)]
    layers += [_mark(series, lang) for series in chart.series if _marks(series)]
    size = (CELL, CELL) if chart.form == "map" else (WIDTH, HEIGHT)
    return {
        "title": chart.title.to(lang),
        "description": chart.alt.to(lang),
        "width": size[0],
        "height": size[1],
        "layer": layers[::-1],
    }


def _curves(chart: Chart) -> list[Series]:
    return [series for series in chart.series if series.points and not _shades(series) and not _marks(series)]


def _shades(series: Series) -> bool:
    return bool(series.points) and all(isnan(y) for _, y in series.points)


def _marks(series: Series) -> bool:
    return len(series.points) == 2 and series.points[0][0] == series.points[1][0]


def _layer(chart: Chart, lang: Lang) -> Spec:
    """The curves, bars, points or cells."""
    curves = _curves(chart)
    names = [series.name.to(lang) for series in curves]
    labelled = chart.form == "bars" and all(series.labels for series in curves)
    rows = [
        {"x": x, "y": y, "series": name, "label": series.labels[number].to(lang) if series.labels else ""}
        for series, name in zip(curves, names, strict=True)
        for number, (x, y) in enumerate(series.points)
    ]
    discrete = chart.form in ("bars", "map")
    palette = MAP_COLOURS if chart.form == "map" else COLOURS
    across: Spec = {
        "field": "label" if labelled else "x",
        "type": "ordinal" if discrete else "quantitative",
        "title": chart.x.to(lang),
        "axis": {"labelOverlap": True, "grid": not discrete, "labelAngle": 0},
        "scale": {} if discrete else {"zero": False, "nice": False, "padding": 12},
    }
    if labelled:
        across["sort"] = None
    else:
        across["axis"]["labelExpr"] = _SHORT
    up: Spec = {
        "field": "y",
        "type": "ordinal" if chart.form == "map" else "quantitative",
        "title": chart.y.to(lang),
        "axis": {"labelOverlap": True, "grid": not discrete},
        "scale": {"zero": chart.form == "bars"} if chart.form != "map" else {},
    }
    if chart.form == "map":
        up["sort"] = "descending"
        up["axis"]["labelExpr"] = _SHORT
    encoding: Spec = {
        "x": across,
        "y": up,
        "color": {
            "field": "series",
            "type": "nominal",
            "scale": {"domain": names, "range": [palette[n % len(palette)] for n in range(len(names))]},
            "legend": {"title": None, "orient": "bottom", "labelLimit": WIDTH} if len(names) > 1 else None,
        },
    }
    places = [x for series in curves for x, _ in series.points]
    if chart.form == "bars" and len(set(places)) < len(places):
        # Bars of two series at one place stand side by side; a bar alone stands over its mark.
        encoding["xOffset"] = {"field": "series", "sort": names}
    layer: Spec = {"data": {"values": rows}, "mark": _MARKS[chart.form], "encoding": encoding}
    if chart.form != "bars":
        return layer
    if len(rows) > MOST_FIGURES:
        return layer
    # In the colour of text: that of a bar may be too light to read.
    written = {"text": {"field": "y", "format": _FIGURE}, "color": {"value": MARK}}
    figures: Spec = {"mark": {"type": "text", "dy": -6, "fontSize": 10}, "encoding": written}
    return {"data": layer["data"], "encoding": encoding, "layer": [{"mark": layer["mark"]}, figures]}


def _shade(series: Series, lang: Lang) -> Spec:
    """A grey stretch with its name at the top."""
    xs = [x for x, _ in series.points]
    return {
        "data": {"values": [{"x": min(xs), "x2": max(xs), "name": series.name.to(lang)}]},
        "layer": [
            {
                "mark": {"type": "rect", "color": SHADE, "opacity": 0.5},
                "encoding": {"x": {"field": "x", "type": "quantitative"}, "x2": {"field": "x2"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "dy": 12, "color": MARK},
                "encoding": {
                    "x": {"field": "x", "type": "quantitative"},
                    "y": {"value": 0},
                    "text": {"field": "name"},
                },
            },
        ],
    }


def _mark(series: Series, lang: Lang) -> Spec:
    """A broken line with its name at the foot."""
    return {
        "data": {"values": [{"x": series.points[0][0], "name": series.name.to(lang)}]},
        "layer": [
            {
                "mark": {"type": "rule", "color": MARK, "strokeDash": [5, 4]},
                "encoding": {"x": {"field": "x", "type": "quantitative"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "dy": -6, "color": MARK},
                "encoding": {
                    "x": {"field": "x", "type": "quantitative"},
                    "y": {"value": HEIGHT},
                    "text": {"field": "name"},
                },
            },
        ],
    }


MOST_FIGURES = 16
"""Bars that each have their figure over them; of more, the figures would run into each other."""
_FIGURE = ",.4~f"
_SHORT = "format(datum.value, '.6~g')"
"""Figures as people write them: no more decimals than they need."""

_MARKS: dict[str, Spec] = {
    "line": {"type": "line", "point": True},
    "step": {"type": "line", "interpolate": "step", "point": {"size": 25}},
    "bars": {"type": "bar"},
    "points": {"type": "point", "filled": True, "size": 45},
    "map": {"type": "rect"},
}
