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
from tests.toy import policy_of, pool_of, table_of


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


BANS = """
name = "bans"
reference_date = 2026-12-01
[[body]]
id = "congress"
seats = 2
[[office]]
id = "chair"
body = "congress"
seats = 1
[[rule]]
id = "far"
kind = "barred"
scope = "congress"
group = { unit = "west" }
[[rule]]
id = "near"
kind = "eligible"
scope = "chair"
group = { sex = "female" }
[[rule]]
id = "both"
kind = "count"
scope = "congress"
group = { sex = "male" }
at_least = 1
at_most = 2
"""


def test_only_the_bans_that_matter_are_named() -> None:
    # No woman is left for the chair: that nobody of the west may come has no part in it.
    men = pool_of("id, sex, unit\nP1, male, east\nP2, male, east\nP3, male, west")
    assert solved(men, policy_of(BANS)).rules == ("seats:chair", "near")
    # The only woman is of the west: now it has.
    with_her = pool_of("id, sex, unit\nP1, male, east\nP2, male, east\nP3, female, west")
    assert solved(with_her, policy_of(BANS)).rules == ("seats:chair", "far", "near")


def test_a_rule_with_a_ban_and_other_rows_is_lifted_in_part() -> None:
    keys = {"id": "each", "kind": "each", "scope": "congress", "by": "unit", "at_least": {"east": 2}}
    text = BANS[: BANS.index("[[rule]]")] + table_of("rule", {**keys, "at_most": {"west": 0}})
    one = pool_of("id, unit\nP1, east\nP2, west\nP3, west")
    # Its floor is enough by itself, and so is its ban with the seats.
    assert solved(one, policy_of(text)).rules in (("each",), ("seats:congress", "each"))
    none = pool_of("id, unit\nP1, east\nP2, west\nP3, north")
    text = BANS[: BANS.index("[[rule]]")] + table_of(
        "rule", {**keys, "at_least": {"east": 1}, "at_most": {"west": 0, "north": 0}}
    )
    assert solved(none, policy_of(text)).rules == ("seats:congress", "each")
