"""Promises that must outlast several votes: each is decided before the next slate is planned from those elected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from optimizer.basis.text import Filled
from optimizer.groups.masks import Mask
from optimizer.problem.promises import Promise, linear_sides, one_vote
from optimizer.problem.refusals import (
    NO_ROOM,
    ONE_CURE,
    OVERLAP,
    OVERLAP_OWN,
    RANGE_INSIDE,
    RANGE_INSIDE_CURE,
    UNITS_INSIDE,
    UNITS_INSIDE_CURE,
    UPSETS_INSIDE,
    UPSETS_INSIDE_CURE,
    WEIGHTS_INSIDE,
    WEIGHTS_INSIDE_CURE,
    Refusal,
    Refused,
)
from optimizer.rules.base import Rule

if TYPE_CHECKING:
    from optimizer.problem.problem import Problem


@dataclass(frozen=True, kw_only=True, eq=False)
class Demand:
    """So many of the `members` (people by number in the pool) are to be left for a part once the votes around it are over."""

    part: str
    members: Mask
    heads: int


def promises_of(problem: Problem) -> tuple[tuple[Promise, ...], tuple[Refusal, ...]]:
    """What the promised rules ask of the slates, and which of them cannot be promised. Rules no vote can touch ask nothing."""
    kept: list[Promise] = []
    refused: list[Refusal] = []
    for rule in problem.rules if problem.contests else ():
        if rule.promised:
            try:
                kept += _promises(problem, rule)
            except Refused as reason:
                refused.append(Refusal(rule=rule.id, message=reason.message, cure=reason.cure.fill()))
    blamed: dict[str, Filled] = {}
    for name, message in _clashes(problem, [promise for promise in kept if promise.contest is None]):
        blamed.setdefault(name, message)
    refused += [Refusal(rule=name, message=message, cure=ONE_CURE.fill()) for name, message in blamed.items()]
    out = {refusal.rule for refusal in refused}
    return tuple(promise for promise in kept if promise.rule not in out), tuple(refused)


def _promises(problem: Problem, rule: Rule) -> list[Promise]:
    sides = linear_sides(problem, rule)
    if sides and sides[0].contest is None:
        _several_votes(problem, rule, sides)
    else:
        one_vote(problem, sides)
    return sides


def _several_votes(problem: Problem, rule: Rule, sides: Sequence[Promise]) -> None:
    """What cannot be promised where the rest is planned again after each vote."""
    if rule.upsets is not None:
        raise Refused(UPSETS_INSIDE.fill(), UPSETS_INSIDE_CURE)
    for side in sides:
        if side.two is None:
            raise Refused(WEIGHTS_INSIDE.fill(), WEIGHTS_INSIDE_CURE)
        titles = problem.policy.titles
        for number, contest in enumerate(side.votes):
            if contest.least != contest.most:
                raise Refused(RANGE_INSIDE.fill(title=titles[contest.part]), RANGE_INSIDE_CURE)
            if number and contest.by:
                raise Refused(UNITS_INSIDE.fill(title=titles[contest.part]), UNITS_INSIDE_CURE)


def demands_of(problem: Problem, promise: Promise, able: Mask) -> list[Demand]:
    """What the slates must hold so that a promise outlasts several votes: its members, and people for every seat on the way.

    `able` is people x positions: whom no rule keeps out of the position.
    """
    planned = np.array([position.runs_for is None for position in problem.positions], dtype=bool)
    members = (able & planned & promise.helping).any(axis=1)
    demands = [Demand(part=promise.part, members=members, heads=promise.heads)]
    path = problem.policy.path(promise.part)
    for part in path[path.index(promise.votes[0].part) + 1 :]:
        holding = np.array([part in position.scopes for position in problem.positions], dtype=bool)
        seats = promise.seats if part == promise.part else problem.policy.seats[part].least
        demands.append(Demand(part=part, members=(able & planned & holding).any(axis=1), heads=seats))
    return demands


def needed(problem: Problem, demand: Demand, part: str) -> int:
    """How many of a demand's members the slate for `part` must have: the heads asked for, and the losers of every vote from
    this one inwards.
    """
    path = problem.policy.path(demand.part)
    inwards = path[path.index(part) :]
    return demand.heads + sum(contest.least for contest in problem.contests if contest.part in inwards)


def _clashes(problem: Problem, inner: Sequence[Promise]) -> Iterator[tuple[str, Filled]]:
    """Promises inside one chain that cannot be kept one by one: with overlapping groups a vote may leave people for each but
    not for both, and there must be room for all of them on each slate.

    Pairs of the rule to blame and the reason.
    """
    listed = [(promise, demands_of(problem, promise, problem.able)) for promise in inner]
    for number, (one, demands) in enumerate(listed):
        here = [
            (other, asked)
            for other, asked in listed[:number]
            if problem.policy.path(one.part)[0] == problem.policy.path(other.part)[0]
        ]
        clash = next((other for other, asked in here if not _compatible(problem, demands, asked)), None)
        if clash is not None:
            text = OVERLAP_OWN if clash.rule == one.rule else OVERLAP
            yield one.rule, text.fill(rule=one.rule, other=clash.rule)
            continue
        lacking = _lacking_room(problem, one, [*demands, *(each for _, asked in here for each in asked)])
        if lacking is not None:
            part, need, slate = lacking
            yield one.rule, NO_ROOM.fill(title=problem.policy.titles[part], need=need, slate=slate)


def _compatible(problem: Problem, some: Sequence[Demand], others: Sequence[Demand]) -> bool:
    """Whether any two demands' people exclude each other, or are nested where the parts lie within each other."""
    for one, other in product(some, others):
        if not (one.members & other.members).any():
            continue
        # One person may be wanted in two places that do not lie within each other.
        paths = problem.policy.path(one.part), problem.policy.path(other.part)
        nested = not (one.members & ~other.members).any() or not (other.members & ~one.members).any()
        if not nested or (one.part not in paths[1] and other.part not in paths[0]):
            return False
    return True


def _lacking_room(problem: Problem, promise: Promise, demands: Sequence[Demand]) -> tuple[str, int, int] | None:
    """A part inside the outermost vote whose slate is too small for all that is promised there: with the need and the slate."""
    path = problem.policy.path(promise.part)
    for part in path[path.index(promise.votes[0].part) + 1 :]:
        wanted = [
            (demand.members, needed(problem, demand, part))
            for demand in demands
            if part in problem.policy.path(demand.part)
        ]
        losers = sum(contest.least for contest in problem.contests if contest.part == part)
        slate = problem.policy.seats[part].least + losers
        need = _people_for(wanted)
        if need > slate:
            return part, need, slate
    return None


def _people_for(wanted: Sequence[tuple[Mask, int]]) -> int:
    """The fewest people who are enough for all, where any two groups exclude or contain each other."""
    merged: dict[bytes, tuple[Mask, int]] = {}
    for members, need in wanted:
        key = members.tobytes()
        merged[key] = (members, max(need, merged[key][1] if key in merged else 0))
    # From the smallest group up: what its parts ask for is part of what it asks for.
    rest: list[tuple[Mask, int]] = []
    for members, need in sorted(merged.values(), key=lambda each: int(each[0].sum())):
        inside = [each for each in rest if not (each[0] & ~members).any()]
        rest = [each for each in rest if (each[0] & ~members).any()]
        rest.append((members, max(need, sum(asked for _, asked in inside))))
    return sum(need for _, need in rest)
