"""Sheets: names Excel takes, widths that fit Chinese, and a workbook of a roster that is whole and the same every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from optimizer.basis.text import Filled, Lang, same
from optimizer.export.book.book import roster_book
from optimizer.export.book.others import left_out
from optimizer.export.book.sheets import Sheets, lines_of, roster_names, safe_names, width_of
from optimizer.export.workbook import workbook
from optimizer.names.listing import Listing
from optimizer.names.order import arranged
from optimizer.planner.inputs import open_pins, open_policy, open_pool
from optimizer.planner.plan import Options, plan
from optimizer.policy.reading import read_policy
from optimizer.report.blocks import Line, Table
from optimizer.report.words import day_words
from optimizer.room.moves import moves_between
from optimizer.roster.roster import Proposal
from tests.samples import COUNTY, ROOT, SMALL_POLICY, county, small_plan, small_policy, small_pool

DAY = date(2026, 11, 22)
ODD_POOL = """编号,姓名,性别,得分,工作单位,单位类别
P1,=1+1,女,9,=HYPERLINK("http://x"),FILTER(A1)
P2,+王二,女,8,+cmd,-2
P3,@王三,女,7,@SUM(A1),{=1}
P4,王四,男,6,-2,TAKE(1)
"""


@cache
def contested() -> Proposal:
    policy = open_policy(str(ROOT / "docs" / "examples" / "contested.toml"))
    return plan(pool=open_pool(COUNTY.read_bytes(), policy, source=COUNTY.name), policy=policy)


@cache
def contested_book(lang: Lang) -> bytes:
    return roster_book(contested(), lang, dated=DAY)


def opened(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")]


@given(st.lists(st.text(st.characters(codec="utf-16"), max_size=40), max_size=12))
def test_names_of_sheets_are_such_as_excel_takes(wanted: list[str]) -> None:
    names = safe_names(wanted)
    assert len({name.casefold() for name in names}) == len(names) == len(wanted)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert name == name.strip(" '")
        assert name.casefold() != "history"
    assert safe_names(names) == names


def test_names_that_are_fine_stay_and_lists_go_by_their_titles() -> None:
    assert safe_names(["委员会", "委员会", "A/B", "a b", "汇总"]) == ("委员会", "委员会 2", "A B", "a b 2", "汇总")
    names = roster_names(county().problem.policy, "zh")
    assert names["list:chair"] == "主席"
    assert len(set(names.values())) == len(names)


def test_a_title_that_is_the_name_of_another_sheet_gets_a_number() -> None:
    policy = small_policy('[[body]]\nid = "pool"\ntitle = "人选库"\nseats = 1\nwithin = "congress"\n')
    names = roster_names(policy, "zh")
    assert (names["pool"], names["list:pool"]) == ("人选库", "人选库 2")


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("", 0, 1), ("abc", 3, 1), ("刘　英", 6, 1), ("工作单位" * 4, 32, 4), ("a\n刘", 2, 2)]
)
def test_a_chinese_character_takes_two_columns(text: str, width: int, lines: int) -> None:
    assert width_of(text) == width
    assert lines_of(text, 10) == lines


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    sheets = Sheets("zh", title=same("t"))
    sheets.add("s").text(0, 0, "长" * 40_000)
    value = opened(sheets.close()).worksheets[0]["A1"].value
    assert value == "长" * 32_766 + "…"


def test_a_title_with_characters_that_xml_has_not_still_makes_a_file() -> None:
    sheets = Sheets("zh", title=Filled(zh="标\x01题&\ufffe", en="t"))
    sheets.add("s")
    assert opened(sheets.close()).properties.title == "标 题& "


def test_the_sheets_stand_in_their_order() -> None:
    assert opened(contested_book("zh")).sheetnames == [
        *("汇总", "代表大会", "委员会", "候补委员", "常务委员会", "主席", "副主席"),
        *("代表大会差额人选", "委员会差额人选", "结构统计表", "结构图", "规则表", "分项"),
        *("未入选", "差额选举", "可互换席位", "待核定信息", "人选库", "计数", "依据与来源"),
    ]


def test_every_sheet_prints_on_a4_across_with_page_numbers() -> None:
    for lang in ("zh", "en"):
        for sheet in opened(contested_book(lang)):
            setup = sheet.page_setup
            assert (setup.paperSize, setup.orientation) == (9, "landscape")
            assert sheet.sheet_properties.pageSetUpPr is None or setup.fitToWidth in (None, 1)
            assert "&P" in sheet.oddFooter.right.text
            assert sheet.oddHeader.center.text


def test_english_has_no_chinese_of_its_own() -> None:
    """Names and data of the pool stay; the workbook's own words do not."""
    own = set(texts(opened(contested_book("en"))["Composition"]))
    pool = {value for person in contested().problem.pool.people for value in person.other.values()}
    assert not [text for text in own - pool if re.search(r"[\u4e00-\u9fff]", text) and not text.startswith("=")]
    assert "Page &P of &N" in opened(contested_book("en"))["Summary"].oddFooter.right.text


def test_the_summary_says_status_state_date_and_seats() -> None:
    said = texts(opened(contested_book("zh"), values=True)["汇总"])
    assert said[1:4] == [
        "制订时：已证明最优：在全部硬性规则下，没有比这更好的名单。",
        "现在：名单完整，符合全部硬性规则。",
        f"草案日期：{day_words(DAY).zh}",
    ]
    at = said.index("机构、职务")
    assert said[at : at + 8] == ["机构、职务", "席位数", "实有", "差额人选", "代表大会", "120", "120", "24"]


def test_people_not_chosen_have_all_their_data_in_order() -> None:
    proposal = county()
    table = left_out(proposal, Listing())
    seated = {seat.person for seat in proposal.seats}
    rest = arranged((person for person in proposal.problem.pool.people if person.id not in seated), Listing())
    assert [row[1].zh for row in table.rows] == [person.id for person in rest]
    assert len(table.columns) == 1 + len(proposal.problem.pool.columns)
    assert table.caption is not None
    headers = [column.zh for column in table.columns]
    assert {row[headers.index("任职方式")].zh for row in table.rows} <= {
        "兼职",
        "专职",
        "专职、兼职",
        "挂职",
        "兼职、挂职",
    }


def test_sources_name_documents_hashes_versions_and_the_day() -> None:
    said = texts(opened(contested_book("zh"))["依据与来源"])
    problem = contested().problem
    for wanted in (problem.pool.sha256, problem.policy.sha256, "2026年11月22日", "HiGHS 1.15.1", "姓氏笔画"):
        assert any(wanted in text for text in said)


def test_changes_have_a_sheet_where_there_was_an_earlier_roster() -> None:
    proposal = small_plan()
    base = proposal.seats[1:]
    book = opened(roster_book(proposal, "zh", moves=moves_between(base, proposal.seats)))
    assert any("新进" in text for text in texts(book["变动"]))
    assert "变动" not in opened(roster_book(proposal, "zh")).sheetnames


def test_nothing_of_the_pool_becomes_a_formula() -> None:
    data = roster_book(small_plan(ODD_POOL), "zh")
    book = opened(data)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    plain = {cell.value for cell in cells if cell.data_type == "s"}
    assert {'=HYPERLINK("http://x")', "FILTER(A1)", "+cmd", "@SUM(A1)", "{=1}", "-2", "=1+1", "TAKE(1)"} <= plain
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert all(isinstance(cell.value, str) for cell in cells if cell.data_type == "f")
    assert not any(formula.startswith(("=1+1", "=HYPERLINK", "=+", "=@")) for formula in formulas)
    assert not any("_xlfn" in formula for formula in formulas)


def test_charts_are_drawn_from_the_sheet_and_have_a_description() -> None:
    with zipfile.ZipFile(BytesIO(contested_book("zh"))) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 2 * len(contested().problem.policy.bodies)
        for name in charts:
            drawn = parts.read(name).decode()
            assert "结构图" in drawn
            assert "<c:barChart>" in drawn
        assert parts.read("xl/drawings/drawing1.xml").decode().count('descr="') == len(charts)


def test_charts_do_not_overlap() -> None:
    with zipfile.ZipFile(BytesIO(contested_book("zh"))) as parts:
        drawn = parts.read("xl/drawings/drawing1.xml").decode()
    boxes = []
    for anchor in re.findall(r"<xdr:from>.*?</xdr:to>", drawn, re.DOTALL):
        numbers = [int(found) for found in re.findall(r"<xdr:(?:col|colOff|row|rowOff)>(\d+)<", anchor)]
        left, top, right, bottom = numbers[0:2], numbers[2:4], numbers[4:6], numbers[6:8]
        boxes.append((left, top, right, bottom))
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart


def test_the_same_plan_gives_the_same_bytes_whatever_the_order_of_rows_and_hashes() -> None:
    script = (
        "import hashlib, sys\n"
        "from tests.export.book.test_sheets import DAY, roster_book, small_policy, small_pool, plan\n"
        "from tests.samples import SMALL_POOL\n"
        "head, *rows = SMALL_POOL.splitlines()\n"
        "rows = rows[::-1] if sys.argv[1] == '1' else rows\n"
        "pool = small_pool('\\n'.join([head, *rows, '']))\n"
        "data = roster_book(plan(pool=pool, policy=small_policy()), 'zh', dated=DAY)\n"
        "print(hashlib.sha256(data).hexdigest())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script, seed],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(found) == 1


def test_a_roster_planned_from_a_base_and_seed_says_so() -> None:
    options = Options(seed=7, base={seat.person: (seat.position,) for seat in small_plan().seats})
    proposal = plan(pool=small_pool(), policy=small_policy(), options=options)
    said = texts(opened(roster_book(proposal, "en"))["Sources"])
    assert "7" in said
    assert "planned with few changes from an earlier one" in said


def test_the_file_keeps_to_the_schemas(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(contested_book("zh"))
    assert OpenXmlValidator().validate(path).errors == []


def test_sources_give_pins_and_waivers_with_their_reasons() -> None:
    rule = '[[rule]]\nid = "A"\nkind = "count"\nscope = "congress"\nstrength = "as_a_rule"\nat_least = 1\n'
    extra = rule + '[[waiver]]\nrule = "A"\npeople = ["P2"]\nreason = "工作需要"\n'
    policy, pool = small_policy(extra), small_pool()
    table = "编号,机构或职务,锁定,理由\nP6,代表大会,进,连任\nP5,代表大会,不进,\n"
    pins = open_pins(table.encode(), pool, policy, source="keep.csv")
    proposal = plan(pool=pool, policy=policy, options=Options(pins=pins))
    said = texts(opened(roster_book(proposal, "zh"))["依据与来源"])
    for wanted in ("王六（P6）须在代表大会名单中；理由：连任", "王五（P5）", "工作需要"):
        assert any(wanted in text for text in said), said


def test_what_has_nothing_on_it_is_hidden() -> None:
    """A pool of names and scores alone gives no composition to draw, and rules without parts no parts."""
    policy = read_policy(SMALL_POLICY.split("[[rule]]")[0].encode(), source="plain.toml")
    people = "编号,姓名,得分\nP1,王一,1\nP2,王二,2\nP3,王三,3\nP4,王四,4\n"
    book = opened(roster_book(plan(pool=open_pool(people.encode(), policy, source="p.csv"), policy=policy), "zh"))
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["结构图", "分项"]
    assert all(sheet.sheet_state == "visible" for sheet in opened(contested_book("zh")))


def test_lists_stand_in_the_order_of_names_officers_first_in_their_own_body_alone() -> None:
    book = openpyxl.load_workbook(BytesIO(roster_book(county(), "zh")), data_only=True)
    problem = county().problem
    for number, body in enumerate(problem.policy.bodies):
        sheet = book[book.sheetnames[1 + number]]
        named = [row[1] for row in sheet.iter_rows(min_row=4, values_only=True) if row[1]]
        own = [office.id for office in problem.policy.offices if office.body == body.id]
        first = [[seat.person for seat in county().holding(office)] for office in own]
        others = {seat.person for seat in county().holding(body.id)}.difference(*first)
        wanted = [
            person.id
            for group in [*first, others]
            for person in arranged([problem.pool.by_id[who] for who in group], Listing())
        ]
        assert named == wanted


def test_long_sentences_are_broken_into_lines_so_that_the_page_does_not_shrink() -> None:
    said = same("名单很长，" * 60)
    table = Table(id="t", title=same("表"), columns=(same("甲"), same("乙")), rows=((same("1"), same("2")),))
    data = workbook([Line(text=same("题")), Line(text=said), table], "zh", title=same("题"))
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    (spread,) = [area for area in sheet.merged_cells.ranges if area.min_row == 2]
    assert sheet["A2"].value == said.zh
    assert sheet["A2"].alignment.wrap_text
    width = sum(sheet.column_dimensions[get_column_letter(n)].width for n in range(spread.min_col, spread.max_col + 1))
    assert 100 < width < 160
    assert sheet.row_dimensions[2].height > 5 * 18
