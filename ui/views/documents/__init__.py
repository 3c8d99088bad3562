"""The view of the documents: everything that can be handed in or taken along, to look at and to download."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from optimizer.basis.text import Filled
from optimizer.planner.documents import order_notice
from ui.desk import Desk, go_to
from ui.tables import plain
from ui.views.documents import words
from ui.views.documents.comparison import comparison
from ui.views.documents.contest import contest_report
from ui.views.documents.inputs import policy_file, pool_file
from ui.views.documents.proposal import lists, proposal
from ui.views.documents.wanted import Wanted, wanted
from ui.views.documents.why_not import explanation, nominations
from ui.views.proposal.making import PLAN, Shown, resume, shown
from ui.views.proposal.watching import ended, watch

type Section = Callable[[Desk, Shown, Wanted], None]

ROSTER: dict[str, tuple[Filled, Section]] = {
    "proposal": (words.PROPOSAL, proposal),
    "lists": (words.LISTS, lists),
    "comparison": (words.COMPARISON, comparison),
    "contest": (words.CONTEST, contest_report),
}
"""The documents of a roster."""
IMPOSSIBLE: dict[str, tuple[Filled, Section]] = {
    "proposal": (words.PROPOSAL, proposal),
    "explain": (words.EXPLAIN, explanation),
    "nominations": (words.NOMINATIONS, nominations),
}
"""The documents where no roster is possible."""
INPUTS: dict[str, tuple[Filled, Callable[[Desk], None]]] = {
    "policy": (words.POLICY, policy_file),
    "pool": (words.POOL, pool_file),
}
"""What the scenario is made of."""
DOCUMENT, INPUT = "document", "document_input"


def show(desk: Desk) -> None:
    """The whole view."""
    now = _proposal(desk)
    sections = _sections(now)
    inputs = [name for name in INPUTS if getattr(desk.draft, name)]
    if not (sections or inputs):
        st.info(desk.text(words.EMPTY))
        st.button(desk.text(words.TO_POOL), key="to:pool", on_click=go_to, args=("pool",))
        return
    titles = {**{name: title for name, (title, _) in sections.items()}, **{name: INPUTS[name][0] for name in inputs}}
    # Whoever looked in before there were rosters is not kept at the policy once there are.
    key = DOCUMENT if sections else INPUT
    if st.session_state.get(key) not in titles:
        st.session_state[key] = next(iter(titles))
    chosen = st.segmented_control(
        desk.text(words.DOCUMENT),
        list(titles),
        format_func=lambda name: desk.text(titles[name]),
        key=key,
        required=True,
        persist_state="session",
        label_visibility="collapsed",
    )
    if chosen in INPUTS:
        INPUTS[chosen][1](desk)
    elif now is not None and chosen is not None:
        _document(desk, now, sections[chosen][1])


def _document(desk: Desk, now: Shown, section: Section) -> None:
    how = wanted(desk, now.proposal.problem.pool)
    if how is None:
        return
    notice = order_notice(now.proposal, how.listing)
    if notice is not None:
        st.warning(plain(desk.text(notice)))
    section(desk, now, how)


def _sections(now: Shown | None) -> dict[str, tuple[Filled, Section]]:
    """The documents there can be."""
    if now is None:
        return {}
    if now.proposal.seats:
        contested = bool(now.proposal.problem.policy.contested)
        return {name: each for name, each in ROSTER.items() if name != "contest" or contested}
    return IMPOSSIBLE if str(now.proposal.status) == "impossible" else {"proposal": ROSTER["proposal"]}


def _proposal(desk: Desk) -> Shown | None:
    """The proposal the documents are of; where there is none, or it is of earlier inputs, what to do is said."""
    if desk.ready is None:
        return None
    job = desk.job(PLAN) or resume(desk)
    if job is not None and not job.done:
        watch(job, desk.lang, policy=desk.ready[1])
        return None
    if job is not None and not ended(job, desk.lang):
        return None
    now = shown(desk)
    if now is None or not now.current:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(desk.text(words.NOTHING_YET if now is None else words.STALE), width="stretch")
            st.button(
                desk.text(words.TO_PROPOSAL), key="to:proposal", type="primary", on_click=go_to, args=("proposal",)
            )
    return now
