"""A schedule for people: the years with their loads, the cities, every unit's year and day; or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Block, Chart, Heading, Line, Mark, Series, Table
from optimizer.report.paper import Paper
from optimizer.report.rollout.lists import LISTED, listing
from optimizer.report.rollout.words import STAGE_WORDS, TOTAL, UNIT_COLUMNS, unit_cells
from optimizer.report.schedule_words import (
    NO_DAY,
    SCHEDULE_GOAL_WORDS,
    SCHEDULE_STATUS_WORDS,
    clash_words,
    days_words,
    way_proof_words,
    way_words,
    years_words,
)
from optimizer.report.words import PROOF_WORDS, reached_words, share
from optimizer.rollout.schedule import Load, Schedule, Slot
from optimizer.rollout.schedule_ways import WayKind
from optimizer.rollout.unit import Unit

MOST_CLASHES = 10
"""So many clashes are said; of more, the rest are counted."""

type Cells = tuple[Filled, ...]


def schedule_paper(
    done: Schedule, units: Mapping[str, Unit], *, dated: date | None = None, most: int | None = LISTED
) -> Paper:
    """The schedule as a document; `units` by code, `most` rows of the list of units."""
    return Paper(id="schedule", title=_PAPER, blocks=tuple(schedule_blocks(done, units, most=most)), dated=dated)


def schedule_blocks(done: Schedule, units: Mapping[str, Unit], *, most: int | None = LISTED) -> list[Block]:
    """Status, loads, cities and list of units; or the clashes and the ways out. `units` by code."""
    blocks: list[Block] = [Line(text=SCHEDULE_STATUS_WORDS[done.status])]
    if not done.slots:
        return [*blocks, *_impossible(done)]
    blocks += [Line(text=_summary(done)), year_table(done), _chart(done)]
    cities = {slot.turn.city for slot in done.slots}
    if len(cities) > 1:
        blocks.append(city_table(done))
    blocks += [_goal_table(done), slot_table(done, units, most=most)]
    return blocks


def _impossible(done: Schedule) -> Iterator[Block]:
    if done.clashes:
        yield Heading(text=_WHY, level=2)
    for clash in done.clashes[:MOST_CLASHES]:
        yield Line(text=clash_words(clash, done.settings))
    if len(done.clashes) > MOST_CLASHES:
        yield Line(text=_FURTHER.fill(count=len(done.clashes) - MOST_CLASHES))
    # What is added to one capacity alone stands there as a way of its own.
    ways = [way for way in done.ways if way.kind is not WayKind.SPREAD or len(way.extra) > 1]
    if ways:
        yield Table(
            id="schedule_ways",
            title=_WAYS,
            columns=(_WAY, _PROOF),
            rows=tuple((way_words(way, done.settings), way_proof_words(way)) for way in ways),
            note=_WAYS_NOTE,
        )
    if not done.complete:
        yield Line(text=_STOPPED)


def _summary(done: Schedule) -> Filled:
    late = sum(slot.late > 0 for slot in done.slots)
    wished = [slot for slot in done.slots if slot.turn.planned]
    return _SUMMARY.fill(
        units=len(done.slots),
        first=done.settings.first,
        last=done.settings.last,
        late=share(late, len(done.slots)),
        before=sum(slot.turn.due is not None and slot.turn.due.year < done.settings.first for slot in done.slots),
        wished=len(wished),
        kept=sum(slot.turn.wished == slot.year for slot in wished),
    )


def year_table(done: Schedule) -> Table:
    """Years × pilots, full, all, capacity, late."""
    loads = done.loads()
    total = Load(
        pilots=sum(load.pilots for load in loads.values()),
        full=sum(load.full for load in loads.values()),
        late=sum(load.late for load in loads.values()),
    )
    rows = [_load_cells(same(str(year)), load) for year, load in loads.items()]
    marks = [Mark.SHORT if load.late else Mark.PLAIN for load in loads.values()]
    return Table(
        id="schedule_years",
        title=_BY_YEAR,
        columns=(_YEAR, _PILOTS, _FULL, TOTAL, _CAPACITY, _LATE),
        rows=(*rows, _load_cells(TOTAL, total)),
        marks=(*marks, Mark.PLAIN),
        note=_LATE_NOTE,
    )


def _load_cells(name: Filled, load: Load) -> Cells:
    capacity = "—" if load.capacity is None else str(load.capacity)
    return (name, *(same(str(figure)) for figure in (load.pilots, load.full, load.units, capacity, load.late)))


def city_table(done: Schedule) -> Table:
    """Cities × years: the units, of the city's capacity where it has one; all and late."""
    loads = done.city_loads()
    rows = []
    for city in dict.fromkeys(city for city, _ in loads):
        own = [loads[city, year] for year in done.settings.years]
        cells = [str(load.units) if load.capacity is None else f"{load.units}/{load.capacity}" for load in own]
        sums = (str(sum(load.units for load in own)), str(sum(load.late for load in own)))
        rows.append((same(city) if city else _NO_CITY, *(same(cell) for cell in (*cells, *sums))))
    return Table(
        id="schedule_cities",
        title=_BY_CITY,
        columns=(UNIT_COLUMNS[-1], *(same(str(year)) for year in done.settings.years), TOTAL, _LATE),
        rows=tuple(rows),
    )


def _chart(done: Schedule) -> Chart:
    """The load of every year, beside its capacity."""
    loads = done.loads()
    named = [
        (_PILOTS, {year: load.pilots for year, load in loads.items() if load.pilots}),
        (_FULL, {year: load.full for year, load in loads.items()}),
        (_CAPACITY, {year: load.capacity for year, load in loads.items() if load.capacity is not None}),
    ]
    series = tuple(
        Series(
            name=name,
            points=tuple((float(year), float(count)) for year, count in counts.items()),
            labels=tuple(same(str(year)) for year in counts),
        )
        for name, counts in named
        if counts
    )
    parts = [_ALT_YEAR.fill(year=year, units=load.units) for year, load in loads.items()]
    said = Filled(zh="，".join(part.zh for part in parts), en=", ".join(part.en for part in parts))
    return Chart(
        id="schedule_load", title=_BY_YEAR, form="bars", x=_YEAR, y=_UNITS, series=series, alt=_ALT.fill(years=said)
    )


def _goal_table(done: Schedule) -> Table:
    rows = [(SCHEDULE_GOAL_WORDS[goal.id], *reached_words(goal), PROOF_WORDS[goal.proof]) for goal in done.goals]
    return Table(id="schedule_goals", title=_GOALS, columns=(_GOAL, _VALUE, _BOUND, _PROOF), rows=tuple(rows))


def slot_table(done: Schedule, units: Mapping[str, Unit], *, most: int | None = LISTED) -> Table:
    """Every unit with its year and day, in order of days; `most` rows, None for all."""
    slots = sorted(done.slots, key=lambda slot: (slot.day, slot.turn.code))
    frame = Table(
        id="schedule_units",
        title=_BY_UNIT,
        columns=(*UNIT_COLUMNS, _STAGE, _YEAR, _DAY, _SET, _DUE, _HOW_LATE),
        rows=(),
        note=_DAY_NOTE,
        wide=True,
    )
    return listing(slots, frame=frame, row=lambda slot: _slot_cells(slot, units[slot.turn.code]), most=most)


def _slot_cells(slot: Slot, unit: Unit) -> Cells:
    turn = slot.turn
    days = (_iso(day) for day in (slot.day, turn.planned, turn.due))
    return (*unit_cells(unit), STAGE_WORDS[turn.stage], same(str(slot.year)), *days, _late_words(slot))


def _iso(day: date | None) -> Filled:
    return same(day.isoformat()) if day else NO_DAY


def _late_words(slot: Slot) -> Filled:
    """Years past the year due; days where the day set lies after the day due of the same year."""
    if slot.late:
        return years_words(slot.late)
    due = slot.turn.due
    return days_words((slot.day - due).days) if due and slot.day > due else same("")


_PILOTS, _FULL = Filled(zh="试点", en="Pilots"), Filled(zh="全面", en="Full")
_PAPER = Filled(zh="换届安排（草案）", en="Schedule of the turnovers (draft)")
_WHY = Filled(zh="为什么排不出", en="Why there is no schedule")
_FURTHER = Text(zh="另有{count}处冲突。", en="Further conflicts: {count}.")
_WAYS = Filled(zh="可以这样解决", en="Ways out")
_WAYS_NOTE = Filled(
    zh="每一行单独就够；其余规则照旧。", en="Each row suffices by itself, with all other rules as they are."
)
_STOPPED = Filled(zh="停止前没有找完所有的办法。", en="The work stopped before all ways out were looked at.")
_WAY, _PROOF = Filled(zh="办法", en="Way out"), Filled(zh="证明", en="Proof")
_SUMMARY = Text(
    zh="{units}个单位，{first}年至{last}年。晚于应换届年份的{late}，其中{before}个在{first}年以前就已逾期。"
    "已定日期的{wished}个，保持原定年份的{kept}个。",
    en="{units} units from {first} to {last}. Later than the year they are due: {late}, of them overdue before {first}: "
    "{before}. Days already set: {wished}, of them kept to their year: {kept}.",
)
_BY_YEAR = Filled(zh="各年的换届单位", en="Turnovers by year")
_BY_CITY = Filled(zh="各市各年的换届单位", en="Turnovers by city and year")
_BY_UNIT = Filled(zh="各单位的换届年份", en="The year of every unit")
_YEAR, _UNITS = Filled(zh="年份", en="Year"), Filled(zh="单位数", en="Units")
_CAPACITY, _LATE = Filled(zh="容量", en="Capacity"), Filled(zh="逾期", en="Late")
_LATE_NOTE = Filled(
    zh="“逾期”是晚于应换届年份（上次大会满五年的那一年）的单位。",
    en="Late are units later than the year they are due, five years after the last congress.",
)
_NO_CITY = Filled(zh="（没有市）", en="(no city)")
_ALT_YEAR = Text(zh="{year}年{units}个", en="{year}: {units}")
_ALT = Text(zh="各年的换届单位：{years}。", en="Turnovers by year: {years}.")
_GOALS, _GOAL = Filled(zh="目标", en="Goals"), Filled(zh="目标（依次）", en="Goal, in this order")
_VALUE, _BOUND = Filled(zh="达到", en="Reached"), Filled(zh="界限", en="Bound")
_STAGE, _DAY = Filled(zh="阶段", en="Stage"), Filled(zh="大会日期", en="Day")
_SET, _DUE, _HOW_LATE = (
    Filled(zh="原定日期", en="Day set before"),
    Filled(zh="应换届日期", en="Due"),
    Filled(zh="逾期", en="Late by"),
)
_DAY_NOTE = Filled(
    zh="大会日期：原定日期在这一年的照原定，否则应换届日期在这一年的用应换届日期，再否则用12月31日；政策按这一天有效的版本。",
    en="The day is the one set before if it lies in the year, else the day due if that does, else 31 December; "
    "the policy is the version in force on it.",
)
