"""Counting a roster again from the pool and the policy alone, and refusing one that differs from what was claimed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from optimizer.basis.position import Position
from optimizer.basis.text import Filled, Text, same
from optimizer.groups.words import VALUE_WORDS
from optimizer.model.goals import draw_numbers, marks
from optimizer.people.person import Person, Pool
from optimizer.policy.policy import Goal, Office, Policy
from optimizer.problem.positions import chains
from optimizer.problem.problem import Problem
from optimizer.roster.promised import promise_faults
from optimizer.roster.roster import Seat
from optimizer.roster.slates import slate_faults
from optimizer.rules.base import Rule, Seated, Verdict
from optimizer.solve.status import Solved


class RecountError(Exception):
    """The solver's roster and the count by head differ: an error of Xiwei's own, which names the rule or goal."""

    def __init__(self, rule: str, detail: str) -> None:
        self.rule = rule
        super().__init__(f"{rule}: {detail}")


def seats_of(problem: Problem, solved: Solved, person: Iterable[int], position: Iterable[int]) -> tuple[Seat, ...]:
    """The seats that the chosen columns mean, sorted by person and chain."""
    people = problem.pool.people
    who, where = list(person), list(position)
    return tuple(
        sorted(
            Seat(person=people[who[column]].id, position=problem.positions[where[column]]) for column in solved.columns
        )
    )


def recount(pool: Pool, policy: Policy, rules: Iterable[Rule], seats: Iterable[Seat]) -> tuple[Verdict, ...]:
    """Every rule counted by head."""
    held = tuple((pool.by_id[seat.person], seat.position) for seat in seats)
    seated = Seated(seats=held, pool=pool, on=policy.reference_date)
    return tuple(verdict for rule in rules for verdict in rule.count(seated))


def structure_faults(pool: Pool, policy: Policy, seats: tuple[Seat, ...]) -> Iterator[tuple[str, Filled]]:
    """What is wrong with a roster's frame: unknown people, impossible positions, two in a chain, too few or many seats filled.

    Pairs of a name (`seats:congress`, `person:P001`) and a sentence.
    """
    chain_of: dict[Position, int] = {}
    for number, positions in enumerate(chains(policy).values()):
        for position in positions:
            chain_of.setdefault(position, number)
    taken: Counter[tuple[str, int]] = Counter()
    for seat in seats:
        person = pool.by_id.get(seat.person)
        if person is None:
            yield f"person:{seat.person}", _UNKNOWN.fill(who=seat.person)
            continue
        chain = chain_of.get(seat.position)
        if chain is None:
            fallback = _NO_POSITION.fill(who=person.name, held=_held(seat.position, policy))
            for said in list(_gaps(person, seat.position, policy)) or [fallback]:
                yield f"person:{seat.person}", said
            continue
        taken[seat.person, chain] += 1
        if taken[seat.person, chain] == 2:
            yield f"person:{seat.person}", _TWICE.fill(who=person.name)
        mode = seat.position.mode or seat.position.run_mode
        if mode is not None and mode not in person.modes:
            said = VALUE_WORDS.get(("mode", mode), same(mode))
            yield f"person:{seat.person}", _MODE.fill(who=person.name, mode=said)
    holders = Counter(scope for seat in seats for scope in seat.position.scopes)
    for part in policy.parts:
        found = holders[part.id]
        if not part.seats.least <= found <= part.seats.most:
            yield f"seats:{part.id}", _SEATS.fill(title=part.title, found=found, seats=part.seats)
    yield from slate_faults(pool, policy, tuple(seat for seat in seats if seat.person in pool.by_id))


def verify(problem: Problem, solved: Solved, seats: tuple[Seat, ...]) -> tuple[Verdict, ...]:
    """The verdicts of a solver's roster.

    Raises RecountError when the frame, a binding rule, a promise or a goal value is not what the solver said.
    """
    for name, said in structure_faults(problem.pool, problem.policy, seats):
        raise RecountError(name, said.en)
    verdicts = recount(problem.pool, problem.policy, problem.rules, seats)
    for verdict in verdicts:
        if verdict.strength.binds and not verdict.kept:
            raise RecountError(
                verdict.rule, f"{verdict.part} found {verdict.found}, bounds {verdict.least} to {verdict.most}"
            )
    for name, said in promise_faults(problem, seats):
        raise RecountError(name, said.en)
    for goal, claimed in zip(problem.goals, solved.goals, strict=True):
        value = goal_value(problem, goal, seats, verdicts)
        if value * claimed.scale != claimed.value:
            raise RecountError(goal.id, f"counted {value * claimed.scale}, the solver said {claimed.value}")
    return verdicts


def goal_value(problem: Problem, goal: Goal, seats: tuple[Seat, ...], verdicts: Iterable[Verdict]) -> Fraction:
    """A goal's exact value, recomputed from the roster."""
    match goal.kind:
        case "prefer":
            return Fraction(sum(verdict.short for verdict in verdicts if verdict.rule == goal.column))
        case "best":
            wanted = frozenset(goal.scope)
            holders = [problem.pool.by_id[seat.person] for seat in seats if wanted & seat.position.scopes]
            return _total(holders, goal.column, problem.pool)
        case "slate":
            running = [problem.pool.by_id[seat.person] for seat in seats if seat.position.runs_for in goal.scope]
            return _total(running, goal.column, problem.pool)
        case "changes":
            return Fraction(_changes(problem.base or {}, seats))
        case _:
            order = draw_numbers(problem.pool.people, problem.seed)
            number = {person.id: order[n] for n, person in enumerate(problem.pool.people)}
            place = {position: n for n, position in enumerate(problem.positions, 1)}
            return Fraction(sum(number[seat.person] * place[seat.position] for seat in seats))


def _total(people: list[Person], column: str, pool: Pool) -> Fraction:
    """The exact sum of scores (none counts as 0) or of ranks (none counts as one behind the last of the pool)."""
    if column == "rank":
        behind = 1 + max((person.rank or 0 for person in pool.people), default=0)
        return Fraction(sum(behind if person.rank is None else person.rank for person in people))
    # Scores of the same denominator add up as whole numbers; only the few sums are fractions.
    by_denominator: Counter[int] = Counter()
    for person in people:
        if person.score is not None:
            numerator, denominator = person.score.as_integer_ratio()
            by_denominator[denominator] += numerator
    return sum((Fraction(found, denominator) for denominator, found in by_denominator.items()), Fraction(0))


def _changes(base: Mapping[str, tuple[Position, ...]], seats: tuple[Seat, ...]) -> int:
    before = {(who, mark) for who, positions in base.items() for position in positions for mark in marks(position)}
    after = {(seat.person, mark) for seat in seats for mark in marks(seat.position)}
    return len(before ^ after)


def _gaps(person: Person, position: Position, policy: Policy) -> Iterator[Filled]:
    """What a position of no chain lacks: an outer body, a mode; or that it has what is only run for."""
    held = [part for part in (*position.bodies, position.office) if part is not None and part in policy.by_id]
    for part in held:
        yield from _without(person, part, position, policy, _OUTSIDE)
    office = policy.by_id.get(position.office or "")
    if isinstance(office, Office) and office.modes and position.mode is None:
        yield _NO_MODE.fill(who=person.name, title=office.title)
    running = policy.by_id.get(position.runs_for or "")
    if running is not None:
        yield from _without(person, running.id, position, policy, _RUNS_OUTSIDE)
        if running.id in held:
            yield _RUNS_FOR_OWN.fill(who=person.name, title=running.title)
        if isinstance(running, Office) and running.modes and position.run_mode is None:
            yield _NO_MODE.fill(who=person.name, title=running.title)


def _without(person: Person, part: str, position: Position, policy: Policy, text: Text) -> Iterator[Filled]:
    """The body next around a part, where it is not held."""
    outer = policy.path(part)[-2:-1]
    if not set(outer) <= set(position.bodies):
        yield text.fill(who=person.name, inner=policy.titles[part], outer=policy.titles[outer[0]])


def _held(position: Position, policy: Policy) -> Filled:
    parts = [policy.titles.get(part, same(part)) for part in (*position.bodies, position.office or "") if part]
    if position.runs_for:
        parts.append(_RUNS.fill(title=policy.titles.get(position.runs_for, same(position.runs_for))))
    for mode in (position.mode, position.run_mode):
        if mode:
            parts.append(VALUE_WORDS.get(("mode", mode), same(mode)))
    return Filled(zh=" / ".join(part.zh for part in parts), en=" / ".join(part.en for part in parts))


_UNKNOWN = Text(zh="名单里的“{who}”不在候选人表中", en='"{who}" of the roster is not in the pool')
_NO_POSITION = Text(
    zh="{who}的任职（{held}）不是政策允许的组合", en="what {who} holds ({held}) is no position of the policy"
)
_OUTSIDE = Text(
    zh="{who}在“{inner}”名单里，却不在“{outer}”名单里",
    en='{who} is in the list of "{inner}" but not in that of "{outer}"',
)
_RUNS_OUTSIDE = Text(
    zh="{who}是“{inner}”的差额人选，却不在“{outer}”名单里",
    en='{who} is a further candidate for "{inner}" but not in the list of "{outer}"',
)
_RUNS_FOR_OWN = Text(
    zh="{who}已在“{title}”名单里，又是它的差额人选",
    en='{who} is in the list of "{title}" and a further candidate for it',
)
_NO_MODE = Text(zh="{who}的“{title}”没有写任职方式", en="{who}: no mode of appointment is given for {title}")
_TWICE = Text(zh="{who}在名单中出现两次", en="{who} stands in the roster twice")
_RUNS = Text(zh="{title}差额人选", en="further candidate: {title}")
_MODE = Text(zh="{who}不能以{mode}方式任职", en="{who} cannot serve {mode}")
_SEATS = Text(zh="{title}有{found}人，席位{seats}个", en="{title} has {found} people for {seats} seats")
