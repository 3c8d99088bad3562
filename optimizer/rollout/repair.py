"""The repair of people's offices in several associations: what is asked for it, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from optimizer.policy.policy import Policy
from optimizer.rollout.concurrent import Clash, Likely
from optimizer.rollout.identity import Held
from optimizer.rollout.planned import Holder, Planned
from optimizer.room.moves import Move


@dataclass(frozen=True, kw_only=True, eq=False)
class Again:
    """An association planned again: `moves` against its roster before, and its new roster.json.

    `names` are those of the people who move or are kept out, by id. `unmet` are the preferred rules that the old roster met
    and the new one does not. `planned` is its record, if the caller keeps one.
    """

    policy: Policy
    moves: tuple[Move, ...]
    names: Mapping[str, str]
    planned: Planned | None = None
    roster: bytes = b""
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """What keeping some people out of an association's offices takes.

    `changes` counts pieces against its roster (docs/conventions.md §7), None where no roster was found in time; `least` is
    what was proven to be needed. `holders` are those in its offices afterwards.
    """

    changes: int | None
    least: int
    holders: tuple[Holder, ...] = ()
    again: Again | None = None


type Ask = Callable[[str, frozenset[str]], Asked | None]
"""Plans an association, by its code, nearest to its roster with some people, by id, out of its offices.

None where no roster does without them, proven. Keeping out more people may not take fewer changes.
"""


@dataclass(frozen=True, kw_only=True, eq=False)
class Changed:
    """An association to plan again: who is kept out of its offices, and what that gives."""

    code: str
    out: tuple[str, ...]
    asked: Asked


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What somebody who held too much keeps."""

    clash: Clash
    after: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True, order=True)
class Needed:
    """People, by id, whom an association cannot all do without in its offices."""

    code: str
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Repair:
    """The repair of all clashes. `changes` are pieces in all, over `units`; `left` who still holds too much.

    `proven`: no repair leaves fewer offices too many and, of those that leave as few, none needs fewer changes. `needed` say
    why something is left. `likely` are people for somebody to settle, as they stand after the repair.
    """

    settled: tuple[Settled, ...]
    changes: int
    units: tuple[Changed, ...]
    proven: bool
    left: tuple[Clash, ...] = ()
    needed: tuple[Needed, ...] = ()
    likely: tuple[Likely, ...] = ()
