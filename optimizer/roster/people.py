"""What the roster says about single people: quota boxes stacked on one person, and cells to settle."""

from __future__ import annotations

from collections import defaultdict

from optimizer.basis.position import Truth
from optimizer.groups.predicate import Age, Born, Number, OneOf, judge, judge_person, leaves
from optimizer.problem.problem import Problem
from optimizer.roster.roster import Seat, Unsettled


def stacked_boxes(problem: Problem, seats: tuple[Seat, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each seated person the rules asking for people that the person helps to keep; most boxes first, then by id."""
    on = problem.policy.reference_date
    boxes: dict[str, list[str]] = {}
    for seat in seats:
        person = problem.pool.by_id[seat.person]
        for rule in problem.rules:
            group = rule.boxes
            if group is None or not seat.position.scopes & set(rule.scope):
                continue
            if judge(group, person, seat.position, on) is Truth.YES:
                boxes.setdefault(seat.person, []).append(rule.id)
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
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for leaf, rules in users.items():
        column = leaf.column if isinstance(leaf, OneOf | Number) else "birth"
        for person in problem.pool.people:
            if judge_person(leaf, person, on) is Truth.UNSURE:
                found[person.id, column, person.value(column)] += rules
    return tuple(
        Unsettled(person=who, column=column, value=value, rules=tuple(dict.fromkeys(rules)))
        for (who, column, value), rules in sorted(found.items())
    )
