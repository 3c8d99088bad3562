"""From sheets of text to the one table that is meant: the sheet, its header row, its rows, what was left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Never

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Filled, Text
from optimizer.people.archive import column_letters
from optimizer.people.files import Sheet
from optimizer.people.headers import Matcher, Synonyms, matcher_of
from optimizer.people.person import Notice
from optimizer.people.words import clean_code, clean_text

LOOK_FOR_HEADER = 20

_TOTAL = re.compile(r"(合计|总计|共计|小计|总数|total)([\s:：,，、\d(（].*)?", re.IGNORECASE | re.DOTALL)
_REMARK = re.compile(
    r"(注|备注|附注|说明|填表说明|填报说明|填表人|制表人|审核人|填报单位|填表日期|填报日期|notes?|remarks?)"
    r"(\s*[\d一二三四五六七八九]*\s*[:：.、].*)?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(r"[（(]?([\d一二三四五六七八九十]{1,3}|[①-⑳])[)）.、．].*", re.DOTALL)
_COUNT = re.compile(r"[\d.,%]*[人名位个]?")
_TOTAL_GAP = re.compile(r"(?<=[合总共小]) +(?=计)")

_NO_HEADER = Text(
    zh="前 {rows} 行里没有找到表头（{wanted}）", en="no header row was found in the first {rows} rows ({wanted})"
)
_GIVE_HEADER = Text(
    zh="请在名单上方加一行表头，例如：{example}", en="put a header row above the list, for example: {example}"
)
_SEVERAL = Text(zh="有几张工作表都像名单：{sheets}", en="several sheets look like the list: {sheets}")
_NAME_SHEET = Text(zh="请指明用哪一张工作表", en="say which sheet to read")
_NO_SHEET = Text(zh="没有名为“{sheet}”的工作表", en='there is no sheet named "{sheet}"')
_SHEETS_ARE = Text(zh="文件里的工作表有：{sheets}", en="the sheets of the file are: {sheets}")
_NO_SHEETS = Text(zh="CSV 文件不分工作表，请不要指明工作表", en="a CSV file has no sheets; name none")
_RAGGED = Text(zh="这一行比表头多出内容", en="the row has more cells than the header")
_MEND_RAGGED = Text(
    zh="请检查是否多了逗号；内容里有逗号时要加引号",
    en="look for a stray comma; a cell with a comma in it needs quotation marks",
)
_OTHERS = Text(zh="读取的是工作表“{sheet}”；没有读：{others}", en='sheet "{sheet}" was read; these were not: {others}')
_LETTERED = Text(
    zh="{letter} 列没有表头，按附加列“{letter}”保留",
    en='column {letter} has no header; it is kept as the extra column "{letter}"',
)
_SKIPPED = Text(
    zh="跳过了不是人员的行（合计、说明或重复的表头）：{rows}",
    en="rows that are no people (totals, remarks or a repeated header) were skipped: {rows}",
)
_ROW = Text(zh="第{number}行“{said}”", en='row {number} "{said}"')


class Row(NamedTuple):
    """One row of a table: the spreadsheet's own row number, from 1, and as many cells as the header has."""

    number: int
    cells: list[str]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table as text. `header` is as written, "" over an empty column; `rows` leaves out blank and summary rows.

    `faults` are those of the layout: the reader of the content reports them with its own.
    """

    source: str
    sheet: str
    header: tuple[str, ...]
    header_row: int
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()


class _Found(NamedTuple):
    """A sheet whose header row is at index `at`; `full` when it has one of the needed columns, `rows` when rows follow."""

    sheet: Sheet
    at: int
    full: bool
    rows: bool


def find_header(
    sheets: Sequence[Sheet], synonyms: Synonyms, needed: Collection[str], *, source: str, sheet: str | None = None
) -> Table:
    """The table among the sheets whose header has at least one of the `needed` columns (canonical names of `synonyms`).

    Raises InputFaults when there is none, when several sheets have one and `sheet` names none of them, or when no sheet
    has the name given.
    """
    matcher = matcher_of(synonyms)
    if sheet is not None:
        sheets = [_named(sheets, sheet, source=source)]
    found = [each for each in (_header_of(one, matcher, needed) for one in sheets) if each]
    if not found:
        wanted = [next(iter(synonyms[column]), column) for column in needed]
        said = Filled(zh="、".join(wanted), en=", ".join(needed))
        message = _NO_HEADER.fill(rows=LOOK_FOR_HEADER, wanted=said)
        _refuse(source, "table.no_header", message, _GIVE_HEADER.fill(example=_example(synonyms)))
    chosen = _chosen(found, source=source)
    others = [each.name for each in sheets if each is not chosen.sheet and each.rows]
    return _table(chosen, others, source=source)


def _refuse(source: str, kind: str, message: Filled, cure: Filled) -> Never:
    raise InputFaults(source, [Fault(kind=kind, message=message, cure=cure)])


def _example(synonyms: Synonyms) -> Filled:
    first = list(synonyms)[:4]
    return Filled(zh="、".join(next(iter(synonyms[column]), column) for column in first), en=", ".join(first))


def _named(sheets: Sequence[Sheet], name: str, *, source: str) -> Sheet:
    for each in sheets:
        if clean_text(each.name) == clean_text(name) and each.name:
            return each
    named = [each.name for each in sheets if each.name]
    cure = _SHEETS_ARE.fill(sheets=_listed(named)) if named else _NO_SHEETS.fill()
    _refuse(source, "table.sheet", _NO_SHEET.fill(sheet=name), cure)


def _listed(names: Iterable[str]) -> Filled:
    names = list(names)
    return Filled(zh="、".join(f"“{name}”" for name in names), en=", ".join(f'"{name}"' for name in names))


def _header_of(sheet: Sheet, matcher: Matcher, needed: Collection[str]) -> _Found | None:
    """The row, among the first, that has most known headers: a needed one, or at least two of any."""
    best, most, full = -1, 0, False
    for at, row in enumerate(sheet.rows[:LOOK_FOR_HEADER]):
        if len(set(filter(None, row))) <= most:
            # Fewer different cells than the best row has known headers: most rows below a header end here.
            continue
        known = {column for column in map(matcher.column, row) if column}
        has_needed = not known.isdisjoint(needed)
        if len(known) > most and (has_needed or len(known) > 1):
            best, most, full = at, len(known), has_needed
    if best < 0:
        return None
    return _Found(sheet, best, full, any(any(map(str.strip, row)) for row in sheet.rows[best + 1 :]))


def _chosen(found: list[_Found], *, source: str) -> _Found:
    """The best of the sheets: with a needed column, with rows, not hidden; it is a fault when several are as good."""

    def merit(each: _Found) -> tuple[bool, bool, bool]:
        return each.full, each.rows, not each.sheet.hidden

    top = max(map(merit, found))
    equal = [each for each in found if merit(each) == top]
    if len(equal) > 1:
        sheets = _listed(each.sheet.name for each in equal)
        _refuse(source, "table.sheets", _SEVERAL.fill(sheets=sheets), _NAME_SHEET.fill())
    return equal[0]


def _table(found: _Found, others: list[str], *, source: str) -> Table:
    lines = found.sheet.rows
    header = list(lines[found.at])
    body = [Row(at + 1, row) for at, row in enumerate(lines[found.at + 1 :], found.at + 1) if any(map(str.strip, row))]
    rows, skipped = _without_summaries(body, header)
    faults = tuple(
        Fault(kind="table.ragged", message=_RAGGED.fill(), cure=_MEND_RAGGED.fill(), row=number, value=",".join(over))
        for number, row in rows
        if len(row) > len(header) and any(map(str.strip, over := row[len(header) :]))
    )
    notices = [_skipped(skipped)] if skipped else []
    if others:
        message = _OTHERS.fill(sheet=found.sheet.name, others=_listed(others))
        notices.append(Notice(kind="table.other_sheets", message=message))
    width = len(header)
    rows = [Row(number, (row + [""] * (width - len(row)))[:width]) for number, row in rows]
    for at in range(width):
        if not clean_text(header[at]) and any(row.cells[at].strip() for row in rows):
            header[at] = _letter(at, header)
            notices.append(Notice(kind="table.lettered", message=_LETTERED.fill(letter=header[at])))
    return Table(
        source=source,
        sheet=found.sheet.name,
        header=tuple(header),
        header_row=found.at + 1,
        rows=tuple(rows),
        faults=faults,
        notices=tuple(notices),
    )


def _letter(at: int, header: list[str]) -> str:
    letter = column_letters(at)
    while letter in header:
        letter += "_"
    return letter


def _without_summaries(body: list[Row], header: list[str]) -> tuple[list[Row], list[Row]]:
    """The rows that may be people, and the totals, remarks and repeated headers among them."""
    kept: list[Row] = []
    skipped: list[Row] = []
    remarks = False
    for row in body:
        if row.cells == header or _is_summary(row.cells, remarks=remarks):
            remarks = remarks or _is_short(row.cells)
            skipped.append(row)
        else:
            kept.append(row)
    return kept, skipped


def _is_short(cells: list[str]) -> bool:
    """Whether something is written in the first cell alone."""
    return bool(cells[0].strip()) and not any(map(str.strip, cells[1:]))


def _is_summary(cells: list[str], *, remarks: bool) -> bool:
    said = _TOTAL_GAP.sub("", clean_text(next(filter(str.strip, cells))))
    if _TOTAL.fullmatch(said):
        _, *others = filter(str.strip, cells)
        return _is_short(cells) or all(_COUNT.fullmatch(clean_code(cell)) for cell in others)
    # The lines of a remark go on below it, numbered.
    remark = _REMARK.fullmatch(said) or (remarks and _NUMBERED.fullmatch(said))
    return bool(remark) and _is_short(cells)


def _skipped(rows: list[Row]) -> Notice:
    said = [_ROW.fill(number=row.number, said=clean_text(next(filter(str.strip, row.cells)))) for row in rows]
    listed = Filled(zh="、".join(each.zh for each in said), en=", ".join(each.en for each in said))
    return Notice(kind="table.skipped", message=_SKIPPED.fill(rows=listed))
