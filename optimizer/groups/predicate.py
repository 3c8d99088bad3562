"""Predicates and their judgement on one person in one position. The solver's masks are computed elsewhere (masks.py)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from optimizer.basis.position import Position, Truth
from optimizer.basis.text import Filled
from optimizer.people.person import Birth, Person

COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_FIGURE = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
UNKNOWN_WHEN_EMPTY = frozenset(
    (
        *("sex", "frontline", "cadre", "ethnicity", "party", "education", "degree", "title"),
        *("discipline", "employer", "post", "sector", "unit", "resident"),
    )
)
"""Columns where an empty cell says nothing; elsewhere (head, level, last term, extra columns) it says "none"."""


@dataclass(frozen=True)
class OneOf:
    """The column's text is one of the values; for `modes`, one of those the person can serve in.

    An empty cell, or an unsure frontline flag, is undecided (docs/conventions.md §4).
    """

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Age:
    """Completed years on the reference date, each test an operator and a whole number of years."""

    tests: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Born:
    """Birth against cut-offs; a cut-off given as a year or month covers all of it."""

    tests: tuple[tuple[str, Birth], ...]


@dataclass(frozen=True)
class Number:
    """A column's figure against others; without a `score` or `rank` one does not belong, elsewhere it is undecided."""

    column: str
    tests: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class Appointed:
    """The appointment itself: `mode`, `office` or `body` of the position held."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Predicate, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Predicate, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Predicate


@dataclass(frozen=True)
class Called:
    """The part under a name of its own, which people use for it instead of its conditions."""

    part: Predicate
    name: Filled


type Predicate = OneOf | Age | Born | Number | Appointed | AllOf | AnyOf | Not | Called

EVERYONE = AllOf(())


def judge(predicate: Predicate, person: Person, position: Position | None, on: date) -> Truth:
    """Whether the person, appointed to the position, belongs; UNSURE where the data leave it undecided.

    Without a position, predicates on the appointment are UNSURE.
    """
    match predicate:
        case AllOf(parts):
            return min((judge(part, person, position, on) for part in parts), default=Truth.YES)
        case AnyOf(parts):
            return max((judge(part, person, position, on) for part in parts), default=Truth.NO)
        case Not(part):
            return Truth(2 - judge(part, person, position, on))
        case Called(part):
            return judge(part, person, position, on)
        case Appointed(key, values):
            return Truth.UNSURE if position is None else _judge_appointment(key, values, position)
        case _:
            return judge_person(predicate, person, on)


def judge_person(predicate: OneOf | Age | Born | Number, person: Person, on: date) -> Truth:
    """Judgement of a predicate that looks at the person alone."""
    match predicate:
        case OneOf(column, values):
            if column == "modes":
                return _yes(not set(values).isdisjoint(person.modes))
            value = person.value(column)
            if value in values:
                return Truth.YES
            return Truth.UNSURE if _unknown(column, value) else Truth.NO
        case Age(tests):
            return _judge_age(tests, person.birth, on)
        case Born(tests):
            return _judge_born(tests, person.birth)
        case Number(column, numbers):
            held = figure_in(person, column)
            if held is None:
                return Truth.NO if column in ("score", "rank") else Truth.UNSURE
            return _yes(all(COMPARE[sign](held, figure) for sign, figure in numbers))


def figure_in(person: Person, column: str) -> Decimal | None:
    """The figure of a column, exact; None when the cell is empty or holds no plain decimal figure."""
    match column:
        case "score":
            return person.score
        case "rank":
            return None if person.rank is None else Decimal(person.rank)
        case _:
            written = person.value(column).strip()
            return Decimal(written) if _FIGURE.fullmatch(written) else None


def age_on(born: date, on: date) -> int:
    """Completed years on a date (docs/conventions.md §3); born on 29 February, the year completes on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def bare(predicate: Predicate) -> Predicate:
    """The conditions alone, without the names people call them by: equal for groups that differ in name only."""
    match predicate:
        case Called(part):
            return bare(part)
        case AllOf(parts):
            return AllOf(tuple(bare(part) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(bare(part) for part in parts))
        case Not(part):
            return Not(bare(part))
        case _:
            return predicate


def leaves(predicate: Predicate) -> Iterator[OneOf | Age | Born | Number | Appointed]:
    """The simple predicates a predicate is made of."""
    match predicate:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part) | Called(part):
            yield from leaves(part)
        case _:
            yield predicate


def columns_of(predicate: Predicate) -> frozenset[str]:
    """The pool columns a predicate looks at."""
    found = set()
    for leaf in leaves(predicate):
        if isinstance(leaf, OneOf | Number):
            found.add(leaf.column)
        elif isinstance(leaf, Age | Born):
            found.add("birth")
    return frozenset(found)


def _unknown(column: str, value: str) -> bool:
    return (not value and column in UNKNOWN_WHEN_EMPTY) or (column == "frontline" and value == "unsure")


def _judge_appointment(key: str, values: tuple[str, ...], position: Position) -> Truth:
    if key == "mode":
        return _yes(position.mode in values)
    if key == "office":
        return _yes(position.office in values)
    return _yes(any(body in values for body in position.bodies))


def _judge_age(tests: tuple[tuple[str, int], ...], birth: Birth | None, on: date) -> Truth:
    if birth is None:
        return Truth.UNSURE
    youngest, oldest = age_on(birth.latest, on), age_on(birth.earliest, on)
    answers = {
        all(COMPARE[sign](Decimal(age), Decimal(years)) for sign, years in tests) for age in range(youngest, oldest + 1)
    }
    return Truth.UNSURE if len(answers) == 2 else _yes(True in answers)


def _judge_born(tests: tuple[tuple[str, Birth], ...], birth: Birth | None) -> Truth:
    if birth is None:
        return Truth.UNSURE
    return min((_judge_cutoff(sign, cutoff, birth) for sign, cutoff in tests), default=Truth.YES)


def _judge_cutoff(sign: str, cutoff: Birth, birth: Birth) -> Truth:
    first, last = birth.earliest, birth.latest
    if sign in ("<=", ">"):
        sure, possible = last <= cutoff.latest, first <= cutoff.latest
    elif sign in ("<", ">="):
        sure, possible = last < cutoff.earliest, first < cutoff.earliest
    else:
        sure = cutoff.earliest <= first and last <= cutoff.latest
        possible = first <= cutoff.latest and cutoff.earliest <= last
    before = Truth.YES if sure else Truth.UNSURE if possible else Truth.NO
    return Truth(2 - before) if sign in (">", ">=") else before


def _yes(answer: bool) -> Truth:
    return Truth.YES if answer else Truth.NO
