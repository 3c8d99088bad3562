"""Questions to a plan that exists: its headroom, prices, people, alternatives and replacements; one function a question.

Each takes a proposal with a roster (`planner.plan.plan`) and gives an `Asked`: the record, blocks for people, and data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.basis.position import Position
from optimizer.basis.progress import Progress
from optimizer.export.room_json import (
    alternatives_document,
    change_document,
    headroom_document,
    labels_document,
    moves_record,
    price_record,
    replacement_record,
    why_record,
)
from optimizer.people.person import Pool
from optimizer.planner.naming import bounds_named, people_in, people_known, rules_known, scopes_known
from optimizer.planner.plan import Options
from optimizer.policy.policy import Policy
from optimizer.problem.problem import build_problem
from optimizer.report.alternatives import alternative_blocks, change_blocks, replacement_blocks
from optimizer.report.blocks import Block
from optimizer.report.labels import label_blocks
from optimizer.report.person import moves_table
from optimizer.report.proposal import status_lines
from optimizer.report.room import headroom_blocks, price_blocks
from optimizer.report.why import why_blocks
from optimizer.room.alternatives import Alternatives, alternatives
from optimizer.room.headroom import Headroom, headroom
from optimizer.room.labels import Labels, labels
from optimizer.room.moves import Move, moves_between
from optimizer.room.nearest import Nearest, Replacement, nearest, replacements
from optimizer.room.price import Curve, price
from optimizer.room.seats import SeatRoom, seat_room
from optimizer.room.why import Why, why
from optimizer.room.within import Distance
from optimizer.roster.people import stacked_boxes, unsettled
from optimizer.roster.roster import Proposal, Seat
from optimizer.rules.named import Named


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked[T]:
    """The answer to one question to a proposal."""

    proposal: Proposal
    found: T
    drawn: Callable[[Proposal, T], list[Block]]
    written: Callable[[Proposal, T], dict[str, Any]]

    def blocks(self) -> list[Block]:
        """The answer for people."""
        return self.drawn(self.proposal, self.found)

    def document(self) -> dict[str, Any]:
        """The answer as data, ready for JSON."""
        return self.written(self.proposal, self.found)


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """The headroom of every limit, and of the seats."""

    limits: tuple[Headroom, ...]
    seats: tuple[SeatRoom, ...]

    @property
    def proven(self) -> bool:
        """Whether every figure is proven."""
        return all(each.proven for each in self.limits) and all(each.proven for each in self.seats)


def headroom_of(
    proposal: Proposal,
    *,
    rules: Sequence[str] | None = None,
    seats: bool = True,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Asked[Rooms]:
    """How far every limit (or those of some rules) and, if asked, the seats could go. Raises InputFaults on unknown rules."""
    rules_known(proposal, rules or ())
    learned = proposal.solved.learned
    limit = None if time_limit is None else time_limit / 2 if seats else time_limit
    found = Rooms(
        limits=headroom(
            proposal.problem, proposal.seats, rules=rules, time_limit=limit, progress=progress, learned=learned
        ),
        seats=seat_room(proposal.problem, proposal.seats, time_limit=limit, progress=progress, learned=learned)
        if seats
        else (),
    )
    return Asked(
        proposal=proposal,
        found=found,
        drawn=lambda plan, rooms: headroom_blocks(plan.problem, rooms.limits, rooms.seats),
        written=lambda _, rooms: headroom_document(rooms.limits, rooms.seats),
    )


def price_of(
    proposal: Proposal, named: str, *, time_limit: float | None = None, progress: Progress | None = None
) -> Asked[tuple[Curve, ...]]:
    """The price of every limit of a rule (`D1`), of one of them (`D1.at_least`) or of one part (`D1.at_least.东区`).

    Raises InputFaults where there is no such rule or limit.
    """
    bounds = bounds_named(proposal, named)
    limit = None if time_limit is None else time_limit / len(bounds)
    found = tuple(price(proposal, bound, time_limit=limit, progress=progress) for bound in bounds)
    return Asked(
        proposal=proposal,
        found=found,
        drawn=lambda plan, curves: [block for curve in curves for block in price_blocks(plan.problem, curve)],
        written=lambda _, curves: {"prices": [price_record(curve) for curve in curves]},
    )


def why_person(
    proposal: Proposal,
    who: str,
    *,
    scopes: Sequence[str] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Asked[tuple[Why, ...]]:
    """Why a person, by id or by a name that only one has, is in or out. Raises InputFaults on unknown people and scopes."""
    (person,) = people_known(proposal, (who,))
    scopes_known(proposal, scopes or ())
    found = why(proposal, person, scopes=scopes, time_limit=time_limit, progress=progress)
    return Asked(
        proposal=proposal,
        found=found,
        drawn=why_blocks,
        written=lambda _, each: {"why": [why_record(one) for one in each]},
    )


def labels_of(
    proposal: Proposal,
    distance: Distance,
    *,
    scopes: Sequence[str] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Asked[Labels]:
    """Who is core, swing or out within a distance of the plan. Raises InputFaults on unknown scopes."""
    scopes_known(proposal, scopes or ())
    found = labels(proposal, distance, scopes=scopes, time_limit=time_limit, progress=progress)
    return Asked(proposal=proposal, found=found, drawn=label_blocks, written=lambda _, each: labels_document(each))


def alternatives_of(
    proposal: Proposal,
    count: int,
    distance: Distance,
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Asked[Alternatives]:
    """So many rosters within a distance of the plan that differ from it and each other as much as possible."""
    found = alternatives(proposal, count, distance, time_limit=time_limit, progress=progress)
    return Asked(
        proposal=proposal, found=found, drawn=alternative_blocks, written=lambda _, each: alternatives_document(each)
    )


def replacements_of(
    proposal: Proposal,
    *,
    people: Sequence[str] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Asked[tuple[Replacement, ...]]:
    """Who would replace every member (or some, by id or name) and whom the roster cannot lose. Raises InputFaults."""
    some = None if people is None else people_known(proposal, people)
    found = replacements(proposal, people=some, time_limit=time_limit, progress=progress)
    return Asked(
        proposal=proposal,
        found=found,
        drawn=replacement_blocks,
        written=lambda _, each: {"replacements": [replacement_record(one) for one in each]},
    )


def least_change_of(
    *,
    pool: Pool,
    policy: Policy,
    base: Mapping[str, tuple[Position, ...]],
    left: Sequence[str] = (),
    options: Options | None = None,
    progress: Progress | None = None,
) -> Asked[Nearest]:
    """The roster nearest to an earlier one under this pool and policy, as after a withdrawal or an edit.

    `left` are people, by id or name, who are still in the pool and will not serve; `options.base` plays no part.
    Raises InputFaults when the inputs do not fit together, RecountError as `plan` does.
    """
    chosen = options or Options()
    people = people_in(pool, left)
    outer = tuple(body.id for body in policy.bodies if body.within is None)
    gone = [
        Named(id=f"left:{number}", scope=outer, people=(who,), hold="out", called=(pool.by_id[who].name,))
        for number, who in enumerate(people, 1)
    ]
    problem = build_problem(pool=pool, policy=policy, pins=(*chosen.pins, *gone), seed=chosen.seed)
    found = nearest(problem, base, time_limit=chosen.time_limit, progress=progress)
    proposal = Proposal(
        problem=found.problem,
        solved=found.solved,
        seats=found.seats,
        verdicts=found.verdicts,
        boxes=stacked_boxes(found.problem, found.seats),
        unsettled=unsettled(found.problem),
    )
    return Asked(proposal=proposal, found=found, drawn=_change_blocks, written=lambda _, each: change_document(each))


def _change_blocks(proposal: Proposal, found: Nearest) -> list[Block]:
    return [*status_lines(proposal), *(change_blocks(proposal.problem, found) if found.seats else [])]


def moves_of(
    *, pool: Pool, policy: Policy, before: Sequence[Seat], after: Sequence[Seat]
) -> tuple[tuple[Move, ...], list[Block], list[dict[str, Any]]]:
    """Who enters, leaves and changes place between two rosters: the moves, for people, and as data."""
    moves = moves_between(before, after)
    return moves, [moves_table(pool, policy, moves)], moves_record(moves)
