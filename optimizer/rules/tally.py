"""Tallies: a verdict as a formula over seats, so that a workbook can count by itself what the checker counted.

A third statement of each kind's law, beside its rows and its head-count; a generated test sets it against the head-count.
`worked_out` gives a formula's value for a roster; `optimizer/export` writes the same formula for a spreadsheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from optimizer.basis.position import Position, Truth
from optimizer.groups.predicate import Predicate, judge
from optimizer.people.person import Person

if TYPE_CHECKING:
    from optimizer.rules.base import Rule, Seated, Verdict

type Held = tuple[Person, Position]


@dataclass(frozen=True, kw_only=True)
class In:
    """The seat belongs to the group: certainly (YES), or at least not certainly not (UNSURE)."""

    group: Predicate
    at_least: Truth


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """The seat may belong to more than `more_than` of the groups."""

    groups: tuple[Predicate, ...]
    more_than: int


@dataclass(frozen=True, kw_only=True)
class Also:
    """The person of the seat holds `scope` in some seat; nowhere, where `holds` is False."""

    scope: tuple[str, ...]
    holds: bool = True


type Condition = In | Crowd | Also


@dataclass(frozen=True, kw_only=True)
class _OverSeats:
    """A figure over the seats that touch `scope` and meet every condition; people with an id in `without` are left out."""

    scope: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Heads(_OverSeats):
    """How many such seats there are."""


@dataclass(frozen=True, kw_only=True)
class Values(_OverSeats):
    """How many different non-empty values of a pool column their people have."""

    column: str


@dataclass(frozen=True, kw_only=True)
class People(_OverSeats):
    """How many different people have them."""


@dataclass(frozen=True, kw_only=True)
class Beyond(_OverSeats):
    """What each person holds of the bodies and offices of `scope` beyond `most`, added up over people."""

    most: int


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    value: int


@dataclass(frozen=True)
class Sum:
    """The parts added up."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True)
class Product:
    """The two multiplied."""

    left: Expr
    right: Expr


@dataclass(frozen=True)
class Ceil:
    """The quotient, rounded up to a whole number; 0 where the divisor is 0."""

    dividend: Expr
    divisor: Expr


@dataclass(frozen=True)
class Floor:
    """The quotient, rounded down to a whole number; 0 where the divisor is 0."""

    dividend: Expr
    divisor: Expr


@dataclass(frozen=True)
class Smaller:
    """The smaller of two."""

    left: Expr
    right: Expr


@dataclass(frozen=True)
class Larger:
    """The larger of two."""

    left: Expr
    right: Expr


@dataclass(frozen=True)
class When:
    """`then` where left >= right, else `other`; None stands for no bound and is allowed only at the top of a bound."""

    left: Expr
    right: Expr
    then: Expr | None
    other: Expr | None


type Expr = Heads | Values | People | Beyond | Whole | Sum | Product | Ceil | Floor | Smaller | Larger | When


@dataclass(frozen=True, kw_only=True)
class Tally:
    """One verdict of a rule as formulas: `found` of `of`, kept when least <= found <= most (None: no bound).

    A rule is kept when all its tallies are; where they have an `option`, when all of one option's are.
    """

    found: Expr
    of: Expr
    least: Expr | None = None
    most: Expr | None = None
    part: str = ""
    option: str = ""


def less(left: Expr, right: Expr) -> Expr:
    """Left - right."""
    return Sum((left, Product(Whole(-1), right)))


def sparing(tally: Tally, spared: frozenset[str]) -> Tally:
    """The tally with some people counted nowhere."""
    if not spared:
        return tally
    least, most = (None if side is None else _spared(side, spared) for side in (tally.least, tally.most))
    return replace(tally, found=_spared(tally.found, spared), of=_spared(tally.of, spared), least=least, most=most)


def _spared(expr: Expr, spared: frozenset[str]) -> Expr:
    match expr:
        case Heads() | Values() | People() | Beyond():
            return replace(expr, without=expr.without | spared)
        case Whole():
            return expr
        case Sum(parts):
            return Sum(tuple(_spared(part, spared) for part in parts))
        case When(left, right, then, other):
            sides = (None if side is None else _spared(side, spared) for side in (then, other))
            return When(_spared(left, spared), _spared(right, spared), *sides)
        case Ceil(left, right) | Floor(left, right):
            return type(expr)(_spared(left, spared), _spared(right, spared))
        case Product(left, right) | Smaller(left, right) | Larger(left, right):
            return type(expr)(_spared(left, spared), _spared(right, spared))


def tallied(rule: Rule, tally: Tally, seated: Seated) -> Verdict:
    """The verdict that a tally of the rule comes to on a roster."""
    found, of = worked_out(tally.found, seated), worked_out(tally.of, seated)
    least, most = (None if side is None else bound_of(side, seated) for side in (tally.least, tally.most))
    part = "/".join(name for name in (tally.option, tally.part) if name)
    return rule.verdict(found=found or 0, of=of or 0, least=least, most=most, part=part)


def worked_out(expr: Expr, seated: Seated) -> int:
    """The value of a formula on a roster. Raises ValueError where a bound that is none is reckoned with."""
    value = bound_of(expr, seated)
    if value is None:
        raise ValueError(f"no figure: {expr}")
    return value


def bound_of(expr: Expr, seated: Seated) -> int | None:
    """The value of a formula on a roster, None where it is no bound."""
    match expr:
        case Whole(value):
            return value
        case Sum(parts):
            return sum(worked_out(part, seated) for part in parts)
        case Product(left, right):
            return worked_out(left, seated) * worked_out(right, seated)
        case Smaller(left, right):
            return min(worked_out(left, seated), worked_out(right, seated))
        case Larger(left, right):
            return max(worked_out(left, seated), worked_out(right, seated))
        case Ceil(dividend, divisor):
            by = worked_out(divisor, seated)
            return -(-worked_out(dividend, seated) // by) if by else 0
        case Floor(dividend, divisor):
            by = worked_out(divisor, seated)
            return worked_out(dividend, seated) // by if by else 0
        case When(left, right, then, other):
            taken = then if worked_out(left, seated) >= worked_out(right, seated) else other
            return None if taken is None else bound_of(taken, seated)
        case _:
            return _over_seats(expr, seated)


def _over_seats(expr: Heads | Values | People | Beyond, seated: Seated) -> int:
    seats = list(seats_meeting(expr, seated))
    match expr:
        case Heads():
            return len(seats)
        case Values(column=column):
            return len({person.value(column) for person, _ in seats} - {""})
        case People():
            return len({person.id for person, _ in seats})
        case Beyond(scope=scope, most=most):
            held: Counter[str] = Counter()
            for person, position in seats:
                held[person.id] += len(position.scopes.intersection(scope))
            return sum(max(0, count - most) for count in held.values())


def seats_meeting(expr: Heads | Values | People | Beyond, seated: Seated) -> Iterator[Held]:
    """The seats a figure is over."""
    for person, position in seated.holding(expr.scope):
        if person.id not in expr.without and all(_meets(each, (person, position), seated) for each in expr.conditions):
            yield person, position


def _meets(condition: Condition, seat: Held, seated: Seated) -> bool:
    match condition:
        case In(group=group, at_least=truth):
            return judge(group, *seat, seated.on) >= truth
        case Crowd(groups=groups, more_than=most):
            return sum(judge(group, *seat, seated.on) is not Truth.NO for group in groups) > most
        case Also(scope=scope, holds=holds):
            return any(person.id == seat[0].id for person, _ in seated.holding(scope)) is holds


def kept(verdicts: list[tuple[str, Verdict]]) -> bool:
    """Whether a rule is kept, from its verdicts each with its option: all of them, or all of one option."""
    options = dict.fromkeys(option for option, _ in verdicts)
    return not verdicts or any(all(each.kept for name, each in verdicts if name == option) for option in options)
