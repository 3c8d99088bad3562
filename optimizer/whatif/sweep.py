"""A sweep: every scenario of some axes, each answered, as far as the time goes."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from time import monotonic

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.progress import Progress, Silent, Step
from optimizer.basis.text import Text
from optimizer.hands.cluster import Cluster
from optimizer.hands.hands import Hands, asking, cores
from optimizer.hands.processes import Processes
from optimizer.problem.problem import Problem
from optimizer.roster.recount import RecountError, recount
from optimizer.rules.base import Verdict
from optimizer.solve.status import Status
from optimizer.whatif.axes import SOURCE, Axis, LimitAxis
from optimizer.whatif.hands import Task, solved, work
from optimizer.whatif.scenarios import Answer, Bench, Ground, Scenario, ground_of
from optimizer.whatif.schedule import Schedule, settled

STARTING = 2.0
"""Seconds that processes need until they help: with less than that to gain, this process works alone."""
FIRST = 3
"""Scenarios solved here first, to see how long one takes."""
LOSSES = 3
"""How often a scenario may be lost with its process before it is solved here."""


@dataclass(frozen=True, kw_only=True)
class Means:
    """How a sweep is worked on: processes (None: one a core), the address of a Dask scheduler, seconds."""

    workers: int | None = None
    scheduler: str | None = None
    time_limit: float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Point:
    """One scenario with its answer; `verdicts` are those of the rules that vary, counted on its roster."""

    scenario: Scenario
    answer: Answer
    verdicts: tuple[Verdict, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the answer is proven either way."""
        return settled(self.answer)


@dataclass(frozen=True, kw_only=True, eq=False)
class Sweep:
    """The plan as things stand (`base`) and a point for each scenario, in the order of the axes' values.

    `solved` counts the scenarios that were solved; the answers to the others follow from theirs.
    """

    problem: Problem
    axes: tuple[Axis, ...]
    grid: bool
    base: Point
    points: tuple[Point, ...]
    solved: int

    @property
    def complete(self) -> bool:
        """Whether every answer is proven."""
        return self.base.settled and all(point.settled for point in self.points)


def scenarios_of(axes: Sequence[Axis], *, grid: bool) -> list[Scenario]:
    """Every combination of values, or one axis after the other with all else as it stands."""
    if grid:
        return list(product(*(axis.values for axis in axes)))
    found: list[Scenario] = []
    for number, axis in enumerate(axes):
        found += [tuple(value if n == number else None for n in range(len(axes))) for value in axis.values]
    return found


def sweep(
    problem: Problem,
    axes: Sequence[Axis],
    *,
    grid: bool = False,
    means: Means | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Every scenario answered as planning each from scratch would answer it, in as few solves as the bounds allow.

    On a cancel, or once the time is up, the points done so far come back, the others open. Raises InputFaults where the
    rules do not fit the people or the date of a scenario, RecountError where a count by head differs.
    """
    ground = ground_of(problem, axes)
    listed = scenarios_of(axes, grid=grid)
    _look_at_frames(ground, listed)
    asked = list(dict.fromkeys((_as_it_stands(axes), *listed)))
    schedule = Schedule(ground, asked)
    _Run(ground, schedule, means or Means(), progress or Silent()).run()
    bench = Bench(ground)
    points = [_point(bench, scenario, schedule.answers.get(number)) for number, scenario in enumerate(asked)]
    at = dict(zip(asked, points, strict=True))
    return Sweep(
        problem=problem,
        axes=tuple(axes),
        grid=grid,
        base=points[0],
        points=tuple(at[scenario] for scenario in listed),
        solved=schedule.solved,
    )


class _Run:
    """One pass over a schedule: who solves what, until all is answered or it is time to stop."""

    def __init__(self, ground: Ground, schedule: Schedule, means: Means, progress: Progress) -> None:
        self.ground = ground
        self.schedule = schedule
        self.means = means
        self.progress = progress
        self.end = None if means.time_limit is None else monotonic() + means.time_limit
        self.lost: Counter[int] = Counter()
        self.own = Bench(ground)

    def run(self) -> None:
        """Work alone for a little while, then with whoever there is."""
        if self.means.scheduler is not None:
            self._with(Cluster(work, pickle.dumps(self.ground), self.means.scheduler))
            return
        lanes = self.means.workers or cores()
        start = monotonic()
        if lanes == 1:
            self._alone(len(self.schedule.scenarios))
            return
        self._alone(FIRST)
        spent = (monotonic() - start) / max(self.schedule.solved, 1)
        # What follows from other answers costs nothing; how much that will be, nobody knows beforehand.
        if spent * self.schedule.open * (1 - 1 / lanes) > STARTING and not self._over():
            self._with(Processes(work, pickle.dumps(self.ground), min(lanes, self.schedule.open)))
        else:
            self._alone(self.schedule.open)

    def _alone(self, most: int) -> None:
        """So many scenarios in this process."""
        for _ in range(most):
            task = None if self._over() else self._task(0)
            if task is None:
                return
            self._settle(task.number, self._solved_here(task))

    def _solved_here(self, task: Task) -> Answer:
        with asking(self.progress.cancelled):
            return solved(self.own, task)

    def _with(self, hands: Hands) -> None:
        """All there is to do, by several hands."""
        lanes: dict[int, int] = {}
        stopping = False
        try:
            while True:
                if not stopping and self._over():
                    stopping = True
                    hands.stop()
                for lane in range(hands.lanes):
                    task = None if stopping or lane in lanes.values() else self._task(lane)
                    if task is not None:
                        lanes[task.number] = lane
                        hands.take(task.number, pickle.dumps(task))
                if not lanes:
                    return
                done = hands.wait()
                if done is not None:
                    lanes.pop(done.number, None)
                    self._settle(done.number, None if done.answer is None else pickle.loads(done.answer))
        finally:
            hands.close()

    def _task(self, lane: int) -> Task | None:
        found = self.schedule.next(lane)
        if found is None:
            return None
        number, learned = found
        done, total = len(self.schedule.answers), len(self.schedule.scenarios)
        self.progress.report(Step(stage="whatif", done=done, total=total, said=_SCENARIOS.fill()))
        left = None if self.end is None else max(0.0, self.end - monotonic())
        return Task(number=number, scenario=self.schedule.scenarios[number], learned=learned, time_limit=left)

    def _settle(self, number: int, answer: Answer | None) -> None:
        """Take up what came back; what was lost is tried again, in the end here."""
        if answer is None:
            self.lost[number] += 1
            self.schedule.back(number)
            if self.lost[number] >= LOSSES and not self._over():
                task = Task(number=number, scenario=self.schedule.scenarios[number])
                self._settle(number, self._solved_here(task))
            return
        if answer.fault is not None:
            raise RecountError(*answer.fault)
        self.schedule.settle(number, answer)

    def _over(self) -> bool:
        """Whether the time is up or the user asked to stop."""
        return self.progress.cancelled() or (self.end is not None and monotonic() >= self.end)


def _as_it_stands(axes: Sequence[Axis]) -> Scenario:
    return (None,) * len(axes)


def _point(bench: Bench, scenario: Scenario, answer: Answer | None) -> Point:
    """A point with what the rules that vary count on its roster."""
    if answer is None or not answer.seats:
        return Point(scenario=scenario, answer=answer or Answer(status=Status.UNKNOWN))
    problem = bench.problem(scenario)
    named = {axis.rule for axis in bench.ground.axes if isinstance(axis, LimitAxis)}
    rules = [rule for rule in problem.rules if rule.id in named]
    verdicts = recount(problem.pool, problem.policy, rules, answer.seats)
    broken = next((verdict for verdict in verdicts if verdict.strength.binds and not verdict.kept), None)
    if broken is not None:
        raise RecountError(broken.rule, f"found {broken.found}, bounds {broken.least} to {broken.most}")
    return Point(scenario=scenario, answer=answer, verdicts=verdicts)


def _look_at_frames(ground: Ground, scenarios: Sequence[Scenario]) -> None:
    """Build every frame once, so that the faults of all of them show before any work. Raises InputFaults."""
    faults: list[Fault] = []
    for frame in dict.fromkeys(map(ground.frame, scenarios)):
        named = "，".join(
            f"{axis.name}={value}" for axis, value in zip(ground.axes, frame, strict=True) if value is not None
        )
        try:
            ground.framed(frame)
        except InputFaults as error:
            places = (" ".join(part for part in (named, fault.path) if part) for fault in error.faults)
            faults += [replace(fault, path=place) for fault, place in zip(error.faults, places, strict=True)]
    if faults:
        raise InputFaults(SOURCE, faults)


_SCENARIOS = Text(zh="逐个情形求解", en="solving scenario by scenario")
