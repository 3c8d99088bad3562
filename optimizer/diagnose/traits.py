"""What a person may be like as far as the rules can tell: for every column they look at, the values they tell apart.

Possible people have something in every such cell of which an empty one would leave matters undecided (docs/conventions.md
§4), a birth to the day, and at least one mode.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations, pairwise

from optimizer.basis.position import MODES, Truth
from optimizer.groups.predicate import UNKNOWN_WHEN_EMPTY, Age, Born, Number, OneOf, judge_person, leaves
from optimizer.people.person import Birth, Person, Pool
from optimizer.problem.problem import Problem
from optimizer.rules.base import Rule

CLOSED: Mapping[str, tuple[str, ...]] = {
    "sex": ("female", "male"),
    "frontline": ("yes", "no"),
    "cadre": ("no", "yes"),
    "resident": ("yes", "no"),
}
"""Columns that have no other value."""

NEW = "其他"
"""How a value begins that neither the pool nor the policy has."""

type Leaf = OneOf | Age | Born | Number
type Value = str | Birth | tuple[str, ...] | Decimal | int | None


@dataclass(frozen=True, kw_only=True)
class Trait:
    """A value of a column that stands for all values the rules cannot tell from it: `alike`, itself the first.

    `new`: a value that nobody in the pool has and no rule names; people who have it each have one of their own. `open`: some
    such value is alike, if not the value itself. `shared`: a new value too, but the same for everybody who has it.
    """

    column: str
    value: Value
    alike: tuple[Value, ...] = ()
    new: bool = False
    open: bool = False
    shared: bool = False

    def for_person(self, number: int) -> Value:
        """The value that a certain person gets: one of their own where it is new."""
        return f"{self.value}{number}" if self.new else self.value


def ghost(identity: str, traits: Iterable[Trait], *, number: int = 1, called: str = "") -> Person:
    """A person made up of traits; nothing is known of any other column."""
    held = {trait.column: trait.for_person(number) for trait in traits}
    person = Person(id=identity, name=called or identity)
    typed = {column: value for column, value in held.items() if column in _TYPED}
    other = {column: str(value) for column, value in held.items() if column not in _TYPED}
    return replace(person, **typed, other=other)  # type: ignore[arg-type]


_TYPED = ("sex", "birth", "frontline", "head", "cadre", "incumbent", "modes", "score", "rank")


def columns_of_rule(rule: Rule) -> tuple[str, ...]:
    """The columns on which it depends how a person counts in a rule, sorted; ids and names are none."""
    found = {leaf_column(leaf) for leaf in _leaves(rule)} | rule.columns
    if any(waiver.units for waiver in rule.waivers):
        found.add("unit")
    return tuple(sorted(found))


def leaf_column(leaf: Leaf) -> str:
    """The column a simple predicate looks at."""
    return leaf.column if isinstance(leaf, OneOf | Number) else "birth"


def _leaves(rule: Rule) -> Iterator[Leaf]:
    for group in rule.groups:
        for leaf in leaves(group):
            if isinstance(leaf, OneOf | Age | Born | Number):
                yield leaf


def leaves_by_column(rules: Iterable[Rule]) -> dict[str, tuple[Leaf, ...]]:
    """The simple predicates of the rules by the column they look at, each once."""
    found: dict[str, dict[Leaf, None]] = {}
    for rule in rules:
        for leaf in _leaves(rule):
            found.setdefault(leaf_column(leaf), {})[leaf] = None
    return {column: tuple(listed) for column, listed in sorted(found.items())}


def traits_of(problem: Problem) -> dict[str, tuple[Trait, ...]]:
    """For every column the binding rules look at, and for the modes, the traits they tell apart; columns sorted."""
    rules = [rule for rule in problem.rules if rule.strength.binds]
    known = leaves_by_column(rules)
    told = _told_apart(problem, rules)
    offered = tuple(mode for mode in MODES if any(mode in (each.mode, each.run_mode) for each in problem.positions))
    columns = sorted({"modes", *known, *told, *(column for rule in rules for column in columns_of_rule(rule))})
    found = {}
    for column in columns:
        listed = known.get(column, ())
        if column == "modes":
            named = {value for leaf in listed if isinstance(leaf, OneOf) for value in leaf.values}
            values: Iterable[Value] = _subsets([mode for mode in MODES if mode in named.union(offered)] or [MODES[1]])
            found[column] = tuple(Trait(column=column, value=value, alike=(value,)) for value in values)
            continue
        apart = told.get(column)
        every = [Trait(column=column, value=value) for value in _values(problem, column, listed, apart)]
        if column not in CLOSED and column not in _NUMBERED and not _figures_only(listed, apart):
            taken = {person.value(column) for person in problem.pool.people}.union(map(str, apart or ()))
            every.append(Trait(column=column, value=_unused(taken), new=True))
        found[column] = tuple(_classes(problem, every, listed, apart))
        if apart is not None:
            found[column] += tuple(_shared(trait) for trait in found[column] if trait.new)
    return found


_NUMBERED = ("birth", "score", "rank")


def _told_apart(problem: Problem, rules: Iterable[Rule]) -> dict[str, frozenset[str]]:
    """Columns of which rules tell every value from every other, with the values there are in the pool or the rules."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        for column in rule.columns:
            found.setdefault(column, set()).update(person.value(column) for person in problem.pool.people)
            found[column].update(limit.part for limit in rule.limits(problem))
        for waiver in rule.waivers:
            if waiver.units:
                found.setdefault("unit", set()).update(waiver.units)
    return {column: frozenset(values - {""}) for column, values in found.items()}


def _values(problem: Problem, column: str, listed: tuple[Leaf, ...], apart: frozenset[str] | None) -> Iterator[Value]:
    """Enough values to meet every case the rules tell apart."""
    if column in CLOSED:
        yield from CLOSED[column]
        return
    if column == "birth":
        yield from _births(problem.policy.reference_date, listed)
        return
    figures = sorted({figure for leaf in listed if isinstance(leaf, Number) for _, figure in leaf.tests})
    if column in ("score", "rank"):
        yield None
        between = _between(figures, whole=column == "rank")
        yield from (int(figure) for figure in between if figure >= 1) if column == "rank" else between
        return
    named = {value for leaf in listed if isinstance(leaf, OneOf) for value in leaf.values}
    yield from sorted(named.union(apart or ()) - {""})
    yield from (f"{figure:f}" for figure in _between(figures, whole=False))
    if column not in UNKNOWN_WHEN_EMPTY and not figures:
        yield ""


def _figures_only(listed: tuple[Leaf, ...], apart: frozenset[str] | None) -> bool:
    """Whether only figures are asked for, so that any text but a figure would leave matters undecided."""
    return any(isinstance(leaf, Number) for leaf in listed) and apart is None


def _between(figures: list[Decimal], *, whole: bool) -> list[Decimal]:
    """The figures themselves, one between any two neighbours, one below and one above all."""
    if not figures:
        return []
    middles = [(low + high) / 2 for low, high in pairwise(figures)]
    found = {figures[0] - 1, *figures, *middles, figures[-1] + 1}
    if whole:
        found = {Decimal(int(figure)) for figure in found} | {Decimal(int(figure) + 1) for figure in found}
    return sorted(found)


def _births(on: date, listed: tuple[Leaf, ...]) -> Iterator[Birth]:
    """Days just before, on and after every day at which a test changes its answer."""
    edges: set[date] = set()
    for leaf in listed:
        if isinstance(leaf, Age):
            for _, years in leaf.tests:
                edges.update(_years_back(on, back) for back in (years, years + 1) if 0 < back < on.year - 1)
        elif isinstance(leaf, Born):
            for _, cutoff in leaf.tests:
                edges.update((cutoff.earliest, cutoff.latest))
    days = {edge + timedelta(days=off) for edge in edges for off in (-2, -1, 0, 1, 2)} or {_years_back(on, 40)}
    # The youngest first: of people who count alike, the one named first stands for all.
    for day in sorted((day for day in days if day < on), reverse=True):
        yield Birth(day.year, day.month, day.day)


def _years_back(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)


def _subsets(modes: list[str]) -> Iterator[tuple[str, ...]]:
    """The fullest first. Nobody serves in no mode at all: the last, empty one is only there to stand for the worst."""
    yield from chain.from_iterable(combinations(modes, size) for size in range(len(modes), -1, -1))


def _classes(
    problem: Problem, every: list[Trait], listed: tuple[Leaf, ...], apart: frozenset[str] | None
) -> Iterator[Trait]:
    """One trait for all that every test judges alike; values that a rule tells from all others stay apart."""
    on = problem.policy.reference_date
    found: dict[tuple[object, ...], list[Trait]] = {}
    for trait in every:
        person = ghost("ghost", [trait])
        judged = tuple(judge_person(leaf, person, on) for leaf in listed)
        if Truth.UNSURE in judged:
            continue
        own = (trait.value,) if apart is not None and (trait.new or trait.value in apart or trait.value == "") else ()
        found.setdefault((*judged, *own), []).append(trait)
    for alike in found.values():
        # Something new stands for itself and for what is called like nobody else; named values say more.
        first = next((trait for trait in alike if not trait.new), alike[0])
        yield replace(first, alike=tuple(trait.value for trait in alike), open=any(trait.new for trait in alike))


def _shared(trait: Trait) -> Trait:
    value = f"{trait.value}（同）"
    return replace(trait, value=value, alike=(value,), new=False, shared=True)


def _unused(taken: set[str]) -> str:
    name = NEW
    while any(value.startswith(name) for value in taken):
        name += "新"
    return name


def bigger(pool: Pool, people: Iterable[Person]) -> Pool:
    """The pool with more people at its end; their order by id is the caller's concern."""
    return replace(pool, people=(*pool.people, *people))
