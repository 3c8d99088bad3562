"""Conflicts: the minimal sets of claims that cannot hold together, all of them, with the right figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.position import MODES
from optimizer.diagnose import relaxed
from optimizer.diagnose.conflicts import Conflict, Conflicts, conflicts, first_conflict
from optimizer.diagnose.furthest import Furthest
from optimizer.diagnose.relaxed import claims_of
from optimizer.people.person import Birth, Person
from optimizer.problem.problem import Problem, build_problem
from optimizer.rules.base import Strength
from tests.diagnose.brute import Brute
from tests.rules.kinds import RULES, rule_texts
from tests.solve.drawing import fitting, policies
from tests.strategies import Keys, drawn, people
from tests.toy import HEAD, NESTED, RANGED, SIDE_BY_SIDE, TWO_CHAINS, a_pool, policy_of, table_of

STRICT = tuple(kind for kind in RULES if kind not in ("by_post", "concurrent"))
TWO_BODIES = (
    HEAD
    + """
[[body]]
id = "congress"
seats = 3
[[body]]
id = "committee"
seats = {committee}
within = "congress"
"""
)
SHAPES = ((NESTED, 4), (NESTED, 4), (RANGED, 4), (RANGED, 4), (SIDE_BY_SIDE, 4), (TWO_CHAINS, 3))
"""Structures with as many people as can be counted out: those with the most positions the more rarely."""

GROUPS: list[Keys] = [{"sex": "female"}, {"sex": "male"}, {"frontline": "yes"}, {"cadre": "yes"}, {"age": "<=45"}]


def named(found: Conflicts) -> set[tuple[frozenset[str], frozenset[str]]]:
    return {(frozenset(each.rules), frozenset(f"seats:{part}" for part in each.seats)) for each in found.found}


@st.composite
def small_problems(draw: st.DrawFn) -> Problem:
    """Three or four people, mostly of every mode, under up to seven rules that bind: rules conflict more often than not."""
    structure, size = draw(st.sampled_from(SHAPES))
    crowd = draw(people(size, size))
    if draw(st.integers(0, 3)):
        crowd = tuple(replace(person, modes=MODES) for person in crowd)
    listed = [draw(rule_texts(f"R{number}", kinds=STRICT)) for number in range(1, draw(st.integers(2, 7)))]
    policy = draw(policies((structure,), st.just(listed)))
    binding = tuple(replace(rule, strength=Strength.MUST) if draw(st.integers(0, 5)) else rule for rule in policy.rules)
    pool = a_pool(crowd)
    return build_problem(pool=pool, policy=fitting(replace(policy, rules=binding), pool))


@st.composite
def tight_problems(draw: st.DrawFn) -> Problem:
    """Six people for three seats, under plain bounds that are each easily met and often not together."""
    crowd = [
        Person(
            id=f"P{number:03d}",
            name=f"人{number:03d}",
            sex=draw(st.sampled_from(("female", "male"))),
            birth=draw(st.sampled_from((Birth(1970), Birth(1990)))),
            frontline=draw(st.sampled_from(("yes", "no"))),
            cadre=draw(st.sampled_from(("yes", "no"))),
            other={"unit": draw(st.sampled_from(("east", "west", "north"))), "discipline": draw(st.sampled_from("ab"))},
        )
        for number in range(1, 7)
    ]
    text = TWO_BODIES.format(committee=draw(st.sampled_from(("1", "2", "{ at_least = 1, at_most = 2 }"))))
    for number in range(1, draw(st.integers(4, 8))):
        text += table_of("rule", {"id": f"R{number}", **draw(BOUNDS)})
    return build_problem(pool=a_pool(crowd), policy=policy_of(text))


def keys(kind: str, **drawn: st.SearchStrategy[object]) -> st.SearchStrategy[Keys]:
    return st.fixed_dictionaries({"kind": st.just(kind), "scope": st.sampled_from(("congress", "committee")), **drawn})


GROUP: st.SearchStrategy[object] = st.sampled_from(GROUPS)
BOUNDS = st.one_of(
    keys("count", group=GROUP, at_least=st.integers(1, 2)),
    keys("count", group=GROUP, at_most=st.integers(0, 1)),
    keys("count", group=GROUP, exactly=st.integers(1, 2)),
    keys("share", group=GROUP, at_least=st.sampled_from(("1/3", "1/2", "2/3"))),
    keys("share", group=GROUP, of=GROUP, at_most=st.sampled_from(("1/3", "1/2"))),
    keys("share", group=GROUP, of=GROUP, more_than=st.sampled_from(("1/3", "1/2"))),
    keys("each", by=st.just("unit"), at_least=st.just(1)),
    keys("each", by=st.just("unit"), at_most=st.just(1)),
    keys("each", by=st.just("unit"), group=GROUP, at_least=st.just("1/2")),
    keys("spread", by=st.just("unit"), at_least=st.integers(2, 3)),
    keys("named", hold=st.sampled_from(("in", "out")), people=st.sampled_from((["P001"], ["P002"]))),
    keys("eligible", group=GROUP),
    keys("apart", people=st.just(["P001", "P003", "P005"])),
    keys("compare", group=GROUP, direction=st.sampled_from(("more", "at_most")), population=st.just("1/3")),
)


@drawn(24)
@given(tight_problems())
def test_all_conflicts_of_plain_bounds_are_found_with_their_figures(problem: Problem) -> None:
    assert_all_found(problem)


@drawn(12)
@given(small_problems())
def test_all_conflicts_of_rules_of_every_kind_are_found_with_their_figures(problem: Problem) -> None:
    assert_all_found(problem)


def assert_all_found(problem: Problem, tied: Mapping[str, tuple[str, ...]] | None = None) -> None:
    brute = Brute(problem, tied)
    found, expected = conflicts(problem), brute.conflicts()
    assert found.complete
    assert found.possible is not bool(expected)
    assert named(found) == expected
    assert len(found.found) == len(expected)
    first = first_conflict(problem)
    assert (first is None) is not bool(expected)
    assert first is None or named(Conflicts(possible=False, found=(first,))) <= expected
    sizes = [len(each.claims) for each in found.found]
    assert sizes == sorted(sizes)
    for conflict in found.found:
        assert conflict.figured
        for each in conflict.furthest:
            assert_furthest(brute, conflict, each)
        for number in conflict.numbers:
            others = frozenset(conflict.rules) | frozenset(brute.seats) - {f"seats:{number.part}"}
            assert (number.below, number.above) == brute.numbers(number.part, others)
        for name, parts in conflict.parts:
            rest = frozenset(conflict.rules) - {name} | frozenset(brute.seats)
            assert all(brute.unmet(brute.rules[name], part, rest) for part in parts)


def assert_furthest(brute: Brute, conflict: Conflict, each: Furthest) -> None:
    others = frozenset(conflict.rules) - {each.rule} | frozenset(brute.seats)
    best = brute.furthest(brute.rules[each.rule], each.limit, others)
    if best is not None and each.limit.heads is None and each.limit.tighter(best, each.limit.figure):
        # Of nobody every share is kept that includes its figure: then only the word "more" is in the way.
        assert each.limit.strict
        best = each.limit.figure
    assert (each.figure if each.limit.heads is None else each.heads) == best
    if each.figure is not None:
        assert each.limit.tighter(each.limit.figure, each.figure) or each.limit.strict


@drawn(8)
@given(tight_problems(), st.sampled_from(("more", "at_most")), st.sampled_from(GROUPS))
def test_seats_that_a_comparison_cannot_do_without_come_with_it(problem: Problem, way: str, group: Keys) -> None:
    text = table_of(
        "rule",
        {"id": "BODY", "kind": "compare", "scope": "committee", "body": "congress", "group": group, "direction": way},
    )
    rule = policy_of(TWO_BODIES.format(committee=1) + text).rules[0]
    problem = problem.varied(pins=[rule])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relaxed, "MORE_ROWS", 0)
        tied = {"BODY": ("seats:congress", "seats:committee")}
        assert claims_of(problem).tied == tied
        assert_all_found(problem, tied)
        for conflict in conflicts(problem).found:
            assert conflict.tied == (tied["BODY"] if "BODY" in conflict.rules else ())
