"""What a schedule is made from: the turns of the units, the years and their capacities; turns alike are counted together."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Text
from optimizer.rollout.unit import Stage, Unit

LONGEST = 20
"""So many years at most in a schedule."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One unit's next congress.

    `due` is the day its term ends, `planned` the day already set for it, which is kept where it can be; `fixed` the year it
    must be in. None for none.
    """

    code: str
    city: str = ""
    stage: Stage = Stage.FULL
    due: date | None = None
    planned: date | None = None
    fixed: int | None = None

    @property
    def wished(self) -> int | None:
        """The year of the day already set."""
        return self.planned.year if self.planned else None

    def day_in(self, year: int, begins: date | None = None) -> date:
        """The day of the congress in a year: the day already set, else the day it is due, else the last day of the year.

        A day before `begins` is over.
        """
        days = (
            day for day in (self.planned, self.due) if day and day.year == year and (begins is None or day >= begins)
        )
        return next(days, date(year, 12, 31))

    def late_in(self, year: int) -> int:
        """How many calendar years after the year it is due."""
        return max(0, year - self.due.year) if self.due else 0


def turn_of(unit: Unit, due: date | None, *, fixed: int | None = None) -> Turn:
    """The turn of a unit that is due on a day."""
    return Turn(code=unit.code, city=unit.city, stage=unit.stage, due=due, planned=unit.planned, fixed=fixed)


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """The most congresses in a year: a figure for `each` year, others for some of the `years`; neither is no limit.

    A year after the last one named, where `each` is not given, has the figure of that one.
    """

    each: int | None = None
    years: Mapping[int, int] = field(default_factory=dict)

    def of(self, year: int) -> int | None:
        """The most in a year; None for no limit."""
        if year in self.years or self.each is not None:
            return self.years.get(year, self.each)
        return self.years[max(self.years)] if self.years and year > max(self.years) else None

    @property
    def limits(self) -> bool:
        """Whether there is a limit at all."""
        return self.each is not None or bool(self.years)


NO_LIMIT = Capacity()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the schedule must keep to: all units from `first` to `last`, pilots in `first`, capacities.

    `capacity` counts all units of a year, `cities` those of one city, `each_city` those of any city not named there; units
    of no city count in no city. With `due_must` nobody who can still be on time may be late; without it lateness is the
    first thing kept small. `seed` decides by lot where nothing else does. `begins` is the day of planning: no congress can be
    before it.
    """

    first: int
    last: int
    capacity: Capacity = NO_LIMIT
    each_city: Capacity = NO_LIMIT
    cities: Mapping[str, Capacity] = field(default_factory=dict)
    due_must: bool = False
    seed: int = 0
    begins: date | None = None

    @property
    def years(self) -> range:
        """The years of the schedule."""
        return range(self.first, self.last + 1)

    @property
    def later(self) -> int:
        """Stands for all years after the last."""
        return self.last + 1

    def of_city(self, city: str) -> Capacity:
        """The capacity of a city."""
        return self.cities.get(city, self.each_city) if city else NO_LIMIT


@dataclass(frozen=True, kw_only=True, order=True)
class Batch:
    """Turns that are alike for the schedule.

    `city` is "" where the city has no capacity of its own. `due` is a year of the schedule, the year before it for all that
    are overdue already, the year after it for all that come due later or never. `wished` and `fixed` are years of the
    schedule, 0 for none.
    """

    city: str
    stage: Stage
    due: int
    wished: int
    fixed: int


type Sizes = Mapping[Batch, int]


def batch_of(turn: Turn, settings: Settings) -> Batch:
    """The batch a turn belongs to."""
    due = settings.later if turn.due is None else min(max(turn.due.year, settings.first - 1), settings.later)
    return Batch(
        city=turn.city if settings.of_city(turn.city).limits else "",
        stage=turn.stage,
        due=due,
        wished=turn.wished if turn.wished is not None and turn.wished in settings.years else 0,
        fixed=turn.fixed or 0,
    )


def sizes_of(turns: Iterable[Turn], settings: Settings) -> dict[Batch, int]:
    """How many turns each batch has; batches in their own order."""
    return dict(sorted(Counter(batch_of(turn, settings) for turn in turns).items()))


def hand_out(turns: Sequence[Turn], counts: Mapping[tuple[Batch, int], int], settings: Settings) -> dict[str, int]:
    """A year for each turn from how many of each batch are held in each year: the earlier due go first, then by lot.

    The lot is SHA-256 of seed and code, so that neither the order of rows nor the name of a unit helps.
    """
    members: defaultdict[Batch, list[Turn]] = defaultdict(list)
    for turn in turns:
        members[batch_of(turn, settings)].append(turn)
    given: dict[str, int] = {}
    for batch, alike in members.items():
        alike.sort(key=lambda turn: (turn.due or date.max, lot(turn.code, settings.seed), turn.code))
        years = [year for year in settings.years for _ in range(counts.get((batch, year), 0))]
        given |= {turn.code: year for turn, year in zip(alike, years, strict=True)}
    return given


def lot(said: str, seed: int) -> int:
    """A number that the seed and the text alone decide."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{said}".encode()).digest())


def check(turns: Sequence[Turn], settings: Settings) -> None:
    """Raises InputFaults with everything wrong about the settings and turns."""
    faults = [*settings_faults(settings), *_turn_faults(turns, settings)]
    if faults:
        raise InputFaults("schedule", faults)


def settings_faults(settings: Settings) -> Iterator[Fault]:
    """What is wrong with the years and capacities."""
    if not 0 < len(settings.years) <= LONGEST:
        said = f"{settings.first}-{settings.last}"
        yield Fault(kind="schedule.years", value=said, message=_YEARS.fill(), cure=_YEARS_CURE.fill(most=LONGEST))
    if settings.begins is not None and settings.first < settings.begins.year:
        cure = _OVER_CURE.fill(year=settings.begins.year)
        yield Fault(kind="schedule.years", value=str(settings.first), message=_OVER.fill(), cure=cure)
    cities = [capacity for _, capacity in sorted(settings.cities.items(), key=_name)]
    for capacity in (settings.capacity, settings.each_city, *cities):
        for figure in (capacity.each, *capacity.years.values()):
            if figure is not None and figure < 0:
                said = str(figure)
                yield Fault(kind="schedule.capacity", value=said, message=_NEGATIVE.fill(), cure=_NEGATIVE_CURE.fill())
        for year in sorted(set(capacity.years) - set(settings.years)):
            cure = _OUTSIDE_CURE.fill(first=settings.first, last=settings.last)
            yield Fault(kind="schedule.capacity", value=str(year), message=_OUTSIDE.fill(), cure=cure)


def _name(named: tuple[str, Capacity]) -> str:
    return named[0]


def _turn_faults(turns: Sequence[Turn], settings: Settings) -> Iterator[Fault]:
    for code, count in sorted(Counter(turn.code for turn in turns).items()):
        if count > 1:
            yield Fault(kind="schedule.code", value=code, message=_TWICE.fill(), cure=_TWICE_CURE.fill())
    for turn in sorted(turns, key=lambda turn: turn.code):
        if turn.fixed is not None and turn.fixed not in settings.years:
            message = _FIXED_OUTSIDE.fill(code=turn.code)
            cure = _OUTSIDE_CURE.fill(first=settings.first, last=settings.last)
            yield Fault(kind="schedule.fixed", value=str(turn.fixed), message=message, cure=cure)


_YEARS = Text(zh="换届安排的起止年份不成立", en="these are no years for a schedule")
_YEARS_CURE = Text(
    zh="末年不早于首年，合计不超过{most}年",
    en="The last year is not before the first, and there are at most {most} in all",
)
_OVER = Text(zh="第一年已经过去", en="the first year is over")
_OVER_CURE = Text(zh="写{year}或以后的年份", en="Write {year} or a later year")
_NEGATIVE = Text(zh="容量是负数", en="a capacity below zero")
_NEGATIVE_CURE = Text(zh="写0或更大的整数；不限就不写", en="Write a whole number from 0 up, or nothing for no limit")
_OUTSIDE = Text(zh="容量写的年份不在换届安排之内", en="a capacity for a year outside the schedule")
_OUTSIDE_CURE = Text(zh="写{first}年至{last}年之间的年份", en="Write a year from {first} to {last}")
_TWICE = Text(zh="编码重复", en="this code occurs twice")
_TWICE_CURE = Text(zh="每个单位一个编码", en="Give every unit a code of its own")
_FIXED_OUTSIDE = Text(
    zh="单位{code}指定的年份不在换届安排之内", en="the year set for unit {code} is outside the schedule"
)
