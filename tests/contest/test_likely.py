"""Chances of rules against every outcome of the vote, each counted head by head on the roster it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.position import Position
from optimizer.basis.progress import Step
from optimizer.contest.likely import Drawing, RuleChance, contest_chances
from optimizer.contest.odds import Odds, OddsKind
from optimizer.contest.slates import Contest, contests_of
from optimizer.problem.problem import Problem, build_problem
from optimizer.roster.roster import Seat
from optimizer.rules.base import Seated
from tests.toy import HEAD, policy_of, pool_of

BODIES = (
    HEAD
    + """
[groups]
women = { sex = "female" }
young = { age = "<=45" }

[[body]]
id = "congress"
seats = 4
margin = 2
[[body]]
id = "committee"
seats = 2
within = "congress"
margin = 1
"""
)
POOL = """
id, sex, birth, unit
A, female, 1990, north
B, male, 1991, north
C, female, 1960, south
D, male, 1961, south
E, female, 1989, east
F, male, 1959, east
"""
RULES = {
    "count": 'kind = "count"\nscope = "congress"\ngroup = "women"\nat_least = {n}\n',
    "ceiling": 'kind = "count"\nscope = "congress"\ngroup = "young"\nat_most = {n}\n',
    "share": 'kind = "share"\nscope = "congress"\ngroup = "women"\nat_least = "{n}/4"\n',
    "band": 'kind = "count"\nscope = "congress"\ngroup = "women"\nat_least = 1\nat_most = {n}\n',
    "of": 'kind = "share"\nscope = "congress"\ngroup = "women"\nof = "young"\nat_least = "1/2"\n',
    "each": 'kind = "each"\nscope = "congress"\nby = "unit"\nat_most = {n}\n',
    "spread": 'kind = "spread"\nscope = "congress"\nby = "unit"\nat_least = {n}\n',
    "inner": 'kind = "count"\nscope = "committee"\ngroup = "women"\nat_least = {n}\n',
    "both": 'kind = "count"\nscope = ["congress", "committee"]\ngroup = "women"\nat_least = {n}\n',
}
SEATS = (
    Seat(person="A", position=Position(bodies=("congress", "committee"))),
    Seat(person="B", position=Position(bodies=("congress", "committee"))),
    Seat(person="C", position=Position(bodies=("congress",), runs_for="committee")),
    Seat(person="D", position=Position(bodies=("congress",))),
    Seat(person="E", position=Position(bodies=(), runs_for="congress")),
    Seat(person="F", position=Position(bodies=(), runs_for="congress")),
)


def problem_with(rules: str) -> Problem:
    return build_problem(pool=pool_of(POOL), policy=policy_of(BODIES + rules))


def rule(name: str, n: int = 1, strength: str = "must") -> str:
    return f'\n[[rule]]\nid = "{name}"\nstrength = "{strength}"\n' + RULES[name].format(n=n)


def contest(problem: Problem, part: str = "congress") -> Contest:
    (found,) = (each for each in contests_of(problem, SEATS) if each.part == part)
    return found


def outcomes(of: Contest) -> Iterator[set[str]]:
    for picks in product(*(combinations([c.person for c in vote.slate], vote.seats) for vote in of.votes)):
        yield {who for pick in picks for who in pick}


def roster_after(won: set[str], part: str) -> tuple[tuple[str, Position], ...]:
    """What everybody holds after the vote, written out by hand for the two bodies there are."""
    found = []
    for who in "ABCDEF":
        before = next(seat.position for seat in SEATS if seat.person == who)
        if part == "congress":
            bodies = (before.bodies or ("congress",)) if who in won else ()
        else:
            bodies = ("congress", "committee") if who in won else before.bodies[:1]
        if bodies:
            found.append((who, Position(bodies=bodies)))
    return tuple(found)


def kept_in(problem: Problem, name: str, won: set[str], part: str) -> bool:
    seats = tuple((problem.pool.by_id[who], position) for who, position in roster_after(won, part))
    seated = Seated(seats=seats, pool=problem.pool, on=problem.policy.reference_date)
    (wanted,) = (each for each in problem.rules if each.id == name)
    return all(verdict.kept for verdict in wanted.count(seated))


def chance_of(problem: Problem, name: str, part: str = "congress", odds: Odds | None = None) -> RuleChance:
    done = contest_chances(problem, SEATS, contest(problem, part), odds or Odds(), Drawing(draws=400))
    return next(each for each in done.rules if each.rule == name)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("count", "congress"),
        ("ceiling", "congress"),
        ("share", "congress"),
        ("band", "congress"),
        ("inner", "committee"),
        ("both", "congress"),
        ("both", "committee"),
    ],
)
@pytest.mark.parametrize("n", range(1, 5))
def test_the_chance_of_a_count_is_the_share_of_outcomes_that_keep_it(name: str, part: str, n: int) -> None:
    problem = problem_with(rule(name, n))
    found = chance_of(problem, name, part)
    kept = [kept_in(problem, name, won, part) for won in outcomes(contest(problem, part))]
    assert found.chance == found.low == found.high == Fraction(sum(kept), len(kept))
    assert (found.chance == 1) is all(kept)


@pytest.mark.parametrize("name", ["each", "of", "spread"])
@pytest.mark.parametrize("n", range(1, 4))
def test_where_counts_hang_together_the_chance_lies_between_the_bounds_and_in_the_band(name: str, n: int) -> None:
    problem = problem_with(rule(name, n))
    found = chance_of(problem, name)
    kept = [kept_in(problem, name, won, "congress") for won in outcomes(contest(problem))]
    exact = Fraction(sum(kept), len(kept))
    assert found.low <= exact <= found.high
    assert found.drawn is not None
    assert found.drawn.low <= exact <= found.drawn.high
    assert found.chance in (None, exact)


def test_the_chance_of_all_rules_together_lies_between_the_bounds_and_in_the_band() -> None:
    problem = problem_with(rule("count", 2) + rule("ceiling", 2) + rule("spread", 3) + rule("each", 1, "prefer"))
    done = contest_chances(problem, SEATS, contest(problem), Odds(), Drawing(draws=20_000))
    kept = [
        all(kept_in(problem, name, won, "congress") for name in ("count", "ceiling", "spread"))
        for won in outcomes(contest(problem))
    ]
    exact = Fraction(sum(kept), len(kept))
    assert done.low <= exact <= done.high
    assert done.together is not None
    assert done.together.low <= exact <= done.together.high
    assert done.draws == 20_000
    # The rule by representation is counted head by head, in fewer votes.
    assert done.together.draws == 1_000
    assert [each.binds for each in done.rules] == [True, True, True, False]


def test_rules_of_other_bodies_are_left_to_their_own_contest() -> None:
    problem = problem_with(rule("count", 2) + rule("inner", 1))
    assert [each.rule for each in contest_chances(problem, SEATS, contest(problem), Odds()).rules] == ["count"]
    inner = contest_chances(problem, SEATS, contest(problem, "committee"), Odds())
    assert [each.rule for each in inner.rules] == ["inner"]


def test_odds_that_are_off_by_two_lower_the_chance_and_certainty_stays() -> None:
    problem = problem_with(rule("count", 2) + rule("ceiling", 3))
    done = contest_chances(problem, SEATS, contest(problem), Odds(), Drawing(draws=0))
    for each in done.rules:
        assert each.chance is not None
        assert each.unsure is not None
        assert each.unsure <= each.chance
        assert (each.unsure == 1) is (each.chance == 1)
        assert each.drawn is None
    assert done.together is None


def test_odds_against_a_group_lower_its_chance() -> None:
    problem = problem_with(rule("count", 3))
    fair = chance_of(problem, "count").chance
    against = chance_of(problem, "count", odds=Odds(kind=OddsKind.WEIGHTS, strength=dict.fromkeys("ACE", 0.3))).chance
    assert fair is not None
    assert against is not None
    assert against < fair


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 6), min_size=6, max_size=6),
    st.sampled_from(["count", "ceiling", "band", "share"]),
    st.integers(1, 4),
)
def test_chances_under_weights_lie_in_the_band_of_drawn_votes(weights: Sequence[int], name: str, n: int) -> None:
    problem = problem_with(rule(name, n))
    odds = Odds(kind=OddsKind.WEIGHTS, strength=dict(zip("ABCDEF", map(float, weights), strict=True)))
    done = contest_chances(problem, SEATS, contest(problem), odds, Drawing(draws=4_000, seed=11))
    (found,) = done.rules
    assert found.chance is not None
    assert found.drawn is not None
    # Many bands are looked at: let each be a little wider than 99 %.
    assert found.drawn.low - 0.02 <= found.chance <= found.drawn.high + 0.02


def test_votes_by_unit_are_independent() -> None:
    text = BODIES.replace("margin = 2\n", 'margin = 1\nmargin_by = "unit"\n').replace("seats = 4", "seats = 3")
    seats_by_unit = '\n[[rule]]\nid = "U"\nkind = "each"\nscope = "congress"\nby = "unit"\nexactly = 1\n'
    policy = policy_of(text + seats_by_unit + rule("count", 2))
    problem = build_problem(pool=pool_of(POOL), policy=policy)
    seats = [
        Seat(person="A", position=Position(bodies=("congress", "committee"))),
        Seat(person="C", position=Position(bodies=("congress", "committee"))),
        Seat(person="E", position=Position(bodies=("congress",), runs_for="committee")),
        *(Seat(person=who, position=Position(bodies=(), runs_for="congress")) for who in "BDF"),
    ]
    outer = next(each for each in contests_of(problem, seats) if each.part == "congress")
    assert [vote.unit for vote in outer.votes] == ["east", "north", "south"]
    found = next(each for each in contest_chances(problem, seats, outer, Odds()).rules if each.rule == "count")
    # A or B, C or D, E or F: of the eight outcomes four have two women or more.
    assert found.chance == Fraction(1, 2)


class Stopping:
    def report(self, step: Step) -> None:
        """Nothing."""

    def cancelled(self) -> bool:
        return True


def test_a_stopped_drawing_leaves_the_exact_chances() -> None:
    problem = problem_with(rule("count", 2))
    done = contest_chances(problem, SEATS, contest(problem), Odds(), Drawing(progress=Stopping()))
    assert done.draws == 0
    assert done.together is None
    assert done.rules[0].chance == Fraction(12, 15)
