"""One person: what they hold and count for, why, who else could, and the pins."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pandas as pd
import streamlit as st

from optimizer.basis.progress import Progress
from optimizer.basis.text import Filled, Lang, same
from optimizer.people.person import Person
from optimizer.planner.desk.draft import Pin, with_pin, with_reason, without_pin
from optimizer.planner.desk.roster import Row, cell_said, header_said
from optimizer.planner.room import Asked, why_person
from optimizer.report.blocks import Table
from optimizer.report.person import listed, person_words
from optimizer.roster.roster import Proposal
from ui.desk import Desk
from ui.tables import plain
from ui.views.proposal import words
from ui.views.proposal.making import Shown
from ui.views.proposal.watching import ended, watch

_FACTS = ("sex", "birth", "ethnicity", "party", "title", "employer", "post", "score")
"""The cells that stand below the name."""
PERSON = "who"
"""Where the session keeps the id of the person chosen."""


def card(desk: Desk, now: Shown) -> None:
    """The person chosen, or how to choose one."""
    pool = now.proposal.problem.pool
    if st.session_state.get(PERSON) not in pool.by_id:
        st.session_state[PERSON] = None
    with st.container(border=True):
        who = st.selectbox(
            desk.text(words.PERSON),
            [person.id for person in pool.people],
            index=None,
            format_func=lambda one: person_words(pool, one).to(desk.lang),
            key=PERSON,
            placeholder=desk.text(words.PERSON_HINT),
            persist_state="session",
        )
        if who is None:
            st.caption(desk.text(words.NO_PERSON))
            return
        person = pool.by_id[who]
        _held(desk, now.proposal, person)
        _pins(desk, person)
        _why(desk, now, person)
        _cells(desk, now.proposal, person)


def _held(desk: Desk, proposal: Proposal, person: Person) -> None:
    """What they hold, the rules they help to keep, who could take their place at no loss."""
    policy = proposal.problem.policy
    held = tuple(seat.position for seat in proposal.seats if seat.person == person.id)
    said = Row(person=person, held=held).words(policy) if held else words.BARELY
    facts = listed([fact for column in _FACTS if (fact := cell_said(person, column)).zh])
    st.markdown(f"**{plain(desk.text(said))}**　{plain(desk.text(facts))}")
    rules = dict(proposal.boxes).get(person.id, ())
    if rules:
        by_id = {rule.id: rule for rule in proposal.problem.rules}
        each = "\n".join(f"- {name}　{plain(desk.text(by_id[name].sentence(policy.titles)))}" for name in rules)
        st.markdown(plain(desk.text(words.COUNTS_FOR.fill(rules=listed(list(map(same, rules)))))), help=each)
    for tie in proposal.ties:
        if tie.seat.person == person.id:
            others = listed([person_words(proposal.problem.pool, other) for other in tie.others])
            if tie.count > len(tie.others):
                others = words.AND_MORE.fill(said=others, count=tie.count)
            st.markdown(plain(desk.text(words.SWAPS.fill(others=others))))


def _pins(desk: Desk, person: Person) -> None:
    """In, free or out, for each body and office of the draft's own policy."""
    assert desk.ready is not None
    _, policy = desk.ready
    held = {pin.scope: pin for pin in desk.draft.pins if pin.person == person.id}
    reason = f"reason:{person.id}"
    if held:
        # As the draft has it, also after a step back.
        st.session_state[reason] = next(iter(held.values())).reason
    st.text_input(
        desk.text(words.REASON),
        key=reason,
        placeholder=desk.text(words.REASON_HINT),
        max_chars=200,
        on_change=_explain,
        args=(desk, person, reason),
    )
    for part in policy.parts:
        _control(desk, person, part.id, part.title, held[part.id].hold if part.id in held else "free")


def _control(desk: Desk, person: Person, scope: str, title: Filled, hold: str) -> None:
    key = f"pin:{person.id}:{scope}"
    st.session_state[key] = hold
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(plain(desk.text(title)), width="content")
        st.segmented_control(
            plain(desk.text(title)),
            list(words.HOLD),
            format_func=lambda way: words.HOLD[way].to(desk.lang),
            key=key,
            required=True,
            help=desk.text(words.PIN_HELP),
            label_visibility="collapsed",
            on_change=_pin,
            args=(desk, person, scope, title),
        )


def _pin(desk: Desk, person: Person, scope: str, title: Filled) -> None:
    hold = st.session_state[f"pin:{person.id}:{scope}"]
    reason = str(st.session_state.get(f"reason:{person.id}") or "").strip()
    if hold == "free":
        desk.change(without_pin(desk.draft, person.id, scope, person.name, title))
    else:
        pin = Pin(person=person.id, scope=scope, hold=hold, reason=reason)
        desk.change(with_pin(desk.draft, pin, person.name, title))


def _explain(desk: Desk, person: Person, key: str) -> None:
    """The reason typed counts for the pins the person has already; a pin still to come takes it along."""
    change = with_reason(desk.draft, person.id, str(st.session_state[key]).strip(), person.name)
    if change.draft != desk.draft:
        desk.change(change)


def _why(desk: Desk, now: Shown, person: Person) -> None:
    """Asked on demand: it is solved anew for every body and office."""
    of = f"why {now.name[:16]} {person.id}"
    job = desk.job(of) if now.current else None
    if job is None or (job.done and not job.settled):
        st.button(
            desk.text(words.WHY),
            key="why",
            icon=":material/help:",
            help=desk.text(words.WHY_HELP if now.current else words.WHY_STALE),
            disabled=not now.current,
            on_click=desk.ask,
            args=(of, partial(_asked, now.proposal, person.id)),
        )
    if job is not None and not job.done:
        watch(job, desk.lang, "stop:why")
    elif job is not None and ended(job, desk.lang):
        assert isinstance(job.result, Asked)
        for block in job.result.blocks():
            if isinstance(block, Table):
                _answers(block, desk.lang)


def _asked(proposal: Proposal, who: str, progress: Progress) -> object:
    return why_person(proposal, who, progress=progress)


def _answers(table: Table, lang: Lang) -> None:
    """For each body and office the answer and its cost as lines: the table is too wide for a card. What moves is folded."""
    *_, cost, tightens, moves = table.columns
    folded: list[str] = []
    for row in table.rows:
        part, holds, because, costs, *rest = (cell.to(lang) for cell in row)
        lines = [f"**{plain(part)}**　{plain(holds)}　{plain(because)}"]
        lines += _items([(cost, costs)], lang)
        st.markdown("\n\n".join(lines))
        if any(rest):
            folded += [f"**{plain(part)}**", *_items(zip((tightens, moves), rest, strict=True), lang)]
    if folded:
        with st.expander(plain(moves.to(lang))):
            st.markdown("\n\n".join(folded))
    if table.note:
        st.caption(plain(table.note.to(lang)))


def _items(cells: Iterable[tuple[Filled, str]], lang: Lang) -> list[str]:
    return [plain(words.ITEM.fill(name=name, said=cell).to(lang)) for name, cell in cells if cell]


def _cells(desk: Desk, proposal: Proposal, person: Person) -> None:
    """Every cell of the pool, under its header as written."""
    pool = proposal.problem.pool
    rows = [
        (plain(header_said(pool, column, desk.lang)), plain(desk.text(cell_said(person, column)) or "—"))
        for column in pool.columns
    ]
    frame = pd.DataFrame(rows, columns=[desk.text(words.FIELD), desk.text(words.VALUE)])
    with st.expander(desk.text(words.CELLS)):
        st.table(frame, hide_index=True, hide_header=True, border="horizontal", alt=plain(person.name))
