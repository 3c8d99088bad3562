"""A hundred scenarios of the province, swept against planned one by one: `python -m benchmarks.whatif [--workers 2]`.

Both sides use the same processes on the same cores and count every roster again by head. Prints the seconds and the processor
seconds of each with their ratios, after checking that status, seats and goals are the same at every point.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter, process_time

from optimizer.model.build import build_model
from optimizer.people.person import Pool
from optimizer.planner.inputs import DATA, open_policy, open_pool
from optimizer.planner.whatif import Asked, sweep
from optimizer.policy.policy import Policy
from optimizer.problem.problem import build_problem
from optimizer.roster.recount import seats_of, verify
from optimizer.solve.solve import solve
from optimizer.whatif.reading import read_axes
from optimizer.whatif.scenarios import Scenario, ground_of
from optimizer.whatif.sweep import Means, Point, scenarios_of

POLICY, POOL = "jilin-2017", "province.xlsx"
SWEEPS = {
    "line": Asked(vary=("D1.at_least=240:438:2",)),
    "binding": Asked(vary=("D1.at_least=336:435:1",)),
    "grid": Asked(vary=("D1.at_least=60%:96%:4%", "S3.at_least=20%:56%:4%"), grid=True),
}
"""A hundred points each: frontline delegates two by two, one by one, and against delegates aged 45 or under."""

type Plan = tuple[str, tuple[object, ...], tuple[tuple[int, int | None], ...]]


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Seconds by the clock and of the processors, those of ended processes included."""

    clock: float
    cores: float


def inputs() -> tuple[Policy, Pool]:
    """The province."""
    policy = open_policy(POLICY)
    return policy, open_pool((DATA / "pools" / POOL).read_bytes(), policy, source=POOL)


def planned(asked: Asked, scenario: Scenario) -> Plan:
    """One scenario from scratch: problem, model, solve, count by head."""
    policy, pool = _kept()
    problem = build_problem(pool=pool, policy=policy)
    ground = ground_of(problem, read_axes(asked.vary, problem))
    changed = ground.bounded(ground.framed(scenario), scenario)
    again = build_problem(pool=pool, policy=changed.policy)
    model = build_model(again)
    solved = solve(model)
    seats = seats_of(again, solved, model.person.tolist(), model.position.tolist())
    if seats:
        verify(again, solved, seats)
    return str(solved.status), seats, tuple((goal.value, goal.bound) for goal in solved.goals)


_inputs: list[tuple[Policy, Pool]] = []


def _kept() -> tuple[Policy, Pool]:
    if not _inputs:
        _inputs.append(inputs())
    return _inputs[0]


def _ready(_number: int) -> bool:
    return bool(_kept())


def _cores() -> float:
    return sum(sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))


def timed(asked: Asked, scenario: Scenario) -> tuple[Plan, float]:
    """A plan from scratch, and its processor seconds."""
    start = process_time()
    return planned(asked, scenario), process_time() - start


def from_scratch(asked: Asked, workers: int) -> tuple[Spent, list[Plan]]:
    """Every scenario on its own; the processes have started and read the pool before the clock does."""
    policy, pool = _kept()
    problem = build_problem(pool=pool, policy=policy)
    listed = scenarios_of(read_axes(asked.vary, problem), grid=asked.grid)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as processes:
        list(processes.map(_ready, range(4 * workers)))
        start = perf_counter()
        found = list(processes.map(timed, [asked] * len(listed), listed))
        spent = Spent(clock=perf_counter() - start, cores=sum(seconds for _, seconds in found))
    return spent, [plan for plan, _ in found]


def swept(asked: Asked, workers: int) -> tuple[Spent, Sequence[Point], int]:
    """The sweep, the start of its processes included."""
    policy, pool = _kept()
    start, before = perf_counter(), _cores()
    found = sweep(pool=pool, policy=policy, asked=asked, means=Means(workers=workers))
    return Spent(clock=perf_counter() - start, cores=_cores() - before), found.sweep.points, found.sweep.solved


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=",".join(SWEEPS), help="sweeps, separated by commas")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    print(
        f"{'':26}{'possible':>9}{'solved':>7}{'scratch s':>11}{'sweep s':>9}{'x':>5}{'cores: scratch s':>18}{'sweep s':>9}{'x':>5}"
    )
    same = [_compare(name, options.workers) for name in options.only.split(",")]
    sys.exit(0 if all(same) else 1)


def _compare(name: str, workers: int) -> bool:
    quick, points, solved = swept(SWEEPS[name], workers)
    scratch, plans = from_scratch(SWEEPS[name], workers)
    found: list[Plan] = [
        (str(point.answer.status), point.answer.seats, tuple((goal.value, goal.bound) for goal in point.answer.goals))
        for point in points
    ]
    possible = sum(bool(point.answer.seats) for point in points)
    figures = f"{scratch.clock:11.1f}{quick.clock:9.1f}{scratch.clock / quick.clock:5.1f}"
    figures += f"{scratch.cores:18.1f}{quick.cores:9.1f}{scratch.cores / quick.cores:5.1f}"
    print(f"{name:26}{possible:9}{solved:7}{figures}{'' if found == plans else '  ANSWERS DIFFER'}", flush=True)
    return found == plans


if __name__ == "__main__":
    main()
