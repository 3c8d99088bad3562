"""A quick look before anything is solved: for each bound alone, how many people could count and how many are needed.

Only what holds for certain of every roster: who no rule keeps out, and who serves in a mode that is asked. Rules whose rows are
no plain count of people (ratios of a number that varies, rules with choices) are left out, but for counts of values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.diagnose.relaxed import SEATS
from optimizer.groups.masks import Mask
from optimizer.model.build import build_model
from optimizer.model.contests import SLATE, unit_mask
from optimizer.problem.problem import Problem
from optimizer.rules.base import Rule
from optimizer.rules.grid import Grid, Row
from optimizer.rules.weights import spread_out

type Ints = NDArray[np.int64]


class Counted(StrEnum):
    """What a bound counts: people at least, people at most, or different values at least."""

    PEOPLE = "people"
    AT_MOST = "at_most"
    VALUES = "values"


@dataclass(frozen=True, kw_only=True)
class Need:
    """One bound against the pool. `name` is a rule's or pin's id, `seats:ID` or `slate:ID`; `part` the value it is for.

    For people and values: `need` of them are asked for, `have` could count, and of these at most `room` have a seat that
    counts (None: not known); `members` would count if nobody were kept out. For a ceiling: at most `need` may count, and
    `have` must, because too few others can fill the seats.
    """

    name: str
    counted: Counted
    need: int
    have: int
    members: int
    room: int | None = None
    part: str = ""

    @property
    def enough(self) -> bool:
        """Whether the bound, taken alone, can be met as far as this look goes."""
        if self.counted is Counted.AT_MOST:
            return self.have <= self.need
        return self.need <= (self.have if self.room is None else min(self.have, self.room))


def quick_look(problem: Problem) -> tuple[Need, ...]:
    """Every bound that can be looked at so: seats and slates first, then the binding rules and pins in their order."""
    model = build_model(problem)
    allowed = np.zeros((len(problem.pool.people), len(problem.positions)), dtype=bool)
    allowed[model.person, model.position] = True
    look = _Look(problem=problem, allowed=allowed)
    rules = (need for rule in problem.rules if rule.strength.binds for need in look.rule(rule))
    return (*look.seats(), *look.slates(), *rules)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Look:
    """The problem with the (person, position) pairs that are still possible."""

    problem: Problem
    allowed: Mask

    def seats(self) -> Iterator[Need]:
        """The people who could hold each body and office."""
        for part in self.problem.policy.parts:
            have = int(self.allowed[:, self._touching(part.id)].any(axis=1).sum())
            everyone = len(self.problem.pool.people)
            yield Need(name=SEATS + part.id, counted=Counted.PEOPLE, need=part.seats.least, have=have, members=everyone)

    def slates(self) -> Iterator[Need]:
        """The people who could stand in each vote."""
        for contest in self.problem.contests:
            running = np.array([position.runs_for == contest.part for position in self.problem.positions], dtype=bool)
            able = self.allowed[:, self._touching(contest.part) | running].any(axis=1)
            for ballot in contest.ballots:
                here = unit_mask(self.problem.pool, contest, ballot)
                yield Need(
                    name=SLATE + contest.part,
                    part=ballot.unit,
                    counted=Counted.PEOPLE,
                    need=ballot.seats + ballot.least,
                    have=int((able & here).sum()),
                    members=int(here.sum()),
                )

    def rule(self, rule: Rule) -> Iterator[Need]:
        """The rule's rows that are a plain count."""
        possible: dict[str, tuple[bool, bool]] = {}
        for row in rule.rows(self.problem):
            if row.head == 1 and not row.choices:
                yield from self._counts(row)
            elif len(row.choices) == 1 and row.choices[0][1] == -1 and (row.least, row.most) == (0, None):
                # A choice that is open only where somebody stands for it.
                able, members, _ = self._people(row)
                possible[row.choices[0][0]] = able > 0, members > 0
            elif (
                row.least is not None
                and _counts_choices(self.problem, row)
                and all(name in possible for name, _ in row.choices)
            ):
                listed = [possible[name] for name, _ in row.choices]
                have, members = sum(able for able, _ in listed), sum(member for _, member in listed)
                yield Need(
                    name=row.rule, counted=Counted.VALUES, part=row.part, need=row.least, have=have, members=members
                )

    def _counts(self, row: Row) -> Iterator[Need]:
        who, table = _weighed(self.problem, row)
        chains = {self.problem.chain[number] for number in np.flatnonzero(table.any(axis=0))}
        if not row.soft or table.min(initial=0) < 0 or table.max(initial=0) > 1 or len(chains) > 1:
            return
        if row.least is not None and row.least > 0:
            able, members, room = self._people(row)
            yield Need(
                name=row.rule,
                part=row.part,
                counted=Counted.PEOPLE,
                need=row.least,
                have=able,
                members=members,
                room=room,
            )
        if row.most is not None:
            fewest, members = self._unavoidable(who, table), int((table > 0).any(axis=1).sum())
            if fewest > 0:
                yield Need(
                    name=row.rule,
                    part=row.part,
                    counted=Counted.AT_MOST,
                    need=row.most,
                    have=fewest,
                    members=members,
                )

    def _people(self, row: Row) -> tuple[int, int, int | None]:
        """Those who could count, those who would if nobody were kept out, and the most seats there are to count in."""
        who, table = _weighed(self.problem, row)
        counting = table > 0
        columns = counting.any(axis=0)
        around = [
            part.seats.most for part in self.problem.policy.parts if not (columns & ~self._touching(part.id)).any()
        ]
        able = (counting & self.allowed[who]).any(axis=1)
        return int(able.sum()), int(counting.any(axis=1).sum()), min(around, default=None) if columns.any() else None

    def _unavoidable(self, who: Ints, table: Ints) -> int:
        """How many must count at least, because a body or office has too few people who would not."""
        fewest = 0
        for part in self.problem.policy.parts:
            here = self._touching(part.id)
            able = self.allowed[:, here].any(axis=1)
            without = (self.allowed[who][:, here] & (table[:, here] == 0)).any(axis=1)
            others = int(able.sum()) - int((able[who] & ~without).sum())
            fewest = max(fewest, part.seats.least - others)
        return fewest

    def _touching(self, part: str) -> Mask:
        """Which positions hold the body or office."""
        return np.array([part in position.scopes for position in self.problem.positions], dtype=bool)


def _weighed(grid: Grid, row: Row) -> tuple[Ints, Ints]:
    """The people whom a row weighs by their numbers, and their weights by position."""
    if isinstance(row.weights, sparse.csr_array):
        who = np.flatnonzero(np.diff(row.weights.indptr))
        return who, np.asarray(row.weights[who].toarray(), dtype=np.int64)
    weights = spread_out(grid, row.weights)
    who = np.flatnonzero(weights.any(axis=1))
    return who, weights[who]


def _counts_choices(grid: Grid, row: Row) -> bool:
    """Whether the row is nothing but a count of choices taken."""
    return not len(_weighed(grid, row)[0]) and all(weight == 1 for _, weight in row.choices)
