"""Where the pool sheet of a workbook differs from the pool: corrections made there count only in the workbook itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from optimizer.basis.text import LANGS, Filled, Text, same
from optimizer.export.book.opened import Cell, OpenBook
from optimizer.export.book.truth import words_of
from optimizer.groups.words import column_word
from optimizer.people.births import read_birth
from optimizer.people.person import Birth, Notice, Person, Pool
from optimizer.people.words import clean_code, clean_text

MOST_SHOWN = 12
"""Differences that are told one by one; more are counted."""
_LONGEST_CELL = 32_767
"""Characters a cell can hold; of a longer text the workbook has nothing or a piece."""


def differences(book: OpenBook, pool: Pool) -> Iterator[Notice]:
    """A notice for each of the first cells that differ, and one for how many more there are."""
    found = list(_differences(book, pool))
    for message, people in found[:MOST_SHOWN]:
        yield Notice(kind="roster.pool", message=message, people=people)
    if len(found) > MOST_SHOWN:
        yield Notice(kind="roster.pool", message=_MORE.fill(count=len(found) - MOST_SHOWN))


def _differences(book: OpenBook, pool: Pool) -> Iterator[tuple[Filled, tuple[str, ...]]]:
    cells = book.cells("xw_pool")
    if not cells:
        return
    header = [cell for cell in cells if cell.row == cells[0].row]
    columns = {cell.column: column for cell in header if (column := _column(book.shown(cell), pool)) is not None}
    at = next((number for number, column in columns.items() if column == "id"), None)
    if at is None:
        return
    seen = set()
    for row in range(cells[0].row + 1, cells[-1].row + 1):
        who = clean_code(book.shown(Cell(cells[0].sheet, row, at)))
        person = pool.by_id.get(who)
        if person is None:
            if who:
                yield _ADDED.fill(who=who), (who,)
            continue
        seen.add(who)
        for number, column in columns.items():
            said = book.shown(Cell(cells[0].sheet, row, number))
            if not _agrees(said, person, column):
                yield _differs(said, person, column), (who,)
    for person in pool.people:
        if person.id not in seen:
            yield _GONE.fill(name=person.name, who=person.id), (person.id,)


def _column(said: str, pool: Pool) -> str | None:
    """The pool's column that a header stands for."""
    for column in ("id", "name", *pool.columns):
        words = column_word(column)
        if said in (words.zh, words.en, column):
            return column
    return None


def _agrees(said: str, person: Person, column: str) -> bool:
    """Whether a cell says what the pool says, in the words of either language."""
    value = person.value(column)
    written = {words_of(column, value, lang) for lang in LANGS} | {value}
    if said in written or len(value) > _LONGEST_CELL or clean_text(said) in {clean_text(each) for each in written}:
        return True
    # Spreadsheet programs turn a date that is typed into one of their own.
    return column == "birth" and isinstance(born := read_birth(said, today=date.max), Birth) and born == person.birth


def _differs(said: str, person: Person, column: str) -> Filled:
    value = person.value(column)
    ours: Mapping[str, str] = {lang: words_of(column, value, lang) for lang in LANGS}
    return _OTHER.fill(
        name=person.name,
        who=person.id,
        column=column_word(column),
        theirs=same(said) if said else _EMPTY,
        ours=Filled(zh=ours["zh"], en=ours["en"]) if value else _EMPTY,
    )


_EMPTY = Filled(zh="空", en="nothing")
_OTHER = Text(
    zh="{name}（{who}）的{column}：工作簿里是“{theirs}”，候选人表里是“{ours}”；按候选人表计数，要改就改候选人表",
    en="{name} ({who}), {column}: the workbook says {theirs}, the pool {ours}; the pool was counted, so correct it there",
)
_ADDED = Text(
    zh="工作簿的人选库里有“{who}”，候选人表里没有；没有计入",
    en='the workbook\'s pool has "{who}", the pool has not; not counted',
)
_GONE = Text(
    zh="候选人表里的{name}（{who}）不在工作簿的人选库里", en="{name} ({who}) of the pool is not in the workbook's pool"
)
_MORE = Text(zh="工作簿的人选库与候选人表还有 {count} 处不同", en="the workbook's pool differs in {count} more places")
