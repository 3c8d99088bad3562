"""Functions of a module, as the work of hands has to be."""

from __future__ import annotations

import os
import signal
from multiprocessing import active_children
from pathlib import Path
from time import sleep

from optimizer.hands.hands import Stopping
from optimizer.hands.processes import Processes

DIE, FAIL, UNTIL_STOPPED, ONCE = b"die", b"fail", b"until stopped", b"die once "


def work(ground: bytes, task: bytes) -> bytes:
    """The ground and the task, one after the other; some tasks kill the process, fail, or take until they are stopped."""
    if task == DIE:
        os.kill(os.getpid(), signal.SIGKILL)
    if task == FAIL:
        raise ValueError("this task cannot be done")
    if task.startswith(ONCE):
        mark = Path(task.removeprefix(ONCE).decode())
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if task == UNTIL_STOPPED:
        stopping = Stopping()
        while not stopping.cancelled():
            sleep(0.01)
    return ground + task


def main() -> None:
    """Hand out tasks that never end, say who works at them, and be killed."""
    hands = Processes(work, b"", 2)
    hands.take(0, UNTIL_STOPPED)
    print(*(child.pid for child in active_children()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
