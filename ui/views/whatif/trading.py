"""Two limits against each other: how far the one can go at every level of the other, and where the policy stands."""

from __future__ import annotations

from functools import partial

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Filled
from optimizer.people.person import Pool
from optimizer.planner.desk.draft import draft_base
from optimizer.planner.desk.sweeping import bound_words
from optimizer.planner.desk.trading import Present, marked_map, present
from optimizer.planner.plan import Options
from optimizer.planner.whatif import TradeOff, bound_map, what_can_trade
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Chart, Line, Table
from optimizer.report.tradeoff import frontier_blocks
from ui.desk import Desk
from ui.draw import draw, draw_chart, draw_faults
from ui.tables import plain
from ui.views.whatif import words
from ui.views.whatif.asking import answer, ask, setting, settled
from ui.views.whatif.saving import save, show_grid

SECTION = "tradeoff"
ONE, OTHER = "side_one", "side_other"


def tradeoff(desk: Desk) -> None:
    """The whole section."""
    assert desk.ready is not None
    st.caption(desk.text(words.TRADEOFF_INTRO))
    try:
        titles = dict(sides(desk.ready[0].sha256, desk.ready[1].sha256, _ready=desk.ready))
    except InputFaults as faults:
        draw_faults(faults, desk.lang)
        return
    if len(titles) < 2:
        st.info(desk.text(words.NO_SIDES))
        return
    one, other = _choose(desk, titles)
    _button(desk, one, other)
    found = answer(desk, SECTION)
    if found is not None and isinstance(found.result, TradeOff):
        _show(desk, found.result, titles)


@st.cache_resource(max_entries=16, show_spinner=False)
def sides(pool: str, policy: str, *, _ready: tuple[Pool, Policy]) -> list[tuple[str, Filled]]:
    """The sides there are, looked up once for a pool and a policy. Raises InputFaults."""
    del pool, policy  # the key of what is remembered
    return what_can_trade(*_ready)


def _choose(desk: Desk, titles: dict[str, Filled]) -> tuple[str, str]:
    names = list(titles)
    chosen = []
    for column, key, label, begin in zip(
        st.columns(2), (ONE, OTHER), (words.SIDE_ONE, words.SIDE_OTHER), names, strict=False
    ):
        setting(desk, SECTION, key, begin, names)
        with column:
            chosen.append(
                st.selectbox(
                    desk.text(label),
                    names,
                    format_func=lambda name: _named(name, titles).to(desk.lang),
                    key=key,
                    help=desk.text(words.SIDE_HELP),
                )
            )
    return chosen[0], chosen[1]


def _named(name: str, titles: dict[str, Filled]) -> Filled:
    """A bound by its rule and what it asks; a goal by what it strives for."""
    said = titles.get(name, Filled(zh="", en=""))
    if name.startswith("goal:"):
        return words.GOAL_SIDE.fill(said=said)
    return bound_words(name, name.partition(".")[0], said, titles)


def _button(desk: Desk, one: str, other: str) -> None:
    asked = f"{one},{other}"
    done = settled(desk, _of(asked))
    if one == other:
        st.warning(desk.text(words.SAME_SIDES))
    st.button(
        desk.text(words.DO_TRADEOFF),
        type="primary",
        key="do:tradeoff",
        icon=":material/grid_on:",
        help=desk.text(words.DONE_HELP if done else words.DO_TRADEOFF_HELP),
        disabled=one == other or done,
        on_click=_begin,
        args=(desk, asked),
    )


def _of(asked: str) -> str:
    return f"tradeoff {asked}"


def _begin(desk: Desk, asked: str) -> None:
    assert desk.ready is not None
    options = Options(pins=desk.pins, base=draft_base(desk.draft), seed=desk.draft.seed)
    ask(desk, SECTION, _of(asked), partial(_map, desk.ready, asked, options), (ONE, OTHER))


def _map(ready: tuple[Pool, Policy], asked: str, options: Options, progress: Progress) -> TradeOff:
    pool, policy = ready
    return bound_map(pool=pool, policy=policy, sides=asked, options=options, progress=progress)


def _show(desk: Desk, found: TradeOff, titles: dict[str, Filled]) -> None:
    pairs = frontier_blocks(found.frontier)
    draw([block for block in pairs if isinstance(block, Line)], desk.lang)
    here = present(found.frontier)
    first, second = (side.name for side in found.frontier.sides)
    if here is not None:
        _stands(desk, here, first, second)
    chart = marked_map(found)
    charts = [] if chart is None else [chart, *(block for block in pairs if isinstance(block, Chart))]
    if chart is not None:
        said = words.BOTH_SIDES.fill(first=_named(first, titles), second=_named(second, titles))
        st.caption(plain(desk.text(said)))
        draw_chart(chart, desk.lang)
    for block in (*found.blocks(), *pairs):
        if isinstance(block, Table):
            with st.expander(plain(desk.text(block.title))):
                show_grid(desk, block, f"grid:{block.id}")
    save(desk, "tradeoff", charts, found.table)


def _stands(desk: Desk, here: Present, first: str, second: str) -> None:
    """Where the policy stands, in a sentence."""
    box, said = {
        True: (st.success, words.STANDS_POSSIBLE),
        False: (st.error, words.STANDS_IMPOSSIBLE),
        None: (st.info, words.STANDS_OPEN),
    }[here.possible]
    one, other = here.figures
    box(plain(desk.text(said.fill(first=first, one=one, second=second, other=other))))
