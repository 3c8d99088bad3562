"""The room a possible plan leaves, for people: headroom, seats, the price of a limit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from optimizer.basis.text import Filled, Text, same
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Chart, Line, Mark, Series, Table
from optimizer.report.words import STRENGTH_WORDS, figure, goal_words, percent
from optimizer.room.headroom import Headroom
from optimizer.room.price import Curve
from optimizer.room.seats import SeatRoom
from optimizer.room.within import BENDS
from optimizer.rules.limits import Figure, Limit


def headroom_blocks(problem: Problem, limits: tuple[Headroom, ...], seats: tuple[SeatRoom, ...]) -> list[Block]:
    """What leaves no room, then every limit, then the seats."""
    tight = list(dict.fromkeys(each.rule for each in limits if each.tight))
    blocks: list[Block] = [Line(text=_TIGHT.fill(rules=same("、".join(tight))) if tight else _NONE_TIGHT)]
    blocks.append(headroom_table(problem, limits))
    if seats:
        blocks.append(_seat_table(problem.policy, seats))
    return blocks


def headroom_table(problem: Problem, limits: tuple[Headroom, ...]) -> Table:
    """Every limit: what is needed, what the roster reaches, how far the limit could go."""
    sentences = {rule.id: rule.sentence(problem.policy.titles) for rule in problem.rules}
    rows = []
    for each in limits:
        name = f"{each.rule}　{each.limit.part}" if each.limit.part else each.rule
        figures = (bound_words(each.limit, each.needed), figure_words(each.limit, each.reached), furthest_words(each))
        rows.append((same(name), sentences[each.rule], STRENGTH_WORDS[each.strength], *figures, _state(each)))
    return Table(
        id="headroom",
        title=Filled(zh="每条规则的余地", en="The room each rule leaves"),
        columns=(_RULE, _ASKS, _STRENGTH, _NEEDED, _REACHED, _FURTHEST, _STATE),
        rows=tuple(rows),
        marks=tuple(Mark.PLAIN if each.met else Mark.SHORT for each in limits),
        note=_HEADROOM_NOTE,
    )


def _state(each: Headroom) -> Filled:
    if not each.met:
        return _SHORT
    if each.tight:
        return _NO_ROOM
    return _JUST if each.binding else same("")


def furthest_words(each: Headroom) -> Filled:
    """How far the limit could go, with the reservation that it is not proven."""
    if each.endless:
        return _ENDLESS
    if each.furthest is None:
        return _NOWHERE if each.proven else _OPEN
    words = bound_words(each.limit, each.furthest)
    return words if each.proven else _AT_LEAST_SO_FAR.fill(said=words)


def bound_words(limit: Limit, at: Figure) -> Filled:
    """A figure of a limit as a bound: `≥ 84/120 70.0%`."""
    words = figure_words(limit, at)
    sign = "≥" if limit.floor else "≤"
    return Filled(zh=f"{sign} {words.zh}", en=f"{sign} {words.en}")


def figure_words(limit: Limit, at: Figure | None) -> Filled:
    """A figure of a limit: heads, heads of a known size with their share, or a ratio with its share; cut, never rounded up."""
    if at is None:
        return same("—")
    if isinstance(at, Fraction):
        return same(f"{at.numerator}/{at.denominator} {percent(at.numerator, at.denominator)}")
    if isinstance(limit.figure, Fraction) and limit.size:
        return same(f"{at}/{limit.size} {percent(at, limit.size)}")
    return same(str(at))


def _seat_table(policy: Policy, seats: tuple[SeatRoom, ...]) -> Table:
    rows = []
    for each in seats:
        ends = [same("?" if end is None else str(end)) for end in (each.fewest, each.largest)]
        said = _FROM_TO.fill(fewest=ends[0], largest=ends[1])
        proven = same("") if each.proven else _OPEN
        rows.append(
            (policy.titles[each.part], same(str(policy.seats[each.part])), same(str(each.filled)), said, proven)
        )
    return Table(
        id="seat_room",
        title=Filled(zh="席位的余地", en="The room of the seats"),
        columns=(_BODY, _SEATS, _FILLED, _COULD_BE, _STATE),
        rows=tuple(rows),
        note=_SEAT_NOTE,
    )


def price_blocks(problem: Problem, curve: Curve) -> list[Block]:
    """The wall in a sentence, the curve of the first goal for the best people, and every step with all goals."""
    blocks: list[Block] = [Line(text=_wall(curve))]
    if not curve.steps:
        return blocks
    blocks += _price_chart(problem, curve)
    blocks.append(_price_table(problem, curve))
    if curve.gaps:
        blocks.append(Line(text=_GAPS.fill(count=len(curve.gaps))))
    return blocks


def _wall(curve: Curve) -> Filled:
    room = curve.headroom
    words = {"rule": room.rule, "needed": bound_words(room.limit, room.needed)}
    if room.endless:
        return _NO_WALL.fill(**words)
    if room.furthest is None:
        return _NEVER.fill(**words) if room.proven else _WALL_OPEN.fill(**words)
    text = _WALL if room.proven else _WALL_SO_FAR
    return text.fill(furthest=bound_words(room.limit, room.furthest), **words)


def _price_chart(problem: Problem, curve: Curve) -> Iterator[Chart]:
    """The value of a goal for the best people over the figures: the first of them that changes, or else the first."""
    striving = [n for n, goal in enumerate(curve.goals) if goal.kind in BENDS]
    if not striving:
        return
    number = next((n for n in striving if len({step.values[n] for step in curve.steps}) > 1), striving[0])
    limit, scale = curve.headroom.limit, curve.scales[number]
    points, labels = [], []
    for step in curve.steps:
        for at in dict.fromkeys((_start(curve, step.loose), step.tight)):
            points.append((_place(limit, at), step.values[number] / scale))
            labels.append(figure_words(limit, at))
    order = sorted(range(len(points)), key=lambda n: points[n])
    name = goal_words(curve.goals[number], problem.policy.titles)
    yield Chart(
        id=f"price:{curve.headroom.rule}.{limit.field}{'.' + limit.part if limit.part else ''}",
        title=_PRICE.fill(rule=curve.headroom.rule),
        form="step",
        x=_PERCENT if _in_percent(limit) else _HEADS,
        y=name,
        series=(
            Series(name=name, points=tuple(points[n] for n in order), labels=tuple(labels[n] for n in order)),
            *_now(curve, [y for _, y in points]),
        ),
        alt=_PRICE_ALT.fill(
            rule=curve.headroom.rule,
            goal=name,
            first=figure(curve.steps[0].values[number], scale),
            last=figure(curve.steps[-1].values[number], scale),
            tight=bound_words(limit, curve.steps[-1].tight),
        ),
    )


def _start(curve: Curve, loose: Figure) -> Figure:
    """Where a step begins on the chart: the stretch where the limit does not matter is cut to where it stands or ends."""
    first = curve.steps[0]
    if loose != first.loose:
        return loose
    needed, floor = curve.headroom.needed, curve.headroom.limit.floor
    return min(needed, first.tight) if floor else max(needed, first.tight)


def _now(curve: Curve, heights: list[float]) -> Iterator[Series]:
    """A line where the limit stands."""
    at = _place(curve.headroom.limit, curve.headroom.needed)
    yield Series(name=_STANDS, points=((at, min(heights)), (at, max(heights))))


def _in_percent(limit: Limit) -> bool:
    return isinstance(limit.figure, Fraction)


def _place(limit: Limit, at: Figure) -> float:
    if not _in_percent(limit):
        return float(at)
    return float(100 * (at if isinstance(at, Fraction) or not limit.size else Fraction(at, limit.size)))


def _price_table(problem: Problem, curve: Curve) -> Table:
    """Every step; only the goals that change along the way."""
    limit, titles = curve.headroom.limit, problem.policy.titles
    moving = [n for n in range(len(curve.goals)) if len({step.values[n] for step in curve.steps}) > 1]
    rows = []
    for step in curve.steps:
        ends = [figure_words(limit, at) for at in dict.fromkeys((step.loose, step.tight))]
        said = ends[0] if len(ends) == 1 else _TO.fill(one=ends[0], other=ends[1])
        here = min(step.loose, step.tight) <= curve.headroom.needed <= max(step.loose, step.tight)
        rows.append((said, *(figure(step.values[n], curve.scales[n]) for n in moving), _STANDS if here else same("")))
    return Table(
        id=f"price_{curve.headroom.rule}",
        title=_PRICE.fill(rule=curve.headroom.rule),
        columns=(_FIGURE, *(goal_words(curve.goals[n], titles) for n in moving), _STATE),
        rows=tuple(rows),
        note=_PRICE_NOTE,
    )


_RULE, _ASKS = Filled(zh="规则", en="Rule"), Filled(zh="要求", en="Asks")
_STRENGTH, _STATE = Filled(zh="效力", en="Strength"), Filled(zh="说明", en="Note")
_NEEDED, _REACHED = Filled(zh="应有", en="Needed"), Filled(zh="名单实有", en="Reached")
_FURTHEST = Filled(zh="最多可到", en="Could go to")
_BODY, _SEATS = Filled(zh="机构、职务", en="Body or office"), Filled(zh="席位", en="Seats")
_FILLED, _COULD_BE = Filled(zh="实有", en="Filled"), Filled(zh="可以是", en="Could be")
_TIGHT = Text(
    zh="一点余地也没有的规则（任何名单都不能再多做到一步）：{rules}。",
    en="Rules that leave no room at all (no roster can do any better): {rules}.",
)
_NONE_TIGHT = Filled(zh="每条规则都还有余地。", en="Every rule leaves some room.")
_HEADROOM_NOTE = Filled(
    zh="“最多可到”：只动这一条的界限，其他硬性规则都照旧，还找得到名单的最严界限；尽量的规则按硬性规则问。比例截尾，不进位。",
    en="Could go to: the strictest bound at which there is still a roster, with every other binding rule as it is; a rule "
    "that is only preferred is asked as if it were binding. Shares are cut, not rounded up.",
)
_JUST = Filled(zh="刚好达到", en="just reached")
_NO_ROOM = Filled(zh="刚好达到，没有余地", en="just reached, no room")
_SHORT = Filled(zh="未达到", en="short")
_ENDLESS = Filled(zh="不限", en="any")
_NOWHERE = Filled(zh="不可能同时符合这条规则的其他界限", en="the rule's other bounds cannot be kept at all")
_OPEN = Filled(zh="停止前未证明", en="not proven when the work stopped")
_AT_LEAST_SO_FAR = Text(zh="{said}，能否更严未证明", en="{said}, perhaps further (not proven)")
_FROM_TO = Text(zh="{fewest} 到 {largest}", en="{fewest} to {largest}")
_SEAT_NOTE = Filled(
    zh="只动这一处的席位数，其他机构、职务和硬性规则都照旧，比例按新的人数算；两端都有名单，中间的数不一定都行。",
    en="With all other bodies, offices and binding rules as they are, and shares of the new size; there is a roster at both "
    "ends, though not necessarily at every number between them.",
)
_FIGURE = Filled(zh="界限", en="Bound")
_TO = Text(zh="{one} 到 {other}", en="{one} to {other}")
_STANDS = Filled(zh="现在的界限", en="where it stands")
_PERCENT, _HEADS = Filled(zh="界限（%）", en="bound (%)"), Filled(zh="界限（人数或个数）", en="bound (heads or values)")
_PRICE = Text(zh="规则 {rule} 的代价", en="The price of rule {rule}")
_PRICE_ALT = Text(
    zh="规则 {rule} 的界限收紧到 {tight}，{goal}从 {first} 到 {last}。",
    en="As the bound of rule {rule} tightens to {tight}, {goal} goes from {first} to {last}.",
)
_PRICE_NOTE = Filled(
    zh="每一行都是重新求出的最好名单，不是推算；尽量的规则先于得分，所以得分偶尔会升。",
    en="Every row is a best roster worked out anew, not an estimate; preferred rules come before scores, so that a score may "
    "now and then rise.",
)
_WALL = Text(
    zh="规则 {rule} 现在是 {needed}；最严可到 {furthest}，再严就没有名单。",
    en="Rule {rule} stands at {needed}; it can go to {furthest}, and beyond that there is no roster.",
)
_WALL_SO_FAR = Text(
    zh="规则 {rule} 现在是 {needed}；至少可到 {furthest}，能否更严在停止前没有证明。",
    en="Rule {rule} stands at {needed}; it can go to {furthest} at least, whether further was not proven in time.",
)
_WALL_OPEN = Text(
    zh="规则 {rule} 现在是 {needed}；停止前没有查明可到多严。",
    en="Rule {rule} stands at {needed}; how far it can go was not found out in time.",
)
_NO_WALL = Text(
    zh="规则 {rule} 现在是 {needed}；多严都有名单，因为可以没有人受它约束。",
    en="Rule {rule} stands at {needed}; there is a roster however strict it is, as it need not concern anybody.",
)
_NEVER = Text(
    zh="规则 {rule}（{needed}）的其他界限做不到，无从定价。",
    en="The other bounds of rule {rule} ({needed}) cannot be kept, so that it has no price.",
)
_GAPS = Text(zh="停止前还有 {count} 段没有算完。", en="{count} stretches were not worked out before the work stopped.")
