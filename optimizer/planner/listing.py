"""Opening the order of lists: which order, a table of people in an order of one's own, a table of characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.names.order import ORDER_WORDS, Given, Listing, Order
from optimizer.names.pinyin import reading_of
from optimizer.names.strokes import stroke_place
from optimizer.people.person import Person, Pool
from optimizer.people.table import match_header, read_table
from optimizer.people.words import clean_code, clean_name, clean_text
from optimizer.rules.people import find_people

ORDER_HEADERS: Mapping[str, tuple[str, ...]] = {"id": ("编号", "工号"), "name": ("姓名",)}
CHARACTER_HEADERS: Mapping[str, tuple[str, ...]] = {
    "character": ("字", "汉字"),
    "after": ("排在…之后", "排在后", "之后", "comes after"),
    "reading": ("读音", "拼音", "pinyin"),
}
_CELLS = {"id": clean_code, "name": clean_name}


@dataclass(frozen=True, kw_only=True)
class Named:
    """The bytes of a file and the name people know it by."""

    source: str
    data: bytes


def open_listing(
    order: str,
    pool: Pool,
    *,
    order_list: Named | None = None,
    characters: Named | None = None,
    officers_first: bool = True,
) -> Listing:
    """The listing a user asks for.

    `order` is a value of Order. `order_list` has the people in the order wanted (编号 or 姓名, or both; or one a line
    without a header), for the order manual and only for it. `characters` has 字, 排在…之后, 读音, one of the last two at
    least. Raises InputFaults with every fault of all three.
    """
    wrong: list[InputFaults] = []
    _tried(partial(_check_order, order, order_list), wrong)
    manual = _tried(partial(_order_list, order_list, pool), wrong) if order_list else ()
    given = _tried(partial(_characters, characters), wrong) if characters else ()
    if wrong:
        first = wrong[0].source
        raise InputFaults(first, [_placed(fault, each.source, first) for each in wrong for fault in each.faults])
    return Listing(order=Order(order), officers_first=officers_first, manual=manual or (), given=given or ())


def _tried[T](read: Callable[[], T], wrong: list[InputFaults]) -> T | None:
    try:
        return read()
    except InputFaults as faults:
        wrong.append(faults)
        return None


def _placed(fault: Fault, source: str, first: str) -> Fault:
    """A fault of another file than the one named at the top says which file."""
    return fault if source == first else replace(fault, file=source)


def _check_order(order: str, order_list: Named | None) -> None:
    fault = None
    if order not in list(Order):
        fault = Fault(kind="order.name", value=order, message=_NO_ORDER.fill(), cure=suggest(order, list(Order)))
    elif order == Order.MANUAL and order_list is None:
        fault = Fault(kind="order.list", message=_NO_LIST.fill(), cure=_GIVE_LIST.fill())
    elif order != Order.MANUAL and order_list is not None:
        said = ORDER_WORDS[Order(order)]
        fault = Fault(kind="order.list", message=_UNUSED.fill(order=said), cure=_CHOOSE_MANUAL.fill())
    if fault:
        raise InputFaults(order, [fault])


@dataclass(frozen=True, kw_only=True)
class _Line:
    """One row of a table: its number, its cells under their canonical names, the headers as written."""

    number: int
    cells: Mapping[str, str]
    headers: Mapping[str, str]

    def fault(self, kind: str, column: str, message: Filled, cure: Text | Filled) -> Fault:
        said = cure.fill() if isinstance(cure, Text) else cure
        header, value = self.headers.get(column), self.cells.get(column) or None
        return Fault(kind=kind, row=self.number, column=header, value=value, message=message, cure=said)


def _lines(file: Named, headers: Mapping[str, tuple[str, ...]], needed: Sequence[str]) -> list[_Line]:
    """The rows of a table that has one of the columns needed. Raises InputFaults."""
    table = read_table(file.data, source=file.source, synonyms=headers, needed=needed)
    columns = match_header(table.header, headers)
    faults = [*columns.faults, *table.faults]
    if not table.rows:
        faults.append(Fault(kind="table.rows", message=_NO_ROWS.fill(), cure=_ADD_ROWS.fill()))
    if faults:
        raise InputFaults(file.source, faults)
    return [
        _Line(
            number=row.number,
            cells={name: _CELLS.get(name, clean_text)(row.cells[at]) for name, at in columns.index.items()},
            headers=columns.headers,
        )
        for row in table.rows
    ]


def _order_list(file: Named, pool: Pool) -> tuple[str, ...]:
    """The ids in the order of a file. Raises InputFaults: people unknown, of one name, or listed twice."""
    people = cache(partial(find_people, pool))
    rows: dict[str, int] = {}
    faults: list[Fault] = []
    for line in _plain_lines(file.data, pool, people) or _lines(file, ORDER_HEADERS, ("id", "name")):
        found = people(_who(line))
        fault = _person_fault(line, found, rows)
        if fault:
            faults.append(fault)
        else:
            rows[found[0].id] = line.number
    if faults:
        raise InputFaults(file.source, faults)
    return tuple(rows)


def _plain_lines(data: bytes, pool: Pool, people: Callable[[str], list[Person]]) -> list[_Line]:
    """People one a line, without a header: the first line names somebody. Nothing where the file is not that."""
    try:
        said = [clean_code(line) for line in data.decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        return []
    lines = [
        _Line(number=number, cells={"id": who if who in pool.by_id else clean_name(who)}, headers={})
        for number, who in enumerate(said, 1)
        if who
    ]
    return lines if lines and people(_who(lines[0])) else []


def _who(line: _Line) -> str:
    return line.cells.get("id") or line.cells.get("name", "")


def _person_fault(line: _Line, found: Sequence[Person], rows: Mapping[str, int]) -> Fault | None:
    """What is wrong with one row of an order: `found` are the people it may mean, `rows` those of people listed above."""
    column = "id" if line.cells.get("id") or "name" not in line.headers else "name"
    if len(found) != 1:
        return line.fault("order.person", column, (_SEVERAL if found else _NOBODY).fill(), _ID_CURE)
    (person,) = found
    if line.cells.get("name") and clean_name(person.name) != line.cells["name"]:
        return line.fault("order.person", "name", _OTHER_NAME.fill(), _ID_CURE)
    if person.id in rows:
        return line.fault("order.twice", column, _TWICE.fill(row=rows[person.id]), _DROP_ROW)
    return None


def _characters(file: Named) -> tuple[Given, ...]:
    """The characters of a table. Raises InputFaults."""
    found: dict[str, Given] = {}
    rows: dict[str, int] = {}
    faults: list[Fault] = []
    for line in _lines(file, CHARACTER_HEADERS, ("character",)):
        char, after, reading = (line.cells.get(column, "") for column in CHARACTER_HEADERS)
        placed = {char for char, each in found.items() if each.after}
        wrong = list(_character_faults(line, rows, placed))
        faults += wrong
        rows.setdefault(char, line.number)
        # A character with a fault of its own still has a place for those below it: they are not blamed for it.
        found.setdefault(char, Given(character=char, after=after, reading=reading_of(reading) or ""))
    if faults:
        raise InputFaults(file.source, faults)
    return tuple(found.values())


def _character_faults(line: _Line, rows: Mapping[str, int], placed: set[str]) -> Iterator[Fault]:
    char, after, reading = (line.cells.get(column, "") for column in CHARACTER_HEADERS)
    if len(char) != 1:
        yield line.fault("character.one", "character", _NOT_ONE.fill(), _ONE_CURE)
    elif char in rows:
        yield line.fault("character.twice", "character", _TWICE.fill(row=rows[char]), _DROP_ROW)
    if not after and not reading:
        yield line.fault("character.empty", "character", _NOTHING_SAID.fill(), _SAY_ONE)
    if after and after == char:
        yield line.fault("character.after", "after", _ITSELF.fill(), _PLACE_CURE)
    elif after and not (after in placed or stroke_place(after)):
        yield line.fault("character.after", "after", _NO_PLACE.fill(), _PLACE_CURE)
    if reading and not reading_of(reading):
        yield line.fault("character.reading", "reading", _NO_READING.fill(), _READING_CURE)


_NO_ORDER = Text(zh="没有这种次序", en="there is no such order")
_NO_LIST = Text(zh="选了自定次序，但没有给出次序表", en="the order is to be manual, but no list is given")
_GIVE_LIST = Text(zh="另给一张表，按想要的次序写编号或姓名", en="Give a table with ids or names in the order wanted")
_UNUSED = Text(
    zh="给了次序表，但名单按{order}排列，用不上它",
    en="a list is given, but the order is by {order} and has no use for it",
)
_CHOOSE_MANUAL = Text(zh="次序改选 manual，或去掉次序表", en="Choose the order manual, or leave the list out")
_NO_ROWS = Text(zh="表头下面没有内容", en="there is nothing below the header")
_ADD_ROWS = Text(zh="请在表头下面逐行填写", en="Write one row each below the header")
_NOBODY = Text(zh="候选人中没有这个人", en="nobody in the pool is this")
_SEVERAL = Text(zh="候选人中不止一人叫这个名字", en="several people in the pool have this name")
_OTHER_NAME = Text(zh="编号和姓名不是同一个人", en="the id and the name are not of one person")
_ID_CURE = Text(zh="写候选人表里的编号", en="Write the id from the pool")
_TWICE = Text(zh="前面第{row}行已经写过", en="row {row} has it already")
_DROP_ROW = Text(zh="只留一行", en="Keep one of the rows")
_NOT_ONE = Text(zh="这一格应当正好是一个字", en="this cell takes exactly one character")
_ONE_CURE = Text(zh="一行写一个字", en="Write one character a row")
_NOTHING_SAID = Text(
    zh="没有写排在哪个字之后，也没有写读音", en="neither the character before it nor a reading is given"
)
_SAY_ONE = Text(zh="两样至少写一样", en="Write at least one of the two")
_ITSELF = Text(zh="一个字不能排在它自己之后", en="a character cannot come after itself")
_NO_PLACE = Text(
    zh="笔画表里没有这个字，上面各行也没有排定它", en="it is not in the stroke table, and no row above has placed it"
)
_PLACE_CURE = Text(
    zh="写一个常用字，笔画、笔顺与它最接近且排在它之前",
    en="Write a common character that comes just before it in stroke order",
)
_NO_READING = Text(zh="不是一个字的拼音", en="it is not the pinyin of one character")
_READING_CURE = Text(zh="写成 yuè 或 yue4", en="Write it as yuè or yue4")
