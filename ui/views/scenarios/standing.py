"""How a scenario stands: whether it has rosters, how far they are proven, whether they are of it as it is now."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from optimizer.basis.text import Filled
from optimizer.planner.desk.projects import Scenario
from optimizer.planner.desk.roster import made_from
from optimizer.planner.desk.side_by_side import roster_status
from optimizer.roster.roster import Proposal
from ui.desk import Desk, jobs, kept_draft
from ui.views.proposal.making import PLAN
from ui.views.proposal.words import STATUS_SHORT
from ui.views.scenarios import words

REMEMBERED = 64


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a step of a scenario has: the key of its plan ("" while it cannot be planned), the status of its rosters ("" while
    it has none), whether those are of the pool, policy and pins of this step.
    """

    plan: str
    status: str
    current: bool


def desk_of(desk: Desk, scenario: Scenario) -> Desk:
    """The desk with another scenario of the same owner. Raises StoreError."""
    draft = kept_draft(scenario.id, scenario.head, _projects=desk.projects)
    return Desk(lang=desk.lang, projects=desk.projects, scenario=scenario, draft=draft)


def standing_words(desk: Desk, scenario: Scenario) -> Filled:
    """How a scenario stands, in a few words; what a job has found meanwhile comes before what is kept."""
    found = kept_standing(scenario.id, scenario.head, _desk=desk, _scenario=scenario)
    job = jobs().find(found.plan) if found.plan else None
    if job is not None and not job.done:
        return words.WORKING
    if job is not None and isinstance(job.result, Proposal):
        return STATUS_SHORT[str(job.result.status)]
    if not found.status:
        return words.NO_ROSTER
    status = STATUS_SHORT.get(found.status, words.ROSTER)
    return status if found.current else words.EARLIER.fill(status=status)


@st.cache_resource(max_entries=REMEMBERED, show_spinner=False)
def kept_standing(scenario: str, head: str, *, _desk: Desk, _scenario: Scenario) -> Standing:
    """How a step of a history stands, which never changes: pools are not read again to list the scenarios."""
    del scenario, head  # the key of what is remembered, in place of the desk
    there = desk_of(_desk, _scenario)
    ready, status = there.ready, roster_status(there.draft.roster)
    return Standing(
        plan="" if ready is None else there.key(PLAN),
        status=status,
        current=ready is not None and bool(status) and made_from(there.draft, *ready),
    )
