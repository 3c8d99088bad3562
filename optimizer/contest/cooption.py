"""Filling vacancies in mid-term (届中增补): who still sits, what is vacant, whether it must be filled, and the pins of the plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from optimizer.basis.position import Position
from optimizer.basis.text import Text
from optimizer.contest.fixed import sitting, unchanged
from optimizer.contest.holding import without
from optimizer.people.person import Pool
from optimizer.policy.policy import Policy
from optimizer.roster.recount import recount
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Strength
from optimizer.rules.named import Named

EVERYTHING = ""
"""What somebody has left who holds nothing any more."""


@dataclass(frozen=True, kw_only=True)
class Vacancy:
    """The seats of a body or office, and how many of them are still held.

    `due` says whether so many vacancies must be filled; None for an office, and where the policy has no such rule.
    """

    part: str
    seats: int
    sitting: int
    due: bool | None

    @property
    def vacant(self) -> int:
        """Seats nobody holds."""
        return max(0, self.seats - self.sitting)


@dataclass(frozen=True, kw_only=True)
class Change:
    """Somebody who takes a seat: what they held before (None: nothing in this chain) and what they hold now."""

    person: str
    before: Position | None
    after: Position


def remaining(policy: Policy, seats: Sequence[Seat], left: Mapping[str, Sequence[str]]) -> tuple[Seat, ...]:
    """The seats still held once people have left: by id, the bodies and offices each has left, or EVERYTHING.

    Whoever leaves a body leaves what lies within it, and its offices; whoever leaves an office stays in its body.
    """
    stay = []
    for seat in seats:
        held: Position | None = Position(
            bodies=seat.position.bodies, office=seat.position.office, mode=seat.position.mode
        )
        for part in left.get(seat.person, ()):
            held = None if part == EVERYTHING or held is None else without(policy, held, part)
        if held is not None and held.bodies:
            stay.append(Seat(person=seat.person, position=held))
    return tuple(sorted(stay))


def vacancies(policy: Policy, before: Sequence[Seat], stay: Sequence[Seat]) -> tuple[Vacancy, ...]:
    """Every body and office: its seats (those held before, where they are a range), those held, and whether filling is due."""
    trigger = policy.cooption.trigger if policy.cooption else None
    bodies = {body.id for body in policy.bodies}
    found = []
    for part in policy.parts:
        held = sum(part.id in seat.position.scopes for seat in before)
        seats = part.seats.fixed or min(max(held, part.seats.least), part.seats.most)
        sit = sum(part.id in seat.position.scopes for seat in stay)
        due = None if trigger is None or part.id not in bodies else Fraction(max(0, seats - sit), seats or 1) > trigger
        found.append(Vacancy(part=part.id, seats=seats, sitting=sit, due=due))
    return tuple(found)


def cooption_pins(
    policy: Policy, stay: Sequence[Seat], left: Mapping[str, Sequence[str]], *, promote: bool = True
) -> tuple[Rule, ...]:
    """Pins: whoever sits keeps what they hold (and may gain more, if `promote`); whoever left a part does not come back to it."""
    pins: list[Rule] = []
    if stay:
        make = sitting if promote else unchanged
        pins.append(make("held:sitting", stay, _SITTING.fill(count=len({seat.person for seat in stay}))))
    roots = [body.id for body in policy.bodies if body.within is None]
    out: dict[str, list[str]] = {}
    for who in sorted(left):
        for part in dict.fromkeys(left[who]):
            for scope in roots if part == EVERYTHING else [part]:
                out.setdefault(scope, []).append(who)
    parts = (part.id for part in policy.parts if part.id in out)
    pins += (Named(id=f"left:{part}", scope=(part,), people=tuple(out[part]), hold="out") for part in parts)
    return tuple(pins)


def broken_rules(pool: Pool, policy: Policy, seats: Sequence[Seat]) -> tuple[str, ...]:
    """Binding rules that a roster does not keep, in the policy's order."""
    verdicts = recount(pool, policy, policy.rules, seats)
    return tuple(dict.fromkeys(each.rule for each in verdicts if each.strength.binds and not each.kept))


def as_wishes(policy: Policy, rules: Collection[str]) -> Policy:
    """The policy with some of its rules only preferred: met as far as possible, before everything else."""
    eased = (replace(rule, strength=Strength.PREFER) if rule.id in rules else rule for rule in policy.rules)
    return replace(policy, rules=tuple(eased))


def changes(stay: Sequence[Seat], seats: Sequence[Seat]) -> tuple[Change, ...]:
    """Everybody who takes a seat they did not hold, by person."""
    before = {(seat.person, seat.position.bodies[0]): seat.position for seat in stay}
    held = [(seat, before.get((seat.person, seat.position.bodies[0]))) for seat in seats if seat.position.bodies]
    return tuple(
        Change(person=seat.person, before=old, after=seat.position) for seat, old in held if old != seat.position
    )


_SITTING = Text(zh="在任的 {count} 人保留所任", en="the {count} people who sit keep what they hold")
