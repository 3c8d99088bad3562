"""Every unit in one table: where it stands, what is due, what came of planning it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from optimizer.basis.text import Filled, same
from optimizer.report.blocks import Mark, Table
from optimizer.report.person import listed
from optimizer.report.rollout.lists import listing
from optimizer.report.rollout.words import (
    FILING_WORDS,
    OUTCOME_WORDS,
    ROUTE_WORDS,
    STAGE_WORDS,
    UNIT_COLUMNS,
    head_word,
    since_words,
    unit_cells,
)
from optimizer.rollout.dates import due, overdue
from optimizer.rollout.filing import filing, seated_kinds
from optimizer.rollout.planned import Outcome, Planned
from optimizer.rollout.unit import Unit

MARKS = {
    Outcome.PROVEN: Mark.KEPT,
    Outcome.FOUND: Mark.SHORT,
    Outcome.IMPOSSIBLE: Mark.BROKEN,
    Outcome.UNKNOWN: Mark.SHORT,
    Outcome.FAULTY: Mark.BROKEN,
    Outcome.LOST: Mark.SHORT,
    Outcome.WAITING: Mark.PLAIN,
}


def unit_table(units: Sequence[Unit], planned: Iterable[Planned], *, as_of: date) -> Table:
    """All units by code; `planned` are their results by code, some or none."""
    pairs = list(_paired(units, planned))
    table = listing(
        pairs,
        frame=Table(id="units", title=_UNITS, columns=_COLUMNS, rows=(), wide=True),
        row=lambda pair: _row(*pair, as_of),
        most=None,
    )
    marks = tuple(Mark.PLAIN if found is None else MARKS[found.outcome] for _, found in pairs)
    return replace(table, marks=marks)


def _paired(units: Sequence[Unit], planned: Iterable[Planned]) -> Iterator[tuple[Unit, Planned | None]]:
    """Units with their results; both come sorted by code, so that neither has to be held twice."""
    results = iter(planned)
    found = next(results, None)
    for unit in units:
        while found is not None and found.code < unit.code:
            found = next(results, None)
        yield unit, found if found is not None and found.code == unit.code else None


def _row(unit: Unit, found: Planned | None, as_of: date) -> tuple[Filled, ...]:
    late = overdue(unit, as_of)
    seated = [head_word(kind) for kind in seated_kinds(unit, as_of, tuple(unit.heads))]
    return (
        *unit_cells(unit),
        STAGE_WORDS[unit.stage],
        since_words(unit.association),
        listed(seated) if seated else _NONE,
        FILING_WORDS[filing(unit, as_of)],
        since_words(unit.last_congress),
        since_words(due(unit)),
        same(str(late) if late else ""),
        *_result(found),
    )


def _result(found: Planned | None) -> tuple[Filled, ...]:
    if found is None:
        return (same(""),) * 6
    heads = [Filled(zh=f"{word.zh}{count}", en=f"{word.en} {count}") for word, count in _heads(found)]
    why = found.why[0] if found.why else same("")
    return (
        ROUTE_WORDS[found.route],
        since_words(found.day),
        same(found.policy),
        OUTCOME_WORDS[found.outcome],
        listed(heads) if heads else _NONE,
        why,
    )


def _heads(found: Planned) -> list[tuple[Filled, int]]:
    return [(head_word(kind), count) for kind, count in sorted(found.heads.items())]


_UNITS = Filled(zh="各单位情况", en="All units")
_NONE = same("—")
_COLUMNS = (
    *UNIT_COLUMNS,
    Filled(zh="阶段", en="Stage"),
    Filled(zh="科协成立", en="Set up"),
    Filled(zh="已吸纳", en="Heads seated"),
    Filled(zh="备案", en="Filing"),
    Filled(zh="上次大会", en="Last congress"),
    Filled(zh="届满日期", en="Due"),
    Filled(zh="超期天数", en="Days over"),
    Filled(zh="方式", en="Way"),
    Filled(zh="日期", en="Day"),
    Filled(zh="政策", en="Policy"),
    Filled(zh="结果", en="Outcome"),
    Filled(zh="名单中的三长", en="Heads in the roster"),
    Filled(zh="说明", en="Why"),
)
