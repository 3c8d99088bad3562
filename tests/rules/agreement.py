"""Rows and head-count of a rule set against each other, by plain whole-number arithmetic on every roster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.problem.problem import Problem
from optimizer.rules.base import Rule
from optimizer.rules.grid import Row
from tests.toy import Held, pool_of, rosters, seated

type Ints = NDArray[np.int64]

TOY_POOL = pool_of("""
id,   name, sex,    birth,      frontline, head,     cadre, modes,               score, rank, unit, sector, kin, post,      discipline
P001, 人一, female, 1981-12-01, yes,       hospital, no,    part_time+full_time, 90,    1,    east, farm,   K1,  院长,      medicine
P002, 人二, male,   1981,       yes,       ,         no,    part_time,           80.5,  2,    east, town,   K2,  教师,      physics
P003, 人三, female, 1980-11,    unsure,    school,   yes,   full_time,           70,    3,    west, farm,   K1,  分管领导,  medicine
P004, 人四, male,   ,           no,        agrotech, no,    part_time,           ,      ,     west, town,   ,    站长、所长,
P005, 人五, ,       1960-02-29, ,          hospital, yes,   part_time+full_time, 60,    1,    ,     town,   K2,  教师,      farming
P006, 人六, male,   1990-05,    yes,       school,   no,    part_time,           60,    2,    east, town,   K2,  ,          physics
""")  # noqa: E501 - one person a line
"""Every kind of gap: births of a year or month that leave 45 undecided, a frontline flag unsure or empty, no unit.

Two relatives (one in each unit) and three; posts held by one person and by two, two posts of one person, none.
"""

MOST_ANSWERS = 4096
"""Beyond so many ways to answer a rule's choices, comparing them one by one is no longer a test but a wait."""

NEVER = 10**9
"""The shortfall where no answers let the rows hold that only say what a choice means."""


def disagreements(problem: Problem) -> list[str]:
    """Where rows and head-count of a rule differ: in whether it is kept, or in how many heads it is short."""
    every = every_roster(problem)
    found = []
    for rule in problem.rules:
        heads = heads_missing(problem, every, list(rule.rows(problem)))
        for held, by_rows in zip(every, heads, strict=True):
            by_head = sum(verdict.short for verdict in rule.count(seated(problem, held)))
            if by_rows != by_head:
                found.append(f"{rule} {held}: rows are short of {by_rows}, heads of {by_head}")
    return found


def kept_by(problem: Problem, rule: Rule) -> list[bool]:
    """For every roster whether the checker finds the rule kept."""
    return [all(verdict.kept for verdict in rule.count(seated(problem, held))) for held in every_roster(problem)]


_FOUND: dict[object, Sequence[Held]] = {}


def every_roster(problem: Problem) -> Sequence[Held]:
    """Every roster; those of the toy pool are found once for all rules over the same seats."""
    if problem.pool is not TOY_POOL:
        return list(rosters(problem))
    seats = (problem.positions, problem.chain, tuple(problem.policy.seats.items()))
    if seats not in _FOUND:
        _FOUND[seats] = list(rosters(problem))
    return _FOUND[seats]


def heads_missing(problem: Problem, every: Sequence[Held], rows: list[Row]) -> list[int]:
    """Per roster the fewest heads that the rows are short of, whatever answers the rule's choices are given."""
    return [int(heads) for heads in fewest_heads(rows, _sums(problem, every, rows))]


def fewest_heads(rows: list[Row], sums: Ints) -> Ints:
    """The same where rosters x rows `sums` are what each row adds up to over the seats held."""
    total = np.zeros(len(sums), dtype=np.int64)
    for numbers in _knots(rows):
        together = [rows[number] for number in numbers]
        least = np.full(len(sums), NEVER, dtype=np.int64)
        for answer in _answers(together):
            reached = sums[:, numbers] + answer
            least = np.minimum(least, sum(_missing(row, reached[:, at]) for at, row in enumerate(together)))
        total += least
    return total


def _sums(problem: Problem, every: Sequence[Held], rows: list[Row]) -> Ints:
    """Rosters x rows: what each row adds up to over the seats held."""
    shape = (len(problem.pool.people), len(problem.positions))
    taken = np.zeros((len(every), *shape), dtype=np.int64)
    for number, held in enumerate(every):
        for who, what in held:
            taken[number, who, what] = 1
    pairs = shape[0] * shape[1]
    weights = np.array([np.broadcast_to(_dense(row), shape) for row in rows], dtype=np.int64).reshape(len(rows), pairs)
    return taken.reshape(len(every), pairs) @ weights.T


def _dense(row: Row) -> Ints:
    return row.weights.toarray() if isinstance(row.weights, sparse.csr_array) else row.weights


def _knots(rows: list[Row]) -> Iterator[list[int]]:
    """The numbers of rows that hang together by common choices; their answers are found knot by knot."""
    knots: list[tuple[set[str], list[int]]] = []
    for number, row in enumerate(rows):
        names, numbers = {name for name, _ in row.choices}, [number]
        for knot in [knot for knot in knots if knot[0] & names]:
            knots.remove(knot)
            names, numbers = names | knot[0], [*knot[1], *numbers]
        knots.append((names, numbers))
    yield from (sorted(numbers) for _, numbers in knots)


def _answers(rows: list[Row]) -> Ints:
    """Answers x rows: what each way to answer the choices adds to each row.

    Ways that break a row of choices alone are given up as soon as that shows; too many that are left are refused.
    """
    names = sorted({name for row in rows for name, _ in row.choices})
    weights = np.array(
        [[sum(weight for each, weight in row.choices if each == name) for row in rows] for name in names],
        dtype=np.int64,
    ).reshape(len(names), len(rows))
    alone = [number for number, row in enumerate(rows) if not row.soft and not _dense(row).any()]
    added = np.zeros((1, len(rows)), dtype=np.int64)
    for number, weight in enumerate(weights, 1):
        added = np.concatenate([added, added + weight])
        low = added + np.minimum(weights[number:], 0).sum(axis=0)
        high = added + np.maximum(weights[number:], 0).sum(axis=0)
        for at in alone:
            least, most = rows[at].least, rows[at].most
            keep = np.ones(len(added), dtype=bool)
            keep &= True if least is None else high[:, at] >= least
            keep &= True if most is None else low[:, at] <= most
            added, low, high = added[keep], low[keep], high[keep]
        assert len(added) <= MOST_ANSWERS, f"{rows[0].rule}: too many choices to try one by one: {names}"
    return added


def _missing(row: Row, reached: Ints) -> Ints:
    """Per roster the heads a row is short of, rounded up; a row that is not soft holds or makes the answers worthless."""
    total = np.zeros(len(reached), dtype=np.int64)
    for gap in (
        0 if row.least is None else np.maximum(row.least - reached, 0),
        0 if row.most is None else np.maximum(reached - row.most, 0),
    ):
        total += -(-gap // row.head) if row.soft else NEVER * np.sign(gap)
    return total
