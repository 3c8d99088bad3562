"""Least change: the roster nearest to an earlier one, and for every member of a roster who would take their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from optimizer.basis.position import Position
from optimizer.basis.progress import Progress
from optimizer.basis.text import Text
from optimizer.model.build import build_model
from optimizer.policy.policy import Goal
from optimizer.problem.problem import Problem
from optimizer.room.asking import ASKED, Asker, has_roster, pinned, verified
from optimizer.room.moves import Move, Slack, difference, moves_between, slacks
from optimizer.room.successor import Successors
from optimizer.roster.roster import Proposal, Seat
from optimizer.rules.base import Verdict
from optimizer.solve.status import Solved, Status

CHANGES = Goal(id="changes", kind="changes")


def held_by(seats: Sequence[Seat]) -> dict[str, tuple[Position, ...]]:
    """What each person holds, as an earlier roster is given."""
    held: dict[str, tuple[Position, ...]] = {}
    for seat in seats:
        held[seat.person] = (*held.get(seat.person, ()), seat.position)
    return held


def near(problem: Problem, seats: Sequence[Seat]) -> Problem:
    """The problem that, of the rosters best for its goals, wants the nearest to these seats; only then the draw decides.

    A problem that is already to stay near an earlier roster is left as it is.
    """
    if problem.base is not None:
        return problem
    decided = [goal for goal in problem.goals if goal.kind != "draw"]
    drawn = [goal for goal in problem.goals if goal.kind == "draw"]
    return replace(problem, base=held_by(seats)).varied(goals=[*decided, CHANGES, *drawn])


def nearest_problem(problem: Problem, base: Mapping[str, tuple[Position, ...]]) -> Problem:
    """The problem of least change: the preferred rules as far as possible, then the fewest changes, then its other goals."""
    wishes = [goal for goal in problem.goals if goal.kind == "prefer"]
    others = [goal for goal in problem.goals if goal.kind not in ("prefer", "changes")]
    return replace(problem, base=base).varied(goals=[*wishes, CHANGES, *others])


@dataclass(frozen=True, kw_only=True, eq=False)
class Nearest:
    """The roster nearest to an earlier one. Without a roster: `impossible` (proven, `against` as the proof has it) or
    `unknown`. `changes` counts pieces (docs/conventions.md §7), those of people who are gone among them.
    """

    problem: Problem
    solved: Solved
    seats: tuple[Seat, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    moves: tuple[Move, ...] = ()
    changes: int = 0

    @property
    def status(self) -> Status:
        """How the search ended."""
        return self.solved.status


def nearest(
    problem: Problem,
    base: Mapping[str, tuple[Position, ...]],
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Nearest:
    """The roster with the fewest changes from an earlier one that keeps every binding rule.

    Preferred rules come first, as far as possible one after the other; after the changes come the other goals.
    Raises RecountError when the count by head differs from what the solver said.
    """
    changing = nearest_problem(problem, base)
    model = build_model(changing)
    solved = Asker(time_limit, progress).best(model)
    if not has_roster(solved):
        return Nearest(problem=changing, solved=solved)
    found = verified(model, solved)
    before = [Seat(person=who, position=position) for who, held in sorted(base.items()) for position in held]
    return Nearest(
        problem=changing,
        solved=solved,
        seats=found.seats,
        verdicts=found.verdicts,
        moves=moves_between(before, found.seats),
        changes=difference(before, found.seats),
    )


class Loss(StrEnum):
    """Whether a roster can do without a member: `replaceable`, `irreplaceable` (proven), or `open` (not found out)."""

    REPLACEABLE = "replaceable"
    IRREPLACEABLE = "irreplaceable"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """What happens when a member drops out, everybody else of the pool staying.

    `successor` takes the very seat, alone, where somebody outside the roster can; else `moves` say who changes place.
    `changes` counts pieces and is the fewest possible where `proven`. `against` are the rules the proof of an irreplaceable
    member rests on, none named where it was a search.
    """

    person: str
    loss: Loss
    successor: str = ""
    moves: tuple[Move, ...] = ()
    changes: int = 0
    slacks: tuple[Slack, ...] = ()
    against: tuple[str, ...] = ()
    proven: bool = False


def replacements(
    proposal: Proposal,
    *,
    people: Sequence[str] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> tuple[Replacement, ...]:
    """For every member of a roster (or some, by id), sorted by id: who takes their place if they drop out.

    The roster without them keeps all binding rules, meets the preferred rules as far as possible and changes the fewest
    pieces. Where one person from outside can take the very seat at that, it is the one who is best for the goals.
    """
    asker = Asker(time_limit, progress, proposal.solved.learned)
    seated = {seat.person for seat in proposal.seats}
    members = sorted(seated if people is None else seated & set(people))
    successors = Successors(proposal)
    found = []
    for number, who in enumerate(members):
        asker.say("replacements", number, len(members), _REPLACED.fill(who=proposal.person(who).name))
        found.append(_direct(proposal, successors, who) or _searched(proposal, who, asker))
    return tuple(found)


def _direct(proposal: Proposal, successors: Successors, who: str) -> Replacement | None:
    """Somebody from outside takes the very seat, where that is the least change there can be."""
    found = successors.of(who)
    if found is None:
        return None
    return Replacement(
        person=who,
        loss=Loss.REPLACEABLE,
        successor=found.person,
        moves=moves_between(proposal.seats, found.seats),
        changes=difference(proposal.seats, found.seats),
        slacks=slacks(proposal.verdicts, found.verdicts),
        proven=True,
    )


def _searched(proposal: Proposal, who: str, asker: Asker) -> Replacement:
    if asker.over:
        return Replacement(person=who, loss=Loss.OPEN)
    problem = nearest_problem(proposal.problem, held_by(proposal.seats))
    outer = tuple(body.id for body in problem.policy.bodies if body.within is None)
    model = build_model(pinned(problem, who, outer, "out"))
    solved = asker.best(model)
    if solved.status is Status.IMPOSSIBLE:
        against = tuple(name for name in solved.rules if not name.startswith(ASKED))
        return Replacement(person=who, loss=Loss.IRREPLACEABLE, against=against, proven=True)
    if not has_roster(solved):
        return Replacement(person=who, loss=Loss.OPEN)
    other = verified(model, solved)
    moves = moves_between(proposal.seats, other.seats)
    entering = [move.person for move in moves if move.before is None]
    return Replacement(
        person=who,
        loss=Loss.REPLACEABLE,
        successor=entering[0] if len(moves) == 2 and len(entering) == 1 else "",
        moves=moves,
        changes=difference(proposal.seats, other.seats),
        slacks=tuple(slack for slack in slacks(proposal.verdicts, other.verdicts) if not slack.rule.startswith(ASKED)),
        proven=solved.status is Status.OPTIMAL,
    )


_REPLACED = Text(zh="谁能接替{who}", en="who could replace {who}")
