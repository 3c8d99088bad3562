"""How long this thread has been inside the solver: what a benchmark or a roll-out tells of the time around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import local
from time import perf_counter


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Seconds since the thread began: in `solve` altogether, and of these (or beside them) in HiGHS itself."""

    solving: float = 0.0
    highs: float = 0.0


def spent() -> Spent:
    """The seconds so far; the difference of two of them is what was spent in between."""
    return Spent(solving=_seconds("solving"), highs=_seconds("highs"))


@contextmanager
def solving() -> Iterator[None]:
    """Counts the seconds inside as solving."""
    start = perf_counter()
    try:
        yield
    finally:
        _clock.solving = _seconds("solving") + perf_counter() - start


def ran(seconds: float) -> None:
    """HiGHS ran for so many seconds."""
    _clock.highs = _seconds("highs") + seconds


def _seconds(name: str) -> float:
    return float(getattr(_clock, name, 0.0))


_clock = local()
