"""The repair of people in too many offices, worked out on the units' own plans and written into their results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Text
from optimizer.planner.rollout.concurrent import Ground, asking, ground_of
from optimizer.planner.rollout.tasks import Tasks, Terms
from optimizer.planner.rollout.unit_plan import UnitTask
from optimizer.rollout.concurrent import Register
from optimizer.rollout.moving import repaired
from optimizer.rollout.repair import Ask, Asked, Changed, Repair
from optimizer.rollout.unit import Unit
from optimizer.roster.recount import RecountError
from optimizer.store.results import Results, open_results

MENDED = "repaired:"
"""Begins the key of a result that a repair has changed: it is no plan of the unit alone, and a rerun makes it again."""
_GROUNDS = 64


@dataclass(frozen=True, kw_only=True, eq=False)
class Mended:
    """A repair, and the names of the units it is about by their codes."""

    repair: Repair
    names: Mapping[str, str]


def mended(
    register: Register,
    units: Mapping[str, Unit],
    files: tuple[Path, Path],
    terms: Terms,
    how: tuple[int, Progress],
) -> Mended:
    """The repair with the fewest changes, kept in the results.

    `files` are the folder of the units' table and the file of results, `how` the number of associations whose offices one
    person may hold, and who watches. A unit whose files have changed since it was planned is left as it is, and the repair
    unproven. Raises StoreError.
    """
    folder, path = files
    limit, progress = how
    results = open_results(path)
    tasks = Tasks(folder, path.absolute().parent, terms)
    try:
        grounds = _grounds(results, tasks, units)
        ask = asking(grounds, offices=register.offices, time_limit=terms.time_limit, progress=progress)
        repair = repaired(register, _patient(ask), limit=limit, progress=progress)
        for changed in repair.units:
            _keep(results, changed)
        results.flush()
    finally:
        tasks.close()
        results.close()
    codes = {held.code for settled in repair.settled for held in settled.clash.held}
    named = sorted(codes | {changed.code for changed in repair.units})
    return Mended(repair=repair, names={code: units[code].name for code in named if code in units})


def _patient(ask: Ask) -> Ask:
    """Asks on where one unit cannot answer: what is wrong with it must not keep the others from their repair."""

    def asked(code: str, out: frozenset[str]) -> Asked | None:
        try:
            return ask(code, out)
        except (InputFaults, RecountError):
            return Asked(changes=None, least=0)

    return asked


def _grounds(results: Results, tasks: Tasks, units: Mapping[str, Unit]) -> Callable[[str], Ground]:
    """The grounds of units by code; those asked for last are kept."""

    @lru_cache(maxsize=_GROUNDS)
    def of(code: str) -> Ground:
        made = tasks.of(units[code]) if code in units else None
        known, roster = results.of(code), results.roster_of(code)
        fresh = isinstance(made, UnitTask) and known is not None and known.key.removeprefix(MENDED) == made.key
        if not isinstance(made, UnitTask) or roster is None or not fresh:
            fault = Fault(kind="rollout.changed", value=code, message=_CHANGED.fill(), cure=_CHANGED_CURE.fill())
            raise InputFaults(code, [fault])
        return ground_of(made, roster)

    return of


def _keep(results: Results, changed: Changed) -> None:
    """Write what a unit's new plan says into its result."""
    again = changed.asked.again
    before = results.of(changed.code)
    if again is None or again.planned is None or before is None:
        return
    key = MENDED + before.key.removeprefix(MENDED)
    results.add(replace(again.planned, key=key, seconds=before.seconds, solving=before.solving), again.roster)


_CHANGED = Text(zh="这个单位的材料在拟定以后变了", en="the files of this unit have changed since it was planned")
_CHANGED_CURE = Text(zh="去掉 --only 再运行一次", en="Run again without --only")
