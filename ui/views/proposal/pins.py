"""All pins of the scenario, each with a button to free it."""

from __future__ import annotations

import streamlit as st

from optimizer.basis.text import Filled, same
from optimizer.planner.desk.draft import Pin, stray_pins, without_pin
from optimizer.report.person import person_words
from ui.desk import Desk
from ui.tables import plain
from ui.views.proposal import words


def show(desk: Desk) -> None:
    """The list, folded; those without effect are told apart."""
    assert desk.ready is not None
    stray = stray_pins(desk.draft, *desk.ready)
    label = desk.text(words.PINS.fill(count=len(desk.draft.pins)))
    with st.expander(label, icon=":material/push_pin:", expanded=bool(stray)):
        if not desk.draft.pins:
            st.caption(desk.text(words.NO_PINS))
        for pin in desk.draft.pins:
            if pin not in stray:
                _line(desk, pin)
        if stray:
            st.warning(desk.text(words.STRAY))
            for pin in stray:
                _line(desk, pin)


def _line(desk: Desk, pin: Pin) -> None:
    assert desk.ready is not None
    pool, policy = desk.ready
    title = policy.titles.get(pin.scope, same(pin.scope))
    said = pin_words(pin, person_words(pool, pin.person), title)
    name = pool.by_id[pin.person].name if pin.person in pool.by_id else pin.person
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(desk.text(said)), width="stretch")
        st.button(
            desk.text(words.FREE),
            key=f"free:{pin.person}:{pin.scope}",
            icon=":material/lock_open:",
            on_click=_free,
            args=(desk, pin, name, title),
        )


def _free(desk: Desk, pin: Pin, name: str, title: Filled) -> None:
    desk.change(without_pin(desk.draft, pin.person, pin.scope, name, title))


def pin_words(pin: Pin, who: Filled, title: Filled) -> Filled:
    """The pin in one line, with its reason."""
    said = words.PIN_ROW.fill(who=who, title=title, hold=words.HOLD[pin.hold])
    reason = words.PIN_REASON.fill(reason=pin.reason) if pin.reason else same("")
    return Filled(zh=said.zh + reason.zh, en=said.en + reason.en)
