"""A policy once votes are over: their margins gone, their seats those that were filled, what they broke no longer asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from optimizer.policy.policy import Body, Office, Policy, Seats


def settled(policy: Policy, filled: Mapping[str, int | None], *, broken: Collection[str] = ()) -> Policy:
    """The policy without the contests of some parts, nor promises about them, nor `broken` rules.

    `filled` maps each of those parts to the seats it now has; None leaves them as they are.
    """
    rules = []
    for rule in policy.rules:
        over = rule.promised and not any(part.id in rule.scope and part.id not in filled for part in policy.contested)
        if rule.id not in broken:
            rules.append(replace(rule, guarantee="", upsets=None) if over else rule)
    return replace(
        policy,
        bodies=tuple(_body(body, filled) for body in policy.bodies),
        offices=tuple(_office(office, filled) for office in policy.offices),
        rules=tuple(rules),
    )


def _body(body: Body, filled: Mapping[str, int | None]) -> Body:
    return replace(body, margin=None, seats=_seats(body.seats, filled[body.id])) if body.id in filled else body


def _office(office: Office, filled: Mapping[str, int | None]) -> Office:
    return (
        replace(office, margin=None, seats=_seats(office.seats, filled[office.id])) if office.id in filled else office
    )


def _seats(seats: Seats, filled: int | None) -> Seats:
    return seats if filled is None else Seats(least=filled, most=filled)
