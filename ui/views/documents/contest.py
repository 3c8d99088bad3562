"""The report on the contested elections of a roster."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

import streamlit as st

from optimizer.basis.progress import Progress
from optimizer.basis.text import same
from optimizer.planner.contest import ContestReport, contest, open_slates
from optimizer.planner.desk.files import file_name
from optimizer.planner.formats import Format, paper_files
from optimizer.roster.roster import Proposal
from ui.desk import Desk
from ui.views.documents import words
from ui.views.documents.handing import Download, hand_out, paper_downloads, preview
from ui.views.documents.wanted import Wanted
from ui.views.documents.why_not import titled
from ui.views.proposal.making import Shown
from ui.views.proposal.watching import ended, watch

STEM = "contest"
DRAWN = ("svg", "png")


def contest_report(desk: Desk, now: Shown, how: Wanted) -> None:
    """Worked out as a job when it is asked for; then the paper, its data and its charts."""
    st.caption(desk.text(words.CONTEST_NOTE))
    if not any(seat.position.runs_for for seat in now.proposal.seats):
        st.info(desk.text(words.NOT_OPEN))
        return
    of = f"contest report {now.name[:16]}"
    work = partial(worked_out, now.proposal)
    job = desk.job(of)
    if job is not None and not job.done:
        watch(job, desk.lang, "stop:contest")
        return
    if job is None or not ended(job, desk.lang) or not job.settled:
        st.button(
            desk.text(words.MAKE_CONTEST),
            key="make_contest",
            type="primary",
            icon=":material/play_arrow:",
            on_click=desk.ask,
            args=(of, work),
        )
    if job is None or not isinstance(job.result, ContestReport):
        return
    found = job.result
    hand_out(desk, contest_downloads(found, now.proposal, how))
    preview(
        desk,
        words.CONTEST,
        f"{STEM} {now.name} {job.settled} {how.key}",
        lambda: written(found, how, (Format.HTML,))[f"{STEM}.html"],
    )


def worked_out(proposal: Proposal, progress: Progress) -> ContestReport:
    """What the open contests can come to, everybody's chances alike. Raises InputFaults."""
    problem = proposal.problem
    return contest(open_slates(problem.pool, problem.policy, proposal.seats), seed=problem.seed, progress=progress)


def contest_downloads(found: ContestReport, proposal: Proposal, how: Wanted) -> list[Download]:
    """Every form of the report, and the charts of each contest."""
    downloads = paper_downloads(partial(written, found, how), STEM, titled(words.CONTEST_NAME, proposal), how)
    downloads.append(
        Download(
            id=f"{STEM}.json",
            label=words.JSON,
            name=f"{STEM}.json",
            make=partial(_one, found, how, f"{STEM}.json"),
            help=words.JSON_HELP,
        )
    )
    titles = found.problem.policy.titles
    for each in found.chances:
        part = each.contest.part
        for ending in DRAWN:
            label = words.CHART.fill(ending=ending, title=titles.get(part, same(part)))
            downloads.append(
                Download(
                    id=f"{STEM}_{part}.{ending}",
                    label=label,
                    name=file_name(how.text(label), ending, how.dated),
                    make=partial(_one, found, how, f"{STEM}_{part}.{ending}"),
                )
            )
    return downloads


def written(found: ContestReport, how: Wanted, formats: Collection[Format]) -> Mapping[str, bytes]:
    """The files of the report by name."""
    return paper_files(found.paper(listing=how.listing, dated=how.dated), how.lang, formats)


def _one(found: ContestReport, how: Wanted, name: str) -> bytes:
    """A file that is no form of the paper; a contest that nothing can be drawn of has an empty chart."""
    return found.files(how.lang, (), listing=how.listing, dated=how.dated).get(name, b"")
