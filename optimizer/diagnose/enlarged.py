"""A problem with further people in its pool: whether it has a roster now, counted again by head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from optimizer.diagnose.ghosts import Kind
from optimizer.diagnose.loosening import Search
from optimizer.diagnose.traits import bigger, ghost
from optimizer.model.build import build_model
from optimizer.model.model import Model
from optimizer.people.person import Person, Pool
from optimizer.problem.problem import Problem, build_problem
from optimizer.roster.recount import RecountError, recount, seats_of, structure_faults
from optimizer.roster.roster import Seat
from optimizer.rules.base import Verdict
from optimizer.solve.clock import Stopped
from optimizer.solve.status import Solved, Status


class Enlarged:
    """Asks about people of given kinds beside the pool, one question after the other.

    The last roster found is tried first: people of another kind may just as well stand where it has them.
    """

    def __init__(self, search: Search, problem: Problem) -> None:
        self._search = search
        self._problem = problem
        self._asked: dict[tuple[Kind, ...], bool] = {}
        self._seats: tuple[Seat, ...] = ()
        self._first: tuple[tuple[Person, ...], tuple[Seat, ...], tuple[Verdict, ...]] | None = None

    @property
    def people(self) -> tuple[Person, ...]:
        """The people of the first question that had a roster."""
        return self._first[0] if self._first else ()

    @property
    def shown(self) -> tuple[tuple[Seat, ...], tuple[Verdict, ...]]:
        """The roster of the first question that had one, with its verdicts."""
        return self._first[1:] if self._first else ((), ())

    def possible(self, kinds: tuple[Kind, ...]) -> bool:
        """Whether the pool has a roster with people of these kinds.

        Raises Stopped when the time is up before that is known, InputFaults where such people cannot be in the pool.
        """
        if kinds not in self._asked:
            self._asked[kinds] = self._again(kinds) or self._solved(kinds)
        return self._asked[kinds]

    def _people(self, kinds: Sequence[Kind]) -> tuple[Person, ...]:
        taken = {person.id for person in self._problem.pool.people}
        prefix = _CALLED
        while any(identity.startswith(prefix) for identity in taken):
            prefix += "·"
        return tuple(ghost(f"{prefix}{number}", kind, number=number) for number, kind in enumerate(kinds, 1))

    def _pool(self, people: Sequence[Person]) -> Pool:
        pool = bigger(self._problem.pool, people)
        return replace(pool, people=tuple(sorted(pool.people, key=lambda person: person.id)))

    def _again(self, kinds: Sequence[Kind]) -> bool:
        """Whether the last roster does for these people as well, each in the place of the one before."""
        if not self._seats:
            return False
        self._search.left()
        pool = self._pool(self._people(kinds))
        if any(structure_faults(pool, self._problem.policy, self._seats)):
            return False
        verdicts = recount(pool, self._problem.policy, self._problem.rules, self._seats)
        return all(verdict.kept for verdict in verdicts if verdict.strength.binds)

    def _solved(self, kinds: Sequence[Kind]) -> bool:
        people = self._people(kinds)
        problem = self._problem
        wide = build_problem(pool=self._pool(people), policy=problem.policy, pins=problem.pins)
        model = build_model(replace(wide, goals=()))
        solved = self._search.highest(model)
        if solved.status is Status.IMPOSSIBLE:
            return False
        if solved.status is Status.UNKNOWN:
            raise Stopped
        solved = self._lightest(model, people) or solved
        seats = seats_of(wide, solved, model.person.tolist(), model.position.tolist())
        for name, said in structure_faults(wide.pool, wide.policy, seats):
            raise RecountError(name, said.en)
        verdicts = recount(wide.pool, wide.policy, wide.rules, seats)
        for verdict in verdicts:
            if verdict.strength.binds and not verdict.kept:
                raise RecountError(verdict.rule, f"found {verdict.found}, bounds {verdict.least} to {verdict.most}")
        self._seats = seats
        if self._first is None:
            self._first = (people, seats, verdicts)
        return True

    def _lightest(self, model: Model, people: Sequence[Person]) -> Solved | None:
        """A roster in which these people hold as little as can be: the next ones will more likely do in their places."""
        further = {person.id for person in people}
        theirs = np.array([person.id in further for person in model.problem.pool.people], dtype=bool)
        held = np.array([len(position.scopes) for position in model.problem.positions], dtype=np.int64)
        try:
            solved = self._search.highest(model, columns=-held[model.position] * theirs[model.person])
        except Stopped:
            return None
        return None if solved.status is Status.UNKNOWN else solved


_CALLED = "增补"
"""How the ids of invented people begin."""
