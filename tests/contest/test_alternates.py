"""A reserve: never on the body it is the reserve of, in a stated order, and who moves up against a count by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.position import Position, Truth
from optimizer.contest.alternates import Reserve, reserves
from optimizer.groups.predicate import judge
from optimizer.planner.plan import plan
from optimizer.problem.problem import Problem, build_problem
from optimizer.roster.roster import Proposal, Seat
from optimizer.solve.status import Status
from tests.toy import HEAD, policy_faults, policy_of, pool_of, problem_of, rosters

BODIES = (
    HEAD
    + """
[groups]
women = { sex = "female" }

[[body]]
id = "congress"
seats = 7
[[body]]
id = "committee"
seats = 3
within = "congress"
[[body]]
id = "alternates"
within = "congress"
reserve_of = "committee"
seats = 3
[[office]]
id = "chair"
body = "committee"
seats = 1
"""
)
WOMEN = """
[[rule]]
id = "W"
kind = "count"
scope = "committee"
group = "women"
at_least = 2
"""
POOL = """
id, sex, score, rank, unit
A, female, 90, 2, north
B, male, 80, 1, north
C, female, 70, 3, south
D, male, 60, 4, south
E, female, 50, 5, east
F, male, 40, 6, east
G, male, 30, 7, west
H, female, 20, 8, west
"""


def planned(extra: str = "", pool: str = POOL) -> Proposal:
    return plan(pool=pool_of(pool), policy=policy_of(BODIES + extra))


def only(proposal: Proposal) -> Reserve:
    (reserve,) = reserves(proposal.problem, proposal.seats)
    return reserve


def test_nobody_is_on_a_body_and_its_reserve() -> None:
    problem = problem_of(pool_of(POOL), BODIES)
    assert {position.bodies for position in problem.positions} == {
        ("congress",),
        ("congress", "committee"),
        ("congress", "alternates"),
    }
    proposal = planned()
    assert proposal.status is Status.OPTIMAL
    assert {seat.person for seat in proposal.holding("committee")} == {"A", "B", "C"}
    assert {seat.person for seat in proposal.holding("alternates")} == {"D", "E", "F"}


def test_bodies_within_the_body_do_not_mix_with_its_reserve() -> None:
    inner = '\n[[body]]\nid = "standing"\nwithin = "committee"\nseats = 1\n'
    problem = problem_of(pool_of(POOL), BODIES + inner)
    sets = {position.bodies for position in problem.positions}
    assert ("congress", "committee", "standing") in sets
    assert not any({"alternates", "committee"} <= set(bodies) for bodies in sets)


def test_rules_and_goals_apply_to_a_reserve_as_to_any_body() -> None:
    rule = WOMEN.replace('"committee"', '"alternates"').replace("at_least = 2", "at_most = 0")
    proposal = planned(rule)
    assert {seat.person for seat in proposal.holding("alternates")} == {"D", "F", "G"}
    # The plan is the best of all rosters in order: congress, committee, alternates by score.
    problem = proposal.problem
    best = max(_worth(problem, held) for held in rosters(problem) if _women_outside(problem, held))
    mine = tuple((problem.pool.people.index(proposal.person(s.person)), _place(problem, s)) for s in proposal.seats)
    assert _worth(problem, mine) == best


def _place(problem: Problem, seat: Seat) -> int:
    return problem.positions.index(seat.position)


def _worth(problem: Problem, held: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    people = problem.pool.people
    return tuple(
        sum(int(people[who].score or 0) for who, what in held if part in problem.positions[what].scopes)
        for part in ("congress", "committee", "alternates", "chair")
    )


def _women_outside(problem: Problem, held: tuple[tuple[int, int], ...]) -> bool:
    people = problem.pool.people
    return not any(people[w].sex == "female" for w, p in held if "alternates" in problem.positions[p].bodies)


def test_the_order_is_by_the_goal_then_rank_then_the_draw() -> None:
    assert only(planned()).order == ("D", "E", "F")
    by_rank = '\n[[goal]]\nkind = "best"\ncolumn = "rank"\nscope = ["committee", "alternates"]\n'
    reserve = only(planned(by_rank, POOL.replace("60, 4", "1, 9").replace("50, 5", "2, 8")))
    assert reserve.column == "rank"
    ranks = {"A": 2, "B": 1, "C": 3, "D": 9, "E": 8, "F": 6, "G": 7, "H": 8}
    placed = [ranks[who] for who in reserve.order]
    assert placed == sorted(placed)
    assert len(set(placed)) == 3


def test_equal_scores_are_ordered_by_rank_and_equal_ranks_by_a_draw_that_the_seed_decides() -> None:
    same = POOL.replace("60, 4", "50, 5").replace("40, 6", "50, 3")
    proposal = planned(pool=same)
    assert only(proposal).order[0] == "F"
    orders = set()
    for seed in range(12):
        problem = build_problem(pool=proposal.problem.pool, policy=proposal.problem.policy, seed=seed)
        (reserve,) = reserves(problem, proposal.seats)
        orders.add(reserve.order)
    assert orders == {("F", "D", "E"), ("F", "E", "D")}


def test_a_missing_rank_comes_after_the_last() -> None:
    proposal = planned(pool=POOL.replace("60, 4", "50, ").replace("50, 5", "50, 9"))
    assert only(proposal).order == ("E", "D", "F")


def test_who_moves_up_keeps_the_rules_of_the_body() -> None:
    reserve = only(planned(WOMEN))
    # A and C are the two women of the committee: only E, the woman of the reserve, can take their seats.
    moves = {each.seat.person: (each.successor, each.passed) for each in reserve.successions}
    assert moves == {
        "A": ("E", (("D", ("W",)),)),
        "B": ("D", ()),
        "C": ("E", (("D", ("W",)),)),
    }
    assert reserve.vacant == ()


def test_nobody_moves_up_when_nobody_keeps_the_rules() -> None:
    out = '\n[[rule]]\nid = "M"\nkind = "share"\nscope = "alternates"\ngroup = "women"\nat_most = "0%"\n'
    reserve = only(planned(WOMEN + out))
    assert [each.seat.person for each in reserve.vacant] == ["A", "C"]
    assert [who for who, _ in reserve.vacant[0].passed] == list(reserve.order)


def test_a_rule_that_is_only_preferred_passes_nobody_over() -> None:
    reserve = only(planned(WOMEN + 'strength = "prefer"\n'))
    assert {each.successor for each in reserve.successions} == {"D"}


def test_whoever_leaves_keeps_the_outer_body_and_gives_up_the_office() -> None:
    # The rule counts the chair too: it is vacant after a move, which counts against nobody of the reserve.
    rule = '\n[[rule]]\nid = "O"\nkind = "count"\nscope = ["committee", "chair"]\ngroup = { unit = "north" }\nat_least = 1\n'
    reserve = only(planned(rule))
    assert [each.successor for each in reserve.successions] == ["D", "D", "D"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.sampled_from("xyz")), min_size=8, max_size=9),
    st.integers(0, 3),
    st.integers(1, 2),
)
def test_who_moves_up_against_a_count_by_hand(rows: list[tuple[bool, int, str]], least: int, most: int) -> None:
    table = "id, sex, score, unit\n" + "\n".join(
        f"P{number}, {'female' if woman else 'male'}, {score}, {unit}"
        for number, (woman, score, unit) in enumerate(rows)
    )
    rules = WOMEN.replace("at_least = 2", f"at_least = {least}") + (
        f'\n[[rule]]\nid = "U"\nkind = "each"\nscope = "committee"\nby = "unit"\nat_most = {most}\n'
    )
    proposal = planned(rules, table)
    if proposal.status is not Status.OPTIMAL:
        return
    reserve = only(proposal)
    people = {person.id: person for person in proposal.problem.pool.people}
    women = proposal.problem.policy.groups["women"]
    scores = [int(people[who].score or 0) for who in reserve.order]
    assert all(one >= two for one, two in pairwise(scores))
    for move in reserve.successions:
        stay = [s.person for s in proposal.holding("committee") if s.person != move.seat.person]

        def fits(who: str, stay: list[str] = stay) -> bool:
            now = [people[each] for each in (*stay, who)]
            position = Position(bodies=("congress", "committee"))
            position, on = Position(bodies=("congress", "committee")), proposal.problem.policy.reference_date
            judged = [judge(women, each, position, on) for each in now]
            units = [each.value("unit") for each in now]
            return judged.count(Truth.YES) >= least and all(units.count(unit) <= most for unit in units)

        assert move.successor == next((who for who in reserve.order if fits(who)), None)


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ('reserve_of = "committee"', 'reserve_of = "comittee"', "comittee"),
        ('reserve_of = "committee"', 'reserve_of = "alternates"', "alternates"),
        ('within = "congress"\nreserve_of', 'within = "committee"\nreserve_of', "committee"),
        ('within = "congress"\nreserve_of', "reserve_of", "committee"),
    ],
)
def test_a_reserve_in_the_wrong_place_is_a_fault_with_a_cure(old: str, new: str, value: str) -> None:
    faults = [fault for fault in policy_faults(BODIES.replace(old, new)) if fault.kind == "policy.reserve"]
    assert [fault.value for fault in faults] == [value]
    assert faults[0].path == "body[3].reserve_of"
    assert all(faults[0].cure.to(lang) and faults[0].message.to(lang) for lang in ("zh", "en"))


def test_a_reserve_of_a_reserve_is_a_fault() -> None:
    other = '\n[[body]]\nid = "more"\nwithin = "congress"\nreserve_of = "alternates"\nseats = 1\n'
    (fault,) = policy_faults(BODIES + other)
    assert (fault.kind, fault.path) == ("policy.reserve", "body[4].reserve_of")


def test_a_policy_without_reserve_has_none() -> None:
    text = BODIES.replace('reserve_of = "committee"\n', "")
    proposal = plan(pool=pool_of(POOL), policy=policy_of(text))
    assert reserves(proposal.problem, proposal.seats) == ()
    assert replace(proposal.problem.policy.bodies[2], reserve_of=None) == proposal.problem.policy.bodies[2]
