"""The sample pools: what ships is what the generator makes, and it has the figures data/README.md promises."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from data.pools.generate import HEADERS, make_people, write_samples

POOLS = Path(__file__).parents[2] / "data" / "pools"
type Row = dict[str, str]


def workbook_rows() -> list[Row]:
    rows = list(openpyxl.load_workbook(POOLS / "prefecture.xlsx").active.iter_rows(values_only=True))
    assert list(rows[1]) == HEADERS
    return [
        {header: "" if cell is None else str(cell) for header, cell in zip(HEADERS, row, strict=True)}
        for row in rows[2:]
    ]


def csv_rows() -> list[Row]:
    text = (POOLS / "county.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))


@pytest.fixture(params=["prefecture", "county"])
def pool(request: pytest.FixtureRequest) -> list[Row]:
    return workbook_rows() if request.param == "prefecture" else csv_rows()


def share(pool: list[Row], column: str, *values: str) -> float:
    return 100 * sum(person[column] in values for person in pool) / len(pool)


def birth_bounds(birth: str) -> tuple[str, str]:
    return (birth + "-01-01")[:10] if len(birth) < 10 else birth, birth + {4: "-12-31", 7: "-31", 10: ""}[len(birth)]


def test_the_generator_makes_the_same_bytes_again(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_samples(tmp_path / name)
    for file in ("prefecture.xlsx", "county.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    assert (tmp_path / "one" / "county.csv").read_bytes() == (POOLS / "county.csv").read_bytes()


def test_the_shipped_workbook_is_the_generated_one(tmp_path: Path) -> None:
    """Part by part: how the parts are packed depends on the machine's compression library."""
    write_samples(tmp_path)
    with zipfile.ZipFile(tmp_path / "prefecture.xlsx") as made, zipfile.ZipFile(POOLS / "prefecture.xlsx") as shipped:
        assert made.namelist() == shipped.namelist()
        for part in made.namelist():
            assert made.read(part) == shipped.read(part), part


def test_sizes_and_ids() -> None:
    assert (len(workbook_rows()), len(csv_rows())) == (900, 300)
    for rows, units in ((workbook_rows(), 32), (csv_rows(), 14)):
        assert len({person["编号"] for person in rows}) == len(rows)
        supply = Counter(person["推荐单位"] for person in rows)
        assert len(supply) == units
        assert 3 <= min(supply.values()) <= 6


def test_composition_is_as_promised(pool: list[Row]) -> None:
    assert 66 <= share(pool, "是否基层一线", "是") <= 72
    assert 1 <= share(pool, "是否基层一线", "待定") <= 3
    assert 25 <= share(pool, "是否领导干部", "是") <= 33
    assert 31 <= share(pool, "性别", "女") <= 38
    assert 7 <= 100 - share(pool, "民族", "汉族") <= 12
    assert 3 <= 100 - share(pool, "三长类别", "") <= 8


def test_ages_are_as_promised(pool: list[Row]) -> None:
    bounds = [birth_bounds(person["出生年月"]) for person in pool]
    sure = sum(first > "1980-12-01" for first, _ in bounds)
    possible = sum(last > "1980-12-01" for _, last in bounds)
    assert 34 <= 100 * sure / len(pool) <= 38
    assert 2 <= possible - sure <= 9
    by_year = sum(len(person["出生年月"]) == 4 for person in pool)
    assert 1.5 <= 100 * by_year / len(pool) <= 4.5


def test_last_term_had_the_shares_from_before_the_reform(pool: list[Row]) -> None:
    congress = [person for person in pool if person["上届职务"]]
    committee = [person for person in congress if person["上届职务"] != "代表"]
    assert 53 <= share(congress, "是否基层一线", "是") <= 57
    assert 42 <= share(committee, "是否基层一线", "是") <= 46


def test_scores_tie_and_modes_are_few(pool: list[Row]) -> None:
    scores = [float(person["得分"]) for person in pool]
    assert min(scores) >= 60
    assert max(scores) <= 99.9
    assert len(set(scores)) < len(scores) * 0.8
    assert 85 <= share(pool, "任职方式", "兼职") <= 93
    cadres = [float(person["得分"]) for person in pool if person["是否领导干部"] == "是"]
    assert sum(cadres) / len(cadres) > sum(scores) / len(scores)


def test_ranks_count_from_one_in_each_unit(pool: list[Row]) -> None:
    ranks: dict[str, list[int]] = {}
    for person in pool:
        ranks.setdefault(person["推荐单位"], []).append(int(person["推荐排序"]))
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in ranks.values())


def test_names_of_every_sort_occur() -> None:
    names = [person["姓名"] for person in (*workbook_rows(), *csv_rows())]
    assert any("·" in name for name in names)
    assert any(name.startswith(("欧阳", "上官", "司徒", "诸葛", "慕容", "端木", "司马", "皇甫")) for name in names)
    assert any("㛃" in name or "𬇙" in name for name in names)


@pytest.mark.parametrize("size", [300, 1600, 30000])
def test_other_sizes_come_from_the_same_mould(size: int) -> None:
    people = make_people(size, seed=5, units=40)
    assert len(people) == size
    assert len({person["编号"] for person in people}) == size
    assert 64 <= share(people, "是否基层一线", "是") <= 73


def test_too_few_people_for_the_units_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        make_people(20, seed=1, units=40)
