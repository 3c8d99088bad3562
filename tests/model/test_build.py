"""The integer program says what the problem says: its rosters are those of the problem, and no others."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from optimizer.model.build import build_model
from optimizer.model.goals import draw_numbers, figures_of
from optimizer.model.model import NO_LEAST, NO_MOST, Model
from optimizer.people.person import Person
from optimizer.problem.problem import Problem, build_problem
from tests.rules.agreement import TOY_POOL
from tests.solve.brute import keeps_musts
from tests.solve.drawing import problems
from tests.strategies import FRONTLINE, WOMEN, drawn
from tests.toy import HEAD, NESTED, TWO_CHAINS, a_pool, policy_of, pool_of, problem_of, rosters, table_of

MOST_CHOICES = 12
type Knots = list[tuple[NDArray[np.int64], NDArray[np.int64]]]
"""Rows and columns of choices."""


@drawn(40)
@given(problem=problems())
def test_exactly_the_rosters_of_the_problem_satisfy_the_model(problem: Problem) -> None:
    model = build_model(problem)
    pairs = {
        (int(who), int(what)): column
        for column, (who, what) in enumerate(zip(model.person, model.position, strict=True))
    }
    shortfalls = len(model.gap_most) - model.choices
    hard = np.diff(sparse.csr_array(model.gap_rows[:, :shortfalls]).indptr) == 0
    tied = knots(model, hard)
    assume(all(len(columns) <= MOST_CHOICES for _, columns in tied))
    dense = model.rows.toarray()
    for held in rosters(problem):
        exists = all(pair in pairs for pair in held)
        fits = exists and can_be_met(model, hard, tied, dense[:, [pairs[pair] for pair in held]].sum(axis=1))
        assert fits == keeps_musts(problem, held)


def knots(model: Model, hard: NDArray[np.bool_]) -> Knots:
    """Rows and choices that hang together through hard rows: each knot can be looked at by itself."""
    choices = sparse.csr_array(model.gap_rows[:, len(model.gap_most) - model.choices :])
    linked = abs(sparse.csr_array(choices[np.flatnonzero(hard)]))
    count, labels = connected_components(linked.T @ linked, directed=False)
    listed = []
    for label in range(count):
        columns = np.flatnonzero(labels == label)
        rows = np.flatnonzero(hard & (np.diff(sparse.csr_array(choices[:, columns]).indptr) > 0))
        listed.append((rows, columns))
    return listed


def can_be_met(model: Model, hard: NDArray[np.bool_], tied: Knots, found: NDArray[np.int64]) -> bool:
    """Whether some choices make every hard row hold, all of them tried knot by knot."""
    choices = model.gap_rows[:, len(model.gap_most) - model.choices :].toarray()
    plain = hard & ~choices.any(axis=1)
    if not np.all(((model.least <= found) & (found <= model.most))[plain]):
        return False
    for rows, columns in tied:
        taken = np.array(list(product((0, 1), repeat=len(columns))), dtype=np.int64)
        sums = found[rows] + taken @ choices[np.ix_(rows, columns)].T
        if not ((model.least[rows] <= sums) & (sums <= model.most[rows])).all(axis=1).any():
            return False
    return True


@drawn(40)
@given(problem=problems())
def test_columns_are_grouped_by_person_and_chain(problem: Problem) -> None:
    model = build_model(problem)
    assume(len(model.group))
    assert list(model.group) == sorted(model.group)
    assert set(map(int, model.group)) == set(range(model.groups))
    owners = {(int(who), problem.chain[what]) for who, what in zip(model.person, model.position, strict=True)}
    assert len(owners) == model.groups


def test_two_rows_hold_the_seats_of_a_toy() -> None:
    # Two people, one body of one seat within one of two: four columns, no rule.
    text = NESTED[: NESTED.index("[[body]]")]
    text += table_of("body", {"id": "a", "seats": 2}) + table_of("body", {"id": "b", "seats": 1, "within": "a"})
    model = build_model(problem_of(pool_of("id\nP1\nP2"), text))
    assert model.rows.toarray().tolist() == [[1, 1, 1, 1], [0, 1, 0, 1]]
    assert (model.least.tolist(), model.most.tolist()) == ([2, 1], [2, 1])
    assert model.row_rules == ("seats:a", "seats:b")
    assert model.group.tolist() == [0, 0, 1, 1]
    assert (model.gap_rows.shape, str(model.gap_rows.dtype), str(model.gap_most.dtype)) == ((2, 0), "int64", "int64")


def test_the_columns_of_a_person_stand_chain_by_chain() -> None:
    # Neither of the two can be vice-chair full-time, which is position 4.
    model = build_model(problem_of(pool_of("id\nP1\nP2"), TWO_CHAINS))
    assert model.person.tolist() == [0] * 5 + [1] * 5
    assert model.position.tolist() == [0, 1, 2, 3, 5] * 2
    assert model.group.tolist() == [0, 0, 0, 1, 1, 2, 2, 2, 3, 3]


def rule(identity: str, **keys: object) -> str:
    return table_of("rule", {"id": identity, "scope": "congress", **keys})


def test_rules_that_only_ban_leave_the_model_with_the_pairs_they_ban() -> None:
    bans = (
        rule("B1", kind="eligible", group={"sector": ["farm", "town"]})
        + rule("B2", kind="barred", group={"head": "hospital"}, strength="as_a_rule")
        + rule("B3", kind="count", group={"kin": "K1", "office": "chair"}, at_most=0)
        + rule("B4", kind="named", people=["P006"], hold="out")
    )
    others = (
        rule("R1", kind="barred", group={"head": "school"}, strength="prefer")
        + rule("R2", kind="count", group={"head": "agrotech"}, at_most=1)
        + rule("R3", kind="apart", people=["P002", "P004"], other="chair")
        + rule("R4", kind="implies", people=["P002"], then_people=["P004"])
        + rule("R5", kind="together", people=["P002", "P004"])
    )
    model = build_model(problem_of(TOY_POOL, NESTED + bans + others))
    assert model.bans == ("B1", "B2", "B3", "B4")
    seats = ("seats:congress", "seats:committee", "seats:chair", "seats:vice_chair")
    assert model.row_rules == (*seats, "R1", "R2", "R3", "R3", "R4", "R5", "R5")
    # Left are P002 part-time, P003 full-time and not as chair, P004 part-time.
    assert sorted(zip(model.person.tolist(), model.position.tolist(), strict=True)) == [
        *((1, where) for where in (0, 1, 2, 4)),
        *((2, where) for where in (0, 1, 3)),
        *((3, where) for where in (0, 1, 2, 4)),
    ]
    for array in (model.person, model.position, model.group, model.rows, model.gap_rows, model.gap_most):
        assert array.dtype == np.dtype(np.int64)
    assert model.least.dtype == model.most.dtype == np.dtype(np.int64)


def test_lifted_bans_are_in_no_way_in_the_model_but_the_rules_other_rows_are() -> None:
    text = NESTED + rule("B1", kind="barred", group={"head": "hospital"}) + rule("B2", kind="barred", group=WOMEN)
    # Nobody of K1, and nobody is too few.
    text += rule("B3", kind="count", group={"kin": "K1"}, exactly=0)
    problem = problem_of(TOY_POOL, text)
    whole, lifted = build_model(problem), build_model(problem, lifted=frozenset(("B2", "B3")))
    assert (whole.bans, set(whole.person.tolist())) == (("B1", "B2", "B3"), {1, 3, 5})
    # P001 and P005 may be of the group that B1 bars; P003 is not.
    assert (lifted.bans, set(lifted.person.tolist())) == (("B1",), {1, 2, 3, 5})
    assert whole.row_rules == lifted.row_rules
    assert lifted.row_rules[-1] == "B3"


WISHES = (
    rule("W1", kind="count", group=FRONTLINE, at_least=2, at_most=3, strength="prefer")
    + rule("W2", kind="share", group=WOMEN, of=FRONTLINE, at_least="1/3", strength="prefer")
    + rule("W3", kind="spread", by="unit", at_least=2, strength="prefer")
    + rule("W4", kind="apart", by="kin", other="committee", strength="prefer")
    + rule("M", kind="spread", by="kin", at_least=1)
)


def test_shortfalls_are_heads_and_choices_stand_last() -> None:
    model = build_model(problem_of(TOY_POOL, NESTED + WISHES))
    assert model.gap_rules == ("W1", "W1", "W2", "W3", "W4", "W4", "W4", "W4", *[""] * 6)
    assert model.choices == 6
    found = [
        [(int(row), int(weight)) for row, weight in enumerate(column) if weight]
        for column in model.gap_rows.toarray().T
    ]
    # Rows 0 to 3 are seats. A head of W2 is worth three of its sum; rows 7 and 8 say what W3's values mean, as 14 and 15.
    assert found == [
        *([(4, 1)], [(5, -1)], [(6, 3)], [(9, 1)]),
        *([(10, -1)], [(11, -1)], [(12, -1)], [(13, -1)]),
        *([(7, -1), (9, 1)], [(8, -1), (9, 1)]),
        *([(10, -2), (11, 2)], [(12, -3), (13, 3)]),
        *([(14, -1), (16, 1)], [(15, -1), (16, 1)]),
    ]
    assert [(int(model.least[row]), int(model.most[row])) for row in (4, 5, 6, 9, 11, 16)] == [
        *((2, NO_MOST), (NO_LEAST, 3), (0, NO_MOST), (2, NO_MOST)),
        *((NO_LEAST, 2), (1, NO_MOST)),
    ]


@pytest.mark.parametrize(("structure", "chains"), [(NESTED, 1), (TWO_CHAINS, 2)])
def test_a_shortfall_can_be_as_large_as_any_roster_makes_it(structure: str, chains: int) -> None:
    text = structure + WISHES + rule("W5", kind="count", at_least=9, strength="prefer")
    model = build_model(problem_of(TOY_POOL, text))
    # Everybody at their heaviest, in every chain; the choices; then what the bound asks for.
    floor, ceiling = 3 * chains + 1 + 2, 5 * chains + 1 + 3
    # P001, a woman of the front line, counts 2; P002 and P006, who are of it, and P005, who may be, 1 each.
    share = (2 + 1 + 1 + 1) * chains // 3 + 1
    # Each of W4's rows has two or three people; its choice adds as many, the bound of the second once more.
    apart = [2 * chains + 2 + 1, 2 * chains + 2 + 1 + 2, 3 * chains + 3 + 1, 3 * chains + 3 + 1 + 3]
    everyone = 6 * chains + 1 + 9
    assert model.gap_most.tolist() == [floor, ceiling, share, 2 + 1 + 2, *apart, everyone, *[1] * 6]


def test_a_shortfall_where_there_is_one_position_only() -> None:
    text = HEAD + table_of("body", {"id": "congress", "seats": 2})
    text += rule("W", kind="count", at_least=3, strength="prefer")
    # All four people, one more, and what the bound asks for.
    assert build_model(problem_of(pool_of("id\nP1\nP2\nP3\nP4"), text)).gap_most.tolist() == [4 + 1 + 3]


def test_a_pool_that_nobody_is_in_has_a_model_without_columns() -> None:
    text = NESTED + rule("W", kind="count", at_least=1, strength="prefer") + rule("M", kind="eligible", group=WOMEN)
    text += table_of("goal", {"kind": "best", "column": "score", "scope": "congress"})
    text += table_of("goal", {"kind": "best", "column": "rank", "scope": "congress"})
    model = build_model(build_problem(pool=a_pool(()), policy=policy_of(text), base={}))
    assert (model.rows.shape, model.gap_rows.shape, model.groups) == ((5, 0), (5, 1), 0)
    assert (model.least.tolist(), model.gap_most.tolist(), model.bans) == ([4, 3, 1, 1, 1], [2], ("M",))
    assert [goal.id for goal in model.goals] == [
        "prefer:W",
        "changes",
        "best_score_congress",
        "best_rank_congress",
        "draw",
    ]
    arrays = [array for goal in model.goals for array in (goal.columns, goal.gaps)]
    arrays += [model.person, model.position, model.group, model.least, model.most, model.gap_most]
    assert {array.dtype for array in arrays} == {np.dtype(np.int64)}


def test_scores_are_never_rounded() -> None:
    scores = [Decimal("0.1"), Decimal("88.333333"), None, Decimal(7)]
    crowd = [
        Person(id=f"P{n}", name=f"P{n}", score=score, rank=None if n == 1 else n) for n, score in enumerate(scores)
    ]
    figures, scale = figures_of(a_pool(crowd), "score")
    assert [Decimal(figure) / scale for figure in figures] == [score or 0 for score in scores]
    # A missing rank is one behind the last.
    assert figures_of(a_pool(crowd), "rank") == ([0, 4, 2, 3], 1)


def test_draw_numbers_differ_and_id_and_seed_decide_them() -> None:
    crowd = tuple(Person(id=f"P{n}", name="x") for n in range(20))
    for seed, order in product((0, 1), (crowd, crowd[::-1])):
        numbers = draw_numbers(order, seed)
        assert len(set(numbers)) == 20
        assert 1 <= min(numbers) < max(numbers) <= 1_000_000
        straight = dict(zip((person.id for person in crowd), draw_numbers(crowd, seed), strict=True))
        assert [straight[person.id] for person in order] == numbers
    assert draw_numbers(crowd, 0) != draw_numbers(crowd, 1)
