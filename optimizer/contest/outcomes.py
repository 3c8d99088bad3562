"""What a vote can do to each rule: the worst and the best outcome, how many upsets it survives, what the slate would need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations, product
from math import comb, prod

import numpy as np
from numpy.typing import NDArray

from optimizer.contest.likely import elected_seats
from optimizer.contest.lines import Line, lines_of
from optimizer.contest.slates import Candidate, Contest, Vote, contests_of
from optimizer.problem.problem import Problem
from optimizer.problem.promises import Promise, sides_of
from optimizer.roster.promised import left_for
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Seated, Verdict

__all__ = ["Candidate", "Contest", "Light", "RuleOutcome", "Vote", "contests_of", "outcomes_of"]

MOST_OUTCOMES = 2_000
"""A rule that is no sum over the winners is counted in every outcome, where there are no more than so many."""

type Winners = NDArray[np.bool_]
"""Who of a contest's slate is elected, in its order."""


class Light(StrEnum):
    """How safe a rule is in a vote."""

    CERTAIN = "certain"
    SURVIVES = "survives"
    AT_RISK = "at_risk"
    BROKEN = "broken"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class RuleOutcome:
    """One side of one row of a rule in the vote for a body or office.

    `planned`, `worst` and `best` are what is counted when the planned winners are elected, in the worst outcome and in the
    best; `slate` is counted over all candidates. `survives` is how many planned winners may lose, at most, with the rule
    still kept (the `margin`: whoever wins; -1: the plan itself breaks it). `short` is how many candidates, at least, would
    have to make way for people who count so that it is kept whoever wins. None: cannot be told.

    `again` is what is certain where votes come before and the rest is planned again after each: counted among those who
    hold the part in the worst case. `contested` is False where only those votes matter, and the part itself has none.
    """

    rule: str
    row: str
    part: str
    floor: bool
    contested: bool
    margin: int
    planned: Verdict
    slate: Verdict | None = None
    worst: Verdict | None = None
    best: Verdict | None = None
    survives: int | None = None
    short: int | None = None
    again: Verdict | None = None

    @property
    def light(self) -> Light:
        """Kept whoever wins, after some upsets, after none; or already broken in the plan."""
        if self.survives == -1 or (self.survives is None and not self.planned.kept):
            return Light.BROKEN
        if self.again is not None and not _keeps(self.again, floor=self.floor):
            return Light.AT_RISK
        if self.survives is None:
            return Light.OPEN
        if self.survives >= self.margin:
            return Light.CERTAIN
        return Light.SURVIVES if self.survives else Light.AT_RISK


def outcomes_of(problem: Problem, seats: Sequence[Seat]) -> tuple[RuleOutcome, ...]:
    """Every rule that a vote can touch, in the order of the policy, contest by contest, with each side of each of its rows.

    `seats` is a roster with its further candidates.
    """
    contests = contests_of(problem, seats)
    found: list[RuleOutcome] = []
    for rule in problem.rules if contests else ():
        sides = sides_of(problem, rule)
        promises = {(side.row, side.floor): side for side in sides} if isinstance(sides, tuple) else {}
        here = [contest for contest in contests if contest.part in rule.scope]
        for contest in here:
            found += _Table(problem, tuple(seats), contest, rule, promises).outcomes()
        if not here:
            found += _inner(problem, seats, rule, promises)
    return tuple(found)


def _inner(
    problem: Problem, seats: Sequence[Seat], rule: Rule, promises: dict[tuple[str, bool], Promise]
) -> Iterator[RuleOutcome]:
    """A rule over a part without a vote of its own, inside a contested body."""
    for (row, floor), promise in promises.items():
        planned = _verdict(problem, rule, seats, row, floor=floor)
        yield RuleOutcome(
            rule=rule.id,
            row=row,
            part=promise.part,
            floor=floor,
            contested=False,
            margin=0,
            planned=planned,
            survives=0 if _keeps(planned, floor=floor) else -1,
            again=_again(problem, rule, promise, seats),
        )


def _again(problem: Problem, rule: Rule, promise: Promise | None, seats: Sequence[Seat]) -> Verdict | None:
    """The rule counted over who holds its part after the votes around it, each decided in the worst way for it."""
    if promise is None or promise.contest is not None or promise.two is None:
        return None
    held = [Seat(person=each.person, position=each.position) for each in left_for(problem, promise, seats)]
    return _verdict(problem, rule, held, promise.row, floor=promise.floor)


def _verdict(problem: Problem, rule: Rule, seats: Sequence[Seat], row: str, *, floor: bool) -> Verdict:
    """The verdict that speaks of a row's side; the nearest there is, for a rule whose parts are not those of its rows."""
    held = tuple((problem.pool.by_id[seat.person], seat.position) for seat in seats)
    verdicts: list[Verdict] = []
    for verdict in rule.count(Seated(seats=held, pool=problem.pool, on=problem.policy.reference_date)):
        if verdict.part == row and (verdict.least if floor else verdict.most) is not None:
            return verdict
        verdicts.append(verdict)
    parts = [verdict for verdict in verdicts if verdict.part == row] or verdicts
    sides = [verdict for verdict in parts if (verdict.least if floor else verdict.most) is not None] or parts
    return min(sides, key=lambda verdict: verdict.kept)


def _keeps(verdict: Verdict, *, floor: bool) -> bool:
    """Whether one side of a verdict is kept; the whole, where it has no such side."""
    if (verdict.least if floor else verdict.most) is None:
        return verdict.kept
    return verdict.found >= (verdict.least or 0) if floor else verdict.found <= (verdict.most or 0)


class _Table:
    """The outcomes of one rule in one contest."""

    def __init__(
        self,
        problem: Problem,
        seats: tuple[Seat, ...],
        contest: Contest,
        rule: Rule,
        promises: dict[tuple[str, bool], Promise],
    ) -> None:
        self.problem, self.seats, self.contest, self.rule = problem, seats, contest, rule
        self.promises = promises
        self.planned: Winners = np.array([candidate.planned for candidate in contest.slate], dtype=bool)

    def outcomes(self) -> list[RuleOutcome]:
        """A record for each side of each row; one alone for a rule that is no sum over the winners."""
        lines = lines_of(self.problem, self.seats, self.contest, self.rule)
        if lines is None:
            return [self._counted()]
        found = [
            self._side(line, floor=floor)
            for line in lines
            for floor, bound in ((True, line.least), (False, line.most))
            if bound is not None and self._matters(line, floor=floor)
        ]
        return found or [self._indifferent(lines)]

    def _matters(self, line: Line, *, floor: bool) -> bool:
        """Whether candidates differ, the plan breaks this side of a row, or a vote before may."""
        found = line.rest + int(line.weights[self.planned].sum())
        bound = line.least if floor else line.most
        promise = self.promises.get((line.part, floor))
        broken = bound is not None and (found < bound if floor else found > bound)
        return len(set(line.weights.tolist())) > 1 or broken or (promise is not None and promise.contest is None)

    def _after(self, winners: Winners) -> list[Seat]:
        return list(elected_seats(self.problem, self.seats, self.contest, winners))

    def _count(self, winners: Winners, line: Line, *, floor: bool) -> Verdict:
        return _verdict(self.problem, self.rule, self._after(winners), line.part, floor=floor)

    def _record(self, line: Line, *, floor: bool) -> RuleOutcome:
        return RuleOutcome(
            rule=self.rule.id,
            row=line.part,
            part=self.contest.part,
            floor=floor,
            contested=True,
            margin=self.contest.margin,
            planned=_verdict(self.problem, self.rule, self.seats, line.part, floor=floor),
            again=_again(self.problem, self.rule, self.promises.get((line.part, floor)), self.seats),
        )

    def _indifferent(self, lines: Sequence[Line]) -> RuleOutcome:
        """A rule that the vote cannot change: every candidate adds the same to it."""
        line = lines[0] if lines else Line(part="", weights=np.zeros(0, dtype=np.int64), rest=0, least=None, most=None)
        record = self._record(line, floor=line.least is not None)
        return replace(record, worst=record.planned, best=record.planned, survives=self.contest.margin, short=0)

    def _side(self, line: Line, *, floor: bool) -> RuleOutcome:
        """One side of a row, as a floor: a ceiling has the negative weights."""
        weights = line.weights if floor else -line.weights
        bound = (line.least if floor else line.most) or 0
        least = (bound - line.rest) * (1 if floor else -1)
        everybody = np.ones_like(self.planned)
        return replace(
            self._record(line, floor=floor),
            slate=self._count(everybody, line, floor=floor),
            worst=self._count(self._extreme(weights, 1), line, floor=floor),
            best=self._count(self._extreme(weights, -1), line, floor=floor),
            survives=self._survives(weights, least),
            short=self._short(weights, least, self.promises.get((line.part, floor))),
        )

    def _votes(self) -> Iterator[tuple[Vote, slice]]:
        start = 0
        for vote in self.contest.votes:
            yield vote, slice(start, start + len(vote.slate))
            start += len(vote.slate)

    def _extreme(self, weights: NDArray[np.int64], sign: int) -> Winners:
        """The lightest winners there can be (sign -1: the heaviest), planned winners first among equals."""
        winners = np.zeros_like(self.planned)
        for vote, here in self._votes():
            order = sorted(
                range(here.start, here.stop), key=lambda at: (sign * int(weights[at]), not self.planned[at], at)
            )
            winners[order[: vote.seats]] = True
        return winners

    def _survives(self, weights: NDArray[np.int64], least: int) -> int:
        """The most planned winners who may lose: the changes that cost most come first."""
        left = int(weights[self.planned].sum()) - least
        if left < 0:
            return -1
        costs = []
        for _, here in self._votes():
            planned = np.sort(weights[here][self.planned[here]])[::-1]
            further = np.sort(weights[here][~self.planned[here]])
            many = min(len(planned), len(further))
            costs += [int(cost) for cost in planned[:many] - further[:many] if cost > 0]
        for upsets, cost in enumerate(sorted(costs, reverse=True)):
            left -= cost
            if left < 0:
                return upsets
        return self.contest.margin

    def _short(self, weights: NDArray[np.int64], least: int, promise: Promise | None) -> int | None:
        """How many of the lighter of two weights must make way, at least, for the heavier to be enough whoever wins."""
        values = np.unique(weights).tolist()
        if promise is not None and promise.two is not None:
            values = [promise.two[0], sum(promise.two)]
        if len(values) != 2:
            return None
        lower, higher = values
        heads = -((lower * self.contest.seats - least) // (higher - lower))
        # Fewest changes for every number of certain heads, vote by vote: a change makes one more head certain once the
        # slate has no more of the others than seats.
        fewest = {0: 0}
        for vote, here in self._votes():
            others = int((weights[here] == lower).sum())
            costs = [max(0, others - vote.seats + certain) if certain else 0 for certain in range(vote.seats + 1)]
            after: dict[int, int] = {}
            for (have, paid), (certain, cost) in product(fewest.items(), enumerate(costs)):
                number = min(have + certain, max(heads, 0))
                after[number] = min(after.get(number, paid + cost), paid + cost)
            fewest = after
        return fewest.get(max(heads, 0))

    def _counted(self) -> RuleOutcome:
        """A rule that is no sum over the winners, counted in every outcome where there are not too many."""
        nothing = Line(part="", weights=np.zeros(0, dtype=np.int64), rest=0, least=None, most=None)
        record = self._record(nothing, floor=True)
        if prod(comb(len(vote.slate), vote.seats) for vote in self.contest.votes) > MOST_OUTCOMES:
            return record
        found = []
        for chosen in product(*(combinations(range(h.start, h.stop), v.seats) for v, h in self._votes())):
            winners = np.zeros_like(self.planned)
            winners[[at for part in chosen for at in part]] = True
            held = tuple((self.problem.pool.by_id[seat.person], seat.position) for seat in self._after(winners))
            seated = Seated(seats=held, pool=self.problem.pool, on=self.problem.policy.reference_date)
            verdicts = list(self.rule.count(seated))
            short = sum(verdict.short for verdict in verdicts)
            lost = int((self.planned & ~winners).sum())
            found.append((short, lost, max(verdicts, key=lambda verdict: verdict.short, default=record.planned)))
        breaks = min((lost for short, lost, _ in found if short), default=self.contest.margin + 1)
        return replace(
            record,
            worst=max(found, key=lambda each: each[0])[2],
            best=min(found, key=lambda each: each[0])[2],
            survives=breaks - 1 if breaks <= self.contest.margin else self.contest.margin,
            short=None if breaks <= self.contest.margin else 0,
        )
