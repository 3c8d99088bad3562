"""A paper as one HTML page that needs nothing else: no script, no link, no font; it prints on A4 and reads by day and night."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import count, groupby, takewhile

from optimizer.basis.text import Filled, Lang
from optimizer.export.chart import chart_svg
from optimizer.export.page_style import STYLE
from optimizer.export.plain import dated_words, plain, width
from optimizer.report.blocks import Block, Chart, Heading, Line, Mark, Table
from optimizer.report.paper import Paper

_LANGS: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
_FIGURE = re.compile(r"(?:[≥≤=<>≈×]?\s*[+−-]?[\d,./–%—\s]+)*")
"""A cell of figures alone, such as `≥ 84` or `225/320 70.3%`."""

_SHORT, _SHORT_FIGURES = 8, 14
"""Up to so wide (in Latin letters) a cell is not broken; a header as wide as two Chinese characters neither."""


def html(paper: Paper, lang: Lang) -> bytes:
    """The paper as a page, UTF-8. Its policy forbids a reader to run or to load anything at all."""
    body = "\n".join(_Page(lang).parts(paper))
    return _PAGE.format(
        lang=_LANGS[lang], title=_text(paper.title.to(lang)).replace("<br>", " "), style=STYLE, body=body
    ).encode()


class _Page:
    """The parts of one page; knows which names of places are taken."""

    def __init__(self, lang: Lang) -> None:
        self._lang: Lang = lang
        self._taken: set[str] = set()

    def parts(self, paper: Paper) -> Iterator[str]:
        yield f"<h1>{self._said(paper.title)}</h1>"
        for wide, blocks in groupby(_with_wide(paper.blocks), key=lambda pair: pair[0]):
            parts = [part for _, block in blocks for part in self._block(block)]
            yield from ['<div class="wide">', *parts, "</div>"] if wide else parts
        if paper.dated:
            # On the landscape page of a wide table that comes last, and not alone on one of its own.
            wide = any(wide for wide, _ in list(_with_wide(paper.blocks))[-1:])
            yield f'<p class="dated{" wide" if wide else ""}">{self._said(dated_words(paper.dated))}</p>'

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(text=text, level=level):
                tag = f"h{min(level + 1, 6)}"
                yield f"<{tag}>{self._said(text)}</{tag}>"
            case Line(text=text):
                yield f"<p>{self._said(text)}</p>"
            case Chart():
                label = _text(block.alt.to(self._lang)).replace("<br>", " ")
                yield f'<figure role="img" aria-label="{label}">{chart_svg([block], self._lang).decode()}</figure>'
            case Table():
                yield from self._table(block)

    def _table(self, table: Table) -> Iterator[str]:
        name = self._name(table.id)
        yield f'<section class="table" tabindex="0" aria-labelledby="{name}">'
        yield f'<table>\n<caption id="{name}">{self._caption(table)}</caption>'
        yield f"<thead>\n{self._header(table)}</thead>\n<tbody>"
        figures = [_figures([row[at].to(self._lang) for row in table.rows]) for at in range(len(table.columns))]
        marks = table.marks or (Mark.PLAIN,) * len(table.rows)
        for row, mark in zip(table.rows, marks, strict=True):
            cells = "".join(self._cell(cell, right) for cell, right in zip(row, figures, strict=True))
            yield f'<tr class="{mark}">{cells}</tr>' if mark else f"<tr>{cells}</tr>"
        yield "</tbody>\n</table>"
        if table.note:
            yield f'<p class="note">{self._said(table.note)}</p>'
        yield "</section>"

    def _cell(self, cell: Filled, figures: bool) -> str:
        """A cell: figures stand to the right, and what is short stays on one line."""
        tight = width(cell.to(self._lang)) <= (_SHORT_FIGURES if figures else _SHORT)
        names = " ".join(name for name, has in (("figures", figures), ("tight", tight)) if has)
        return f'<td class="{names}">{self._said(cell)}</td>' if names else f"<td>{self._said(cell)}</td>"

    def _caption(self, table: Table) -> str:
        title = f"<strong>{self._said(table.title)}</strong>"
        return f"{title} <span>{self._said(table.caption)}</span>" if table.caption else title

    def _header(self, table: Table) -> str:
        """One row, or two with bands; a column under no band is as tall as both."""
        if not table.bands:
            return f"<tr>{''.join(self._column(column) for column in table.columns)}</tr>\n"
        first, second, at = [], [], 0
        for band in table.bands:
            columns = table.columns[at : at + band.columns]
            at += band.columns
            if band.title.to(self._lang):
                first.append(f'<th scope="colgroup" colspan="{band.columns}">{self._said(band.title)}</th>')
                second += [self._column(column) for column in columns]
            else:
                first += [self._column(column, rows=2) for column in columns]
        return f"<tr>{''.join(first)}</tr>\n<tr>{''.join(second)}</tr>\n"

    def _column(self, column: Filled, *, rows: int = 1) -> str:
        tall = f' rowspan="{rows}"' if rows > 1 else ""
        tight = ' class="tight"' if width(column.to(self._lang)) <= _SHORT // 2 else ""
        return f'<th scope="col"{tall}{tight}>{self._said(column)}</th>'

    def _name(self, identity: str) -> str:
        """A name for a place in the page that no other has."""
        plain_name = re.sub(r"[^\w-]", "-", identity, flags=re.ASCII) or "table"
        names = (plain_name if number == 1 else f"{plain_name}-{number}" for number in count(1))
        taken = list(takewhile(lambda name: name in self._taken, names))
        name = f"{plain_name}-{len(taken) + 1}" if taken else plain_name
        self._taken.add(name)
        return name

    def _said(self, text: Filled) -> str:
        return _text(text.to(self._lang))


def _with_wide(blocks: Sequence[Block]) -> Iterator[tuple[bool, Block]]:
    """Each block, and whether it stands on landscape pages: wide tables, and the headings right before them."""
    wide = False
    found: list[tuple[bool, Block]] = []
    for block in reversed(blocks):
        wide = block.wide if isinstance(block, Table) else wide and isinstance(block, Heading)
        found.append((wide, block))
    yield from reversed(found)


def _text(text: str) -> str:
    """A text of the page: nothing of it is a tag; line breaks are `<br>`."""
    return escape(plain(text)).replace("\n", "<br>")


def _figures(cells: Sequence[str]) -> bool:
    """Whether a column holds figures alone."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(_FIGURE.fullmatch(cell) for cell in filled)


_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
