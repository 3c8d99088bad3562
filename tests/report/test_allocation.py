"""The table of seats and the document around it: figures that add up, what is said of the methods, live sums."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimizer.allocation.methods import Method
from optimizer.basis.text import LANGS, Lang
from optimizer.planner.allocation.asked import Asked
from optimizer.planner.allocation.share import SharedOut, Sources, share_seats
from optimizer.planner.formats import Format
from optimizer.planner.listing import Named
from optimizer.report.allocation import Shared, Sort, cut, seats_lines, seats_table
from optimizer.report.blocks import Heading, Table
from optimizer.report.papers.allocation import allocation_paper

DAY = date(2026, 12, 1)
UNITS = """单位,类别,人数,当然代表,基层一线
甲学会,学会,1200,,12
乙县科协,区县,900,1,9
己学会,学会,600,,2
丁县科协,区县,1300,,20
"""
CATEGORIES = """单位,技术,管理,工人
甲学会,300,20,30
乙县科协,80,60,200
己学会,150,40,0
丁县科协,60,30,400
名额,18,6,16
"""


def shared(units: str = UNITS, *, category: str = "", **asked: Any) -> SharedOut:
    options: dict[str, Any] = {"seats": 43, "reserve": 2, **asked}
    named = None if not category else Named(source="categories.csv", data=category.encode())
    sources = Sources(units=Named(source="units.csv", data=units.encode()), category=named)
    found = share_seats(Asked(**options), sources)
    assert isinstance(found, SharedOut)
    return found


def cells(found: Shared, lang: Lang = "zh") -> list[list[str]]:
    return [[cell.to(lang) for cell in row] for row in seats_table(found).rows]


def test_the_table_has_units_class_by_class_with_subtotals_reserve_and_total() -> None:
    """Forty seats by 4,000 people; one comes with a post and two are in reserve."""
    found = shared().found
    assert cells(found) == [
        ["1", "甲学会", "学会", "1200", "12.00", "12", "12", ""],
        ["2", "己学会", "学会", "600", "6.00", "6", "6", ""],
        ["", "学会小计", "", "1800", "18.00", "18", "18", "0"],
        ["3", "乙县科协", "区县", "900", "9.00", "10", "9", "1"],
        ["4", "丁县科协", "区县", "1300", "13.00", "13", "13", ""],
        ["", "区县小计", "", "2200", "22.00", "23", "22", "1"],
        ["", "机动名额", "", "", "", "2", "", ""],
        ["", "合计", "", "4000", "40.00", "43", "40", "1"],
    ]
    table = seats_table(found)
    assert [(band.title.zh, band.columns) for band in table.bands] == [("", 6), ("代表构成", 2)]
    assert [column.en for column in table.columns[-3:]] == ["Delegates", "Allocated", "Ex officio"]


def test_without_posts_and_categories_there_is_no_makeup_and_without_classes_no_class() -> None:
    table = seats_table(shared("单位,人数\n甲,10\n乙,30\n", seats=4, reserve=0).found)
    assert [column.zh for column in table.columns] == ["序号", "单位", "人数", "应得席位", "代表总数"]
    assert table.bands == ()
    assert [row[1].zh for row in table.rows] == ["甲", "乙", "合计"]


def test_the_makeup_adds_up_to_the_delegates_and_the_targets_stand_beside_it() -> None:
    found = shared(category=CATEGORIES, targets=("基层一线=70%", "领导干部<=1/3")).found
    table = seats_table(found)
    titles = [column.zh for column in table.columns]
    assert titles[6:] == ["技术", "管理", "工人", "当然代表", "基层一线 ≥", "领导干部 ≤"]
    assert [(band.title.en, band.columns) for band in table.bands] == [("", 6), ("Make-up", 4), ("Among them", 2)]
    for line, row in zip(seats_lines(found), cells(found), strict=True):
        if line.sort is not Sort.RESERVE:
            reserve = 2 if line.sort is Sort.TOTAL else 0
            assert sum(int(cell or 0) for cell in row[6:10]) + reserve == int(row[5])
    assert cells(found)[-1][6:] == ["18", "6", "16", "1", "31", "11"]


@pytest.mark.parametrize(
    ("number", "said"),
    [(Fraction(2, 3), "0.66"), (Fraction(1999, 1000), "1.99"), (Fraction(5), "5.00"), (Fraction(0), "0.00")],
)
def test_a_share_is_cut_and_never_rounded_up(number: Fraction, said: str) -> None:
    assert cut(number) == said


@pytest.mark.parametrize("lang", LANGS)
def test_the_document_says_how_it_came_about(lang: Lang) -> None:
    out = shared(targets=("基层一线=70%",), compare=True, seats=42)
    paper = allocation_paper(out.found, dated=DAY)
    headings = [block.text.to(lang) for block in paper.blocks if isinstance(block, Heading) and block.level == 1]
    assert (
        headings
        == {
            "zh": ["名额怎样分出", "指标怎样分到各单位", "五种方法对照"],
            "en": [
                "How the seats were shared out",
                "How the targets were handed down",
                "The five methods side by side",
            ],
        }[lang]
    )
    text = out.files(Path("out"), lang, [Format.MD], dated=DAY)["allocation.md"].decode()
    assert {"zh": "代表名额分配表（草案）", "en": "Seats of the electing units (draft)"}[lang] in text
    assert {"zh": "2026年12月1日", "en": "1 December 2026"}[lang] in text
    # 70% of 42 is 29.4.
    assert re.search(r"70%.*42.*29\.4.*30", text)


def test_the_methods_table_lists_only_units_that_differ_and_every_method_says_how_far_it_is() -> None:
    units = "单位,人数\n" + "".join(
        f"U{place},{members}\n" for place, members in enumerate((5117, 4400, 162, 161, 160), 1)
    )
    out = shared(units, seats=100, reserve=0, compare=True)
    (table,) = [block for block in out.blocks() if isinstance(block, Table) and block.id == "methods"]
    seats = {each.method: each.seats or {} for each in out.found.compared}
    listed = {row[0].zh: [int(cell.zh) for cell in row[1:]] for row in table.rows}
    for unit in out.found.units:
        counts = [seats[method][unit.name] for method in Method]
        assert (unit.name in listed) is (len(set(counts)) > 1)
        assert listed.get(unit.name, counts) == counts
    assert len(listed) >= 2
    said = [block.text.zh for block in out.blocks() if not isinstance(block, Table)]
    chosen = out.found.allocation.seats
    moved = sum(max(0, seats[Method.ADAMS][name] - count) for name, count in chosen.items())
    assert any(line.startswith("只入不舍除数法") and f"有 {moved} 个名额不同" in line for line in said)


def book(out: SharedOut, folder: Path) -> Path:
    path = folder / "allocation.xlsx"
    path.write_bytes(out.files(folder, "zh", [Format.XLSX], dated=DAY)[path.name])
    return path


def test_the_workbooks_sums_are_formulas_over_numbers(tmp_path: Path) -> None:
    path = book(shared(category=CATEGORIES, targets=("基层一线=70%",)), tmp_path)
    sheet = openpyxl.load_workbook(path)["代表名额分配表"]
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=4)}
    assert rows["甲学会"][3].value == 1200
    assert rows["甲学会"][5].value == "=SUM(G4:J4)"
    assert rows["学会小计"][5].value == "=SUBTOTAL(9,F4:F5)"
    assert rows["合计"][10].value == "=SUBTOTAL(9,K4:K10)"


def test_every_sum_of_the_workbook_comes_to_the_figure_beside_it(tmp_path: Path) -> None:
    """SUM adds cells up; SUBTOTAL(9, …) leaves out the sums within its range, which begin with SUBTOTAL too."""
    path = book(shared(category=CATEGORIES, targets=("基层一线=70%",)), tmp_path)
    written, shown = (openpyxl.load_workbook(path, data_only=only)["代表名额分配表"] for only in (False, True))
    formulas = [cell for row in written.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(formulas) == 4 + 3 * 7
    for cell in formulas:
        found = re.fullmatch(r"=(SUM|SUBTOTAL)\((?:9,)?([A-Z]+\d+:[A-Z]+\d+)\)", str(cell.value))
        assert found is not None
        inside = [each.coordinate for row in written[found[2]] for each in row]
        assert cell.coordinate not in inside
        counted = [name for name in inside if "SUBTOTAL" not in str(written[name].value)]
        assert sum(shown[name].value or 0 for name in counted) == shown[cell.coordinate].value, cell.coordinate
