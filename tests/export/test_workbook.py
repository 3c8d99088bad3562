"""The workbook opens, holds what the report says, and turns no cell of the pool into a formula."""

from __future__ import annotations

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from optimizer.planner.plan import proposal_files
from optimizer.report.proposal import proposal_blocks
from tests.samples import county, small_plan

DANGEROUS = """编号,姓名,性别,得分,工作单位
P1,王一,女,9,=1+1
P2,王二,女,8,+cmd
P3,王三,女,7,@SUM(A1)
P4,王四,男,6,-2
"""


def sheets(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def test_every_block_of_the_report_is_there() -> None:
    book = sheets(proposal_files(county(), "zh")["roster.xlsx"])
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for block in proposal_blocks(county()):
        title = block.text if hasattr(block, "text") else block.title
        assert title.zh in said
    names = book.sheetnames
    assert names[0] == "汇总"
    assert [name for name in names if "建议名单" in name] == [
        f"{body.title.zh}建议名单（草案）" for body in county().problem.policy.bodies
    ]


def test_rosters_have_a_row_for_each_seat_and_print_well() -> None:
    book = sheets(proposal_files(county(), "en")["roster.xlsx"])
    for body in county().problem.policy.bodies:
        sheet = next(sheet for sheet in book if sheet["A1"].value == f"Proposed roster (draft): {body.title.en}")
        assert sheet.max_row == body.seats.most + 2
        assert sheet.freeze_panes == "D3"
        assert sheet.print_title_rows == "$2:$2"
        assert sheet.page_setup.orientation == "landscape"


def test_no_cell_becomes_a_formula() -> None:
    book = sheets(proposal_files(small_plan(DANGEROUS), "zh")["roster.xlsx"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {"=1+1", "+cmd", "@SUM(A1)", "-2"} <= {cell.value for cell in cells}
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


@pytest.mark.office
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "roster.xlsx").write_bytes(proposal_files(county(), "zh")["roster.xlsx"])
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "roster.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert (tmp_path / "roster.pdf").stat().st_size > 20_000
