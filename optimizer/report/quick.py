"""The quick look in words: which bounds the pool cannot meet even alone, and which have the fewest people to spare."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.basis.text import Filled, Text, same
from optimizer.diagnose.quick import Counted, Need
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.conflicts import asks_words, claim_word

CLOSEST = 5
"""So many of the bounds that have enough people are shown: those with the fewest to spare."""


def quick_blocks(problem: Problem, needs: Sequence[Need]) -> list[Block]:
    """Each bound that the pool alone cannot meet, then those with the fewest people to spare; the rest as a number."""
    short = [need for need in needs if not need.enough]
    shown = [*short, *_closest(needs)]
    head = _SHORT.fill(count=len(short)) if short else _ENOUGH
    rest = len(needs) - len(shown)
    table = Table(
        id="quick",
        title=Filled(zh="够不够人", en="Are there enough people?"),
        columns=(_CLAIM, _ASKS, _VALUE, _NEEDED, _HAVE, _MEMBERS, _RESULT),
        rows=tuple(_need_row(problem, need) for need in shown),
        marks=tuple(Mark.KEPT if need.enough else Mark.BROKEN for need in shown),
        note=_REST.fill(count=rest) if rest else None,
    )
    return [Line(text=head), table]


def _closest(needs: Sequence[Need]) -> list[Need]:
    """Of those that have enough people the ones with the fewest to spare, each rule once."""
    least: dict[str, Need] = {}
    for need in sorted((need for need in needs if need.enough), key=lambda need: need.have - need.need):
        if need.counted is not Counted.AT_MOST:
            least.setdefault(need.name, need)
    return list(least.values())[:CLOSEST]


def need_words(need: Need) -> Filled:
    """One bound against the pool as a sentence without its subject."""
    if need.counted is Counted.AT_MOST:
        return _MUST_COUNT.fill(need=need.need, have=need.have)
    text = _NEEDS_VALUES if need.counted is Counted.VALUES else _NEEDS_PEOPLE
    words = text.fill(need=need.need, have=need.have)
    if need.members > need.have:
        words = _OF_MEMBERS.fill(said=words, members=need.members)
    if need.room is not None and need.room < need.need:
        words = _OF_ROOM.fill(said=words, room=need.room)
    return words


def _need_row(problem: Problem, need: Need) -> tuple[Filled, ...]:
    ceiling = need.counted is Counted.AT_MOST
    result = _OK if need.enough else _TOO_MANY if ceiling else _NOT_OK
    if need.room is not None and need.room < need.need:
        result = _ROOM.fill(room=need.room)
    return (
        claim_word(problem, need.name),
        asks_words(problem, need.name),
        same(need.part),
        same(f"{'≤' if ceiling else '≥'} {need.need}"),
        same(f"≥ {need.have}" if ceiling else str(need.have)),
        same(str(need.members)),
        result,
    )


_CLAIM = Filled(zh="规则", en="Rule")
_ASKS = Filled(zh="要求", en="Asks")
_VALUE = Filled(zh="单位（取值）", en="Unit (value)")
_NEEDED = Filled(zh="应有", en="Needed")
_HAVE = Filled(zh="能算的", en="Can count")
_MEMBERS = Filled(zh="不看任职方式和资格", en="Whatever modes and eligibility")
_RESULT = Filled(zh="结果", en="Result")
_OK, _NOT_OK = Filled(zh="够", en="enough"), Filled(zh="不够", en="not enough")
_TOO_MANY = Filled(zh="超出", en="too many")
_ROOM = Text(zh="席位只有{room}个", en="seats: only {room}")
_SHORT = Text(
    zh="先看候选人：单独看就做不到的有{count}处。",
    en="The pool at a glance: bounds that cannot be met even alone: {count}.",
)
_ENOUGH = Filled(
    zh="先看候选人：每条规则单独看，人都够。", en="The pool at a glance: for each rule alone there are enough people."
)
_REST = Text(zh="其余{count}处单独看都够，不列。", en="The other {count} have enough and are not listed.")
_NEEDS_PEOPLE = Text(zh="要{need}人，候选人中能算的有{have}人", en="needs {need}, the pool has {have}")
_NEEDS_VALUES = Text(zh="要{need}种，候选人中能有{have}种", en="needs {need} different values, the pool has {have}")
_MUST_COUNT = Text(
    zh="至多{need}人，但其他人不够坐满，至少要有{have}人",
    en="at most {need} may count, but too few others can fill the seats: at least {have} must",
)
_OF_MEMBERS = Text(
    zh="{said}（不看任职方式和资格限制有{members}）",
    en="{said} ({members} if modes and eligibility kept nobody out)",
)
_OF_ROOM = Text(zh="{said}，席位只有{room}个", en="{said}; there are seats for {room} only")
