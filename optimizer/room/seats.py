"""How many seats a body or office could have, with everything else held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.basis.progress import Progress
from optimizer.basis.text import Text
from optimizer.model.build import build_model
from optimizer.policy.policy import Body, Office, Seats
from optimizer.problem.problem import Problem
from optimizer.room.asking import Asker, counted, flat_weights, has_roster
from optimizer.roster.roster import Seat
from optimizer.rules.grid import holds
from optimizer.solve.status import Learned, Status


@dataclass(frozen=True, kw_only=True)
class SeatRoom:
    """The seats of a body or office: those filled, those asked for, and the fewest and most that any roster could fill.

    Every binding rule and all other bodies and offices are held; ratios count against the seats there would be. Not every
    number in between need be possible. None: not found out.
    """

    part: str
    filled: int
    least: int
    most: int
    fewest: int | None
    largest: int | None
    proven: bool


def seat_room(
    problem: Problem,
    seats: Sequence[Seat],
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
    learned: Learned | None = None,
) -> tuple[SeatRoom, ...]:
    """For every body and office the fewest and the most seats that a roster could fill, everything else held.

    Contested ones are left out: with other seats they would have another slate.

    `learned` is what the solve of this roster knows: it only makes the answer quicker.
    """
    asker = Asker(time_limit, progress, learned)
    contested = {part.id for part in problem.policy.contested}
    parts = [part for part in problem.policy.parts if part.id not in contested]
    found = []
    for number, part in enumerate(parts):
        asker.say("seats", number, len(parts), _SEATS.fill(part=part.title))
        ends = [_seats_at_end(problem, part, sign, asker) for sign in (-1, 1)]
        found.append(
            SeatRoom(
                part=part.id,
                filled=sum(part.id in seat.position.scopes for seat in seats),
                least=part.seats.least,
                most=part.seats.most,
                fewest=ends[0][0],
                largest=ends[1][0],
                proven=all(proven for _, proven in ends),
            )
        )
    return tuple(found)


def _seats_at_end(problem: Problem, part: Body | Office, sign: int, asker: Asker) -> tuple[int | None, bool]:
    """The fewest (-1) or most (1) seats of a part that a roster can fill, and whether that is proven."""
    within = part.body if isinstance(part, Office) else part.within
    limit = len(problem.pool.people) if within is None else problem.policy.seats[within].most
    seats = part.seats
    wide = Seats(least=seats.least, most=max(limit, seats.most)) if sign > 0 else Seats(least=0, most=seats.most)
    model = build_model(problem.varied(policy=problem.policy.with_seats({part.id: wide})))
    inside = np.broadcast_to(holds(problem, (part.id,)), (len(problem.pool.people), len(problem.positions)))
    solved = asker.highest(model, sign * flat_weights(model, inside.astype(np.int64)))
    if not has_roster(solved):
        return None, False
    found = sum(part.id in seat.position.scopes for seat in counted(model, solved).seats)
    return found, solved.status is Status.OPTIMAL


_SEATS = Text(zh="{part}还能有多少席", en="how many seats the {part} could have")
