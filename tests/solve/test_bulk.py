"""The bulk hand-over: HiGHS is given what pulp.HiGHS would give it, and entries add up as SciPy's arrays do."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pulp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from optimizer.solve.bulk import BulkHiGHS, Terms, add_row, set_goal
from optimizer.solve.entries import Entries
from tests.strategies import drawn

SENSES = st.sampled_from(["<", "=", ">"])
WEIGHTS = st.integers(-3, 3)


def terms_of(weights: list[int]) -> Terms:
    numbers = np.flatnonzero(weights)
    return Terms(numbers.astype(np.uint64), np.array(weights, dtype=np.float64)[numbers])


@st.composite
def programs(draw: st.DrawFn) -> tuple[pulp.LpProblem, pulp.LpProblem]:
    """The same small program twice: written in bulk, and with PuLP's own expressions."""
    size = draw(st.integers(1, 4))
    category: Literal["Continuous", "Integer"] = draw(st.sampled_from(["Continuous", "Integer"]))
    rows = draw(
        st.lists(st.tuples(st.lists(WEIGHTS, min_size=size, max_size=size), SENSES, st.integers(0, 4)), max_size=4)
    )
    goal = draw(st.lists(WEIGHTS, min_size=size, max_size=size))
    bulk, plain = pulp.LpProblem("bulk", pulp.LpMinimize), pulp.LpProblem("plain", pulp.LpMinimize)
    bulk.add_variable_matrix("x", range(size), 0, 2, category)
    own = plain.add_variable_matrix("x", range(size), 0, 2, category)
    for weights, sense, right in rows:
        if any(weights):
            add_row(bulk, terms_of(weights), sense, right)
            total = pulp.lpSum(weight * variable for weight, variable in zip(weights, own, strict=True) if weight)
            plain += total <= right if sense == "<" else total >= right if sense == ">" else total == right
    set_goal(bulk, terms_of(goal))
    plain.setObjective(pulp.lpSum(weight * variable for weight, variable in zip(goal, own, strict=True) if weight))
    return bulk, plain


def handed_over(problem: pulp.LpProblem, solver: pulp.HiGHS) -> tuple[object, ...]:
    """What HiGHS was given, and how it ended."""
    stats = problem.solve(solver)
    highs: Any = problem.solverModel
    program = highs.getLp()
    matrix = program.a_matrix_
    return (
        program.num_col_,
        *(list(each) for each in (program.col_cost_, program.col_lower_, program.col_upper_, program.integrality_)),
        *(list(each) for each in (program.row_lower_, program.row_upper_)),
        *(list(each) for each in (matrix.start_, matrix.index_, matrix.value_)),
        program.offset_,
        stats.status,
        stats.has_solution,
    )


@pytest.mark.parametrize("mip", [False, True])
def test_highs_is_given_the_same_program(mip: bool) -> None:
    @drawn(25)
    @given(both=programs())
    def check(both: tuple[pulp.LpProblem, pulp.LpProblem]) -> None:
        bulk, plain = both
        solver = BulkHiGHS(mip=mip, msg=False)
        assert handed_over(bulk, solver) == handed_over(plain, pulp.HiGHS(mip=mip, msg=False))
        size = len(plain.variables())
        assert solver.values[:size].tolist() == [variable.value() or 0.0 for variable in plain.variables()]
        assert solver.duals.tolist() == [row.pi for row in plain.constraints()]

    check()


def test_a_row_of_misses_alone_is_kept() -> None:
    problem = pulp.LpProblem("core", pulp.LpMinimize)
    miss = problem.add_variable("m", 0)
    add_row(problem, terms_of([]), ">", 2, more=[(miss, 1.0)])
    set_goal(problem, terms_of([1]))
    solver = BulkHiGHS(mip=False, msg=False)
    problem.solve(solver)
    assert solver.values.tolist() == [2.0]
    assert solver.duals.tolist() == [1.0]


@st.composite
def tables(draw: st.DrawFn) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    height, width = draw(st.integers(0, 4)), draw(st.integers(1, 5))
    cells = draw(st.lists(WEIGHTS, min_size=height * width, max_size=height * width))
    return np.array(cells, dtype=np.int64).reshape(height, width)


@drawn(40)
@given(table=tables(), data=st.data())
def test_entries_add_up_as_the_table_does(
    table: np.ndarray[tuple[int, int], np.dtype[np.int64]], data: st.DataObject
) -> None:
    height, width = table.shape
    entries = Entries.of(sparse.csr_array(table))
    columns = np.array(data.draw(st.lists(st.integers(0, 5), min_size=width, max_size=width)), dtype=np.int64)
    rows = np.array(data.draw(st.lists(st.integers(-5, 5), min_size=height, max_size=height)), dtype=np.int64)
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=width, max_size=width)), dtype=bool)
    assert entries.sums(columns).tolist() == (table @ columns).tolist()
    assert entries.under(rows).tolist() == (table.T @ rows).tolist()
    assert entries.reach(columns).tolist() == (np.abs(table) @ columns).tolist()
    assert entries.array().toarray().tolist() == table.tolist()
    assert entries.of_columns(kept).array().toarray().tolist() == table[:, kept].tolist()
    assert entries.with_row(columns).array().toarray().tolist() == [*table.tolist(), columns.tolist()]
    assert entries.beside(entries).array().toarray().tolist() == np.hstack([table, table]).tolist()
    assert [terms.ids.tolist() for terms in entries.by_row()] == [np.flatnonzero(row).tolist() for row in table]
