"""How likely each rule is to be kept in a contested election, under a stated model of the vote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from optimizer.basis.progress import Progress
from optimizer.contest.holding import without
from optimizer.contest.lines import Count, Line, count_of, lines_of, merged
from optimizer.contest.odds import Chance, Chances, Odds, OddsKind, bonferroni, chances
from optimizer.contest.simulate import DRAWS, Band, Winners, band, drawn_votes
from optimizer.contest.slates import Contest
from optimizer.problem.problem import Problem
from optimizer.roster.recount import recount
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule

COUNTED = 1_000
"""Drawn votes in which rules are counted head by head whose rows alone do not say whether they are kept."""
HALF, TWICE = 0.5, 2.0


@dataclass(frozen=True, kw_only=True)
class Tally:
    """A count of heads with the chances of each number."""

    count: Count
    chances: Chances

    @property
    def chance(self) -> Chance:
        """The chance that it is kept."""
        return self.chances.within(self.count.least, self.count.most)


@dataclass(frozen=True, kw_only=True)
class RuleChance:
    """The chance that one rule is kept. `tallies` are the counts of heads that make it up, empty where it is none.

    `chance` is None where several counts hang together, or none says it all: then it lies between `low` and `high`, and
    `drawn` estimates it. `unsure` is the lowest chance when the odds of the counted group are half or twice what was said.
    """

    rule: str
    binds: bool
    tallies: tuple[Tally, ...]
    chance: Chance | None
    low: Chance
    high: Chance
    unsure: Chance | None = None
    drawn: Band | None = None


@dataclass(frozen=True, kw_only=True)
class ContestChance:
    """A contest's rules, and the chance that all its binding rules are kept together: between bounds, and estimated.

    `together` is None where no vote was drawn or no rule binds. `draws` are the votes drawn.
    """

    contest: Contest
    rules: tuple[RuleChance, ...]
    low: Chance
    high: Chance
    together: Band | None = None
    draws: int = 0


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """How many votes to draw, with which seed, and who watches."""

    draws: int = DRAWS
    seed: int = 0
    progress: Progress | None = None


def contest_chances(
    problem: Problem, seats: Sequence[Seat], contest: Contest, odds: Odds, drawing: Drawing | None = None
) -> ContestChance:
    """Every rule over the contested part: exactly where it is a count of heads, and in drawn votes."""
    rules = [rule for rule in problem.rules if contest.part in rule.scope]
    lines = {rule.id: lines_of(problem, seats, contest, rule) for rule in rules}
    found = [_exact(rule, lines[rule.id], contest, odds) for rule in rules]
    binding = [each for each in found if each.binds]
    low, _ = bonferroni([each.low for each in binding])
    _, high = bonferroni([each.high for each in binding])
    drawn = _Drawn(problem=problem, seats=tuple(seats), contest=contest, rules=rules, lines=lines)
    drawn.run(odds, drawing or Drawing())
    return ContestChance(
        contest=contest,
        rules=tuple(replace(each, drawn=drawn.band_of(each.rule)) for each in found),
        low=low,
        high=high,
        together=drawn.together() if binding else None,
        draws=drawn.draws,
    )


def _exact(rule: Rule, lines: Sequence[Line] | None, contest: Contest, odds: Odds) -> RuleChance:
    counts = [count_of(line, contest) for line in lines or ()]
    whole = bool(counts) and None not in counts
    told = merged([count for count in counts if count is not None])
    tallies = tuple(Tally(count=count, chances=chances(contest.votes, odds, count.members)) for count in told)
    low, high = bonferroni([tally.chance for tally in tallies])
    single = whole and len(tallies) == 1
    chance = low if single or (whole and low == high) else None
    return RuleChance(
        rule=rule.id,
        binds=rule.strength.binds,
        tallies=tallies if whole else (),
        chance=chance,
        low=low if whole else Fraction(0),
        high=high,
        unsure=_unsure(tallies[0], contest, odds) if single and odds.kind is not OddsKind.SHARES else None,
    )


def _unsure(tally: Tally, contest: Contest, odds: Odds) -> Chance:
    """The lower of the chances with half and with twice the odds of the group."""
    lowest = tally.chance
    for factor in (HALF, TWICE):
        other = chances(contest.votes, odds.times(tally.count.members, factor), tally.count.members)
        chance = other.within(tally.count.least, tally.count.most)
        lowest = chance if chance < lowest else lowest
    return lowest


@dataclass(kw_only=True, eq=False)
class _Drawn:
    """Votes drawn at random, and how often each rule was kept in them."""

    problem: Problem
    seats: tuple[Seat, ...]
    contest: Contest
    rules: Sequence[Rule]
    lines: Mapping[str, Sequence[Line] | None]
    hits: dict[str, int] = field(default_factory=dict)
    tried: dict[str, int] = field(default_factory=dict)
    all_hits: int = 0
    all_tried: int = 0
    draws: int = 0

    def run(self, odds: Odds, drawing: Drawing) -> None:
        """Draw, and count."""
        left = COUNTED
        votes = drawn_votes(self.contest.votes, odds, draws=drawing.draws, seed=drawing.seed, progress=drawing.progress)
        for winners in votes:
            some = min(left, len(winners))
            self._count(winners, some)
            left -= some
            self.draws += len(winners)

    def band_of(self, rule: str) -> Band | None:
        """How often the rule was kept."""
        return band(self.hits[rule], self.tried[rule]) if self.tried.get(rule) else None

    def together(self) -> Band | None:
        """How often all binding rules were kept."""
        return band(self.all_hits, self.all_tried) if self.all_tried else None

    def _count(self, winners: Winners, some: int) -> None:
        """Rules with lines in all votes of the batch, the others in `some` of them; together where all are known."""
        kept = {rule.id: self._by_lines(self.lines[rule.id], winners) for rule in self.rules}
        by_head = [rule for rule in self.rules if kept[rule.id] is None]
        if by_head:
            judged = self._by_head(by_head, winners[:some])
            kept.update({rule.id: judged[:, n] for n, rule in enumerate(by_head)})
        binding = [kept[rule.id] for rule in self.rules if rule.strength.binds]
        for rule in self.rules:
            known = kept[rule.id]
            assert known is not None
            self.hits[rule.id] = self.hits.get(rule.id, 0) + int(known.sum())
            self.tried[rule.id] = self.tried.get(rule.id, 0) + len(known)
        known_to_all = min((len(each) for each in binding if each is not None), default=0)
        together = np.ones(known_to_all, dtype=bool)
        for each in binding:
            assert each is not None
            together &= each[:known_to_all]
        self.all_hits += int(together.sum())
        self.all_tried += known_to_all

    def _by_lines(self, lines: Sequence[Line] | None, winners: Winners) -> NDArray[np.bool_] | None:
        if lines is None:
            return None
        kept = np.ones(len(winners), dtype=bool)
        if not lines:
            return kept
        # Sums of whole numbers below 2^53 are exact in floats, and their products are fast.
        weights = np.stack([line.weights for line in lines], axis=1).astype(np.float64)
        sums = np.asarray(winners, dtype=np.float64) @ weights
        for number, line in enumerate(lines):
            found = sums[:, number] + line.rest
            if line.least is not None:
                kept &= found >= line.least
            if line.most is not None:
                kept &= found <= line.most
        return kept

    def _by_head(self, rules: Sequence[Rule], winners: Winners) -> NDArray[np.bool_]:
        """Votes x rules: whether each is kept, counted on the roster that the vote leaves."""
        kept = np.ones((len(winners), len(rules)), dtype=bool)
        place = {rule.id: n for n, rule in enumerate(rules)}
        for number, vote in enumerate(winners):
            after = tuple(elected_seats(self.problem, self.seats, self.contest, vote))
            for verdict in recount(self.problem.pool, self.problem.policy, rules, after):
                kept[number, place[verdict.rule]] &= verdict.kept
        return kept


def elected_seats(problem: Problem, seats: Sequence[Seat], contest: Contest, vote: NDArray[np.bool_]) -> Iterator[Seat]:
    """The roster after a vote: who is elected holds the part, who is not leaves it and what lies within it."""
    won = {candidate.person: bool(elected) for candidate, elected in zip(contest.slate, vote, strict=True)}
    for seat in seats:
        planned, runs = contest.part in seat.position.scopes, seat.position.runs_for == contest.part
        position = problem.policy.elected(seat.position) if runs and won[seat.person] else seat.position
        if planned and not won[seat.person]:
            left = without(problem.policy, seat.position, contest.part)
            if left is None:
                continue
            position = left
        yield replace(seat, position=position)
