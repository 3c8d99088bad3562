"""The sheets that do not count: summary, people not chosen, changes, swaps, data to settle, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.basis.text import Filled, Text, same
from optimizer.export.book.blocks import own_sheet, write_table
from optimizer.export.book.composition import Formulas
from optimizer.export.book.layout import ROSTER_COLUMNS
from optimizer.export.book.sheets import Look, Sheet, Sheets
from optimizer.export.book.truth import text as written
from optimizer.export.book.truth import words_of
from optimizer.groups.words import column_word
from optimizer.names.listing import Listing
from optimizer.names.order import arranged, order_caption
from optimizer.report.blocks import Block, Mark, Table
from optimizer.report.contest import contest_blocks
from optimizer.report.person import moves_table
from optimizer.report.proposal import (
    goal_table,
    stacking_table,
    tie_table,
    title_words,
    unsettled_table,
)
from optimizer.report.structure import further_candidates
from optimizer.report.words import STATUS_WORDS, day_words
from optimizer.room.moves import Move
from optimizer.roster.roster import Proposal
from optimizer.rules.tally import Heads

_FIRST = ("id", "name", *ROSTER_COLUMNS)
"""The columns that people not chosen are listed with first."""
_SUMMARY_COLUMNS = 6
_STATE_COLUMNS = 3
"""Columns beside the first one that the sentence on rules runs over."""


@dataclass(frozen=True, kw_only=True)
class Live:
    """What the summary counts: `broken` is the formula for the binding rules and lists not in order, `number` its value."""

    formulas: Formulas
    broken: str
    number: int


def write_summary(
    sheet: Sheet,
    sheets: Sheets,
    proposal: Proposal,
    live: Live,
    long_tables: Sequence[tuple[Table, str]],
    dated: date | None,
) -> None:
    """Status first, whether the lists as they are keep the rules, how to use the workbook, seats, goals, the rest.

    `long_tables` are those with a sheet of their own, each with the sheet's name.
    """
    sheet.title(title_words(proposal))
    row = 1
    sheet.text(row, 0, _PLANNED.fill(status=STATUS_WORDS[proposal.status]), Look.CAPTION, measured=False)
    row += 1
    _state(sheet, sheets, live, row)
    row += 1
    if dated is not None:
        sheet.text(row, 0, _DATED.fill(day=day_words(dated)), Look.CAPTION, measured=False)
        row += 1
    row = _lines(sheet, row + 1, (_HOW, *_HOW_LINES))
    row = _seats(sheet, proposal, live.formulas, row + 1)
    for block in summary_tail(proposal):
        if not isinstance(block, Table):
            sheet.text(row, 0, block.text, Look.PLAIN, measured=False)
            row += 1
        elif not _apart(block):
            row = write_table(sheet, block, row + 1)
    for table, name in long_tables:
        sheet.text(row, 0, _SEE.fill(title=table.title, name=name), Look.PLAIN, measured=False)
        row += 1


def _state(sheet: Sheet, sheets: Sheets, live: Live, row: int) -> None:
    """A sentence that follows every change: all binding rules kept, or how many are not."""
    lang = sheets.lang
    good, (before, after) = _KEEPS.to(lang), _BREAKS.fill(count="\x00").to(lang).split("\x00")
    formula = f"=IF({live.broken}=0,{written(good)},{written(before)}&{live.broken}&{written(after)})"
    sheet.sheet.write_formula(
        row, 0, formula, sheets.form(Look.CAPTION), f"{before}{live.number}{after}" if live.number else good
    )
    for sign, mark in (("=", Mark.KEPT), ("<>", Mark.BROKEN)):
        colour = {"type": "formula", "criteria": f"=$A${row + 1}{sign}{written(good)}", "format": sheets.tint(mark)}
        sheet.sheet.conditional_format(row, 0, row, _STATE_COLUMNS, colour)


def summary_tail(proposal: Proposal) -> Iterator[Block]:
    """What the summary says after the seats: goals as planned, contested elections, stacked boxes."""
    yield goal_table(proposal)
    yield from contest_blocks(proposal.problem, proposal.seats)
    yield from stacking_table(proposal)


def long_blocks(proposal: Proposal, moves: Sequence[Move], listing: Listing) -> list[tuple[str, Table]]:
    """Tables with a sheet of their own, each with the key of its sheet."""
    found = [("left_out", left_out(proposal, listing))]
    found += [(block.id, block) for block in summary_tail(proposal) if isinstance(block, Table) and _apart(block)]
    found += [("changes", changes(proposal, moves))] if moves else []
    found += [("ties", table) for table in tie_table(proposal, most=None)]
    found += [("unsettled", table) for table in unsettled_table(proposal, most=None)]
    return found


def _apart(table: Table) -> bool:
    """Whether a table of the summary has a sheet of its own: the summary stays narrow enough to be read in print."""
    return own_sheet(table) or len(table.columns) > _SUMMARY_COLUMNS


def left_out(proposal: Proposal, listing: Listing) -> Table:
    """The people of the pool who hold nothing and run for nothing, with all their columns."""
    pool = proposal.problem.pool
    seated = {seat.person for seat in proposal.seats}
    people = arranged((person for person in pool.people if person.id not in seated), listing)
    columns = [*_FIRST, *(column for column in pool.columns if column not in _FIRST)]
    columns = [column for column in columns if column in (*pool.columns, "id", "name")]
    rows = [
        (same(str(number)), *(_said(column, person.value(column)) for column in columns))
        for number, person in enumerate(people, 1)
    ]
    return Table(
        id="left_out",
        title=_LEFT_OUT.fill(count=len(people)),
        columns=(_NUMBER, *map(column_word, columns)),
        rows=tuple(rows),
        caption=order_caption(people, listing),
        wide=True,
    )


def printed_columns(proposal: Proposal) -> int:
    """How many of the columns of people not chosen print: number, id, name and what lists show; the others are for the
    screen.
    """
    return 1 + sum(column in (*proposal.problem.pool.columns, "id", "name") for column in _FIRST)


def _said(column: str, value: str) -> Filled:
    return Filled(zh=words_of(column, value, "zh"), en=words_of(column, value, "en"))


def changes(proposal: Proposal, moves: Sequence[Move]) -> Table:
    """Who enters, leaves and changes place since the earlier roster."""
    return moves_table(proposal.problem.pool, proposal.problem.policy, moves)


def _lines(sheet: Sheet, row: int, said: Sequence[Filled]) -> int:
    first, *others = said
    sheet.heading(row, first)
    for number, line in enumerate(others, row + 1):
        sheet.text(number, 0, line, Look.PLAIN, measured=False)
    return row + 1 + len(others)


def _seats(sheet: Sheet, proposal: Proposal, formulas: Formulas, row: int) -> int:
    """Bodies and offices with their seats and how many are filled in the lists as they are."""
    policy = proposal.problem.policy
    sheet.heading(row, _SEATS)
    sheet.header(row + 1, (_PART, _SEATS_OF, _FILLED, *((_FURTHER,) if policy.contested else ())))
    for line, part in enumerate(policy.parts, row + 2):
        sheet.text(line, 0, part.title)
        sheet.text(line, 1, str(part.seats), Look.CENTRE)
        formula = formulas.formula(Heads(scope=(part.id,)))
        sheet.formula(line, 2, f"={formula}", len(proposal.holding(part.id)), Look.NUMBER)
        if part in policy.contested:
            number = 1 + policy.parts.index(part)
            running = f"=SUMPRODUCT(--(LEN(xw_further_{number})>0))"
            sheet.formula(line, 3, running, further_candidates(proposal, part.id), Look.NUMBER)
        elif policy.contested:
            sheet.text(line, 3, "")
    return row + 2 + len(policy.parts)


_PLANNED = Text(zh="制订时：{status}", en="As planned: {status}")
_KEEPS = Filled(zh="现在：名单完整，符合全部硬性规则。", en="Now: the lists are complete and keep all binding rules.")
_BREAKS = Text(
    zh="现在：有 {count} 处不符合硬性规则或名单有误，见规则表。",
    en="Now: {count} binding rules or lists are not in order; see the rule table.",
)
_DATED = Text(zh="草案日期：{day}", en="Date of the draft: {day}")
_HOW = Filled(zh="怎样使用这个工作簿", en="How to use this workbook")
_HOW_LINES = (
    Filled(
        zh="一、换人：在名单表里把浅黄色的编号改成人选库里另一人的编号，其他名单和各张统计表随之改变；灰色的编号跟着别的名单走。",
        en="1. To swap a person, write another id of the pool into a light yellow cell of a list: all lists and counts "
        "follow. Grey ids follow another list.",
    ),
    Filled(
        zh="二、核定信息：在人选库里改性别、出生年月、是否基层一线等，计数随之改变；规则表里绿色为符合，红色为不符合，黄色为未达到。",
        en="2. To settle data, correct the cells of the pool sheet: all counts follow. In the rule table green is kept, red is "
        "broken, yellow is short.",
    ),
    Filled(
        zh="三、目标值、差额选举的分析和证明是做计划时的，不随改动变化；改好后可用 xiwei check 重新核对。",
        en="3. Goals, the look at contested elections and proofs are those of the plan and do not follow. Let xiwei check count "
        "the edited file again.",
    ),
)
_SEATS = Filled(zh="席位", en="Seats")
_PART = Filled(zh="机构、职务", en="Body or office")
_SEATS_OF, _FILLED = Filled(zh="席位数", en="Seats"), Filled(zh="实有", en="Filled")
_FURTHER = Filled(zh="差额人选", en="Further candidates")
_NUMBER = Filled(zh="序号", en="No.")
_LEFT_OUT = Text(zh="未入选人员：{count}人", en="People not chosen: {count}")
_SEE = Text(zh="{title}：见“{name}”表。", en="{title}: see the sheet {name}.")
