"""The meter kept up to date: background jobs on the draft as it is, quick answers first, and those of earlier drafts stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Lang
from optimizer.people.person import Pool
from optimizer.planner.desk.meter import Clash, Meter, check_now, clash_of, first_clash, roster_in, with_ends
from optimizer.policy.policy import Policy
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule
from ui.desk import Desk, jobs
from ui.jobs import Job, Work
from ui.tables import plain
from ui.views.policy import words

LOOK_EVERY = 0.5
_UNDER_WAY, _STOPPED = "meter_jobs", "meter_stopped"


@dataclass(frozen=True, kw_only=True)
class Live:
    """What is known so far: the meter, what clashes, the last job, and whether it was done when this was put together."""

    meter: Meter | None = None
    clash: Clash | None = None
    job: Job | None = None
    done: bool = True

    @property
    def error(self) -> Exception | None:
        """Why the last job gave nothing."""
        return None if self.job is None or not self.done else self.job.error


NOTHING = Live()


def live(desk: Desk) -> Live:
    """Begin what is missing, and give what is known."""
    if desk.ready is None:
        _stop_others(())
        return NOTHING
    pool, policy = desk.ready
    seats, tag = _roster(desk, pool)
    check = _job(desk, f"meter check {tag}", partial(_check, pool, policy, desk.pins, seats))
    names, done = [check.key], check.done
    meter = check.result if isinstance(check.result, Meter) else None
    found = Live(meter=meter, job=check, done=done)
    if meter is not None and meter.possible is False:
        found, more = _clash(desk, meter, tag)
        names += more
    elif meter is not None and meter.possible:
        ends = _job(desk, f"meter ends {tag}", partial(with_ends, meter))
        names.append(ends.key)
        done = ends.done
        found = Live(meter=ends.result if isinstance(ends.result, Meter) else meter, job=ends, done=done)
    _stop_others(names)
    return found


def _clash(desk: Desk, meter: Meter, tag: str) -> tuple[Live, list[str]]:
    """One conflict at once, then everything about it; with the keys of the jobs."""
    first = _job(desk, f"meter conflict {tag}", partial(first_clash, meter))
    done = first.done
    one = first.result if isinstance(first.result, Clash) else None
    if one is None:
        return Live(meter=meter, job=first, done=done), [first.key]
    clash = _job(desk, f"meter clash {tag}", partial(_all_of, meter, one))
    done = clash.done
    known = clash.result if isinstance(clash.result, Clash) else one
    return Live(meter=known.meter, clash=known, job=clash, done=done), [first.key, clash.key]


def _all_of(meter: Meter, first: Clash, progress: Progress) -> Clash:
    return clash_of(meter, first=first, progress=progress)


def _check(pool: Pool, policy: Policy, pins: Sequence[Rule], seats: Sequence[Seat], progress: Progress) -> Meter:
    return check_now(pool, policy, pins, seats=seats, progress=progress)


def _job(desk: Desk, of: str, work: Work) -> Job:
    """The job, begun unless the user has stopped it or it has failed: the same would fail again."""
    job = desk.job(of)
    if job is not None and (job.error is not None or job.key in st.session_state.get(_STOPPED, ())):
        return job
    return desk.start(of, work)


def _roster(desk: Desk, pool: Pool) -> tuple[tuple[Seat, ...], str]:
    """The roster in hand, and a word that tells it from others."""
    proposal = desk.proposal
    if proposal is not None and proposal.seats:
        return proposal.seats, "proposal"
    try:
        seats = roster_in(desk.draft.roster, pool)
    except InputFaults:
        return (), "none"
    return seats, hashlib.sha256(desk.draft.roster).hexdigest()[:16] if seats else "none"


def _stop_others(names: Sequence[str]) -> None:
    """What this session began for earlier drafts would only take the time of what is asked now."""
    for key in st.session_state.get(_UNDER_WAY, ()):
        job = jobs().find(key)
        if key not in names and job is not None and not job.done:
            job.stop()
    st.session_state[_UNDER_WAY] = list(names)


def stop(job: Job) -> None:
    """The user wants no more of it."""
    st.session_state[_STOPPED] = [*st.session_state.get(_STOPPED, ()), job.key]
    job.stop()


def go_on(job: Job) -> None:
    """The user wants it after all."""
    st.session_state[_STOPPED] = [key for key in st.session_state.get(_STOPPED, ()) if key != job.key]


@st.fragment(run_every=LOOK_EVERY)
def watch(job: Job, lang: Lang) -> None:
    """Where the work stands; draws the page again once it is done."""
    if job.done:
        st.rerun()
    step = job.step
    with st.container(horizontal=True, vertical_alignment="center"):
        if step is None or step.said is None:
            st.progress(0.0, text=words.CHECKING.to(lang))
        else:
            said = words.WORKING.fill(what=step.said, done=step.done + 1, total=max(step.total, 1))
            st.progress(step.done / max(step.total, 1), text=plain(said.to(lang)))
        st.button(
            words.STOP.to(lang),
            key="stop:meter",
            on_click=stop,
            args=(job,),
            disabled=job.cancelled(),
            help=words.STOP_HELP.to(lang),
        )
