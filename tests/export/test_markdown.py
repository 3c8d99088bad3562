"""Markdown says what the paper says: a parser of its own gives every text back as it went in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from optimizer.basis.text import Filled, same
from optimizer.export.markdown import markdown
from optimizer.export.plain import plain
from optimizer.report.blocks import Band, Block, Chart, Heading, Line, Table
from optimizer.report.paper import Paper

PARSER = MarkdownIt("gfm-like", {"html": True, "linkify": False}).disable("linkify")
HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text("|\\`*_<>[]()#+-=.!&;~$:/ 1a\n\t　", max_size=12),
    st.sampled_from(
        ["- a", "1. a", "# a", "***", "---", "    a", "&lt;", "&#124;", "[a](b)", "<!--", "www.a.b", "~~a~~"]
    ),
)


def written(*blocks: Block, title: str = "题", dated: date | None = None) -> str:
    return markdown(Paper(id="p", title=same(title), blocks=blocks, dated=dated), "zh").decode()


def text_of(token: Token) -> str:
    """What a reader sees of inline Markdown; anything but text and line breaks is a fault."""
    said = ""
    for child in token.children or []:
        if child.type == "html_inline" and child.content == "<br>":
            said += "\n"
        elif child.type not in ("strong_open", "strong_close"):
            assert child.type in ("text", "text_special"), child
            said += child.content
    return said


def rows_of(text: str) -> list[list[str]]:
    """Every row of the tables, as a reader sees it."""
    rows: list[list[str]] = []
    tokens = PARSER.parse(text)
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(text_of(tokens[at + 1]))
    return rows


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], bands: tuple[Band, ...] = ()) -> Table:
    cells = tuple(tuple(same(cell) for cell in row) for row in rows)
    return Table(id="t", title=same("表"), columns=tuple(map(same, columns)), rows=cells, bands=bands)


@given(cells=st.lists(st.lists(HOSTILE, min_size=2, max_size=2), min_size=1, max_size=3))
@example(cells=[["\\", "|"], ["\\|", "`|`"], [" a ", "\n"]])
def test_every_cell_of_a_table_comes_back(cells: list[list[str]]) -> None:
    found = rows_of(written(table(["甲", "乙"], cells)))
    assert found == [["甲", "乙"], *[[plain(cell) for cell in row] for row in cells]]


@given(said=HOSTILE.filter(lambda text: plain(text).strip() != ""), title=HOSTILE)
@example(said="a ##", title=" #")
def test_every_line_and_heading_comes_back_as_one_paragraph(said: str, title: str) -> None:
    text = written(Heading(text=same(said), level=2), Line(text=same(said)), title="x" + title)
    tokens = PARSER.parse(text)
    assert [token.type for token in tokens if token.type.endswith("_open")] == [
        "heading_open",
        "heading_open",
        "paragraph_open",
    ]
    first, second, third = (text_of(token) for token in tokens if token.type == "inline")
    assert (first, third) == (plain("x" + title), plain(said))
    assert second == plain(said)


@given(said=HOSTILE.filter(lambda text: text.strip() != ""))
def test_a_title_in_bold_comes_back(said: str) -> None:
    shown = Table(id="t", title=same(said), columns=(same(said),), rows=(), bands=(Band(title=same(said), columns=1),))
    text = written(shown)
    tokens = PARSER.parse(text)
    title = next(tokens[at + 1] for at, token in enumerate(tokens) if token.type == "paragraph_open")
    bold = plain(said.strip())
    assert text_of(title) == bold
    parts = [child.type for child in title.children or [] if child.type != "text" or child.content]
    assert (parts[0], parts[-1]) == ("strong_open", "strong_close")
    assert rows_of(text) == [[plain(said)], [bold]]


def test_bands_are_a_row_over_the_columns() -> None:
    bands = (Band(title=same(""), columns=1), Band(title=same("代表构成"), columns=2))
    found = rows_of(written(table(["单位", "甲类", "乙类"], [["东区", "1", "2"]], bands)))
    assert found == [["", "代表构成", ""], ["单位", "甲类", "乙类"], ["东区", "1", "2"]]


def test_captions_notes_charts_and_the_date_are_there_in_order() -> None:
    shown = Table(
        id="t",
        title=same("名单"),
        columns=(same("姓名"),),
        rows=((same("刘　英"),),),
        caption=Filled(zh="（按姓氏笔画为序）", en="(by strokes)"),
        note=same("注"),
    )
    chart = Chart(id="c", title=same("图"), form="bars", x=same("x"), y=same("y"), series=(), alt=same("图的说明"))
    text = written(shown, chart, dated=date(2026, 12, 1))
    assert text.split("\n\n") == [
        "# 题",
        "**名单**",
        "（按姓氏笔画为序）",
        "| 姓名 |\n| --- |\n| 刘　英 |",
        "注",
        "**图**",
        "图的说明",
        "草案日期：2026年12月1日\n",
    ]
