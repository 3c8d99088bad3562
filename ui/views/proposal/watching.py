"""A job on the page: where it stands, a button to stop it, and how it ended."""

from __future__ import annotations

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Step
from optimizer.basis.text import Filled, Lang, same
from optimizer.planner.desk.roster import stage_words
from optimizer.policy.policy import Policy
from optimizer.report.words import figure
from ui.draw import draw_faults
from ui.jobs import Job
from ui.tables import plain
from ui.views.proposal import words

LOOK_EVERY = 0.5


@st.fragment(run_every=LOOK_EVERY)
def watch(job: Job, lang: Lang, stop: str = "stop", policy: Policy | None = None) -> None:
    """Where the job stands; draws the whole page again once it is done.

    `stop` is the key of the button; a plan's goals are told in the words of its `policy`.
    """
    if job.done:
        st.rerun()
    step = job.step
    if step is None:
        st.progress(0.0, text=words.WAITING.to(lang))
    else:
        st.progress(
            min(1.0, step.done / max(1, step.total)), text=plain(step_words(step, int(job.seconds), policy).to(lang))
        )
    st.button(
        words.STOP.to(lang),
        key=stop,
        icon=":material/stop_circle:",
        help=words.STOP_HELP.to(lang),
        on_click=job.stop,
        disabled=job.cancelled(),
    )
    if job.cancelled():
        st.caption(words.STOPPING.to(lang))


def step_words(step: Step, seconds: int, policy: Policy | None = None) -> Filled:
    """The goal or question under way, and how near it is."""
    number = min(step.done + 1, step.total)
    if step.said is not None:
        return words.DOING.fill(said=step.said, number=number, total=step.total, seconds=seconds)
    goal = same(step.stage) if policy is None else stage_words(step.stage, policy)
    said = words.WORKING.fill(number=number, total=step.total, goal=goal, seconds=seconds)
    if step.value is None or step.bound is None:
        return said
    near = words.FIGURES.fill(value=figure(step.value, step.scale), bound=figure(step.bound, step.scale))
    return Filled(zh=said.zh + near.zh, en=said.en + near.en)


def ended(job: Job, lang: Lang) -> bool:
    """Say how a job ended without a result; True where it has one."""
    if isinstance(job.error, InputFaults):
        draw_faults(job.error, lang)
    elif job.error is not None:
        why = str(job.error) or type(job.error).__name__
        st.error(plain(words.FAILED.fill(why=why).to(lang)))
    elif job.result is None:
        st.warning(words.STOPPED_WAITING.to(lang))
    return job.error is None and job.result is not None
