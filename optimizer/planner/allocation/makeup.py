"""The make-up (代表构成): every unit's seats by category, both margins exact."""

from __future__ import annotations

from fractions import Fraction

from optimizer.allocation.allocate import Allocation
from optimizer.allocation.apportion import apportion
from optimizer.allocation.biproportional import biproportional
from optimizer.allocation.ties import TieBreak
from optimizer.allocation.words import Impossible
from optimizer.basis.text import Text
from optimizer.planner.allocation.categories import Categories
from optimizer.report.allocation import Makeup

_WHERE = "categories"


def makeup_of(categories: Categories, allocation: Allocation, breaking: TieBreak) -> Makeup:
    """The seats by unit and category; where the table has no seats of the categories, these are shared out by their people.

    Raises Impossible, with the arithmetic, where the seats of the categories do not add up to those of the units or the two
    cannot be met together; Undecided at a tie under REFUSE.
    """
    seats = sum(allocation.seats.values())
    if categories.seats is None:
        people = {name: Fraction(sum(unit[name] for unit in categories.people.values())) for name in categories.names}
        totals = apportion(people, seats, method=allocation.method, breaking=breaking.at(_WHERE).knowing(people)).seats
    else:
        totals = categories.seats
        given = sum(totals.values())
        if given != seats:
            raise Impossible(_OTHER_SUM.fill(given=given, seats=seats, names="、".join(categories.names)))
    found = biproportional(categories.people, allocation.seats, totals, breaking=breaking)
    return Makeup(names=categories.names, totals=totals, found=found)


_OTHER_SUM = Text(
    zh="各类别的名额相加是 {given}，分配给各单位的是 {seats}（{names}）。请改类别表里“名额”一行，或代表总数、机动名额。",
    en="The seats of the categories add up to {given}, those of the units to {seats} ({names}). Change the row of seats in the "
    "table of categories, the number of delegates, or the reserve.",
)
