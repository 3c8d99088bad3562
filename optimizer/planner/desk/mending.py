"""Putting a pool's table right where it stands: what to type at each fault, and which header a missing column may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial

from optimizer.basis.faults import Fault
from optimizer.basis.similar import nearest
from optimizer.basis.text import Filled, same
from optimizer.people.births import read_birth
from optimizer.people.cells import Bad, read_modes, read_sex
from optimizer.people.headers import canonical_column, header_key
from optimizer.people.table import CANONICAL_HEADERS
from optimizer.people.words import HAN, clean_code
from optimizer.planner.desk.draft import Decision
from optimizer.planner.desk.grid import Grid
from optimizer.policy.policy import Policy

YES_NO = (Filled(zh="是", en="yes"), Filled(zh="否", en="no"))
CELL_WORDS: Mapping[str, tuple[Filled, ...]] = {
    "sex": (Filled(zh="男", en="male"), Filled(zh="女", en="female")),
    "frontline": (*YES_NO, Filled(zh="待定", en="unsure")),
    "cadre": YES_NO,
    "resident": YES_NO,
    "modes": (
        Filled(zh="兼职", en="part-time"),
        Filled(zh="专职", en="full-time"),
        Filled(zh="挂职", en="seconded"),
        Filled(zh="专职、兼职", en="full-time, part-time"),
    ),
}
"""What a cell of a column with fixed words may say."""
LOOKED_AT = 200
"""Rows whose cells are looked at to tell what a column holds."""

_ALONE = frozenset(("people.id", "people.id_twice", "people.name", "table.ragged"))
"""Kinds of fault that differ from row to row, though they read alike."""
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_NUMBERED = re.compile(r"(\D*)(\d+)")
_HAN = re.compile(f"[{HAN}]")


class RowMend(StrEnum):
    """What can be done about a whole row."""

    CUT = "cut"
    EMPTY = "empty"


type Answer = str | RowMend
"""The text to write into the cell, or what to do with its row."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Faults that one answer puts right: of one kind, in one column, with the same text.

    `faults` are of at least one row; `choices` are the texts to choose from, if the column has fixed words; `proposal` is a
    text that would do, "" for none. A fault of the whole row takes a `RowMend` only.
    """

    faults: tuple[Fault, ...]
    choices: tuple[str, ...] = ()
    proposal: str = ""

    @property
    def first(self) -> Fault:
        """The first of the faults, which speaks for all."""
        return self.faults[0]

    @property
    def rows(self) -> tuple[int, ...]:
        """Their row numbers."""
        return tuple(fault.row for fault in self.faults if fault.row is not None)

    @property
    def key(self) -> str:
        """The same for the same faults, whatever the order."""
        fault = self.first
        return f"{fault.kind} {fault.column} {fault.value} {','.join(map(str, self.rows))}"

    @property
    def whole_row(self) -> bool:
        """Whether it is no single cell that is wrong."""
        return self.first.column is None

    @property
    def may_empty(self) -> bool:
        """Whether the row may be nobody at all."""
        return self.first.kind in _ALONE


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A column the policy needs and the table lacks; `users` are the rules and goals that need it.

    `likely` is the column, counted from 0, that may well be it.
    """

    column: str
    users: tuple[str, ...]
    likely: int | None = None


def spots_of(faults: Iterable[Fault], grid: Grid, *, together: bool = True) -> tuple[Spot, ...]:
    """The faults that can be put right in their cells or rows, those alike `together`; in the order of the table."""
    alike: dict[tuple[object, ...], list[Fault]] = {}
    for fault in faults:
        if fault.row is not None:
            alone = fault.row if not together or fault.kind in _ALONE else None
            alike.setdefault((fault.kind, fault.column, fault.value, alone), []).append(fault)
    fresh = _FreshIds(grid)
    return tuple(_spot(each, grid, fresh) for each in alike.values())


def unplaced(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults that no cell is to blame for: of headers, of missing columns, of the file."""
    return tuple(fault for fault in faults if fault.row is None)


def mended(grid: Grid, answers: Iterable[tuple[Spot, Answer]], reason: str = "") -> tuple[Grid, tuple[Decision, ...]]:
    """The grid with the answers in it, and the cells that have changed, by person, all for one reason."""
    texts: dict[tuple[int, int], str] = {}
    rows: list[tuple[int, RowMend]] = []
    for spot, answer in answers:
        if isinstance(answer, RowMend):
            rows += [(row, answer) for row in spot.rows]
        elif spot.first.column is not None:
            at = grid.place(spot.first.column)
            texts |= {(row, at): answer for row in spot.rows}
    changed = grid.with_texts(texts)
    emptied = {row for row, what in rows if what is RowMend.EMPTY}
    for row, what in rows:
        changed = changed.without_row(row) if what is RowMend.EMPTY else changed.cut(row)
    cells = [place for place in sorted(texts) if place[0] not in emptied]
    decisions = (_decision(grid, changed, row, at) for row, at in cells)
    return changed, tuple(replace(decision, reason=reason) for decision in decisions)


def fixed_words(column: str, header: str) -> tuple[str, ...]:
    """The texts a cell may have where the column has fixed words, in the language of its header; () elsewhere."""
    chinese = bool(_HAN.search(header))
    return tuple(word.zh if chinese else word.en for word in CELL_WORDS.get(column, ()))


def said_as(text: str) -> Filled:
    """A text of a column with fixed words, in both languages; any other as it is."""
    return next((word for words in CELL_WORDS.values() for word in words if text in (word.zh, word.en)), same(text))


def missing_columns(grid: Grid, policy: Policy | None) -> tuple[Missing, ...]:
    """The columns that the policy needs and the table lacks, each with the rules that need it."""
    users: dict[str, list[str]] = {}
    for column, user in policy.columns() if policy else ():
        users.setdefault(column, []).append(user)
    held = set(grid.columns.values())
    if "id" not in held:
        users.setdefault("name", [])
    return tuple(
        Missing(column=column, users=tuple(dict.fromkeys(by)), likely=_likely(grid, column))
        for column, by in sorted(users.items())
        if column not in held
    )


def read_as(grid: Grid, at: int, column: str) -> Grid:
    """The grid with a header that makes a column be read as another; "" sets it aside as an extra column.

    A column that was read so until now is set aside. Raises KeyError when there is no such column.
    """
    if not column:
        return grid.with_header(at, _aside(grid, at))
    for other, name in grid.columns.items():
        if name == column and other != at:
            grid = grid.with_header(other, _aside(grid, other))
    chinese = not grid.header[at].strip() or _HAN.search("".join(grid.header))
    return grid.with_header(at, CANONICAL_HEADERS.get(column, (column,))[0] if chinese else column)


def first_values(grid: Grid, at: int, count: int = 3) -> tuple[str, ...]:
    """The first different texts of a column."""
    found = dict.fromkeys(row[at].strip() for row in grid.rows[grid.header_row : grid.header_row + LOOKED_AT])
    return tuple(text for text in found if text)[:count]


def _spot(faults: Sequence[Fault], grid: Grid, fresh: _FreshIds) -> Spot:
    fault = faults[0]
    if fault.column is None:
        return Spot(faults=tuple(faults))
    column = grid.columns.get(grid.place(fault.column), fault.column)
    choices = fixed_words(column, fault.column)
    if fault.kind == "people.birth_ambiguous":
        choices = tuple(_DAY.findall(fault.cure.en))
    proposal = fresh.after(fault.value or "") if fault.kind in ("people.id", "people.id_twice") else ""
    return Spot(faults=tuple(faults), choices=choices, proposal=proposal)


class _FreshIds:
    """Ids that nobody has yet."""

    def __init__(self, grid: Grid) -> None:
        at = next((at for at, name in grid.columns.items() if name == "id"), None)
        rows = () if at is None else grid.rows[grid.header_row :]
        self._taken = {clean_code(row[at]) for row in rows if at is not None} - {""}
        found = [match for each in sorted(self._taken) if (match := _NUMBERED.fullmatch(each))]
        # A series goes on after its last number; other ids get a number behind them.
        self._last = max(found, key=lambda match: int(match[2]), default=None)

    def after(self, written: str) -> str:
        """One for a person whose id is missing or somebody else's."""
        number = 1
        while (proposed := self._proposed(clean_code(written), number)) in self._taken:
            number += 1
        self._taken.add(proposed)
        return proposed

    def _proposed(self, written: str, number: int) -> str:
        if self._last is None or len(self._last[2]) > _LONGEST:
            return f"{written or 'N'}-{number + 1}"
        return f"{self._last[1]}{int(self._last[2]) + number:0{len(self._last[2])}d}"


_LONGEST = 9
"""Digits of a running number; a longer one is an identity card, say, of which nobody may make up the next."""


def _decision(before: Grid, after: Grid, row: int, at: int) -> Decision:
    columns = after.columns
    named = {name: after.rows[row - 1][place].strip() for place, name in columns.items() if name in ("id", "name")}
    return Decision(
        person=named.get("id") or named.get("name", ""),
        column=columns.get(at, after.header[at]),
        before=before.rows[row - 1][at],
        after=after.rows[row - 1][at],
    )


def _likely(grid: Grid, column: str) -> int | None:
    """The column whose header is most like one the missing column may have; else the one whose cells read like it."""
    free = {at: header for at, header in enumerate(grid.header) if _is_free(grid, at)}
    known = [header_key(each) for each in (column, *CANONICAL_HEADERS.get(column, ()))]
    for at, header in free.items():
        if header_key(header) and nearest(header_key(header), known):
            return at
    read = _TELLING.get(column)
    if read is None:
        return None
    return next((at for at in free if _reads(read, first_values(grid, at, LOOKED_AT))), None)


def _is_free(grid: Grid, at: int) -> bool:
    name = grid.columns.get(at)
    return (name is None or name not in CANONICAL_HEADERS) and bool(first_values(grid, at, 1))


def _reads(read: Callable[[str], object], texts: Sequence[str]) -> bool:
    """Whether nearly all of the texts read as the column's."""
    fit = sum(not isinstance(read(text), Bad) for text in texts)
    return fit * 10 >= len(texts) * 9


def _aside(grid: Grid, at: int) -> str:
    """A header that is no known one and that no other column has."""
    said = grid.header[at].strip()
    mark = "原" if not said or _HAN.search(said) else "old "
    named = f"{mark}{said}"
    while canonical_column(named) or named in grid.header:
        named = f"{mark}{named}"
    return named


_TELLING: Mapping[str, Callable[[str], object]] = {
    "sex": read_sex,
    "birth": partial(read_birth, today=date.max),
    "modes": read_modes,
}
"""Columns whose cells tell what they are, each with its reader."""
