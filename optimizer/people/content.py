"""Reading the cells of a pool: every column at a time, every distinct text once, every fault kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from optimizer.basis.faults import Fault
from optimizer.basis.text import Text
from optimizer.people.births import read_birth
from optimizer.people.cells import (
    Bad,
    formula_error,
    looks_rounded,
    read_cadre,
    read_frontline,
    read_head,
    read_id,
    read_incumbent,
    read_kin,
    read_level,
    read_modes,
    read_rank,
    read_resident,
    read_score,
    read_sex,
    read_terms,
)
from optimizer.people.headers import Columns
from optimizer.people.person import Birth, Notice
from optimizer.people.sheets import Table
from optimizer.people.words import clean_name, clean_text

Value = str | Birth | Decimal | int | tuple[str, ...] | None
Reader = Callable[[str], Value | Bad]

_TICKS = Text(
    zh="“{header}”列只写了“是”，空着的 {count} 人算作“否”",
    en='column "{header}" only ever says yes; the {count} empty cells are taken for no',
)
_NO_NAME = Text(zh="没有姓名", en="the name is missing")
_GIVE_NAME = Text(zh="请填写姓名，或删除这一行", en="write the name, or delete the row")
_NO_ID = Text(zh="没有编号", en="the id is missing")
_GIVE_ID = Text(zh="请填写编号；如果都没有编号，请删除这一列", en="write the id; if nobody has one, delete the column")
_TAKEN = Text(zh="编号与第 {first} 行重复", en="the id is already used in row {first}")
_MAKE_UNIQUE = Text(
    zh="请改成不重复的编号，或删除重复的人", en="give each person an id of their own, or delete the repetition"
)
_SHOWS_ERRORS = Text(
    zh="附加列“{header}”有公式错误，按原样保留（第 {rows} 行）",
    en='extra column "{header}" shows formula errors, kept as they are (rows {rows})',
)
_SHOWS_ROUNDED = Text(
    zh="“{header}”列的长数字已被表格软件四舍五入，按原样保留（第 {rows} 行）",
    en='long numbers in column "{header}" were rounded by the spreadsheet program and are kept so (rows {rows})',
)
_NAMED_ROWS = 5


@dataclass(frozen=True, kw_only=True)
class Content:
    """The values of each column, by name, in row order; where `faults` name a cell, its value means nothing."""

    values: Mapping[str, list[Value]]
    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...]


def read_content(table: Table, columns: Columns, *, required: Collection[str], today: date) -> Content:
    """Every column of the table; `required` extra columns are treated as strictly as the pool's own."""
    values: dict[str, list[Value]] = {}
    faults: list[Fault] = []
    notices: list[Notice] = []
    for name, at in columns.index.items():
        strict = name not in columns.extras or name in required
        raw = [row.cells[at] for row in table.rows]
        read, kept = _read_texts(raw, _reader(name, today=today), strict=strict)
        bad = {written for written, value in read.items() if isinstance(value, Bad)}
        if bad:
            faults.extend(_faults(table, raw, read, header=columns.headers[name]))
        notices.extend(_oddities(table, at, kept, read.keys() - bad, header=columns.headers[name]))
        known = {written: None if isinstance(value, Bad) else value for written, value in read.items()}
        values[name] = [known[written] for written in raw]
    notices.extend(_ticks(values, columns))
    if "id" in values:
        faults.extend(_id_faults(table, values["id"], at=columns.index["id"], header=columns.headers["id"]))
    order = {header: at for at, header in enumerate(columns.headers.values())}
    faults.sort(key=lambda fault: (fault.row or 0, order.get(fault.column or "", 0)))
    return Content(values=values, faults=tuple(faults), notices=tuple(notices))


def _ticks(values: dict[str, list[Value]], columns: Columns) -> Iterator[Notice]:
    """A yes-or-no column in which only "yes" is ever written is a column of ticks: its empty cells mean "no"."""
    for name in ("frontline", "cadre", "resident"):
        if set(values.get(name, ())) == {"yes", ""}:
            empty = values[name].count("")
            values[name] = [value or "no" for value in values[name]]
            yield Notice(kind="people.ticks", message=_TICKS.fill(header=columns.headers[name], count=empty))


def _reader(name: str, *, today: date) -> Reader:
    readers: dict[str, Reader] = {
        "id": read_id,
        "name": _read_name,
        "sex": read_sex,
        "birth": partial(read_birth, today=today),
        "frontline": read_frontline,
        "head": read_head,
        "cadre": read_cadre,
        "incumbent": read_incumbent,
        "modes": read_modes,
        "score": read_score,
        "rank": read_rank,
        "level": read_level,
        "terms": read_terms,
        "kin": read_kin,
        "resident": read_resident,
    }
    return readers.get(name, clean_text)


def _read_name(written: str) -> str | Bad:
    return clean_name(written) or Bad(kind="people.name", message=_NO_NAME.fill(), cure=_GIVE_NAME.fill())


def _read_texts(raw: list[str], read: Reader, *, strict: bool) -> tuple[dict[str, Value | Bad], set[str]]:
    """What each distinct text of a column says, every one read once; and the formula errors kept as they are."""
    distinct = dict.fromkeys(raw)
    errors = {written: error for written in distinct if (error := formula_error(written))}
    if strict:
        return {written: errors.get(written) or read(written) for written in distinct}, set()
    return {written: read(written) for written in distinct}, set(errors)


def _faults(table: Table, raw: list[str], read: Mapping[str, Value | Bad], *, header: str) -> Iterator[Fault]:
    for row, written in zip(table.rows, raw, strict=True):
        value = read[written]
        if isinstance(value, Bad):
            yield Fault(
                kind=value.kind,
                message=value.message,
                cure=value.cure,
                row=row.number,
                column=header,
                value=written if clean_text(written) else None,
            )


def _id_faults(table: Table, ids: list[Value], *, at: int, header: str) -> Iterator[Fault]:
    first: dict[Value, int] = {}
    for row, each in zip(table.rows, ids, strict=True):
        if each is None:
            continue
        if each == "":
            yield Fault(kind="people.id", message=_NO_ID.fill(), cure=_GIVE_ID.fill(), row=row.number, column=header)
        elif first.setdefault(each, row.number) != row.number:
            yield Fault(
                kind="people.id_twice",
                message=_TAKEN.fill(first=first[each]),
                cure=_MAKE_UNIQUE.fill(),
                row=row.number,
                column=header,
                value=row.cells[at],
            )


def _oddities(table: Table, at: int, errors: set[str], texts: set[str], *, header: str) -> Iterator[Notice]:
    """Cells kept as they are that a person should still look at."""
    for kind, said, odd in (
        ("people.formula_kept", _SHOWS_ERRORS, errors & texts),
        ("people.rounded_kept", _SHOWS_ROUNDED, {text for text in texts if looks_rounded(text)}),
    ):
        if odd:
            numbers = [str(row.number) for row in table.rows if row.cells[at] in odd]
            rows = ", ".join(numbers[:_NAMED_ROWS])
            more = " …" if len(numbers) > _NAMED_ROWS else ""
            yield Notice(kind=kind, message=said.fill(header=header, rows=rows + more))
