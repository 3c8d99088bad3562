"""The pool sheet: everybody's data as people write them, to be corrected in place, and behind them what is counted."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.utility import xl_col_to_name

from optimizer.basis.text import Filled, Lang
from optimizer.export.book.ledger import Ledger
from optimizer.export.book.places import POOL_HEADER
from optimizer.export.book.sheets import Look, Sheet, Sheets
from optimizer.export.book.truth import ROW, words_of
from optimizer.groups.words import column_word

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "sex": ("male", "female"),
    "frontline": ("yes", "no", "unsure"),
    "cadre": ("yes", "no"),
    "resident": ("yes", "no"),
}
"""Columns with few values, offered as lists."""
_WIDEST = 26


def write_pool(sheets: Sheets, sheet: Sheet, ledger: Ledger) -> None:
    """The people by id, a text a cell; to the right, folded away, the formulas the counting rests on."""
    text = sheets.made(Look.CELL, num_format="@", text_wrap=False)
    for number, column in enumerate(ledger.columns):
        sheet.cap(number, _WIDEST)
        sheet.text(POOL_HEADER, number, column_word(column), Look.HEADER)
        shown = [words_of(column, person.value(column), ledger.lang) for person in ledger.pool.people]
        for row, said in enumerate(shown, POOL_HEADER + 1):
            sheet.sheet.write_string(row, number, said, text)
        for said in set(shown):
            sheet.measure(POOL_HEADER, number, said[:_WIDEST])
    _behind(sheets, sheet, ledger)
    _offers(sheet, ledger)
    last = POOL_HEADER + len(ledger.pool.people)
    sheet.table_set_up(POOL_HEADER, columns=len(ledger.columns), last=last, frozen=2)
    sheet.sheet.print_area(0, 0, last, len(ledger.columns) - 1)
    sheet.sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(ledger.columns) - 1)}{last + 1}"})
    table = f"$A${POOL_HEADER + 1}:${xl_col_to_name(len(ledger.columns) - 1)}${last + 1}"
    sheets.book.define_name("xw_pool", f"={sheet.quoted}!{table}")


def _behind(sheets: Sheets, sheet: Sheet, ledger: Ledger) -> None:
    faint = sheets.form(Look.FAINT)
    for number, column in enumerate(ledger.pool_columns.values(), len(ledger.columns)):
        sheet.sheet.write_string(POOL_HEADER, number, column.header.to(ledger.lang), faint)
        for row, person in enumerate(ledger.pool.people, POOL_HEADER + 1):
            value = column.value(person)
            if column.formula:
                formula = "=" + column.formula.replace(ROW, str(row + 1))
                sheet.sheet.write_formula(row, number, formula, faint, value)
            else:
                sheet.sheet.write_number(row, number, value, faint)
    first, last = len(ledger.columns), len(ledger.columns) + len(ledger.pool_columns) - 1
    sheet.sheet.set_column(first, last, 9, faint, {"level": 1, "hidden": True})


def _offers(sheet: Sheet, ledger: Ledger) -> None:
    """Lists to choose from, where a column has few values."""
    lang: Lang = ledger.lang
    for number, column in enumerate(ledger.columns):
        if column in _CHOICES and ledger.pool.people:
            sheet.sheet.data_validation(
                POOL_HEADER + 1,
                number,
                POOL_HEADER + len(ledger.pool.people),
                number,
                {
                    "validate": "list",
                    "source": [words_of(column, value, lang) for value in _CHOICES[column]],
                    "error_title": _NOT_OFFERED.to(lang),
                    "error_message": _CHOOSE.to(lang),
                },
            )


_NOT_OFFERED = Filled(zh="请从列表中选", en="Choose from the list")
_CHOOSE = Filled(
    zh="这一列只认列表里的写法，也可以留空。", en="Only the entries of the list are understood; a cell may be empty."
)
