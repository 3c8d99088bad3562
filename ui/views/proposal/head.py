"""The head of a proposal: what it is, how far it is proven, the key figures."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from optimizer.basis.text import Filled, same
from optimizer.report.blocks import Line
from optimizer.report.proposal import status_lines
from optimizer.roster.roster import Proposal
from ui.desk import Desk
from ui.jobs import Job
from ui.tables import plain
from ui.views.proposal import words
from ui.views.proposal.making import Shown

_BOXES = {"optimal": st.success, "impossible": st.error}
_ICONS = {"optimal": ":material/verified:", "impossible": ":material/block:"}


def show(desk: Desk, now: Shown, job: Job | None) -> None:
    """Title, status in one box, figures."""
    proposal = now.proposal
    title, status, *_ = status_lines(proposal, explained=True)
    assert isinstance(title, Line)
    assert isinstance(status, Line)
    st.subheader(plain(desk.text(title.text)), anchor=False)
    if now.current:
        box = _BOXES.get(str(proposal.status), st.warning)
        box(plain(desk.text(status.text)), icon=_ICONS.get(str(proposal.status), ":material/hourglass_bottom:"))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if proposal.seats:
            _figures(desk, proposal)
        if job is not None and now.current:
            solver = f"{proposal.solved.solver} {proposal.solved.version}"
            said = words.PROVENANCE.fill(solver=solver, seconds=f"{job.seconds:.1f}")
            st.caption(plain(desk.text(said)), width="content")


def _figures(desk: Desk, proposal: Proposal) -> None:
    """One line of figures; each says what it counts."""
    binding, wishes = kept_rules(proposal, binds=True), kept_rules(proposal, binds=False)
    proven = sum(bool(goal.proof) for goal in proposal.solved.goals)
    people = words.PEOPLE.fill(count=len({seat.person for seat in proposal.seats}))
    figures: list[tuple[Filled, Filled, Filled]] = [
        (words.MEMBERS, people, words.MEMBERS_HELP.fill(parts=parts_filled(proposal))),
        (words.BINDING, _of(*binding), words.BINDING_HELP),
        (words.WISHES, _of(*wishes), words.WISHES_HELP),
        (words.GOALS, _of(proven, len(proposal.solved.goals)), words.GOALS_HELP),
        (words.TO_SETTLE, same(str(len(proposal.unsettled))), words.TO_SETTLE_HELP),
    ]
    for label, figure, said in figures:
        if label is not words.WISHES or wishes[1]:
            line = f"{plain(desk.text(label))} **{plain(desk.text(figure))}**"
            st.markdown(line, help=plain(desk.text(said)), width="content")


def _of(found: int, of: int) -> Filled:
    return same(f"{found}/{of}")


def kept_rules(proposal: Proposal, *, binds: bool) -> tuple[int, int]:
    """How many rules that bind (or are only to be met as far as possible) are kept, and how many there are."""
    found = [
        all(verdict.kept for verdict in verdicts)
        for _, verdicts in groupby(
            (verdict for verdict in proposal.verdicts if verdict.strength.binds is binds),
            key=lambda verdict: verdict.rule,
        )
    ]
    return sum(found), len(found)


def parts_filled(proposal: Proposal) -> Filled:
    """Every body and office with how many hold it and its seats."""
    policy = proposal.problem.policy
    said = [
        words.PART_FILLED.fill(title=part.title, found=len(proposal.holding(part.id)), seats=part.seats)
        for part in policy.parts
    ]
    return Filled(zh="、".join(part.zh for part in said), en=", ".join(part.en for part in said))
