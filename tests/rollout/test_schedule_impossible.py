"""Why there is no schedule and what it would take: every clash and every way out against trying everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product

from hypothesis import assume, given, settings

from optimizer.report.schedule import schedule_blocks
from optimizer.rollout.schedule import Schedule, schedule
from optimizer.rollout.schedule_clash import Demand, clashes_of
from optimizer.rollout.schedule_rules import RuleKind, ScheduleRule, rules_in_force
from optimizer.rollout.schedule_turns import Capacity, Settings, Turn, sizes_of
from optimizer.rollout.schedule_ways import Way, WayKind, ways_out
from optimizer.rollout.unit import Stage
from optimizer.solve.clock import Clock
from optimizer.solve.status import Status
from tests.rollout.test_schedule import cases

type Extra = Mapping[ScheduleRule, int]


def _assignments(turns: Sequence[Turn], within: Settings, rules: Collection[ScheduleRule]) -> Iterator[tuple[int, ...]]:
    """Every assignment that keeps the rules about units among some rules; after the last year stands for any later one."""
    kinds = {rule.kind for rule in rules}
    for years in product(range(within.first, within.last + 2), repeat=len(turns)):
        if all(_kept(turn, year, within, kinds) for turn, year in zip(turns, years, strict=True)):
            yield years


def _kept(turn: Turn, year: int, within: Settings, kinds: Collection[RuleKind]) -> bool:
    due = turn.due.year if turn.due and within.first <= turn.due.year <= within.last else None
    return not (
        (RuleKind.FINISH in kinds and year > within.last)
        or (RuleKind.PILOTS in kinds and turn.stage is Stage.PILOT and year != within.first)
        or (RuleKind.FIXED in kinds and turn.fixed is not None and year != turn.fixed)
        or (RuleKind.DUE in kinds and due is not None and year > due)
    )


def _lacking(turns: Sequence[Turn], years: Sequence[int], within: Settings, rules: Collection[ScheduleRule]) -> Extra:
    """How much each capacity among the rules is exceeded."""
    loads: Counter[tuple[str, int]] = Counter()
    for turn, year in zip(turns, years, strict=True):
        for city in {"", turn.city}:
            loads[city, year] += 1
    over = {rule: loads[rule.city, rule.year] - rule.most(within) for rule in rules if rule.year}
    return {rule: more for rule, more in over.items() if more > 0}


def _possible(turns: Sequence[Turn], within: Settings, rules: Collection[ScheduleRule]) -> bool:
    return any(not _lacking(turns, years, within, rules) for years in _assignments(turns, within, rules))


def _impossible(case: tuple[list[Turn], Settings]) -> tuple[list[Turn], Settings, tuple[ScheduleRule, ...]]:
    turns, within = case
    rules = rules_in_force(sizes_of(turns, within), within)
    assume(not _possible(turns, within, rules))
    return turns, within, rules


def _ways(turns: Sequence[Turn], within: Settings) -> list[Way]:
    return list(ways_out(turns, within, Clock(None, _Never())))


class _Never:
    def report(self, step: object) -> None:
        """Ignore it."""

    def cancelled(self) -> bool:
        return False


@settings(max_examples=40)
@given(cases())
def test_every_clash_cannot_hold_any_fewer_of_its_rules_can_and_its_arithmetic_comes_out(
    case: tuple[list[Turn], Settings],
) -> None:
    turns, within, _ = _impossible(case)
    clashes = clashes_of(sizes_of(turns, within), within)
    assert clashes
    for clash in clashes:
        assert clash.missing == _left_over(turns, within, clash.rules) > 0
        for fewer in combinations(clash.rules, len(clash.rules) - 1):
            assert _possible(turns, within, fewer)
        assert {rule for rule, _ in clash.room} == {rule for rule in clash.rules if rule.year}
        assert {demand.kind for demand in clash.demands} <= {rule.kind for rule in clash.rules}


def _left_over(turns: Sequence[Turn], within: Settings, rules: Collection[ScheduleRule]) -> int:
    """The fewest units without a year where the others keep the rules."""
    for left in range(len(turns) + 1):
        for some in combinations(turns, len(turns) - left):
            if _possible(some, within, rules):
                return left
    raise AssertionError


@settings(max_examples=20)
@given(cases())
def test_every_way_out_is_the_cheapest_of_its_kind(case: tuple[list[Turn], Settings]) -> None:
    turns, within, rules = _impossible(case)
    ways = _ways(turns, within)
    assert all(way.proven for way in ways)
    over = [_lacking(turns, years, within, rules) for years in _assignments(turns, within, rules)]
    for rule in (rule for rule in rules if rule.year):
        alone = min((each.get(rule, 0) for each in over if set(each) <= {rule}), default=None)
        told = [way.places for way in ways if way.kind is WayKind.ONE and way.extra[0][0] == rule]
        assert told == ([] if alone is None else [alone])
    spread = [(way.places, max(more for _, more in way.extra)) for way in ways if way.kind is WayKind.SPREAD]
    assert spread == ([min((sum(each.values()), max(each.values())) for each in over)] if over else [])
    for kind in {rule.kind for rule in rules if not rule.year}:
        others = [rule for rule in rules if rule.kind is not kind]
        broken = min(
            (
                sum(not _kept(turn, year, within, {kind}) for turn, year in zip(turns, years, strict=True))
                for years in _assignments(turns, within, others)
                if not _lacking(turns, years, within, others)
            ),
            default=None,
        )
        told = [way.units for way in ways if way.bent is kind]
        assert told == ([] if broken is None else [broken])


@settings(max_examples=10)
@given(cases())
def test_the_later_last_year_works_and_none_before_it_does(case: tuple[list[Turn], Settings]) -> None:
    turns, within, _ = _impossible(case)
    for way in _ways(turns, within):
        if way.kind is WayKind.LONGER:
            ends = [schedule(turns, _until(within, last)).status for last in range(within.last + 1, way.last + 1)]
            assert ends == [Status.IMPOSSIBLE] * (len(ends) - 1) + [Status.OPTIMAL]


def _until(within: Settings, last: int) -> Settings:
    return Settings(
        first=within.first,
        last=last,
        capacity=within.capacity,
        each_city=within.each_city,
        cities=within.cities,
        due_must=within.due_must,
        seed=within.seed,
    )


def _units(count: int, start: str, *, due: date | None = None, stage: Stage = Stage.FULL, city: str = "") -> list[Turn]:
    return [Turn(code=f"{start}{n}", due=due, stage=stage, city=city) for n in range(count)]


def _rules(done: Schedule) -> list[list[str]]:
    return [
        [f"{rule.kind} {rule.city} {rule.year}".replace("  ", " ").removesuffix(" 0") for rule in clash.rules]
        for clash in done.clashes
    ]


def test_more_due_by_a_year_than_the_years_until_then_carry() -> None:
    turns = [*_units(300, "a", due=date(2026, 5, 1)), *_units(612, "b", due=date(2027, 5, 1)), *_units(200, "c")]
    done = schedule(turns, Settings(first=2026, last=2028, capacity=Capacity(each=400), due_must=True))
    assert done.status is Status.IMPOSSIBLE
    assert _rules(done) == [["capacity 2026", "capacity 2027", "due"]]
    clash = done.clashes[0]
    assert (clash.units, clash.capacity, clash.missing) == (912, 800, 112)
    assert clash.demands == (Demand(kind=RuleKind.DUE, year=2027, units=912),)


def test_more_pilots_than_the_first_year_carries_beside_more_units_than_all_years_carry() -> None:
    turns = [*_units(40, "p", stage=Stage.PILOT), *_units(1260, "f")]
    years = Capacity(years={2026: 30, 2027: 600, 2028: 570})
    done = schedule(turns, Settings(first=2026, last=2028, capacity=years))
    assert _rules(done) == [
        ["capacity 2026", "pilots"],
        ["capacity 2026", "capacity 2027", "capacity 2028", "finish"],
    ]
    assert [clash.missing for clash in done.clashes] == [10, 100]


def test_one_city_can_be_what_stands_in_the_way() -> None:
    turns = [*_units(9, "a", city="A"), *_units(4, "b", city="B")]
    done = schedule(turns, Settings(first=2026, last=2027, each_city=Capacity(each=4)))
    assert [(clash.city, clash.missing) for clash in done.clashes] == [("A", 1)]
    assert _rules(done) == [["city A 2026", "city A 2027", "finish"]]
    assert {way.kind: way.extra for way in done.ways if way.kind is WayKind.SPREAD} == {
        WayKind.SPREAD: ((ScheduleRule(kind=RuleKind.CITY, city="A", year=2027), 1),)
    }


def test_a_pilot_set_to_another_year_clashes_without_any_capacity() -> None:
    turns = [Turn(code="P", stage=Stage.PILOT, fixed=2027), Turn(code="Q", stage=Stage.PILOT, fixed=2026)]
    done = schedule(turns, Settings(first=2026, last=2027))
    assert _rules(done) == [["fixed", "pilots"]]
    assert (done.clashes[0].room, done.clashes[0].units) == ((), 1)
    assert [(way.kind, way.bent, way.units) for way in done.ways] == [
        (WayKind.BEND, RuleKind.PILOTS, 1),
        (WayKind.BEND, RuleKind.FIXED, 1),
    ]


def test_without_time_it_is_still_impossible_with_its_clash_but_the_ways_are_not_complete() -> None:
    done = schedule(_units(3, "a"), Settings(first=2026, last=2027, capacity=Capacity(each=1)), time_limit=0)
    assert (done.status, _rules(done)) == (Status.IMPOSSIBLE, [["capacity 2026", "capacity 2027", "finish"]])
    assert (done.ways, done.complete) == ((), False)
    assert schedule_blocks(done, {})[-1].text.en == "The work stopped before all ways out were looked at."  # type: ignore[union-attr]
