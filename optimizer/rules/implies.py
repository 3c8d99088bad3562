"""`implies`: who holds one thing must be of a group, or hold another (兼职副主席须为基层一线, 监事长须为代表)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import ClassVar

import numpy as np

from optimizer.basis.position import Position, Truth
from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import EVERYONE, Predicate, judge
from optimizer.groups.words import describe
from optimizer.people.person import Person, Pool
from optimizer.rules.base import Rule, Seated, Verdict, scope_words
from optimizer.rules.conditions import certain, named_people, possible
from optimizer.rules.fields import Field, read_group, read_scope, read_texts
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.people import ids_of, people_faults
from optimizer.rules.shared import all_of, any_of
from optimizer.rules.tally import Also, Heads, Product, Tally, Whole, less
from optimizer.rules.weights import Ints, of_people, spread_out

_FORMS = (
    frozenset(("then",)),
    frozenset(("then", "when")),
    frozenset(("holds",)),
    frozenset(("holds", "when")),
    frozenset(("people", "then_people")),
    frozenset(("people", "then_people", "holds")),
)
_NO_FORM = Text(
    zh="只能写成三种之一：then（可加 when）；holds（可加 when）；people 和 then_people（可加 holds）",
    en="write one of three: then (with or without when); holds (with or without when); people and then_people (with or "
    "without holds)",
)
_THEN = Text(zh="{scope}须为{then}", en="{scope}: only {then} may hold it")
_WHEN_THEN = Text(zh="{scope}中，凡{when}，须为{then}", en="{scope}, among {when}: only {then} may hold it")
_HOLDS = Text(zh="担任{scope}的，须同时在{holds}名单中", en="{scope}: whoever holds it must also hold {holds}")
_WHEN_HOLDS = Text(
    zh="{scope}中，凡{when}，须同时在{holds}名单中", en="{scope}, among {when}: whoever holds it must also hold {holds}"
)
_PEOPLE = Text(
    zh="{people}在{scope}名单中的，{then_people}须在{holds}名单中",
    en="{scope}: if {people} holds it, {then_people} must hold {holds}",
)


@dataclass(frozen=True, kw_only=True)
class Implies(Rule):
    """Who holds the scope (and may be in `when`) is certainly in `then`, or holds `holds` too; or one person brings others.

    With `people`: where one of them holds the scope, every one of `then_people` holds `holds` (the scope, if not written).
    """

    kind: ClassVar[str] = "implies"
    summary: ClassVar[Filled] = Filled(
        zh="担任一职的人须属于某群体、须同时担任另一职，或有甲则须有乙",
        en="who holds a body or office must be in a group or hold another one too; or one person requires others",
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            name="when",
            read=read_group,
            help=Filled(zh="只对这个群体要求；不写为全体", en="asked of this group only; of everyone if absent"),
        ),
        Field(name="then", read=read_group, help=Filled(zh="须属于的群体", en="the group they must be in")),
        Field(
            name="holds",
            read=read_scope,
            help=Filled(zh="须同时担任的机构或职务，可以不在同一支", en="what they must also hold, in any chain"),
        ),
        Field(
            name="people", read=read_texts, help=Filled(zh="其中有人在，则", en="where one of these holds the scope")
        ),
        Field(name="then_people", read=read_texts, help=Filled(zh="这些人都须在", en="all of these must hold too")),
    )
    example: ClassVar[str] = """
[[rule]]
id = "D8"
kind = "implies"
scope = "vice_chair"
when = { mode = "part_time" }
then = { frontline = "yes" }
"""

    when: Predicate | None = None
    then: Predicate | None = None
    holds: str | None = None
    people: tuple[str, ...] = ()
    then_people: tuple[str, ...] = ()

    @classmethod
    def faults(cls, values: Mapping[str, object]) -> Iterator[Filled]:
        """Fields that do not make one of the three forms."""
        if frozenset(values) not in _FORMS:
            yield _NO_FORM.fill()

    def pool_faults(self, pool: Pool) -> Iterator[tuple[str, Filled]]:
        """People the pool does not have, and names that several share."""
        yield from people_faults(pool, (*self.people, *self.then_people))

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """The group asked and the group required, if any."""
        return tuple(group for group in (self.when, self.then) if group is not None)

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """A ban on whoever does not meet it, or a row for each pair of what is held and what that requires."""
        inside = spread_out(grid, holds(grid, self.scope))
        beside = spread_out(grid, holds(grid, (self.holds,))) if self.holds else inside
        asked = inside * grid.possible(self.when or EVERYONE)
        if self.then is not None:
            yield Row(rule=self.id, weights=asked * ~grid.sure(self.then), most=0)
        elif self.people:
            yield from self._pair_rows(grid, inside, beside)
        elif self._in_one_chain(grid):
            # Nobody has two positions in a chain: one that falls short falls short whatever else is held.
            yield Row(rule=self.id, weights=asked * (beside == 0), most=0)
        else:
            for number in np.flatnonzero(asked.any(axis=1)):
                yield Row(rule=self.id, weights=of_people(asked - beside, np.array([number])), most=0)

    def _in_one_chain(self, grid: Grid) -> bool:
        """Whether the scope and `holds` lie in the same chain: positions of one chain share its outermost body."""
        here, there = (
            {body for position in grid.positions if position.scopes & wanted for body in position.bodies}
            for wanted in (frozenset(self.scope), frozenset((self.holds,)))
        )
        return bool(here & there)

    def _pair_rows(self, grid: Grid, inside: Ints, beside: Ints) -> Iterator[Row]:
        firsts, seconds = ids_of(grid.pool, self.people), ids_of(grid.pool, self.then_people)
        numbers = {person.id: n for n, person in enumerate(grid.pool.people) if person.id not in grid.exempt}
        for first, second in product(sorted(firsts & numbers.keys()), sorted(seconds & numbers.keys())):
            requires = of_people(inside, np.array([numbers[first]]))
            required = of_people(beside, np.array([numbers[second]]))
            yield Row(rule=self.id, part=f"{first}-{second}", weights=requires - required, most=0)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """Those who meet what is required of them, of all of whom it is."""
        seats = seated.holding(self.scope)
        beside = {person.id for person, _ in (seated.holding((self.holds,)) if self.holds else seats)}
        if self.people:
            firsts = ids_of(seated.pool, self.people) - seated.exempt
            seconds = ids_of(seated.pool, self.then_people) - seated.exempt
            here = {person.id for person, _ in seats}
            # Whoever is there already is not required to be there: such pairs are no news.
            pairs = [(one, other) for one in firsts for other in seconds if self.holds or one != other]
            met, asked = sum(one not in here or other in beside for one, other in pairs), len(pairs)
        else:
            bound = [seat for seat in seats if not self.when or judge(self.when, *seat, seated.on) is not Truth.NO]
            met, asked = sum(self._meets(seated, seat, beside) for seat in bound), len(bound)
        yield self.verdict(found=met, of=asked, least=asked, most=None)

    def _meets(self, seated: Seated, seat: tuple[Person, Position], beside: set[str]) -> bool:
        return seat[0].id in beside if self.then is None else judge(self.then, *seat, seated.on) is Truth.YES

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """Those who meet what is required of them, of all of whom it is; of people by name, pair by pair."""
        asked = possible(self.when)
        of = Heads(scope=self.scope, conditions=asked)
        if self.people:
            yield self._pair_tally(pool, spared)
        elif self.then is not None:
            yield Tally(found=Heads(scope=self.scope, conditions=(*asked, *certain(self.then))), of=of, least=of)
        else:
            beside = Also(scope=(self.holds or "",))
            yield Tally(found=Heads(scope=self.scope, conditions=(*asked, beside)), of=of, least=of)

    def _pair_tally(self, pool: Pool, spared: frozenset[str]) -> Tally:
        """A pair fails where the first is here and the second is not there: as many as the one times the other."""
        firsts, seconds = ids_of(pool, self.people) - spared, ids_of(pool, self.then_people) - spared
        # Somebody who is to bring themselves along never fails; such pairs are counted only for another scope.
        pairs = len(firsts) * len(seconds) - (0 if self.holds else len(firsts & seconds))
        here = Heads(scope=self.scope, conditions=named_people(firsts))
        there = Heads(scope=(self.holds,) if self.holds else self.scope, conditions=named_people(seconds))
        failed = Product(here, less(Whole(len(seconds)), there))
        return Tally(found=less(Whole(pairs), failed), of=Whole(pairs), least=Whole(pairs))

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        words: dict[str, Filled] = {"scope": scope_words(self.scope, titles)}
        words["holds"] = scope_words((self.holds,), titles) if self.holds else Filled(zh=words["scope"].zh, en="it")
        words |= {
            name: describe(group, titles) for name in ("when", "then") if (group := getattr(self, name)) is not None
        }
        if self.people:
            return _PEOPLE.fill(people=any_of(self.people), then_people=all_of(self.then_people), **words)
        if self.then is not None:
            return (_THEN if self.when is None else _WHEN_THEN).fill(**words)
        return (_HOLDS if self.when is None else _WHEN_HOLDS).fill(**words)
