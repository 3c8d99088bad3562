"""The schedule of a staged roll-out: against every assignment tried out, and what its figures mean."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Step
from optimizer.rollout.schedule import Schedule, Slot, recount, schedule
from optimizer.rollout.schedule_program import goal_program
from optimizer.rollout.schedule_reading import Written, read_settings
from optimizer.rollout.schedule_rules import rules_in_force
from optimizer.rollout.schedule_turns import Capacity, Settings, Turn, sizes_of, turn_of
from optimizer.rollout.unit import Level, Stage, Unit
from optimizer.roster.recount import RecountError
from optimizer.solve.status import Status

FIRST = 2026


@st.composite
def settings_drawn(draw: st.DrawFn) -> Settings:
    """Two or three years, with tight or loose capacities."""
    last = FIRST + draw(st.integers(1, 2))
    figure = st.none() | st.integers(0, 3)
    named = st.dictionaries(st.integers(FIRST, last), st.integers(0, 3), max_size=2)
    return Settings(
        first=FIRST,
        last=last,
        capacity=Capacity(each=draw(figure), years=draw(named)),
        each_city=Capacity(each=draw(figure)),
        cities={"B": Capacity(years=draw(named))} if draw(st.booleans()) else {},
        due_must=draw(st.booleans()),
        seed=draw(st.integers(0, 3)),
    )


@st.composite
def turns_drawn(draw: st.DrawFn, within: Settings) -> list[Turn]:
    """Up to five turns."""
    day = st.builds(date, st.integers(FIRST - 3, within.last + 2), st.integers(1, 12), st.just(15))
    turn = st.builds(
        Turn,
        code=st.just(""),
        city=st.sampled_from(["", "A", "B"]),
        stage=st.sampled_from([Stage.FULL, Stage.FULL, Stage.PILOT]),
        due=st.none() | day,
        planned=st.none() | day,
        fixed=st.none() | st.none() | st.sampled_from(list(within.years)),
    )
    return [replace(each, code=f"C{n}") for n, each in enumerate(draw(st.lists(turn, min_size=1, max_size=5)))]


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Turn], Settings]:
    """Turns with settings."""
    within = draw(settings_drawn())
    return draw(turns_drawn(within)), within


def possible(turns: Sequence[Turn], within: Settings) -> Iterator[tuple[int, ...]]:
    """Every assignment of years that breaks nothing, by trying them all."""
    for years in product(range(within.first, within.last + 1), repeat=len(turns)):
        if all(map(lambda turn, year: _fits(turn, year, within), turns, years)) and _carried(turns, years, within):
            yield years


def _fits(turn: Turn, year: int, within: Settings) -> bool:
    if turn.stage is Stage.PILOT and year != within.first:
        return False
    if turn.fixed is not None and year != turn.fixed:
        return False
    can_be_on_time = turn.due is not None and turn.due.year >= within.first
    return not (within.due_must and can_be_on_time and turn.due is not None and year > turn.due.year)


def _carried(turns: Sequence[Turn], years: Sequence[int], within: Settings) -> bool:
    for year, units in Counter(years).items():
        most = within.capacity.of(year)
        if most is not None and units > most:
            return False
    of_city = Counter((turn.city, year) for turn, year in zip(turns, years, strict=True) if turn.city)
    for (city, year), units in of_city.items():
        most = within.cities.get(city, within.each_city).of(year)
        if most is not None and units > most:
            return False
    return True


def worth(turns: Sequence[Turn], years: Sequence[int], within: Settings) -> tuple[int, ...]:
    """The goals' values in order, each so that less is better."""
    late = [year - turn.due.year for turn, year in zip(turns, years, strict=True) if turn.due and year > turn.due.year]
    kept = sum(turn.planned is not None and turn.planned.year == year for turn, year in zip(turns, years, strict=True))
    span = range(within.first, within.last + 1)
    loads = [years.count(year) for year in span]
    least = min((load for load, year in zip(loads, span, strict=True) if within.capacity.of(year) != 0), default=0)
    early = 0
    for turn, year in zip(turns, years, strict=True):
        due = within.last + 1 if turn.due is None else min(max(turn.due.year, within.first - 1), within.last + 1)
        early += (year - within.first) * (within.last + 1 - due)
    return len(late), sum(late), -kept, max(loads), -least, early


@settings(max_examples=40)
@given(cases())
def test_every_goal_in_order_is_what_trying_everything_reaches(case: tuple[list[Turn], Settings]) -> None:
    turns, within = case
    best = min((worth(turns, years, within) for years in possible(turns, within)), default=None)
    done = schedule(turns, within)
    if best is None:
        assert (done.status, done.slots) == (Status.IMPOSSIBLE, ())
        return
    assert done.status is Status.OPTIMAL
    years = [done.years[turn.code] for turn in turns]
    assert tuple(years) in set(possible(turns, within))
    assert worth(turns, years, within) == best
    values = [goal.value for goal in done.goals]
    assert (values[0], values[1], -values[2], values[3], -values[4], values[5]) == best
    assert all(goal.value == goal.bound for goal in done.goals)


@settings(max_examples=6)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(case: tuple[list[Turn], Settings], random: object) -> None:
    turns, within = case
    mixed = list(turns)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert schedule(mixed, within) == schedule(turns, within)


_HASHED = """
from datetime import date
from optimizer.rollout.schedule import schedule
from optimizer.rollout.schedule_turns import Capacity, Settings, Turn
turns = [Turn(code=f"U{n}", city="ABCD"[n % 4], due=date(2024 + n % 6, 5, 1)) for n in range(60)]
tight = Settings(first=2026, last=2028, capacity=Capacity(each=19), each_city=Capacity(each=5))
print(schedule(turns, Settings(first=2026, last=2028, each_city=Capacity(each=5))))
print(schedule(turns, tight))
"""


def test_the_hash_seed_changes_nothing() -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", _HASHED],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert "impossible" in said[0]
    assert "optimal" in said[0]


def _turns(count: int, **common: object) -> list[Turn]:
    return [Turn(code=f"C{n:05d}", **common) for n in range(count)]  # type: ignore[arg-type]


def test_twenty_thousand_units_make_a_program_of_a_few_hundred_columns() -> None:
    turns = [
        Turn(
            code=f"{n:06d}",
            city=f"city{n % 16}",
            stage=Stage.PILOT if n % 20 == 0 else Stage.FULL,
            due=None if n % 13 == 0 else date(1990 + n % 41, 1 + n % 12, 1 + n % 28),
            planned=date(2026 + n % 4, 6, 1) if n % 3 == 0 else None,
        )
        for n in range(20_000)
    ]
    within = Settings(first=2026, last=2028, capacity=Capacity(each=7_000))
    sizes = sizes_of(turns, within)
    _, program = goal_program(sizes, rules_in_force(sizes, within), within)
    assert len(program.most) < 200
    done = schedule(turns, within)
    assert done.status is Status.OPTIMAL
    loads = [load.units for load in done.loads().values()]
    assert (sum(loads), max(loads), min(loads)) == (20_000, done.goals[3].value, done.goals[4].value)
    assert len(done.years) == 20_000


def test_capacity_that_just_suffices_is_enough_and_one_less_is_not() -> None:
    within = Settings(first=2026, last=2028, capacity=Capacity(years={2026: 4, 2027: 0, 2028: 6}))
    assert [load.units for load in schedule(_turns(10), within).loads().values()] == [4, 0, 6]
    assert schedule(_turns(11), within).status is Status.IMPOSSIBLE


def test_without_any_limit_the_years_are_even() -> None:
    done = schedule(_turns(11), Settings(first=2026, last=2028))
    assert sorted(load.units for load in done.loads().values()) == [3, 4, 4]


def test_who_is_due_earlier_goes_earlier_where_nothing_else_decides() -> None:
    late = [Turn(code=f"L{n}", due=date(2010 + n, 3, 1)) for n in range(6)]
    done = schedule(late, Settings(first=2026, last=2027, capacity=Capacity(each=3)))
    assert [done.years[f"L{n}"] for n in range(6)] == [2026] * 3 + [2027] * 3


def test_the_lot_follows_the_seed_and_not_the_code() -> None:
    within = Settings(first=2026, last=2027)
    first = [
        {code for code, year in schedule(_turns(40), replace(within, seed=seed)).years.items() if year == 2026}
        for seed in (0, 1)
    ]
    assert first[0] != first[1]
    assert first[0] != {f"C{n:05d}" for n in range(20)}


@pytest.mark.parametrize(
    ("planned", "due", "year", "day"),
    [
        (date(2027, 11, 3), date(2027, 5, 1), 2027, date(2027, 11, 3)),
        (date(2026, 11, 3), date(2027, 5, 1), 2027, date(2027, 5, 1)),
        (date(2026, 11, 3), date(2021, 5, 1), 2027, date(2027, 12, 31)),
        (None, None, 2028, date(2028, 12, 31)),
        (None, date(2028, 2, 29), 2028, date(2028, 2, 29)),
    ],
)
def test_the_day_is_the_one_set_else_the_one_due_else_the_last_of_the_year(
    planned: date | None, due: date | None, year: int, day: date
) -> None:
    turn = Turn(code="A", planned=planned, due=due, fixed=year)
    done = schedule([turn], Settings(first=2026, last=2028))
    assert (done.years, done.days) == ({"A": year}, {"A": day})


def test_no_congress_is_on_a_day_that_is_over() -> None:
    turn = Turn(code="A", planned=date(2026, 5, 1), due=date(2026, 11, 20), fixed=2026)
    for begins, day in (
        (None, date(2026, 5, 1)),
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 12, 31)),
    ):
        assert schedule([turn], Settings(first=2026, last=2028, begins=begins)).days == {"A": day}
    with pytest.raises(InputFaults, match="the first year is over"):
        schedule([turn], Settings(first=2025, last=2028, begins=date(2026, 1, 1)))


def test_overdue_units_are_counted_late_in_full_years_and_go_first() -> None:
    turns = [Turn(code="old", due=date(2020, 1, 1)), Turn(code="new", due=date(2030, 1, 1))]
    done = schedule(turns, Settings(first=2026, last=2027, capacity=Capacity(each=1), due_must=True))
    assert done.years == {"old": 2026, "new": 2027}
    assert [goal.value for goal in done.goals[:2]] == [1, 6]
    assert done.loads()[2026].late == 1


def test_a_turn_takes_what_the_schedule_needs_from_its_unit() -> None:
    unit = Unit(code="U1", name="甲县", level=Level.COUNTY, city="丙市", stage=Stage.PILOT, planned=date(2026, 9, 1))
    turn = turn_of(unit, date(2026, 4, 1))
    assert turn == Turn(
        code="U1", city="丙市", stage=Stage.PILOT, due=date(2026, 4, 1), planned=date(2026, 9, 1), fixed=None
    )


def test_loads_count_by_year_and_city() -> None:
    turns = [
        Turn(code="1", city="A", stage=Stage.PILOT),
        Turn(code="2", city="A", fixed=2027, due=date(2026, 1, 1)),
        Turn(code="3", city="", fixed=2027),
    ]
    done = schedule(turns, Settings(first=2026, last=2027, each_city=Capacity(each=5)))
    counts = {key: (load.pilots, load.full, load.late, load.capacity) for key, load in done.city_loads().items()}
    assert counts == {
        ("", 2026): (0, 0, 0, None),
        ("", 2027): (0, 1, 0, None),
        ("A", 2026): (1, 0, 0, 5),
        ("A", 2027): (0, 1, 1, 5),
    }


def test_a_capacity_holds_on_after_the_last_year_it_is_given_for() -> None:
    capacity = Capacity(years={2026: 3, 2028: 5})
    assert [capacity.of(year) for year in (2025, 2026, 2027, 2028, 2031)] == [None, 3, None, 5, 5]
    assert [replace(capacity, each=9).of(year) for year in (2025, 2028, 2031)] == [9, 5, 9]


def test_no_units_make_an_empty_schedule() -> None:
    done = schedule([], Settings(first=2026, last=2027))
    assert (done.status, done.slots, done.clashes) == (Status.OPTIMAL, (), ())


def test_everything_wrong_is_said_at_once() -> None:
    turns = [Turn(code="A"), Turn(code="A"), Turn(code="B", fixed=2031)]
    within = Settings(first=2026, last=2027, capacity=Capacity(each=-1, years={2029: 3}), each_city=Capacity(each=-2))
    with pytest.raises(InputFaults) as raised:
        schedule(turns, within)
    kinds = Counter(fault.kind for fault in raised.value.faults)
    assert kinds == {"schedule.capacity": 3, "schedule.code": 1, "schedule.fixed": 1}
    assert {fault.value for fault in raised.value.faults} == {"-1", "-2", "2029", "A", "2031"}


@pytest.mark.parametrize(("first", "last"), [(2027, 2026), (2026, 2046)])
def test_years_that_make_no_schedule_are_refused(first: int, last: int) -> None:
    with pytest.raises(InputFaults, match=str(last)):
        schedule(_turns(1), Settings(first=first, last=last))


def test_capacities_are_read_as_they_are_written() -> None:
    written = Written(
        first=2026,
        years=3,
        capacity=("400，2027=300",),
        city_capacity=("30", "齐州市=40,齐州市:2028=20", "海州市：2026＝5"),
    )
    assert read_settings(written) == Settings(
        first=2026,
        last=2028,
        capacity=Capacity(each=400, years={2027: 300}),
        each_city=Capacity(each=30),
        cities={"海州市": Capacity(years={2026: 5}), "齐州市": Capacity(each=40, years={2028: 20})},
    )


def test_capacities_that_cannot_be_read_or_come_twice_are_all_said_at_once() -> None:
    written = Written(
        first=2026, years=2, capacity=("many", "4,5", "2031=7"), city_capacity=("齐州市=", "2026年", "甲市=3", "甲市=4")
    )
    with pytest.raises(InputFaults) as raised:
        read_settings(written)
    assert [fault.value for fault in raised.value.faults] == ["many", "5", "齐州市=", "2026年", "甲市=4", "2031"]


class _Cancelled:
    def report(self, step: Step) -> None:
        """Ignore it."""

    def cancelled(self) -> bool:
        return True


def test_cancelled_before_anything_was_found_is_unknown() -> None:
    assert schedule(_turns(3), Settings(first=2026, last=2027), progress=_Cancelled()).status is Status.UNKNOWN


def _changed(done: Schedule, code: str, year: int) -> Schedule:
    slots = tuple(replace(slot, year=year) if slot.turn.code == code else slot for slot in done.slots)
    return replace(done, slots=slots)


@pytest.mark.parametrize(
    ("code", "year", "said"),
    [
        ("pilot", 2027, "pilot"),
        ("fixed", 2026, "fixed"),
        ("due", 2027, "due"),
        ("free", 2028, "free"),
        ("free", 2026, "3 of 2"),
    ],
)
def test_a_schedule_that_breaks_a_rule_does_not_pass_the_recount(code: str, year: int, said: str) -> None:
    turns = [
        Turn(code="pilot", stage=Stage.PILOT),
        Turn(code="fixed", fixed=2027),
        Turn(code="due", due=date(2026, 5, 1)),
        Turn(code="free"),
    ]
    done = schedule(turns, Settings(first=2026, last=2027, capacity=Capacity(each=2), due_must=True))
    with pytest.raises(RecountError, match=said):
        recount(_changed(done, code, year))


def test_a_goal_with_another_value_does_not_pass_the_recount() -> None:
    turns = [Turn(code="one", due=date(2025, 5, 1)), Turn(code="two")]
    done = schedule(turns, Settings(first=2026, last=2027))
    recount(done)
    with pytest.raises(RecountError, match="years_late: 2, the solver said 1"):
        recount(_changed(done, "one", 2027))
    with pytest.raises(RecountError, match="two years"):
        recount(replace(done, slots=(*done.slots, Slot(turn=turns[0], year=2026, day=date(2026, 12, 31)))))
