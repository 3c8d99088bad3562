"""Planning all units of a table: chunks of them handed out, results written as they come, whatever dies on the way."""

from __future__ import annotations

import pickle
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field, replace
from itertools import batched, count
from pathlib import Path
from time import monotonic

from optimizer.basis.progress import Progress, Silent, Step
from optimizer.basis.text import Text
from optimizer.hands.cluster import Cluster
from optimizer.hands.hands import Hands, Own, cores
from optimizer.hands.processes import Processes
from optimizer.planner.rollout.chunks import plan_chunk
from optimizer.planner.rollout.tasks import Tasks, Terms
from optimizer.planner.rollout.unit_plan import UnitDone, UnitTask, lost
from optimizer.rollout.planned import Outcome, Planned
from optimizer.rollout.unit import Unit
from optimizer.store.results import Results, open_results

LOOK_AT = 64
"""Units whose files are read and whose results are looked for at a time."""
MOST = 64
"""The most units in a chunk."""
SPAN = 1.0
"""Seconds a chunk should take: long against handing it out, short against what is lost with a process."""
PACE = 4e-6
"""Seconds a byte of a pool takes, until the first chunks are back and tell it for this machine."""
TRIES = 2
"""How often a chunk is handed out before it is split, and a single unit before it is given up."""
AHEAD = 2
"""Chunks under way for each thread of a cluster."""


@dataclass(frozen=True, kw_only=True)
class Means:
    """How a roll-out is worked off.

    `folder` is that of the table, from which its files are seen; `results` the file of the results. `workers` are processes
    (None: one a core; 1: this process alone), `scheduler` the address of a Dask scheduler. With `prune`
    the results of units that are not in the table are removed in the end.
    """

    folder: Path
    results: Path
    terms: Terms
    workers: int | None = None
    scheduler: str | None = None
    prune: bool = True


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What came of a run: units by outcome, those whose result was there already among them.

    `planned` units were planned now, `reused` results were there, `removed` were of units no longer in the table. `lost` are
    the codes of units whose process died each time. `seconds` by the clock, `working` those of all processes together,
    `solving` the part of these inside the solver. Not `complete` after a cancel.
    """

    counts: Mapping[Outcome, int]
    reused: int
    planned: int
    removed: int
    lost: tuple[str, ...]
    seconds: float
    working: float
    solving: float
    complete: bool


def run(units: Iterable[Unit], means: Means, progress: Progress | None = None) -> Ran:
    """Plan all units that have no result for the same inputs yet, and write what comes of them.

    A unit's trouble is told in its result and stops no other. Results are the same whoever works on them and in whatever
    order. Raises StoreError when results cannot be written (what was written stays), InputFaults for a cluster that is not
    there.
    """
    results = open_results(means.results)
    tasks = Tasks(means.folder, means.results.absolute().parent, means.terms)
    try:
        return _Run(tasks, results, means, progress or Silent()).run(units)
    finally:
        tasks.close()
        results.close()


@dataclass(frozen=True, kw_only=True)
class _Chunk:
    """Units handed out together, and how often they were."""

    tasks: tuple[UnitTask, ...]
    tries: int = 0


@dataclass(kw_only=True)
class _Tally:
    """What was counted so far."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    reused: int = 0
    planned: int = 0
    lost: list[str] = field(default_factory=list)
    working: float = 0.0
    solving: float = 0.0
    size: int = 0


class _Run:
    """One pass over the units. Only what is under way is held in memory."""

    def __init__(self, tasks: Tasks, results: Results, means: Means, progress: Progress) -> None:
        self._tasks = tasks
        self._results = results
        self._means = means
        self._progress = progress
        self._codes: set[str] = set()
        self._tally = _Tally()
        self._total: int | None = None
        self._again: deque[_Chunk] = deque()
        self._stopped = False

    def run(self, units: Iterable[Unit]) -> Ran:
        """Work everything off, or until somebody asks to stop."""
        start = monotonic()
        self._total = len(units) if isinstance(units, Sized) else None
        chunks = self._chunks(units)
        first = next(chunks, None)
        if first is not None and not self._over():
            self._again.append(first)
            hands = self._hands()
            try:
                self._work_off(hands, chunks)
            finally:
                hands.close()
        self._results.flush()
        removed = 0 if self._stopped or not self._means.prune else self._results.keep_only(self._codes)
        tally = self._tally
        return Ran(
            counts={outcome: tally.outcomes[outcome] for outcome in Outcome},
            reused=tally.reused,
            planned=tally.planned,
            removed=removed,
            lost=tuple(sorted(tally.lost)),
            seconds=monotonic() - start,
            working=tally.working,
            solving=tally.solving,
            complete=not self._stopped,
        )

    def _hands(self) -> Hands:
        if self._means.scheduler is not None:
            return Cluster(plan_chunk, b"", self._means.scheduler, ahead=AHEAD)
        lanes = self._means.workers or cores()
        return Own(plan_chunk, b"", self._progress) if lanes == 1 else Processes(plan_chunk, b"", lanes)

    def _work_off(self, hands: Hands, chunks: Iterator[_Chunk]) -> None:
        """All chunks, by these hands, until there are none or it is time to stop."""
        numbers = count()
        under_way: dict[int, _Chunk] = {}
        asked = False
        while True:
            if self._over() and not asked:
                asked = True
                hands.stop()
            while not self._stopped and len(under_way) < hands.lanes and (chunk := self._next(chunks)) is not None:
                number = next(numbers)
                under_way[number] = chunk
                hands.take(number, pickle.dumps(chunk.tasks))
            if not under_way:
                return
            if not self._again:
                # While the others work, the files of the next units are read.
                self._again.extend(filter(None, (next(chunks, None),)))
            done = hands.wait()
            if done is None:
                continue
            chunk = under_way.pop(done.number)
            if done.answer is not None:
                self._settle(chunk, pickle.loads(done.answer))
            elif not self._stopped:
                self._lost(chunk)

    def _over(self) -> bool:
        """Whether the user asked to stop, now or before."""
        self._stopped = self._stopped or self._progress.cancelled()
        return self._stopped

    def _next(self, chunks: Iterator[_Chunk]) -> _Chunk | None:
        return self._again.popleft() if self._again else next(chunks, None)

    def _chunks(self, units: Iterable[Unit]) -> Iterator[_Chunk]:
        """The units still to plan, so many together as take about `SPAN` seconds; all others are settled on the way."""
        waiting: list[UnitTask] = []
        size = 0
        for task in self._to_plan(units):
            waiting.append(task)
            size += len(task.pool.data)
            if len(waiting) >= MOST or size * self._pace() >= SPAN:
                yield _Chunk(tasks=tuple(waiting))
                waiting, size = [], 0
        if waiting:
            yield _Chunk(tasks=tuple(waiting))

    def _to_plan(self, units: Iterable[Unit]) -> Iterator[UnitTask]:
        for some in batched(units, LOOK_AT):
            if self._over():
                return
            asked: list[UnitTask] = []
            for unit in some:
                self._codes.add(unit.code)
                made = self._tasks.of(unit)
                if isinstance(made, UnitTask):
                    asked.append(made)
                else:
                    self._keep(UnitDone(planned=made))
            known = self._results.known({task.code: task.key for task in asked})
            for task in asked:
                if task.code in known:
                    self._reuse(task, known[task.code])
                else:
                    yield task
            self._say()

    def _pace(self) -> float:
        """Seconds a byte of a pool takes on one core."""
        return self._tally.working / self._tally.size if self._tally.size else PACE

    def _settle(self, chunk: _Chunk, found: list[UnitDone]) -> None:
        """Keep what came back; where the work was stopped, that is not all of the chunk."""
        for task, done in zip(chunk.tasks, found, strict=False):
            self._tally.planned += 1
            self._tally.working += done.planned.seconds
            self._tally.solving += done.planned.solving
            self._tally.size += len(task.pool.data)
            self._keep(done)
        self._say()

    def _keep(self, done: UnitDone) -> None:
        self._tally.outcomes[done.planned.outcome] += 1
        self._results.add(done.planned, done.roster)

    def _reuse(self, task: UnitTask, known: Planned) -> None:
        """A result that is there: only the day may have moved, and the file the policy is from another name."""
        self._tally.reused += 1
        self._tally.outcomes[known.outcome] += 1
        now = replace(known, day=task.day, policy=task.version)
        if now != known:
            self._results.amend(now)

    def _lost(self, chunk: _Chunk) -> None:
        """A chunk that died with its process: once more, then unit by unit, so that only the guilty one is given up."""
        tries = chunk.tries + 1
        if tries < TRIES:
            self._again.append(replace(chunk, tries=tries))
        elif len(chunk.tasks) > 1:
            self._again.extend(_Chunk(tasks=(task,)) for task in chunk.tasks)
        else:
            (task,) = chunk.tasks
            self._tally.lost.append(task.code)
            self._keep(UnitDone(planned=lost(task)))

    def _say(self) -> None:
        outcomes = self._tally.outcomes
        done = outcomes.total()
        said = _UNITS.fill(
            proven=outcomes[Outcome.PROVEN],
            impossible=outcomes[Outcome.IMPOSSIBLE],
            others=done - outcomes[Outcome.PROVEN] - outcomes[Outcome.IMPOSSIBLE],
        )
        self._progress.report(Step(stage="rollout", done=done, total=self._total or done, said=said))


_UNITS = Text(
    zh="逐个单位拟定（已证明 {proven}，不可能 {impossible}，其他 {others}）",
    en="planning unit by unit ({proven} proven, {impossible} impossible, {others} others)",
)
