"""Planning associations again so that nobody holds too many offices: the answers that a repair asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from optimizer.basis.progress import Progress, Quiet, Silent
from optimizer.export.roster_json import read_roster, roster_document, to_bytes
from optimizer.model.build import build_model
from optimizer.people.person import Pool
from optimizer.planner.rollout.unit_plan import UnitTask, answered, opened, told
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.rollout.concurrent import OFFICES
from optimizer.rollout.planned import Holder, Planned
from optimizer.rollout.repair import Again, Ask, Asked
from optimizer.room.asking import has_roster, verified
from optimizer.room.moves import difference, moves_between
from optimizer.room.nearest import CHANGES, held_by
from optimizer.roster.people import stacked_boxes, unsettled
from optimizer.roster.recount import recount
from optimizer.roster.roster import Proposal, Seat
from optimizer.rules.base import Rule, Strength, Verdict
from optimizer.rules.named import Named
from optimizer.solve.solve import solve
from optimizer.solve.status import Status

KEPT_OUT = "elsewhere"
"""How the ids of pins begin that keep people out of offices because they hold one elsewhere."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """An association's problem and its roster now, which keeps the problem's binding rules.

    `told` makes the record of a new roster, where one is kept.
    """

    problem: Problem
    seats: tuple[Seat, ...]
    told: Callable[[Proposal], Planned] | None = None


def asking(
    ground: Callable[[str], Ground],
    *,
    offices: Sequence[str] = OFFICES,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Ask:
    """How a repair asks for plans: of an association by its code, with some people out of the offices that count.

    The plan takes the fewest changes from the roster first of all, before the wishes: only so is keeping out more people
    never cheaper, on which the proof rests. Then come the wishes and the other goals. `time_limit` is in seconds for each
    plan. The answers raise what `ground` raises, and RecountError when the count by head differs.
    """
    how = _How(offices=tuple(offices), time_limit=time_limit, progress=progress or Silent())

    def ask(code: str, out: frozenset[str]) -> Asked | None:
        return _asked(ground(code), out, how)

    return ask


@dataclass(frozen=True, kw_only=True)
class _How:
    offices: tuple[str, ...]
    time_limit: float | None
    progress: Progress


def ground_of(task: UnitTask, roster: bytes, source: str = "roster.json") -> Ground:
    """The ground of a unit of a roll-out, from its task and the roster.json it was planned to. Raises InputFaults.

    In a co-option whoever sits keeps what they hold here too: only those newly seated can make room.
    """
    seats = read_roster(roster, source=source).seats
    if task.roster is None:
        policy, pool = opened(task)
        problem = build_problem(pool=pool, policy=policy, pins=task.pins, seed=task.seed)
    else:
        answer = answered(task, Silent())
        problem = (answer if isinstance(answer, Proposal) else answer.proposal).problem
    return Ground(problem=problem, seats=seats, told=lambda proposal: told(task, proposal).planned)


def holders_of(pool: Pool, policy: Policy, seats: Iterable[Seat], offices: Sequence[str] = OFFICES) -> Iterator[Holder]:
    """Everybody who holds one of the offices or, where bodies are named too, a plain seat in one of these; seat by seat."""
    for seat in seats:
        held = seat.position
        counted = [part for part in offices if part in held.scopes]
        person = pool.by_id.get(seat.person)
        if not counted or person is None:
            continue
        body = next((office.body for office in policy.offices if office.id == held.office), "")
        yield Holder(
            person=person.id,
            name=person.name,
            birth=str(person.birth or ""),
            office=held.office or "",
            body=body if held.office in counted else next(part for part in counted if part in held.bodies),
            mode=held.mode or "",
            post=person.value("post"),
        )


def _without(ground: Ground, out: Iterable[str], offices: Sequence[str]) -> Problem:
    """The problem of least change with some people out of the offices; who is not in the pool cannot be in one."""
    problem = ground.problem
    scope = tuple(part.id for part in problem.policy.parts if part.id in offices)
    pins: list[Rule] = []
    for who in sorted(out) if scope else ():
        person = problem.pool.by_id.get(who)
        if person is not None:
            called = (person.name if person.name == who else f"{person.name}（{who}）",)
            pins.append(Named(id=f"{KEPT_OUT}:{who}", scope=scope, people=(who,), hold="out", called=called))
    goals = [CHANGES, *(goal for goal in problem.goals if goal.kind != "changes")]
    based = replace(problem, base=held_by(ground.seats))
    return based.varied(pins=(*problem.pins, *pins), goals=goals)


def _asked(ground: Ground, out: frozenset[str], how: _How) -> Asked | None:
    """The nearest roster without some people in the offices; None where there is none, proven. Raises RecountError."""
    problem = _without(ground, out, how.offices)
    model = build_model(problem)
    solved = solve(model, time_limit=how.time_limit, progress=Quiet(how.progress))
    if solved.status is Status.IMPOSSIBLE:
        return None
    if not has_roster(solved):
        return Asked(changes=None, least=0)
    found = verified(model, solved)
    proposal = Proposal(
        problem=problem,
        solved=solved,
        seats=found.seats,
        verdicts=found.verdicts,
        boxes=stacked_boxes(problem, found.seats),
        unsettled=unsettled(problem),
    )
    return Asked(
        changes=difference(ground.seats, found.seats),
        least=solved.goals[0].bound or 0,
        holders=tuple(holders_of(problem.pool, problem.policy, found.seats, how.offices)),
        again=_again(ground, proposal, out),
    )


def _again(ground: Ground, proposal: Proposal, out: frozenset[str]) -> Again:
    """What there is to tell of a new roster."""
    problem = proposal.problem
    moves = moves_between(ground.seats, proposal.seats)
    known = problem.pool.by_id
    then = _unmet(recount(problem.pool, problem.policy, problem.rules, ground.seats))
    return Again(
        policy=problem.policy,
        moves=moves,
        names={who: known[who].name for who in sorted({move.person for move in moves} | out) if who in known},
        planned=None if ground.told is None else ground.told(proposal),
        roster=to_bytes(roster_document(proposal)),
        unmet=tuple(rule for rule in _unmet(proposal.verdicts) if rule not in then),
    )


def _unmet(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """The wishes that a roster does not meet."""
    wishes = (each for each in verdicts if each.strength is Strength.PREFER and not each.kept)
    return tuple(dict.fromkeys(each.rule for each in wishes))
