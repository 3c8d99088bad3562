"""Alternatives: rosters within a distance of the plan that differ from it, and from each other, as much as possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from optimizer.basis.progress import Progress
from optimizer.basis.text import Text
from optimizer.model.goals import marks
from optimizer.model.model import Ints, Model
from optimizer.room.asking import Asker, Counted, counted, has_roster
from optimizer.room.moves import Move, Slack, difference, moves_between, root, slacks
from optimizer.room.within import Distance, check_within, with_rows, within
from optimizer.roster.recount import RecountError
from optimizer.roster.roster import Proposal, Seat
from optimizer.rules.base import Verdict
from optimizer.solve.status import Solved, Status

SHARES = 3
"""Under a time limit one question may take one in so many of the time left: a good roster soon is worth more than a proof."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Alternative:
    """One roster. `apart` is how many pieces (docs/conventions.md §7) it differs by from the plan and from each earlier one.

    The smallest of them is the largest possible, and then their sum, where it is `proven`; no roster at all has a smallest
    one above `most` (None: not found out). `values` are those of the goals but the draw; `moves` and `slacks` tell it from
    the plan.
    """

    seats: tuple[Seat, ...]
    verdicts: tuple[Verdict, ...]
    values: tuple[Fraction, ...]
    apart: tuple[int, ...]
    most: int | None
    moves: tuple[Move, ...]
    slacks: tuple[Slack, ...]
    proven: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Alternatives:
    """The alternatives found, in the order found; `exhausted`: proven that there is no further roster within the distance."""

    distance: Distance
    found: tuple[Alternative, ...]
    exhausted: bool = False


def alternatives(
    proposal: Proposal,
    count: int,
    distance: Distance,
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Alternatives:
    """So many rosters besides the plan, each as far as possible from the nearest of the plan and those before it.

    Of those equally far from the nearest, the one farthest from all together. A time limit is shared out evenly.
    Raises RecountError when the count by head of one differs from what the solver said.
    """
    asker = Asker(time_limit, progress, proposal.solved.learned)
    model = within(proposal, distance)
    found: list[Alternative] = []
    exhausted = False
    while len(found) < count and not exhausted and not asker.over:
        asker.say("alternatives", len(found), count, _FARTHEST.fill())
        earlier = [proposal.seats, *(each.seats for each in found)]
        farthest = _Farthest(model, earlier, asker.share(count - len(found)))
        roster = farthest.find()
        if roster is None:
            break
        exhausted = farthest.most == 0
        apart = tuple(difference(each, roster.seats) for each in earlier)
        if min(apart) == 0:
            break
        found.append(
            Alternative(
                seats=roster.seats,
                verdicts=roster.verdicts,
                values=check_within(proposal, distance, roster),
                apart=apart,
                most=farthest.most,
                moves=moves_between(proposal.seats, roster.seats),
                slacks=slacks(proposal.verdicts, roster.verdicts),
                proven=farthest.summed and farthest.most == min(apart),
            )
        )
    return Alternatives(distance=distance, found=tuple(found), exhausted=exhausted)


class _Farthest:
    """The roster of a model that is farthest from the nearest of some others.

    `most`: proven that no roster is farther than this from its nearest; `summed`: whether, of those equally far from it,
    the one found is proven to be farthest from all together.
    """

    def __init__(self, model: Model, others: Sequence[Sequence[Seat]], asker: Asker) -> None:
        self.model = model
        self.others = others
        self.asker = asker
        self.most: int | None = None
        self.summed = False
        # Pieces that differ are a number that depends on the other roster alone, less what each seat has in common with it.
        self.common = [_common(model, other) for other in others]
        self.pieces = [sum(len(marks(seat.position)) for seat in other) for other in others]

    def find(self) -> Counted | None:
        """The farthest roster, counted by head; None where there was no time to find any."""
        solved = self._ask(0)
        if not has_roster(solved):
            return None
        roster = self._counted(solved)
        bound = solved.goals[0].bound
        if bound is None:
            return roster
        # The nearest is no farther away than all are on average.
        self.most = (bound + sum(self.pieces)) // len(self.others)
        near, step = self._nearest(roster), 1
        while near < self.most:
            wanted = min(near + step, (near + self.most + 1) // 2)
            solved = self._ask(wanted)
            if has_roster(solved):
                roster, step = self._counted(solved), 2 * step
                near = self._nearest(roster)
            elif solved.status is Status.IMPOSSIBLE:
                self.most = wanted - 1
            else:
                break
        return roster

    def _nearest(self, roster: Counted) -> int:
        return min(difference(other, roster.seats) for other in self.others)

    def _ask(self, wanted: int) -> Solved:
        """The roster farthest from all together that is at least so far from each."""
        least = [wanted - pieces for pieces in self.pieces]
        gaps = np.zeros(len(self.model.gap_most), dtype=np.int64)
        rows = [-common for common in self.common]
        names = [f"apart:{number}" for number in range(len(rows))]
        model = with_rows(self.model, rows, [gaps] * len(rows), least, names) if wanted else self.model
        return self.asker.share(SHARES).highest(model, -np.sum(self.common, axis=0))

    def _counted(self, solved: Solved) -> Counted:
        self.summed = solved.status is Status.OPTIMAL
        roster = counted(self.model, solved)
        total = solved.goals[0].value + sum(self.pieces)
        found = sum(difference(other, roster.seats) for other in self.others)
        if found != total:
            raise RecountError("apart", f"counted {found} pieces that differ, the solver said {total}")
        return roster


def _common(model: Model, seats: Sequence[Seat]) -> Ints:
    """For each column: pieces that the other roster has too, less pieces that it does not have."""
    problem = model.problem
    number = {person.id: n for n, person in enumerate(problem.pool.people)}
    before = {(number[seat.person], root(seat.position)): marks(seat.position) for seat in seats}
    pieces, roots = [marks(each) for each in problem.positions], [root(each) for each in problem.positions]
    nothing: frozenset[tuple[str, str]] = frozenset()
    common = [
        2 * len(pieces[place] & before.get((who, roots[place]), nothing)) - len(pieces[place])
        for who, place in zip(model.person.tolist(), model.position.tolist(), strict=True)
    ]
    return np.array(common, dtype=np.int64)


_FARTHEST = Text(zh="寻找差别最大的方案", en="looking for the alternative that differs most")
