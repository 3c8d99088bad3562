"""What a promised rule (`guarantee`, `upsets`) asks of the slates, or why it cannot be promised.

A rule's rows, written over the grid in which the further candidates for its body or office are elected, say what it asks of
the winners: a sum of weights that is to reach a bound. The worst outcome elects the lightest of the slate, and "whoever wins"
distributes over "and", so that each row is promised by itself. With votes before it, after each of which the rest is planned
again, the heads needed grow by the losers of every vote (docs/contests.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.basis.position import Position
from optimizer.groups.masks import Mask
from optimizer.people.person import Pool
from optimizer.policy.policy import Office
from optimizer.problem.contests import Ballot, Contested
from optimizer.problem.refusals import (
    APPOINTED,
    APPOINTED_CURE,
    BAND,
    BAND_CURE,
    CHOICES,
    CHOICES_CURE,
    NOT_ANNOUNCED,
    NOT_ANNOUNCED_CURE,
    ONE_PERSON,
    ONE_PERSON_CURE,
    OUTSIDE,
    OUTSIDE_CURE,
    RANGE,
    RANGE_CURE,
    SEVERAL,
    SEVERAL_CURE,
    UNITS,
    UNITS_CURE,
    Refusal,
    Refused,
)
from optimizer.rules.base import Rule
from optimizer.rules.grid import Row
from optimizer.rules.weights import Ints, spread_out

if TYPE_CHECKING:
    from optimizer.problem.problem import Problem


@dataclass(frozen=True, kw_only=True, eq=False)
class Promise:
    """One side of one row of a promised rule: the `weights` of the winners of `part` add up to `least` or more.

    `weights` are people x positions, in whose `columns` the part is held or run for; a ceiling, which is no `floor`, has the
    negative weights. `votes` are the contests it must outlast, that of an outer body first; after each the rest is planned
    again. `upsets` limits how many planned winners lose (None: any number). `seats` is how many people hold the part.
    """

    rule: str
    row: str
    part: str
    floor: bool
    weights: Ints
    columns: Mask
    least: int
    head: int
    seats: int
    votes: tuple[Contested, ...]
    upsets: int | None = None

    @property
    def contest(self) -> Contested | None:
        """The vote for the part itself, where there is one and it is the only one."""
        return self.votes[0] if self.votes[0].part == self.part else None

    def active(self, pool: Pool) -> tuple[list[Active], int]:
        """The votes of the last contest in which the weights differ, and what their winners' weights add up to at least.

        In the other votes everybody weighs the same: whoever wins there, it is the same.
        """
        contest, least = self.votes[-1], self.least
        held = np.array([person.value(contest.by) if contest.by else "" for person in pool.people], dtype=object)
        found = []
        for ballot in contest.ballots:
            people = held == ballot.unit
            values = np.unique(self.weights[people][:, self.columns]).tolist() or [0]
            if len(values) > 1:
                found.append(Active(ballot=ballot, people=people, values=tuple(values)))
            else:
                least -= ballot.seats * values[0]
        return found, least

    @property
    def two(self) -> tuple[int, int] | None:
        """The lower of the only two weights and the step to the higher one; None where there are more."""
        values = np.unique(self.weights[:, self.columns])
        return (int(values[0]), int(values[1] - values[0])) if len(values) == 2 else None

    @property
    def heads(self) -> int:
        """How many of the higher weight those who hold the part must be, where there are only two weights."""
        assert self.two is not None
        lower, step = self.two
        return -((lower * self.seats - self.least) // step)

    @property
    def helping(self) -> Mask:
        """People x positions: where somebody has the higher of the two weights."""
        assert self.two is not None
        helping: Mask = (self.weights == sum(self.two)) & self.columns
        return helping


@dataclass(frozen=True, kw_only=True, eq=False)
class Active:
    """A vote that decides something for a promise: its `people` by number in the pool, and their distinct weights, rising."""

    ballot: Ballot
    people: Mask
    values: tuple[int, ...]

    def heads(self, least: int) -> int:
        """How many winners of the higher of two weights make the sum reach `least`."""
        lower, higher = self.values
        return -((lower * self.ballot.seats - least) // (higher - lower))


def sides_of(problem: Problem, rule: Rule) -> tuple[Promise, ...] | Refusal:
    """What a rule asks of whoever wins, promised or not; a refusal where that is no sum over the winners of one vote.

    What cannot be missed is left out, and so is everything of a rule that no vote can touch.
    """
    try:
        return tuple(linear_sides(problem, rule))
    except Refused as reason:
        return Refusal(rule=rule.id, message=reason.message, cure=reason.cure.fill())


def linear_sides(problem: Problem, rule: Rule) -> list[Promise]:
    """As `sides_of`; raises Refused."""
    policy = problem.policy
    chains = {policy.path(part)[0] for part in rule.scope}
    if not any(policy.path(contest.part)[0] in chains for contest in problem.contests):
        return []
    if len(rule.scope) != 1:
        raise Refused(SEVERAL.fill(), SEVERAL_CURE)
    (part,) = rule.scope
    votes = tuple(contest for contest in problem.contests if contest.part in policy.path(part))
    if policy.announced and votes:
        if votes[-1].part != part:
            raise Refused(NOT_ANNOUNCED.fill(title=policy.titles[part]), NOT_ANNOUNCED_CURE)
        votes = votes[-1:]
    grid = problem.elected(part if votes else None)
    rows = list(rule.rows(grid))
    for row in rows:
        _settled(problem, row, grid.positions, part)
    return [side for row in rows for side in _sides(problem, rule, row, grid.positions, votes)] if votes else []


def _settled(problem: Problem, row: Row, positions: Sequence[Position], part: str) -> None:
    """A row is about the winners alone, and who counts in it does not depend on what is planned after the vote."""
    if row.choices:
        raise Refused(CHOICES.fill(), CHOICES_CURE)
    weights = spread_out(problem, row.weights)
    inside = np.array([part in position.scopes for position in positions], dtype=bool)
    if weights[:, ~inside].any():
        raise Refused(OUTSIDE.fill(), OUTSIDE_CURE)
    office = isinstance(problem.policy.by_id[part], Office)
    for mode in sorted({position.mode or "" for position in positions if office}) or [""]:
        alike = inside & [not office or (position.mode or "") == mode for position in positions]
        here = weights[:, alike]
        if here.shape[1] and (here != here[:, :1]).any():
            raise Refused(APPOINTED.fill(title=problem.policy.titles[part]), APPOINTED_CURE)


def _sides(
    problem: Problem, rule: Rule, row: Row, positions: Sequence[Position], votes: tuple[Contested, ...]
) -> Iterator[Promise]:
    """The row as floors, but for what cannot be missed."""
    part = rule.scope[0]
    seats = problem.policy.seats[part]
    number = votes[-1].seats if votes[-1].part == part else seats.fixed
    if number is None:
        raise Refused(RANGE.fill(title=problem.policy.titles[part]), RANGE_CURE)
    weights = spread_out(problem, row.weights)
    inside = np.array([part in position.scopes for position in positions], dtype=bool)
    for sign, least in ((1, row.least), (-1, None if row.most is None else -row.most)):
        values = np.unique((sign * weights)[:, inside])
        # What cannot be missed needs no promise, nor does what everybody adds the same to.
        if least is None or len(values) < 2 or min(values[0] * seats.least, values[0] * seats.most) >= least:
            continue
        yield Promise(
            rule=rule.id,
            row=row.part,
            part=part,
            floor=sign > 0,
            weights=sign * weights,
            columns=inside,
            least=least,
            head=row.head,
            seats=number,
            votes=votes,
            upsets=rule.upsets,
        )


def one_vote(problem: Problem, sides: Sequence[Promise]) -> None:
    """What one vote cannot promise: a named person, a band narrower than the losers, across units a sum of many weights.

    Raises Refused.
    """
    lone: list[tuple[Promise, Active, Mask, int]] = []
    for side in sides:
        active, least = side.active(problem.pool)
        if len(active) > 1:
            steps = {tuple(np.diff(vote.values)) for vote in active}
            if len(steps) > 1 or any(len(step) > 1 for step in steps):
                raise Refused(UNITS.fill(), UNITS_CURE)
        elif active and len(active[0].values) == 2:
            heavier = (side.weights[:, side.columns] == active[0].values[1]).any(axis=1) & active[0].people
            lone.append((side, active[0], heavier, active[0].heads(least)))
    for _, vote, heavier, heads in lone:
        if heads > 0 < vote.ballot.least and heavier.sum() == 1:
            raise Refused(ONE_PERSON.fill(), ONE_PERSON_CURE)
    for number, (one, vote, heavier, heads) in enumerate(lone):
        for other, _, opposite, others in lone[number + 1 :]:
            apart = one.row == other.row and not (heavier & opposite).any()
            losers = vote.ballot.least if one.upsets is None else min(vote.ballot.least, one.upsets)
            band = vote.ballot.seats - heads - others
            # Bounds that cross are impossible with or without a vote, which the plan will say.
            if apart and heads > 0 < others and 0 <= band < losers:
                raise Refused(BAND.fill(band=band, losers=losers), BAND_CURE)
