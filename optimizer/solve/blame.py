"""Which rules a proof of impossibility cannot do without."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from optimizer.model.build import build_model
from optimizer.model.model import Model
from optimizer.solve.field import Field, Floats


def rules_needed(model: Model, multipliers: Floats) -> tuple[str, ...]:
    """The rules and seats that the multipliers' proof still needs once everything it can do without is left out.

    Rules whose rows the proof weighs come first, in the model's order, then those that only barred people from the start.
    No smallest set: another proof may need fewer.
    """
    names = model.row_rules
    field, left = Field(model), multipliers
    for name in _last_first(names):
        without = left.copy()
        without[np.array([each == name for each in names])] = 0.0
        if _proves(field, without):
            left = without
    needed = {names[row] for row in np.flatnonzero(left)}
    weighed = [name for name in dict.fromkeys(names) if name in needed]
    # A rule may be needed for a row and for a ban.
    return tuple(dict.fromkeys((*weighed, *_bans_needed(model, left))))


def _last_first(names: Iterable[str]) -> list[str]:
    """Rules from the last to the first, then seats: what stands first in the policy is named rather than what follows."""
    listed = list(reversed(dict.fromkeys(names)))
    return sorted(listed, key=lambda name: name.startswith("seats:"))


def _bans_needed(model: Model, multipliers: Floats) -> list[str]:
    """The rules that bar people and without which the same multipliers prove nothing any more."""
    needed = list(dict.fromkeys(model.bans))
    for ban in reversed(needed.copy()):
        others = [each for each in needed if each != ban]
        easier = build_model(model.problem, lifted=frozenset(model.bans) - frozenset(others))
        if _proves(Field(easier), multipliers):
            needed = others
    return needed


def _proves(field: Field, multipliers: Floats) -> bool:
    """Whether multipliers prove that no roster exists: even without any goal, the bound is below nought."""
    no_columns, no_gaps = (
        np.zeros(len(field.model.group), dtype=np.int64),
        np.zeros(len(field.gap_most), dtype=np.int64),
    )
    return field.price(no_columns, no_gaps, multipliers).bound < 0
