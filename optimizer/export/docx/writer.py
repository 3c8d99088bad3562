"""A paper as a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

import docx as word
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm

from optimizer.basis.text import Filled, Lang, Text
from optimizer.export.chart import chart_png
from optimizer.export.docx.file import packed
from optimizer.export.docx.marks import field, paragraph, rooted, run, safe, width
from optimizer.export.docx.page import NARROW, WIDE, section_of, set_page
from optimizer.export.docx.styles import set_styles
from optimizer.export.docx.tables import table_xml
from optimizer.report.blocks import Block, Chart, Heading, Line, Table
from optimizer.report.paper import Paper
from optimizer.report.words import day_words

TITLE_ROOM = 400
"""Room of a line in twentieths of the title's size."""

LEAD_LINES = 3
"""Sentences between a heading and a wide table that turn the page together with it."""

PICTURE_WIDTH, PICTURE_HEIGHT = Mm(150), Mm(190)


def docx(paper: Paper, lang: Lang) -> bytes:
    """The paper in the layout of official documents; the same paper gives the same bytes."""
    document = word.Document()
    set_styles(document, lang)
    set_page(document, lang)
    _Writer(document, lang).write(paper)
    return packed(document, title=paper.title.to(lang), lang=lang)


class _Writer:
    def __init__(self, document: Document, lang: Lang) -> None:
        self._document = document
        self._lang: Lang = lang
        self._body = document.element.body
        self._tables = self._figures = 0

    def write(self, paper: Paper) -> None:
        """Title, then the blocks in portrait and landscape sections, then the date."""
        self._add(paragraph("Title", run(_title(paper.title.to(self._lang)))))
        stretches = list(_stretches(paper.blocks))
        for number, (wide, blocks) in enumerate(stretches):
            if number:
                self._break(wide=stretches[number - 1][0])
            for block in blocks:
                self._block(block, wide=wide)
        if paper.dated:
            self._keep_last()
            self._add(paragraph("PaperDate", run(_DATED.fill(day=day_words(paper.dated)).to(self._lang))))
        self._close(wide=stretches[-1][0] if stretches else False)

    def _block(self, block: Block, *, wide: bool) -> None:
        match block:
            case Heading():
                self._add(paragraph(f"Heading{min(block.level, 2)}", run(block.text.to(self._lang))))
            case Line() if block.text.to(self._lang).strip():
                self._add(paragraph("BodyText", run(block.text.to(self._lang))))
            case Table():
                self._table(block, wide=wide)
            case Chart():
                self._chart(block)

    def _table(self, table: Table, *, wide: bool) -> None:
        """Caption, the line under it, the table, its note."""
        self._tables += 1
        self._add(self._caption("Caption", _TABLE, self._tables, table.title))
        if table.caption:
            self._add(paragraph("CaptionLine", run(table.caption.to(self._lang))))
        self._add(table_xml(table, self._lang, WIDE if wide else NARROW))
        if table.note:
            self._add(paragraph("Note", run(_NOTE.fill(note=table.note).to(self._lang))))

    def _chart(self, chart: Chart) -> None:
        """The picture with what it says for those who cannot see it, and its caption."""
        self._figures += 1
        inline = self._document.part.new_pic_inline(BytesIO(chart_png([chart], self._lang)), width=PICTURE_WIDTH)
        if inline.extent.cy > PICTURE_HEIGHT:
            inline.extent.cx = Emu(inline.extent.cx * PICTURE_HEIGHT // inline.extent.cy)
            inline.extent.cy = PICTURE_HEIGHT
        size = inline.graphic.graphicData.pic.spPr
        size.cx, size.cy = inline.extent.cx, inline.extent.cy
        inline.docPr.set("descr", safe(chart.alt.to(self._lang)))
        holder = self._add(paragraph("Figure", "<w:r><w:drawing/></w:r>"))
        holder[-1][0].append(inline)
        self._add(self._caption("FigureCaption", _FIGURE, self._figures, chart.title))

    def _caption(self, style: str, word: Filled, number: int, title: Filled) -> str:
        """`表1　构成`, numbered by a field."""
        label = word.to(self._lang)
        said = title.to(self._lang)
        apart = "　" if self._lang == "zh" else ". "
        before = label if self._lang == "zh" else f"{label} "
        return paragraph(style, run(before), field(f"SEQ {label} \\* ARABIC", str(number)), run(apart + said))

    def _keep_last(self) -> None:
        """Let the last paragraph share its page with what follows: a date never stands alone. Tables see to it themselves."""
        last = self._body[-2]
        if last.tag.endswith("}p") and last.pPr.find(qn("w:keepNext")) is None:
            last.pPr.insert(1, parse_xml(rooted("<w:keepNext/>")))

    def _break(self, *, wide: bool) -> None:
        """End a section in its last paragraph, which says that the table is over where the section ends in one."""
        self._end_table()
        last = self._body[-2]
        last.get_or_add_pPr().append(section_of(self._document, wide=wide))

    def _close(self, *, wide: bool) -> None:
        """Give the last section its properties."""
        self._end_table()
        old = self._body[-1]
        if wide:
            self._body.replace(old, section_of(self._document, wide=True))

    def _end_table(self) -> None:
        if self._body[-2].tag.endswith("}tbl"):
            self._add(paragraph("Note", run(_END.fill(number=self._tables).to(self._lang))))

    def _add(self, xml: str) -> BaseOxmlElement:
        element: BaseOxmlElement = parse_xml(rooted(xml))
        self._body.insert(len(self._body) - 1, element)
        return element


def _stretches(blocks: Sequence[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """The blocks in runs that print on portrait or on landscape pages.

    The headings over a wide table go with it, and so do a few sentences between such a heading and the table.
    """
    turned = [isinstance(block, Table) and block.wide for block in blocks]
    for number in [at for at, wide in enumerate(turned) if wide]:
        start = number
        while start and number - start < LEAD_LINES and isinstance(blocks[start - 1], Line):
            start -= 1
        if not start or not isinstance(blocks[start - 1], Heading):
            continue
        while start and isinstance(blocks[start - 1], Heading):
            start -= 1
        turned[start:number] = [True] * (number - start)
    at = 0
    while at < len(blocks):
        end = next((n for n in range(at, len(blocks)) if turned[n] != turned[at]), len(blocks))
        yield turned[at], list(blocks[at:end])
        at = end


def _title(title: str) -> str:
    """A title too long for a line broken where its parts meet."""
    apart = next((sign for sign in ("　", " — ") if sign in title), "")
    return title.replace(apart, "\n", 1) if apart and width(title) > TITLE_ROOM else title


_DATED = Text(zh="草案日期：{day}", en="Draft of {day}")
_TABLE, _FIGURE = Filled(zh="表", en="Table"), Filled(zh="图", en="Figure")
_NOTE = Text(zh="注：{note}", en="Note: {note}")
_END = Text(zh="（表{number}完）", en="(End of table {number})")
