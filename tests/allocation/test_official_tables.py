"""Two parliaments elected by double proportional apportionment: no cell differs from the official result."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import pytest

from optimizer.allocation.biproportional import biproportional, upper_apportionment, voter_numbers
from optimizer.allocation.ties import TieBreak, TieRule
from tests.samples import ROOT

FOLDER = ROOT.parent / "shared" / "data"


@dataclass(frozen=True, kw_only=True)
class Election:
    """Votes by district and list; official seats; whether votes are voter numbers already; the hurdles of the law."""

    votes: dict[str, dict[str, Fraction]]
    districts: dict[str, int]
    official: dict[tuple[str, str], int]
    numbers_given: bool
    overall: Fraction | None

    def numbers(self) -> dict[str, dict[str, Fraction]]:
        return self.votes if self.numbers_given else voter_numbers(self.votes, self.districts)

    def admitted(self) -> set[str]:
        """The lists with 5 % of the votes of a district, or with the share of all voters that the law has beside it."""
        sums: dict[str, Fraction] = {}
        for cells in self.numbers().values():
            for name, number in cells.items():
                sums[name] = sums.get(name, Fraction(0)) + number
        hurdles = {district: sum(cells.values()) * Fraction(5, 100) for district, cells in self.votes.items()}
        local = {
            name
            for district, cells in self.votes.items()
            for name, number in cells.items()
            if number >= hurdles[district]
        }
        if self.overall is None:
            return local
        return local | {name for name, number in sums.items() if number >= self.overall * sum(sums.values())}


ELECTIONS = {
    "zh-2019": ("Liste", "Wahlkreis", "Stimmen", False, None),
    "ag-2020": ("Partei", "Bezirk", "Waehlerzahl", True, Fraction(3, 100)),
}


@cache
def election(name: str) -> Election:
    path = FOLDER / f"biproportional-{name}.json"
    if not path.exists():
        pytest.skip("the official tables lie outside the project and are not here")
    listed, district, count, numbers_given, overall = ELECTIONS[name]
    data = json.loads(path.read_text(encoding="utf-8"), parse_float=Fraction)
    votes: dict[str, dict[str, Fraction]] = {}
    for row in data["votes_df"]:
        votes.setdefault(row[district], {})[row[listed]] = Fraction(row[count])
    return Election(
        votes=votes,
        districts={row[district]: row["Sitze"] for row in data["district_seats_df"]},
        official={(row[district], row[listed]): row["Sitze"] for row in data["expected_result"]},
        numbers_given=numbers_given,
        overall=overall,
    )


@pytest.mark.parametrize(("name", "seats", "cells"), [("zh-2019", 180, 162), ("ag-2020", 140, 88)])
def test_no_cell_differs_from_the_official_result(name: str, seats: int, cells: int) -> None:
    held = election(name)
    admitted = held.admitted()

    def kept(table: dict[str, dict[str, Fraction]]) -> dict[str, dict[str, Fraction]]:
        return {
            district: {n: number for n, number in cells.items() if n in admitted} for district, cells in table.items()
        }

    refusing = TieBreak(rule=TieRule.REFUSE)
    upper = upper_apportionment(kept(held.numbers()), seats, refusing)
    found = biproportional(kept(held.votes), held.districts, upper.seats, breaking=refusing)
    assert found.verified == cells
    lists = {name for names in held.votes.values() for name in names}
    differing = {
        (district, name)
        for district in held.districts
        for name in lists
        if found.seats[district].get(name, 0) != held.official.get((district, name), 0)
    }
    assert differing == set()
    assert sum(held.official.values()) == seats
