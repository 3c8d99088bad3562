"""Everybody who takes part, each in a process of its own: a peak of memory belongs to one, and a run can be ended from outside."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.instances import GOALS, Instance
from benchmarks.rivals import RivalResult, Status, solve_pulp, solve_scipy
from optimizer.model.build import build_model
from optimizer.people.table import read_pool_file
from optimizer.policy.reading import read_policy
from optimizer.problem.problem import build_problem
from optimizer.solve.solve import solve

GRACE = 30.0
"""Seconds past its limit before a contender is ended: HiGHS does not look at the clock inside presolve."""


def solve_xiwei(instance: Instance, *, time_limit: float) -> RivalResult:
    """Xiwei on the same files; reading them is not timed for anybody. The draw that breaks ties comes on top of the goals."""
    with TemporaryDirectory() as folder:
        instance.write(Path(folder))
        pool = read_pool_file(Path(folder) / "pool.csv")
        policy = read_policy((Path(folder) / "policy.toml").read_bytes(), source="policy.toml")
    start = perf_counter()
    model = build_model(build_problem(pool=pool, policy=policy))
    built = perf_counter()
    solved = solve(model, time_limit=time_limit)
    done = perf_counter()
    proven = [goal.value for goal in solved.goals if goal.proof][: len(GOALS)]
    status: Status = "optimal" if solved.status == "optimal" else "stopped"
    return RivalResult(
        name="Xiwei", goals=proven or None, status=status, build_seconds=built - start, solve_seconds=done - built
    )


CONTENDERS: Mapping[str, Callable[..., RivalResult]] = {
    "Xiwei": solve_xiwei,
    "PuLP + CBC": partial(solve_pulp, solver="cbc"),
    "PuLP + HiGHS": partial(solve_pulp, solver="highs"),
    "SciPy milp": solve_scipy,
}


def run_apart(name: str, instance: Instance, *, time_limit: float, grace: float = GRACE) -> RivalResult:
    """A contender in a process of its own, ended `grace` seconds after its limit; what it proved until then is lost."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(sender, name, instance, time_limit))
    start = perf_counter()
    child.start()
    sender.close()
    status: Status = "stopped"
    try:
        if receiver.poll(time_limit + grace):
            result: RivalResult = receiver.recv()
            return result
    except EOFError:
        status = "unknown"
    finally:
        child.kill()
        child.join()
    return RivalResult(name=name, goals=None, status=status, build_seconds=0.0, solve_seconds=perf_counter() - start)


def _answer(sender: Connection, name: str, instance: Instance, time_limit: float) -> None:
    result = CONTENDERS[name](instance, time_limit=time_limit)
    # Linux counts in KiB, macOS in bytes. CBC runs as a child while this process waits: both count.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    used = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sender.send(replace(result, name=name, peak_mib=used / unit))
