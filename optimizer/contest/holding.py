"""What somebody holds once they leave a body, or join one: positions closed upwards, in the policy's order."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.basis.position import Position
from optimizer.policy.policy import Policy


def without(policy: Policy, position: Position, part: str) -> Position | None:
    """The position less an office, or less a body with all that lies within it; None when nothing is left."""
    left = [body for body in position.bodies if part not in policy.path(body)]
    if not left:
        return None
    stays = position.office is not None and part not in policy.path(position.office)
    return holding(policy, left, position if stays else None)


def holding(policy: Policy, bodies: Iterable[str], officer: Position | None = None) -> Position:
    """A position of these bodies, which are closed upwards, with the office and mode of another position."""
    wanted = set(bodies)
    ordered = tuple(body.id for body in policy.bodies if body.id in wanted)
    return (
        Position(bodies=ordered)
        if officer is None
        else Position(bodies=ordered, office=officer.office, mode=officer.mode)
    )
