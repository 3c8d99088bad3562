"""What the roster says about single people: quota boxes stacked on one person, and cells to settle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from optimizer.basis.position import Truth
from optimizer.groups.predicate import Age, Born, Number, OneOf, judge, judge_person, leaves
from optimizer.people.person import Person
from optimizer.problem.problem import Problem
from optimizer.roster.roster import Seat, Unsettled


def stacked_boxes(problem: Problem, seats: tuple[Seat, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each seated person the rules asking for people that the person helps to keep; most boxes first, then by id."""
    on = problem.policy.reference_date
    asking = [(rule.id, group, rule.scope) for rule in problem.rules if (group := rule.boxes) is not None]
    boxes: dict[str, list[str]] = {}
    for seat in seats:
        person, scopes = problem.pool.by_id[seat.person], seat.position.scopes
        for rule, group, scope in asking:
            if not scopes.isdisjoint(scope) and judge(group, person, seat.position, on) is Truth.YES:
                boxes.setdefault(seat.person, []).append(rule)
    ordered = sorted(boxes.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple((who, tuple(dict.fromkeys(rules))) for who, rules in ordered)


def unsettled(problem: Problem) -> tuple[Unsettled, ...]:
    """Cells of the pool that leave somebody's membership undecided, with the rules they count against; sorted by person."""
    on = problem.policy.reference_date
    users: dict[OneOf | Age | Born | Number, list[str]] = defaultdict(list)
    for rule in problem.rules:
        for group in rule.groups:
            for leaf in leaves(group):
                if isinstance(leaf, OneOf | Age | Born | Number):
                    users[leaf].append(rule.id)
    alike: dict[str, dict[str, list[Person]]] = {}
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for leaf, rules in users.items():
        column = leaf.column if isinstance(leaf, OneOf | Number) else "birth"
        if column not in alike:
            alike[column] = _by_value(problem.pool.people, column)
        for value, people in alike[column].items():
            # A leaf looks at one cell, and who has the same in it is judged alike.
            if judge_person(leaf, people[0], on) is Truth.UNSURE:
                for person in people:
                    found[person.id, column, value] += rules
    return tuple(
        Unsettled(person=who, column=column, value=value, rules=tuple(dict.fromkeys(rules)))
        for (who, column, value), rules in sorted(found.items())
    )


def _by_value(people: Iterable[Person], column: str) -> dict[str, list[Person]]:
    """People by what stands in a column."""
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        found[person.value(column)].append(person)
    return found
