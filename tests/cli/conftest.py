from __future__ import annotations

from pathlib import Path

import pytest

from tests.samples import SMALL_POLICY, SMALL_POOL


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A small pool, a small policy, and a folder for the output that is not there yet."""
    pool, policy = tmp_path / "small.csv", tmp_path / "small.toml"
    pool.write_text(SMALL_POOL, encoding="utf-8")
    policy.write_text(SMALL_POLICY, encoding="utf-8")
    return pool, policy, tmp_path / "out"
