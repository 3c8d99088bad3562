"""Writes the province: `python -m data.province.generate FOLDER [--cities 2]`.

`units.csv` is the table of units, `counties.csv` the candidates of all counties, `townships/CODE.csv` those of a township,
`rosters/CODE.json` who sits there now. With `--cities N` only the province's row, its first N cities and what lies in them.
The same bytes each time; a unit has the same row and the same people in the part as in the whole.
"""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from data.pools.files import write_csv
from data.pools.places import AREAS
from data.province.places import COUNTIES, TOWNSHIPS, Place, places
from data.province.pools import COUNTY_HEADERS, county_people, town_people
from data.province.rosters import present_roster
from data.province.table import unit_row

FOLDER = Path(__file__).parent


def province(cities: int | None = None) -> list[Place]:
    """The places of the first cities, by code; of all without a number. The province itself always comes first."""
    chosen = AREAS["province"][:cities]
    return [place for place in places() if not place.city or place.city in chosen]


def write_units(folder: Path, cities: int | None = None) -> None:
    """The table of units alone; the whole one is the file that ships."""
    write_csv(folder / "units.csv", [unit_row(place) for place in province(cities)])


def write_province(folder: Path, cities: int | None = None) -> None:
    """The table of units and the files it names; folders are made."""
    for part in ("townships", "rosters"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    write_units(folder, cities)
    rows = [(place, unit_row(place)) for place in province(cities)]
    with (folder / "counties.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COUNTY_HEADERS, lineterminator="\n")
        writer.writeheader()
        for place, row in rows:
            if place.level == COUNTIES and row["候选人"]:
                writer.writerows(county_people(place))
    for place, row in rows:
        if place.level == TOWNSHIPS and row["候选人"]:
            write_csv(folder / row["候选人"], town_people(place))
        if row["现任名册"]:
            (folder / row["现任名册"]).write_bytes(present_roster(place, row["政策"]))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = ArgumentParser(prog="python -m data.province.generate", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cities", type=int, choices=range(1, len(AREAS["province"]) + 1))
    chosen = parser.parse_args(arguments)
    write_province(chosen.folder, chosen.cities)


if __name__ == "__main__":
    main()
