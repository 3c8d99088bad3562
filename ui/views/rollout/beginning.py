"""On the first page: the roll-outs there are, the sample, one from a table of one's own."""

from __future__ import annotations

from datetime import date
from functools import partial
from secrets import token_hex

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Lang
from optimizer.planner.desk.projects import StoreError
from optimizer.planner.rollout.desk import Kept, Rollouts
from ui.choices import POOL_TYPES, upload_words
from ui.desk import attempt, flash, jobs
from ui.draw import draw_faults
from ui.jobs import Job
from ui.tables import plain
from ui.times import today
from ui.views.rollout import words
from ui.views.rollout.board import FAULTS, attempted, choose, mine

_SAMPLE = "rollout_sample_job"
LOOK_EVERY = 0.5
MEGABYTES = 200
"""A table of units may come with the pools of all of them."""


def card(lang: Lang) -> None:
    """The card of roll-outs on the first page. Raises StoreError."""
    rollouts = mine()
    listed = rollouts.listed()
    with st.container(border=True):
        st.subheader(words.ROLLOUTS.to(lang), anchor=False)
        st.caption(words.CARD_HELP.to(lang))
        for kept in listed:
            _existing(rollouts, kept, lang)
        _sample(rollouts, lang, [kept.name for kept in listed])
        with st.expander(words.OWN.to(lang), key="rollout_own", icon=":material/upload_file:"):
            _own(rollouts, lang)
        said = st.session_state.pop(FAULTS, None)
        if isinstance(said, InputFaults):
            draw_faults(said, lang)


def _existing(rollouts: Rollouts, kept: Kept, lang: Lang) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch", gap=None):
            st.markdown(f"**{plain(kept.name)}**")
        st.button(
            words.OPEN.to(lang), key=f"open_rollout:{kept.name}", type="primary", on_click=choose, args=(kept.name,)
        )
        with st.popover(
            words.DROP.to(lang), key=f"drop_rollout:{kept.name}", icon=":material/delete:", type="tertiary"
        ):
            st.write(plain(words.DROP_SURE.fill(name=kept.name).to(lang)))
            st.button(
                words.DROP_NOW.to(lang),
                key=f"drop_rollout_now:{kept.name}",
                type="primary",
                on_click=_remove,
                args=(rollouts, kept.name),
            )


def _remove(rollouts: Rollouts, name: str) -> None:
    attempt(lambda: rollouts.remove(name))


def _sample(rollouts: Rollouts, lang: Lang, taken: list[str]) -> None:
    key = st.session_state.get(_SAMPLE)
    job = jobs().find(key) if key else None
    if job is not None:
        _watch(job, lang)
        return
    st.button(
        words.SAMPLE.to(lang),
        key="rollout_sample",
        icon=":material/play_arrow:",
        help=words.SAMPLE_HELP.to(lang),
        on_click=_begin_sample,
        args=(rollouts, _unlike(words.SAMPLE_NAME.to(lang), taken)),
    )


def _unlike(name: str, taken: list[str]) -> str:
    """The name, with a number where there is one of that name."""
    names = (name if number == 1 else f"{name} {number}" for number in range(1, len(taken) + 2))
    return next(each for each in names if each not in taken)


def _begin_sample(rollouts: Rollouts, name: str) -> None:
    # Each time another job: the same name may be free again.
    key = f"rollout sample {rollouts.owner} {token_hex(8)}"
    st.session_state[_SAMPLE] = key
    jobs().start(key, partial(_made, rollouts, name, today()), owner=rollouts.owner)


def _made(rollouts: Rollouts, name: str, as_of: date, progress: Progress) -> str:
    del progress  # a few seconds, which cannot be told in steps
    return rollouts.begin_sample(name, as_of=as_of, target=date(as_of.year + 1, 12, 31)).name


@st.fragment(run_every=LOOK_EVERY)
def _watch(job: Job, lang: Lang) -> None:
    """While the sample is made; then it opens."""
    if not job.done:
        st.progress(0.0, text=words.PREPARING.to(lang))
        return
    st.session_state.pop(_SAMPLE, None)
    if isinstance(job.result, str):
        choose(job.result)
    elif isinstance(job.error, StoreError):
        flash(job.error.said)
    else:
        flash(words.FAILED.fill(why=str(job.error)))
    st.rerun()


def _own(rollouts: Rollouts, lang: Lang) -> None:
    upload_words(lang, MEGABYTES)
    with st.form("new_rollout", border=False):
        st.text_input(words.NAME.to(lang), key="rollout_name", max_chars=60, help=words.NAME_HELP.to(lang))
        st.file_uploader(words.TABLE.to(lang), type=POOL_TYPES, key="rollout_table", max_upload_size=MEGABYTES)
        st.file_uploader(
            words.FILES.to(lang), accept_multiple_files=True, key="rollout_pools", max_upload_size=MEGABYTES
        )
        st.form_submit_button(words.BEGIN.to(lang), on_click=_begin, args=(rollouts,))


def _begin(rollouts: Rollouts) -> None:
    table, pools = st.session_state["rollout_table"], st.session_state["rollout_pools"] or ()
    if table is None:
        flash(words.NO_TABLE)
        return
    files = {each.name: each.getvalue() for each in pools}
    name = st.session_state["rollout_name"]
    attempted(lambda: choose(rollouts.begin(name, (table.name, table.getvalue()), files, as_of=today()).name))
