"""The positions that a policy's bodies, offices and modes generate."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from optimizer.basis.position import Position
from optimizer.policy.policy import Office, Policy


def chains(policy: Policy) -> dict[str, tuple[Position, ...]]:
    """The positions of each chain, by its outermost body; plain members before officers, then further candidates.

    A position's bodies are closed upwards: whoever sits in a body sits in the body it lies within, so nesting holds by
    construction.
    """
    roots = [body.id for body in policy.bodies if body.within is None]
    return {root: (*_positions(policy, root), *_candidacies(policy, root)) for root in roots}


def _positions(policy: Policy, root: str) -> Iterator[Position]:
    order = [body.id for body in policy.bodies]
    closed = [held for held in _closed_sets(policy, root) if not _reserve_of_itself(policy, held)]
    sets = sorted(closed, key=lambda bodies: (len(bodies), sorted(map(order.index, bodies))))
    nested = [tuple(sorted(bodies, key=order.index)) for bodies in sets]
    for bodies in nested:
        yield Position(bodies=bodies)
    for bodies in nested:
        for office in policy.offices:
            if office.body in bodies:
                for mode in office.modes or (None,):
                    yield Position(bodies=bodies, office=office.id, mode=mode)


def _reserve_of_itself(policy: Policy, held: frozenset[str]) -> bool:
    """Whether a set has a body and its reserve: nobody is on both."""
    return any(body.id in held and body.reserve_of in held for body in policy.bodies)


def _candidacies(policy: Policy, root: str) -> Iterator[Position]:
    """Those who run for a contested part of the chain: they hold what it lies within, and no office."""
    for part in policy.contested:
        *outer, _ = path = policy.path(part.id)
        if path[0] == root:
            for mode in (isinstance(part, Office) and part.modes) or (None,):
                yield Position(bodies=tuple(outer), runs_for=part.id, run_mode=mode)


def _closed_sets(policy: Policy, body: str) -> list[frozenset[str]]:
    """Every set of bodies that holds `body` and, with any body below it, the bodies in between."""
    choices: list[list[frozenset[str]]] = []
    for child in policy.bodies:
        if child.within == body:
            choices.append([frozenset(), *_closed_sets(policy, child.id)])
    return [frozenset((body,)).union(*chosen) for chosen in product(*choices)]
