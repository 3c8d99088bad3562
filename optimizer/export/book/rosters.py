"""The lists: one sheet a body or office and one for each slate's further candidates; each person is typed once."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from xlsxwriter.utility import xl_col_to_name

from optimizer.basis.text import Filled, Text
from optimizer.export.book.count import mode_said
from optimizer.export.book.layout import FIRST, ID, NAME, NUMBER, Line, Roll
from optimizer.export.book.ledger import Ledger
from optimizer.export.book.places import Value
from optimizer.export.book.sheets import Look, Sheet, Sheets, quoted
from optimizer.export.book.truth import text, words_of
from optimizer.groups.words import column_word
from optimizer.report.words import mode_word

_HEADER = FIRST - 1
_WIDEST = 18
_WIDTHS = {
    "sex": 6,
    "ethnicity": 9,
    "birth": 11,
    "party": 11,
    "title": 14,
    "employer": 24,
    "sector": 14,
    "frontline": 9,
    "head": 12,
}
"""The greatest widths of columns, so that a list of the usual columns prints on A4 in letters that can be read."""


def write_lists(sheets: Sheets, pages: Mapping[str, Sheet], ledger: Ledger) -> None:
    """All lists; `pages` has a sheet for each key of `ledger.rolls`."""
    for key, roll in ledger.rolls.items():
        _List(sheets, pages[key], ledger, roll).write()


class _List:
    def __init__(self, sheets: Sheets, sheet: Sheet, ledger: Ledger, roll: Roll) -> None:
        self._sheets, self._sheet, self._ledger, self._roll = sheets, sheet, ledger, roll
        self._lang = ledger.lang
        self._place = f"${xl_col_to_name(roll.place)}"
        own = [office for office in ledger.policy.offices if office.body == roll.part.id and not roll.further]
        self._officers = {office.id: office.title.to(self._lang) for office in own}
        """The body's own offices: their holders come first and the caption does not speak of them."""
        self._skips_officers = bool(own) and ledger.listing.officers_first
        self._order = self._spoken_of = 0

    def write(self) -> None:
        """Title, caption, header and a row a line; what may be typed where; names for whoever reads the file back."""
        roll, sheet = self._roll, self._sheet
        sheet.title((_FURTHER if roll.further else _TITLE).fill(title=roll.part.title))
        self._header()
        order = [self._line(row, line) for row, line in enumerate(roll.lines, FIRST)]
        self._caption(order)
        if not all(line.follows is None for line in roll.lines):
            sheet.text(1, roll.first_shown, _FOLLOWS, Look.NOTE, measured=False)
        last_column = roll.place - 1
        sheet.table_set_up(_HEADER, columns=roll.place, last=roll.last, frozen=NAME + 1)
        sheet.sheet.print_area(0, 0, roll.last, last_column)
        hidden = self._sheets.form(Look.FAINT)
        sheet.sheet.set_column(roll.place, roll.order, 6, hidden, {"hidden": True})
        self._typed()
        ids, modes = ("xw_further", "xw_run_modes") if roll.further else ("xw_ids", "xw_modes")
        self._sheets.book.define_name(f"{ids}_{roll.number}", f"={self._ledger.list_range(roll, ID)}")
        if roll.mode is not None:
            self._sheets.book.define_name(f"{modes}_{roll.number}", f"={self._ledger.list_range(roll, roll.mode)}")

    def _header(self) -> None:
        roll, sheet = self._roll, self._sheet
        heads = {NUMBER: _NUMBER, ID: column_word("id"), NAME: column_word("name")}
        if roll.office is not None:
            heads[roll.office] = _OFFICE
        if roll.mode is not None:
            heads[roll.mode] = _MODE
        caps = {NAME: 12, NAME + 1: 14, NAME + 2: 10}
        caps |= {roll.first_shown + n: _WIDTHS.get(column, _WIDEST) for n, column in enumerate(roll.shown)}
        heads |= {roll.first_shown + n: column_word(column) for n, column in enumerate(roll.shown)}
        for column, said in heads.items():
            sheet.cap(column, caps.get(column, _WIDEST))
            sheet.text(_HEADER, column, said, Look.HEADER)
        for column, said in ((roll.place, _PLACE), (roll.order, _ORDER)):
            sheet.sheet.write_string(_HEADER, column, said.to(self._lang), self._sheets.form(Look.FAINT))

    def _line(self, row: int, line: Line) -> int:
        """One row; the value of its order column."""
        roll, ledger = self._roll, self._ledger
        self._sheet.number(row, NUMBER, row - FIRST + 1, Look.CENTRE)
        person = None if line.seat is None else ledger.proposal.person(line.seat.person)
        self._id(row, line)
        if roll.office is not None:
            self._put(row, roll.office, *self._office(row, line))
        if roll.mode is not None:
            self._mode(row, line)
        self._place_cell(row, line)
        at = f"{self._place}{row + 1}"
        for column, shown in ((NAME, "name"), *enumerate(roll.shown, roll.first_shown)):
            looked = f'INDEX({ledger.pool_range(ledger.columns.index(shown))},{at})&""'
            missing = text(_UNKNOWN.to(self._lang)) if column == NAME else '""'
            said = "" if person is None else words_of(shown, person.value(shown), self._lang)
            self._sheet.formula(row, column, f'=IF({at}="","",IF({at}=0,{missing},{looked}))', said)
        return self._order_cell(row, line)

    def _id(self, row: int, line: Line) -> None:
        said = "" if line.seat is None else line.seat.person
        if line.follows is not None:
            self._sheet.formula(row, ID, f'={self._cell(line.follows, ID)}&""', said, Look.LINK)
        elif said:
            self._sheet.text(row, ID, said, Look.INPUT)
        else:
            self._sheet.sheet.write_blank(row, ID, None, self._sheets.form(Look.INPUT))

    def _cell(self, follows: tuple[str, int], column: int) -> str:
        key, line = follows
        return f"{quoted(self._ledger.names[key])}!${xl_col_to_name(column)}${FIRST + line + 1}"

    def _place_cell(self, row: int, line: Line) -> None:
        """The person's row in the pool, found letter by letter: other ways to look up read * and ? as wildcards."""
        ledger = self._ledger
        if line.follows is not None:
            formula = f'=IFERROR({self._cell(line.follows, ledger.rolls[line.follows[0]].place)},"")'
        else:
            who = f"$B{row + 1}"
            found = f'SUMPRODUCT(EXACT({ledger.pool_range(0)},{who}&"")*{ledger.pool_rows})'
            formula = f'=IF({who}="","",{found})'
        value: Value = "" if line.seat is None else ledger.place_of[line.seat.person]
        form = self._sheets.form(Look.FAINT)
        self._sheet.sheet.write_formula(row, self._roll.place, formula, form, value)

    def _office(self, row: int, line: Line) -> tuple[str, str]:
        """The office column: the office's title, what is run for, or nothing."""
        if line.follows is None:
            return "", ""
        source = self._ledger.rolls[line.follows[0]]
        vacant = line.seat is None
        if source.office is not None:
            said = "" if vacant else self._office_said(line)
            return f'={self._cell(line.follows, source.office)}&""', said
        if not source.further and source.part.id in (body.id for body in self._ledger.policy.bodies):
            return "", ""
        title = _RUNS.fill(title=source.part.title) if source.further else source.part.title
        said = title.to(self._lang)
        return f'=IF(N({self._place}{row + 1})=0,"",{text(said)})', "" if vacant else said

    def _office_said(self, line: Line) -> str:
        """What the office column of the list that a line follows says."""
        assert line.seat is not None
        held, titles = line.seat.position, self._ledger.policy.titles
        if held.office:
            return titles[held.office].to(self._lang)
        return "" if held.runs_for is None else _RUNS.fill(title=titles[held.runs_for]).to(self._lang)

    def _mode(self, row: int, line: Line) -> None:
        roll, ledger = self._roll, self._ledger
        assert roll.mode is not None
        said = mode_said(ledger, roll, line)
        if line.follows is None:
            if roll.modes and said:
                self._sheet.text(row, roll.mode, said, Look.INPUT)
            else:
                look = Look.INPUT if roll.modes else Look.LINK
                self._sheet.sheet.write_blank(row, roll.mode, None, self._sheets.form(look))
            return
        source = ledger.rolls[line.follows[0]]
        if source.further or source.mode is None:
            self._put(row, roll.mode, "", "")
        else:
            self._put(row, roll.mode, f'={self._cell(line.follows, source.mode)}&""', said)

    def _put(self, row: int, column: int, formula: str, said: str) -> None:
        """A formula in the look of cells that follow others; an empty cell without one."""
        if formula:
            self._sheet.formula(row, column, formula, said, Look.LINK)
        else:
            self._sheet.sheet.write_blank(row, column, None, self._sheets.form(Look.LINK))

    def _order_cell(self, row: int, line: Line) -> int:
        """The place in the order of names of the last person so far whom the caption speaks of: not officers put first."""
        roll, ledger = self._roll, self._ledger
        at, before = f"{self._place}{row + 1}", f"N(${xl_col_to_name(roll.order)}{row})"
        skipped = [f"N({at})=0"]
        if self._skips_officers:
            cell = f"${xl_col_to_name(roll.office or 0)}{row + 1}"
            skipped += [f"EXACT({cell},{text(title)})" for title in self._officers.values()]
        place = f"INDEX({ledger.pool_range(ledger.behind(':order'))},{at})"
        held = None if line.seat is None else line.seat.position
        officer = self._skips_officers and held is not None and held.office in self._officers
        if line.seat is not None and not officer:
            self._spoken_of += 1
            self._order = ledger.order_of[line.seat.person]
        condition = skipped[0] if len(skipped) == 1 else f"OR({','.join(skipped)})"
        form = self._sheets.form(Look.FAINT)
        self._sheet.sheet.write_formula(row, roll.order, f"=IF({condition},{before},{place})", form, self._order)
        return self._order

    def _caption(self, order: list[int]) -> None:
        """按姓氏笔画为序, as long as it is true of the people on the list."""
        roll, ledger = self._roll, self._ledger
        caption = ledger.caption
        if caption is None or len(order) < 2:
            return
        letter = f"${xl_col_to_name(roll.order)}$"
        first, last = FIRST + 1, roll.last + 1
        falls = f"SUMPRODUCT(--({letter}{first + 1}:{letter}{last}<{letter}{first}:{letter}{last - 1}))"
        below = f'COUNTIF({letter}{first}:{letter}{last},"<0")'
        people = f'COUNTIF({ledger.list_range(roll, roll.place)},">0")'
        if self._skips_officers:
            offices = ledger.list_range(roll, roll.office or 0)
            people += "".join(f"-SUMPRODUCT(--EXACT({offices},{text(title)}))" for title in self._officers.values())
        true = self._spoken_of > 1 and all(a <= b for a, b in pairwise(order)) and min(order) >= 0
        said = caption.to(self._lang)
        formula = f'=IF(AND({falls}+{below}=0,{people}>1),{text(said)},"")'
        form = self._sheets.form(Look.CAPTION)
        self._sheet.sheet.write_formula(1, 0, formula, form, said if true else "")

    def _typed(self) -> None:
        """What may be typed: ids of the pool and modes of the office; nothing where a cell follows another."""
        roll = self._roll
        for row, line in enumerate(roll.lines, FIRST):
            if line.follows is not None:
                columns = (ID,) if roll.mode is None else (ID, roll.mode)
                for column in columns:
                    self._sheet.sheet.data_validation(row, column, row, column, self._closed(line.follows[0]))
        for start, end in _runs([line.follows is None for line in roll.lines]):
            self._sheet.sheet.data_validation(FIRST + start, ID, FIRST + end, ID, self._any_id())
            if roll.modes and roll.mode is not None:
                self._sheet.sheet.data_validation(FIRST + start, roll.mode, FIRST + end, roll.mode, self._any_mode())

    def _closed(self, source: str) -> dict[str, object]:
        """Nothing may be typed; it says where to change it instead."""
        lang, there = self._lang, _CHANGE_THERE.fill(sheet=self._ledger.names[source])
        return {
            "validate": "custom",
            "value": "=FALSE",
            "input_title": _CLOSED.to(lang),
            "input_message": _cut(there.to(lang)),
            "error_title": _CLOSED.to(lang),
            "error_message": _cut(there.to(lang)),
        }

    def _any_id(self) -> dict[str, object]:
        cure = _NO_ID_CURE.fill(sheet=self._ledger.names["pool"])
        return {
            "validate": "list",
            "source": "=" + self._ledger.pool_range(0),
            "error_title": _NO_ID.to(self._lang),
            "error_message": _cut(cure.to(self._lang)),
        }

    def _any_mode(self) -> dict[str, object]:
        return {
            "validate": "list",
            "source": [mode_word(mode).to(self._lang) for mode in self._roll.modes],
            "error_title": _NO_MODE.to(self._lang),
            "error_message": _NO_MODE_CURE.to(self._lang),
        }


def _runs(wanted: list[bool]) -> list[tuple[int, int]]:
    """Stretches of True, each with its first and last place."""
    starts = [n for n, each in enumerate(wanted) if each and (n == 0 or not wanted[n - 1])]
    ends = [n for n, each in enumerate(wanted) if each and (n + 1 == len(wanted) or not wanted[n + 1])]
    return list(zip(starts, ends, strict=True))


def _cut(message: str) -> str:
    """A message as long as the file format allows."""
    return message if len(message) <= 255 else message[:254] + "…"


_TITLE = Text(zh="{title}建议名单（草案）", en="Proposed roster (draft): {title}")
_FURTHER = Text(zh="{title}差额人选建议名单（草案）", en="Proposed further candidates (draft): {title}")
_RUNS = Text(zh="{title}差额人选", en="further candidate: {title}")
_NUMBER = Filled(zh="序号", en="No.")
_OFFICE = Filled(zh="拟任职务", en="Office")
_MODE = Filled(zh="任职方式", en="Mode")
_PLACE = Filled(zh="人选库行", en="row in pool")
_ORDER = Filled(zh="排序", en="order")
_UNKNOWN = Filled(zh="（人选库中没有）", en="(not in the pool)")
_FOLLOWS = Filled(
    zh="灰色的行随其他名单自动变动；黄色的编号可以改。",
    en="Grey rows follow other lists by themselves; yellow ids can be changed.",
)
_CLOSED = Filled(zh="这里自动填写", en="Filled in by itself")
_CHANGE_THERE = Text(zh="请到工作表“{sheet}”改。", en='Change it in the sheet "{sheet}".')
_NO_ID = Filled(zh="没有这个编号", en="No such id")
_NO_ID_CURE = Text(
    zh="请写工作表“{sheet}”第一列里的编号。", en='Write an id from the first column of the sheet "{sheet}".'
)
_NO_MODE = Filled(zh="不能是这种方式", en="Not a mode of this office")
_NO_MODE_CURE = Filled(zh="请从列表中选。", en="Choose from the list.")
