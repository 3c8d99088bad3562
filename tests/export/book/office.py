"""LibreOffice as a witness: it forgets what Xiwei wrote as the values of formulas and works all of them out again."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from optimizer.export.book.ledger import Ledger
from optimizer.rules.base import Seated, Verdict
from optimizer.rules.tally import kept, tallied

type Cells = Mapping[str, Sequence[Sequence[object]]]
"""What the cells of each sheet show, row by row."""

_VALUE = re.compile(rb"(</f>)<v>[^<]*</v>")


def cells_of(data: bytes) -> Cells:
    """What a program shows that does not calculate. Figures are floats, empty cells and empty texts alike ""."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def recalculated(books: Mapping[str, bytes]) -> Mapping[str, Cells]:
    """All of the workbooks as LibreOffice works them out, started once."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        home, out = Path(folder), Path(folder) / "out"
        for name, data in books.items():
            (home / f"{name}.xlsx").write_bytes(_without_values(data))
        subprocess.run(
            [
                *("soffice", "--headless", f"-env:UserInstallation=file://{home}/profile"),
                *("--convert-to", "xlsx", "--outdir", str(out)),
                *(str(home / f"{name}.xlsx") for name in books),
            ],
            check=True,
            capture_output=True,
            timeout=240,
            env={**os.environ, "HOME": folder},
        )
        return {name: cells_of((out / f"{name}.xlsx").read_bytes()) for name in books}


def differing(written: Cells, shown: Cells) -> list[str]:
    """Cells that differ, by sheet, row and column."""
    assert list(written) == list(shown)
    found = []
    for name, rows in written.items():
        others = shown[name]
        for number in range(max(len(rows), len(others))):
            ours, theirs = _row(rows, number), _row(others, number)
            for column in range(max(len(ours), len(theirs))):
                one, other = _cell(ours, column), _cell(theirs, column)
                if one != other:
                    found.append(f"{name} {number + 1}/{column + 1}: {one!r} {other!r}")
    return found


def disagreeing(cells: Cells, ledger: Ledger, seated: Seated) -> list[str]:
    """Rules whose figures on the rule sheet and the sheet of parts are not what a count by head finds."""
    by_rule = _figures(cells, ledger)
    found = []
    for rule in ledger.proposal.problem.rules:
        result, parts = by_rule[rule.id]
        counted = list(rule.count(seated))
        right = all(verdict.kept for verdict in counted)
        if (result in ("符合", "kept")) is not right:
            found.append(f"{rule.id} {result}: {counted}")
        tallies = list(rule.tallies(ledger.pool))
        expected = [tallied(rule, tally, seated) for tally in tallies]
        assert kept([(tally.option, each) for tally, each in zip(tallies, expected, strict=True)]) is right
        if sorted(map(repr, map(_line, expected))) != sorted(map(repr, parts)):
            found.append(f"{rule.id}: {parts} for {[_line(each) for each in expected]}")
    return found


def _figures(cells: Cells, ledger: Ledger) -> dict[str, tuple[str, list[tuple[object, ...]]]]:
    """By rule: the worst result on the rule sheet, and the figures of its rows or parts."""
    rows = cells[ledger.names["rules"]]
    header = next(n for n, row in enumerate(rows) if row[0] in ("规则", "Rule") and row[1] in ("要求", "Asks"))
    ids = {rule.id for rule in ledger.proposal.problem.rules}
    found: dict[str, tuple[str, list[tuple[object, ...]]]] = {}
    for row in rows[header + 1 :]:
        if row[0] not in ids or row[8] == "":
            continue
        result, parts = found.setdefault(str(row[0]), ("符合", []))
        worst = row[8] if row[8] not in ("符合", "kept") else result
        parts += [("", *row[3:7])] if isinstance(row[5], float) else []
        found[str(row[0])] = (str(worst), parts)
    for row in cells[ledger.names["parts"]][3:]:
        if row and row[0] in found:
            found[str(row[0])][1].append((row[1], *row[2:6]))
    return found


def _line(verdict: Verdict) -> tuple[object, ...]:
    bounds = ["" if bound is None else float(bound) for bound in (verdict.least, verdict.most)]
    return (verdict.part, *bounds, float(verdict.found), float(verdict.of))


def _row(rows: Sequence[Sequence[object]], number: int) -> Sequence[object]:
    return rows[number] if number < len(rows) else []


def _cell(row: Sequence[object], column: int) -> object:
    return row[column] if column < len(row) else ""


def _without_values(data: bytes) -> bytes:
    """The workbook without what its formulas came to."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, _VALUE.sub(rb"\1", content) if part.startswith("xl/worksheets/") else content)
    return out.getvalue()
