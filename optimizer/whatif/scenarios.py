"""Scenarios: one value for each axis, the problem it makes, and its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from optimizer.basis.progress import Progress
from optimizer.problem.problem import Problem
from optimizer.roster.recount import RecountError, seats_of, verify
from optimizer.roster.roster import Seat
from optimizer.solve.solve import solve
from optimizer.solve.status import GoalReached, Learned, Status
from optimizer.whatif.axes import Axis, DateAxis, LimitAxis, PoolAxis, Rank, SeatsAxis, Value
from optimizer.whatif.models import Models

type Scenario = tuple[Value | None, ...]
"""A value for each axis; None where the axis stays as the policy has it."""

_ORDER = (SeatsAxis, DateAxis, PoolAxis)
"""What is changed first: a group is judged on the reference date, and heads become ratios of the seats there are."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What all scenarios of a sweep have in common: the problem as it stands, and what varies."""

    problem: Problem
    axes: tuple[Axis, ...]

    def frame(self, scenario: Scenario) -> Scenario:
        """What has to be equal for two scenarios to have the same people, seats, date and groups; bounds are left out."""
        pairs = zip(self.axes, scenario, strict=True)
        return tuple(None if isinstance(axis, LimitAxis) else value for axis, value in pairs)

    def framed(self, scenario: Scenario) -> Problem:
        """The problem of a scenario without its bounds. Raises InputFaults where the rules do not fit its people."""
        problem = self.problem
        for kind in _ORDER:
            for axis, value in zip(self.axes, scenario, strict=True):
                if isinstance(axis, kind) and value is not None:
                    problem = axis.at(problem, value)
        return problem

    def bounded(self, framed: Problem, scenario: Scenario) -> Problem:
        """The problem of a scenario, from the one without its bounds."""
        problem = framed
        for axis, value in zip(self.axes, scenario, strict=True):
            if isinstance(axis, LimitAxis) and value is not None:
                problem = axis.at(problem, value)
        return problem

    def ranks(self, framed: Problem, scenario: Scenario) -> tuple[Rank | None, ...]:
        """For each bound what is higher the more it asks for; None for what has no such order."""
        pairs = zip(self.axes, scenario, strict=True)
        return tuple(axis.rank(framed, value) if isinstance(axis, LimitAxis) else None for axis, value in pairs)


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """What came of one scenario. `seats` and `goals` are empty without a roster; each roster was counted by head.

    `learned` helps with scenarios near by. `fault` names the rule or goal and what was counted where the count by head was
    not what the solver said; nothing else is given then.
    """

    status: Status
    seats: tuple[Seat, ...] = ()
    goals: tuple[GoalReached, ...] = ()
    learned: Learned | None = field(default=None, repr=False)
    fault: tuple[str, str] | None = None


class Bench:
    """Where the scenarios of one sweep are solved: keeps the problem and the model of each frame."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._framed: dict[Scenario, tuple[Problem, Models]] = {}

    def problem(self, scenario: Scenario) -> Problem:
        """The problem of a scenario."""
        return self.ground.bounded(self._frame(scenario)[0], scenario)

    def solve(
        self,
        scenario: Scenario,
        *,
        learned: Learned | None = None,
        time_limit: float | None = None,
        progress: Progress | None = None,
    ) -> Answer:
        """The best roster of a scenario, counted by head; what is known of others only makes it quicker."""
        framed, models = self._frame(scenario)
        model = models.of(self.ground.bounded(framed, scenario))
        solved = solve(model, time_limit=time_limit, progress=progress, learned=learned)
        if not len(solved.columns):
            return Answer(status=solved.status)
        seats = seats_of(model.problem, solved, model.person.tolist(), model.position.tolist())
        try:
            verify(model.problem, solved, seats)
        except RecountError as error:
            return Answer(status=Status.UNKNOWN, fault=(error.rule, str(error).removeprefix(f"{error.rule}: ")))
        return Answer(status=solved.status, seats=seats, goals=solved.goals, learned=solved.learned)

    def _frame(self, scenario: Scenario) -> tuple[Problem, Models]:
        frame = self.ground.frame(scenario)
        if frame not in self._framed:
            framed = self.ground.framed(frame)
            self._framed[frame] = (framed, Models(framed))
        return self._framed[frame]


def ground_of(problem: Problem, axes: Sequence[Axis]) -> Ground:
    """The common ground of a sweep, without what was computed on the way: small enough to send."""
    return Ground(problem=replace(problem), axes=tuple(axes))
