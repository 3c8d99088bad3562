"""Successors: somebody from outside a roster who takes a member's very seat, found from the rows' room without a solve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.model.build import build_model
from optimizer.model.model import Ints
from optimizer.room.swaps import Swaps
from optimizer.roster.recount import RecountError, recount, structure_faults
from optimizer.roster.roster import Proposal, Seat
from optimizer.rules.base import Verdict
from optimizer.solve.status import Status


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Who takes the seat, and the roster then, counted by head."""

    person: str
    seats: tuple[Seat, ...]
    verdicts: tuple[Verdict, ...]


class Successors:
    """Looks for direct successors in one proven roster.

    Such a swap changes as few pieces as any roster without the member can where every seat given up must be filled again:
    what the member holds goes, and each piece of it comes to somebody who did not have it.
    """

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self.model = build_model(proposal.problem)
        self.swaps = Swaps(self.model, proposal.seats, proposal.verdicts)
        self.held = {int(self.model.person[column]): int(column) for column in self.swaps.taken}
        self.blocks: dict[int, tuple[Ints, Ints]] = {}
        self.usable = self._usable()

    def of(self, who: str) -> Successor | None:
        """The successor who is best for the goals; None where there is none, or where a smaller change might do."""
        mine = [seat for seat in self.proposal.seats if seat.person == who]
        if not self.usable or len(mine) != 1 or not self._all_filled_again(mine[0]):
            return None
        number = next(n for n, person in enumerate(self.proposal.problem.pool.people) if person.id == who)
        column = self.held[number]
        outside, added = self._block(int(self.model.position[column]))
        fits = self.swaps.fits(added - self.swaps.dense(np.array([column])))
        for other in self._best_first(outside[fits]):
            seats = self.swaps.swapped([column], [int(other)])
            if not self.swaps.shorter(self.swaps.by_head, seats):
                return self._counted(self.swaps.seat(int(other)).person, seats)
        return None

    def _usable(self) -> bool:
        """Whether no roster at all can be less short of the preferred rules than this one."""
        if self.proposal.status is not Status.OPTIMAL:
            return False
        kinds = [goal.kind for goal in self.proposal.problem.goals]
        wishes = kinds.count("prefer")
        short = any(verdict.short for verdict in self.proposal.verdicts)
        return not short or all(kind == "prefer" for kind in kinds[:wishes])

    def _all_filled_again(self, seat: Seat) -> bool:
        """Whether every piece of a seat must come to somebody else, as its bodies and office have no seat to spare."""
        policy, seats = self.proposal.problem.policy, self.proposal.seats
        several = len(set(self.proposal.problem.chain)) > 1
        if seat.position.runs_for is not None or (seat.position.mode is not None and several):
            # A slate may be shorter; who serves in that mode in another chain has the piece already.
            return False
        filled = {part: sum(part in each.position.scopes for each in seats) for part in seat.position.scopes}
        return bool(filled) and all(policy.seats[part].least >= found for part, found in filled.items())

    def _block(self, position: int) -> tuple[Ints, Ints]:
        """The columns of everybody outside the roster who could hold a position, and what each adds to the rows."""
        if position not in self.blocks:
            here = np.flatnonzero(self.model.position == position)
            outside = here[[int(who) not in self.held for who in self.model.person[here]]]
            self.blocks[position] = outside, self.swaps.dense(outside)
        return self.blocks[position]

    def _best_first(self, columns: Ints) -> Ints:
        """The columns by the goals in their order, the best first."""
        keys = [-goal.columns[columns] for goal in reversed(self.model.goals)]
        return np.asarray(columns[np.lexsort(keys)]) if keys else columns

    def _counted(self, who: str, seats: tuple[Seat, ...]) -> Successor:
        """The roster after a swap that the rows allow, counted by head. Raises RecountError where the count does not."""
        problem = self.proposal.problem
        for name, said in structure_faults(problem.pool, problem.policy, seats):
            raise RecountError(name, said.en)
        for rule in self.swaps.shorter(problem.rules, seats):
            raise RecountError(rule, f"broken by {who} in a swap that the rows allow")
        return Successor(person=who, seats=seats, verdicts=recount(problem.pool, problem.policy, problem.rules, seats))
