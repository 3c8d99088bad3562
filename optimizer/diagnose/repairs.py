"""What it would take: each rule's bound alone at which the plan becomes possible, and the cheapest combinations, ranked.

The cost is that of `loosening`: heads short, weighted. Promises of contested elections are loosened apart from the rules they
belong to, in a problem that spells them out (roster/spelled.py); other numbers of seats are not tried there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from optimizer.basis.progress import Progress
from optimizer.basis.text import Text
from optimizer.diagnose.changes import Change, eased, seats_change
from optimizer.diagnose.loosening import Least, Loosening, Search
from optimizer.diagnose.ranking import Ranking
from optimizer.diagnose.relaxed import SEATS
from optimizer.model.build import build_model
from optimizer.policy.policy import Seats
from optimizer.problem.problem import Problem, build_problem
from optimizer.roster.recount import RecountError, recount, seats_of, structure_faults, verify
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Seated, Verdict
from optimizer.solve.clock import Stopped
from optimizer.solve.status import Status

MOST_REPAIRS = 5


@dataclass(frozen=True, kw_only=True, eq=False)
class Repair:
    """Changes that make the plan possible, with a roster that shows it, counted again by head.

    `rules` are the rules as changed, `seats` the new numbers of seats by body or office, `dropped` the pins given up. The
    roster is the best under the changed policy where `status` says optimal. `proven`: nothing that does not contain a repair
    ranked before it is cheaper, or as cheap with fewer names changed.
    """

    changes: tuple[Change, ...]
    cost: int
    rules: tuple[Rule, ...]
    seats: tuple[tuple[str, Seats], ...]
    dropped: tuple[str, ...]
    proven: bool
    status: Status
    roster: tuple[Seat, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What is changed, each name once."""
        return tuple(dict.fromkeys(change.name for change in self.changes))


@dataclass(frozen=True, kw_only=True, eq=False)
class SingleRepair:
    """What changing one name alone does: a repair, or none. `proven`: it is the least change, or it does not help at all."""

    name: str
    repair: Repair | None
    proven: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Repairs:
    """Repairs from the cheapest on, none containing the names of another.

    `possible`: nothing needs to be repaired. `complete`: each is proven for its place, and the list ends because it is as
    long as was asked for or because there are no others.
    """

    listed: tuple[Repair, ...]
    complete: bool
    possible: bool = False


def single_repairs(
    problem: Problem, *, time_limit: float | None = None, progress: Progress | None = None
) -> tuple[SingleRepair, ...]:
    """For each binding rule, each pin and each number of seats alone: the least change that makes the plan possible.

    In the order of the policy, pins and seats last; all are `proven` unless the time (seconds) was up. Where nothing needs
    to be repaired there are none.
    """
    search, loosening = Search(time_limit, progress), Loosening(problem=problem)
    found: dict[str, SingleRepair] = {}
    names = list(loosening.weights)
    try:
        proof = _proof(search, problem)
        if proof is None:
            return ()
        for number, name in enumerate(names):
            search.say("repairs", number, len(names), _ALONE.fill(name=name))
            if name not in proof and not name.startswith(SEATS):
                # It may be as loose as it likes: a proof that nothing is possible does without it.
                found[name] = SingleRepair(name=name, repair=None, proven=True)
                continue
            least, needed = loosening.least(search, (name,))
            if least is None and needed and not name.startswith(SEATS):
                # What helps is named by every proof; one that seats were free in says nothing of rules.
                proof &= needed
            certain = name not in loosening.narrow if least is None else least.proven
            repair = None if least is None else _repair(problem, loosening, least)
            found[name] = SingleRepair(name=name, repair=repair, proven=certain)
    except Stopped:
        pass
    missing = SingleRepair(name="", repair=None, proven=False)
    return tuple(found.get(name, replace(missing, name=name)) for name in names)


def repairs(
    problem: Problem,
    *,
    singles: Iterable[SingleRepair] = (),
    most: int = MOST_REPAIRS,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Repairs:
    """The cheapest repairs, at most so many, each planned to the end; until the time limit (seconds).

    `singles` are repairs known already, which spare the search some questions.
    """
    search, loosening = Search(time_limit, progress), Loosening(problem=problem)
    known = [_least_of(single.repair) for single in singles if single.repair is not None]
    ranking = Ranking(search, loosening, known, most)
    try:
        complete = ranking.run()
    except Stopped:
        complete = False
    listed = [_repair(problem, loosening, least) for least in ranking.all_found()]
    if any(not repair.changes for repair in listed):
        return Repairs(listed=(), complete=True, possible=True)
    planned = []
    for number, repair in enumerate(listed):
        search.say("repairs", number, len(listed), _PLANNING.fill())
        planned.append(_planned(search, problem, repair))
    return Repairs(listed=tuple(planned), complete=complete and all(repair.proven for repair in planned))


def applied(problem: Problem, repair: Repair) -> Problem:
    """The problem under the changed policy and pins."""
    by_id = {rule.id: rule for rule in repair.rules}
    policy = problem.policy.with_seats(dict(repair.seats))
    return build_problem(
        pool=problem.pool,
        policy=replace(policy, rules=_exchanged(policy.rules, by_id)),
        pins=[pin for pin in _exchanged(problem.pins, by_id) if pin.id not in repair.dropped],
        base=problem.base,
        seed=problem.seed,
    )


def _least_of(repair: Repair) -> Least:
    """A repair as the search knows it."""
    short: dict[str, int] = {}
    for change in repair.changes:
        short[change.name] = short.get(change.name, 0) + change.heads
    return Least(cost=repair.cost, short=short, seats=repair.roster, proven=True)


def _proof(search: Search, problem: Problem) -> frozenset[str] | None:
    """The names that a proof of impossibility needs, all of them where it says none; None where a roster is possible."""
    solved = search.highest(build_model(problem))
    if solved.status is Status.IMPOSSIBLE:
        return frozenset(solved.rules) or frozenset(rule.id for rule in problem.rules)
    if solved.status is Status.UNKNOWN:
        raise Stopped
    return None


def _repair(problem: Problem, loosening: Loosening, least: Least) -> Repair:
    """The changes that a roster which falls short asks for, with the roster itself to show that they do."""
    weights = loosening.weights
    changes: list[Change] = []
    seats: list[tuple[str, Seats]] = []
    for part in problem.policy.parts:
        if (name := SEATS + part.id) in least.short:
            found = sum(part.id in seat.position.scopes for seat in least.seats)
            change = seats_change(problem.policy, part.id, found, name=name, weight=weights[name])
            changes.append(change)
            assert change.seats_after is not None
            seats.append((part.id, change.seats_after))
    resized = problem.varied(policy=problem.policy.with_seats(dict(seats)))
    rules: list[Rule] = []
    pins = {pin.id for pin in problem.pins}
    for rule in problem.rules:
        heads = least.short.get(rule.id, 0)
        if heads and rule.id in pins:
            changes.append(Change(name=rule.id, field="pin", heads=heads, cost=weights[rule.id] * heads))
        elif heads:
            found_rule = eased(resized, rule, _seated(problem, least.seats), weight=weights[rule.id])
            changes += found_rule.changes
            rules.append(found_rule.rule)
    places = {name: place for place, name in enumerate(weights)}
    repair = Repair(
        changes=tuple(sorted(changes, key=lambda change: places[change.name])),
        cost=least.cost,
        rules=tuple(rules),
        seats=tuple(seats),
        dropped=tuple(change.name for change in changes if change.field == "pin"),
        proven=least.proven,
        status=Status.FEASIBLE,
        roster=least.seats,
    )
    return _shown(applied(problem, repair), repair)


def _seated(problem: Problem, seats: Iterable[Seat]) -> Seated:
    held = tuple((problem.pool.by_id[seat.person], seat.position) for seat in seats)
    return Seated(seats=held, pool=problem.pool, on=problem.policy.reference_date)


def _shown(changed: Problem, repair: Repair) -> Repair:
    """The repair with its roster counted again under the changed policy. Raises RecountError where it does not do."""
    for name, said in structure_faults(changed.pool, changed.policy, repair.roster):
        raise RecountError(name, said.en)
    verdicts = recount(changed.pool, changed.policy, changed.rules, repair.roster)
    for verdict in verdicts:
        if verdict.strength.binds and not verdict.kept:
            raise RecountError(verdict.rule, f"found {verdict.found}, bounds {verdict.least} to {verdict.most}")
    return replace(repair, verdicts=verdicts)


def _planned(search: Search, problem: Problem, repair: Repair) -> Repair:
    """The repair with the best roster under the changed policy; with the one it has where the time is up."""
    changed = applied(problem, repair)
    model = build_model(changed)
    try:
        solved = search.plan(model)
    except Stopped:
        return repair
    if solved.status is Status.IMPOSSIBLE:
        raise RecountError("repair", "the solver finds no roster where one was counted")
    if solved.status is Status.UNKNOWN:
        return repair
    seats = seats_of(changed, solved, model.person.tolist(), model.position.tolist())
    return replace(repair, status=solved.status, roster=seats, verdicts=verify(changed, solved, seats))


def _exchanged(rules: Iterable[Rule], by_id: dict[str, Rule]) -> tuple[Rule, ...]:
    return tuple(by_id.get(rule.id, rule) for rule in rules)


_ALONE = Text(zh="只改一条：{name}", en="changing one thing alone: {name}")
_PLANNING = Text(zh="按补救办法排出名单", en="planning under the repairs found")
