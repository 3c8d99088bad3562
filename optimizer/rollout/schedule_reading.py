"""The settings of a schedule as they are written: `400`, `2026=400`, `齐州市=30`, `齐州市:2026=20`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Text
from optimizer.rollout.schedule_turns import Capacity, Settings, settings_faults

_PARTS = re.compile(r"[,，;；]")
_CAPACITY = re.compile(r"(?:(?P<year>\d{4})\s*[=＝]\s*)?(?P<most>\d+)")
_CITY = re.compile(r"(?:(?P<city>[^=＝:：]+?)\s*(?:[:：]\s*(?P<year>\d{4})\s*)?[=＝]\s*)?(?P<most>\d+)")


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody wrote: the first year, how many `years`, capacities, several or parted by commas."""

    first: int
    years: int
    capacity: Sequence[str] = ()
    city_capacity: Sequence[str] = ()
    due_must: bool = False
    seed: int = 0


@dataclass
class _Figures:
    """Capacities while they are read."""

    each: int | None = None
    years: dict[int, int] = field(default_factory=dict)

    def take(self, year: str | None, most: int) -> bool:
        """Note a figure; False where there is one already."""
        if year is None:
            fresh, self.each = self.each is None, most
            return fresh
        return self.years.setdefault(int(year), most) == most

    def done(self) -> Capacity:
        """The capacity."""
        return Capacity(each=self.each, years=dict(sorted(self.years.items())))


def read_settings(written: Written) -> Settings:
    """The settings. Raises InputFaults with everything that cannot be read or makes no sense."""
    faults: list[Fault] = []
    everywhere, each_city, cities = _Figures(), _Figures(), dict[str, _Figures]()
    for part in _parts(written.capacity):
        found = _CAPACITY.fullmatch(part)
        if found is None or not everywhere.take(found["year"], int(found["most"])):
            faults.append(_fault(part, _CAPACITY_CURE, again=found is not None))
    for part in _parts(written.city_capacity):
        found = _CITY.fullmatch(part)
        figures = each_city if found is None or not found["city"] else cities.setdefault(found["city"], _Figures())
        if found is None or not figures.take(found["year"], int(found["most"])):
            faults.append(_fault(part, _CITY_CURE, again=found is not None))
    settings = Settings(
        first=written.first,
        last=written.first + written.years - 1,
        capacity=everywhere.done(),
        each_city=each_city.done(),
        cities={city: figures.done() for city, figures in sorted(cities.items())},
        due_must=written.due_must,
        seed=written.seed,
    )
    faults += settings_faults(settings)
    if faults:
        raise InputFaults("schedule", faults)
    return settings


def _parts(written: Sequence[str]) -> list[str]:
    return [part.strip() for each in written for part in _PARTS.split(each) if part.strip()]


def _fault(part: str, cure: Text, *, again: bool) -> Fault:
    message = _TWICE if again else _UNREADABLE
    return Fault(kind="schedule.capacity", value=part, message=message.fill(), cure=cure.fill())


_UNREADABLE = Text(zh="看不懂的容量", en="a capacity that cannot be read")
_TWICE = Text(zh="同一处的容量写了两次", en="a capacity given twice")
_CAPACITY_CURE = Text(
    zh="写每年的数，如400，或某一年的数，如2026=400，各写一次",
    en="Write a figure for each year, as 400, or for one year, as 2026=400, each once",
)
_CITY_CURE = Text(
    zh="写各市每年的数，如30，或某市的数，如齐州市=30、齐州市:2026=20，各写一次",
    en="Write a figure for every city and year, as 30, or for one city, as 齐州市=30 or 齐州市:2026=20, each once",
)
