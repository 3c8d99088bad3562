"""Styles: sizes, faces and distances of GB/T 9704-2012, all in the style sheet and nowhere else.

Faces are named, never embedded; where a machine lacks one, its word processor takes another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from docx.document import Document
from docx.oxml import parse_xml

from optimizer.basis.text import Lang
from optimizer.export.docx.marks import rooted

LINE = 579
"""Line pitch in twentieths of a point: 22 lines fill the type area of 225 mm."""

SQUEEZE = 5
"""Twentieths of a point that let 28 characters of 3号 stand in a line of 156 mm."""

LATIN = "Times New Roman"
TITLE_FACE, BODY_FACE, FIRST_FACE, SECOND_FACE, PAGE_FACE = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
TITLE_SIZE, BODY_SIZE, PAGE_SIZE, CAPTION_SIZE, NOTE_SIZE = 44, 32, 28, 28, 21
"""Sizes in half points: 2号 (22 pt), 3号 (16 pt), 4号 (14 pt), 5号 (10.5 pt)."""

CELL_SIZES = (24, 21, 18, 15)
"""Sizes of text in tables, largest first: 小四 (12 pt), 五号 (10.5 pt), 小五 (9 pt), 六号 (7.5 pt)."""


@dataclass(frozen=True, kw_only=True)
class Style:
    """A paragraph style; sizes in half points, distances in twentieths of a point, indents in hundredths of a character.

    `line` 0 lets a line be as high as what stands in it; `squeeze` is what each character gives up of its width; `level` is
    the outline level of a heading, counted from 0.
    """

    id: str
    name: str
    face: str = BODY_FACE
    size: int = BODY_SIZE
    bold: bool = False
    align: str = "both"
    line: int = LINE
    before: int = 0
    after: int = 0
    first: int = 0
    left: int = 0
    right: int = 0
    squeeze: int = 0
    keep: bool = False
    level: int | None = None

    def xml(self) -> str:
        """The style as an element of the style sheet."""
        normal = self.id == "Normal"
        based = "" if normal else '<w:basedOn w:val="Normal"/>'
        follow = '<w:next w:val="BodyText"/>' if self.level is not None or self.id == "Title" else ""
        default = ' w:default="1"' if normal else ""
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/>{based}{follow}<w:qFormat/>'
            f"<w:pPr>{self._paragraph()}</w:pPr><w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _paragraph(self) -> str:
        keep = "<w:keepNext/><w:keepLines/>" if self.keep else ""
        number = "" if self.level is None else f'<w:numPr><w:ilvl w:val="{self.level}"/><w:numId w:val="1"/></w:numPr>'
        snap = "" if self.size == BODY_SIZE else '<w:snapToGrid w:val="0"/>'
        line = f'w:line="{self.line}" w:lineRule="exact"' if self.line else 'w:line="240" w:lineRule="auto"'
        outline = "" if self.level is None else f'<w:outlineLvl w:val="{self.level}"/>'
        return (
            f'{keep}<w:widowControl/>{number}{snap}<w:spacing w:before="{self.before}" w:after="{self.after}" {line}/>'
            f'<w:ind {self._indents()}/><w:jc w:val="{self.align}"/>{outline}'
        )

    def _indents(self) -> str:
        """Indents in characters, and in twentieths of a point for programs that know no others."""
        sides = (("left", self.left), ("right", self.right), ("firstLine", self.first))
        return " ".join(
            f'w:{side}Chars="{hundredths}" w:{side}="{hundredths * self.size // 10}"' for side, hundredths in sides
        )

    def _run(self) -> str:
        bold = "<w:b/>" if self.bold else '<w:b w:val="0"/>'
        squeeze = f'<w:spacing w:val="-{self.squeeze}"/>' if self.squeeze else ""
        faces = f'w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{self.face}" w:cs="{LATIN}"'
        size = f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>'
        return f'<w:rFonts {faces}/>{bold}<w:color w:val="000000"/>{squeeze}{size}'


def styles_of(lang: Lang) -> tuple[Style, ...]:
    """The styles of a paper; headings in English are bold, as no Latin face tells them apart."""
    bold = lang == "en"
    title = Style(id="Title", name="Title", face=TITLE_FACE, size=TITLE_SIZE, align="center", line=720, after=LINE)
    caption = Style(
        id="Caption", name="caption", face=FIRST_FACE, size=CAPTION_SIZE, align="center", line=440, keep=True
    )
    footer = Style(id="Footer", name="footer", face=PAGE_FACE, size=PAGE_SIZE, align="right", line=0, right=100)
    heading = Style(id="Heading1", name="heading 1", face=FIRST_FACE, bold=bold, first=200, keep=True, level=0)
    return (
        Style(id="Normal", name="Normal"),
        replace(title, bold=bold),
        heading,
        replace(heading, id="Heading2", name="heading 2", face=SECOND_FACE, level=1),
        Style(id="BodyText", name="Body Text", first=200, squeeze=SQUEEZE if lang == "zh" else 0),
        Style(id="PaperDate", name="Paper Date", align="right", right=400, before=LINE),
        replace(caption, bold=bold, before=160, after=60),
        Style(
            id="CaptionLine",
            name="Caption Line",
            face=SECOND_FACE,
            size=24,
            align="center",
            line=360,
            after=60,
            keep=True,
        ),
        Style(id="Note", name="Note", size=NOTE_SIZE, line=340, before=60, after=200),
        Style(id="Figure", name="Figure", align="center", line=0, before=120, keep=True),
        replace(caption, id="FigureCaption", name="Figure Caption", bold=bold, keep=False, after=160),
        footer,
        replace(footer, id="FooterEven", name="Footer Even", align="left", right=0, left=100),
        *(_cell(size, part, bold=bold) for size in CELL_SIZES for part in ("Head", "Text", "Short")),
    )


def cell_style(size: int, part: str) -> str:
    """The style of a table's cell: `part` is Head, Text (ranged left) or Short (centred)."""
    return f"Table{part}{size}"


def _cell(size: int, part: str, *, bold: bool) -> Style:
    head = part == "Head"
    return Style(
        id=cell_style(size, part),
        name=f"Table {part} {size / 2:g}",
        face=FIRST_FACE if head else BODY_FACE,
        size=size,
        bold=head and bold,
        align="left" if part == "Text" else "center",
        line=size * 13,
        before=20,
        after=20,
    )


def set_styles(document: Document, lang: Lang) -> None:
    """Put the paper's styles in place of the template's."""
    sheet = document.styles.element
    for element in list(sheet):
        if not element.tag.endswith("}latentStyles"):
            sheet.remove(element)
    sheet.insert(0, parse_xml(rooted(_DEFAULTS)))
    for xml in (*(style.xml() for style in styles_of(lang)), *_PLAIN_STYLES, _NO_LIST):
        sheet.append(parse_xml(rooted(xml)))


_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{BODY_FACE}" '
    f'w:cs="{LATIN}"/><w:kern w:val="0"/><w:sz w:val="{BODY_SIZE}"/><w:szCs w:val="{BODY_SIZE}"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
)
_MARGINS = "".join(
    f'<w:{side} w:w="{twips}" w:type="dxa"/>'
    for side, twips in (("top", 0), ("left", 60), ("bottom", 0), ("right", 60))
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PLAIN_STYLES = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    f'<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr></w:style>',
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr></w:style>",
)
_NO_LIST = (
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>'
    "<w:semiHidden/></w:style>"
)
