"""Contested elections: the worst and the best outcome of each rule, how likely each is kept, who decides, what is safer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Progress
from optimizer.people.person import Pool
from optimizer.planner import contest as contests
from optimizer.planner.contest import ContestReport
from optimizer.planner.desk.taking import with_margin, with_promise
from optimizer.planner.desk.voting import deciders, safer, unsafe
from optimizer.planner.plan import Options
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Chart, Line, Table
from optimizer.report.contest import contest_blocks
from optimizer.report.odds import chance_table, charts, model_lines, together_lines
from optimizer.report.proposal import status_lines
from optimizer.roster.roster import Proposal
from ui.desk import Desk, flash
from ui.draw import draw, draw_chart
from ui.tables import plain
from ui.views.proposal.making import Shown
from ui.views.whatif import words
from ui.views.whatif.asking import Answer, answer, ask, settled
from ui.views.whatif.hand import roster_in_hand
from ui.views.whatif.saving import save, show_grid, signed, table_csv
from ui.views.whatif.votes import SECTION, Model, model

CHANCE = 4
"""The column of a table of chances that has the chance."""
PART, RULE, PROMISE = "vote_part", "vote_rule", "vote_promise"


@dataclass(frozen=True, kw_only=True, eq=False)
class Voted:
    """What came of it: the report, or the plan that shows why there are no slates; `margin` where it was supposed."""

    report: ContestReport | None
    proposal: Proposal | None
    margin: str


def contest(desk: Desk) -> None:
    """The whole section."""
    assert desk.ready is not None
    st.caption(desk.text(words.CONTEST_INTRO if desk.ready[1].contested else words.SUPPOSE_INTRO))
    now = roster_in_hand(desk)
    if now is None:
        return
    assumed, keys = model(desk)
    of = f"contest {now.name[:16]} {assumed.name}"
    done = settled(desk, of)
    st.button(
        desk.text(words.DO_CONTEST),
        type="primary",
        key="do:contest",
        icon=":material/how_to_vote:",
        help=desk.text(words.DONE_HELP if done else words.DO_CONTEST_HELP),
        disabled=done,
        on_click=_begin,
        args=(desk, now, of, assumed, keys),
    )
    found = answer(desk, SECTION)
    if found is not None and isinstance(found.result, Voted):
        _show(desk, found, found.result)


def _begin(desk: Desk, now: Shown, of: str, assumed: Model, keys: Sequence[str]) -> None:
    assert desk.ready is not None
    options = Options(seed=desk.draft.seed)
    ask(desk, SECTION, of, partial(_vote, desk.ready, now.proposal, assumed, options), keys)


def _vote(
    ready: tuple[Pool, Policy], proposal: Proposal, assumed: Model, options: Options, progress: Progress
) -> Voted:
    pool, policy = ready
    told = contests.open_assumed(assumed.odds, policy, strength=assumed.strength, spread=assumed.spread)
    if not assumed.margin:
        slates = contests.open_slates(pool, policy, proposal.seats)
        return Voted(report=contests.contest(slates, told, progress=progress), proposal=None, margin="")
    supposed, planned = contests.supposed_slates(
        pool, policy, proposal.seats, assumed.margin, options=options, progress=progress
    )
    report = None if supposed is None else contests.contest(supposed, told, progress=progress)
    return Voted(report=report, proposal=planned, margin=assumed.margin)


def _show(desk: Desk, found: Answer, voted: Voted) -> None:
    report = voted.report
    if report is None:
        st.error(desk.text(words.NO_SLATES))
        if voted.proposal is not None:
            draw(status_lines(voted.proposal), desk.lang)
        return
    if voted.margin:
        st.info(plain(desk.text(words.SUPPOSED.fill(margin=voted.margin))))
    st.subheader(desk.text(words.CERTAINTY), anchor=False)
    certain = contest_blocks(report.problem, report.seats, report.outcomes)
    draw([block for block in certain if isinstance(block, Line)], desk.lang)
    table = next((block for block in certain if isinstance(block, Table)), safer(report))
    if table.marks:
        show_grid(desk, signed(table, len(table.columns) - 2), "grid:certain")
    _safer(desk, found, voted, report)
    drawn = _likely(desk, report)
    save(desk, "contest", drawn, partial(table_csv, desk.lang, table))


def _safer(desk: Desk, found: Answer, voted: Voted, report: ContestReport) -> None:
    """What would make each rule certain, and the button that asks for it."""
    table = safer(report)
    if not table.rows:
        st.success(desk.text(words.ALL_CERTAIN))
        return
    with st.expander(plain(desk.text(table.title)), icon=":material/shield:"):
        show_grid(desk, table, "grid:safer")
        if voted.margin:
            st.button(
                desk.text(words.TAKE_MARGIN.fill(margin=voted.margin)),
                key="take:margin",
                help=desk.text(words.TAKE_MARGIN_HELP),
                disabled=not found.current,
                on_click=_take_margin,
                args=(desk, tuple(part.id for part in report.problem.policy.contested), voted.margin),
            )
            return
        rules = list(dict.fromkeys(each.rule for each in unsafe(report)))
        if st.session_state.get(PROMISE) not in rules:
            st.session_state[PROMISE] = rules[0]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            rule = st.selectbox(desk.text(words.PROMISE), rules, key=PROMISE, width=200)
            st.button(
                desk.text(words.TAKE_PROMISE),
                key="take:promise",
                help=desk.text(words.TAKE_PROMISE_HELP),
                disabled=not found.current,
                on_click=_take_promise,
                args=(desk, rule),
            )


def _take_margin(desk: Desk, parts: tuple[str, ...], margin: str) -> None:
    change = with_margin(desk.draft, parts, margin)
    if change is None:
        flash(words.TAKE_BY_HAND)
    else:
        desk.change(change)


def _take_promise(desk: Desk, rule: str) -> None:
    assert desk.ready is not None
    try:
        desk.change(with_promise(desk.draft, desk.ready[0], rule))
    except InputFaults as faults:
        fault = faults.faults[0]
        flash(words.NO_PROMISE.fill(rule=rule, why=fault.message, cure=fault.cure))


def _likely(desk: Desk, report: ContestReport) -> list[Chart]:
    """The chances of one contest: all rules in a table, one of them as a distribution, and who decides; its charts."""
    st.subheader(desk.text(words.LIKELY), anchor=False)
    draw(model_lines(report.assumed), desk.lang)
    st.warning(desk.text(words.ODDS_WARNING))
    policy = report.problem.policy
    by_part = {each.contest.part: each for each in report.chances}
    if not by_part:
        return []
    if st.session_state.get(PART) not in by_part:
        st.session_state[PART] = next(iter(by_part))
    part = st.segmented_control(
        desk.text(words.ELECTION),
        list(by_part),
        format_func=lambda name: policy.titles[name].to(desk.lang),
        key=PART,
        required=True,
    )
    assert part is not None
    found, rules = by_part[part], {rule.id: rule for rule in report.problem.rules}
    if not found.rules:
        st.info(desk.text(words.NO_RULES_HERE))
        return []
    draw(together_lines(found, policy), desk.lang)
    show_grid(desk, signed(chance_table(found, policy, rules), CHANCE), "grid:chances")
    drawn = {chart.id.removeprefix(f"chance_{part}_"): chart for chart in charts(found, policy, rules)}
    if drawn:
        _one_chart(desk, drawn)
    table = deciders(report, found)
    with st.expander(plain(desk.text(table.title)), icon=":material/groups:"):
        show_grid(desk, table, "grid:deciders")
    return list(drawn.values())


def _one_chart(desk: Desk, drawn: dict[str, Chart]) -> None:
    if st.session_state.get(RULE) not in drawn:
        st.session_state[RULE] = next(iter(drawn))
    rule = st.selectbox(desk.text(words.DISTRIBUTION), list(drawn), key=RULE, help=desk.text(words.DISTRIBUTION_HELP))
    if rule is not None:
        draw_chart(drawn[rule], desk.lang)
