"""The file of results: what was committed survives, nothing is there twice, and a damaged file says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from optimizer.basis.text import Filled
from optimizer.rollout.planned import Holder, Outcome, Planned
from optimizer.rollout.unit import Route
from optimizer.store import results as stored
from optimizer.store.database import StoreError, open_database
from optimizer.store.results import BATCH, Results, open_results

FULL = Planned(
    code="370101",
    key="k1",
    outcome=Outcome.PROVEN,
    route=Route.COOPTION,
    day=date(2026, 12, 1),
    policy="county-sample",
    seated={"congress": 120, "committee": 25},
    heads={"hospital": 1},
    holders=(Holder(person="P1", name="张三", birth="1980-05", office="chair", body="standing", mode="", post="校长"),),
    by_post={"W2a": True, "W2b": False},
    unmet=("S1",),
    clash=("C1", "C2"),
    why=(Filled(zh="有“引号”", en='with "quotes" {braces}'),),
    seconds=1.25,
    solving=0.5,
)


def short(code: str, key: str = "k", outcome: Outcome = Outcome.PROVEN) -> Planned:
    return Planned(code=code, key=key, outcome=outcome, route=Route.ELECTION)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "rollout.sqlite"


@pytest.fixture
def results(path: Path) -> Iterator[Results]:
    opened = open_results(path)
    yield opened
    opened.close()


def test_a_result_comes_back_as_it_went_in(results: Results, path: Path) -> None:
    results.add(FULL, b'{"seats": []}')
    results.add(short("370102", outcome=Outcome.WAITING))
    results.flush()
    results.close()
    again = open_results(path)
    assert list(again.planned()) == [FULL, short("370102", outcome=Outcome.WAITING)]
    assert (again.of("370101"), again.of("370103")) == (FULL, None)
    assert (again.roster_of("370101"), again.roster_of("370102"), again.roster_of("370103")) == (
        b'{"seats": []}',
        None,
        None,
    )
    again.close()


def test_results_come_by_code_however_many_and_in_whatever_order_they_were_written(results: Results) -> None:
    codes = [f"{number * 7919 % 1009:04d}" for number in range(2 * BATCH + 5)]
    for code in codes:
        results.add(short(code))
    results.flush()
    assert [planned.code for planned in results.planned()] == sorted(codes)


def test_a_unit_written_again_is_there_once(results: Results) -> None:
    for key in ("old", "new"):
        results.add(short("A", key), key.encode())
        results.flush()
    assert list(results.planned()) == [short("A", "new")]
    assert results.roster_of("A") == b"new"


def test_an_amended_result_keeps_its_roster(results: Results) -> None:
    results.add(short("A"), b"roster")
    results.flush()
    results.amend(replace(short("A"), day=date(2027, 1, 1)))
    found = results.of("A")
    assert found is not None
    assert (found.day, results.roster_of("A")) == (date(2027, 1, 1), b"roster")


def test_only_settled_results_under_the_same_key_are_known(results: Results) -> None:
    for outcome in Outcome:
        results.add(short(outcome.value, outcome=outcome))
    results.add(short("other", key="another"))
    results.add(short("none", key=""))
    results.flush()
    known = results.known({**{outcome.value: "k" for outcome in Outcome}, "other": "k", "none": "", "absent": "k"})
    assert sorted(known) == ["found", "impossible", "proven"]


def test_results_of_other_units_are_removed(results: Results) -> None:
    for code in "ABCD":
        results.add(short(code))
    assert results.keep_only({"B", "D", "Z"}) == 2
    assert [planned.code for planned in results.planned()] == ["B", "D"]


def test_what_is_waiting_is_written_in_batches(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "PAUSE", 1e9)
    for number in range(BATCH - 1):
        results.add(short(f"{number:04d}"))
    assert list(results.planned()) == []
    results.add(short("last"))
    assert len(list(results.planned())) == BATCH


def test_a_writer_who_dies_in_the_middle_leaves_whole_batches(results: Results, path: Path) -> None:
    results.add(short("A"), b"before")
    results.flush()
    torn = sqlite3.connect(path, isolation_level=None)
    torn.execute("BEGIN IMMEDIATE")
    torn.execute("DELETE FROM result")
    torn.close()
    assert results.roster_of("A") == b"before"


def test_a_file_that_is_locked_is_told_and_nothing_is_lost(results: Results, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with results._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 10")
    results.add(short("A"))
    with pytest.raises(StoreError) as caught:
        results.flush()
    assert "locked" in caught.value.said.zh
    other.execute("COMMIT")
    other.close()
    results.flush()
    assert [planned.code for planned in results.planned()] == ["A"]


def test_a_full_disk_is_told_and_leaves_what_was_there(results: Results) -> None:
    results.add(short("A"))
    results.flush()
    with results._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    for number in range(BATCH // 2):
        results.add(short(f"B{number}", key="x" * 500))
    with pytest.raises(StoreError) as caught:
        results.flush()
    assert "full" in caught.value.said.en
    assert [planned.code for planned in results.planned()] == ["A"]


def test_a_file_cut_short_says_so(results: Results, path: Path) -> None:
    for number in range(BATCH):
        results.add(short(f"{number:04d}"), bytes(range(256)) * 8)
    results.flush()
    results.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError) as caught:
        open_results(path)
    assert "结果文件读不出来" in caught.value.said.zh
    assert path.read_bytes() == whole[: len(whole) // 2]


def test_what_is_no_file_of_results_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"no database at all, but long enough to be read as one" * 100)
    open_database(tmp_path / "project").close()
    (tmp_path / "folder").mkdir()
    for name, said in (("text", "cannot be read"), ("project", "another program's"), ("folder", "cannot be used")):
        with pytest.raises(StoreError) as caught:
            open_results(tmp_path / name)
        assert said in caught.value.said.en


def test_a_record_that_says_nothing_known_is_told(results: Results, path: Path) -> None:
    results.add(short("A"), b"roster")
    results.flush()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE result SET record = '{\"code\": \"A\"}', roster = x'00'")
    other.close()
    for ask in (lambda: list(results.planned()), lambda: results.roster_of("A")):
        with pytest.raises(StoreError, match="cannot be read"):
            ask()
