"""Trade-offs: every pair of levels of which neither can rise without the other falling, proven complete.

Whole-number epsilon-constraint: the second side as far as it goes with the first at a level, then the first as far as it
goes with the second held there; next from one level beyond. Each pair found is beyond every other one on one side, and as
levels are whole numbers none is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from optimizer.basis.progress import Progress, Quiet, Silent
from optimizer.basis.progress import Step as Report
from optimizer.basis.text import Text
from optimizer.model.model import Model, ModelGoal
from optimizer.problem.problem import Problem
from optimizer.room.asking import counted, has_roster
from optimizer.roster.recount import RecountError
from optimizer.roster.roster import Seat
from optimizer.solve.clock import Clock, Stopped
from optimizer.solve.solve import solve
from optimizer.solve.status import Learned, Solved, Status
from optimizer.whatif.models import Models
from optimizer.whatif.sides import Side


@dataclass(frozen=True, kw_only=True, eq=False)
class Corner:
    """One pair of levels that no roster betters on both sides, the figures people know for them, and a roster."""

    levels: tuple[int, int]
    figures: tuple[Fraction, Fraction]
    seats: tuple[Seat, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Frontier:
    """The corners by rising level of the first side. Where it is not `complete`, there may be more beyond the last one.

    `stands` are the figures of the bounds as the policy has them; None for a goal. All other binding rules are held, all
    other goals left out.
    """

    problem: Problem
    sides: tuple[Side, Side]
    corners: tuple[Corner, ...]
    complete: bool
    stands: tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, kw_only=True)
class Step:
    """Levels of the first side, from one to another, at which the second can go as far as `furthest` and no further."""

    first: int
    last: int
    furthest: int


def frontier(
    problem: Problem, sides: tuple[Side, Side], *, time_limit: float | None = None, progress: Progress | None = None
) -> Frontier:
    """Every pair of levels that is not bettered on both sides. Raises RecountError."""
    search = _Search(problem, sides, Clock(time_limit, Quiet(progress or Silent())), progress or Silent())
    corners = tuple(search.corners())
    return Frontier(problem=problem, sides=sides, corners=corners, complete=search.complete, stands=search.stands())


def steps(frontier: Frontier) -> tuple[Step, ...]:
    """For every level of the first side how far the second can go: all that is possible, and with it all that is not."""
    found: list[Step] = []
    lowest = frontier.sides[0].lowest(frontier.problem)
    for corner in frontier.corners:
        last, furthest = corner.levels
        first = found[-1].last + 1 if found else last if lowest is None else lowest
        found.append(Step(first=first, last=last, furthest=furthest))
    return tuple(found)


type _Levels = tuple[int | None, int | None]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Found:
    """The highest level of a side, and a roster that reaches it."""

    level: int
    seats: tuple[Seat, ...]


class _Search:
    """One walk along the frontier."""

    def __init__(self, problem: Problem, sides: tuple[Side, Side], clock: Clock, progress: Progress) -> None:
        self.problem = problem
        self.sides = sides
        self.clock = clock
        self.progress = progress
        self.models = Models(problem)
        self.learned: dict[int, Learned] = {}
        self.complete = False

    def corners(self) -> Iterator[Corner]:
        """Corner by corner; ends with `complete` set where the last one is proven to be that."""
        least: int | None = None
        number = 0
        while True:
            said = _CORNER.fill(number=number + 1)
            self.progress.report(Report(stage="frontier", done=number, total=number + 1, said=said))
            far = self._furthest(1, (least, None))
            near = None if far is None else self._furthest(0, (least, far.level))
            if far is None or near is None:
                return
            levels = (near.level, far.level)
            first, second = (side.shown(level) for side, level in zip(self.sides, levels, strict=True))
            yield Corner(levels=levels, figures=(first, second), seats=near.seats)
            least = near.level + 1
            number += 1

    def stands(self) -> tuple[Fraction | None, Fraction | None]:
        """Where the bounds stand in the policy."""
        first, second = (side.stands(self.problem) for side in self.sides)
        return first, second

    def _furthest(self, side: int, levels: _Levels) -> _Found | None:
        """The highest level of a side with both at given levels at least; None where there is none or it is not proven."""
        model = self._model(levels)
        weights = self.sides[side].weights(model)
        if weights is None:
            return self._step_by_step(side, levels)
        columns, gaps = weights
        goal = ModelGoal(id=self.sides[side].name, columns=columns, gaps=gaps)
        solved = self._solved(replace(model, goals=(goal,)), side)
        if solved.status is not Status.OPTIMAL:
            self.complete = solved.status is Status.IMPOSSIBLE
            return None
        found = self._counted(side, model, solved)
        if found.level != solved.goals[0].value:
            said = f"the level was to be {solved.goals[0].value} and is {found.level}"
            raise RecountError(self.sides[side].name, said)
        return found

    def _solved(self, model: Model, side: int) -> Solved:
        """The best roster for a side alone; the last one for the same side is near, and helps."""
        try:
            left = self.clock.left()
        except Stopped:
            return Solved(status=Status.UNKNOWN, columns=np.zeros(0, dtype=np.int64))
        solved = solve(model, time_limit=left, progress=self.clock.progress, learned=self.learned.get(side))
        if solved.learned is not None:
            self.learned[side] = solved.learned
        return solved

    def _step_by_step(self, side: int, levels: _Levels) -> _Found | None:
        """The same by asking for one level more than was found, until there is none."""
        found: _Found | None = None
        while True:
            asked = levels if found is None else _with(levels, side, found.level + 1)
            model = self._model(asked)
            nothing = np.zeros(len(model.group), dtype=np.int64), np.zeros(len(model.gap_most), dtype=np.int64)
            goal = ModelGoal(id="any", columns=nothing[0], gaps=nothing[1])
            solved = self._solved(replace(model, goals=(goal,)), side)
            if solved.status is Status.IMPOSSIBLE:
                self.complete = found is None
                return found
            if not has_roster(solved):
                self.complete = False
                return None
            found = self._counted(side, model, solved)

    def _model(self, levels: _Levels) -> Model:
        problem = self.problem
        for side, level in zip(self.sides, levels, strict=True):
            problem = side.held(problem, level)
        model = self.models.of(problem)
        for side, level in zip(self.sides, levels, strict=True):
            model = side.held_by_row(model, level)
        return model

    def _counted(self, side: int, model: Model, solved: Solved) -> _Found:
        """The roster of an answer, counted by head, with the level it reaches."""
        seats = counted(model, solved).seats
        return _Found(level=self.sides[side].level(model.problem, seats), seats=seats)


def _with(levels: _Levels, side: int, level: int) -> _Levels:
    return (level, levels[1]) if side == 0 else (levels[0], level)


_CORNER = Text(zh="权衡边界上的第 {number} 点", en="point {number} of the trade-off")
