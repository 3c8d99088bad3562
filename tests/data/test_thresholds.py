"""Whole-head thresholds of the usual ratios, and what they do to a small office with one full-time and one seconded."""

from __future__ import annotations

import pytest

from optimizer.planner.inputs import open_pool, policy_from
from optimizer.planner.plan import Options, plan
from optimizer.policy.policy import Policy
from optimizer.policy.reading import read_policy
from optimizer.problem.problem import build_problem
from optimizer.roster.recount import recount
from optimizer.roster.roster import Proposal, Seat
from optimizer.solve.status import Status
from tests.samples import LONGEST, POOLS

SIZES = (4, 5, 6, 7, 8, 9, 15, 21, 39, 50, 144, 201, 320, 650)
THRESHOLDS = {
    "70%": (3, 4, 5, 5, 6, 7, 11, 15, 28, 35, 101, 141, 224, 455),
    "1/3": (2, 2, 2, 3, 3, 3, 5, 7, 13, 17, 48, 67, 107, 217),
    "3/4": (3, 4, 5, 6, 6, 7, 12, 16, 30, 38, 108),
    "2/3": (3, 4, 4, 5, 6, 6, 10, 14, 26, 34, 96),
}
"""The heads that each ratio asks of a body of so many seats; of the largest three only the first two are needed."""

CELLS = [(ratio, size, heads) for ratio, row in THRESHOLDS.items() for size, heads in zip(SIZES, row, strict=False)]


def body_policy(size: int, ratio: str) -> Policy:
    """A body of so many seats, `ratio` of it women, and of those who are not men the same share again."""
    return read_policy(
        f"""
name = "threshold"
reference_date = 2026-12-01
[[body]]
id = "congress"
seats = {size}
[[rule]]
id = "WHOLE"
kind = "share"
scope = "congress"
group = {{ sex = "female" }}
at_least = "{ratio}"
[[rule]]
id = "VARYING"
kind = "share"
scope = "congress"
group = {{ sex = "female" }}
of = {{ any = [{{ sex = "female" }}, {{ sex = "male" }}] }}
at_least = "{ratio}"
""".encode(),
        source="threshold.toml",
    )


@pytest.mark.parametrize(("ratio", "size", "heads"), CELLS)
def test_a_share_asks_for_so_many_heads(ratio: str, size: int, heads: int) -> None:
    for women, kept in ((heads, True), (heads - 1, False)):
        policy = body_policy(size, ratio)
        rows = [f"P{number:03d},某人,{'女' if number <= women else '男'}" for number in range(1, size + 1)]
        pool = open_pool("\n".join(["编号,姓名,性别", *rows]).encode(), policy, source="threshold.csv")
        problem = build_problem(pool=pool, policy=policy)
        seats = [Seat(person=person.id, position=problem.positions[0]) for person in pool.people]
        verdicts = recount(pool, policy, policy.rules, seats)
        assert [(verdict.found, verdict.of, verdict.least) for verdict in verdicts] == [(women, size, heads)] * 2
        assert [verdict.kept for verdict in verdicts] == [kept] * 2
        (whole,), (varying,) = (list(rule.rows(problem)) for rule in policy.rules)
        assert whole.least == heads
        # With everybody seated a row's left side is the sum of its weights.
        assert varying.least is not None
        assert (int(varying.weights.sum()) >= varying.least) is kept


TRAP = """
extends = "dalian-2018"
name = "trap"
remarks = []
[[office]]
id = "vice_chair"
seats = {seats}
[[rule]]
id = "D8b"
drop = true
"""
SECONDED_COUNTS = """
[groups]
part_time = { mode = ["part_time", "seconded"] }
"""
AS_FEW_AS_POSSIBLE = """
[[rule]]
id = "FEW"
kind = "count"
scope = "vice_chair"
at_most = 1
strength = "prefer"
"""


def dalian_with(seats: str, extra: str = "") -> Proposal:
    """Dalian's policy on its pool with other seats of vice-chairs; one is full-time and one seconded (S7, S8)."""
    policy = policy_from((TRAP.format(seats=seats) + extra).encode(), source="trap.toml")
    path = POOLS / "prefecture.xlsx"
    pool = open_pool(path.read_bytes(), policy, source=path.name)
    return plan(pool=pool, policy=policy, options=Options(time_limit=LONGEST))


@pytest.mark.parametrize(
    ("seats", "extra", "status"),
    [
        ("7", "", Status.IMPOSSIBLE),
        ("8", "", Status.OPTIMAL),
        ("3", SECONDED_COUNTS, Status.IMPOSSIBLE),
        ("4", SECONDED_COUNTS, Status.OPTIMAL),
    ],
    ids=["seven", "eight", "three, seconded counts", "four, seconded counts"],
)
def test_three_quarters_part_time_beside_one_full_time_and_one_seconded_need_eight(
    seats: str, extra: str, status: Status
) -> None:
    # (n - 2) / n >= 3/4 from n = 8 on; counting the seconded one as part-time, (n - 1) / n >= 3/4 from n = 4 on.
    assert dalian_with(seats, extra).status is status


def test_seven_vice_chairs_clash_with_the_part_time_share_and_the_two_other_modes() -> None:
    assert {"D7", "S7", "S8"} <= set(dalian_with("7").solved.rules)


@pytest.mark.parametrize(("extra", "fewest"), [("", 8), (SECONDED_COUNTS, 4)], ids=["eight", "four, seconded counts"])
def test_with_seats_left_open_the_fewest_vice_chairs_are_found(extra: str, fewest: int) -> None:
    proposal = dalian_with("{ at_least = 1, at_most = 12 }", extra + AS_FEW_AS_POSSIBLE)
    assert proposal.status is Status.OPTIMAL
    assert len(proposal.holding("vice_chair")) == fewest
