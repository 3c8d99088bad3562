"""Writing a set of files so that a full disk, a kill or a fault leaves the previous state intact."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


class WriteError(Exception):
    """The files could not be written; nothing that was there before has changed."""


def write_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write all files into the folder (made if need be), or none.

    Everything goes to temporary files first; only when all are on disk are they moved into place. Raises WriteError.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in contents.items():
            staged.append((_stage(folder, name, data), folder / name))
        for _, target in staged:
            if target.is_dir():
                raise IsADirectoryError(0, "a folder has the name of a file to be written", str(target))
        for temporary, target in staged:
            temporary.replace(target)
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror or error}") from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
    return [target for _, target in staged]


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


def append_line(path: Path, line: str) -> None:
    """Add one line to a log. Raises WriteError."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}") from error


def _ordinary_mode() -> int:
    """The permissions a file made in the ordinary way would have; mkstemp gives stricter ones."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
