"""Where the workbook has what: the columns of the pool and the counting sheet, and ranges of them for formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import xl_col_to_name

from optimizer.basis.text import Filled, Lang
from optimizer.export.book.layout import FIRST, Roll, rolls_of
from optimizer.export.book.sheets import quoted, roster_names
from optimizer.names.keys import sort_key
from optimizer.names.order import Listing, arranged, order_caption
from optimizer.people.person import Person
from optimizer.roster.roster import Proposal
from optimizer.rules.base import Seated
from optimizer.rules.tally import Held

POOL_HEADER = 0
"""The row of the pool sheet's header, counted from 0."""
COUNT_HEADER = 3
"""The row of the counting sheet's header; what it is for stands above."""
PART, ID, PLACE, MODE = 0, 1, 2, 3
"""The first columns of the counting sheet: number of the list, id, row in the pool (0: nobody), mode."""

type Value = int | float | str


@dataclass(frozen=True, kw_only=True)
class PoolColumn:
    """A column behind the pool: its header, its formula with ROW for the row's number, and its value for a person."""

    header: Filled
    formula: str
    value: Callable[[Person], Value]


@dataclass(frozen=True, kw_only=True)
class CountColumn:
    """A column of the counting sheet: its header, its formula in a list (with ROW), and its value for who sits there."""

    header: Filled
    formula: Callable[[Roll], str]
    value: Callable[[Roll, Held], Value]


@dataclass(frozen=True, kw_only=True)
class ValueList:
    """The values of a pool column, in the order of their codes from 1 on; a column of the counting sheet."""

    header: Filled
    values: tuple[str, ...]


class Places:
    """The lists of one roster's workbook, and the columns that its formulas have asked for so far."""

    def __init__(self, proposal: Proposal, lang: Lang, *, listing: Listing | None = None) -> None:
        problem = proposal.problem
        self.proposal, self.lang = proposal, lang
        self.policy, self.pool = problem.policy, problem.pool
        self.listing = Listing() if listing is None else listing
        self.on = problem.policy.reference_date
        self.names: Mapping[str, str] = roster_names(problem.policy, lang)
        self.rolls = rolls_of(proposal, self.listing)
        self.columns = ("id", "name", *(column for column in self.pool.columns if column not in ("id", "name")))
        """The columns of the pool in the order of the pool sheet."""
        held = tuple((proposal.person(seat.person), seat.position) for seat in proposal.seats)
        self.seated = Seated(seats=held, pool=self.pool, on=self.on)
        self.pool_columns: dict[object, PoolColumn] = {}
        self.count_columns: dict[object, CountColumn | ValueList] = {}
        self._first_rows: dict[str, int] = {}
        row = COUNT_HEADER + 1
        for part in self.policy.parts:
            self._first_rows[part.id] = row
            row += len(self.rolls[f"list:{part.id}"].lines)
        """The first row below the counting sheet's rows."""

    @property
    def pool_name(self) -> str:
        """The pool sheet's name, quoted."""
        return quoted(self.names["pool"])

    def pool_range(self, column: int) -> str:
        """A column of the pool over all people, for a formula on any sheet."""
        letter = xl_col_to_name(column)
        first = POOL_HEADER + 2
        return f"{self.pool_name}!${letter}${first}:${letter}${first + len(self.pool.people) - 1}"

    @property
    def pool_rows(self) -> str:
        """The numbers of the people's rows, 1 for the first."""
        return f"(ROW({self.pool_range(0)})-{POOL_HEADER + 1})"

    def behind(self, key: object) -> int:
        """The number of a column behind the pool's own."""
        return len(self.columns) + list(self.pool_columns).index(key)

    def count_range(self, part: str, column: int) -> str:
        """A column of the counting sheet over the rows of one list."""
        roll = self.rolls[f"list:{part}"]
        letter, first = xl_col_to_name(column), self._first_rows[part] + 1
        return f"{quoted(self.names['count'])}!${letter}${first}:${letter}${first + len(roll.lines) - 1}"

    def count_row(self, part: str) -> int:
        """The first row of a list on the counting sheet, counted from 0."""
        return self._first_rows[part]

    def list_range(self, roll: Roll, column: int) -> str:
        """A column of a list over its lines."""
        letter = xl_col_to_name(column)
        return f"{quoted(self.names[roll.key])}!${letter}${FIRST + 1}:${letter}${roll.last + 1}"

    def counting(self, key: object) -> int:
        """The number of a column of the counting sheet."""
        return MODE + 1 + list(self.count_columns).index(key)

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """The row of each person in the pool, 1 for the first."""
        return {person.id: number for number, person in enumerate(self.pool.people, 1)}

    @cached_property
    def order_of(self) -> Mapping[str, int]:
        """The place of each person in the order of names, people of one key sharing it.

        Negative where no caption can speak of them.
        """
        found: dict[str, int] = {}
        place, before = 0, None
        for person in arranged(self.pool.people, self.listing):
            key = sort_key(person, self.listing)
            place += key != before
            spoken_of = order_caption((person, person), self.listing) is not None
            found[person.id] = place if spoken_of else -place
            before = key
        return found

    @property
    def caption(self) -> Filled | None:
        """What stands under a list's title while its people are in order; None for an order that has no caption."""
        placed = [person for person in self.pool.people if self.order_of[person.id] > 0]
        return order_caption((placed[0], placed[0]), self.listing) if placed else None
