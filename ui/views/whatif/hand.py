"""The roster in hand, for questions that need one; where there is none, what to do about it."""

from __future__ import annotations

import streamlit as st

from optimizer.planner.desk.draft import Draft
from ui.desk import Desk, go_to
from ui.views.proposal.making import PLAN, Shown, resume, shown
from ui.views.proposal.watching import watch
from ui.views.whatif import words


def roster_in_hand(desk: Desk) -> Shown | None:
    """The proposal of the draft as it stands, with a roster; else it is drawn what is missing and where it is made."""
    assert desk.ready is not None
    job = desk.job(PLAN) or resume(desk)
    if job is not None and not job.done:
        st.info(desk.text(words.PLANNING))
        watch(job, desk.lang, policy=desk.ready[1])
        return None
    now = shown(desk)
    if now is not None and now.current and now.proposal.seats:
        return now
    if now is not None and now.current:
        st.info(desk.text(words.NO_ROSTER_POSSIBLE))
    else:
        st.info(desk.text(words.STALE_ROSTER if _had(desk.draft) else words.NO_ROSTER))
    st.button(desk.text(words.TO_PROPOSAL), key="to:proposal", on_click=go_to, args=("proposal",))
    return None


def _had(draft: Draft) -> bool:
    return bool(draft.roster)
