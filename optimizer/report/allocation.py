"""Seats shared out among electing units: the record of it, and the table of seats (名额分配表)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import count

from optimizer.allocation.allocate import Allocation
from optimizer.allocation.biproportional import Biproportional
from optimizer.allocation.methods import Method
from optimizer.allocation.targets import HandedDown
from optimizer.allocation.units import ElectingUnit
from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Band, Table

EX_OFFICIO, RESERVE = "当然代表", "机动名额"
"""What the seats of no unit's choice are called among the lines of a target."""


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A target handed down to the units: what it is called, where the units' supplies are from, what was found."""

    id: str
    title: Filled
    origin: Filled
    found: HandedDown

    @property
    def floor(self) -> bool:
        """Whether it is a floor; a ceiling otherwise."""
        return self.found.bound == "at_least"

    @property
    def heading(self) -> Filled:
        """The title with the side it bounds."""
        return (_FLOOR if self.floor else _CEILING).fill(title=self.title)


@dataclass(frozen=True, kw_only=True)
class Makeup:
    """Each unit's seats by category (代表构成): the parts add up to the unit's seats and to the category's `totals`."""

    names: tuple[str, ...]
    totals: Mapping[str, int]
    found: Biproportional


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The same table under another method: its seats by unit, or None and why there are none."""

    method: Method
    seats: Mapping[str, int] | None
    said: Filled | None = None


@dataclass(frozen=True, kw_only=True)
class Shared:
    """Seats shared out: the units in the order of their table, their seats, and everything that follows from them.

    `size` says where the total comes from; `compared` are the five methods side by side, where asked for; `notes` are what else
    people should know.
    """

    source: str
    units: tuple[ElectingUnit, ...]
    allocation: Allocation
    size: Filled
    targets: tuple[Handed, ...] = ()
    makeup: Makeup | None = None
    compared: tuple[Compared, ...] = ()
    notes: tuple[Filled, ...] = ()

    def delegates(self, unit: str) -> int:
        """All delegates of a unit: the seats allocated to it and those that come with a post."""
        return self.allocation.seats[unit] + self.allocation.ex_officio.get(unit, 0)

    @property
    def ex_officio(self) -> int:
        """Seats that come with a post, of all units."""
        return sum(self.allocation.ex_officio.values())

    @property
    def kept(self) -> bool:
        """Whether every target could be handed down in full."""
        return not any(handed.found.short for handed in self.targets)


def seats_table(found: Shared) -> Table:
    """序号, 单位, 类别, 人数, 应得席位, 代表总数; under 代表构成 what adds up to it, under 其中 what may overlap.

    A class of several units has a subtotal.
    """
    kinds = any(unit.kind for unit in found.units)
    front = (_NUMBER, _UNIT, *((_KIND,) if kinds else ()), _MEMBERS, _SHARE, _DELEGATES)
    makeup = _makeup_titles(found)
    among = tuple(handed.heading for handed in found.targets)
    bands = [Band(title=same(""), columns=len(front))]
    bands += [Band(title=MAKEUP, columns=len(makeup))] if makeup else []
    bands += [Band(title=_AMONG, columns=len(among))] if among else []
    return Table(
        id="allocation",
        title=_TABLE,
        columns=(*front, *makeup, *among),
        rows=tuple(_rows(found, kinds=kinds)),
        bands=tuple(bands) if len(bands) > 1 else (),
        note=_note(found),
        wide=True,
    )


class Sort(StrEnum):
    """What a line of the table is about."""

    UNIT = "unit"
    SUBTOTAL = "subtotal"
    RESERVE = "reserve"
    TOTAL = "total"


@dataclass(frozen=True, kw_only=True)
class SeatsLine:
    """A line of the table: the units it adds up, and what it is called."""

    sort: Sort
    title: Filled
    units: tuple[ElectingUnit, ...] = ()


def seats_lines(found: Shared) -> list[SeatsLine]:
    """The lines in order: units as in their own table, those of one class together; then 机动名额 and 合计."""
    lines: list[SeatsLine] = []
    for kind in dict.fromkeys(unit.kind for unit in found.units):
        members = tuple(unit for unit in found.units if unit.kind == kind)
        lines += [SeatsLine(sort=Sort.UNIT, title=same(unit.name), units=(unit,)) for unit in members]
        if 1 < len(members) < len(found.units):
            lines.append(SeatsLine(sort=Sort.SUBTOTAL, title=_SUBTOTAL.fill(kind=kind or _OTHERS), units=members))
    if found.allocation.reserve:
        lines.append(SeatsLine(sort=Sort.RESERVE, title=_RESERVE))
    return [*lines, SeatsLine(sort=Sort.TOTAL, title=_TOTAL, units=found.units)]


def _rows(found: Shared, *, kinds: bool) -> Iterator[tuple[Filled, ...]]:
    numbers = count(1)
    for line in seats_lines(found):
        unit = line.units[0] if line.sort is Sort.UNIT else None
        front = [same(str(next(numbers)) if unit else ""), line.title]
        front += [same(unit.kind if unit else "")] if kinds else []
        if line.sort is Sort.RESERVE:
            empty = len(_makeup_titles(found)) + len(found.targets)
            figures = ["", "", str(found.allocation.reserve), *[""] * empty]
        else:
            figures = _figures(found, line.units, more=found.allocation.reserve if line.sort is Sort.TOTAL else 0)
        yield (*front, *map(same, figures))


def _figures(found: Shared, units: Sequence[ElectingUnit], *, more: int) -> list[str]:
    """The figures of some units added up; `more` delegates are of no unit."""
    names = [unit.name for unit in units]
    return [
        cut(sum((unit.members for unit in units), Fraction(0)), places=0),
        cut(sum((found.allocation.quotas[name] for name in names), Fraction(0))),
        str(sum(map(found.delegates, names)) + more),
        *_makeup_figures(found, names),
        *(str(sum(handed.found.parts[name] for name in names)) for handed in found.targets),
    ]


def _makeup_titles(found: Shared) -> tuple[Filled, ...]:
    """What a unit's delegates are made up of: categories or all allocated seats, and those who come with a post.

    Nothing where that would be the total once more.
    """
    parts = tuple(map(same, found.makeup.names)) if found.makeup else (_ALLOCATED,)
    posts = (_EX_OFFICIO,) if found.ex_officio else ()
    return (*parts, *posts) if found.makeup or posts else ()


def _makeup_figures(found: Shared, names: Sequence[str]) -> list[str]:
    if not _makeup_titles(found):
        return []
    if found.makeup:
        cells = found.makeup.found.seats
        parts = [sum(cells[name][category] for name in names) for category in found.makeup.names]
    else:
        parts = [sum(found.allocation.seats[name] for name in names)]
    posts = sum(found.allocation.ex_officio.get(name, 0) for name in names)
    # Few units have any: an empty cell reads better than a column of noughts.
    said = "" if not posts and len(names) == 1 else str(posts)
    return [*map(str, parts), *([said] if found.ex_officio else [])]


def cut(number: Fraction, places: int = 2) -> str:
    """A number of 0 or more in decimals, cut and never rounded up."""
    scaled = number.numerator * 10**places // number.denominator
    whole, rest = divmod(scaled, 10**places)
    return f"{whole}.{rest:0{places}d}" if places else str(whole)


def _note(found: Shared) -> Filled:
    """How to read the table."""
    said = [_SHARE_NOTE, *([_MAKEUP_NOTE] if _makeup_titles(found) else []), *([_AMONG_NOTE] if found.targets else [])]
    return Filled(zh="".join(each.zh for each in said), en=" ".join(each.en for each in said))


_TABLE = Filled(zh="代表名额分配表", en="Seats of the electing units")
_NUMBER = Filled(zh="序号", en="No.")
_UNIT = Filled(zh="单位", en="Electing unit")
_KIND = Filled(zh="类别", en="Class")
_MEMBERS = Filled(zh="人数", en="Members")
_SHARE = Filled(zh="应得席位", en="Fair share")
_DELEGATES = Filled(zh="代表总数", en="Delegates")
MAKEUP = Filled(zh="代表构成", en="Make-up")
_AMONG = Filled(zh="其中", en="Among them")
_ALLOCATED = Filled(zh="分配名额", en="Allocated")
_EX_OFFICIO = Filled(zh=EX_OFFICIO, en="Ex officio")
_RESERVE = Filled(zh=RESERVE, en="Reserve seats")
_TOTAL = Filled(zh="合计", en="Total")
_SUBTOTAL = Text(zh="{kind}小计", en="{kind}: subtotal")
_OTHERS = Filled(zh="其他", en="Others")
_FLOOR = Text(zh="{title} ≥", en="{title} ≥")
_CEILING = Text(zh="{title} ≤", en="{title} ≤")
_SHARE_NOTE = Filled(
    zh="应得席位是取整以前的准确份额，截去两位以后的小数，不进位。",
    en="The fair share is the exact one before rounding, cut after two decimals, never rounded up.",
)
_MAKEUP_NOTE = Filled(zh="代表构成各栏相加等于代表总数。", en="The make-up adds up to the delegates.")
_AMONG_NOTE = Filled(
    zh="其中各栏可以重叠，不必相加等于代表总数。",
    en="The groups among them may overlap and need not add up to the delegates.",
)
