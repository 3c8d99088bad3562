"""Toy problems to sweep, and what counting out every roster says of them: no model, no solver, no inference."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from optimizer.people.person import Pool
from optimizer.problem.problem import Problem
from optimizer.roster.roster import Seat
from optimizer.solve.status import Status
from optimizer.whatif.scenarios import Answer
from tests.solve.brute import best_of
from tests.toy import NESTED, Held, pool_of, problem_of, table_of

TOY = """id,sex,birth,frontline,score,modes
P1,female,1990-05,yes,9,part_time
P2,male,1970-05,yes,8,part_time+full_time
P3,male,1985-05,no,7,full_time
P4,female,1960-05,no,6,part_time
P5,female,1992-05,no,5,part_time
P6,male,1991-05,yes,2,part_time+full_time
"""


@cache
def toy_pool() -> Pool:
    return pool_of(TOY)


def share(name: str, group: dict[str, object], **bounds: object) -> str:
    return table_of("rule", {"id": name, "kind": "share", "scope": "congress", "group": group, **bounds})


def count(name: str, group: dict[str, object], **bounds: object) -> str:
    return table_of("rule", {"id": name, "kind": "count", "scope": "congress", "group": group, **bounds})


WOMEN = share("W", {"sex": "female"}, at_least="25%")
FRONT = count("F", {"frontline": "yes"}, at_least=1)


def toy(*rules: str) -> Problem:
    """Four of six people in the congress, three of those on the committee."""
    return problem_of(toy_pool(), NESTED + "".join(rules or (WOMEN, FRONT)))


def seats_of_held(problem: Problem, held: Held) -> tuple[Seat, ...]:
    """A roster of the brute force as seats."""
    people, positions = problem.pool.people, problem.positions
    return tuple(sorted(Seat(person=people[who].id, position=positions[what]) for who, what in held))


def assert_brute(problem: Problem, answer: Answer) -> None:
    """The answer has the status, the very roster and the goal values of counting out every roster."""
    best = best_of(problem)
    if best.held is None:
        assert (answer.status, answer.seats) == (Status.IMPOSSIBLE, ())
        return
    assert answer.status is Status.OPTIMAL
    assert answer.seats == seats_of_held(problem, best.held)
    assert tuple(Fraction(goal.value, goal.scale) for goal in answer.goals) == best.figures


def same_answers(one: Sequence[Answer], other: Sequence[Answer]) -> bool:
    """Whether two lists of answers say the same, how they were found aside."""
    return [_said(answer) for answer in one] == [_said(answer) for answer in other]


def _said(answer: Answer) -> object:
    return answer.status, answer.seats, [(goal.id, goal.value, goal.bound) for goal in answer.goals]
