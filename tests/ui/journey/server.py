"""A server of the pages: started away from the checkout as a user might, killed, and started again on the same store."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from optimizer.planner.rollout.desk import ROLLOUTS
from tests.ui.desk import APP
from ui import desk

PATIENCE = 60
"""Seconds that anything may take."""


class Server:
    """One server on a free port of this machine, with a store of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}/"
        self.store = folder / "projects.db"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(self._port)]
        command += ["--server.address", "127.0.0.1"]
        own = {**os.environ, desk.STORE: str(self.store), ROLLOUTS: str(self._folder / "rollouts")}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=self._folder, env=own, stdout=log, stderr=log)
        until = time.monotonic() + PATIENCE
        while True:
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, self.log.read_text()
            try:
                with urlopen(f"{self.address}_stcore/health", timeout=5):
                    return
            except (URLError, TimeoutError, ConnectionError):
                time.sleep(0.1)

    def kill(self) -> None:
        """End it at once, as a power failure would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE)
            self._process = None

    @property
    def log(self) -> Path:
        """What it has said."""
        return self._folder / "log"
