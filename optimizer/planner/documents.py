"""The files of a plan: roster.json, the workbook, the proposal as a paper, and the call for people an impossible plan lacks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from optimizer.basis.text import Filled, Lang
from optimizer.export.book.book import roster_book
from optimizer.export.roster_json import roster_document, to_bytes
from optimizer.export.workbook import workbook
from optimizer.names.listing import Listing
from optimizer.names.order import unplaced_words
from optimizer.planner.explain import Diagnosis
from optimizer.planner.formats import FORMATS, Format, paper_files
from optimizer.planner.papers import nomination_call
from optimizer.report.papers.proposal import proposal_paper
from optimizer.report.proposal import proposal_blocks, status_lines, title_words
from optimizer.room.moves import Move, moves_between
from optimizer.roster.roster import Proposal, Seat


@dataclass(frozen=True, kw_only=True)
class Drafting:
    """How documents are written: the order of names, the day of the draft (None: none printed), the kinds of files."""

    listing: Listing = field(default_factory=Listing)
    dated: date | None = None
    formats: Collection[Format] = FORMATS


def proposal_files(
    proposal: Proposal, lang: Lang, drafting: Drafting | None = None, *, why: Diagnosis | None = None
) -> dict[str, bytes]:
    """The files of a plan by name; `why` is what was found of an impossible one.

    roster.json always; roster.xlsx where xlsx is wanted: live for a roster, else the report; proposal.docx and so on; with
    people lacking, the call for nominations.
    """
    how = drafting or Drafting()
    found = {} if why is None else why.document()
    files = {"roster.json": to_bytes({**roster_document(proposal), **found})}
    if Format.XLSX in how.formats:
        files["roster.xlsx"] = _workbook(proposal, lang, how, why)
    paper = proposal_paper(
        proposal,
        listing=how.listing,
        moves=base_moves(proposal),
        dated=how.dated,
        why=() if why is None else why.blocks(),
    )
    # The workbook is the proposal's own form of a table.
    files |= paper_files(paper, lang, [form for form in how.formats if form is not Format.XLSX])
    call = None if why is None else nomination_call(why, dated=how.dated)
    return files if call is None else files | paper_files(call, lang, how.formats)


def base_moves(proposal: Proposal) -> tuple[Move, ...]:
    """Who came, went or changed places since the roster the plan was to stay near; none without one."""
    base = proposal.problem.base
    if base is None or not proposal.seats:
        return ()
    before = [Seat(person=who, position=position) for who, held in sorted(base.items()) for position in held]
    return moves_between(before, proposal.seats)


def order_notice(proposal: Proposal, listing: Listing) -> Filled | None:
    """Whose names cannot be put in order for want of a character; None where all can."""
    seated = {seat.person for seat in proposal.seats}
    return unplaced_words([person for person in proposal.problem.pool.people if person.id in seated], listing)


def _workbook(proposal: Proposal, lang: Lang, how: Drafting, why: Diagnosis | None) -> bytes:
    if proposal.seats:
        return roster_book(proposal, lang, listing=how.listing, moves=base_moves(proposal), dated=how.dated)
    explained = why is not None
    status = status_lines(proposal, explained=explained)
    rest = proposal_blocks(proposal, explained=explained)[len(status) :]
    blocks = [*status, *(why.blocks() if why else ()), *rest]
    return workbook(blocks, lang, title=title_words(proposal))
