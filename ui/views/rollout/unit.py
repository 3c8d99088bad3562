"""One unit from near: its facts and days, what came of planning it, its rosters and rules; and a project to go on with it."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from optimizer.basis.text import Filled, Lang, same
from optimizer.planner.desk.draft import Draft
from optimizer.planner.desk.projects import begin_project
from optimizer.planner.rollout.rollout import RolledOut
from optimizer.planner.rollout.unit_desk import result_of, roster_blocks, unit_draft
from optimizer.report.blocks import Block, Mark, Table
from optimizer.report.person import listed
from optimizer.report.rollout.units import MARKS
from optimizer.report.rollout.words import (
    FILING_WORDS,
    LEVEL_WORDS,
    OUTCOME_WORDS,
    ROUTE_WORDS,
    STAGE_WORDS,
    head_word,
    since_words,
)
from optimizer.rollout.dates import due, overdue
from optimizer.rollout.filing import filing, seated_kinds
from optimizer.rollout.planned import Planned
from optimizer.rollout.route import route
from optimizer.rollout.unit import Unit
from ui import desk as desks
from ui.draw import draw
from ui.tables import plain
from ui.views.rollout import words
from ui.views.rollout.board import Board

UNIT = "rollout_unit"
"""Where the session keeps the code of the unit shown."""
_BOXES = {Mark.KEPT: st.success, Mark.BROKEN: st.error, Mark.SHORT: st.warning, Mark.PLAIN: st.info}


def show(board: Board, found: RolledOut, code: str) -> None:
    """The whole card."""
    each, text = found.by_code[code], board.text
    result = result_of(found, code)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(each.name)}**　{plain(code)}", width="stretch")
            st.button(
                text(words.AS_PROJECT),
                key="unit_project",
                icon=":material/open_in_new:",
                type="primary",
                disabled=not each.pool or not each.policy,
                help=text(words.AS_PROJECT_HELP),
                on_click=_begin,
                args=(found, code, board.lang),
            )
            st.button(text(words.CLOSE_UNIT), key="unit_close", icon=":material/close:", on_click=_close)
        _facts(board, found, each)
        _outcome(board, result.planned)
        if result.roster is not None:
            draw(_blocks(board.found_key, code, _found=found), board.lang)
        _census(board, each)


def _facts(board: Board, found: RolledOut, each: Unit) -> None:
    parent = found.by_code.get(each.parent)
    under = words.TOP if parent is None else same(parent.name)
    line = words.FACTS.fill(level=LEVEL_WORDS[each.level], stage=STAGE_WORDS[each.stage], parent=under)
    st.caption(plain(board.text(line)))
    with st.container(horizontal=True, gap="small"):
        for label, said, why in _figures(each, found):
            help_said = None if why is None else plain(board.text(why))
            st.markdown(f"{plain(board.text(label))} **{plain(board.text(said))}**", help=help_said, width="content")
    contact = each.contact
    told = {name: getattr(contact, name) or "—" for name in ("leader", "department", "staff", "phone")}
    st.caption(plain(board.text(words.CONTACT.fill(**told))))


def _figures(each: Unit, found: RolledOut) -> Iterator[tuple[Filled, Filled, Filled | None]]:
    as_of = found.wanted.as_of
    seated = [head_word(kind) for kind in seated_kinds(each, as_of, tuple(each.heads))]
    yield words.SET_UP, words.NO_ASSOCIATION if each.association is None else since_words(each.association), None
    yield words.LAST, since_words(each.last_congress), None
    yield words.DUE, since_words(due(each)), words.DUE_HELP
    yield words.DAYS_OVER, same(str(overdue(each, as_of))), words.DUE_HELP
    yield words.SET_DAY, since_words(each.planned), words.SET_DAY_HELP
    yield words.ROUTE, ROUTE_WORDS[route(each, as_of, found.wanted.ahead)], words.ROUTE_HELP
    yield words.HEADS, listed(seated) if seated else same("—"), words.HEADS_HELP
    state = FILING_WORDS[filing(each, as_of)]
    if each.filed is not None:
        day, who = since_words(each.filed), each.addressee
        state = Filled(zh=f"{state.zh}（{day.zh} {who}）", en=f"{state.en} ({day.en} {who})")
    yield words.FILING, state, words.FILING_HELP


def _outcome(board: Board, planned: Planned | None) -> None:
    """What came of planning, in a box, with the reasons; rules about posts and wishes below."""
    if planned is None:
        st.info(board.text(words.NO_RESULT))
        return
    said = words.RESULT.fill(
        outcome=words.capital(OUTCOME_WORDS[planned.outcome]),
        day=since_words(planned.day),
        policy=planned.policy or "—",
        seconds=f"{planned.seconds:.1f}",
    )
    lines = [said, *planned.why]
    if planned.clash:
        lines.append(words.CLASH.fill(rules=same("、".join(planned.clash))))
    _BOXES[MARKS[planned.outcome]]("\n\n".join(plain(board.text(line)) for line in lines))
    if planned.by_post:
        told = listed(
            [(words.KEPT if kept else words.BROKEN).fill(rule=same(rule)) for rule, kept in planned.by_post.items()]
        )
        st.markdown(
            f"{plain(board.text(words.BY_POST))}　**{plain(board.text(told))}**",
            help=board.text(words.BY_POST_HELP),
            width="content",
        )
    if planned.unmet:
        st.caption(plain(board.text(words.UNMET.fill(rules=same("、".join(planned.unmet))))))


def _census(board: Board, each: Unit) -> None:
    told = [(name, said) for name, said in each.census.items() if said]
    if told:
        with st.expander(board.text(words.OTHER_FACTS)):
            rows = tuple((same(name), same(said)) for name, said in told)
            table = Table(id="census", title=words.OTHER_FACTS, columns=(words.COLUMN, words.SAID), rows=rows)
            draw([table], board.lang)


@st.cache_resource(max_entries=32, show_spinner=False)
def _blocks(key: str, code: str, *, _found: RolledOut) -> list[Block]:
    del key  # with the code, what is remembered is found by it
    return roster_blocks(_found, code)


def _close() -> None:
    st.session_state[UNIT] = None


def _begin(found: RolledOut, code: str, lang: Lang) -> None:
    """Begin a project on the unit and open it; closing it comes back here."""
    name = found.by_code[code].name

    def begin() -> None:
        draft = unit_draft(found, code)
        if isinstance(draft, Draft):
            desks.choose(begin_project(desks.projects(), name, draft, lang=lang).id)
            desks.go_to("proposal")
        elif draft:
            desks.flash(draft[0])

    desks.attempt(begin)
