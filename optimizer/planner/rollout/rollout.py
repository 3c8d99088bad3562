"""A whole roll-out with one call: the schedule, every unit's plan, who holds too many offices, coverage and the way there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from optimizer.basis.progress import Progress, Silent
from optimizer.planner.rollout.mending import Mended, mended
from optimizer.planner.rollout.run import Means, Ran, run
from optimizer.planner.rollout.table import Units
from optimizer.planner.rollout.tasks import Terms
from optimizer.rollout.concurrent import Clash, Likely, Register
from optimizer.rollout.coverage import Coverage, Point, coverage, timeline
from optimizer.rollout.dates import due
from optimizer.rollout.planned import Holder, Outcome, Planned
from optimizer.rollout.prospects import Prospects, gather
from optimizer.rollout.route import AHEAD_MONTHS
from optimizer.rollout.schedule import Schedule, schedule
from optimizer.rollout.schedule_turns import Settings, turn_of
from optimizer.rollout.unit import Level, Unit
from optimizer.solve.status import Status
from optimizer.store.results import open_results

RESULTS = "rollout.sqlite"
"""The file of results in a roll-out's folder."""
MONTHS_BACK = 12
_TURNING = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
"""The levels that a staged roll-out is about; the association above them runs it."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a roll-out works: the folder its table's files are seen from, and the folder of its results."""

    inputs: Path
    out: Path

    @property
    def results(self) -> Path:
        """The file of results."""
        return self.out / RESULTS


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked of a roll-out.

    `as_of` is the day of the figures, `target` the day aimed at, `ahead` the months within which a turnover is near. With a
    `schedule` every unit's congress is on the day it gives. Nobody may hold offices in more than `limit` associations
    (0: not looked at); with `repair` the units are planned again until that is so. Without `plan` only results that are
    there are looked at; with `only` these units alone are planned.
    """

    as_of: date
    target: date | None = None
    ahead: int = AHEAD_MONTHS
    schedule: Settings | None = None
    limit: int = 1
    repair: bool = False
    plan: bool = True
    only: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Power:
    """What a roll-out may use: processes (None: one a core), a Dask scheduler's address, seconds a unit, the draw's seed."""

    workers: int | None = None
    scheduler: str | None = None
    time_limit: float | None = None
    seed: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class RolledOut:
    """What came of it. `units` have the days of the schedule; `ran` is None where nothing was planned.

    `clashes` are as found, before a repair; `mended` is the repair, None where none was asked for or needed.
    """

    wanted: Wanted
    units: tuple[Unit, ...]
    place: Place
    terms: Terms
    schedule: Schedule | None
    ran: Ran | None
    prospects: Prospects
    clashes: tuple[Clash, ...]
    likely: tuple[Likely, ...]
    mended: Mended | None
    coverage: Coverage
    points: tuple[Point, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """The units by code."""
        return {unit.code: unit for unit in self.units}

    @property
    def region(self) -> str:
        """The name of the one unit at the top; "" where there are several."""
        tops = [unit.name for unit in self.units if not unit.parent]
        return tops[0] if len(tops) == 1 else ""

    @property
    def open(self) -> tuple[Clash, ...]:
        """Who still holds too many offices."""
        return self.clashes if self.mended is None else self.mended.repair.left

    @property
    def complete(self) -> bool:
        """Whether nothing was stopped on the way, and every answer is proven."""
        outcomes = self.prospects.outcomes
        unproven = sum(outcomes.get(each, 0) for each in (Outcome.FOUND, Outcome.UNKNOWN, Outcome.LOST))
        planned = self.ran is None or self.ran.complete
        scheduled = self.schedule is None or self.schedule.status in (Status.OPTIMAL, Status.IMPOSSIBLE)
        return planned and scheduled and not unproven and (self.mended is None or self.mended.repair.proven)

    @property
    def sound(self) -> bool:
        """Whether every unit that could be planned has a roster, the schedule exists, and nobody holds too much."""
        outcomes = self.prospects.outcomes
        troubles = sum(outcomes.get(each, 0) for each in (Outcome.IMPOSSIBLE, Outcome.FAULTY))
        scheduled = self.schedule is None or self.schedule.status is not Status.IMPOSSIBLE
        return scheduled and not troubles and not self.open


def rollout(
    units: Units, wanted: Wanted, place: Place, power: Power | None = None, progress: Progress | None = None
) -> RolledOut:
    """Schedule, plan, look for people in too many offices, count.

    Results are kept in `place`; what has a result for the same inputs is not planned again. Raises InputFaults for a
    schedule that makes no sense or a cluster that is not there, StoreError where results cannot be kept.
    """
    might, watching = power or Power(), progress or Silent()
    turned = (
        None
        if wanted.schedule is None
        else _scheduled(units.units, replace(wanted.schedule, begins=wanted.as_of), watching)
    )
    listed = _on_their_days(units.units, turned)
    terms = Terms(
        as_of=wanted.as_of,
        ahead=_ahead(wanted),
        time_limit=might.time_limit,
        seed=might.seed,
    )
    ran = None
    if wanted.plan:
        means = Means(
            folder=place.inputs,
            results=place.results,
            terms=terms,
            workers=might.workers,
            scheduler=might.scheduler,
            prune=not wanted.only,
        )
        chosen = [unit for unit in listed if not wanted.only or unit.code in wanted.only]
        ran = run(chosen, means, watching)
    register = Register(_holders(place, listed) if wanted.limit else ())
    clashes = register.clashes(wanted.limit) if wanted.limit else ()
    repaired = None
    if wanted.repair and clashes and not watching.cancelled():
        by_code = {unit.code: unit for unit in listed}
        repaired = mended(register, by_code, (place.inputs, place.results), terms, (wanted.limit, watching))
    likely = repaired.repair.likely if repaired else register.likely(wanted.limit) if wanted.limit else ()
    found = (turned, ran, clashes, likely, repaired)
    return _counted(listed, wanted, (place, terms), found)


def looked_at(units: Units, wanted: Wanted, place: Place) -> RolledOut:
    """The figures of what has been planned so far; plans nothing."""
    return rollout(units, replace(wanted, plan=False, repair=False), place)


def _scheduled(units: tuple[Unit, ...], settings: Settings, progress: Progress) -> Schedule:
    turns = [turn_of(unit, due(unit)) for unit in units if unit.level in _TURNING]
    return schedule(turns, settings, progress=progress)


def _on_their_days(units: tuple[Unit, ...], turned: Schedule | None) -> tuple[Unit, ...]:
    """The units with the days that the schedule gives them."""
    days = {} if turned is None else turned.days
    return tuple(replace(unit, planned=days[unit.code]) if unit.code in days else unit for unit in units)


def _ahead(wanted: Wanted) -> int:
    """Months within which a congress elects: all years of a schedule."""
    if wanted.schedule is None:
        return wanted.ahead
    return max(wanted.ahead, 12 * (wanted.schedule.last + 1 - wanted.as_of.year) - wanted.as_of.month + 1)


def results_at(place: Place, units: Iterable[Unit]) -> Iterator[Planned]:
    """The results of these units by code; none where nothing has been planned. Raises StoreError."""
    if not place.results.is_file():
        return
    codes = {unit.code for unit in units}
    results = open_results(place.results)
    try:
        yield from (planned for planned in results.planned() if planned.code in codes)
    finally:
        results.close()


def _holders(place: Place, units: Iterable[Unit]) -> Iterator[tuple[str, Holder]]:
    """Everybody in an office of a planned roster."""
    for planned in results_at(place, units):
        yield from ((planned.code, holder) for holder in planned.holders)


def _counted(
    units: tuple[Unit, ...],
    wanted: Wanted,
    ground: tuple[Place, Terms],
    found: tuple[Schedule | None, Ran | None, tuple[Clash, ...], tuple[Likely, ...], Mended | None],
) -> RolledOut:
    place, terms = ground
    turned, ran, clashes, likely, repaired = found
    prospects = gather(results_at(place, units))
    last = [date.fromordinal(day) for code, (day, _) in sorted(prospects.comes.items())]
    until = max([wanted.target or wanted.as_of, wanted.as_of, *last])
    return RolledOut(
        wanted=wanted,
        units=units,
        place=place,
        terms=terms,
        schedule=turned,
        ran=ran,
        prospects=prospects,
        clashes=clashes,
        likely=likely,
        mended=repaired,
        coverage=coverage(units, prospects, as_of=wanted.as_of, target=wanted.target),
        points=timeline(units, prospects, as_of=wanted.as_of, until=until, back=MONTHS_BACK),
    )
