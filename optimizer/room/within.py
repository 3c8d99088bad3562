"""The rosters within a stated distance of a plan, as a model: what labels and alternatives search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np
from scipy import sparse

from optimizer.basis.ratio import floor_share
from optimizer.model.build import build_model
from optimizer.model.model import NO_MOST, Ints, Model, ModelGoal
from optimizer.problem.problem import Problem
from optimizer.room.asking import Counted
from optimizer.room.narrowing import narrowed
from optimizer.roster.recount import RecountError, goal_value
from optimizer.roster.roster import Proposal

BENDS = ("best", "slate")
"""The kinds of goals that a distance is for."""


@dataclass(frozen=True, kw_only=True)
class Distance:
    """How far each goal for the best people may fall short of the plan: a ratio of its value, or a figure by its id in `units`.

    Preferred rules may not be shorter than in the plan by a single head, nor may there be more changes from an earlier
    roster; the draw plays no part. With no distance at all, these are the rosters as good as the plan.
    """

    ratio: Fraction = Fraction(0)
    units: Mapping[str, Fraction] = field(default_factory=dict)

    def allowed(self, goal: str, value: int, scale: int) -> int:
        """How far a goal of a value may fall short, in units of 1/scale, cut to whole ones."""
        if goal in self.units:
            return floor_share(self.units[goal], scale)
        return floor_share(self.ratio, abs(value))


def within(proposal: Proposal, distance: Distance) -> Model:
    """The model of all rosters that keep the binding rules and lie within a distance of a plan; it has no goals.

    Columns that are in none of them may be missing. Its last rows are the goals held.
    """
    model = build_model(proposal.problem)
    kinds = {goal.id: goal.kind for goal in proposal.problem.goals}
    held = {
        goal.id: (goal, floor_of(goal, reached.value, distance, bends=kinds[goal.id] in BENDS))
        for goal, reached in zip(model.goals, proposal.solved.goals, strict=True)
        if kinds[goal.id] != "draw"
    }
    goals = [goal for goal, _ in held.values()]
    rows, gap_rows = [goal.columns for goal in goals], [goal.gaps for goal in goals]
    wide = with_rows(model, rows, gap_rows, [least for _, least in held.values()], [f"goal:{name}" for name in held])
    # Its bans are spoken for: no proof of impossibility is asked of a model that has the plan itself.
    return narrowed(replace(wide, bans=()), held, proposal.solved.learned)


def floor_of(goal: ModelGoal, value: int, distance: Distance, *, bends: bool) -> int:
    """The least maximised value of a goal within the distance of the user's figure `value`."""
    maximised = goal.sign * (value - goal.constant)
    return maximised - (distance.allowed(goal.id, value, goal.scale) if bends else 0)


def with_rows(
    model: Model, rows: Sequence[Ints], gap_rows: Sequence[Ints], least: Sequence[int], names: Sequence[str]
) -> Model:
    """The model with further conditions: each at least so much, over its columns and gaps."""
    if not rows:
        return model
    gaps = np.array(gap_rows, dtype=np.int64).reshape(len(rows), len(model.gap_most))
    return replace(
        model,
        rows=sparse.csr_array(sparse.vstack([model.rows, sparse.csr_array(np.array(rows, dtype=np.int64))])),
        gap_rows=sparse.csr_array(sparse.vstack([model.gap_rows, sparse.csr_array(gaps)])),
        least=np.append(model.least, np.array(least, dtype=np.int64)),
        most=np.append(model.most, np.full(len(rows), NO_MOST, dtype=np.int64)),
        row_rules=(*model.row_rules, *names),
    )


def goal_values(problem: Problem, roster: Counted) -> tuple[Fraction, ...]:
    """The exact value of every goal but the draw, counted from a roster."""
    goals = [goal for goal in problem.goals if goal.kind != "draw"]
    return tuple(goal_value(problem, goal, roster.seats, roster.verdicts) for goal in goals)


def check_within(proposal: Proposal, distance: Distance, roster: Counted) -> tuple[Fraction, ...]:
    """The goal values of a roster, which must lie within the distance of the plan. Raises RecountError where one does not."""
    goals = [goal for goal in proposal.problem.goals if goal.kind != "draw"]
    values = goal_values(proposal.problem, roster)
    for goal, value, reached in zip(goals, values, proposal.solved.goals, strict=False):
        rises = goal.kind in BENDS and goal.column != "rank"
        plan = Fraction(reached.value, reached.scale)
        allowed = distance.allowed(goal.id, reached.value, reached.scale) if goal.kind in BENDS else 0
        if (plan - value if rises else value - plan) > Fraction(allowed, reached.scale):
            raise RecountError(goal.id, f"counted {value}, which is not within the distance of {plan}")
    return values
