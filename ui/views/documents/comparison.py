"""A roster beside another: of another scenario, the one it stays near, or one from a file."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from functools import partial

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.planner.comparison import Compared, Named, compare
from optimizer.planner.desk.projects import Scenario
from optimizer.planner.formats import Format, paper_files
from optimizer.planner.rosters import open_roster
from optimizer.roster.roster import Proposal
from ui.choices import MEGABYTES, upload_words
from ui.desk import Desk, kept_draft
from ui.draw import draw_faults
from ui.reading import File
from ui.views.documents import words
from ui.views.documents.handing import Download, hand_out, paper_downloads, preview
from ui.views.documents.wanted import Wanted
from ui.views.documents.why_not import titled
from ui.views.proposal.making import Shown, made

BASE, UPLOADED = "base", "uploaded"
WITH, FILE = "compare_with", "compare_file"
STEM = "comparison"


def comparison(desk: Desk, now: Shown, how: Wanted) -> None:
    """Choose the other roster; the comparison."""
    st.caption(desk.text(words.COMPARISON_NOTE))
    other = _other(desk)
    if other is None:
        return
    this = File(name=desk.text(words.THIS.fill(name=desk.scenario.name)), data=made().file(now.proposal))
    # What the rosters are called is printed, so another name is another comparison.
    key = " ".join((STEM, now.name, _print(this), _print(other), how.key))
    found = compared(key, _proposal=now.proposal, _rosters=(this, other), _how=how)
    if isinstance(found, InputFaults):
        draw_faults(found, desk.lang)
        return
    hand_out(desk, comparison_downloads(found, now.proposal, how))
    preview(desk, words.COMPARISON, key, lambda: written(found, how, (Format.HTML,))[f"{STEM}.html"])


@st.cache_resource(max_entries=6, show_spinner=False)
def compared(key: str, *, _proposal: Proposal, _rosters: tuple[File, File], _how: Wanted) -> Compared | InputFaults:
    """Both counted again, once for the same rosters; or what is wrong with the file of one."""
    del key  # what is remembered is found by it, in place of the rosters
    pool, policy = _proposal.problem.pool, _proposal.problem.policy
    try:
        first, second = (
            Named(source=each.name, roster=open_roster(each.data, policy=policy, pool=pool, source=each.name))
            for each in _rosters
        )
        return compare(pool=pool, policy=policy, first=first, second=second, listing=_how.listing)
    except InputFaults as faults:
        return faults


def comparison_downloads(found: Compared, proposal: Proposal, how: Wanted) -> list[Download]:
    """Every form of the comparison."""
    data = Download(
        id=f"{STEM}.json",
        label=words.JSON,
        name=f"{STEM}.json",
        make=lambda: found.files(how.lang, ())[f"{STEM}.json"],
        help=words.JSON_HELP,
    )
    title = titled(words.COMPARISON_NAME, proposal)
    return [*paper_downloads(partial(written, found, how), STEM, title, how), data]


def written(found: Compared, how: Wanted, formats: Collection[Format]) -> Mapping[str, bytes]:
    """The files of the comparison by name."""
    return paper_files(found.paper(dated=how.dated), how.lang, formats)


def _other(desk: Desk) -> File | None:
    """The roster to compare with, once there is one."""
    scenarios = {each.id: each for each in desk.projects.scenarios(desk.scenario.project) if each != desk.scenario}
    rosters = {name: data for name, each in scenarios.items() if (data := _roster(desk, each))}
    names = {name: words.SCENARIO.fill(name=scenarios[name].name) for name in rosters}
    if desk.draft.base:
        rosters[BASE], names[BASE] = desk.draft.base, words.BASE
    names[UPLOADED] = words.UPLOADED
    if st.session_state.get(WITH) not in names:
        st.session_state[WITH] = next(iter(names))
    chosen = st.selectbox(
        desk.text(words.COMPARE_WITH),
        list(names),
        format_func=lambda name: desk.text(names[name]),
        key=WITH,
        persist_state="session",
        width=420,
    )
    if chosen in rosters:
        return File(name=desk.text(names[chosen]), data=rosters[chosen])
    upload_words(desk.lang)
    held = st.file_uploader(desk.text(words.UPLOAD), type=["json", "xlsx", "xlsm"], key=FILE, max_upload_size=MEGABYTES)
    if held is None:
        st.info(desk.text(words.NOTHING_TO_COMPARE))
        return None
    return File(name=held.name, data=held.getvalue())


def _roster(desk: Desk, scenario: Scenario) -> bytes:
    return kept_draft(scenario.id, scenario.head, _projects=desk.projects).roster


def _print(file: File) -> str:
    return f"{file.name} {hashlib.sha256(file.data).hexdigest()}"
