"""What was asked last in a scenario: its settings come back into the widgets, and its job is found, after a reload too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import streamlit as st

from optimizer.basis.progress import Progress
from ui.desk import Desk, jobs
from ui.jobs import Job
from ui.views.proposal.watching import ended, watch
from ui.views.whatif import words

REMEMBERED = 200
"""Questions remembered; those asked longest ago go first."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question: `of` names it, `key` is that of its job on the draft of then, `settings` are those of the widgets."""

    of: str
    key: str
    settings: Mapping[str, object]


class Memory:
    """The last question of each section of each scenario, as long as the server lives; so do the jobs."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked: dict[tuple[str, str], Asked] = {}

    def find(self, scenario: str, section: str) -> Asked | None:
        """What was asked last."""
        with self._lock:
            return self._asked.get((scenario, section))

    def keep(self, scenario: str, section: str, asked: Asked) -> None:
        """Take note of a question."""
        with self._lock:
            self._asked.pop((scenario, section), None)
            self._asked[scenario, section] = asked
            for oldest in list(self._asked)[:-REMEMBERED]:
                del self._asked[oldest]


@st.cache_resource(show_spinner=False)
def memory() -> Memory:
    """The questions of this server."""
    return Memory()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of a question; `current`: whether the draft is still the one that was asked about."""

    result: object
    current: bool
    key: str


def setting(desk: Desk, section: str, widget: str, default: object, options: Sequence[object] | None = None) -> None:
    """Before a widget is drawn: what it was set to when the question was asked, else a default.

    With `options`, what is not among them any more gives way to the default.
    """
    if widget not in st.session_state:
        asked = memory().find(desk.scenario.id, section)
        st.session_state[widget] = default if asked is None else asked.settings.get(widget, default)
    if options is not None:
        held = st.session_state[widget]
        if isinstance(held, list):
            st.session_state[widget] = [each for each in held if each in options]
        elif held not in options:
            st.session_state[widget] = default


def ask(desk: Desk, section: str, of: str, work: Callable[[Progress], object], widgets: Sequence[str]) -> None:
    """Begin the job of a question and remember it with what the widgets say; for callbacks."""
    settings = {name: st.session_state[name] for name in widgets if name in st.session_state}
    memory().keep(desk.scenario.id, section, Asked(of=of, key=desk.start(of, work).key, settings=settings))


def settled(desk: Desk, of: str) -> bool:
    """Whether this very question is under way or answered for good, so that there is nothing to ask."""
    job = desk.job(of)
    return job is not None and (job.settled or not job.done)


def answer(desk: Desk, section: str) -> Answer | None:
    """The answer to the question asked last; while there is none, where it stands or how it failed is drawn."""
    asked = memory().find(desk.scenario.id, section)
    job: Job | None = None if asked is None else jobs().find(asked.key)
    if asked is None or job is None:
        return None
    if not job.done:
        watch(job, desk.lang, f"stop:{section}")
        return None
    if not ended(job, desk.lang):
        return None
    current = asked.key == desk.key(asked.of)
    if not current:
        st.warning(desk.text(words.STALE), icon=":material/history:")
    elif job.cancelled():
        st.warning(desk.text(words.CUT_SHORT), icon=":material/timelapse:")
    return Answer(result=job.result, current=current, key=asked.key)
