"""Hands that are the workers of a Dask cluster."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from queue import Empty, Queue
from time import monotonic
from typing import Any

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Text
from optimizer.hands.hands import PATIENCE, Done, Work

CONNECT = 10
"""Seconds to wait for a cluster to answer."""
SMALL = 100_000
"""Bytes of a ground that goes along with each task."""
RECOUNT = 5.0
"""Seconds between two counts of a cluster's workers: they come and go."""


class Cluster:
    """The workers of a Dask cluster; Dask itself gives the tasks of a worker that dies to another one.

    `ahead` tasks are under way for each of its threads: with more than one, none waits for us between two tasks.
    Raises InputFaults where Dask is not installed, nobody answers at the address, or the cluster has no workers.
    """

    def __init__(self, work: Work, ground: bytes, address: str, *, ahead: int = 1) -> None:
        if find_spec("distributed") is None:
            raise _no_cluster(address, _MISSING, _MISSING_CURE)
        client: Any = import_module("distributed").Client
        try:
            self._client = client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError):
            raise _no_cluster(address, _NOBODY, _NOBODY_CURE) from None
        self._work = work
        self._ahead = ahead
        self._bytes = ground
        self._done: Queue[tuple[int, Any]] = Queue()
        self._open: dict[int, Any] = {}
        try:
            self._client.wait_for_workers(1, timeout=CONNECT)
        except OSError:
            self._client.close()
            raise _no_cluster(address, _NO_WORKERS, _NO_WORKERS_CURE) from None
        self._ground = self._spread()
        self._threads, self._counted = 1, 0.0

    @property
    def lanes(self) -> int:
        """As many tasks as keep all threads of the cluster busy; the threads are counted anew from time to time."""
        if monotonic() - self._counted > RECOUNT:
            self._threads, self._counted = max(1, sum(self._client.nthreads().values())), monotonic()
        return self._ahead * self._threads

    def take(self, number: int, task: bytes) -> None:
        """Hand the task to the cluster."""
        future = self._client.submit(self._work, self._ground, task, pure=False)
        self._open[number] = future
        future.add_done_callback(lambda done: self._done.put((number, done)))

    def wait(self) -> Done | None:
        """A task that came back, or None after a little while."""
        try:
            number, future = self._done.get(timeout=PATIENCE)
        except Empty:
            return None
        if self._open.pop(number, None) is None:
            # Given up before, and told of then.
            return None
        if future.cancelled() or future.exception() is not None:
            # The ground may have been lost with all workers that had it; without workers it waits for the next loss.
            with suppress(OSError):
                self._ground = self._spread()
            return Done(number=number, answer=None)
        return Done(number=number, answer=future.result())

    def stop(self) -> None:
        """Give up what the cluster has not begun; it is not told to stop what it has."""
        for number, future in self._open.items():
            future.cancel(force=True)
            self._done.put((number, future))

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()

    def _spread(self) -> Any:
        """The ground with every task if it is small, else on every worker there is, so that none takes it along when it dies."""
        if len(self._bytes) <= SMALL:
            return self._bytes
        return self._client.scatter(self._bytes, broadcast=True, hash=False)


def _no_cluster(address: str, message: Text, cure: Text) -> InputFaults:
    fault = Fault(kind="hands.cluster", path="--scheduler", value=address, message=message.fill(), cure=cure.fill())
    return InputFaults("Dask", [fault])


_MISSING = Text(zh="没有安装 Dask", en="Dask is not installed")
_MISSING_CURE = Text(
    zh="运行 pip install 'xiwei[cluster]'，或去掉 --scheduler 用本机的处理器",
    en="Run pip install 'xiwei[cluster]', or leave out --scheduler to use this machine's cores",
)
_NOBODY = Text(zh="这个地址没有 Dask 调度器", en="no Dask scheduler answers at this address")
_NOBODY_CURE = Text(
    zh="写成 tcp://主机:8786，并确认调度器在运行", en="Write it as tcp://host:8786, and see that the scheduler runs"
)
_NO_WORKERS = Text(zh="这个 Dask 调度器没有工作进程", en="this Dask scheduler has no workers")
_NO_WORKERS_CURE = Text(
    zh="在各台机器上运行 dask worker 加这个地址",
    en="Run dask worker with this address on the machines that are to work",
)
