"""Handing the targets down: the lines of every target, and where the units' supplies are from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.allocation.allocate import Allocation
from optimizer.allocation.targets import HandedDown, Line, Target, hand_down
from optimizer.allocation.ties import TieBreak
from optimizer.basis.text import Filled, Text
from optimizer.planner.allocation.supply import Supply
from optimizer.planner.allocation.units import UnitTable
from optimizer.planner.allocation.wanted import Wanted
from optimizer.report.allocation import EX_OFFICIO, RESERVE, Handed


def handed_down(
    wanted: Sequence[Wanted], allocation: Allocation, table: UnitTable, supply: Supply | None, breaking: TieBreak
) -> list[Handed]:
    """Every target with its parts, floors and ceilings apart. Raises Undecided at a tie under REFUSE."""
    found = []
    for each in wanted:
        least, most = each.least(allocation.total), each.most(allocation.total)
        for target in Target(id=each.id, title=each.title, at_least=least, at_most=most).sides():
            floor = target.at_least is not None
            lines = list(_lines(each, allocation, table, supply, floor=floor))
            handed: HandedDown = hand_down(lines, target, breaking)
            origin = _origin(each, table, supply)
            found.append(Handed(id=each.id, title=each.title, origin=origin, found=handed))
    return found


def _lines(
    wanted: Wanted, allocation: Allocation, table: UnitTable, supply: Supply | None, *, floor: bool
) -> Iterator[Line]:
    """The units; then the seats nobody can be asked about: none of the group for a floor, all for a ceiling."""
    for unit in table.units:
        yield Line(
            name=unit.name,
            seats=allocation.seats[unit.name],
            supply=_most(wanted, unit.name, unit.supply.get(wanted.id), supply, floor=floor),
        )
    for name, seats in ((EX_OFFICIO, sum(allocation.ex_officio.values())), (RESERVE, allocation.reserve)):
        if seats:
            yield Line(name=name, seats=seats, known=0 if floor else seats)


def _most(wanted: Wanted, unit: str, written: int | None, supply: Supply | None, *, floor: bool) -> int | None:
    """How many people of the group the unit can send; None where nothing says."""
    if supply is None or wanted.group is None:
        return written
    members = supply.certain if floor else supply.possible
    return members[wanted.id].get(unit, 0)


def _origin(wanted: Wanted, table: UnitTable, supply: Supply | None) -> Filled:
    if supply is not None and wanted.group is not None:
        return _FROM_POOL.fill(pool=supply.source)
    if wanted.id in table.columns:
        return _FROM_COLUMN.fill(column=table.columns[wanted.id])
    return _FROM_NOWHERE.fill()


_FROM_POOL = Text(
    zh="各单位能推荐多少，按候选人表 {pool} 数。", en="What each unit can send is counted from the pool {pool}."
)
_FROM_COLUMN = Text(
    zh="各单位能推荐多少，按单位表“{column}”列。", en='What each unit can send is the column "{column}" of its table.'
)
_FROM_NOWHERE = Text(
    zh="没有写各单位能推荐多少，按名额都能推荐算。",
    en="Nothing says how many each unit can send; it is taken to be as many as its seats.",
)
