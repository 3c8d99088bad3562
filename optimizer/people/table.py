"""Reading a table: the pool of candidates, or any other small table by its headers (docs/conventions.md §2)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.similar import nearest
from optimizer.basis.text import Filled, Text, same
from optimizer.people.cells import says_only_yes
from optimizer.people.content import Value, read_content
from optimizer.people.files import read_book
from optimizer.people.headers import CANONICAL_HEADERS, Columns, Synonyms, match_header
from optimizer.people.person import TYPED_COLUMNS, Birth, Notice, Person, Pool
from optimizer.people.sheets import Row, Table, find_header

__all__ = ["CANONICAL_HEADERS", "Row", "Table", "match_header", "read_pool", "read_pool_file", "read_table"]

_UNREADABLE = Text(zh="读不到这个文件（{why}）", en="the file cannot be read ({why})")
_CHECK_PATH = Text(zh="请检查文件名、位置和权限", en="check its name, place and permissions")
_NO_COLUMN = Text(zh="缺少“{column}”列", en='there is no column "{column}"')
_NO_COLUMN_FOR = Text(
    zh="缺少“{column}”列（规则 {users} 要用）", en='there is no column "{column}", which the rules {users} use'
)
_ADD_EXTRA = Text(zh="请加上这一列，或改正政策里的列名", en="add it, or correct its name in the policy")
_MISSPELT = Text(
    zh="政策里是否想写“{near}”？否则请加上这一列", en='Did the policy mean "{near}"? Otherwise add the column'
)
_ADD_COLUMN = Text(zh="请加上这一列，表头可以是：{headers}", en="add it; its header may be: {headers}")
_NO_ROWS = Text(zh="表头下面没有人员", en="there are no people below the header")
_ADD_ROWS = Text(zh="请在表头（第 {row} 行）下面填写名单", en="write the list below the header (row {row})")
_IDS_MADE = Text(
    zh="表中没有编号列，编号由姓名和出生年月生成", en="the table has no id column; ids were made from name and birth"
)
_NAMES_ARE_IDS = Text(
    zh="表中没有姓名列，用编号代替姓名", en="the table has no name column; the id stands for the name"
)
_TWINS = Text(zh="可能重复：{name}（{birth}），编号 {ids}", en="likely the same person: {name} ({birth}), ids {ids}")
_WHICH_HEAD = Text(
    zh="“{header}”列有 {count} 人只写了“是”，没有写明是哪一类（医院院长、学校校长、农技站站长、科技型企业负责人）",
    en='in column "{header}" {count} people are marked as heads without saying of what '
    "(hospital, school, agrotech, enterprise)",
)
_ALL_FIRSTS = Text(
    zh="全部 {count} 个出生日期都是某月1日；如果其实只知道年月，请写成 1980-05，以免年龄被误判",
    en="all {count} births fall on the first of a month; if only the month is known, write 1980-05 lest ages be misjudged",
)
_FEW_FIRSTS = 3


def read_table(
    data: bytes,
    *,
    source: str,
    sheet: str | None = None,
    synonyms: Synonyms = CANONICAL_HEADERS,
    needed: Collection[str] = ("name", "id"),
) -> Table:
    """The one table of a file as text: the first of its sheets' rows that has one of the `needed` columns is the header.

    Raises InputFaults for what is no table, and when it is not clear which sheet is meant.
    """
    book = read_book(data, source=source)
    table = find_header(book.sheets, synonyms, needed, source=source, sheet=sheet)
    return replace(table, notices=(*book.notices, *table.notices))


def read_pool_file(
    path: Path, *, sheet: str | None = None, required: Collection[str] = (), today: date | None = None
) -> Pool:
    """`read_pool` of a file; one that is missing or cannot be read is a fault too."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as refused:
        why = same(getattr(refused, "strerror", None) or str(refused))
        fault = Fault(kind="table.unreadable", message=_UNREADABLE.fill(why=why), cure=_CHECK_PATH.fill())
        raise InputFaults(path.name, [fault]) from None
    return read_pool(data, source=path.name, sheet=sheet, required=required, today=today)


def read_pool(
    data: bytes,
    *,
    source: str,
    sheet: str | None = None,
    required: Collection[str] = (),
    today: date | None = None,
) -> Pool:
    """The pool in an xlsx, xls, ods or CSV file.

    `required` are the columns a policy uses, canonical or extra, or a mapping from each to the rules that use it;
    births after `today` (default: the clock's) are faults.
    Raises InputFaults with every fault of the table.
    """
    table = read_table(data, source=source, sheet=sheet)
    columns = match_header(table.header, CANONICAL_HEADERS)
    content = read_content(table, columns, required=required, today=today or date.today())
    faults = [*columns.faults, *_missing(columns, required), *_no_rows(table), *table.faults, *content.faults]
    if faults:
        raise InputFaults(source, faults)
    people = sorted(_people(content.values, table.rows), key=lambda person: person.id)
    return Pool(
        people=tuple(people),
        columns=tuple(columns.index),
        headers=columns.headers,
        source=source,
        notices=(*table.notices, *columns.notices, *content.notices, *_notices(people, columns)),
    )


def _missing(columns: Columns, required: Collection[str]) -> Iterator[Fault]:
    """A table without names but with ids is accepted, unless names are asked for."""
    wanted = [*([] if "id" in columns.index else ["name"]), *sorted(required)]
    for column in dict.fromkeys(wanted):
        if column not in columns.index:
            headers = CANONICAL_HEADERS.get(column, (column,))
            said = Filled(zh=headers[0], en=column)
            users = required.get(column, ()) if isinstance(required, Mapping) else ()
            message = _NO_COLUMN_FOR.fill(column=said, users=", ".join(dict.fromkeys(users))) if users else None
            cure = (
                _ADD_COLUMN.fill(headers=_listed(headers)) if column in CANONICAL_HEADERS else _extra(column, columns)
            )
            yield Fault(kind="people.column", message=message or _NO_COLUMN.fill(column=said), cure=cure)


def _extra(column: str, columns: Columns) -> Filled:
    """The cure for a column that is none of the pool's own: a misspelling, perhaps."""
    near = nearest(column, {*CANONICAL_HEADERS, *columns.index})
    return _ADD_EXTRA.fill() if near is None else _MISSPELT.fill(near=near)


def _listed(headers: Collection[str]) -> Filled:
    return Filled(zh="、".join(headers), en=", ".join(headers))


def _no_rows(table: Table) -> Iterator[Fault]:
    if not table.rows:
        yield Fault(kind="people.no_rows", message=_NO_ROWS.fill(), cure=_ADD_ROWS.fill(row=table.header_row))


def _people(values: Mapping[str, list[Value]], rows: Collection[Row]) -> Iterator[Person]:
    values = dict(values)
    if "id" not in values:
        values["id"] = list(_made_ids(values, len(rows)))
    if "name" not in values:
        values["name"] = values["id"]
    typed = [name for name in values if name in TYPED_COLUMNS]
    others = [name for name in values if name not in TYPED_COLUMNS]
    own = zip(*(values[name] for name in typed), strict=True)
    other = zip(*(values[name] for name in others), strict=True) if others else ((),) * len(rows)
    for row, mine, rest in zip(rows, own, other, strict=True):
        # Each reader returns what its own field of Person holds.
        fields = cast("dict[str, Any]", dict(zip(typed, mine, strict=True)))
        yield Person(**fields, other=cast("dict[str, str]", dict(zip(others, rest, strict=True))), row=row.number)


def _made_ids(values: Mapping[str, list[Value]], count: int) -> Iterator[str]:
    """Name and birth as ids; those that are equal are numbered by the whole content of their rows, never by row order."""
    births = values.get("birth", [None] * count)
    bases = [f"{name}-{birth}" if birth else str(name) for name, birth in zip(values["name"], births, strict=True)]
    alike = Counter(bases)
    contents: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for at, base in enumerate(bases):
        if alike[base] > 1:
            contents[base].append((tuple(str(values[name][at]) for name in sorted(values)), at))
    numbers = {at: number for each in contents.values() for number, (_, at) in enumerate(sorted(each), 1)}
    taken = set(bases)
    for at, base in enumerate(bases):
        made = f"{base}#{numbers[at]}" if at in numbers else base
        while at in numbers and made in taken:
            made += "#"
        yield made


def _notices(people: list[Person], columns: Columns) -> Iterator[Notice]:
    if "id" not in columns.index:
        yield Notice(kind="people.ids_made", message=_IDS_MADE.fill())
    if "name" not in columns.index:
        yield Notice(kind="people.names_are_ids", message=_NAMES_ARE_IDS.fill())
    unsaid = {head for head in {person.head for person in people} if says_only_yes(head)}
    vague = tuple(person.id for person in people if person.head in unsaid)
    if vague:
        message = _WHICH_HEAD.fill(header=columns.headers["head"], count=len(vague))
        yield Notice(kind="people.which_head", message=message, people=vague)
    days = [person.birth.day for person in people if person.birth and person.birth.day]
    if len(days) >= _FEW_FIRSTS and set(days) == {1}:
        yield Notice(kind="people.all_firsts", message=_ALL_FIRSTS.fill(count=len(days)))
    yield from _likely_twins(people)


def _likely_twins(people: list[Person]) -> Iterator[Notice]:
    alike: dict[tuple[str, Birth], list[str]] = defaultdict(list)
    for person in people:
        if person.birth:
            alike[person.name, person.birth].append(person.id)
    for (name, birth), ids in alike.items():
        if len(ids) > 1:
            message = _TWINS.fill(name=name, birth=birth, ids=_listed(ids))
            yield Notice(kind="people.likely_twins", message=message, people=tuple(ids))
