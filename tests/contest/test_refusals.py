"""What cannot be promised is refused in plain words, and rightly: some outcome breaks it in every roster."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.faults import Fault, InputFaults
from optimizer.people.person import Pool
from optimizer.policy.policy import Policy
from optimizer.problem.problem import build_problem
from tests.contest.cases import HEADS, UNITS, WOMEN, a_crowd, a_rule, nested, one_body, with_office
from tests.contest.every import can_be_kept, slated_rosters, survives
from tests.toy import a_pool, people_of, policy_of, pool_of

ALWAYS = 'guarantee = "always"\n'
CROWD = """
id, sex,    head,     unit, score
A,  female, hospital, e,    5
B,  female, ,         e,    4
C,  male,   hospital, w,    3
D,  male,   ,         w,    2
E,  female, hospital, w,    1
F,  male,   ,         e,    1
"""


def refusals(pool: Pool, text: str) -> tuple[Fault, ...]:
    with pytest.raises(InputFaults) as caught:
        build_problem(pool=pool, policy=policy_of(text))
    return caught.value.faults


def rule(body: str, scope: str = "congress", name: str = "R") -> str:
    return f'\n[[rule]]\nid = "{name}"\nscope = "{scope}"\n{body}\n'


WOMEN_2 = f'kind = "count"\ngroup = {WOMEN}\nat_least = 2\n{ALWAYS}'
EITHER = f"""kind = "either"
{ALWAYS}
[[rule.options]]
id = "a"
kind = "count"
group = {WOMEN}
at_least = 1
[[rule.options]]
id = "b"
kind = "count"
group = {HEADS}
at_least = 1
"""
TWO_BODIES = nested((5, "margin = 1"), (2, "margin = 1"))

CASES = {
    "a band of 1 for 2 losers": (
        one_body(3, "2") + rule(f'kind = "count"\ngroup = {WOMEN}\nat_least = 1\nat_most = 2\n{ALWAYS}'),
        ("上下限之间只有1人的余地，落选的有2人", "a band of 1, which is narrower than the 2 who may lose"),
    ),
    "exactly 2": (
        one_body(3, "1") + rule(f'kind = "count"\ngroup = {WOMEN}\nexactly = 2\n{ALWAYS}'),
        ("上下限之间只有0人的余地", "a band of 0"),
    ),
    "a named person": (
        one_body(3, "1") + rule(f'kind = "named"\npeople = ["A"]\nhold = "in"\n{ALWAYS}'),
        ("只有一个人能满足这条规则", "only one person can keep this rule"),
    ),
    "a rule with choices": (one_body(3, "1") + rule(EITHER), ("不能保证无论谁当选都成立", "kept in several ways")),
    "spread": (
        one_body(3, "1") + rule(f'kind = "spread"\nby = "unit"\nat_least = 2\n{ALWAYS}'),
        ("取其一", "kept in several ways"),
    ),
    "two parts": (
        with_office(1, "1") + f'\n[[rule]]\nid = "R"\nscope = ["congress", "vice_chair"]\n{WOMEN_2}',
        ("有几个", "lists several"),
    ),
    "another body": (
        one_body(3, "1")
        + '[[body]]\nid = "audit"\nseats = 1\n'
        + rule(f'kind = "ratio"\nof = "audit"\nat_least = "2/1"\n{ALWAYS}'),
        ("以外的人", "do not stand in this vote"),
    ),
    "an appointment inside": (
        with_office(1, "1") + rule(f'kind = "count"\ngroup = {{ office = "vice_chair" }}\nat_most = 1\n{ALWAYS}'),
        ("另任什么职", "what else they hold"),
    ),
    "units and ratios": (
        one_body(2, "1", 'margin_by = "unit"\n')
        + UNITS.format(1, 1)
        + rule(f'kind = "share"\ngroup = {WOMEN}\nof = {HEADS}\nat_least = "1/2"\n{ALWAYS}'),
        ("不能跨单位保证", "across units"),
    ),
    "upsets inside": (
        TWO_BODIES + rule(f'kind = "count"\ngroup = {WOMEN}\nat_least = 1\nupsets = 1', "committee"),
        ("upsets 不能跨几次选举", "upsets cannot reach"),
    ),
    "ratios inside": (
        TWO_BODIES + rule(f'kind = "share"\ngroup = {WOMEN}\nof = {HEADS}\nat_least = "1/2"\n{ALWAYS}', "committee"),
        ("只能保证数人头的规则", "plain heads"),
    ),
    "a range around": (
        nested((4, "margin = [1, 2]"), (1, ""))
        + rule(f'kind = "count"\ngroup = {WOMEN}\nat_least = 1\n{ALWAYS}', "committee"),
        ("代表大会的差额是一个范围", "margin of congress is a range"),
    ),
    "units inside": (
        nested((4, "margin = 1"), (2, 'margin = 1\nmargin_by = "unit"\n'))
        + UNITS.format(1, 1).replace("congress", "committee")
        + rule(f'kind = "count"\ngroup = {WOMEN}\nat_least = 1\n{ALWAYS}', "committee"),
        ("分单位选举的里层机构", "itself contested unit by unit"),
    ),
    "overlapping groups inside": (
        TWO_BODIES
        + rule(f'kind = "count"\ngroup = {WOMEN}\nat_least = 1\n{ALWAYS}', "committee", "R0")
        + rule(f'kind = "count"\ngroup = {HEADS}\nat_least = 1\n{ALWAYS}', "committee"),
        ("R 和 R0", "R and R0"),
    ),
    "no room inside": (
        nested((4, "margin = 1"), (2, "margin = 2"))
        + rule(f'kind = "count"\ngroup = {WOMEN}\nat_least = 1\nat_most = 1\n{ALWAYS}', "committee"),
        ("共需6人，名单只有4人", "needs 6 people on the slate for committee, which has 4"),
    ),
    "announced without a margin": (
        "announced = true\n" + nested((4, "margin = 1"), (2, "")) + rule(WOMEN_2, "committee"),
        ("没有写差额", "has no margin"),
    ),
    "a range of seats inside": (
        nested((4, "margin = 1"), (2, "")).replace("seats = 2", "seats = { at_least = 1, at_most = 2 }")
        + rule(f'kind = "count"\ngroup = {WOMEN}\nat_least = 1\n{ALWAYS}', "committee"),
        ("席位是一个范围", "are a range"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_refusal_names_the_rule_the_reason_and_a_cure(name: str) -> None:
    text, (zh, en) = CASES[name]
    (fault,) = refusals(pool_of(CROWD), text)
    assert (fault.kind, fault.path) == ("problem.guarantee", "R")
    assert zh in fault.message.zh
    assert en in fault.message.en
    assert fault.cure.zh
    assert fault.cure.en


CONTESTS = {
    "seats are a range": (
        one_body(3, "1", 'margin_by = "unit"\n') + UNITS.format(1, 1).replace("exactly", "at_most"),
        "no rule fixes the seats",
    ),
    "units add up to something else": (
        one_body(3, "1", 'margin_by = "unit"\n') + UNITS.format(1, 1),
        "add up to 2, not to 3",
    ),
    "no room for the slate": (nested((3, ""), (2, "margin = 2")), "needs a slate of 4, all from congress, which has 3"),
}


@pytest.mark.parametrize("name", CONTESTS)
def test_a_contest_that_cannot_be_held_is_a_fault(name: str) -> None:
    text, said = CONTESTS[name]
    (fault,) = refusals(pool_of(CROWD), text)
    assert fault.kind == "problem.margin"
    assert said in fault.message.en


def unpromised(policy: Policy) -> Policy:
    return replace(policy, rules=tuple(replace(each, guarantee="", upsets=None) for each in policy.rules))


@settings(max_examples=80)
@given(draw=st.integers(0, 10**9).map(Random))
def test_what_one_vote_cannot_promise_is_broken_by_some_outcome_of_every_slate(draw: Random) -> None:
    text = one_body(draw.randint(2, 3), draw.choice(("1", "2"))) + a_rule(draw, "congress", ("count", "share"))
    policy = policy_of(text + draw.choice((ALWAYS, "upsets = 1\n")))
    pool = a_crowd(draw, 5)
    try:
        build_problem(pool=pool, policy=policy)
    except InputFaults:
        problem = build_problem(pool=pool, policy=unpromised(policy))
        assert not any(survives(problem, policy.rules[0], held) for held in slated_rosters(problem))


def test_overlapping_groups_after_a_vote_are_refused_for_a_reason() -> None:
    """x is in both groups, g and h in one each; two are elected, then one who must be in both: each alone is safe."""
    people = "id,sex,head\nx,female,hospital\ng,female,\nh,male,hospital"
    text = nested((2, "margin = 1"), (1, ""))
    text += rule(f'kind = "count"\ngroup = {WOMEN}\nat_least = 1\n{ALWAYS}', "committee", "G")
    text += rule(f'kind = "count"\ngroup = {HEADS}\nat_least = 1\n{ALWAYS}', "committee", "H")
    pool = a_pool(people_of(people))
    (fault,) = refusals(pool, text)
    assert fault.path == "H"
    policy = policy_of(text)
    problem = build_problem(pool=pool, policy=unpromised(policy))
    # Of whatever two are elected one is a woman and one a head, but only x is both.
    for elected in combinations(range(3), 2):
        assert all(can_be_kept(problem, each, ("committee",), elected) for each in policy.rules)
    both = [who for who in problem.pool.people if who.sex == "female" and who.head]
    assert [who.id for who in both] == ["x"]
