"""Whole heads from exact ratios: thresholds of real bodies, inclusive and exclusive bounds, faults of bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimizer.basis.ratio import ceil_share, floor_share, parse_ratio
from optimizer.rules.bounds import BOUND_HELP, bound_fields, least_heads, most_heads
from optimizer.rules.fields import read_count
from tests.toy import NESTED, policy_faults, policy_of, table_of

# The integer thresholds of the Dalian figures; "-" where the source table leaves a cell out.
THRESHOLDS = """
n,   70%, 1/3, 3/4, 2/3
4,   3,   2,   3,   3
5,   4,   2,   4,   4
6,   5,   2,   5,   4
7,   5,   3,   6,   5
8,   6,   3,   6,   6
9,   7,   3,   7,   6
15,  11,  5,   12,  10
21,  15,  7,   16,  14
39,  28,  13,  30,  26
50,  35,  17,  38,  34
144, 101, 48,  108, 96
201, 141, 67,  -,   -
320, 224, 107, -,   -
650, 455, 217, -,   -
"""
HEADER, *LINES = [[cell.strip() for cell in line.split(",")] for line in THRESHOLDS.strip().splitlines()]
CELLS = [
    (int(line[0]), ratio, int(heads))
    for line in LINES
    for ratio, heads in zip(HEADER[1:], line[1:], strict=True)
    if heads != "-"
]


@pytest.mark.parametrize(("size", "ratio", "heads"), CELLS)
def test_thresholds_of_the_sources(size: int, ratio: str, heads: int) -> None:
    exact = parse_ratio(ratio)
    assert exact is not None
    assert ceil_share(exact, size) == heads
    assert heads * exact.denominator >= exact.numerator * size > (heads - 1) * exact.denominator


def test_a_rounded_percentage_does_not_pass() -> None:
    # 339 of 487 is published as 69.6%; 33 of 100 is not a third.
    assert ceil_share(Fraction(7, 10), 487) == 341
    assert ceil_share(Fraction(1, 3), 100) == 34


@pytest.mark.parametrize(
    ("bound", "least", "most"),
    [
        ({"at_least": Fraction(1, 2)}, 4, None),
        ({"more_than": Fraction(1, 2)}, 5, None),
        ({"at_most": Fraction(1, 2)}, None, 4),
        ({"less_than": Fraction(1, 2)}, None, 3),
        ({"at_least": Fraction(1, 3)}, 3, None),
        ({"more_than": Fraction(1, 3)}, 3, None),
        ({"at_most": Fraction(1, 3)}, None, 2),
        ({"less_than": Fraction(1, 3)}, None, 2),
        ({"exactly": Fraction(1, 4)}, 2, 2),
        ({"at_least": 3, "at_most": 5}, 3, 5),
    ],
)
def test_bounds_of_eight_seats(bound: dict[str, object], least: int | None, most: int | None) -> None:
    assert (least_heads(bound, 8), most_heads(bound, 8)) == (least, most)


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("70%", Fraction(7, 10)),
        ("66.7%", Fraction(667, 1000)),
        (" 2 / 3 ", Fraction(2, 3)),
        ("７０％", Fraction(7, 10)),
        ("0.7", None),
        ("2/0", None),
        ("-1/3", None),
        ("", None),
    ],
)
def test_ratios_are_exact(written: str, exact: Fraction | None) -> None:
    assert parse_ratio(written) == exact


def test_floor_and_ceiling_bracket_the_ratio() -> None:
    assert [(floor_share(Fraction(2, 3), size), ceil_share(Fraction(2, 3), size)) for size in (0, 1, 3, 4)] == [
        (0, 0),
        (0, 1),
        (2, 2),
        (2, 3),
    ]


def test_the_fields_of_bounds_are_read_alike_and_never_required() -> None:
    fields = bound_fields(("at_least", "exactly"), read_count)
    assert [(field.name, field.read, field.required) for field in fields] == [
        ("at_least", read_count, False),
        ("exactly", read_count, False),
    ]
    assert [field.help for field in fields] == [BOUND_HELP["at_least"], BOUND_HELP["exactly"]]


CROSS = "the lower bound {} is above the upper bound {}; change one"
TWO = "two bounds on one side: {}; keep one"
COUNTS_CROSS = CROSS.format("3 people", "2 people")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"kind": "count"}, "no bound is given; write one of at_least, at_most, exactly"),
        ({"kind": "count", "at_least": 3, "at_most": 2}, COUNTS_CROSS),
        ({"kind": "count", "at_least": 1, "exactly": 2}, TWO.format("at_least, exactly")),
        ({"kind": "share", "group": "young", "at_least": "2/3", "at_most": "1/3"}, CROSS.format("2/3", "1/3")),
        ({"kind": "share", "group": "young", "more_than": "1/2", "at_most": "1/2"}, CROSS.format("50%", "50%")),
        (
            {"kind": "share", "group": "young", "at_least": 0, "at_most": "1/2"},
            "a ratio must be exact, not a bare number",
        ),
        ({"kind": "share", "group": "young", "at_least": "1/2", "less_than": "50%"}, CROSS.format("50%", "50%")),
        ({"kind": "share", "group": "young", "at_most": "1/2", "less_than": "1/2"}, TWO.format("at_most, less_than")),
        ({"kind": "each", "by": "unit", "at_least": {"east": 3}, "at_most": {"east": 2}}, COUNTS_CROSS),
        ({"kind": "each", "by": "unit", "at_least": {"east": 3}, "at_most": 2}, COUNTS_CROSS),
        ({"kind": "each", "by": "unit", "at_least": 3, "at_most": {"east": 2}}, COUNTS_CROSS),
        ({"kind": "each", "by": "unit", "at_least": {}, "at_most": 2}, "the table is empty"),
    ],
)
def test_faults_of_bounds(keys: dict[str, object], said: str) -> None:
    (fault,) = policy_faults(NESTED + table_of("rule", {"id": "R", "scope": "congress", **keys}))
    assert fault.message.en == said


@pytest.mark.parametrize(
    "keys",
    [
        {"kind": "count", "at_least": 2, "at_most": 2},
        {"kind": "count", "exactly": 0},
        {"kind": "share", "group": "young", "at_least": "1/2", "at_most": "50%"},
        {"kind": "share", "group": "young", "more_than": "1/3", "less_than": "1/2"},
        {"kind": "each", "by": "unit", "at_least": {"east": 2}, "at_most": {"east": 2}},
        # Bounds of different values, and a count beside a ratio, cannot be compared.
        {"kind": "each", "by": "unit", "at_least": {"east": 3}, "at_most": {"west": 2}},
        {"kind": "each", "by": "unit", "at_least": 3, "at_most": "1/2"},
        {"kind": "each", "by": "unit", "at_least": {"east": 2, "west": "1/2"}, "at_most": 2},
    ],
)
def test_bounds_that_may_stand_together(keys: dict[str, object]) -> None:
    policy_of(NESTED + table_of("rule", {"id": "R", "scope": "congress", **keys}))


def test_bounds_that_cross_for_several_values_are_each_told() -> None:
    keys = {"at_least": {"a": 3, "b": 1, "c": "1/2"}, "at_most": {"a": 2, "b": 1, "c": "1/3"}}
    text = table_of("rule", {"id": "R", "kind": "each", "by": "unit", "scope": "congress", **keys})
    assert [fault.message.en for fault in policy_faults(NESTED + text)] == [COUNTS_CROSS, CROSS.format("50%", "1/3")]


def test_bounds_that_cross_are_told_in_the_reader_s_language() -> None:
    keys = {"id": "R", "kind": "count", "scope": "congress", "at_least": 3, "at_most": 1}
    (fault,) = policy_faults(NESTED + table_of("rule", keys))
    assert fault.message.zh == "下限 3人 高于上限 1人；改其中一个"
    assert fault.message.en == CROSS.format("3 people", "1 person")
