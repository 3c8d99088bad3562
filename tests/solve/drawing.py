"""Problems drawn by Hypothesis: small enough to count out, with every kind of rule in every strength."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.people.person import Pool
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem, build_problem
from tests.strategies import people, rules
from tests.toy import HEAD, NESTED, SIDE_BY_SIDE, a_pool, policy_of, rosters, table_of

TWO_CHAINS = (
    HEAD
    + """
[groups]
women = { sex = "female" }
young = { age = "<=45" }
[[body]]
id = "congress"
seats = 3
[[body]]
id = "committee"
seats = 2
within = "congress"
[[office]]
id = "chair"
body = "committee"
seats = 1
[[body]]
id = "audit"
seats = 1
[[office]]
id = "vice_chair"
body = "audit"
seats = 1
modes = ["full_time", "part_time"]
"""
)
"""Two chains: one person may hold a position in both."""

GOALS = {
    "default": "",
    "rank": '\n[[goal]]\nkind = "best"\ncolumn = "rank"\nscope = "congress"\n',
    "prefer last": (
        '\n[[goal]]\nkind = "best"\ncolumn = "score"\nscope = ["committee", "congress"]\n'
        '[[goal]]\nkind = "prefer"\n[[goal]]\nkind = "best"\ncolumn = "rank"\nscope = "chair"\n'
    ),
}
SCORED = st.sampled_from([None, *map(Decimal, ("1", "1", "2", "2.5", "90.000001", "87.654321"))])


@st.composite
def pools(draw: st.DrawFn, most: int = 6) -> Pool:
    """People who can mostly be seated; nobody is beyond all modes."""
    crowd = draw(people(5, most))
    return a_pool(crowd)


@st.composite
def policies(draw: st.DrawFn, structures: tuple[str, ...] = (NESTED, SIDE_BY_SIDE, TWO_CHAINS)) -> Policy:
    """A structure, up to four rules of any kinds, goals."""
    listed = draw(st.lists(rules(), max_size=4))
    text = "".join(table_of("rule", {"id": f"R{number}", **keys}) for number, keys in enumerate(listed, 1))
    try:
        return policy_of(draw(st.sampled_from(structures)) + text + draw(st.sampled_from(sorted(GOALS.values()))))
    except InputFaults:
        # A scope of both chains, say.
        assume(False)
        raise


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A pool, a policy and, sometimes, an earlier roster to stay near."""
    pool, policy = draw(pools()), draw(policies())
    try:
        problem = build_problem(pool=pool, policy=policy)
    except InputFaults:
        assume(False)
        raise
    seed = draw(st.integers(0, 3))
    base = None
    if draw(st.booleans()):
        some = next(iter(rosters(problem)), ())
        base = {pool.people[who].id: (problem.positions[what],) for who, what in some}
    return build_problem(pool=pool, policy=policy, base=base, seed=seed)
