"""What every part of a roll-out's page works on: the roll-out as it is kept, its units, the job of its settings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Filled, Lang
from optimizer.planner.desk.projects import StoreError
from optimizer.planner.rollout.desk import Kept, Rollouts, once_more, with_setup
from optimizer.planner.rollout.rollout import RolledOut, Wanted, rollout
from optimizer.planner.rollout.table import Units, read_units
from ui.desk import attempt, flash, jobs
from ui.jobs import Job
from ui.sign_in import owner

ROLLOUT = "rollout"
"""Where session and address keep the name of the roll-out that is open."""
PART = "part"
"""Where the address keeps the part of the page shown."""
FAULTS = "rollout_faults"
"""Where the session keeps the faults of what was typed or handed in last, until the page has shown them."""
_SHOWN = "rollout_shown"
QUICK = 1.0
"""Seconds that counting may take before the page says that it is under way."""
REMEMBERED = 8


def named() -> str:
    """The roll-out the address names, or that was looked at last; "" for none."""
    return str(st.query_params.get(ROLLOUT) or st.session_state.get(ROLLOUT) or "")


def choose(name: str) -> None:
    """Open a roll-out: kept in the address, so that a reload or a link finds it again."""
    st.session_state[ROLLOUT] = name
    st.query_params[ROLLOUT] = name


def leave() -> None:
    """Back to where projects and roll-outs begin."""
    st.session_state.pop(ROLLOUT, None)
    for named_there in (ROLLOUT, PART):
        st.query_params.pop(named_there, None)


def mine() -> Rollouts:
    """The roll-outs of whoever is signed in."""
    return Rollouts(owner())


@dataclass(frozen=True, kw_only=True)
class Board:
    """A roll-out open on the page. `units` are InputFaults where its table has faults."""

    lang: Lang
    rollouts: Rollouts
    kept: Kept
    units: Units | InputFaults
    table: str

    def text(self, said: Filled) -> str:
        """A text in the language of the page."""
        return said.to(self.lang)

    @cached_property
    def key(self) -> str:
        """The key of the job of these settings: the same table with the same settings has the same, whoever draws it."""
        return _key(self.rollouts, self.kept, self.table)

    @cached_property
    def job(self) -> Job:
        """Planning, if that was asked for with these settings, else counting what there is."""
        return jobs().find(self.key) or self._counting

    @cached_property
    def _counting(self) -> Job:
        key = f"{self.key} count"
        job = jobs().find(key)
        if job is None:
            job = self._start(self.kept, key, plan=False, repair=False)
            job.wait(QUICK)
        return job

    def _start(self, kept: Kept, key: str, *, plan: bool, repair: bool) -> Job:
        units = self.units
        assert isinstance(units, Units)
        work = partial(_work, units, kept, {"plan": plan, "repair": repair})
        return jobs().start(key, work, owner=self.rollouts.owner)

    @property
    def found(self) -> RolledOut | None:
        """What there is to show: of these settings, else, while they are worked on, what was there before."""
        found = self._shown
        return None if found is None else found[0]

    @property
    def found_key(self) -> str:
        """The key of what is shown, for what is worked out from it; "" for nothing."""
        found = self._shown
        return "" if found is None else found[1]

    @cached_property
    def _shown(self) -> tuple[RolledOut, str] | None:
        if self.job.done and isinstance(self.job.result, RolledOut):
            st.session_state[_SHOWN] = (self.kept.setup.id, self.job.key)
            return self.job.result, self.job.key
        before, key = st.session_state.get(_SHOWN, ("", ""))
        # A page opened while the work goes on shows what there is by now, counted once.
        job = (jobs().find(key) if before == self.kept.setup.id else None) or self._counting
        return (job.result, job.key) if isinstance(job.result, RolledOut) else None

    @cached_property
    def busy(self) -> bool:
        """Whether something was being worked on when the page began to be drawn."""
        return not self.job.done

    def settle(self, **changed: object) -> None:
        """Write settings; where they make no sense or cannot be written, the page says so."""

        def write() -> None:
            now = self.rollouts.open(self.kept.name)
            setup = replace(now.setup, **changed)  # type: ignore[arg-type]
            setup.wanted()
            with_setup(now, setup)

        attempted(write)

    def run(self, *, plan: bool, repair: bool, **changed: object) -> None:
        """Ask for planning, for a repair, or for both; for callbacks of buttons."""

        def ask() -> None:
            kept = once_more(self.rollouts.open(self.kept.name), **changed)
            self._start(kept, _key(self.rollouts, kept, self.table), plan=plan, repair=repair)

        attempted(ask)


def attempted(do: Callable[[], object]) -> bool:
    """Do it; False where it was refused, and the page says why when it is drawn next."""
    st.session_state.pop(FAULTS, None)
    try:
        return attempt(do)
    except InputFaults as faults:
        st.session_state[FAULTS] = faults
        return False


def open_board(lang: Lang, name: str) -> Board | None:
    """The roll-out of a name; None, and back to the beginning, where there is none. Raises StoreError."""
    rollouts = mine()
    try:
        kept = rollouts.open(name)
        data = kept.table()
    except StoreError as error:
        leave()
        flash(error.said)
        return None
    choose(name)
    sha = hashlib.sha256(data).hexdigest()
    units = _units(sha, kept.setup.table, _data=data)
    return Board(lang=lang, rollouts=rollouts, kept=kept, units=units, table=sha)


@st.cache_resource(max_entries=REMEMBERED, show_spinner=False)
def _units(sha: str, source: str, *, _data: bytes) -> Units | InputFaults:
    del sha  # the key of what is remembered, in place of the bytes
    try:
        return read_units(_data, source=source)
    except InputFaults as faults:
        return faults


def _key(rollouts: Rollouts, kept: Kept, table: str) -> str:
    settings = hashlib.sha256(kept.setup.data()).hexdigest()
    return f"rollout {rollouts.owner} {kept.setup.id} {table[:16]} {settings}"


def _work(units: Units, kept: Kept, asked: dict[str, bool], progress: Progress) -> RolledOut:
    wanted: Wanted = replace(kept.setup.wanted(), **asked)  # type: ignore[arg-type]
    return rollout(units, wanted, kept.place, kept.setup.power(), progress)
