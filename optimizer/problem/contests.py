"""The contested elections of a policy for one pool: which votes there are, for how many seats, among how many candidates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.basis.faults import Fault
from optimizer.basis.position import Position
from optimizer.basis.text import Filled, Text
from optimizer.groups.masks import Mask, Masks
from optimizer.groups.predicate import Predicate
from optimizer.groups.words import column_word
from optimizer.policy.policy import Body, Office, Policy
from optimizer.rules.base import Rule
from optimizer.rules.grid import Grid, Through, holds
from optimizer.rules.weights import spread_out


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """One vote: `seats` of its candidates are elected, `least` to `most` are not.

    `unit` is the value of the contest's column `by` that its candidates share; "" where all stand together.
    """

    unit: str = ""
    seats: int
    least: int
    most: int


@dataclass(frozen=True, kw_only=True)
class Contested:
    """A contested body or office with its votes: one, or one for each value of the column `by`."""

    part: str
    by: str = ""
    ballots: tuple[Ballot, ...]

    @property
    def seats(self) -> int:
        """Seats of all votes."""
        return sum(ballot.seats for ballot in self.ballots)

    @property
    def least(self) -> int:
        """The fewest candidates who are not elected."""
        return sum(ballot.least for ballot in self.ballots)

    @property
    def most(self) -> int:
        """The most candidates who are not elected."""
        return sum(ballot.most for ballot in self.ballots)


@dataclass(frozen=True, kw_only=True, eq=False)
class Elected(Through):
    """A grid in which some further candidates count as elected: its positions are `held`, those they would hold."""

    held: tuple[Position, ...]
    masks: Masks

    @property
    def positions(self) -> Sequence[Position]:
        """What everybody holds, once elected."""
        return self.held

    def sure(self, group: Predicate) -> Mask:
        """Certainly in the group, once elected."""
        return self.masks.sure(group)

    def possible(self, group: Predicate) -> Mask:
        """Not certainly outside the group, once elected."""
        return self.masks.possible(group)


def resolve(policy: Policy, rules: Sequence[Rule], grid: Grid) -> tuple[tuple[Contested, ...], list[Fault]]:
    """The contests of the policy, outer bodies first, and what keeps one from being held."""
    found: list[Contested] = []
    faults: list[Fault] = []
    for part in policy.contested:
        contest = _contest(policy, part, rules, grid, faults)
        if contest is not None:
            if policy.announced:
                contest = _struck_off(policy, contest, found)
            found.append(contest)
            faults += _room(policy, contest)
    return tuple(found), faults


def _contest(
    policy: Policy, part: Body | Office, rules: Sequence[Rule], grid: Grid, faults: list[Fault]
) -> Contested | None:
    margin, seats = part.margin, part.seats.fixed
    assert margin is not None
    if seats is None:
        faults.append(_fault(part, str(part.seats), _RANGE.fill(title=part.title), _RANGE_CURE.fill()))
        return None
    if not margin.by:
        least, most = margin.posts(policy.stage, seats)
        return Contested(part=part.id, ballots=(Ballot(seats=seats, least=least, most=most),))
    by_unit, blamed = _unit_seats(part, margin.by, rules, grid)
    if sum(by_unit.values()) != seats:
        words = {"by": column_word(margin.by), "title": part.title}
        if blamed:
            faults.append(_fault(part, ", ".join(blamed[:5]), _NOT_FIXED.fill(**words), _NOT_FIXED_CURE.fill(**words)))
        else:
            said = _OTHER_SUM.fill(found=sum(by_unit.values()), seats=seats, **words)
            faults.append(_fault(part, str(sum(by_unit.values())), said, _OTHER_SUM_CURE.fill()))
        return None
    ballots = []
    for unit, number in by_unit.items():
        least, most = margin.posts(policy.stage, number)
        ballots.append(Ballot(unit=unit, seats=number, least=least, most=most))
    return Contested(part=part.id, by=margin.by, ballots=tuple(ballots))


def _unit_seats(part: Body | Office, by: str, rules: Sequence[Rule], grid: Grid) -> tuple[dict[str, int], list[str]]:
    """The seats of each value of a column that binding rules fix, where there are any; and the values without a number."""
    held = np.array([person.value(by) for person in grid.pool.people], dtype=object)
    inside = holds(grid, (part.id,))
    bounds: dict[str, tuple[int, int]] = {}
    for rule in rules:
        for row in rule.rows(grid) if rule.strength.binds and rule.scope == (part.id,) else ():
            weights = spread_out(grid, row.weights)
            values = sorted(set(held[weights.any(axis=1)]))
            if row.choices or len(values) != 1 or not np.array_equal(weights, inside * (held == values[0])[:, None]):
                continue
            least, most = bounds.get(values[0], (0, len(held)))
            bounds[values[0]] = (
                least if row.least is None else max(least, row.least),
                most if row.most is None else min(most, row.most),
            )
    fixed = {value: least for value, (least, most) in sorted(bounds.items()) if value and least == most}
    loose = [value for value in sorted(set(held) - {""}) if value not in fixed]
    return {value: seats for value, seats in fixed.items() if seats}, loose


def _struck_off(policy: Policy, contest: Contested, outer: Sequence[Contested]) -> Contested:
    """With slates announced together, a slate must outlast the candidates whom the vote before has struck off.

    Those are as many as the nearest contested body around has candidates beyond its seats; within one unit, where both
    votes are by the same column, as many as the unit has.
    """
    path = policy.path(contest.part)[:-1]
    around = next((each for each in reversed(outer) if each.part in path), None)
    if around is None:
        return contest
    ballots = []
    for ballot in contest.ballots:
        if around.by and around.by == contest.by:
            lost = sum(each.most for each in around.ballots if each.unit == ballot.unit)
        else:
            lost = around.most
        # The plan settles a range outside; the slate inside must outlast the most it may be.
        ballots.append(replace(ballot, least=ballot.least + lost, most=ballot.most + lost))
    return replace(contest, ballots=tuple(ballots))


def _room(policy: Policy, contest: Contested) -> Iterator[Fault]:
    """The slate of an inner body or office comes from the people of the body around it."""
    *outer, part = policy.path(contest.part)
    if outer and contest.seats + contest.least > policy.seats[outer[-1]].most:
        around = policy.by_id[outer[-1]]
        slate = contest.seats + contest.least
        words = {"title": policy.titles[part], "around": around.title, "slate": slate, "seats": around.seats}
        yield _fault(policy.by_id[part], str(slate), _NO_ROOM.fill(**words), _NO_ROOM_CURE.fill())


def _fault(part: Body | Office, value: str, message: Filled, cure: Filled) -> Fault:
    return Fault(kind="problem.margin", path=part.id, value=value, message=message, cure=cure)


_RANGE = Text(zh="{title}要差额选举，席位却是一个范围", en="{title} is contested, but its seats are a range")
_RANGE_CURE = Text(zh="给它一个确定的席位数，或去掉 margin", en="Give it one number of seats, or take its margin out")
_NOT_FIXED = Text(
    zh="{title}按{by}分别差额选举，但这些{by}的名额没有规则定下来",
    en="{title} is contested for each {by} apart, but no rule fixes the seats of these",
)
_NOT_FIXED_CURE = Text(
    zh='加一条 kind = "each" 的规则，scope 是{title}，by 相同，用 exactly 写出每个{by}的名额，合计等于席位；或去掉 margin_by',
    en='Add a rule of kind = "each" over {title} with the same by and exactly, which gives each {by} its seats and adds up to '
    "all of them; or take margin_by out",
)
_OTHER_SUM = Text(
    zh="{title}各{by}的名额合计{found}，席位是{seats}",
    en="{title}: the seats of each {by} add up to {found}, not to {seats}",
)
_OTHER_SUM_CURE = Text(zh="核对名额和席位", en="Check both numbers")
_NO_ROOM = Text(
    zh="{title}的候选人要有{slate}人，都从{around}中产生，而{around}只有{seats}人",
    en="{title} needs a slate of {slate}, all from {around}, which has {seats} seats",
)
_NO_ROOM_CURE = Text(
    zh="减小差额，或减少这里的席位；事先一并公布名单（announced）时，差额逐层累加",
    en="Make the margin or the seats smaller; with announced slates, margins add up from body to body",
)
