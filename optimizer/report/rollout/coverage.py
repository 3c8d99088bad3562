"""Coverage in words and tables: against the target, by level, city and stage; blanks and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Band, Line, Mark, Table
from optimizer.report.person import listed
from optimizer.report.rollout.lists import LISTED, listing
from optimizer.report.rollout.words import (
    LEVEL_WORDS,
    STAGE_WORDS,
    TOTAL,
    UNIT_COLUMNS,
    head_word,
    heads_word,
    levels_words,
    since_words,
    unit_cells,
)
from optimizer.report.words import day_words, percent, share
from optimizer.rollout.coverage import Coverage, Reach, Tally
from optimizer.rollout.filing import seated_kinds
from optimizer.rollout.unit import Unit


def coverage_lines(found: Coverage) -> list[Line]:
    """Where things stand, as sentences: all units, each level, the filings."""
    heads, whole = heads_word(found.kinds), found.whole
    lines = [
        _ALL.fill(
            day=day_words(found.as_of), levels=levels_words(found.levels), heads=heads, **_figures(whole, whole.reach)
        )
    ]
    if len(found.by_level) > 1:
        lines += [
            _LEVEL.fill(level=LEVEL_WORDS[level], heads=heads, **_figures(tally, tally.reach))
            for level, tally in found.by_level.items()
        ]
    lines.append(
        _FILED.fill(heads=heads, headed=whole.headed, filed=whole.filed, share=percent(whole.filed, whole.headed))
    )
    return [Line(text=line) for line in lines]


def gap_line(found: Coverage) -> Line:
    """How many units have no association, none of the heads, some of them only."""
    heads = heads_word(found.kinds)
    if not found.blanks and not found.gaps:
        return Line(text=_NO_BLANKS.fill(levels=levels_words(found.levels), heads=heads))
    counts = {"blanks": len(found.blanks), "gaps": len(found.gaps), "partial": len(found.partial)}
    return Line(text=_BLANK_COUNTS.fill(heads=heads, **counts))


def target_lines(found: Coverage) -> list[Line]:
    """How long there is to the target, what is lacking, and what the planned rosters make of it; none without a target."""
    if found.target is None:
        return []
    whole, heads = found.whole, heads_word(found.kinds)
    left = (found.target - found.as_of).days
    until = (
        _LEFT.fill(day=day_words(found.target), days=left)
        if left >= 0
        else _PAST.fill(day=day_words(found.target), days=-left)
    )
    lacking = _LACKING.fill(count=whole.units - whole.headed, heads=heads) if whole.headed < whole.units else _REACHED
    lines = [Filled(zh=until.zh + lacking.zh, en=f"{until.en} {lacking.en}")]
    if whole.target != whole.reach:
        lines.append(_PLANNED.fill(day=day_words(found.target), heads=heads, **_figures(whole, whole.target)))
        short = whole.units - whole.target.headed
        lines.append(_SHORT.fill(count=short, heads=heads) if short else _ENOUGH)
    return [Line(text=line) for line in lines]


def _figures(tally: Tally, reach: Reach) -> dict[str, object]:
    return {
        "units": tally.units,
        "set_up": reach.associations,
        "set_up_share": percent(reach.associations, tally.units),
        "headed": reach.headed,
        "headed_share": percent(reach.headed, tally.units),
        "complete": reach.complete,
        "complete_share": percent(reach.complete, tally.units),
    }


def coverage_tables(found: Coverage) -> Iterator[Table]:
    """By level, by city, by stage; one that has a single row beside the total is left out, but for the levels."""
    yield _table(_FIRST, _BY_LEVEL, found, {LEVEL_WORDS[key]: each for key, each in found.by_level.items()})
    if len(found.by_city) > 1:
        rows = {same(city) if city else _NO_CITY: each for city, each in found.by_city.items()}
        yield _table("coverage_city", _BY_CITY, found, rows)
    if len(found.by_stage) > 1:
        rows = {STAGE_WORDS[stage]: each for stage, each in found.by_stage.items()}
        yield _table("coverage_stage", _BY_STAGE, found, rows)


def _table(name: str, title: Filled, found: Coverage, rows: Mapping[Filled, Tally]) -> Table:
    planned = found.target is not None and found.whole.target != found.whole.reach
    heads = heads_word(found.kinds)
    columns = [_GROUP, _UNITS, _SET_UP, _HEADED, _COMPLETE.fill(heads=heads), _FILED_COLUMN, _OVERDUE]
    bands = [Band(title=same(""), columns=2), Band(title=_NOW.fill(day=found.as_of.isoformat()), columns=5)]
    if found.target is not None and planned:
        columns += [_SET_UP, _HEADED, _COMPLETE.fill(heads=heads)]
        bands.append(Band(title=_THEN.fill(day=found.target.isoformat()), columns=3))
    # One group alone is the total.
    shown = {**rows, TOTAL: found.whole} if len(rows) > 1 else rows
    return Table(
        id=name,
        title=title,
        columns=tuple(columns),
        rows=tuple((said, *_cells(tally, planned)) for said, tally in shown.items()),
        marks=tuple(_mark(tally) for tally in shown.values()),
        note=_COUNTED.fill(heads=heads, kinds=_kinds(found.kinds)) if name == _FIRST else None,
        bands=tuple(bands),
        wide=True,
    )


def _cells(tally: Tally, planned: bool) -> Iterator[Filled]:
    yield same(str(tally.units))
    for found in (tally.associations, tally.headed, tally.complete):
        yield share(found, tally.units)
    yield share(tally.filed, tally.headed)
    yield share(tally.overdue, tally.associations)
    if planned:
        for found in (tally.target.associations, tally.target.headed, tally.target.complete):
            yield share(found, tally.units)


def _mark(tally: Tally) -> Mark:
    """Full coverage is marked; short of it is the usual thing."""
    return Mark.KEPT if tally.units and tally.headed == tally.associations == tally.units else Mark.PLAIN


def gap_lists(found: Coverage, most: int | None = LISTED) -> Iterator[Table]:
    """Who has no association, who has one without a head, who lacks some kinds."""
    heads = heads_word(found.kinds)
    if found.blanks:
        frame = Table(id="blanks", title=_BLANKS, columns=(*UNIT_COLUMNS, _STAGE, _LEADER), rows=())
        yield listing(found.blanks, frame=frame, row=_blank, mark=Mark.SHORT, most=most)
    if found.gaps:
        title = _GAPS.fill(heads=heads)
        frame = Table(id="gaps", title=title, columns=(*UNIT_COLUMNS, _STAGE, _LAST, _LEADER), rows=())
        yield listing(found.gaps, frame=frame, row=_gap, mark=Mark.SHORT, most=most)
    if found.partial:
        title = _PARTIAL.fill(heads=heads)
        frame = Table(id="partial", title=title, columns=(*UNIT_COLUMNS, _SEATED, _MISSING), rows=())
        yield listing(found.partial, frame=frame, row=lambda unit: _partial(unit, found), most=most)


def _blank(unit: Unit) -> tuple[Filled, ...]:
    return *unit_cells(unit), STAGE_WORDS[unit.stage], same(unit.contact.leader or "—")


def _gap(unit: Unit) -> tuple[Filled, ...]:
    leader = same(unit.contact.leader or "—")
    return *unit_cells(unit), STAGE_WORDS[unit.stage], since_words(unit.last_congress), leader


def _partial(unit: Unit, found: Coverage) -> tuple[Filled, ...]:
    seated = seated_kinds(unit, found.as_of, found.kinds)
    missing = [kind for kind in found.kinds if kind not in seated]
    return *unit_cells(unit), _kinds(seated), _kinds(missing)


def _kinds(kinds: Sequence[str]) -> Filled:
    return listed([head_word(kind) for kind in kinds])


def change_table(before: Coverage, now: Coverage) -> Table:
    """The figures of the earlier report beside today's."""
    heads = heads_word(now.kinds)
    old, new = before.whole, now.whole
    pairs = (
        (_UNITS, old.units, new.units),
        (_SET_UP, old.associations, new.associations),
        (_HEADED, old.headed, new.headed),
        (_COMPLETE.fill(heads=heads), old.complete, new.complete),
        (_FILED_PLAIN, old.filed, new.filed),
        (_OVERDUE_PLAIN, old.overdue, new.overdue),
        (_NEVER, old.never, new.never),
    )
    return Table(
        id="changes",
        title=_CHANGES,
        columns=(_FIGURE, same(before.as_of.isoformat()), same(now.as_of.isoformat()), _CHANGE),
        rows=tuple(
            (said, same(str(then)), same(str(today)), same(f"{today - then:+d}" if today != then else "0"))
            for said, then, today in pairs
        ),
    )


_FIRST = "coverage_level"
"""The table that explains the columns of all."""

_ALL = Text(
    zh="截至{day}，{levels}共{units}个，已成立科协{set_up}个，占{set_up_share}；至少有一名{heads}进入领导机构的{headed}个，"
    "占{headed_share}；{heads}齐全的{complete}个，占{complete_share}。",
    en="On {day} there were {units} {levels}: {set_up} had an association ({set_up_share}), {headed} at least one of the "
    "{heads} in its leadership ({headed_share}), {complete} all of the {heads} ({complete_share}).",
)
_LEVEL = Text(
    zh="{level}{units}个：已成立科协{set_up}个，占{set_up_share}；有{heads}的{headed}个，占{headed_share}；"
    "{heads}齐全的{complete}个，占{complete_share}。",
    en="Of level {level} there were {units}: {set_up} with an association ({set_up_share}), {headed} with at least one of the "
    "{heads} ({headed_share}), {complete} with all of the {heads} ({complete_share}).",
)
_FILED = Text(
    zh="已有{heads}的{headed}个单位中，已向组织部门或党委备案{filed}个，占{share}。",
    en="Of the {headed} units with any of the {heads}, {filed} have filed it with the organisation department or Party committee "
    "({share}).",
)
_LEFT = Text(
    zh="距{day}全覆盖目标还有{days}天，", en="There are {days} days left to the target of full coverage on {day}."
)
_PAST = Text(zh="{day}的全覆盖目标已过{days}天，", en="The target day of full coverage, {day}, was {days} days ago.")
_LACKING = Text(zh="还有{count}个单位没有{heads}。", en="Units still without any of the {heads}: {count}.")
_REACHED = Filled(zh="已经全覆盖。", en="Coverage is full.")
_PLANNED = Text(
    zh="按已排出的名单，到{day}成立科协的达到{set_up}个，占{set_up_share}；有{heads}的{headed}个，占{headed_share}；"
    "{heads}齐全的{complete}个，占{complete_share}（共{units}个）。",
    en="With the rosters proposed so far, on {day} {set_up} of {units} will have an association ({set_up_share}), {headed} at "
    "least one of the {heads} ({headed_share}), {complete} all of the {heads} ({complete_share}).",
)
_SHORT = Text(zh="届时仍有{count}个没有{heads}。", en="Units then still without any of the {heads}: {count}.")
_ENOUGH = Filled(zh="届时能够全覆盖。", en="Coverage will be full then.")
_BY_LEVEL = Filled(zh="各层级覆盖情况", en="Coverage by level")
_BY_CITY = Filled(zh="各市覆盖情况", en="Coverage by city")
_BY_STAGE = Filled(zh="各阶段覆盖情况", en="Coverage by stage")
_GROUP = Filled(zh="范围", en="Of")
_NO_CITY = Filled(zh="不属于市", en="in no city")
_UNITS = Filled(zh="单位数", en="Units")
_SET_UP = Filled(zh="已成立科协", en="With association")
_HEADED = Filled(zh="至少一名", en="At least one head")
_COMPLETE = Text(zh="{heads}齐全", en="All of the {heads}")
_FILED_COLUMN = Filled(zh="已备案（占已吸纳）", en="Filed (of those with a head)")
_FILED_PLAIN = Filled(zh="已备案", en="Filed")
_OVERDUE = Filled(zh="换届超期（占已成立）", en="Overdue (of associations)")
_OVERDUE_PLAIN = Filled(zh="换届超期", en="Overdue")
_NEVER = Filled(zh="没有大会记录", en="No congress on record")
_NOW = Text(zh="截至{day}", en="On {day}")
_THEN = Text(zh="到{day}（按已排名单）", en="By {day} (as planned)")
_COUNTED = Text(
    zh="{heads}指{kinds}；百分比只截尾，不进位。有底色的一行已经全覆盖。",
    en="The {heads} are: {kinds}. Percentages are cut, never rounded up. Coloured rows are fully covered.",
)
_BLANK_COUNTS = Text(
    zh="没有成立科协的空白点{blanks}个；有科协、没有{heads}的盲区{gaps}个；{heads}没有齐全的{partial}个。",
    en="{blanks} units have no association (blanks), {gaps} have one without any of the {heads} (gaps), {partial} have only "
    "some of the {heads}.",
)
_NO_BLANKS = Text(
    zh="{levels}都已成立科协，都有{heads}进入领导机构。",
    en="All {levels} have an association with at least one of the {heads} in its leadership.",
)
_BLANKS = Filled(zh="空白点：没有成立科协的单位", en="Blanks: units without an association")
_GAPS = Text(zh="盲区：有科协、没有{heads}的单位", en="Gaps: associations without any of the {heads}")
_PARTIAL = Text(zh="{heads}没有齐全的单位", en="Units with some of the {heads} only")
_STAGE = Filled(zh="阶段", en="Stage")
_LEADER = Filled(zh="分管领导", en="Leader in charge")
_LAST = Filled(zh="上次大会", en="Last congress")
_SEATED = Filled(zh="已有", en="Seated")
_MISSING = Filled(zh="还缺", en="Missing")
_CHANGES = Filled(zh="与上期相比", en="Compared with the last report")
_FIGURE = Filled(zh="项目", en="Figure")
_CHANGE = Filled(zh="增减", en="Change")
