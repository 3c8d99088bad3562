"""Every task comes back once from whoever works on it; one that dies or fails takes nothing but its own task with it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep

import pytest

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Quiet, Silent, Step
from optimizer.hands import cluster
from optimizer.hands.cluster import Cluster
from optimizer.hands.hands import Hands, Own, Stopping, asking
from optimizer.hands.processes import Processes
from tests.hands.clusters import a_cluster
from tests.hands.work import DIE, FAIL, ONCE, UNTIL_STOPPED, work
from tests.samples import ROOT

LONGEST = 60.0
"""Seconds to wait for what takes hundredths of one."""


def answers(hands: Hands, tasks: Sequence[bytes]) -> list[bytes | None]:
    """Hand out all tasks, as many at a time as there are lanes; the answers in the order of the tasks."""
    found: dict[int, bytes | None] = {}
    begun = 0
    end = monotonic() + LONGEST
    while len(found) < len(tasks):
        while begun < len(tasks) and begun - len(found) < hands.lanes:
            hands.take(begun, tasks[begun])
            begun += 1
        done = hands.wait()
        if done is not None:
            assert done.number not in found
            found[done.number] = done.answer
        assert monotonic() < end, "tasks do not come back"
    return [found[number] for number in range(len(tasks))]


def test_this_process_answers_at_once() -> None:
    hands = Own(work, b"g", Silent())
    assert answers(hands, [b"1", b"2"]) == [b"g1", b"g2"]
    assert hands.wait() is None


def test_what_fails_in_this_process_is_raised_here() -> None:
    with pytest.raises(ValueError, match="cannot be done"):
        Own(work, b"g", Silent()).take(0, FAIL)


def test_processes_lose_only_the_task_of_the_one_that_dies() -> None:
    hands = Processes(work, b"g", 2)
    try:
        tasks = [b"1", DIE, b"2", b"3", FAIL, b"4", DIE, DIE, b"5"]
        assert answers(hands, tasks) == [b"g1", None, b"g2", b"g3", None, b"g4", None, None, b"g5"]
    finally:
        hands.close()


def test_processes_that_are_asked_to_stop_bring_back_what_they_have() -> None:
    hands = Processes(work, b"g", 1)
    try:
        hands.take(0, UNTIL_STOPPED)
        assert hands.wait() is None
        hands.stop()
        assert answers_after(hands) == b"g" + UNTIL_STOPPED
    finally:
        hands.close()


def answers_after(hands: Hands) -> bytes | None:
    end = monotonic() + LONGEST
    while (done := hands.wait()) is None:
        assert monotonic() < end, "the task does not come back"
    return done.answer


def test_processes_at_work_end_when_they_are_let_go() -> None:
    hands = Processes(work, b"g", 1)
    hands.take(0, UNTIL_STOPPED)
    worker = hands._workers[0].process
    start = monotonic()
    hands.close()
    assert monotonic() - start < LONGEST
    with pytest.raises(ValueError, match="closed"):
        worker.is_alive()


def test_processes_end_when_theirs_is_killed() -> None:
    script = [sys.executable, "-m", "tests.hands.work"]
    killed = subprocess.run(script, cwd=ROOT, stdout=subprocess.PIPE, check=False, timeout=LONGEST)
    workers = killed.stdout.decode().split()
    assert len(workers) == 2
    end = monotonic() + LONGEST
    while any(alive(worker) for worker in workers):
        assert monotonic() < end, "a process outlives the one it works for"
        sleep(0.02)


def alive(process: str) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False


class Asked:
    """Has been asked to stop."""

    def report(self, step: Step) -> None:
        """Ignore the step."""

    def cancelled(self) -> bool:
        return True


def test_the_work_asks_those_who_handed_it_out_and_nobody_else() -> None:
    assert not Stopping().cancelled()
    with asking(Quiet(Asked()).cancelled):
        inside = Stopping()
        assert inside.cancelled()
    assert not Stopping().cancelled()
    assert answers(Own(work, b"g", Asked()), [UNTIL_STOPPED]) == [b"g" + UNTIL_STOPPED]


def test_a_cluster_gives_the_task_of_a_worker_that_dies_to_another(tmp_path: Path) -> None:
    with a_cluster(2) as local:
        ground = b"g" * (cluster.SMALL + 1)
        hands = Cluster(work, ground, local.scheduler_address, ahead=2)
        try:
            assert hands.lanes == 4
            deadly = ONCE + str(tmp_path / "dead").encode()
            tasks = [b"1", deadly, b"2", FAIL, b"3"]
            assert answers(hands, tasks) == [None if task == FAIL else ground + task for task in tasks]
            hands.stop()
        finally:
            hands.close()


def test_nobody_at_the_address_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    with pytest.raises(InputFaults) as caught:
        Cluster(work, b"g", "tcp://127.0.0.1:1")
    assert [(fault.path, fault.value) for fault in caught.value.faults] == [("--scheduler", "tcp://127.0.0.1:1")]


def test_a_cluster_without_workers_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    with a_cluster(0) as local, pytest.raises(InputFaults, match="has no workers"):
        Cluster(work, b"g", local.scheduler_address)


def test_without_dask_a_scheduler_is_a_fault_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(InputFaults, match="xiwei\\[cluster\\]"):
        Cluster(work, b"g", "tcp://127.0.0.1:1")
