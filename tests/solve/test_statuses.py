"""What a solve may claim: proven best only with a proof, impossible only when it is, never a value it did not find."""

from __future__ import annotations

import pytest

from optimizer.basis.progress import Step
from optimizer.model.build import build_model
from optimizer.model.model import Model
from optimizer.problem.problem import Problem
from optimizer.solve.solve import solve
from optimizer.solve.status import Status
from tests.solve.brute import assert_honest, best_of
from tests.toy import HEAD, NESTED, pool_of, problem_of, table_of

POOL = pool_of("""
id,   sex,    birth, frontline, modes,               score, unit
P001, female, 1990,  yes,       part_time+full_time, 9,     east
P002, female, 1970,  no,        part_time,           8,     east
P003, male,   1990,  yes,       full_time,           7,     west
P004, male,   1970,  no,        part_time,           6,     west
P005, female, 1985,  no,        part_time+full_time, 5,     east
P006, male,   1960,  yes,       part_time,           4,     west
""")
WISH = table_of(
    "rule",
    {"id": "W", "kind": "count", "scope": "congress", "group": "women", "at_least": 9, "strength": "prefer"},
)
"""Can never be met in full: the solve has to take the preferred rules one by one."""


class Watch:
    """Cancels as soon as `stop` of the steps reported so far says so."""

    def __init__(self, after: int | None = None, values: int | None = None) -> None:
        self.steps: list[Step] = []
        self.asked = 0
        self._after = after
        self._values = values

    def report(self, step: Step) -> None:
        self.steps.append(step)

    def cancelled(self) -> bool:
        self.asked += 1
        if self._after is not None and self.asked > self._after:
            return True
        return self._values is not None and sum(step.value is not None for step in self.steps) >= self._values


def small(rules: str = "") -> tuple[Problem, Model]:
    problem = problem_of(POOL, NESTED + rules)
    return problem, build_model(problem)


def test_no_time_is_no_proof() -> None:
    _, model = small()
    solved = solve(model, time_limit=0.0)
    assert solved.status is Status.UNKNOWN
    assert (len(solved.columns), solved.goals) == (0, ())


def test_cancelled_at_once_is_unknown() -> None:
    _, model = small(WISH)
    solved = solve(model, progress=Watch(after=0))
    assert solved.status is Status.UNKNOWN
    assert len(solved.columns) == 0


def test_cancelled_after_the_first_value_is_feasible_and_honest() -> None:
    problem, model = small(WISH)
    solved = solve(model, progress=Watch(values=1))
    assert solved.status is Status.FEASIBLE
    assert_honest(problem, model, solved)
    assert [bool(goal.proof) for goal in solved.goals] == [True] + [False] * (len(solved.goals) - 1)


WISHES_LATE = (
    '\n[[goal]]\nkind = "best"\ncolumn = "score"\nscope = "committee"\n[[goal]]\nkind = "prefer"\n'
    '[[goal]]\nkind = "best"\ncolumn = "score"\nscope = "congress"\n'
) + "".join(
    table_of("rule", {"id": f"W{number}", "kind": "count", "scope": "congress", "strength": "prefer", **keys})
    for number, keys in enumerate(
        ({"group": "young", "at_least": 4}, {"group": "women", "at_most": 0}, {"group": "women", "at_least": 3})
    )
)


@pytest.mark.parametrize("rules", ["", WISH, WISHES_LATE], ids=["plain", "wish", "wishes late"])
def test_stopped_anywhere_values_and_bounds_hold(rules: str) -> None:
    """Cancelled at every moment in turn: figures are those of the roster, bounds are those of the problem."""
    problem, model = small(rules)
    best = best_of(problem)
    seen = set()
    for moment in range(200):
        watch = Watch(after=moment)
        solved = solve(model, progress=watch)
        seen.add(solved.status)
        if solved.status is Status.OPTIMAL:
            break
        if solved.status is Status.FEASIBLE:
            assert_honest(problem, model, solved)
            for goal, scored in zip(solved.goals, model.goals, strict=True):
                assert goal.bound is None or goal.bound * scored.sign >= goal.value * scored.sign
            proven = [goal.value for goal in solved.goals if goal.proof]
            assert proven == [int(figure) for figure in best.figures[: len(proven)]]
            unproven = next(number for number, goal in enumerate(solved.goals) if not goal.proof)
            bound, sign = solved.goals[unproven].bound, model.goals[unproven].sign
            assert bound is None or bound * sign >= best.figures[unproven] * sign
            assert all(goal.bound is None for goal in solved.goals[unproven + 1 :])
    assert seen == {Status.UNKNOWN, Status.FEASIBLE, Status.OPTIMAL}


def test_progress_names_every_goal_and_never_goes_back() -> None:
    _, model = small(WISH)
    watch = Watch()
    solved = solve(model, progress=watch)
    assert solved.status is Status.OPTIMAL
    assert {step.total for step in watch.steps} == {len(model.goals)}
    assert {step.stage for step in watch.steps} == {goal.id for goal in model.goals}
    last = {step.stage: step.value for step in watch.steps if step.value is not None}
    assert last == {goal.id: goal.value for goal in solved.goals}


def rule(identity: str, **keys: object) -> str:
    return table_of("rule", {"id": identity, **keys})


def test_impossible_by_the_relaxation_names_rules() -> None:
    # Four women are asked for and three exist: the multiplier of one row proves it.
    _, model = small(
        rule("R1", kind="count", scope="congress", group="women", at_least=4)
        + rule("R2", kind="count", scope="congress", group="young", at_least=1)
    )
    solved = solve(model)
    assert solved.status is Status.IMPOSSIBLE
    assert (len(solved.columns), solved.goals) == (0, ())
    assert solved.rules == ("R1",)


PARITY = (
    HEAD
    + """
[[body]]
id = "congress"
seats = 3
"""
)
TRIANGLE = pool_of("""
id, modes, sector, ab, bc, ca
A,  ,      x,      1,  ,   1
B,  ,      x,      1,  1,
C,  ,      x,      ,   1,  1
D,  ,      y,      ,   ,
E,  ,      y,      ,   ,
F,  ,      y,      ,   ,
""")


def test_impossible_in_whole_numbers_alone() -> None:
    # Of A and B exactly one, of B and C exactly one, of C and A exactly one: their number would be 3/2. Halves satisfy
    # all three rows, so the relaxation (halves of A, B, C; the rest from D, E, F) cannot prove it and branching must.
    pairs = "".join(
        rule(f"R{column}", kind="count", scope="congress", group={column: "1"}, exactly=1)
        for column in ("ab", "bc", "ca")
    )
    problem = problem_of(TRIANGLE, PARITY + pairs)
    assert best_of(problem).held is None
    solved = solve(build_model(problem))
    assert solved.status is Status.IMPOSSIBLE
    assert (len(solved.columns), solved.goals, solved.rules) == (0, (), ())


def test_impossible_when_nobody_may_hold_anything() -> None:
    problem = problem_of(POOL, NESTED + rule("R1", kind="eligible", scope="congress", group={"unit": "north"}))
    assert solve(build_model(problem)).status is Status.IMPOSSIBLE


def test_impossible_when_the_pool_is_too_small() -> None:
    problem = problem_of(POOL, NESTED.replace("seats = 4", "seats = 7"))
    solved = solve(build_model(problem))
    assert solved.status is Status.IMPOSSIBLE
    assert solved.rules == ("seats:congress",)


FEW = pool_of("""
id,   modes,               score
P001, full_time,           90.000001
P002, part_time+full_time, 90.000001
P003, part_time+full_time, 0
P004, full_time,           2.5
""")


def test_impossible_although_the_solver_gives_up_over_the_scores() -> None:
    # Scores in millionths and the growing price of a missed row lie so far apart that HiGHS ends without an answer.
    text = HEAD + "".join(
        [
            table_of("body", {"id": "congress", "seats": {"at_least": 10, "at_most": 12}}),
            table_of("body", {"id": "committee", "seats": {"at_least": 5, "at_most": 6}, "within": "congress"}),
            table_of("office", {"id": "chair", "body": "committee", "seats": 1}),
            table_of(
                "office",
                {
                    "id": "vice_chair",
                    "body": "committee",
                    "seats": {"at_least": 1, "at_most": 3},
                    "modes": ["full_time", "part_time"],
                },
            ),
            table_of("body", {"id": "audit", "seats": 2}),
        ]
    )
    assert solve(build_model(problem_of(FEW, text))).status is Status.IMPOSSIBLE


TRAP = (
    HEAD
    + """
[[body]]
id = "standing"
seats = {seats}
[[office]]
id = "vice_chair"
body = "standing"
seats = {seats}
modes = ["full_time", "part_time", "seconded"]
"""
)
VICES = pool_of("id, modes\n" + "\n".join(f"P{number:02d}, full_time+part_time+seconded" for number in range(1, 11)))


@pytest.mark.parametrize(("seats", "status"), [(7, Status.IMPOSSIBLE), (8, Status.OPTIMAL)])
def test_one_full_time_and_one_seconded_need_eight_vice_chairs(seats: int, status: Status) -> None:
    # Of n vice-chairs n - 2 are part-time, and n - 2 >= 3n/4 means n >= 8.
    rules = rule("D7", kind="share", scope="vice_chair", group={"mode": "part_time"}, at_least="3/4") + "".join(
        rule(mode, kind="count", scope="vice_chair", group={"mode": mode}, exactly=1)
        for mode in ("full_time", "seconded")
    )
    problem = problem_of(VICES, TRAP.replace("{seats}", str(seats)) + rules)
    assert solve(build_model(problem)).status is status
