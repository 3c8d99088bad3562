"""A roster's workbook opened again: its named ranges, its cells as text, and what a cell that follows another one says."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Text
from optimizer.people.files import read_book
from optimizer.people.words import clean_code

BROKEN_LINK = "#REF!"
"""What is left in a formula of a cell that was deleted."""

_REFERENCE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!,:;()\[\]&=\"<>+*/^\s-]+)!)?\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})"
)
_FOLLOWING = frozenset(("@", '@&""', '""&@', "T(@)", 'IF(@="","",@)', 'IF(ISBLANK(@),"",@)', "(@)", "+@"))
"""Formulas that show another cell and nothing else, with @ for the cell."""


@dataclass(frozen=True, order=True)
class Cell:
    """A cell by sheet, row and column, both counted from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"


class NoText(Exception):
    """What a cell shows cannot be told: it is a formula, and the file does not say what it comes to."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(str(cell))
        self.cell = cell


class OpenBook:
    """A workbook whose cells are read as they were typed; whatever program saved it last.

    Raises InputFaults for what is no workbook, or one that Xiwei did not make.
    """

    def __init__(self, data: bytes, *, source: str) -> None:
        shown = read_book(data, source=source)
        self._shown = {sheet.name: sheet.rows for sheet in shown.sheets}
        self._formulas: dict[str, Mapping[Cell, str]] = {}
        with warnings.catch_warnings():
            # It tells of parts it does not know (validations, styles), of which none are read here.
            warnings.simplefilter("ignore")
            try:
                self._book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
                self._names = {name: defined.attr_text or "" for name, defined in self._book.defined_names.items()}
                self.properties = {each.name: str(each.value) for each in self._book.custom_doc_props.props}
            except Exception:
                # Whatever a foreign file makes the library raise, it is none of Xiwei's.
                self._names = {}
        if not any(name.startswith("xw_ids_") for name in self._names):
            raise InputFaults(source, [_fault("roster.form", _FOREIGN, _FOREIGN_CURE)])

    def cells(self, name: str) -> list[Cell] | None:
        """The cells of a named range, row by row; None where the workbook has no such range any more."""
        sheet, _, area = self._names.get(name, "").removeprefix("=").rpartition("!")
        sheet = _unquoted(sheet)
        try:
            left, top, right, bottom = range_boundaries(area.replace("$", ""))
        except (TypeError, ValueError):
            return None
        if sheet not in self._shown or None in (left, top, right, bottom):
            return None
        # A name may reach to the end of the sheet; nothing stands below what the sheet has.
        last = min(bottom, max(len(self._shown[sheet]), top))
        return [Cell(sheet, row, column) for row in range(top, last + 1) for column in range(left, right + 1)]

    def column_of(self, cell: Cell) -> list[Cell]:
        """Every cell of the sheet in the column of a cell."""
        return [Cell(cell.sheet, row, cell.column) for row in range(1, len(self._shown[cell.sheet]) + 1)]

    def shown(self, cell: Cell) -> str:
        """What the program that saved the file showed in the cell, as written; "" for an empty one."""
        rows = self._shown.get(cell.sheet, [])
        row = rows[cell.row - 1] if cell.row <= len(rows) else []
        return row[cell.column - 1] if cell.column <= len(row) else ""

    def followed(self, cell: Cell) -> tuple[str, Cell]:
        """The tidied text of a cell and the cell where it is typed: a formula that only shows another cell leads there.

        A cell that shows one that was deleted is empty. Raises NoText for any other formula without a value.
        """
        passed = [cell]
        while (formula := self._formula(passed[-1])) is not None:
            here = passed[-1]
            if BROKEN_LINK in formula:
                return "", here
            target = _target(formula, here)
            if target is None or target.sheet not in self._shown:
                said = clean_code(self.shown(here))
                if not said:
                    raise NoText(here)
                return said, here
            if target in passed:
                raise NoText(cell)
            passed.append(target)
        return clean_code(self.shown(passed[-1])), passed[-1]

    def _formula(self, cell: Cell) -> str | None:
        if cell.sheet not in self._formulas:
            self._formulas[cell.sheet] = self._formulas_of(cell.sheet)
        return self._formulas[cell.sheet].get(cell)

    def _formulas_of(self, name: str) -> Mapping[Cell, str]:
        found: dict[Cell, str] = {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet: Any = self._book[name]
            # Some programs write a wrong size into the sheet, which the library would believe.
            sheet.reset_dimensions()
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        found[Cell(name, cell.row, cell.column)] = str(getattr(cell.value, "text", cell.value))
        return found


def _unquoted(sheet: str) -> str:
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") and sheet.endswith("'") else sheet


def _target(formula: str, here: Cell) -> Cell | None:
    """The cell that a formula only shows; None for one that does more."""
    plain = formula.removeprefix("=").strip()
    found = {match.groups() for match in _REFERENCE.finditer(plain)}
    shape = re.sub(r"\s", "", _REFERENCE.sub("@", plain)).upper()
    if len({(sheet, column, row) for sheet, column, row in found}) != 1 or shape not in _FOLLOWING:
        return None
    ((sheet, column, row),) = found
    return Cell(_unquoted(sheet) if sheet else here.sheet, int(row), column_index_from_string(column))


def _fault(kind: str, message: Text, cure: Text) -> Fault:
    return Fault(kind=kind, message=message.fill(), cure=cure.fill())


_FOREIGN = Text(
    zh="这不是席位生成的名单工作簿：里面没有它的名单区域",
    en="this is no roster workbook of Xiwei: it has none of its lists",
)
_FOREIGN_CURE = Text(
    zh="用 xiwei plan 生成的 roster.xlsx（可以改过），或 roster.json",
    en="Give the roster.xlsx that xiwei plan made (it may have been edited), or roster.json",
)
