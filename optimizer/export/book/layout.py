"""Where each seat is typed and which cells follow it: the rows of every list of the workbook, before they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from optimizer.names.order import Listing, arranged
from optimizer.policy.policy import Body, Office, Policy
from optimizer.roster.roster import Proposal, Seat

FIRST = 3
"""The row of a list's first line, counted from 0: title, caption and header stand above."""
NUMBER, ID, NAME = 0, 1, 2
"""The first columns of every list."""
ROSTER_COLUMNS = (
    *("sex", "ethnicity", "birth", "party", "title", "employer", "post"),
    *("sector", "unit", "frontline", "head", "score"),
)
"""Columns of the pool that lists show, where the pool has them."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a list: who sits there (None: vacant), and the list and line it follows (None: typed here)."""

    seat: Seat | None = None
    follows: tuple[str, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Roll:
    """One list: a body's, an office's, or the further candidates for one; `key` is `list:ID` or `further:ID`.

    `number` counts the policy's bodies and offices from 1. `modes` are those of the office whose list it is; `office` and
    `mode` are the columns for what officers hold, where there are such columns.
    """

    key: str
    part: Body | Office
    number: int
    lines: tuple[Line, ...]
    shown: tuple[str, ...]
    office: int | None = None
    mode: int | None = None
    modes: tuple[str, ...] = ()

    @property
    def further(self) -> bool:
        """Whether it lists further candidates."""
        return self.key.startswith("further:")

    @property
    def first_shown(self) -> int:
        """The column of the first of `shown`."""
        return NAME + 1 + (self.office is not None) + (self.mode is not None)

    @property
    def place(self) -> int:
        """The hidden column with the person's row in the pool: "" for nobody, 0 for an id the pool does not have."""
        return self.first_shown + len(self.shown)

    @property
    def order(self) -> int:
        """The hidden column with the place in the order of names of the last person so far whom the caption speaks of."""
        return self.place + 1

    @property
    def last(self) -> int:
        """The row of the last line."""
        return FIRST + len(self.lines) - 1


def rolls_of(proposal: Proposal, listing: Listing) -> Mapping[str, Roll]:
    """Every list by key: bodies and offices in the policy's order, then the further candidates of what is contested.

    A body's list follows, line by line, the lists of the offices and bodies inside it; a vacancy there is a vacancy here. So a
    list may be sorted without harm: what follows it follows all its lines. Each further candidate is typed in the list of
    further candidates, which the bodies they sit on follow.
    """
    return _Rolls(proposal, listing).made()


class _Rolls:
    def __init__(self, proposal: Proposal, listing: Listing) -> None:
        self._proposal = proposal
        self._policy = policy = proposal.problem.policy
        self._officers_first = listing.officers_first
        pool = proposal.problem.pool
        self._place = {person.id: n for n, person in enumerate(arranged(pool.people, listing))}
        self._offices = {office: n for n, office in enumerate(policy.offices)}
        self._shown = tuple(column for column in ROSTER_COLUMNS if column in pool.columns)
        self._made: dict[str, Roll] = {}

    def made(self) -> Mapping[str, Roll]:
        """The lists, made from the inside out."""
        policy = self._policy
        for part in policy.contested:
            self._add(f"further:{part.id}", part, self._further(part))
        for office in policy.offices:
            typed = [Line(seat=seat) for seat in self._proposal.holding(office.id)]
            self._add(f"list:{office.id}", office, self._filled_up(self._sorted(typed), office.seats.most))
        for body in reversed(policy.bodies):
            self._add(f"list:{body.id}", body, self._members(body))
        keys = [f"list:{part.id}" for part in policy.parts] + [f"further:{part.id}" for part in policy.contested]
        return {key: self._made[key] for key in keys}

    def _add(self, key: str, part: Body | Office, lines: list[Line]) -> None:
        further = key.startswith("further:")
        office = mode = None
        modes: tuple[str, ...] = ()
        if isinstance(part, Office):
            modes = part.modes
            mode = NAME + 1 if modes else None
        elif not further:
            inside = offices_around(self._policy, part)
            runs = any(line.seat and line.seat.position.runs_for for line in lines)
            office = NAME + 1 if inside or runs else None
            mode = NAME + 2 if any(each.modes for each in inside) else None
        number = 1 + [each.id for each in self._policy.parts].index(part.id)
        self._made[key] = Roll(
            key=key,
            part=part,
            number=number,
            lines=tuple(lines) or (Line(),),
            shown=self._shown,
            office=office,
            mode=mode,
            modes=modes,
        )

    def _further(self, part: Body | Office) -> list[Line]:
        running = [Line(seat=seat) for seat in self._proposal.seats if seat.position.runs_for == part.id]
        assert part.margin is not None
        return self._filled_up(self._sorted(running), part.margin.posts(self._policy.stage, part.seats.most)[1])

    def _members(self, body: Body) -> list[Line]:
        """Lines that follow lists inside the body, each person once; then whoever is typed here; then vacancies."""
        found: list[Line] = []
        vacant: list[Line] = []
        seen: set[Seat] = set()
        for key in self._inside(body):
            for number, line in enumerate(self._made[key].lines):
                if line.seat is None:
                    vacant += [] if key.startswith("further:") else [Line(follows=(key, number))]
                elif line.seat not in seen and body.id in line.seat.position.bodies:
                    seen.add(line.seat)
                    found.append(Line(seat=line.seat, follows=(key, number)))
        for seat in self._proposal.holding(body.id):
            if seat not in seen:
                found.append(Line(seat=seat, follows=self._elsewhere(seat)))
        typed = [Line()] * max(0, body.seats.most - len(found))
        return [*self._sorted(found, body), *vacant, *typed]

    def _inside(self, body: Body) -> Iterator[str]:
        yield from (f"list:{office.id}" for office in self._policy.offices if office.body == body.id)
        yield from (f"list:{inner.id}" for inner in self._policy.bodies if inner.within == body.id)
        yield from (f"further:{part.id}" for part in self._policy.contested)

    def _elsewhere(self, seat: Seat) -> tuple[str, int] | None:
        """The line where a seat is typed already: in the list of its office or of the last of its bodies."""
        held = seat.position
        for home in (held.office, *reversed(held.bodies)):
            for number, line in enumerate(self._made[f"list:{home}"].lines if f"list:{home}" in self._made else ()):
                if line.seat == seat:
                    return f"list:{home}", number
        return None

    def _sorted(self, lines: Iterable[Line], body: Body | None = None) -> list[Line]:
        """In the order of names; in a body's list, the holders of its own offices first."""
        first = {office.id: n for office, n in self._offices.items() if body is not None and office.body == body.id}

        def order(line: Line) -> tuple[int, int]:
            assert line.seat is not None
            rank = first.get(line.seat.position.office or "", len(self._offices)) if self._officers_first else 0
            return rank, self._place[line.seat.person]

        return sorted(lines, key=order)

    def _filled_up(self, lines: list[Line], most: int) -> list[Line]:
        return [*lines, *[Line()] * max(0, most - len(lines))]


def offices_around(policy: Policy, body: Body) -> list[Office]:
    """The offices that somebody of a body may hold in its chain."""
    root = policy.path(body.id)[0]
    return [office for office in policy.offices if policy.path(office.id)[0] == root]
