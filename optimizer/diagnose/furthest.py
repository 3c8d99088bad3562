"""The arithmetic of a conflict: how far each of its bounds could go with everything else in it and all seats held.

Rules that cannot be moved (a ban, say) have no figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from optimizer.basis.text import Filled
from optimizer.diagnose.questions import Questions, fewest_short
from optimizer.groups.predicate import Predicate
from optimizer.model.model import Ints, Model
from optimizer.people.person import Pool
from optimizer.roster.recount import RecountError, recount
from optimizer.rules.base import Rule, Seated, Verdict
from optimizer.rules.grid import Grid, Row
from optimizer.rules.limits import Figure, Limit
from optimizer.rules.tally import Tally
from optimizer.rules.weights import spread_out
from optimizer.solve.clock import Stopped

FEW_HEADS = 8
"""Up to so many heads are halved; over more the furthest figure is asked for outright."""

MOST_PARTS = 6
"""So many values of a rule by value are looked at one by one."""


@dataclass(frozen=True, kw_only=True)
class Furthest:
    """How far a limit of a rule can go, inclusive, while the rest of its conflict can still be kept.

    `figure` is None where no figure of this limit would do; it is the limit's own where only its excluding it is in the way.
    `heads` is the figure in whole heads, where the limit has them; `counted` says that it counts the heads of the one group
    the rule names.
    """

    rule: str
    limit: Limit
    figure: Figure | None
    heads: int | None = None
    counted: bool = False


def furthest(questions: Questions, rule: Rule, others: frozenset[str]) -> Iterator[Furthest]:
    """How far each limit of a rule can go with the other claims held; raises Stopped."""
    for limit in rule.limits(questions.claims.problem):
        yield _Search(questions=questions, rule=rule, limit=limit, others=others).run()


def culprits(questions: Questions, rule: Rule, others: frozenset[str]) -> tuple[str, ...]:
    """The values of a rule by value each of which alone cannot be met beside the other claims; raises Stopped.

    Looks only among those that a roster with few heads short leaves unmet, where they are few: every such value is among them.
    """
    if not rule.parted:
        return ()
    claims = questions.claims
    model = claims.model(others, wished=(rule.id,))
    answer = questions.roster(model, others, gaps=fewest_short(model))
    verdicts = () if answer is None else recount(claims.problem.pool, claims.problem.policy, (rule,), answer.seats)
    parts = tuple(dict.fromkeys(verdict.part for verdict in verdicts if verdict.part and not verdict.kept))
    if len(parts) > MOST_PARTS:
        return ()
    found = []
    for part in parts:
        only = OnlyPart(id=rule.id, scope=rule.scope, strength=rule.strength, inner=rule, part=part)
        if questions.roster(claims.model(others, others=(only,)), others) is None:
            found.append(part)
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class _Search:
    """The furthest figure of one limit: every figure that is a roster's, every refusal the solver's proof."""

    questions: Questions
    rule: Rule
    limit: Limit
    others: frozenset[str]

    def run(self) -> Furthest:
        """The furthest figure, in heads where there are any."""
        rule, limit, problem = self.rule, self.limit, self.questions.claims.problem
        row = None if rule.promised else _plain_row(rule, limit, problem)
        # Without the rule the others can be kept, and a rule of this one row asks for nothing where its limit is loosest.
        nothing = row is not None and sum(1 for _ in rule.rows(problem)) == 1
        loosest, heads = 0 if limit.floor else problem.room, limit.heads
        start = Fraction(loosest) if heads is None else limit.at(loosest)
        if not nothing and not self._possible(start):
            return Furthest(rule=rule.id, limit=limit, figure=None)
        if heads is None:
            return Furthest(rule=rule.id, limit=limit, figure=self._ratio(Fraction(loosest)))
        few = row is None or abs(heads - loosest) <= FEW_HEADS
        reached = self._halved(loosest, heads) if few else self._best(start, row)
        counted = row is not None and len(rule.groups) == 1
        return Furthest(rule=rule.id, limit=limit, figure=limit.at(reached), heads=reached, counted=counted)

    def _possible(self, figure: Figure) -> bool:
        """Whether a roster keeps the others and the rule at this figure."""
        model = self.questions.claims.model(self.others, others=(self.rule.moved(self.limit, figure),))
        return self.questions.roster(model, self.others) is not None

    def _best(self, loosest: Figure, row: Row | None) -> int:
        """The most (or fewest) heads of a row, with the rest of the rule kept, of which there is a roster."""
        model = self.questions.claims.model(self.others, others=(self.rule.moved(self.limit, loosest),))
        sign = 1 if self.limit.floor else -1
        assert row is not None
        weights = spread_out(model.problem, row.weights)[model.person, model.position]
        return _proven(self.questions, model, self.others, sign * weights)

    def _halved(self, good: int, bad: int) -> int:
        """The figure nearest to `bad`, which is too much, by halving from one that is not."""
        while abs(bad - good) > 1:
            middle = (good + bad) // 2
            if self._possible(self.limit.at(middle)):
                good = middle
            else:
                bad = middle
        return good

    def _ratio(self, good: Fraction) -> Fraction:
        """The furthest ratio of two numbers of heads, exactly: halved until no such ratio lies between."""
        bad, most = Fraction(self.limit.figure), self.questions.claims.problem.room
        if self.limit.strict and self._possible(bad):
            return bad
        while True:
            # If any ratio of numbers up to `most` lies between the two, so does the one nearest to the middle.
            middle = ((good + bad) / 2).limit_denominator(most)
            if not min(good, bad) < middle < max(good, bad):
                return good
            if self._possible(middle):
                good = middle
            else:
                bad = middle


@dataclass(frozen=True, kw_only=True)
class OnlyPart(Rule):
    """A rule by value, for one of its values alone."""

    kind: ClassVar[str] = "only_part"

    inner: Rule
    part: str

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """Those of the rule."""
        return self.inner.groups

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """The rows of the value."""
        yield from (row for row in self.inner.rows(grid) if not row.soft or row.part == self.part)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """The verdicts on the value."""
        yield from (verdict for verdict in self.inner.count(seated) if verdict.part == self.part)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """The tallies of the value."""
        yield from (tally for tally in self.inner.tallies(pool, spared) if tally.part == self.part)

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        return self.inner.sentence(titles)


def _proven(questions: Questions, model: Model, held: frozenset[str], columns: Ints) -> int:
    """The largest sum of the weights over the rosters there are, without its sign. Raises Stopped without a proof."""
    answer = questions.roster(model, held, columns=columns)
    if answer is None:
        raise RecountError("asked", "the solver finds no roster where one was counted")
    if answer.value is None:
        raise Stopped
    return abs(answer.value)


def _plain_row(rule: Rule, limit: Limit, grid: Grid) -> Row | None:
    """The one row that is the limit, a count of heads; None where there are several or it is no such row."""
    bounds = [
        (row, row.least if limit.floor else row.most)
        for row in rule.rows(grid)
        if row.part == limit.part and (row.least if limit.floor else row.most) is not None
    ]
    if len(bounds) != 1:
        return None
    row, bound = bounds[0]
    # A bound in other units than whole heads differs from the limit's.
    return row if bound == limit.heads and not row.choices and row.head == 1 and row.soft else None
