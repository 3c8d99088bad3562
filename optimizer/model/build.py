"""From a problem to its integer program."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np
from scipy import sparse

from optimizer.model.goals import model_goals
from optimizer.model.model import NO_LEAST, NO_MOST, Ints, Model
from optimizer.problem.problem import Problem
from optimizer.rules.base import Row, Strength, holds


def build_model(problem: Problem) -> Model:
    """The model of a problem; (person, position) pairs that no roster can hold are left out from the start."""
    strength = {rule.id: rule.strength for rule in problem.rules}
    allowed = _possible_pairs(problem)
    kept: list[tuple[Row, sparse.csr_array]] = []
    bans: list[str] = []
    # One row at a time: their dense weights never stand in memory together.
    for row in chain(_seat_rows(problem), *(rule.rows(problem) for rule in problem.rules)):
        weights = np.broadcast_to(row.weights, allowed.shape)
        hard = strength.get(row.rule, Strength.MUST) is Strength.MUST
        if hard and row.most == 0 and row.least is None and weights.min(initial=0) >= 0:
            # Nobody may hold these pairs: they leave the model, and the row with them.
            allowed &= weights == 0
            bans.append(row.rule)
        else:
            kept.append((row, sparse.csr_array(weights.reshape(1, -1))))
    return _assemble(problem, allowed, kept, tuple(bans))


def _possible_pairs(problem: Problem) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """People x positions: the person can serve in the position's mode."""
    allowed = np.ones((len(problem.pool.people), len(problem.positions)), dtype=bool)
    for number, position in enumerate(problem.positions):
        if position.mode is not None:
            allowed[:, number] = [position.mode in person.modes for person in problem.pool.people]
    return allowed


def _seat_rows(problem: Problem) -> Iterator[Row]:
    """Every body and office has exactly its seats filled."""
    people = len(problem.pool.people)
    for part in problem.policy.parts:
        weights = np.broadcast_to(holds(problem, (part.id,)), (people, len(problem.positions))).astype(np.int64)
        yield Row(rule=f"seats:{part.id}", weights=weights, least=part.seats, most=part.seats)


def _assemble(
    problem: Problem,
    allowed: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
    kept: list[tuple[Row, sparse.csr_array]],
    bans: tuple[str, ...],
) -> Model:
    strength = {rule.id: rule.strength for rule in problem.rules}
    person, position, group = _columns(problem, allowed)
    flat = person * len(problem.positions) + position
    rows = sparse.csr_array(sparse.vstack([weights for _, weights in kept], format="csc")[:, flat])
    gaps = [_gaps(number, row) for number, (row, _) in enumerate(kept) if strength.get(row.rule) is Strength.PREFER]
    listed = [gap for pair in gaps for gap in pair]
    gap_rows = sparse.csr_array(
        (
            np.array([weight for _, weight, _ in listed], dtype=np.int64),
            (np.array([number for number, _, _ in listed], dtype=np.int64), np.arange(len(listed))),
        ),
        shape=(len(kept), len(listed)),
    )
    gap_rules = tuple(kept[number][0].rule for number, _, _ in listed)
    return Model(
        problem=problem,
        person=person,
        position=position,
        group=group,
        rows=rows,
        gap_rows=gap_rows,
        gap_most=np.array([most for _, _, most in listed], dtype=np.int64),
        least=np.array([NO_LEAST if row.least is None else row.least for row, _ in kept], dtype=np.int64),
        most=np.array([NO_MOST if row.most is None else row.most for row, _ in kept], dtype=np.int64),
        row_rules=tuple(row.rule for row, _ in kept),
        gap_rules=gap_rules,
        bans=bans,
        goals=model_goals(problem, person, position, gap_rules),
    )


def _columns(problem: Problem, allowed: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> tuple[Ints, Ints, Ints]:
    """Person, position and group of every allowed pair, sorted by group; a group is a person in a chain."""
    person, position = np.nonzero(allowed)
    key = person * (max(problem.chain, default=0) + 1) + np.array(problem.chain, dtype=np.int64)[position]
    order = np.argsort(key, kind="stable")
    _, group = np.unique(key[order], return_inverse=True)
    return person[order].astype(np.int64), position[order].astype(np.int64), group.astype(np.int64)


def _gaps(number: int, row: Row) -> list[tuple[int, int, int]]:
    """The shortfalls of a preferred row: (row number, weight of one head, most heads), below and above."""
    reach = int(np.abs(row.weights).max(axis=1, initial=0).sum()) // row.head + 1
    gaps = []
    if row.least is not None:
        gaps.append((number, row.head, max(row.least, 0) + reach))
    if row.most is not None:
        gaps.append((number, -row.head, reach + abs(row.most)))
    return gaps
