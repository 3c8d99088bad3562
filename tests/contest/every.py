"""Every outcome of every vote, by plain enumeration: what promises are tested against. No model, no rows, no formulas."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, product
from math import ceil

import numpy as np

from optimizer.basis.position import Position
from optimizer.model.model import NO_LEAST, NO_MOST, Model
from optimizer.policy.policy import Office, Policy
from optimizer.problem.problem import Problem
from optimizer.rules.base import Rule, Seated
from tests.solve.brute import keeps_musts
from tests.toy import Held, rosters

type Slate = list[tuple[int, Position, bool]]
"""Person's number, position after a win, planned to win."""


def margin_of(policy: Policy, part: str, seats: int) -> tuple[int, int]:
    """The fewest and the most who lose, from what is written: one stage, no announcement."""
    margin = policy.by_id[part].margin
    if margin is None:
        return 0, 0
    ((_, extra),) = margin.stages
    if isinstance(extra, tuple):
        return extra
    posts = extra if isinstance(extra, int) else ceil(extra * seats)
    return posts, posts


def after_win(policy: Policy, position: Position) -> Position:
    """The position of who wins what they run for."""
    part = position.runs_for
    if part is None:
        return position
    if any(office.id == part for office in policy.offices):
        return Position(bodies=position.bodies, office=part, mode=position.run_mode)
    return Position(bodies=(*position.bodies, part))


def slate_of(problem: Problem, held: Held, part: str) -> Slate:
    """Everybody who stands for a part."""
    found: Slate = []
    for who, what in held:
        position = problem.positions[what]
        if part in position.scopes or position.runs_for == part:
            found.append((who, after_win(problem.policy, position), part in position.scopes))
    return found


def votes_of(problem: Problem, part: str, slate: Slate) -> list[tuple[int, Slate]]:
    """The votes for a part: seats and candidates of each."""
    margin = problem.policy.by_id[part].margin
    if margin is None or not margin.by:
        return [(sum(planned for _, _, planned in slate), slate)]
    people = problem.pool.people
    units = sorted({people[who].value(margin.by) for who, _, _ in slate})
    by_unit = [[each for each in slate if people[each[0]].value(margin.by) == unit] for unit in units]
    return [(sum(planned for _, _, planned in here), here) for here in by_unit]


def well_slated(problem: Problem, held: Held) -> bool:
    """Whether every slate has as many people beyond the seats as its margin asks for."""
    for part in problem.policy.parts:
        slate = slate_of(problem, held, part.id)
        for seats, here in votes_of(problem, part.id, slate):
            least, most = margin_of(problem.policy, part.id, seats) if seats or not _by(problem, part.id) else (0, 0)
            if not least <= len(here) - seats <= most:
                return False
    return True


def _by(problem: Problem, part: str) -> str:
    margin = problem.policy.by_id[part].margin
    return margin.by if margin else ""


def outcomes(votes: Sequence[tuple[int, Slate]], upsets: int | None = None) -> Iterator[Slate]:
    """Every set of winners; with no more than `upsets` planned winners losing."""
    for chosen in product(*(combinations(slate, seats) for seats, slate in votes)):
        winners = [each for part in chosen for each in part]
        lost = sum(planned for _, slate in votes for _, _, planned in slate) - sum(each[2] for each in winners)
        if upsets is None or lost <= upsets:
            yield winners


def keeps(problem: Problem, rule: Rule, winners: Slate) -> bool:
    """Whether the rule is kept by those who hold its part, counted by head."""
    seats = tuple((problem.pool.people[who], position) for who, position, _ in winners)
    return all(
        verdict.kept for verdict in rule.count(Seated(seats=seats, pool=problem.pool, on=problem.policy.reference_date))
    )


def survives(problem: Problem, rule: Rule, held: Held) -> bool:
    """Whether a promised rule outlasts every outcome of the vote for its part and of every vote before it.

    After each vote the rest is planned again from those elected: some slate must do whatever the next vote decides.
    """
    (part,) = rule.scope
    path = problem.policy.path(part)
    for place, each in enumerate(path):
        slate = slate_of(problem, held, each)
        if margin_of(problem.policy, each, sum(planned for *_, planned in slate))[1] == 0:
            continue
        for winners in outcomes(votes_of(problem, each, slate), rule.upsets):
            if each == part:
                if not keeps(problem, rule, winners):
                    return False
            elif not can_be_kept(problem, rule, path[place + 1 :], [who for who, _, _ in winners]):
                return False
    return True


def cannot_break(problem: Problem, rule: Rule) -> bool:
    """Whether any people at all who fill its body keep the rule, so that no vote matters to it."""
    (part,) = rule.scope
    if isinstance(problem.policy.by_id[part], Office):
        return False
    everybody = range(len(problem.pool.people))
    return all(
        keeps(problem, rule, [(who, _home(problem, part), True) for who in some])
        for some in combinations(everybody, problem.policy.seats[part].least)
    )


def can_be_kept(problem: Problem, rule: Rule, path: tuple[str, ...], people: Collection[int]) -> bool:
    """Whether the rest can be planned from these people so that the rule is kept whatever the votes to come decide."""
    if not path:
        return keeps(problem, rule, [(who, _home(problem, rule.scope[0]), True) for who in people])
    seats = problem.policy.seats[path[0]].least
    losers = margin_of(problem.policy, path[0], seats)[0]
    able = sorted(who for who in people if may_hold(problem, who, _home(problem, path[0])))
    return any(
        all(can_be_kept(problem, rule, path[1:], elected) for elected in combinations(slate, seats))
        for slate in combinations(able, seats + losers)
    )


PERSONAL = ("eligible", "barred")
"""Kinds of rules that ask something of each person alone."""


def may_hold(problem: Problem, who: int, position: Position) -> bool:
    """Whether somebody serves in the position's mode and alone in it keeps every rule that is about each person alone."""
    alone = Seated(seats=((problem.pool.people[who], position),), pool=problem.pool, on=problem.policy.reference_date)
    rules = [rule for rule in problem.rules if rule.kind in PERSONAL and rule.strength.binds]
    serves = position.mode in (None, *problem.pool.people[who].modes)
    return serves and all(verdict.kept for rule in rules for verdict in rule.count(alone))


def well_run(problem: Problem, held: Held) -> bool:
    """Whether every further candidate may hold what they run for."""
    return all(may_hold(problem, who, after_win(problem.policy, problem.positions[what])) for who, what in held)


def _home(problem: Problem, part: str) -> Position:
    path = problem.policy.path(part)
    if isinstance(problem.policy.by_id[part], Office):
        return Position(bodies=path[:-1], office=part)
    return Position(bodies=path)


def slated_rosters(problem: Problem) -> Iterator[Held]:
    """Every roster with well filled seats and slates, whoever runs."""
    return (held for held in rosters(problem) if well_slated(problem, held))


def kept(problem: Problem, held: Held) -> bool:
    """Whether the roster keeps the rules that bind, and its further candidates may hold what they run for."""
    return keeps_musts(problem, held) and well_run(problem, held)


def fits(model: Model, held: Held) -> bool:
    """Whether a roster satisfies the rows of a model without shortfalls, for some of its choices."""
    at = {pair: column for column, pair in enumerate(zip(model.person.tolist(), model.position.tolist(), strict=True))}
    if any(pair not in at for pair in held):
        return False
    taken = np.zeros(len(at), dtype=np.int64)
    taken[[at[pair] for pair in held]] = 1
    found = model.rows @ taken
    least, most = np.maximum(model.least, NO_LEAST), np.minimum(model.most, NO_MOST)
    weights = model.gap_rows[:, len(model.gap_rules) - model.choices :].toarray()
    sums = (found + weights @ np.array(choice, dtype=np.int64) for choice in product((0, 1), repeat=model.choices))
    return any(bool(((least <= each) & (each <= most)).all()) for each in sums)
