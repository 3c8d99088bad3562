"""The buttons that make a roster: as things stand, near the roster in hand, or anew; and what else can be set."""

from __future__ import annotations

import streamlit as st

from optimizer.planner.desk.draft import with_seed
from ui.desk import Desk
from ui.jobs import Job
from ui.views.proposal import words
from ui.views.proposal.making import LIMIT, Shown, begin, begin_near, keep, kept

_SEED = "seed"


def show(desk: Desk, job: Job | None, now: Shown | None) -> None:
    """The row of buttons; while a job works, all of them wait."""
    working = job is not None and not job.done
    with st.container(horizontal=True, vertical_alignment="center"):
        _propose(desk, now, working)
        if not working and desk.draft.roster and (now is None or not now.current):
            _near(desk)
        if not working and now is not None and now.current and not kept(desk, now.proposal):
            st.button(
                desk.text(words.KEEP),
                key="keep",
                help=desk.text(words.KEEP_HELP),
                on_click=keep,
                args=(desk, now.proposal),
            )
        _more(desk)
    if desk.draft.base:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(desk.text(words.BASED), width="content")
            st.button(
                desk.text(words.ANEW),
                key="anew",
                type="tertiary",
                help=desk.text(words.ANEW_HELP),
                disabled=working,
                on_click=begin_near,
                args=(desk, b""),
            )


def _propose(desk: Desk, now: Shown | None, working: bool) -> None:
    """The one button; nothing is left to do once the draft as it stands has its answer."""
    done = now is not None and now.current and str(now.proposal.status) in ("optimal", "impossible")
    st.button(
        desk.text(words.PROPOSE),
        type="primary",
        key="propose",
        icon=":material/play_arrow:",
        help=desk.text(words.UP_TO_DATE if done else words.PROPOSE_HELP),
        disabled=working or done,
        on_click=begin,
        args=(desk,),
    )


def _near(desk: Desk) -> None:
    st.button(
        desk.text(words.LEAST),
        key="least",
        icon=":material/swap_horiz:",
        help=desk.text(words.LEAST_HELP),
        on_click=begin_near,
        args=(desk, desk.draft.roster),
    )


def _more(desk: Desk) -> None:
    with st.popover(desk.text(words.MORE), key="more"):
        st.number_input(
            desk.text(words.LIMIT),
            min_value=1,
            value=None,
            key=LIMIT,
            placeholder=desk.text(words.NO_LIMIT),
            help=desk.text(words.LIMIT_HELP),
        )
        # As the draft has it, also after a step back.
        st.session_state[_SEED] = desk.draft.seed
        st.number_input(
            desk.text(words.SEED), step=1, key=_SEED, help=desk.text(words.SEED_HELP), on_change=_reseed, args=(desk,)
        )


def _reseed(desk: Desk) -> None:
    seed = st.session_state.get(_SEED)
    if isinstance(seed, int) and seed != desk.draft.seed:
        desk.change(with_seed(desk.draft, seed))
