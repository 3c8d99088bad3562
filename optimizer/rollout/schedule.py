"""The year of every unit's congress in a staged roll-out, proven the best there is, or why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from optimizer.basis.progress import Progress, Silent
from optimizer.basis.text import Filled
from optimizer.rollout.schedule_clash import Clash, clashes_of
from optimizer.rollout.schedule_program import ScheduleGoal, goal_program, goals
from optimizer.rollout.schedule_rules import rules_in_force, shortage
from optimizer.rollout.schedule_turns import Settings, Turn, check, hand_out, sizes_of
from optimizer.rollout.schedule_ways import Way, ways_out
from optimizer.rollout.unit import Stage
from optimizer.roster.recount import RecountError
from optimizer.solve.clock import Clock, Stopped
from optimizer.solve.plain import solve_plain
from optimizer.solve.status import GoalReached, Status


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A turn with its year and the day in it."""

    turn: Turn
    year: int
    day: date

    @property
    def late(self) -> int:
        """How many calendar years after the year it is due."""
        return self.turn.late_in(self.year)


@dataclass(frozen=True, kw_only=True)
class Load:
    """The units of a year, or of a city in a year; `capacity` is None for no limit."""

    pilots: int = 0
    full: int = 0
    late: int = 0
    capacity: int | None = None

    @property
    def units(self) -> int:
        """All of them."""
        return self.pilots + self.full


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """What came of it. `slots` by code, empty without a schedule; `goals` in order (`ScheduleGoal`).

    `clashes` and `ways` say, when impossible, why and what it would take; `complete` is False where the time was up before
    all ways were looked at.
    """

    status: Status
    settings: Settings
    slots: tuple[Slot, ...] = ()
    goals: tuple[GoalReached, ...] = ()
    clashes: tuple[Clash, ...] = ()
    ways: tuple[Way, ...] = ()
    complete: bool = True

    @property
    def years(self) -> Mapping[str, int]:
        """The year of every unit by its code."""
        return {slot.turn.code: slot.year for slot in self.slots}

    @property
    def days(self) -> Mapping[str, date]:
        """The day of every unit by its code, for the policy in force on it."""
        return {slot.turn.code: slot.day for slot in self.slots}

    def loads(self) -> Mapping[int, Load]:
        """Every year with its units."""
        capacity = self.settings.capacity
        return {year: _load(self._of_year(year), capacity.of(year)) for year in self.settings.years}

    def city_loads(self) -> Mapping[tuple[str, int], Load]:
        """Every city and year with its units, by the cities' names."""
        parts: dict[tuple[str, int], list[Slot]] = {
            (city, year): [] for city in sorted({slot.turn.city for slot in self.slots}) for year in self.settings.years
        }
        for slot in self.slots:
            parts[slot.turn.city, slot.year].append(slot)
        of_city = self.settings.of_city
        return {(city, year): _load(slots, of_city(city).of(year)) for (city, year), slots in parts.items()}

    def _of_year(self, year: int) -> list[Slot]:
        return [slot for slot in self.slots if slot.year == year]


def _load(slots: Sequence[Slot], capacity: int | None) -> Load:
    stages = Counter(slot.turn.stage for slot in slots)
    late = sum(slot.late > 0 for slot in slots)
    return Load(pilots=stages[Stage.PILOT], full=stages[Stage.FULL], late=late, capacity=capacity)


def schedule(
    turns: Iterable[Turn], settings: Settings, *, progress: Progress | None = None, time_limit: float | None = None
) -> Schedule:
    """The best schedule, goal by goal to a proof, whatever the order of the turns; or the clashes and the ways out.

    That there is none is proven in whole numbers. Seconds in `time_limit`. Raises InputFaults for settings or turns that
    make no sense, and RecountError when the schedule counted again differs from what the solver said.
    """
    turns = sorted(turns, key=lambda turn: turn.code)
    check(turns, settings)
    sizes = sizes_of(turns, settings)
    if not sizes:
        return Schedule(status=Status.OPTIMAL, settings=settings)
    rules = rules_in_force(sizes, settings)
    clock = Clock(time_limit, progress or Silent())
    if shortage(sizes, rules, settings) is not None:
        return _impossible(turns, settings, clock)
    cells, program = goal_program(sizes, rules, settings)
    before = sum(max(0, settings.first - 1 - turn.due.year) for turn in turns if turn.due)
    aims = goals(cells, years_before=before)
    found = solve_plain(program, aims, time_limit=time_limit, progress=progress, said=_WORKING)
    if not found.values:
        return Schedule(status=found.status, settings=settings)
    given = hand_out(turns, cells.counts(found.values), settings)
    slots = [
        Slot(turn=turn, year=given[turn.code], day=turn.day_in(given[turn.code], settings.begins)) for turn in turns
    ]
    done = Schedule(status=found.status, settings=settings, slots=tuple(slots), goals=found.goals)
    recount(done)
    # Short of a proof the program's greatest and least load may lie outside the true ones.
    counted = _goal_values(done)
    return replace(done, goals=tuple(replace(goal, value=counted.get(goal.id, goal.value)) for goal in found.goals))


def _impossible(turns: Sequence[Turn], settings: Settings, clock: Clock) -> Schedule:
    """The clashes, and the ways out as far as the time allows."""
    ways, complete = [], True
    try:
        for way in ways_out(turns, settings, clock):
            ways.append(way)
    except Stopped:
        complete = False
    return Schedule(
        status=Status.IMPOSSIBLE,
        settings=settings,
        clashes=clashes_of(sizes_of(turns, settings), settings),
        ways=tuple(ways),
        complete=complete,
    )


def recount(done: Schedule) -> None:
    """Count a schedule again unit by unit. Raises RecountError for a rule broken or a goal that has another value."""
    settings = done.settings
    for slot in done.slots:
        turn = slot.turn
        kept = (
            slot.year in settings.years
            and (turn.stage is not Stage.PILOT or slot.year == settings.first)
            and (turn.fixed is None or slot.year == turn.fixed)
            and (not settings.due_must or turn.due is None or not slot.late or turn.due.year < settings.first)
        )
        if not kept:
            raise RecountError("schedule", f"{turn.code} in {slot.year}")
    if len(done.years) < len(done.slots):
        raise RecountError("schedule", "a unit has two years")
    for named, load in (*done.loads().items(), *done.city_loads().items()):
        if load.capacity is not None and load.units > load.capacity:
            raise RecountError("schedule", f"{named}: {load.units} of {load.capacity}")
    counted = _goal_values(done)
    for goal in done.goals:
        value = counted.get(goal.id, goal.value)
        if goal.proof and value != goal.value:
            raise RecountError(goal.id, f"{value}, the solver said {goal.value}")


def _goal_values(done: Schedule) -> dict[str, int]:
    """The goals that can be counted by unit."""
    loads = {year: load.units for year, load in done.loads().items()}
    open_years = [year for year in loads if done.settings.capacity.of(year) != 0]
    return {
        ScheduleGoal.LATE: sum(slot.late > 0 for slot in done.slots),
        ScheduleGoal.YEARS_LATE: sum(slot.late for slot in done.slots),
        ScheduleGoal.WISHES: sum(slot.turn.wished == slot.year for slot in done.slots),
        ScheduleGoal.LARGEST: max(loads.values()),
        ScheduleGoal.SMALLEST: min((loads[year] for year in open_years), default=0),
    }


_WORKING = Filled(zh="安排换届年份", en="scheduling the congresses")
