"""The five methods of sharing out seats by numbers, and what each of them promises.

Four are divisor methods: w/D is rounded at a fixed point between n and n+1, with the one divisor D (people to a seat) at
which the seats add up; equivalently, the seats go one by one to the highest claim w/d(n), n being the seats already held.
Balinski and Young, *Fair Representation* (1982), have the names and the properties.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from optimizer.basis.text import Filled, Text

Leaning = Literal["none", "large", "small"]


class Method(StrEnum):
    """How seats are shared out."""

    HAMILTON = "hamilton"
    WEBSTER = "webster"
    DHONDT = "dhondt"
    HUNTINGTON_HILL = "huntington-hill"
    ADAMS = "adams"

    @property
    def words(self) -> Text:
        """The method's name."""
        return _TITLES[self]

    @property
    def explained(self) -> Text:
        """How it works, in a sentence."""
        return _EXPLAINED[self]

    @property
    def seats_everybody(self) -> bool:
        """Whether every unit with members has a claim to a first seat before any unit has one to a second."""
        return self in (Method.HUNTINGTON_HILL, Method.ADAMS)


@dataclass(frozen=True, kw_only=True)
class Properties:
    """What a method promises where no minimum or maximum binds.

    `keeps_quota`: every unit gets its exact share rounded up or down. `more_seats_never_hurt` (house monotone): with more
    seats in all, no unit gets fewer. `growth_never_hurts` (population monotone): a unit that grows never loses a seat to one
    that shrinks. `leaning`: which units the rounding favours.
    """

    keeps_quota: bool
    more_seats_never_hurt: bool
    growth_never_hurts: bool
    seats_everybody: bool
    leaning: Leaning

    def said(self) -> Filled:
        """The promises in a sentence."""
        zh, en = zip(*(_promise(kept, text) for kept, text in self._promises()), strict=True)
        return _PROMISES.fill(promises=Filled(zh="，".join(zh), en="; ".join(en)), leaning=_LEANINGS[self.leaning])

    def _promises(self) -> tuple[tuple[bool, tuple[Text, Text]], ...]:
        return (
            (self.keeps_quota, _QUOTA),
            (self.more_seats_never_hurt, _HOUSE),
            (self.growth_never_hurts, _GROWTH),
            (self.seats_everybody, _FIRST),
        )


def properties(method: Method) -> Properties:
    """What the method promises."""
    divisor = method is not Method.HAMILTON
    return Properties(
        keeps_quota=not divisor,
        more_seats_never_hurt=divisor,
        growth_never_hurts=divisor,
        seats_everybody=method.seats_everybody,
        leaning=_LEANS[method],
    )


def claim(method: Method, weight: Fraction, held: int) -> Fraction:
    """The claim of a unit that holds so many seats to one more; for Huntington–Hill its square, so that it is rational.

    With Huntington–Hill and Adams a first seat comes before all claims: `held` is at least 1 there.
    """
    match method:
        case Method.WEBSTER:
            return 2 * weight / (2 * held + 1)
        case Method.DHONDT:
            return weight / (held + 1)
        case Method.HUNTINGTON_HILL:
            return weight * weight / (held * (held + 1))
        case Method.ADAMS:
            return weight / held
        case Method.HAMILTON:
            raise ValueError("Hamilton's method knows no claims to one more seat")


def surely(method: Method, share: Fraction) -> int:
    """How many seats a share w/D has a claim to that is strictly above D: the share rounded, at a tie downwards."""
    if share <= 0:
        return 0
    up = -(-share.numerator // share.denominator)
    match method:
        case Method.WEBSTER:
            return -((share.denominator - 2 * share.numerator) // (2 * share.denominator))
        case Method.DHONDT:
            return up - 1
        case Method.HUNTINGTON_HILL:
            whole = share.numerator // share.denominator
            return whole + (whole * (whole + 1) < share * share)
        case Method.ADAMS:
            return up
        case Method.HAMILTON:
            raise ValueError("Hamilton's method has no divisor")


def _promise(kept: bool, text: tuple[Text, Text]) -> tuple[str, str]:
    said = text[0] if kept else text[1]
    return said.zh, said.en


_LEANS: dict[Method, Leaning] = {
    Method.HAMILTON: "none",
    Method.WEBSTER: "none",
    Method.DHONDT: "large",
    Method.HUNTINGTON_HILL: "small",
    Method.ADAMS: "small",
}
_TITLES = {
    Method.HAMILTON: Text(zh="最大余数法", en="largest remainders (Hamilton)"),
    Method.WEBSTER: Text(zh="四舍五入除数法（韦伯斯特法）", en="Webster (Sainte-Laguë)"),
    Method.DHONDT: Text(zh="只舍不入除数法（洪德法）", en="D'Hondt (Jefferson)"),
    Method.HUNTINGTON_HILL: Text(zh="等比例法（亨廷顿—希尔法）", en="Huntington–Hill (equal proportions)"),
    Method.ADAMS: Text(zh="只入不舍除数法（亚当斯法）", en="Adams (smallest divisors)"),
}
_EXPLAINED = {
    Method.HAMILTON: Text(
        zh="先给每个单位应得席位的整数部分，剩下的席位依次给小数部分最大的单位",
        en="each unit first gets the whole part of its exact share; the seats left go to the largest remainders",
    ),
    Method.WEBSTER: Text(
        zh="人数除以同一个数（每席代表多少人），四舍五入，合计正好等于总数",
        en="members are divided by one number (people to a seat) and rounded to the nearest whole, so that all adds up",
    ),
    Method.DHONDT: Text(
        zh="人数除以同一个数（每席代表多少人），小数一律舍去，合计正好等于总数",
        en="members are divided by one number (people to a seat) and always rounded down, so that all adds up",
    ),
    Method.HUNTINGTON_HILL: Text(
        zh="人数除以同一个数（每席代表多少人），以相邻两个整数的几何平均数为界取舍，合计正好等于总数",
        en="members are divided by one number (people to a seat) and rounded at the geometric mean of the two whole "
        "numbers next to it, so that all adds up",
    ),
    Method.ADAMS: Text(
        zh="人数除以同一个数（每席代表多少人），小数一律进一，合计正好等于总数",
        en="members are divided by one number (people to a seat) and always rounded up, so that all adds up",
    ),
}
_PROMISES = Text(zh="{promises}；{leaning}", en="{promises}; {leaning}")
_QUOTA = (
    Text(zh="与应得席位相差总不到 1 席", en="always less than one seat from the exact share"),
    Text(zh="与应得席位可能相差 1 席以上", en="may be a seat or more from the exact share"),
)
_HOUSE = (
    Text(zh="总席位增加时没有单位会减少", en="no unit loses when there are more seats in all"),
    Text(zh="总席位增加时有的单位反而可能减少", en="a unit may lose when there are more seats in all"),
)
_GROWTH = (
    Text(zh="人数增加的单位不会把席位让给人数减少的单位", en="no unit that grows loses a seat to one that shrinks"),
    Text(zh="人数增加的单位可能把席位让给人数减少的单位", en="a unit that grows may lose a seat to one that shrinks"),
)
_FIRST = (
    Text(zh="凡有人数的单位至少 1 席", en="every unit with members has a seat"),
    Text(zh="人数很少的单位可能没有席位", en="a very small unit may have no seat"),
)
_LEANINGS: dict[Leaning, Text] = {
    "none": Text(zh="不偏大单位，也不偏小单位", en="favours neither large nor small units"),
    "large": Text(zh="偏向大单位", en="favours large units"),
    "small": Text(zh="偏向小单位", en="favours small units"),
}
