"""Nominations against every further person there could be, one, two … of them; and cases with a known answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.position import Truth
from optimizer.basis.progress import Step
from optimizer.diagnose import ghosts
from optimizer.diagnose.nominations import Nomination, Nominations, nominations
from optimizer.groups.predicate import judge
from optimizer.groups.words import describe
from optimizer.people.person import Birth, Person
from optimizer.planner.inputs import open_pool, policy_from
from optimizer.problem.problem import Problem, build_problem
from tests.data.test_thresholds import TRAP
from tests.samples import POOLS
from tests.solve.brute import keeps_musts
from tests.strategies import drawn
from tests.toy import HEAD, a_pool, policy_of, pool_of, problem_of, rosters

SEXES = ("female", "male")
BIRTHS = (Birth(1995, 5, 5), Birth(1960, 5, 5))
UNITS = ("east", "west", "north", "south")
"""Of these only the first two are in the pool."""

EVERYBODY = tuple(product(SEXES, BIRTHS, UNITS))


def somebody(number: int, traits: tuple[str, Birth, str]) -> Person:
    sex, birth, unit = traits
    return Person(id=f"X{number}", name=f"X{number}", sex=sex, birth=birth, other={"unit": unit})


def possible_with(problem: Problem, people: Sequence[Person]) -> bool:
    """Whether some roster of the pool with these people keeps every binding rule, all rosters gone through."""
    try:
        wide = build_problem(pool=a_pool([*problem.pool.people, *people]), policy=problem.policy)
    except InputFaults:
        return False
    return any(keeps_musts(wide, held) for held in rosters(wide))


def fewest(problem: Problem, most: int) -> int | None:
    """The fewest further people of any traits that do; None where so many do not."""
    for count in range(most + 1):
        for chosen in combinations_with_replacement(EVERYBODY, count):
            if possible_with(problem, [somebody(n, traits) for n, traits in enumerate(chosen)]):
                return count
    return None


def meets(problem: Problem, nomination: Nomination, person: Person) -> bool:
    on = problem.policy.reference_date
    return all(judge(said.group, person, None, on) is Truth.YES for said in nomination.said.statements)


SMALL = (
    HEAD
    + """
[groups]
women = { sex = "female" }
young = { age = "<=45" }
[[body]]
id = "congress"
seats = 3
[[office]]
id = "chair"
body = "congress"
seats = 1
"""
)
SCOPES = ("congress", "chair")
GROUPS = ('"women"', '"young"', '{ unit = "east" }', '{ not = { unit = "east" } }', '{ sex = "male", age = ">45" }')
RULES = st.one_of(
    st.builds(
        'kind = "count"\nscope = "{}"\ngroup = {}\n{} = {}\n'.format,
        st.sampled_from(SCOPES),
        st.sampled_from(GROUPS),
        st.sampled_from(("at_least", "at_most", "exactly")),
        st.integers(0, 3),
    ),
    st.builds(
        'kind = "share"\nscope = "congress"\ngroup = {}\nof = {}\n{} = "{}"\n'.format,
        st.sampled_from(GROUPS),
        st.sampled_from(GROUPS),
        st.sampled_from(("at_least", "more_than", "less_than")),
        st.sampled_from(("1/3", "1/2", "2/3")),
    ),
    st.builds(
        'kind = "each"\nscope = "{}"\nby = "unit"\n{} = {}\n'.format,
        st.sampled_from(SCOPES),
        st.sampled_from(("at_least", "at_most")),
        st.integers(0, 2),
    ),
    st.builds(
        'kind = "each"\nscope = "congress"\nby = "unit"\ngroup = {}\n{} = "{}"\n'.format,
        st.sampled_from(GROUPS),
        st.sampled_from(("at_least", "at_most")),
        st.sampled_from(("1/3", "1/2")),
    ),
    st.builds('kind = "spread"\nscope = "congress"\nby = "unit"\nat_least = {}\n'.format, st.integers(2, 3)),
    st.builds(
        'kind = "{}"\nscope = "chair"\ngroup = {}\n'.format,
        st.sampled_from(("eligible", "barred")),
        st.sampled_from(GROUPS),
    ),
    st.just('kind = "together"\nscope = "congress"\nby = "unit"\n'),
    st.just('kind = "apart"\nscope = "congress"\nby = "unit"\n'),
)


@st.composite
def lacking(draw: st.DrawFn) -> Problem:
    """Two or three people for three seats, and up to three rules."""
    size = draw(st.integers(2, 3))
    pool = a_pool(
        [somebody(n, draw(st.sampled_from(list(product(SEXES, BIRTHS, UNITS[:2]))))) for n in range(10, 10 + size)]
    )
    rules = draw(st.lists(RULES, min_size=1, max_size=3))
    text = SMALL + "".join(f'[[rule]]\nid = "R{number}"\n{rule}' for number, rule in enumerate(rules))
    return build_problem(pool=pool, policy=policy_of(text))


@given(problem=lacking())
@drawn(40)
def test_no_fewer_people_of_any_kind_would_do(problem: Problem) -> None:
    least, found = fewest(problem, 2), nominations(problem)
    if not found.helps:
        assert least is None
    elif found.proven:
        assert found.count == least or (least is None and found.count is not None and found.count > 2)
    else:
        assert least is None or found.count is None or found.count >= least


@given(problem=lacking())
@drawn(40)
def test_whoever_meets_what_is_said_will_do(problem: Problem) -> None:
    found = nominations(problem)
    if found.count is None or not 0 < found.count <= 2:
        return
    assert sum(nomination.count for nomination in found.listed) == found.count
    assert possible_with(problem, found.people)
    listed = [nomination for nomination in found.listed for _ in range(nomination.count)]
    for chosen in product(EVERYBODY, repeat=found.count):
        people = [somebody(n, traits) for n, traits in enumerate(chosen)]
        if all(meets(problem, *pair) for pair in zip(listed, people, strict=True)):
            units = {traits[2] for traits in chosen}
            untried = len(units) > 1 and any(nomination.said.alike for nomination in listed)
            distinct = any(part.distinct for nomination in listed for part in nomination.said.statements)
            assert untried or (distinct and len(units) < len(people)) or possible_with(problem, people)


@given(problem=lacking())
@drawn(25)
def test_nothing_said_of_one_person_is_needless(problem: Problem) -> None:
    found = nominations(problem)
    if found.count != 1 or not found.general:
        return
    (nomination,) = found.listed
    for needless in nomination.said.statements:
        rest = tuple(said for said in nomination.said.statements if said != needless)
        easier = replace(nomination, said=replace(nomination.said, statements=rest))
        fitting = [person for person in (somebody(0, traits) for traits in EVERYBODY) if meets(problem, easier, person)]
        assert not all(possible_with(problem, [person]) for person in fitting)


def said(nominations_: Nominations) -> list[tuple[int, list[str]]]:
    return [
        (each.count, [describe(part.group, {}).en for part in each.said.statements]) for each in nominations_.listed
    ]


def test_a_pool_one_woman_and_two_young_short() -> None:
    text = (
        SMALL.replace("seats = 3", "seats = 4")
        + """
[[rule]]
id = "W"
kind = "count"
scope = "congress"
group = "women"
at_least = 2
[[rule]]
id = "Y"
kind = "count"
scope = "congress"
group = "young"
at_least = 2
"""
    )
    rows = [f"P{n},{'female' if n == 1 else 'male'},1960-01-01" for n in range(1, 6)]
    problem = problem_of(pool_of("\n".join(["id,sex,birth", *rows])), text)
    found = nominations(problem)
    assert (found.count, found.proven, found.general) == (2, True, True)
    assert sorted(said(found)) == [(1, ["people aged 45 or under"]), (1, ["people aged 45 or under", "women"])]


def test_seats_alone_ask_for_anybody() -> None:
    problem = problem_of(pool_of("id,sex\nP1,male"), SMALL)
    found = nominations(problem)
    assert (found.count, found.proven) == (2, True)
    assert said(found) == [(2, [])]


def test_of_two_age_limits_only_the_one_that_matters_is_asked_for() -> None:
    problem = problem_of(
        pool_of("id,sex,birth\nP1,male,1990-01\nP2,male,1990-01\nP3,female,1990-01"),
        f"""{HEAD}
[[body]]
id = "congress"
seats = 2
[[rule]]
id = "W"
kind = "count"
scope = "congress"
group = {{ sex = "female" }}
at_least = 2
[[rule]]
id = "Y"
kind = "count"
scope = "congress"
group = {{ age = "<=45" }}
at_least = 1
[[rule]]
id = "O"
kind = "barred"
scope = "congress"
group = {{ born = "<=1964-12-31" }}
""",
    )
    found = nominations(problem)
    assert said(found) == [(1, ["not (born up to 1964-12-31)", "women"])]


def test_a_mode_that_nobody_serves_in_is_asked_for() -> None:
    text = (
        SMALL.replace('body = "congress"\n', 'body = "congress"\nmodes = ["full_time", "seconded"]\n')
        + """
[[rule]]
id = "F"
kind = "count"
scope = "chair"
group = { mode = "full_time" }
exactly = 1
"""
    )
    found = nominations(problem_of(pool_of("id,modes\nP1,part_time\nP2,seconded\nP3,part_time\nP4,part_time"), text))
    (nomination,) = found.listed
    (statement,) = nomination.said.statements
    assert (nomination.count, statement.column, getattr(statement.group, "values", ())) == (1, "modes", ("full_time",))


def test_no_further_people_help_where_seven_vice_chairs_cannot_be_three_quarters_part_time() -> None:
    policy = policy_from(TRAP.format(seats="7").encode(), source="trap.toml")
    path = POOLS / "prefecture.xlsx"
    problem = build_problem(pool=open_pool(path.read_bytes(), policy, source=path.name), policy=policy)
    found = nominations(problem)
    assert (found.count, found.proven, found.helps, found.listed) == (None, True, False, ())


TWO_CHAINS = (
    SMALL.replace("seats = 3", "seats = 2")
    + """
[[body]]
id = "audit"
seats = 1
[[rule]]
id = "E"
kind = "eligible"
scope = "audit"
group = "women"
[[rule]]
id = "C"
kind = "eligible"
scope = "chair"
group = "young"
"""
)
OLD_MEN = "id,sex,birth\nP1,male,1960-01-01\nP2,male,1960-01-01"


def test_one_person_may_hold_something_in_each_chain() -> None:
    found = nominations(problem_of(pool_of(OLD_MEN), TWO_CHAINS))
    assert (found.count, found.proven, said(found)) == (1, True, [(1, ["people aged 45 or under", "women"])])


def test_what_nobody_may_hold_at_once_takes_two_people() -> None:
    text = TWO_CHAINS + '[[rule]]\nid = "X"\nkind = "concurrent"\nscope = ["congress", "audit"]\n'
    found = nominations(problem_of(pool_of(OLD_MEN), text))
    assert (found.count, found.proven) == (2, True)
    assert sorted(said(found)) == [(1, ["people aged 45 or under"]), (1, ["women"])]


def test_people_new_to_the_pool_bring_their_own_units_rule() -> None:
    # A further unit would need two seats of its own, so whoever comes is of a unit that is there; one of each has to come.
    text = (
        SMALL.replace("seats = 3", "seats = 4")
        + '[[rule]]\nid = "U"\nkind = "each"\nscope = "congress"\nby = "unit"\nat_least = 2\n'
    )
    found = nominations(problem_of(pool_of("id,unit\nP1,east\nP2,west"), text))
    assert (found.count, found.proven) == (2, True)
    assert sorted(said(found)) == [(1, ["unit east"]), (1, ["unit west"])]


def test_different_units_are_asked_for_as_such() -> None:
    text = SMALL + '[[rule]]\nid = "S"\nkind = "spread"\nscope = "congress"\nby = "unit"\nat_least = 3\n'
    found = nominations(problem_of(pool_of("id,unit\nP1,east\nP2,east\nP3,east"), text))
    assert (found.count, found.proven) == (2, True)
    assert any(part.distinct for nomination in found.listed for part in nomination.said.statements)


def test_nobody_is_asked_for_by_a_post_that_only_one_may_have() -> None:
    text = SMALL + '[[rule]]\nid = "P"\nkind = "by_post"\nscope = "chair"\nposts = ["院长"]\n'
    found = nominations(problem_of(pool_of("id,post\nP1,院长\nP2,站长"), text))
    assert (found.count, found.proven) == (1, True)
    assert [person.value("post") for person in found.people] != ["院长"]


def test_figures_are_asked_for_by_their_test() -> None:
    text = SMALL + '[[rule]]\nid = "T"\nkind = "eligible"\nscope = "chair"\ngroup = { terms = "<=2" }\n'
    found = nominations(problem_of(pool_of("id,terms\nP1,3\nP2,4\nP3,5"), text))
    assert (found.count, said(found)) == (1, [(1, ["terms served 2 or under"])])


class _Stop:
    def __init__(self, after: int) -> None:
        self.left = after

    def report(self, step: Step) -> None:
        assert step.said is not None

    def cancelled(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_a_search_cut_short_claims_nothing() -> None:
    problem = problem_of(pool_of("id,sex\nP1,male"), SMALL)
    stopped = nominations(problem, time_limit=0)
    assert (stopped.count, stopped.proven) == (None, False)
    for after in range(0, 40, 5):
        found = nominations(problem, progress=_Stop(after))
        assert found.count in (None, 2)
        assert found.count == 2 or not found.proven


def test_kinds_left_out_are_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        SMALL
        + '[[rule]]\nid = "U"\nkind = "each"\nscope = "congress"\nby = "unit"\nat_least = { east = 2, west = 1 }\n'
    )
    problem = problem_of(pool_of("id,unit\nP1,east\nP2,west"), text)
    monkeypatch.setattr(ghosts, "MOST_PROBES", 1)
    whole = nominations(problem)
    assert (whole.count, whole.proven, said(whole)) == (1, True, [(1, ["unit east"])])
    monkeypatch.setattr(ghosts, "MOST_KINDS", 1)
    assert not nominations(problem).proven
