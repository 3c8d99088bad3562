"""What is to vary is read exactly, and everything wrong with it is told at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled
from optimizer.planner.whatif import what_can_vary
from optimizer.whatif.axes import DateAxis, LimitAxis, PoolAxis, SeatsAxis
from optimizer.whatif.reading import choices, read_axes
from tests.toy import table_of
from tests.whatif.scenes import count, share, toy

TABLE = table_of(
    "rule", {"id": "E.1", "kind": "each", "scope": "congress", "by": "sex", "at_least": {"female": 1, "male": 1}}
)
PROBLEM = toy(
    share("W", {"sex": "female"}, at_least="25%"),
    count("F", {"frontline": "yes"}, at_least=1, at_most=3),
    share("A", {"frontline": "yes"}, of={"sex": "female"}, at_most="50%"),
    TABLE,
)


def values(written: str) -> list[object]:
    (axis,) = read_axes([written], PROBLEM)
    return list(axis.values)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("W.at_least=60%:85%:5%", [Fraction(n, 20) for n in range(12, 18)]),
        ("W.at_least=1/3, 50% ,2/3", [Fraction(1, 3), Fraction(1, 2), Fraction(2, 3)]),
        ("W.at_least=0%:100%:1/3", [Fraction(n, 3) for n in range(4)]),
        ("W.at_least=1:3:1", [1, 2, 3]),
        ("W.at_least=50%,50%,1/2", [Fraction(1, 2)]),
        ("W.at_least=0.1%:0.3%:0.1%", [Fraction(n, 1000) for n in (1, 2, 3)]),
        ("W.at_least=10%：30%：10%，70％", [Fraction(n, 10) for n in (1, 2, 3, 7)]),
        ("F.at_most=0:4:2", [0, 2, 4]),
        ("F.at_most=3,1:2:1", [3, 1, 2]),
        ("E.1.at_least.female=0,2", [0, 2]),
        ("congress.seats=3:5:1", [3, 4, 5]),
        ("vice_chair.seats=0,1", [0, 1]),
        ("reference_date=2026-12-01,2027-06-01", [date(2026, 12, 1), date(2027, 6, 1)]),
        ("reference_date=2026-08-31:2027-03-31:3m", [date(2026, 8, 31), date(2026, 11, 30), date(2027, 2, 28)]),
        ("reference_date=2026-12-01:2027-12-01:6个月", [date(2026, 12, 1), date(2027, 6, 1), date(2027, 12, 1)]),
        ("pool=all,women", ["all", "women"]),
    ],
)
def test_values_are_read_exactly(written: str, read: list[object]) -> None:
    assert values(written) == read


def test_each_name_means_its_own_thing() -> None:
    written = ["W.at_least=50%", "E.1.at_least.male=2", "congress.seats=4", "reference_date=2027-01-01", "pool=all"]
    axes = read_axes(written, PROBLEM)
    assert [type(axis) for axis in axes] == [LimitAxis, LimitAxis, SeatsAxis, DateAxis, PoolAxis]
    assert isinstance(axes[1], LimitAxis)
    assert (axes[1].rule, axes[1].stands.part) == ("E.1", "male")


def test_what_can_vary_is_every_bound_the_seats_the_date_and_the_pool() -> None:
    assert [axis.name for axis in choices(PROBLEM)] == [
        "W.at_least",
        "F.at_least",
        "F.at_most",
        "A.at_most",
        "E.1.at_least.female",
        "E.1.at_least.male",
        *(f"{part}.seats" for part in ("congress", "committee", "chair", "vice_chair")),
        "reference_date",
        "pool",
    ]


def test_what_can_vary_is_told_in_words() -> None:
    told = dict(what_can_vary(PROBLEM.pool, PROBLEM.policy))
    assert list(told) == [axis.name for axis in choices(PROBLEM)]
    assert told["W.at_least"].zh == PROBLEM.rules[0].sentence(PROBLEM.policy.titles).zh
    assert told["congress.seats"] == Filled(zh="代表大会席位", en="seats of the congress")


WRONG = (
    "W.at_least",
    "W.at_lest=50%",
    "W.at_least=1:50%:1",
    "W.at_least=60%:50%:5%",
    "W.at_least=50%:60%:0%",
    "W.at_least=0.5",
    "W.at_least=-1",
    "W.at_least=1:2",
    "W.at_least=",
    "W.at_least=0:1000000:1",
    "F.at_most=50%",
    "F.at_most=1.5",
    "A.at_most=2",
    "congress.seats=50%",
    "reference_date=2026-02-30",
    "reference_date=2026-12-01:2027-12-01:30",
    "reference_date=2027-12-01:2026-12-01:3m",
    "pool=",
    "pool=all,nobody",
)


@pytest.mark.parametrize("written", WRONG)
def test_what_cannot_be_read_is_a_fault_with_its_cure(written: str) -> None:
    with pytest.raises(InputFaults) as caught:
        read_axes([written], PROBLEM)
    (fault,) = caught.value.faults
    assert fault.path is not None
    assert fault.path.startswith("--vary")
    assert fault.value is not None
    assert fault.value in written
    assert fault.cure.zh
    assert fault.cure.en


def test_every_fault_is_told_at_once_and_the_same_thing_twice_is_one() -> None:
    with pytest.raises(InputFaults) as caught:
        read_axes(["W.at_lest=50%", "F.at_most=50%", "pool=nobody,noone", "W.at_least=1", "W.at_least=2"], PROBLEM)
    assert [fault.value for fault in caught.value.faults] == ["W.at_lest", "50%", "nobody", "noone", "W.at_least"]
    assert "W.at_least" in caught.value.faults[0].cure.en
