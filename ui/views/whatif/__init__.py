"""The view of what if: one number varied, two limits against each other, what a vote can do, and who replaces whom."""

from __future__ import annotations

import streamlit as st

from optimizer.basis.faults import InputFaults
from ui.desk import Desk, go_to
from ui.draw import draw_faults
from ui.views.whatif import words
from ui.views.whatif.contesting import contest
from ui.views.whatif.sweeping import sweep
from ui.views.whatif.trading import tradeoff
from ui.views.whatif.withdrawing import withdrawals

SECTIONS = {
    "sweep": (words.SWEEP, sweep),
    "tradeoff": (words.TRADEOFF, tradeoff),
    "contest": (words.CONTEST, contest),
    "withdrawals": (words.WITHDRAWALS, withdrawals),
}
"""The questions, by the names they have in the address."""
SECTION, ADDRESS = "whatif_section", "ask"


def show(desk: Desk) -> None:
    """The whole view."""
    if desk.ready is None:
        _missing(desk)
        return
    # Bound to the address by hand, as the view itself is: a reload finds the same question.
    if st.session_state.get(SECTION) not in SECTIONS:
        named = st.query_params.get(ADDRESS)
        st.session_state[SECTION] = named if named in SECTIONS else next(iter(SECTIONS))
    section = st.segmented_control(
        desk.text(words.SECTION),
        list(SECTIONS),
        format_func=lambda name: SECTIONS[name][0].to(desk.lang),
        key=SECTION,
        required=True,
        label_visibility="collapsed",
    )
    assert section is not None
    st.query_params[ADDRESS] = section
    SECTIONS[section][1](desk)


def _missing(desk: Desk) -> None:
    """What is still missing for any question, and the way there."""
    for found, nothing, faults, view, lead in (
        (desk.pool, words.NO_POOL, words.POOL_FAULTS, "pool", words.TO_POOL),
        (desk.policy, words.NO_POLICY, words.POLICY_FAULTS, "policy", words.TO_POLICY),
    ):
        if found is None or isinstance(found, InputFaults):
            st.info(desk.text(nothing if found is None else faults))
            if isinstance(found, InputFaults):
                draw_faults(found, desk.lang)
            st.button(desk.text(lead), key=f"to:{view}", on_click=go_to, args=(view,))
