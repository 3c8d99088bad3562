"""Asking models several questions within one time limit, and the rosters that come back, counted again by head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.basis.progress import Progress, Quiet, Silent, Step
from optimizer.basis.text import Filled
from optimizer.model.model import Ints, Model, ModelGoal
from optimizer.problem.problem import Problem
from optimizer.roster.promised import promise_faults
from optimizer.roster.recount import RecountError, recount, seats_of, structure_faults, verify
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Verdict
from optimizer.rules.named import Named
from optimizer.solve.clock import Clock, Stopped
from optimizer.solve.solve import solve
from optimizer.solve.status import Learned, Solved, Status

ASKED = "asked:"
"""How the ids of pins begin that only a question sets."""


class Asker:
    """Puts questions one after the other; all of them share one time limit in seconds (None: no limit).

    `learned` is what an earlier solve of the same pool and positions knows: it makes the questions quicker, no more.
    """

    def __init__(
        self, time_limit: float | None = None, progress: Progress | None = None, learned: Learned | None = None
    ) -> None:
        self._learned = learned
        self._progress = progress or Silent()
        self._clock = Clock(time_limit, Quiet(self._progress))

    def share(self, count: int) -> Asker:
        """An asker with one part in so many of the time that is left."""
        left = self._left()
        return Asker(None if left is None else left / count, self._progress, self._learned)

    @property
    def over(self) -> bool:
        """Whether the time is up or the user cancelled."""
        try:
            self._clock.left()
        except Stopped:
            return True
        return False

    def say(self, stage: str, done: int, total: int, said: Filled) -> None:
        """Report which question is under way."""
        self._progress.report(Step(stage=stage, done=done, total=total, said=said))

    def any_roster(self, model: Model) -> Solved:
        """A roster that keeps the binding rules, or the proof that there is none; unknown once the time is up."""
        return self.highest(model, np.zeros(len(model.group), dtype=np.int64))

    def highest(self, model: Model, columns: Ints) -> Solved:
        """The roster with the largest sum of weights, one a column of the model: value and bound of the only goal."""
        gaps = np.zeros(len(model.gap_most), dtype=np.int64)
        return self.best(replace(model, goals=(ModelGoal(id=ASKED, columns=columns, gaps=gaps),)))

    def best(self, model: Model) -> Solved:
        """The model's own goals, all of them in order."""
        return solve(model, time_limit=self._left(), progress=self._clock.progress, learned=self._learned)

    def _left(self) -> float | None:
        try:
            return self._clock.left()
        except Stopped:
            return 0.0


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A roster and what counting it by head gave."""

    seats: tuple[Seat, ...]
    verdicts: tuple[Verdict, ...]


def has_roster(solved: Solved) -> bool:
    """Whether a roster came back, proven best or not."""
    return solved.status in (Status.OPTIMAL, Status.FEASIBLE)


def counted(model: Model, solved: Solved) -> Counted:
    """The roster of a question that had a goal of its own, counted by head.

    Raises RecountError when its frame, a binding rule or a promise is not what the solver said.
    """
    problem = model.problem
    seats = seats_of(problem, solved, model.person.tolist(), model.position.tolist())
    for name, said in structure_faults(problem.pool, problem.policy, seats):
        raise RecountError(name, said.en)
    verdicts = recount(problem.pool, problem.policy, problem.rules, seats)
    for verdict in verdicts:
        if verdict.strength.binds and not verdict.kept:
            raise RecountError(verdict.rule, f"{verdict.part} found {verdict.found} in an answer that keeps it")
    for name, said in promise_faults(problem, seats):
        raise RecountError(name, said.en)
    return Counted(seats=seats, verdicts=verdicts)


def verified(model: Model, solved: Solved) -> Counted:
    """The roster of a solve with the problem's own goals, counted by head, goal values included. Raises RecountError."""
    seats = seats_of(model.problem, solved, model.person.tolist(), model.position.tolist())
    return Counted(seats=seats, verdicts=verify(model.problem, solved, seats))


def pinned(problem: Problem, who: str, scope: tuple[str, ...], hold: str) -> Problem:
    """The problem with one person held `in` some body or office of a list, or `out` of all of them."""
    pin = Named(id=f"{ASKED}{who}", scope=scope, people=(who,), hold=hold)
    return problem.varied(pins=(*problem.pins, pin))


def with_rule(problem: Problem, rule: Rule) -> Problem:
    """The problem with a rule in place of the one of the same id."""
    rules = tuple(rule if each.id == rule.id else each for each in problem.policy.rules)
    pins = tuple(rule if each.id == rule.id else each for each in problem.pins)
    return problem.varied(policy=replace(problem.policy, rules=rules), pins=pins)


def flat_weights(model: Model, table: Ints) -> Ints:
    """People x positions to one weight a column of the model."""
    return np.asarray(table[model.person, model.position], dtype=np.int64)


def columns_of(model: Model, seats: Sequence[Seat]) -> Ints:
    """The columns that a roster takes, in the model's order. Raises ValueError where the model has no such column."""
    number = {person.id: n for n, person in enumerate(model.problem.pool.people)}
    place = {position: n for n, position in enumerate(model.problem.positions)}
    at = {(int(who), int(where)): n for n, (who, where) in enumerate(zip(model.person, model.position, strict=True))}
    try:
        return np.array(sorted(at[number[seat.person], place[seat.position]] for seat in seats), dtype=np.int64)
    except KeyError as error:
        raise ValueError(f"a seat of the roster is none of the model: {error}") from None
