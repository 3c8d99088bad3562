"""The page: A4, margins, page numbers, numbered headings, and landscape sections for wide tables (GB/T 9704-2012, 5, 7 and 10)."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.section import CT_SectPr
from docx.section import Section
from docx.shared import Length, Mm

from optimizer.basis.text import Lang
from optimizer.export.docx.marks import field, paragraph, rooted, run
from optimizer.export.docx.styles import LINE

SHORT_SIDE, LONG_SIDE = Mm(210), Mm(297)
TOP, BOTTOM, BINDING, OUTER = Mm(37), Mm(35), Mm(28), Mm(26)
FOOTER = Mm(25)
"""The page number stands 7 mm below the type area."""

NARROW, WIDE = 8844, 12756
"""The type area's short and long side, 156 mm and 225 mm, in twentieths of a point."""


def set_page(document: Document, lang: Lang) -> None:
    """Size, margins, page numbers and the numbering of headings."""
    section = document.sections[0]
    section.page_width, section.page_height = SHORT_SIDE, LONG_SIDE
    section.footer_distance, section.header_distance, section.gutter = FOOTER, Mm(15), Length(0)
    _set_margins(section, TOP, OUTER, BOTTOM, BINDING)
    _set_grid(section)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, style in ((section.footer, "Footer"), (section.even_page_footer, "FooterEven")):
        footer.is_linked_to_previous = False
        for old in list(footer._element):
            footer._element.remove(old)
        numbered = paragraph(style, run("— "), field("PAGE", "1"), run(" —"))
        footer._element.append(parse_xml(rooted(numbered)))
    _set_numbers(document, lang)
    _set_settings(document, lang)


def section_of(document: Document, *, wide: bool) -> CT_SectPr:
    """The properties of a portrait or landscape section, with the same page numbers."""
    made: CT_SectPr = deepcopy(document.sections[-1]._sectPr)
    if wide:
        section = Section(made, document.part)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = LONG_SIDE, SHORT_SIDE
        # The head of the table lies at the binding: a portrait page turned clockwise.
        _set_margins(section, BINDING, TOP, OUTER, BOTTOM)
    return made


def _set_margins(section: Section, top: Length, right: Length, bottom: Length, left: Length) -> None:
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = top, right, bottom, left


def _set_grid(section: Section) -> None:
    """22 lines a page."""
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(parse_xml(rooted(f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>')))


def _set_numbers(document: Document, lang: Lang) -> None:
    """Headings number themselves: 一、（一） in Chinese, 1. and (a) in English."""
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    levels = _LEVELS[lang]
    suffix = "nothing" if lang == "zh" else "space"
    written = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, (form, text) in enumerate(levels)
    )
    numbering.append(
        parse_xml(
            rooted(
                f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{written}</w:abstractNum>'
            )
        )
    )
    numbering.append(parse_xml(rooted('<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')))


def _set_settings(document: Document, lang: Lang) -> None:
    """Inner and outer margins change sides from page to page; Word lays out by its present rules."""
    settings = document.settings.element
    settings.insert(1, parse_xml(rooted("<w:mirrorMargins/>")))
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "en-US" if lang == "en" else "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")


_LEVELS: dict[Lang, tuple[tuple[str, str], ...]] = {
    "zh": (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）")),
    "en": (("decimal", "%1."), ("lowerLetter", "(%2)")),
}
