"""Progress and cancel: the one small protocol between long work and whoever watches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from optimizer.basis.text import Filled


@dataclass(frozen=True, kw_only=True)
class Step:
    """Where the work stands: goal `done` of `total` under way; best value and proven bound so far, in units of 1/scale.

    `said` names the work in words where it is no goal.
    """

    stage: str
    done: int
    total: int
    value: int | None = None
    bound: int | None = None
    scale: int = 1
    said: Filled | None = None


class Progress(Protocol):
    """What long work reports to and asks; both methods may be called from the solver's thread, often."""

    def report(self, step: Step) -> None:
        """Take note of where the work stands."""

    def cancelled(self) -> bool:
        """Whether the user asked to stop; the best roster found so far is then returned unproven."""


class Silent:
    """Reports nowhere and never cancels."""

    def report(self, step: Step) -> None:
        """Ignore the step."""

    def cancelled(self) -> bool:
        """Never."""
        return False


class Quiet:
    """Passes on a wish to cancel and keeps the steps to itself: for a piece of a longer work, which is reported as a whole."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def report(self, step: Step) -> None:
        """Ignore the step."""

    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._progress.cancelled()
