"""The positions that a policy's bodies, offices and modes generate."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from optimizer.basis.position import Position
from optimizer.policy.policy import Policy


def chains(policy: Policy) -> dict[str, tuple[Position, ...]]:
    """The positions of each chain, by its outermost body; plain members before officers.

    A position's bodies are closed upwards: whoever sits in a body sits in the body it lies within, so nesting holds by
    construction.
    """
    roots = [body.id for body in policy.bodies if body.within is None]
    return {root: tuple(_positions(policy, root)) for root in roots}


def _positions(policy: Policy, root: str) -> Iterator[Position]:
    order = [body.id for body in policy.bodies]
    sets = sorted(_closed_sets(policy, root), key=lambda bodies: (len(bodies), sorted(map(order.index, bodies))))
    nested = [tuple(sorted(bodies, key=order.index)) for bodies in sets]
    for bodies in nested:
        yield Position(bodies=bodies)
    for bodies in nested:
        for office in policy.offices:
            if office.body in bodies:
                for mode in office.modes or (None,):
                    yield Position(bodies=bodies, office=office.id, mode=mode)


def _closed_sets(policy: Policy, body: str) -> list[frozenset[str]]:
    """Every set of bodies that holds `body` and, with any body below it, the bodies in between."""
    choices: list[list[frozenset[str]]] = []
    for child in policy.bodies:
        if child.within == body:
            choices.append([frozenset(), *_closed_sets(policy, child.id)])
    return [frozenset((body,)).union(*chosen) for chosen in product(*choices)]
