"""Conflicts worked out by hand, on toy and on shipped policies; what a stopped search may claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from optimizer.basis.position import MODES
from optimizer.diagnose.conflicts import Conflicts, conflicts
from optimizer.planner.inputs import open_policy, open_pool, policy_from
from optimizer.problem.problem import build_problem
from tests.data.test_thresholds import TRAP
from tests.samples import COUNTY, POOLS
from tests.solve.test_statuses import Watch
from tests.toy import HEAD, NESTED, a_pool, pool_of, problem_of, table_of

MANY = pool_of(
    """
    id,   sex,    birth, frontline, cadre, unit,  modes
    P001, female, 1990,  no,        no,    east,  part_time
    P002, female, 1960,  yes,       no,    east,  part_time
    P003, male,   1990,  yes,       yes,   west,  part_time
    P004, male,   1990,  no,        no,    west,  part_time+full_time
    P005, male,   1960,  yes,       no,    north, part_time
    P006, male,   1960,  no,        yes,   north, full_time
    """
)
THREE_CONFLICTS = (
    NESTED
    + """
[[rule]]
id = "WOMEN"
kind = "count"
scope = "committee"
group = "women"
at_least = 2
[[rule]]
id = "YOUNG"
kind = "count"
scope = "committee"
group = "young"
at_least = 3
[[rule]]
id = "CADRE"
kind = "count"
scope = "committee"
group = { cadre = "yes" }
at_least = 2
[[rule]]
id = "UNITS"
kind = "each"
scope = "congress"
by = "unit"
at_least = { east = 1, west = 3 }
strength = "prefer"
[[rule]]
id = "CHAIR"
kind = "eligible"
scope = "chair"
group = { unit = "east", sex = "male" }
"""
)


def test_each_conflict_by_hand() -> None:
    # Two of three committee seats for women leave one: not three young people (one woman is young), not two cadres.
    # Three young committee members leave no seat for the second cadre, who is old. Nobody is male and of the unit east.
    problem = problem_of(MANY, THREE_CONFLICTS)
    found = conflicts(problem)
    assert (found.possible, found.complete) == (False, True)
    assert [each.claims for each in found.found] == [
        ("CHAIR", "seats:chair"),
        ("WOMEN", "YOUNG", "seats:committee"),
        ("WOMEN", "CADRE", "seats:committee"),
        ("YOUNG", "CADRE", "seats:committee"),
    ]
    women, young = found.found[1].furthest
    assert (women.figure, women.counted, young.figure, young.counted) == (1, True, 2, True)
    assert [(each.below, each.above) for each in found.found[1].numbers] == [(None, 4)]
    chair = found.found[0]
    assert (chair.furthest, [(each.below, each.above) for each in chair.numbers]) == ((), [(0, None)])


def test_the_order_of_rows_plays_no_part() -> None:
    crowd = [replace(each, row=99 - number) for number, each in enumerate(reversed(MANY.people))]
    again = problem_of(a_pool(crowd, MANY.columns), THREE_CONFLICTS)
    assert conflicts(again) == conflicts(problem_of(MANY, THREE_CONFLICTS))


def test_stopped_at_any_moment_only_what_is_proven_is_claimed() -> None:
    problem = problem_of(MANY, THREE_CONFLICTS)
    everything = conflicts(problem)
    claimed = {each.claims for each in everything.found}
    counts = set()
    for asked in (0, 5, 20, 40, 60, 90, 130, 180, 250, 10_000):
        found = conflicts(problem, progress=Watch(after=asked))
        counts.add(len(found.found))
        assert found.complete is (found == everything)
        assert found.possible in (None, False)
        assert {each.claims for each in found.found} <= claimed
    assert found == everything
    assert len(counts) > 3


def test_without_time_nothing_is_known() -> None:
    found = conflicts(problem_of(MANY, THREE_CONFLICTS), time_limit=0.0)
    assert found == Conflicts(possible=None)


def test_progress_names_the_work() -> None:
    watch = Watch()
    conflicts(problem_of(MANY, THREE_CONFLICTS), progress=watch)
    assert {step.stage for step in watch.steps} == {"conflicts"}
    assert all(step.said is not None and step.value is None for step in watch.steps)
    said = [step.said.en for step in watch.steps if step.said]
    assert said[0].startswith("looking for conflicts, 0 found")
    assert said[-1].startswith("looking for conflicts, 4 found")


def test_too_small_a_pool_is_a_conflict_of_seats_alone() -> None:
    people = MANY.people[:3]
    problem = problem_of(a_pool(people, MANY.columns), NESTED)
    (only,) = conflicts(problem).found
    assert only.claims == ("seats:congress",)
    assert [(each.below, each.above) for each in only.numbers] == [(3, None)]


def test_modes_are_a_claim_of_their_own() -> None:
    people = [replace(each, modes=("seconded",)) for each in MANY.people]
    problem = problem_of(a_pool(people, MANY.columns), NESTED)
    (only,) = conflicts(problem).found
    assert only.claims == ("modes:own", "seats:vice_chair")
    assert [(each.below, each.above) for each in only.numbers] == [(0, None)]


def test_the_value_to_blame_is_named() -> None:
    text = NESTED + table_of(
        "rule",
        {"id": "U", "kind": "each", "scope": "chair", "by": "unit", "at_most": {"east": 0, "west": 0, "north": 1}},
    )
    bar = table_of("rule", {"id": "B", "kind": "barred", "scope": "chair", "group": {"unit": "north"}})
    (only,) = conflicts(problem_of(MANY, text + bar)).found
    assert only.claims == ("U", "B", "seats:chair")
    # Either value alone leaves the other open.
    assert only.parts == ()
    one = text + table_of("rule", {"id": "B", "kind": "barred", "scope": "chair", "group": {"unit": ["north", "west"]}})
    (only,) = conflicts(problem_of(MANY, one)).found
    assert only.parts == (("U", ("east",)),)


OFFICE = (
    HEAD
    + """
[[body]]
id = "congress"
seats = 12
[[office]]
id = "vice_chair"
body = "congress"
seats = {seats}
modes = ["full_time", "part_time", "seconded"]
"""
)
ONE_OF = {"kind": "count", "scope": "vice_chair", "exactly": 1}
PART = {"id": "PART", "kind": "share", "scope": "vice_chair", "at_least": "75%"}


@pytest.mark.parametrize(("counted", "seats", "above"), [(["part_time"], 7, 8), (["part_time", "seconded"], 3, 4)])
def test_three_quarters_part_time_beside_one_full_time_and_one_seconded(
    counted: list[str], seats: int, above: int
) -> None:
    # (n - 2) / n >= 3/4 from n = 8 on; counting the seconded one as part-time, (n - 1) / n >= 3/4 from n = 4 on.
    rules: list[Mapping[str, object]] = [
        {"id": "FULL", **ONE_OF, "group": {"mode": "full_time"}},
        {"id": "SECONDED", **ONE_OF, "group": {"mode": "seconded"}},
        {**PART, "group": {"mode": counted}},
    ]
    crowd = [replace(MANY.people[0], id=f"P{number:03d}", modes=MODES) for number in range(12)]
    text = OFFICE.format(seats=seats) + "".join(table_of("rule", rule) for rule in rules)
    (only,) = conflicts(problem_of(a_pool(crowd), text)).found
    named = {"FULL", "PART"} if "seconded" in counted else {"FULL", "SECONDED", "PART"}
    assert (set(only.rules), only.seats) == (named, ("vice_chair",))
    assert [(each.below, each.above) for each in only.numbers] == [(None, above)]


def test_the_trap_of_seven_vice_chairs_on_the_sample_pool() -> None:
    policy = policy_from(TRAP.format(seats="7").encode(), source="trap.toml")
    path = POOLS / "prefecture.xlsx"
    pool = open_pool(path.read_bytes(), policy, source=path.name)
    found = conflicts(build_problem(pool=pool, policy=policy))
    (only,) = found.found
    assert found.complete
    assert only.claims == ("D7", "S7", "S8", "seats:vice_chair")
    # 3/4 of 7 are 6; beside one full-time and one seconded there are 5.
    assert [(each.heads, each.limit.heads) for each in only.furthest if each.rule == "D7"] == [(5, 6)]
    assert [(each.below, each.above) for each in only.numbers] == [(None, 8)]


def test_the_impossible_example() -> None:
    policy = open_policy("docs/examples/impossible.toml")
    problem = build_problem(pool=open_pool(COUNTY.read_bytes(), policy, source=COUNTY.name), policy=policy)
    found = conflicts(problem)
    assert found.complete
    assert [each.claims for each in found.found] == [("A5", "A6", "A7", "seats:vice_chair")]


CONTESTED = """
name = "contested"
reference_date = 2026-12-01
[[body]]
id = "congress"
seats = 3
margin = 1
[[body]]
id = "committee"
seats = 1
within = "congress"
"""
PROMISED = {"id": "W", "kind": "count", "scope": "congress", "group": {"sex": "female"}, "guarantee": "always"}


def test_a_promise_that_the_pool_cannot_keep() -> None:
    # Four stand for three seats: two women are sure of one seat, and the pool has no third.
    found = conflicts(problem_of(MANY, CONTESTED + table_of("rule", {**PROMISED, "at_least": 2})))
    (only,) = found.found
    assert found.complete
    assert (only.claims, only.tied) == (("W",), ("seats:congress", "seats:committee"))
    assert [(each.figure, each.counted) for each in only.furthest] == [(1, False)]


def test_a_promise_beside_a_rule_about_the_inner_body() -> None:
    # Whoever wins, a woman is among the three only if two of the four are, and there are only two.
    promise = table_of("rule", {**PROMISED, "at_least": 1})
    for kept_out, expected in ((["P001"], [("W", "OUT")]), (["P003"], [])):
        out = table_of("rule", {"id": "OUT", "kind": "named", "scope": "congress", "hold": "out", "people": kept_out})
        found = conflicts(problem_of(MANY, CONTESTED + promise + out))
        assert found.complete
        assert [each.rules for each in found.found] == expected


def test_a_slate_beyond_the_pool_is_a_conflict_of_its_seats() -> None:
    found = conflicts(problem_of(a_pool(MANY.people[:3], MANY.columns), CONTESTED))
    (only,) = found.found
    assert (only.claims, only.numbers, only.figured) == (("seats:congress",), (), True)
