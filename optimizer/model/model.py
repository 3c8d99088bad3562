"""The integer program: one column per (person, position) still possible, rows of whole numbers, goals to maximise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.problem.problem import Problem

type Ints = NDArray[np.int64]
NO_LEAST = -(2**62)
NO_MOST = 2**62


@dataclass(frozen=True, kw_only=True, eq=False)
class ModelGoal:
    """One goal as whole-number weights, to be maximised: `columns` per column, `gaps` per shortfall.

    The user's figure is `sign` x the maximised value + `constant`, in units of 1/`scale`.
    """

    id: str
    columns: Ints
    gaps: Ints
    sign: int = 1
    constant: int = 0
    scale: int = 1

    def shown(self, value: int) -> int:
        """The user's figure for a maximised value."""
        return self.sign * value + self.constant


@dataclass(frozen=True, kw_only=True, eq=False)
class Model:
    """maximise goal x + goal gap, subject to least <= rows x + gap_rows s <= most, at most one column a group, x in {0, 1}.

    `person` and `position` say what each column means; columns are sorted by `group` (a person in a chain) and the groups
    number from 0 without holes. `rows` is a sparse array, rows x columns. `gap_rows` is rows x gaps: first the shortfalls,
    each a whole number of heads from 0 to `gap_most` of the rule that `gap_rules` names; then the rules' own yes-or-no
    choices, which no goal weighs and whose `gap_rules` are "". `row_rules` names the rule (or `seats:…`) a row comes from,
    `bans` the rules that only kept pairs out of the model.
    """

    problem: Problem
    person: Ints
    position: Ints
    group: Ints
    rows: sparse.csr_array
    gap_rows: sparse.csr_array
    gap_most: Ints
    least: Ints
    most: Ints
    row_rules: tuple[str, ...]
    gap_rules: tuple[str, ...]
    bans: tuple[str, ...]
    goals: tuple[ModelGoal, ...]

    @property
    def choices(self) -> int:
        """The number of choices, the last of the gaps."""
        return self.gap_rules.count("")

    @property
    def groups(self) -> int:
        """The number of groups."""
        return int(self.group[-1]) + 1 if len(self.group) else 0
