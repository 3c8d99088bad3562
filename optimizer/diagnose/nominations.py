"""Whom the pool lacks: the fewest further people with whom every binding rule and every seat holds, and what they must be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from optimizer.basis.faults import InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Text
from optimizer.diagnose.enlarged import Enlarged
from optimizer.diagnose.ghost_model import GhostModel, ghost_model
from optimizer.diagnose.ghosts import Kind, Kinds, kinds_of
from optimizer.diagnose.loosening import Search, with_rows
from optimizer.diagnose.widening import Said, widened
from optimizer.model.model import Ints, Model
from optimizer.people.person import Person
from optimizer.problem.problem import Problem
from optimizer.roster.roster import Seat
from optimizer.rules.base import Verdict
from optimizer.solve.clock import Stopped
from optimizer.solve.core import fewest_gaps
from optimizer.solve.status import Status

MOST_APART = 6
"""Up to so many people are looked at one by one; of more, what is said holds for all of one kind alike."""


@dataclass(frozen=True, kw_only=True)
class Nomination:
    """So many people of one kind: whoever meets all that is said will do."""

    count: int
    said: Said


@dataclass(frozen=True, kw_only=True, eq=False)
class Nominations:
    """The fewest people the pool lacks. `count` is None where it is not known, 0 where the plan is possible as it is.

    `proven`: no fewer will do, of whatever kind; with `helps` False, that no further people would help at all. `general`:
    the statements ask for nothing needless, each column taken by itself; False where that was left unchecked. `people` are
    invented ones of those kinds, `roster` one of the pool with them, counted again by head.
    """

    count: int | None
    proven: bool
    helps: bool = True
    general: bool = True
    listed: tuple[Nomination, ...] = ()
    people: tuple[Person, ...] = ()
    roster: tuple[Seat, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


def nominations(problem: Problem, *, time_limit: float | None = None, progress: Progress | None = None) -> Nominations:
    """The fewest further people that make the plan possible, and what they must be; until the time limit (seconds)."""
    search = Search(time_limit, progress)
    try:
        search.say("nominations", 0, 3, _COUNTING.fill())
        kinds = kinds_of(problem)
        fewest = _fewest(search, ghost_model(problem, kinds.listed))
        if fewest is None:
            return Nominations(count=None, proven=kinds.complete, helps=False)
        found = _found(search, problem, kinds, *fewest)
        proven = kinds.complete
        if found is None:
            # What is new to the pool brought demands of its own: look among what the pool knows.
            known = kinds_of(problem, new=False)
            again = _fewest(search, ghost_model(problem, known.listed))
            found = None if again is None else _found(search, problem, known, *again)
            proven = proven and again is not None and again[0] == fewest[0]
    except Stopped:
        return Nominations(count=None, proven=False)
    if found is None:
        return Nominations(count=None, proven=False)
    enlarged, chosen = found
    return _said(search, kinds, enlarged, chosen, proven=proven)


def _said(
    search: Search, kinds: Kinds, enlarged: Enlarged, chosen: Sequence[tuple[Kind, int]], *, proven: bool
) -> Nominations:
    """The people found, with no more said of them than is needed."""
    search.say("nominations", 1, 3, _WIDENING.fill())
    if sum(count for _, count in chosen) <= MOST_APART:
        chosen = [(kind, 1) for kind, count in chosen for _ in range(count)]
    groups, general = widened(kinds, enlarged, chosen)
    merged: Counter[Said] = Counter()
    for said, (_, count) in zip(groups, chosen, strict=True):
        merged[said] += count
    seats, verdicts = enlarged.shown
    return Nominations(
        count=sum(count for _, count in chosen),
        proven=proven,
        general=general,
        listed=tuple(Nomination(count=count, said=said) for said, count in merged.items()),
        people=enlarged.people,
        roster=seats,
        verdicts=verdicts,
    )


def _fewest(search: Search, ghosts: GhostModel) -> tuple[int, list[tuple[int, int]]] | None:
    """The fewest people, and how many of each kind (by number): of several ways one with the kinds listed first.

    None where no number of people would do. Raises Stopped when the time is up before that is proven.
    """
    weights = ghosts.weights
    solved = search.highest(ghosts.model, gaps=-weights)
    if solved.status is Status.IMPOSSIBLE:
        return None
    if solved.status is not Status.OPTIMAL:
        raise Stopped
    count = -solved.goals[0].value
    if count == 0:
        return 0, []
    places = np.zeros(len(weights), dtype=np.int64)
    places[len(places) - len(ghosts.kind) :] = ghosts.kind + 1
    model = _at_most(ghosts, weights, count)
    solved = search.highest(model, gaps=-places)
    if solved.status is Status.UNKNOWN:
        raise Stopped
    taken = np.zeros(len(model.group), dtype=np.int64)
    taken[solved.columns] = 1
    first = replace(ghosts, model=model)
    numbers = np.rint(fewest_gaps(_at_most(first, places, -solved.goals[0].value), taken)).astype(np.int64)
    by_kind: Counter[int] = Counter()
    for kind, number in zip(ghosts.kind.tolist(), numbers[len(numbers) - len(ghosts.kind) :].tolist(), strict=True):
        by_kind[kind] += number
    return count, sorted((kind, number) for kind, number in by_kind.items() if number)


def _at_most(ghosts: GhostModel, weights: Ints, most: int) -> Model:
    """The model with one more row: the weights of its gaps add up to so much at most."""
    return with_rows(
        ghosts.model,
        rows=sparse.csr_array((1, len(ghosts.model.group)), dtype=np.int64),
        gap_rows=sparse.csr_array(weights.reshape(1, -1)),
        most=np.array([most], dtype=np.int64),
    )


def _found(
    search: Search, problem: Problem, kinds: Kinds, count: int, numbers: list[tuple[int, int]]
) -> tuple[Enlarged, list[tuple[Kind, int]]] | None:
    """The pool with these people, where that has a roster indeed."""
    chosen = [(kinds.listed[kind], number) for kind, number in numbers]
    assert sum(number for _, number in chosen) == count
    enlarged = Enlarged(search, problem)
    try:
        possible = enlarged.possible(tuple(kind for kind, number in chosen for _ in range(number)))
    except InputFaults:
        return None
    return (enlarged, chosen) if possible else None


_COUNTING = Text(zh="计算至少还缺几人", en="counting how few more people would do")
_WIDENING = Text(zh="写明所缺的人要具备什么", en="finding out what they must be")
