"""The kinds of people that the pool might lack: all that the rules tell apart, without those that another kind does for.

Rules are written as if every kind stood in the pool. Where a row is there only because of them (their own unit's floor,
say), it asks nothing of people who are not seated and is left out: so the fewest people the model needs are never more than
are truly needed, and a roster of the enlarged pool, counted again, shows that they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.basis.text import Filled
from optimizer.diagnose.traits import Trait, bigger, columns_of_rule, ghost, traits_of
from optimizer.groups.predicate import Predicate
from optimizer.model.model import Ints
from optimizer.people.person import Pool
from optimizer.problem.problem import Problem
from optimizer.rules.base import Rule, Seated, Verdict
from optimizer.rules.grid import Grid, Row
from optimizer.rules.tally import Tally
from optimizer.rules.weights import spread_out

MOST_PROBES = 6_000
"""A rule that looks at more combinations of traits than this is not asked which of them are better."""

MOST_KINDS = 1_500
"""More kinds of people than this are not tried; what is left out then is said."""

OWN = "own:"
"""How rows that speak of one kind of person alone are called in the model."""

type Kind = tuple[Trait, ...]
"""A trait for each column, in the order of the columns."""

type Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Beside(Rule):
    """A rule over a pool in which people after the first `real` only stand ready: who is not seated changes nothing.

    `parts` are the parts of its rows over the real pool, `empty` those of its rows there in which nobody counts.
    """

    inner: Rule
    real: int
    parts: frozenset[str]
    empty: frozenset[tuple[str, int | None, int | None]]

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """Those of the rule."""
        return self.inner.groups

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """The rule's rows; those that are there only because of the people who stand ready bind them only when seated."""
        for row in self.inner.rows(grid):
            people = _people_in(row, grid)
            if (people < self.real).any() or (row.part, row.least, row.most) in self.empty or not row.soft:
                yield row
            elif not row.part or row.part in self.parts:
                name = OWN + row.rule if len(people) == 1 else row.rule
                if row.most is not None:
                    yield replace(row, rule=name, least=None)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """The rule's own count."""
        return self.inner.count(seated)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """The rule's own tallies."""
        return self.inner.tallies(pool, spared)

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """The rule's own sentence."""
        return self.inner.sentence(titles)


def _people_in(row: Row, grid: Grid) -> Ints:
    """The numbers of the people who count in a row."""
    if isinstance(row.weights, sparse.csr_array):
        return np.flatnonzero(np.diff(row.weights.indptr)).astype(np.int64)
    weights = np.broadcast_to(row.weights, (len(grid.pool.people), len(grid.positions)))
    return np.flatnonzero(weights.any(axis=1)).astype(np.int64)


def beside(problem: Problem, rule: Rule) -> Beside:
    """A binding rule as it is with people standing ready beside those of the problem's pool."""
    parts, empty = set(), set()
    for row in rule.rows(problem):
        parts.add(row.part)
        if not len(_people_in(row, problem)):
            empty.add((row.part, row.least, row.most))
    return Beside(
        id=rule.id,
        scope=rule.scope,
        strength=rule.strength,
        inner=rule,
        real=len(problem.pool.people),
        parts=frozenset(parts),
        empty=frozenset(empty),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Kinds:
    """The kinds of people that could matter. `all_traits` are the traits by column; `better[column][i, j]`: trait i does
    for trait j whatever the others are. `complete`: every possible person is no better than one of `listed`.
    """

    problem: Problem
    all_traits: Mapping[str, tuple[Trait, ...]]
    better: Mapping[str, Flags]
    listed: tuple[Kind, ...]
    complete: bool


def kinds_of(problem: Problem, *, new: bool = True) -> Kinds:
    """The kinds of people that a problem's binding rules tell apart, without those that another one does for.

    Without `new`, nobody has a value that a rule tells apart from others and that nobody in the pool has.
    """
    traits = _without_faults(problem, traits_of(problem))
    better = {column: np.ones((len(options), len(options)), dtype=bool) for column, options in traits.items()}
    better["modes"] = _serves(problem, traits["modes"])
    for rule in problem.rules:
        columns = [column for column in columns_of_rule(rule) if column in traits] if rule.strength.binds else []
        if columns:
            for column, flags in _better(problem, rule, {column: traits[column] for column in columns}).items():
                better[column] &= flags
    known = {
        column: [n for n, each in enumerate(options) if _possible(each) and (new or not each.new or len(options) == 2)]
        for column, options in traits.items()
    }
    kept = {
        column: [traits[column][numbers[n]] for n in _undominated(better[column][np.ix_(numbers, numbers)])]
        for column, numbers in known.items()
    }
    few, complete = _few(kept)
    for column, options in traits.items():
        # They look alike to every row, but several who share a value are not as several who do not.
        for one, other in permutations(range(len(options)), 2):
            if options[one].shared or options[other].shared:
                better[column][one, other] &= options[one].shared is options[other].shared
    return Kinds(
        problem=problem, all_traits=traits, better=better, listed=tuple(product(*few.values())), complete=complete
    )


def _possible(trait: Trait) -> bool:
    """Whether a person should be looked for by it: not in no mode at all, and in something new by something of their own."""
    return trait.value != () and not trait.shared


def _few(kept: dict[str, list[Trait]]) -> tuple[dict[str, list[Trait]], bool]:
    """The traits left of each column so that they make up no more than `MOST_KINDS` kinds, and whether all are."""
    few = {column: list(options) for column, options in kept.items()}
    while np.prod([float(len(options)) for options in few.values()]) > MOST_KINDS:
        longest = max(few, key=lambda column: len(few[column]))
        # Something new first: it meets no other value's bounds.
        ordered = sorted(few[longest], key=lambda trait: not trait.new)
        few[longest] = ordered[: max(1, len(ordered) // 2)]
    return few, few == kept


def _without_faults(problem: Problem, traits: dict[str, tuple[Trait, ...]]) -> dict[str, tuple[Trait, ...]]:
    """Without values that a further person must not have (the post of a rule on posts, which only one may have)."""
    found = dict(traits)
    for rule in problem.rules:
        for column in sorted(rule.columns & traits.keys()):
            found[column] = tuple(
                trait
                for trait in found[column]
                if not any(rule.misfits(bigger(problem.pool, [ghost("ghost", [trait])])))
            )
    return found


def _serves(problem: Problem, options: Sequence[Trait]) -> Flags:
    """Which modes of service leave at least those positions open that others do."""
    wanted = {position.mode or position.run_mode for position in problem.positions} - {None}
    serves = [wanted.intersection(trait.value if isinstance(trait.value, tuple) else ()) for trait in options]
    return np.array([[one >= other for other in serves] for one in serves], dtype=bool)


def _better(problem: Problem, rule: Rule, traits: Mapping[str, tuple[Trait, ...]]) -> dict[str, Flags]:
    """For each column which trait is at least as good as which for this rule, whatever the other columns say."""
    sizes = [len(options) for options in traits.values()]
    if np.prod([float(size) for size in sizes]) > MOST_PROBES:
        return {column: np.eye(len(options), dtype=bool) for column, options in traits.items()}
    kinds = list(product(*traits.values()))
    effects = _effects(problem, rule, kinds).reshape(*sizes, -1)
    found = {}
    for axis, column in enumerate(traits):
        by_trait = np.moveaxis(effects, axis, 0).reshape(sizes[axis], -1)
        found[column] = np.array([(own >= by_trait).all(axis=1) for own in by_trait], dtype=bool)
    return found


def _effects(problem: Problem, rule: Rule, kinds: Sequence[Kind]) -> Ints:
    """What each kind does to each row in each position, so that more is better: kinds x whatever there is to tell."""
    real, pool = len(problem.pool.people), problem.pool
    probes = [ghost(f"ghost {number}", kind) for number, kind in enumerate(kinds)]
    grid = replace(problem, pool=bigger(pool, probes))
    told: dict[bytes, Ints] = {}
    own: dict[tuple[object, ...], Ints] = {}
    for row in beside(problem, rule).rows(grid):
        if row.rule.startswith(OWN):
            (number,) = _people_in(row, grid)
            weights = spread_out(grid, row.weights)[number] if not sparse.issparse(row.weights) else _of(row, number)
            key = (row.least, row.most, row.choices, tuple(weights.tolist()))
            own.setdefault(key, np.zeros(len(kinds), dtype=np.int64))[number - real] = -1
            continue
        weights = spread_out(grid, row.weights)[real:]
        for sign in ((1,) if row.least is not None else ()) + ((-1,) if row.most is not None else ()):
            signed = sign * weights[:, weights.any(axis=0)]
            told[signed.tobytes()] = signed
    listed = [*told.values(), *(column.reshape(-1, 1) for column in own.values())]
    return np.hstack(listed) if listed else np.zeros((len(kinds), 0), dtype=np.int64)


def _of(row: Row, number: int) -> Ints:
    assert isinstance(row.weights, sparse.csr_array)
    return np.asarray(row.weights[[number]].toarray()[0], dtype=np.int64)


def _undominated(better: Flags) -> list[int]:
    """Numbers of those that no other does for; of several that do for each other the first."""
    kept: list[int] = []
    for one in range(len(better)):
        others = [other for other in range(len(better)) if other != one and better[other, one]]
        if not any(not better[one, other] or other < one for other in others):
            kept.append(one)
    return kept
