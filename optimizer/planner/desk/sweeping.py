"""A sweep as a page shows it: what can be chosen, each point with its state and what it changes, and a point taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from optimizer.basis.text import Filled, Text, same
from optimizer.people.person import Pool
from optimizer.planner.desk.draft import Change, Draft
from optimizer.planner.desk.taking import with_point
from optimizer.planner.whatif import Swept
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.report.blocks import Table
from optimizer.report.person import moves_table
from optimizer.report.whatif_words import STATUS, axis_words, value_words
from optimizer.report.words import figure, goal_words
from optimizer.room.moves import Slack, moves_between, slacks
from optimizer.roster.recount import recount
from optimizer.rules.base import Verdict
from optimizer.solve.status import Status
from optimizer.whatif.axes import Axis, DateAxis, LimitAxis, PoolAxis, SeatsAxis, Value
from optimizer.whatif.compare import costly, reference
from optimizer.whatif.reading import choices, limit_axes
from optimizer.whatif.scenarios import Bench, ground_of
from optimizer.whatif.sweep import Point, Sweep

MOST = 60
"""Points a slider can still be moved among."""


class Form(StrEnum):
    """How the values of a choice are written: per cent of a number, heads or seats, days, groups of the pool."""

    RATIO = "ratio"
    COUNT = "count"
    DATE = "date"
    POOL = "pool"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Something that can vary. `stands` is where the policy has it (None: not as one inclusive figure); `words` say what it is.

    `groups` are what a pool can be cut down to, by name, with their words.
    """

    name: str
    words: Filled
    form: Form
    stands: Value | None = None
    around: Fraction = Fraction(0)
    groups: tuple[tuple[str, Filled], ...] = ()

    def suggested(self) -> tuple[int, int, int]:
        """First, last and step (per cent, heads or seats) to begin with: some way to both sides of where it stands."""
        if self.form is Form.RATIO:
            here = int(self.around * 100) // 5 * 5
            return max(0, here - 20), min(100, here + 25), 5
        here = int(self.around)
        step = max(1, here // 20)
        return max(0, here - 4 * step), here + 4 * step, step


class State(StrEnum):
    """What a point is: `free` (all goals at their best of the sweep), `costly`, `impossible` (proven), or `open`.

    Only a bound has a cost: with other seats, days or people the goals are not worth the same. These are just `possible`.
    """

    POSSIBLE = "possible"
    FREE = "free"
    COSTLY = "costly"
    IMPOSSIBLE = "impossible"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One point of a slider: its value in words, its state, whether the policy stands there."""

    value: Filled
    state: State
    present: bool


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a point with a roster does: the goals that change, who moves, and the rules with less room."""

    status: Filled
    goals: Table
    moves: Table
    tightened: Table
    based: bool


def choices_of(pool: Pool, policy: Policy) -> tuple[Choice, ...]:
    """Everything that can vary, in the order of the policy. Raises InputFaults where pool and policy do not fit."""
    problem = build_problem(pool=pool, policy=policy)
    sentences = {rule.id: rule.sentence(policy.titles) for rule in problem.rules}
    return tuple(_choice(axis, problem, sentences) for axis in choices(problem))


def bound_words(name: str, rule: str, said: Filled, names: Iterable[str]) -> Filled:
    """A bound as people choose it: its rule and what that asks; the bound's own name where the rule has several."""
    several = sum(each.startswith(f"{rule}.") for each in names) > 1
    return _BOUND.fill(name=name if several else rule, said=said)


def _choice(axis: Axis, problem: Problem, sentences: dict[str, Filled]) -> Choice:
    match axis:
        case LimitAxis():
            named = [each.name for each in limit_axes(problem)]
            words = bound_words(axis.name, axis.rule, sentences[axis.rule], named)
            stands = axis.stands.figure
            form = Form.RATIO if isinstance(stands, Fraction) else Form.COUNT
            here = None if axis.stands.strict else stands
            return Choice(name=axis.name, words=words, form=form, stands=here, around=Fraction(stands))
        case SeatsAxis():
            seats = problem.policy.seats[axis.part]
            return Choice(
                name=axis.name,
                words=axis_words(axis),
                form=Form.COUNT,
                stands=seats.fixed,
                around=Fraction(seats.most),
            )
        case DateAxis():
            on = problem.policy.reference_date
            return Choice(name=axis.name, words=axis_words(axis), form=Form.DATE, stands=on)
    assert isinstance(axis, PoolAxis)
    groups = tuple((name, value_words(axis, name)) for name in ("all", *axis.groups))
    return Choice(name=axis.name, words=axis_words(axis), form=Form.POOL, stands="all", groups=groups)


def steps_asked(choice: Choice, first: int, last: int, step: int) -> str | None:
    """What to ask a sweep for: from first to last by step (per cent, heads or seats), and where the policy stands.

    None where the range is empty or has too many points.
    """
    if step <= 0 or first > last or (last - first) // step >= MOST:
        return None
    if choice.form is Form.RATIO:
        figures = [Fraction(percent, 100) for percent in range(first, last + 1, step)]
    else:
        figures = [Fraction(number) for number in range(first, last + 1, step)]
    if isinstance(choice.stands, int | Fraction):
        figures.append(Fraction(choice.stands))
    said = (_ratio(each) if choice.form is Form.RATIO else str(each) for each in sorted(set(figures)))
    return f"{choice.name}={','.join(said)}"


def days_asked(choice: Choice, first: date, last: date, months: int) -> str | None:
    """The same for the reference date, by months."""
    count = (last.year - first.year) * 12 + last.month - first.month
    if months <= 0 or first > last or count // months >= MOST:
        return None
    return f"{choice.name}={first.isoformat()}:{last.isoformat()}:{months}m"


def groups_asked(choice: Choice, groups: tuple[str, ...]) -> str | None:
    """The same for the groups a pool is cut down to."""
    return f"{choice.name}={','.join(groups)}" if groups else None


def _ratio(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def spots(swept: Swept) -> tuple[Spot, ...]:
    """The points of a sweep of one thing, in its order."""
    sweep = swept.sweep
    (axis,) = sweep.axes
    here = _stands(axis, sweep.problem)
    return tuple(
        Spot(
            value=value_words(axis, point.scenario[0]),
            state=_state(point, cost if isinstance(axis, LimitAxis) else None),
            present=point.scenario[0] == here,
        )
        for point, cost in zip(sweep.points, costly(sweep), strict=True)
    )


def _state(point: Point, cost: bool | None) -> State:
    if point.answer.status is Status.IMPOSSIBLE:
        return State.IMPOSSIBLE
    # Before it is proven best, nobody knows what a roster costs.
    if point.answer.status is not Status.OPTIMAL:
        return State.OPEN
    if cost is None:
        return State.POSSIBLE
    return State.COSTLY if cost else State.FREE


def _stands(axis: Axis, problem: Problem) -> Value | None:
    match axis:
        case LimitAxis():
            return None if axis.stands.strict else axis.stands.figure
        case SeatsAxis():
            return problem.policy.seats[axis.part].fixed
        case DateAxis():
            return problem.policy.reference_date
    return "all"


def seen(swept: Swept, number: int) -> Seen | None:
    """What a point does, against things as they stand or, where there is no roster then, the first point with one.

    None where the point has no roster.
    """
    sweep = swept.sweep
    point, than = sweep.points[number], reference(sweep)
    if than is None or not point.answer.seats:
        return None
    pool, policy = sweep.problem.pool, sweep.problem.policy
    bench = Bench(ground_of(sweep.problem, sweep.axes))
    found = [slack for slack in slacks(_counted(bench, than), _counted(bench, point)) if slack.tightens]
    sentences = {rule.id: rule.sentence(policy.titles) for rule in sweep.problem.rules}
    return Seen(
        status=STATUS[point.answer.status],
        goals=_goals(sweep, than, point),
        moves=moves_table(pool, policy, moves_between(than.answer.seats, point.answer.seats)),
        tightened=_tightened(found, sentences),
        based=bool(sweep.base.answer.seats),
    )


def _counted(bench: Bench, point: Point) -> tuple[Verdict, ...]:
    """Every rule counted on the roster of a point."""
    problem = bench.problem(point.scenario)
    return recount(problem.pool, problem.policy, problem.rules, point.answer.seats)


def _goals(sweep: Sweep, than: Point, point: Point) -> Table:
    titles = sweep.problem.policy.titles
    then = {goal.id: figure(goal.value, goal.scale) for goal in than.answer.goals}
    now = {goal.id: figure(goal.value, goal.scale) for goal in point.answer.goals}
    goals = [goal for goal in sweep.problem.goals if goal.kind != "draw"]
    rows = tuple(
        (goal_words(goal, titles), then.get(goal.id, same("")), now.get(goal.id, same("")))
        for goal in goals
        if then.get(goal.id) != now.get(goal.id)
    )
    title = _GOALS.fill(count=len(rows), all=len(goals))
    return Table(id="goals_at", title=title, columns=(_GOAL, _BEFORE, _HERE), rows=rows)


def _tightened(found: list[Slack], sentences: dict[str, Filled]) -> Table:
    rows = tuple(
        (
            same(f"{slack.rule} {slack.part}".strip()),
            sentences.get(slack.rule, same("")),
            same(str(slack.before)),
            same(str(slack.after)),
        )
        for slack in found
    )
    title = _TIGHTENED.fill(count=len(rows))
    return Table(id="tightened", title=title, columns=(_RULE, _ASKS, _BEFORE, _HERE), rows=rows, note=_ROOM)


def taken(draft: Draft, swept: Swept, number: int) -> Change | None:
    """The draft with the policy at a point; None where that cannot be written, or is no matter of the policy."""
    sweep = swept.sweep
    (axis,) = sweep.axes
    (value,) = sweep.points[number].scenario
    if value is None or isinstance(axis, PoolAxis):
        return None
    change = with_point(draft, sweep.problem, axis, value)
    if change is None:
        return None
    before = _stands(axis, sweep.problem)
    was = same("…") if before is None else value_words(axis, before)
    said = _TAKEN.fill(axis=axis_words(axis), before=was, after=value_words(axis, value))
    return replace(change, said=said)


_BOUND = Text(zh="{name}　{said}", en="{name} · {said}")
_GOALS = Text(zh="目标值变了的：{count} 项（共 {all} 项）", en="Goals that change: {count} of {all}")
_GOAL = Filled(zh="目标", en="Goal")
_BEFORE, _HERE = Filled(zh="原来", en="Before"), Filled(zh="这一点", en="At this point")
_TIGHTENED = Text(zh="余量变小的规则：{count} 项", en="Rules with less room: {count}")
_RULE, _ASKS = Filled(zh="规则", en="Rule"), Filled(zh="要求", en="Asks")
_ROOM = Filled(
    zh="余量：名单上的人数比规则需要的多（或比上限少）几人；0 就是刚好。",
    en="Room: by how many heads the roster is above what a rule needs (or below its ceiling); 0 is just enough.",
)
_TAKEN = Text(zh="推演采用：{axis} {before} → {after}", en="taken from a sweep: {axis} {before} → {after}")
