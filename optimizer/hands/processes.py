"""Hands that are processes of this machine, each with a line of its own to this one."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from optimizer.hands.hands import PATIENCE, Done, Work, asking

GRACE = 2.0
"""Seconds a process has to end once it is told to."""


@dataclass(kw_only=True, eq=False)
class _Worker:
    """A process, our end of its line, and the number of the task it is at."""

    process: Any
    line: Connection
    at: int | None = None


class Processes:
    """Processes of this machine. One that dies takes only its own task with it; another one takes its place.

    As always with spawned processes, the script that runs must be under `if __name__ == "__main__"`.
    """

    def __init__(self, work: Work, ground: bytes, lanes: int) -> None:
        self.lanes = lanes
        self._hired = (work, ground)
        self._context = get_context("spawn")
        self._stop = self._context.Event()
        self._lost: deque[Done] = deque()
        self._workers: list[_Worker] = []
        for _ in range(lanes):
            self._hire()

    def take(self, number: int, task: bytes) -> None:
        """Hand the task to a process that has none, or to a new one in place of one that died."""
        worker = next((each for each in self._workers if each.at is None), None) or self._hire()
        worker.at = number
        try:
            worker.line.send_bytes(task)
        except OSError:
            self._lost.append(self._buried(worker))

    def wait(self) -> Done | None:
        """A task that came back, or None after a little while."""
        if self._lost:
            return self._lost.popleft()
        busy: dict[Any, _Worker] = {worker.line: worker for worker in self._workers if worker.at is not None}
        for line in wait(list(busy), timeout=PATIENCE):
            return self._heard(busy[line])
        return None

    def stop(self) -> None:
        """Ask all processes to stop."""
        self._stop.set()

    def close(self) -> None:
        """End the processes, those still at work in the middle of it."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            _end(worker)
        self._workers.clear()

    def _heard(self, worker: _Worker) -> Done:
        """The answer of a process, or that it is lost with the process."""
        try:
            answer = worker.line.recv_bytes()
        except (EOFError, OSError):
            return self._buried(worker)
        assert worker.at is not None
        done = Done(number=worker.at, answer=answer or None)
        worker.at = None
        return done

    def _buried(self, worker: _Worker) -> Done:
        """The task that is lost with a process that died."""
        assert worker.at is not None
        self._workers.remove(worker)
        _end(worker)
        return Done(number=worker.at, answer=None)

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        given = (*self._hired, theirs, self._stop, os.getpid())
        process = self._context.Process(target=_serve, args=given, daemon=True)
        with _deaf_to_interrupts():
            process.start()
        # Only when no other end is open does the line tell that the process is dead.
        theirs.close()
        worker = _Worker(process=process, line=ours)
        self._workers.append(worker)
        return worker


def _serve(work: Work, ground: bytes, line: Connection, stop: Any, ours: int) -> None:
    """A process at work: task by task, until the line ends. Ctrl+C is for `ours`, the process that waits for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def asked() -> bool:
        # Where ours is killed, nobody is left to ask; a process that is orphaned has another parent.
        return stop.is_set() or (sys.platform != "win32" and os.getppid() != ours)

    with asking(asked), suppress(EOFError, OSError):
        while True:
            task = line.recv_bytes()
            try:
                answer = work(ground, task)
            except Exception:
                # An empty answer is none: those who handed the task out decide whether to try again.
                answer = b""
            line.send_bytes(answer)


def _end(worker: _Worker) -> None:
    """See that the process ends."""
    worker.line.close()
    worker.process.join(GRACE)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
    worker.process.close()


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
