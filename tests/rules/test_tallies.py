"""Every kind's tallies come to the verdicts of its head-count on every roster (conventions §5).

A verdict with a floor and a ceiling says two things at once, and a head-count may say both in one verdict or each in one:
the two are compared side by side, a floor or ceiling with what was counted for it.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import assume, given

from optimizer.basis.position import Truth
from optimizer.groups.predicate import OneOf
from optimizer.people.person import Person
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem
from optimizer.rules.base import Rule, Seated, Verdict
from optimizer.rules.either import Either
from optimizer.rules.registry import kinds
from optimizer.rules.tally import Heads, In, Tally, kept, tallied
from tests.rules.agreement import TOY_POOL, every_roster
from tests.rules.kinds import rule_texts
from tests.rules.test_agreement import CASES, FRAMES, read_in
from tests.rules.test_kinds import RANGED, STRUCTURE, within
from tests.strategies import FRONTLINE, WOMEN, Keys, drawn, people
from tests.toy import NESTED, a_pool, policy_of, problem_of, seated, table_of

type Side = tuple[str, bool, int, int, int]
"""Part, whether it is a floor, heads found, of how many, and the bound."""

WAIVED = "".join(
    (
        table_of("waiver", {"rule": "R", "people": ["人二", "P006"], "reason": "工作需要"}),
        table_of("waiver", {"rule": "R", "units": ["west"], "reason": "工作需要"}),
    )
)


def sides(verdicts: Iterable[Verdict]) -> list[Side]:
    """Every floor and ceiling of the verdicts, sorted."""
    found = []
    for each in verdicts:
        if each.least is not None:
            found.append((each.part, True, each.found, each.of, each.least))
        if each.most is not None:
            found.append((each.part, False, each.found, each.of, each.most))
    return sorted(found)


def by_option(rule: Rule, tallies: Iterable[Tally], roster: Seated) -> dict[str, list[Verdict]]:
    """What the tallies come to, by the option they are of ("" in all kinds but `either`)."""
    found: dict[str, list[Verdict]] = {}
    for tally in tallies:
        found.setdefault(tally.option, []).append(tallied(rule, tally, roster))
    return found


def asked(verdicts: Iterable[Verdict]) -> list[Side]:
    """The sides but floors of 0 found of 0: that is all the tallies have of an option that asks nothing of anybody."""
    return [side for side in sides(verdicts) if side[1:] != (True, 0, 0, 0)]


def differences(problem: Problem, *, every: int = 1) -> list[str]:
    """Where the tallies differ from the head-count, on each so many-th roster."""
    (rule,) = problem.rules
    tallies = list(rule.tallies(problem.pool))
    found = []
    for held in every_roster(problem)[::every]:
        roster = seated(problem, held)
        counted, options = list(rule.count(roster)), by_option(rule, tallies, roster)
        if isinstance(rule, Either):
            # The head-count tells of the option that falls least short, the tallies of all of them.
            told = [each for each in options.values() if asked(each) == asked(counted)]
            least = min((sum(each.short for each in verdicts) for verdicts in options.values()), default=0)
            same = bool(told) and least == sum(each.short for each in counted)
        else:
            same = sides(counted) == sides(each for verdicts in options.values() for each in verdicts)
        pairs = [(option, each) for option, verdicts in options.items() for each in verdicts]
        if not same or kept(pairs) is not all(each.kept for each in counted):
            found.append(f"{rule} {held}: heads {sides(counted)}, tallies {options}")
    return found


@pytest.mark.parametrize(("kind", "keys"), CASES)
def test_tallies_and_heads_agree(kind: str, keys: Keys) -> None:
    text = table_of("rule", {"id": "R", "kind": kind, "strength": "as_a_rule", **keys})
    problems = [problem for frame in FRAMES if (problem := read_in(frame, text, TOY_POOL))]
    assert problems
    assert [differences(problem, every=11) for problem in problems] == [[]] * len(problems)


@pytest.mark.parametrize(("kind", "keys"), CASES)
def test_what_is_waived_is_in_no_tally(kind: str, keys: Keys) -> None:
    text = table_of("rule", {"id": "R", "kind": kind, "strength": "as_a_rule", **keys}) + WAIVED
    problems = [problem for frame in FRAMES if (problem := read_in(frame, text, TOY_POOL))]
    assert [differences(problem, every=17) for problem in problems] == [[]] * len(problems)


@pytest.mark.parametrize("kind", kinds())
def test_tallies_and_heads_agree_on_rules_and_people_drawn(kind: str) -> None:
    texts = rule_texts("R", kinds=(kind,), strengths=("must", "as_a_rule"))
    compared = []

    @drawn(6)
    @given(text=texts, crowd=people(5, 5))
    def agree(text: str, crowd: tuple[Person, ...]) -> None:
        problems = [problem for frame in FRAMES if (problem := read_in(frame, text, a_pool(crowd)))]
        assume(problems)
        assert [differences(problem, every=7) for problem in problems] == [[]] * len(problems)
        compared.append(text)

    agree()
    assert compared


@pytest.mark.parametrize("by", ["modes", "birth", "frontline", "score"])
def test_the_values_of_a_column_are_told_apart_as_the_head_count_does(by: str) -> None:
    """Also where a group by the column would mean something else: those who can serve in one of several modes."""
    rule = table_of("rule", {"id": "R", "kind": "each", "scope": "congress", "by": by, "at_least": 1, "at_most": 1})
    assert differences(problem_of(TOY_POOL, NESTED + rule), every=5) == []


def rule_of(keys: Keys) -> Rule:
    policy: Policy = policy_of(NESTED + table_of("rule", {"id": "R", **keys}))
    return policy.rules[0]


@pytest.mark.parametrize("structure", [STRUCTURE, RANGED], ids=["fixed", "ranged"])
@pytest.mark.parametrize("kind", kinds())
def test_tallies_and_heads_agree_on_the_example(kind: str, structure: str) -> None:
    assert differences(problem_of(TOY_POOL, within(structure, kinds()[kind].example)), every=3) == []


def test_a_group_and_a_value_are_counted_by_the_conditions_that_other_tables_use() -> None:
    share = rule_of({"kind": "share", "scope": "congress", "group": WOMEN, "at_least": "1/2"})
    each = rule_of({"kind": "each", "scope": "congress", "group": FRONTLINE, "by": "unit", "at_least": 1})
    (of_women,), (east, _) = share.tallies(TOY_POOL), each.tallies(TOY_POOL)
    women, frontline = share.groups[0], each.groups[0]
    sure, from_the_east = Truth.YES, In(group=OneOf("unit", ("east",)), at_least=Truth.YES)
    assert of_women.found == Heads(scope=("congress",), conditions=(In(group=women, at_least=sure),))
    assert of_women.of == Heads(scope=("congress",))
    counted = (In(group=frontline, at_least=sure), from_the_east)
    assert east.found == Heads(scope=("congress",), conditions=counted)
    assert east.of == Heads(scope=("congress",), conditions=(from_the_east,))


def test_an_option_within_an_option_is_one_more_option() -> None:
    women: Keys = {"kind": "count", "group": WOMEN, "at_least": 1}
    inner: Keys = {"kind": "either", "options": [women, {**women, "at_least": 2}]}
    rule = rule_of({"kind": "either", "scope": "congress", "options": [women, inner]})
    assert [tally.option for tally in rule.tallies(TOY_POOL)] == ["1", "2/1", "2/2"]
