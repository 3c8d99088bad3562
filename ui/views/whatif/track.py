"""The track of a slider as a small chart: a tile for each point, told apart by a sign and a name as well as by colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from optimizer.basis.text import Filled, Lang
from optimizer.export.chart import FONT
from optimizer.planner.desk.sweeping import Spot, State
from ui.views.whatif import words

LOOKS: Mapping[State, tuple[Filled, str, str]] = {
    State.POSSIBLE: (words.POSSIBLE, "○", "#a8d5ba"),
    State.FREE: (words.FREE, "○", "#a8d5ba"),
    State.COSTLY: (words.COSTLY, "△", "#f5d27a"),
    State.IMPOSSIBLE: (words.IMPOSSIBLE, "✕", "#d6a9a3"),
    State.OPEN: (words.OPEN, "?", "#e3e3e3"),
}
"""For each state its name, its sign and its colour; the signs stand out from all of the colours."""
HEIGHT = 84
"""Pixels, the values below the tiles among them."""


def label(spot: Spot) -> Filled:
    """A point as the slider names it: value and state."""
    name, sign, _ = LOOKS[spot.state]
    now = words.PRESENT if spot.present else Filled(zh="", en="")
    return words.SPOT.fill(value=spot.value, sign=sign, state=name, now=now)


def track_words(spots: Sequence[Spot]) -> Filled:
    """The track in a sentence: every point with its state."""
    said = [label(spot) for spot in spots]
    return Filled(zh="；".join(each.zh for each in said), en="; ".join(each.en for each in said))


def track_spec(spots: Sequence[Spot], chosen: int, lang: Lang) -> dict[str, Any]:
    """The track as a Vega-Lite specification; the point chosen has a frame, the one where the policy stands a dot below."""
    rows = [
        {
            "n": number,
            "value": spot.value.to(lang),
            "state": LOOKS[spot.state][0].to(lang),
            "sign": LOOKS[spot.state][1],
            "frame": 3 if number == chosen else 0,
            "now": "●" if spot.present else "",
        }
        for number, spot in enumerate(spots)
    ]
    here = [state for state in LOOKS if any(spot.state is state for spot in spots)]
    across = {
        "field": "n",
        "type": "ordinal",
        "title": None,
        "axis": {
            "labelExpr": f"{[row['value'] for row in rows]!r}[datum.value]",
            "labelAngle": 0,
            "labelOverlap": True,
            "ticks": False,
            "domain": False,
        },
        "scale": {"paddingInner": 0.06},
    }
    colour = {
        "field": "state",
        "type": "nominal",
        "scale": {
            "domain": [f"{LOOKS[state][0].to(lang)}" for state in here],
            "range": [LOOKS[state][2] for state in here],
        },
        "legend": None,
    }
    tip = [{"field": "value", "title": words.VALUE.to(lang)}, {"field": "state", "title": words.STATE.to(lang)}]
    frame = {"field": "frame", "type": "quantitative", "scale": None}
    text = {"type": "text", "fontSize": 15, "color": "#1a1a1a"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "config": {"font": FONT, "view": {"stroke": None}},
        "height": HEIGHT,
        "data": {"values": rows},
        "encoding": {"x": across, "tooltip": tip},
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "#1a1a1a", "cornerRadius": 3},
                "encoding": {"color": colour, "strokeWidth": frame},
            },
            {"mark": text, "encoding": {"text": {"field": "sign"}}},
            {"mark": {**text, "dy": 16, "fontSize": 8}, "encoding": {"text": {"field": "now"}}},
        ],
    }


def legend(spots: Sequence[Spot]) -> Filled:
    """What the signs on the track mean, those that are on it."""
    here = dict.fromkeys(LOOKS[state][:2] for state in LOOKS if any(spot.state is state for spot in spots))
    parts = [words.LEGEND.fill(sign=sign, state=name) for name, sign in here]
    if any(spot.present for spot in spots):
        parts.append(words.LEGEND.fill(sign="●", state=words.STANDS))
    return Filled(zh="　".join(part.zh for part in parts), en=" · ".join(part.en for part in parts))
