"""Rows worked out by hand: what the comparison with the head-count cannot see, such as parts, names of choices, slack."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from optimizer.problem.problem import Problem
from optimizer.rules.grid import Row, Sparing, counted, holds
from optimizer.rules.weights import no_weights, of_people, reach, spread_out
from tests.rules.agreement import TOY_POOL
from tests.rules.kinds import VARIANTS
from tests.rules.test_agreement import FRAMES, read_in
from tests.strategies import WOMEN, Keys
from tests.toy import NESTED, RANGED, TWO_CHAINS, a_pool, policy_of, problem_of, table_of

type Facts = tuple[str, int | None, int | None, int, bool, tuple[tuple[str, int], ...]]
"""Part, least, most, head, soft, choices."""
UNITS_2: Keys = {"kind": "spread", "by": "unit", "at_least": 2}


def plain(part: str, least: int | None, most: int | None, head: int = 1) -> Facts:
    """A row without choices."""
    return (part, least, most, head, True, ())


@pytest.mark.parametrize(
    ("frame", "keys", "rows"),
    [
        # Whole heads where the size is fixed: 70%, 1/3, below 3/4 of four.
        ("nested", {"kind": "share", "group": WOMEN, "at_least": "70%"}, [plain("", 3, None)]),
        (
            "nested",
            {"kind": "share", "group": WOMEN, "at_least": "1/3", "less_than": "3/4"},
            [plain("", 2, None), plain("", None, 2)],
        ),
        # Else a head is worth the denominator.
        (
            "ranged",
            {"kind": "share", "group": WOMEN, "more_than": "1/3", "at_most": "3/4"},
            [plain("", 1, None, 3), plain("", None, 0, 4)],
        ),
        ("nested", {"kind": "share", "group": WOMEN, "of": "young", "at_least": "1/3"}, [plain("", 0, None, 3)]),
        (
            "nested",
            {"kind": "each", "by": "unit", "at_least": "1/3"},
            [plain("east", 2, None), plain("west", 2, None)],
        ),
        (
            "nested",
            {"kind": "each", "by": "sector", "group": WOMEN, "exactly": {"farm": "1/3"}},
            [plain("farm", 0, None, 3), plain("farm", None, 0, 3)],
        ),
        ("ranged", {"kind": "each", "by": "unit", "at_most": {"west": "1/3"}}, [plain("west", None, 0, 3)]),
        # The table names a value that nobody has.
        ("nested", {"kind": "each", "by": "unit", "at_most": {"north": 1}}, [plain("north", None, 1)]),
        (
            "nested",
            {"kind": "named", "people": ["P004", "人二"], "hold": "in"},
            [plain("P002", 1, None), plain("P004", 1, None)],
        ),
        # Two of the posts are one person's.
        (
            "nested",
            {"kind": "by_post", "posts": ["所长", "站长", "院长"]},
            [plain("所长", 1, None), plain("院长", 1, None)],
        ),
        ("nested", {"kind": "apart", "by": "kin"}, [plain("K1", None, 1), plain("K2", None, 1)]),
        # Two people cannot be more than two.
        ("nested", {"kind": "apart", "by": "kin", "at_most": 2}, [plain("K2", None, 2)]),
        (
            "nested",
            {"kind": "apart", "by": "kin", "other": "chair"},
            [
                ("K1", None, 0, 1, True, (("in:K1", -2),)),
                ("K1", None, 2, 1, True, (("in:K1", 2),)),
                ("K2", None, 0, 1, True, (("in:K2", -3),)),
                ("K2", None, 3, 1, True, (("in:K2", 3),)),
            ],
        ),
        # Two of K1 and three of K2, each a row.
        (
            "nested",
            {"kind": "together", "by": "kin"},
            [(kin, 0, 0, 1, True, ((f"all:{kin}", -1),)) for kin in ("K1", "K1", "K2", "K2", "K2")],
        ),
        # Whoever is alone in a discipline is asked nothing.
        (
            "nested",
            {"kind": "together", "by": "discipline"},
            [(name, 0, 0, 1, True, ((f"all:{name}", -1),)) for name in ("medicine", "medicine", "physics", "physics")],
        ),
        (
            "nested",
            {"kind": "implies", "people": ["P001", "P002"], "then_people": ["P003"]},
            [plain("P001-P003", None, 0), plain("P002-P003", None, 0)],
        ),
        # In one chain a single ban, in two chains a row for each person.
        ("nested", {"kind": "implies", "holds": "chair"}, [plain("", None, 0)]),
        ("two chains", {"kind": "implies", "holds": "audit"}, [plain("", None, 0)] * 6),
        (
            "nested",
            UNITS_2,
            [
                ("east", 0, None, 1, False, (("value:east", -1),)),
                ("west", 0, None, 1, False, (("value:west", -1),)),
                ("", 2, None, 1, True, (("value:east", 1), ("value:west", 1))),
            ],
        ),
        (
            "nested",
            {"kind": "compare", "group": WOMEN, "last_term": "1/3", "direction": "more"},
            [plain("", 2, None)],
        ),
        (
            "nested",
            {"kind": "compare", "group": WOMEN, "last_term": "1/2", "direction": "less", "difference": "1/4"},
            [plain("", None, 1)],
        ),
        (
            "ranged",
            {"kind": "compare", "group": WOMEN, "population": "1/3", "direction": "less"},
            [plain("", None, -1, 3)],
        ),
        # 6 x 3 x members here less 6 x 4 x members there, at most -1/6 of 4 x 3.
        (
            "nested",
            {"kind": "compare", "group": WOMEN, "body": "committee", "direction": "less", "difference": "1/6"},
            [plain("", None, -12, 18)],
        ),
        # One of the sizes 3 and 4 is on, and of 1 and 2; a pair that is off is forgiven all the difference there can be.
        (
            "ranged",
            {"kind": "compare", "group": WOMEN, "body": "committee", "direction": "at_least"},
            [
                ("", 1, 1, 1, False, (("size:congress:3", 1), ("size:congress:4", 1))),
                ("", 0, 0, 1, False, (("size:congress:3", 3), ("size:congress:4", 4))),
                ("", 1, 1, 1, False, (("size:committee:1", 1), ("size:committee:2", 1))),
                ("", 0, 0, 1, False, (("size:committee:1", 1), ("size:committee:2", 2))),
                ("", -22, None, 1, True, (("size:congress:3", -11), ("size:committee:1", -11))),
                ("", -30, None, 2, True, (("size:congress:3", -15), ("size:committee:2", -15))),
                ("", -26, None, 1, True, (("size:congress:4", -13), ("size:committee:1", -13))),
                ("", -34, None, 2, True, (("size:congress:4", -17), ("size:committee:2", -17))),
            ],
        ),
        # The same with a difference, a sixth: 6 x 1 a head, and off by 6 x 4 + 6 x 3 x 2 members at most, 3 and 1 more.
        (
            "ranged",
            {"kind": "compare", "group": WOMEN, "body": "committee", "direction": "less", "difference": "1/6"},
            [
                ("", 1, 1, 1, False, (("size:congress:3", 1), ("size:congress:4", 1))),
                ("", 0, 0, 1, False, (("size:congress:3", 3), ("size:congress:4", 4))),
                ("", 1, 1, 1, False, (("size:committee:1", 1), ("size:committee:2", 1))),
                ("", 0, 0, 1, False, (("size:committee:1", 1), ("size:committee:2", 2))),
                ("", None, -3 + 2 * 64, 6, True, (("size:congress:3", 64), ("size:committee:1", 64))),
                ("", None, -6 + 2 * 91, 12, True, (("size:congress:3", 91), ("size:committee:2", 91))),
                ("", None, -4 + 2 * 77, 6, True, (("size:congress:4", 77), ("size:committee:1", 77))),
                ("", None, -8 + 2 * 105, 12, True, (("size:congress:4", 105), ("size:committee:2", 105))),
            ],
        ),
        (
            "nested",
            {"kind": "ratio", "of": "committee", "more_than": "1/2", "less_than": "5/6"},
            [plain("", 1, None, 2), plain("", None, -1, 6)],
        ),
        ("nested", {"kind": "stacking", "among": [WOMEN], "at_most": 0}, [plain("", None, 0)]),
        # Options by label; a row that only says what a choice means stays as it is.
        (
            "nested",
            {
                "kind": "either",
                "options": [{"id": "a", "kind": "each", "by": "unit", "at_least": 1}, UNITS_2],
            },
            [
                ("a/east", 0, None, 1, True, (("option:a", -1),)),
                ("a/west", 0, None, 1, True, (("option:a", -1),)),
                ("2/east", 0, None, 1, False, (("2/value:east", -1),)),
                ("2/west", 0, None, 1, False, (("2/value:west", -1),)),
                ("2", 0, None, 1, True, (("2/value:east", 1), ("2/value:west", 1), ("option:2", -2))),
                ("", 1, None, 1, False, (("option:a", 1), ("option:2", 1))),
            ],
        ),
        # A row with two sides becomes two rows, with one side each and a slack of its own: one person in four seats.
        (
            "nested",
            {
                "kind": "either",
                "options": [{"kind": "together", "people": ["P001", "P002"]}, {"kind": "count", "at_least": 9}],
            },
            [
                *[
                    ("1", -1, None, 1, True, (("1/all:", -1), ("option:1", -1))),
                    ("1", None, 4, 1, True, (("1/all:", -1), ("option:1", 4))),
                ]
                * 2,
                ("2", 0, None, 1, True, (("option:2", -9),)),
                ("", 1, None, 1, False, (("option:1", 1), ("option:2", 1))),
            ],
        ),
        # Rows that no roster can miss are left out: none has fewer than no women, or more than four.
        (
            "nested",
            {
                "kind": "either",
                "options": [
                    {"kind": "count", "at_least": 0},
                    {"kind": "count", "group": WOMEN, "at_most": 4},
                    {"kind": "count", "group": WOMEN, "exactly": 3},
                ],
            },
            [
                ("3", 0, None, 1, True, (("option:3", -3),)),
                ("3", None, 4, 1, True, (("option:3", 1),)),
                ("", 1, None, 1, False, (("option:1", 1), ("option:2", 1), ("option:3", 1))),
            ],
        ),
    ],
)
def test_rows_by_hand(frame: str, keys: Keys, rows: list[Facts]) -> None:
    problem = problem_of(TOY_POOL, FRAMES[frame] + table_of("rule", {"id": "R", "scope": "congress", **keys}))
    (rule,) = problem.rules
    found = [(row.part, row.least, row.most, row.head, row.soft, row.choices) for row in rule.rows(problem)]
    assert found == rows


def test_the_choice_of_a_size_names_all_of_its_scope() -> None:
    keys: Keys = {"scope": ["chair", "vice_chair"], "group": WOMEN, "body": "chair", "direction": "at_most"}
    problem = problem_of(TOY_POOL, RANGED + table_of("rule", {"id": "R", "kind": "compare", **keys}))
    (rule,) = problem.rules
    names = {name for row in rule.rows(problem) for name, _ in row.choices}
    assert names == {"size:chair vice_chair:1", "size:chair vice_chair:2"}


def test_in_a_pool_that_nobody_is_in_rows_weigh_nobody() -> None:
    seen = set()
    for kind, variants in VARIANTS.items():
        texts = [table_of("rule", {"id": "R", "kind": kind, **keys}) for keys in variants]
        for problem in [read_in(frame, text, a_pool(())) for text in texts for frame in FRAMES]:
            if problem is not None:
                (rule,) = problem.rules
                rows = list(rule.rows(problem))
                assert {row.weights.dtype for row in rows} <= {np.dtype(np.int64)}
                assert {spread_out(problem, row.weights).shape for row in rows} <= {(0, len(problem.positions))}
                seen.add(kind)
    assert seen == set(VARIANTS) - {"by_post", "named"}, "people that a rule names have to be there"


NOBODY: Keys = {"sector": "north"}
NO_ROWS: list[Keys] = [
    # One position as chair, and one in either mode as vice-chair, come to three.
    {"kind": "concurrent", "scope": ["chair", "vice_chair"], "at_most": 3},
    {"kind": "concurrent", "scope": ["committee", "audit"], "group": NOBODY},
    {"kind": "implies", "scope": "committee", "holds": "audit", "when": NOBODY},
]


@pytest.mark.parametrize("keys", NO_ROWS)
def test_people_who_cannot_break_the_rule_have_no_row(keys: Keys) -> None:
    problem = problem_of(TOY_POOL, TWO_CHAINS + table_of("rule", {"id": "R", **keys}))
    (rule,) = problem.rules
    assert list(rule.rows(problem)) == []


TOY = problem_of(TOY_POOL, NESTED)
LOOSE = problem_of(TOY_POOL, RANGED)


def test_weights_spread_over_everybody() -> None:
    inside = holds(TOY, ("committee",))
    assert inside.tolist() == [[False, True, True, True, True]]
    spread = spread_out(TOY, inside)
    assert (spread.dtype, spread.tolist()) == (np.dtype(np.int64), [[0, 1, 1, 1, 1]] * 6)
    table = spread * np.array([[3], [0], [2], [0], [0], [1]])
    few = of_people(table, np.array([0, 1, 5]))
    assert few.toarray().tolist() == [[0, 3, 3, 3, 3], *[[0] * 5] * 4, [0, 1, 1, 1, 1]]
    assert few.nnz == 8
    again = spread_out(TOY, few)
    assert (again.dtype, again.tolist()) == (np.dtype(np.int64), few.toarray().tolist())
    nothing = no_weights(TOY)
    assert (nothing.dtype, nothing.shape, nothing.nnz) == (np.dtype(np.int64), (6, 5), 0)


CHAIR_ONLY = np.array([[0, 0, 1, 0, 0]])
BY_PERSON = np.array([[5], [-3], [1], [0], [0], [0]])


@pytest.mark.parametrize("problem", [TOY, LOOSE], ids=["fixed", "ranged"])
def test_how_far_a_row_s_sum_can_reach(problem: Problem) -> None:
    everywhere, some = np.ones((1, 5), dtype=np.int64), (("a", 2), ("b", -7))
    # Four hold the congress, one the chair; whatever is answered is added.
    assert reach(problem, Row(rule="R", weights=everywhere)) == (0, 4)
    assert reach(problem, Row(rule="R", weights=-everywhere)) == (-4, 0)
    assert reach(problem, Row(rule="R", weights=CHAIR_ONLY)) == (0, 1)
    assert reach(problem, Row(rule="R", weights=-3 * CHAIR_ONLY)) == (-3, 0)
    assert reach(problem, Row(rule="R", weights=everywhere, choices=some)) == (-7, 6)
    assert reach(problem, Row(rule="R", weights=no_weights(problem), choices=some)) == (-7, 2)
    assert reach(problem, Row(rule="R", weights=no_weights(problem), choices=(("a", 1), ("b", -1)))) == (-1, 1)
    # One person at a time in the chair: the heaviest or the lightest.
    assert reach(problem, Row(rule="R", weights=BY_PERSON * CHAIR_ONLY)) == (-3, 5)
    assert reach(problem, Row(rule="R", weights=sparse.csr_array(BY_PERSON * CHAIR_ONLY))) == (-3, 5)


def test_the_reach_is_bounded_by_the_seats_of_each_position_and_of_all() -> None:
    weights = np.zeros((6, 5), dtype=np.int64)
    # In the congress alone four of the six, in the committee three, as chair one: the four heaviest of these.
    weights[:, 0], weights[:, 1], weights[:, 2] = range(1, 7), range(11, 17), range(21, 27)
    assert reach(TOY, Row(rule="R", weights=weights)) == (0, 26 + 16 + 15 + 14)
    assert reach(TOY, Row(rule="R", weights=-weights)) == (-(26 + 16 + 15 + 14), 0)
    # The committee of the other toy has two seats.
    assert reach(LOOSE, Row(rule="R", weights=weights)) == (0, 26 + 16 + 15 + 6)


SPARED = Sparing(grid=LOOSE, spared=frozenset(("P001", "P004")))


def test_a_grid_without_the_exempt() -> None:
    assert (SPARED.pool, SPARED.positions, SPARED.room) == (LOOSE.pool, LOOSE.positions, LOOSE.room)
    who = [[False], [True], [True], [False], [True], [True]]
    assert counted(SPARED).tolist() == who
    assert counted(LOOSE).tolist() == [[True]] * 6
    assert holds(SPARED, ("chair",)).tolist() == [[False, False, one, False, False] for (one,) in who]
    women = policy_of(NESTED).groups["women"]
    # Certainly women are P001 and P003, possibly P005 too.
    assert [bool(row.any()) for row in np.broadcast_to(SPARED.sure(women), (6, 5))] == [
        False,
        False,
        True,
        *[False] * 3,
    ]
    assert [bool(row.any()) for row in np.broadcast_to(SPARED.possible(women), (6, 5))] == [
        *(False, False, True),
        *(False, True, False),
    ]


def test_how_many_of_a_scope_are_counted_without_the_exempt() -> None:
    assert (LOOSE.sizes(("congress",)), SPARED.sizes(("congress",))) == ((3, 4), (1, 4))
    assert (LOOSE.sizes(("chair",)), SPARED.sizes(("chair",))) == ((1, 1), (0, 1))
    assert (LOOSE.size(("chair",)), SPARED.size(("chair",))) == (1, None)
