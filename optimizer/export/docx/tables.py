"""Tables: fixed widths that fit what stands in them, header rows that repeat, rows that stay whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from optimizer.basis.text import Lang
from optimizer.export.docx.marks import attribute, paragraph, run, width
from optimizer.export.docx.styles import CELL_SIZES, cell_style
from optimizer.report.blocks import Mark, Table

FILLS = {Mark.KEPT: "E3F1E4", Mark.SHORT: "FFF3D6", Mark.BROKEN: "F9DEDC"}
HEAD_FILL = "F2F2F2"
MARGIN = 60
"""Room on either side of a cell's text, in twentieths of a point; so are all widths here."""

CENTRED = 110
"""A column whose texts take no more than so much is centred; in twentieths of the type size: a date, five characters."""

EASY = 240
"""What a column of longer texts should have before a smaller size is taken, in the same measure."""

SLACK = 6
"""What every column has beyond its text, so that a slightly broader face does not break a word."""

FORM_HEIGHT = 500
"""Height of a row that is there to be filled in by hand, in twentieths of a point."""

HEAD_CHARACTERS = 4
"""A title of more Chinese characters than these may stand in two lines."""


def table_xml(table: Table, lang: Lang, room: int) -> str:
    """The table as an element, as wide as `room`."""
    head = [cell.to(lang) for cell in table.columns]
    rows = [[cell.to(lang) for cell in row] for row in table.rows]
    size, widths = _fitted(head, rows, room)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    shapes = [_shape(size, column, rows) for column in range(len(head))]
    marks = table.marks or (Mark.PLAIN,) * len(rows)
    body = "".join(
        _row(row, widths, shapes, FILLS.get(mark, ""), last=number == len(rows) > 2)
        for number, (row, mark) in enumerate(zip(rows, marks, strict=True), 1)
    )
    head_rows = _head(table, lang, widths, size)
    return f"<w:tbl>{_properties(table, lang, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{head_rows}{body}</w:tbl>"


def _properties(table: Table, lang: Lang, total: int) -> str:
    return (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={attribute(table.title.to(lang))}/></w:tblPr>'
    )


def _head(table: Table, lang: Lang, widths: Sequence[int], size: int) -> str:
    """One header row, or two with the bands over the columns; a column under no band reaches over both."""
    style = cell_style(size, "Head")
    titles = [column.to(lang) for column in table.columns]
    spans = [(band.title.to(lang), band.columns) for band in table.bands]
    under = [bool(title) for title, columns in spans for _ in range(columns)]
    first, at = [], 0
    for title, columns in spans:
        if title:
            span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
            first.append(_cell(title, sum(widths[at : at + columns]), style, HEAD_FILL, span=span))
        else:
            down = '<w:vMerge w:val="restart"/>'
            first += [_cell(titles[n], widths[n], style, HEAD_FILL, span=down) for n in range(at, at + columns)]
        at += columns
    last = []
    for number, title in enumerate(titles):
        joined = bool(spans) and not under[number]
        merged = "<w:vMerge/>" if joined else ""
        last.append(_cell("" if joined else title, widths[number], style, HEAD_FILL, span=merged))
    repeated = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    return "".join(f"<w:tr>{repeated}{''.join(cells)}</w:tr>" for cells in (first, last) if cells)


def _row(row: Sequence[str], widths: Sequence[int], shapes: Sequence[str], fill: str, *, last: bool) -> str:
    """A row that stays whole; the last one stays with the note.

    No other row asks to stay with the next one: LibreOffice then cuts off what does not fit on the page.
    """
    cells = (_cell(text, each, shape, fill, keep=last) for text, each, shape in zip(row, widths, shapes, strict=True))
    height = f'<w:trHeight w:val="{FORM_HEIGHT}" w:hRule="atLeast"/>' if not any(row[1:]) else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, wide: int, style: str, fill: str, *, span: str = "", keep: bool = False) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    properties = f'<w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{shade}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{properties}{paragraph(style, run(text), keep=keep)}</w:tc>"


def _shape(size: int, column: int, rows: Sequence[Sequence[str]]) -> str:
    longest = max((width(row[column]) for row in rows), default=0)
    return cell_style(size, "Short" if longest <= CENTRED else "Text")


def _fitted(head: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> tuple[int, list[int]]:
    """The size of the text and the width of each column.

    Words stay whole first, then columns of text have easy room, then titles stand in a line or two, then long texts.
    """
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(head)
    fewest = [_fewest(title, texts) for title, texts in zip(head, columns, strict=True)]
    usual = [_usual(texts) + SLACK for texts in columns]
    easy = [max(least, min(each, EASY)) for least, each in zip(fewest, usual, strict=True)]
    titled = [max(each, _head_width(title) + SLACK) for title, each in zip(head, easy, strict=True)]
    margin = min(MARGIN, room // (4 * max(len(head), 1)))
    free = room - 2 * margin * len(head)
    tries = [*((size, easy) for size in CELL_SIZES[:-1]), (CELL_SIZES[-2], fewest)]
    size = next((size for size, widths in tries if _twips(widths, size) <= free), CELL_SIZES[-1])
    given = fewest
    for wanted in (easy, titled, usual):
        given = _raised(given, wanted, free * 2 // size)
    return size, [share + 2 * margin for share in _stretched(given, free)]


def _raised(given: list[int], wanted: Sequence[int], room: int) -> list[int]:
    """Each width as wide as wanted; where there is no room for that, all of those that want more cut to one width."""

    def capped(cap: int) -> list[int]:
        return [max(has, min(want, cap)) for has, want in zip(given, wanted, strict=True)]

    most = max(wanted, default=0)
    return capped(bisect_right(range(most + 1), room, key=lambda cap: sum(capped(cap))) - 1)


def _usual(texts: Sequence[str]) -> int:
    """What nine in ten of a column's texts do with, empty cells apart: a few long ones take no room from other columns."""
    widths = sorted(width(text) for text in texts if text)
    if not widths or widths[-1] <= CENTRED:
        return max(widths, default=0)
    return max(widths[-(-len(widths) * 9 // 10) - 1], CENTRED)


def _twips(widths: Sequence[int], size: int) -> int:
    """Twentieths of a point for widths in twentieths of a type size that is given in half points."""
    return -(-sum(widths) * size // 2)


def _head_width(title: str) -> int:
    """What a column's title takes, broken once where it is long."""
    full = _bold(width(title))
    return full if full <= HEAD_CHARACTERS * 20 else max(HEAD_CHARACTERS * 20, -(-full // 40) * 20)


def _fewest(title: str, texts: Sequence[str]) -> int:
    """Below this words would be cut: the longest Latin word, or two Chinese characters."""
    words = [width(word) for text in texts for word in _latin_words(text)]
    words += [_bold(width(word)) for word in _latin_words(title)]
    return min(max([40, *words]), EASY) + SLACK


def _bold(measure: int) -> int:
    """What a text takes in the bolder face of titles."""
    return measure * 9 // 8


def _latin_words(text: str) -> list[str]:
    return "".join(sign if sign.isascii() else " " for sign in text).split()


def _stretched(widths: Sequence[int], free: int) -> list[int]:
    """The widths brought to `free` in all, each in proportion; what division leaves goes to the last."""
    total = sum(widths) or 1
    made = [each * free // total for each in widths]
    return [*made[:-1], made[-1] + free - sum(made)]
