"""A paper as a Word document: styles, page, tables and sections as official documents have them, whatever the texts are."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx as word
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from optimizer.basis.text import LANGS, Filled, Lang, same
from optimizer.export.docx import docx
from optimizer.report.blocks import Band, Block, Chart, Heading, Line, Mark, Series, Table
from optimizer.report.paper import Paper
from optimizer.report.papers.proposal import proposal_paper
from tests.samples import county

NARROW = Table(
    id="rules",
    title=Filled(zh="规则", en="Rules"),
    columns=(same("规则"), Filled(zh="结果", en="Result")),
    rows=((same("C1"), Filled(zh="符合", en="kept")), (same("C2"), Filled(zh="不符合", en="broken"))),
    marks=(Mark.KEPT, Mark.BROKEN),
    note=Filled(zh="截尾。", en="Cut."),
)
WIDE = Table(
    id="composition",
    title=Filled(zh="构成", en="Composition"),
    columns=tuple(map(same, ("单位", "甲", "乙", "女性"))),
    bands=(
        Band(title=same(""), columns=1),
        Band(title=Filled(zh="代表构成", en="Make-up"), columns=2),
        Band(title=Filled(zh="其中", en="Among them"), columns=1),
    ),
    rows=tuple(tuple(map(same, (f"单位{number}", "1", "2", "3"))) for number in range(60)),
    caption=Filled(zh="（按姓氏笔画为序）", en="(in stroke order)"),
    wide=True,
)
CHART = Chart(
    id="c",
    title=same("T"),
    form="line",
    x=same("x"),
    y=same("y"),
    series=(Series(name=same("s"), points=((1, 1), (2, 3))),),
    alt=Filled(zh="上升", en="rising"),
)


def heading(text: str, level: int = 1) -> Heading:
    return Heading(text=same(text), level=level)


PAPER = Paper(
    id="sample",
    title=Filled(zh="某市科协代表大会　建议名单（草案）", en="Some association — Proposed roster (draft)"),
    blocks=(
        heading("依据"),
        Line(text=Filled(zh="依据文件。", en="By a document.")),
        heading("一", 2),
        NARROW,
        CHART,
        heading("统计"),
        WIDE,
        replace(WIDE, id="second"),
        heading("说明"),
        Line(text=same("说明。")),
    ),
    dated=date(2026, 12, 1),
)


def opened(paper: Paper, lang: Lang = "zh") -> Document:
    return word.Document(BytesIO(docx(paper, lang)))


def xml(paragraph: Paragraph) -> str:
    return str(paragraph._p.xml)


def of(*blocks: Block) -> Document:
    return opened(Paper(id="p", title=same("题"), blocks=blocks))


def measures(section: Section) -> list[int]:
    """Width and height of the page, margins from the top clockwise, in whole millimetres."""
    sides = (section.page_width, section.page_height)
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    return [round(side.mm) for side in (*sides, *margins) if side is not None]


def styled(document: Document, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style is not None and each.style.name == style]


def test_everything_stands_in_the_style_it_is_made_for() -> None:
    document = opened(PAPER)
    assert styled(document, "Title") == ["某市科协代表大会　建议名单（草案）"]
    assert styled(document, "Heading 1") == ["依据", "统计", "说明"]
    assert styled(document, "Heading 2") == ["一"]
    assert styled(document, "Body Text") == ["依据文件。", "说明。"]
    assert styled(document, "Caption") == ["表1　规则", "表2　构成", "表3　构成"]
    assert styled(document, "Caption Line") == ["（按姓氏笔画为序）"] * 2
    assert styled(document, "Note") == ["注：截尾。", "（表3完）"]
    assert styled(document, "Figure Caption") == ["图1　T"]
    assert styled(document, "Paper Date") == ["草案日期：2026年12月1日"]
    assert styled(opened(PAPER, "en"), "Caption")[0] == "Table 1. Rules"
    assert styled(opened(PAPER, "en"), "Paper Date") == ["Draft of 1 December 2026"]


def test_faces_and_sizes_are_those_of_the_standard() -> None:
    sheet = opened(PAPER).styles
    faces = {}
    for name in ("Title", "Heading 1", "Heading 2", "Body Text", "footer"):
        properties = sheet[name if name != "footer" else "Footer"].element.rPr
        faces[name] = (
            properties.rFonts.get(qn("w:eastAsia")),
            properties.sz.val.pt,
            properties.rFonts.get(qn("w:ascii")),
        )
    latin = "Times New Roman"
    assert faces == {
        "Title": ("方正小标宋简体", 22, latin),
        "Heading 1": ("黑体", 16, latin),
        "Heading 2": ("楷体_GB2312", 16, latin),
        "Body Text": ("仿宋_GB2312", 16, latin),
        "footer": ("宋体", 14, latin),
    }
    language = sheet.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert (language.get(qn("w:val")), language.get(qn("w:eastAsia"))) == ("en-US", "zh-CN")
    body = sheet["Body Text"].element.pPr
    assert body.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    spacing = body.find(qn("w:spacing"))
    assert spacing.get(qn("w:lineRule")) == "exact"
    assert 28 <= int(spacing.get(qn("w:line"))) / 20 <= 29


def test_headings_number_themselves_in_each_language() -> None:
    formats: dict[Lang, list[str]] = {"zh": ["%1、", "（%2）"], "en": ["%1.", "(%2)"]}
    for lang in LANGS:
        document = opened(PAPER, lang)
        levels = document.part.numbering_part.element.iter(qn("w:lvlText"))
        assert [level.get(qn("w:val")) for level in levels] == formats[lang]
        for level, name in enumerate(("Heading 1", "Heading 2")):
            assert document.styles[name].element.pPr.numPr.ilvl.val == level


def test_pages_are_a4_with_the_standards_margins_and_turn_for_wide_tables() -> None:
    portrait, landscape = [210, 297, 37, 26, 35, 28], [297, 210, 28, 37, 26, 35]
    assert [measures(section) for section in opened(PAPER).sections] == [portrait, landscape, portrait]
    turned = [section.orientation for section in opened(PAPER).sections]
    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    for wide, high, top, right, bottom, left in (portrait, landscape):
        assert {wide - left - right, high - top - bottom} == {156, 225}


def test_page_numbers_stand_outside_on_every_page() -> None:
    document = opened(PAPER)
    assert document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        for footer, style, align in (
            (section.footer, "Footer", "right"),
            (section.even_page_footer, "Footer Even", "left"),
        ):
            (number,) = footer.paragraphs
            assert (number.text, number.style and number.style.name) == ("— 1 —", style)
            assert "PAGE" in "".join(number._p.itertext())
            assert document.styles[style].element.pPr.find(qn("w:jc")).get(qn("w:val")) == align


def test_a_heading_goes_with_the_wide_table_under_it_and_so_do_a_few_lines() -> None:
    line = Line(text=same("文"))
    document = of(heading("甲"), line, heading("乙"), heading("丙", 2), line, WIDE, line)
    ends = list(document.element.body.iter(qn("w:sectPr")))
    assert len(ends) == 3
    assert [each.text for each in document.paragraphs if "sectPr" in xml(each)] == ["文", "（表1完）"]
    assert [each.text for each in document.paragraphs][1:6] == ["甲", "文", "乙", "丙", "文"]


def test_no_paragraph_is_empty_and_no_blanks_stand_for_spacing() -> None:
    for lang in LANGS:
        for paper in (PAPER, proposal_paper(county(), dated=date(2026, 12, 1))):
            for paragraph in opened(paper, lang).paragraphs:
                pictured = paragraph._p.findall(f".//{qn('w:drawing')}")
                assert paragraph.text.strip() or pictured
                assert not re.search(r"[ \u3000]{2}|^[ \u3000]|\n\n", paragraph.text)
                direct = {child.tag for child in paragraph._p.get_or_add_pPr()}
                assert direct <= {qn("w:pStyle"), qn("w:keepNext"), qn("w:sectPr")}


def test_header_rows_repeat_and_rows_stay_whole() -> None:
    narrow, wide, _ = opened(PAPER).tables
    for table, heads in ((narrow, 1), (wide, 2)):
        for number, row in enumerate(table.rows):
            properties = row._tr.trPr
            assert properties.find(qn("w:cantSplit")) is not None
            assert (properties.find(qn("w:tblHeader")) is not None) is (number < heads)
    assert [cell.text for cell in wide.rows[0].cells] == ["单位", "代表构成", "代表构成", "其中"]
    assert [cell.text for cell in wide.rows[1].cells] == ["单位", "甲", "乙", "女性"]
    assert len(wide.rows) == 62


def test_tables_fill_the_type_area_with_fixed_widths() -> None:
    narrow, wide, _ = opened(PAPER).tables
    for table, room in ((narrow, 156), (wide, 225)):
        assert table.autofit is False
        assert sum(column.width.mm for column in table.columns if column.width) == pytest.approx(room, abs=0.1)


def test_a_long_text_gets_the_room_that_short_ones_leave() -> None:
    long = same("一段很长的话" * 20)
    (table,) = of(replace(NARROW, rows=((same("C1"), long),), marks=())).tables
    first, second = (column.width.mm for column in table.columns if column.width)
    assert first < 20 < 130 < second


def test_rows_to_be_filled_in_by_hand_are_high_enough_to_write_in() -> None:
    empty = replace(NARROW, rows=((same("1"), same("")), (same("2"), same("有"))), marks=())
    rows = of(empty).tables[0].rows
    assert [None if row.height is None else row.height.pt for row in rows] == [None, 25, None]


def test_one_long_text_among_many_does_not_widen_its_column() -> None:
    rows = tuple((same(f"P{number:04}"), same("长" * 60 if number == 7 else "王小明")) for number in range(40))
    (table,) = of(replace(NARROW, columns=(same("编号"), same("姓名")), rows=rows, marks=())).tables
    first, second = (column.width.mm for column in table.columns if column.width)
    assert second < 2 * first


def test_a_table_of_very_many_columns_still_fits_the_page() -> None:
    (table,) = of(Table(id="t", title=same("表"), columns=(same("列"),) * 120, rows=(), wide=True)).tables
    widths = [column.width.mm for column in table.columns if column.width]
    assert len(widths) == 120
    assert min(widths) > 0
    assert sum(widths) == pytest.approx(225, abs=0.1)


def test_marks_are_shading_beside_their_words() -> None:
    table = opened(PAPER).tables[0]
    fills = [row._tr.tc_lst[0].tcPr.find(qn("w:shd")).get(qn("w:fill")) for row in table.rows]
    assert len(set(fills)) == 3
    assert [row.cells[1].text for row in table.rows] == ["结果", "符合", "不符合"]


def test_a_chart_says_what_it_shows() -> None:
    for lang in LANGS:
        document = opened(PAPER, lang)
        (shape,) = document.inline_shapes
        assert shape._inline.docPr.get("descr") == CHART.alt.to(lang)
        assert 0 < shape.width.mm <= 156


def test_a_long_title_breaks_where_its_parts_meet() -> None:
    title = same("某某自治州某某县科学技术协会第十二次代表大会　建议名单（草案）")
    (said,) = styled(opened(replace(PAPER, title=title)), "Title")
    assert said == "某某自治州某某县科学技术协会第十二次代表大会\n建议名单（草案）"


def test_the_same_paper_gives_the_same_bytes_without_dates_or_left_overs() -> None:
    data = docx(PAPER, "zh")
    assert data == docx(PAPER, "zh")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]
    properties = word.Document(BytesIO(data)).core_properties
    assert properties.title == "某市科协代表大会 建议名单（草案）"
    assert (properties.language, properties.comments) == ("zh-CN", "")
    assert properties.created is not None
    assert properties.created.year == 2000


def test_a_validator_finds_nothing_wrong(tmp_path: Path) -> None:
    validator = OpenXmlValidator(security_validation=True)
    made = [docx(PAPER, lang) for lang in LANGS]
    for number, data in enumerate([*made, docx(proposal_paper(county()), "zh")]):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(data)
        assert validator.validate(path).errors == []


HOSTILE = st.text(st.characters(codec=None), max_size=40)


def as_kept(text: str) -> str:
    """What a reader gets back: one kind of line break, and a sign in place of what XML forbids."""
    broken = re.sub("\r\n|\r", "\n", text)
    return "".join(
        sign
        if sign in "\t\n" or " " <= sign < "\ud800" or "\ue000" <= sign <= "\ufffd" or sign > "\uffff"
        else "\ufffd"
        for sign in broken
    )


@given(HOSTILE, HOSTILE)
@settings(max_examples=60, deadline=None)
def test_any_text_survives(name: str, employer: str) -> None:
    table = replace(NARROW, rows=((same(name), same(employer)),), marks=(), title=same(name or "t"), note=None)
    document = of(Line(text=same(employer)), table)
    assert [cell.text for cell in document.tables[0].rows[1].cells] == [as_kept(name), as_kept(employer)]
    assert document.paragraphs[1].text == as_kept(employer) or not employer.strip()


def test_a_sentence_of_nothing_leaves_no_empty_paragraph() -> None:
    assert [each.text for each in of(Line(text=same("")), Line(text=same("文")), Line(text=same(" "))).paragraphs] == [
        "题",
        "文",
    ]


def test_the_date_shares_its_page_with_what_it_dates() -> None:
    for block in (Line(text=same("文")), NARROW, replace(NARROW, rows=NARROW.rows * 2, marks=(), note=None)):
        document = opened(Paper(id="p", title=same("题"), blocks=(block,), dated=date(2026, 12, 1)))
        before = document.element.body[-3]
        assert "keepNext" in before.xml
        assert document.paragraphs[-1].text == "草案日期：2026年12月1日"


def test_a_paper_of_nothing_but_a_title_and_one_that_ends_in_a_wide_table() -> None:
    assert [each.text for each in of().paragraphs] == ["题"]
    document = of(WIDE)
    assert [section.orientation for section in document.sections] == [WD_ORIENT.LANDSCAPE]
    assert document.paragraphs[-1].text == "（表1完）"
