"""Where no roster is possible: what clashes, the cheapest ways out with a button each, whom the pool lacks."""

from __future__ import annotations

from functools import partial

import streamlit as st

from optimizer.basis.progress import Progress
from optimizer.basis.text import Filled
from optimizer.diagnose.repairs import Repair
from optimizer.planner.desk.draft import Change, Draft
from optimizer.planner.desk.repair import with_repair
from optimizer.planner.desk.roster import roster_seats
from optimizer.planner.explain import Diagnosis, diagnose
from optimizer.planner.room import moves_of
from optimizer.report.blocks import Table
from optimizer.report.conflicts import asks_words, conflict_blocks
from optimizer.report.repairs import COST_WORDS, nomination_lines, repair_words
from optimizer.roster.roster import Proposal
from ui.desk import Desk
from ui.draw import draw, draw_grid
from ui.tables import plain
from ui.views.proposal import words
from ui.views.proposal.making import Shown
from ui.views.proposal.watching import ended, watch

_FURTHER = ("single_repairs", "quick")
"""Tables of the diagnosis that stand folded at its end."""


def show(desk: Desk, now: Shown) -> None:
    """The diagnosis is a job of its own, begun as soon as the proof is there."""
    of = f"diagnose {now.name[:16]}"
    job = desk.job(of)
    if job is None:
        job = desk.start(of, partial(_diagnose, now.proposal))
    if not job.done:
        st.caption(desk.text(words.DIAGNOSING))
        watch(job, desk.lang, "stop:diagnose")
        return
    if ended(job, desk.lang):
        assert isinstance(job.result, Diagnosis)
        _diagnosis(desk, job.result)
    if not job.settled:
        st.button(
            desk.text(words.DIAGNOSE_AGAIN),
            key="diagnose",
            on_click=desk.ask,
            args=(of, partial(_diagnose, now.proposal)),
        )


def _diagnose(proposal: Proposal, progress: Progress) -> Diagnosis:
    return diagnose(proposal.problem, progress=progress)


def _diagnosis(desk: Desk, found: Diagnosis) -> None:
    st.subheader(desk.text(words.WHY_NOT), anchor=False)
    draw(conflict_blocks(found.problem, found.conflicts), desk.lang)
    st.subheader(desk.text(words.WAYS), anchor=False, help=desk.text(COST_WORDS))
    if not found.repairs.listed:
        st.write(desk.text(words.NO_REPAIRS))
    told = tuple(repair_words(found.problem, repair).zh for repair in found.repairs.listed)
    changes = changes_of(told, desk.scenario.head, _draft=desk.draft, _found=found)
    for number, (repair, change) in enumerate(zip(found.repairs.listed, changes, strict=True), 1):
        _repair(desk, found, number, repair, change)
    draw(nomination_lines(found.problem, found.nominations), desk.lang)
    with st.expander(desk.text(words.SINGLES)):
        tables = [block for block in found.blocks() if isinstance(block, Table) and block.id in _FURTHER]
        draw(tables, desk.lang)


@st.cache_resource(max_entries=12, show_spinner=False)
def changes_of(told: tuple[str, ...], head: str, *, _draft: Draft, _found: Diagnosis) -> tuple[Change | None, ...]:
    """What each repair would make of the scenario as it stands at a step; None where it has to be written by hand."""
    del told, head  # part of the key of what is remembered, in place of the diagnosis and the draft
    return tuple(with_repair(_draft, _found.problem, repair) for repair in _found.repairs.listed)


def _repair(desk: Desk, found: Diagnosis, number: int, repair: Repair, change: Change | None) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            said = words.NUMBERED.fill(number=number, said=repair_words(found.problem, repair))
            st.markdown(f"**{plain(desk.text(said))}**", width="stretch")
            st.button(
                desk.text(words.APPLY),
                key=f"apply:{number}",
                icon=":material/build:",
                help=desk.text(words.APPLY_HELP if change else words.BY_HAND),
                disabled=change is None,
                on_click=_apply,
                args=(desk, change),
            )
        for name in repair.names:
            asks = words.NOW_ASKS.fill(said=asks_words(found.problem, name))
            st.markdown(plain(desk.text(asks)))
        st.caption(plain(desk.text(_cost(repair))), help=desk.text(COST_WORDS))
        _difference(desk, found, number, repair)


def _cost(repair: Repair) -> Filled:
    return words.COST.fill(
        cost=repair.cost,
        heads=sum(each.heads for each in repair.changes),
        proof=words.PROVEN if repair.proven else words.NOT_PROVEN,
        status=words.STATUS_SHORT[str(repair.status)],
    )


def _apply(desk: Desk, change: Change) -> None:
    desk.change(change)


def _difference(desk: Desk, found: Diagnosis, number: int, repair: Repair) -> None:
    """How the roster under the repair differs from the one in hand, else from that of the first repair."""
    if desk.draft.roster:
        against, before = words.AGAINST_LAST, roster_seats(desk.draft.roster)
    elif number > 1:
        against, before = words.AGAINST_FIRST, found.repairs.listed[0].roster
    else:
        return
    pool, policy = found.problem.pool, found.problem.policy
    moves, (table,), _ = moves_of(pool=pool, policy=policy, before=before, after=repair.roster)
    assert isinstance(table, Table)
    with st.expander(plain(desk.text(words.ITEM.fill(name=against, said=table.title)))):
        if moves:
            draw_grid(table, desk.lang, key=f"repair_moves:{number}")
        else:
            st.write(desk.text(words.NOTHING_MOVED))
