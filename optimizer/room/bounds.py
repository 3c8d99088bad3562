"""A rule's limit as a scale of figures: how far a roster reaches on it, and the problem with the limit moved along it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from optimizer.problem.problem import Problem
from optimizer.room.asking import with_rule
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Seated, Strength
from optimizer.rules.limits import Figure, Limit


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The figures on which a limit can stand, from 0 to `top`: whole numbers, or the ratios with a base of `base` or less.

    No roster tells two limits apart between which the scale has no figure.
    """

    top: int
    base: int | None = None

    def between(self, one: Figure, other: Figure) -> Figure | None:
        """The figure of the scale nearest to the middle of two, strictly between them; None where there is none."""
        low, high = min(one, other), max(one, other)
        if self.base is None:
            return (low + high) // 2 if high - low > 1 else None
        # A fraction between the two is nearer to the middle than either of them.
        middle = ((Fraction(low) + high) / 2).limit_denominator(self.base)
        return middle if low < middle < high else None

    def next_to(self, figure: Figure, toward: Figure) -> Figure:
        """The figure next to one on the side of another; that other one where there is none between them."""
        while (nearer := self.between(figure, toward)) is not None:
            toward = nearer
        return toward

    @property
    def above(self) -> Figure:
        """Just beyond the top."""
        return self.top + 1 if self.base is None else self.top + Fraction(1, self.base + 1)

    @property
    def below(self) -> Figure:
        """Just beyond nought."""
        return -1 if self.base is None else Fraction(-1, self.base + 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Bound:
    """One limit of one rule of a problem.

    Figures are on `scale`: whole heads (or values) where the limit comes to heads, else exact ratios; always inclusive.
    """

    problem: Problem
    rule: Rule
    limit: Limit

    @cached_property
    def scale(self) -> Scale:
        """Where the limit can stand."""
        room = max(self.problem.room, 1)
        if self.limit.heads is None:
            return Scale(top=room, base=room)
        # A count is of heads mostly; of values, groups or bodies where a kind counts those.
        counts = (room, self.limit.heads, len(self.rule.groups), len(self.problem.policy.parts))
        return Scale(top=self.limit.size or 1 if isinstance(self.limit.figure, Fraction) else max(counts))

    @property
    def loosest(self) -> Figure:
        """The end of the scale at which the limit asks for nothing."""
        return 0 if self.limit.floor else self.scale.top

    @property
    def past(self) -> Figure:
        """Just beyond the end of the scale at which the limit asks for most."""
        return self.scale.above if self.limit.floor else self.scale.below

    @cached_property
    def needed(self) -> Figure:
        """Where the limit stands, as the loosest figure of the scale that asks for as much."""
        heads = self.limit.heads
        if heads is not None:
            return heads
        figure, strict = Fraction(self.limit.figure), self.limit.strict
        return self._first(lambda at: (at == figure and not strict) or self.limit.tighter(at, figure))

    def at(self, figure: Figure) -> Rule:
        """The rule, binding, with the limit at a figure of the scale."""
        written = self.limit.at(int(figure)) if self.scale.base is None else Fraction(figure)
        return replace(self.rule.moved(self.limit, written), strength=Strength.MUST)

    def moved(self, figure: Figure) -> Problem:
        """The problem with the limit at a figure of the scale, binding."""
        return with_rule(self.problem, self.at(figure))

    def reached(self, seats: Sequence[Seat]) -> Figure | None:
        """The tightest figure that a roster keeps, counted by head; None where it keeps any, as nobody is concerned.

        The other side of the rule's bounds plays no part: only the verdicts that change with the limit are asked.
        """
        seated = self._seated(seats)
        free = sum(verdict.short for verdict in self.at(self.loosest).count(seated))
        reached = self.search(
            self.loosest,
            self.past,
            lambda figure: figure if self._short(seated, figure) <= free else None,
        )
        nobody = self.scale.base is not None and self.limit.floor and self._short(seated, self.scale.top + 1) <= free
        return None if nobody else reached

    def known(self, seats: Sequence[Seat], figure: Figure) -> Figure | None:
        """The tightest figure that a roster is known to keep which keeps this one; None for any.

        What a promised rule reaches on the roster says nothing of what it reaches whoever wins.
        """
        return figure if self.rule.promised else self.reached(seats)

    def kept(self, seats: Sequence[Seat], figure: Figure) -> bool:
        """Whether a roster keeps the whole rule with the limit at a figure."""
        return self._short(self._seated(seats), figure) == 0

    def _seated(self, seats: Sequence[Seat]) -> Seated:
        pool, policy = self.problem.pool, self.problem.policy
        held = tuple((pool.by_id[seat.person], seat.position) for seat in seats)
        return Seated(seats=held, pool=pool, on=policy.reference_date)

    def search(self, loose: Figure, tight: Figure, holds: Callable[[Figure], Figure | None]) -> Figure:
        """The tightest figure that holds, between one that does and one that does not.

        `holds` gives the figure itself or a tighter one that is known to hold as well; None where it does not.
        """
        while (figure := self.scale.between(loose, tight)) is not None:
            found = holds(figure)
            if found is None:
                tight = figure
            else:
                loose = found
        return loose

    def _short(self, seated: Seated, figure: Figure) -> int:
        return sum(verdict.short for verdict in self.at(figure).count(seated))

    def _first(self, asks_enough: Callable[[Figure], bool]) -> Figure:
        """The loosest figure of the scale that asks for enough; just past its end where none does."""
        if asks_enough(self.loosest):
            return self.loosest
        loose, tight = self.loosest, self.past
        while (figure := self.scale.between(loose, tight)) is not None:
            loose, tight = (loose, figure) if asks_enough(figure) else (figure, tight)
        return tight


def bounds_of(problem: Problem) -> tuple[Bound, ...]:
    """Every limit of every rule that has any, in the order of the policy, pins last; none of a body that has no seats."""
    return tuple(
        Bound(problem=problem, rule=rule, limit=limit)
        for rule in problem.rules
        for limit in rule.limits(problem)
        if limit.size != 0
    )
