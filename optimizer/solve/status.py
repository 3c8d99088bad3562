"""How a solve ended, and what it found: our words, not the solver's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
class Solved:
    """What solving a model gave. `columns` are the model columns chosen, empty without a roster.

    `rules` are, when impossible, the rules whose rows the multipliers of the proof weigh and those that barred people from
    the start (a proof, not a smallest conflict); empty when the proof needed branching.
    """

    status: Status
    columns: Ints
    goals: tuple[GoalReached, ...] = ()
    rules: tuple[str, ...] = ()
    solver: str = ""
    version: str = ""
