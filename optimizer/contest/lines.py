"""A rule's rows as sums over the candidates of a contest: what each adds if elected, whatever else holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from optimizer.contest.holding import without
from optimizer.contest.slates import Contest
from optimizer.problem.problem import Problem
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule
from optimizer.rules.weights import spread_out


@dataclass(frozen=True, kw_only=True, eq=False)
class Line:
    """least <= rest + sum of the weights of those elected <= most. `weights` are in the order of the contest's slate.

    `rest` is what everybody adds who does not stand in this contest. `part` is that of the rule's row.
    """

    part: str
    weights: NDArray[np.int64]
    rest: int
    least: int | None
    most: int | None


@dataclass(frozen=True, kw_only=True)
class Count:
    """A line that counts heads: of the candidates in `members`, `least` to `most` must be elected (None: no bound)."""

    part: str
    members: frozenset[str]
    least: int | None
    most: int | None


def lines_of(problem: Problem, seats: Sequence[Seat], contest: Contest, rule: Rule) -> tuple[Line, ...] | None:
    """The rule's rows over a contest; None where a row has choices, or where the outcome decides which rows there are.

    A weight is what a candidate adds once elected less what the same person adds without: who loses a seat stays in the body
    around it, and that part of it is in `rest`.
    """
    number = {person.id: at for at, person in enumerate(problem.pool.people)}
    place = {position: at for at, position in enumerate(problem.positions)}
    wins: dict[str, tuple[int, int]] = {}
    stays: dict[str, tuple[int, int]] = {}
    others: list[tuple[int, int]] = []
    for seat in seats:
        who, held = number[seat.person], seat.position
        if contest.part in held.scopes or held.runs_for == contest.part:
            wins[seat.person] = who, place[held]
            left = without(problem.policy, held, contest.part) if contest.part in held.scopes else held
            if left is not None:
                stays[seat.person] = who, place[left]
        else:
            others.append((who, place[held]))
    found = []
    plain = [held.runs_for is None for held in problem.positions]
    for won, lost in zip_longest(rule.rows(problem.elected(contest.part)), rule.rows(problem)):
        if won is None or lost is None or won.choices:
            return None
        after, before = spread_out(problem, won.weights), spread_out(problem, lost.weights)
        if won.part != lost.part or not np.array_equal(after[:, plain], before[:, plain]):
            # Not the same row: a rule that writes one only for whom it can matter.
            return None
        slate = [candidate.person for candidate in contest.slate]
        staying = np.array([before[stays[who]] if who in stays else 0 for who in slate], dtype=np.int64)
        elected = np.array([after[wins[who]] for who in slate], dtype=np.int64)
        rest = int(staying.sum()) + sum(int(before[pair]) for pair in others)
        found.append(Line(part=won.part, weights=elected - staying, rest=rest, least=won.least, most=won.most))
    return tuple(found)


def count_of(line: Line, contest: Contest) -> Count | None:
    """The line as a count of those elected with the higher of two weights; None where there are more than two."""
    values = sorted(set(line.weights.tolist())) or [0]
    if len(values) > 2:
        return None
    low, high = values[0], values[-1]
    base = line.rest + low * contest.seats
    if low == high:
        kept = (line.least is None or line.least <= base) and (line.most is None or base <= line.most)
        return Count(part=line.part, members=frozenset(), least=None if kept else 1, most=None)
    step = high - low
    pairs = zip(contest.slate, line.weights.tolist(), strict=True)
    return Count(
        part=line.part,
        members=frozenset(candidate.person for candidate, weight in pairs if weight == high),
        least=None if line.least is None else -((base - line.least) // step),
        most=None if line.most is None else (line.most - base) // step,
    )


def merged(counts: Sequence[Count]) -> tuple[Count, ...]:
    """Counts of the same people as one, with the tighter of their bounds on either side."""
    found: dict[tuple[str, frozenset[str]], Count] = {}
    for count in counts:
        key = (count.part, count.members)
        other = found.get(key)
        found[key] = count if other is None else _tighter(count, other)
    return tuple(found.values())


def _tighter(one: Count, two: Count) -> Count:
    floors = [count.least for count in (one, two) if count.least is not None]
    ceilings = [count.most for count in (one, two) if count.most is not None]
    return Count(
        part=one.part,
        members=one.members,
        least=max(floors, default=None),
        most=min(ceilings, default=None),
    )
