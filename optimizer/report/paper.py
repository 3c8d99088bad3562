"""A paper: a document to hand in, before it is written as docx, xlsx, Markdown or HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from optimizer.basis.text import Filled
from optimizer.report.blocks import Block


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document: `id` is the stem of its files, `title` its heading, `dated` the date of the draft printed at its end.

    `blocks` are in reading order; those before the first heading are its introduction.
    """

    id: str
    title: Filled
    blocks: tuple[Block, ...]
    dated: date | None = None
