"""From a problem to its integer program."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from scipy import sparse

from optimizer.model.contests import bar_candidates, contest_rows
from optimizer.model.goals import model_goals
from optimizer.model.model import NO_LEAST, NO_MOST, Ints, Model
from optimizer.problem.problem import Problem
from optimizer.rules.base import Strength
from optimizer.rules.grid import Row, Weights, holds

MODES = "modes:own"
"""The name of what no policy writes down: that people serve only in the modes their own column names. No rule has a colon."""

type Pairs = np.ndarray[tuple[int, int], np.dtype[np.bool_]]


def build_model(problem: Problem, *, lifted: Container[str] = ()) -> Model:
    """The model of a problem; (person, position) pairs that no roster can hold are left out from the start.

    `lifted` are ids of rules whose bans on single pairs are lifted; their other rows, if any, stay. `MODES` among them lets
    everybody serve in every mode.
    """
    strength = _strengths(problem)
    # A promise says more than the rule itself; where it is only wished for, one row counts what is short, not two.
    promised = {promise.rule for promise in problem.promises[0] if not strength[promise.rule].binds}
    allowed = _possible_pairs(problem, any_mode=MODES in lifted)
    kept: list[tuple[Row, _Flat]] = []
    bans: list[str] = []
    # One row at a time: their dense weights never stand in memory together.
    for row in chain(_seat_rows(problem), *(rule.rows(problem) for rule in problem.rules if rule.id not in promised)):
        flat = _flat(row.weights, allowed.shape)
        only_bans = row.most == 0 and row.least is None and not row.choices and flat.weight.min(initial=0) >= 0
        if only_bans and strength.get(row.rule, Strength.MUST).binds:
            # Nobody may hold these pairs: they leave the model, and the row with them.
            if row.rule not in lifted:
                allowed.reshape(-1)[flat.pair[flat.weight > 0]] = False
                bans.append(row.rule)
        else:
            kept.append((row, flat))
    bar_candidates(problem, allowed, lifted=lifted)
    kept += [(row, _flat(row.weights, allowed.shape)) for row in contest_rows(problem, allowed)]
    return _assemble(problem, allowed, kept, tuple(bans))


def _strengths(problem: Problem) -> Mapping[str, Strength]:
    return {rule.id: rule.strength for rule in problem.rules}


def _possible_pairs(problem: Problem, *, any_mode: bool) -> Pairs:
    """People x positions: the person can serve in the position's mode."""
    allowed = np.ones((len(problem.pool.people), len(problem.positions)), dtype=bool)
    for number, position in enumerate(problem.positions):
        mode = position.mode or position.run_mode
        if mode is not None and not any_mode:
            allowed[:, number] = [mode in person.modes for person in problem.pool.people]
    return allowed


def _seat_rows(problem: Problem) -> Iterator[Row]:
    """Every body and office has as many seats filled as it has, or a number within its range."""
    people = len(problem.pool.people)
    for part in problem.policy.parts:
        weights = np.broadcast_to(holds(problem, (part.id,)), (people, len(problem.positions))).astype(np.int64)
        yield Row(rule=f"seats:{part.id}", weights=weights, least=part.seats.least, most=part.seats.most)


class _Flat(NamedTuple):
    """A row's weights over all pairs, person by person: the numbers of the pairs that have one, and what each weighs."""

    pair: Ints
    weight: Ints


def _flat(weights: Weights, shape: tuple[int, int]) -> _Flat:
    if isinstance(weights, sparse.csr_array):
        person = np.repeat(np.arange(shape[0]), np.diff(weights.indptr))
        return _Flat(person * shape[1] + weights.indices, weights.data)
    dense = np.broadcast_to(weights, shape).reshape(-1)
    pair = np.flatnonzero(dense)
    return _Flat(pair, dense[pair])


def _assemble(
    problem: Problem,
    allowed: Pairs,
    kept: list[tuple[Row, _Flat]],
    bans: tuple[str, ...],
) -> Model:
    person, position, group = _columns(problem, allowed)
    rows = _rows([flat for _, flat in kept], allowed.size, person * len(problem.positions) + position)
    listed = [row for row, _ in kept]
    gaps, choices = _shortfalls(problem, kept), _choices(listed)
    gap_rules = (*(gap.rule for gap in gaps), *([""] * len(choices)))
    return Model(
        problem=problem,
        person=person,
        position=position,
        group=group,
        rows=rows,
        gap_rows=_gap_rows(len(kept), [*([gap.row] for gap in gaps), *choices]),
        gap_most=np.array([*(gap.most for gap in gaps), *([1] * len(choices))], dtype=np.int64),
        least=np.array([NO_LEAST if row.least is None else row.least for row in listed], dtype=np.int64),
        most=np.array([NO_MOST if row.most is None else row.most for row in listed], dtype=np.int64),
        row_rules=tuple(row.rule for row in listed),
        gap_rules=gap_rules,
        bans=bans,
        goals=model_goals(problem, person, position, gap_rules),
    )


def _rows(kept: Sequence[_Flat], pairs: int, columns: Ints) -> sparse.csr_array:
    """Rows x columns, from rows over all the `pairs`; `columns` are the numbers of the pairs that are still possible."""
    number = np.full(pairs, -1, dtype=np.int64)
    number[columns] = np.arange(len(columns))
    # One array made of all rows: an array for each, stacked afterwards, takes a small pool longer than solving it.
    height, nothing = len(kept), np.zeros(0, dtype=np.int64)
    row = np.repeat(np.arange(height), [len(flat.pair) for flat in kept])
    column = number[np.concatenate([nothing, *(flat.pair for flat in kept)])]
    weight = np.concatenate([nothing, *(flat.weight for flat in kept)])
    alive = column >= 0
    starts = np.searchsorted(row[alive], np.arange(height + 1))
    rows = sparse.csr_array((weight[alive], column[alive], starts), shape=(height, len(columns)))
    rows.sum_duplicates()
    return rows


def _columns(problem: Problem, allowed: Pairs) -> tuple[Ints, Ints, Ints]:
    """Person, position and group of every allowed pair, sorted by group; a group is a person in a chain."""
    person, position = np.nonzero(allowed)
    key = person * (max(problem.chain, default=0) + 1) + np.array(problem.chain, dtype=np.int64)[position]
    order = np.argsort(key, kind="stable")
    _, group = np.unique(key[order], return_inverse=True)
    return person[order].astype(np.int64), position[order].astype(np.int64), group.astype(np.int64)


@dataclass(frozen=True, kw_only=True)
class _Gap:
    """A shortfall of a preferred row: the row's number with the weight of one head, and the most heads it may be."""

    rule: str
    row: tuple[int, int]
    most: int


def _shortfalls(problem: Problem, kept: Sequence[tuple[Row, _Flat]]) -> list[_Gap]:
    """The shortfalls of preferred rows, from below and from above."""
    strength = _strengths(problem)
    gaps = []
    for number, (row, flat) in enumerate(kept):
        if not row.soft or strength.get(row.rule, Strength.MUST).binds:
            continue
        reach = (_reach(problem, flat) + sum(abs(weight) for _, weight in row.choices)) // row.head + 1
        if row.least is not None:
            gaps.append(_Gap(rule=row.rule, row=(number, row.head), most=max(row.least, 0) + reach))
        if row.most is not None:
            gaps.append(_Gap(rule=row.rule, row=(number, -row.head), most=reach + abs(row.most)))
    return gaps


def _reach(problem: Problem, flat: _Flat) -> int:
    """A bound on what a roster's heads can add up to in absolute value: everybody at their heaviest, once a chain."""
    heaviest = np.zeros(len(problem.pool.people), dtype=np.int64)
    np.maximum.at(heaviest, flat.pair // max(len(problem.positions), 1), np.abs(flat.weight))
    return int(heaviest.sum()) * (max(problem.chain, default=0) + 1)


def _choices(rows: Sequence[Row]) -> list[list[tuple[int, int]]]:
    """The rules' yes-or-no choices in the order they first occur: for each the rows it stands in, with its weights."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for number, row in enumerate(rows):
        for name, weight in row.choices:
            found.setdefault((row.rule, name), []).append((number, weight))
    return list(found.values())


def _gap_rows(height: int, columns: Sequence[Sequence[tuple[int, int]]]) -> sparse.csr_array:
    """Rows x (shortfalls and choices), each given by the rows it stands in."""
    entries = [(number, column, weight) for column, listed in enumerate(columns) for number, weight in listed]
    row, column, weight = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    return sparse.csr_array((weight, (row, column)), shape=(height, len(columns)))
