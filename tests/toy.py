"""Toy pools and policies, and every roster they allow: the plain arithmetic that tests set against the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from optimizer.basis.faults import Fault, InputFaults
from optimizer.people.person import TYPED_COLUMNS, Birth, Person, Pool
from optimizer.policy.policy import Policy
from optimizer.policy.reading import read_policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.rules.base import Seated

ON = date(2026, 12, 1)
type Held = tuple[tuple[int, int], ...]
"""A roster: (person, position) by their numbers in the problem."""

HEAD = """
name = "toy"
reference_date = 2026-12-01
"""

NESTED = (
    HEAD
    + """
[groups]
women = { sex = "female" }
young = { age = "<=45" }

[[body]]
id = "congress"
title = "代表大会"
seats = 4
[[body]]
id = "committee"
title = "委员会"
seats = 3
within = "congress"
[[office]]
id = "chair"
title = "主席"
body = "committee"
seats = 1
[[office]]
id = "vice_chair"
title = "副主席"
title_en = "vice-chair"
body = "committee"
seats = 1
modes = ["full_time", "part_time"]
"""
)
"""A body in a body, with two offices of which one knows modes: `committee` has one seat without office."""

SIDE_BY_SIDE = (
    HEAD
    + """
[groups]
women = { sex = "female" }
young = { age = "<=45" }

[[body]]
id = "congress"
seats = 4
[[body]]
id = "committee"
seats = 2
within = "congress"
[[body]]
id = "standing"
seats = 1
within = "congress"
[[office]]
id = "vice_chair"
body = "committee"
seats = 1
modes = ["full_time", "part_time"]
[[office]]
id = "chair"
body = "standing"
seats = 1
"""
)
"""Two bodies that may share members: a scope of both has no fixed size."""

RANGED = (
    HEAD
    + """
[groups]
women = { sex = "female" }
young = { age = "<=45" }

[[body]]
id = "congress"
seats = { at_least = 3, at_most = 4 }
[[body]]
id = "committee"
seats = { at_least = 1, at_most = 2 }
within = "congress"
[[office]]
id = "chair"
body = "committee"
seats = 1
[[office]]
id = "vice_chair"
body = "committee"
seats = { at_least = 0, at_most = 1 }
modes = ["full_time", "part_time"]
"""
)
"""Seats that may vary, an office that may stay empty."""

TWO_CHAINS = (
    HEAD
    + """
[groups]
women = { sex = "female" }
young = { age = "<=45" }

[[body]]
id = "congress"
seats = 3
[[body]]
id = "committee"
seats = 2
within = "congress"
[[office]]
id = "chair"
body = "committee"
seats = 1
[[body]]
id = "audit"
seats = 1
[[office]]
id = "vice_chair"
body = "audit"
seats = { at_least = 0, at_most = 1 }
modes = ["full_time", "part_time"]
"""
)
"""Two chains: one person may hold a position in both."""

STRUCTURES = (NESTED, SIDE_BY_SIDE, RANGED, TWO_CHAINS)
"""All of them have a congress, a committee, a chair and a vice-chair."""


def birth(written: str) -> Birth | None:
    return Birth(*(int(part) for part in written.split("-"))) if written else None


def people_of(table: str) -> tuple[Person, ...]:
    """People from CSV text with a header; columns by canonical name, `modes` separated by `+`."""
    header, *lines = [[cell.strip() for cell in line.split(",")] for line in table.strip().splitlines()]
    return tuple(
        sorted(
            (_person(dict(zip(header, line, strict=True)), row) for row, line in enumerate(lines, 2)),
            key=lambda person: person.id,
        )
    )


def _person(cells: Mapping[str, str], row: int) -> Person:
    return Person(
        id=cells["id"],
        name=cells.get("name", cells["id"]),
        sex=cells.get("sex", ""),
        birth=birth(cells.get("birth", "")),
        frontline=cells.get("frontline", ""),
        head=cells.get("head", ""),
        cadre=cells.get("cadre", ""),
        modes=tuple((cells.get("modes") or "part_time").split("+")),
        score=Decimal(cells["score"]) if cells.get("score") else None,
        rank=int(cells["rank"]) if cells.get("rank") else None,
        other={key: value for key, value in cells.items() if key not in TYPED_COLUMNS},
        row=row,
    )


ALL_COLUMNS = (*sorted(TYPED_COLUMNS), "unit", "sector", "kin", "post", "discipline")


def pool_of(table: str) -> Pool:
    return a_pool(people_of(table), table.strip().splitlines()[0].replace(" ", "").split(","))


def a_pool(people: Sequence[Person], columns: Sequence[str] = ALL_COLUMNS) -> Pool:
    return Pool(people=tuple(sorted(people, key=lambda each: each.id)), columns=tuple(columns), source="toy")


def policy_of(text: str) -> Policy:
    return read_policy(text.encode(), source="toy.toml")


def problem_of(pool: Pool, text: str) -> Problem:
    return build_problem(pool=pool, policy=policy_of(text))


def policy_faults(text: str | bytes) -> tuple[Fault, ...]:
    with pytest.raises(InputFaults) as caught:
        read_policy(text.encode() if isinstance(text, str) else text, source="toy.toml")
    return caught.value.faults


def rosters(problem: Problem) -> Iterator[Held]:
    """Every roster with as many seats filled as there are, each person in one position a chain, in a mode they can serve."""
    choices = [_choices(problem, person) for person in problem.pool.people]
    yield from _fill(problem, choices, dict.fromkeys(problem.policy.seats, 0), [])


def _choices(problem: Problem, person: Person) -> list[tuple[int, ...]]:
    chains: dict[int, list[int | None]] = {}
    for number, position in enumerate(problem.positions):
        options = chains.setdefault(problem.chain[number], [None])
        if position.mode is None or position.mode in person.modes:
            options.append(number)
    return [tuple(part for part in choice if part is not None) for choice in product(*chains.values())]


def _fill(
    problem: Problem, choices: list[list[tuple[int, ...]]], filled: dict[str, int], held: list[tuple[int, int]]
) -> Iterator[Held]:
    """Rosters that begin with `held`; `choices` are those of the people who are left."""
    seats = problem.policy.seats
    if any(seats[scope].least - found > len(choices) for scope, found in filled.items()):
        return
    if not choices:
        yield tuple(held)
        return
    person = len(problem.pool.people) - len(choices)
    for choice in choices[0]:
        scopes = [scope for number in choice for scope in problem.positions[number].scopes]
        if all(filled[scope] < seats[scope].most for scope in scopes):
            now = {scope: found + scopes.count(scope) for scope, found in filled.items()}
            yield from _fill(problem, choices[1:], now, [*held, *((person, number) for number in choice)])


def seated(problem: Problem, held: Held) -> Seated:
    return Seated(
        seats=tuple((problem.pool.people[who], problem.positions[what]) for who, what in held),
        pool=problem.pool,
        on=problem.policy.reference_date,
    )


def written(value: object) -> str:
    """A value as TOML: texts, whole numbers, lists, inline tables."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f'"{key}" = {written(part)}' for key, part in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(written(part) for part in value) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'


def table_of(name: str, keys: Mapping[str, object]) -> str:
    """An entry of an array of tables, such as one [[rule]]."""
    return f"\n[[{name}]]\n" + "\n".join(f"{key} = {written(value)}" for key, value in keys.items()) + "\n"
