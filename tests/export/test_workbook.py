"""The workbook of a report holds what the report says, prints well, and turns no cell of the pool into a formula."""

from __future__ import annotations

from io import BytesIO
from itertools import accumulate
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from openxml_audit import OpenXmlValidator

from optimizer.basis.text import Filled, same
from optimizer.export.workbook import workbook
from optimizer.names.listing import Listing
from optimizer.report.blocks import Band, Block, Chart, Heading, Line, Mark, Table
from optimizer.report.proposal import proposal_blocks, title_words
from optimizer.report.structure import structure_tables
from tests.samples import county, small_plan

TITLE = Filled(zh="标题", en="Title")
SMALL = Table(
    id="small",
    title=Filled(zh="小表", en="Small table"),
    columns=(same("甲"), same("乙"), same("丙")),
    rows=((same("1"), same("2"), same("3")),),
    bands=(Band(title=same(""), columns=1), Band(title=same("其中"), columns=2)),
    caption=Filled(zh="（按姓氏笔画为序）", en="(in stroke order)"),
    note=Filled(zh="说明", en="Note"),
    marks=(Mark.SHORT,),
)
CHART = Chart(id="c", title=TITLE, form="bars", x=TITLE, y=TITLE, series=(), alt=Filled(zh="图示", en="What it shows"))


def sheets(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def shown(data: bytes) -> list[list[str | None]]:
    """The cells of the first sheet that hold something, row by row."""
    rows = sheets(data).worksheets[0].iter_rows(values_only=True)
    return [[cell for cell in row if cell is not None] for row in rows if any(cell is not None for cell in row)]


def test_every_block_of_the_report_is_there() -> None:
    book = sheets(workbook(proposal_blocks(county()), "zh", title=title_words(county())))
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for block in proposal_blocks(county()):
        title = block.title if isinstance(block, Table) else block.text
        assert title.zh in said
    assert book.sheetnames[0] == "汇总"
    assert [name for name in book.sheetnames if "建议名单" in name] == [
        f"{body.title.zh}建议名单（草案）" for body in county().problem.policy.bodies
    ]


def test_rosters_have_a_row_for_each_seat_and_print_well() -> None:
    book = sheets(workbook(proposal_blocks(county()), "en", title=title_words(county())))
    for body in county().problem.policy.bodies:
        sheet = next(sheet for sheet in book if sheet["A1"].value == f"Proposed roster (draft): {body.title.en}")
        assert sheet.max_row == body.seats.most + 2
        assert sheet.freeze_panes == "D3"
        assert sheet.print_title_rows == "$2:$2"
        assert sheet.page_setup.orientation == "landscape"


def test_blocks_stand_below_each_other_in_their_order() -> None:
    blocks: list[Block] = [Line(text=TITLE), Heading(text=same("第一部分")), SMALL, CHART, Line(text=same("末尾"))]
    assert shown(workbook(blocks, "zh", title=TITLE)) == [
        *(["标题"], ["第一部分"], ["小表"], ["（按姓氏笔画为序）"], ["其中"], ["甲", "乙", "丙"], ["1", "2", "3"]),
        *(["说明"], ["图示"], ["末尾"]),
    ]


def test_a_band_lies_over_its_columns_and_repeats_in_print_with_the_header() -> None:
    (table, *_) = structure_tables(county(), Listing())
    sheet = sheets(workbook([Line(text=TITLE), table], "zh", title=TITLE)).worksheets[1]
    merged = {(part.min_row, part.min_col, part.max_col) for part in sheet.merged_cells.ranges}
    starts = accumulate((band.columns for band in table.bands), initial=1)
    for band, first in zip(table.bands, starts, strict=False):
        assert (sheet.cell(2, first).value or "") == band.title.zh
        assert sheet.cell(3, first).value == table.columns[first - 1].zh
        assert ((2, first, first + band.columns - 1) in merged) is bool(band.title.zh)
    assert sheet.print_title_rows == "$2:$3"


@given(st.text(max_size=40), st.sampled_from(("", "=", "+", "-", "@", "\t=", "＝", "{=")))
def test_any_text_stays_the_text_it_is(text: str, before: str) -> None:
    said = before + text
    table = Table(id="t", title=TITLE, columns=(same("h"),), rows=((same(said),),))
    cell = sheets(workbook([table], "zh", title=TITLE)).worksheets[0]["A3"]
    assert unescape(cell.value or "") == said
    assert cell.data_type != "f"


def test_the_file_keeps_to_the_schemas(tmp_path: Path) -> None:
    blocks = [*proposal_blocks(small_plan()), SMALL, *structure_tables(small_plan(), Listing())]
    path = tmp_path / "report.xlsx"
    path.write_bytes(workbook(blocks, "zh", title=TITLE))
    assert OpenXmlValidator().validate(path).errors == []
