"""Why a plan is impossible and what it would take; where it is possible, the room it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Any

from optimizer.basis.progress import Progress
from optimizer.diagnose.conflicts import Conflicts, conflicts
from optimizer.diagnose.lines import policy_lines
from optimizer.diagnose.nominations import Nominations, nominations
from optimizer.diagnose.quick import Need, quick_look
from optimizer.diagnose.repairs import Repairs, SingleRepair, repairs, single_repairs
from optimizer.export.conflicts_json import conflicts_document, quick_records
from optimizer.export.repairs_json import nominations_record, repairs_record, singles_record
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block
from optimizer.report.conflicts import conflict_blocks
from optimizer.report.quick import quick_blocks
from optimizer.report.repairs import nomination_lines, repair_table, single_table
from optimizer.roster.spelled import spelled_out

TIME_LIMIT = 60.0
"""Seconds for a diagnosis where nobody says otherwise: a county takes a few, the largest body hardly so many."""

CONFLICTS, SINGLES, REPAIRS = 0.3, 0.27, 0.5
"""What part of the time still left each question may take; the last one has the rest."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Diagnosis:
    """Everything there is to say of an impossible plan, each part with its own proof or the word that it is open."""

    problem: Problem
    needs: tuple[Need, ...]
    conflicts: Conflicts
    singles: tuple[SingleRepair, ...]
    repairs: Repairs
    nominations: Nominations

    def blocks(self) -> list[Block]:
        """What clashes, the ways out, whom the pool lacks; the quick look last, as it only counts."""
        problem = self.problem
        return [
            *conflict_blocks(problem, self.conflicts),
            *repair_table(problem, self.repairs),
            single_table(problem, self.singles),
            *nomination_lines(problem, self.nominations),
            *quick_blocks(problem, self.needs),
        ]

    def summary(self) -> list[Block]:
        """What fits below the status of a plan: what clashes and the cheapest ways out."""
        call = nomination_lines(self.problem, self.nominations) if self.nominations.listed else []
        return [*conflict_blocks(self.problem, self.conflicts), *repair_table(self.problem, self.repairs), *call]

    def document(self) -> dict[str, Any]:
        """The keys of roster.json that it fills, and `diagnosis` with everything else."""
        ranked = repairs_record(self.repairs)
        for record, repair in zip(ranked["listed"], self.repairs.listed, strict=True):
            record["toml"] = policy_lines(self.problem, repair)
        call = nominations_record(self.nominations, self.problem.policy.titles)
        by_people = [{"changes": [], "nominations": call["listed"]}] if call["listed"] else []
        return {
            "conflicts": [list(conflict.claims) for conflict in self.conflicts.found],
            "repairs": [*ranked["listed"], *by_people],
            "diagnosis": {
                "quick_look": quick_records(self.problem, self.needs),
                "conflicts": conflicts_document(self.problem, self.conflicts),
                "single_repairs": singles_record(self.singles),
                "repairs_complete": ranked["complete"],
                "nominations": call,
            },
        }


def diagnose(problem: Problem, *, time_limit: float | None = None, progress: Progress | None = None) -> Diagnosis:
    """The four answers to why a plan is impossible; `time_limit` in seconds for all of them, 60 where it is not given."""
    problem = spelled_out(problem)
    end = monotonic() + (TIME_LIMIT if time_limit is None else time_limit)

    def share(part: float) -> float:
        return max(0.0, end - monotonic()) * part

    found = conflicts(problem, time_limit=share(CONFLICTS), progress=progress)
    singles = single_repairs(problem, time_limit=share(SINGLES), progress=progress)
    ranked = repairs(problem, singles=singles, time_limit=share(REPAIRS), progress=progress)
    return Diagnosis(
        problem=problem,
        needs=quick_look(problem),
        conflicts=found,
        singles=singles,
        repairs=ranked,
        nominations=nominations(problem, time_limit=share(1.0), progress=progress),
    )
