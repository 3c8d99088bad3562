"""Swaps in one roster: whether a change of a few seats keeps every row of a model, found by adding up, without a solve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.model.model import NO_LEAST, NO_MOST, Ints, Model
from optimizer.room.asking import columns_of
from optimizer.roster.promised import promise_faults
from optimizer.roster.recount import recount
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Verdict

type Flags = NDArray[np.bool_]


class Swaps:
    """One roster of a model, with the room that each row leaves.

    A preferred row may be as short as it is now, not shorter. Rows with choices say nothing of themselves about a swap, as
    the choices may change with it: their rules, `by_head`, are to be counted. `table` is `row_table` of the model, where it
    is at hand.
    """

    def __init__(
        self, model: Model, seats: Sequence[Seat], verdicts: Iterable[Verdict], table: Ints | None = None
    ) -> None:
        self.model = model
        self.table = row_table(model) if table is None else table
        self.seats = tuple(seats)
        self.taken = columns_of(model, seats)
        chosen = np.zeros(len(model.group), dtype=np.int64)
        chosen[self.taken] = 1
        self.activity: Ints = np.asarray(model.rows @ chosen, dtype=np.int64)
        self.low = np.where(model.least == NO_LEAST, NO_LEAST, np.minimum(model.least, self.activity))
        self.high = np.where(model.most == NO_MOST, NO_MOST, np.maximum(model.most, self.activity))
        choices = sparse.csr_array(model.gap_rows[:, len(model.gap_most) - model.choices :])
        with_choices = np.flatnonzero(np.diff(choices.indptr))
        self.low[with_choices], self.high[with_choices] = NO_LEAST, NO_MOST
        names = {model.row_rules[row] for row in with_choices}
        self.by_head = tuple(rule for rule in model.problem.rules if rule.id in names)
        self._short = shortfalls(verdicts)

    def dense(self, columns: Ints) -> Ints:
        """What each of some columns adds to each row: rows x columns."""
        return np.asarray(self.table[:, columns])

    def fits(self, changes: Ints) -> Flags:
        """Which changes of the rows' sums, rows x changes, keep every row that has no choices."""
        after = self.activity[:, None] + changes
        return np.asarray(((after >= self.low[:, None]) & (after <= self.high[:, None])).all(axis=0))

    def shorter(self, rules: Sequence[Rule], seats: Sequence[Seat]) -> list[str]:
        """The rules that other seats keep worse than these, and those whose promise they break, counted by head."""
        problem = self.model.problem
        after = shortfalls(recount(problem.pool, problem.policy, rules, seats))
        worse = [rule for rule, short in after.items() if short > self._short.get(rule, 0)]
        promised = [rule.id for rule in rules if rule.promised]
        return [*worse, *(rule for rule in promised if any(True for _ in promise_faults(problem, seats, rule)))]

    def seat(self, column: int) -> Seat:
        """The seat a column means."""
        problem = self.model.problem
        person = problem.pool.people[int(self.model.person[column])]
        return Seat(person=person.id, position=problem.positions[int(self.model.position[column])])

    def swapped(self, out: Sequence[int], new: Sequence[int]) -> tuple[Seat, ...]:
        """The roster's seats with some columns in place of others, sorted by person."""
        gone = {self.seat(column) for column in out}
        rest = [seat for seat in self.seats if seat not in gone]
        return tuple(sorted([*rest, *map(self.seat, new)], key=lambda seat: (seat.person, seat.position.bodies)))


def row_table(model: Model) -> Ints:
    """The model's rows without gaps, dense: rows x columns. Looking up single columns in a sparse array takes far longer."""
    return np.asarray(model.rows.toarray(), dtype=np.int64)


def shortfalls(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Heads short by rule."""
    short: dict[str, int] = {}
    for verdict in verdicts:
        short[verdict.rule] = short.get(verdict.rule, 0) + verdict.short
    return short
