"""All goals of a model in order, each proven before the next."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.basis.progress import Progress, Silent, Step
from optimizer.model.model import Ints, Model, ModelGoal
from optimizer.solve.blame import rules_needed
from optimizer.solve.clock import Clock
from optimizer.solve.core import SOLVER, Answer, fewest_gaps, solver_version
from optimizer.solve.field import Field, Floats
from optimizer.solve.spent import solving
from optimizer.solve.stage import Reached, Stage
from optimizer.solve.start import best_choices, blended, first_multipliers, nearest_groups
from optimizer.solve.status import GoalReached, Learned, Solved, Status

SMALL = 400
"""Up to so many groups the core starts as everybody."""

FIRST_CORE = 300
FIRST_SHARE = 5
"""Above that the core starts with this many groups, or with one in `FIRST_SHARE`, whichever is more."""


def solve(
    model: Model,
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
    learned: Learned | None = None,
) -> Solved:
    """The best roster of a model, goal by goal, with its proof; or the proof that there is none.

    `time_limit` is in seconds. Where it or a cancel ends the work, the best roster found so far comes back as `feasible`
    with the bounds proven until then, or `unknown` when there is none. `learned` is what an earlier solve knows of a model
    with the same people, positions and goals: it says where to look first.
    """
    with solving():
        return _Run(model, Clock(time_limit, progress or Silent()), learned).solve()


class _Run:
    """One pass over the goals. `taken` is the best roster so far over the model's columns, `gaps` its shortfalls."""

    def __init__(self, model: Model, clock: Clock, earlier: Learned | None = None) -> None:
        self.model = model
        self.clock = clock
        self.earlier = earlier
        self.multipliers: dict[str, Floats] = {}
        self.held: dict[str, tuple[str, ...]] = {}
        self._holding: list[str] = []
        self.taken: NDArray[np.float64] | None = None
        self.gaps = np.zeros(len(model.gap_most))
        self.reached: list[GoalReached] = []
        self.inside: NDArray[np.bool_] = np.zeros(0, dtype=bool)
        self.guess: Ints = np.zeros(0, dtype=np.int64)

    def solve(self) -> Solved:
        """Goal by goal; stops at the first that is impossible or not proven."""
        field = Field(self.model)
        self._begin(field)
        goals = self.model.goals
        at = 0
        while at < len(goals):
            ahead = self._all_preferred(at)
            outcome = None
            if ahead > at:
                easy = field.without_gaps([goal.gaps for goal in goals[at:ahead]])
                outcome = self._stage(easy, goals[ahead], ahead)
                if outcome.impossible:
                    outcome = None
                elif outcome.value is None:
                    # Its bound is that of a later goal where every wish is met: none of this one.
                    return self._stopped(at, easy, replace(outcome, bound=None))
                else:
                    field = easy
                    for goal in goals[at:ahead]:
                        self._note(goal, 0, 0, "multipliers")
                    at = ahead
            if outcome is None:
                outcome = self._stage(field, goals[at], at)
            if outcome.impossible:
                return self._impossible(outcome)
            if not outcome.proof:
                return self._stopped(at, field, outcome)
            self._settle(field, goals[at], outcome)
            at += 1
        return self._end(Status.OPTIMAL)

    def _begin(self, field: Field) -> None:
        groups = self.model.groups
        self.inside = np.ones(groups, dtype=bool)
        self.guess = np.full(groups, -1, dtype=np.int64) if self.earlier is None else self._stood(self.earlier)
        if groups <= SMALL or any(self._known(goal) is not None for goal in self.model.goals):
            return
        weights = blended(field, self.model.goals)
        multipliers = first_multipliers(field, weights)
        self.inside = nearest_groups(field, weights, multipliers, max(FIRST_CORE, groups // FIRST_SHARE))
        if self.earlier is None:
            self.guess = best_choices(field, weights, multipliers)

    def _stood(self, earlier: Learned) -> Ints:
        """The column of each group in the earlier roster; -1 for those who had none, or whose place is barred now."""
        model = self.model
        places = len(model.problem.positions)
        number = dict(zip((model.person * places + model.position).tolist(), range(len(model.person)), strict=True))
        kept = [number[pair] for pair in (earlier.pairs[0] * places + earlier.pairs[1]).tolist() if pair in number]
        stood = np.full(model.groups, -1, dtype=np.int64)
        stood[model.group[kept]] = kept
        return stood

    def _known(self, goal: ModelGoal) -> Floats | None:
        """The earlier solve's multipliers for a goal, as the field's rows need them; none for rows that joined the model since.

        None where the goal is new, or the model's first rows are not those of the earlier one.
        """
        earlier, names = self.earlier, self.model.row_rules
        if earlier is None or goal.id not in earlier.multipliers:
            return None
        rows = len(earlier.row_rules)
        if earlier.row_rules != names[:rows]:
            return None
        found = earlier.multipliers[goal.id]
        held = dict(zip(earlier.held[goal.id], found[rows:].tolist(), strict=True))
        later = np.array([held.get(each, 0.0) for each in self._holding], dtype=np.float64)
        return np.concatenate([found[:rows], np.zeros(len(names) - rows), later])

    def _all_preferred(self, at: int) -> int:
        """The end of the run of preferred-rule goals that begins here: often all of them can be met in full at once."""
        goals = self.model.goals
        if at > 0 and goals[at - 1].gaps.any():
            return at
        end = at
        # A rule that came to no row has a goal of no weight: it is met in full too.
        while end < len(goals) - 1 and not goals[end].columns.any():
            end += 1
        return end

    def _stage(self, field: Field, goal: ModelGoal, at: int) -> Reached:
        self.clock.progress.report(Step(stage=goal.id, done=at, total=len(self.model.goals)))
        stands = self._stands(field)
        stage = Stage(field, goal, self.clock, self.inside, stands)
        if self.taken is not None and not (self.gaps > field.gap_most).any():
            taken = self.taken[field.columns]
            value = float(goal.columns[field.columns] @ taken + goal.gaps @ self.gaps)
            stage.found = Answer.known(value, taken, self.gaps)
        known = self._known(goal)
        if known is not None:
            stage.begin_with(known)
        outcome = stage.run()
        self.inside = stage.inside
        if outcome.value is not None:
            self.clock.progress.report(
                Step(
                    stage=goal.id,
                    done=at,
                    total=len(self.model.goals),
                    value=goal.shown(outcome.value),
                    bound=None if outcome.bound is None else goal.shown(outcome.bound),
                    scale=goal.scale,
                )
            )
        return outcome

    def _stands(self, field: Field) -> Ints:
        """Where each group stands, as a number within the field: in the best roster so far, else in the first guess."""
        number = np.full(len(self.model.group), -1, dtype=np.int64)
        number[field.columns] = np.arange(len(field.columns))
        if self.taken is None:
            # The first guess numbers the whole model's columns; no column has been dropped yet.
            return np.where(self.guess >= 0, number[self.guess], -1)
        stands = np.full(self.model.groups, -1, dtype=np.int64)
        chosen = np.flatnonzero(self.taken > 0.5)
        stands[self.model.group[chosen]] = number[chosen]
        return stands

    def _settle(self, field: Field, goal: ModelGoal, outcome: Reached) -> None:
        """Take over a proven goal: its roster, its value as a row, and the end of every choice that would miss it."""
        self._take(field, outcome)
        assert outcome.value is not None
        self._note(goal, outcome.value, outcome.value, outcome.proof)
        if outcome.multipliers is not None:
            self.multipliers[goal.id], self.held[goal.id] = outcome.multipliers, tuple(self._holding)
        if outcome.prices is not None:
            field.drop(outcome.prices, outcome.value)
        field.hold(goal.columns, goal.gaps, outcome.value)
        self._holding.append(goal.id)

    def _take(self, field: Field, outcome: Reached) -> None:
        assert outcome.taken is not None
        self.taken = np.zeros(len(self.model.group))
        self.taken[field.columns] = outcome.taken
        self.gaps = self._shortfalls(self.taken)

    def _shortfalls(self, taken: NDArray[np.float64]) -> NDArray[np.float64]:
        """What each preferred row is truly short of: the solver may leave a shortfall larger where no goal weighs it yet."""
        model = self.model
        chosen = np.rint(taken).astype(np.int64)
        row, weight, with_choices = self._short_of
        if with_choices:
            return fewest_gaps(model, chosen)
        found = (model.rows @ chosen)[row]
        missing = np.where(weight > 0, model.least[row] - found, found - model.most[row])
        short = np.maximum(-(-missing // np.abs(weight)), 0)
        return np.concatenate([short, np.zeros(model.choices)]).astype(np.float64)

    @cached_property
    def _short_of(self) -> tuple[Ints, Ints, bool]:
        """Per shortfall the row it is short of and what a head weighs in it; and whether any of these rows has choices."""
        model = self.model
        shortfalls = len(model.gap_most) - model.choices
        gap_rows = model.gap_rows.tocsc()[:, :shortfalls]
        # The row it is short of comes first; a row after it may hold the goal that counts it.
        first = gap_rows.indptr[:-1]
        row, weight = gap_rows.indices[first].astype(np.int64), gap_rows.data[first].astype(np.int64)
        return row, weight, bool(model.gap_rows[row, shortfalls:].nnz)

    def _note(self, goal: ModelGoal, value: int, bound: int | None, proof: str) -> None:
        shown = None if bound is None else goal.shown(bound)
        self.reached.append(
            GoalReached(id=goal.id, value=goal.shown(value), bound=shown, scale=goal.scale, proof=proof)
        )

    def _stopped(self, at: int, field: Field, outcome: Reached) -> Solved:
        """The time is up at a goal: the best roster so far, with the bound of this goal and none for the later ones."""
        if outcome.taken is not None:
            self._take(field, outcome)
        if self.taken is None:
            return self._end(Status.UNKNOWN)
        for number, goal in enumerate(self.model.goals[at:]):
            value = round(float(goal.columns @ self.taken + goal.gaps @ self.gaps))
            bound = outcome.bound if number == 0 else None
            self._note(goal, value, bound, "")
        return self._end(Status.FEASIBLE)

    def _impossible(self, outcome: Reached) -> Solved:
        named = () if outcome.multipliers is None else rules_needed(self.model, outcome.multipliers)
        self.taken = None
        self.reached = []
        return self._end(Status.IMPOSSIBLE, named)

    def _end(self, status: Status, rules: tuple[str, ...] = ()) -> Solved:
        chosen = np.zeros(0, dtype=np.int64) if self.taken is None else np.flatnonzero(self.taken > 0.5)
        return Solved(
            status=status,
            columns=chosen,
            goals=tuple(self.reached) if self.taken is not None else (),
            rules=rules,
            solver=SOLVER,
            version=solver_version(),
            learned=self._learned(chosen) if status is Status.OPTIMAL else None,
        )

    def _learned(self, chosen: Ints) -> Learned:
        return Learned(
            pairs=np.stack([self.model.person[chosen], self.model.position[chosen]]),
            row_rules=self.model.row_rules,
            multipliers=self.multipliers,
            held=self.held,
        )
