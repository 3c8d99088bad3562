"""The core: the groups still to decide as a PuLP problem, everybody else standing where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from typing import Any, Literal

import highspy
import numpy as np
import pulp
from numpy.typing import NDArray

from optimizer.basis.progress import Silent
from optimizer.model.model import NO_LEAST, NO_MOST, Ints, Model
from optimizer.solve.bulk import BulkHiGHS, Terms, add_row, set_goal
from optimizer.solve.clock import Clock, Stopped
from optimizer.solve.field import Field, Floats
from optimizer.solve.spent import ran

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
    missing = program.missing()
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


@cache
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
        self.hopeless = False
        self.found = False
        self._inside = np.flatnonzero(core.inside[field.group])
        # Variables are known by their ids, which count them in this order: columns inside, gaps, and how far rows are missed.
        self._ends = np.cumsum([len(self._inside), len(field.gap_most)])
        self.problem.add_variable_matrix("x", self._inside.tolist(), 0, 1, category)
        for number, most in enumerate(field.gap_most.tolist()):
            self.problem.add_variable(f"s{number}", 0, most, category)
        self._misses = 0
        self._values = self._duals = np.zeros(0)
        self._row_of: list[int] = []
        self._rule_rows(elastic=penalty is not None)
        self._group_rows()
        own = np.concatenate([columns[field.columns[self._inside]], gaps]).astype(np.float64)
        weights = np.concatenate([-own, np.full(self._misses, penalty or 0.0)])
        set_goal(self.problem, Terms(np.flatnonzero(weights).astype(np.uint64), weights[weights != 0]))

    def _rule_rows(self, *, elastic: bool) -> None:
        """Every row of the field, a two-sided one twice unless its sides are equal."""
        field, fixed = self._core.field, self._core.fixed()
        stands = np.zeros(len(field.columns), dtype=np.int64)
        stands[fixed] = 1
        rows = field.rows.of_columns(self._core.inside[field.group]).beside(field.gap_rows).by_row()
        sides = zip(rows, field.least.tolist(), field.most.tolist(), field.rows.sums(stands).tolist(), strict=True)
        for row, (terms, least, most, already) in enumerate(sides):
            if not len(terms.ids) and least <= already <= most:
                # Only people outside the core are in it, and it holds where they stand.
                continue
            if least == most:
                self._row(row, terms, "=", least - already, elastic=elastic)
                continue
            if least != NO_LEAST:
                self._row(row, terms, ">", least - already, elastic=elastic)
            if most != NO_MOST:
                self._row(row, terms, "<", most - already, elastic=elastic)

    def _row(self, row: int, terms: Terms, sense: str, right: int, *, elastic: bool) -> None:
        if not elastic and not len(terms.ids):
            # Nothing of this row is left to decide; PuLP would drop it silently.
            self.hopeless |= (sense in "=>" and right > 0) or (sense in "=<" and right < 0)
            return
        add_row(self.problem, terms, sense, right, more=self._miss(row, sense) if elastic else ())
        self._row_of.append(row)

    def _miss(self, row: int, sense: str) -> list[tuple[pulp.LpVariable, float]]:
        """Variables that let a row be missed, from below for a lower bound, from above for an upper one."""
        signs = {">": (1.0,), "<": (-1.0,), "=": (1.0, -1.0)}[sense]
        self._misses += len(signs)
        return [(self.problem.add_variable(f"m{row}{sense}{number}", 0), sign) for number, sign in enumerate(signs)]

    def _group_rows(self) -> None:
        """At most one choice a group; exactly one where the group may no longer stay empty."""
        field = self._core.field
        groups = field.group[self._inside]
        starts = np.flatnonzero(np.diff(groups, prepend=-1))
        may_be_empty = field.may_be_empty[groups[starts]].tolist()
        ids, ones = np.arange(len(groups), dtype=np.uint64), np.ones(len(groups))
        for (start, end), empty in zip(pairwise((*starts.tolist(), len(groups))), may_be_empty, strict=True):
            add_row(self.problem, Terms(ids[start:end], ones[start:end]), "<" if empty else "=", 1)

    def run(self, clock: Clock, *, mip: bool, target: int | None = None) -> Ended:
        """Solve; afterwards `found` says whether there are values."""
        options: dict[str, object] = {"random_seed": 0}
        if mip:
            # HiGHS 1.15's presolve has called small whole-number programs impossible that are not; cores need none.
            options["presolve"] = "off"
        if target is not None:
            options["objective_target"] = -float(target) + 0.5
        solver = BulkHiGHS(
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
        self._values, self._duals = solver.values, solver.duals
        highs: Any = self.problem.solverModel
        ran(highs.getRunTime())
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
        values[self._inside] = self._values[: self._ends[0]]
        return values

    def gaps(self) -> Floats:
        """Values of the shortfalls."""
        return self._values[self._ends[0] : self._ends[1]]

    def missing(self) -> float:
        """By how much rows are missed in all."""
        return float(sum(self._values[self._ends[1] :].tolist()))

    def multipliers(self) -> Floats:
        """One multiplier a row of the field, positive where the upper bound holds the goal back."""
        found = np.zeros(len(self._core.field.least))
        np.subtract.at(found, self._row_of, self._duals[: len(self._row_of)])
        return found


def _interrupter(clock: Clock) -> Callable[..., None]:
    """HiGHS asks this often during its search; it ends the search when the user cancels."""

    def ask(_kind: object, _message: str, _out: object, data_in: object, _user: object) -> None:
        if clock.progress.cancelled():
            data_in.user_interrupt = True  # type: ignore[attr-defined]

    return ask
