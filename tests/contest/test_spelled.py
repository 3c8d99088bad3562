"""Promises as rules of their own: rows and count by head agree in whether they are kept and by how many heads they are missed."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.problem.problem import Problem, build_problem
from optimizer.roster.spelled import Promised, spelled_out
from tests.contest.cases import PROMISES, UNITS, a_crowd, a_rule, nested, one_body
from tests.contest.every import cannot_break, kept, slated_rosters, survives
from tests.rules.agreement import heads_missing
from tests.toy import policy_of, seated

SEEDS = st.integers(0, 10**9).map(Random)
SOME = settings(max_examples=25)


def compare(draw: Random, text: str) -> None:
    try:
        problem = build_problem(pool=a_crowd(draw, 6), policy=policy_of(text))
    except InputFaults:
        return
    if any(cannot_break(problem, rule) for rule in problem.rules if rule.promised):
        return
    spelled = spelled_out(problem)
    every = [held for held in slated_rosters(problem) if kept(plain(spelled), held)]
    outlasts = [all(survives(problem, rule, held) for rule in problem.rules if rule.promised) for held in every]
    keeps = [True] * len(every)
    for rule in spelled.rules:
        if isinstance(rule, Promised):
            by_rows = heads_missing(spelled, every, list(rule.rows(spelled)))
            by_head = [sum(each.short for each in rule.count(seated(spelled, held))) for held in every]
            assert by_rows == by_head
            keeps = [so_far and not short for so_far, short in zip(keeps, by_head, strict=True)]
    assert keeps == outlasts


def plain(problem: Problem) -> Problem:
    """The problem without what is promised."""
    rules = [rule for rule in problem.rules if not isinstance(rule, Promised)]
    return problem.varied(policy=replace(problem.policy, rules=tuple(rules)))


@SOME
@given(draw=SEEDS)
def test_one_vote(draw: Random) -> None:
    text = one_body(draw.randint(2, 3), draw.choice(("1", "2"))) + a_rule(
        draw, "congress", ("count", "share", "of", "compare")
    )
    compare(draw, text + draw.choice(PROMISES))


@SOME
@given(draw=SEEDS)
def test_votes_of_units(draw: Random) -> None:
    seats = draw.choice(((1, 1), (2, 1)))
    text = one_body(sum(seats), "1", 'margin_by = "unit"\n') + UNITS.format(*seats)
    compare(draw, text + a_rule(draw, "congress", ("count", "share", "each")) + draw.choice(PROMISES))


@SOME
@given(draw=SEEDS)
def test_vote_after_vote(draw: Random) -> None:
    text = nested((3, "margin = 1"), (draw.randint(1, 2), draw.choice(("", "margin = 1"))))
    text += a_rule(draw, "committee", ("count", "share", "each")) + 'guarantee = "always"\n'
    if draw.random() < 0.5:
        text += a_rule(draw, "committee", ("eligible",), "E")
    compare(draw, text)
