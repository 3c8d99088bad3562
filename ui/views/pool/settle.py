"""Cells that leave open whether somebody counts for a rule: each decided with a value and a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled, same
from optimizer.groups.words import column_word
from optimizer.people.person import Pool
from optimizer.planner.desk.grid import Grid
from optimizer.planner.desk.mending import said_as
from optimizer.planner.desk.settling import Settling, Unsettled, answers_for, seated_in, settled, unsettled_of
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Table
from ui.desk import Desk, flash, go_to
from ui.draw import draw_faults
from ui.reading import REMEMBERED, SECONDS, File, pool_of
from ui.tables import grid as as_grid
from ui.tables import plain
from ui.views.pool import words

HEIGHT, MOST_ROWS = 330, 8
SINGLY = 20
"""More cells than this are decided together only."""
_TABLE, _CHOSEN, _REASON, _ROUND = "settle_table", "settle_chosen", "settle_reason", "settle_round"

type Place = tuple[str, str]


def cells(desk: Desk) -> tuple[Unsettled, ...] | InputFaults | None:
    """The cells to settle; None while there is no policy to tell them."""
    if desk.ready is None:
        return None
    pool, policy = desk.ready
    return _cells(pool.sha256, policy.sha256, _pool=pool, _policy=policy)


@st.cache_resource(max_entries=REMEMBERED, ttl=SECONDS, show_spinner=False)
def _cells(pool: str, policy: str, *, _pool: Pool, _policy: Policy) -> tuple[Unsettled, ...] | InputFaults:
    del pool, policy  # the key of what is remembered
    try:
        return unsettled_of(_pool, _policy)
    except InputFaults as faults:
        return faults


@st.cache_resource(max_entries=REMEMBERED, ttl=SECONDS, show_spinner=False)
def _seated(scenario: str, head: str, *, _desk: Desk) -> frozenset[str]:
    del scenario, head  # the key of what is remembered: a step of a history never changes
    return seated_in(_desk.draft)


def _in_roster(desk: Desk) -> frozenset[str]:
    """Who is in the roster proposed for this very draft, or else in the last one kept."""
    if desk.proposal is not None:
        return frozenset(seat.person for seat in desk.proposal.seats)
    return _seated(desk.scenario.id, desk.scenario.head, _desk=desk)


def show(desk: Desk, pool: Pool, grid: Grid) -> None:
    """The part of the view."""
    found = cells(desk)
    if found is None:
        st.info(words.SETTLE_NEEDS.to(desk.lang))
        st.button(words.TO_POLICY.to(desk.lang), key="settle_policy", on_click=go_to, args=("policy",))
    elif isinstance(found, InputFaults):
        draw_faults(found, desk.lang)
    elif found:
        _open_cells(desk, Settling(draft=desk.draft, grid=grid, pool=pool), found)
    else:
        st.success(words.SETTLED_ALL.to(desk.lang))
    _decisions(desk, pool)


def _open_cells(desk: Desk, settling: Settling, found: Sequence[Unsettled]) -> None:
    lang = desk.lang
    st.write(words.SETTLE_NOTE.to(lang))
    seated = _in_roster(desk)
    if seated and st.toggle(words.SEATED_ONLY.to(lang), key="settle_seated", help=words.SEATED_HELP.to(lang)):
        found = [cell for cell in found if cell.person in seated]
    found = sorted(found, key=lambda cell: (cell.person not in seated, cell.person, cell.column))
    places = [(cell.person, cell.column) for cell in found]
    key = f"{_TABLE}:{st.session_state.get(_ROUND, 0)}"
    table = _table(desk, settling, found, seated)
    st.dataframe(
        as_grid(table, lang),
        hide_index=True,
        column_config={words.AGAINST.to(lang): st.column_config.Column(help=words.AGAINST_HELP.to(lang))},
        height=HEIGHT if len(found) > MOST_ROWS else "content",
        key=key,
        on_select=lambda: _follow(key, places),
        selection_mode="multi-row",
        alt=table.title.to(lang),
    )
    _decide(desk, settling, places)
    _rules(desk, found)


def _table(desk: Desk, settling: Settling, found: Sequence[Unsettled], seated: frozenset[str]) -> Table:
    rows = [
        (
            same(cell.person),
            same(settling.pool.by_id[cell.person].name),
            column_word(cell.column),
            same(settling.written((cell.person, cell.column)).strip() or words.BLANK.to(desk.lang)),
            Filled(zh="、".join(cell.rules), en=", ".join(cell.rules)),
            *((words.YES if cell.person in seated else same(""),) if seated else ()),
        )
        for cell in found
    ]
    columns = (column_word("id"), words.WHO, words.COLUMN, words.SAYS, words.AGAINST)
    return Table(
        id="unsettled",
        title=words.SETTLE.fill(count=len(found)),
        columns=(*columns, words.SEATED) if seated else columns,
        rows=tuple(rows),
    )


def _follow(key: str, places: Sequence[Place]) -> None:
    """The rows chosen in the table are the cells to settle now."""
    rows = st.session_state[key]["selection"]["rows"]
    st.session_state[_CHOSEN] = [_joined(places[row]) for row in rows if row < len(places)]


def _joined(place: Place) -> str:
    return "\t".join(place)


def _decide(desk: Desk, settling: Settling, places: Sequence[Place]) -> None:
    """The cells chosen, a field for each or one for all of a column, the reason, and the button."""
    lang = desk.lang
    known = {_joined(place): place for place in places}
    st.session_state[_CHOSEN] = [each for each in st.session_state.get(_CHOSEN, []) if each in known]
    chosen = st.multiselect(
        words.CHOSEN.to(lang),
        list(known),
        format_func=lambda each: _cell(settling, known[each]).to(lang),
        key=_CHOSEN,
        placeholder=words.CHOSEN_HINT.to(lang),
    )
    if not chosen:
        return
    now = [known[each] for each in chosen]
    with st.form("settle", border=True):
        for column, count in Counter(column for _, column in now).items():
            if count > 1:
                label = words.ALIKE.fill(column=column_word(column), count=count).to(lang)
                _field(desk, settling, column, _field_key("", column), label)
        for place in now[:SINGLY] if len(now) <= SINGLY else ():
            label = words.DECIDED.fill(cell=_cell(settling, place)).to(lang)
            _field(desk, settling, place[1], _field_key(*place), label)
        st.text_input(words.REASON.to(lang), key=_REASON, placeholder=words.REASON_LIKE.to(lang), max_chars=200)
        st.form_submit_button(
            words.DECIDE.fill(count=len(now)).to(lang),
            key="settle_now",
            type="primary",
            help=words.DECIDE_HELP.to(lang),
            on_click=_settle,
            args=(desk, settling, now),
        )


def _cell(settling: Settling, place: Place) -> Filled:
    person = settling.pool.by_id[place[0]]
    return words.CELL.fill(name=person.name, id=person.id, column=column_word(place[1]))


def _field_key(person: str, column: str) -> str:
    return f"settle:{person}:{column}" if person else f"settle_all:{column}"


def _field(desk: Desk, settling: Settling, column: str, key: str, label: str) -> None:
    choices = answers_for(settling, column)
    if choices:
        st.segmented_control(label, choices, format_func=lambda text: said_as(text).to(desk.lang), key=key)
    else:
        hint = words.BIRTH_LIKE if column == "birth" else words.VALUE
        st.text_input(label, key=key, placeholder=hint.to(desk.lang))


def _settle(desk: Desk, settling: Settling, now: Sequence[Place]) -> None:
    """Take what was filled in; nothing is changed unless every cell has a value that can be read, and there is a reason."""
    state = st.session_state
    answers = {place: _answer(place) for place in now}
    reason = str(state.get(_REASON, "")).strip()
    if not all(answers.values()) or not reason:
        flash(words.NEED_REASON if all(answers.values()) else words.NEED_VALUE)
        return
    change = settled(settling, answers, reason)
    file = File(name=change.draft.pool_name, data=change.draft.pool)
    policy = desk.policy if isinstance(desk.policy, Policy) else None
    read = pool_of(file, policy, change.draft.sheet)
    if isinstance(read, InputFaults):
        said = Filled(zh=read.faults[0].sentence("zh"), en=read.faults[0].sentence("en"))
        flash(words.NOT_READ.fill(fault=said))
    elif desk.change(change):
        state[_ROUND] = state.get(_ROUND, 0) + 1
        state[_CHOSEN], state[_REASON] = [], ""


def _answer(place: Place) -> str:
    own = st.session_state.get(_field_key(*place))
    return str(own or st.session_state.get(_field_key("", place[1])) or "").strip()


def _rules(desk: Desk, found: Sequence[Unsettled]) -> None:
    """How many people each rule is open for."""
    assert isinstance(desk.policy, Policy)
    policy = desk.policy
    people = Counter(rule for _, rule in {(cell.person, rule) for cell in found for rule in cell.rules})
    rows = tuple(
        (same(rule.id), rule.sentence(policy.titles), same(str(people[rule.id])))
        for rule in policy.rules
        if rule.id in people
    )
    title = words.RULES_OPEN.fill(count=len(rows))
    table = Table(id="open_rules", title=title, columns=(words.RULE, words.ASKS, words.OPEN), rows=rows)
    with st.expander(title.to(desk.lang)):
        st.dataframe(as_grid(table, desk.lang), hide_index=True, alt=title.to(desk.lang))


def _decisions(desk: Desk, pool: Pool) -> None:
    """What has been settled and corrected, with the reasons."""
    taken = desk.draft.decisions
    if not taken:
        return
    names = {person.id: person.name for person in pool.people}
    rows = tuple(
        (
            same(each.person),
            same(names.get(each.person, "")),
            column_word(each.column),
            same(each.before or "—"),
            same(each.after or "—"),
            same(each.reason) if each.reason else words.CORRECTED,
        )
        for each in reversed(taken)
    )
    title = words.DECISIONS.fill(count=len(taken))
    columns = (column_word("id"), words.WHO, words.COLUMN, words.BEFORE, words.AFTER, words.REASON)
    table = Table(id="decisions", title=title, columns=columns, rows=rows)
    st.subheader(plain(title.to(desk.lang)), anchor=False)
    st.dataframe(as_grid(table, desk.lang), hide_index=True, alt=title.to(desk.lang))
