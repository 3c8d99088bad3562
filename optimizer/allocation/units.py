"""An electing unit: who sends delegates, and within which bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class ElectingUnit:
    """A unit that elects or recommends delegates (推荐单位/选举单位).

    `kind` is its class (类别: society, district association, university …). `members` is what its share goes by: members,
    staff or population. `least` and `most` bound the seats allocated to it; `ex_officio` seats come with a post, over and
    above those. `supply` tells, by target id, how many people of that target's group the unit can send at most; a target not
    there is not limited by it. Raises ValueError for a negative number or `least` above `most`.
    """

    name: str
    kind: str = ""
    members: Fraction = Fraction(0)
    least: int = 0
    most: int | None = None
    ex_officio: int = 0
    supply: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counts = (self.least, self.most or 0, self.ex_officio, *self.supply.values())
        if self.members < 0 or min(counts) < 0:
            raise ValueError(f"negative number in the unit {self.name!r}")
        if self.most is not None and self.least > self.most:
            raise ValueError(f"least {self.least} above most {self.most} in the unit {self.name!r}")
