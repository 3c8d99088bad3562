"""Running the pages: a server on this machine only, and a browser window where there is a screen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

from optimizer.basis.text import Lang, Text

ADDRESS = "127.0.0.1"
PATIENCE = 60.0
"""Seconds a slow machine may take to start the server before no window is opened for it."""


def serve(page: Path, *, port: int, lang: Lang) -> int:
    """Run the pages until the server ends or Ctrl+C; returns the server's exit code."""
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(port)]
    server = subprocess.Popen([*command, "--server.address", ADDRESS], cwd=page.parent)
    try:
        address = f"http://{ADDRESS}:{port}"
        if _answers(server, address):
            print(_OPEN.fill(address=address).to(lang), flush=True)
            if _has_screen():
                webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        return server.wait()


def _answers(server: subprocess.Popen[bytes], address: str) -> bool:
    """Wait until the server answers; False when it ended or takes too long."""
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    return False


def _has_screen() -> bool:
    """Whether a browser window can be shown; without one a text browser would take over the terminal."""
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


_OPEN = Text(zh="网页在 {address}，按 Ctrl+C 结束", en="The page is at {address}; Ctrl+C ends it")
