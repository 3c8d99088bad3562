"""Where no roster is possible: why, and the letter that asks the units for further people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

import streamlit as st

from optimizer.basis.progress import Progress
from optimizer.basis.text import Filled, Text
from optimizer.planner.explain import Diagnosis, diagnose
from optimizer.planner.formats import Format
from optimizer.planner.papers import explain_files, nomination_call, paper_files
from optimizer.roster.roster import Proposal
from ui.desk import Desk
from ui.views.documents import words
from ui.views.documents.handing import Files, hand_out, paper_downloads, preview
from ui.views.documents.wanted import Wanted
from ui.views.proposal import words as proposal_words
from ui.views.proposal.making import Shown
from ui.views.proposal.watching import ended, watch


def found_out(desk: Desk, now: Shown) -> Diagnosis | None:
    """Why no roster is possible; while a job finds out (the same as under Proposal), how far it is."""
    of = f"diagnose {now.name[:16]}"
    job = desk.job(of) or desk.start(of, partial(_diagnose, now.proposal))
    if not job.done:
        st.caption(desk.text(proposal_words.DIAGNOSING))
        watch(job, desk.lang, "stop:diagnose")
        return None
    if not ended(job, desk.lang):
        st.button(
            desk.text(proposal_words.DIAGNOSE_AGAIN),
            key="diagnose",
            on_click=desk.ask,
            args=(of, partial(_diagnose, now.proposal)),
        )
        return None
    assert isinstance(job.result, Diagnosis)
    return job.result


def _diagnose(proposal: Proposal, progress: Progress) -> Diagnosis:
    return diagnose(proposal.problem, progress=progress)


def explanation(desk: Desk, now: Shown, how: Wanted) -> None:
    """What clashes and the ways out."""
    st.caption(desk.text(words.EXPLAIN_NOTE))
    why = found_out(desk, now)
    if why is not None:
        _paper(
            desk, "explain", titled(words.EXPLAIN_NAME, now.proposal), partial(explained, now.proposal, why, how), how
        )


def nominations(desk: Desk, now: Shown, how: Wanted) -> None:
    """The call for further people."""
    st.caption(desk.text(words.NOMINATIONS_NOTE))
    why = found_out(desk, now)
    if why is None:
        return
    if nomination_call(why) is None:
        st.info(desk.text(words.NO_NOMINATIONS))
        return
    title = titled(words.NOMINATIONS_NAME, now.proposal)
    _paper(desk, "nominations", title, partial(called, why, how), how)


def titled(name: Text, proposal: Proposal) -> Filled:
    """What a document is called, with the title of the policy."""
    return name.fill(title=proposal.problem.policy.heading)


def explained(proposal: Proposal, why: Diagnosis, how: Wanted, formats: Collection[Format] = ()) -> Mapping[str, bytes]:
    """The files of the explanation by name."""
    return explain_files(proposal, [why], how.lang, formats, dated=how.dated)


def called(why: Diagnosis, how: Wanted, formats: Collection[Format] = ()) -> Mapping[str, bytes]:
    """The files of the call by name."""
    call = nomination_call(why, dated=how.dated)
    assert call is not None
    return paper_files(call, how.lang, formats)


def _paper(desk: Desk, stem: str, title: Filled, make: Files, how: Wanted) -> None:
    hand_out(desk, paper_downloads(make, stem, title, how))
    key = f"{stem} {desk.key(stem)} {how.key}"
    preview(desk, title, key, lambda: make((Format.HTML,))[f"{stem}.html"])
