"""Hands: who does the solving of a sweep. This process, several processes, or a Dask cluster, all by the same function."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from queue import Empty, Queue
from typing import Any, Protocol

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.progress import Progress, Quiet, Silent, Step
from optimizer.basis.text import Text
from optimizer.solve.status import Learned
from optimizer.whatif.axes import SOURCE
from optimizer.whatif.scenarios import Answer, Bench, Ground, Scenario

PATIENCE = 0.1
"""Seconds between two looks at whether the user asked to stop."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """One scenario to solve: its number, what is known near by, and the seconds it may take."""

    number: int
    scenario: Scenario
    learned: Learned | None = None
    time_limit: float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Done:
    """A task that came back; without an answer it was lost with the process that worked on it."""

    number: int
    answer: Answer | None


def work(ground: bytes, task: bytes) -> bytes:
    """Solve one scenario in a process or on a cluster; everything pickled, the ground kept from task to task."""
    asked: Task = pickle.loads(task)
    progress = _Stopping() if _stop is not None else Silent()
    answer = _bench(ground).solve(asked.scenario, learned=asked.learned, time_limit=asked.time_limit, progress=progress)
    return pickle.dumps(answer)


@lru_cache(maxsize=2)
def _bench(ground: bytes) -> Bench:
    return Bench(pickle.loads(ground))


_stop: Any = None
"""In a worker process: the event that asks it to stop."""


class _Stopping:
    """What a worker process asks whether to stop; it has nobody to report to."""

    def report(self, step: Step) -> None:
        """Ignore the step."""

    def cancelled(self) -> bool:
        """Whether the sweep was stopped."""
        return bool(_stop.is_set())


def _begin(stop: Any) -> None:
    """A worker process begins: Ctrl+C is for the process that waits for it."""
    global _stop
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Hands(Protocol):
    """Those who solve: `lanes` tasks at a time."""

    lanes: int

    def take(self, task: Task) -> None:
        """Begin with a task."""

    def wait(self) -> Done | None:
        """A task that came back, or None after a little while."""

    def stop(self) -> None:
        """Ask those at work to stop; what they have found so far still comes back."""

    def close(self) -> None:
        """Let them go."""


class Own:
    """The process we are in, alone, one task after the other."""

    lanes = 1

    def __init__(self, bench: Bench, progress: Progress) -> None:
        self._bench = bench
        self._progress = progress
        self._done: list[Done] = []

    def take(self, task: Task) -> None:
        """Solve it now."""
        answer = self._bench.solve(
            task.scenario,
            learned=task.learned,
            time_limit=task.time_limit,
            progress=Quiet(self._progress),
        )
        self._done.append(Done(number=task.number, answer=answer))

    def wait(self) -> Done | None:
        """The task just solved."""
        return self._done.pop() if self._done else None

    def stop(self) -> None:
        """Nothing is under way between two calls."""

    def close(self) -> None:
        """Nothing to let go."""


class Processes:
    """Processes of this machine. One that dies takes only its own task with it.

    As always with spawned processes, the script that runs must be under `if __name__ == "__main__"`.
    """

    def __init__(self, ground: Ground, lanes: int) -> None:
        self.lanes = lanes
        self._ground = pickle.dumps(ground)
        self._context = get_context("spawn")
        self._stop = self._context.Event()
        self._done: Queue[tuple[int, Future[bytes]]] = Queue()
        self._pool = self._new_pool()

    def take(self, task: Task) -> None:
        """Hand the task to a process; where all have died, to new ones."""
        with _deaf_to_interrupts():
            try:
                future = self._pool.submit(work, self._ground, pickle.dumps(task))
            except RuntimeError:
                self._pool.shutdown(wait=False)
                self._pool = self._new_pool()
                future = self._pool.submit(work, self._ground, pickle.dumps(task))
        future.add_done_callback(lambda done: self._done.put((task.number, done)))

    def wait(self) -> Done | None:
        """A task that came back, or None after a little while."""
        return _next(self._done)

    def stop(self) -> None:
        """Ask all processes to stop."""
        self._stop.set()

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            max_workers=self.lanes, mp_context=self._context, initializer=_begin, initargs=(self._stop,)
        )


class Cluster:
    """The workers of a Dask cluster. Raises InputFaults where Dask is not installed or nobody answers at the address."""

    def __init__(self, ground: Ground, address: str) -> None:
        if find_spec("distributed") is None:
            raise _no_cluster(address, _MISSING, _MISSING_CURE)
        client: Any = import_module("distributed").Client

        try:
            self._client = client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError):
            raise _no_cluster(address, _NOBODY, _NOBODY_CURE) from None
        self.lanes = max(1, sum(self._client.nthreads().values()))
        self._ground = self._client.scatter(pickle.dumps(ground), hash=False)
        self._done: Queue[tuple[int, Any]] = Queue()
        self._open: dict[int, Any] = {}

    def take(self, task: Task) -> None:
        """Hand the task to the cluster."""
        future = self._client.submit(work, self._ground, pickle.dumps(task), pure=False)
        self._open[task.number] = future
        future.add_done_callback(lambda done: self._done.put((task.number, done)))

    def wait(self) -> Done | None:
        """A task that came back, or None after a little while."""
        done = _next(self._done)
        if done is not None:
            self._open.pop(done.number, None)
        return done

    def stop(self) -> None:
        """Give up what the cluster has not begun; it is not told to stop what it has."""
        for number, future in self._open.items():
            future.cancel(force=True)
            self._done.put((number, future))

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()


CONNECT = 10
"""Seconds to wait for a cluster to answer."""


def _next(queue: Queue[tuple[int, Any]]) -> Done | None:
    """The next task that came back, if any comes soon."""
    try:
        number, future = queue.get(timeout=PATIENCE)
    except Empty:
        return None
    if future.cancelled() or future.exception() is not None:
        return Done(number=number, answer=None)
    return Done(number=number, answer=pickle.loads(future.result()))


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started inside do not hear Ctrl+C, not even before they are ready to ignore it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _no_cluster(address: str, message: Text, cure: Text) -> InputFaults:
    fault = Fault(kind="whatif.cluster", path="--scheduler", value=address, message=message.fill(), cure=cure.fill())
    return InputFaults(SOURCE, [fault])


_MISSING = Text(zh="没有安装 Dask", en="Dask is not installed")
_MISSING_CURE = Text(
    zh="运行 pip install 'xiwei[cluster]'，或去掉 --scheduler 用本机的处理器",
    en="Run pip install 'xiwei[cluster]', or leave out --scheduler to use this machine's cores",
)
_NOBODY = Text(zh="这个地址没有 Dask 调度器", en="no Dask scheduler answers at this address")
_NOBODY_CURE = Text(
    zh="写成 tcp://主机:8786，并确认调度器在运行", en="Write it as tcp://host:8786, and see that the scheduler runs"
)
