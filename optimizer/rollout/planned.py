"""What came of planning one unit, small enough to keep for tens of thousands of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from optimizer.basis.text import Filled
from optimizer.rollout.unit import Route


class Outcome(StrEnum):
    """How it ended for a unit; only `PROVEN` and `IMPOSSIBLE` come with a proof."""

    PROVEN = "proven"
    FOUND = "found"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"
    FAULTY = "faulty"
    LOST = "lost"
    WAITING = "waiting"


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody in an office: who (`birth` as written), which office and body, how appointed, and the post held elsewhere."""

    person: str
    name: str
    birth: str
    office: str
    body: str
    mode: str
    post: str


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One unit's result.

    `key` is the hash of all that went in (pool, policy, roster, options, version of Xiwei): the same key, the same result.
    `policy` is the version in force on `day`, the day of the congress or co-option. `heads` counts those seated in the
    leadership (below the congress) by kind, `seated` all seats by body. `holders` are the offices. `by_post` says of each
    rule that fills an office by post whether it is kept; `unmet` are the wishes not met. `clash` are the rules of one
    smallest conflict, `why` sentences for faults, conflicts and what a waiting unit lacks. `seconds` is all of the time it
    took, `solving` the part inside the solver.
    """

    code: str
    key: str
    outcome: Outcome
    route: Route
    day: date | None = None
    policy: str = ""
    seated: Mapping[str, int] = field(default_factory=dict)
    heads: Mapping[str, int] = field(default_factory=dict)
    holders: tuple[Holder, ...] = ()
    by_post: Mapping[str, bool] = field(default_factory=dict)
    unmet: tuple[str, ...] = ()
    clash: tuple[str, ...] = ()
    why: tuple[Filled, ...] = ()
    seconds: float = 0.0
    solving: float = 0.0
