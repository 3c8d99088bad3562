"""The first page: choose a pool and a policy, propose, read the result, take it along."""

from __future__ import annotations

from functools import partial

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Lang
from optimizer.people.person import Pool
from optimizer.planner import plan as planning
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Line
from optimizer.report.proposal import proposal_blocks
from optimizer.report.words import figure
from optimizer.roster.roster import Proposal
from ui import words
from ui.choices import ask_sheet, choose_policy, choose_pool, sheet_named
from ui.draw import draw, draw_faults, draw_notes
from ui.jobs import Job, Jobs
from ui.policy_blocks import policy_blocks, policy_summary
from ui.reading import File, policy_of, pool_of
from ui.tables import plain

NOTICES_SHOWN = 8
LOOK_EVERY = 0.5
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The jobs of this server."""
    return Jobs()


def show(lang: Lang) -> None:
    """The whole page below its head."""
    left, right = st.columns(2, gap="large")
    with right:
        st.subheader(words.POLICY.to(lang), anchor=False)
        policy = _policy(choose_policy(lang), lang)
    with left:
        st.subheader(words.POOL.to(lang), anchor=False)
        pool = _pool(choose_pool(lang), policy, lang)
    key = _start(pool, policy, lang)
    job = jobs().find(key) if key else None
    if job is None:
        return
    if job.done:
        _ended(job, lang)
    else:
        _watch(job, lang)


def _policy(file: File | None, lang: Lang) -> Policy | None:
    read = None if file is None else policy_of(file)
    if isinstance(read, InputFaults):
        draw_faults(read, lang)
        return None
    if read is not None:
        with st.expander(plain(policy_summary(read).to(lang))):
            draw(policy_blocks(read), lang)
    return read


def _pool(file: File | None, policy: Policy | None, lang: Lang) -> Pool | None:
    if file is None:
        return None
    read = pool_of(file, policy, sheet_named(file))
    if isinstance(read, InputFaults):
        draw_faults(read, lang)
        ask_sheet(file, read, lang)
        return None
    ask_sheet(file, None, lang)
    st.caption(plain(words.PEOPLE.fill(source=read.source, count=len(read.people)).to(lang)))
    _notices(read, lang)
    return read


def _notices(pool: Pool, lang: Lang) -> None:
    if not pool.notices:
        return
    said = [notice.message.to(lang) for notice in pool.notices[:NOTICES_SHOWN]]
    if len(pool.notices) > NOTICES_SHOWN:
        said.append(words.MORE_NOTES.fill(count=len(pool.notices) - NOTICES_SHOWN).to(lang))
    draw_notes(words.NOTES.fill(count=len(pool.notices)).to(lang), said)


def _start(pool: Pool | None, policy: Policy | None, lang: Lang) -> str | None:
    """The button, and the key of what it would start; None while an input is missing or faulty."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        limit = st.number_input(
            words.LIMIT.to(lang),
            min_value=1,
            value=None,
            key="limit",
            placeholder=words.NO_LIMIT.to(lang),
            width=180,
        )
        if pool is None or policy is None:
            st.button(words.PROPOSE.to(lang), type="primary", key="propose", disabled=True)
            return None
        key = f"{pool.sha256} {policy.sha256} {limit}"
        job = jobs().find(key)
        # A callback, so that the job exists before the page is drawn and the button knows that it runs.
        st.button(
            words.PROPOSE.to(lang),
            type="primary",
            key="propose",
            disabled=job is not None and not job.done,
            on_click=_begin,
            args=(key, pool, policy, limit),
        )
    return key


def _begin(key: str, pool: Pool, policy: Policy, limit: float | None) -> None:
    jobs().start(key, partial(_plan, pool, policy, limit))


def _plan(pool: Pool, policy: Policy, limit: float | None, progress: Progress) -> Proposal:
    options = planning.Options(time_limit=limit)
    return planning.plan(pool=pool, policy=policy, options=options, progress=progress)


@st.fragment(run_every=LOOK_EVERY)
def _watch(job: Job, lang: Lang) -> None:
    """Where the job stands; draws the whole page again once it is done."""
    if job.done:
        st.rerun()
    step = job.step
    if step is None:
        st.progress(0.0, text=words.WAITING.to(lang))
    else:
        said = words.WORKING.fill(goal=step.done + 1, goals=step.total, seconds=int(job.seconds)).to(lang)
        if step.value is not None and step.bound is not None:
            said += words.FIGURES.fill(value=figure(step.value, step.scale), bound=figure(step.bound, step.scale)).to(
                lang
            )
        st.progress(step.done / step.total, text=plain(said))
    st.button(words.STOP.to(lang), key="stop", on_click=job.stop, disabled=job.cancelled())
    if job.cancelled():
        st.caption(words.STOPPING.to(lang))


def _ended(job: Job, lang: Lang) -> None:
    if isinstance(job.error, InputFaults):
        draw_faults(job.error, lang)
    elif job.error is not None:
        why = str(job.error) or type(job.error).__name__
        st.error(plain(words.FAILED.fill(why=why).to(lang)))
    elif job.result is None:
        st.warning(words.STOPPED_WAITING.to(lang))
    else:
        _result(job.result, job.seconds, lang)


def _result(proposal: Proposal, seconds: float, lang: Lang) -> None:
    title, status, *blocks = proposal_blocks(proposal)
    assert isinstance(title, Line)
    assert isinstance(status, Line)
    st.divider()
    st.header(plain(title.text.to(lang)), anchor=False)
    box = {"optimal": st.success, "impossible": st.error}.get(str(proposal.status), st.warning)
    box(plain(status.text.to(lang)))
    solver = f"{proposal.solved.solver} {proposal.solved.version}"
    st.caption(plain(words.PROVENANCE.fill(solver=solver, seconds=f"{seconds:.1f}").to(lang)))
    if proposal.seats:
        _downloads(proposal, lang)
    draw(blocks, lang)


def _downloads(proposal: Proposal, lang: Lang) -> None:
    """The files are made when asked for, in the language shown."""
    with st.container(horizontal=True):
        for name, mime, label in (
            ("roster.xlsx", XLSX, words.WORKBOOK),
            ("roster.json", "application/json", words.MACHINE_FORM),
        ):
            made = partial(_file, proposal, lang, name)
            st.download_button(label.to(lang), data=made, file_name=name, mime=mime, key=name, on_click="ignore")


def _file(proposal: Proposal, lang: Lang, name: str) -> bytes:
    return planning.proposal_files(proposal, lang)[name]
