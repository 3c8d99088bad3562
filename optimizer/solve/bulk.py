"""PuLP and its HiGHS in bulk: term by term, a small problem takes longer to write down and hand over than to solve.

What PuLP holds and HiGHS is given is what PuLP's own expressions and pulp.HiGHS would make of it, column for column and row
for row.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import highspy
import numpy as np
import pulp
from numpy.typing import NDArray

type Floats = NDArray[np.float64]

_STATUS = {
    highspy.HighsModelStatus.kOptimal: pulp.LpSolveStatus.Optimal,
    highspy.HighsModelStatus.kInfeasible: pulp.LpSolveStatus.Infeasible,
    highspy.HighsModelStatus.kUnbounded: pulp.LpSolveStatus.Unbounded,
    highspy.HighsModelStatus.kObjectiveBound: pulp.LpSolveStatus.GapLimit,
    highspy.HighsModelStatus.kObjectiveTarget: pulp.LpSolveStatus.GapLimit,
    highspy.HighsModelStatus.kTimeLimit: pulp.LpSolveStatus.TimeLimit,
    highspy.HighsModelStatus.kInterrupt: pulp.LpSolveStatus.Interrupted,
    highspy.HighsModelStatus.kIterationLimit: pulp.LpSolveStatus.IterationLimit,
    highspy.HighsModelStatus.kSolutionLimit: pulp.LpSolveStatus.SolutionLimit,
    highspy.HighsModelStatus.kMemoryLimit: pulp.LpSolveStatus.MemoryLimit,
}
_CUT_SHORT = frozenset(_STATUS) - {
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnbounded,
}
_SENSES = {"<": pulp.LpConstraintLE, "=": pulp.LpConstraintEQ, ">": pulp.LpConstraintGE}


class Terms(NamedTuple):
    """Variables of a problem by their ids, each with its weight."""

    ids: NDArray[np.uint64]
    weights: Floats


def add_row(
    problem: pulp.LpProblem,
    terms: Terms,
    sense: str,
    right: int,
    *,
    more: Iterable[tuple[pulp.LpVariable, float]] = (),
) -> None:
    """A constraint `terms` and `more` < (at most), = or > (at least) `right`; without a name."""
    row = _expression(problem, terms)
    for variable, weight in more:
        row.addterm(variable, weight)
    row.constant = -float(right)
    row.sense = _SENSES[sense]
    problem.toRustModel().add_constraint(row._expr)


def set_goal(problem: pulp.LpProblem, terms: Terms) -> None:
    """What the problem is to minimise."""
    problem.setObjective(_expression(problem, terms))


def _expression(problem: pulp.LpProblem, terms: Terms) -> pulp.LpAffineExpression:
    made = pulp.LpAffineExpression.empty()
    # What pulp.lpSum_vars_coefs calls once it has looked at every term on its own.
    made._expr.add_term_ids_coeffs(problem.toRustModel(), *terms)
    return made


class BulkHiGHS(pulp.HiGHS):
    """HiGHS for PuLP problems without groups of ordered sets; after a solve, `values` and `duals` are what came back.

    `values` has one figure for each variable of the problem by its id (0 for one that stands in no row and no goal), `duals`
    one for each constraint in the problem's order.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.values: Floats = np.zeros(0)
        self.duals: Floats = np.zeros(0)
        self._used: list[int] = []

    def buildSolverModel(self, lp: pulp.LpProblem) -> None:  # noqa: N802 - PuLP's name
        """Hand columns and rows to HiGHS in one call each."""
        model = lp.toRustModel()
        highs: Any = lp.solverModel
        self._used = model.used_variable_ids()
        variables = model.list_variables_by_ids(self._used)
        number = np.full(model.num_variables, -1, dtype=np.int32)
        number[self._used] = np.arange(len(variables), dtype=np.int32)
        goal = model.get_objective()
        # PuLP gives a problem without a goal an empty one before it comes here.
        assert goal is not None
        cost = np.zeros(model.num_variables)
        for variable, weight in goal.items():
            cost[variable.id()] = weight
        low = np.array([variable.lb for variable in variables], dtype=np.float64)
        high = np.array([variable.ub for variable in variables], dtype=np.float64)
        none = np.zeros(0, dtype=np.int32)
        highs.addCols(len(variables), cost[self._used], low, high, 0, none, none, np.zeros(0))
        if self.mip:
            whole = np.flatnonzero([variable.is_integer() for variable in variables]).astype(np.int32)
            if len(whole):
                highs.changeColsIntegrality(len(whole), whole, np.full(len(whole), highspy.HighsVarType.kInteger))
        highs.changeObjectiveOffset(goal.constant)
        if lp.sense == pulp.LpMaximize:
            highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._add_rows(lp, number)

    def _add_rows(self, lp: pulp.LpProblem, number: NDArray[np.int32]) -> None:
        """`number` gives each variable's id the number of its column."""
        highs: Any = lp.solverModel
        ids: list[int] = []
        weights: list[float] = []
        starts: list[int] = []
        stored = lp.toRustModel().list_constraints()
        for row in stored:
            starts.append(len(ids))
            for variable, weight in row.items():
                if weight:
                    ids.append(variable.id())
                    weights.append(weight)
        right = np.array([row.rhs for row in stored], dtype=np.float64)
        sense = np.array([row.sense for row in lp.constraints()], dtype=np.int64)
        highs.addRows(
            len(stored),
            np.where(sense == pulp.LpConstraintLE, -highspy.kHighsInf, right),
            np.where(sense == pulp.LpConstraintGE, highspy.kHighsInf, right),
            len(ids),
            np.array(starts, dtype=np.int32),
            number[ids],
            np.array(weights, dtype=np.float64),
        )

    def findSolutionValues(self, lp: pulp.LpProblem) -> tuple[int, bool]:  # noqa: N802 - PuLP's name
        """How the run ended, and whether there is a solution; `values` and `duals` are filled either way."""
        highs: Any = lp.solverModel
        status, solution = highs.getModelStatus(), highs.getSolution()
        self.values = np.zeros(lp.toRustModel().num_variables)
        self.values[self._used] = solution.col_value
        self.duals = np.array(solution.row_dual, dtype=np.float64)
        found = status == highspy.HighsModelStatus.kOptimal or (
            status in _CUT_SHORT and bool(np.isfinite(highs.getObjectiveValue()))
        )
        return _STATUS.get(status, pulp.LpSolveStatus.Undefined), found
