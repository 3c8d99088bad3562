"""Planning some units, one after the other: what is handed to a process or a cluster at a time."""

from __future__ import annotations

import pickle

from optimizer.hands.hands import Stopping
from optimizer.planner.rollout.unit_plan import UnitDone, UnitTask, plan_unit
from optimizer.rollout.planned import Outcome


def plan_chunk(ground: bytes, chunk: bytes) -> bytes:
    """Plan some units in a process or on a cluster; those not begun when it is asked to stop are left out."""
    del ground
    asked = Stopping()
    tasks: tuple[UnitTask, ...] = pickle.loads(chunk)
    found: list[UnitDone] = []
    for task in tasks:
        done = None if asked.cancelled() else plan_unit(task)
        if done is None or (asked.cancelled() and done.planned.outcome in _CUT_SHORT):
            break
        found.append(done)
    return pickle.dumps(found)


_CUT_SHORT = frozenset((Outcome.FOUND, Outcome.UNKNOWN))
"""What a unit's outcome may be because the work was stopped."""
