"""The quick look: its figures against plain counting, and nothing called short that some roster manages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given

from optimizer.diagnose.quick import Counted, Need, quick_look
from optimizer.people.person import Person
from optimizer.problem.problem import Problem
from optimizer.rules.base import Rule, Seated
from tests.diagnose.test_conflicts import small_problems, tight_problems
from tests.solve.brute import keeps_musts
from tests.strategies import drawn
from tests.toy import NESTED, a_pool, pool_of, problem_of, rosters, table_of

PLAIN = ("count", "share", "each")
POOL = pool_of(
    """
    id,   sex,    birth, frontline, unit,  discipline, modes
    P001, female, 1990,  yes,       east,  medicine,   part_time
    P002, female, 1960,  yes,       east,  medicine,   seconded
    P003, male,   1990,  yes,       west,  farming,    part_time
    P004, male,   1990,  no,        west,  ,           part_time+full_time
    P005, male,   1960,  no,        north, farming,    part_time
    """
)


def needs_of(*rules: Mapping[str, object]) -> dict[tuple[str, str], Need]:
    text = NESTED + "".join(table_of("rule", rule) for rule in rules)
    return {(need.name, need.part): need for need in quick_look(problem_of(POOL, text))}


@drawn(60)
@given(tight_problems())
def test_what_is_short_on_plain_bounds_is_impossible(problem: Problem) -> None:
    assert_sound(problem)


@drawn(40)
@given(small_problems())
def test_what_is_short_under_rules_of_every_kind_is_impossible(problem: Problem) -> None:
    assert_sound(problem)


def assert_sound(problem: Problem) -> None:
    if any(not need.enough for need in quick_look(problem)):
        assert not any(keeps_musts(problem, held) for held in rosters(problem))


@drawn(60)
@given(small_problems())
def test_those_who_could_count_are_counted_one_by_one(problem: Problem) -> None:
    """A person could count who does in some position, alone, that is in a mode of theirs and that no rule bars."""
    plain = {rule.id: rule for rule in problem.rules if rule.kind in PLAIN and rule.strength.binds}
    bans = [rule for rule in problem.rules if rule.kind in ("eligible", "barred") and rule.strength.binds]
    for need in quick_look(problem):
        rule = plain.get(need.name)
        if rule is None or need.counted is not Counted.PEOPLE or len(rule.scope) > 1:
            continue
        able = [person for person in problem.pool.people if counts(problem, rule, need.part, bans, person)]
        every_mode = [replace(each, modes=("full_time", "part_time", "seconded")) for each in problem.pool.people]
        members = [person for person in every_mode if counts(problem, rule, need.part, [], person)]
        others = [
            each for each in problem.rules if each.strength.binds and each.kind not in (*PLAIN, "eligible", "barred")
        ]
        if not others:
            assert need.have == len(able)
        assert need.members == len(members)
        assert (need.room is None) is (not members)
        assert (need.room or 0) <= problem.policy.seats[rule.scope[0]].most


def counts(problem: Problem, rule: Rule, part: str, bans: list[Rule], person: Person) -> bool:
    for position in problem.positions:
        if position.mode is not None and position.mode not in person.modes:
            continue
        alone = Seated(seats=((person, position),), pool=problem.pool, on=problem.policy.reference_date)
        if any(not verdict.kept for ban in bans for verdict in ban.count(alone)):
            continue
        if any(v.found == 1 for v in rule.count(alone) if v.part == part and v.least is not None):
            return True
    return False


def test_a_floor_beyond_the_pool() -> None:
    need = needs_of({"id": "F", "kind": "count", "scope": "congress", "group": {"frontline": "yes"}, "at_least": 4})[
        "F", ""
    ]
    assert (need.need, need.have, need.members, need.room, need.enough) == (4, 3, 3, 4, False)


def test_modes_and_bans_keep_people_out() -> None:
    bar = {"id": "B", "kind": "barred", "scope": "vice_chair", "group": {"unit": "west"}}
    women = {"id": "W", "kind": "count", "scope": "vice_chair", "group": "women", "at_least": 1}
    front = {"id": "F", "kind": "count", "scope": "vice_chair", "group": {"frontline": "yes"}, "at_least": 1}
    needs = needs_of(bar, women, front)
    # P002 serves in no mode the office has, P003 is of a unit that is barred.
    assert (needs["W", ""].have, needs["W", ""].members) == (1, 2)
    assert (needs["F", ""].have, needs["F", ""].members) == (1, 3)
    assert (needs["seats:vice_chair", ""].have, needs["seats:vice_chair", ""].members) == (2, 5)


def test_more_than_there_are_seats() -> None:
    need = needs_of({"id": "C", "kind": "count", "scope": "committee", "group": {"sex": "male"}, "at_least": 4})[
        "C", ""
    ]
    assert (need.have, need.room, need.enough) == (3, 3, False)
    need = needs_of({"id": "C", "kind": "count", "scope": "chair", "group": {"sex": "male"}, "at_least": 2})["C", ""]
    assert (need.have, need.room, need.enough) == (3, 1, False)


def test_each_value_by_itself() -> None:
    needs = needs_of({"id": "U", "kind": "each", "scope": "congress", "by": "unit", "at_least": {"east": 3, "west": 2}})
    assert [(need.part, need.need, need.have, need.enough) for (name, _), need in needs.items() if name == "U"] == [
        ("east", 3, 2, False),
        ("west", 2, 2, True),
    ]


def test_a_ceiling_that_too_few_others_let_be_kept() -> None:
    # Four seats, of the five people two are women, two of the unit west, one of the unit north: all but one have a seat.
    men = {"id": "M", "kind": "count", "scope": "congress", "group": {"sex": "male"}, "at_most": 1}
    units = {"id": "U", "kind": "each", "scope": "congress", "by": "unit", "at_most": 1}
    needs = needs_of(men, units)
    assert (needs["M", ""].counted, needs["M", ""].need, needs["M", ""].have) == (Counted.AT_MOST, 1, 2)
    assert not needs["M", ""].enough
    assert {part: need.have for (name, part), need in needs.items() if name == "U"} == {"east": 1, "west": 1}
    barred = {"id": "U", "kind": "count", "scope": "congress", "group": {"unit": "north"}, "at_most": 1}
    assert ("U", "") not in needs_of(barred)


def test_values_are_counted_as_values() -> None:
    need = needs_of({"id": "S", "kind": "spread", "scope": "committee", "by": "discipline", "at_least": 3})["S", ""]
    assert (need.counted, need.need, need.have, need.enough) == (Counted.VALUES, 3, 2, False)


def test_a_person_held_where_they_may_not_be() -> None:
    keep = {"id": "K", "kind": "named", "scope": "chair", "hold": "in", "people": ["P002"]}
    bar = {"id": "B", "kind": "barred", "scope": "chair", "group": "women"}
    need = needs_of(keep, bar)["K", "P002"]
    assert (need.need, need.have, need.members, need.enough) == (1, 0, 1, False)


def test_seats_against_the_pool() -> None:
    problem = problem_of(a_pool(POOL.people[:3], POOL.columns), NESTED)
    (short,) = [need for need in quick_look(problem) if not need.enough]
    assert (short.name, short.need, short.have) == ("seats:congress", 4, 3)


def test_wishes_and_choices_are_left_out() -> None:
    wish = {"id": "W", "kind": "count", "scope": "congress", "group": "women", "at_least": 4, "strength": "prefer"}
    pair = {"id": "T", "kind": "together", "scope": "congress", "people": ["P001", "P002"]}
    ratio = {"id": "R", "kind": "share", "scope": "congress", "group": "women", "of": "young", "at_least": "90%"}
    assert {name for name, _ in needs_of(wish, pair, ratio)} == {
        "seats:congress",
        "seats:committee",
        "seats:chair",
        "seats:vice_chair",
    }
