"""The view of the proposal: one button, the rosters with a proof, whom to hold in or out, what stands in the way."""

from __future__ import annotations

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled
from ui.desk import Desk, go_to
from ui.draw import draw_faults
from ui.jobs import Job
from ui.policy_blocks import policy_summary
from ui.tables import plain
from ui.views.proposal import actions, changes, head, others, pins, repairs, rosters, rules, words
from ui.views.proposal.making import PLAN, Shown, resume, shown
from ui.views.proposal.watching import ended, watch

SECTIONS = {
    "rosters": (words.ROSTERS, rosters.show),
    "rules": (words.RULES, rules.show),
    "changes": (words.CHANGES, changes.show),
    "others": (words.OTHERS, others.show),
}
"""What there is to read of a proposal with a roster."""
SECTION = "section"


def show(desk: Desk) -> None:
    """The whole view."""
    if desk.ready is None:
        _missing(desk)
        return
    job = desk.job(PLAN) or resume(desk)
    actions.show(desk, job, shown(desk))
    if job is not None and not job.done:
        watch(job, desk.lang, policy=desk.ready[1])
        return
    if job is None or ended(job, desk.lang):
        _found(desk, job)
    else:
        pins.show(desk)


def _missing(desk: Desk) -> None:
    """What keeps a roster from being proposed, and the way to mend it."""
    for found, nothing, faults, view, lead in (
        (desk.pool, words.NO_POOL, words.POOL_FAULTS, "pool", words.TO_POOL),
        (desk.policy, words.NO_POLICY, words.POLICY_FAULTS, "policy", words.TO_POLICY),
    ):
        if found is None or isinstance(found, InputFaults):
            st.info(desk.text(nothing if found is None else faults))
            if isinstance(found, InputFaults):
                draw_faults(found, desk.lang)
            st.button(desk.text(lead), key=f"to:{view}", on_click=go_to, args=(view,))


def _found(desk: Desk, job: Job | None) -> None:
    now = shown(desk)
    if now is None:
        _nothing_yet(desk)
        pins.show(desk)
        return
    if not now.current:
        st.warning(desk.text(words.STALE), icon=":material/history:")
    head.show(desk, now, job)
    if now.proposal.seats:
        _sections(desk, now)
    elif str(now.proposal.status) == "impossible":
        repairs.show(desk, now)
    pins.show(desk)


def _nothing_yet(desk: Desk) -> None:
    assert desk.ready is not None
    pool, policy = desk.ready
    if desk.draft.roster:
        st.info(desk.text(words.STALE_GONE))
    said = words.READY.fill(people=len(pool.people), policy=policy_summary(policy), pins=len(desk.draft.pins))
    st.caption(plain(desk.text(said)))


def _sections(desk: Desk, now: Shown) -> None:
    section = st.segmented_control(
        desk.text(words.SECTION),
        list(SECTIONS),
        format_func=lambda name: _section_name(name).to(desk.lang),
        key=SECTION,
        default=next(iter(SECTIONS)),
        required=True,
        persist_state="session",
        label_visibility="collapsed",
    )
    SECTIONS[section or next(iter(SECTIONS))][1](desk, now)


def _section_name(name: str) -> Filled:
    return SECTIONS[name][0]
