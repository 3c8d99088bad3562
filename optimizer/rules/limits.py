"""Limits: the bounds of a rule as figures that can be moved, head by head, whatever kind the rule is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from optimizer.basis.ratio import ceil_share, floor_share
from optimizer.rules.fields import Table

type Figure = int | Fraction

FLOORS = ("at_least", "more_than", "exactly")
CEILINGS = ("at_most", "less_than", "exactly")
INCLUSIVE = {True: "at_least", False: "at_most"}
"""What a moved bound is called: the inclusive word of its side."""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One side of a rule's bounds: a count of heads (or of values), or an exact ratio.

    `floor`: a lower bound, which is stricter the higher it is; otherwise an upper one. `field` is the key it is written
    under, `part` the value of a table it is for ("" for all), `strict` whether it excludes its figure. `size` is how many
    heads a ratio is of where that is the same number in every roster, else None.
    """

    field: str
    floor: bool
    figure: Figure
    part: str = ""
    strict: bool = False
    size: int | None = None

    @property
    def heads(self) -> int | None:
        """The fewest (floor) or the most (ceiling) heads it allows; None for a ratio of a number that varies."""
        if isinstance(self.figure, int):
            return self.figure
        if self.size is None:
            return None
        if self.floor:
            return floor_share(self.figure, self.size) + 1 if self.strict else ceil_share(self.figure, self.size)
        return ceil_share(self.figure, self.size) - 1 if self.strict else floor_share(self.figure, self.size)

    def at(self, heads: int) -> Figure:
        """The inclusive figure that asks for just so many heads. Raises ValueError for a ratio of a number that varies."""
        if isinstance(self.figure, int):
            return heads
        if not self.size:
            raise ValueError(f"{self.field}: a ratio of a number that varies has no heads")
        return Fraction(heads, self.size)

    def tighter(self, one: Figure, other: Figure) -> bool:
        """Whether the first figure asks for more than the second."""
        return one > other if self.floor else one < other


def written_limits(values: dict[str, Any], *, size: int | None) -> Iterator[Limit]:
    """The limits of a rule whose bounds stand under the usual names (at_least … less_than, exactly)."""
    for names, floor in ((FLOORS, True), (CEILINGS, False)):
        for name in names:
            bound = values.get(name)
            strict = name in ("more_than", "less_than")
            pairs = bound.items if isinstance(bound, Table) else (("", bound),)
            for part, figure in pairs:
                if isinstance(figure, int | Fraction):
                    yield Limit(field=name, floor=floor, figure=figure, part=part, strict=strict, size=size)


def moved_fields(values: dict[str, Any], limit: Limit, figure: Figure) -> dict[str, object]:
    """The fields to change so that the limit stands at an inclusive figure; the other side of an `exactly` stays."""
    name = INCLUSIVE[limit.floor]
    changed: dict[str, object] = {} if limit.field == name else {limit.field: None}
    before = values[limit.field]
    if not limit.part:
        changed[name] = figure
        if limit.field == "exactly":
            changed[INCLUSIVE[not limit.floor]] = before
        return changed
    assert isinstance(before, Table)
    moved = Table(tuple((part, figure if part == limit.part else bound) for part, bound in before.items))
    if limit.field == "exactly":
        # Only the one value gets a range; all others stay exact, which is both sides at their figure.
        return {"exactly": None, name: moved, INCLUSIVE[not limit.floor]: before}
    return {**changed, name: moved}
