"""Promises proven again by head: the worst outcome of the votes is worked out person by person, and the rule counted on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.basis.position import Position
from optimizer.basis.text import Filled, Text
from optimizer.problem.contests import Contested
from optimizer.problem.problem import Problem
from optimizer.problem.promises import Promise
from optimizer.roster.roster import Seat
from optimizer.rules.base import Seated, Verdict


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One person on a slate, with the position after a win, and whether planned to win."""

    person: str
    position: Position
    planned: bool


def promise_faults(problem: Problem, seats: Sequence[Seat], rule: str | None = None) -> Iterator[tuple[str, Filled]]:
    """The promised rules (or the one `rule`) that some outcome breaks; pairs of the rule's id and a sentence with the count."""
    titles = problem.policy.titles
    for promise in (each for each in problem.promises[0] if rule in (None, each.rule)):
        for number, vote in enumerate(promise.votes):
            if vote.part == promise.part:
                worst = _worst(problem, vote, seats, _weights(problem, promise, vote, seats), promise.upsets)
                verdicts = _counted(problem, promise, worst)
            else:
                for part, found, needed in _unfilled(problem, promise, number, seats):
                    yield promise.rule, _EMPTY.fill(rule=promise.rule, title=titles[part], found=found, needed=needed)
                verdicts = _counted(problem, promise, left_for(problem, promise, seats, first=number))
            for verdict in _broken(verdicts, promise):
                yield promise.rule, _BROKEN.fill(rule=promise.rule, found=verdict.found, of=verdict.of)


def left_for(problem: Problem, promise: Promise, seats: Sequence[Seat], *, first: int = 0) -> list[Standing]:
    """Who holds a promise's part after its votes from the `first` on, each decided in the worst way for it.

    Of the people elected those who help most stand in the next vote.
    """
    held, helping = _best_positions(problem, promise)
    final = _through(problem, promise, first, seats, helping, promise.part)
    return [Standing(person=who, position=held[who], planned=True) for who in final]


def _unfilled(problem: Problem, promise: Promise, first: int, seats: Sequence[Seat]) -> Iterator[tuple[str, int, int]]:
    """The parts inside a vote for which too few people may be left: the part, how many there are, how many it needs."""
    path = problem.policy.path(promise.part)
    for part in path[path.index(promise.votes[first].part) + 1 :]:
        able = _able(problem, part)
        found = sum(who in able for who in _through(problem, promise, first, seats, able, part))
        if found < problem.policy.seats[part].least:
            yield part, found, problem.policy.seats[part].least


def _counted(problem: Problem, promise: Promise, holders: Sequence[Standing]) -> list[Verdict]:
    """The rule counted over those who hold its part, as far as it concerns the promise's row."""
    rule = next(rule for rule in problem.rules if rule.id == promise.rule)
    held = tuple((problem.pool.by_id[each.person], each.position) for each in holders)
    seated = Seated(seats=held, pool=problem.pool, on=problem.policy.reference_date)
    return [verdict for verdict in rule.count(seated) if verdict.part in ("", promise.row)]


def _broken(verdicts: Sequence[Verdict], promise: Promise) -> list[Verdict]:
    """Those not kept on the promise's side; on either side, where the rule counts the other way round than its rows."""
    side = [verdict for verdict in verdicts if (verdict.least if promise.floor else verdict.most) is not None]
    if not side:
        return [verdict for verdict in verdicts if not verdict.kept]
    if promise.floor:
        return [verdict for verdict in side if verdict.least is not None and verdict.found < verdict.least]
    return [verdict for verdict in side if verdict.most is not None and verdict.found > verdict.most]


def _slate(problem: Problem, vote: Contested, seats: Sequence[Seat], unit: str) -> list[Standing]:
    """Everybody who stands in one vote."""
    found = []
    for seat in seats:
        planned = vote.part in seat.position.scopes
        here = not vote.by or problem.pool.by_id[seat.person].value(vote.by) == unit
        if here and (planned or seat.position.runs_for == vote.part):
            position = seat.position if planned else problem.policy.elected(seat.position)
            found.append(Standing(person=seat.person, position=position, planned=planned))
    return found


def _weights(problem: Problem, promise: Promise, vote: Contested, seats: Sequence[Seat]) -> dict[str, int]:
    """What each candidate for the promise's own part adds to it if elected."""
    at = {position: number for number, position in enumerate(problem.elected(promise.part).positions)}
    number = {person.id: n for n, person in enumerate(problem.pool.people)}
    slate = [each for ballot in vote.ballots for each in _slate(problem, vote, seats, ballot.unit)]
    return {each.person: int(promise.weights[number[each.person], at[each.position]]) for each in slate}


def _worst(
    problem: Problem, vote: Contested, seats: Sequence[Seat], weigh: Mapping[str, int], upsets: int | None
) -> list[Standing]:
    """The winners that add up to least, with no more than `upsets` of the planned winners losing.

    In each vote the heaviest of the planned winners change places with the lightest of the others; over all votes the
    changes that cost most come first.
    """
    chosen: dict[str, Standing] = {}
    swaps: list[tuple[int, int, int, Standing, Standing]] = []
    for number, ballot in enumerate(vote.ballots):
        slate = _slate(problem, vote, seats, ballot.unit)
        planned = sorted((each for each in slate if each.planned), key=lambda each: (-weigh[each.person], each.person))
        further = sorted(
            (each for each in slate if not each.planned), key=lambda each: (weigh[each.person], each.person)
        )
        chosen |= {each.person: each for each in planned}
        for place, (loser, winner) in enumerate(zip(planned, further, strict=False)):
            swaps.append((weigh[winner.person] - weigh[loser.person], number, place, loser, winner))
    costly = sorted((swap for swap in swaps if swap[0] < 0), key=lambda swap: swap[:3])
    for *_, loser, winner in costly if upsets is None else costly[:upsets]:
        del chosen[loser.person]
        chosen[winner.person] = winner
    return list(chosen.values())


def _best_positions(problem: Problem, promise: Promise) -> tuple[dict[str, Position], frozenset[str]]:
    """For everybody the position of the promise's part in which they help it most, and who helps in it."""
    wanted = [n for n, position in enumerate(problem.positions) if promise.part in position.scopes]
    weights, able = promise.weights[:, wanted], problem.able[:, wanted]
    # Who is kept out of every position is given one all the same: they only fill a seat.
    best = np.where(able, weights, weights.min(initial=0) - 1).argmax(axis=1)
    people = problem.pool.people
    held = {person.id: problem.positions[wanted[at]] for person, at in zip(people, best, strict=True)}
    helps = (able & promise.helping[:, wanted]).any(axis=1)
    return held, frozenset(person.id for person, helping in zip(people, helps, strict=True) if helping)


def _able(problem: Problem, part: str) -> frozenset[str]:
    """Whom no rule keeps out of a part."""
    columns = [n for n, position in enumerate(problem.positions) if part in position.scopes]
    able = problem.able[:, columns].any(axis=1).tolist()
    return frozenset(person.id for person, may in zip(problem.pool.people, able, strict=True) if may)


def _through(
    problem: Problem, promise: Promise, first: int, seats: Sequence[Seat], helping: Collection[str], until: str
) -> list[str]:
    """Who holds a part in the end: of the slate the worst are elected, of those the best stand, of whom the worst are elected."""
    vote = promise.votes[first]
    slate = [each.person for ballot in vote.ballots for each in _slate(problem, vote, seats, ballot.unit)]
    elected = _worst(problem, vote, seats, {who: int(who in helping) for who in slate}, None)
    here = [each.person for each in elected]
    able = _able(problem, until)
    path = problem.policy.path(until)
    losers = {each.part: each.least for each in promise.votes}
    for part in path[path.index(vote.part) + 1 :]:
        seated = problem.policy.seats[part].least
        stand = sorted(here, key=lambda who: (who not in helping, who not in able, who))[: seated + losers.get(part, 0)]
        here = sorted(stand, key=lambda who: (who in helping, who))[:seated]
    return here


_BROKEN = Text(
    zh="{rule} 所保证的不成立：最坏的选举结果里是{found}人（共{of}人）",
    en="{rule} is not kept whoever wins: in the worst outcome it comes to {found} of {of}",
)
_EMPTY = Text(
    zh="{rule} 所保证的不成立：最坏的选举结果里，可以进入{title}的只有{found}人，需要{needed}人",
    en="{rule} is not kept whoever wins: in the worst outcome {found} people may hold {title}, which needs {needed}",
)
