"""The third witness: what must not change, and what can only get better or worse, when a problem changes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from optimizer.model.build import build_model
from optimizer.people.person import Person, Pool
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.solve.solve import solve
from optimizer.solve.status import Solved, Status
from tests.solve.brute import held_of
from tests.solve.drawing import fitting, policies, pools, problems
from tests.strategies import drawn, person
from tests.toy import NESTED, a_pool, policy_of, table_of

type Chosen = set[tuple[str, object]]


def solved_of(problem: Problem) -> tuple[Solved, Chosen]:
    model = build_model(problem)
    solved = solve(model)
    held = held_of(model, solved)
    return solved, {(problem.pool.people[who].id, problem.positions[what]) for who, what in held}


def values(solved: Solved) -> dict[str, Fraction]:
    return {goal.id: Fraction(goal.value, goal.scale) for goal in solved.goals}


@drawn(20)
@given(problem=problems())
def test_the_order_of_rows_plays_no_part(problem: Problem) -> None:
    # A pool is sorted by id, so that the rows' order is gone before the model is built: the same roster, not only as good.
    crowd = [replace(each, row=99 - number) for number, each in enumerate(reversed(problem.pool.people))]
    again = build_problem(pool=a_pool(crowd), policy=problem.policy, base=problem.base, seed=problem.seed)
    (first, seats), (second, same_seats) = solved_of(problem), solved_of(again)
    assert (first.status, first.goals, seats) == (second.status, second.goals, same_seats)


@drawn(20)
@given(pool=pools(), policy=policies())
def test_the_names_of_people_play_no_part(pool: Pool, policy: Policy) -> None:
    """New ids turn the order round; only the draw, which goes by id, may then differ."""
    renamed = a_pool([replace(each, id=f"Q{900 - int(each.id[1:])}") for each in pool.people])
    same = fitting(policy, pool, renamed)
    first, second = (solved_of(build_problem(pool=each, policy=same))[0] for each in (pool, renamed))
    assert first.status is second.status
    assert {**values(first), "draw": 0} == {**values(second), "draw": 0}


FLOORS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.just("count"),
            "scope": st.sampled_from(["congress", "committee", "chair"]),
            "group": st.sampled_from(["women", "young"]),
            "at_least": st.integers(1, 3),
        }
    ),
    max_size=3,
)


def with_floors(floors: list[dict[str, object]]) -> str:
    listed = [table_of("rule", {"id": f"R{number}", **keys}) for number, keys in enumerate(floors)]
    return NESTED + "".join(listed) + '\n[[goal]]\nkind = "best"\ncolumn = "score"\nscope = "congress"\n'


@drawn(25)
@given(pool=pools(), newcomer=person("P999"), floors=FLOORS)
def test_one_more_person_never_hurts(pool: Pool, newcomer: Person, floors: list[dict[str, object]]) -> None:
    policy = policy_of(with_floors(floors))
    before, _ = solved_of(build_problem(pool=pool, policy=policy))
    after, _ = solved_of(build_problem(pool=a_pool([*pool.people, newcomer]), policy=policy))
    if before.status is Status.OPTIMAL:
        assert after.status is Status.OPTIMAL
        assert values(after)["best_score_congress"] >= values(before)["best_score_congress"]


@drawn(25)
@given(pool=pools(), floors=FLOORS.filter(bool))
def test_a_tighter_rule_never_improves_a_goal(pool: Pool, floors: list[dict[str, object]]) -> None:
    tighter = [{**floors[0], "at_least": int(str(floors[0]["at_least"])) + 1}, *floors[1:]]
    before, _ = solved_of(build_problem(pool=pool, policy=policy_of(with_floors(floors))))
    after, _ = solved_of(build_problem(pool=pool, policy=policy_of(with_floors(tighter))))
    if after.status is Status.OPTIMAL:
        assert before.status is Status.OPTIMAL
        assert values(after)["best_score_congress"] <= values(before)["best_score_congress"]
