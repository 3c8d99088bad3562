"""After a vote (选举之后): who was elected, what that means for every rule, and the pins of the plan that comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.basis.text import Text
from optimizer.contest.fixed import sitting
from optimizer.contest.holding import holding
from optimizer.contest.settled import settled
from optimizer.contest.slates import Contest, Vote
from optimizer.policy.policy import Office, Policy
from optimizer.problem.problem import Problem
from optimizer.roster.recount import recount
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Verdict

type Won = Mapping[str, frozenset[str]]
"""The ids elected, by contested body or office."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one contest came to; ids are sorted. `lost` were planned to win, `gained` were further candidates."""

    part: str
    seats: int
    elected: tuple[str, ...]
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def missing(self) -> int:
        """Seats that nobody was elected to."""
        return self.seats - len(self.elected)


@dataclass(frozen=True, kw_only=True, eq=False)
class AfterVote:
    """What a vote leaves. `decided` are the parts voted on and the bodies around them, `seats` those held in them.

    `verdicts` are of the rules that speak of decided parts alone; `broken` those that bind and did not hold.
    """

    results: tuple[Result, ...]
    decided: tuple[str, ...]
    seats: tuple[Seat, ...]
    rules: tuple[Rule, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def broken(self) -> tuple[str, ...]:
        """Ids of binding rules that did not hold."""
        found = (verdict.rule for verdict in self.verdicts if verdict.strength.binds and not verdict.kept)
        return tuple(dict.fromkeys(found))

    def next_policy(self, policy: Policy) -> Policy:
        """The policy of what is still to be planned: no contest is left in decided parts, and nothing broken is asked again."""
        filled = {part: sum(part in seat.position.scopes for seat in self.seats) for part in self.decided}
        return settled(policy, filled, broken=self.broken)

    def pins(self) -> tuple[Rule, ...]:
        """Whoever was elected holds what they were elected to, and nobody else does."""
        said = _ELECTED.fill(count=len({seat.person for seat in self.seats}))
        return (sitting("held:elected", self.seats, said, closed=self.decided),)


def over_seats(contest: Contest, elected: frozenset[str]) -> tuple[Vote, ...]:
    """The votes of a contest in which more were elected than there are seats."""
    return tuple(vote for vote in contest.votes if sum(c.person in elected for c in vote.slate) > vote.seats)


def after_vote(problem: Problem, seats: Sequence[Seat], contests: Sequence[Contest], won: Won) -> AfterVote:
    """What a vote leaves. Whoever won was on the slate, no more than there are seats, and sits in the bodies around."""
    policy = problem.policy
    results = tuple(_result(contest, won[contest.part]) for contest in contests if contest.part in won)
    around = {outer for part in won for outer in policy.path(part)[:-1]}
    decided = tuple(part.id for part in policy.parts if part.id in won or part.id in around)
    held = tuple(sorted(_held(policy, seats, decided, won)))
    rules = tuple(rule for rule in problem.rules if set(rule.scope) <= set(decided))
    return AfterVote(
        results=results,
        decided=decided,
        seats=held,
        rules=rules,
        verdicts=recount(problem.pool, policy, rules, held),
    )


def _result(contest: Contest, elected: frozenset[str]) -> Result:
    return Result(
        part=contest.part,
        seats=contest.seats,
        elected=tuple(sorted(elected)),
        lost=tuple(sorted(c.person for c in contest.winners if c.person not in elected)),
        gained=tuple(sorted(c.person for c in contest.further if c.person in elected)),
    )


def _held(policy: Policy, seats: Sequence[Seat], decided: Sequence[str], won: Won) -> list[Seat]:
    """What everybody holds of the decided parts: what they were elected to, and the undisputed bodies around it."""
    found = []
    offices = {part.id for part in policy.parts if isinstance(part, Office)}
    for seat in seats:
        ran = policy.elected(seat.position)
        stood = ran.scopes | seat.position.scopes
        parts = [part for part in decided if _holds(seat, part, stood, won)]
        bodies = [part for part in parts if part not in offices]
        if bodies:
            officer = ran if ran.office in parts else seat.position if seat.position.office in parts else None
            found.append(Seat(person=seat.person, position=holding(policy, bodies, officer)))
    return found


def _holds(seat: Seat, part: str, stood: frozenset[str], won: Won) -> bool:
    """Whether somebody holds a part after the vote: won it, or holds it without a vote."""
    return part in stood and seat.person in won[part] if part in won else part in seat.position.scopes


_ELECTED = Text(
    zh="已当选、在任的 {count} 人保留席位，别人不补入",
    en="the {count} people elected keep their seats, nobody else joins",
)
