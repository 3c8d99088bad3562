"""A paper as Markdown with tables as GitHub reads them; no text of the pool is ever taken for a mark of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from optimizer.basis.text import Filled, Lang
from optimizer.export.plain import dated_words, plain
from optimizer.report.blocks import Block, Chart, Heading, Line, Table
from optimizer.report.paper import Paper

_MARKS = re.compile(
    r"[\\`*_\[\]|~$]|<(?! )|&(?=[#a-z])|:(?=//|[\w+-]+:)|(?<=www)\.|#(?=#*$)",
    re.IGNORECASE,
)
"""What means something anywhere in a line: `://` and `www.` make links, `:word:` a picture, and `#` may end a heading."""

_STARTS = re.compile(r"[#+>-]|\d{1,9}(?=[.)](?:\s|$))")
"""What means something at the start of a line: headings, quotations, lists; of a number the mark behind it."""

_EDGES = re.compile(r"^\s+|\s+$")


def markdown(paper: Paper, lang: Lang) -> bytes:
    """The paper as Markdown, UTF-8: paragraphs apart, a heading for each heading, charts as what they show in a sentence."""
    parts = [f"# {escaped(paper.title.to(lang))}"]
    parts += [part for block in paper.blocks for part in _block(block, lang) if part]
    if paper.dated:
        parts.append(escaped(dated_words(paper.dated).to(lang)))
    return ("\n\n".join(parts) + "\n").encode()


def escaped(text: str) -> str:
    """A text as Markdown that reads as the text: one line, blanks at its ends kept, line breaks as `<br>`."""
    return "<br>".join(_line(line) for line in plain(text).split("\n"))


def _line(line: str) -> str:
    inner = _EDGES.sub("", line)
    if not inner:
        return _entities(line)
    start, end = line.index(inner), line.index(inner) + len(inner)
    said = _MARKS.sub(r"\\\g<0>", inner)
    opening = _STARTS.match(said)
    if opening:
        said = f"{opening[0]}\\{said[opening.end() :]}" if opening[0][0].isdigit() else f"\\{said}"
    return _entities(line[:start]) + said + _entities(line[end:])


def _entities(blanks: str) -> str:
    """Blanks that a reader of Markdown would drop."""
    return "".join(f"&#{ord(blank)};" for blank in blanks)


def _block(block: Block, lang: Lang) -> Iterator[str]:
    """The paragraphs of a block."""
    match block:
        case Heading(text=text, level=level):
            yield f"{'#' * min(level + 1, 6)} {escaped(text.to(lang))}"
        case Line(text=text):
            yield escaped(text.to(lang))
        case Chart(title=title, alt=alt):
            yield _strong(title.to(lang))
            yield escaped(alt.to(lang))
        case Table():
            yield from _table(block, lang)


def _table(table: Table, lang: Lang) -> Iterator[str]:
    yield _strong(table.title.to(lang))
    if table.caption:
        yield escaped(table.caption.to(lang))
    yield "\n".join(_rows(table, lang))
    if table.note:
        yield escaped(table.note.to(lang))


def _rows(table: Table, lang: Lang) -> Iterator[str]:
    """Header, line, rows. Markdown knows one header row: bands take it, and the columns are then the first row, in bold."""
    header = [cell.to(lang) for cell in table.columns]
    if table.bands:
        yield _row(cell for band in table.bands for cell in (escaped(band.title.to(lang)), *[""] * (band.columns - 1)))
        yield _row(["---"] * len(header))
        yield _row(map(_strong, header))
    else:
        yield _row(map(escaped, header))
        yield _row(["---"] * len(header))
    for row in table.rows:
        yield _row(_cell(cell, lang) for cell in row)


def _cell(cell: Filled, lang: Lang) -> str:
    return escaped(cell.to(lang))


def _row(cells: Iterator[str] | list[str] | map[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _strong(text: str) -> str:
    said = escaped(text.strip())
    return f"**{said}**" if said else ""
