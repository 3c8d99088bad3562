"""Whoever does the solving, the answers are the same; nobody who stops or dies takes the sweep with them."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from typing import Any

import pytest

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Step
from optimizer.export.roster_json import to_bytes
from optimizer.export.whatif_json import sweep_document
from optimizer.hands import cluster
from optimizer.problem.problem import Problem, build_problem
from optimizer.whatif import sweep
from optimizer.whatif.reading import read_axes
from optimizer.whatif.sweep import Means, Sweep
from tests.samples import county
from tests.whatif.scenes import toy

VARY = ("C1.at_least=65%:95%:10%", "C4.at_least=1/3,1/2")


def swept(problem: Problem, means: Means, *vary: str, progress: Any = None) -> Sweep:
    return sweep.sweep(problem, read_axes(vary, problem), grid=len(vary) > 1, means=means, progress=progress)


def county_problem() -> Problem:
    planned = county().problem
    return build_problem(pool=planned.pool, policy=planned.policy)


@pytest.fixture(scope="module")
def alone() -> bytes:
    """The county's sweep by this process."""
    found = swept(county_problem(), Means(workers=1), *VARY)
    assert found.complete
    return to_bytes(sweep_document(found))


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started whether they help or not."""
    monkeypatch.setattr(sweep, "STARTING", 0.0)
    monkeypatch.setattr(sweep, "FIRST", 1)


def test_processes_answer_as_one_does(alone: bytes, at_once: None) -> None:
    found = swept(county_problem(), Means(workers=2), *VARY)
    assert to_bytes(sweep_document(found)) == alone


def test_a_cluster_answers_as_one_process_does(alone: bytes) -> None:
    with a_cluster() as address:
        found = swept(county_problem(), Means(scheduler=address), *VARY)
    assert to_bytes(sweep_document(found)) == alone


@contextmanager
def a_cluster() -> Iterator[str]:
    """A real cluster of two processes on this machine."""
    from distributed import LocalCluster

    with warnings.catch_warnings():
        # What Dask says of its own ports and folders is no matter of ours.
        warnings.simplefilter("ignore")
        with LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster:
            yield cluster.scheduler_address


def test_nobody_at_the_address_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    problem = toy()
    with pytest.raises(InputFaults) as caught:
        swept(problem, Means(scheduler="tcp://127.0.0.1:1"), "F.at_least=1:3:1")
    assert [(fault.path, fault.value) for fault in caught.value.faults] == [("--scheduler", "tcp://127.0.0.1:1")]


def test_without_dask_a_scheduler_is_a_fault_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    problem = toy()
    with pytest.raises(InputFaults, match="xiwei\\[cluster\\]"):
        swept(problem, Means(scheduler="tcp://127.0.0.1:1"), "F.at_least=1:3:1")


class Killing:
    """Kills one of the processes that solve, once there are any at work."""

    def __init__(self) -> None:
        self.killed = 0

    def report(self, step: Step) -> None:
        pids = [child.pid for child in active_children() if child.pid]
        if step.done > 2 and pids and not self.killed:
            self.killed = pids[0]
            os.kill(self.killed, signal.SIGKILL)

    def cancelled(self) -> bool:
        return False


def test_a_killed_process_takes_no_scenario_with_it(alone: bytes, at_once: None) -> None:
    killing = Killing()
    found = swept(county_problem(), Means(workers=2), *VARY, progress=killing)
    assert killing.killed
    assert to_bytes(sweep_document(found)) == alone


class Stopping:
    """Asks to stop once so many scenarios have been begun."""

    def __init__(self, after: int) -> None:
        self.begun = 0
        self._after = after

    def report(self, step: Step) -> None:
        self.begun += 1

    def cancelled(self) -> bool:
        return self.begun > self._after


def test_a_cancel_ends_the_processes_and_keeps_what_is_done(at_once: None) -> None:
    found = swept(county_problem(), Means(workers=2), *VARY, progress=Stopping(2))
    done = [point.settled for point in found.points]
    assert 0 < sum(done) < len(done)
    assert not found.complete


def test_a_small_sweep_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> None:
        raise AssertionError("no process was to be started")

    monkeypatch.setattr(sweep, "Processes", refuse)
    found = swept(toy(), Means(workers=2), "W.at_least=0%:100%:25%", "F.at_least=0:4:1")
    assert found.complete
