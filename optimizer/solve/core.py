"""The core: the groups still to decide as a PuLP problem, everybody else standing where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from importlib.metadata import version
from itertools import pairwise
from typing import Any, Literal

import highspy
import numpy as np
import pulp
from numpy.typing import NDArray
from scipy import sparse

from optimizer.basis.progress import Silent
from optimizer.model.model import NO_LEAST, NO_MOST, Ints, Model
from optimizer.solve.clock import Clock, Stopped
from optimizer.solve.field import Field, Floats

SOLVER = "HiGHS"
PATIENCE = 60.0
"""Seconds for a problem with nobody left to seat; it takes milliseconds."""


class Ended(Enum):
    """How one run of the solver ended."""

    SOLVED = auto()
    IMPOSSIBLE = auto()
    STOPPED = auto()


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """What one run gave: `taken` the field's columns with their values, for every group; values only if there are any."""

    ended: Ended
    value: float = 0.0
    taken: Floats | None = None
    gaps: Floats | None = None
    multipliers: Floats | None = None
    missing: float = 0.0

    @classmethod
    def known(cls, value: float, taken: Floats, gaps: Floats) -> Answer:
        """A roster known beforehand."""
        return cls(ended=Ended.SOLVED, value=value, taken=taken, gaps=gaps)


@dataclass(frozen=True, kw_only=True, eq=False)
class Core:
    """A field, the groups to decide (`inside`), and where all others stand (`stands`: a field column, or -1 for empty)."""

    field: Field
    inside: NDArray[np.bool_]
    stands: Ints

    def fixed(self) -> Ints:
        """The field's columns that are taken by groups outside the core."""
        standing = self.stands[~self.inside]
        return standing[standing >= 0]


def relax(core: Core, columns: Ints, gaps: Ints, *, penalty: float, clock: Clock) -> Answer:
    """The core's linear relaxation with rows that may be missed at a price: always solvable, and it yields multipliers.

    Raises Stopped when the time is up.
    """
    program = _Program(core, columns, gaps, penalty=penalty)
    if program.run(clock, mip=False) is not Ended.SOLVED:
        raise Stopped
    taken, gap_values = program.taken(), program.gaps()
    missing = sum(variable.value() or 0.0 for variable in program.misses)
    return Answer(
        ended=Ended.SOLVED,
        value=float(columns[core.field.columns] @ taken + gaps @ gap_values) - penalty * missing,
        taken=taken,
        gaps=gap_values,
        multipliers=program.multipliers(),
        missing=missing,
    )


def branch(core: Core, columns: Ints, gaps: Ints, *, target: int, clock: Clock) -> Answer:
    """The core solved in whole numbers, to a proof over the core or until a roster reaches `target`."""
    program = _Program(core, columns, gaps, penalty=None)
    if program.hopeless:
        return Answer(ended=Ended.IMPOSSIBLE)
    ended = program.run(clock, mip=True, target=target)
    if not program.found:
        return Answer(ended=ended)
    taken, gap_values = np.rint(program.taken()), np.rint(program.gaps())
    value = float(columns[core.field.columns] @ taken + gaps @ gap_values)
    return Answer(ended=ended, value=value, taken=taken, gaps=gap_values)


def fewest_gaps(model: Model, taken: Ints) -> Floats:
    """The gaps of a finished roster when every rule's choices are made as well as they can be: its true shortfalls.

    `taken` is 0 or 1 for each of the model's columns. Choices of different rules never meet, so the fewest heads short in
    all are the fewest for every rule.
    """
    field = Field(model)
    stands = np.full(model.groups, -1, dtype=np.int64)
    columns = np.flatnonzero(taken)
    stands[model.group[columns]] = columns
    core = Core(field=field, inside=np.zeros(model.groups, dtype=bool), stands=stands)
    weights = -np.array([rule != "" for rule in model.gap_rules], dtype=np.int64)
    clock = Clock(PATIENCE, Silent())
    answer = branch(core, np.zeros(len(model.group), dtype=np.int64), weights, target=0, clock=clock)
    if answer.gaps is None:
        raise RuntimeError("the choices of a finished roster could not be made within the time limit")
    return answer.gaps


def solver_version() -> str:
    """The version of HiGHS."""
    return version("highspy")


class _Program:
    """One PuLP problem over a core: minimise the negated goal; groups outside the core move to the right-hand side."""

    def __init__(self, core: Core, columns: Ints, gaps: Ints, *, penalty: float | None) -> None:
        self._core = core
        field = core.field
        category: Literal["Continuous", "Integer"] = "Continuous" if penalty is not None else "Integer"
        self.problem = pulp.LpProblem("core", pulp.LpMinimize)
        self.misses: list[pulp.LpVariable] = []
        self.hopeless = False
        self.found = False
        self._inside = np.flatnonzero(core.inside[field.group])
        self._x = [self.problem.add_variable(f"x{j}", 0, 1, category) for j in self._inside]
        self._s = [self.problem.add_variable(f"s{k}", 0, int(most), category) for k, most in enumerate(field.gap_most)]
        self._row_of: list[int] = []
        self._rule_rows(elastic=penalty is not None)
        self._group_rows()
        own = columns[field.columns[self._inside]]
        terms = [(variable, -float(weight)) for variable, weight in zip(self._x, own, strict=True) if weight]
        terms += [(variable, -float(weight)) for variable, weight in zip(self._s, gaps, strict=True) if weight]
        terms += [(variable, penalty or 0.0) for variable in self.misses]
        self.problem.setObjective(pulp.LpAffineExpression.from_list(terms))

    def _rule_rows(self, *, elastic: bool) -> None:
        """Every row of the field, a two-sided one twice unless its sides are equal."""
        field = self._core.field
        local = sparse.csr_array(field.rows[:, self._inside])
        standing = np.asarray(field.rows[:, self._core.fixed()].sum(axis=1), dtype=np.int64)
        for row in range(len(field.least)):
            terms = _terms(local, row, self._x) + _terms(field.gap_rows, row, self._s)
            least, most = int(field.least[row]), int(field.most[row])
            already = int(standing[row])
            if not terms and least <= already <= most:
                # Only people outside the core are in it, and it holds where they stand.
                continue
            if least == most:
                self._row(row, terms, "=", least - already, elastic=elastic)
                continue
            if least != NO_LEAST:
                self._row(row, terms, ">", least - already, elastic=elastic)
            if most != NO_MOST:
                self._row(row, terms, "<", most - already, elastic=elastic)

    def _row(
        self, row: int, terms: list[tuple[pulp.LpVariable, float]], sense: str, right: int, *, elastic: bool
    ) -> None:
        if elastic:
            terms = [*terms, *self._miss(row, sense)]
        elif not terms:
            # Nothing of this row is left to decide; PuLP would drop it silently.
            self.hopeless |= (sense in "=>" and right > 0) or (sense in "=<" and right < 0)
            return
        expression = pulp.LpAffineExpression.from_list(terms)
        constraint = (
            expression == right if sense == "=" else expression >= right if sense == ">" else expression <= right
        )
        self.problem.addConstraint(constraint, f"r{row}{'elg'['=<>'.index(sense)]}")
        self._row_of.append(row)

    def _miss(self, row: int, sense: str) -> list[tuple[pulp.LpVariable, float]]:
        """Variables that let a row be missed, from below for a lower bound, from above for an upper one."""
        signs = {">": (1.0,), "<": (-1.0,), "=": (1.0, -1.0)}[sense]
        new = [(self.problem.add_variable(f"m{row}{sense}{n}", 0), sign) for n, sign in enumerate(signs)]
        self.misses += [variable for variable, _ in new]
        return new

    def _group_rows(self) -> None:
        """At most one choice a group; exactly one where the group may no longer stay empty."""
        field = self._core.field
        groups = field.group[self._inside]
        starts = np.flatnonzero(np.diff(groups, prepend=-1))
        for start, end in pairwise((*starts, len(groups))):
            expression = pulp.lpSum(self._x[start:end])
            empty = field.may_be_empty[groups[start]]
            self.problem.addConstraint(expression <= 1 if empty else expression == 1, f"g{groups[start]}")

    def run(self, clock: Clock, *, mip: bool, target: int | None = None) -> Ended:
        """Solve; afterwards `found` says whether there are values."""
        options: dict[str, object] = {"random_seed": 0}
        if mip:
            # HiGHS 1.15's presolve has called small whole-number programs impossible that are not; cores need none.
            options["presolve"] = "off"
        if target is not None:
            options["objective_target"] = -float(target) + 0.5
        solver = pulp.HiGHS(
            mip=mip,
            msg=False,
            gapRel=0.0,
            gapAbs=0.0,
            threads=1,
            timeLimit=clock.left(),
            callbackTuple=(_interrupter(clock), None) if mip else None,
            callbacksToActivate=[highspy.cb.HighsCallbackType.kCallbackMipInterrupt] if mip else None,
            **options,
        )
        stats = self.problem.solve(solver)
        self.found = bool(stats.has_solution)
        highs: Any = self.problem.solverModel
        status = highs.getModelStatus()
        kinds = highspy.HighsModelStatus
        if status in (kinds.kOptimal, kinds.kObjectiveTarget, kinds.kObjectiveBound):
            return Ended.SOLVED
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            # Every variable of a whole-number core is bounded: unbounded it cannot be.
            self.found = False
            return Ended.IMPOSSIBLE
        if status == kinds.kModelEmpty:
            self.found = True
            return Ended.SOLVED
        return Ended.STOPPED

    def taken(self) -> Floats:
        """Values of all the field's columns, the standing ones included."""
        values = np.zeros(len(self._core.field.columns))
        values[self._core.fixed()] = 1.0
        values[self._inside] = [variable.value() or 0.0 for variable in self._x]
        return values

    def gaps(self) -> Floats:
        """Values of the shortfalls."""
        return np.array([variable.value() or 0.0 for variable in self._s], dtype=np.float64)

    def multipliers(self) -> Floats:
        """One multiplier a row of the field, positive where the upper bound holds the goal back."""
        found = np.zeros(len(self._core.field.least))
        for row, constraint in zip(self._row_of, self.problem.constraints(), strict=False):
            found[row] -= constraint.pi or 0.0
        return found


def _terms(rows: sparse.csr_array, row: int, variables: list[pulp.LpVariable]) -> list[tuple[pulp.LpVariable, float]]:
    span = slice(rows.indptr[row], rows.indptr[row + 1])
    return [(variables[j], float(weight)) for j, weight in zip(rows.indices[span], rows.data[span], strict=True)]


def _interrupter(clock: Clock) -> Callable[..., None]:
    """HiGHS asks this often during its search; it ends the search when the user cancels."""

    def ask(_kind: object, _message: str, _out: object, data_in: object, _user: object) -> None:
        if clock.progress.cancelled():
            data_in.user_interrupt = True  # type: ignore[attr-defined]

    return ask
