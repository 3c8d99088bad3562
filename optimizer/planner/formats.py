"""A paper as files: docx, xlsx, Markdown and HTML of one record."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from optimizer.basis.text import Lang
from optimizer.export.docx import docx
from optimizer.export.html import html
from optimizer.export.markdown import markdown
from optimizer.export.plain import dated_words
from optimizer.export.workbook import workbook
from optimizer.report.blocks import Line
from optimizer.report.paper import Paper


class Format(StrEnum):
    """The kinds of files a paper can be written as; each is the ending of its name."""

    DOCX = "docx"
    XLSX = "xlsx"
    MD = "md"
    HTML = "html"


FORMATS = (Format.DOCX, Format.XLSX)
"""What is written where nobody says."""


def paper_files(paper: Paper, lang: Lang, formats: Collection[Format] = FORMATS) -> dict[str, bytes]:
    """The files of a paper by name, in the order of `Format`: the same record in every form."""
    return {f"{paper.id}.{form}": _written(paper, lang, form) for form in Format if form in formats}


def _written(paper: Paper, lang: Lang, form: Format) -> bytes:
    match form:
        case Format.DOCX:
            return docx(paper, lang)
        case Format.XLSX:
            dated = [Line(text=dated_words(paper.dated))] if paper.dated else []
            return workbook([Line(text=paper.title), *paper.blocks, *dated], lang, title=paper.title)
        case Format.MD:
            return markdown(paper, lang)
        case Format.HTML:
            return html(paper, lang)
