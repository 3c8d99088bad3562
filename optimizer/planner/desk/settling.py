"""People to settle: cells that leave open whether somebody belongs to a group, and how they are decided with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.basis.faults import InputFaults
from optimizer.people.cells import read_frontline
from optimizer.people.person import Person, Pool
from optimizer.planner.desk.draft import Change, Decision, Draft, draft_base, with_cells
from optimizer.planner.desk.grid import Grid
from optimizer.planner.desk.mending import CELL_WORDS, fixed_words
from optimizer.policy.policy import Policy
from optimizer.problem.problem import build_problem
from optimizer.roster.people import unsettled
from optimizer.roster.roster import Unsettled

__all__ = ["Settling", "Unsettled", "answers_for", "seated_in", "settled", "unsettled_of"]

type Place = tuple[str, str]
"""A cell by the id of its person and the name of its column, canonical or extra."""


@dataclass(frozen=True, kw_only=True)
class Settling:
    """A draft's table and the pool read from it, in which cells are to be settled."""

    draft: Draft
    grid: Grid
    pool: Pool

    def written(self, place: Place) -> str:
        """The cell as it is written in the table. Raises KeyError when there is no such cell."""
        person, column = place
        return self.grid.rows[self.pool.by_id[person].row - 1][self.column(column)]

    def column(self, name: str) -> int:
        """Where a column is, counted from 0. Raises KeyError when there is no such column."""
        return self.grid.place(self.pool.headers[name])


def unsettled_of(pool: Pool, policy: Policy) -> tuple[Unsettled, ...]:
    """The cells to settle, with the rules they count against; sorted by person.

    Raises InputFaults when pool and policy do not fit together.
    """
    return unsettled(build_problem(pool=pool, policy=policy))


def seated_in(draft: Draft) -> frozenset[str]:
    """Who is in the roster of the draft's last proposal."""
    if not draft.roster:
        return frozenset()
    try:
        return frozenset(draft_base(Draft(base=draft.roster)) or {})
    except InputFaults:
        return frozenset()


def answers_for(settling: Settling, column: str) -> tuple[str, ...]:
    """What a cell to settle may be decided to be; () where any text may be typed."""
    words = fixed_words(column, settling.pool.headers[column])
    unsure = {word for said in CELL_WORDS["frontline"] for word in (said.zh, said.en) if _is_unsure(word)}
    return tuple(word for word in words if word not in unsure)


def settled(settling: Settling, answers: Mapping[Place, str], reason: str) -> Change:
    """The draft with cells decided, all for one reason. Raises KeyError when there is no such cell."""
    places = {place: (settling.pool.by_id[place[0]].row, settling.column(place[1])) for place in answers}
    grid = settling.grid.with_texts({places[place]: text for place, text in answers.items()})
    grid = _still_open(settling, grid)
    decisions = tuple(
        Decision(person=place[0], column=place[1], before=settling.written(place), after=text, reason=reason)
        for place, text in answers.items()
    )
    return with_cells(settling.draft, grid.data(), decisions)


def _still_open(settling: Settling, grid: Grid) -> Grid:
    """A frontline column left with nothing but "yes" would be read as ticks: what is open there is then written out.

    Otherwise settling the last unsure person would decide for everybody with an empty cell.
    """
    if "frontline" not in settling.pool.columns:
        return grid
    at = settling.column("frontline")
    said = {person.row: read_frontline(grid.rows[person.row - 1][at]) for person in settling.pool.people}
    if set(said.values()) != {"yes", ""}:
        return grid
    word = fixed_words("frontline", settling.pool.headers["frontline"])[-1]
    empty = [person for person in settling.pool.people if not said[person.row] and _is_open(person)]
    return grid.with_texts({(person.row, at): word for person in empty})


def _is_open(person: Person) -> bool:
    return person.frontline in ("", "unsure")


def _is_unsure(word: str) -> bool:
    return read_frontline(word) == "unsure"
