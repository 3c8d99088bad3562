"""Comparing two rosters under one pool and one policy: both counted by head, neither trusted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from optimizer.basis.text import Filled, Lang
from optimizer.export.room_json import moves_record
from optimizer.export.roster_json import RosterFile, seat_record, to_bytes, verdict_record
from optimizer.names.listing import Listing
from optimizer.people.person import Pool
from optimizer.planner.formats import FORMATS, Format, paper_files
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.report.blocks import Block
from optimizer.report.paper import Paper
from optimizer.report.papers.compared import Comparison, Side
from optimizer.report.papers.comparison import comparison_blocks, comparison_paper
from optimizer.roster.promised import promise_faults
from optimizer.roster.recount import goal_value, recount, structure_faults

COMPARED = ("prefer", "best", "slate")
"""The kinds of goals that any roster has a value for."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Compared:
    """Two rosters compared: for people, as data, as files."""

    found: Comparison
    listing: Listing = field(default_factory=Listing)

    def blocks(self) -> list[Block]:
        """The comparison for people."""
        return comparison_blocks(self.found, self.listing)

    def paper(self, *, dated: date | None = None) -> Paper:
        """The comparison as a document to hand in."""
        return comparison_paper(self.found, listing=self.listing, dated=dated)

    def document(self) -> dict[str, Any]:
        """The machine form; `moves` go from `a` to `b`."""
        found = self.found
        return {
            "a": _side_record(found.first),
            "b": _side_record(found.second),
            "both": [seat_record(seat) for seat in found.alike],
            "moves": moves_record(found.moves),
            "parts": [_part_record(found, part.id) for part in found.problem.policy.parts],
        }

    def files(
        self, lang: Lang, formats: Collection[Format] = FORMATS, *, dated: date | None = None
    ) -> dict[str, bytes]:
        """The files: comparison.json and the document in each format."""
        return {"comparison.json": to_bytes(self.document()), **paper_files(self.paper(dated=dated), lang, formats)}


@dataclass(frozen=True, kw_only=True)
class Named:
    """A roster read from a file, with the name it was given by."""

    source: str
    roster: RosterFile


def compare(*, pool: Pool, policy: Policy, first: Named, second: Named, listing: Listing | None = None) -> Compared:
    """Both rosters counted again by head, seat by seat, rule by rule, goal by goal.

    What is wrong with the seats of one is said and does not stop the comparison; people who are not in the pool are
    counted by no rule. Raises InputFaults when pool and policy do not fit together.
    """
    problem = build_problem(pool=pool, policy=policy)
    sides = [_side(problem, each) for each in (first, second)]
    found = Comparison(problem=problem, first=sides[0], second=sides[1])
    return Compared(found=found, listing=listing or Listing())


def _side(problem: Problem, named: Named) -> Side:
    pool, policy = problem.pool, problem.policy
    seats = tuple(sorted(named.roster.seats))
    known = tuple(seat for seat in seats if seat.person in pool.by_id)
    verdicts = recount(pool, policy, problem.rules, known)
    frame = tuple(said for _, said in structure_faults(pool, policy, seats))
    # What is promised is worked out only for slates that are in order.
    frame = frame or tuple(said for _, said in promise_faults(problem, known))
    goals = tuple((goal, goal_value(problem, goal, known, verdicts)) for goal in problem.goals if goal.kind in COMPARED)
    return Side(
        source=named.source,
        seats=seats,
        verdicts=verdicts,
        frame=frame,
        notes=tuple(_notes(problem, named.roster)),
        goals=goals,
    )


def _notes(problem: Problem, roster: RosterFile) -> Sequence[Filled]:
    """Whether the roster was made from other inputs than these, and what was noticed when it was read."""
    known = (
        (roster.pool_sha256, problem.pool.sha256, _OTHER_POOL),
        (roster.policy_sha256, problem.policy.sha256, _OTHER_POLICY),
    )
    differing = [said for written, now, said in known if written and written != now]
    return [*differing, *(notice.message for notice in roster.notices)]


def _side_record(side: Side) -> dict[str, Any]:
    return {
        "source": side.source,
        "kept": side.kept,
        "frame": [{"zh": said.zh, "en": said.en} for said in side.frame],
        "seats": [seat_record(seat) for seat in side.seats],
        "verdicts": [verdict_record(verdict) for verdict in side.verdicts],
        "goals": [{"id": goal.id, "value": str(value)} for goal, value in side.goals],
    }


def _part_record(found: Comparison, part: str) -> dict[str, Any]:
    first, second = found.people(part)
    return {"part": part, "both": sorted(first & second), "a": sorted(first - second), "b": sorted(second - first)}


_OTHER_POOL = Filled(
    zh="这份名单由另一份候选人表拟定，现按这里的候选人表计数。",
    en="This roster was made from another pool; it is counted with the one given here.",
)
_OTHER_POLICY = Filled(
    zh="这份名单按另一份政策拟定，现按这里的政策计数。",
    en="This roster was made under another policy; it is counted under the one given here.",
)
