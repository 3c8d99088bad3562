"""The table of seats as a document (代表名额分配表（草案）): the table, how it was worked out, targets, other methods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from optimizer.allocation.methods import properties
from optimizer.basis.text import Filled, Text, same
from optimizer.report.allocation import EX_OFFICIO, RESERVE, Compared, Shared, seats_table
from optimizer.report.blocks import Block, Heading, Line, Table
from optimizer.report.paper import Paper


def allocation_paper(found: Shared, *, dated: date | None = None) -> Paper:
    """The document."""
    return Paper(id="allocation", title=_TITLE, blocks=tuple(allocation_blocks(found)), dated=dated)


def allocation_blocks(found: Shared) -> list[Block]:
    """The same for a screen: how the seats were shared out, the table, the targets, the other methods, notes."""
    # The table stands on pages of its own, across: what is before it fills the first page.
    blocks: list[Block] = [*_lines(overview(found)), Heading(text=_HOW), *_lines(how(found))]
    blocks.append(seats_table(found))
    if found.targets:
        blocks += [Heading(text=_TARGETS), *_targets(found)]
    if found.compared:
        blocks += [Heading(text=_METHODS), *comparison(found)]
    if found.notes:
        blocks += [Heading(text=_NOTES), *_lines(found.notes)]
    return blocks


def overview(found: Shared) -> Iterator[Filled]:
    """How many units and delegates there are, and where the number comes from."""
    yield _OVERVIEW.fill(source=found.source, units=len(found.units), total=found.size)
    yield found.allocation.said[0]


def how(found: Shared) -> Iterator[Filled]:
    """The method with its properties, what was said on the way, and every tie with what broke it."""
    yield from found.allocation.said[1:]
    yield _PROPERTIES.fill(properties=properties(found.allocation.method).said())
    yield from (tie.said() for tie in found.allocation.ties)
    if not found.allocation.ties:
        yield _NO_TIES
    if found.makeup:
        yield _MAKEUP.fill(names=_listed(found.makeup.names))
        yield from (tie.said() for tie in found.makeup.found.ties)


def _targets(found: Shared) -> Iterator[Block]:
    """For each target where the units' supplies are from, and the sentences that prove it of the whole."""
    if not found.kept:
        yield Line(text=_SHORT)
    for handed in found.targets:
        yield Heading(text=handed.heading, level=2)
        yield Line(text=handed.origin)
        if any(name in handed.found.parts for name in (EX_OFFICIO, RESERVE)):
            yield Line(text=_NOBODY_YET_FLOOR if handed.floor else _NOBODY_YET_CEILING)
        yield from _lines(handed.found.proof)
        yield from _lines(tie.said() for tie in handed.found.ties)


def comparison(found: Shared) -> list[Block]:
    """The five methods side by side: how many seats differ from the one chosen, and for which units."""
    if not found.compared:
        return []
    lines: list[Block] = [
        Line(text=_different(each, found)) for each in found.compared if each.method is not found.allocation.method
    ]
    able = [(each.method, each.seats) for each in found.compared if each.seats is not None]
    rows = []
    for unit in found.units:
        counts = [seats[unit.name] for _, seats in able]
        if len(set(counts)) > 1:
            rows.append((same(unit.name), *(same(str(count)) for count in counts)))
    if not rows:
        return [*lines, Line(text=_ALL_ALIKE)]
    table = Table(
        id="methods",
        title=_METHODS,
        columns=(_UNIT, *(method.words.fill() for method, _ in able)),
        rows=tuple(rows),
        note=_ONLY_DIFFERENT.fill(count=len(rows), units=len(found.units)),
    )
    return [*lines, table]


def _different(each: Compared, found: Shared) -> Filled:
    """How far another method is from the one chosen; or why it gives nothing."""
    title = each.method.words.fill()
    if each.seats is None:
        return _CANNOT.fill(title=title, said=each.said or same(""))
    more = {unit.name: each.seats[unit.name] - found.allocation.seats[unit.name] for unit in found.units}
    gains = [name for name, change in more.items() if change > 0]
    if not gains:
        return _ALIKE.fill(title=title)
    loses = [name for name, change in more.items() if change < 0]
    moved = sum(more[name] for name in gains)
    return _MOVED.fill(title=title, moved=moved, gains=_listed(gains), loses=_listed(loses))


_SHOWN = 6


def _listed(names: Iterable[str]) -> Filled:
    """The first names, and how many there are in all."""
    listed = list(names)
    first = listed[:_SHOWN]
    said = Filled(zh="、".join(first), en=", ".join(first))
    return said if len(listed) <= _SHOWN else _OF_MANY.fill(said=said, count=len(listed))


def _lines(said: Iterable[Filled]) -> list[Block]:
    return [Line(text=each) for each in said]


_TITLE = Filled(zh="代表名额分配表（草案）", en="Seats of the electing units (draft)")
_HOW = Filled(zh="名额怎样分出", en="How the seats were shared out")
_TARGETS = Filled(zh="指标怎样分到各单位", en="How the targets were handed down")
_METHODS = Filled(zh="五种方法对照", en="The five methods side by side")
_NOTES = Filled(zh="说明", en="Notes")
_UNIT = Filled(zh="单位", en="Electing unit")
_OVERVIEW = Text(zh="{source}：{units} 个单位。{total}", en="{source}: {units} units. {total}")
_PROPERTIES = Text(
    zh="这种方法，没有上下限起作用时：{properties}。",
    en="This method, where no minimum or maximum binds: {properties}.",
)
_NO_TIES = Filled(zh="分名额时没有并列。", en="There were no ties in giving out the seats.")
_MAKEUP = Text(
    zh="代表构成（{names}）按双向比例法分出：各单位的名额、各类的名额都正好用完，每一格与该单位、该类的人数成比例，四舍五入。",
    en="The make-up ({names}) is biproportional: every unit's seats and every category's come out exactly, and each cell is in "
    "proportion to the people of that unit and category, rounded to the nearest whole.",
)
_SHORT = Filled(
    zh="有的指标做不到，下面写明差几人、哪些单位还有余地。",
    en="Some target cannot be met; what follows says by how many, and which units have room.",
)
_NOBODY_YET_FLOOR = Filled(
    zh="机动名额、当然代表现在不知道是谁，按最不利的算：当作已知一个也不在内。",
    en="Who takes the reserve and ex-officio seats is open: they are taken at their worst, as if none of them were in the group.",
)
_NOBODY_YET_CEILING = Filled(
    zh="机动名额、当然代表现在不知道是谁，按最不利的算：当作已知都在内。",
    en="Who takes the reserve and ex-officio seats is open: they are taken at their worst, as if all of them were in the group.",
)
_CANNOT = Text(zh="{title}：分不出。{said}", en="{title}: impossible. {said}")
_ALIKE = Text(zh="{title}：每个单位都相同。", en="{title}: the same for every unit.")
_MOVED = Text(
    zh="{title}：有 {moved} 个名额不同；多的是{gains}，少的是{loses}。",
    en="{title}: {moved} seats differ; more for {gains}, fewer for {loses}.",
)
_ALL_ALIKE = Filled(zh="能分出的各种方法，结果完全相同。", en="All methods that give an answer give the same one.")
_ONLY_DIFFERENT = Text(
    zh="只列各法不同的 {count} 个单位，共 {units} 个单位。",
    en="Only the {count} of {units} units that differ are listed.",
)
_OF_MANY = Text(zh="{said}等 {count} 个", en="{said} … ({count})")
