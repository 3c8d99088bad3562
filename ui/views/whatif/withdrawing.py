"""Withdrawals: who would replace each one, and the roster without all of them that changes least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from optimizer.basis.progress import Progress
from optimizer.people.person import Pool
from optimizer.planner.desk.draft import Change, Pin, draft_base, draft_pins, with_left
from optimizer.planner.desk.roster import EVERYBODY, roster_rows
from optimizer.planner.plan import Options
from optimizer.planner.room import Asked, least_change_of, moves_of, replacements_of
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Table
from optimizer.room.nearest import Nearest, Replacement
from optimizer.roster.roster import Proposal, Seat
from ui.desk import Desk, go_to
from ui.draw import draw
from ui.tables import plain
from ui.views.proposal.making import Shown, begin, made
from ui.views.whatif import words
from ui.views.whatif.asking import Answer, answer, ask, setting, settled
from ui.views.whatif.hand import roster_in_hand
from ui.views.whatif.saving import save, show_grid, table_csv

SECTION = "withdrawals"
LEFT, WHY = "left_people", "left_why"


@dataclass(frozen=True, kw_only=True, eq=False)
class Without:
    """What came of it: `people` who withdraw, who would replace each one alone, and the nearest roster without all.

    `before` is the roster they leave.
    """

    people: tuple[str, ...]
    before: tuple[Seat, ...]
    each: Asked[tuple[Replacement, ...]]
    all: Asked[Nearest]


def withdrawals(desk: Desk) -> None:
    """The whole section."""
    st.caption(desk.text(words.WITHDRAWALS_INTRO))
    now = roster_in_hand(desk)
    if now is None:
        return
    people = _choose(desk, now)
    of = f"left {now.name[:16]} {' '.join(people)}"
    done = bool(people) and settled(desk, of)
    st.button(
        desk.text(words.DO_WITHDRAWALS),
        type="primary",
        key="do:withdrawals",
        icon=":material/person_remove:",
        help=desk.text(words.DONE_HELP if done else words.DO_WITHDRAWALS_HELP),
        disabled=not people or done,
        on_click=_begin,
        args=(desk, now, of, people),
    )
    found = answer(desk, SECTION)
    if found is not None and isinstance(found.result, Without):
        _show(desk, now, found, found.result)


def _choose(desk: Desk, now: Shown) -> tuple[str, ...]:
    """The members who withdraw, by id, and why."""
    policy = now.proposal.problem.policy
    rows = {row.person.id: row for row in roster_rows(now.proposal, EVERYBODY) if row.held}
    setting(desk, SECTION, LEFT, [], list(rows))
    chosen = st.multiselect(
        desk.text(words.WHO_LEFT),
        list(rows),
        format_func=lambda who: words.MEMBER.fill(name=rows[who].person.name, id=who, held=rows[who].words(policy)).to(
            desk.lang
        ),
        key=LEFT,
        placeholder=desk.text(words.WHO_LEFT_EMPTY),
        help=desk.text(words.WHO_LEFT_HELP),
    )
    setting(desk, SECTION, WHY, "")
    st.text_input(desk.text(words.WHY_LEFT), key=WHY, max_chars=200, help=desk.text(words.WHY_LEFT_HELP))
    return tuple(sorted(chosen))


def leaving(desk: Desk, proposal: Proposal, people: Sequence[str], reason: str) -> Change:
    """The draft without some people: held out of every outermost body they could serve in, near the roster in hand."""
    policy, pool = proposal.problem.policy, proposal.problem.pool
    outer = [body.id for body in policy.bodies if body.within is None]
    pins = tuple(Pin(person=who, scope=part, hold="out", reason=reason) for who in people for part in outer)
    names = "、".join(pool.by_id[who].name for who in people)
    return with_left(desk.draft, pins, made().file(proposal), names)


def _begin(desk: Desk, now: Shown, of: str, people: tuple[str, ...]) -> None:
    assert desk.ready is not None
    # As it will be planned once it is taken, the reason aside.
    draft = leaving(desk, now.proposal, people, "").draft
    options = Options(pins=draft_pins(draft, *desk.ready), base=draft_base(draft), seed=draft.seed)
    ask(desk, SECTION, of, partial(_without, desk.ready, now.proposal, people, options), (LEFT, WHY))


def _without(
    ready: tuple[Pool, Policy], proposal: Proposal, people: tuple[str, ...], options: Options, progress: Progress
) -> Without:
    pool, policy = ready
    assert options.base is not None
    nearest = least_change_of(pool=pool, policy=policy, base=options.base, options=options, progress=progress)
    each = replacements_of(proposal, people=people, progress=progress)
    return Without(people=people, before=proposal.seats, each=each, all=nearest)


def _show(desk: Desk, now: Shown, found: Answer, without: Without) -> None:
    with st.container(border=True):
        st.subheader(desk.text(words.EACH_ALONE), anchor=False)
        draw(without.each.blocks(), desk.lang)
    with st.container(border=True):
        st.subheader(desk.text(words.ALL_TOGETHER), anchor=False)
        _together(desk, now, found, without)


def _together(desk: Desk, now: Shown, found: Answer, without: Without) -> None:
    nearest = without.all.found
    if not nearest.seats:
        st.error(desk.text(words.NO_ROSTER_WITHOUT))
        draw(without.all.blocks(), desk.lang)
        return
    pool, policy = nearest.problem.pool, nearest.problem.policy
    _, (table,), _ = moves_of(pool=pool, policy=policy, before=without.before, after=nearest.seats)
    assert isinstance(table, Table)
    st.write(plain(desk.text(words.FEWEST.fill(people=len(without.people), moves=len(table.rows)))))
    show_grid(desk, table, "grid:left")
    st.button(
        desk.text(words.TAKE_LEFT),
        key="take:left",
        type="primary",
        icon=":material/check:",
        help=desk.text(words.TAKE_LEFT_HELP if found.current else words.TAKE_STALE),
        disabled=not found.current,
        on_click=_take,
        args=(desk, now, without.people),
    )
    save(desk, "withdrawals", [], partial(table_csv, desk.lang, table))


def _take(desk: Desk, now: Shown, people: tuple[str, ...]) -> None:
    """Hold them out, stay near the roster, plan, and show it."""
    change = leaving(desk, now.proposal, people, str(st.session_state.get(WHY, "")).strip())
    if desk.change(change):
        begin(replace(desk, draft=change.draft, scenario=desk.projects.scenario(desk.scenario.id)))
        go_to("proposal")
