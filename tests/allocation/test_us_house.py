from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from optimizer.allocation.apportion import apportion
from optimizer.allocation.methods import Method
from optimizer.allocation.ties import TieBreak

CENSUSES = tuple(range(1960, 2021, 10))
SEATS = 435


@cache
def house(year: int) -> tuple[dict[str, Fraction], dict[str, int]]:
    with (Path(__file__).parent / "us_house.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if int(row["year"]) == year]
    return {row["state"]: Fraction(row["population"]) for row in rows}, {
        row["state"]: int(row["seats"]) for row in rows
    }


def differing(year: int, method: Method) -> int:
    """Seats that other states have than officially."""
    population, official = house(year)
    found = apportion(population, SEATS, method=method, breaking=TieBreak())
    assert found.ties == ()
    return sum(abs(found.seats[state] - seats) for state, seats in official.items()) // 2


@pytest.mark.parametrize("year", CENSUSES)
def test_huntington_hill_gives_every_state_its_official_seats(year: int) -> None:
    population, official = house(year)
    assert (len(population), sum(official.values())) == (50, SEATS)
    assert differing(year, Method.HUNTINGTON_HILL) == 0


@pytest.mark.parametrize(
    ("method", "seats"),
    [
        (Method.HAMILTON, (3, 2, 2, 2, 1, 0, 2)),
        (Method.WEBSTER, (1, 2, 1, 1, 0, 1, 2)),
        (Method.DHONDT, (12, 10, 14, 9, 8, 9, 11)),
        (Method.ADAMS, (8, 9, 7, 9, 8, 9, 5)),
    ],
)
def test_the_other_methods_give_other_seats(method: Method, seats: tuple[int, ...]) -> None:
    assert tuple(differing(year, method) for year in CENSUSES) == seats


def test_a_state_of_2020_is_checked_by_hand_with_the_divisor() -> None:
    # 763,000 people to a seat: Montana 1,085,407 : 763,000 = 1.42 lies above the root of 1 x 2 = 1.414, Rhode Island too.
    population, _ = house(2020)
    found = apportion(population, SEATS, method=Method.HUNTINGTON_HILL, breaking=TieBreak())
    assert found.people_to_a_seat is not None
    assert int(found.people_to_a_seat) == 762_995
    assert (found.seats["Montana"], found.seats["Rhode Island"], found.seats["Delaware"]) == (2, 2, 1)
