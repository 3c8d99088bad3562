"""One number varied: what, from where to where; then the points on a track, and what each of them does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Progress
from optimizer.people.person import Pool
from optimizer.planner.desk.draft import draft_base
from optimizer.planner.desk.sweeping import MOST, Choice, Form, choices_of, days_asked, groups_asked, steps_asked
from optimizer.planner.plan import Options
from optimizer.planner.whatif import Asked, Means, Swept
from optimizer.planner.whatif import sweep as swept_by
from optimizer.policy.policy import Policy
from ui.desk import Desk
from ui.draw import draw_faults
from ui.tables import plain
from ui.views.whatif import words
from ui.views.whatif.asking import answer, ask, setting, settled
from ui.views.whatif.swept import POINT, show

SECTION = "sweep"
WHAT, FIRST, LAST, STEP = "sweep_what", "sweep_first", "sweep_last", "sweep_step"
_YEAR = 12


def sweep(desk: Desk) -> None:
    """The whole section."""
    assert desk.ready is not None
    st.caption(desk.text(words.SWEEP_INTRO))
    try:
        listed = choices(desk.ready[0].sha256, desk.ready[1].sha256, _ready=desk.ready)
    except InputFaults as faults:
        draw_faults(faults, desk.lang)
        return
    by_name = {choice.name: choice for choice in listed}
    setting(desk, SECTION, WHAT, listed[0].name, list(by_name))
    what = st.selectbox(
        desk.text(words.WHAT),
        list(by_name),
        format_func=lambda name: by_name[name].words.to(desk.lang),
        key=WHAT,
        help=desk.text(words.WHAT_HELP),
    )
    asked = _range(desk, by_name[what])
    if asked is None:
        st.warning(desk.text(words.NO_RANGE.fill(most=MOST)))
    _button(desk, what, asked)
    found = answer(desk, SECTION)
    if found is not None and isinstance(found.result, Swept):
        show(desk, found, found.result)


@st.cache_resource(max_entries=16, show_spinner=False)
def choices(pool: str, policy: str, *, _ready: tuple[Pool, Policy]) -> tuple[Choice, ...]:
    """What can vary, looked up once for a pool and a policy. Raises InputFaults."""
    del pool, policy  # the key of what is remembered
    return choices_of(*_ready)


def _range(desk: Desk, choice: Choice) -> str | None:
    """The widgets for the values; what to ask, or None where they make no range."""
    if choice.form is Form.POOL:
        return _groups(desk, choice)
    return _days(desk, choice) if choice.form is Form.DATE else _figures(desk, choice)


def _figures(desk: Desk, choice: Choice) -> str | None:
    most = 100 if choice.form is Form.RATIO else 100_000
    labels = words.PERCENT if choice.form is Form.RATIO else words.HEADS
    values: list[int] = []
    for column, name, label, low, begin in zip(
        st.columns(3), _keys(choice), labels, (0, 0, 1), choice.suggested(), strict=True
    ):
        setting(desk, SECTION, name, begin)
        held = st.session_state[name]
        if held is not None and not low <= held <= most:
            # A bound that was in heads may be in per cent now.
            st.session_state[name] = begin
        with column:
            given = st.number_input(
                desk.text(label),
                min_value=low,
                max_value=most,
                step=1,
                key=name,
                help=desk.text(words.RANGE_HELP),
            )
            values.append(int(given or 0))
    return steps_asked(choice, values[0], values[1], values[2])


def _days(desk: Desk, choice: Choice) -> str | None:
    first, last, step = _keys(choice)
    begin = choice.stands
    assert isinstance(begin, date)
    for name, default in ((first, begin), (last, _years_later(begin)), (step, 3)):
        setting(desk, SECTION, name, default)
    columns = st.columns(3)
    with columns[0]:
        one = st.date_input(desk.text(words.FROM_DAY), key=first, format="YYYY-MM-DD")
    with columns[1]:
        other = st.date_input(desk.text(words.TO_DAY), key=last, format="YYYY-MM-DD")
    with columns[2]:
        months = st.number_input(desk.text(words.MONTHS), min_value=1, max_value=_YEAR * 10, step=1, key=step)
    return days_asked(choice, one, other, int(months or 0))


def _years_later(day: date) -> date:
    """A year on; the 29th of February has no other."""
    return date(day.year + 1, day.month, min(day.day, 28))


def _groups(desk: Desk, choice: Choice) -> str | None:
    titles = dict(choice.groups)
    name = _keys(choice)[0]
    setting(desk, SECTION, name, list(titles), list(titles))
    chosen = st.multiselect(
        desk.text(words.GROUPS),
        list(titles),
        format_func=lambda group: titles[group].to(desk.lang),
        key=name,
        help=desk.text(words.GROUPS_HELP),
    )
    return groups_asked(choice, tuple(chosen))


def _keys(choice: Choice) -> tuple[str, str, str]:
    """The keys of the widgets, for each choice its own: every one has a range to begin with."""
    return f"{FIRST}:{choice.name}", f"{LAST}:{choice.name}", f"{STEP}:{choice.name}"


def _button(desk: Desk, what: str, asked: str | None) -> None:
    done = asked is not None and settled(desk, _of(asked))
    st.button(
        desk.text(words.DO_SWEEP),
        type="primary",
        key="do:sweep",
        icon=":material/linear_scale:",
        help=plain(desk.text(words.DONE_HELP if done else words.DO_SWEEP_HELP)),
        disabled=asked is None or done,
        on_click=_begin,
        args=(desk, asked, [WHAT, *(f"{name}:{what}" for name in (FIRST, LAST, STEP))]),
    )


def _of(asked: str) -> str:
    return f"sweep {asked}"


def _begin(desk: Desk, asked: str, widgets: Sequence[str]) -> None:
    assert desk.ready is not None
    # The slider begins where the policy stands.
    st.session_state.pop(POINT, None)
    options = Options(pins=desk.pins, base=draft_base(desk.draft), seed=desk.draft.seed)
    ask(desk, SECTION, _of(asked), partial(_sweep, desk.ready, asked, options), widgets)


def _sweep(ready: tuple[Pool, Policy], asked: str, options: Options, progress: Progress) -> Swept:
    pool, policy = ready
    # One thread of this server: new processes would import the page.
    means = Means(workers=1)
    return swept_by(
        pool=pool, policy=policy, asked=Asked(vary=(asked,)), options=options, means=means, progress=progress
    )
