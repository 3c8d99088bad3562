"""What an organiser has set for a roll-out kept on the pages, as it was typed, and as it is written beside its table."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from optimizer.planner.rollout.rollout import Power, Wanted
from optimizer.rollout.route import AHEAD_MONTHS
from optimizer.rollout.schedule_reading import Written, read_settings

YEARS = 3
"""Years of a schedule until somebody says otherwise."""
LIMIT = 60.0
"""Seconds for each unit until somebody says otherwise; a county takes about one."""


@dataclass(frozen=True, kw_only=True)
class Setup:
    """The settings. `name` is what the roll-out is called, `table` its table of units, `id` tells it from one of the same name.

    `runs` counts how often planning or a repair was asked for. `scheduled`: the schedule gives every unit its day; its
    years and capacities are as typed (`schedule_reading.Written`). The others are as in `Wanted` and `Power`.
    """

    id: str
    name: str
    table: str
    as_of: date
    target: date | None = None
    ahead: int = AHEAD_MONTHS
    limit: int = 1
    repair: bool = False
    time_limit: float | None = LIMIT
    seed: int = 0
    workers: int | None = None
    scheduled: bool = False
    first: int = 0
    years: int = YEARS
    capacity: str = ""
    city_capacity: str = ""
    due_must: bool = False
    runs: int = 0

    def wanted(self) -> Wanted:
        """What is asked of the roll-out. Raises InputFaults for a schedule that makes no sense."""
        return Wanted(
            as_of=self.as_of,
            target=self.target,
            ahead=self.ahead,
            schedule=read_settings(self.written()) if self.scheduled else None,
            limit=self.limit,
            repair=self.repair,
        )

    def written(self) -> Written:
        """The schedule's settings as they were typed."""
        return Written(
            first=self.first or self.as_of.year,
            years=self.years,
            capacity=(self.capacity,),
            city_capacity=(self.city_capacity,),
            due_must=self.due_must,
            seed=self.seed,
        )

    def power(self) -> Power:
        """What the roll-out may use."""
        return Power(workers=self.workers, time_limit=self.time_limit, seed=self.seed)

    def data(self) -> bytes:
        """As JSON."""
        facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}
        return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()


_KINDS = {each.name: each.type for each in fields(Setup)}


def read_setup(data: bytes) -> Setup:
    """The settings from their JSON; what a newer Xiwei wrote besides is left. Raises ValueError where it is none."""
    read = json.loads(data)
    if not isinstance(read, dict):
        raise ValueError("no settings")
    facts: dict[str, Any] = {name: value for name, value in read.items() if name in _KINDS}
    for name in ("as_of", "target"):
        if facts.get(name) is not None:
            facts[name] = date.fromisoformat(facts[name])
    try:
        return Setup(**facts)
    except TypeError as error:
        raise ValueError(str(error)) from error
