"""When a turnover is due: five years after the last congress, and how far past that a unit is."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum

from optimizer.rollout.unit import SINCE_BEFORE, Unit

TERM_YEARS = 5
"""A congress is held every five years (the charter of CAST; 今后五年 in the report of Wanning, W7)."""

_YEAR = 12


class Term(StrEnum):
    """How the term of a unit's bodies stands: no association, no congress on record, within the term, past it."""

    NONE = "none"
    NEVER = "never"
    RUNNING = "running"
    OVERDUE = "overdue"


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier if negative), the month's last where it has no such day.

    So the Civil Code counts periods (art. 202): five years from 29 February 2020 end on 28 February 2025.
    Raises ValueError beyond the calendar's ends.
    """
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"{months} months after {day} is no date")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return date(day.year, day.month, monthrange(day.year, day.month)[1])


def has_association(unit: Unit, on: date) -> bool:
    """Whether the unit has an association on a day."""
    return unit.association is not None and unit.association <= on


def due(unit: Unit) -> date | None:
    """The last day of the term that began with the last congress; None where no day of a congress is known."""
    if unit.last_congress is None or unit.last_congress == SINCE_BEFORE:
        return None
    return months_after(unit.last_congress, TERM_YEARS * _YEAR)


def overdue(unit: Unit, as_of: date) -> int:
    """Days past the due day; 0 where the turnover is not overdue, as on the due day itself."""
    last = due(unit)
    return 0 if last is None else max(0, (as_of - last).days)


def never_held(unit: Unit, as_of: date) -> bool:
    """Whether there is an association that has no congress on record."""
    return has_association(unit, as_of) and unit.last_congress is None


def term(unit: Unit, as_of: date) -> Term:
    """How the unit's term stands on a day."""
    if not has_association(unit, as_of):
        return Term.NONE
    if unit.last_congress is None:
        return Term.NEVER
    return Term.OVERDUE if overdue(unit, as_of) else Term.RUNNING
