"""Quota boxes on one person, and cells to settle."""

from __future__ import annotations

from tests.samples import small_plan

RULES = """
[[rule]]
id = "Y"
kind = "share"
scope = "congress"
group = { age = "<=44" }
at_least = "1/4"
[[rule]]
id = "F"
kind = "count"
scope = "committee"
group = { frontline = "yes" }
at_most = 2
"""
POOL = """编号,姓名,性别,出生年月,是否基层一线,得分
P1,王一,女,1990-05,是,90
P2,王二,女,1982,待定,80
P3,王三,男,1981-12,否,70
P4,王四,男,1982-01,,60
"""


def test_boxes_count_the_rules_that_ask_for_people() -> None:
    boxes = dict(small_plan(POOL, RULES).boxes)
    assert boxes["P1"] == ("W", "Y")
    assert boxes["P2"] == ("W", "Y")
    assert boxes["P4"] == ("Y",)
    assert "P3" not in boxes


def test_undecided_cells_are_listed_with_the_rules_they_count_against() -> None:
    text = POOL.replace("1981-12", "1981")
    cells = [(cell.person, cell.column, cell.value, cell.rules) for cell in small_plan(text, RULES).unsettled]
    # On 2026-12-01 a birth in 1981 means 44 or 45 years; one in 1982 at most 44.
    assert cells == [
        ("P2", "frontline", "unsure", ("F",)),
        ("P3", "birth", "1981", ("Y",)),
        ("P4", "frontline", "", ("F",)),
    ]
