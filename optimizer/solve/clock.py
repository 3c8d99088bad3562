"""Time limit and cancel, asked in one place."""

from __future__ import annotations

from time import monotonic

from optimizer.basis.progress import Progress


class Stopped(Exception):
    """The time is up or the user cancelled."""


class Clock:
    """How much time a solve has left, in seconds; None for no limit."""

    def __init__(self, limit: float | None, progress: Progress) -> None:
        self._end = None if limit is None else monotonic() + limit
        self.progress = progress

    def left(self) -> float | None:
        """Seconds left; raises Stopped when there are none or the user cancelled."""
        if self.progress.cancelled():
            raise Stopped
        if self._end is None:
            return None
        left = self._end - monotonic()
        if left <= 0:
            raise Stopped
        return left
