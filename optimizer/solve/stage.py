"""One goal: the best value the field allows, with its proof."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.model.model import Ints, ModelGoal
from optimizer.solve.clock import Clock, Stopped
from optimizer.solve.core import Answer, Core, Ended, branch, relax
from optimizer.solve.field import Field, Floats, Prices

GROWTH = 400
"""How many groups join the core at a time."""

WHOLE = 1e-6

NEARBY, NEARBY_SHARE = 30, 50
"""How many groups join at a time where an earlier solve says who is near a change: so many, or one in so many if that is more."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Reached:
    """A goal's outcome: value None without a roster; `impossible` only with a proof.

    `prices` are those of the best bound and `multipliers` what it rests on; when impossible, what the proof rests on.
    """

    value: int | None
    bound: int | None
    proof: str
    impossible: bool = False
    multipliers: Floats | None = None
    taken: Floats | None = None
    prices: Prices | None = None


class Stage:
    """Works on one goal over a field; `inside` and `stands` describe the core and carry over to the next goal."""

    def __init__(self, field: Field, goal: ModelGoal, clock: Clock, inside: NDArray[np.bool_], stands: Ints) -> None:
        self.field = field
        self.goal = goal
        self.clock = clock
        self.inside = inside.copy()
        self.stands = stands
        self.best: Prices | None = None
        self.multipliers: Floats | None = None
        self.found: Answer | None = None
        self._impossible: Reached | None = None
        self.growth = GROWTH

    def begin_with(self, multipliers: Floats) -> None:
        """Start from multipliers of an earlier solve: from their bound, and from a core of the groups nearest to a change.

        The core is small, and grows in small steps: mostly little differs from the earlier roster.
        """
        self._improve(self.field.price(self.goal.columns, self.goal.gaps, multipliers), multipliers)
        self.growth = max(NEARBY, len(self.inside) // NEARBY_SHARE)
        self.inside[:] = False
        self.inside[self._nearest_to_the_door(self.growth)] = True
        self._widen(self.growth)

    def _nearest_to_the_door(self, count: int) -> Ints:
        """The groups that would lose least by leaving, or by coming in."""
        assert self.best is not None
        coming = np.full(len(self.inside), np.iinfo(np.int64).max, dtype=np.int64)
        np.minimum.at(coming, self.field.group, self.best.loss)
        return np.argsort(np.where(self.stands >= 0, self.best.empty_loss, coming), kind="stable")[:count]

    def run(self) -> Reached:
        """The best roster for this goal; stops early, without proof, when the clock says so."""
        try:
            if self._proven():
                return self._reached(proof="multipliers")
            relaxed = self._relax()
            if self._impossible is not None:
                return self._impossible
            if self._whole(relaxed) and (self.found is None or relaxed.value > self.found.value):
                self.found = relaxed
            return self._branch()
        except Stopped:
            return self._reached(proof="")

    def _relax(self) -> Answer:
        """The relaxation over the whole field, reached by growing the core; notes when even that is impossible."""
        penalty = 4.0 * (
            1 + float(np.abs(self.goal.columns).max(initial=0)) + float(np.abs(self.goal.gaps).max(initial=0))
        )
        for _ in range(3):
            answer = self._tried(penalty)
            if answer is None:
                break
            if answer.missing <= WHOLE or self._refuted(answer):
                return answer
            penalty *= 32
        return self._feasibility(penalty)

    def _refuted(self, answer: Answer) -> bool:
        """Whether the multipliers of rows that were missed prove by themselves, the goal left out, that there is no roster."""
        nothing = np.zeros_like(self.goal.columns), np.zeros_like(self.goal.gaps)
        assert answer.multipliers is not None
        if self.field.price(*nothing, answer.multipliers).bound < 0:
            self._impossible = Reached(
                value=None, bound=None, proof="multipliers", impossible=True, multipliers=answer.multipliers
            )
        return self._impossible is not None

    def _tried(self, penalty: float) -> Answer | None:
        """The relaxation for the goal; None where the solver gives up over weights and a penalty that lie too far apart."""
        try:
            return self._grow(self.goal.columns, self.goal.gaps, penalty)
        except Stopped:
            # Raises again where the time is up.
            self.clock.left()
            return None

    def _grow(self, columns: Ints, gaps: Ints, penalty: float) -> Answer:
        """Solve the relaxed core, price everybody, let in those who would improve it; until nobody would."""
        while True:
            answer = relax(self._core(), columns, gaps, penalty=penalty, clock=self.clock)
            assert answer.multipliers is not None
            prices = self.field.price(columns, gaps, answer.multipliers)
            if columns is self.goal.columns:
                self._improve(prices, answer.multipliers)
            lost = self._lost_by_standing(prices)
            if prices.exact - answer.value <= WHOLE * max(1.0, abs(answer.value)) or not (lost > 0).any():
                return answer
            worst = np.argsort(-lost, kind="stable")[: max(self.growth, int(self.inside.sum()) // 2)]
            self.inside[worst[lost[worst] > 0]] = True

    def _improve(self, prices: Prices, multipliers: Floats) -> None:
        """Keep prices whose bound is the best so far."""
        if self.best is None or prices.exact < self.best.exact:
            self.best, self.multipliers = prices, multipliers

    def _proven(self) -> bool:
        """Whether a roster known already reaches the bound."""
        return self.best is not None and self.found is not None and round(self.found.value) >= self.best.whole

    def _lost_by_standing(self, prices: Prices) -> Ints:
        """Per group outside the core, what standing where it stands gives up under the prices; 0 inside."""
        columns = np.append(prices.loss, 0)
        stands = np.where(self.stands >= 0, columns[self.stands], prices.empty_loss)
        return np.where(self.inside, 0, stands)

    def _feasibility(self, penalty: float) -> Answer:
        """Whether rows can be met at all by the relaxation; the multipliers of the answer prove a no."""
        nothing = np.zeros_like(self.goal.columns), np.zeros_like(self.goal.gaps)
        answer = self._grow(*nothing, 1.0)
        if answer.missing <= WHOLE:
            return self._tried(penalty * 1024) or self._without_multipliers(answer)
        if self._refuted(answer):
            return answer
        self.inside[:] = True
        return answer

    def _without_multipliers(self, answer: Answer) -> Answer:
        """A relaxed roster found without the goal, valued by it; from here the whole field is searched under a plain bound."""
        assert answer.taken is not None
        assert answer.gaps is not None
        if self.best is None:
            nothing = np.zeros(len(self.field.least))
            self._improve(self.field.price(self.goal.columns, self.goal.gaps, nothing), nothing)
        self.inside[:] = True
        value = float(self.goal.columns[self.field.columns] @ answer.taken + self.goal.gaps @ answer.gaps)
        return replace(answer, value=value)

    def _branch(self) -> Reached:
        """Whole numbers: solve the core, then look whether anybody outside could still improve on it."""
        assert self.best is not None
        target = self.best.whole
        while self.found is None or round(self.found.value) < target:
            answer = branch(self._core(), self.goal.columns, self.goal.gaps, target=target, clock=self.clock)
            if answer.ended is not Ended.STOPPED and self._contradicted(answer):
                return self._reached(proof="")
            if answer.taken is not None and (self.found is None or answer.value > self.found.value):
                self.found = answer
            if answer.ended is Ended.STOPPED:
                return self._reached(proof="")
            if self.found is not None:
                if round(self.found.value) < target and not self._admit(round(self.found.value)):
                    return self._reached(proof="branching")
            elif self.inside.all():
                return Reached(value=None, bound=None, proof="branching", impossible=True)
            else:
                self._widen(max(GROWTH, int(self.inside.sum())))
        return self._reached(proof="multipliers")

    def _contradicted(self, answer: Answer) -> bool:
        """Whether the solver claims to have searched a core and missed the roster already known in it: no proof then."""
        return self.found is not None and (answer.taken is None or answer.value < self.found.value)

    def _admit(self, value: int) -> bool:
        """Let in every group that has a choice, other than where it stands, in some roster better than `value`."""
        assert self.best is not None
        slack = self.best.slack(value + 1)
        open_columns = self.best.loss <= slack
        open_columns[self.stands[self.stands >= 0]] = False
        fresh = np.zeros_like(self.inside)
        fresh[self.field.group[open_columns]] = True
        fresh |= (self.stands >= 0) & self.field.may_be_empty & (self.best.empty_loss <= slack)
        fresh &= ~self.inside
        self.inside |= fresh
        return bool(fresh.any())

    def _widen(self, count: int) -> None:
        """Let in so many groups more, those nearest to a change of where they stand."""
        assert self.best is not None
        near = np.full(len(self.inside), np.iinfo(np.int64).max, dtype=np.int64)
        others = self.best.loss.copy()
        standing = self.stands[self.stands >= 0]
        others[standing] = np.iinfo(np.int64).max
        np.minimum.at(near, self.field.group, others)
        near[self.inside] = np.iinfo(np.int64).max
        self.inside[np.argsort(near, kind="stable")[:count]] = True

    def _core(self) -> Core:
        return Core(field=self.field, inside=self.inside, stands=self.stands)

    def _whole(self, answer: Answer) -> bool:
        assert answer.taken is not None
        assert answer.gaps is not None
        parts = np.concatenate([answer.taken, answer.gaps])
        return answer.missing <= WHOLE and bool(np.all(np.abs(parts - np.rint(parts)) <= WHOLE))

    def _reached(self, *, proof: str) -> Reached:
        bound = None if self.best is None else self.best.whole
        if self.found is None:
            return Reached(value=None, bound=bound, proof="")
        value = round(self.found.value)
        assert self.found.taken is not None
        return Reached(
            value=value,
            bound=value if proof else bound,
            proof=proof,
            multipliers=self.multipliers,
            taken=np.rint(self.found.taken),
            prices=self.best,
        )
