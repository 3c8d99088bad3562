"""The same inputs give the same bytes, whatever the row order, the hash seed or the way the table was saved."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from optimizer.planner.plan import plan
from tests.samples import COUNTY, ROOT, county


def run(pool: Path, out: Path, seed: str) -> bytes:
    command = [
        sys.executable,
        "-m",
        "optimizer.cli.main",
        "plan",
        str(pool),
        "--policy",
        "county-sample",
        "--out",
        str(out),
    ]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
    return (out / "roster.json").read_bytes()


def test_row_order_and_hash_seed_change_no_byte(tmp_path: Path) -> None:
    frame = pd.read_csv(COUNTY, dtype=str, keep_default_na=False)
    order = list(range(len(frame)))
    random.Random(4).shuffle(order)
    shuffled = tmp_path / "shuffled.xlsx"
    frame.iloc[order].to_excel(shuffled, index=False)
    first = run(COUNTY, tmp_path / "a", "1")
    assert first == run(shuffled, tmp_path / "b", "2")


def test_the_way_to_the_roster_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    # The draw leaves one best roster: a solver that looks at other people first must end at the same one.
    monkeypatch.setattr("optimizer.solve.solve.SMALL", 0)
    monkeypatch.setattr("optimizer.solve.solve.FIRST_CORE", 5)
    monkeypatch.setattr("optimizer.solve.solve.FIRST_SHARE", 10_000)
    monkeypatch.setattr("optimizer.solve.stage.GROWTH", 40)
    problem = county().problem
    assert plan(pool=problem.pool, policy=problem.policy).seats == county().seats


def test_the_workbook_is_the_same_too(tmp_path: Path) -> None:
    run(COUNTY, tmp_path / "a", "1")
    run(COUNTY, tmp_path / "b", "2")
    assert (tmp_path / "a" / "roster.xlsx").read_bytes() == (tmp_path / "b" / "roster.xlsx").read_bytes()
