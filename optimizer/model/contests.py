"""Rows of contested elections: how many further candidates there are, who may be one, and what is promised whoever wins.

A promise is a floor: the weights of whoever wins add up to `least`. The lightest winners of a slate weigh as much as the
maximum over thresholds t of (k t - sum of (t - w)+ over the slate), and with at most u upsets as much as the maximum over
pairs s <= t of (sum of min(w, t) over the planned winners - sum of (s - w)+ over the further candidates - u (t - s)). So a
floor holds when it holds for one of the thresholds: one row where only one can reach it (all rules that count heads), else
a choice between them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

import numpy as np
from scipy import sparse

from optimizer.groups.masks import Mask
from optimizer.people.person import Pool
from optimizer.problem.contests import Ballot, Contested
from optimizer.problem.problem import Problem
from optimizer.problem.promises import Active, Promise
from optimizer.problem.rounds import demands_of, needed
from optimizer.rules.base import Rule
from optimizer.rules.grid import Row
from optimizer.rules.weights import Ints, no_weights

SLATE = "slate:"
"""What the rows that ask for further candidates are called: `slate:` and the body or office."""


def bar_candidates(problem: Problem, allowed: Mask, *, lifted: Container[str]) -> None:
    """Take pairs out of `allowed` (people x positions): who runs for what they could not hold by themselves, once elected."""
    running = np.array([position.runs_for is not None for position in problem.positions], dtype=bool)
    held = {contest.part: contest for contest in problem.contests}
    for number, position in enumerate(problem.positions):
        contest = held.get(position.runs_for or "")
        if running[number] and contest is None:
            allowed[:, number] = False
        elif contest is not None and contest.by:
            units = {ballot.unit for ballot in contest.ballots if ballot.most}
            allowed[:, number] &= [person.value(contest.by) in units for person in problem.pool.people]
    for rule in problem.rules if problem.contests else ():
        for row in rule.rows(problem.elected()) if rule.strength.binds and rule.id not in lifted else ():
            if row.most is not None and row.least is None and not row.choices:
                people, weights = _rows_of(row)
                if weights.min(initial=0) >= 0:
                    allowed[people] &= ~((weights > row.most) & running)


def contest_rows(problem: Problem, allowed: Mask) -> Iterator[Row]:
    """The rows of the contests: the slates, what is asked of one person, and every promise. `allowed` has all bans in it."""
    for contest in problem.contests:
        for ballot in contest.ballots:
            weights = _running(problem, contest.part) * unit_mask(problem.pool, contest, ballot)[:, None]
            yield Row(
                rule=f"{SLATE}{contest.part}",
                part=ballot.unit,
                weights=weights.astype(np.int64),
                least=ballot.least,
                most=ballot.most,
            )
    for rule in problem.rules if problem.contests else ():
        if rule.strength.binds:
            yield from _personal_rows(problem, rule)
    promises, refused = problem.promises
    for refusal in refused:
        # Only a variant of a problem comes here: what was promised before cannot be promised any more.
        yield Row(rule=refusal.rule, weights=no_weights(problem), least=1)
    for number, promise in enumerate(promises):
        for place, piece in enumerate(pieces_of(problem, promise, allowed)):
            yield from piece_rows(problem, piece, f"promise {number}/{place}")


def unit_mask(pool: Pool, contest: Contested, ballot: Ballot) -> Mask:
    """People: who stands in this vote, if anywhere."""
    if not contest.by:
        return np.ones(len(pool.people), dtype=bool)
    return np.array([person.value(contest.by) == ballot.unit for person in pool.people], dtype=bool)


def _running(problem: Problem, part: str) -> Mask:
    """1 x positions: those of further candidates for a part."""
    return np.array([[position.runs_for == part for position in problem.positions]], dtype=bool)


def _holding(problem: Problem, part: str) -> Mask:
    """1 x positions: those that hold a part."""
    return np.array([[part in position.scopes for position in problem.positions]], dtype=bool)


def _rows_of(row: Row) -> tuple[Ints, Ints]:
    """The people a row weighs and their weights, people x positions."""
    if isinstance(row.weights, sparse.csr_array):
        people = np.flatnonzero(np.diff(row.weights.indptr))
        return people, np.asarray(row.weights[people].toarray(), dtype=np.int64)
    people = np.flatnonzero(row.weights.any(axis=1))
    return people, np.asarray(row.weights[people], dtype=np.int64)


def _personal_rows(problem: Problem, rule: Rule) -> Iterator[Row]:
    """What a rule asks of one person across chains, asked of them as elected too: they may win what they run for, or not."""

    def personal(row: Row) -> bool:
        return row.most is not None and row.least is None and not row.choices

    planned = {(row.part, *_rows_of(row)[0].tolist()): _rows_of(row)[1] for row in rule.rows(problem) if personal(row)}
    for row in rule.rows(problem.elected()):
        people, weights = _rows_of(row) if personal(row) else (np.zeros(0, dtype=np.int64), np.zeros((0, 0)))
        if len(people) != 1:
            continue
        before = planned.get((row.part, int(people[0])), np.zeros_like(weights))
        worst = np.maximum(before, weights)
        if (worst != before).any():
            table = np.zeros((len(problem.pool.people), len(problem.positions)), dtype=np.int64)
            table[people] = worst
            yield replace(row, weights=sparse.csr_array(table))


def pieces_of(problem: Problem, promise: Promise, allowed: Mask) -> list[Promise]:
    """A promise as floors on single votes: that for its own part, and those on each slate around it."""
    if promise.contest is not None:
        return [promise]
    found = [replace(promise, votes=(vote,)) for vote in promise.votes if vote.part == promise.part]
    for demand in demands_of(problem, promise, allowed):
        path = problem.policy.path(demand.part)
        for vote in promise.votes:
            if vote.part in path[:-1]:
                columns = (_holding(problem, vote.part) | _running(problem, vote.part))[0]
                piece = replace(
                    promise,
                    part=vote.part,
                    votes=(vote,),
                    weights=(demand.members[:, None] & columns).astype(np.int64),
                    columns=columns,
                    least=needed(problem, demand, vote.part) - vote.least,
                    head=1,
                )
                found.append(piece)
    return found


def piece_rows(problem: Problem, piece: Promise, name: str, *, loose: bool = False) -> Iterator[Row]:
    """The rows of a floor on one vote, or on the votes of all units; `name` begins the names of its choices.

    With `loose`, also what the floor itself rules out has its rows: so that heads short are counted exactly.
    """
    active, least = piece.active(problem.pool)
    if not active and least > 0:
        yield Row(rule=piece.rule, part=piece.row, weights=no_weights(problem), least=least, head=piece.head)
    elif len(active) == 1:
        yield from _threshold_rows(problem, piece, active[0], least, (name, loose))
    elif active:
        yield from _unit_rows(problem, piece, active, least, name)


def _threshold_rows(
    problem: Problem, promise: Promise, vote: Active, least: int, how: tuple[str, bool]
) -> Iterator[Row]:
    """One row for each threshold that can reach `least` (with `loose`, for each there is), and a choice between them."""
    name, loose = how
    ballot = vote.ballot
    upsets = ballot.most if promise.upsets is None else min(promise.upsets, ballot.most)
    sizes = problem.policy.seats[promise.part]
    fewest, most = (sizes.least, sizes.most) if not promise.votes[0].by else (ballot.seats, ballot.seats)
    here = vote.people[:, None]
    planned, running = here & _holding(problem, promise.part), here & _running(problem, promise.part)
    options = []
    for high in vote.values:
        for low in vote.values:
            lost = upsets * (high - low)
            reach = max(high * fewest, high * most) - lost
            # With as many upsets as there are losers, a pair of thresholds says no more than the lower one alone.
            if low > high or (reach < least and not loose) or (low < high and upsets >= ballot.most):
                continue
            weights = np.minimum(promise.weights, high) * planned - np.maximum(low - promise.weights, 0) * running
            lowest = min(vote.values[0] * fewest, vote.values[0] * most) - ballot.most * (low - vote.values[0])
            options.append((f"{name}: {low} {high}", weights, least + lost, lowest))
    if len(options) == 1:
        (_, weights, bound, _) = options[0]
        yield Row(rule=promise.rule, part=promise.row, head=promise.head, weights=weights, least=bound)
        return
    for label, weights, bound, lowest in options:
        forgiven = min(0, lowest - bound)
        yield Row(
            rule=promise.rule,
            part=promise.row,
            head=promise.head,
            weights=weights,
            choices=((label, forgiven),),
            least=bound + forgiven,
        )
    taken = tuple((label, 1) for label, *_ in options)
    yield Row(rule=promise.rule, part=promise.row, weights=no_weights(problem), choices=taken, least=1, soft=False)


def _unit_rows(problem: Problem, promise: Promise, active: list[Active], least: int, name: str) -> Iterator[Row]:
    """Across units: of each vote as many of the heavier are certain to win as its slate leaves no room for others.

    A choice for each of them; choices of a vote are taken only as far as its slate allows.
    """
    step = active[0].values[1] - active[0].values[0]
    heads = -((sum(vote.values[0] * vote.ballot.seats for vote in active) - least) // step)
    if heads <= 0:
        return
    certain = np.zeros((len(problem.pool.people), len(problem.positions)), dtype=np.int64)
    planned = certain.copy()
    taken: list[tuple[str, int]] = []
    for vote in active:
        ballot, here = vote.ballot, vote.people[:, None]
        holding, running = here & _holding(problem, promise.part), here & _running(problem, promise.part)
        heavier = holding & (promise.weights == vote.values[1])
        planned += heavier
        if not ballot.most:
            certain += heavier
            continue
        names = [f"{name}: {ballot.unit} {number}" for number in range(1, ballot.seats + 1)]
        others = ((holding | running) & (promise.weights == vote.values[0])).astype(np.int64)
        room = ((names[0], ballot.most + 1), *((each, 1) for each in names[1:]))
        yield Row(
            rule=promise.rule,
            part=promise.row,
            weights=others,
            choices=room,
            most=ballot.seats + ballot.most,
            soft=False,
        )
        if len(names) > 1:
            first = ((names[0], 1 - ballot.seats), *((each, 1) for each in names[1:]))
            yield Row(
                rule=promise.rule, part=promise.row, weights=no_weights(problem), choices=first, most=0, soft=False
            )
        taken += [(each, 1) for each in names]
    losers = sum(vote.ballot.most for vote in active)
    if promise.upsets is None or promise.upsets >= losers:
        yield Row(rule=promise.rule, part=promise.row, weights=certain, choices=tuple(taken), least=heads)
        return
    either = f"{name}: planned"
    enough = heads + promise.upsets
    yield Row(rule=promise.rule, part=promise.row, weights=planned, choices=((either, -enough),), least=0)
    yield Row(rule=promise.rule, part=promise.row, weights=certain, choices=(*taken, (either, heads)), least=heads)
