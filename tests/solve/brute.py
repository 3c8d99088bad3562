"""Brute force: every roster counted by head and scored in whole numbers, with no model and no solver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimizer.basis.position import Position
from optimizer.model.goals import draw_numbers
from optimizer.model.model import Model
from optimizer.policy.policy import Goal
from optimizer.problem.problem import Problem
from optimizer.solve.status import Solved, Status
from tests.toy import Held, rosters, seated


@dataclass(frozen=True, kw_only=True)
class Best:
    """The best roster there is (the only one, as the draw decides) with its figures goal by goal; None without one."""

    held: Held | None
    figures: tuple[Fraction, ...] = ()


def best_of(problem: Problem) -> Best:
    """Lexicographic search: fewest shortfalls, changes, ranks and draws, highest scores, in the order of the goals."""
    found: tuple[tuple[Fraction, ...], Held] | None = None
    for held in rosters(problem):
        if keeps_musts(problem, held):
            figures = figures_of(problem, held)
            key = tuple(
                -figure if _rises(goal) else figure for goal, figure in zip(problem.goals, figures, strict=True)
            )
            if found is None or key < found[0]:
                found = (key, held)
    return Best(held=None) if found is None else Best(held=found[1], figures=figures_of(problem, found[1]))


def keeps_musts(problem: Problem, held: Held) -> bool:
    """Whether the roster keeps every rule that is not a wish, but for what is waived."""
    binding = [rule for rule in problem.rules if rule.strength.binds]
    roster = seated(problem, held)
    return all(verdict.kept for rule in binding for verdict in rule.count(roster))


def figures_of(problem: Problem, held: Held) -> tuple[Fraction, ...]:
    """Each goal's figure in the user's units."""
    return tuple(_figure(problem, goal, held) for goal in problem.goals)


def _rises(goal: Goal) -> bool:
    return goal.kind == "best" and goal.column == "score"


def _figure(problem: Problem, goal: Goal, held: Held) -> Fraction:
    match goal.kind:
        case "prefer":
            roster = seated(problem, held)
            rules = [rule for rule in problem.rules if rule.id == goal.column]
            return Fraction(sum(verdict.short for rule in rules for verdict in rule.count(roster)))
        case "best":
            inside = [who for who, what in held if problem.positions[what].scopes & set(goal.scope)]
            return sum((_worth(problem, goal.column, who) for who in inside), Fraction(0))
        case "changes":
            return Fraction(_changes(problem, held))
        case _:
            numbers = draw_numbers(problem.pool.people, problem.seed)
            return Fraction(sum(numbers[who] * (what + 1) for who, what in held))


def _worth(problem: Problem, column: str, who: int) -> Fraction:
    person = problem.pool.people[who]
    if column == "score":
        return Fraction(0) if person.score is None else Fraction(person.score)
    last = max((each.rank for each in problem.pool.people if each.rank is not None), default=0)
    return Fraction(last + 1 if person.rank is None else person.rank)


def _changes(problem: Problem, held: Held) -> int:
    base: Mapping[str, Sequence[Position]] = problem.base or {}
    now: dict[str, set[str]] = {}
    for who, what in held:
        now.setdefault(problem.pool.people[who].id, set()).update(_pieces(problem.positions[what]))
    before = {who: set().union(*map(_pieces, positions)) for who, positions in base.items()}
    return sum(len(now.get(who, set()) ^ before.get(who, set())) for who in {*now, *before})


def _pieces(position: Position) -> set[str]:
    named = {"office": position.office, "mode": position.mode}
    return {*position.bodies, *(f"{key}:{value}" for key, value in named.items() if value)}


def value_of(model: Model, number: int, held: Held) -> int:
    """What a roster is worth to one of the model's goals, which is maximised, counted by head and not by the model."""
    goal = model.goals[number]
    return int(goal.sign * (figures_of(model.problem, held)[number] * goal.scale - goal.constant))


def held_of(model: Model, solved: Solved) -> Held:
    """The roster that a solve chose."""
    return tuple(sorted((int(model.person[column]), int(model.position[column])) for column in solved.columns))


def assert_best(problem: Problem, model: Model, solved: Solved) -> None:
    """The solve's status, figures, bounds and very roster are those of the brute force."""
    best = best_of(problem)
    if best.held is None:
        assert solved.status is Status.IMPOSSIBLE
        assert (len(solved.columns), solved.goals) == (0, ())
        return
    assert solved.status is Status.OPTIMAL
    assert [goal.id for goal in solved.goals] == [goal.id for goal in problem.goals]
    assert tuple(Fraction(goal.value, goal.scale) for goal in solved.goals) == best.figures
    assert all(goal.bound == goal.value and goal.proof for goal in solved.goals)
    assert_honest(problem, model, solved)


def assert_honest(problem: Problem, model: Model, solved: Solved) -> None:
    """The roster fills the seats, keeps every binding rule, and has the figures that the solve reports."""
    held = held_of(model, solved)
    assert keeps_musts(problem, held)
    assert tuple(Fraction(goal.value, goal.scale) for goal in solved.goals) == figures_of(problem, held)
    counts = dict.fromkeys(problem.policy.seats, 0)
    for _, what in held:
        for scope in problem.positions[what].scopes:
            counts[scope] += 1
    assert all(seats.least <= counts[part] <= seats.most for part, seats in problem.policy.seats.items())
    assert len({(who, problem.chain[what]) for who, what in held}) == len(held)
