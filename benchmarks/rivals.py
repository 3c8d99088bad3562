"""What a user would write in an afternoon: one binary per person and body, one `x ≤ y` row per person and nesting level.

Goals are met in order, each solved with the earlier ones fixed by a row. PuLP hands the model to CBC or HiGHS, SciPy to the
HiGHS it carries; all ask for a gap of 0. Undecided data count against a rule: only who surely belongs counts towards a
floor, whoever may belong counts towards a ceiling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Any, Literal

import numpy as np
import pulp
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from benchmarks.instances import GOALS, HEADERS, REFERENCE_DATE, Instance, Quota
from data.pools.generate import Row

VALUES = {
    "性别": {"男": "male", "女": "female"},
    "是否基层一线": {"是": "yes", "否": "no", "待定": "unsure"},
    "三长类别": {"医院院长": "hospital", "学校校长": "school", "农技站站长": "agrotech"},
    "是否领导干部": {"是": "yes", "否": "no"},
}
MODES = {"专职": "full_time", "兼职": "part_time", "挂职": "seconded"}

type Status = Literal["optimal", "stopped", "impossible", "unknown"]
type Terms = dict[int, int]


@dataclass(frozen=True, kw_only=True)
class RivalResult:
    """What came of it: `goals` are those proven best, in order, in tenths of a point; all five only when `optimal`."""

    name: str
    goals: list[int] | None
    status: Status
    build_seconds: float
    solve_seconds: float
    peak_mib: float = 0.0

    @property
    def seconds(self) -> float:
        """Building and solving together."""
        return self.build_seconds + self.solve_seconds


@dataclass(frozen=True, kw_only=True)
class Variable:
    """Person number `person` sits in `scope`, a body or office, in this mode if the office has modes."""

    person: int
    scope: str
    mode: str | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """low ≤ sum of coefficient times variable ≤ high."""

    terms: Terms
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, kw_only=True)
class Formulation:
    """The integer program, solver-neutral."""

    variables: list[Variable]
    lines: list[Line]
    goals: list[Terms]


def formulate(instance: Instance) -> Formulation:
    """Write the instance out as variables and rows."""
    variables = _variables(instance)
    seats: dict[str, list[int]] = defaultdict(list)
    held: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, variable in enumerate(variables):
        seats[variable.scope].append(number)
        held[variable.person, variable.scope].append(number)
    lines = [Line(terms=dict.fromkeys(seats[scope], 1), low=size, high=size) for scope, size in instance.scopes.items()]
    lines += _nesting(instance, held)
    for quota in instance.quotas:
        lines += _quota_lines(instance, quota, variables, seats[quota.scope])
    scores = [int(person["得分"].replace(".", "")) for person in instance.people]
    goals = [{number: scores[variables[number].person] for number in seats[scope]} for scope in GOALS]
    return Formulation(variables=variables, lines=lines, goals=goals)


def solve_pulp(instance: Instance, *, solver: Literal["cbc", "highs"], time_limit: float) -> RivalResult:
    """PuLP with CBC or HiGHS; `time_limit` covers all goals together."""
    start = perf_counter()
    formulation = formulate(instance)
    problem = pulp.LpProblem(instance.name, pulp.LpMaximize)
    columns = [
        problem.add_variable(f"x{number}", lowBound=0, upBound=1, cat="Integer")
        for number in range(len(formulation.variables))
    ]

    def expression(terms: Terms) -> Any:
        return pulp.LpAffineExpression.from_list([(columns[number], weight) for number, weight in terms.items()])

    for line in formulation.lines:
        for constraint in _pulp_constraints(expression(line.terms), line):
            problem += constraint
    built = perf_counter() - start

    def best(terms: Terms, seconds: float) -> tuple[Status, list[float]]:
        problem.setObjective(expression(terms))
        stats = problem.solve(_pulp_solver(solver, seconds))
        values = [column.value() or 0.0 for column in columns] if stats.has_solution else []
        return _pulp_status(stats), values

    def fix(terms: Terms, value: int) -> None:
        nonlocal problem
        problem += expression(terms) >= value

    return _in_order(_NAMES[solver], formulation.goals, best, fix, built=built, time_limit=time_limit)


def solve_scipy(instance: Instance, *, time_limit: float) -> RivalResult:
    """`scipy.optimize.milp` on the same formulation; `time_limit` covers all goals together."""
    start = perf_counter()
    formulation = formulate(instance)
    count = len(formulation.variables)
    matrix = _matrix([line.terms for line in formulation.lines], count)
    low = np.array([-np.inf if line.low is None else line.low for line in formulation.lines])
    high = np.array([np.inf if line.high is None else line.high for line in formulation.lines])
    built = perf_counter() - start

    def best(terms: Terms, seconds: float) -> tuple[Status, list[float]]:
        cost = np.zeros(count)
        cost[list(terms)] = [-weight for weight in terms.values()]
        found = milp(
            cost,
            integrality=np.ones(count, dtype=np.int8),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0, "time_limit": seconds},
        )
        status: dict[int, Status] = {0: "optimal", 1: "stopped", 2: "impossible"}
        return status.get(found.status, "unknown"), [] if found.x is None else found.x.tolist()

    def fix(terms: Terms, value: int) -> None:
        nonlocal matrix, low, high
        matrix = vstack([matrix, _matrix([terms], count)], format="csr")
        low, high = np.append(low, value), np.append(high, np.inf)

    return _in_order(_NAMES["scipy"], formulation.goals, best, fix, built=built, time_limit=time_limit)


def _in_order(
    name: str,
    goals: list[Terms],
    best: Callable[[Terms, float], tuple[Status, list[float]]],
    fix: Callable[[Terms, int], None],
    *,
    built: float,
    time_limit: float,
) -> RivalResult:
    """Solve the goals one after another; a goal that is not proven ends it, whatever was found."""
    start = perf_counter()
    proven: list[int] = []
    status: Status = "stopped"
    for terms in goals:
        left = time_limit - (perf_counter() - start)
        if left <= 0:
            status = "stopped"
            break
        status, values = best(terms, left)
        if status != "optimal":
            break
        proven.append(sum(weight * round(values[number]) for number, weight in terms.items()))
        fix(terms, proven[-1])
    solved = perf_counter() - start
    return RivalResult(name=name, goals=proven or None, status=status, build_seconds=built, solve_seconds=solved)


def _variables(instance: Instance) -> list[Variable]:
    variables = []
    for person, row in enumerate(instance.people):
        variables += [Variable(person=person, scope=body.id) for body in instance.bodies]
        can = {MODES[written] for written in (row["任职方式"] or "兼职").split("、")}
        for office in instance.offices:
            modes = [mode for mode in office.modes if mode in can] if office.modes else [None]
            variables += [Variable(person=person, scope=office.id, mode=mode) for mode in modes]
    return variables


def _nesting(instance: Instance, held: Mapping[tuple[int, str], list[int]]) -> list[Line]:
    """Inner bodies sit in outer ones, officers in their body, and nobody holds two offices."""
    levels = [(body.id, body.within) for body in instance.bodies if body.within]
    levels += [(office.id, office.body) for office in instance.offices]
    lines = []
    for person in range(len(instance.people)):
        for inner, outer in levels:
            below = held.get((person, inner), [])
            if below:
                lines.append(Line(terms={**dict.fromkeys(below, 1), held[person, outer][0]: -1}, high=0))
        offices = [number for office in instance.offices for number in held.get((person, office.id), [])]
        if len(offices) > 1:
            lines.append(Line(terms=dict.fromkeys(offices, 1), high=1))
    return lines


def _quota_lines(instance: Instance, quota: Quota, variables: list[Variable], scope: list[int]) -> list[Line]:
    """One row, or one per value of the column the rule runs over."""
    bound = quota.heads(instance.seats(quota.scope))
    tests = instance.groups[quota.group] if quota.group else {}
    rows: dict[str, list[int]] = {value: [] for value in (instance.values(quota.by) if quota.by else [""])}
    for number in scope:
        person = instance.people[variables[number].person]
        if _belongs(person, variables[number].mode, side=quota.side, tests=tests):
            rows[person[HEADERS[quota.by]] if quota.by else ""].append(number)
    low, high = (bound, None) if quota.side == "at_least" else (None, bound)
    return [Line(terms=dict.fromkeys(numbers, 1), low=low, high=high) for numbers in rows.values()]


def _belongs(person: Row, mode: str | None, *, side: str, tests: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the person counts: surely towards a floor, possibly towards a ceiling."""
    for column, wanted in tests.items():
        if column == "mode":
            belongs = mode in wanted
        elif column == "age":
            oldest, youngest = _ages(person["出生年月"])
            limit = int(wanted[0].removeprefix("<="))
            belongs = (oldest if side == "at_least" else youngest) <= limit
        else:
            header = HEADERS[column]
            value = VALUES.get(header, {}).get(person[header], person[header])
            belongs = value in wanted or (value == "unsure" and side == "at_most")
        if not belongs:
            return False
    return True


def _ages(birth: str) -> tuple[int, int]:
    """The greatest and least completed years on the reference date that the birth, as precisely as written, allows."""
    parts = [int(part) for part in birth.split("-")]
    first = date(*[*parts, 1, 1][:3])
    # 31 serves as the last day of any month: it is only compared, never a date.
    last = (*parts, *(12, 31)[len(parts) - 1 :])
    today = (REFERENCE_DATE.month, REFERENCE_DATE.day)
    oldest = REFERENCE_DATE.year - first.year - (today < (first.month, first.day))
    youngest = REFERENCE_DATE.year - last[0] - (today < (last[1], last[2]))
    return oldest, youngest


_NAMES = {"cbc": "PuLP + CBC", "highs": "PuLP + HiGHS", "scipy": "SciPy milp"}


def _pulp_status(stats: Any) -> Status:
    """Goals are whole numbers: a bound less than one above the value is a proof (CBC then reports its gap as reached)."""
    if stats.status_str == "Infeasible":
        return "impossible"
    bound, value = stats.best_bound, stats.objective
    met = stats.has_solution and bound is not None and value is not None and bound < value + 0.999
    return "optimal" if stats.status_str == "Optimal" or met else "stopped"


def _pulp_solver(solver: str, seconds: float) -> Any:
    if solver == "cbc":
        cbc: Any = pulp.COIN_CMD
        # One thread is its default; `threads=1` would start its parallel machinery for that one.
        return cbc(msg=False, gapRel=0, timeLimit=seconds)
    return pulp.HiGHS(msg=False, gapRel=0, threads=1, timeLimit=seconds)


def _pulp_constraints(expression: Any, line: Line) -> list[Any]:
    if line.low is not None and line.low == line.high:
        return [expression == line.low]
    floor = [] if line.low is None else [expression >= line.low]
    return floor if line.high is None else [*floor, expression <= line.high]


def _matrix(lines: list[Terms], columns: int) -> Any:
    starts = np.cumsum([0, *(len(terms) for terms in lines)])
    indices = np.array([number for terms in lines for number in terms], dtype=np.int32)
    weights = np.array([weight for terms in lines for weight in terms.values()], dtype=float)
    return csr_array((weights, indices, starts), shape=(len(lines), columns))
