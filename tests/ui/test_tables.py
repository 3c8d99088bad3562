"""Tables as frames: text stays as written, figures sort, marks are words as well as colours."""

from __future__ import annotations

import pytest

from optimizer.basis.text import Filled, same
from optimizer.report.blocks import Mark, Table
from ui.tables import grid, plain, styled


def table(*rows: tuple[str, ...], marks: tuple[Mark, ...] = ()) -> Table:
    columns = tuple(same(f"c{number}") for number in range(len(rows[0])))
    return Table(
        id="t", title=same("t"), columns=columns, rows=tuple(tuple(map(same, row)) for row in rows), marks=marks
    )


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("*a* _b_", r"\*a\* \_b\_"),
        ("[x](http://y)", r"\[x\](http\://y)"),
        (":red[q] $x$", r"\:red\[q\] \$x\$"),
        ("1. 张三", r"1\. 张三"),
        ("a\nb", "a b"),
        ("- a -- b", r"\- a \-- b"),
        (":material/home:", r"\:material/home:"),
        ("84/120 70.0% 2026-12-01: 1.5", "84/120 70.0% 2026-12-01: 1.5"),
    ],
)
def test_markdown_is_shown_as_written(written: str, safe: str) -> None:
    assert plain(written) == safe


def test_a_grid_has_figures_as_figures_and_codes_as_text() -> None:
    frame = grid(table(("9", "007", "97.3", ""), ("10", "010", "", ""), ("1", "8", "5", "")), "zh")
    assert frame["c0"].sort_values().tolist() == [1, 9, 10]
    assert frame["c1"].tolist() == ["007", "010", "8"]
    assert frame["c2"].dropna().tolist() == [97.3, 5]
    assert frame["c3"].tolist() == ["", "", ""]


def test_equal_headers_are_told_apart() -> None:
    twice = Table(id="t", title=same("t"), columns=(same("女"),) * 3, rows=((same("1"),) * 3,))
    assert len(set(grid(twice, "zh").columns)) == 3


def test_a_mark_colours_its_row_and_its_word() -> None:
    marked = table(("a", "符合"), ("b", "不符合"), ("c", "未达到"), marks=(Mark.KEPT, Mark.BROKEN, Mark.SHORT))
    html = styled(marked, "zh").to_html(table_uuid="t")
    assert html.count("font-weight: 600") == 3
    assert "#T_t_row1_col0 {\n  background-color: #fbe0de;" in html
    assert "#T_t_row2_col0 {\n  background-color: #fff3d6;" in html


def test_figures_stand_to_the_right_and_short_columns_in_one_line() -> None:
    html = styled(table(("≥ 224", "必须", "长" * 20), ("≤ 3", "尽量", "短")), "zh").to_html()
    assert ".col0 {" in html
    assert "text-align: right" in html
    assert "td.col1 p" in html
    assert "min-width: 14em" in html


def test_columns_are_named_in_the_language() -> None:
    block = Table(id="t", title=same("t"), columns=(Filled(zh="甲", en="A"),), rows=((Filled(zh="一", en="one"),),))
    assert grid(block, "en").to_dict("list") == {"A": ["one"]}
