"""Two to four scenarios side by side; those without rosters are planned as jobs first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from optimizer.planner.desk.projects import Scenario
from optimizer.planner.desk.side_by_side import (
    MOST,
    Variant,
    differing,
    goals_side_by_side,
    parts_side_by_side,
    people_side_by_side,
    pins_side_by_side,
    rules_apart,
    rules_side_by_side,
)
from optimizer.report.blocks import Table
from optimizer.roster.roster import Proposal
from ui.desk import Desk
from ui.draw import GRID_HEIGHT, GRID_ROWS
from ui.jobs import Job
from ui.tables import grid, plain
from ui.views.proposal.making import PLAN, made
from ui.views.proposal.watching import LOOK_EVERY, ended, step_words
from ui.views.proposal.words import STATUS_SHORT
from ui.views.scenarios import words
from ui.views.scenarios.standing import desk_of

CHOSEN, ONLY = "compared", "only_differing"
TABLES: Sequence[Callable[[Sequence[Variant]], Table]] = (
    parts_side_by_side,
    goals_side_by_side,
    people_side_by_side,
    rules_apart,
    rules_side_by_side,
    pins_side_by_side,
)
"""What is compared, in this order."""


def comparing(desk: Desk) -> None:
    """Choose, plan what is not planned, compare."""
    listed = {each.id: each for each in desk.projects.scenarios(desk.scenario.project)}
    if len(listed) < 2:
        st.info(desk.text(words.ONE_ONLY))
        return
    st.caption(desk.text(words.COMPARE_NOTE))
    chosen = st.multiselect(
        desk.text(words.CHOOSE),
        list(listed),
        default=[desk.scenario.id, *(each for each in listed if each != desk.scenario.id)][:2],
        format_func=lambda each: listed[each].name,
        key=CHOSEN,
        max_selections=MOST,
        placeholder=desk.text(words.CHOOSE_HINT),
    )
    if len(chosen) < 2:
        st.info(desk.text(words.CHOOSE_TWO))
        return
    desks = [desk_of(desk, listed[each]) for each in chosen]
    _planned(desk, [each for each in desks if each.ready is not None])
    for each in desks:
        if each.ready is None:
            st.warning(plain(desk.text(words.NOT_READY.fill(name=each.scenario.name))))
    found = [(each.scenario, each.proposal) for each in desks]
    done = [(scenario, proposal) for scenario, proposal in found if proposal is not None]
    if len(done) > 1:
        _compared(desk, done)


def _planned(desk: Desk, desks: Sequence[Desk]) -> None:
    """A line for every scenario that is not planned yet, and the button that plans them all."""
    jobs = [(each, each.job(PLAN)) for each in desks]
    lacking = [each for each, job in jobs if job is None or (job.done and each.proposal is None and job.error is None)]
    if lacking:
        names = "、".join(each.scenario.name for each in lacking)
        st.write(plain(desk.text(words.LACKING.fill(names=names))))
        st.button(
            desk.text(words.PLAN_THEM),
            key="plan_them",
            type="primary",
            icon=":material/play_arrow:",
            help=desk.text(words.PLAN_THEM_HELP),
            on_click=_plan,
            args=(lacking,),
        )
    working = [(each, job) for each, job in jobs if job is not None and not job.done]
    if working:
        _watch(desk, working)
    for each, job in jobs:
        if job is not None and job.error is not None:
            st.write(plain(desk.text(words.ENDED.fill(name=each.scenario.name))))
            ended(job, desk.lang)


def _plan(desks: Sequence[Desk]) -> None:
    for each in desks:
        each.start(PLAN, each.planning())


@st.fragment(run_every=LOOK_EVERY)
def _watch(desk: Desk, working: Sequence[tuple[Desk, Job]]) -> None:
    """One line a job; the whole page is drawn again as soon as one is done."""
    if any(job.done for _, job in working):
        st.rerun()
    for each, job in working:
        step, policy = job.step, each.ready[1] if each.ready else None
        said = words.WAITING if step is None else step_words(step, int(job.seconds), policy)
        text = words.PLANNING.fill(name=each.scenario.name, said=said)
        with st.container(horizontal=True, vertical_alignment="center"):
            share = 0.0 if step is None else min(1.0, step.done / max(1, step.total))
            st.progress(share, text=plain(desk.text(text)), width="stretch")
            st.button(
                desk.text(words.STOP),
                key=f"stop:{each.scenario.id}",
                icon=":material/stop_circle:",
                on_click=job.stop,
                disabled=job.cancelled(),
            )


def _compared(desk: Desk, done: Sequence[tuple[Scenario, Proposal]]) -> None:
    key = " ".join(f"{scenario.name}\n{_print(proposal)}" for scenario, proposal in done)
    tables = kept_tables(key, _variants=[Variant(name=scenario.name, proposal=proposal) for scenario, proposal in done])
    for scenario, proposal in done:
        if not proposal.seats:
            status = STATUS_SHORT[str(proposal.status)]
            st.warning(plain(desk.text(words.WITHOUT.fill(name=scenario.name, status=status))))
    only = st.toggle(desk.text(words.ONLY), value=True, key=ONLY, help=desk.text(words.ONLY_HELP))
    for table in tables:
        _draw(desk, table, only=only)


def _print(proposal: Proposal) -> str:
    """What tells one proposal from another: its roster.json; names of pools and policies do not matter."""
    return made().file(proposal).decode()


@st.cache_resource(max_entries=4, show_spinner=False)
def kept_tables(key: str, *, _variants: Sequence[Variant]) -> tuple[Table, ...]:
    """The comparison, worked out once for the same proposals under the same names."""
    del key  # what is remembered is found by it, in place of the proposals
    return tuple(make(_variants) for make in TABLES)


def _draw(desk: Desk, table: Table, *, only: bool) -> None:
    """A table, or its unlike rows alone; how many rows are alike is said either way."""
    unlike = differing(table)
    if not table.rows and table.id != "rules_apart":
        return
    shown = unlike if only else table
    said = words.COUNT.fill(unlike=len(unlike.rows), of=len(table.rows)) if unlike.rows else words.ALL_ALIKE
    if not shown.rows:
        st.markdown(f"**{plain(desk.text(table.title))}**　{desk.text(said)}")
        return
    st.subheader(plain(desk.text(table.title)), anchor=False)
    st.caption(desk.text(said))
    height: int | Literal["content"] = GRID_HEIGHT if len(shown.rows) > GRID_ROWS else "content"
    st.dataframe(grid(shown, desk.lang), hide_index=True, height=height, alt=desk.text(table.title))
