"""Frontiers and maps against every roster there is: each pair nothing betters is there, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Step as Report
from optimizer.model.build import build_model
from optimizer.people.person import Person
from optimizer.problem.problem import Problem, build_problem
from optimizer.whatif.frontier import Frontier, frontier, steps
from optimizer.whatif.sides import GoalSide, LimitSide, Side, read_sides
from tests.solve.brute import figures_of, keeps_musts
from tests.solve.drawing import fitting, rule_lists
from tests.strategies import drawn, people
from tests.toy import NESTED, Held, a_pool, policy_of, rosters, seated, table_of
from tests.whatif.scenes import FRONT, WOMEN, count, share, toy

YOUNG = count("Y", {"age": "<=45"}, at_most=3)
PARTS = table_of("rule", {"id": "E", "kind": "each", "scope": "congress", "by": "sex", "at_least": 1})


def found_for(problem: Problem, sides: str) -> Frontier:
    return frontier(problem, read_sides(sides, build_model(problem)))


def without(problem: Problem, sides: Iterable[Side]) -> Problem:
    """The problem without the rules that the sides are bounds of."""
    named = {side.rule for side in sides if isinstance(side, LimitSide)}
    rules = tuple(rule for rule in problem.policy.rules if rule.id not in named)
    return problem.varied(policy=replace(problem.policy, rules=rules))


def level(problem: Problem, side: Side, held: Held) -> int | None:
    """How far a roster goes on a side, counted by head: heads of the rule's tightest part, or the goal's value."""
    if isinstance(side, GoalSide):
        number = [goal.id for goal in problem.goals].index(side.goal)
        value = side.sign * (figures_of(problem, held)[number] * side.scale - side.constant)
        assert value.denominator == 1
        return int(value)
    assert isinstance(side, LimitSide)
    rule = next(rule for rule in problem.rules if rule.id == side.rule)
    counts = [
        verdict.found
        for verdict in rule.count(seated(problem, held))
        if (verdict.least if side.floor else verdict.most) is not None
    ]
    return min(counts) if side.floor else -max(counts)


def pairs_of(problem: Problem, sides: tuple[Side, Side]) -> set[tuple[int, int]]:
    """The levels of every roster that keeps all other binding rules."""
    others = without(problem, sides)
    kept = [held for held in rosters(problem) if keeps_musts(others, held)]
    levels = {tuple(level(problem, side, held) for side in sides) for held in kept}
    return {(one, other) for one, other in levels if one is not None and other is not None}


def best_pairs(pairs: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that none of the others betters."""
    return sorted(
        one for one in pairs if not any(other != one and other[0] >= one[0] and other[1] >= one[1] for other in pairs)
    )


def assert_complete(problem: Problem, found: Frontier) -> None:
    pairs = pairs_of(problem, found.sides)
    assert found.complete
    assert [corner.levels for corner in found.corners] == best_pairs(pairs)
    assert_map(pairs, found)


def assert_map(pairs: set[tuple[int, int]], found: Frontier) -> None:
    """Every level of the first side, from nothing to beyond the last: how far the second goes."""
    listed = {level: step.furthest for step in steps(found) for level in range(step.first, step.last + 1)}
    lowest = found.sides[0].lowest(found.problem)
    for first in range(-8, 9) if lowest is not None else [one for one, _ in pairs]:
        reachable = [other for one, other in pairs if one >= first]
        if not reachable or (lowest is not None and first < lowest):
            assert first not in listed
        elif lowest is not None or first in listed:
            assert listed[first] == max(reachable)


@pytest.mark.parametrize(
    ("rules", "sides"),
    [
        ((WOMEN, FRONT), "W.at_least,F.at_least"),
        ((WOMEN, YOUNG), "W.at_least,Y.at_most"),
        ((YOUNG, share("M", {"sex": "male"}, at_most="75%")), "Y.at_most,M.at_most"),
        ((WOMEN, FRONT, YOUNG), "F.at_least,W.at_least"),
        ((FRONT,), "F.at_least,goal:best_score_congress"),
        ((WOMEN, FRONT), "goal:best_score_committee,W.at_least"),
        ((WOMEN,), "goal:best_score_congress,goal:best_score_chair"),
        ((PARTS, FRONT), "E.at_least,F.at_least"),
        ((FRONT, count("P", {"age": "<=45"}, at_least=4, strength="prefer")), "F.at_least,goal:prefer:P"),
    ],
)
def test_every_pair_that_nothing_betters_and_no_other(rules: tuple[str, ...], sides: str) -> None:
    problem = toy(*rules)
    found = found_for(problem, sides)
    assert_complete(problem, found)
    for corner in found.corners:
        assert len({seat.person for seat in corner.seats}) == 4


def test_a_conflict_elsewhere_leaves_no_pair() -> None:
    rules = (WOMEN, FRONT, count("A", {"sex": "male"}, at_least=4))
    found = found_for(toy(*rules), "F.at_least,W.at_least")
    assert_complete(toy(*rules), found)
    impossible = toy(*rules, count("B", {"sex": "female"}, at_least=2))
    assert found_for(impossible, "F.at_least,W.at_least").corners == ()
    assert found_for(impossible, "F.at_least,W.at_least").complete


LEVELLED = (
    count("A", {"sex": "female"}, at_least=1),
    count("B", {"frontline": "yes"}, at_least=1),
    count("C", {"age": "<=45"}, at_most=3),
    share("D", {"cadre": "yes"}, at_most="75%"),
)


@drawn(20)
@given(
    people(5, 6),
    st.lists(st.sampled_from(range(len(LEVELLED))), min_size=2, max_size=2, unique=True),
    rule_lists(most=2),
)
def test_drawn_pools_and_rules(crowd: tuple[Person, ...], chosen: list[int], others: list[str]) -> None:
    names = ["A.at_least", "B.at_least", "C.at_most", "D.at_most"]
    text = NESTED + "".join(LEVELLED[number] for number in chosen)
    pool = a_pool(crowd)
    for other in others:
        text = text + other if readable(text + other) else text
    problem = build_problem(pool=pool, policy=fitting(policy_of(text), pool))
    assert_complete(problem, found_for(problem, ",".join(names[number] for number in chosen)))


def readable(text: str) -> bool:
    try:
        policy_of(text)
    except InputFaults:
        return False
    return True


class Stopping:
    def __init__(self, after: int) -> None:
        self.begun = 0
        self._after = after

    def report(self, step: Report) -> None:
        self.begun += step.stage == "frontier"

    def cancelled(self) -> bool:
        return self.begun > self._after


def test_a_cancel_keeps_the_pairs_so_far() -> None:
    problem = toy(WOMEN)
    sides = read_sides("goal:best_score_congress,W.at_least", build_model(problem))
    whole, part = frontier(problem, sides), frontier(problem, sides, progress=Stopping(1))
    assert not part.complete
    assert [corner.levels for corner in part.corners] == [corner.levels for corner in whole.corners][:1]
    assert len(whole.corners) > 1


@pytest.mark.parametrize(
    ("sides", "values"),
    [
        ("W.at_least", ["W.at_least"]),
        ("W.at_least,W.at_least", ["W.at_least,W.at_least"]),
        ("W.at_last,goal:best", ["W.at_last", "goal:best"]),
        ("X.exactly,goal:draw", ["X.exactly", "goal:draw"]),
    ],
)
def test_sides_that_cannot_be_are_all_told(sides: str, values: list[str]) -> None:
    problem = toy(WOMEN, count("X", {"age": "<=45"}, exactly=2))
    with pytest.raises(InputFaults) as caught:
        read_sides(sides, build_model(problem))
    assert [fault.value for fault in caught.value.faults] == values
