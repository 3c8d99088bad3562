"""From a draft to a proposal: the job that plans, the roster it leaves in the scenario, and the proposals still at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from weakref import WeakKeyDictionary

import streamlit as st

from optimizer.basis.progress import Progress
from optimizer.planner.desk.draft import Change, Draft, draft_of, with_base, with_roster
from optimizer.planner.desk.projects import Projects, StoreError
from optimizer.planner.desk.roster import made_from, roster_file
from optimizer.roster.roster import Proposal
from ui.desk import Desk
from ui.jobs import Job
from ui.views.proposal import words

PLAN = "plan"
"""What the job is called; every view finds it by this."""
REMEMBERED = 12
"""Proposals kept at hand, so that a roster stays in sight while somebody pins; those looked at longest ago go first."""
LIMIT = "limit"
"""Where the session keeps the time limit, in seconds."""


class Made:
    """The proposals made on this server, by the bytes of their roster.json."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._files: WeakKeyDictionary[Proposal, bytes] = WeakKeyDictionary()
        self._by_hash: dict[str, Proposal] = {}

    def file(self, proposal: Proposal) -> bytes:
        """The roster.json of a proposal, made once."""
        with self._lock:
            data = self._files.get(proposal)
        if data is None:
            data = roster_file(proposal)
        with self._lock:
            self._files[proposal] = data
            name = _hash(data)
            self._by_hash.pop(name, None)
            self._by_hash[name] = proposal
            for oldest in list(self._by_hash)[:-REMEMBERED]:
                del self._by_hash[oldest]
        return data

    def find(self, roster: bytes) -> Proposal | None:
        """The proposal that a roster.json is of, while it is remembered."""
        with self._lock:
            return self._by_hash.get(_hash(roster))


@st.cache_resource(show_spinner=False)
def made() -> Made:
    """The proposals of this server."""
    return Made()


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A proposal on the page. `name` is the hash of its roster.json; `current`: whether it is of the draft as it stands."""

    proposal: Proposal
    name: str
    current: bool


def shown(desk: Desk) -> Shown | None:
    """The proposal for the draft as it stands, else the one its roster was made by, while it is remembered."""
    proposal = desk.proposal
    if proposal is not None:
        return Shown(proposal=proposal, name=_hash(made().file(proposal)), current=True)
    earlier = made().find(desk.draft.roster) if desk.draft.roster else None
    return None if earlier is None else Shown(proposal=earlier, name=_hash(desk.draft.roster), current=False)


def begin(desk: Desk) -> None:
    """Plan the draft as it stands; for callbacks. What was stopped or cut short is begun again."""
    job = desk.job(PLAN)
    proposal = desk.proposal
    if job is not None and job.settled and (proposal is None or not _concluded(proposal)):
        # A job that was stopped is no answer for good: the registry begins it anew.
        job.stop()
    elif proposal is not None and job is not None and job.settled:
        keep(desk, proposal)
        return
    st.session_state[_before(desk)] = desk.draft.roster
    _start(desk, st.session_state.get(LIMIT))


def begin_near(desk: Desk, base: bytes) -> None:
    """Plan near a roster, or near none; for callbacks."""
    change = with_base(desk.draft, base)
    if change.draft == desk.draft:
        begin(desk)
    elif desk.change(change):
        begin(replace(desk, draft=change.draft, scenario=desk.projects.scenario(desk.scenario.id)))


def resume(desk: Desk) -> Job | None:
    """After the server was started again: the scenario's roster is planned again, so that it is never shown unproven."""
    assert desk.ready is not None
    if not made_from(desk.draft, *desk.ready):
        return None
    return desk.start(PLAN, desk.planning())


def keep(desk: Desk, proposal: Proposal) -> None:
    """Keep the roster in the scenario, unless it is there; for callbacks."""
    roster = made().file(proposal)
    if proposal.seats and roster != desk.draft.roster:
        desk.change(_change(desk.draft, roster, proposal))


def kept(desk: Desk, proposal: Proposal) -> bool:
    """Whether the scenario has the roster of the proposal; one without a roster has nothing to keep."""
    return not proposal.seats or made().file(proposal) == desk.draft.roster


def before(desk: Desk) -> bytes:
    """The roster to compare with: the one stayed near, else the one there was before the last plan of this session."""
    return desk.draft.base or bytes(st.session_state.get(_before(desk), b""))


def _before(desk: Desk) -> str:
    return f"roster_before:{desk.scenario.id}"


def _start(desk: Desk, limit: float | None) -> None:
    work = desk.planning(time_limit=limit)
    projects, scenario, draft, store = desk.projects, desk.scenario.id, desk.draft, made()

    def planned(progress: Progress) -> Proposal:
        proposal = work(progress)
        roster = store.file(proposal)
        if proposal.seats:
            _record(projects, scenario, draft, lambda now: _change(now, roster, proposal))
        return proposal

    desk.start(PLAN, planned)


def _record(projects: Projects, scenario: str, planned: Draft, change: Callable[[Draft], Change]) -> None:
    """Leave the roster in the scenario, even if nobody has the page open any more; not where it has changed meanwhile."""
    try:
        now = projects.scenario(scenario)
        draft = draft_of(projects.content(scenario, at=now.head))
        made_for = replace(draft, roster=planned.roster)
        done = change(draft)
        if made_for == planned and done.draft != draft:
            projects.record(now, done.draft.content(), done.said)
    except StoreError:
        # The proposal is on the page all the same, with a button to keep it.
        return


def _change(draft: Draft, roster: bytes, proposal: Proposal) -> Change:
    return with_roster(draft, roster, words.KEPT.fill(status=words.STATUS_SHORT[str(proposal.status)]))


def _concluded(proposal: Proposal) -> bool:
    return str(proposal.status) in ("optimal", "impossible")


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
