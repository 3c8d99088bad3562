"""Alternates: the order of every reserve of a roster, and who moves up for which seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Text
from optimizer.contest.alternates import Reserve, reserves
from optimizer.contest.settled import settled
from optimizer.export.contest_json import reserve_record
from optimizer.people.person import Pool
from optimizer.planner.rosters import check_seats, held_seats
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.report.alternates import alternates_blocks
from optimizer.report.blocks import Block
from optimizer.roster.roster import Seat


@dataclass(frozen=True, kw_only=True, eq=False)
class Alternates:
    """The reserves of a roster."""

    problem: Problem
    reserves: tuple[Reserve, ...]

    @property
    def covered(self) -> bool:
        """Whether somebody could move up for every seat."""
        return not any(reserve.vacant for reserve in self.reserves)

    def blocks(self) -> list[Block]:
        """The report."""
        return alternates_blocks(self.problem, self.reserves)

    def document(self) -> dict[str, Any]:
        """The machine form."""
        return {"covered": self.covered, "reserves": [reserve_record(reserve) for reserve in self.reserves]}


def alternates(
    *, pool: Pool, policy: Policy, seats: Sequence[Seat], seed: int = 0, source: str = "roster.json"
) -> Alternates:
    """Who moves up. `seed` is that of the draw with which the roster was planned; it parts those who are equal otherwise.

    Raises InputFaults when the policy has no reserve, or roster, pool and policy do not fit together.
    """
    if not any(body.reserve_of for body in policy.bodies):
        fault = Fault(kind="alternates.none", value=policy.name, message=_NONE.fill(), cure=_CURE.fill())
        raise InputFaults(policy.name, [fault])
    plain = settled(policy, dict.fromkeys(part.id for part in policy.parts))
    held = check_seats(pool, plain, held_seats(seats), source=source)
    problem = build_problem(pool=pool, policy=plain, seed=seed)
    return Alternates(problem=problem, reserves=reserves(problem, held))


_NONE = Text(zh="政策里没有候补", en="the policy has no reserve")
_CURE = Text(
    zh='加一个 [[body]]：id = "alternates"、within = "congress"、reserve_of = "committee"、seats = 10',
    en='Add a [[body]] with id = "alternates", within = "congress", reserve_of = "committee" and seats = 10',
)
