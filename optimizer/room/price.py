"""The price of a limit: what the goals are worth as it moves, head by head, up to the wall where no roster is left.

Whole numbers of people have no marginal price that holds for more than one head, so every figure is a plan of its own.
Three things save solves without loss: a roster that is best at one figure and reaches further is best there too; where two
figures give the same goal values, so does all that lies between; and nothing is possible beyond the furthest figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from optimizer.basis.progress import Progress
from optimizer.basis.text import Text
from optimizer.model.build import build_model
from optimizer.policy.policy import Goal
from optimizer.room.asking import Asker, verified
from optimizer.room.bounds import Bound
from optimizer.room.headroom import Headroom, headroom_of_bound
from optimizer.roster.roster import Proposal
from optimizer.rules.limits import Figure
from optimizer.solve.status import Status

MOST_SOLVES = 200
"""Plans made for one curve at most; a limit of heads seldom needs as many."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """Figures from `loose` to `tight`, both included, at which the goals are worth the same.

    `values` are in the order of the curve's `goals`, in the user's units of 1/scale.
    """

    loose: Figure
    tight: Figure
    values: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Curve:
    """What the goals are worth along one limit, from where it no longer matters to the wall.

    `goals` with their `scales` leave out the draw. `steps` go from loose to tight; `gaps` are the pairs of figures between
    which nothing was found out, as the work was stopped. `headroom` has where the limit stands and the furthest figure;
    beyond it everything is impossible.
    """

    headroom: Headroom
    goals: tuple[Goal, ...]
    scales: tuple[int, ...]
    steps: tuple[Step, ...]
    gaps: tuple[tuple[Figure, Figure], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every figure up to the wall is settled, and the wall is proven."""
        return not self.gaps and self.headroom.proven

    def at(self, figure: Figure) -> tuple[int, ...] | None:
        """The values where the limit stands at a figure; None beyond the wall or in a gap."""
        floor = self.headroom.limit.floor
        if self.steps and (figure < self.steps[0].loose if floor else figure > self.steps[0].loose):
            return self.steps[0].values
        for step in self.steps:
            if min(step.loose, step.tight) <= figure <= max(step.loose, step.tight):
                return step.values
        return None


def price(
    proposal: Proposal,
    bound: Bound,
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Curve:
    """The curve of one limit. A preferred rule is priced as if it were binding.

    Raises RecountError when a count by head differs from what the solver said.
    """
    asker = Asker(time_limit, progress, proposal.solved.learned)
    asker.say("price", 0, 1, _WALL.fill(rule=bound.rule.id))
    wall = headroom_of_bound(bound, proposal.seats, asker)
    tracer = _Tracer(proposal, bound, asker)
    tracer.run(wall)
    return Curve(
        headroom=wall,
        goals=tracer.goals,
        scales=tracer.scales,
        steps=tuple(tracer.steps),
        gaps=tuple(tracer.gaps),
    )


class _Tracer:
    """Figures settled so far, from loose to tight, each stretch with the values of a roster that is best all along it."""

    def __init__(self, proposal: Proposal, bound: Bound, asker: Asker) -> None:
        self.proposal = proposal
        self.bound = bound
        self.asker = asker
        self.goals = tuple(goal for goal in proposal.problem.goals if goal.kind != "draw")
        self.scales = tuple(goal.scale for goal in proposal.solved.goals[: len(self.goals)])
        self.steps: list[Step] = []
        self.gaps: list[tuple[Figure, Figure]] = []
        self.asked = 0

    def run(self, wall: Headroom) -> None:
        """Both ends and the plan at hand first, then what lies between figures whose values differ."""
        end = self.bound.scale.top if wall.endless else wall.furthest
        if end is None:
            return
        if self._ask(self.bound.loosest) is None:
            self.gaps = [(self.bound.loosest, end)]
            return
        self._add_plan()
        if not self._reaches(end) and self._ask(end) is None:
            self.gaps = [(self.steps[-1].tight, end)]
        while (hole := self._widest()) is not None:
            figure = self.bound.scale.between(*hole)
            if figure is None or self._ask(figure) is None:
                break
        self.gaps += self._holes()

    def _add_plan(self) -> None:
        """The plan at hand is best where the limit stands, and as far as it reaches, if the rule binds."""
        reached = self.bound.known(self.proposal.seats, self.bound.needed)
        if not self.bound.rule.strength.binds or self.proposal.status is not Status.OPTIMAL or reached is None:
            return
        values = {goal.id: goal.value for goal in self.proposal.solved.goals}
        self._add(self._within(self.bound.needed), reached, tuple(values[goal.id] for goal in self.goals))

    def _within(self, figure: Figure) -> Figure:
        """The figure, or the loosest one of the scale where a limit asks for less than nothing."""
        return self.bound.loosest if self.bound.limit.tighter(self.bound.loosest, figure) else figure

    def _ask(self, figure: Figure) -> Figure | None:
        """Plan with the limit at a figure; how far the roster reaches, or None where no best one was found."""
        if self.asker.over or self.asked == MOST_SOLVES:
            return None
        self.asked += 1
        self.asker.say(
            "price", self.asked - 1, max(self.asked, len(self.steps) + 1), _POINT.fill(rule=self.bound.rule.id)
        )
        model = build_model(self.bound.moved(figure).varied(goals=self.goals))
        solved = self.asker.best(model)
        if solved.status is not Status.OPTIMAL:
            return None
        reached = self.bound.known(verified(model, solved).seats, figure)
        tight = self.bound.scale.top if reached is None else reached
        self._add(figure, tight, tuple(goal.value for goal in solved.goals))
        return tight

    def _add(self, loose: Figure, tight: Figure, values: tuple[int, ...]) -> None:
        """A stretch more; neighbours of the same values are one with it and with all that lies between."""
        tighter = self.bound.limit.tighter
        joined: list[Step] = []
        for step in sorted([*self.steps, Step(loose=loose, tight=tight, values=values)], key=self._key):
            if joined and joined[-1].values == step.values:
                far = step.tight if tighter(step.tight, joined[-1].tight) else joined[-1].tight
                joined[-1] = Step(loose=joined[-1].loose, tight=far, values=step.values)
            else:
                joined.append(step)
        self.steps = joined

    def _key(self, step: Step) -> Figure:
        return step.loose if self.bound.limit.floor else -step.loose

    def _reaches(self, figure: Figure) -> bool:
        return any(not self.bound.limit.tighter(figure, step.tight) for step in self.steps)

    def _holes(self) -> list[tuple[Figure, Figure]]:
        """Figures between two settled stretches that are themselves not settled."""
        pairs = [(one.tight, other.loose) for one, other in pairwise(self.steps)]
        return [pair for pair in pairs if self.bound.scale.between(*pair) is not None]

    def _widest(self) -> tuple[Figure, Figure] | None:
        return max(self._holes(), key=_width, default=None)


def _width(hole: tuple[Figure, Figure]) -> Fraction:
    return abs(Fraction(hole[1]) - Fraction(hole[0]))


_WALL = Text(zh="规则 {rule} 最多能到多少", en="how far rule {rule} could go")
_POINT = Text(zh="规则 {rule} 每移动一人的代价", en="the price of rule {rule}, head by head")
