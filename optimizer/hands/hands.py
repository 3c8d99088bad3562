"""Hands: those who work off numbered tasks, whoever they are, all by the same function.

The function is one of a module, so that a process can find it: `work(ground, task)` gives the answer to a task, all three as
bytes. The ground is what all tasks have in common; each process gets it once.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from optimizer.basis.progress import Progress, Step

type Work = Callable[[bytes, bytes], bytes]
"""From the ground and a task to its answer; a function of a module."""

PATIENCE = 0.1
"""Seconds between two looks at whether the user asked to stop."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """A task that came back; without an answer it was lost with whoever worked on it."""

    number: int
    answer: bytes | None


class Hands(Protocol):
    """Those who work: `lanes` tasks at a time are worth handing out."""

    @property
    def lanes(self) -> int:
        """How many tasks may be under way at once."""

    def take(self, number: int, task: bytes) -> None:
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

    def __init__(self, work: Work, ground: bytes, progress: Progress) -> None:
        self._work = work
        self._ground = ground
        self._progress = progress
        self._done: deque[Done] = deque()

    def take(self, number: int, task: bytes) -> None:
        """Do it now; what the work raises is raised here."""
        with asking(self._progress.cancelled):
            answer = self._work(self._ground, task)
        self._done.append(Done(number=number, answer=answer))

    def wait(self) -> Done | None:
        """The task just done."""
        return self._done.popleft() if self._done else None

    def stop(self) -> None:
        """Nothing is under way between two calls."""

    def close(self) -> None:
        """Nothing to let go."""


class Stopping:
    """What the work asks whether to stop, wherever it is done; it has nobody to report to."""

    def __init__(self) -> None:
        # The solver may ask from a thread of its own, which does not see this thread's variable.
        self._asked = _asked.get()

    def report(self, step: Step) -> None:
        """Ignore the step."""

    def cancelled(self) -> bool:
        """Whether those who handed out the work asked to stop."""
        return self._asked()


@contextmanager
def asking(asked: Callable[[], bool]) -> Iterator[None]:
    """While inside, `Stopping` asks this."""
    token = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(token)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _never() -> bool:
    return False


_asked: ContextVar[Callable[[], bool]] = ContextVar("asked", default=_never)
