"""Who enters, leaves and changes place against the roster before, and because of what."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from optimizer.basis.position import Position
from optimizer.basis.text import Filled
from optimizer.planner.desk.draft import Draft, Pin
from optimizer.planner.desk.roster import roster_seats
from optimizer.planner.room import moves_of
from optimizer.report.blocks import Table
from optimizer.room.moves import Move
from optimizer.roster.roster import Proposal
from ui.desk import Desk
from ui.draw import draw_grid
from ui.tables import plain
from ui.views.proposal import words
from ui.views.proposal.making import Shown, before


def show(desk: Desk, now: Shown) -> None:
    """The table of moves, or that there is nothing to compare."""
    earlier = before(desk)
    if not earlier:
        st.info(desk.text(words.NO_EARLIER))
        return
    table = moves_with_reasons(desk.draft, now.proposal, earlier)
    if not table.rows:
        st.success(desk.text(words.NOTHING_MOVED))
        return
    st.subheader(plain(desk.text(table.title)), anchor=False)
    draw_grid(table, desk.lang, key="moves")


def moves_with_reasons(draft: Draft, proposal: Proposal, earlier: bytes) -> Table:
    """Everybody who moves between an earlier roster.json and the proposal, with a last column for the reason."""
    pool, policy = proposal.problem.pool, proposal.problem.policy
    moves, (table,), _ = moves_of(pool=pool, policy=policy, before=roster_seats(earlier), after=proposal.seats)
    assert isinstance(table, Table)
    rows = tuple(
        (*row, _reason(draft, proposal, move, near=earlier == draft.base))
        for row, move in zip(table.rows, moves, strict=True)
    )
    return replace(table, columns=(*table.columns, words.REASON_COLUMN), rows=rows)


def _reason(draft: Draft, proposal: Proposal, move: Move, *, near: bool) -> Filled:
    """The pin or the absence that makes somebody move; of the others, what the rest of the roster was chosen by."""
    if move.person not in proposal.problem.pool.by_id:
        return words.GONE
    changed = _scopes(move.before) ^ _scopes(move.after)
    pins = [pin for pin in draft.pins if pin.person == move.person and pin.scope in changed]
    if pins:
        return _by_pin(pins[0])
    if not near:
        return words.CHOSEN
    return words.FOLLOWS if str(proposal.status) == "optimal" else words.FOLLOWS_OPEN


def _by_pin(pin: Pin) -> Filled:
    hold = words.HOLD[pin.hold]
    return words.BY_PIN_REASON.fill(hold=hold, reason=pin.reason) if pin.reason else words.BY_PIN.fill(hold=hold)


def _scopes(position: Position | None) -> frozenset[str]:
    return frozenset() if position is None else position.scopes
