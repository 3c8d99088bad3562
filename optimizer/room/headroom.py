"""Headroom: where a roster stands on every limit, and how far the limit could go with everything else held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy import sparse

from optimizer.basis.progress import Progress
from optimizer.basis.text import Text
from optimizer.model.build import build_model
from optimizer.model.model import Ints
from optimizer.problem.problem import Problem
from optimizer.room.asking import Asker, counted, flat_weights, has_roster
from optimizer.room.bounds import Bound, bounds_of
from optimizer.roster.recount import RecountError
from optimizer.roster.roster import Seat
from optimizer.rules.base import Strength
from optimizer.rules.grid import Row
from optimizer.rules.limits import Figure, Limit
from optimizer.rules.weights import reach, spread_out
from optimizer.solve.status import Learned, Status


@dataclass(frozen=True, kw_only=True)
class Headroom:
    """One limit of one rule on a roster.

    All figures are inclusive: whole heads (of `limit.size` where that is known, or values) or exact ratios. `reached` is
    the tightest figure the roster keeps (None: any, as it concerns nobody), `needed` where the limit stands. `furthest` is
    the tightest figure at which some roster keeps the rule and every other binding rule; where it is not `proven`, it is
    only known to be possible. None: any figure where `endless`; else none, as nobody can keep the rule's other bounds.
    """

    rule: str
    strength: Strength
    limit: Limit
    reached: Figure | None
    needed: Figure
    furthest: Figure | None
    endless: bool
    proven: bool

    @property
    def binding(self) -> bool:
        """Whether the roster just reaches what is needed: one head fewer (or more) would miss it."""
        return self.reached == self.needed

    @property
    def tight(self) -> bool:
        """Whether no roster at all can do better than what is needed."""
        return self.proven and self.furthest == self.needed

    @property
    def met(self) -> bool:
        """Whether the roster reaches what is needed; only a preferred rule may be short."""
        return self.reached is None or not self.limit.tighter(self.needed, self.reached)


def headroom(
    problem: Problem,
    seats: Sequence[Seat],
    *,
    rules: Sequence[str] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
    learned: Learned | None = None,
) -> tuple[Headroom, ...]:
    """The headroom of every limit, or of those of some rules, beside a roster that keeps the binding rules.

    `rules` are ids. A preferred rule is asked how far it could go if it were binding. Once the time is up, what is left is
    given as the roster has it, not proven.
    `learned` is what the solve of this roster knows: it only makes the answer quicker.
    """
    bounds = [bound for bound in bounds_of(problem) if rules is None or bound.rule.id in rules]
    asker = Asker(time_limit, progress, learned)
    found = []
    for number, bound in enumerate(bounds):
        asker.say("headroom", number, len(bounds), _LIMIT.fill(rule=bound.rule.id))
        found.append(headroom_of_bound(bound, seats, asker))
    return tuple(found)


def headroom_of_bound(bound: Bound, seats: Sequence[Seat], asker: Asker) -> Headroom:
    """The headroom of one limit."""
    reached = bound.reached(seats)
    known = bound.rule.strength.binds or bound.kept(seats, bound.loosest if reached is None else reached)
    end = _furthest(bound, reached, asker, known=known)
    return Headroom(
        rule=bound.rule.id,
        strength=bound.rule.strength,
        limit=bound.limit,
        reached=reached,
        needed=bound.needed,
        furthest=end.figure,
        endless=end.endless,
        proven=end.proven,
    )


@dataclass(frozen=True, kw_only=True)
class _End:
    """How far a limit can go; as in `Headroom`."""

    figure: Figure | None
    endless: bool = False
    proven: bool = True


def _furthest(bound: Bound, reached: Figure | None, asker: Asker, *, known: bool) -> _End:
    """The tightest figure that some roster keeps; `known`: the roster at hand keeps the rule at the one it reached."""
    if reached is None and known:
        return _End(figure=None, endless=True)
    start = (bound.needed if bound.rule.promised else reached) if known else None
    sign = 1 if bound.limit.floor else -1
    here = bound.loosest if start is None else start
    by_row = bound.scale.base is None and not bound.rule.promised
    row = moved_row(bound, int(here), int(here) + sign) if by_row else None
    if row is None:
        return _Search(bound, asker).run(start)
    if start is not None and _no_further(bound, row, int(start)):
        return _End(figure=start)
    return _furthest_by_row(bound, row, asker) or _End(figure=start, proven=False)


def moved_row(bound: Bound, one: int, other: int) -> Row | None:
    """The row that changes, by its bound alone and by as much as the limit does, when a limit of heads moves.

    None where it is not as simple as that.
    """
    before, after = (list(bound.at(figure).rows(bound.problem)) for figure in (one, other))
    if len(before) != len(after):
        return None
    changed = [(old, new) for old, new in zip(before, after, strict=True) if not _same(old, new)]
    if len(changed) != 1:
        return None
    ((old, new),) = changed
    floor = bound.limit.floor
    as_figure = (one, other) == ((old.least, new.least) if floor else (old.most, new.most))
    rest = (old.most, new.most) if floor else (old.least, new.least)
    if not as_figure or rest[0] != rest[1] or old.choices or new.choices or not _same_weights(old, new):
        return None
    return new


def _same(one: Row, other: Row) -> bool:
    return (one.least, one.most, one.choices) == (other.least, other.most, other.choices) and _same_weights(one, other)


def _same_weights(one: Row, other: Row) -> bool:
    return np.array_equal(_dense(one), _dense(other))


def _dense(row: Row) -> Ints:
    weights = row.weights
    return np.asarray(weights.toarray() if isinstance(weights, sparse.csr_array) else weights, dtype=np.int64)


def _no_further(bound: Bound, row: Row, reached: int) -> bool:
    """Whether the seats there are, or the other side of the rule's own bounds, let nobody go beyond what is reached."""
    low, high = reach(bound.problem, row)
    weights = spread_out(bound.problem, row.weights)
    for other in bound.at(reached).rows(bound.problem):
        if other.choices:
            continue
        beside = spread_out(bound.problem, other.weights)
        if other.most is not None and (beside >= weights).all():
            high = min(high, other.most)
        if other.least is not None and (beside <= weights).all():
            low = max(low, other.least)
    return reached >= high if bound.limit.floor else reached <= low


def _furthest_by_row(bound: Bound, row: Row, asker: Asker) -> _End | None:
    """One question: the largest (or smallest) sum of the row over all rosters; None where it was not answered."""
    model = build_model(bound.moved(bound.loosest))
    sign = 1 if bound.limit.floor else -1
    solved = asker.highest(model, sign * flat_weights(model, spread_out(bound.problem, row.weights)))
    if not has_roster(solved):
        return _End(figure=None) if solved.status is Status.IMPOSSIBLE else None
    best = sign * solved.goals[0].value
    if bound.reached(counted(model, solved).seats) != best:
        raise RecountError(bound.rule.id, f"the limit was to reach {best}")
    # One head further the row is still the same one, so that nothing reaches it, nor anything beyond.
    simple = moved_row(bound, best, best + sign) is not None
    return _End(figure=best, proven=simple and solved.status is Status.OPTIMAL)


class _Search:
    """Question by question between a figure that is kept and one that is not."""

    def __init__(self, bound: Bound, asker: Asker) -> None:
        self.bound = bound
        self.asker = asker
        self.open = False
        self.endless = False

    def run(self, start: Figure | None) -> _End:
        """The tightest figure possible; `start` is one that is known to be."""
        if start is None:
            start = self._holds(self.bound.loosest)
        if start is not None:
            start = self.bound.search(*self._bracket(start), self._holds)
        if self.endless:
            return _End(figure=None, endless=True)
        return _End(figure=start, proven=not self.open)

    def _bracket(self, start: Figure) -> tuple[Figure, Figure]:
        """A figure that is possible and a tighter one that is not, mostly close together: few limits can go far."""
        bound = self.bound
        step = 1
        tight = bound.scale.next_to(start, bound.past)
        while tight != bound.past:
            found = self._holds(tight)
            if found is None:
                return start, tight
            start, step = found, 2 * step
            tight = self._further(start, step)
        return start, tight

    def _further(self, start: Figure, step: int) -> Figure:
        """Where to look next after a figure was possible: further each time, not beyond the end."""
        bound = self.bound
        if bound.scale.base is None:
            ahead = start + step if bound.limit.floor else start - step
        else:
            # Most ratios are shares, which cannot pass one: worth a question before halving a long scale.
            one = 1 + Fraction(1, bound.scale.base + 1)
            ahead = one if bound.limit.floor and start < one else bound.past
        return bound.past if bound.limit.tighter(ahead, bound.past) else ahead

    def _holds(self, figure: Figure) -> Figure | None:
        """The figure that a roster kept to this one reaches; None where there is none, or nothing was found out."""
        if self.asker.over or self.endless:
            self.open |= self.asker.over
            return None
        model = build_model(self.bound.moved(figure))
        solved = self.asker.any_roster(model)
        if not has_roster(solved):
            self.open |= solved.status is not Status.IMPOSSIBLE
            return None
        reached = self.bound.known(counted(model, solved).seats, figure)
        self.endless |= reached is None
        return figure if reached is None else reached


_LIMIT = Text(zh="规则 {rule} 还能到多少", en="how far rule {rule} could go")
