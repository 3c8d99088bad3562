"""Turnover in tables: whose term is over, since when, and by which way people will come in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.rollout.lists import LISTED, listing
from optimizer.report.rollout.words import LEVEL_WORDS, ROUTE_WORDS, TOTAL, UNIT_COLUMNS, since_words, unit_cells
from optimizer.rollout.dates import TERM_YEARS, Term, due, months_after, overdue, term
from optimizer.rollout.route import AHEAD_MONTHS, day_of, route
from optimizer.rollout.unit import Level, Route, Unit


def turnover_blocks(units: Sequence[Unit], *, as_of: date, ahead: int = AHEAD_MONTHS) -> Iterator[Block]:
    """Of units of all levels: the terms by level, and how many are overdue how long."""
    yield turnover_table(units, as_of=as_of, ahead=ahead)
    late = [unit for unit in units if term(unit, as_of) is Term.OVERDUE]
    long = sum(_due(unit) < months_after(as_of, -12 * TERM_YEARS) for unit in late)
    yield Line(text=_LATE.fill(count=len(late), long=long) if late else _NONE_LATE)


def turnover_lists(
    units: Sequence[Unit], *, as_of: date, ahead: int = AHEAD_MONTHS, most: int | None = LISTED
) -> Iterator[Table]:
    """Who is overdue, the longest first; who has no congress on record; who is due soon."""
    late = sorted(
        (unit for unit in units if term(unit, as_of) is Term.OVERDUE), key=lambda unit: (_due(unit), unit.code)
    )
    if late:
        frame = Table(id="overdue", title=_OVERDUE, columns=_OVERDUE_COLUMNS, rows=(), caption=_LONGEST)
        yield listing(late, frame=frame, row=lambda unit: _late_row(unit, as_of), mark=Mark.SHORT, most=most)
    never = [unit for unit in units if term(unit, as_of) is Term.NEVER]
    if never:
        frame = Table(id="never_held", title=_NEVER_HELD, columns=_NEVER_COLUMNS, rows=())
        yield listing(never, frame=frame, row=_never_row, mark=Mark.SHORT, most=most)
    soon = sorted((unit for unit in units if _due_soon(unit, as_of, ahead)), key=lambda unit: (_due(unit), unit.code))
    if soon:
        title = _SOON.fill(months=ahead)
        frame = Table(id="due_soon", title=title, columns=_SOON_COLUMNS, rows=())
        yield listing(soon, frame=frame, row=_soon_row, most=most)


def turnover_table(units: Sequence[Unit], *, as_of: date, ahead: int = AHEAD_MONTHS) -> Table:
    """Units by level and how their terms stand; by which way people will come in."""
    groups = [(LEVEL_WORDS[level], [unit for unit in units if unit.level is level]) for level in Level]
    groups = [group for group in groups if group[1]]
    if len(groups) > 1:
        groups.append((TOTAL, list(units)))
    return Table(
        id="turnover",
        title=_TURNOVER,
        columns=(
            _LEVEL,
            _UNITS,
            *(_TERMS[each] for each in Term),
            _DUE_WITHIN.fill(months=ahead),
            *(ROUTE_WORDS[each] for each in Route),
        ),
        rows=tuple((said, *_counts(group, as_of, ahead)) for said, group in groups),
        note=_ROUTES.fill(months=ahead),
    )


def _counts(units: Sequence[Unit], as_of: date, ahead: int) -> Iterator[Filled]:
    yield same(str(len(units)))
    terms = [term(unit, as_of) for unit in units]
    for each in Term:
        yield same(str(terms.count(each)))
    yield same(str(sum(_due_soon(unit, as_of, ahead) for unit in units)))
    ways = [route(unit, as_of, ahead) for unit in units]
    for way in Route:
        yield same(str(ways.count(way)))


def _due(unit: Unit) -> date:
    """The due day, the calendar's last where none is known."""
    return due(unit) or date.max


def _due_soon(unit: Unit, as_of: date, ahead: int) -> bool:
    last = due(unit)
    return term(unit, as_of) is Term.RUNNING and last is not None and last <= months_after(as_of, ahead)


def _late_row(unit: Unit, as_of: date) -> tuple[Filled, ...]:
    days = same(str(overdue(unit, as_of)))
    planned = since_words(unit.planned)
    return *unit_cells(unit), since_words(unit.last_congress), since_words(due(unit)), days, planned


def _never_row(unit: Unit) -> tuple[Filled, ...]:
    return *unit_cells(unit), since_words(unit.association), since_words(unit.planned)


def _soon_row(unit: Unit) -> tuple[Filled, ...]:
    return *unit_cells(unit), since_words(unit.last_congress), since_words(due(unit)), since_words(unit.planned)


def route_table(units: Sequence[Unit], *, as_of: date, ahead: int = AHEAD_MONTHS, most: int | None = LISTED) -> Table:
    """Every unit's route and the day whose version of the policy holds."""

    def row(unit: Unit) -> tuple[Filled, ...]:
        way, day = route(unit, as_of, ahead), day_of(unit, as_of, ahead)
        return *unit_cells(unit), ROUTE_WORDS[way], since_words(day), since_words(due(unit)), same(unit.policy or "—")

    columns = (*UNIT_COLUMNS, _ROUTE, _DAY, _DUE, _POLICY)
    frame = Table(id="routes", title=_ROUTE_LIST, columns=columns, rows=(), note=_ROUTES.fill(months=ahead))
    return listing(units, frame=frame, row=row, most=most)


_LEVEL = Filled(zh="层级", en="Level")
_UNITS = Filled(zh="单位数", en="Units")
_TERMS = {
    Term.NONE: Filled(zh="没有科协", en="No association"),
    Term.NEVER: Filled(zh="没有大会记录", en="No congress on record"),
    Term.RUNNING: Filled(zh="届期内", en="Within term"),
    Term.OVERDUE: Filled(zh="超期", en="Overdue"),
}
_TURNOVER = Filled(zh="换届情况", en="Turnover by level")
_DUE_WITHIN = Text(zh="{months}个月内到期", en="Due within {months} months")
_ROUTES = Text(
    zh="这里包括各级科协。一届五年，从上次代表大会算起，到期当天不算超期。{months}个月内换届、已经超期、还没有开过大会的，通过大会选举吸纳；其余届中增补。",
    en="All levels are here. A term is five years from the last congress; on the due day it is not overdue. Units that turn over "
    "within {months} months, are overdue or have held no congress yet elect at the congress; the others co-opt.",
)
_LATE = Text(
    zh="换届超期的{count}个，其中超期超过五年的{long}个。",
    en="Units overdue: {count}, of these by more than five years: {long}.",
)
_NONE_LATE = Filled(zh="没有换届超期的单位。", en="No unit is overdue.")
_OVERDUE = Filled(zh="换届超期的单位", en="Units overdue")
_LONGEST = Filled(zh="超期久的在前。", en="The longest overdue come first.")
_LAST = Filled(zh="上次大会", en="Last congress")
_DUE = Filled(zh="届满日期", en="Due")
_PLANNED = Filled(zh="拟换届日期", en="Planned")
_OVERDUE_COLUMNS = (*UNIT_COLUMNS, _LAST, _DUE, Filled(zh="超期天数", en="Days over"), _PLANNED)
_NEVER_HELD = Filled(zh="有科协、没有大会记录的单位", en="Associations with no congress on record")
_NEVER_COLUMNS = (*UNIT_COLUMNS, Filled(zh="科协成立", en="Set up"), _PLANNED)
_SOON = Text(zh="{months}个月内到期的单位", en="Units due within {months} months")
_SOON_COLUMNS = (*UNIT_COLUMNS, _LAST, _DUE, _PLANNED)
_ROUTE_LIST = Filled(zh="各单位的吸纳方式", en="How people come in, unit by unit")
_ROUTE = Filled(zh="方式", en="Way")
_DAY = Filled(zh="日期", en="Day")
_POLICY = Filled(zh="政策", en="Policy")
