"""What a roll-out hands out: its summary on a terminal, rollout.json, the monthly report, contacts, all units, the schedule."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from optimizer.basis.text import Filled, Lang
from optimizer.export.concurrent_json import concurrent_record
from optimizer.export.rollout_json import coverage_record, point_record, prospects_record
from optimizer.export.roster_json import to_bytes
from optimizer.export.schedule_json import schedule_document
from optimizer.export.workbook import workbook
from optimizer.planner.formats import FORMATS, Format, paper_files
from optimizer.planner.rollout.rollout import RolledOut, results_at
from optimizer.report.blocks import Block, Line
from optimizer.report.concurrent import Naming, clash_blocks, repair_blocks
from optimizer.report.paper import Paper
from optimizer.report.papers.contacts import contacts_paper
from optimizer.report.papers.monthly import Month, monthly_paper
from optimizer.report.rollout.coverage import coverage_lines, coverage_tables, gap_line, target_lines
from optimizer.report.rollout.filing import filed_table
from optimizer.report.rollout.results import result_blocks
from optimizer.report.rollout.run import ran_lines
from optimizer.report.rollout.turnover import route_table
from optimizer.report.rollout.units import unit_table
from optimizer.report.schedule import schedule_blocks, schedule_paper
from optimizer.rollout.coverage import Coverage
from optimizer.rollout.planned import Planned

CONTACTS = 2000
"""Rows of the contact table in a document, enough for a province; tens of thousands would take gigabytes to write."""
_FEW = 5
"""Units a list on a terminal has; the files have all of them."""


@dataclass(frozen=True, kw_only=True)
class Handing:
    """How the papers are written: the month they are of and the day printed (None: none), the last report's coverage, formats."""

    month: date | None = None
    dated: date | None = None
    before: Coverage | None = None
    formats: Collection[Format] = FORMATS


def summary(found: RolledOut) -> list[Block]:
    """What a terminal shows."""
    blocks: list[Block] = []
    if found.ran is not None:
        blocks += ran_lines(found.ran)
    blocks += result_blocks(found.prospects)
    blocks += [*coverage_lines(found.coverage), gap_line(found.coverage), *target_lines(found.coverage)]
    blocks.append(next(coverage_tables(found.coverage)))
    if found.schedule is not None:
        blocks += schedule_blocks(found.schedule, found.by_code, most=_FEW)
    return [*blocks, *offices(found)]


def offices(found: RolledOut) -> Iterator[Block]:
    """Who holds offices in too many associations, and the repair; nothing where that was not looked at."""
    if not found.wanted.limit:
        return
    naming = Naming(associations={code: unit.name for code, unit in found.by_code.items()}, titles={})
    if found.mended is None:
        yield from clash_blocks(found.clashes, found.likely, naming, limit=found.wanted.limit)
    else:
        yield from repair_blocks(found.mended.repair, naming, limit=found.wanted.limit)


def document(found: RolledOut) -> dict[str, Any]:
    """The machine form: exact counts, units by code."""
    record: dict[str, Any] = {
        "as_of": found.wanted.as_of.isoformat(),
        "units": len(found.units),
        "complete": found.complete,
        "coverage": coverage_record(found.coverage),
        "timeline": [point_record(point) for point in found.points],
        "results": prospects_record(found.prospects),
    }
    if found.schedule is not None:
        record["schedule"] = schedule_document(found.schedule)
    if found.wanted.limit:
        repair = None if found.mended is None else found.mended.repair
        record["offices"] = concurrent_record(found.clashes, found.likely, repair)
    return record


def files(found: RolledOut, lang: Lang, handing: Handing | None = None) -> dict[str, bytes]:
    """The files by name: rollout.json, rollout.xlsx, the papers in each format."""
    how = handing or Handing()
    made = {"rollout.json": to_bytes(document(found))}
    if Format.XLSX in how.formats:
        made["rollout.xlsx"] = _workbook(found, lang)
    for short, whole in _papers(found, how):
        # A workbook has every row of a list, a document the first ones.
        rest = [form for form in how.formats if form is not Format.XLSX]
        made |= paper_files(short, lang, rest)
        if Format.XLSX in how.formats:
            made |= paper_files(whole, lang, [Format.XLSX])
    return made


def _papers(found: RolledOut, how: Handing) -> Iterator[tuple[Paper, Paper]]:
    """Each paper twice: with short lists, with whole ones."""
    month = monthly(found, how.before)
    yield (
        monthly_paper(month, month=how.month, dated=how.dated),
        monthly_paper(month, month=how.month, dated=how.dated, most=None),
    )
    yield (
        contacts_paper(found.units, region=found.region, dated=how.dated, most=CONTACTS),
        contacts_paper(found.units, region=found.region, dated=how.dated),
    )
    if found.schedule is not None:
        yield (
            schedule_paper(found.schedule, found.by_code, dated=how.dated),
            schedule_paper(found.schedule, found.by_code, dated=how.dated, most=None),
        )


def monthly(found: RolledOut, before: Coverage | None = None) -> Month:
    """What the monthly report is made of."""
    return Month(
        units=found.units,
        coverage=found.coverage,
        prospects=found.prospects,
        points=found.points,
        before=before,
        ahead=found.terms.ahead,
        region=found.region,
    )


def _workbook(found: RolledOut, lang: Lang) -> bytes:
    """All units in one table, with the coverage before it; by which way people come in; what is filed where."""
    blocks: list[Block] = [Line(text=_TITLE), *coverage_lines(found.coverage), *coverage_tables(found.coverage)]
    as_of = found.wanted.as_of
    blocks += [units_of(found), route_table(found.units, as_of=as_of, ahead=found.terms.ahead, most=None)]
    blocks += [filed_table(found.units, as_of=as_of, most=None), *offices(found)]
    return workbook(blocks, lang, title=_TITLE)


def units_of(found: RolledOut) -> Block:
    """The table of all units with their results."""
    return unit_table(found.units, results_of(found), as_of=found.wanted.as_of)


def results_of(found: RolledOut) -> Iterator[Planned]:
    """The units' results by code. Raises StoreError."""
    return results_at(found.place, found.units)


_TITLE = Filled(zh="各单位“3+1”工作情况（草案）", en='All units of the "3+1" roll-out (draft)')
