"""Ties: who could change places with whom at no loss."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from operator import sub

import numpy as np
from scipy import sparse

from optimizer.model.model import NO_MOST, Ints, Model
from optimizer.roster.promised import promise_faults
from optimizer.roster.roster import Seat, Tie
from optimizer.rules.base import Rule, Seated
from optimizer.solve.status import Solved

SHOWN = 5
MOST_PAIRS = 200_000
"""Pairs looked at before the search is cut short, in an order that the ids decide."""
MOST_COUNTS = 2_000
"""Swaps counted by head before the search is cut short."""
DEAR = 20
"""So many counts is one worth for which the worst outcome of a vote must be worked out."""


def ties(model: Model, solved: Solved) -> tuple[Tie, ...]:
    """Every seat for which a swap with one other person, seated elsewhere or not at all, changes no rule and no goal.

    The draw is left out of the goals: it is what decided between them.
    """
    search = _Search(model, solved)
    found: dict[int, list[str]] = defaultdict(list)
    for column, other in search.pairs():
        found[column].append(other)
    people, positions = model.problem.pool.people, model.problem.positions
    listed = []
    for column in sorted(found):
        seat = Seat(person=people[model.person[column]].id, position=positions[model.position[column]])
        others = sorted(set(found[column]))
        listed.append(Tie(seat=seat, others=tuple(others[:SHOWN]), count=len(others), complete=not search.cut))
    return tuple(sorted(listed, key=lambda tie: tie.seat))


class _Search:
    def __init__(self, model: Model, solved: Solved) -> None:
        self.model = model
        self.cut = False
        self.left = MOST_PAIRS
        self.columns = sparse.csc_array(model.rows)
        self.dense: dict[int, Ints] = {}
        taken = np.zeros(len(model.group), dtype=np.int64)
        taken[solved.columns] = 1
        worth = [goal.columns.tolist() for goal in model.goals if goal.id != "draw"] or [[0] * len(taken)]
        self.worth: list[tuple[int, ...]] = list(zip(*worth, strict=True))
        places = zip(model.group.tolist(), model.position.tolist(), strict=True)
        self.at = {place: number for number, place in enumerate(places)}
        self.holds = {int(model.group[column]): int(column) for column in solved.columns}
        activity = model.rows @ taken
        # Today's shortfalls may stay as they are: a row's room is what is left on top of them.
        short = np.maximum(model.least - activity, 0), np.maximum(activity - model.most, 0)
        self.room_down = activity + short[0] - model.least
        self.room_up = model.most - activity + short[1]
        self.by_head = _ByHead(model, solved)
        # Rows with choices say nothing of themselves about a swap, as the choices may change with it.
        self.room_down[self.by_head.rows] = self.room_up[self.by_head.rows] = NO_MOST

    def pairs(self) -> Iterator[tuple[int, str]]:
        """(column of a seat, id of somebody who could have it): swaps within equal worth whose rows have room."""
        places = sorted({int(self.model.position[column]) for column in self.holds.values()})
        for here in places:
            chain = self.model.problem.chain[here]
            seated = [group for group, column in self.holds.items() if int(self.model.position[column]) == here]
            for there in [
                -1,
                *(place for place in places if place != here and self.model.problem.chain[place] == chain),
            ]:
                yield from self._between(here, there, sorted(seated))

    def _between(self, here: int, there: int, seated: list[int]) -> Iterator[tuple[int, str]]:
        others = self._others(here, there)
        buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for group in others:
            buckets[self._key(group, here, there)].append(group)
        for group in seated:
            if there >= 0 and (group, there) not in self.at:
                continue
            rivals = buckets.get(self._key(group, here, there), [])[: self.left]
            self.left -= len(rivals)
            self.cut |= self.left <= 0
            for rival in rivals:
                if self._fits(group, rival, here, there):
                    yield self.holds[group], self._id(rival)

    def _others(self, here: int, there: int) -> list[int]:
        """Groups that stand `there` (-1: nowhere) and could stand `here`."""
        if there >= 0:
            stand = [group for group, column in self.holds.items() if int(self.model.position[column]) == there]
        else:
            stand = [group for group in range(self.model.groups) if group not in self.holds]
        return [group for group in stand if (group, here) in self.at]

    def _key(self, group: int, here: int, there: int) -> tuple[int, ...]:
        """What every goal gains when the group stands `here` rather than `there`."""
        worth = self.worth[self.at[group, here]]
        return worth if there < 0 else tuple(map(sub, worth, self.worth[self.at[group, there]]))

    def _move(self, group: int, here: int, there: int) -> Ints:
        """What the rows gain when the group stands `here` rather than `there`."""
        gain = self._column(self.at[group, here])
        return gain if there < 0 else gain - self._column(self.at[group, there])

    def _column(self, number: int) -> Ints:
        dense = self.dense.get(number)
        if dense is None:
            dense = np.zeros(len(self.model.least), dtype=np.int64)
            span = slice(self.columns.indptr[number], self.columns.indptr[number + 1])
            dense[self.columns.indices[span]] = self.columns.data[span]
            self.dense[number] = dense
        return dense

    def _fits(self, group: int, rival: int, here: int, there: int) -> bool:
        change = self._move(rival, here, there) - self._move(group, here, there)
        if np.any(change > self.room_up) or np.any(-change > self.room_down):
            return False
        touched = self.by_head.rules(change)
        if not touched:
            return True
        out = {self.holds[group]} | ({self.holds[rival]} if there >= 0 else set())
        new = [self.at[rival, here], *([self.at[group, there]] if there >= 0 else [])]
        fits = self.by_head.kept(touched, out, new)
        self.cut |= self.by_head.left <= 0
        return fits

    def _id(self, group: int) -> str:
        column = int(np.searchsorted(self.model.group, group))
        return str(self.model.problem.pool.people[self.model.person[column]].id)


class _ByHead:
    """Rules whose rows have choices: whether a swap keeps them is counted by head, as far as the count reaches."""

    def __init__(self, model: Model, solved: Solved) -> None:
        self.model = model
        self.left = MOST_COUNTS
        self.seated = [int(column) for column in solved.columns]
        choices = model.gap_rows[:, len(model.gap_most) - model.choices :]
        with_choices = {model.row_rules[row] for row in np.flatnonzero(np.diff(choices.indptr))}
        self.rows = np.flatnonzero([name in with_choices for name in model.row_rules])
        self._rules = {rule.id: rule for rule in model.problem.rules if rule.id in with_choices}
        self._short = {name: self._heads_short(rule, self.seated) for name, rule in self._rules.items()}

    def rules(self, change: Ints) -> list[str]:
        """The rules with choices that a change of the rows' sums touches."""
        return sorted({self.model.row_rules[row] for row in self.rows[change[self.rows] != 0]})

    def kept(self, rules: list[str], out: set[int], new: list[int]) -> bool:
        """Whether no rule is shorter of heads once the `out` columns give way to the `new` ones."""
        self.left -= DEAR if any(self._rules[name].promised for name in rules) else 1
        if self.left < 0:
            return False
        columns = [*(column for column in self.seated if column not in out), *new]
        return all(self._heads_short(self._rules[name], columns) <= self._short[name] for name in rules)

    def _heads_short(self, rule: Rule, columns: list[int]) -> int:
        problem = self.model.problem
        seats = tuple(
            (problem.pool.people[self.model.person[column]], problem.positions[self.model.position[column]])
            for column in columns
        )
        seated = Seated(seats=seats, pool=problem.pool, on=problem.policy.reference_date)
        short = sum(verdict.short for verdict in rule.count(seated))
        if rule.promised:
            held = [Seat(person=person.id, position=position) for person, position in seats]
            short += sum(1 for _ in promise_faults(problem, held, rule.id))
        return short
