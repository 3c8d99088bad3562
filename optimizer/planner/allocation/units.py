"""The table of electing units: 单位, 类别, 人数, 下限, 上限, 当然代表, and what each can send for a target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimizer.allocation.units import ElectingUnit
from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Filled, Text
from optimizer.people.headers import Columns, header_key
from optimizer.people.person import Notice
from optimizer.people.sheets import Row, Table
from optimizer.people.table import match_header, read_table
from optimizer.people.words import clean_text
from optimizer.planner.allocation.figures import figure_fault, whole
from optimizer.report.allocation import EX_OFFICIO, RESERVE

UNIT_HEADERS: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位", "推荐单位", "选举单位", "推选单位", "推荐选举单位", "选举推荐单位", "单位名称", "electing_unit"),
    "class": ("类别", "单位类别", "单位类型", "类型", "kind"),
    "members": (
        *("人数", "会员数", "会员人数", "职工数", "职工人数", "人口", "人口数", "科技工作者人数", "科技工作者数"),
        *("population", "people"),
    ),
    "least": ("下限", "最少", "最少名额", "名额下限", "min", "minimum"),
    "most": ("上限", "最多", "最多名额", "名额上限", "max", "maximum"),
    "ex_officio": ("当然代表", "当然代表名额", "当然代表人数"),
}
_NO_UNITS = (EX_OFFICIO, RESERVE, "机动")
_NEEDED = ("unit", "members")
_FIGURES = ("members", "least", "most", "ex_officio")


@dataclass(frozen=True, kw_only=True)
class UnitTable:
    """The units in the order of the table; `columns` says which header gives the supply of a target, by target id."""

    units: tuple[ElectingUnit, ...]
    columns: Mapping[str, str]
    source: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RawUnits:
    """The table as text, its columns known and its cells not read yet."""

    table: Table
    columns: Columns

    @property
    def extras(self) -> tuple[str, ...]:
        """The further columns, each of which may be the supply of a target."""
        return tuple(name for name in self.columns.index if name in self.columns.extras)

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes there are, by name."""
        at = self.columns.index.get("class")
        return () if at is None else tuple(sorted({clean_text(row.cells[at]) for row in self.table.rows} - {""}))


def raw_units(data: bytes, *, source: str, sheet: str | None = None) -> RawUnits:
    """The table of a file. Raises InputFaults for what is no table of units."""
    table = read_table(data, source=source, sheet=sheet, synonyms=UNIT_HEADERS, needed=("unit",))
    columns = match_header(table.header, UNIT_HEADERS)
    faults = [*columns.faults, *table.faults, *_missing(columns)]
    if faults:
        raise InputFaults(source, faults)
    return RawUnits(table=table, columns=columns)


def read_units(raw: RawUnits, supplies: Mapping[str, Sequence[str]] | None = None) -> UnitTable:
    """The units; `supplies` gives the headers that a target's supply may stand under, by target id.

    Raises InputFaults with every fault of the cells.
    """
    table, columns = raw.table, raw.columns
    sent = _supply_columns(columns, supplies or {})
    faults: list[Fault] = []
    units = []
    for row in table.rows:
        unit, wrong = _unit(row, columns, sent)
        faults += wrong
        units.append(unit)
    faults += [*_repeated(units, table.rows, columns), *_no_rows(table)]
    if faults:
        raise InputFaults(table.source, sorted(faults, key=lambda fault: fault.row or 0))
    return UnitTable(
        units=tuple(units),
        columns={target: columns.headers[name] for target, name in sent.items()},
        source=table.source,
        notices=(*table.notices, *columns.notices),
    )


def _missing(columns: Columns) -> Iterator[Fault]:
    for name in _NEEDED:
        if name not in columns.index:
            headers = UNIT_HEADERS[name]
            yield Fault(
                kind="units.column",
                message=_NO_COLUMN.fill(column=Filled(zh=headers[0], en=name)),
                cure=_ADD_COLUMN.fill(headers=Filled(zh="、".join(headers), en=", ".join((name, *headers)))),
            )


def _supply_columns(columns: Columns, supplies: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each target, the first of its headers that the table has."""
    known = {header_key(name): name for name in columns.index if name in columns.extras}
    found = {}
    for target, words in supplies.items():
        name = next((known[key] for word in words if (key := header_key(word)) in known), None)
        if name is not None:
            found[target] = name
    return found


def _unit(row: Row, columns: Columns, sent: Mapping[str, str]) -> tuple[ElectingUnit, list[Fault]]:
    """One unit, and what is wrong with its row; figures that cannot be read are 0 in it."""
    cells = {name: row.cells[at] for name, at in columns.index.items()}
    faults: list[Fault] = []
    figures: dict[str, int] = {}
    optional = {name for name in _FIGURES if name not in _NEEDED}
    for name in dict.fromkeys((*_FIGURES, *sent.values())):
        if name not in cells or (name in optional and not clean_text(cells[name])):
            continue
        read = whole(cells[name])
        if isinstance(read, Filled):
            faults.append(figure_fault(row.number, columns.headers[name], cells[name], read))
        else:
            figures[name] = read
    name = clean_text(cells["unit"])
    if not name:
        faults.append(_row_fault("units.name", row, columns.headers["unit"], "", _NO_NAME, _NAME_CURE))
    elif name in _NO_UNITS:
        faults.append(_row_fault("units.name", row, columns.headers["unit"], name, _NO_UNIT, _NO_UNIT_CURE))
    least, most = figures.get("least", 0), figures.get("most")
    if most is not None and least > most:
        faults.append(_row_fault("units.bounds", row, columns.headers["most"], cells["most"], _CROSSED, _CROSSED_CURE))
        most = None
    unit = ElectingUnit(
        name=name,
        kind=clean_text(cells.get("class", "")),
        members=Fraction(figures.get("members", 0)),
        least=least,
        most=most,
        ex_officio=figures.get("ex_officio", 0),
        supply={target: figures[column] for target, column in sent.items() if column in figures},
    )
    return unit, faults


def _repeated(units: Sequence[ElectingUnit], rows: Sequence[Row], columns: Columns) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for unit, row in zip(units, rows, strict=True):
        if unit.name in first:
            message = _TWICE.fill(row=first[unit.name])
            yield Fault(
                kind="units.twice",
                row=row.number,
                column=columns.headers["unit"],
                value=unit.name,
                message=message,
                cure=_TWICE_CURE.fill(),
            )
        elif unit.name:
            first[unit.name] = row.number


def _no_rows(table: Table) -> Iterator[Fault]:
    if not table.rows:
        yield Fault(kind="units.no_rows", message=_NO_ROWS.fill(), cure=_ADD_ROWS.fill(row=table.header_row))


def _row_fault(kind: str, row: Row, column: str, value: str, message: Text, cure: Text) -> Fault:
    return Fault(
        kind=kind, row=row.number, column=column, value=value or None, message=message.fill(), cure=cure.fill()
    )


_NO_COLUMN = Text(zh="缺少“{column}”列", en='there is no column "{column}"')
_ADD_COLUMN = Text(zh="请加上这一列，表头可以是：{headers}", en="add it; its header may be: {headers}")
_NO_NAME = Text(zh="没有单位名称", en="the unit has no name")
_NAME_CURE = Text(zh="请填写单位名称，或删除这一行", en="write the unit's name, or delete the row")
_NO_UNIT = Text(zh="这不是单位", en="this is no unit")
_NO_UNIT_CURE = Text(
    zh="删除这一行；机动名额写 --reserve，当然代表写在“当然代表”列",
    en="delete the row; reserve seats are --reserve, ex-officio ones a column (当然代表)",
)
_CROSSED = Text(zh="上限低于下限", en="the upper bound is below the lower bound")
_CROSSED_CURE = Text(zh="请改其中一个", en="change one of the two")
_TWICE = Text(zh="单位与第 {row} 行重复", en="the unit is already in row {row}")
_TWICE_CURE = Text(zh="请合并成一行，或改成不同的名称", en="put the two into one row, or give them different names")
_NO_ROWS = Text(zh="表头下面没有单位", en="there are no units below the header")
_ADD_ROWS = Text(
    zh="请在表头（第 {row} 行）下面逐行填写单位", en="write the units below the header (row {row}), one a row"
)
