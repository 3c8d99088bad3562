"""The table of electing units of a scenario as editable text: taken from a file, from a sample or from the scenario's pool."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from optimizer.basis.text import Filled, Lang, Text
from optimizer.people.person import Pool
from optimizer.people.table import read_table
from optimizer.planner.allocation.units import UNIT_HEADERS
from optimizer.planner.desk.draft import Change, Draft, with_units
from optimizer.planner.inputs import DATA, read_bytes

SAMPLES = ("prefecture", "county", "province")
"""Tables of units that ship, each for the sample pool of its name."""


@dataclass(frozen=True, kw_only=True)
class UnitSheet:
    """Header and rows as text, all of the same width; blank and summary rows are left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def data(self) -> bytes:
        """As a CSV file."""
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator="\r\n").writerows([self.header, *self.rows])
        return written.getvalue().encode("utf-8-sig")

    def edited(self, edits: Mapping[str, Any]) -> UnitSheet:
        """The sheet after the edits of a grid whose columns are named by their places, counted from 0.

        `edited_rows` has cells by row, counted from 0; `added_rows` cells by column; `deleted_rows` rows. Numbers of cells
        that are not there are passed over.
        """
        width = len(self.header)
        rows = [list(row) for row in self.rows]
        for number, cells in edits.get("edited_rows", {}).items():
            for column, value in _cells(cells, width):
                rows[int(number)][column] = value
        gone = set(edits.get("deleted_rows", ()))
        rows = [row for number, row in enumerate(rows) if number not in gone]
        for cells in edits.get("added_rows", ()):
            added = [""] * width
            for column, value in _cells(cells, width):
                added[column] = value
            if any(added):
                rows.append(added)
        return replace(self, rows=tuple(map(tuple, rows)))


def _cells(cells: Mapping[str, Any], width: int) -> list[tuple[int, str]]:
    named = [(str(column), value) for column, value in cells.items()]
    return [
        (int(column), "" if value is None else str(value).strip())
        for column, value in named
        if column.isdecimal() and int(column) < width
    ]


def open_unit_sheet(data: bytes, *, source: str, sheet: str | None = None) -> UnitSheet:
    """The table of units in a file. Raises InputFaults for what is no such table."""
    table = read_table(data, source=source, sheet=sheet, synonyms=UNIT_HEADERS, needed=("unit",))
    width = len(table.header)
    rows = tuple((*row.cells, *[""] * (width - len(row.cells)))[:width] for row in table.rows)
    return UnitSheet(header=table.header, rows=rows)


def units_of_pool(pool: Pool, lang: Lang) -> UnitSheet:
    """The units that the people of a pool are of, by name, with how many people each has; members are to be filled in."""
    heads = Counter(unit for person in pool.people if (unit := person.value("unit")))
    rows = tuple((unit, "", "", "", str(heads[unit])) for unit in sorted(heads))
    return UnitSheet(header=tuple(header.to(lang) for header in _HEADERS), rows=rows)


def with_pool_units(draft: Draft, pool: Pool, lang: Lang) -> Change:
    """The units of the pool as the table of units."""
    sheet = units_of_pool(pool, lang)
    changed = with_units(draft, _NAME.to(lang), sheet.data()).draft
    return Change(draft=changed, said=_FROM_POOL.fill(pool=draft.pool_name, count=len(sheet.rows)))


def with_sample_units(draft: Draft, sample: str) -> Change:
    """A table that ships. Raises KeyError for no such sample."""
    if sample not in SAMPLES:
        raise KeyError(sample)
    path = DATA / "units" / f"{sample}.csv"
    return with_units(draft, path.name, read_bytes(path))


def with_edits(draft: Draft, edits: Mapping[str, Any]) -> Change:
    """The draft's table of units with cells edited, rows added or taken out. Raises InputFaults."""
    before = open_unit_sheet(draft.units, source=draft.units_name)
    after = before.edited(edits)
    if after == before:
        return Change(draft=draft, said=_EDITED.fill(count=0))
    stem, dot, ending = draft.units_name.rpartition(".")
    name = f"{stem}.csv" if dot and ending.lower() in _ENDINGS else f"{draft.units_name}.csv"
    return Change(
        draft=replace(draft, units=after.data(), units_name=name),
        said=_EDITED.fill(count=_changed(edits)),
    )


def _changed(edits: Mapping[str, Any]) -> int:
    lists: Sequence[Any] = (*edits.get("added_rows", ()), *edits.get("deleted_rows", ()))
    return sum(len(cells) for cells in edits.get("edited_rows", {}).values()) + len(lists)


_ENDINGS = ("xlsx", "xlsm", "xls", "ods", "csv")
_HEADERS = (
    Filled(zh="单位", en="unit"),
    Filled(zh="类别", en="class"),
    Filled(zh="人数", en="members"),
    Filled(zh="当然代表", en="ex_officio"),
    Filled(zh="人选库人数", en="in the pool"),
)
_NAME = Filled(zh="推荐单位.csv", en="electing-units.csv")
_FROM_POOL = Text(zh="推荐单位取自 {pool}：{count} 个", en="electing units from {pool}: {count}")
_EDITED = Text(zh="改推荐单位表 {count} 处", en="changed the table of electing units in {count} places")
