"""What a sweep hands out: one scenario a task, and the function that solves it wherever it is done."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import lru_cache

from optimizer.hands.hands import Stopping
from optimizer.solve.status import Learned
from optimizer.whatif.scenarios import Answer, Bench, Scenario


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """One scenario to solve: its number, what is known near by, and the seconds it may take."""

    number: int
    scenario: Scenario
    learned: Learned | None = None
    time_limit: float | None = None


def work(ground: bytes, task: bytes) -> bytes:
    """Solve one scenario in a process or on a cluster; everything pickled, the ground kept from task to task."""
    asked: Task = pickle.loads(task)
    return pickle.dumps(solved(_bench(ground), asked))


def solved(bench: Bench, task: Task) -> Answer:
    """The answer to a task, at a bench of this process."""
    return bench.solve(task.scenario, learned=task.learned, time_limit=task.time_limit, progress=Stopping())


@lru_cache(maxsize=2)
def _bench(ground: bytes) -> Bench:
    return Bench(pickle.loads(ground))
