"""Conflicts of contested elections: promised rules against every outcome of every vote, by plain enumeration."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.diagnose.conflicts import conflicts
from optimizer.problem.problem import Problem, build_problem
from optimizer.rules.base import Rule
from tests.contest.cases import PROMISES, UNITS, a_crowd, a_rule, one_body
from tests.contest.every import cannot_break, slated_rosters, survives
from tests.strategies import drawn
from tests.toy import Held, policy_of, seated

SEEDS = st.integers(0, 10**9).map(Random)
KINDS = ("count", "each")
"""Their ceilings allow somebody: a rule that allows nobody keeps people from running too, promised or not."""


@drawn(50)
@given(draw=SEEDS)
def test_the_minimal_sets_of_rules_one_vote_of_all(draw: Random) -> None:
    check(draw, one_body(draw.randint(2, 3), draw.choice(("1", "2", "[1, 2]"))))


@drawn(20)
@given(draw=SEEDS)
def test_the_minimal_sets_of_rules_a_vote_for_each_unit(draw: Random) -> None:
    text = one_body(3, "1", 'margin_by = "unit"\n') + UNITS.format(*draw.choice(((2, 1), (1, 2))))
    check(draw, text, fixing=frozenset(("U",)))


def check(draw: Random, text: str, fixing: frozenset[str] = frozenset()) -> None:
    """`fixing` are the rules that say how many seats each vote is for: whoever holds a promised rule holds them."""
    for number in range(1, 4):
        text += a_rule(draw, "congress", KINDS, f"R{number}") + draw.choice((*PROMISES, "", ""))
    try:
        problem = build_problem(pool=a_crowd(draw, 6), policy=policy_of(text))
    except InputFaults:
        return
    if any(cannot_break(problem, rule) for rule in problem.rules if rule.promised):
        # Where no vote matters to a rule, whether its body can be filled is not asked.
        return
    found = conflicts(problem)
    assert found.complete
    assert {frozenset(each.rules) for each in found.found} == minimal_sets(problem, fixing)
    assert all(each.figured for each in found.found)
    for each in found.found:
        promised = any(rule.promised for rule in problem.rules if rule.id in each.rules)
        assert bool(each.tied) is promised


def minimal_sets(problem: Problem, fixing: frozenset[str]) -> set[frozenset[str]]:
    """The minimal sets of rules that no well slated roster keeps, by trying them all."""
    kept = [
        frozenset(rule.id for rule in problem.rules if keeps(problem, rule, held)) for held in slated_rosters(problem)
    ]
    names = [rule.id for rule in problem.rules]
    promised = {rule.id for rule in problem.rules if rule.promised}
    minimal: list[frozenset[str]] = []
    for size in range(len(names) + 1):
        for chosen in map(frozenset, combinations(names, size)):
            closed = chosen | fixing if chosen & promised else chosen
            if not any(smaller <= chosen for smaller in minimal) and not any(closed <= each for each in kept):
                minimal.append(chosen)
    return set(minimal)


def keeps(problem: Problem, rule: Rule, held: Held) -> bool:
    counted = all(verdict.kept for verdict in rule.count(seated(problem, held)))
    return counted and (not rule.promised or survives(problem, rule, held))
