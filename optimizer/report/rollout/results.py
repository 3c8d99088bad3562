"""What came of planning: outcomes, why some units have no proven roster, offices by post that stay open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.rollout.lists import LISTED, listing
from optimizer.report.rollout.units import MARKS
from optimizer.report.rollout.words import OUTCOME_WORDS, ROUTE_WORDS, TOTAL, UNIT_COLUMNS, unit_cells
from optimizer.report.words import percent, share
from optimizer.rollout.planned import Outcome
from optimizer.rollout.prospects import SEATED, Prospects, Trouble
from optimizer.rollout.unit import Unit

REASONS = 3
"""Sentences of one unit that a cell holds; more are counted."""

_ORDER = {outcome: at for at, outcome in enumerate(Outcome)}


def result_blocks(found: Prospects) -> Iterator[Block]:
    """Outcomes counted, what waiting units lack, offices by post."""
    if not found.total:
        yield Line(text=_NOTHING)
        return
    yield Line(text=_summary(found))
    yield outcome_table(found)
    waiting = [trouble for trouble in found.troubles if trouble.outcome is Outcome.WAITING]
    if waiting:
        yield _lacking(waiting)
    if found.posts:
        # Such as the chair by the leader in charge (W2).
        kept = found.posts - len(found.broken)
        yield Line(text=_POSTS.fill(units=found.posts, kept=kept, broken=len(found.broken)))


def result_lists(found: Prospects, units: Sequence[Unit], most: int | None = LISTED) -> Iterator[Table]:
    """Each unit without a proven roster with its reasons, but for those that wait; offices by post that are not kept."""
    by_code = {unit.code: unit for unit in units}
    rest = sorted(
        (trouble for trouble in found.troubles if trouble.outcome is not Outcome.WAITING),
        key=lambda trouble: (_ORDER[trouble.outcome], trouble.code),
    )
    if rest:
        frame = Table(id="troubles", title=_TROUBLES, columns=_TROUBLE_COLUMNS, rows=(), wide=True)
        yield listing(rest, frame=frame, row=lambda trouble: _trouble(trouble, by_code), most=most)
    if found.broken:
        frame = Table(id="posts_broken", title=_BROKEN, columns=(*UNIT_COLUMNS, _RULES), rows=())
        pairs = tuple(found.broken.items())

        def row(pair: tuple[str, tuple[str, ...]]) -> tuple[Filled, ...]:
            return *_named(pair[0], by_code), same("、".join(pair[1]))

        yield listing(pairs, frame=frame, row=row, mark=Mark.BROKEN, most=most)


def _summary(found: Prospects) -> Filled:
    counts = found.outcomes
    seated = sum(counts[outcome] for outcome in SEATED)
    return _SUMMARY.fill(
        total=found.total,
        seated=seated,
        share=percent(seated, found.total),
        proven=counts[Outcome.PROVEN],
        impossible=counts[Outcome.IMPOSSIBLE],
        waiting=counts[Outcome.WAITING],
        rest=found.total - seated - counts[Outcome.IMPOSSIBLE] - counts[Outcome.WAITING],
    )


def outcome_table(found: Prospects) -> Table:
    """Each outcome that occurs, with how many units had it; then the ways people come in."""
    shown = [(OUTCOME_WORDS[each], count, MARKS[each]) for each, count in found.outcomes.items() if count]
    rows = [(said, same(str(count)), share(count, found.total)) for said, count, _ in shown]
    rows.append((TOTAL, same(str(found.total)), share(found.total, found.total)))
    ways = "；".join(f"{ROUTE_WORDS[way].zh}{count}个" for way, count in found.routes.items())
    said = "; ".join(f"{ROUTE_WORDS[way].en} {count}" for way, count in found.routes.items())
    return Table(
        id="outcomes",
        title=_OUTCOMES,
        columns=(_OUTCOME, _UNITS, _SHARE),
        rows=tuple(rows),
        marks=(*(mark for *_, mark in shown), Mark.PLAIN),
        note=Filled(zh=f"吸纳方式：{ways}。", en=f"Ways: {said}."),
    )


def _lacking(waiting: Sequence[Trouble]) -> Table:
    """What units wait for, the commonest first."""
    counted = Counter(reason for trouble in waiting for reason in dict.fromkeys(trouble.why or (_UNSAID,)))
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].zh))
    rows = tuple((reason, same(str(count))) for reason, count in ordered)
    return Table(id="waiting", title=_LACKING, columns=(_REASON, _UNITS), rows=rows)


def _trouble(trouble: Trouble, by_code: Mapping[str, Unit]) -> tuple[Filled, ...]:
    clash = same("、".join(trouble.clash) or "—")
    return *_named(trouble.code, by_code), OUTCOME_WORDS[trouble.outcome], clash, _joined(trouble.why)


def _named(code: str, by_code: Mapping[str, Unit]) -> tuple[Filled, ...]:
    """What tells a unit apart; one that has left the table by its code alone."""
    unit = by_code.get(code)
    return unit_cells(unit) if unit else (same(code), *(same("—") for _ in UNIT_COLUMNS[1:]))


def _joined(why: Sequence[Filled]) -> Filled:
    if not why:
        return same("—")
    shown = why[:REASONS]
    more = _MORE.fill(count=len(why) - REASONS) if len(why) > REASONS else same("")
    return Filled(
        zh="；".join(each.zh.rstrip("。；") for each in shown) + more.zh,
        en=" ".join(each.en for each in shown) + more.en,
    )


_NOTHING = Filled(zh="这次没有拟定名单。", en="No rosters were planned this time.")
_SUMMARY = Text(
    zh="共核算{total}个单位，排出名单{seated}个，占{share}，其中已证明最优{proven}个；已证明排不出名单{impossible}个；"
    "材料未齐{waiting}个；其余{rest}个。",
    en="Of {total} units {seated} have a roster ({share}), {proven} of them proven best; {impossible} are proven impossible, "
    "{waiting} wait for inputs, {rest} ended otherwise.",
)
_OUTCOMES = Filled(zh="名单拟定结果", en="What came of planning")
_OUTCOME = Filled(zh="结果", en="Outcome")
_UNITS = Filled(zh="单位数", en="Units")
_SHARE = Filled(zh="占比", en="Share")
_LACKING = Filled(zh="材料未齐的单位缺什么", en="What waiting units lack")
_REASON = Filled(zh="原因", en="Reason")
_UNSAID = Filled(zh="没有写明", en="not said")
_TROUBLES = Filled(zh="没有排出最优名单的单位", en="Units without a proven roster")
_TROUBLE_COLUMNS = (
    *UNIT_COLUMNS,
    _OUTCOME,
    Filled(zh="互相冲突的规则", en="Rules that clash"),
    Filled(zh="原因", en="Why"),
)
_MORE = Text(zh="……另有{count}条", en=" … and {count} more")
_POSTS = Text(
    zh="有按职务任职规则（如主席由分管领导担任）的{units}个单位中，{kept}个全部符合，{broken}个有不符合的。",
    en="Of {units} units with rules that fill an office by post (such as the chair by the leader in charge) {kept} keep all of "
    "them and {broken} do not.",
)
_BROKEN = Filled(zh="没有按职务任职的单位", en="Units where an office is not filled by post")
_RULES = Filled(zh="不符合的规则", en="Rules not kept")
