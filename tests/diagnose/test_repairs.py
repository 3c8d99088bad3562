"""Repairs against every roster there is: the cheapest, the ranking, each change alone; and cases with a known answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from optimizer.basis.progress import Step
from optimizer.diagnose.repairs import Repair, applied, repairs, single_repairs
from optimizer.planner.inputs import open_pool, policy_from
from optimizer.policy.policy import Seats
from optimizer.problem.problem import Problem, build_problem
from optimizer.rules.base import Strength
from optimizer.rules.named import Named
from optimizer.solve.status import Status
from tests.data.test_thresholds import TRAP
from tests.samples import POOLS
from tests.solve.brute import keeps_musts
from tests.solve.drawing import policies, pools, problems, rule_lists
from tests.strategies import drawn
from tests.toy import HEAD, Held, pool_of, problem_of, rosters, seated

type Short = dict[str, int]

SEAT = 2
"""What the documentation says a seat costs; below, what a head does."""


def short_of(problem: Problem, held: Held) -> Short:
    """The heads a roster is short of, by rule and by body or office."""
    found: Short = {}
    roster = seated(problem, held)
    for rule in problem.rules:
        if rule.strength.binds:
            found[rule.id] = sum(verdict.short for verdict in rule.count(roster))
    for part, seats in problem.policy.seats.items():
        filled = sum(part in problem.positions[what].scopes for _, what in held)
        found[f"seats:{part}"] = max(0, seats.least - filled) + max(0, filled - seats.most)
    return {name: heads for name, heads in found.items() if heads}


def cost_of(problem: Problem, short: Short) -> int:
    pins = {pin.id for pin in problem.pins}
    half = {rule.id for rule in problem.rules if rule.strength is Strength.AS_A_RULE} | pins
    return sum(heads * (1 if name in half else SEAT) for name, heads in short.items())


def everything(problem: Problem) -> Iterator[Short]:
    """What every roster at all is short of, with as many or as few seats filled as it likes."""
    free = Seats(least=0, most=len(problem.pool.people))
    policy = replace(
        problem.policy,
        bodies=tuple(replace(body, seats=free) for body in problem.policy.bodies),
        offices=tuple(replace(office, seats=free) for office in problem.policy.offices),
    )
    for held in rosters(replace(problem, policy=policy)):
        yield short_of(problem, held)


def cheapest_by_names(problem: Problem) -> dict[frozenset[str], int]:
    """For every set of names that some roster is short of, the least cost of such a roster."""
    found: dict[frozenset[str], int] = {}
    for short in everything(problem):
        names, cost = frozenset(short), cost_of(problem, short)
        found[names] = min(cost, found.get(names, cost))
    return found


def ranking(costs: dict[frozenset[str], int], most: int) -> list[tuple[int, int]]:
    """Cost and number of names of the repairs one after the other, none containing one before it."""
    listed: list[tuple[int, int]] = []
    left = dict(costs)
    while left and len(listed) < most:
        best = min(left, key=lambda names: (left[names], len(names), sorted(names)))
        listed.append((left[best], len(best)))
        left = {names: cost for names, cost in left.items() if not best <= names}
    return listed


def assert_shown(problem: Problem, repair: Repair) -> None:
    """The changed problem has the roster that the repair comes with, counted here."""
    changed = applied(problem, repair)
    numbers = {person.id: number for number, person in enumerate(problem.pool.people)}
    held = tuple((numbers[seat.person], changed.positions.index(seat.position)) for seat in repair.roster)
    assert keeps_musts(changed, held)
    counts = {part: sum(part in changed.positions[what].scopes for _, what in held) for part in changed.policy.seats}
    assert all(seats.least <= counts[part] <= seats.most for part, seats in changed.policy.seats.items())
    assert len({(who, changed.chain[what]) for who, what in held}) == len(held)
    assert repair.cost == sum(change.cost for change in repair.changes)


FEW = policies(listed=rule_lists(most=3))


@given(problem=problems(pools(3, 4), FEW))
@drawn(20)
def test_repairs_are_the_cheapest_there_are_in_their_order(problem: Problem) -> None:
    costs = cheapest_by_names(problem)
    found = repairs(problem, most=4)
    if frozenset() in costs:
        assert (found.possible, found.complete, found.listed) == (True, True, ())
        return
    assert not found.possible
    assert found.complete
    assert [(repair.cost, len(repair.names)) for repair in found.listed] == ranking(costs, 4)
    for repair in found.listed:
        assert repair.proven
        assert repair.cost == costs[frozenset(repair.names)]
        assert repair.status is Status.OPTIMAL
        assert_shown(problem, repair)


@given(problem=problems(pools(3, 4), FEW))
@drawn(15)
def test_a_change_alone_is_the_least_there_is_or_does_not_help(problem: Problem) -> None:
    costs = cheapest_by_names(problem)
    singles = single_repairs(problem)
    if frozenset() in costs:
        assert singles == ()
        return
    names = [rule.id for rule in problem.rules if rule.strength.binds]
    assert [single.name for single in singles] == [*names, *(f"seats:{part}" for part in problem.policy.seats)]
    for single in singles:
        assert single.proven
        assert (None if single.repair is None else single.repair.cost) == costs.get(frozenset((single.name,)))
        if single.repair is not None:
            assert single.repair.names == (single.name,)
            assert_shown(problem, single.repair)


@given(problem=problems(pools(3, 4), FEW))
@drawn(8)
def test_what_is_known_of_single_changes_makes_no_difference(problem: Problem) -> None:
    plain = repairs(problem, most=3)
    helped = repairs(problem, most=3, singles=single_repairs(problem))
    assert [repair.cost for repair in helped.listed] == [repair.cost for repair in plain.listed]
    assert helped.complete is plain.complete


TEN = (
    HEAD
    + """
[[body]]
id = "congress"
seats = 10
[[rule]]
id = "D1"
kind = "share"
scope = "congress"
group = { frontline = "yes" }
at_least = "70%"
"""
)


def test_seventy_per_cent_of_ten_with_six_frontline() -> None:
    rows = [f"P{number:02d},{'yes' if number <= 6 else 'no'}" for number in range(1, 13)]
    problem = problem_of(pool_of("\n".join(["id,frontline", *rows])), TEN)
    alone = {single.name: single.repair for single in single_repairs(problem)}
    assert alone["D1"] is not None
    (change,) = alone["D1"].changes
    assert (change.field, change.before, change.after, change.heads, change.cost) == ("at_least", 7, 6, 1, 2)
    assert (change.ratio_before, change.ratio_after) == (Fraction(7, 10), Fraction(6, 10))
    # Six of eight are 75 %, of nine 66.7 %.
    assert alone["seats:congress"] is not None
    (seats,) = alone["seats:congress"].changes
    assert seats.seats_after == Seats(least=8, most=8)
    found = repairs(problem)
    assert [(repair.names, repair.cost) for repair in found.listed] == [(("D1",), 2), (("seats:congress",), 4)]


CLASH = (
    HEAD
    + """
[[body]]
id = "congress"
seats = 6
[[rule]]
id = "W"
kind = "count"
scope = "congress"
group = {{ sex = "female" }}
at_least = 5
strength = "{women}"
[[rule]]
id = "Y"
kind = "count"
scope = "congress"
group = {{ age = "<=45" }}
at_least = 5
strength = "{young}"
"""
)
OLD_WOMEN_YOUNG_MEN = "id,sex,birth\n" + "\n".join(
    f"P{number:02d},{'female,1960-01-01' if number <= 8 else 'male,1995-01-01'}" for number in range(1, 17)
)


@pytest.mark.parametrize(
    ("women", "young", "costs"),
    [
        ("must", "must", [(("W",), 8), (("Y",), 8), (("seats:congress",), 8)]),
        ("as_a_rule", "must", [(("W",), 4), (("Y",), 8), (("seats:congress",), 8)]),
    ],
)
def test_two_rules_that_clash_by_four_heads(women: str, young: str, costs: list[object]) -> None:
    # Nobody is both: five and five need ten seats, there are six.
    problem = problem_of(pool_of(OLD_WOMEN_YOUNG_MEN), CLASH.format(women=women, young=young))
    found = repairs(problem)
    assert [(repair.names, repair.cost) for repair in found.listed] == costs
    assert found.complete


def test_a_repair_shared_by_two_rules_is_found_where_neither_alone_will_do() -> None:
    # Two women, one of them young, for three of each in three seats of which none may move.
    text = (
        CLASH.format(women="must", young="must")
        .replace("seats = 6", "seats = 3")
        .replace("at_least = 5", "at_least = 3")
    )
    problem = problem_of(
        pool_of("id,sex,birth\nP1,female,1995-01-01\nP2,female,1960-01-01\nP3,male,1995-01-01\nP4,male,1960-01-01"),
        text,
    )
    found = repairs(problem)
    assert (found.listed[0].names, found.listed[0].cost) == (("W", "Y"), 4)
    assert [(change.before, change.after) for change in found.listed[0].changes] == [(3, 2), (3, 2)]


def test_seven_vice_chairs_need_an_eighth_or_a_lower_share() -> None:
    policy = policy_from(TRAP.format(seats="7").encode(), source="trap.toml")
    path = POOLS / "prefecture.xlsx"
    pool = open_pool(path.read_bytes(), policy, source=path.name)
    helping = {
        single.name: single.repair
        for single in single_repairs(build_problem(pool=pool, policy=policy))
        if single.repair is not None
    }
    assert list(helping) == ["D7", "S7", "S8", "seats:vice_chair"]
    assert helping["seats:vice_chair"].seats == (("vice_chair", Seats(least=8, most=8)),)
    (change,) = helping["D7"].changes
    assert (change.before, change.after, change.ratio_after) == (6, 5, Fraction(5, 7))


def test_a_rule_without_bounds_is_waived_for_the_people_who_break_it() -> None:
    text = (
        HEAD
        + """
[[body]]
id = "congress"
seats = 3
[[rule]]
id = "E"
kind = "eligible"
scope = "congress"
group = { sex = "female" }
"""
    )
    problem = problem_of(pool_of("id,sex\nP1,female\nP2,female\nP3,male"), text)
    found = repairs(problem)
    assert [(change.field, change.people) for change in found.listed[0].changes] == [("waiver", ("P3",))]
    assert applied(problem, found.listed[0]).rules[0].waivers[0].people == ("P3",)


def test_of_a_bound_for_every_unit_one_unit_is_waived() -> None:
    text = (
        HEAD
        + """
[[body]]
id = "congress"
seats = 6
[[rule]]
id = "U"
kind = "each"
scope = "congress"
by = "unit"
at_least = 2
"""
    )
    rows = "\n".join(f"P{n},{unit}" for n, unit in enumerate("AABBC", 1))
    problem = problem_of(pool_of(f"id,unit\n{rows}\nP6,A\nP7,B"), text)
    found = repairs(problem)
    (change,) = found.listed[0].changes
    assert (change.field, change.units, change.heads) == ("waiver", ("C",), 1)


def test_a_pin_is_dropped_at_half_the_price() -> None:
    rows = [*(f"P{n:02d},yes" for n in range(1, 8)), *(f"Q{n:02d},no" for n in range(1, 7))]
    problem = problem_of(pool_of("\n".join(["id,frontline", *rows])), TEN)
    keep = tuple(Named(id=f"keep:{n}", scope=("congress",), people=(f"Q{n:02d}",), hold="in") for n in range(1, 5))
    held = build_problem(pool=problem.pool, policy=problem.policy, pins=keep)
    found = repairs(held)
    assert (found.listed[0].cost, len(found.listed[0].dropped)) == (1, 1)
    assert len(applied(held, found.listed[0]).pins) == 3


class _Stop:
    def __init__(self, after: int) -> None:
        self.left = after
        self.said: list[Step] = []

    def report(self, step: Step) -> None:
        self.said.append(step)

    def cancelled(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_a_search_cut_short_claims_nothing() -> None:
    problem = problem_of(pool_of(OLD_WOMEN_YOUNG_MEN), CLASH.format(women="must", young="must"))
    assert not repairs(problem, time_limit=0).complete
    assert not any(single.proven for single in single_repairs(problem, time_limit=0))
    for after in range(0, 60, 7):
        found = repairs(problem, progress=_Stop(after))
        assert found.complete or all(repair.cost >= 8 for repair in found.listed)
        for repair in found.listed:
            assert_shown(problem, repair)
    watching = _Stop(10**6)
    repairs(problem, progress=watching)
    assert all(step.said is not None for step in watching.said)


def test_cut_short_it_still_names_the_repairs_known() -> None:
    problem = problem_of(pool_of(OLD_WOMEN_YOUNG_MEN), CLASH.format(women="as_a_rule", young="must"))
    found = repairs(problem, singles=single_repairs(problem), time_limit=0)
    assert [(repair.names, repair.cost, repair.proven) for repair in found.listed] == [
        (("W",), 4, False),
        (("Y",), 8, False),
        (("seats:congress",), 8, False),
    ]
    assert not found.complete
