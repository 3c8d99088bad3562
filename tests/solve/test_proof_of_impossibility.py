"""The rules a proof of impossibility names are enough for it, and none that the proof can do without is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.model.build import build_model
from optimizer.people.person import Pool
from optimizer.planner.inputs import open_policy
from optimizer.planner.lists import policy_text
from optimizer.policy.policy import Policy
from optimizer.policy.reading import read_policy
from optimizer.problem.problem import build_problem
from optimizer.solve.solve import solve
from optimizer.solve.status import Solved, Status
from tests.samples import ROOT, county


def solved(pool: Pool, policy: Policy) -> Solved:
    return solve(build_model(build_problem(pool=pool, policy=policy)))


def test_too_few_people_blame_the_seats_alone() -> None:
    pool = county().problem.pool
    few = replace(pool, people=pool.people[:60])
    assert solved(few, county().problem.policy).rules == ("seats:congress",)


def test_the_trap_of_seven_vice_chairs_is_named_in_full() -> None:
    policy = open_policy(str(ROOT / "docs" / "examples" / "impossible.toml"))
    assert solved(county().problem.pool, policy).rules == ("seats:vice_chair", "A5", "A6", "A7")


@pytest.mark.parametrize(
    ("frontline", "young", "women"), [("100%", "4/5", "60%"), ("90%", "9/10", "30%"), ("70%", "1/3", "98%")]
)
def test_the_rules_named_are_enough(frontline: str, young: str, women: str) -> None:
    text = policy_text("county-sample", "zh")
    for was, now in (("70%", frontline), ("1/3", young), ("30%", women)):
        assert f'at_least = "{was}"' in text
        text = text.replace(f'at_least = "{was}"', f'at_least = "{now}"')
    policy = read_policy(text.encode(), source="tight.toml")
    answer = solved(county().problem.pool, policy)
    assert answer.status is Status.IMPOSSIBLE
    named = [rule for rule in policy.rules if rule.id in answer.rules]
    assert len(named) < len(policy.rules)
    assert solved(county().problem.pool, replace(policy, rules=tuple(named))).status is Status.IMPOSSIBLE
