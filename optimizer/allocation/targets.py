"""A whole body's quota handed down: what each unit has to keep so that the whole keeps it, and the proof in words.

Each line (a unit's seats, the reserve, the seats ex officio) gets a part; the parts add up to just what the whole needs.
They are fair: the share of every line goes by its seats as far as its supply allows, and no part is a whole head away from
that share (controlled rounding of one row). So a floor that every unit keeps is a floor the whole keeps, whoever is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from optimizer.allocation.shares import fair_shares, round_shares
from optimizer.allocation.ties import Tie, TieBreak
from optimizer.allocation.words import listed, number_words, ratio_words
from optimizer.basis.ratio import ceil_share, floor_share
from optimizer.basis.text import Filled, Text

Bound = Literal["at_least", "at_most"]


@dataclass(frozen=True, kw_only=True)
class Target:
    """A quota for the whole: a share of all seats (Fraction) or a number of heads (int), as a floor, a ceiling or both.

    `title` names the group in words.
    """

    id: str
    title: Filled
    at_least: Fraction | int | None = None
    at_most: Fraction | int | None = None

    def sides(self) -> tuple[Target, ...]:
        """The target with each of its bounds alone, the floor first."""
        floor = () if self.at_least is None else (replace(self, at_most=None),)
        ceiling = () if self.at_most is None else (replace(self, at_least=None),)
        return floor + ceiling


@dataclass(frozen=True, kw_only=True)
class Line:
    """Seats that are filled by one unit, or the reserve, or the seats ex officio.

    `supply`: most people of the group there can be on these seats beside the limit of the seats themselves (None: no other).
    `known`: so many of the group there are for certain, for the people on these seats are known (None: open).
    """

    name: str
    seats: int
    supply: int | None = None
    known: int | None = None

    @property
    def most(self) -> int:
        """The most people of the group on these seats."""
        return self.seats if self.supply is None else min(self.seats, self.supply)


@dataclass(frozen=True, kw_only=True)
class HandedDown:
    """The parts of every line (of a line that is known: what is known), in the order of the lines.

    `required`: heads that the whole needs at least, or may have at most. `short` > 0: it cannot be done, by so many heads; then
    `lacking` tells by how many heads lines fall short of an even share for want of supply, `spare` how many people more than
    seats lines have, and the parts are the most there can be. `fair` are the exact shares of the open lines before rounding.
    `each_alone`: the sum when every line rounds its own share up (a ceiling: down) by itself; None for a number of heads.
    """

    target: Target
    bound: Bound
    size: int
    required: int
    parts: Mapping[str, int]
    fair: Mapping[str, Fraction]
    ties: tuple[Tie, ...]
    short: int
    lacking: Mapping[str, int]
    spare: Mapping[str, int]
    each_alone: int | None
    proof: tuple[Filled, ...]

    @property
    def holds(self) -> bool:
        """Whether the parts imply the whole."""
        return self.short == 0


def hand_down(lines: Sequence[Line], target: Target, breaking: TieBreak) -> HandedDown:
    """The target's parts. The target has one bound (see `Target.sides`).

    Never more is asked than needed: the parts of a floor add up to ⌈share · all seats⌉, those of a ceiling to ⌊share · all
    seats⌋ or, where there are not so many people, to all there are. Raises Undecided at a tie under REFUSE, ValueError for two
    bounds or none, names that occur twice, negative numbers and more known than seats.
    """
    _sensible(lines, target)
    size = sum(line.seats for line in lines)
    bound: Bound = "at_most" if target.at_least is None else "at_least"
    asked = target.at_most if target.at_least is None else target.at_least
    required = _heads(asked, size, bound)
    known = sum(line.known for line in lines if line.known is not None)
    free = [line for line in lines if line.known is None]
    room = sum(line.most for line in free)
    open_heads = required - known
    short = max(0, open_heads - room) if bound == "at_least" else max(0, -open_heads)
    fair = fair_shares(
        {line.name: Fraction(line.seats) for line in free},
        min(max(open_heads, 0), room),
        {line.name: (0, line.most) for line in free},
    )
    rounded, ties = round_shares(fair, breaking.at(f"target:{target.id}"))
    impossible_floor = short > 0 and bound == "at_least"
    parts = {line.name: rounded[line.name] if line.known is None else line.known for line in lines}
    done = HandedDown(
        target=target,
        bound=bound,
        size=size,
        required=required,
        parts=parts,
        fair=fair,
        ties=ties,
        short=short,
        lacking=_lacking(free, open_heads) if impossible_floor else {},
        spare={line.name: _spare(line) for line in free if _spare(line)} if impossible_floor else {},
        each_alone=sum(_heads(asked, line.seats, bound) for line in lines) if isinstance(asked, Fraction) else None,
        proof=(),
    )
    return replace(done, proof=tuple(_proof(done, lines, known)))


def _heads(asked: Fraction | int | None, size: int, bound: Bound) -> int:
    """The heads among so many seats."""
    if asked is None:
        raise ValueError("a target with no bound")
    if not isinstance(asked, Fraction):
        return asked
    return ceil_share(asked, size) if bound == "at_least" else floor_share(asked, size)


def _spare(line: Line) -> int:
    """How many more people of the group can be sent than there are seats."""
    return 0 if line.supply is None else max(0, line.supply - line.seats)


def _lacking(free: Sequence[Line], open_heads: int) -> dict[str, int]:
    """By how many heads each line falls short of its even share of the heads needed, rounded up."""
    seats = sum(line.seats for line in free)
    even = {line.name: ceil_share(Fraction(open_heads, seats), line.seats) if seats else 0 for line in free}
    return {line.name: even[line.name] - line.most for line in free if line.most < min(even[line.name], line.seats)}


def _sensible(lines: Sequence[Line], target: Target) -> None:
    if (target.at_least is None) == (target.at_most is None):
        raise ValueError("a target has one bound to be handed down")
    if len({line.name for line in lines}) < len(lines):
        raise ValueError("two lines have the same name")
    for line in lines:
        if min(line.seats, line.supply or 0, line.known or 0) < 0 or (line.known or 0) > line.seats:
            raise ValueError(f"the numbers of the line {line.name!r} are negative or more than its seats")
    if min(target.at_least or 0, target.at_most or 0) < 0:
        raise ValueError("a target is not negative")


def _proof(done: HandedDown, lines: Sequence[Line], known: int) -> list[Filled]:
    """The arithmetic, why the parts imply the whole (or why no parts can), how fair they are and what rounding alone costs."""
    floor = done.bound == "at_least"
    free = [line for line in lines if line.known is None]
    said = [_asked(done)]
    if known or len(free) < len(lines):
        named = [line.name for line in lines if line.known is not None]
        said.append(_KNOWN.fill(lines=listed(named), known=known))
    if done.short:
        return [*said, *_why_not(done, free, known)]
    total = sum(done.parts.values())
    heads = [str(part) for part in done.parts.values()]
    row = " + ".join(heads) if 1 < len(heads) <= TERMS else ""
    known_words = {"count": len(heads), "row": f"{row} = " if row else "", "total": total, "required": done.required}
    if not floor and total < done.required:
        said.append(_NO_MORE.fill(**known_words))
        return said
    said.append((_FLOOR if floor else _CEILING).fill(**known_words))
    said.extend(_fairness(done, free))
    if done.each_alone is not None and done.each_alone != done.required:
        text = _UP_ALONE if floor else _DOWN_ALONE
        said.append(text.fill(sum=done.each_alone, apart=abs(done.each_alone - done.required)))
    return said


def _why_not(done: HandedDown, free: Sequence[Line], known: int) -> list[Filled]:
    """What is missing (or too much), who lacks people, and what could be made up by moving seats."""
    if done.bound == "at_most":
        return [_TOO_MANY.fill(required=done.required, known=known, short=done.short)]
    room = sum(line.most for line in free)
    more = _AND_KNOWN.fill(known=known) if known else Filled(zh="", en="")
    said = [_TOO_FEW.fill(required=done.required, room=room + known, known=more, short=done.short)]
    if done.lacking:
        said.append(_LACKING.fill(units=_counted(done.lacking)))
    gain = min(done.short, sum(done.spare.values()), sum(line.seats for line in free) - room)
    if gain:
        said.append(_SPARE.fill(units=_counted(done.spare), gain=gain))
    return said


def _asked(done: HandedDown) -> Filled:
    target, floor = done.target, done.bound == "at_least"
    asked = target.at_least if floor else target.at_most
    if not isinstance(asked, Fraction):
        text = _AT_LEAST_HEADS if floor else _AT_MOST_HEADS
        return text.fill(title=target.title, required=done.required, size=done.size)
    product = asked * done.size
    whole = product.denominator == 1
    rounding = Filled(zh="", en="") if whole else (_UP if floor else _DOWN).fill(required=done.required)
    text = _AT_LEAST if floor else _AT_MOST
    return text.fill(
        title=target.title, size=done.size, ratio=ratio_words(asked), product=number_words(product), rounding=rounding
    )


def _fairness(done: HandedDown, free: Sequence[Line]) -> list[Filled]:
    """How far the parts are from shares by seats, and whose supply is why."""
    if not any(done.fair.values()):
        return []
    limited = {line.name: line.most for line in free if line.most == done.fair[line.name] and line.most < line.seats}
    return [_SUPPLIED.fill(units=_counted(limited)) if limited else _EVEN.fill()]


def _counted(heads: Mapping[str, int]) -> Filled:
    """Names with their numbers, the largest first."""
    order = sorted(heads, key=lambda name: (-heads[name], name))
    return listed([f"{name} {heads[name]}" for name in order])


TERMS = 20
"""So many parts are still printed as a sum."""

_AT_LEAST = Text(
    zh="全体 {size} 席，{title}不少于 {ratio}：{ratio} × {size} = {product}{rounding} 人。",
    en="{size} seats in all, {title} at least {ratio}: {ratio} of {size} = {product}{rounding}.",
)
_AT_MOST = Text(
    zh="全体 {size} 席，{title}不超过 {ratio}：{ratio} × {size} = {product}{rounding} 人。",
    en="{size} seats in all, {title} at most {ratio}: {ratio} of {size} = {product}{rounding}.",
)
_UP = Text(zh="，进为 {required}", en=", that is {required} whole heads")
_DOWN = Text(zh="，舍为 {required}", en=", that is {required} whole heads")
_AT_LEAST_HEADS = Text(
    zh="全体 {size} 席，{title}不少于 {required} 人。", en="{size} seats in all, {title} at least {required}."
)
_AT_MOST_HEADS = Text(
    zh="全体 {size} 席，{title}不超过 {required} 人。", en="{size} seats in all, {title} at most {required}."
)
_KNOWN = Text(zh="其中{lines}按 {known} 人计。", en="Of {lines}, {known} people are counted in.")
_FLOOR = Text(
    zh="{count} 行各自的最少人数相加：{row}{total} ≥ {required}。所以各行都达到，全体就达到，不论推荐的是谁。",
    en="The floors of the {count} lines add up: {row}{total} ≥ {required}. So where every line keeps its own, the whole keeps "
    "it, whoever is sent.",
)
_CEILING = Text(
    zh="{count} 行各自的最多人数相加：{row}{total} ≤ {required}。所以各行都不超过，全体就不超过，不论推荐的是谁。",
    en="The ceilings of the {count} lines add up: {row}{total} ≤ {required}. So where every line keeps its own, the whole keeps "
    "it, whoever is sent.",
)
_NO_MORE = Text(
    zh="{count} 行最多也只能有 {row}{total} 人 ≤ {required}，不论推荐的是谁，全体都不会超过。",
    en="The {count} lines can have no more than {row}{total} ≤ {required}: whoever is sent, the whole keeps it.",
)
_EVEN = Text(
    zh="各行按席位分摊，与应摊的数相差都不到 1 人。",
    en="Every part goes by the seats and is less than one head away from its exact share.",
)
_SUPPLIED = Text(
    zh="可推荐的人不够按席位分摊、以可推荐人数为准的：{units}；其余各行按席位补足，与应摊的数相差都不到 1 人。",
    en="Limited by the people they can send: {units}. The others make up for it by their seats, each less than one head away from "
    "its exact share.",
)
_UP_ALONE = Text(
    zh="如果各行各自按比例进一，相加是 {sum} 人，比需要的多 {apart} 人。",
    en="Were every line to round its own share up, the sum would be {sum}: {apart} more than needed.",
)
_DOWN_ALONE = Text(
    zh="如果各行各自按比例舍去小数，相加是 {sum} 人，比允许的少 {apart} 人。",
    en="Were every line to round its own share down, the sum would be {sum}: {apart} fewer than allowed.",
)
_TOO_FEW = Text(
    zh="做不到：要 {required} 人，各行最多只能有 {room} 人（席位和可推荐人数取小的{known}），差 {short} 人。",
    en="It cannot be done: {required} are needed, and the lines can have {room} at most (of seats and people who can be sent the "
    "fewer{known}): {short} are missing.",
)
_TOO_MANY = Text(
    zh="做不到：最多 {required} 人，已知的就有 {known} 人，多 {short} 人。",
    en="It cannot be done: {required} at most, and {known} are known already: {short} too many.",
)
_AND_KNOWN = Text(zh="，加上已知的 {known} 人", en=", and the {known} known")
_LACKING = Text(
    zh="可推荐的人不够均摊的（各差几人）：{units}。",
    en="Too few people to send for an even share (and by how many): {units}.",
)
_SPARE = Text(
    zh="可推荐的人多于席位的（各多几人）：{units}；把别的单位用不上的席位调给它们，能补上 {gain} 人。",
    en="More people to send than seats (and by how many): {units}; seats that others cannot fill, moved to them, would "
    "make up for {gain}.",
)
