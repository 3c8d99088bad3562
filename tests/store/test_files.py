"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from optimizer.store.files import WriteError, write_files


def test_all_files_are_written(tmp_path: Path) -> None:
    write_files(tmp_path / "new" / "out", {"a": b"1", "b": b"2"})
    assert sorted(path.name for path in (tmp_path / "new" / "out").iterdir()) == ["a", "b"]


def test_a_full_disk_leaves_the_earlier_files_and_no_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a": b"old", "b": b"old"})
    synced = os.fsync

    def full(handle: int) -> None:
        if len(list(tmp_path.glob(".b*"))):
            raise OSError(errno.ENOSPC, "No space left on device")
        synced(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        write_files(tmp_path, {"a": b"new", "b": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old", "b": b"old"}


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(WriteError):
        write_files(tmp_path / "out", {"a": b"1"})


def test_a_folder_in_the_place_of_a_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(WriteError):
        write_files(tmp_path, {"a": b"new", "b": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"


@pytest.mark.parametrize("stuck", ["a", "b", "c"])
def test_a_file_that_cannot_be_replaced_brings_all_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stuck: str
) -> None:
    # As when the organiser has the workbook open in Excel; c was not there before.
    write_files(tmp_path, {"a": b"old", "b": b"old"})
    replaced = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).name == stuck and self.read_bytes() == b"new":
            raise PermissionError(errno.EACCES, "used by another program")
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(WriteError, match="another program"):
        write_files(tmp_path, {"a": b"new", "b": b"new", "c": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old", "b": b"old"}
