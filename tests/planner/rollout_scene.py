"""A small roll-out for tests: townships of one county with pools of their own, some of them in trouble; and deadly hands."""

from __future__ import annotations

import csv
import io
import os
import pickle
import signal
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from optimizer.basis.progress import Progress, Silent, Step
from optimizer.hands.hands import Done, Own, Work
from optimizer.planner.rollout import run as runs
from optimizer.planner.rollout.chunks import plan_chunk
from optimizer.planner.rollout.run import Means, Ran, run
from optimizer.planner.rollout.tasks import Terms
from optimizer.rollout.planned import Planned
from optimizer.rollout.unit import Level, Unit
from optimizer.store import results as stored
from optimizer.store.results import open_results
from tests.samples import POOLS

AS_OF = date(2026, 11, 20)
POLICIES = ("wanning-township", "shandong-township-2020")
POISON = "毒药"
"""Whoever has this in their row is the death of `Mortal` hands."""
MARK = "|"
"""Between two of these a pool names the file that `deadly_once` leaves when it dies."""

type Rows = list[dict[str, str]]


def township(number: int) -> Rows:
    """The sample township, other scores for each number."""
    text = (POOLS / "township.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    return [row | {"得分": str(60 + (7 * at + 11 * number) % 40)} for at, row in enumerate(rows)]


def csv_bytes(rows: Rows) -> bytes:
    """The rows as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def unit(code: str, **said: object) -> Unit:
    """A township of the table."""
    given = {"policy": "wanning-township", "pool": f"{code}.csv", **said}
    return Unit(code=code, name=f"{code}镇", level=Level.TOWNSHIP, **given)  # type: ignore[arg-type]


def good_units(folder: Path, count: int) -> list[Unit]:
    """So many townships that can be planned, each with its file."""
    units = [unit(f"A{number:02d}", policy=POLICIES[number % 2]) for number in range(count)]
    for number, each in enumerate(units):
        (folder / each.pool).write_bytes(csv_bytes(township(number)))
    return units


def troubled_units(folder: Path) -> list[Unit]:
    """One each that is impossible, has a bad cell, no file, no such policy, no roster to start from, nothing at all, poison."""
    rows = township(1)
    (folder / "B1.csv").write_bytes(csv_bytes(rows[:9]))
    (folder / "B2.csv").write_bytes(
        csv_bytes([row | {"出生年月": "昨天"} if at == 3 else row for at, row in enumerate(rows)])
    )
    (folder / "B7.csv").write_bytes(csv_bytes([row | {"学历": POISON} for row in rows]))
    running = date(2025, 6, 1)
    return [
        unit("B1"),
        unit("B2"),
        unit("B3"),
        unit("B4", policy="wanning-townships", pool="A00.csv"),
        unit("B5", pool="A00.csv", last_congress=running),
        unit("B6", pool="", association=None),
        unit("B7"),
    ]


def ran(folder: Path, units: Iterable[Unit], name: str, *, progress: Progress | None = None, **means: Any) -> Ran:
    """A run of the units with its results in a file of this name."""
    given = {"terms": Terms(as_of=AS_OF), "workers": 1, **means}
    return run(units, Means(folder=folder, results=folder / name, **given), progress)


def records(folder: Path, name: str) -> dict[str, tuple[Planned, bytes | None]]:
    """All results in a file but for the seconds they took, with their rosters."""
    results = open_results(folder / name)
    try:
        return {
            each.code: (replace(each, seconds=0.0, solving=0.0), results.roster_of(each.code))
            for each in results.planned()
        }
    finally:
        results.close()


def deadly_once(ground: bytes, chunk: bytes) -> bytes:
    """Plans some units like any other hands, but dies the first time a pool among them names a file that is not there yet."""
    for task in pickle.loads(chunk):
        mark = Path(task.pool.data.decode().partition(MARK)[2].partition(MARK)[0])
        if mark.name and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return plan_chunk(ground, chunk)


class Killing:
    """Kills its own process once so many units are done."""

    def __init__(self, after: int) -> None:
        self._after = after

    def report(self, step: Step) -> None:
        if step.done >= self._after:
            os.kill(os.getpid(), signal.SIGKILL)

    def cancelled(self) -> bool:
        return False


class Mortal(Own):
    """Hands that die of poison."""

    def __init__(self, work: Work, ground: bytes, lanes: int) -> None:
        super().__init__(work, ground, Silent())
        self.lanes = lanes
        self.deaths = 0
        self._lost: list[Done] = []

    def take(self, number: int, task: bytes) -> None:
        if self.dies(task):
            self.deaths += 1
            self._lost.append(Done(number=number, answer=None))
        else:
            super().take(number, task)

    def wait(self) -> Done | None:
        return self._lost.pop() if self._lost else super().wait()

    def dies(self, task: bytes) -> bool:
        return POISON.encode() in task


class Losing(Mortal):
    """Hands that lose every task when they are handed it for the first time."""

    seen: frozenset[bytes] = frozenset()

    def dies(self, task: bytes) -> bool:
        known = task in self.seen
        self.seen |= {task}
        return not known


def main() -> None:
    """Run the good units and die in the middle: FOLDER COUNT NAME AFTER."""
    folder, count, name, after = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    runs.MOST = 2
    stored.PAUSE = 0.0
    ran(folder, good_units(folder, count), name, progress=Killing(after))


if __name__ == "__main__":
    main()
