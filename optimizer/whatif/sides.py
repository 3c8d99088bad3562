"""The two sides of a trade-off: a bound of a rule or a goal, each as a whole number that should be as high as possible."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from scipy import sparse

from optimizer.basis.faults import Complaints, InputFaults
from optimizer.basis.similar import suggest
from optimizer.basis.text import Text
from optimizer.model.model import NO_MOST, Ints, Model, ModelGoal
from optimizer.problem.problem import Problem
from optimizer.room.asking import flat_weights
from optimizer.room.bounds import Bound
from optimizer.roster.recount import RecountError, goal_value, recount
from optimizer.roster.roster import Seat
from optimizer.rules.weights import spread_out
from optimizer.whatif.axes import SOURCE
from optimizer.whatif.models import alike
from optimizer.whatif.reading import read_limit

GOAL = "goal:"
"""How the name of a goal begins where a bound could stand too."""


@dataclass(frozen=True, kw_only=True)
class Side(ABC):
    """One side of a trade-off; `name` as it is written. Levels are whole numbers, the higher the better."""

    name: str

    @abstractmethod
    def held(self, problem: Problem, level: int | None) -> Problem:
        """The problem in which this level is reached at least; None for no level at all."""

    @abstractmethod
    def held_by_row(self, model: Model, level: int | None) -> Model:
        """The same for a model, where it is no matter of the problem."""

    @abstractmethod
    def weights(self, model: Model) -> tuple[Ints, Ints] | None:
        """What to make as large as possible, by column and by gap; None where no single sum says it."""

    @abstractmethod
    def level(self, problem: Problem, seats: Iterable[Seat]) -> int:
        """The level a roster reaches, counted by head."""

    @abstractmethod
    def shown(self, level: int) -> Fraction:
        """The figure people know for a level: heads, or the goal's value."""

    @abstractmethod
    def stands(self, problem: Problem) -> Fraction | None:
        """The figure the policy has; None for a goal."""

    @abstractmethod
    def lowest(self, problem: Problem) -> int | None:
        """The level that asks for nothing; None for a goal."""


@dataclass(frozen=True, kw_only=True)
class LimitSide(Side):
    """A bound of a rule by whole heads: of a ceiling, fewer is better. A preferred rule is held as if it were binding."""

    rule: str
    floor: bool
    part: str

    def bound(self, problem: Problem) -> Bound:
        """The bound in a problem, where it may have moved."""
        rule = next(rule for rule in problem.rules if rule.id == self.rule)
        limit = next(each for each in rule.limits(problem) if (each.floor, each.part) == (self.floor, self.part))
        return Bound(problem=problem, rule=rule, limit=limit)

    def held(self, problem: Problem, level: int | None) -> Problem:
        """The bound moved."""
        bound = self.bound(problem)
        # One level beyond a ceiling of nobody asks for fewer than that, which no roster has.
        return bound.moved(bound.loosest if level is None else level if self.floor else -level)

    def held_by_row(self, model: Model, level: int | None) -> Model:
        """As it is."""
        del level
        return model

    def weights(self, model: Model) -> tuple[Ints, Ints] | None:
        """Those of the one row that moves by a head where the bound does."""
        bound = self.bound(model.problem)
        here = int(bound.loosest) + (1 if self.floor else -1)
        rows = [list(bound.at(figure).rows(model.problem)) for figure in (here, here + 1)]
        if len(rows[0]) != len(rows[1]) or not all(alike(*pair) for pair in zip(*rows, strict=True)):
            return None
        moved = [new for old, new in zip(*rows, strict=True) if (old.least, old.most) != (new.least, new.most)]
        if len(moved) != 1 or moved[0].choices or (moved[0].least if self.floor else moved[0].most) != here + 1:
            return None
        weights = flat_weights(model, spread_out(model.problem, moved[0].weights))
        return (weights if self.floor else -weights), np.zeros(len(model.gap_most), dtype=np.int64)

    def level(self, problem: Problem, seats: Iterable[Seat]) -> int:
        """The tightest figure the roster keeps."""
        reached = self.bound(problem).reached(tuple(seats))
        assert reached is not None
        return int(reached) if self.floor else -int(reached)

    def shown(self, level: int) -> Fraction:
        """Heads."""
        return Fraction(level if self.floor else -level)

    def stands(self, problem: Problem) -> Fraction | None:
        """The heads the policy asks for."""
        return Fraction(self.bound(problem).needed)

    def lowest(self, problem: Problem) -> int | None:
        """Nobody for a floor, everybody for a ceiling."""
        loosest = int(self.bound(problem).loosest)
        return loosest if self.floor else -loosest


@dataclass(frozen=True, kw_only=True)
class GoalSide(Side):
    """The value of a goal, in its own smallest unit."""

    goal: str
    sign: int
    constant: int
    scale: int

    def held(self, problem: Problem, level: int | None) -> Problem:
        """As it is: a goal is held by a row."""
        del level
        return problem

    def held_by_row(self, model: Model, level: int | None) -> Model:
        """The model with a row that holds the goal."""
        if level is None:
            return model
        columns, gaps = self.weights(model)
        return replace(
            model,
            rows=sparse.csr_array(sparse.vstack([model.rows, sparse.csr_array(columns.reshape(1, -1))])),
            gap_rows=sparse.csr_array(sparse.vstack([model.gap_rows, sparse.csr_array(gaps.reshape(1, -1))])),
            least=np.append(model.least, level),
            most=np.append(model.most, NO_MOST),
            row_rules=(*model.row_rules, self.name),
        )

    def weights(self, model: Model) -> tuple[Ints, Ints]:
        """The goal's own."""
        goal = self._goal(model)
        return goal.columns, goal.gaps

    def level(self, problem: Problem, seats: Iterable[Seat]) -> int:
        """The goal's value as it is made as large as possible."""
        held = tuple(seats)
        verdicts = recount(problem.pool, problem.policy, problem.rules, held)
        goal = next(goal for goal in problem.goals if goal.id == self.goal)
        found = self.sign * (goal_value(problem, goal, held, verdicts) * self.scale - self.constant)
        if found.denominator != 1:
            raise RecountError(self.name, f"{found} is no whole number of 1/{self.scale}")
        return int(found)

    def shown(self, level: int) -> Fraction:
        """The value."""
        return Fraction(self.sign * level + self.constant, self.scale)

    def stands(self, problem: Problem) -> Fraction | None:
        """None."""
        del problem
        return None

    def lowest(self, problem: Problem) -> int | None:
        """None."""
        del problem
        return None

    def _goal(self, model: Model) -> ModelGoal:
        return next(goal for goal in model.goals if goal.id == self.goal)


def read_sides(written: str, model: Model) -> tuple[Side, Side]:
    """`D1.at_least,S3.at_least` or `D1.at_least,goal:best_score_congress`. Raises InputFaults with every fault."""
    complaints = Complaints()
    names = [name.strip() for name in written.replace("，", ",").split(",")]
    sides: list[Side] = []
    if len(names) != 2 or names[0] == names[-1]:
        complaints.add("whatif.sides", _PLACE, written, _TWO, _TWO_CURE)
        names = []
    faults = complaints.faults
    for name in names:
        try:
            sides.append(_goal_side(name, model) if name.startswith(GOAL) else _limit_side(name, model.problem))
        except InputFaults as error:
            faults += error.faults
    if faults:
        raise InputFaults(SOURCE, faults)
    return sides[0], sides[1]


def _limit_side(name: str, problem: Problem) -> LimitSide:
    axis = read_limit(name, problem)
    limits = axis.limits(problem)
    complaints = Complaints()
    if len(limits) != 1:
        complaints.add("whatif.sides", _PLACE, name, _BOTH_WAYS, _ONE_SIDED)
    elif axis.rule_of(problem).promised:
        complaints.add("whatif.sides", _PLACE, name, _PROMISED, _PROMISED_CURE)
    elif limits[0].heads is None or not limits[0].size:
        complaints.add("whatif.sides", _PLACE, name, _VARIES, _ONE_SIDED)
    if complaints.faults:
        raise InputFaults(SOURCE, complaints.faults)
    return LimitSide(name=name, rule=axis.rule, floor=limits[0].floor, part=limits[0].part)


def _goal_side(name: str, model: Model) -> GoalSide:
    found = {f"{GOAL}{goal.id}": goal for goal in model.goals if goal.id != "draw"}
    if name not in found:
        complaints = Complaints()
        complaints.add("whatif.sides", _PLACE, name, _NO_GOAL, suggest(name, found))
        raise InputFaults(SOURCE, complaints.faults)
    goal = found[name]
    return GoalSide(name=name, goal=goal.id, sign=goal.sign, constant=goal.constant, scale=goal.scale)


_PLACE = "--frontier"
_TWO = Text(zh="要写两项，用逗号隔开，并且不相同", en="two different sides belong here, separated by a comma")
_TWO_CURE = Text(
    zh="写成 D1.at_least,S3.at_least 或 D1.at_least,goal:best_score_congress",
    en="Write D1.at_least,S3.at_least or D1.at_least,goal:best_score_congress",
)
_NO_GOAL = Text(zh="没有这个目标", en="there is no such goal")
_BOTH_WAYS = Text(zh="“恰为”两边都卡住，没有更高更低可言", en="an exact number is tighter neither higher nor lower")
_VARIES = Text(
    zh="这个比例的分母会变，不能按人头逐一比较", en="the number this ratio is of varies, so there are no heads to go by"
)
_ONE_SIDED = Text(
    zh="选一条分母固定的下限或上限", en="Choose a floor or a ceiling on heads, or on a ratio of a known number"
)
_PROMISED = Text(
    zh="这条规则要在选举之后也成立，不能单独移动", en="this rule is promised for after a vote and does not move alone"
)
_PROMISED_CURE = Text(zh="选一条没有 guarantee、upsets 的规则", en="Choose a rule without guarantee or upsets")
