"""People who already sit: a pin that holds them in what they hold while the rest is planned around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy import sparse

from optimizer.basis.position import Position
from optimizer.basis.text import Filled
from optimizer.groups.predicate import Predicate
from optimizer.people.person import Pool
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Seated, Verdict
from optimizer.rules.fields import Field
from optimizer.rules.grid import Grid, Row
from optimizer.rules.tally import Tally


@dataclass(frozen=True, kw_only=True)
class Sitting(Rule):
    """Everybody listed holds what `held` says, or, unless `no_more`, that and more; a `closed` part is held as listed.

    Whoever sits keeps office and mode, and may gain a body further in or, holding no office, an office. The kind is made by
    the program alone; no policy can write it. `said` is its sentence.
    """

    kind: ClassVar[str] = "sitting"
    summary: ClassVar[Filled] = Filled(zh="已在任的人", en="people who already sit")
    fields: ClassVar[tuple[Field, ...]] = ()
    example: ClassVar[str] = ""
    spans: ClassVar[bool] = True

    held: tuple[Seat, ...]
    closed: tuple[str, ...] = ()
    no_more: bool = False
    said: Filled

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of those who sit."""
        return tuple(dict.fromkeys(seat.person for seat in self.held))

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """None."""
        return ()

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """One row that seats them all; before it one that bans every other position of their chain, and closed ones of others."""
        number = {person.id: at for at, person in enumerate(grid.pool.people)}
        shape = (len(grid.pool.people), len(grid.positions))
        banned, seated = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
        closing = np.array([bool(position.scopes & set(self.closed)) for position in grid.positions], dtype=bool)
        banned[:, closing] = True
        for seat in self.held:
            chain = [position.bodies[:1] == seat.position.bodies[:1] for position in grid.positions]
            fits = [self._fits(seat.position, position) for position in grid.positions]
            row = number[seat.person]
            banned[row, chain] = True
            banned[row, fits] = False
            seated[row, fits] = True
        if not self.no_more:
            # Who holds just what they held may still run for more, which a ban would bar as if they had won it.
            yield Row(rule=self.id, weights=sparse.csr_array(banned.astype(np.int64)), most=0)
        yield Row(rule=self.id, weights=sparse.csr_array(seated.astype(np.int64)), least=len(self.held))

    def _fits(self, held: Position, position: Position) -> bool:
        """Whether a position is the one held, or leaves it whole and adds to it."""
        same = (position.bodies, position.office, position.mode) == (held.bodies, held.office, held.mode)
        kept = held.office is None or (position.office, position.mode) == (held.office, held.mode)
        gained = (position.scopes - held.scopes) & set(self.closed)
        return same or (not self.no_more and kept and not gained and set(held.bodies) <= set(position.bodies))

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """How many hold what they held, and how many others hold a closed part."""
        now: dict[str, list[Position]] = {}
        for person, position in seated.seats:
            now.setdefault(person.id, []).append(position)
        kept = sum(any(self._keeps(seat.position, each) for each in now.get(seat.person, ())) for seat in self.held)
        yield self.verdict(found=kept, of=len(self.held), least=len(self.held), most=None)
        for part in self.closed:
            listed = {seat.person for seat in self.held if part in seat.position.scopes}
            holders = seated.holding((part,))
            found = sum(person.id not in listed for person, _ in holders)
            yield self.verdict(found=found, of=len(holders), least=None, most=0)

    def _keeps(self, before: Position, now: Position) -> bool:
        """Counted one part at a time: each body and the office of before is still there, and nothing new where that is barred."""
        if any(part not in now.scopes for part in before.scopes):
            return False
        if before.office is not None and before.mode != now.mode:
            return False
        return not self.no_more or len(now.scopes) == len(before.scopes)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """None: whoever sits is no head-count of a workbook."""
        del pool, spared
        yield from ()

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What it asks."""
        del titles
        return self.said


def sitting(identity: str, seats: Sequence[Seat], said: Filled, *, closed: tuple[str, ...] = ()) -> Sitting:
    """People who keep their seats and may gain more; closed parts are held as listed."""
    return Sitting(id=identity, scope=_scope(seats, closed), held=tuple(seats), closed=closed, said=said)


def unchanged(identity: str, seats: Sequence[Seat], said: Filled) -> Sitting:
    """People who keep just what they hold."""
    return Sitting(id=identity, scope=_scope(seats, ()), held=tuple(seats), no_more=True, said=said)


def _scope(seats: Sequence[Seat], closed: tuple[str, ...]) -> tuple[str, ...]:
    """The parts held, outer bodies first as they occur."""
    parts = [part for seat in seats for part in (*seat.position.bodies, seat.position.office) if part]
    return tuple(dict.fromkeys((*closed, *parts)))
