"""A small roster with everything a workbook may hold, and its workbook as people hand it back: cells changed by name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from optimizer.basis.faults import Fault, InputFaults
from optimizer.export.book.book import roster_book
from optimizer.export.roster_json import RosterFile
from optimizer.people.person import Pool
from optimizer.planner.inputs import open_pool
from optimizer.planner.plan import plan
from optimizer.planner.rosters import open_roster
from optimizer.policy.policy import Policy
from optimizer.roster.roster import Proposal, Seat
from tests.toy import policy_of

POLICY = """
name = "reading"
title = "小会"
reference_date = 2026-12-01
[[body]]
id = "congress"
title = "代表大会"
seats = 6
[[body]]
id = "committee"
title = "委员会"
seats = 3
within = "congress"
margin = 1
[[body]]
id = "audit"
title = "监事会"
seats = { at_least = 1, at_most = 2 }
[[office]]
id = "chair"
title = "主席"
title_en = "chair"
body = "committee"
seats = 1
[[office]]
id = "vice_chair"
title = "副主席"
body = "committee"
seats = 1
modes = ["full_time", "part_time"]
margin = 1
[[rule]]
id = "W"
kind = "count"
scope = "committee"
group = { sex = "female" }
at_least = 1
"""
POOL = """编号,姓名,性别,出生年月,是否基层一线,任职方式,工作单位,得分,备注
101,王一,女,1980-05,是,兼职,东镇医院,90,
102,王二,男,1981,待定,专职、兼职,西镇学校,80,=1+1
103,王三,女,1982-05-06,否,专职,东镇医院,70,+cmd
104,王四,男,,是,兼职,,60,
105,王五,男,1984-05,是,专职,北镇,50,@SUM(A1)
106,王六,女,1985-05,是,兼职,北镇,40,-2
107,王七,男,1986-05,是,兼职、挂职,南镇,30,
108,王八,男,1987-05,是,兼职,南镇,20,
109,王九,男,1988-05,是,专职,南镇,10,
110,王十,女,1988-05,否,专职,南镇,5,
"""
CONGRESS, AUDIT, COMMITTEE, CHAIR, VICE = range(1, 6)
"""The numbers of the lists, in the names of their ranges."""


def the_policy() -> Policy:
    return policy_of(POLICY)


def the_pool() -> Pool:
    return open_pool(POOL.encode(), the_policy(), source="pool.csv")


@cache
def the_plan() -> Proposal:
    return plan(pool=the_pool(), policy=the_policy())


@cache
def the_book(lang: str = "zh") -> bytes:
    return roster_book(the_plan(), "zh" if lang == "zh" else "en")


def read(data: bytes, *, pool: Pool | None = None, source: str = "roster.xlsx") -> RosterFile:
    return open_roster(data, policy=the_policy(), pool=the_pool() if pool is None else pool, source=source)


def faults_of(data: bytes, *, source: str = "roster.xlsx") -> list[Fault]:
    try:
        read(data, source=source)
    except InputFaults as found:
        return list(found.faults)
    raise AssertionError("no fault")


def edited(change: Callable[[Book], None], data: bytes | None = None) -> bytes:
    """The workbook after a change, saved by a program that drops what formulas came to."""
    book = Book(the_book() if data is None else data)
    change(book)
    return book.saved()


class Book:
    """A workbook under edit; lists are found by the names of their ranges."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(BytesIO(data))

    def saved(self) -> bytes:
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()

    def sheet(self, name: str) -> Any:
        return self.book[self._split(name)[0]]

    def cells(self, name: str) -> list[Any]:
        """The cells of a named range, one a row."""
        sheet, area = self._split(name)
        left, top, _, bottom = range_boundaries(area.replace("$", ""))
        return [self.book[sheet].cell(row, left) for row in range(int(top or 0), int(bottom or 0) + 1)]

    def typed(self, name: str) -> list[Any]:
        """Those that follow no other cell."""
        return [cell for cell in self.cells(name) if cell.data_type != "f"]

    def at(self, name: str, said: str) -> Any:
        """The cell that has a text typed in."""
        return next(cell for cell in self.typed(name) if cell.value == said)

    def place(self, cell: Any) -> str:
        return f"{cell.parent.title}!{cell.coordinate}"

    def grow(self, name: str, rows: int) -> None:
        """The range with more or fewer rows, as spreadsheet programs do it when rows are inserted or deleted in it."""
        defined = self.book.defined_names[name]
        defined.attr_text = re.sub(r"\d+$", lambda end: str(int(end[0]) + rows), defined.attr_text)

    def _split(self, name: str) -> tuple[str, str]:
        ((sheet, area),) = self.book.defined_names[name].destinations
        return sheet.replace("''", "'"), area


def with_formula(data: bytes, place: str, formula: str, value: str | None) -> bytes:
    """The workbook with a formula in a cell, and what it came to when the file was saved."""
    sheet, _, at = place.partition("!")
    number = openpyxl.load_workbook(BytesIO(data), read_only=True).sheetnames.index(sheet) + 1
    shown = "" if value is None else f"<v>{value}</v>"
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == f"xl/worksheets/sheet{number}.xml":
                cell = rf'<c r="{at}"([^>]*?)(?: t="\w+")?(?:/>|>.*?</c>)'
                put = rf'<c r="{at}"\1 t="str"><f>{formula}</f>{shown}</c>'
                content, found = re.subn(cell.encode(), put.encode(), content, count=1)
                assert found
            new.writestr(part, content)
    return out.getvalue()


def held(seats: tuple[Seat, ...]) -> dict[str, list[str]]:
    """What each person holds in words: bodies, office, mode, what is run for."""
    found: dict[str, list[str]] = {}
    for seat in seats:
        at = seat.position
        runs = f"for {at.runs_for}" if at.runs_for else None
        found.setdefault(seat.person, []).extend(
            part for part in (*at.bodies, at.office, at.mode, runs, at.run_mode) if part
        )
    return found
