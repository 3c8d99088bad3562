"""How a solve ended, and what it found: our words, not the solver's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from optimizer.model.model import Ints


class Status(StrEnum):
    """`optimal` only with a proof for every goal; `feasible` a roster without it; `impossible` proven; `unknown` neither."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class GoalReached:
    """One goal's value and proven bound in the user's units of 1/scale; `bound` is None where nothing was proven.

    `proof` says what closed the gap: `multipliers` (exact whole-number arithmetic outside the solver), `branching`
    (the solver's search over what the multipliers left open), or "" where it is open.
    """

    id: str
    value: int
    bound: int | None
    scale: int
    proof: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Learned:
    """What a finished solve knows that makes one of nearly the same model quicker; no answer and no proof depends on it.

    `pairs` are the people and positions of its roster, 2 x seats; `row_rules` the model's rows by rule. `multipliers` are
    those of each goal's bound by the goal's id: one for each row, then one for each earlier goal that was held, by `held`.
    """

    pairs: Ints
    row_rules: tuple[str, ...]
    multipliers: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    held: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False)
class Solved:
    """What solving a model gave. `columns` are the model columns chosen, empty without a roster.

    `rules` are, when impossible, the rules whose rows the multipliers of the proof weigh and those that barred people from
    the start (a proof, not a smallest conflict); empty when the proof needed branching. `learned` only where all is proven
    and there is a roster.
    """

    status: Status
    columns: Ints
    goals: tuple[GoalReached, ...] = ()
    rules: tuple[str, ...] = ()
    solver: str = ""
    version: str = ""
    learned: Learned | None = None
