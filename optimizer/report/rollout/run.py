"""What a run did, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from optimizer.basis.text import Text
from optimizer.report.blocks import Line
from optimizer.rollout.planned import Outcome


class Run(Protocol):
    """What is told of a run: units planned now, results that were there, whether it went to its end."""

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """All units by outcome."""

    @property
    def planned(self) -> int:
        """Planned now."""

    @property
    def reused(self) -> int:
        """Planned before."""

    @property
    def complete(self) -> bool:
        """Whether it went to its end."""


def ran_lines(ran: Run) -> list[Line]:
    """How many units were planned now and how many before; that it was stopped, if it was."""
    total = sum(ran.counts.values())
    lines = [Line(text=_RAN.fill(total=total, planned=ran.planned, reused=ran.reused))]
    if not ran.complete:
        lines.append(Line(text=_STOPPED.fill()))
    return lines


_RAN = Text(
    zh="处理了{total}个单位：这次拟定{planned}个，材料没有变、沿用已有结果的{reused}个。",
    en="{total} units: {planned} planned now, {reused} with the result they had, since nothing of theirs has changed.",
)
_STOPPED = Text(
    zh="提前停止了；做完的已经保存，再运行一次会接着做。",
    en="Stopped early. What was done is kept; running again goes on from there.",
)
