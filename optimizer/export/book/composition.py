"""The structure table as formulas over the lists: one row of headers, the bodies, units and offices below each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from optimizer.basis.text import Filled
from optimizer.export.book.sheets import Look, Sheet, Sheets
from optimizer.names.listing import Listing
from optimizer.report.blocks import Mark
from optimizer.report.structure import (
    MEASURE,
    OFFICES,
    ROW_WORDS,
    Figures,
    bands,
    counted,
    figures,
    further_candidates,
    notes,
    structures_of,
)
from optimizer.report.structure_records import Kind, Row, Section, Structure
from optimizer.roster.roster import Proposal
from optimizer.rules.tally import Expr, Whole

BODY, UNIT, ROW, FIRST = 0, 1, 2, 3
"""The columns: body, unit or office, which row it is, and the first of the figures."""
_FIGURE_WIDTH = 11
_RULED = {"top": 1, "top_color": "#5A6672"}
"""The line above each section."""


class Formulas(Protocol):
    """What writes a formula of seats as one of the workbook."""

    def formula(self, expr: Expr) -> str:
        """The formula, without the equals sign."""

    def bound(self, expr: Expr | None) -> str:
        """The formula of a bound, an empty text where it is none."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the table has a section: its rows on the sheet, by what they are, and its figures there."""

    structure: Structure
    section: Section
    rows: Mapping[Row, int]
    figures: tuple[Figures, ...]

    def cell(self, row: Row, at: int) -> str:
        """The address of a figure."""
        return str(xl_rowcol_to_cell(self.rows[row], FIRST + at))


def write_composition(
    sheet: Sheet, sheets: Sheets, proposal: Proposal, ledger: Formulas, listing: Listing
) -> list[Place]:
    """All structure tables on one sheet; returns where each section is."""
    tables = structures_of(proposal, listing)
    sheet.title(_TITLE)
    first = tables[0]
    over = bands(first)
    sheet.bands(1, [(over[0].title, FIRST), *((band.title, band.columns) for band in over[1:])])
    for column in range(FIRST, FIRST + len(first.columns)):
        sheet.cap(column, _FIGURE_WIDTH)
    sheet.header(2, [_BODY, _UNIT, MEASURE, *(column.title for column in first.columns)])
    places, end = _placed(proposal, tables)
    writer = _Writer(sheet, sheets, proposal, ledger)
    for place in places:
        writer.section(place)
    width = FIRST + len(first.columns)
    sheet.table_set_up(2, columns=width, last=end - 1, frozen=FIRST, bands=True)
    bad = {"type": "cell", "criteria": "<", "value": 0, "format": sheets.tint(Mark.BROKEN)}
    sheet.sheet.conditional_format(3, FIRST, end - 1, width - 1, bad)
    for row, note in enumerate(dict.fromkeys(notes(table) for table in tables), end):
        sheet.paragraph(row, note, width)
    return places


def _placed(proposal: Proposal, tables: tuple[Structure, ...]) -> tuple[list[Place], int]:
    """Each section's place and figures, and the first free row."""
    roster, row = counted(proposal), 3
    found = []
    for table in tables:
        for section in table.sections:
            further = further_candidates(proposal, section.part)
            found.append(
                Place(
                    structure=table,
                    section=section,
                    rows={kind: row + n for n, kind in enumerate(section.rows)},
                    figures=tuple(figures(section, at, roster, further) for at in range(len(section.cells))),
                )
            )
            row += len(section.rows)
    return found, row


class _Writer:
    def __init__(self, sheet: Sheet, sheets: Sheets, proposal: Proposal, ledger: Formulas) -> None:
        self._sheet, self._sheets, self._ledger = sheet, sheets, ledger
        self._titles = proposal.problem.policy.titles
        self._numbers = {part.id: n for n, part in enumerate(proposal.problem.policy.parts, 1)}
        self._whole: Place | None = None

    def section(self, place: Place) -> None:
        """The rows of a section."""
        section = place.section
        if section.unit is None:
            self._whole = place
        body = _OFFICES if place.structure.id == OFFICES else self._titles[section.part]
        strong = section.unit is None
        for kind, row in place.rows.items():
            rule = _RULED if kind is section.rows[0] else {}
            look = self._sheets.made(Look.STRONG if strong else Look.CELL, **rule)
            figure = self._sheets.made(_figure_look(kind, strong=strong), **rule)
            for column, said in ((BODY, body), (UNIT, section.title), (ROW, ROW_WORDS[kind])):
                self._sheet.text(row, column, said, look)
            for at in range(len(section.cells)):
                self._figure(place, kind, at, figure)

    def _figure(self, place: Place, kind: Row, at: int, look: Format) -> None:
        row, column = place.rows[kind], FIRST + at
        formula, value = self._formula(place, kind, at)
        if not formula:
            self._sheet.sheet.write_blank(row, column, None, look)
        elif formula.lstrip("-").isdigit():
            self._sheet.number(row, column, int(formula), look)
        else:
            self._sheet.formula(row, column, f"={formula}", value, look)
            if kind is Row.RATE:
                self._sheet.measure(row, column, f"{value:.2%}" if isinstance(value, float) else "")

    def _formula(self, place: Place, kind: Row, at: int) -> tuple[str, str | float]:
        """A cell's formula, "" for none, and its value."""
        cell, found = place.section.cells[at], place.figures[at]
        if kind is Row.ACTUAL:
            return self._rest(place, at) if cell.rest else self._ledger.formula(cell.actual), found.actual
        if cell.asked is None:
            return "", ""
        asked, actual = (place.cell(row, at) for row in (Row.ASKED, Row.ACTUAL))
        if kind is Row.ASKED:
            written = isinstance(cell.asked, Whole)
            formula = str(cell.asked.value) if isinstance(cell.asked, Whole) else self._ledger.bound(cell.asked)
            return formula, _shown(found.asked) if not written else ""
        gap = place.cell(Row.GAP, at)
        if kind is Row.GAP:
            return f'IF({asked}="","",{actual}{self._further(place, at)}-{asked})', _shown(found.gap)
        # Whole numbers below 2^53: the quotient is exact where it is whole, and else never rounded up to a whole one.
        formula = f'IF({asked}="","",IF({asked}=0,"",TRUNC({gap}*10000/{asked})/10000))'
        return formula, "" if found.rate is None else _cut(found)

    def _further(self, place: Place, at: int) -> str:
        if at or not place.section.contested:
            return ""
        return f"+SUMPRODUCT(--(LEN(xw_further_{self._numbers[place.section.part]})>0))"

    def _rest(self, place: Place, at: int) -> str:
        """What the other make-up columns, or the units listed, leave over."""
        columns = place.structure.columns
        row = place.rows[Row.ACTUAL]
        if columns[at].kind is Kind.MAKEUP and columns[at].group is None:
            first = next(n for n, each in enumerate(columns) if each.kind is Kind.MAKEUP)
            heads, named = place.cell(Row.ACTUAL, 0), (place.cell(Row.ACTUAL, n) for n in (first, at - 1))
            return heads if first == at else f"{heads}-SUM({':'.join(named)})"
        assert self._whole is not None
        top, column = max(self._whole.rows.values()) + 1, FIRST + at
        kinds = f"{xl_rowcol_to_cell(top, ROW)}:{xl_rowcol_to_cell(row - 1, ROW)}"
        heads = f"{xl_rowcol_to_cell(top, column)}:{xl_rowcol_to_cell(row - 1, column)}"
        return f"{self._whole.cell(Row.ACTUAL, at)}-SUMIF({kinds},{xl_rowcol_to_cell(row, ROW)},{heads})"


def _figure_look(kind: Row, *, strong: bool) -> Look:
    if kind is Row.RATE:
        return Look.STRONG_PERCENT if strong else Look.PERCENT2
    return Look.STRONG_NUMBER if strong else Look.NUMBER


def _shown(value: int | None) -> str | int:
    return "" if value is None else value


def _cut(found: Figures) -> float:
    """The rate as the formula gives it."""
    assert found.gap is not None
    assert found.asked
    cut = abs(found.gap) * 10_000 // found.asked
    return (cut if found.gap >= 0 else -cut) / 10_000


_TITLE = Filled(zh="结构统计表", en="Composition")
_BODY, _UNIT = Filled(zh="机构", en="Body"), Filled(zh="推荐单位、职务", en="Unit or office")
_OFFICES = Filled(zh="职务", en="offices")
