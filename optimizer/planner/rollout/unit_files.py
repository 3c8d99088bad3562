"""The documents of single units of a roll-out: those that planning the unit alone gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimizer.basis.progress import Progress, Silent
from optimizer.basis.text import Lang
from optimizer.planner.cooption import Coopted
from optimizer.planner.documents import Drafting, proposal_files
from optimizer.planner.explain import diagnose
from optimizer.planner.rollout.mending import MENDED
from optimizer.planner.rollout.rollout import RolledOut
from optimizer.planner.rollout.tasks import Tasks
from optimizer.planner.rollout.unit_plan import UnitTask, answered
from optimizer.solve.status import Status
from optimizer.store.results import open_results

ALL = "all"
"""Stands for every unit that has a result."""


def unit_files(
    found: RolledOut, codes: Iterable[str], lang: Lang, drafting: Drafting, progress: Progress | None = None
) -> Iterator[tuple[str, dict[str, bytes]]]:
    """For each unit its code and its files by name.

    A unit whose roster a repair has changed has its roster.json alone: the other documents speak of the plan before it.
    Units that could not be planned have none. Raises StoreError.
    """
    watching = progress or Silent()
    results = open_results(found.place.results)
    tasks = Tasks(found.place.inputs, found.place.out.absolute(), found.terms)
    try:
        for code in codes:
            if watching.cancelled():
                return
            known, task = results.of(code), tasks.of(found.by_code[code])
            if known is None or not isinstance(task, UnitTask):
                continue
            roster = results.roster_of(code)
            if known.key.startswith(MENDED) and roster is not None:
                yield code, {"roster.json": roster}
            else:
                yield code, _files(task, lang, drafting, watching)
    finally:
        tasks.close()
        results.close()


def _files(task: UnitTask, lang: Lang, drafting: Drafting, progress: Progress) -> dict[str, bytes]:
    """The files of planning a unit again, which gives the roster it has; with the reasons where there is none."""
    answer = answered(task, progress)
    if isinstance(answer, Coopted):
        return answer.files(lang, drafting)
    why = None
    if answer.status is Status.IMPOSSIBLE:
        why = diagnose(answer.problem, time_limit=task.time_limit, progress=progress)
    return {} if answer.status is Status.UNKNOWN else proposal_files(answer, lang, drafting, why=why)
