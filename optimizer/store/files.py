"""Writing a set of files so that a full disk, a kill or a fault leaves the previous state intact."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class WriteError(Exception):
    """The files could not be written; nothing that was there before has changed."""


def write_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write all files into the folder (made if need be), or none.

    Everything goes to temporary files first; only when all are on disk are they moved into place, and what was there
    before comes back if one cannot be (a workbook open in Excel cannot). Raises WriteError.
    """
    staged: list[tuple[Path, Path]] = []
    before: list[tuple[Path, Path | None]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in contents.items():
            staged.append((_stage(folder, name, data), folder / name))
        for _, target in staged:
            if target.is_dir():
                raise IsADirectoryError(0, "a folder has the name of a file to be written", str(target))
        for temporary, target in staged:
            before.append((target, _stage(folder, target.name, target.read_bytes()) if target.exists() else None))
            temporary.replace(target)
    except OSError as error:
        _restore(before)
        raise WriteError(f"{folder}: {error.strerror or error}") from error
    finally:
        for temporary in (*(path for path, _ in staged), *(kept for _, kept in before if kept)):
            temporary.unlink(missing_ok=True)
    return [target for _, target in staged]


def _restore(before: list[tuple[Path, Path | None]]) -> None:
    """Put back what was there, as far as the disk lets us; the last one may never have been replaced."""
    for target, kept in before:
        with suppress(OSError):
            if kept is None:
                target.unlink(missing_ok=True)
            else:
                kept.replace(target)


def _stage(folder: Path, name: str, data: bytes) -> Path:
    """The data on disk under a temporary name."""
    handle, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_ordinary_mode())
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Path(temporary)


def _ordinary_mode() -> int:
    """The permissions a file made in the ordinary way would have; mkstemp gives stricter ones."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
