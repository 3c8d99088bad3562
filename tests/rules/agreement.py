"""Rows and head-count of a rule set against each other, by plain whole-number arithmetic on every roster."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from optimizer.people.person import Pool
from optimizer.problem.problem import Problem
from optimizer.rules.base import Row, Rule
from tests.toy import Held, pool_of, problem_of, rosters, seated

TOY_POOL = pool_of("""
id,   name, sex,    birth,      frontline, head,     cadre, modes,               score, rank, unit, sector
P001, 人一, female, 1981-12-01, yes,       hospital, no,    part_time+full_time, 90,    1,    east, farm
P002, 人二, male,   1981,       yes,       ,         no,    part_time,           80.5,  2,    east, town
P003, 人三, female, 1980-11,    unsure,    school,   yes,   full_time,           70,    3,    west, farm
P004, 人四, male,   ,           no,        agrotech, no,    part_time,           ,      ,     west, town
P005, 人五, ,       1960-02-29, ,          hospital, yes,   part_time+full_time, 60,    1,    ,     town
P006, 人六, male,   1990-05,    yes,       school,   no,    part_time,           60,    2,    east, town
""")
"""Every kind of gap: births of a year or month that leave 45 undecided, a frontline flag unsure or empty, no unit."""


def disagreements(problem: Problem) -> list[str]:
    """Where rows and head-count of a rule differ: in whether it is kept, or in how many heads it is short."""
    every = list(rosters(problem))
    found = []
    for rule in problem.rules:
        rows = list(rule.rows(problem))
        heads = _heads_missing(rows, _sums(problem, every, rows))
        for held, by_rows in zip(every, heads, strict=True):
            by_head = sum(verdict.short for verdict in rule.count(seated(problem, held)))
            if by_rows != by_head:
                found.append(f"{rule} {held}: rows are short of {by_rows}, heads of {by_head}")
    return found


def kept_by(problem: Problem, rule: Rule) -> list[bool]:
    """For every roster whether the checker finds the rule kept."""
    return [all(verdict.kept for verdict in rule.count(seated(problem, held))) for held in rosters(problem)]


def _sums(problem: Problem, every: list[Held], rows: list[Row]) -> NDArray[np.int64]:
    """Rosters x rows: what each row adds up to."""
    shape = (len(problem.pool.people), len(problem.positions))
    weights = [np.broadcast_to(row.weights, shape) for row in rows]
    return np.array(
        [[sum(int(each[who, what]) for who, what in held) for each in weights] for held in every], dtype=np.int64
    ).reshape(len(every), len(rows))


def _heads_missing(rows: list[Row], sums: NDArray[np.int64]) -> list[int]:
    """Per roster the shortfalls of all rows, each rounded up to whole heads."""
    total = np.zeros(len(sums), dtype=np.int64)
    for number, row in enumerate(rows):
        for missing in (
            [] if row.least is None else [row.least - sums[:, number]],
            [] if row.most is None else [sums[:, number] - row.most],
        ):
            for gap in missing:
                total += -(-np.maximum(gap, 0) // row.head)
    return [int(heads) for heads in total]


@cache
def toy_problem(text: str, pool: Pool | None = None) -> Problem:
    return problem_of(pool or TOY_POOL, text)
