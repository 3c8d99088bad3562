"""Ties: seats that units with exactly equal claims would have to share, and the declared rule that gives them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from optimizer.allocation.words import in_a_row, listed
from optimizer.basis.text import Filled, Text

UNITS = "units"
CLASSES = "classes"
CELLS = "cells"


class TieRule(StrEnum):
    """What decides between exactly equal claims."""

    DRAW = "draw"
    LARGER = "larger"
    SMALLER = "smaller"
    REFUSE = "refuse"

    @property
    def words(self) -> Text:
        """The rule in words."""
        return _RULES[self]


@dataclass(frozen=True, kw_only=True)
class Tie:
    """`seats` to be shared by the units `between`, more of them than seats, whose claims are exactly equal; who was `given` one.

    `where` is `units`, `classes` (where "" are all classes not named), `class:NAME`, `target:ID` or `cells`. `drawn` are those
    among whom the draw with the seed decided: with LARGER and SMALLER the units whose members are equal too. Names are in
    the order of their characters.
    """

    where: str
    seats: int
    between: tuple[str, ...]
    given: tuple[str, ...]
    rule: TieRule
    seed: int = 0
    drawn: tuple[str, ...] = ()

    def said(self) -> Filled:
        """The tie and what decided it, in a sentence."""
        known = {"place": where_words(self.where), "between": _named(self.between), "seats": self.seats}
        if self.rule is TieRule.REFUSE:
            return _OPEN.fill(**known)
        if self.rule is TieRule.DRAW:
            how = _DRAWN.fill(seed=self.seed)
        elif self.drawn:
            how = _PARTLY.fill(rule=self.rule.words, drawn=_named(self.drawn), seed=self.seed)
        else:
            how = self.rule.words.fill()
        return _SETTLED.fill(**known, how=how, given=_named(self.given))


class Undecided(Exception):
    """Raised under REFUSE: exactly equal claims for which no rule was given; `said` names every one of them."""

    def __init__(self, ties: Iterable[Tie]) -> None:
        self.ties = tuple(ties)
        self.said = in_a_row([tie.said() for tie in self.ties])
        super().__init__(self.said.en)


@dataclass(frozen=True, kw_only=True)
class TieBreak:
    """The declared rule, the public seed of the draw and the members that LARGER and SMALLER go by.

    `where` names the place of the ties to come and enters the draw, so that one unit has a fresh chance at every place.
    """

    rule: TieRule = TieRule.DRAW
    seed: int = 0
    members: Mapping[str, Fraction] = field(default_factory=dict)
    where: str = UNITS

    def at(self, where: str) -> TieBreak:
        """The same rule for ties at another place."""
        return replace(self, where=where)

    def knowing(self, members: Mapping[str, Fraction]) -> TieBreak:
        """The same rule with these members, unless it knows its own."""
        return self if self.members else replace(self, members=members)

    def order(self, names: Iterable[str]) -> list[str]:
        """The names, who is served first in front; independent of the order they come in.

        The draw puts them in the order of the SHA-256 of "seed:where:name" (UTF-8), lowest first.
        """
        drawn = sorted(names, key=self._lot)
        if self.rule in (TieRule.LARGER, TieRule.SMALLER):
            drawn.sort(key=self._size, reverse=self.rule is TieRule.LARGER)
        return drawn

    def give(self, seats: int, between: Iterable[str]) -> Tie:
        """The tie with its seats given out; raises Undecided under REFUSE. There are more names than seats."""
        names = tuple(sorted(between))
        if self.rule is TieRule.REFUSE:
            raise Undecided(
                [Tie(where=self.where, seats=seats, between=names, given=(), rule=self.rule, seed=self.seed)]
            )
        order = self.order(names)
        return Tie(
            where=self.where,
            seats=seats,
            between=names,
            given=tuple(sorted(order[:seats])),
            rule=self.rule,
            seed=self.seed,
            drawn=self._among_whom(order, seats),
        )

    def _among_whom(self, order: list[str], seats: int) -> tuple[str, ...]:
        """Those the draw decided about: all, or the units as large as both the last served and the first not served."""
        if self.rule is TieRule.DRAW:
            return tuple(sorted(order))
        last, first = self._size(order[seats - 1]), self._size(order[seats])
        return tuple(sorted(name for name in order if self._size(name) == last)) if last == first else ()

    def _size(self, name: str) -> Fraction:
        return self.members.get(name, Fraction(0))

    def _lot(self, name: str) -> tuple[str, str]:
        return hashlib.sha256(f"{self.seed}:{self.where}:{name}".encode()).hexdigest(), name


def _named(names: tuple[str, ...]) -> Filled:
    """The names in a row; the classes not named have none."""
    return Filled(
        zh=listed([name or _OTHERS.zh for name in names]).zh, en=listed([name or _OTHERS.en for name in names]).en
    )


def where_words(where: str) -> Filled:
    """A tie's place in words."""
    if where in _PLACES:
        return _PLACES[where].fill()
    sort, _, name = where.partition(":")
    return _NAMED[sort].fill(name=name) if sort in _NAMED else Filled(zh=where, en=where)


_OTHERS = Text(zh="其他各类", en="all other classes")
_RULES = {
    TieRule.DRAW: Text(zh="抽签", en="by the draw"),
    TieRule.LARGER: Text(zh="人数多的优先", en="the larger goes first"),
    TieRule.SMALLER: Text(zh="人数少的优先", en="the smaller goes first"),
    TieRule.REFUSE: Text(zh="不自动决定", en="not decided by the program"),
}
_PLACES = {
    UNITS: Text(zh="各单位之间", en="Among the units"),
    CLASSES: Text(zh="各类别之间", en="Among the classes"),
    CELLS: Text(zh="各单位的构成之间", en="Among the units' categories"),
}
_NAMED = {
    "class": Text(zh="“{name}”类内", en='Within the class "{name}"'),
    "target": Text(zh="分解指标“{name}”时", en='In handing down the target "{name}"'),
}
_SETTLED = Text(
    zh="{place}，{between}的份额完全相等，还剩 {seats} 席可分；{how}，给了{given}。",
    en="{place}, {between} have exactly equal claims and {seats} to share; {how}: given to {given}.",
)
_OPEN = Text(
    zh="{place}，{between}的份额完全相等，还剩 {seats} 席可分，没有规则决定给谁。",
    en="{place}, {between} have exactly equal claims and {seats} to share, and no rule decides who gets them.",
)
_DRAWN = Text(zh="按公开种子 {seed} 抽签", en="by the draw with the public seed {seed}")
_PARTLY = Text(
    zh="{rule}，人数也相同的{drawn}按公开种子 {seed} 抽签",
    en="{rule}, and among {drawn}, whose members are equal too, the draw with the public seed {seed} decides",
)
