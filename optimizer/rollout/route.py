"""By which way people come into a unit's bodies, and the day whose version of the policy holds (T7)."""

from __future__ import annotations

from datetime import date

from optimizer.rollout.dates import due, has_association, months_after
from optimizer.rollout.unit import Route, Unit

AHEAD_MONTHS = 12
"""A turnover due within so many months is about to take place (即将换届), unless somebody says otherwise."""


def route(unit: Unit, as_of: date, ahead_months: int = AHEAD_MONTHS) -> Route:
    """Election where the congress is near: set for, or due on, a day no later than so many months from `as_of`.

    So it is where the term is over, and where no congress was ever held or there is no association yet: its first congress
    elects. Otherwise the term is running, and people are co-opted.
    """
    if not has_association(unit, as_of) or unit.last_congress is None:
        return Route.ELECTION
    horizon = months_after(as_of, ahead_months)
    near = [day for day in (_set_day(unit), due(unit)) if day is not None and day <= horizon]
    return Route.ELECTION if near else Route.COOPTION


def day_of(unit: Unit, as_of: date, ahead_months: int = AHEAD_MONTHS) -> date:
    """The day on which people come in by the unit's route; its policy is the version in force then.

    An election is on the day set for it, else on the due day; a day that has passed without a congress counts as `as_of`,
    and so does every co-option.
    """
    if route(unit, as_of, ahead_months) is Route.COOPTION:
        return as_of
    for day in (_set_day(unit), due(unit)):
        if day is not None:
            return max(day, as_of)
    return as_of


def _set_day(unit: Unit) -> date | None:
    """The day set for the coming congress; one that is not after the last congress was that one's."""
    if unit.planned is None or (unit.last_congress is not None and unit.planned <= unit.last_congress):
        return None
    return unit.planned
