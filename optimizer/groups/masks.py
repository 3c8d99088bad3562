"""Predicates on a whole pool at once, for the solver's rows. Written apart from `judge`, which checks rosters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from optimizer.basis.position import Position
from optimizer.groups.predicate import (
    COMPARE,
    UNKNOWN_WHEN_EMPTY,
    Age,
    AllOf,
    AnyOf,
    Appointed,
    Born,
    Called,
    Not,
    Number,
    OneOf,
    Predicate,
)
from optimizer.people.person import Birth, Person

type Mask = NDArray[np.bool_]
_EARLIEST, _LATEST = date.min.toordinal(), date.max.toordinal()


class Masks:
    """Truth of predicates for every person (rows, in the order given) and position (columns): what is sure, what is possible."""

    def __init__(self, people: Sequence[Person], positions: Sequence[Position], on: date) -> None:
        self.people = people
        self.positions = positions
        self._on = on
        self._known: dict[Predicate, tuple[Mask, Mask]] = {}
        self._texts: dict[str, tuple[list[str], NDArray[np.int64]]] = {}
        births = [person.birth for person in people]
        self._first = np.array(
            [_EARLIEST if birth is None else birth.earliest.toordinal() for birth in births], dtype=np.int64
        )
        self._last = np.array(
            [_LATEST if birth is None else birth.latest.toordinal() for birth in births], dtype=np.int64
        )

    def sure(self, predicate: Predicate) -> Mask:
        """Boolean array, people x positions: certainly in the group."""
        return self._both(predicate)[0]

    def possible(self, predicate: Predicate) -> Mask:
        """Boolean array, people x positions: not certainly outside the group."""
        return self._both(predicate)[1]

    def _both(self, predicate: Predicate) -> tuple[Mask, Mask]:
        if predicate not in self._known:
            shape = (len(self.people), len(self.positions))
            sure, possible = self._compute(predicate)
            self._known[predicate] = (np.broadcast_to(sure, shape), np.broadcast_to(possible, shape))
        return self._known[predicate]

    def _compute(self, predicate: Predicate) -> tuple[Mask, Mask]:
        match predicate:
            case AllOf(parts) | AnyOf(parts):
                join = np.logical_and if isinstance(predicate, AllOf) else np.logical_or
                pairs = [self._both(part) for part in parts]
                start = np.full((1, 1), isinstance(predicate, AllOf))
                return (
                    _fold(join, start, [sure for sure, _ in pairs]),
                    _fold(join, start, [possible for _, possible in pairs]),
                )
            case Not(part):
                sure, possible = self._both(part)
                return ~possible, ~sure
            case Called(part):
                return self._both(part)
            case Appointed():
                mask = self._appointed(predicate)
                return mask, mask
            case Born(tests):
                return self._born(tests)
            case Age(years):
                return self._age(years)
            case OneOf(column, values):
                return self._one_of(column, values)
            case Number():
                return self._number(predicate)

    def _appointed(self, predicate: Appointed) -> Mask:
        wanted = set(predicate.values)
        match predicate.key:
            case "mode":
                row = [position.mode in wanted for position in self.positions]
            case "office":
                row = [position.office in wanted for position in self.positions]
            case _:
                row = [not wanted.isdisjoint(position.bodies) for position in self.positions]
        return np.array(row, dtype=bool)[None, :]

    def _one_of(self, column: str, values: tuple[str, ...]) -> tuple[Mask, Mask]:
        if column == "modes":
            serves = np.array([any(mode in values for mode in person.modes) for person in self.people], dtype=bool)
            return serves[:, None], serves[:, None]
        texts, number = self._texts_of(column)
        sure = np.array([text in values for text in texts], dtype=bool)
        open_values = {""} if column in UNKNOWN_WHEN_EMPTY else set()
        if column == "frontline":
            open_values.add("unsure")
        possible = sure | np.array([text in open_values for text in texts], dtype=bool)
        return sure[number][:, None], possible[number][:, None]

    def _texts_of(self, column: str) -> tuple[list[str], NDArray[np.int64]]:
        """The different texts of a column, and the number of everybody's: groups are asked of texts, not of people."""
        if column not in self._texts:
            number: dict[str, int] = {}
            own = [number.setdefault(person.value(column), len(number)) for person in self.people]
            self._texts[column] = list(number), np.array(own, dtype=np.int64)
        return self._texts[column]

    def _number(self, predicate: Number) -> tuple[Mask, Mask]:
        if predicate.column in ("score", "rank"):
            held = [person.score if predicate.column == "score" else person.rank for person in self.people]
            figures = [None if value is None else Decimal(value) for value in held]
        else:
            figures = [_figure(person.value(predicate.column)) for person in self.people]
        row = [
            value is not None and all(COMPARE[sign](value, figure) for sign, figure in predicate.tests)
            for value in figures
        ]
        sure = np.array(row, dtype=bool)
        open_cells = predicate.column not in ("score", "rank")
        possible = sure | (np.array([value is None for value in figures], dtype=bool) & open_cells)
        return sure[:, None], possible[:, None]

    def _age(self, tests: tuple[tuple[str, int], ...]) -> tuple[Mask, Mask]:
        """An age test becomes windows of birth days: aged `a` means born after the day `a + 1` years back, up to `a` years back."""
        lowest = max((years + (sign == ">") for sign, years in tests if sign in (">=", ">", "=")), default=None)
        highest = min((years - (sign == "<") for sign, years in tests if sign in ("<=", "<", "=")), default=None)
        born_by = _LATEST if lowest is None else self._years_back(lowest)
        born_after = _EARLIEST - 1 if highest is None else self._years_back(highest + 1)
        known = (self._first > _EARLIEST) | (self._last < _LATEST)
        sure = known & (self._last <= born_by) & (self._first > born_after)
        possible = ~known | ((self._first <= born_by) & (self._last > born_after) & (max(born_by - born_after, 0) > 0))
        return sure[:, None], possible[:, None]

    def _years_back(self, years: int) -> int:
        """The last birth day (ordinal) of those who have completed `years` years on the reference date."""
        if self._on.year - years < 1:
            return _EARLIEST - 1
        if self._on.year - years > date.max.year:
            return _LATEST
        if (self._on.month, self._on.day) == (2, 29):
            try:
                return date(self._on.year - years, 2, 29).toordinal()
            except ValueError:
                return date(self._on.year - years, 2, 28).toordinal()
        return date(self._on.year - years, self._on.month, self._on.day).toordinal()

    def _born(self, tests: tuple[tuple[str, Birth], ...]) -> tuple[Mask, Mask]:
        known = (self._first > _EARLIEST) | (self._last < _LATEST)
        sure, possible = known.copy(), np.ones_like(known)
        for sign, cutoff in tests:
            low, high = cutoff.earliest.toordinal(), cutoff.latest.toordinal()
            windows = {
                "<=": (_EARLIEST, high),
                "<": (_EARLIEST, low - 1),
                ">=": (low, _LATEST),
                ">": (high + 1, _LATEST),
                "=": (low, high),
            }
            start, end = windows[sign]
            sure &= (self._first >= start) & (self._last <= end)
            possible &= ~known | ((self._first <= end) & (self._last >= start))
        return sure[:, None], possible[:, None]


def _figure(cell: str) -> Decimal | None:
    """A plain decimal figure of at most 15 digits before and 9 after the point; None for anything else."""
    whole, _, decimals = cell.strip().removeprefix("-").partition(".")
    plain = whole.isascii() and whole.isdigit() and len(whole) <= 15 and len(decimals) <= 9
    if not plain or (decimals and not (decimals.isascii() and decimals.isdigit())) or cell.strip().endswith("."):
        return None
    return Decimal(cell.strip())


def _fold(join: Callable[[Mask, Mask], Mask], start: Mask, masks: list[Mask]) -> Mask:
    for mask in masks:
        start = join(start, mask)
    return start
