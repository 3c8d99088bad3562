"""A unit's pool out of a shared file is the file of its rows; what is wrong with it is told with the shared file's rows."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from optimizer.basis.faults import InputFaults
from optimizer.planner.rollout import shared
from optimizer.planner.rollout.pools import PoolFile, Pools
from optimizer.planner.rollout.unit_plan import plan_unit
from optimizer.rollout.planned import Outcome
from optimizer.store.database import StoreError
from tests.planner.rollout_scene import Rows, csv_bytes, township, unit
from tests.planner.test_rollout_run import the_task

TOWNS = ("东 泊镇", "石桥镇", "青泊镇")


@pytest.fixture
def pools(tmp_path: Path) -> Iterator[Pools]:
    opened = Pools(tmp_path, tmp_path)
    yield opened
    opened.close()


def mixed(towns: tuple[str, ...] = TOWNS) -> Rows:
    """The people of several towns, one of each in turn."""
    by_town = [[{"乡镇": town} | row for row in township(number)] for number, town in enumerate(towns)]
    return [row for rows in zip(*by_town, strict=True) for row in rows]


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode())))


def told(pools: Pools, reference: str) -> str:
    with pytest.raises(InputFaults) as caught:
        pools.find(reference)
    return caught.value.digest("en")


def test_a_file_of_its_own_comes_as_it_is(pools: Pools, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("sub/own.csv", "odd#name.csv", "odd#a=b"):
        (tmp_path / name).write_bytes(b"any bytes")
        assert pools.find(name) == PoolFile(data=b"any bytes", source=Path(name).name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_rows_with_a_value_are_the_pool(pools: Pools, tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = mixed()
    rows[4]["工作单位"] = '有“引号”"和,逗号;的\n单位'
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([["一览表"], [], list(rows[0]), *(row.values() for row in rows)])
    (tmp_path / "all.csv").write_bytes(text.getvalue().encode(encoding))
    for number, town in enumerate(TOWNS):
        found = pools.find(f"all.csv#乡镇= {town} ")
        own = [row for row in rows if row["乡镇"] == town]
        assert read(found.data) == read(csv_bytes(own))
        assert [found.row_in_file(row) for row in (2, 3, 31)] == [4 + number, 7 + number, 91 + number]


def test_a_shared_workbook_is_split_like_a_csv_file(pools: Pools, tmp_path: Path) -> None:
    rows = mixed()
    with Workbook(tmp_path / "all.xlsx") as book:
        book.add_worksheet("说明").write_row(0, 0, ["填表说明"])
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ["一览表"])
        for at, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)], 1):
            sheet.write_row(at, 0, cells)
    found = pools.find(f"all.xlsx#乡镇={TOWNS[1]}")
    assert read(found.data) == read(csv_bytes([row for row in rows if row["乡镇"] == TOWNS[1]]))
    assert found.row_in_file(2) == 4


def test_a_column_is_known_by_its_meaning_too(pools: Pools, tmp_path: Path) -> None:
    (tmp_path / "all.csv").write_bytes(csv_bytes(mixed()))
    assert pools.find("all.csv#unit=镇机关").data == pools.find("all.csv#推荐单位=镇机关").data
    assert len(read(pools.find("all.csv#sector=机关").data)) > 1


def test_rows_put_down_in_many_pieces_are_the_same(
    pools: Pools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "all.csv").write_bytes(csv_bytes(mixed()))
    whole = pools.find(f"all.csv#乡镇={TOWNS[0]}")
    pools.close()
    monkeypatch.setattr(shared, "HELD", 500)
    assert pools.find(f"all.csv#乡镇={TOWNS[0]}") == whole


def test_faults_of_the_file_the_column_and_the_value_are_told(pools: Pools, tmp_path: Path) -> None:
    (tmp_path / "all.csv").write_bytes(csv_bytes(mixed()))
    (tmp_path / "torn.csv").write_bytes(csv_bytes(mixed()) + b'"torn')
    (tmp_path / "page.csv").write_bytes(b"<html><body>no table</body></html>")
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    assert "there is no such file" in told(pools, "none.csv")
    assert "there is no such file" in told(pools, "none.csv#乡镇=东泊镇")
    assert 'no such column: "乡镇街道"' in told(pools, "all.csv#乡镇街道=东泊镇")
    assert 'no row of the shared pool has this value: "石桥乡". Did you mean "石桥镇"?' in told(
        pools, "all.csv#乡镇=石桥乡"
    )
    assert "quotation marks do not match" in told(pools, f"torn.csv#乡镇={TOWNS[0]}")
    assert "a web page" in told(pools, "page.csv#乡镇=x")
    assert "a picture" in told(pools, "picture.csv#乡镇=x")
    # Whoever asks again is told again.
    assert told(pools, "none.csv#乡镇=东泊镇") == told(pools, "none.csv#乡镇=石桥镇")


def test_without_room_for_a_shared_file_the_run_stops_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "all.csv").write_bytes(csv_bytes(mixed()))
    with pytest.raises(StoreError, match=r"no room to lay out all\.csv"):
        Pools(tmp_path, tmp_path / "nowhere").find(f"all.csv#乡镇={TOWNS[0]}")


def test_a_bad_cell_is_told_with_its_row_in_the_shared_file(tmp_path: Path) -> None:
    rows = mixed()
    rows[10]["出生年月"] = "昨天"
    (tmp_path / "all.csv").write_bytes(csv_bytes(rows))
    done = plan_unit(the_task(tmp_path, unit("A", pool=f"all.csv#乡镇={TOWNS[1]}")))
    assert done.planned.outcome is Outcome.FAULTY
    assert f"all.csv#乡镇={TOWNS[1]}：第12行，“出生年月”列" in done.planned.why[0].zh


def test_a_unit_out_of_a_shared_file_is_planned_as_with_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "all.csv").write_bytes(csv_bytes(mixed()))
    (tmp_path / "own.csv").write_bytes(csv_bytes([row for row in mixed() if row["乡镇"] == TOWNS[2]]))
    one, other = (
        plan_unit(the_task(tmp_path, unit("A", pool=pool))) for pool in (f"all.csv#乡镇={TOWNS[2]}", "own.csv")
    )
    assert one.planned.outcome is Outcome.PROVEN
    assert (one.roster, one.planned.holders) == (other.roster, other.planned.holders)


def test_the_people_of_a_shared_file_are_not_held_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the people, the same peak."""
    monkeypatch.setattr(shared, "HELD", 50_000)
    peaks = []
    for times in (30, 120):
        path = tmp_path / f"{times}.csv"
        path.write_bytes(csv_bytes(mixed() * times))
        tracemalloc.start()
        laid_out = shared.Shared(path, "乡镇", tmp_path)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        laid_out.close()
    assert peaks[1] < 1.2 * peaks[0]


CELL = st.text(st.sampled_from("甲乙丙, ;\"'\t\n"), max_size=4)


@given(st.lists(st.tuples(st.sampled_from(["甲", "乙", "丙"]), CELL, CELL), min_size=1, max_size=12))
def test_every_row_is_in_the_pool_of_its_value_in_order(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    text = io.StringIO()
    csv.writer(text).writerows([("地区", "姓名", "备注"), *rows])
    (folder / "all.csv").write_bytes(text.getvalue().encode())
    laid_out = shared.Shared(folder / "all.csv", "地区", folder)
    try:
        assert laid_out.values == tuple(dict.fromkeys(place for place, _, _ in rows))
        for value in laid_out.values:
            found = laid_out.of(value)
            assert found is not None
            assert [tuple(row) for row in read(found[0])[1:]] == [row for row in rows if row[0] == value]
            numbers = [first + at for first, many in found[1] for at in range(many)]
            assert numbers == [at for at, row in enumerate(rows, 2) if row[0] == value]
    finally:
        laid_out.close()
