"""Whether the heads seated were filed with the organisation department or Party committee (T8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from optimizer.rollout.unit import HEADS, Unit


class Filing(StrEnum):
    """Filed, seated but not filed, or nobody seated to file."""

    FILED = "filed"
    OPEN = "open"
    NOTHING = "nothing"


def seated_kinds(unit: Unit, on: date, kinds: Sequence[str] = HEADS) -> tuple[str, ...]:
    """The kinds of heads that sit in the unit's leadership on a day, in the order of `kinds`."""
    return tuple(kind for kind in kinds if kind in unit.heads and unit.heads[kind] <= on)


def filing(unit: Unit, as_of: date) -> Filing:
    """The state of a unit's filing on a day; heads of any kind are to be filed."""
    if not seated_kinds(unit, as_of, tuple(unit.heads)):
        return Filing.NOTHING
    return Filing.FILED if unit.filed is not None and unit.filed <= as_of else Filing.OPEN


def filing_counts(units: Iterable[Unit], as_of: date) -> Mapping[Filing, int]:
    """How many units are in each state, every state named."""
    counted = Counter(filing(unit, as_of) for unit in units)
    return {state: counted[state] for state in Filing}
