"""The counting sheet: a row for each row of each list, and whoever sits there looked up in the pool sheet."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name

from optimizer.basis.position import Position
from optimizer.basis.text import Filled
from optimizer.export.book.layout import FIRST, ID, Line, Roll
from optimizer.export.book.ledger import Ledger
from optimizer.export.book.places import COUNT_HEADER, MODE, PART, PLACE, CountColumn, ValueList
from optimizer.export.book.places import ID as WHO
from optimizer.export.book.sheets import Look, Sheet, Sheets, quoted
from optimizer.export.book.truth import ROW
from optimizer.report.words import mode_word

_NARROW = 9


def write_count(sheets: Sheets, sheet: Sheet, ledger: Ledger) -> None:
    """The sheet that every figure is counted on; write it when no formula will be asked for any more."""
    lang = ledger.lang
    sheet.title(_TITLE)
    sheet.text(1, 0, _WHAT_FOR, Look.NOTE, measured=False)
    sheet.text(2, 0, _CODES, Look.NOTE, measured=False)
    for column, said in enumerate((_PART, _ID, _PLACE, _MODE)):
        sheet.sheet.write_string(COUNT_HEADER, column, said.to(lang), sheets.form(Look.HEADER))
    for column, made in enumerate(ledger.count_columns.values(), MODE + 1):
        sheet.sheet.write_string(COUNT_HEADER, column, made.header.to(lang), sheets.form(Look.HEADER))
        if isinstance(made, ValueList):
            for row, value in enumerate(made.values, COUNT_HEADER + 1):
                sheet.sheet.write_string(row, column, value, sheets.made(Look.FAINT, num_format="@"))
    for part in ledger.policy.parts:
        _rows(sheets, sheet, ledger, ledger.rolls[f"list:{part.id}"])
    sheet.sheet.set_column(0, MODE, 12)
    if ledger.count_columns:
        sheet.sheet.set_column(MODE + 1, MODE + len(ledger.count_columns), _NARROW)
    sheet.sheet.set_row(COUNT_HEADER, 54)
    sheet.sheet.freeze_panes(COUNT_HEADER + 1, MODE + 1)
    sheet.sheet.repeat_rows(COUNT_HEADER)


def _rows(sheets: Sheets, sheet: Sheet, ledger: Ledger, roll: Roll) -> None:
    number, text = (sheets.made(Look.FAINT, num_format=form, align="center") for form in ("0", "@"))
    first = ledger.count_row(roll.part.id)
    name = quoted(ledger.names[roll.key])
    columns = [
        (column, "=" + made.formula(roll), made.value)
        for column, made in enumerate(ledger.count_columns.values(), MODE + 1)
        if isinstance(made, CountColumn)
    ]
    for row, (at, line) in enumerate(enumerate(roll.lines, FIRST + 1), first):
        held = None if line.seat is None else (ledger.proposal.person(line.seat.person), line.seat.position)
        sheet.sheet.write_number(row, PART, roll.number, number)
        who = f'=IFERROR({name}!${xl_col_to_name(ID)}${at}&"","")'
        sheet.sheet.write_formula(row, WHO, who, text, "" if held is None else held[0].id)
        place = f"=IFERROR(N({name}!${xl_col_to_name(roll.place)}${at}),0)"
        sheet.sheet.write_formula(row, PLACE, place, number, 0 if held is None else ledger.place_of[held[0].id])
        if roll.mode is not None:
            mode = f'=IFERROR({name}!${xl_col_to_name(roll.mode)}${at}&"","")'
            sheet.sheet.write_formula(row, MODE, mode, text, mode_said(ledger, roll, line))
        for column, formula, value in columns:
            written = formula.replace(ROW, str(row + 1))
            sheet.sheet.write_formula(row, column, written, number, 0 if held is None else value(roll, held))


def mode_said(ledger: Ledger, roll: Roll, line: Line) -> str:
    """The mode on a line of a list in words: that of the office held, or of the one run for."""
    if line.seat is None:
        return ""
    held: Position = line.seat.position
    return mode_word(held.run_mode if roll.further else held.mode).to(ledger.lang)


_TITLE = Filled(zh="计数", en="Counting")
_WHAT_FOR = Filled(
    zh="本表由公式自动生成，不要改动：各名单的每一行在这里占一行，规则表和结构统计表据此计数。",
    en="Made by formulas; please change nothing here. Each row of each list has a row, and all tables count these rows.",
)
_CODES = Filled(
    zh="群体各列：2 属于，1 说不准，0 不属于；代码列：取值在“取值”列中的次序。",
    en="In the columns of groups 2 means yes, 1 undecided, 0 no; a code is the place of a value among the values listed.",
)
_PART = Filled(zh="名单", en="List")
_ID = Filled(zh="编号", en="Id")
_PLACE = Filled(zh="人选库行", en="Row in pool")
_MODE = Filled(zh="任职方式", en="Mode")
