"""The table of units and categories (代表构成): how many people of each category a unit has, and the seats of each category."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.people.person import Notice
from optimizer.people.sheets import Row
from optimizer.people.table import match_header, read_table
from optimizer.people.words import clean_text
from optimizer.planner.allocation.figures import figure_fault, whole
from optimizer.planner.allocation.units import UNIT_HEADERS

_SEATS = ("名额", "席位", "应选名额", "应选", "seats")
"""The row that has the seats of every category instead of people."""

_NUMBERED = ("序号", "编号", "no", "number")


@dataclass(frozen=True, kw_only=True)
class Categories:
    """People by unit and category; `seats` of each category, None where the table does not say."""

    names: tuple[str, ...]
    people: Mapping[str, Mapping[str, int]]
    seats: Mapping[str, int] | None
    source: str
    notices: tuple[Notice, ...] = ()


def open_categories(data: bytes, units: Sequence[str], *, source: str) -> Categories:
    """The categories of a file: the column 单位, one column a category, and if need be a row 名额.

    Raises InputFaults with every fault; every unit must be there, and no other.
    """
    headers = {"unit": UNIT_HEADERS["unit"]}
    table = read_table(data, source=source, synonyms=headers, needed=("unit",))
    columns = match_header(table.header, headers)
    faults = [*columns.faults, *table.faults]
    names = tuple(name for name in columns.index if name in columns.extras and name.casefold() not in _NUMBERED)
    if not names:
        faults.append(Fault(kind="categories.none", message=_NO_CATEGORIES.fill(), cure=_ADD.fill()))
    if faults:
        raise InputFaults(source, faults)
    people: dict[str, dict[str, int]] = {}
    seats: dict[str, int] | None = None
    for row in table.rows:
        unit = clean_text(row.cells[columns.index["unit"]])
        figures, wrong = _figures(row, {name: columns.index[name] for name in names})
        faults += wrong
        if unit in _SEATS and unit not in units:
            seats = figures
            continue
        faults += _unit_faults(unit, row, columns.headers["unit"], units, people)
        people[unit] = figures
    faults += [
        Fault(kind="categories.missing", value=unit, message=_MISSING.fill(), cure=_MISSING_CURE.fill())
        for unit in units
        if unit not in people
    ]
    if faults:
        raise InputFaults(source, faults)
    notices = (*table.notices, *columns.notices)
    return Categories(names=names, people=people, seats=seats, source=source, notices=notices)


def _unit_faults(unit: str, row: Row, column: str, units: Sequence[str], seen: Collection[str]) -> list[Fault]:
    """A unit that is in the table already, or in no table of units."""
    if unit in units and unit not in seen:
        return []
    message, cure = (_TWICE, _ONCE.fill()) if unit in seen else (_UNKNOWN, suggest(unit, units))
    fault = Fault(
        kind="categories.unit",
        row=row.number,
        column=column,
        value=unit or None,
        message=message.fill(),
        cure=cure,
    )
    return [fault]


def _figures(row: Row, columns: Mapping[str, int]) -> tuple[dict[str, int], list[Fault]]:
    figures, faults = {}, []
    for name, at in columns.items():
        read = whole(row.cells[at]) if row.cells[at].strip() else 0
        if isinstance(read, Filled):
            faults.append(figure_fault(row.number, name, row.cells[at], read))
        else:
            figures[name] = read
    return figures, faults


_NO_CATEGORIES = Text(zh="没有类别的列", en="there is no column of a category")
_ADD = Text(zh="单位之外，每一类写一列", en="Besides the unit, write a column for each category")
_UNKNOWN = Text(zh="单位表里没有这个单位", en="the table of units has no such unit")
_TWICE = Text(zh="这个单位出现了两次", en="the unit appears twice")
_ONCE = Text(zh="请合并成一行", en="Put the two into one row")
_MISSING = Text(zh="类别表里没有这个单位", en="the table of categories lacks this unit")
_MISSING_CURE = Text(zh="请加上一行；没有人的写 0", en="Add a row; write 0 where there is nobody")
