"""The page says what the paper says, has the parts that a reader with or without eyes needs, and loads nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.text import same
from optimizer.export.html import html
from optimizer.export.plain import plain
from optimizer.report.blocks import Band, Block, Chart, Heading, Line, Mark, Series, Table
from optimizer.report.paper import Paper

HOSTILE = st.one_of(
    st.text(max_size=12),
    st.text("<>&\"'/=;!-{}\n\t sctip　", max_size=16),
    st.sampled_from(
        ["<script>alert(1)</script>", "&lt;", "&#60;", "]]>", "</style>", "<!--", "{title}", '" onload="x']
    ),
)
PLAIN_TAGS = {
    "div",
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "br"),
    *("section", "table", "caption", "strong", "span", "thead", "tbody", "tr", "th", "td"),
}


class Reader(HTMLParser):
    """What a page holds: its tags in order with attributes, and the text inside each kind of tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: dict[str, list[str]] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "br":
            self.handle_data("\n")
        elif tag != "meta":
            self._open.append(tag)
            self.said.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self.said[self._open[-1]][-1] += data

    @property
    def names(self) -> set[str]:
        return {tag for tag, _ in self.tags}

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def read(*blocks: Block, title: str = "题") -> Reader:
    reader = Reader()
    reader.feed(html(Paper(id="p", title=same(title), blocks=blocks), "zh").decode())
    reader.close()
    return reader


@given(cells=st.lists(HOSTILE, min_size=2, max_size=2), title=HOSTILE)
def test_every_text_comes_back_and_none_becomes_a_tag(cells: list[str], title: str) -> None:
    first, second = map(same, cells)
    shown = Table(
        id=cells[0], title=second, columns=(first, second), rows=((second, first),), note=first, caption=second
    )
    page = read(Heading(text=first, level=2), Line(text=second), shown, title=title)
    assert page.names <= PLAIN_TAGS
    one, two = map(plain, cells)
    assert page.said["h1"] == [plain(title)]
    assert page.said["h3"] == [one]
    assert page.said["th"] == [one, two]
    assert page.said["td"] == [two, one]
    assert page.said["strong"] == [two]
    assert page.said["p"] == [two, one]


def test_two_header_rows_cover_every_column_and_marks_are_classes() -> None:
    bands = (Band(title=same(""), columns=1), Band(title=same("构成"), columns=2), Band(title=same(""), columns=1))
    rows = ((same("甲"), same("1"), same("2"), same("是")), (same("乙"), same("3"), same("4/5 80.0%"), same("否")))
    columns = tuple(map(same, ("单位", "企业", "高校", "符合")))
    shown = Table(
        id="t", title=same("表"), columns=columns, rows=rows, bands=bands, marks=(Mark.KEPT, Mark.BROKEN), wide=True
    )
    page = read(shown, shown)
    heads = page.attributes("th")[:5]
    assert page.said["th"][:5] == ["单位", "构成", "符合", "企业", "高校"]
    assert [head.get("rowspan") for head in heads] == ["2", None, "2", None, None]
    assert [head["scope"] for head in heads] == ["col", "colgroup", "col", "col", "col"]
    assert heads[1]["colspan"] == "2"
    assert [row.get("class") for row in page.attributes("tr")[:4]] == [None, None, "kept", "broken"]
    assert [cell.get("class") for cell in page.attributes("td")[:4]] == [
        "tight",
        "figures tight",
        "figures tight",
        "tight",
    ]
    assert [place["aria-labelledby"] for place in page.attributes("section")] == ["t", "t-2"]
    assert [place["id"] for place in page.attributes("caption")] == ["t", "t-2"]


def test_wide_tables_stand_together_on_landscape_pages_with_the_headings_before_them() -> None:
    narrow = Table(id="n", title=same("表"), columns=(same("甲"),), rows=())
    wide = Table(id="w", title=same("表"), columns=(same("甲"),), rows=(), wide=True)
    text = html(
        Paper(
            id="p",
            title=same("题"),
            blocks=(
                narrow,
                Heading(text=same("一")),
                Heading(text=same("二"), level=2),
                wide,
                wide,
                Line(text=same("三")),
            ),
        ),
        "en",
    ).decode()
    inside = text.split('<div class="wide">')[1].split("</div>")[0]
    assert text.count('<div class="wide">') == 1
    assert re.findall(r"<(h2|h3|section|p)\b", inside) == ["h2", "h3", "section", "section"]


def test_a_chart_is_a_picture_with_words_and_the_page_needs_nothing_else() -> None:
    chart = Chart(
        id="c",
        title=same("图<1>"),
        form="bars",
        x=same("x"),
        y=same("y"),
        series=(Series(name=same("甲"), points=((1, 2),)),),
        alt=same('图的"说明"'),
    )
    page = read(chart)
    (figure,) = page.attributes("figure")
    assert (figure["role"], figure["aria-label"]) == ("img", '图的"说明"')
    assert "svg" in page.names
    assert not page.names & {"script", "link", "img", "iframe", "object", "a"}
    assert page.attributes("html") == [{"lang": "zh-CN"}]
    assert not any(key in ("src", "href", "style") or key.startswith("on") for _, each in page.tags for key in each)
    style = page.said["style"][0]
    assert not re.search(r"url\(|@import|@font-face", style)
    for needed in ("size: A4;", "A4 landscape", "table-header-group", "prefers-color-scheme: dark"):
        assert needed in style
