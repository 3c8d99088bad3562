"""Other rosters that are as good, or nearly: side by side, and who is in all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from optimizer.basis.progress import Progress
from optimizer.basis.text import Filled, same
from optimizer.planner.naming import read_distance
from optimizer.planner.room import Asked, alternatives_of, labels_of
from optimizer.report.blocks import Block, Table
from optimizer.report.person import person_words, position_words
from optimizer.room.alternatives import Alternatives
from optimizer.roster.roster import Proposal, Seat
from ui.desk import Desk
from ui.draw import GRID_ROWS, draw, draw_grid
from ui.tables import plain
from ui.views.proposal import words
from ui.views.proposal.making import Shown
from ui.views.proposal.watching import ended, watch

DISTANCES = ("0%", "0.1%", "0.5%", "1%", "2%", "5%")
COUNTS = (1, 2, 3, 4)


def show(desk: Desk, now: Shown) -> None:
    """The two questions, and the answers there are for what is set."""
    if not now.current:
        st.info(desk.text(words.ASK_AGAIN))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        distance = st.selectbox(
            desk.text(words.DISTANCE),
            DISTANCES,
            index=2,
            key="distance",
            help=desk.text(words.DISTANCE_HELP),
            width=160,
        )
        count = st.selectbox(
            desk.text(words.COUNT), COUNTS, index=1, key="count", help=desk.text(words.COUNT_HELP), width=120
        )
        alternatives = f"alternatives {now.name[:16]} {distance} {count}"
        labels = f"labels {now.name[:16]} {distance}"
        _ask(desk, "alternatives", alternatives, partial(_find, now, distance, count), (words.FIND, words.FIND_HELP))
        _ask(desk, "labels", labels, partial(_label, now, distance), (words.LABEL, words.LABEL_HELP))
    _answer(desk, now, "alternatives", alternatives)
    _answer(desk, now, "labels", labels)


def _ask(desk: Desk, name: str, of: str, work: Callable[[Progress], object], said: tuple[Filled, Filled]) -> None:
    """A button that asks a question, unless it is under way or answered; `said` are its label and its help."""
    job = desk.job(of)
    st.button(
        desk.text(said[0]),
        key=f"ask:{name}",
        help=desk.text(said[1]),
        disabled=job is not None and (job.settled or not job.done),
        on_click=desk.ask,
        args=(of, work),
    )


def _find(now: Shown, distance: str, count: int, progress: Progress) -> object:
    near = read_distance(now.proposal, [distance])
    return alternatives_of(now.proposal, count, near, progress=progress)


def _label(now: Shown, distance: str, progress: Progress) -> object:
    return labels_of(now.proposal, read_distance(now.proposal, [distance]), progress=progress)


def _answer(desk: Desk, now: Shown, name: str, of: str) -> None:
    job = desk.job(of)
    if job is None:
        return
    if not job.done:
        watch(job, desk.lang, f"stop:{name}")
    elif ended(job, desk.lang):
        assert isinstance(job.result, Asked)
        if isinstance(job.result.found, Alternatives):
            _side_by_side(desk, now, job.result)
        else:
            draw_long(job.result.blocks(), desk)


def _side_by_side(desk: Desk, now: Shown, asked: Asked[Alternatives]) -> None:
    found = asked.found
    if not found.found:
        st.info(desk.text(words.NONE_FOUND))
        return
    summary = [block for block in asked.blocks() if not (isinstance(block, Table) and block.id.startswith("moves_"))]
    draw(summary, desk.lang)
    rosters = [now.proposal.seats, *(each.seats for each in found.found)]
    differ, common = side_by_side(now.proposal, rosters)
    said = words.COMMON.fill(count=len(common.rows), differ=len(differ.rows))
    st.subheader(desk.text(words.SIDE), anchor=False)
    st.write(desk.text(said))
    draw_grid(differ, desk.lang, key="differ")
    with st.expander(plain(desk.text(common.title))):
        draw_grid(common, desk.lang, key="common")


def side_by_side(proposal: Proposal, rosters: Sequence[Sequence[Seat]]) -> tuple[Table, Table]:
    """Those who hold something else in one of the rosters than in another, with what they hold in each; then the others.

    The first roster is the proposal's own.
    """
    pool, policy = proposal.problem.pool, proposal.problem.policy
    held: list[dict[str, list[Filled]]] = []
    for seats in rosters:
        by_person: dict[str, list[Filled]] = {}
        for seat in seats:
            by_person.setdefault(seat.person, []).append(position_words(policy, seat.position))
        held.append(by_person)
    differ, common = [], []
    for who in sorted({who for each in held for who in each}):
        cells = [_joined(each.get(who, [words.ABSENT])) for each in held]
        name = person_words(pool, who)
        if len(set(cells)) == 1:
            common.append((name, cells[0]))
        else:
            differ.append((name, *cells))
    numbers = (words.OTHER.fill(number=number) for number in range(1, len(rosters)))
    return (
        Table(id="differ", title=words.SIDE, columns=(words.WHO, words.PLAN, *numbers), rows=tuple(differ)),
        Table(
            id="common",
            title=words.COMMON_FOLD.fill(count=len(common)),
            columns=(words.WHO, words.HOLDS),
            rows=tuple(common),
        ),
    )


def _joined(parts: Sequence[Filled]) -> Filled:
    return (
        Filled(zh="；".join(part.zh for part in parts), en="; ".join(part.en for part in parts)) if parts else same("")
    )


def draw_long(blocks: Sequence[Block], desk: Desk) -> None:
    """Blocks one below the other, long tables folded into grids."""
    for block in blocks:
        if isinstance(block, Table) and len(block.rows) > GRID_ROWS:
            with st.expander(plain(desk.text(block.title))):
                draw_grid(block, desk.lang, key=f"grid:{block.id}")
        else:
            draw([block], desk.lang)
