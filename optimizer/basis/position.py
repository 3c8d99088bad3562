"""A position: what one person may hold in one chain of bodies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

MODES = ("full_time", "part_time", "seconded")


@dataclass(frozen=True, order=True, kw_only=True)
class Position:
    """A set of bodies (outermost first), at most one office, at most one mode of appointment (专职/兼职/挂职).

    A further candidate (差额人选) `runs_for` a body or office that is not among those held, in the mode `run_mode` where the
    office has modes; who runs for an outermost body holds nothing. `Policy.elected` gives the position after a win.
    """

    bodies: tuple[str, ...]
    office: str | None = None
    mode: str | None = None
    runs_for: str | None = None
    run_mode: str | None = None

    @property
    def scopes(self) -> frozenset[str]:
        """The bodies and the office held, which a rule's scope may name; what is only run for is not among them."""
        return frozenset(self.bodies) | ({self.office} if self.office else frozenset())


class Truth(IntEnum):
    """Three-valued answer (Kleene): `and` is min, `or` is max, `not` is 2 - x. Undecided data are UNSURE."""

    NO = 0
    UNSURE = 1
    YES = 2
