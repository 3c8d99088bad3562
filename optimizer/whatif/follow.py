"""What follows from answers already known, without solving: exact, because a tighter bound only takes rosters away.

Let a scenario ask for at least as much as another one with every bound, all else equal. Where the other one is impossible,
so is this one. Where the best roster of the other one keeps this one's bounds, no shorter of a wish than before, it is the
best one here too: its goals are worth what they were, and no roster can be worth more here than there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from optimizer.people.person import Person
from optimizer.rules.base import Seated
from optimizer.solve.status import Status
from optimizer.whatif.axes import LimitAxis, Rank
from optimizer.whatif.scenarios import Answer, Ground, Scenario

type Ranks = tuple[Rank | None, ...]


@dataclass(kw_only=True, eq=False)
class Known:
    """A proven answer, and for each bound the tightest place its roster is known to keep and the loosest it misses."""

    scenario: Scenario
    ranks: Ranks
    answer: Answer
    seated: Seated | None
    keeps: dict[int, Rank] = field(default_factory=dict)
    misses: dict[int, Rank] = field(default_factory=dict)


class Following:
    """One frame: the scenarios that differ in bounds alone."""

    def __init__(self, ground: Ground, scenario: Scenario) -> None:
        self._ground = ground
        self._problem = ground.framed(ground.frame(scenario))
        self._bounds = {number: axis for number, axis in enumerate(ground.axes) if isinstance(axis, LimitAxis)}
        self._binds = [number for number, axis in self._bounds.items() if axis.rule_of(self._problem).strength.binds]

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody in the pool; the same object in every frame that leaves the pool as it is."""
        return self._problem.pool.people

    def ranks(self, scenario: Scenario) -> Ranks:
        """How much a scenario asks for with each bound."""
        return self._ground.ranks(self._problem, scenario)

    def known(self, scenario: Scenario, answer: Answer) -> Known | None:
        """An answer that others may follow from; None where it is not proven."""
        if answer.status not in (Status.OPTIMAL, Status.IMPOSSIBLE):
            return None
        pool = self._problem.pool
        held = tuple((pool.by_id[seat.person], seat.position) for seat in answer.seats)
        seated = Seated(seats=held, pool=pool, on=self._problem.policy.reference_date)
        possible = answer.status is Status.OPTIMAL
        return Known(scenario=scenario, ranks=self.ranks(scenario), answer=answer, seated=seated if possible else None)

    def follows(self, known: Known, scenario: Scenario, ranks: Ranks) -> bool:
        """Whether the known answer is a scenario's too."""
        if known.seated is None:
            # What cannot be kept together cannot be kept for any wish: only binding rules have a say in that.
            return self._no_looser(known, scenario, ranks, self._binds)
        return self._no_looser(known, scenario, ranks, list(self._bounds)) and all(
            low == high or (high is not None and self._reaches(known, number, scenario, high))
            for number, (low, high) in enumerate(zip(known.ranks, ranks, strict=True))
        )

    def _no_looser(self, known: Known, scenario: Scenario, ranks: Ranks, asked: list[int]) -> bool:
        """Whether the scenario asks for at least as much as the known one with each of some bounds."""
        for number in asked:
            low, high = known.ranks[number], ranks[number]
            if low is None or high is None:
                if known.scenario[number] != scenario[number]:
                    return False
            elif low > high:
                return False
        return True

    def _reaches(self, known: Known, number: int, scenario: Scenario, rank: Rank) -> bool:
        """Whether the known roster is no shorter of one bound here than there; earlier counts spare most others."""
        if number in known.keeps and rank <= known.keeps[number]:
            return True
        if number in known.misses and rank >= known.misses[number]:
            return False
        reaches = self._short(known, number, scenario) == self._short(known, number, known.scenario)
        (known.keeps if reaches else known.misses)[number] = rank
        return reaches

    def _short(self, known: Known, number: int, scenario: Scenario) -> int:
        """Heads the known roster is short of one rule with the bound where a scenario has it; other bounds as they stand."""
        axis, value = self._bounds[number], scenario[number]
        assert known.seated is not None
        rule = axis.rule_of(self._problem if value is None else axis.at(self._problem, value))
        return sum(verdict.short for verdict in rule.count(known.seated))
