"""The monthly report of a roll-out (工作进展月报): where things stand, what changed, what is due, what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Block, Heading, Line, Table
from optimizer.report.paper import Paper
from optimizer.report.papers.contacts import incomplete
from optimizer.report.rollout.coverage import (
    change_table,
    coverage_lines,
    coverage_tables,
    gap_line,
    gap_lists,
    target_lines,
)
from optimizer.report.rollout.filing import filing_blocks, not_filed_list
from optimizer.report.rollout.lists import LISTED
from optimizer.report.rollout.progress import has_progress, progress_chart, progress_table
from optimizer.report.rollout.results import result_blocks, result_lists
from optimizer.report.rollout.turnover import turnover_blocks, turnover_lists
from optimizer.report.rollout.words import heads_word, month_words, region_words
from optimizer.report.words import day_words
from optimizer.rollout.coverage import Coverage, Point
from optimizer.rollout.dates import Term, term
from optimizer.rollout.filing import Filing, filing
from optimizer.rollout.planned import Outcome
from optimizer.rollout.prospects import Prospects
from optimizer.rollout.route import AHEAD_MONTHS
from optimizer.rollout.unit import Unit

DUE_DAY = 25
"""The report is due by this day of each month (T13)."""


SUPPORT_ROWS = 3
"""Rows left to be filled in by hand."""


@dataclass(frozen=True, kw_only=True)
class Month:
    """What a monthly report is made of.

    `units` are all units of the table by code; `coverage` is as of the day of the report, `before` that of the last report if
    there was one, `points` the way there month by month. `ahead` are the months within which a turnover is near, `region`
    the name in the title, "" for none.
    """

    units: tuple[Unit, ...]
    coverage: Coverage
    prospects: Prospects = field(default_factory=Prospects)
    points: tuple[Point, ...] = ()
    before: Coverage | None = None
    ahead: int = AHEAD_MONTHS
    region: str = ""


def monthly_paper(
    found: Month, *, month: date | None = None, dated: date | None = None, most: int | None = LISTED
) -> Paper:
    """The report for the month of a day, that of its figures by default; lists up to `most` rows, None for all of them."""
    day = month or found.coverage.as_of
    title = _TITLE.fill(region=region_words(found.region), month=month_words(day))
    return Paper(id="monthly", title=title, blocks=tuple(_blocks(found, day, most)), dated=dated)


def _blocks(found: Month, day: date, most: int | None) -> Iterator[Block]:
    as_of = found.coverage.as_of
    yield Line(text=_DUE.fill(period=_period(found, day), on=day_words(date(day.year, day.month, DUE_DAY))))
    yield Table(id="sender", title=_SENDER, columns=_SENDER_COLUMNS, rows=((_EMPTY,) * len(_SENDER_COLUMNS),))
    sections: Sequence[tuple[Filled, Iterable[Block]]] = (
        (_STANDING, (*coverage_lines(found.coverage), gap_line(found.coverage), *target_lines(found.coverage))),
        (_CHANGES, _changed(found)),
        (_COVERAGE, coverage_tables(found.coverage)),
        (_PROGRESS, _progress(found)),
        (_TURNOVER, turnover_blocks(found.units, as_of=as_of, ahead=found.ahead)),
        (_FILING, filing_blocks(found.units, as_of=as_of)),
        (_ROSTERS, result_blocks(found.prospects)),
        (_PROBLEMS, _problems(found)),
        (_LISTS, _lists(found, most)),
    )
    for heading, blocks in sections:
        under = tuple(blocks)
        if under:
            yield Heading(text=heading)
            yield from under


def _progress(found: Month) -> Iterator[Block]:
    if has_progress(found.points):
        yield progress_chart(found.points, found.coverage.kinds, target=found.coverage.target)


def _lists(found: Month, most: int | None) -> Iterator[Block]:
    """Unit by unit what the report counts."""
    as_of = found.coverage.as_of
    yield from gap_lists(found.coverage, most)
    yield from turnover_lists(found.units, as_of=as_of, ahead=found.ahead, most=most)
    yield from not_filed_list(found.units, as_of=as_of, most=most)
    yield from result_lists(found.prospects, found.units, most)
    if has_progress(found.points):
        yield progress_table(found.points, found.coverage.kinds)


def _period(found: Month, day: date) -> Filled:
    """From the day after the last report, or the first of the month, to the day of the figures."""
    as_of = found.coverage.as_of
    if found.before is not None and found.before.as_of < as_of:
        return _SINCE.fill(before=day_words(found.before.as_of), day=day_words(as_of))
    start = day.replace(day=1)
    return (
        _FROM.fill(start=day_words(start), day=day_words(as_of)) if start < as_of else _AS_OF.fill(day=day_words(as_of))
    )


def _changed(found: Month) -> Iterator[Block]:
    if found.before is not None:
        yield change_table(found.before, found.coverage)


def _problems(found: Month) -> Iterator[Block]:
    """What stands in the way, each with its count and what it takes; then room for what only people can say."""
    lines = [text.fill(count=count, heads=heads_word(found.coverage.kinds)) for text, count in _counts(found) if count]
    if not lines:
        yield Line(text=_NO_PROBLEMS)
    for number, line in enumerate(lines, 1):
        yield Line(text=Filled(zh=f"{number}．{line.zh}", en=f"{number}. {line.en}"))
    blank = (_EMPTY,) * (len(_SUPPORT_COLUMNS) - 1)
    rows = tuple((same(str(number)), *blank) for number in range(1, SUPPORT_ROWS + 1))
    yield Table(id="support", title=_SUPPORT, columns=_SUPPORT_COLUMNS, rows=rows)


def _counts(found: Month) -> Iterator[tuple[Text, int]]:
    as_of, outcomes = found.coverage.as_of, found.prospects.outcomes
    yield _P_BLANKS, len(found.coverage.blanks)
    yield _P_GAPS, len(found.coverage.gaps)
    yield _P_OVERDUE, sum(term(unit, as_of) is Term.OVERDUE for unit in found.units)
    yield _P_NEVER, sum(term(unit, as_of) is Term.NEVER for unit in found.units)
    yield _P_FILING, sum(filing(unit, as_of) is Filing.OPEN for unit in found.units)
    yield _P_IMPOSSIBLE, outcomes.get(Outcome.IMPOSSIBLE, 0)
    yield _P_FAULTY, outcomes.get(Outcome.FAULTY, 0)
    yield _P_WAITING, outcomes.get(Outcome.WAITING, 0)
    yield _P_AGAIN, outcomes.get(Outcome.UNKNOWN, 0) + outcomes.get(Outcome.LOST, 0)
    yield _P_POSTS, len(found.prospects.broken)
    yield _P_CONTACTS, sum(incomplete(unit) for unit in found.units)


_TITLE = Text(zh="{region}“3+1”工作进展月报（{month}）（草案）", en='{region}"3+1" monthly report, {month} (draft)')
_DUE = Text(zh="报告期：{period}。请于{on}前报送。", en="Period: {period}. To be handed in by {on}.")
_SINCE = Text(zh="{before}之后至{day}", en="after {before}, to {day}")
_FROM = Text(zh="{start}至{day}", en="{start} to {day}")
_AS_OF = Text(zh="截至{day}", en="to {day}")
_EMPTY = same("")
_SENDER = Filled(zh="填报单位", en="Handed in by")
_SENDER_COLUMNS = (
    Filled(zh="填报单位（盖章）", en="Association (seal)"),
    Filled(zh="填报人", en="By"),
    Filled(zh="联系电话", en="Telephone"),
)
_STANDING = Filled(zh="总体情况", en="Where things stand")
_CHANGES = Filled(zh="本期变化", en="What has changed")
_COVERAGE = Filled(zh="覆盖情况", en="Coverage")
_PROGRESS = Filled(zh="覆盖进度", en="The way to full coverage")
_TURNOVER = Filled(zh="换届到期和超期", en="Turnover due and overdue")
_FILING = Filled(zh="备案", en="Filing")
_ROSTERS = Filled(zh="名单拟定", en="Rosters")
_PROBLEMS = Filled(zh="存在的问题和需要解决的事项", en="Problems, and what is needed")
_NO_PROBLEMS = Filled(zh="表中没有发现问题。", en="The figures show no problems.")
_SUPPORT = Filled(zh="需要上级支持的事项（由填报单位填写）", en="Support needed from above (to be filled in)")
_SUPPORT_COLUMNS = (
    Filled(zh="序号", en="No."),
    Filled(zh="事项", en="What is needed"),
    Filled(zh="建议", en="Proposal"),
)
_LISTS = Filled(zh="附：各单位名单", en="Attached: lists of units")
_P_BLANKS = Text(
    zh="{count}个单位没有成立科协，需要先组建。",
    en="Units without an association: {count}. One has to be set up first.",
)
_P_GAPS = Text(
    zh="{count}个科协的领导机构没有{heads}，需要通过大会选举或委员会增补吸纳。",
    en="Associations without any of the {heads} in their leadership: {count}. Elect or co-opt them.",
)
_P_OVERDUE = Text(
    zh="{count}个科协换届超期，需要确定换届日期。",
    en="Associations overdue: {count}. The day of the congress has to be set.",
)
_P_NEVER = Text(
    zh="{count}个科协没有大会记录，需要核实，没有开过的安排召开。",
    en="Associations with no congress on record: {count}. Find out, and hold the first one where there was none.",
)
_P_FILING = Text(
    zh="{count}个单位吸纳后没有备案，需要向组织部门或党委备案。",
    en="Units that seated heads and did not file it: {count}. File it with the organisation department or Party committee.",
)
_P_IMPOSSIBLE = Text(
    zh="{count}个单位已证明排不出符合全部规则的名单，需要补充推荐人选，或按规定调整规则。",
    en="Units proven to have no roster that keeps all rules: {count}. They need more nominations, or other rules.",
)
_P_FAULTY = Text(
    zh="{count}个单位的材料有误，需要改正后重排。", en="Units with faulty inputs: {count}. Correct them and plan again."
)
_P_WAITING = Text(
    zh="{count}个单位材料未齐，需要补报候选人表、政策或现任名册。",
    en="Units waiting for a pool, a policy or the present roster: {count}.",
)
_P_AGAIN = Text(
    zh="{count}个单位没有算完，需要延长时限后重排。",
    en="Units not finished: {count}. Plan them again with more time.",
)
_P_POSTS = Text(
    zh="{count}个单位应按职务任职的职务没有由本职人员担任。",
    en="Units where an office to be filled by post is not: {count}.",
)
_P_CONTACTS = Text(zh="{count}个单位的联络信息不全。", en="Units with incomplete contacts: {count}.")
