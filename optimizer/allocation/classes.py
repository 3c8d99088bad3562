"""How many seats each class has in all: shares of the total made whole, and what is left for the classes not named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from optimizer.allocation.shares import Bounds, round_shares
from optimizer.allocation.ties import CLASSES, Tie, TieBreak
from optimizer.allocation.units import ElectingUnit
from optimizer.allocation.words import Impossible, number_words, ratio_words
from optimizer.basis.text import Filled, Text

REST = ""
"""The classes not named, taken together."""


def class_claims(
    units: Sequence[ElectingUnit], total: int, reserve: int, classes: Mapping[str, Fraction | int]
) -> dict[str, Fraction]:
    """The exact claim of each class named and of the rest; they add up to all the seats but the reserve.

    Classes are in the order of the units, the rest last. Raises Impossible where the classes named take more than there is, or
    leave seats that no unit can have.
    """
    if reserve > total:
        raise Impossible(_RESERVE.fill(reserve=reserve, total=total))
    named = dict.fromkeys(unit.kind for unit in units if unit.kind in classes)
    claims = {kind: _claim(classes[kind], total) for kind in named}
    left = total - reserve - sum(claims.values(), Fraction(0))
    if left < 0:
        known = {
            "claims": _joined(claims, total, classes),
            "total": total,
            "reserve": reserve,
            "over": number_words(-left),
        }
        raise Impossible(_OVER.fill(**known))
    if any(unit.kind not in classes for unit in units):
        claims[REST] = left
    elif left > 0:
        known = {
            "claims": _joined(claims, total, classes),
            "total": total,
            "reserve": reserve,
            "left": number_words(left),
        }
        raise Impossible(_NOBODY.fill(**known) if claims else _NO_UNITS.fill(total=total - reserve))
    return claims


def class_totals(
    units: Sequence[ElectingUnit], claims: Mapping[str, Fraction], limits: Bounds, breaking: TieBreak
) -> tuple[dict[str, int], tuple[Tie, ...]]:
    """The claims rounded by largest remainders, as far as the limits of the units of each class leave a choice.

    Where the rule goes by size, classes go by the members of their units.
    """
    members: dict[str, Fraction] = {}
    rooms: dict[str, tuple[int, int | None]] = {}
    for kind in claims:
        own = units_of(kind, units, claims)
        members[kind] = sum((unit.members for unit in own), Fraction(0))
        posts = sum(unit.ex_officio for unit in own)
        ceilings = [limits[unit.name][1] for unit in own]
        most = None if None in ceilings else posts + sum(ceiling or 0 for ceiling in ceilings)
        rooms[kind] = posts + sum(limits[unit.name][0] for unit in own), most
    at_classes = TieBreak(rule=breaking.rule, seed=breaking.seed, members=members, where=CLASSES)
    return round_shares(claims, at_classes, rooms)


def units_of(kind: str, units: Sequence[ElectingUnit], named: Iterable[str]) -> list[ElectingUnit]:
    """The units of a class named; for REST those of all other classes."""
    others = set(named) - {REST}
    return [unit for unit in units if (unit.kind if unit.kind in others else REST) == kind]


def claims_said(
    claims: Mapping[str, Fraction], totals: Mapping[str, int], total: int, classes: Mapping[str, Fraction | int]
) -> list[Filled]:
    """Each class total with its arithmetic, and what was rounded; nothing where no class was named."""
    if not classes:
        return []
    said = []
    for kind, claim in claims.items():
        text = _WHOLE if claim == totals[kind] else _ROUNDED
        said.append(text.fill(sum=_sum_words(kind, claim, total, classes), seats=totals[kind]))
    return said


def _claim(share: Fraction | int, total: int) -> Fraction:
    return Fraction(share) if isinstance(share, int) else share * total


def _joined(claims: Mapping[str, Fraction], total: int, classes: Mapping[str, Fraction | int]) -> Filled:
    said = [_sum_words(kind, claim, total, classes) for kind, claim in claims.items()]
    return Filled(zh="，".join(part.zh for part in said), en=", ".join(part.en for part in said))


def _sum_words(kind: str, claim: Fraction, total: int, classes: Mapping[str, Fraction | int]) -> Filled:
    number = number_words(claim)
    if kind == REST:
        return _OTHERS.fill(number=number)
    share = classes[kind]
    if isinstance(share, int):
        return _FIXED.fill(kind=kind, number=number)
    return _SHARE.fill(kind=kind, share=ratio_words(share), total=total, number=number)


_SHARE = Text(zh="{kind} {share} × {total} = {number}", en="{kind} {share} of {total} = {number}")
_FIXED = Text(zh="{kind} {number}", en="{kind} {number}")
_OTHERS = Text(zh="其他类别共 {number}", en="all other classes {number}")
_WHOLE = Text(zh="{sum} 席（含当然代表）。", en="Seats, ex-officio ones included: {sum}.")
_ROUNDED = Text(
    zh="{sum} 席，不是整数，按最大余数定为 {seats} 席（含当然代表）。",
    en="Seats, ex-officio ones included: {sum}, which is not whole; by largest remainders {seats}.",
)
_RESERVE = Text(
    zh="机动名额 {reserve} 席，多于总数 {total} 席。请减少机动名额。",
    en="{reserve} seats in reserve are more than the {total} seats in all. Reserve fewer.",
)
_OVER = Text(
    zh="各类别的席位（{claims}）加上机动 {reserve} 席，比总数 {total} 席多 {over} 席。请降低比例或者机动名额。",
    en="The classes ({claims}) and the reserve of {reserve} take {over} seats more than the {total} there are. "
    "Lower a share or the reserve.",
)
_NOBODY = Text(
    zh="各类别的席位（{claims}）加上机动 {reserve} 席，比总数 {total} 席少 {left} 席，而没有别的类别。"
    "请提高比例，或者增加机动名额。",
    en="The classes ({claims}) and the reserve of {reserve} leave {left} of the {total} seats to nobody, "
    "for there is no other class. Raise a share or the reserve.",
)
_NO_UNITS = Text(zh="没有单位，{total} 席无处可分。", en="There are no units to take the {total} seats.")
