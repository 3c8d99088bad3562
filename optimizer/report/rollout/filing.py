"""Filings in tables: how many heads seated are filed, by level, and who still has to file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.person import listed
from optimizer.report.rollout.lists import LISTED, listing
from optimizer.report.rollout.words import (
    FILING_WORDS,
    LEVEL_WORDS,
    TOTAL,
    UNIT_COLUMNS,
    head_word,
    since_words,
    unit_cells,
)
from optimizer.rollout.filing import Filing, filing, filing_counts, seated_kinds
from optimizer.rollout.unit import Level, Unit


def filing_blocks(units: Sequence[Unit], *, as_of: date) -> Iterator[Block]:
    """Of units of all levels: the filings by level, and whether any are still to be made."""
    yield _by_level(units, as_of)
    still = filing_counts(units, as_of)[Filing.OPEN]
    yield Line(text=_TO_FILE.fill(count=still) if still else _ALL_FILED)


def not_filed_list(units: Sequence[Unit], *, as_of: date, most: int | None = LISTED) -> Iterator[Table]:
    """The units with heads seated and not filed, if there are any."""
    still = [unit for unit in units if filing(unit, as_of) is Filing.OPEN]
    if still:
        frame = Table(id="not_filed", title=_STILL, columns=_STILL_COLUMNS, rows=())
        yield listing(still, frame=frame, row=lambda unit: _row(unit, as_of), mark=Mark.SHORT, most=most)


def filed_table(units: Sequence[Unit], *, as_of: date, most: int | None = LISTED) -> Table:
    """The filings made: since when, and with whom."""
    done = [unit for unit in units if filing(unit, as_of) is Filing.FILED]
    frame = Table(id="filed", title=_DONE, columns=_DONE_COLUMNS, rows=())
    return listing(done, frame=frame, row=_done_row, most=most)


def _by_level(units: Sequence[Unit], as_of: date) -> Table:
    groups = [(LEVEL_WORDS[level], [unit for unit in units if unit.level is level]) for level in Level]
    groups = [group for group in groups if group[1]]
    if len(groups) > 1:
        groups.append((TOTAL, list(units)))
    return Table(
        id="filing",
        title=_FILING,
        columns=(_LEVEL, _UNITS, *(FILING_WORDS[state] for state in Filing)),
        rows=tuple(
            (said, same(str(len(group))), *(same(str(count)) for count in filing_counts(group, as_of).values()))
            for said, group in groups
        ),
    )


def _row(unit: Unit, as_of: date) -> tuple[Filled, ...]:
    seated = seated_kinds(unit, as_of, tuple(unit.heads))
    since = min(unit.heads[kind] for kind in seated)
    return *unit_cells(unit), listed([head_word(kind) for kind in seated]), since_words(since)


def _done_row(unit: Unit) -> tuple[Filled, ...]:
    return *unit_cells(unit), since_words(unit.filed), same(unit.addressee or "—")


_FILING = Filled(zh="备案情况", en="Filings by level")
_LEVEL = Filled(zh="层级", en="Level")
_UNITS = Filled(zh="单位数", en="Units")
_ALL_FILED = Filled(zh="已吸纳的都已备案。", en="All heads seated are filed.")
_TO_FILE = Text(zh="已吸纳、还没有备案的{count}个。", en="Units with heads seated and not filed: {count}.")
_STILL = Filled(zh="已吸纳、还没有备案的单位", en="Units with heads seated and not filed")
_SINCE = Filled(zh="最早吸纳日期", en="First seated")
_STILL_COLUMNS = (*UNIT_COLUMNS, Filled(zh="已吸纳", en="Seated"), _SINCE)
_DONE = Filled(zh="已备案的单位", en="Units that have filed")
_DONE_COLUMNS = (*UNIT_COLUMNS, Filled(zh="备案日期", en="Filed"), Filled(zh="备案单位", en="With"))
