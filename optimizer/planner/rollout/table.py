"""The table of units of a roll-out, from its bytes: every fault of it at once, or the units by code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Filled, Text
from optimizer.people.cells import Bad, formula_error, read_id
from optimizer.people.person import Notice
from optimizer.people.sheets import Row, Table
from optimizer.people.table import match_header, read_table
from optimizer.people.words import clean_name
from optimizer.planner.rollout.cells import SINCE_SOME_DAY, Span, read_day, read_level, read_since, read_stage, tidy
from optimizer.planner.rollout.tree import Place, cities_of, placed
from optimizer.rollout.unit import Contact, Stage, Unit

UNIT_HEADERS: Mapping[str, tuple[str, ...]] = {
    "code": ("编码", "单位编码", "代码", "单位代码", "行政区划代码", "区划代码", "unit code"),
    "name": ("名称", "单位", "单位名称", "科协名称", "地区", "unit", "unit name"),
    "level": ("层级", "级别", "行政层级", "tier"),
    "parent": ("上级", "上级单位", "上级编码", "上级科协", "所属上级", "superior"),
    "city": ("所属市", "所在市", "所属地市", "市州", "prefecture"),
    "stage": ("阶段", "推进阶段", "批次", "phase"),
    "association": ("科协", "是否成立科协", "科协成立日期", "成立日期", "成立时间", "是否有科协", "founded"),
    "last_congress": ("上次大会", "上次代表大会", "上次大会日期", "上次换届日期", "上次换届", "last congress"),
    "planned": ("拟换届日期", "拟换届时间", "计划换届日期", "换届日期", "planned congress", "planned day"),
    "policy": ("政策", "政策文件"),
    "pool": ("候选人", "候选人表", "人选库", "候选人文件", "candidates"),
    "roster": ("现任名册", "现任名单", "名册", "present roster"),
    "hospital": ("医院院长", "卫生院院长", "院长", "hospital head"),
    "school": ("学校校长", "校长", "school head"),
    "agrotech": ("农技站站长", "站长", "农业服务中心主任", "agrotech head", "agro-tech station head"),
    "enterprise": ("科技企业负责人", "科技型企业负责人", "企业负责人", "enterprise head"),
    "filed": ("备案日期", "备案时间", "备案", "filing day", "filed on"),
    "addressee": ("备案单位", "备案部门", "受理备案单位", "filed with"),
    "leader": ("分管领导", "leader in charge"),
    "department": ("责任部门", "牵头部门", "responsible department"),
    "staff": ("专职人员", "联络员", "联系人", "dedicated staff", "contact"),
    "phone": ("电话", "联系电话", "手机", "手机号", "telephone", "tel"),
}
"""The columns of the table and the headers they may have; every other column is kept as it is."""

KINDS = ("hospital", "school", "agrotech", "enterprise")
NEEDED = ("code", "name", "level")
_TEXTS = ("city", "addressee", "leader", "department", "staff", "phone")
_FILES = ("policy", "pool", "roster")
_DAYS = ("last_congress", "planned")
_SINCE = ("association", "filed", *KINDS)
_WITH_DAYS = frozenset((*_DAYS, *_SINCE))
_READERS: Mapping[str, Callable[[str], Any]] = {
    "code": read_id,
    "name": clean_name,
    "level": read_level,
    "parent": tidy,
    "stage": read_stage,
    **dict.fromkeys(_TEXTS, tidy),
    # A path is taken to the letter.
    **dict.fromkeys(_FILES, str.strip),
    **dict.fromkeys(_DAYS, read_day),
    **dict.fromkeys(_SINCE, read_since),
}
_DEFAULTS: Mapping[str, Any] = {
    "stage": Stage.FULL,
    "association": SINCE_SOME_DAY,
    **dict.fromkeys(("last_congress", "planned", "filed", *KINDS)),
}


@dataclass(frozen=True, kw_only=True)
class Units:
    """The units by code, and what a person should know about how the table was read."""

    units: tuple[Unit, ...]
    notices: tuple[Notice, ...] = ()


type _Values = Mapping[str, list[Any]]
"""The values of each column, None where a cell could not be read or says no."""


def read_units(data: bytes, *, source: str, sheet: str | None = None) -> Units:
    """The units in an xlsx, xls, ods or CSV file.

    Of a day in the past written as a month or a year, the first day counts: an association, a head, a filing is taken as
    there early, a term as over early. Of the day planned for a congress the last counts: it will be over by then at the latest.
    Raises InputFaults with every fault of the table.
    """
    table = read_table(data, source=source, sheet=sheet, synonyms=UNIT_HEADERS, needed=("code", "level"))
    columns = match_header(table.header, UNIT_HEADERS)
    faults = [*columns.faults, *table.faults]
    for needed in NEEDED:
        if needed not in columns.index:
            cure = _ADD_COLUMN.fill(headers="、".join(UNIT_HEADERS[needed]))
            message = _NO_COLUMN.fill(column=Filled(zh=UNIT_HEADERS[needed][0], en=needed))
            faults.append(Fault(kind="units.column", message=message, cure=cure))
    if not table.rows:
        faults.append(Fault(kind="units.no_rows", message=_NO_ROWS.fill(), cure=_ADD_ROWS.fill(row=table.header_row)))
    values, wrong = _content(table, columns.index, columns.headers)
    faults += wrong
    if not any(fault.kind in ("units.column", "table.header_twice") for fault in faults):
        faults += _contradictions(values, table.rows, columns.headers)
        places, misplaced = placed(_places(values, table.rows), columns.headers.get("parent", ""))
        faults += misplaced
    if faults:
        raise InputFaults(source, sorted(faults, key=lambda fault: fault.row or 0))
    census = {name: _column(table, columns.index[name]) for name in columns.index if name in columns.extras}
    units = sorted(_units(values, table.rows, places, census), key=lambda unit: unit.code)
    notices = (*table.notices, *columns.notices, *_notices(table, columns.index))
    return Units(units=tuple(units), notices=notices)


def _column(table: Table, at: int) -> list[str]:
    """The cells of a column, trimmed and otherwise as written."""
    return [row.cells[at].strip() for row in table.rows]


def _content(
    table: Table, index: Mapping[str, int], headers: Mapping[str, str]
) -> tuple[dict[str, list[Any]], list[Fault]]:
    """Every known column read cell by cell, with all that is wrong with single cells."""
    values: dict[str, list[Any]] = {}
    faults: list[Fault] = []
    for column, read in _READERS.items():
        if column not in index:
            values[column] = [_DEFAULTS.get(column, "")] * len(table.rows)
            continue
        cells = [row.cells[index[column]] for row in table.rows]
        # A column says the same few things many times over.
        read_as = {cell: _read(column, cell, read) for cell in dict.fromkeys(cells)}
        values[column] = [read_as[cell] for cell in cells]
        if any(isinstance(value, Bad) for value in read_as.values()):
            faults += _cell_faults(values[column], table.rows, index[column], headers[column])
            # A day that cannot be read must not seem to contradict the others.
            instead = SINCE_SOME_DAY if column in _WITH_DAYS else None
            values[column] = [instead if isinstance(value, Bad) else value for value in values[column]]
    return values, faults


def _read(column: str, cell: str, read: Callable[[str], Any]) -> Any:
    """What a cell says, or Bad."""
    bad = formula_error(cell)
    if bad is not None:
        return bad
    value = read(cell)
    if not value and column in ("code", "name"):
        return Bad(kind="units.empty", message=_EMPTY.fill(), cure=_FILL_IN.fill())
    return value


def _cell_faults(values: Sequence[Any], rows: tuple[Row, ...], at: int, header: str) -> Iterator[Fault]:
    for value, row in zip(values, rows, strict=True):
        if isinstance(value, Bad):
            yield _fault(value.kind, row, header, row.cells[at], value.message, value.cure)


def _fault(kind: str, row: Row, column: str, value: str, message: Filled, cure: Filled) -> Fault:
    return Fault(kind=kind, row=row.number, column=column, value=value or None, message=message, cure=cure)


def _places(values: _Values, rows: tuple[Row, ...]) -> list[Place]:
    """Where each unit says it is; an unreadable code or parent is a fault already and binds nobody."""
    columns = (values[name] for name in ("code", "name", "level", "parent"))
    return [
        Place(row=row.number, code=code or "", name=name or "", level=level, parent=parent or "")
        for row, code, name, level, parent in zip(rows, *columns, strict=True)
    ]


def _contradictions(values: _Values, rows: tuple[Row, ...], headers: Mapping[str, str]) -> Iterator[Fault]:
    """What a row says that cannot be: a congress, heads or a filing without what must come before them."""
    needs = {"last_congress": _CONGRESS_ALONE, "filed": _FILED_ALONE, **dict.fromkeys(KINDS, _HEAD_ALONE)}
    for at, row in enumerate(rows):
        founded = values["association"][at]
        said = [name for name in needs if values[name][at] is not None]
        if founded is None:
            for name in said:
                yield _fault("units.no_association", row, headers[name], "", needs[name].fill(), _SET_UP.fill())
            continue
        seated = [values[name][at] for name in KINDS if values[name][at] is not None]
        for name in KINDS:
            if values[name][at] is not None and values[name][at].last < founded.first:
                day = values[name][at].last.isoformat()
                yield _fault("units.head_early", row, headers[name], day, _HEAD_EARLY.fill(), _MEND_EITHER.fill())
        filed = values["filed"][at]
        if filed is not None and not seated:
            yield _fault("units.nothing_filed", row, headers["filed"], "", _NOTHING_FILED.fill(), _SEAT.fill())
        elif filed is not None and filed.last < min(each.first for each in seated):
            day = filed.last.isoformat()
            yield _fault("units.filed_early", row, headers["filed"], day, _FILED_EARLY.fill(), _MEND_EITHER.fill())


def _units(
    values: _Values, rows: tuple[Row, ...], places: Mapping[str, Place], census: Mapping[str, list[str]]
) -> Iterator[Unit]:
    cities = cities_of(places)
    for at, row in enumerate(rows):
        own = {name: column[at] for name, column in values.items()}
        place = places[own["code"]]
        yield Unit(
            code=place.code,
            name=place.name,
            level=own["level"],
            parent=place.parent,
            city=own["city"] or cities[place.code],
            stage=own["stage"],
            association=_first(own["association"]),
            last_congress=_first(own["last_congress"]),
            planned=None if own["planned"] is None else own["planned"].last,
            policy=own["policy"],
            pool=own["pool"],
            roster=own["roster"],
            heads={kind: own[kind].first for kind in KINDS if own[kind] is not None},
            filed=_first(own["filed"]),
            addressee=own["addressee"],
            contact=Contact(leader=own["leader"], department=own["department"], staff=own["staff"], phone=own["phone"]),
            census={name: cells[at] for name, cells in census.items()},
            row=row.number,
        )


def _first(span: Span | None) -> date | None:
    return None if span is None else span.first


def _notices(table: Table, index: Mapping[str, int]) -> Iterator[Notice]:
    """Where the table leaves open whether there is an association."""
    at = index.get("association")
    if at is None:
        yield Notice(kind="units.all_set_up", message=_ALL_SET_UP.fill())
        return
    empty = [row.number for row in table.rows if not row.cells[at].strip()]
    if empty:
        rows = ", ".join(str(number) for number in empty[:_NAMED]) + (" …" if len(empty) > _NAMED else "")
        yield Notice(kind="units.unsaid", message=_UNSAID.fill(count=len(empty), rows=rows))


_NAMED = 10
"""Rows that a notice names."""

_ALL_SET_UP = Text(
    zh="没有“科协”列，各单位都按已成立科协算",
    en="there is no association column; every unit counts as having one",
)
_UNSAID = Text(
    zh="有 {count} 个单位的“科协”列空着，按没有成立科协算（第 {rows} 行）",
    en="{count} units have nothing in the association column and count as having none (rows {rows})",
)
_NO_COLUMN = Text(zh="缺少“{column}”列", en='there is no column "{column}"')
_ADD_COLUMN = Text(zh="请加上这一列，表头可以是：{headers}", en="add it; its header may be: {headers}")
_NO_ROWS = Text(zh="表头下面没有单位", en="there are no units below the header")
_ADD_ROWS = Text(zh="请在表头（第 {row} 行）下面填写单位", en="write the units below the header (row {row})")
_EMPTY = Text(zh="这一格空着", en="this cell is empty")
_FILL_IN = Text(zh="请填写", en="fill it in")
_CONGRESS_ALONE = Text(zh="没有科协，却有上次大会", en="there is no association, but a last congress")
_HEAD_ALONE = Text(zh="没有科协，却有人进入领导机构", en="there is no association, but somebody sits in its leadership")
_FILED_ALONE = Text(zh="没有科协，却有备案", en="there is no association, but a filing")
_SET_UP = Text(
    zh="已成立的，在“科协”列写成立日期或“是”；没有成立的，清空这一格",
    en="if it is set up, write its day or yes in the association column; if not, empty this cell",
)
_HEAD_EARLY = Text(zh="进入领导机构的日期早于科协成立的日期", en="this is before the association was set up")
_MEND_EITHER = Text(zh="请改正其中一个日期", en="correct one of the two days")
_NOTHING_FILED = Text(zh="没有人进入领导机构，却有备案", en="nobody sits in the leadership, but there is a filing")
_SEAT = Text(
    zh="请在医院院长、学校校长、农技站站长等列写日期或“是”，或清空备案日期",
    en="write a day or yes in the columns of the heads, or empty the day of the filing",
)
_FILED_EARLY = Text(zh="备案日期早于所有人进入领导机构的日期", en="this is before anybody sat in the leadership")
