"""Promises spelled out as rules of their own, so that whatever explains or loosens rules can treat them apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from optimizer.basis.position import Position
from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import Predicate
from optimizer.model.contests import piece_rows, pieces_of
from optimizer.people.person import Pool
from optimizer.problem.problem import Problem
from optimizer.problem.promises import Promise
from optimizer.rules.base import Rule, Seated, Verdict
from optimizer.rules.fields import Field
from optimizer.rules.grid import Grid, Row
from optimizer.rules.tally import Tally


@dataclass(frozen=True, kw_only=True, eq=False)
class Promised(Rule):
    """What a rule promises in contested elections, apart from the rule itself.

    A verdict for each vote it must outlast: how many are certain to be elected of those who count, and how many must be.
    `problem` is the one it was spelled out for; people may be those of another pool.
    """

    kind: ClassVar[str] = "promised"
    summary: ClassVar[Filled] = Filled(zh="规则在差额选举里的保证", en="what a rule promises in contested elections")
    fields: ClassVar[tuple[Field, ...]] = ()
    example: ClassVar[str] = ""

    rule: Rule
    problem: Problem = field(repr=False)
    known: dict[int, tuple[Pool, list[Promise]]] = field(default_factory=dict, repr=False)

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """Those of the rule."""
        return self.rule.groups

    @property
    def columns(self) -> frozenset[str]:
        """Those of the rule."""
        return self.rule.columns

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """The rows of every vote, each with what it is short of."""
        problem = _problem_of(grid)
        for number, piece in enumerate(self._pieces(problem.pool)):
            for row in piece_rows(problem, piece, f"vote {number}", loose=True):
                yield replace(row, rule=self.id, part=_label(number, piece))

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """Who is certain to be elected, vote by vote, the planned winners changing places with others in the worst way."""
        for number, piece in enumerate(self._pieces(seated.pool)):
            heads = piece.heads if piece.two else 0
            yield self.verdict(
                part=_label(number, piece),
                found=heads - _short(self.problem.positions, piece, seated),
                of=piece.votes[0].seats,
                least=heads,
                most=None,
            )

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """None: the worst outcome of a vote is no head-count."""
        del pool, spared
        yield from ()

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What is promised."""
        return _SENTENCE.fill(said=self.rule.sentence(titles))

    def _pieces(self, pool: Pool) -> list[Promise]:
        """The floors on single votes, for people of a pool: whatever else is loosened, they are those of the first problem."""
        if id(pool) not in self.known:
            problem = self.problem if pool is self.problem.pool else replace(self.problem, pool=pool)
            promises = [promise for promise in problem.promises[0] if promise.rule == self.rule.id]
            pieces = [piece for promise in promises for piece in pieces_of(problem, promise, problem.able)]
            self.known[id(pool)] = pool, pieces
        return self.known[id(pool)][1]


def spelled_out(problem: Problem) -> Problem:
    """The problem with every promise as a rule of its own after the rule that promises it; the same rosters satisfy it."""
    if not any(rule.promised for rule in problem.policy.rules):
        return problem
    rules: list[Rule] = []
    for rule in problem.policy.rules:
        rules.append(replace(rule, guarantee="", upsets=None))
        if rule.promised:
            rules.append(
                Promised(
                    id=f"{rule.id}:{'always' if rule.guarantee else 'upsets'}",
                    scope=rule.scope,
                    strength=rule.strength,
                    title=rule.title,
                    source=rule.source,
                    rule=rule,
                    problem=problem,
                )
            )
    return problem.varied(policy=replace(problem.policy, rules=tuple(rules)))


def _problem_of(grid: Grid) -> Problem:
    """The problem that a grid shows, through whatever changes its view."""
    seen: object = grid
    while not isinstance(seen, Problem):
        seen = vars(seen)["grid"]
    return seen


def _label(number: int, piece: Promise) -> str:
    return f"{piece.row} {piece.part} {number}".strip()


def _short(positions: Sequence[Position], piece: Promise, seated: Seated) -> int:
    """Heads that the worst outcome of a vote lacks."""
    (contest,) = piece.votes
    column = {position: number for number, position in enumerate(positions)}
    number = {person.id: n for n, person in enumerate(seated.pool.people)}
    total, costs = 0, []
    for ballot in contest.ballots:
        planned, further = [], []
        for person, position in seated.seats:
            if contest.by and person.value(contest.by) != ballot.unit:
                continue
            if contest.part in position.scopes:
                planned.append(int(piece.weights[number[person.id], column[position]]))
            elif position.runs_for == contest.part:
                further.append(int(piece.weights[number[person.id], column[position]]))
        total += sum(planned)
        swaps = zip(sorted(planned, reverse=True), sorted(further), strict=False)
        costs += [loser - winner for loser, winner in swaps if loser > winner]
    worst = total - sum(sorted(costs, reverse=True)[: piece.upsets])
    return max(0, -((worst - piece.least) // piece.head))


_SENTENCE = Text(zh="差额选举的保证：{said}", en="promise in contested elections: {said}")
