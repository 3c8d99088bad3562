"""Problems drawn by Hypothesis: small enough to count out, with every kind of rule in every strength."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.people.person import Pool
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem, build_problem
from tests.rules.kinds import rule_texts
from tests.strategies import people
from tests.toy import STRUCTURES, a_pool, policy_of, rosters

GOALS = {
    "default": "",
    "rank": '\n[[goal]]\nkind = "best"\ncolumn = "rank"\nscope = "congress"\n',
    "prefer last": (
        '\n[[goal]]\nkind = "best"\ncolumn = "score"\nscope = ["committee", "congress"]\n'
        '[[goal]]\nkind = "prefer"\n[[goal]]\nkind = "best"\ncolumn = "rank"\nscope = "chair"\n'
    ),
}
SCORED = st.sampled_from([None, *map(Decimal, ("1", "1", "2", "2.5", "90.000001", "87.654321"))])


def pools(least: int = 5, most: int = 6) -> st.SearchStrategy[Pool]:
    """People who can mostly be seated; nobody is beyond all modes."""
    return people(least, most).map(a_pool)


@st.composite
def rule_lists(draw: st.DrawFn, *, first: str | None = None, most: int = 4) -> list[str]:
    """Rules as TOML, `R1` and so on; the first is of a given kind."""
    size = draw(st.integers(0 if first is None else 1, most))
    return [
        draw(rule_texts(f"R{number}", kinds=(first,)) if first and number == 1 else rule_texts(f"R{number}"))
        for number in range(1, size + 1)
    ]


FEW_RULES = rule_lists()


@st.composite
def policies(
    draw: st.DrawFn, structures: tuple[str, ...] = STRUCTURES, listed: st.SearchStrategy[list[str]] = FEW_RULES
) -> Policy:
    """A structure, the rules it has the bodies for, waivers, goals; by default up to four rules of any kinds and strengths."""
    text = draw(st.sampled_from(structures))
    for rule in draw(listed):
        text = text + rule if _readable(text + rule) else text
    return policy_of(text + draw(st.sampled_from(sorted(GOALS.values()))))


def _readable(text: str) -> bool:
    """Whether it is a policy: a scope of two chains, say, makes a fault of many a rule."""
    try:
        policy_of(text)
    except InputFaults:
        return False
    return True


def fitting(policy: Policy, *pools: Pool) -> Policy:
    """The policy without the rules that ask for people or values that one of the pools lacks."""
    kept = [rule for rule in policy.rules if not any(list(rule.misfits(pool)) for pool in pools)]
    return replace(policy, rules=tuple(kept))


SMALL_POOLS, MIXED_POLICIES = pools(), policies()


@st.composite
def problems(
    draw: st.DrawFn, crowd: st.SearchStrategy[Pool] = SMALL_POOLS, policy: st.SearchStrategy[Policy] = MIXED_POLICIES
) -> Problem:
    """A pool, a policy and, sometimes, an earlier roster to stay near."""
    pool = draw(crowd)
    fit = fitting(draw(policy), pool)
    seed = draw(st.integers(0, 3))
    base = None
    if draw(st.booleans()):
        problem = build_problem(pool=pool, policy=fit)
        some = next(iter(rosters(problem)), ())
        base = {pool.people[who].id: (problem.positions[what],) for who, what in some}
    return build_problem(pool=pool, policy=fit, base=base, seed=seed)
