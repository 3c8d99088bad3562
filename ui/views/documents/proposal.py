"""The proposal as a paper and a workbook, and its rosters as plain tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

import streamlit as st

from optimizer.planner.desk.files import file_name
from optimizer.planner.desk.handouts import roster_csv, roster_tables
from optimizer.planner.documents import proposal_files
from optimizer.planner.explain import Diagnosis
from optimizer.planner.formats import Format
from optimizer.report.blocks import Table
from optimizer.report.proposal import title_words
from optimizer.roster.roster import Proposal
from ui.desk import Desk
from ui.draw import draw
from ui.views.documents import words
from ui.views.documents.handing import Download, hand_out, paper_downloads, preview
from ui.views.documents.wanted import Wanted
from ui.views.documents.why_not import found_out
from ui.views.proposal.making import Shown, made

STEM = "proposal"


def proposal(desk: Desk, now: Shown, how: Wanted) -> None:
    """The proposal; where no roster is possible it says why, as soon as that is found out."""
    st.caption(desk.text(words.PROPOSAL_NOTE))
    why = None if now.proposal.seats or str(now.proposal.status) != "impossible" else found_out(desk, now)
    if why is None and str(now.proposal.status) == "impossible":
        return
    hand_out(desk, proposal_downloads(now.proposal, how, why))
    make = partial(written, now.proposal, how, why)
    preview(
        desk,
        title_words(now.proposal),
        f"{STEM} {now.name} {id(why)} {how.key}",
        lambda: make((Format.HTML,))[f"{STEM}.html"],
    )


def written(
    found: Proposal, how: Wanted, why: Diagnosis | None, formats: Collection[Format] = ()
) -> Mapping[str, bytes]:
    """The files of the proposal by name."""
    return proposal_files(found, how.lang, how.drafting(formats), why=why)


def proposal_downloads(found: Proposal, how: Wanted, why: Diagnosis | None) -> list[Download]:
    """Every form of the proposal: the workbook is its own form of a table."""
    title, make = title_words(found), partial(written, found, how, why)
    papers = {each.name.rpartition(".")[2]: each for each in paper_downloads(make, STEM, title, how)}
    workbook = Download(
        id="roster.xlsx",
        label=words.FORMATS[Format.XLSX],
        name=file_name(how.text(title), "xlsx", how.dated),
        make=lambda: make((Format.XLSX,))["roster.xlsx"],
        help=words.LIVE_HELP if found.seats else None,
    )
    data = Download(
        id="roster.json",
        label=words.JSON,
        name="roster.json",
        make=(lambda: made().file(found)) if why is None else (lambda: make()["roster.json"]),
        help=words.JSON_HELP,
    )
    return [papers["docx"], workbook, papers["md"], papers["html"], data]


def lists(desk: Desk, now: Shown, how: Wanted) -> None:
    """A table for each body."""
    st.caption(desk.text(words.LISTS_NOTE))
    tables = roster_tables(now.proposal, how.listing)
    hand_out(desk, list_downloads(now.proposal, tables, how))
    draw(list(tables.values()), how.lang)


def list_downloads(found: Proposal, tables: Mapping[str, Table], how: Wanted) -> Sequence[Download]:
    """A CSV file for each body."""
    titles = found.problem.policy.titles
    return [
        Download(
            id=f"{body}.csv",
            label=titles[body],
            name=file_name(how.text(table.title), "csv", how.dated),
            make=partial(roster_csv, table, how.lang),
        )
        for body, table in tables.items()
    ]
