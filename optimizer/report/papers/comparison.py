"""Two rosters side by side: who sits in which, the counts by body, the composition, every rule and every goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from optimizer.basis.position import Position
from optimizer.basis.text import Filled, Text, same
from optimizer.groups.words import column_word
from optimizer.names.listing import Listing
from optimizer.names.marks import marked
from optimizer.names.order import arranged, order_caption
from optimizer.report.blocks import Block, Heading, Line, Mark, Table
from optimizer.report.paper import Paper
from optimizer.report.papers.compared import FIRST, SECOND, Comparison, Side
from optimizer.report.papers.comparison_figures import composition_table, frame_lines, goal_blocks, rules_table
from optimizer.report.person import listed, position_words
from optimizer.report.words import day_words


def comparison_paper(found: Comparison, *, listing: Listing | None = None, dated: date | None = None) -> Paper:
    """The comparison as a document."""
    return Paper(
        id="comparison", title=_TITLE, blocks=tuple(comparison_blocks(found, listing or Listing())), dated=dated
    )


def comparison_blocks(found: Comparison, listing: Listing) -> list[Block]:
    """What is compared and what it comes to; then people, composition, rules and goals, differences marked."""
    blocks: list[Block] = [Line(text=said) for said in _overview(found)]
    sections: tuple[tuple[Filled, Iterable[Block]], ...] = (
        (_PEOPLE, (_counts(found), *_moves(found, listing), *_both(found, listing))),
        (_MAKEUP, (composition_table(found),)),
        (_RULES, (*frame_lines(found), rules_table(found))),
        (_GOALS, goal_blocks(found)),
    )
    for heading, under in sections:
        blocks += [Heading(text=heading), *under]
    return blocks


def _overview(found: Comparison) -> Iterator[Filled]:
    policy = found.problem.policy
    yield _WHAT.fill(title=policy.heading, on=day_words(policy.reference_date), pool=found.problem.pool.source)
    for name, side in found.sides:
        people = len({seat.person for seat in side.seats})
        yield _SOURCE.fill(name=name, source=side.source, people=people, state=_state(side))
        for note in side.notes:
            yield _NOTE.fill(name=name, said=note)
    first, second = found.people()
    if not found.moves:
        yield _IDENTICAL
        return
    other = len({move.person for move in found.moves} & first & second)
    yield _SUMMARY.fill(both=len(first & second), first=len(first - second), second=len(second - first), other=other)


def _state(side: Side) -> Filled:
    if side.kept:
        return _ALL_KEPT
    broken = _BROKEN.fill(count=len(side.broken), rules="、".join(side.broken)) if side.broken else _NONE_BROKEN
    return _FRAME_WRONG.fill(said=broken) if side.frame else broken


def _counts(found: Comparison) -> Table:
    """For each body and office how many sit in either, in both, in one alone."""
    rows, marks = [], []
    for part in found.problem.policy.parts:
        first, second = found.people(part.id)
        cells = (len(first), len(second), len(first & second), len(first - second), len(second - first))
        rows.append((part.title, same(str(part.seats)), *(same(str(count)) for count in cells)))
        marks.append(Mark.PLAIN if first == second else Mark.SHORT)
    columns = (_BODY, _SEATS, FIRST, SECOND, _IN_BOTH, _ONLY.fill(name=FIRST), _ONLY.fill(name=SECOND))
    return Table(id="counts", title=_COUNTS, columns=columns, rows=tuple(rows), marks=tuple(marks), note=_MARKED)


def _moves(found: Comparison, listing: Listing) -> Iterator[Block]:
    """Everybody who is in one roster alone, then who holds something else; in both in the order of the listing."""
    policy, pool = found.problem.policy, found.problem.pool
    if not found.moves:
        return
    place = _places(found, (move.person for move in found.moves), listing)
    order = sorted(found.moves, key=lambda move: (None not in (move.before, move.after), place[move.person]))
    rows = []
    for move in order:
        what = _ONLY.fill(name=SECOND if move.before is None else FIRST)
        rows.append(
            (
                same(move.person),
                same(pool.by_id[move.person].name if move.person in pool.by_id else "—"),
                position_words(policy, move.before),
                position_words(policy, move.after),
                _OTHER if move.before and move.after else what,
            )
        )
    columns = (column_word("id"), column_word("name"), FIRST, SECOND, _DIFFERENCE)
    yield Table(id="moves", title=_MOVES.fill(count=len(rows)), columns=columns, rows=tuple(rows))


def _both(found: Comparison, listing: Listing) -> Iterator[Block]:
    """Who holds the same in both, position by position."""
    policy, pool = found.problem.policy, found.problem.pool
    by_position: dict[Position, list[str]] = {}
    for seat in found.alike:
        by_position.setdefault(seat.position, []).append(seat.person)
    if not by_position:
        return
    yield Heading(text=_SAME, level=2)
    places = {position: number for number, position in enumerate(found.problem.positions)}
    for position in sorted(by_position, key=lambda held: (places.get(held, len(places)), held)):
        known = arranged((pool.by_id[who] for who in by_position[position] if who in pool.by_id), listing)
        names = [marked(person) for person in known]
        names += [same(who) for who in by_position[position] if who not in pool.by_id]
        ordered = order_caption(known, listing)
        caption = Filled(zh=ordered.zh, en=f" {ordered.en}") if ordered else same("")
        said = position_words(policy, position)
        yield Line(text=_HOLDERS.fill(position=said, count=len(names), caption=caption, names=listed(names)))


def _places(found: Comparison, people: Iterable[str], listing: Listing) -> dict[str, tuple[int, str]]:
    """Where people come in the listing; those outside the pool last, by id."""
    pool = found.problem.pool
    ids = sorted(set(people))
    order = {
        person.id: at for at, person in enumerate(arranged((pool.by_id[i] for i in ids if i in pool.by_id), listing))
    }
    return {who: (order.get(who, len(ids)), who) for who in ids}


_TITLE = Filled(zh="两份名单对照（草案）", en="Two rosters compared (draft)")
_WHAT = Text(
    zh="政策：{title}；年龄算到{on}；候选人表：{pool}。两份名单都按人头重新计数。",
    en="Policy: {title}; ages as of {on}; pool: {pool}. Both rosters are counted again by head.",
)
_SOURCE = Text(zh="{name}：{source}，{people}人，{state}。", en="{name}: {source}, {people} people; {state}.")
_ALL_KEPT = Filled(zh="全部硬性规则符合", en="all binding rules are kept")
_NONE_BROKEN = Filled(zh="没有硬性规则不符合", en="no binding rule is broken")
_BROKEN = Text(zh="有 {count} 条硬性规则不符合（{rules}）", en="{count} binding rules are broken ({rules})")
_FRAME_WRONG = Text(zh="席位有误，{said}", en="its seats are not in order, {said}")
_NOTE = Text(zh="{name}：{said}", en="{name}: {said}")
_IDENTICAL = Filled(zh="两份名单完全相同。", en="The two rosters are the same.")
_SUMMARY = Text(
    zh="两份都有的 {both} 人，其中任职不同的 {other} 人；只在甲的 {first} 人，只在乙的 {second} 人。",
    en="In both: {both} people, of whom {other} hold something else; only in A: {first}; only in B: {second}.",
)
_PEOPLE = Filled(zh="人员", en="People")
_MAKEUP = Filled(zh="构成", en="Composition")
_RULES = Filled(zh="规则", en="Rules")
_GOALS = Filled(zh="目标", en="Goals")
_COUNTS = Filled(zh="各机构、职务的人数", en="People by body and office")
_BODY = Filled(zh="机构、职务", en="Body or office")
_SEATS = Filled(zh="席位", en="Seats")
_IN_BOTH = Filled(zh="两份都有", en="In both")
_ONLY = Text(zh="只在{name}", en="Only in {name}")
_MARKED = Filled(zh="有底色的行两份不同。", en="Rows in colour differ.")
_MOVES = Text(zh="不同的人：{count} 处", en="Who differs: {count}")
_DIFFERENCE = Filled(zh="对照", en="Difference")
_OTHER = Filled(zh="任职不同", en="Holds something else")
_SAME = Filled(zh="两份都有、任职相同的人", en="Who holds the same in both")
_HOLDERS = Text(zh="{position}，{count}人{caption}：{names}。", en="{position}, {count}{caption}: {names}.")
