"""From a unit of the table to all that planning it needs, or to what is in the way of that."""

from __future__ import annotations

import hashlib
import json
import pickle
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled
from optimizer.planner.inputs import resolve_policy, shipped_policies
from optimizer.planner.rollout.pools import Pools, read_named
from optimizer.planner.rollout.unit_plan import NO_ROSTER, PresentRoster, UnitTask, fault_words, internal_words
from optimizer.policy.reading import read_resolved
from optimizer.rollout.dates import has_association
from optimizer.rollout.planned import Outcome, Planned
from optimizer.rollout.route import AHEAD_MONTHS, day_of, route
from optimizer.rollout.unit import Route, Unit
from optimizer.solve.core import solver_version
from optimizer.store.database import StoreError


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How all units are planned: as of a day, with the turnovers due so many months ahead; seconds for each; the draw's seed."""

    as_of: date
    ahead: int = AHEAD_MONTHS
    time_limit: float | None = None
    seed: int = 0


@dataclass(frozen=True, kw_only=True)
class _Chosen:
    """The version of a policy that is in force: pickled, the name of its file, the hash of its content."""

    pickled: bytes
    version: str
    sha256: str


@dataclass(kw_only=True)
class _Span:
    """Days, the first and the last known, on which one version of a policy is in force."""

    first: date
    last: date
    chosen: _Chosen


class Tasks:
    """Makes the tasks of units; what many units share is read once. Files are seen from the folder of the table."""

    def __init__(self, folder: Path, scratch: Path, terms: Terms) -> None:
        self._folder = folder
        self._terms = terms
        self._pools = Pools(folder, scratch)
        self._spans: dict[str, list[_Span]] = {}
        self._missing: dict[str, InputFaults] = {}

    def of(self, unit: Unit) -> UnitTask | Planned:
        """The unit's task; where it cannot be planned, its result, which says why.

        Raises StoreError where there is no room to lay out a shared file.
        """
        terms = self._terms
        way, day = route(unit, terms.as_of, terms.ahead), day_of(unit, terms.as_of, terms.ahead)
        told = Planned(code=unit.code, key="", outcome=Outcome.WAITING, route=way, day=day)
        lacking = self._lacking(unit, way)
        if lacking is not None:
            return replace(told, why=(lacking,))
        try:
            return self._task(unit, way, day)
        except InputFaults as faults:
            why = fault_words(faults)
        except StoreError:
            raise
        except Exception as error:
            # Whatever it is, one unit must not stop thousands.
            why = (internal_words(error),)
        return replace(told, outcome=Outcome.FAULTY, why=why)

    def close(self) -> None:
        """Give back what shared files were laid out in."""
        self._pools.close()

    def _lacking(self, unit: Unit, way: Route) -> Filled | None:
        """What a unit lacks, in words, that is no fault of a file."""
        if not unit.pool:
            return _NO_POOL if has_association(unit, self._terms.as_of) else _BLANK
        if not unit.policy:
            return _NO_POLICY
        return NO_ROSTER if way is Route.COOPTION and not unit.roster else None

    def _task(self, unit: Unit, way: Route, day: date) -> UnitTask:
        """Raises InputFaults for the first file that is not there."""
        policy = self._policy(unit.policy, day)
        pool = self._pools.find(unit.pool)
        roster = None
        if way is Route.COOPTION:
            roster = PresentRoster(data=read_named(self._folder, unit.roster), source=Path(unit.roster).name)
        terms = self._terms
        return UnitTask(
            code=unit.code,
            key=_key(way, policy.sha256, pool.data, roster, terms),
            route=way,
            day=day,
            policy=policy.pickled,
            version=policy.version,
            pool=pool,
            roster=roster,
            time_limit=terms.time_limit,
            seed=terms.seed,
        )

    def _policy(self, name: str, day: date) -> _Chosen:
        """The version of a policy in force on a day; between two days with the same version it is that one."""
        if name in self._missing:
            raise self._missing[name]
        spans = self._spans.setdefault(name, [])
        for span in spans:
            if span.first <= day <= span.last:
                return span.chosen
        try:
            chosen = self._chosen(name, day)
        except InputFaults as faults:
            if all(fault.kind != "policy.version" for fault in faults.faults):
                # Wrong on every day: looked for once.
                self._missing[name] = faults
            raise
        for span in spans:
            if span.chosen.sha256 == chosen.sha256 and span.chosen.version == chosen.version:
                span.first, span.last = min(span.first, day), max(span.last, day)
                return span.chosen
        spans.append(_Span(first=day, last=day, chosen=chosen))
        return chosen

    def _chosen(self, name: str, day: date) -> _Chosen:
        named = self._place(name)
        try:
            resolved = resolve_policy(f"{named}@{day}")
        except InputFaults as faults:
            # A file that takes its name from another has no versions of its own: it is the only one.
            if named == name or any(fault.kind != "policy.file" for fault in faults.faults):
                raise
            resolved = resolve_policy(named)
        policy = read_resolved(resolved)
        return _Chosen(pickled=pickle.dumps(policy), version=Path(resolved.source).stem, sha256=policy.sha256)

    def _place(self, name: str) -> str:
        """The name of a shipped policy as it is; a file, or a name among the files of a folder, as seen from the table."""
        if name in _shipped():
            return name
        return str(self._folder / name) if "/" in name or "\\" in name or _is_file(self._folder / name) else name


def _key(way: Route, policy: str, pool: bytes, roster: PresentRoster | None, terms: Terms) -> str:
    """Hash of all that a unit's result depends on. The day does not matter once the policy's version is known."""
    held = "" if roster is None else hashlib.sha256(roster.data).hexdigest()
    parts = [_program(), way, policy, hashlib.sha256(pool).hexdigest(), held, terms.time_limit, terms.seed]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@cache
def _program() -> str:
    """Xiwei and its solver, whose next versions may plan otherwise."""
    return f"{version('xiwei')} {solver_version()}"


@cache
def _shipped() -> frozenset[str]:
    return frozenset(policy.name for policy in shipped_policies())


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


_BLANK = Filled(zh="还没有科协，也没有候选人表（空白点）。", en="There is no association yet, and no pool: a blank.")
_NO_POOL = Filled(zh="没有写候选人表。", en="No pool is given.")
_NO_POLICY = Filled(zh="没有写政策。", en="No policy is given.")
