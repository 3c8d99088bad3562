"""People the pool lacks, as columns of the model: of every kind as many as are needed, each with a whole number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from scipy import sparse

from optimizer.diagnose.ghosts import OWN, Beside, Kind, beside
from optimizer.diagnose.traits import bigger, ghost
from optimizer.model.build import build_model
from optimizer.model.model import NO_MOST, Ints, Model
from optimizer.problem.problem import Problem


@dataclass(frozen=True, kw_only=True, eq=False)
class GhostModel:
    """The model with one whole number for each kind and each set of positions it can hold: how many such people there are.

    These are the last of the model's choices; `kind` says whose they are.
    """

    model: Model
    kind: Ints

    @property
    def weights(self) -> Ints:
        """One for every person who is not in the pool."""
        weights = np.zeros(len(self.model.gap_most), dtype=np.int64)
        weights[len(weights) - len(self.kind) :] = 1
        return weights


def ghost_model(problem: Problem, kinds: Sequence[Kind]) -> GhostModel:
    """The problem's binding rules over its pool and as many people of each kind as there are seats; no goals."""
    real = len(problem.pool.people)
    probes = [ghost(f"ghost {number}", kind) for number, kind in enumerate(kinds)]
    rules, pins = (
        tuple(beside(problem, rule) for rule in listed if rule.strength.binds)
        for listed in (problem.policy.rules, problem.pins)
    )
    wide = replace(
        problem,
        pool=bigger(problem.pool, probes),
        policy=replace(problem.policy, rules=rules),
        pins=pins,
        goals=(),
    )
    model = build_model(wide)
    held, kind = _combined(model, real)
    inside = model.person < real
    mine = sparse.csr_array(model.rows[:, ~inside] @ held)
    alone = np.array([name.startswith(OWN) for name in model.row_rules], dtype=bool)
    chosen = np.diff(model.gap_rows.indptr) > 0
    # What speaks of one kind of person only, and of nothing else, is settled here; the rest is a matter of how many there are.
    capped = np.flatnonzero(alone & ~chosen)
    broken = (mine[capped].toarray() > model.most[capped, None]).any(axis=0)
    scale = np.where(alone & chosen, problem.room, 1)
    stays = ~(alone & ~chosen)
    gap_rows = sparse.csr_array(sparse.diags_array(scale, dtype=np.int64) @ model.gap_rows)
    numbers = sparse.csr_array(mine[stays][:, ~broken])
    many = int((~broken).sum())
    return GhostModel(
        model=replace(
            model,
            problem=problem,
            person=model.person[inside],
            position=model.position[inside],
            group=model.group[inside],
            rows=sparse.csr_array(model.rows[stays][:, inside]),
            gap_rows=sparse.csr_array(sparse.hstack([gap_rows[stays], numbers], format="csr")),
            gap_most=np.concatenate([_choices_most(wide, model, kinds), np.full(many, problem.room, dtype=np.int64)]),
            least=model.least[stays],
            most=np.where(model.most == NO_MOST, NO_MOST, model.most * scale)[stays],
            row_rules=tuple(name for name, stay in zip(model.row_rules, stays, strict=True) if stay),
            gap_rules=(*model.gap_rules, *([""] * many)),
            bans=(),
        ),
        kind=kind[~broken],
    )


def _combined(model: Model, real: int) -> tuple[sparse.csr_array, Ints]:
    """Every set of positions, at most one a chain, that a kind can hold: columns of kinds x sets, and the kind of each."""
    first = int(np.searchsorted(model.group, model.group[model.person >= real].min(initial=model.groups)))
    by_kind: dict[int, dict[int, list[int]]] = {}
    for column in range(first, len(model.group)):
        chains = by_kind.setdefault(int(model.person[column]) - real, {})
        chains.setdefault(int(model.group[column]), []).append(column - first)
    sets = [
        (kind, [column for column in chosen if column is not None])
        for kind, chains in by_kind.items()
        for chosen in product(*([None, *columns] for columns in chains.values()))
        if any(column is not None for column in chosen)
    ]
    entries = [(column, number) for number, (_, columns) in enumerate(sets) for column in columns]
    where = np.array(entries, dtype=np.int64).reshape(-1, 2).T
    held = sparse.csr_array(
        (np.ones(len(entries), dtype=np.int64), (where[0], where[1])), shape=(len(model.group) - first, len(sets))
    )
    return held, np.array([kind for kind, _ in sets], dtype=np.int64)


def _choices_most(problem: Problem, model: Model, kinds: Sequence[Kind]) -> Ints:
    """How often each choice can be made: once, but as often as there are people for what each of them has new."""
    real = len(problem.pool.people) - len(kinds)
    columns = {rule.id: rule.inner.columns for rule in problem.rules if isinstance(rule, Beside)}
    most = model.gap_most.copy()
    by_choice = model.gap_rows.tocsc()
    for choice in range(len(most)):
        rows = by_choice.indices[by_choice.indptr[choice] : by_choice.indptr[choice + 1]]
        people = [model.person[model.rows.indices[model.rows.indptr[row] : model.rows.indptr[row + 1]]] for row in rows]
        where = [(row, who) for row, who in zip(rows, people, strict=True) if len(who)]
        if where and all(
            (who >= real).all() and _all_new(columns, model, row, who - real, kinds) for row, who in where
        ):
            most[choice] = problem.room
    return most


def _all_new(columns: Mapping[str, frozenset[str]], model: Model, row: int, kinds: Ints, every: Sequence[Kind]) -> bool:
    """Whether all the kinds in a row have something new in a column that its rule tells values of apart."""
    looked_at = columns.get(model.row_rules[row], frozenset())
    return all(any(trait.new and trait.column in looked_at for trait in every[kind]) for kind in kinds)
