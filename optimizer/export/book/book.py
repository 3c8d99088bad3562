"""The workbook of a roster, sheet by sheet: lists to edit, tables that count by themselves, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from optimizer.basis.text import Lang
from optimizer.export.book.blocks import fill_sheet
from optimizer.export.book.charts import write_charts
from optimizer.export.book.composition import write_composition
from optimizer.export.book.count import write_count
from optimizer.export.book.ledger import Ledger
from optimizer.export.book.origin import write_origin
from optimizer.export.book.others import Live, long_blocks, printed_columns, write_summary
from optimizer.export.book.pool import write_pool
from optimizer.export.book.rosters import write_lists
from optimizer.export.book.rules import write_rules
from optimizer.export.book.sheets import Sheet, Sheets
from optimizer.names.listing import Listing
from optimizer.report.proposal import title_words
from optimizer.report.sources import sources_table
from optimizer.room.moves import Move
from optimizer.roster.roster import Proposal

_BEHIND = ("pool", "count", "sources")
"""The last sheets: what the others rest on."""
_SOURCES_WIDTH = 100


def roster_book(
    proposal: Proposal,
    lang: Lang,
    *,
    listing: Listing | None = None,
    moves: Sequence[Move] = (),
    dated: date | None = None,
) -> bytes:
    """The workbook of a proposal with a roster; `moves` are those since an earlier roster, `dated` the day of the draft.

    Every figure is a formula with its value; what a program shows that does not calculate is what Xiwei counted.
    """
    ordered = Listing() if listing is None else listing
    sheets = Sheets(lang, title=title_words(proposal))
    ledger = Ledger(proposal, lang, listing=ordered)
    long_tables = long_blocks(proposal, moves, ordered)
    pages = _pages(sheets, ledger, [key for key, _ in long_tables])
    named = [(table, pages[key].name) for key, table in long_tables]
    write_lists(sheets, pages, ledger)
    broken, number = write_rules(sheets, pages["rules"], pages["parts"], ledger)
    if not _parted(proposal):
        pages["parts"].sheet.hide()
    write_summary(pages["summary"], sheets, proposal, Live(formulas=ledger, broken=broken, number=number), named, dated)
    places = write_composition(pages["composition"], sheets, proposal, ledger, ordered)
    write_charts(pages["charts"], sheets, proposal.problem.policy, places, pages["composition"])
    if len(places[0].structure.columns) == 1:
        # Heads alone are nothing to draw.
        pages["charts"].sheet.hide()
    for key, table in long_tables:
        fill_sheet(pages[key], table)
    pages["left_out"].sheet.print_area(0, 0, len(long_tables[0][1].rows) + 2, printed_columns(proposal) - 1)
    pages["sources"].cap(1, _SOURCES_WIDTH)
    fill_sheet(pages["sources"], sources_table(proposal, listing=ordered, dated=dated))
    # The formulas above ask for columns of these two, so that they come last.
    write_pool(sheets, pages["pool"], ledger)
    write_count(sheets, pages["count"], ledger)
    write_origin(sheets.book, proposal)
    return sheets.close()


def _parted(proposal: Proposal) -> bool:
    """Whether any rule has parts."""
    problem = proposal.problem
    return any(tally.part or tally.option for rule in problem.rules for tally in rule.tallies(problem.pool))


def _pages(sheets: Sheets, ledger: Ledger, long_keys: Sequence[str]) -> Mapping[str, Sheet]:
    """The empty sheets in their order, by key: formulas may name each before it is written."""
    keys = ["summary", *ledger.rolls, "composition", "charts", "rules", "parts", *long_keys, *_BEHIND]
    return {key: sheets.add(ledger.names[key]) for key in keys}
