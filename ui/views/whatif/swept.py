"""What a sweep found: the track with its slider, what the chosen point does, the curve, the table, and a way to take it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from optimizer.planner.desk.draft import Draft
from optimizer.planner.desk.sweeping import Seen, Spot, State, seen, spots, taken
from optimizer.planner.whatif import Swept
from optimizer.report.blocks import Chart, Line, Table
from ui.desk import Desk, flash, go_to
from ui.draw import draw, draw_chart
from ui.tables import plain
from ui.views.whatif import words
from ui.views.whatif.asking import Answer
from ui.views.whatif.saving import save, show_grid
from ui.views.whatif.track import LOOKS, label, legend, track_spec, track_words

POINT = "sweep_point"
_BOXES = {
    State.POSSIBLE: st.success,
    State.FREE: st.success,
    State.COSTLY: st.warning,
    State.IMPOSSIBLE: st.error,
    State.OPEN: st.info,
}


def show(desk: Desk, found: Answer, swept: Swept) -> None:
    """The whole answer."""
    blocks = swept.blocks()
    draw([block for block in blocks if isinstance(block, Line)], desk.lang)
    listed = spots(swept)
    number = _slider(desk, listed)
    with st.container(border=True):
        _point(desk, found, swept, listed, number)
    charts = [block for block in blocks if isinstance(block, Chart)]
    for chart in charts:
        draw_chart(chart, desk.lang)
    for table in blocks:
        if isinstance(table, Table):
            with st.expander(plain(desk.text(words.ALL_POINTS.fill(count=len(table.rows))))):
                show_grid(desk, table, "grid:sweep")
    save(desk, "whatif", charts, partial(swept.table, desk.lang))


def _slider(desk: Desk, listed: tuple[Spot, ...]) -> int:
    """The track above the slider; the number of the point chosen."""
    begin = next((number for number, spot in enumerate(listed) if spot.present), 0)
    if not isinstance(st.session_state.get(POINT), int) or st.session_state[POINT] >= len(listed):
        st.session_state[POINT] = begin
    chosen: int = st.session_state[POINT]
    st.vega_lite_chart(
        spec=track_spec(listed, chosen, desk.lang),
        width="stretch",
        theme=None,
        key="sweep_track",
        alt=desk.text(track_words(listed)),
    )
    st.caption(plain(desk.text(legend(listed))))
    if len(listed) == 1:
        return 0
    return int(
        st.select_slider(
            desk.text(words.POINT),
            list(range(len(listed))),
            format_func=lambda number: label(listed[number]).to(desk.lang),
            key=POINT,
            help=desk.text(words.POINT_HELP),
        )
    )


def _point(desk: Desk, found: Answer, swept: Swept, listed: tuple[Spot, ...], number: int) -> None:
    """What the chosen point does, and the button that takes it."""
    spot = listed[number]
    name, sign, _ = LOOKS[spot.state]
    head, button = st.columns([3, 1], vertical_alignment="center")
    with head:
        _BOXES[spot.state](plain(desk.text(words.AT.fill(value=spot.value, sign=sign, state=name))))
    with button:
        _take(desk, found, swept, spot, number)
    detail = _seen(found.key, number, _swept=swept)
    if detail is not None:
        _detail(desk, detail)


@st.cache_resource(max_entries=64, show_spinner=False)
def _seen(key: str, number: int, *, _swept: Swept) -> Seen | None:
    """Each point is counted once, however often the slider comes by."""
    del key
    return seen(_swept, number)


def _detail(desk: Desk, detail: Seen) -> None:
    moves = len(detail.moves.rows)
    than = words.THAN_NOW if detail.based else words.THAN_FIRST
    st.write(plain(desk.text(words.MOVERS.fill(count=moves, than=than) if moves else words.NOBODY.fill(than=than))))
    for table, key in (
        (detail.goals, "grid:goals"),
        (detail.moves, "grid:moves"),
        (detail.tightened, "grid:tightened"),
    ):
        if table.rows:
            with st.expander(plain(desk.text(table.title)), expanded=True):
                show_grid(desk, table, key)


def _take(desk: Desk, found: Answer, swept: Swept, spot: Spot, number: int) -> None:
    why = None
    if not found.current:
        why = words.TAKE_STALE
    elif spot.present:
        why = words.TAKE_PRESENT
    elif spot.state is State.IMPOSSIBLE:
        why = words.TAKE_IMPOSSIBLE
    elif not _takable(found.key, number, desk.draft.policy, _draft=desk.draft, _swept=swept):
        why = words.TAKE_BY_HAND
    st.button(
        desk.text(words.TAKE),
        key="take",
        icon=":material/check:",
        help=desk.text(why or words.TAKE_HELP),
        disabled=why is not None,
        on_click=_keep,
        args=(desk, swept, number),
        width="stretch",
    )
    if not found.current:
        st.button(desk.text(words.TO_PROPOSAL), key="to:proposal", on_click=go_to, args=("proposal",), width="stretch")


@st.cache_resource(max_entries=64, show_spinner=False)
def _takable(key: str, number: int, policy: bytes, *, _draft: Draft, _swept: Swept) -> bool:
    """Whether a point can be written into the policy's file, tried once."""
    del key, policy
    return taken(_draft, _swept, number) is not None


def _keep(desk: Desk, swept: Swept, number: int) -> None:
    change = taken(desk.draft, swept, number)
    if change is None:
        flash(words.TAKE_BY_HAND)
    else:
        desk.change(change)
