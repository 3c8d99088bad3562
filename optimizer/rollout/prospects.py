"""What the planned rosters come to, gathered in one pass and kept small, for there may be tens of thousands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.basis.text import Filled
from optimizer.rollout.planned import Outcome, Planned
from optimizer.rollout.unit import HEADS, Route

SEATED = frozenset((Outcome.PROVEN, Outcome.FOUND))
"""The outcomes that come with a roster."""


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A unit without a proven roster: what came of it, the rules that clash, and why in sentences."""

    code: str
    outcome: Outcome
    clash: tuple[str, ...] = ()
    why: tuple[Filled, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prospects:
    """The planned rosters as figures.

    `comes` has, for each unit with a roster, the ordinal of its day and a bit for each of `kinds` that will sit (bit 0 for
    the first). A roster without a day comes at no known time and is left out of `comes`. `outcomes` and `routes` count all
    results, `posts` the units that have rules filling an office by post, `broken` the rules of these that are not kept,
    `unmet` the units with wishes not met.
    """

    kinds: tuple[str, ...] = HEADS
    comes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    routes: Mapping[Route, int] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    posts: int = 0
    broken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unmet: int = 0

    @property
    def total(self) -> int:
        """How many units were looked at."""
        return sum(self.outcomes.values())


def gather(planned: Iterable[Planned], kinds: Sequence[str] = HEADS) -> Prospects:
    """The results as figures; they may come in any order and one at a time."""
    comes: dict[str, tuple[int, int]] = {}
    outcomes: Counter[Outcome] = Counter()
    routes: Counter[Route] = Counter()
    troubles: dict[str, Trouble] = {}
    broken: dict[str, tuple[str, ...]] = {}
    posts = unmet = 0
    for each in planned:
        outcomes[each.outcome] += 1
        routes[each.route] += 1
        if each.outcome is not Outcome.PROVEN:
            troubles[each.code] = Trouble(code=each.code, outcome=each.outcome, clash=each.clash, why=each.why)
        if each.outcome not in SEATED:
            continue
        if each.day is not None:
            comes[each.code] = (each.day.toordinal(), _bits(each.heads, kinds))
        posts += bool(each.by_post)
        unmet += bool(each.unmet)
        wrong = tuple(rule for rule, kept in sorted(each.by_post.items()) if not kept)
        if wrong:
            broken[each.code] = wrong
    return Prospects(
        kinds=tuple(kinds),
        comes=comes,
        outcomes={outcome: outcomes[outcome] for outcome in Outcome},
        routes={each: routes[each] for each in Route},
        troubles=tuple(troubles[code] for code in sorted(troubles)),
        posts=posts,
        broken={code: broken[code] for code in sorted(broken)},
        unmet=unmet,
    )


def _bits(heads: Mapping[str, int], kinds: Sequence[str]) -> int:
    return sum(1 << at for at, kind in enumerate(kinds) if heads.get(kind, 0) > 0)
