"""The meter says what headroom says; where nothing is possible, each change it offers makes it possible."""

from __future__ import annotations

from functools import cache

from optimizer.basis.progress import Progress, Step
from optimizer.people.person import Pool
from optimizer.planner.desk.draft import Draft, Pin, draft_pins, draft_policy, draft_pool
from optimizer.planner.desk.meter import (
    Clash,
    Meter,
    check_now,
    clash_of,
    first_clash,
    roster_in,
    seats_name,
    tightest_first,
    with_ends,
)
from optimizer.planner.desk.policy_file import PolicyFile, own_copy
from optimizer.planner.desk.roster import roster_file
from optimizer.planner.room import headroom_of
from optimizer.policy.policy import Policy
from tests.samples import COUNTY, ROOT, county, small_plan, small_policy, small_pool


def draft(policy: bytes) -> Draft:
    return Draft(pool_name=COUNTY.name, pool=COUNTY.read_bytes(), policy_name="own.toml", policy=policy)


def inputs(of: Draft) -> tuple[Pool, Policy]:
    policy = draft_policy(of)
    return draft_pool(of, policy), policy


IMPOSSIBLE = draft(own_copy(str(ROOT / "docs" / "examples" / "impossible.toml")))


@cache
def impossible() -> tuple[Meter, Clash]:
    meter = check_now(*inputs(IMPOSSIBLE))
    return meter, clash_of(meter)


def test_the_figures_are_those_of_headroom() -> None:
    plan = county()
    meter = with_ends(check_now(plan.problem.pool, plan.problem.policy, seats=plan.seats))
    assert meter.possible
    assert meter.ended
    limits = headroom_of(plan, seats=False).found.limits
    assert [(each.rule, each.limit, each.have, each.need) for each in meter.readings] == [
        (each.rule, each.limit, each.reached, each.needed) for each in limits
    ]
    ends = [each.end for each in meter.readings if each.end is not None]
    assert [(end.furthest, end.endless, end.proven) for end in ends] == [
        (each.furthest, each.endless, each.proven) for each in limits
    ]
    assert [each.short for each in meter.readings] == [not each.met for each in limits]
    assert meter.verdicts == plan.verdicts


def test_a_stored_roster_is_counted_again_without_those_who_left() -> None:
    plan = small_plan()
    seats = roster_in(roster_file(plan), plan.problem.pool)
    assert seats == plan.seats
    meter = check_now(small_pool(), small_policy(), seats=seats)
    (reading,) = meter.of("W")
    assert (reading.have, reading.need, reading.end) == (2, 2, None)
    fewer = small_pool("编号,姓名,性别,出生年月,得分\nP2,王二,男,1981-05,80\n")
    assert [seat.person for seat in roster_in(roster_file(plan), fewer)] == ["P2"]
    assert roster_in(b"", fewer) == ()


def test_without_a_roster_there_is_nothing_in_hand() -> None:
    meter = check_now(small_pool(), small_policy())
    assert meter.possible
    assert [reading.have for reading in meter.readings] == [None]
    assert meter.verdicts == ()


def test_the_rules_and_seats_that_clash_are_named() -> None:
    meter, clash = impossible()
    assert meter.possible is False
    assert clash.complete
    assert clash.names == {"A5", "A6", "A7", seats_name("vice_chair")}
    assert [reading.end.furthest for reading in clash.meter.of("A5") if reading.end] == [5]


def test_the_first_conflict_is_one_of_them_and_found_without_its_arithmetic() -> None:
    meter, clash = impossible()
    first = first_clash(meter)
    assert [conflict.claims for conflict in first.found] == [clash.found[0].claims]
    assert not first.found[0].figured
    assert not first.eases
    assert clash_of(meter, first=first, progress=Stopping()).found == first.found


def test_each_change_offered_makes_it_possible_and_none_of_them_is_larger_than_needed() -> None:
    _, clash = impossible()
    assert {name for ease in clash.eases for name in ease.names} == clash.names
    for ease in clash.eases:
        change = ease.made_in(IMPOSSIBLE)
        assert change is not None
        assert check_now(*inputs(change.draft)).possible
    (ease,) = clash.of("A5")
    assert ease.label.zh == "放宽到 71%（5人）"
    change = ease.made_in(IMPOSSIBLE)
    assert change is not None
    assert PolicyFile(change.draft.policy, "own.toml").entries("rule")[4]["at_least"] == "71%"


def test_a_pin_that_is_in_the_way_can_be_given_up() -> None:
    pool, policy = inputs(draft(own_copy("county-sample")))
    seated = {seat.person for seat in county().holding("chair")}
    pins = tuple(Pin(person=who, scope="chair", hold="in") for who in (*seated, pool.people[0].id))
    pinned = Draft(**{**vars(draft(own_copy("county-sample"))), "pins": pins})
    clash = clash_of(check_now(pool, policy, draft_pins(pinned, pool, policy)))
    (ease,) = [ease for ease in clash.eases if ease.names == ("keep:2",)]
    change = ease.made_in(pinned)
    assert change is not None
    assert change.draft.pins == pins[:1]


def test_the_tightest_come_first() -> None:
    plan = county()
    meter = with_ends(check_now(plan.problem.pool, plan.problem.policy, seats=plan.seats))
    order = sorted((rule.id for rule in plan.problem.policy.rules), key=lambda rule: tightest_first(meter.of(rule)))
    tight = {reading.rule for reading in meter.readings if reading.tight}
    short = {reading.rule for reading in meter.readings if reading.short}
    ranks = [0 if rule in short else 1 if rule in tight else 2 for rule in order]
    assert tight
    assert ranks == sorted(ranks)


class Stopping:
    """Asks to stop at once."""

    def report(self, step: Step) -> None:
        """Ignore it."""

    def cancelled(self) -> bool:
        """Always."""
        return True


def test_a_stopped_meter_says_that_it_does_not_know() -> None:
    stop: Progress = Stopping()
    plan = county()
    assert check_now(plan.problem.pool, plan.problem.policy, progress=stop).possible is None
    meter = with_ends(check_now(plan.problem.pool, plan.problem.policy, seats=plan.seats), progress=stop)
    assert meter.ended
    assert not all(each.end is not None and each.end.proven for each in meter.readings)
    assert not clash_of(impossible()[0], progress=stop).found
    assert not first_clash(impossible()[0], progress=stop).found
