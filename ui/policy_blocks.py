"""A policy in one line."""

from __future__ import annotations

from optimizer.basis.text import Filled
from optimizer.policy.policy import Policy
from ui import words


def policy_summary(policy: Policy) -> Filled:
    """Seats and number of rules, in one line."""
    parts = [words.SEATS_OF.fill(title=part.title, seats=part.seats) for part in policy.parts]
    seats = Filled(zh="、".join(part.zh for part in parts), en=", ".join(part.en for part in parts))
    return words.POLICY_DETAILS.fill(seats=seats, rules=len(policy.rules))
