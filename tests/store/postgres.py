"""A PostgreSQL server of the tests' own: a fresh cluster in a folder, on a free port of this machine, ended with the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, newest version first; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    known = shutil.which("initdb")
    return Path(known).parent if known else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The URL of a running server whose data lie in the folder."""
    home = programs()
    assert home is not None
    data = folder / "data"
    # The server refuses to run as root; Debian's package brings a user for it.
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_user:
        for path in (folder, *folder.parents):
            if path.is_relative_to("/tmp") and path != Path("/tmp"):
                path.chmod(0o755)
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _run([*as_user, home / "initdb", "-D", data, "-U", "xiwei", "-A", "trust", "-E", "UTF8", "-N"])
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
    log = folder / "log"
    _run([*as_user, home / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start"])
    try:
        yield f"postgresql://xiwei@127.0.0.1:{port}/postgres"
    finally:
        _run([*as_user, home / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"])


def _run(command: Sequence[str | Path]) -> None:
    # Its output would keep pipes open after pg_ctl has gone.
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, cwd="/tmp")
