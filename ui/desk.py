"""What every view works on: the scenario chosen, its draft, and how a change to it is kept."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Filled, Lang
from optimizer.people.person import Pool
from optimizer.planner.desk.draft import (
    Change,
    Draft,
    draft_base,
    draft_of,
    draft_pins,
    key_of,
)
from optimizer.planner.desk.projects import Database, Projects, Scenario, StoreError, open_database
from optimizer.planner.plan import Options, plan
from optimizer.policy.policy import Policy
from optimizer.roster.roster import Proposal
from optimizer.rules.base import Rule
from ui import words
from ui.jobs import Job, Jobs
from ui.reading import File, policy_of, pool_of
from ui.sign_in import owner

STORE = "XIWEI_STORE"
"""The environment variable that names another place for the projects: a file, or the URL of a PostgreSQL server."""
_HOME = Path.home() / ".xiwei" / "projects.db"
VIEW = "view"
"""Where session and address keep the name of the view shown."""
_SCENARIO, _FLASH = "scenario", "flash"


@st.cache_resource(show_spinner=False)
def database() -> Database:
    """The store of this server. Raises StoreError."""
    return open_database(os.environ.get(STORE) or _HOME)


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The jobs of this server; they are stopped before it ends."""
    made = Jobs()
    atexit.register(made.stop)
    return made


def place_words() -> Filled:
    """Where the store is, for whoever has to mend it; the address of a server is not said, it may hold a password."""
    where = os.environ.get(STORE) or str(_HOME)
    return words.STORE_SERVER.fill(name=STORE) if "://" in where else words.STORE_FILE.fill(path=where, name=STORE)


def projects() -> Projects:
    """The projects of whoever is signed in; on a machine of one's own nobody has to."""
    return Projects(database(), owner=owner())


@st.cache_resource(max_entries=16, show_spinner=False)
def kept_draft(scenario: str, head: str, *, _projects: Projects) -> Draft:
    """The draft at a step of a history, which never changes, so that what was read of it may be kept."""
    return draft_of(_projects.content(scenario, at=head))


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A scenario open on the page, as it stood when the page was drawn.

    `pool` and `policy` are None while there is no file, and InputFaults where the file has faults.
    """

    lang: Lang
    projects: Projects
    scenario: Scenario
    draft: Draft

    @cached_property
    def policy(self) -> Policy | InputFaults | None:
        """The policy of the draft."""
        if not self.draft.policy:
            return None
        return policy_of(File(name=self.draft.policy_name, data=self.draft.policy))

    @cached_property
    def pool(self) -> Pool | InputFaults | None:
        """The pool of the draft, with the columns the policy uses."""
        if not self.draft.pool:
            return None
        rules = self.policy if isinstance(self.policy, Policy) else None
        return pool_of(File(name=self.draft.pool_name, data=self.draft.pool), rules, self.draft.sheet)

    @property
    def ready(self) -> tuple[Pool, Policy] | None:
        """Pool and policy, where both can be planned from."""
        if isinstance(self.pool, Pool) and isinstance(self.policy, Policy):
            return self.pool, self.policy
        return None

    @property
    def pins(self) -> tuple[Rule, ...]:
        """The pins of the draft as rules."""
        assert self.ready is not None
        return draft_pins(self.draft, *self.ready)

    def text(self, said: Filled) -> str:
        """A text in the language of the page."""
        return said.to(self.lang)

    def change(self, change: Change) -> bool:
        """Keep a change as a step of the scenario's history; False when it was refused, and the page says why."""
        return attempt(lambda: self.projects.record(self.scenario, change.draft.content(), change.said))

    def undo(self) -> None:
        """One step back."""
        attempt(lambda: self.projects.undo(self.scenario))

    def redo(self) -> None:
        """One step forward again."""
        attempt(lambda: self.projects.redo(self.scenario))

    def key(self, of: str) -> str:
        """The key of a job on this draft: the same draft of the same owner has the same jobs, in whatever scenario.

        Another owner has other jobs, so that nobody's work is stopped by somebody else.
        """
        return f"{of} {self.projects.owner} {self._plans}"

    @cached_property
    def _plans(self) -> str:
        """What makes two drafts plan the same, worked out once for all jobs asked about."""
        assert self.ready is not None
        return key_of(self.draft, *self.ready)

    def job(self, of: str) -> Job | None:
        """The job on this draft, if there is one."""
        return None if self.ready is None else jobs().find(self.key(of))

    def start(self, of: str, work: Callable[[Progress], object]) -> Job:
        """Begin a job on this draft, or find it."""
        return jobs().start(self.key(of), work, owner=self.projects.owner)

    def ask(self, of: str, work: Callable[[Progress], object]) -> None:
        """As `start`, for callbacks of buttons."""
        self.start(of, work)

    def planning(self, *, time_limit: float | None = None) -> Callable[[Progress], Proposal]:
        """The work of proposing rosters for this draft."""
        assert self.ready is not None
        pool, policy = self.ready
        options = Options(pins=self.pins, base=draft_base(self.draft), time_limit=time_limit, seed=self.draft.seed)
        return partial(_plan, pool, policy, options)

    @property
    def proposal(self) -> Proposal | None:
        """The proposal for this very draft, once there is one."""
        job = self.job("plan")
        found = None if job is None or not job.done else job.result
        return found if isinstance(found, Proposal) else None


def _plan(pool: Pool, policy: Policy, options: Options, progress: Progress) -> Proposal:
    return plan(pool=pool, policy=policy, options=options, progress=progress)


def open_desk(lang: Lang) -> Desk | None:
    """The desk with the scenario named in the address or looked at last; None where none is chosen. Raises StoreError."""
    named = st.query_params.get(_SCENARIO) or st.session_state.get(_SCENARIO)
    if not named:
        return None
    mine = projects()
    try:
        scenario = mine.scenario(str(named))
        draft = kept_draft(scenario.id, scenario.head, _projects=mine)
    except StoreError as error:
        close_desk()
        flash(error.said)
        return None
    choose(scenario.id)
    return Desk(lang=lang, projects=mine, scenario=scenario, draft=draft)


def choose(scenario: str) -> None:
    """Open a scenario: kept in the address, so that a reload or a link finds it again."""
    st.session_state[_SCENARIO] = scenario
    if st.query_params.get(_SCENARIO) != scenario:
        st.query_params[_SCENARIO] = scenario


def close_desk() -> None:
    """Back to the list of projects."""
    st.session_state.pop(_SCENARIO, None)
    st.query_params.pop(_SCENARIO, None)


def go_to(view: str) -> None:
    """Show another view; for callbacks of buttons that lead on."""
    st.session_state[VIEW] = view


def flash(said: Filled) -> None:
    """Say something at the head of the page when it is drawn next."""
    st.session_state[_FLASH] = said


def take_flash() -> Filled | None:
    """What there is to say, once."""
    said = st.session_state.pop(_FLASH, None)
    return said if isinstance(said, Filled) else None


def attempt(write: Callable[[], object]) -> bool:
    """Write to the store; False when it was refused, and the page says why when it is drawn next."""
    try:
        write()
    except StoreError as error:
        flash(error.said)
        return False
    return True
