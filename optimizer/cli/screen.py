"""Drawing blocks and progress in a terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text as RichText

from optimizer.basis.progress import Step
from optimizer.basis.text import Lang, Text
from optimizer.people.person import Notice
from optimizer.report.blocks import Block, Mark, Table
from optimizer.report.words import figure

WIDE = 150
"""Columns when the output goes to a file or a pipe."""

NOTICES_SHOWN = 8
NOTICE = Text(zh="提示：{said}", en="Note: {said}")

_STYLES = {Mark.PLAIN: "", Mark.KEPT: "", Mark.SHORT: "yellow", Mark.BROKEN: "red"}


def console(*, stderr: bool = False) -> Console:
    """A console on standard output or standard error."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else WIDE, highlight=False, soft_wrap=False)


def draw(blocks: Iterable[Block], lang: Lang, out: Console) -> None:
    """Print blocks one below the other."""
    for block in blocks:
        if not isinstance(block, Table):
            out.print(RichText(block.text.to(lang)))
            continue
        table = RichTable(title=RichText(block.title.to(lang)), title_justify="left")
        for column in _headers(block, lang):
            table.add_column(RichText(column), overflow="fold")
        marks = block.marks or (Mark.PLAIN,) * len(block.rows)
        for row, mark in zip(block.rows, marks, strict=True):
            table.add_row(*(RichText(cell.to(lang)) for cell in row), style=_STYLES[mark])
        out.print(table)
        if block.note:
            out.print(RichText(block.note.to(lang), style="dim"))


def _headers(table: Table, lang: Lang) -> list[str]:
    """The headers, under that of their band where there is one: a terminal has no cells that span columns."""
    over = [band.title.to(lang) for band in table.bands for _ in range(band.columns)] or [""] * len(table.columns)
    return [
        f"{band}\n{column.to(lang)}" if band else column.to(lang)
        for band, column in zip(over, table.columns, strict=True)
    ]


def show_notices(notices: Sequence[Notice], lang: Lang) -> None:
    """Print the first notices on standard error, and how many more there are."""
    err = console(stderr=True)
    for notice in notices[:NOTICES_SHOWN]:
        err.print(NOTICE.fill(said=notice.message).to(lang), markup=False)
    if len(notices) > NOTICES_SHOWN:
        err.print(_MORE_NOTICES.fill(count=len(notices) - NOTICES_SHOWN).to(lang))


class TerminalProgress:
    """Shows the goal under way on standard error; Ctrl+C asks the work to stop."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._asked = False
        self._out = console(stderr=True)
        self._status = self._out.status("…")

    def report(self, step: Step) -> None:
        """Show the step."""
        number = min(step.done + 1, step.total)
        said = _WORKING.fill(number=number, total=step.total, goal=step.stage).to(self._lang)
        if step.said is not None:
            said = _OTHER_WORK.fill(said=step.said, number=number, total=step.total).to(self._lang)
        if step.value is not None and step.bound is not None:
            value, bound = figure(step.value, step.scale), figure(step.bound, step.scale)
            said += _FIGURES.fill(value=value, bound=bound).to(self._lang)
        self._status.update(RichText(said))

    def cancelled(self) -> bool:
        """Whether Ctrl+C was pressed."""
        return self._asked

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True

    @contextmanager
    def watching(self) -> Iterator[TerminalProgress]:
        """While inside, the first Ctrl+C stops the work in good order and a second one at once."""
        before = signal.signal(signal.SIGINT, self._ask)
        try:
            with self._status:
                yield self
        finally:
            signal.signal(signal.SIGINT, before)


_MORE_NOTICES = Text(zh="还有 {count} 条提示", en="{count} more notes")
_WORKING = Text(zh="正在求解目标 {number}/{total} {goal}", en="working on goal {number}/{total} {goal}")
_OTHER_WORK = Text(zh="{said} {number}/{total}", en="{said} {number}/{total}")
_FIGURES = Text(zh="　{value}，已证明的界 {bound}", en="  {value}, proven bound {bound}")
