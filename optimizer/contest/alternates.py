"""Alternates (候补): the order of a reserve, and for every seat of its body who moves up if it falls vacant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from optimizer.contest.holding import holding, without
from optimizer.model.goals import draw_numbers
from optimizer.people.person import Person
from optimizer.policy.policy import Body
from optimizer.problem.problem import Problem
from optimizer.roster.recount import recount
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule


@dataclass(frozen=True, kw_only=True)
class Succession:
    """What happens when a seat falls vacant: who moves up (None: nobody can), and who was passed over for which rules."""

    seat: Seat
    successor: str | None
    passed: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reserve:
    """A reserve in its order (ids, the first to move up first), ordered by `column` ("" for none), then rank, then draw.

    `successions` are one for each seat of the body, by person.
    """

    body: str
    of: str
    order: tuple[str, ...]
    column: str
    successions: tuple[Succession, ...]

    @property
    def vacant(self) -> tuple[Succession, ...]:
        """The seats nobody of the reserve could take."""
        return tuple(each for each in self.successions if each.successor is None)


def reserves(problem: Problem, seats: Sequence[Seat]) -> tuple[Reserve, ...]:
    """Every reserve of the policy, as a roster fills it."""
    return tuple(_reserve(problem, seats, body) for body in problem.policy.bodies if body.reserve_of is not None)


def _reserve(problem: Problem, seats: Sequence[Seat], body: Body) -> Reserve:
    of = body.reserve_of or ""
    column = next((goal.column for goal in problem.goals if goal.kind == "best" and body.id in goal.scope), "")
    order = _ordered(problem, [seat.person for seat in seats if body.id in seat.position.bodies], column)
    holders = sorted(seat for seat in seats if of in seat.position.bodies)
    return Reserve(
        body=body.id,
        of=of,
        order=order,
        column=column,
        successions=tuple(_succession(problem, seats, seat, body, order) for seat in holders),
    )


def _ordered(problem: Problem, reserve: Sequence[str], column: str) -> tuple[str, ...]:
    """By the goal's column (the highest score, the lowest rank first), then by rank, then by the draw."""
    people = problem.pool.people
    drawn = draw_numbers(people, problem.seed)
    draw = {person.id: int(drawn[number]) for number, person in enumerate(people)}
    last = 1 + max((person.rank or 0 for person in people), default=0)

    def place(person: Person) -> tuple[Fraction, int, int]:
        score = Fraction(person.score or 0) if column == "score" else Fraction(0)
        return -score, last if person.rank is None else person.rank, draw[person.id]

    return tuple(person.id for person in sorted((problem.pool.by_id[who] for who in reserve), key=place))


def _succession(problem: Problem, seats: Sequence[Seat], vacated: Seat, body: Body, order: Sequence[str]) -> Succession:
    """The first in order with whom no binding rule of the body is further from being kept than on the roster as it is."""
    rules = [rule for rule in problem.rules if rule.strength.binds and body.reserve_of in rule.scope]
    before = _short(problem, rules, seats)
    passed: list[tuple[str, tuple[str, ...]]] = []
    for who in order:
        after = _short(problem, rules, _moved_up(problem, seats, vacated, body, who))
        broken = tuple(rule.id for rule in rules if after[rule.id] > before[rule.id])
        if not broken:
            return Succession(seat=vacated, successor=who, passed=tuple(passed))
        passed.append((who, broken))
    return Succession(seat=vacated, successor=None, passed=tuple(passed))


def _moved_up(problem: Problem, seats: Sequence[Seat], vacated: Seat, body: Body, who: str) -> Iterator[Seat]:
    """The roster once somebody of the reserve is a plain member of the body in the place of whoever left it."""
    policy, of = problem.policy, body.reserve_of or ""
    for seat in seats:
        if seat == vacated:
            left = without(policy, seat.position, of)
            if left is not None:
                yield replace(seat, position=left)
        elif seat.person == who and body.id in seat.position.bodies:
            outer = without(policy, seat.position, body.id)
            bodies = (*policy.path(of), *(outer.bodies if outer else ()))
            yield replace(seat, position=holding(policy, bodies, outer))
        else:
            yield seat


def _short(problem: Problem, rules: Sequence[Rule], seats: Sequence[Seat] | Iterator[Seat]) -> dict[str, int]:
    """How many heads each rule is short."""
    short = dict.fromkeys((rule.id for rule in rules), 0)
    for verdict in recount(problem.pool, problem.policy, rules, seats):
        short[verdict.rule] += verdict.short
    return short
