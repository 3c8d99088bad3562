"""The contact table (工作联络表): for every unit the leader in charge, the department, the staff, the telephone (T14, T15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Mark, Table
from optimizer.report.paper import Paper
from optimizer.report.rollout.words import LEVEL_WORDS, region_words
from optimizer.rollout.unit import Unit


def incomplete(unit: Unit) -> bool:
    """Whether a unit's contact lacks something."""
    return not all(_said(unit))


def contacts_paper(
    units: Sequence[Unit], *, region: str = "", dated: date | None = None, most: int | None = None
) -> Paper:
    """The contacts by city, in the order of each city's first code, then by code; what is missing is marked.

    Up to `most` rows, None for all of them.
    """
    ordered = _by_city(units)
    shown = ordered if most is None else ordered[:most]
    lacking = sum(incomplete(unit) for unit in units)
    opening = _SOME_LACK.fill(count=len(units), lacking=lacking) if lacking else _ALL_THERE.fill(count=len(units))
    table = Table(
        id="contacts",
        title=_CONTACTS,
        caption=opening,
        columns=_COLUMNS,
        rows=tuple(_row(number, unit) for number, unit in enumerate(shown, 1)),
        marks=tuple(Mark.SHORT if incomplete(unit) else Mark.PLAIN for unit in shown),
        note=None if len(shown) == len(ordered) else _CUT.fill(shown=len(shown)),
        wide=True,
    )
    title = _TITLE.fill(region=region_words(region))
    return Paper(id="contacts", title=title, blocks=(table,), dated=dated)


def _by_city(units: Sequence[Unit]) -> list[Unit]:
    ordered = sorted(units, key=lambda unit: unit.code)
    places: dict[str, int] = {}
    for unit in ordered:
        places.setdefault(unit.city, len(places))
    return sorted(ordered, key=lambda unit: places[unit.city])


def _said(unit: Unit) -> tuple[str, ...]:
    contact = unit.contact
    return contact.leader, contact.department, contact.staff, contact.phone


def _row(number: int, unit: Unit) -> tuple[Filled, ...]:
    said = (same(each) if each else _MISSING for each in _said(unit))
    return same(str(number)), same(unit.city or "—"), same(unit.code), same(unit.name), LEVEL_WORDS[unit.level], *said


_TITLE = Text(zh="{region}工作联络表（草案）", en="{region}Contacts (draft)")
_CONTACTS = Filled(zh="工作联络表", en="Contacts")
_COLUMNS = (
    Filled(zh="序号", en="No."),
    Filled(zh="所属市", en="City"),
    Filled(zh="编码", en="Code"),
    Filled(zh="单位", en="Unit"),
    Filled(zh="层级", en="Level"),
    Filled(zh="分管领导", en="Leader in charge"),
    Filled(zh="责任部门", en="Department"),
    Filled(zh="专职人员", en="Staff"),
    Filled(zh="联系电话", en="Telephone"),
)
_MISSING = Filled(zh="未填", en="missing")
_CUT = Text(
    zh="这里只列前{shown}个，全部见工作簿。", en="Only the first {shown} are listed here; the workbook has them all."
)
_ALL_THERE = Text(zh="共{count}个单位，信息齐全。", en="All {count} units have complete contacts.")
_SOME_LACK = Text(
    zh="共{count}个单位，其中{lacking}个信息不全，已标出。",
    en="Of {count} units {lacking} lack something; they are marked.",
)
