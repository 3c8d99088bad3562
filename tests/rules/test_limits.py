"""Limits of every kind: moving one means what it says, counted on every roster of the toy pool."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimizer.problem.problem import Problem
from optimizer.rules.limits import Limit
from tests.rules.agreement import TOY_POOL, kept_by
from tests.rules.test_agreement import CASES, FRAMES, read_in
from tests.strategies import Keys
from tests.toy import NESTED, problem_of, table_of

type Case = tuple[Problem, Limit]


def cases_of(kind: str, keys: Keys) -> list[Case]:
    text = table_of("rule", {"id": "R", "kind": kind, **keys})
    problems = [problem for frame in FRAMES if (problem := read_in(frame, text, TOY_POOL))]
    return [(problem, limit) for problem in problems for limit in problem.rules[0].limits(problem)]


def step(limit: Limit, heads: int) -> int | Fraction:
    """The figure so many heads (tenths, where a ratio is of a number that varies) stricter; negative: looser."""
    towards = heads if limit.floor else -heads
    if isinstance(limit.figure, int):
        return max(0, limit.figure + towards)
    if limit.size:
        assert limit.heads is not None
        return limit.at(limit.heads + towards)
    return limit.figure + Fraction(towards, 10)


@pytest.mark.parametrize(("kind", "keys"), CASES)
def test_a_looser_limit_keeps_every_roster_and_a_stricter_one_adds_none(kind: str, keys: Keys) -> None:
    for problem, limit in cases_of(kind, keys):
        rule = problem.rules[0]
        now = kept_by(problem, rule)
        looser = kept_by(problem, rule.moved(limit, step(limit, -1)))
        stricter = kept_by(problem, rule.moved(limit, step(limit, 1)))
        assert not [(at, limit) for at, kept in enumerate(now) if kept and not looser[at]]
        assert not [(at, limit) for at, kept in enumerate(stricter) if kept and not now[at]]


@pytest.mark.parametrize(("kind", "keys"), CASES)
def test_a_limit_moved_to_its_own_heads_is_the_same_rule(kind: str, keys: Keys) -> None:
    for problem, limit in cases_of(kind, keys):
        if limit.heads is not None and limit.heads >= 0:
            moved = problem.rules[0].moved(limit, limit.at(limit.heads))
            assert kept_by(problem, moved) == kept_by(problem, problem.rules[0])


@pytest.mark.parametrize(("kind", "keys"), CASES)
def test_what_a_rule_moved_has_for_a_limit_is_the_figure_it_was_moved_to(kind: str, keys: Keys) -> None:
    for problem, limit in cases_of(kind, keys):
        figure = step(limit, -1)
        moved = problem.rules[0].moved(limit, figure)
        found = [each for each in moved.limits(problem) if each.floor == limit.floor and each.part == limit.part]
        assert [(each.figure, each.strict) for each in found] == [(figure, False)]


def limits_of(text: str) -> list[tuple[str, bool, object, bool, int | None]]:
    problem = problem_of(TOY_POOL, NESTED + text)
    found = problem.rules[0].limits(problem)
    return [(limit.field, limit.floor, limit.figure, limit.strict, limit.heads) for limit in found]


def test_a_share_of_a_fixed_body_has_heads() -> None:
    text = '[[rule]]\nid="R"\nkind="share"\nscope="congress"\ngroup="women"\nmore_than="1/2"\nless_than="3/4"'
    assert limits_of(text) == [
        ("more_than", True, Fraction(1, 2), True, 3),
        ("less_than", False, Fraction(3, 4), True, 2),
    ]


def test_a_share_of_a_group_has_none() -> None:
    text = '[[rule]]\nid="R"\nkind="share"\nscope="congress"\ngroup="women"\nof="young"\nat_least="1/2"'
    assert limits_of(text) == [("at_least", True, Fraction(1, 2), False, None)]


def test_exactly_is_a_limit_on_either_side_and_becomes_a_range_when_one_moves() -> None:
    text = '[[rule]]\nid="R"\nkind="count"\nscope="congress"\ngroup="women"\nexactly=2'
    problem = problem_of(TOY_POOL, NESTED + text)
    rule = problem.rules[0]
    floor, ceiling = rule.limits(problem)
    assert (floor.floor, floor.figure, ceiling.floor, ceiling.figure) == (True, 2, False, 2)
    assert (
        rule.moved(floor, 1).sentence(problem.policy.titles).en
        == "congress: women, at least 1 person and at most 2 people"
    )


def test_a_waiver_leaves_the_number_of_seats_open() -> None:
    text = """
[[rule]]
id = "R"
kind = "share"
scope = "congress"
group = "women"
at_least = "1/2"
strength = "as_a_rule"
[[waiver]]
rule = "R"
people = ["P001"]
reason = "按实际需要"
"""
    assert [heads for *_, heads in limits_of(text)] == [None]


def test_a_ratio_of_a_number_that_varies_has_no_heads_to_stand_at() -> None:
    limit = Limit(field="at_least", floor=True, figure=Fraction(1, 2))
    with pytest.raises(ValueError, match="varies"):
        limit.at(3)
