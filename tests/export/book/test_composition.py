"""The structure table in the workbook follows every change of the lists; LibreOffice works it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO

import openpyxl
import pytest

from optimizer.export.book.book import roster_book
from optimizer.names.listing import Listing
from optimizer.report.structure import counted, figures, further_candidates, rate_words, structures_of
from optimizer.report.structure_records import Row
from optimizer.roster.roster import Proposal
from tests.export.book.office import Cells, recalculated
from tests.export.book.test_sheets import ODD_POOL, contested
from tests.samples import small_plan

FIRST_ROW, FIRST_COLUMN = 3, 3
"""Where the figures of the structure table begin, counted from 0."""
type Swaps = Mapping[str, str | None]
"""Who is typed over whom in which cells: the new id by the old one, None for an emptied cell."""


@cache
def odd() -> Proposal:
    return small_plan(ODD_POOL.replace("工作单位", "推荐单位") + "P5,王五,男,1,南,学校\n")


def odd_swaps() -> Swaps:
    return {"P3": "P5"}


@cache
def contested_swaps() -> Swaps:
    """Two delegates give way to men who are not frontline people, and one further candidate to nobody."""
    proposal = contested()
    seated = {seat.person for seat in proposal.seats}
    free = [
        person.id
        for person in proposal.problem.pool.people
        if person.id not in seated and (person.sex, person.frontline) == ("male", "no")
    ]
    delegates = [seat.person for seat in proposal.seats if seat.position.scopes == {"congress"}]
    (gone, *_) = [seat.person for seat in proposal.seats if seat.position.runs_for == "congress"]
    return {delegates[0]: free[0], delegates[5]: free[1], gone: None}


PLANS: Mapping[str, tuple[Callable[[], Proposal], Callable[[], Swaps]]] = {
    "odd": (odd, odd_swaps),
    "contested": (contested, contested_swaps),
}


def edited(proposal: Proposal, swaps: Swaps) -> bytes:
    """The workbook with ids typed over others."""
    book = openpyxl.load_workbook(BytesIO(roster_book(proposal, "zh")))
    typed = 0
    for name in book.defined_names:
        if name.startswith(("xw_ids_", "xw_further_")):
            for title, place in book.defined_names[name].destinations:
                cells = book[title][place]
                for (cell,) in cells if isinstance(cells, tuple) else ((cells,),):
                    if cell.value in swaps:
                        cell.value = swaps[cell.value]
                        typed += 1
    assert typed == len(swaps)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


@cache
def shown() -> Mapping[str, Cells]:
    return recalculated({name: edited(made(), swaps()) for name, (made, swaps) in PLANS.items()})


def expected(before: Proposal, after: Proposal) -> Iterator[list[str]]:
    """Row by row what the table that was written says of the roster as it now is."""
    roster = counted(after)
    for table in structures_of(before, Listing()):
        for section in table.sections:
            further = further_candidates(after, section.part)
            found = [figures(section, at, roster, further) for at in range(len(section.cells))]
            for row in section.rows:
                if row is Row.RATE:
                    yield ["" if each.rate is None else rate_words(each.rate) for each in found]
                else:
                    values = [
                        {Row.ASKED: each.asked, Row.ACTUAL: each.actual, Row.GAP: each.gap}[row] for each in found
                    ]
                    yield ["" if value is None else str(value) for value in values]


@pytest.mark.office
@pytest.mark.parametrize("name", PLANS)
def test_every_figure_is_that_of_the_roster_as_it_now_is(name: str) -> None:
    made, swaps = PLANS[name]
    before = made()
    seats = tuple(
        replace(seat, person=who) for seat in before.seats if (who := swaps().get(seat.person, seat.person)) is not None
    )
    after = Proposal(problem=before.problem, solved=before.solved, seats=seats)
    rows = list(expected(before, after))
    assert rows != list(expected(before, before))
    written = []
    for row in shown()[name]["结构统计表"][FIRST_ROW : FIRST_ROW + len(rows)]:
        rate = row[2] == "差额比率"
        written.append([_said(cell, rate=rate) for cell in row[FIRST_COLUMN:]])
    assert written == rows


def _said(cell: object, *, rate: bool) -> str:
    if not isinstance(cell, int | float):
        return str(cell)
    return f"{cell:.2%}" if rate else str(int(cell))
