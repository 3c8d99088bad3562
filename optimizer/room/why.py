"""Why somebody is in or out: forced, impossible, or a choice, and then what the other choice would cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from optimizer.basis.progress import Progress
from optimizer.basis.text import Text
from optimizer.model.build import MODES, build_model
from optimizer.model.model import Model
from optimizer.policy.policy import Goal
from optimizer.problem.problem import Problem
from optimizer.room.asking import ASKED, Asker, has_roster, pinned, verified
from optimizer.room.moves import Move, Slack, moves_between, slacks
from optimizer.room.nearest import near
from optimizer.room.within import BENDS
from optimizer.roster.roster import Proposal, Seat
from optimizer.rules.grid import holds
from optimizer.rules.weights import spread_out
from optimizer.solve.status import GoalReached, Solved, Status


class Answer(StrEnum):
    """Whether a person holds a body or office in every possible roster, in none, or by choice; `open`: not found out."""

    FORCED = "forced"
    IMPOSSIBLE = "impossible"
    CHOICE = "choice"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """One goal with and without a change, in units of 1/scale. `loss` is how much worse it becomes; below 0, better."""

    goal: str
    before: int
    after: int
    loss: int
    scale: int


@dataclass(frozen=True, kw_only=True)
class Why:
    """One person and one body or office.

    `holds`: whether the plan has them there. By choice, the best plan that decides otherwise costs `costs` goal by goal
    (the draw left out) and needs `moves`; `slacks` are the rules whose room differs. `proven`: whether that plan, and the
    plan at hand, are the best there are. `barred`: the rules (or `modes`) that keep the person out on their own, whoever
    else is in; `against`: the rules that the proof rests on otherwise, none named where it was a search.
    """

    person: str
    scope: str
    holds: bool
    answer: Answer
    barred: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    costs: tuple[Cost, ...] = ()
    moves: tuple[Move, ...] = ()
    slacks: tuple[Slack, ...] = ()
    seats: tuple[Seat, ...] = ()
    proven: bool = False

    @property
    def free(self) -> bool:
        """Whether deciding otherwise costs no goal anything: the draw decided."""
        return self.answer is Answer.CHOICE and self.proven and not any(cost.loss for cost in self.costs)


def why(
    proposal: Proposal,
    person: str,
    *,
    scopes: Sequence[str] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> tuple[Why, ...]:
    """Why a person is in or out of bodies and offices, by default of all of them, in the order of the policy.

    `person` is an id of the pool. Raises RecountError when a count by head differs from what the solver said.
    """
    asker = Asker(time_limit, progress, proposal.solved.learned)
    parts = [part for part in proposal.problem.policy.parts if scopes is None or part.id in scopes]
    found = []
    for number, part in enumerate(parts):
        asker.say("why", number, len(parts), _WHY.fill(who=proposal.person(person).name, part=part.title))
        found.append(_why(proposal, person, part.id, asker))
    return tuple(found)


def _why(proposal: Proposal, who: str, scope: str, asker: Asker) -> Why:
    inside = any(seat.person == who and scope in seat.position.scopes for seat in proposal.seats)
    model = build_model(pinned(near(proposal.problem, proposal.seats), who, (scope,), "out" if inside else "in"))
    barred = () if inside else bars(proposal.problem, who, scope)
    if barred:
        return Why(person=who, scope=scope, holds=False, answer=Answer.IMPOSSIBLE, barred=barred, proven=True)
    solved = asker.best(model)
    if solved.status is Status.IMPOSSIBLE:
        against = tuple(name for name in solved.rules if not name.startswith(ASKED))
        answer = Answer.FORCED if inside else Answer.IMPOSSIBLE
        return Why(person=who, scope=scope, holds=inside, answer=answer, against=against, proven=True)
    if not has_roster(solved):
        return Why(person=who, scope=scope, holds=inside, answer=Answer.OPEN)
    return _choice(proposal, Why(person=who, scope=scope, holds=inside, answer=Answer.CHOICE), model, solved)


def _choice(proposal: Proposal, why: Why, model: Model, solved: Solved) -> Why:
    other = verified(model, solved)
    both = proposal.status is Status.OPTIMAL and solved.status is Status.OPTIMAL
    return replace(
        why,
        costs=costs_between(proposal.problem.goals, proposal.solved.goals, solved.goals),
        moves=moves_between(proposal.seats, other.seats),
        slacks=tuple(slack for slack in slacks(proposal.verdicts, other.verdicts) if not slack.rule.startswith(ASKED)),
        seats=other.seats,
        proven=both,
    )


def costs_between(
    goals: Sequence[Goal], before: Sequence[GoalReached], after: Sequence[GoalReached]
) -> tuple[Cost, ...]:
    """What each goal but the draw loses between two solves; goals that only one of them has are left out."""
    then, now = {goal.id: goal for goal in before}, {goal.id: goal for goal in after}
    found = []
    for goal in goals:
        if goal.kind != "draw" and goal.id in then and goal.id in now:
            values = then[goal.id].value, now[goal.id].value
            rises = goal.kind in BENDS and goal.column != "rank"
            loss = values[0] - values[1] if rises else values[1] - values[0]
            scale = now[goal.id].scale
            found.append(Cost(goal=goal.id, before=values[0], after=values[1], loss=loss, scale=scale))
    return tuple(found)


def bars(problem: Problem, who: str, scope: str) -> tuple[str, ...]:
    """The rules that keep a person out of a body or office whoever else is in; `modes` where they serve in no mode it has.

    Empty where something is left that they could hold. A rule is named when it bars one of their ways in.
    """
    model = build_model(problem)
    number = next(n for n, person in enumerate(problem.pool.people) if person.id == who)
    inside = spread_out(problem, holds(problem, (scope,)))[number] > 0
    mine = model.position[model.person == number]
    if inside[mine].any():
        return ()
    modes = problem.pool.people[number].modes
    found = [
        MODES
        for position, within in zip(problem.positions, inside, strict=True)
        if within and position.mode is not None and position.mode not in modes
    ]
    for rule in problem.rules:
        if rule.strength.binds and rule.id in model.bans:
            for row in rule.rows(problem):
                banning = row.most == 0 and row.least is None and not row.choices
                weights = spread_out(problem, row.weights)
                if banning and weights.min(initial=0) >= 0 and (weights[number] * inside).any():
                    found.append(rule.id)
    # Modes come last: a rule is what people can change.
    return tuple(sorted(dict.fromkeys(found), key=lambda name: name == MODES))


_WHY = Text(zh="{who}能不能在{part}", en="whether {who} could hold the {part}")
