"""Rosters as plain tables to take along, in the order the documents have."""

from __future__ import annotations

from dataclasses import replace

from optimizer.basis.text import Lang, same
from optimizer.export.csv import csv_bytes
from optimizer.names.order import Listing, arranged
from optimizer.report.blocks import Table
from optimizer.report.proposal import rosters
from optimizer.roster.roster import Proposal


def roster_tables(proposal: Proposal, listing: Listing) -> dict[str, Table]:
    """The roster of every body, by the body: officers first where the listing wants it so, further candidates last."""
    bodies = proposal.problem.policy.bodies
    return {
        body.id: _arranged(proposal, body.id, table, listing)
        for body, table in zip(bodies, rosters(proposal), strict=True)
    }


def roster_csv(table: Table, lang: Lang) -> bytes:
    """A roster as CSV that Excel opens as it is meant."""
    header = [column.to(lang) for column in table.columns]
    return csv_bytes(header, ([cell.to(lang) for cell in row] for row in table.rows))


def _arranged(proposal: Proposal, body: str, table: Table, listing: Listing) -> Table:
    """The rows in the order of the listing, numbered again; the second cell of a row is the id."""
    held = {
        seat.person: seat.position
        for seat in proposal.seats
        if body in seat.position.scopes or seat.position.runs_for == body
    }
    offices = [office.id for office in proposal.problem.policy.offices]
    order = {person.id: at for at, person in enumerate(arranged(map(proposal.person, held), listing))}

    def place(who: str) -> tuple[bool, int, int]:
        office = held[who].office
        first = offices.index(office) if office in offices and listing.officers_first else len(offices)
        return body not in held[who].scopes, first, order[who]

    rows = sorted(table.rows, key=lambda row: place(row[1].zh))
    return replace(table, rows=tuple((same(str(number)), *row[1:]) for number, row in enumerate(rows, 1)))
