"""Long work as background jobs: one for each content key, watched and stopped from any run of the page.

A page script is run again at every click and cannot stop what an earlier run began; so the work lives here, in threads of
its own, and the script only looks at it. (HiGHS releases Python's lock, so pages stay quick meanwhile.)
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from threading import BoundedSemaphore, Event, Lock, Thread
from time import perf_counter

from optimizer.basis.progress import Progress, Step

type Work = Callable[[Progress], object]

AT_ONCE = 2
"""Jobs of one owner that work at the same time; later ones wait for their turn."""
IN_ALL = 4
"""Jobs of all owners that work at the same time: more than one owner can fill, so that nobody waits for a single other."""
KEPT = 24
"""Finished jobs kept; those looked at longest ago go first."""
PATIENCE = 2.0
"""Seconds that the end of the server waits for a job to stop."""
_LOOK_AGAIN = 0.1

_log = logging.getLogger(__name__)


class Job:
    """One piece of work: waiting, working or done. It is the progress reporter of its own work.

    Once `done`, either `result` or `error` is set; neither, when it was stopped before its turn came.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self.step: Step | None = None
        self.result: object = None
        self.error: Exception | None = None
        self._since = perf_counter()
        self._seconds: float | None = None
        self._stop = Event()
        self._done = Event()

    def report(self, step: Step) -> None:
        """Take note of where the work stands."""
        self.step = step

    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask it to stop; what it has found so far is then its result."""
        self._stop.set()

    @property
    def done(self) -> bool:
        """Whether it has ended, in whatever way."""
        return self._done.is_set()

    @property
    def settled(self) -> bool:
        """Whether it ran to its own end; the same work would give the same again."""
        return self.done and self.result is not None and not self.cancelled()

    @property
    def seconds(self) -> float:
        """How long it has been working, or did."""
        return perf_counter() - self._since if self._seconds is None else self._seconds

    def wait(self, timeout: float) -> bool:
        """Wait until it is done; False when the timeout (seconds) comes first."""
        return self._done.wait(timeout)

    def run(self, work: Work, turns: Sequence[BoundedSemaphore]) -> None:
        """Wait for all turns, one after the other, work, and keep what came of it; runs in the job's own thread."""
        try:
            with ExitStack() as held:
                for turn in turns:
                    while not turn.acquire(timeout=_LOOK_AGAIN):
                        if self.cancelled():
                            return
                    held.callback(turn.release)
                self._since = perf_counter()
                self.result = work(self)
        except Exception as error:
            # Whatever it is, the page must say it; the log keeps the trace for whoever mends it.
            self.error = error
            _log.warning("job failed", exc_info=error)
        finally:
            self._seconds = perf_counter() - self._since
            self._done.set()


class Jobs:
    """The jobs of a server, shared by all its sessions."""

    def __init__(self, *, at_once: int = AT_ONCE, in_all: int = IN_ALL, kept: int = KEPT) -> None:
        self._kept = kept
        self._at_once = at_once
        self._of_all = BoundedSemaphore(in_all)
        self._of_owner: dict[str, BoundedSemaphore] = {}
        self._lock = Lock()
        self._jobs: dict[str, Job] = {}

    def find(self, key: str) -> Job | None:
        """The job of a key, if there is one; the finished jobs looked at last are the ones kept."""
        with self._lock:
            job = self._jobs.pop(key, None)
            if job is not None:
                self._jobs[key] = job
            return job

    def start(self, key: str, work: Work, *, owner: str = "") -> Job:
        """The job of a key: the one under way or settled, or a new one, which waits for its owner's other work only."""
        with self._lock:
            job = self._jobs.get(key)
            if job is not None and (job.settled or not job.done):
                return job
            self._jobs.pop(key, None)
            job = self._jobs[key] = Job(key)
            self._forget()
            # First the owner's own turn: whoever waits for that must not hold a turn of all.
            turns = (self._of_owner.setdefault(owner, BoundedSemaphore(self._at_once)), self._of_all)
        # A daemon, so that ending the server does not wait for a long proof.
        Thread(target=job.run, args=(work, turns), daemon=True, name=f"job {key[:12]}").start()
        return job

    def stop(self, patience: float = PATIENCE) -> None:
        """Ask every job to stop and wait for each a while: a solver cut off with the server would end it in a noisy way."""
        with self._lock:
            working = [job for job in self._jobs.values() if not job.done]
        for job in working:
            job.stop()
        for job in working:
            job.wait(patience)

    def _forget(self) -> None:
        finished = [key for key, job in self._jobs.items() if job.done]
        for key in finished[: max(0, len(finished) - self._kept)]:
            del self._jobs[key]
