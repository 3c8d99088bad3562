"""The second witness: another solver on the whole problem, written down naively here and not by the model."""

from __future__ import annotations

import random
from decimal import Decimal

import pulp
import pytest

from optimizer.model.build import build_model
from optimizer.people.person import Birth, Person
from optimizer.problem.problem import Problem, build_problem
from optimizer.solve import solve as solving
from optimizer.solve import stage
from optimizer.solve.solve import solve
from optimizer.solve.status import Status
from tests.solve.brute import assert_honest
from tests.toy import HEAD, a_pool, policy_of

POLICY = (
    HEAD
    + """
[[body]]
id = "congress"
seats = 20
[[body]]
id = "committee"
seats = 8
within = "congress"
[[office]]
id = "chair"
body = "committee"
seats = 1
[[rule]]
id = "D1"
kind = "share"
scope = "congress"
group = { frontline = "yes" }
at_least = "60%"
[[rule]]
id = "D2"
kind = "share"
scope = "committee"
group = { age = "<=45" }
at_least = "1/3"
[[rule]]
id = "D3"
kind = "count"
scope = "congress"
group = { sex = "female" }
at_least = 8
at_most = 11
[[rule]]
id = "U1"
kind = "each"
scope = "congress"
by = "unit"
at_least = 2
[[goal]]
kind = "best"
column = "score"
scope = ["congress"]
"""
)


IMPOSSIBLE = (1,)
"""The seeds whose draw has no roster."""


def random_problem(seed: int) -> Problem:
    draw = random.Random(seed)
    crowd = [
        Person(
            id=f"P{number:03d}",
            name=f"P{number:03d}",
            sex=draw.choice(("female", "male", "male")),
            birth=Birth(draw.randint(1966, 1996), draw.randint(1, 12)),
            frontline=draw.choice(("yes", "no", "unsure")),
            score=Decimal(draw.randint(0, 10_000)) / 100,
            other={"unit": draw.choice("abcdef")},
        )
        for number in range(draw.randint(40, 60))
    ]
    return build_problem(pool=a_pool(crowd), policy=policy_of(POLICY))


def naive_best(problem: Problem) -> int | None:
    """The best total of hundredths, each body with its own variable and nesting as rows; None where there is none."""
    crowd = problem.pool.people
    program = pulp.LpProblem("naive", pulp.LpMaximize)
    body = {
        name: [program.add_variable(f"{name}{number}", 0, 1, "Integer") for number in range(len(crowd))]
        for name in ("congress", "committee", "chair")
    }
    for inner, outer in (("committee", "congress"), ("chair", "committee")):
        for within, around in zip(body[inner], body[outer], strict=True):
            program += within <= around
    for name, seats in (("congress", 20), ("committee", 8), ("chair", 1)):
        program += pulp.lpSum(body[name]) == seats
    congress = list(zip(body["congress"], crowd, strict=True))
    women = pulp.lpSum(one for one, person in congress if person.sex == "female")
    program += pulp.lpSum(one for one, person in congress if person.frontline == "yes") >= 12
    program += women >= 8
    program += women <= 11
    for unit in sorted({person.other["unit"] for person in crowd}):
        program += pulp.lpSum(one for one, person in congress if person.other["unit"] == unit) >= 2
    # 45 or under on 2026-12-01, for certain: born in 1981 or later, or in December 1980 but for its first day, which a
    # birth of a month leaves open.
    young = [
        one for one, person in zip(body["committee"], crowd, strict=True) if person.birth and person.birth.year > 1980
    ]
    program += pulp.lpSum(young) >= 3
    program.setObjective(pulp.lpSum(int((person.score or 0) * 100) * one for one, person in congress))
    stats = program.solve(pulp.COIN_CMD(msg=False, gapRel=0.0, threads=1))  # type: ignore[no-untyped-call]
    return round(pulp.value(program.objective) or 0.0) if stats.has_solution else None


@pytest.mark.parametrize("core", ["whole", "small"])
@pytest.mark.parametrize("seed", range(6))
def test_cbc_finds_no_better_total(seed: int, core: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if core == "small":
        monkeypatch.setattr(solving, "SMALL", 0)
        monkeypatch.setattr(solving, "FIRST_CORE", 12)
        monkeypatch.setattr(stage, "GROWTH", 6)
    problem = random_problem(seed)
    model = build_model(problem)
    solved = solve(model)
    naive = naive_best(problem)
    assert (naive is None) == (seed in IMPOSSIBLE)
    if naive is None:
        assert solved.status is Status.IMPOSSIBLE
        return
    assert solved.status is Status.OPTIMAL
    assert_honest(problem, model, solved)
    first = solved.goals[0]
    assert first.value * 100 == naive * first.scale
